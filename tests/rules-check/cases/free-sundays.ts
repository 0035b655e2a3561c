import fc from 'fast-check';
import { freeSundaysOracle } from '../../oracle/rules/free-sundays.ts';
import { MANY, SINGLE } from '../../property/rules/world.ts';
import { type RuleCheck, type Setting, singles } from '../rule-check.ts';
import { WEEKDAYS } from '../../../src/domain/units.ts';

const file = 'src/rules/free-sundays.ts';
const ceiling = 'src/rules/date-ceiling.ts';
const recurring = 'src/rules/recurring-dates.ts';

const DRAWN = fc.record({
  window: fc.constantFrom('weeks' as const, 'month' as const, 'year' as const),
  windowWeeks: fc.integer({ min: 1, max: 5 }),
  /** Of those of the window: near the limit, also above their number. */
  minimum: fc.integer({ min: 0, max: 6 }),
  weekday: fc.constantFrom(6, 6, 2),
  datesBy: fc.constantFrom('start' as const, 'attendance' as const),
});

type Drawn = typeof DRAWN extends fc.Arbitrary<infer T> ? T : never;

function minimumDays({ window, minimum }: Drawn): number {
  // Known are some seven weeks: a year is tight where nearly all of its days must be free.
  return window === 'year' ? 46 + minimum : minimum;
}

function settingOf(drawn: Drawn): Setting {
  const { window, windowWeeks, datesBy } = drawn;
  const weekday = WEEKDAYS[drawn.weekday] ?? 'sun';
  return { values: { minimumDays: minimumDays(drawn), window, windowWeeks, weekday, datesBy } };
}

export const check: RuleCheck = {
  oracle: 'tests/oracle/rules/free-sundays.ts',
  fold: [
    {
      name: '',
      shape: { ...MANY, daysBefore: 16, daysAfter: 16 },
      settings: (world) =>
        DRAWN.map((drawn) => ({
          ...settingOf(drawn),
          oracle: () =>
            freeSundaysOracle(
              world,
              { weekday: drawn.weekday, by: drawn.datesBy },
              minimumDays(drawn),
              drawn.window === 'weeks' ? drawn.windowWeeks : drawn.window,
            ),
        })),
    },
  ],
  compiled: [
    {
      name: '',
      exact: true,
      worlds: singles({ ...SINGLE, daysBefore: 16, daysAfter: 16 }),
      settings: () => DRAWN.map(settingOf),
    },
  ],
  missing: [
    { values: { minimumDays: 2, window: 'weeks', windowWeeks: 3 } },
    { values: { minimumDays: 2 } },
    { values: { minimumDays: 1, window: 'weeks', windowWeeks: 1, datesBy: 'start' } },
    { values: { minimumDays: 51, window: 'year' } },
  ],
  mutants: [
    {
      name: 'one more may be worked',
      file,
      from: "groups - numberOf(values, 'minimumDays')",
      to: "groups - numberOf(values, 'minimumDays') + 1",
    },
    {
      name: 'every month has four of them',
      file,
      from: 'maximum: (values, groups) => Math.max(0, groups - ',
      to: 'maximum: (values, groups) => Math.max(0, Math.min(4, groups) - ',
    },
    {
      name: 'the measure is the days worked',
      file,
      from: 'measured: groups - worked',
      to: 'measured: worked',
    },
    {
      name: 'rolling windows that begin with a free one are told too',
      file: ceiling,
      from: "window.kind === 'weeks' && shiftsOf[0]?.length === 0",
      to: 'false',
    },
    {
      name: 'a year goes on to the next December',
      file: recurring,
      from: 'nextMonthStartOf(`${year}-12-01`)',
      to: '`${Number(year) + 1}-12-01`',
    },
    {
      name: 'the compiled form forgets the past',
      file: ceiling,
      from: '[...past, ...future], readerOf',
      to: 'future, readerOf',
    },
    {
      name: 'a window with work of the plan is closed',
      file: ceiling,
      from: 'open(missing) > 0 && worked <= maximum',
      to: 'open(missing) > 1 && worked <= maximum',
    },
  ],
};
