import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { missingVerdict } from '../../rules-check/disagreements.ts';
import { loadCases } from '../../rules-check/load-cases.ts';
import { missingTrials } from '../../rules-check/rule-check.ts';

/** Every rule with checks in tests/rules-check/cases: a new rule is asked here with the settings that its file there names. */
const asked = (await loadCases()).flatMap(({ rule, check }) =>
  check.missing.map((setting) => ({ title: `${rule.id} ${JSON.stringify(setting.values)}`, rule, setting })),
);

const ROUNDS = 10;

describe('a rule that is not called unknown without the past or future is not changed by any', () => {
  test.each(asked)('$title', ({ rule, setting }) => {
    const seen = { decided: 0 };
    // Some settings are seldom decided: all draws of a round may leave one open.
    for (let round = 0; round < ROUNDS && seen.decided === 0; round++) {
      fc.assert(
        fc.property(missingTrials(setting), (trial) => {
          const { decided, disagreement } = missingVerdict(rule, trial);
          if (decided) seen.decided++;
          expect(disagreement).toBeUndefined();
        }),
        { numRuns: 70 },
      );
    }
    expect(seen.decided).toBeGreaterThan(0);
  });
});
