import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contextOf, SINGLE, type World, worldArbitrary } from './world.ts';
import { type OraclePlan, paidHalfHours } from '../../oracle/rules/pay/paid-half-hours.ts';
import { addDays, minutesOfDay } from '../../../src/domain/calendar.ts';
import type { PaidPart, PayPlan, PayTier, PayWindow } from '../../../src/domain/pay.ts';
import { type Line, workSeconds } from '../../../src/domain/shift.ts';
import type { Holiday } from '../../../src/domain/team.ts';
import { WEEKDAYS, type Weekday } from '../../../src/domain/units.ts';
import { paidDays } from '../../../src/rules/pay/paid-days.ts';

const bases: fc.Arbitrary<PayTier>[] = [
  fc.record({
    basis: fc.constant('day' as const),
    fromHours: fc.constantFrom(6, 8, 10),
    multiplier: fc.constantFrom(1.5, 1.75, 2),
  }),
  fc.record({
    basis: fc.constant('week' as const),
    fromHours: fc.constantFrom(10, 20.5, 35, 40),
    multiplier: fc.constantFrom(1.25, 1.5, 2),
  }),
  fc.record({
    basis: fc.constant('rest-day' as const),
    fromHours: fc.constantFrom(0, 4),
    multiplier: fc.constantFrom(1.5, 2),
    timeOffInLieu: fc.boolean(),
  }),
  fc.record({ basis: fc.constant('holiday' as const), multiplier: fc.constant(3) }),
  fc.record({
    basis: fc.constant('seventh-day' as const),
    fromHours: fc.constantFrom(0, 8),
    multiplier: fc.constantFrom(1.5, 2),
  }),
  fc.record({
    basis: fc.constant('overtime-month' as const),
    fromHours: fc.constantFrom(0, 5, 20),
    multiplier: fc.constantFrom(1.25, 1.75),
  }),
  fc.record({
    basis: fc.constant('short-rest' as const),
    restHours: fc.constantFrom(8, 10, 12),
    multiplier: fc.constantFrom(1.5, 2.25),
  }),
].map((one) => one.map((tier) => ({ id: '', ...tier })));

const window: fc.Arbitrary<PayWindow> = fc
  .record({
    hours: fc.constantFrom(
      ['22:00', '05:00'],
      ['23:00', '06:00'],
      ['18:00', '24:00'],
      ['06:00', '09:30'],
      ['00:00', '00:00'],
    ),
    days: fc.constantFrom(undefined, ['sun'] as Weekday[], ['mon', 'fri', 'sat'] as Weekday[]),
    worth: fc.constantFrom(
      { multiplier: 1.25 },
      { multiplier: 1.75 },
      { allowancePerHour: 3 },
      { multiplier: 1.5, allowancePerHour: 1 },
    ),
    stacking: fc.constantFrom(undefined, 'add' as const, 'highest' as const),
  })
  .map(({ hours: [from = '', to = ''], days, worth, stacking }) => ({ id: '', from, to, days, stacking, ...worth }));

const named = <T extends { readonly id: string }>(list: readonly T[]): T[] =>
  list.map((one, index) => ({ ...one, id: `${index}` }));

const plans: fc.Arbitrary<PayPlan> = fc.record({
  days: fc.constantFrom(undefined, 'start' as const, 'clock' as const),
  dayStart: fc.constantFrom(undefined, '04:00', '06:00'),
  weekStart: fc.constantFrom(...WEEKDAYS),
  restDays: fc.constantFrom(undefined, 'fixed' as const, 'floating' as const, 'count' as const),
  restDaysPerWeek: fc.constantFrom(1, 2),
  tiers: fc.array(fc.oneof(...bases), { maxLength: 6 }).map(named),
  windows: fc.array(window, { maxLength: 3 }).map(named),
});

type Calendar = { readonly holidays: readonly Holiday[]; readonly workdays: readonly Weekday[] | undefined };

/** Each day of the calendar is of one kind. */
const calendars = (world: World): fc.Arbitrary<Calendar> =>
  fc.record({
    holidays: fc.uniqueArray(fc.integer({ min: -9, max: world.days + 8 }), { maxLength: 5 }).map((days) =>
      days.map((day, index) => ({
        date: addDays(world.from, day),
        name: '',
        kind: (['statutory', 'adjustment', 'make-up', undefined] as const)[index % 4],
      })),
    ),
    workdays: fc.constantFrom(undefined, ['mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as Weekday[]),
  });

/** Nobody works two shifts at once. */
function apart(shifts: Line, from = -Infinity): Line {
  let free = from;
  return shifts.filter(({ start, end }) => {
    const fits = start >= free;
    if (fits) free = end;
    return fits;
  });
}

const worlds = worldArbitrary({ ...SINGLE, mostHalfHours: 40 }).map((world) => {
  const past = apart(world.past);
  const line = apart(world.line, past.at(-1)?.end);
  return { ...world, past, line, future: apart(world.future, (line.at(-1) ?? past.at(-1))?.end) };
});

const trials = worlds.chain((world) =>
  fc.record({ world: fc.constant(world), plan: plans, calendar: calendars(world) }),
);

function oraclePlan({ plan, calendar }: { plan: PayPlan; calendar: Calendar }): OraclePlan {
  const dates = (kind: string): string[] =>
    calendar.holidays.filter((one) => (one.kind ?? 'statutory') === kind).map(({ date }) => date);
  return {
    byClock: plan.days === 'clock',
    dayStartMinutes: minutesOfDay(plan.dayStart ?? '00:00'),
    weekStart: WEEKDAYS.indexOf(plan.weekStart ?? 'mon'),
    restDays: plan.restDays ?? 'fixed',
    restDaysPerWeek: plan.restDaysPerWeek ?? 0,
    workdays: (calendar.workdays ?? WEEKDAYS.slice(0, 5)).map((day) => WEEKDAYS.indexOf(day)),
    statutory: dates('statutory'),
    adjustment: dates('adjustment'),
    makeUp: dates('make-up'),
    tiers: plan.tiers,
    windows: (plan.windows ?? []).map((one) => ({
      ...one,
      days: one.days?.map((day) => WEEKDAYS.indexOf(day)),
      from: minutesOfDay(one.from),
      to: minutesOfDay(one.to),
    })),
  };
}

const paid = ({ world, plan, calendar }: { world: World; plan: PayPlan; calendar: Calendar }) => {
  const context = contextOf(world, { holidays: calendar.holidays, contract: { workdays: calendar.workdays } });
  return paidDays(context, plan, [...world.past, ...world.line, ...world.future]);
};

const secondsById = (parts: readonly PaidPart[]): Record<string, number> =>
  Object.fromEntries(parts.map(({ id, seconds }) => [id, seconds]));

describe('what hours are paid', () => {
  it('is what counting half hour by half hour says', () => {
    fc.assert(
      fc.property(trials, (trial) => {
        const said = Map.groupBy(paidHalfHours(trial.world, oraclePlan(trial)), ({ day }) => day);
        const days = paid(trial);
        expect(days.map(({ date }) => date)).toEqual([...said.keys()]);
        for (const day of days) {
          const halves = said.get(day.date) ?? [];
          const secondsOf = (ids: readonly string[]): Record<string, number> =>
            ids.reduce<Record<string, number>>((sums, id) => ({ ...sums, [id]: (sums[id] ?? 0) + 1800 }), {});
          expect(secondsById(day.tiers)).toEqual(secondsOf(halves.flatMap(({ tier }) => tier ?? [])));
          expect(secondsById(day.windows)).toEqual(secondsOf(halves.flatMap((one) => one.windows)));
          expect(day.ordinarySeconds).toBe(halves.filter(({ tier }) => tier === undefined).length * 1800);
          expect(day.premiumHours).toBeCloseTo(
            halves.reduce((sum, one) => sum + (one.multiplier - 1) / 2, 0),
            6,
          );
          const parts = [...day.tiers, ...day.windows];
          expect(parts.reduce((sum, part) => sum + part.premiumHours, 0)).toBeCloseTo(day.premiumHours, 6);
          expect(parts.reduce((sum, part) => sum + part.allowances, 0)).toBeCloseTo(day.allowances, 6);
          expect(day.allowances).toBeCloseTo(
            halves.reduce((sum, { allowance }) => sum + allowance, 0),
            6,
          );
        }
      }),
      { numRuns: 120 },
    );
  });

  it('pays each second of work once, and never less than once', () => {
    fc.assert(
      fc.property(trials, (trial) => {
        const { past, line, future } = trial.world;
        const days = paid(trial);
        const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);
        expect(sum(days.map((day) => day.workSeconds))).toBe(sum([...past, ...line, ...future].map(workSeconds)));
        for (const day of days) {
          expect(sum([day.ordinarySeconds, ...day.tiers.map(({ seconds }) => seconds)])).toBe(day.workSeconds);
          expect(day.premiumHours).toBeGreaterThanOrEqual(0);
        }
      }),
      { numRuns: 150 },
    );
  });
});
