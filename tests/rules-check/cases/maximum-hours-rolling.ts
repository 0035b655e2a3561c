import fc from 'fast-check';
import { maximumHoursInDaysOracle, maximumHoursInHoursOracle } from '../../oracle/rules/maximum-hours-rolling.ts';
import { MANY, SINGLE, type World } from '../../property/rules/world.ts';
import { type RuleCheck, singles } from '../rule-check.ts';

const file = 'src/rules/maximum-hours-rolling.ts';
const hours = 'src/rules/rolling-hours.ts';
const compiled = 'src/rules/rolling-hours-compiled.ts';

const inDays = fc.record({
  maximumHours: fc.constantFrom(10, 20, 30, 45, 60),
  windowDays: fc.integer({ min: 1, max: 9 }),
});
const inHours = fc.record({
  maximumHours: fc.constantFrom(6, 9, 12, 16),
  windowHours: fc.constantFrom(10, 16, 24),
});
const inManyHours = fc.record({
  maximumHours: fc.constantFrom(10, 20, 40, 60),
  windowHours: fc.constantFrom(36, 72, 168),
});

/** What the oracle tells of windows of hours, carried through as one breach. */
type Told = { readonly about: string; readonly measured: number };

function toldOf(world: World, maximumHours: number, windowHours: number): readonly Told[] {
  if (world.line.length === 0) return [];
  const { shifts, measured } = maximumHoursInHoursOracle(world, maximumHours, windowHours);
  return shifts.length === 0 ? [] : [{ about: shifts.join(' '), measured }];
}

const ONE = [{ id: 'early', start: '06:00', length: 480 }];
const MEAL = [{ id: 'meal', start: '06:00', length: 480, meal: { lengthMinutes: 30, paid: false } }];
const MANY_WAYS = [
  {
    id: 'any',
    start: { earliest: '00:00', latest: '23:30', stepMinutes: 30 },
    length: { minMinutes: 60, maxMinutes: 600, stepMinutes: 60 },
  },
];

function hasOverlap({ past, line, future }: World): boolean {
  const shifts = [...past, ...line, ...future];
  return shifts.some((one, index) => shifts.slice(index + 1).some((other) => other.start < one.end));
}

export const check: RuleCheck = {
  oracle: 'tests/oracle/rules/maximum-hours-rolling.ts',
  fold: [
    {
      name: 'in days',
      shape: { ...MANY, daysBefore: 12, daysAfter: 12 },
      settings: (world) =>
        inDays.map((values) => ({
          values,
          oracle: () => maximumHoursInDaysOracle(world, values.maximumHours, values.windowDays),
        })),
    },
    {
      name: 'in hours',
      shape: { ...SINGLE, maxDays: 6, daysBefore: 2, daysAfter: 2, mostHalfHours: 18 },
      settings: (world) =>
        fc.oneof(inHours, inManyHours).map((values) => ({
          values,
          oracle: () => toldOf(world, values.maximumHours, values.windowHours),
        })),
      // A window that only touches a planned shift may be fuller than those that the fold tells.
      agrees: (breaches, said, world) => {
        const planned = new Set(world.line.map(({ id }) => id));
        const guilty = new Set(breaches.flatMap(({ shiftIds }) => shiftIds.filter((id) => planned.has(id))));
        const measured = Math.max(0, ...breaches.map((breach) => breach.measured));
        const may = (said[0]?.about ?? '').split(' ');
        // Where shifts overlap an hour counts twice, and a window that is just too full may not reach to where work begins or ends.
        if (hasOverlap(world)) return [...guilty].every((id) => may.includes(id));
        return [...guilty].sort().join(' ') === may.join(' ') && measured <= (said[0]?.measured ?? 0);
      },
    },
  ],
  compiled: [
    {
      name: 'in days',
      exact: true,
      worlds: singles({ ...SINGLE, daysBefore: 12, daysAfter: 12, mostHalfHours: 24 }),
      settings: () => inDays.map((values) => ({ values })),
    },
    {
      name: 'in hours',
      exact: true,
      worlds: singles({ ...SINGLE, maxDays: 6 }),
      settings: () => inHours.map((values) => ({ values, person: { templates: ONE } })),
    },
    {
      name: 'in hours with a meal that moves',
      exact: false,
      worlds: singles({ ...SINGLE, maxDays: 6, mostHalfHours: 20 }),
      settings: () => inHours.map((values) => ({ values, person: { templates: MEAL } })),
    },
    {
      name: 'in many hours',
      exact: false,
      worlds: singles({ ...SINGLE, maxDays: 6, mostHalfHours: 20 }),
      settings: () => fc.oneof(inHours, inManyHours).map((values) => ({ values, person: { templates: MANY_WAYS } })),
    },
  ],
  missing: [
    { values: { maximumHours: 50, windowDays: 5 } },
    { values: { maximumHours: 12, windowHours: 24 } },
    { values: { maximumHours: 50, windowHours: 100 } },
  ],
  mutants: [
    {
      name: 'windows of hours are days',
      file,
      from: "numberOf(values, 'windowHours') > 0",
      to: "numberOf(values, 'windowHours') > 300",
    },
    {
      name: 'a day more is a window',
      file,
      from: "numberOf(values, 'windowDays'))",
      to: "numberOf(values, 'windowDays') + 1)",
    },
    { name: 'unseen days have no work', file, from: 'mostPerDay: 2 * SECONDS_PER_DAY', to: 'mostPerDay: 0' },
    {
      name: 'only windows that begin with work are looked at',
      file: hours,
      from: '[piece.start, piece.end - length]',
      to: '[piece.start]',
    },
    { name: 'just the limit is too much', file: hours, from: 'seconds <= maximum', to: 'seconds < maximum' },
    {
      name: 'an unseen shift before the horizon ends with it',
      file: hours,
      from: 'context.horizon.start + SECONDS_PER_DAY',
      to: 'context.horizon.start',
    },
    { name: 'unpaid breaks are work', file: 'src/rules/work-pieces.ts', from: '!paid', to: 'paid' },
    {
      name: 'what is surely legal forgets the day in which the window begins',
      file: compiled,
      from: 'addDays(context.from, day + 1));\n    const window',
      to: 'addDays(context.from, day));\n    const window',
    },
    { name: 'windows without a planned shift are judged', file: compiled, from: 'planned && own > 0', to: 'own > 0' },
    { name: 'the night before is forgotten', file: compiled, from: 'shift.end > end - length', to: 'shift.end > end' },
  ],
};
