import fc from 'fast-check';
import { daysOffWeeksOracle } from '../../oracle/rules/days-off-weeks.ts';
import { MANY, SINGLE } from '../../property/rules/world.ts';
import { type RuleCheck, singles } from '../rule-check.ts';

const file = 'src/rules/days-off-weeks.ts';
const compiled = 'src/rules/days-off-weeks-compiled.ts';
const windows = 'src/rules/windows.ts';

const values = fc.record({
  minimumDays: fc.integer({ min: 0, max: 12 }),
  weeks: fc.integer({ min: 1, max: 4 }),
  window: fc.constantFrom('rolling', 'fixed'),
  countedFrom: fc.constantFrom('2024-01-01', '2026-03-10', '2027-05-05'),
});

export const check: RuleCheck = {
  oracle: 'tests/oracle/rules/days-off-weeks.ts',
  fold: [
    {
      name: '',
      shape: { ...MANY, daysBefore: 28, daysAfter: 28 },
      settings: (world) =>
        values.map((one) => ({
          values: one,
          oracle: () =>
            daysOffWeeksOracle(world, one.minimumDays, one.weeks, one.window === 'fixed' ? one.countedFrom : undefined),
        })),
    },
  ],
  compiled: [
    {
      name: '',
      exact: true,
      worlds: singles({ ...SINGLE, daysBefore: 28, daysAfter: 28 }),
      settings: () => values.map((one) => ({ values: one })),
    },
  ],
  missing: [
    { values: { minimumDays: 3, weeks: 2 } },
    { values: { minimumDays: 8, weeks: 2, window: 'fixed' } },
    { values: { minimumDays: 1, weeks: 1 } },
  ],
  mutants: [
    {
      name: 'one day off fewer is enough',
      file,
      from: "- numberOf(values, 'minimumDays'));",
      to: "- numberOf(values, 'minimumDays') + 1);",
    },
    {
      name: 'blocks are counted from Mondays',
      file,
      from: 'weekStartOf(countedFrom, context.weekStart)',
      to: "weekStartOf(countedFrom, 'mon')",
    },
    { name: 'unseen days are off', file, from: 'mostPerDay: 1', to: 'mostPerDay: 0' },
    {
      name: 'the compiled form takes one day off fewer',
      file: compiled,
      from: 'within.length < minimum',
      to: 'within.length < minimum - 1',
    },
    {
      name: 'days behind the horizon are not read',
      file: compiled,
      from: 'context.days + length - 1',
      to: 'context.days',
    },
    {
      name: 'windows without a part of the horizon are judged',
      file: compiled,
      from: 'free < end - begin + 1',
      to: 'end >= begin',
    },
    {
      name: 'rolling windows end with the horizon',
      file: windows,
      from: 'length: days - 1 + context.days',
      to: 'length: context.days',
    },
    {
      name: 'two shifts of a date take two days',
      file,
      from: 'weighDay: () => 1',
      to: 'weighDay: (_values, _context, _date, shifts) => shifts.length',
    },
  ],
};
