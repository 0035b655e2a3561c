import fc from 'fast-check';
import { allShifts, plusDays, weekOf, worked } from '../../oracle/rules/clock.ts';
import { maximumAverageHoursOracle } from '../../oracle/rules/maximum-average-hours.ts';
import { MANY, type Person, SINGLE, type World } from '../../property/rules/world.ts';
import { type RuleCheck, singles } from '../rule-check.ts';
import { addDays } from '../../../src/domain/calendar.ts';

const file = 'src/rules/maximum-average-hours.ts';
const reference = 'src/rules/reference-period.ts';
const refill = 'src/rules/refilled-average.ts';

const drawn = fc.record({
  maximumHours: fc.constantFrom(20, 30, 38, 48),
  reference: fc.constantFrom('weeks' as const, 'weeks' as const, 'month' as const, 'quarter' as const, 'year' as const),
  referenceWeeks: fc.integer({ min: 1, max: 5 }),
  leaveDays: fc.constantFrom('left-out' as const, 'counted' as const, 'refilled' as const),
  strict: fc.boolean(),
  leaveDay: fc.integer({ min: -20, max: 12 }),
  leaveLength: fc.integer({ min: 1, max: 9 }),
});

type Drawn = typeof drawn extends fc.Arbitrary<infer T> ? T : never;

/** As long as the longest shift drawn: what compiling may count on. */
const templates = [{ id: 'early', start: '06:00', length: 12 * 60 }];

function personOf(leave: readonly { readonly from: string; readonly to: string }[]): Person {
  return { employee: { leave }, templates };
}

function settingOf(world: World, { leaveDay, leaveLength, ...values }: Drawn) {
  const from = addDays(world.from, leaveDay);
  const leave = [{ from, to: addDays(from, leaveLength - 1) }];
  return { values, leave, person: personOf(leave) };
}

/** Hours of the week in which the horizon begins. */
function hoursOfFirstWeek(world: World): number {
  const from = weekOf(world, world.from);
  const end = plusDays(from, 7);
  const own = allShifts(world).filter(({ date }) => date >= from && date < end);
  return own.reduce((sum, shift) => sum + worked(shift), 0) / 3600;
}

/** Leave near each start of a horizon that worlds are drawn with. */
const someLeave = personOf(
  ['2026-03', '2026-06', '2026-10', '2026-12'].flatMap((month) => [
    { from: `${month}-09`, to: `${month}-11` },
    { from: `${month}-27`, to: `${month}-28` },
  ]),
);

export const check: RuleCheck = {
  oracle: 'tests/oracle/rules/maximum-average-hours.ts',
  fold: [
    {
      name: '',
      shape: { ...MANY, daysBefore: 40, daysAfter: 40 },
      settings: (world) =>
        drawn.map((one) => {
          const { values, leave, person } = settingOf(world, one);
          const terms = {
            ...values,
            reference: values.reference === 'weeks' ? values.referenceWeeks : values.reference,
            leave,
          };
          return { values, person, oracle: () => maximumAverageHoursOracle(world, terms) };
        }),
    },
    {
      name: 'of a week just at the limit',
      settings: (world) =>
        drawn.map(({ strict }) => {
          const maximumHours = hoursOfFirstWeek(world);
          const values = { maximumHours, referenceWeeks: 1, strict };
          const terms = { maximumHours, reference: 1, leaveDays: 'left-out' as const, strict, leave: [] };
          return { values, oracle: () => maximumAverageHoursOracle(world, terms) };
        }),
    },
  ],
  compiled: [
    {
      name: 'without refilling',
      exact: true,
      worlds: singles({ ...SINGLE, daysBefore: 30, daysAfter: 30 }),
      settings: (world) =>
        drawn
          .filter(({ leaveDays }) => leaveDays !== 'refilled')
          .map((one) => {
            const { values, person } = settingOf(world, one);
            return { values, person };
          }),
    },
    {
      name: 'with refilling',
      exact: false,
      worlds: singles({ ...SINGLE, daysBefore: 30, daysAfter: 30, mostHalfHours: 22 }),
      settings: (world) =>
        drawn.map((one) => {
          const { values, person } = settingOf(world, one);
          return { values: { ...values, leaveDays: 'refilled' }, person };
        }),
    },
    {
      name: 'with refilling of the week before',
      exact: false,
      worlds: singles({ ...SINGLE, daysBefore: 16, mostHalfHours: 22 }),
      settings: (world) =>
        drawn.map((one) => {
          const { person } = settingOf(world, { ...one, leaveDay: -9, leaveLength: 7 });
          return { values: { maximumHours: one.maximumHours + 30, referenceWeeks: 1, leaveDays: 'refilled' }, person };
        }),
    },
  ],
  missing: [
    { values: { maximumHours: 30, referenceWeeks: 2 }, person: someLeave },
    { values: { maximumHours: 30, reference: 'month', strict: true }, person: someLeave },
    { values: { maximumHours: 40, referenceWeeks: 1, leaveDays: 'refilled' }, person: someLeave },
    { values: { maximumHours: 40, referenceWeeks: 2, leaveDays: 'refilled' }, person: someLeave },
  ],
  mutants: [
    {
      name: 'an average just at the limit is below it',
      file: reference,
      from: 'Math.ceil(most) - 1',
      to: 'Math.ceil(most)',
    },
    {
      name: 'weeks of the past alone are judged, and none that the horizon begins',
      file: reference,
      from: 'length: touched.length + weeks - 1',
      to: 'length: weeks',
    },
    {
      name: 'work on leave counts although the day does not',
      file,
      from: "=== 'left-out' && isLeave",
      to: "=== 'left-off' && isLeave",
    },
    { name: 'leave is left out of the hours alone', file, from: '!isLeave(context, date)', to: 'date !== undefined' },
    {
      name: 'one day more refills',
      file: refill,
      from: 'slice(0, leaveDays(context, window))',
      to: 'slice(0, leaveDays(context, window) + 1)',
    },
    {
      name: 'what refills is looked for without end',
      file: refill,
      from: 'addDays(end, daysBetween(from, end))',
      to: 'addDays(end, 3 * daysBetween(from, end))',
    },
    {
      name: 'the published past refills nothing',
      file: refill,
      from: 'holdsDate(refill, date) && date < context.from',
      to: 'holdsDate(refill, date) && date < window.end',
    },
    {
      name: 'what refills is not counted against what is left',
      file: refill,
      from: 'left: left - open * longest',
      to: 'left',
    },
    { name: 'unseen days refill nothing', file: refill, from: ': leave * MOST_PER_DAY', to: ': 0' },
  ],
};
