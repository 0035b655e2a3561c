import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { foldDisagreement } from '../../rules-check/disagreements.ts';
import { loadCases } from '../../rules-check/load-cases.ts';
import { foldTrials } from '../../rules-check/rule-check.ts';
import { trials } from '../../fixtures/effort.ts';

/** Every rule with checks in tests/rules-check/cases: a new rule is held to its oracle by a file there. */
const holds = (await loadCases()).flatMap(({ rule, check }) =>
  check.fold.map((fold) => ({ title: `${rule.id} ${fold.name}`.trim(), rule, fold })),
);

describe('each rule says of random lines what the words of the law say', () => {
  test.each(holds)('$title', ({ rule, fold }) => {
    fc.assert(
      fc.property(foldTrials(fold), (trial) => {
        expect(foldDisagreement(rule, fold, trial)).toBeUndefined();
      }),
      { numRuns: trials(50) },
    );
  });
});
