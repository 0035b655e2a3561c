import fc from 'fast-check';
import { forbiddenSuccessionOracle } from '../../oracle/rules/forbidden-succession.ts';
import type { RuleCheck } from '../rule-check.ts';

const file = 'src/rules/forbidden-succession.ts';

const PAIRS: readonly (readonly [string, string])[] = [
  ['late', 'early'],
  ['night', 'night'],
  ['night', 'late'],
];

export const check: RuleCheck = {
  oracle: 'tests/oracle/rules/forbidden-succession.ts',
  fold: [
    {
      name: '',
      settings: (world) =>
        fc.integer({ min: 1, max: PAIRS.length }).map((count) => {
          const pairs = PAIRS.slice(0, count);
          return {
            values: { pairs: pairs.map((pair) => pair.join('>')) },
            oracle: () => forbiddenSuccessionOracle(world, pairs),
          };
        }),
      about: ({ shiftIds }) => shiftIds.join(' '),
    },
  ],
  compiled: [
    {
      name: '',
      exact: true,
      settings: () => fc.constant({ values: { pairs: ['late>early', 'night>early', 'night>late'] } }),
    },
  ],
  missing: [{ values: { pairs: ['late>early', 'night>late'] } }],
  mutants: [
    {
      name: 'pairs are read backwards',
      file,
      from: '`${first.template}>${second.template}`',
      to: '`${second.template}>${first.template}`',
    },
    {
      name: 'a day off between is not enough',
      file,
      from: 'addDays(state.date, 1) === date',
      to: 'addDays(state.date, 2) >= date',
    },
    {
      name: 'the next day is 24 hours on',
      file,
      from: 'addDays(state.date, 1) === date',
      to: 'next.start - (state.shifts[0]?.start ?? 0) <= 86_400',
    },
    {
      name: 'only the first of two shifts of a date is looked at',
      file,
      from: 'state.date === date ? state.dayBefore : adjacent',
      to: 'state.date === date ? [] : adjacent',
    },
    {
      name: 'the compiled form forgets the last published day',
      file,
      from: 'before: on(past, addDays(context.from, -1))',
      to: 'before: []',
    },
    {
      name: 'the unseen past holds the second of a pair',
      file,
      from: "missing === 'past' ? 'second' : 'first'",
      to: "missing === 'past' ? 'first' : 'second'",
    },
  ],
};
