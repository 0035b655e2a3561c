import fc from 'fast-check';
import { maximumSplitsOracle } from '../../oracle/rules/shift-counts.ts';
import type { RuleCheck } from '../rule-check.ts';

const file = 'src/rules/maximum-splits.ts';
const ceiling = 'src/rules/ceiling.ts';

const DRAWN = fc.record({
  window: fc.constantFrom('week' as const, 'month' as const, 'horizon' as const),
  maximumDays: fc.integer({ min: 0, max: 3 }),
});

export const check: RuleCheck = {
  oracle: 'tests/oracle/rules/shift-counts.ts',
  fold: [
    {
      name: '',
      settings: (world) =>
        DRAWN.map((values) => ({
          values,
          oracle: () => maximumSplitsOracle(world, values.window, values.maximumDays),
        })),
    },
  ],
  // Lines of one shift a day have no split, whatever is published around them.
  compiled: [{ name: '', exact: true, neverBroken: true, settings: () => DRAWN.map((values) => ({ values })) }],
  missing: [
    { values: { maximumDays: 1 } },
    { values: { maximumDays: 2, window: 'month' } },
    { values: { maximumDays: 0, window: 'horizon' } },
  ],
  mutants: [
    { name: 'one shift is a split', file, from: 'shifts.length > 1', to: 'shifts.length > 0' },
    {
      name: 'just the maximum is too many',
      file: ceiling,
      from: 'if (sum <= maximum) return [];',
      to: 'if (sum < maximum) return [];',
    },
    { name: 'a split has no part in its breach', file, from: 'weighsTogether: true', to: 'weighsTogether: false' },
    { name: 'an unseen day holds no split', file, from: 'mostPerDay: 1', to: 'mostPerDay: 0' },
  ],
};
