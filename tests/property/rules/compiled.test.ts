import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compiledVerdict } from '../../rules-check/disagreements.ts';
import { loadCases } from '../../rules-check/load-cases.ts';
import { compiledTrials } from '../../rules-check/rule-check.ts';

/** Every rule with checks in tests/rules-check/cases: a new rule's compiled form is held to its fold by a file there. */
const forms = (await loadCases()).flatMap(({ rule, check }) =>
  check.compiled.map((compiled) => ({ title: `${rule.id} ${compiled.name}`.trim(), rule, compiled })),
);

describe('the compiled form admits exactly the lines that the fold passes, or keeps the promise of each side', () => {
  test.each(forms)('$title', ({ rule, compiled }) => {
    const seen = { legal: 0, illegal: 0, satisfied: 0 };
    fc.assert(
      fc.property(compiledTrials(compiled), (trial) => {
        const { legal, sufficient, disagreement } = compiledVerdict(rule, compiled, trial);
        seen[legal ? 'legal' : 'illegal']++;
        if (sufficient) seen.satisfied++;
        expect(disagreement).toBeUndefined();
      }),
      { numRuns: compiled.exact ? 80 : 250 },
    );
    const fewest = compiled.exact ? 1 : 20;
    expect(seen.legal, 'legal lines among the examples').toBeGreaterThanOrEqual(fewest);
    const [least, most] = compiled.neverBroken === true ? [0, 0] : [fewest, Number.POSITIVE_INFINITY];
    expect(seen.illegal, 'illegal lines among the examples').toBeGreaterThanOrEqual(least);
    expect(seen.illegal, 'illegal lines among the examples').toBeLessThanOrEqual(most);
    expect(seen.satisfied, 'lines that are surely legal among the examples').toBeGreaterThanOrEqual(fewest);
  });
});
