import fc from 'fast-check';
import { weeklyRestOracle } from '../../oracle/rules/weekly-rest.ts';
import { MANY, SINGLE } from '../../property/rules/world.ts';
import { type RuleCheck, singles } from '../rule-check.ts';

const file = 'src/rules/weekly-rest.ts';
const windows = 'src/rules/weekly-rest-windows.ts';
const machine = 'src/rules/weekly-rest-machine.ts';
const compiled = 'src/rules/weekly-rest-compiled.ts';

const WAYS = [
  [{ count: 1, hours: 35, days: 7 }],
  [{ count: 1, hours: 24, days: 7 }],
  [{ count: 2, hours: 12, days: 7 }],
  [
    { count: 2, hours: 24, days: 14 },
    { count: 1, hours: 48, days: 14 },
  ],
  [
    { count: 1, hours: 24, days: 7 },
    { count: 2, hours: 30, days: 14 },
    { count: 1, hours: 48, days: 14 },
  ],
];

const drawn = fc
  .record({
    ways: fc.constantFrom(...WAYS),
    window: fc.constantFrom('week' as const, 'rolling' as const),
    countedFrom: fc.constantFrom('2024-01-01', '2026-03-10', '2027-05-05'),
    dailyRestHours: fc.constantFrom(0, 0, 11, 24),
  })
  .map(({ ways, ...more }) => ({
    ways,
    values: { ...more, alternatives: ways.map(({ count, hours, days }) => `${count}x${hours}h/${days}d`) },
  }));

/** Starts at every hour of the day: more ends than an exact automaton takes. */
const templates = [{ id: 'any', start: { earliest: '00:00', latest: '23:30', stepMinutes: 30 }, length: 480 }];

const SHAPE = { daysBefore: 20, daysAfter: 20, maxDays: 10 };

export const check: RuleCheck = {
  oracle: 'tests/oracle/rules/weekly-rest.ts',
  fold: [
    {
      name: '',
      shape: { ...MANY, ...SHAPE, shiftsPerDay: 2 },
      settings: (world) =>
        drawn.map(({ ways, values }) => ({
          values,
          oracle: () =>
            weeklyRestOracle(world, {
              ways,
              countedFrom: values.window === 'week' ? values.countedFrom : undefined,
              dailyRestHours: values.dailyRestHours,
            }),
        })),
    },
  ],
  compiled: [
    {
      name: '',
      exact: true,
      worlds: singles({ ...SINGLE, ...SHAPE }),
      settings: () =>
        drawn
          .filter(({ ways, values: { window } }) => window === 'week' || ways.length === 1)
          .map(({ values }) => ({ values })),
    },
    {
      name: 'of several alternatives in windows that roll',
      exact: false,
      worlds: singles({ ...SINGLE, ...SHAPE }),
      settings: () => drawn.map(({ values }) => ({ values: { ...values, window: 'rolling' } })),
    },
    {
      name: 'rounded',
      exact: false,
      worlds: singles({ ...SINGLE, ...SHAPE }),
      settings: () => drawn.map(({ values }) => ({ values, person: { templates } })),
    },
  ],
  missing: [
    { values: { alternatives: ['1x35h/7d'] } },
    { values: { alternatives: ['1x24h/7d'], window: 'rolling', dailyRestHours: 11 } },
    { values: { alternatives: ['2x24h/14d', '1x48h/14d'], window: 'rolling' } },
  ],
  mutants: [
    {
      name: 'the daily rest is part of the weekly one',
      file: windows,
      from: 'shift.end + dailySeconds',
      to: 'shift.end',
    },
    {
      name: 'a nested shift ends the longer one',
      file: windows,
      from: 'start = Math.max(start, shift.end',
      to: 'start = Math.max(shift.end, shift.end',
    },
    { name: 'a rest just long enough is too short', file: windows, from: 'lacking <= 0', to: 'lacking < 0' },
    {
      name: 'one long rest is one rest',
      file: windows,
      from: 'length: count }, (_, index)',
      to: 'length: 1 }, (_, index)',
    },
    {
      name: 'rests that begin before the window count in it',
      file: windows,
      from: 'Math.max(start, part.start)',
      to: 'Math.max(start, part.start - 86400)',
    },
    {
      name: 'the compiled form takes the rest before a window with it',
      file: machine,
      from: 'fits(Math.max(open, startOf(from)), shift.start, spanSeconds)',
      to: 'fits(open, shift.start, spanSeconds)',
    },
    { name: 'windows without a planned shift are judged', file: machine, from: 'ending <= concerned && ', to: '' },
    {
      name: 'the sufficient side rounds the other way',
      file: compiled,
      from: 'start: down(start), end: up(end)',
      to: 'start: up(start), end: up(end)',
    },
    {
      name: 'what is surely legal has rests of the shortest span alone',
      file: compiled,
      from: 'alternatives: [most] }',
      to: 'alternatives: [least] }',
    },
    { name: 'weeks begin on Monday everywhere', file, from: ', context.weekStart))', to: ", 'mon'))" },
    {
      name: 'what nobody has seen is rest',
      file,
      from: 'end: start + SECONDS_PER_DAY',
      to: 'end: start - 99 * SECONDS_PER_DAY',
    },
  ],
};
