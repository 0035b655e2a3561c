import fc from 'fast-check';
import { allShifts, group, weekOf, worked } from '../../oracle/rules/clock.ts';
import { secondsWithin } from '../../oracle/rules/night-attendance.ts';
import { nightWorkerAverageOracle } from '../../oracle/rules/night-worker-average.ts';
import { MANY, type Person, SINGLE, type World } from '../../property/rules/world.ts';
import { type RuleCheck, singles } from '../rule-check.ts';
import { addDays } from '../../../src/domain/calendar.ts';

const file = 'src/rules/night-worker-average.ts';

const NIGHT = { nightFrom: '22:00', nightTo: '06:00' };
const drawn = fc.record({
  maximumHours: fc.constantFrom(3, 5, 7, 8),
  averageOver: fc.constantFrom('days' as const, 'workdays' as const),
  reference: fc.constantFrom('weeks' as const, 'weeks' as const, 'month' as const),
  referenceWeeks: fc.integer({ min: 1, max: 4 }),
  leaveDays: fc.constantFrom('left-out' as const, 'counted' as const, 'refilled' as const),
  strict: fc.boolean(),
  nightsMore: fc.constantFrom(undefined, -5, 0, 1),
  closeTo: fc.option(fc.nat({ max: 9 })),
  countsFromMinutes: fc.constantFrom(30, 180),
  leaveDay: fc.integer({ min: -12, max: 12 }),
  leaveLength: fc.integer({ min: 1, max: 9 }),
});

type Drawn = typeof drawn extends fc.Arbitrary<infer T> ? T : never;

/** As long as the longest shift drawn: what compiling may count on. */
const templates = [{ id: 'early', start: '06:00', length: 12 * 60 }];

const CLOCK = { fromMinutes: 1320, toMinutes: 360 };

/** Nights of the year in which the horizon begins. */
function nightsOf(world: World, countsFromMinutes: number): number {
  return allShifts(world).filter(
    (shift) =>
      shift.date.startsWith(world.from.slice(0, 4)) &&
      secondsWithin(world.zone, CLOCK, shift) >= countsFromMinutes * 60,
  ).length;
}

/** The average of one of the weeks of the line, or the hours drawn where it has no such week. */
function hoursOf(world: World, { maximumHours, closeTo }: Drawn): number {
  const weeks = [...group(allShifts(world), ({ date }) => weekOf(world, date)).values()];
  const week = closeTo === null ? undefined : weeks[closeTo];
  return week === undefined ? maximumHours : week.reduce((sum, shift) => sum + worked(shift), 0) / 3600 / 6;
}

function settingOf(world: World, drawing: Drawn) {
  const { leaveDay, leaveLength, nightsMore, closeTo: _, ...others } = drawing;
  const nights = nightsMore === undefined ? 0 : nightsOf(world, others.countsFromMinutes) + nightsMore;
  const terms = { ...others, maximumHours: hoursOf(world, drawing), nightsAYear: Math.max(0, nights) };
  const from = addDays(world.from, leaveDay);
  const leave = [{ from, to: addDays(from, leaveLength - 1) }];
  const holiday = addDays(world.from, 2);
  const person: Person = { employee: { leave }, templates, holidays: [{ date: holiday, name: '' }] };
  return { values: { ...terms, ...NIGHT }, terms: { ...terms, leave, holidays: [holiday] }, person };
}

const someLeave: Person = {
  employee: {
    leave: ['2026-03', '2026-06', '2026-10', '2026-12'].map((month) => ({ from: `${month}-09`, to: `${month}-11` })),
  },
  templates,
};

export const check: RuleCheck = {
  oracle: 'tests/oracle/rules/night-worker-average.ts',
  fold: [
    {
      name: '',
      shape: { ...MANY, daysBefore: 30, daysAfter: 30 },
      settings: (world) =>
        drawn.map((one) => {
          const { values, terms, person } = settingOf(world, one);
          const reference = terms.reference === 'weeks' ? terms.referenceWeeks : terms.reference;
          return { values, person, oracle: () => nightWorkerAverageOracle(world, CLOCK, { ...terms, reference }) };
        }),
    },
  ],
  compiled: [
    {
      name: 'of whoever it is set for',
      exact: true,
      worlds: singles({ ...SINGLE, daysBefore: 20, daysAfter: 20 }),
      settings: (world) =>
        drawn
          .filter(({ leaveDays }) => leaveDays !== 'refilled')
          .map((one) => {
            const { values, person } = settingOf(world, one);
            return { values: { ...values, nightsAYear: 0 }, person };
          }),
    },
    {
      name: 'by nights of the year',
      exact: false,
      worlds: singles({ ...SINGLE, daysBefore: 20, daysAfter: 20, mostHalfHours: 22 }),
      settings: (world) =>
        drawn.map((one) => {
          const { values, person } = settingOf(world, one);
          return { values: { ...values, nightsAYear: values.nightsAYear + 3 }, person };
        }),
    },
  ],
  missing: [
    { values: { maximumHours: 8, referenceWeeks: 2 }, person: someLeave },
    { values: { maximumHours: 7, referenceWeeks: 1, nightsAYear: 4 }, person: someLeave },
    { values: { maximumHours: 5, reference: 'month', averageOver: 'workdays', nightsAYear: 8 }, person: someLeave },
    { values: { maximumHours: 7, referenceWeeks: 1, leaveDays: 'refilled', nightsAYear: 5 }, person: someLeave },
  ],
  mutants: [
    { name: 'an average just at the limit is below it', file, from: 'Math.ceil(most) - 1', to: 'Math.ceil(most)' },
    { name: 'the weekly rest is a day of the average', file, from: '(dates.length * 6) / 7', to: 'dates.length' },
    {
      name: 'a public holiday is a working day',
      file,
      from: "!== 'sun' && !isHoliday(date)",
      to: "!== 'sun' && !isHoliday(`${date} `)",
    },
    {
      name: 'one night fewer makes a night worker',
      file,
      from: 'mayAdd(year) >= least',
      to: 'mayAdd(year) > least - 2',
    },
    {
      name: 'a period counts with the year of its end',
      file,
      from: 'years(yearOf(window.from))',
      to: 'years(yearOf(window.end))',
    },
    { name: 'a planned day holds no night', file, from: '(year) => daysOfYear(context, year).planned', to: '() => 0' },
    { name: 'an unseen day holds no night', file, from: 'MOST_NIGHTS_A_DAY = 2', to: 'MOST_NIGHTS_A_DAY = 0' },
    {
      name: 'who has too many hours already is sure to be no night worker',
      file,
      from: 'possible(year) && !known(year)',
      to: 'known(year) && !known(year)',
    },
    {
      name: 'just the time that counts is no night',
      file,
      from: 'shift) >= from).length',
      to: 'shift) > from).length',
    },
  ],
};
