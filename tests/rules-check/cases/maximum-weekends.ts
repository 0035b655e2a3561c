import fc from 'fast-check';
import {
  maximumWeekendsHorizonOracle,
  maximumWeekendsMonthOracle,
  maximumWeekendsRollingOracle,
  type OracleWeekend,
} from '../../oracle/rules/weekends.ts';
import { MANY, SINGLE, type World } from '../../property/rules/world.ts';
import { type RuleCheck, type Setting, singles } from '../rule-check.ts';
import { WEEKDAYS } from '../../../src/domain/units.ts';

const ceiling = 'src/rules/date-ceiling.ts';
const recurring = 'src/rules/recurring-dates.ts';
const dates = 'src/rules/worked-dates.ts';
const automaton = 'src/rules/date-automaton.ts';

/** Five weeks at the most, some shifts over two midnights, and not so many that every weekend is worked. */
const LONG = { ...MANY, daysBefore: 24, daysAfter: 24, maxDays: 35 };

const DRAWN = fc.record({
  window: fc.constantFrom('weeks', 'month', 'horizon'),
  windowWeeks: fc.integer({ min: 1, max: 5 }),
  maximumWeekends: fc.integer({ min: 0, max: 4 }),
  weekendFrom: fc.constantFrom(4, 5, 6),
  weekendDays: fc.integer({ min: 1, max: 3 }),
  datesBy: fc.constantFrom('start' as const, 'attendance' as const),
});

type Drawn = typeof DRAWN extends fc.Arbitrary<infer T> ? T : never;

function settingOf({ weekendFrom, ...values }: Drawn): Setting {
  return { values: { ...values, weekendFrom: WEEKDAYS[weekendFrom] ?? 'sat' } };
}

function oracleOf(world: World, drawn: Drawn) {
  const { window, windowWeeks, maximumWeekends } = drawn;
  const weekend: OracleWeekend = { first: drawn.weekendFrom, days: drawn.weekendDays, by: drawn.datesBy };
  if (window === 'weeks') return maximumWeekendsRollingOracle(world, weekend, maximumWeekends, windowWeeks);
  if (window === 'month') return maximumWeekendsMonthOracle(world, weekend, maximumWeekends);
  return maximumWeekendsHorizonOracle(world, weekend, maximumWeekends);
}

export const check: RuleCheck = {
  oracle: 'tests/oracle/rules/weekends.ts',
  fold: [
    {
      name: '',
      shape: LONG,
      settings: (world) => DRAWN.map((drawn) => ({ ...settingOf(drawn), oracle: () => oracleOf(world, drawn) })),
    },
  ],
  compiled: [
    {
      name: '',
      exact: true,
      worlds: singles({ ...SINGLE, daysBefore: 24, daysAfter: 24, maxDays: 22 }),
      settings: () => DRAWN.map(settingOf),
    },
  ],
  missing: [
    { values: { maximumWeekends: 2, windowWeeks: 3 } },
    { values: { maximumWeekends: 1, window: 'month', datesBy: 'attendance' } },
    { values: { maximumWeekends: 1, window: 'horizon', datesBy: 'attendance' } },
    { values: { maximumWeekends: 0, windowWeeks: 2, datesBy: 'attendance' } },
  ],
  mutants: [
    {
      name: 'just the maximum is too many',
      file: ceiling,
      from: 'if (worked <= maximum) continue;',
      to: 'if (worked < maximum) continue;',
    },
    {
      name: 'a weekend belongs to the month of any of its days',
      file: recurring,
      from: 'const own = groupsFrom(recurring, period);',
      to: 'const own = groupsIn(recurring, period);',
    },
    {
      name: 'rolling windows begin in the horizon',
      file: recurring,
      from: 'addDays(first.from, -7 * (weeks - 1))',
      to: 'first.from',
    },
    {
      name: 'an attendance works on the date of its start alone',
      file: dates,
      from: 'daysBetween(first, dateOf(zone, shift.end - 1)) + 1',
      to: '1',
    },
    {
      name: 'an attendance until midnight works on the new day',
      file: dates,
      from: 'dateOf(zone, shift.end - 1)',
      to: 'dateOf(zone, shift.end)',
    },
    {
      name: 'the compiled form forgets nights that reach ahead',
      file: automaton,
      from: 'Math.max(before - 1, ahead ?? 0, 0)',
      to: '0',
    },
    {
      name: 'the compiled form tells a published excess as one of the plan',
      file: ceiling,
      from: 'if (worked > maximum && planned > 0)',
      to: 'if (worked > maximum)',
    },
    {
      name: 'the compiled form ends with the horizon',
      file: automaton,
      from: 'day < reader.endDay && at !== undefined',
      to: 'day < 0 && at !== undefined',
    },
    { name: 'an unseen weekend is free', file: ceiling, from: 'worked + unseen > maximum', to: 'worked > maximum' },
    {
      name: 'no unseen night reaches into the horizon',
      file: dates,
      from: "by === 'attendance' ? date <= context.from : date < context.from",
      to: 'date < context.from',
    },
  ],
};
