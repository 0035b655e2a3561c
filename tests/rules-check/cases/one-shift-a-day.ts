import fc from 'fast-check';
import { isDeepStrictEqual } from 'node:util';
import { oneShiftADayOracle } from '../../oracle/rules/one-shift-a-day.ts';
import type { RuleCheck } from '../rule-check.ts';

const file = 'src/rules/one-shift-a-day.ts';

export const check: RuleCheck = {
  oracle: 'tests/oracle/rules/one-shift-a-day.ts',
  fold: [
    {
      name: '',
      settings: (world) =>
        fc.constant({
          values: {},
          oracle: () => oneShiftADayOracle(world).map((about) => ({ about, measured: 0 })),
        }),
      // The oracle names the planned shifts that share a date or a time with another, however the fold puts them together.
      agrees: (breaches, said, world) => {
        const planned = new Set(world.line.map(({ id }) => id));
        const guilty = new Set(breaches.flatMap(({ shiftIds }) => shiftIds).filter((id) => planned.has(id)));
        return isDeepStrictEqual([...guilty].sort(), said.map(({ about }) => about).sort());
      },
    },
  ],
  compiled: [{ name: '', exact: true, settings: () => fc.constant({ values: {} }) }],
  missing: [{ values: {} }],
  mutants: [
    { name: 'shifts that touch overlap', file, from: 'before.end > next.start', to: 'before.end >= next.start' },
    {
      name: 'a date by UTC',
      file,
      from: 'const date = shiftDate(context.zone, next);',
      to: "const date = shiftDate('UTC', next);",
    },
    { name: 'two shifts of a date are allowed', file, from: 'shifts.length < 2', to: 'shifts.length < 3' },
    {
      name: 'overlap only with the last shift, not with a longer one before it',
      file,
      from: 'const latest = laterEnding(state.latest, next);',
      to: 'const latest = next;',
    },
    {
      name: 'the compiled form forgets the published future',
      file,
      from: 'const latest = earliestStart(future);',
      to: 'const latest = Number.POSITIVE_INFINITY;',
    },
    {
      name: 'an unseen shift ends where the horizon begins',
      file,
      from: '< context.horizon.start + SECONDS_PER_DAY',
      to: '< context.horizon.start',
    },
  ],
};
