import { describe, expect, it } from 'vitest';
import { contextOf } from '../../property/rules/world.ts';
import { addDays, plannedInstant } from '../../../src/domain/calendar.ts';
import type { PayPlan } from '../../../src/domain/pay.ts';
import { compareShifts, type Shift } from '../../../src/domain/shift.ts';
import type { Contract, Holiday } from '../../../src/domain/team.ts';
import { packVersions } from '../../../src/rules/packs/packs.ts';
import { payWeeks } from '../../../src/rules/pay/pay-weeks.ts';

type Law = {
  readonly plan: PayPlan;
  readonly zone: string;
  readonly holidays?: Holiday[];
  readonly contract?: Partial<Contract>;
};

/** The plan of a pack of the product. */
function planOfPack(id: string): PayPlan {
  const plan = packVersions(id)[0]?.pack.pay;
  if (plan === undefined) throw new Error(`the pack ${id} has no pay`);
  return plan;
}

const unitedStates: Law = { zone: 'America/Chicago', plan: planOfPack('us') };
const california: Law = { zone: 'America/Los_Angeles', plan: planOfPack('us-ca') };
const france: Law = { zone: 'Europe/Paris', plan: planOfPack('fr') };
const china: Law = { zone: 'Asia/Shanghai', plan: planOfPack('cn') };
const japan: Law = { zone: 'Asia/Tokyo', plan: planOfPack('jp') };

/** Shifts as [date, hour of the start, hours] without breaks, and what each week from `from` on is paid. */
function weeksOf(law: Law, from: string, days: number, given: readonly (readonly [string, number, number])[]) {
  const shifts: Shift[] = given
    .map(([date, hour, hours], index) => {
      const start = plannedInstant(law.zone, date, hour * 60);
      return { id: `${index}`, employeeId: 'e1', activity: 'work', start, end: start + hours * 3600, breaks: [] };
    })
    .sort(compareShifts);
  const world = { zone: law.zone, weekStart: 0, from, days, past: [], line: shifts, future: [] };
  const person = { holidays: law.holidays ?? [], contract: { costPerHour: 20, ...law.contract } };
  return payWeeks(contextOf(world, person), [{ plan: law.plan }], shifts).map((week) => ({
    ...Object.fromEntries([...week.tiers, ...week.windows].map(({ id, seconds }) => [id, seconds / 3600])),
    ordinary: week.ordinarySeconds / 3600,
    premium: Math.round(week.premiumHours * 1e6) / 1e6,
    money: week.totalMoney,
  }));
}

/** The same hours on each of so many days. */
const daily = (from: string, count: number, hour: number, hours: number): [string, number, number][] =>
  Array.from({ length: count }, (_, index) => [addDays(from, index), hour, hours]);

describe('pay', () => {
  it('of the United States is 1.5 beyond 40 hours of the workweek, long days or not', () => {
    expect(weeksOf(unitedStates, '2026-06-07', 7, daily('2026-06-08', 4, 8, 11))).toEqual([
      { ordinary: 40, overtime: 4, premium: 2, money: 46 * 20 },
    ]);
  });

  it("splits a night over the workweek's end between the weeks", () => {
    // Saturday 20:00 to Sunday 06:00: 4 hours are the old week's.
    const shifts: [string, number, number][] = [...daily('2026-06-08', 5, 9, 8), ['2026-06-13', 20, 10]];
    expect(weeksOf(unitedStates, '2026-06-07', 14, shifts)).toEqual([
      { ordinary: 40, overtime: 4, premium: 2, money: 46 * 20 },
      { ordinary: 6, premium: 0, money: 6 * 20 },
    ]);
    const byStart = { ...unitedStates, plan: { ...unitedStates.plan, days: 'start' as const } };
    expect(weeksOf(byStart, '2026-06-07', 7, shifts)[0]).toMatchObject({ overtime: 10 });
  });

  it('counts the hours that a night had when the clocks changed', () => {
    // Saturday 7 March 2026 20:00 to Sunday: the hour from 2 to 3 is skipped, and the shift lasts 8 hours all the same.
    const [first, second] = weeksOf(unitedStates, '2026-03-01', 14, [['2026-03-07', 20, 8]]);
    expect([first, second].map((week) => week?.ordinary)).toEqual([4, 4]);
    const night = { ...japan, zone: 'Europe/Berlin' };
    // From 22:00 to 05:00 of the night of 29 March there are 6 hours, of 25 October 8.
    expect(weeksOf(night, '2026-03-22', 7, [['2026-03-28', 20, 10]])[0]).toMatchObject({ night: 6 });
    expect(weeksOf(night, '2026-10-18', 7, [['2026-10-24', 20, 11]])[0]).toMatchObject({ night: 8 });
  });

  it('of California pays each hour once, at the day, the week or the seventh day', () => {
    // 13 h on Monday: 4 at 1.5, 1 at 2. The other 8 count for the week.
    const long: [string, number, number][] = [['2026-06-08', 6, 13], ...daily('2026-06-09', 4, 9, 8)];
    expect(weeksOf(california, '2026-06-07', 7, long)).toEqual([
      { ordinary: 40, day: 4, 'day-double': 1, premium: 3, money: (45 + 3) * 20 },
    ]);
    // Six days of 8 hours: 8 hours over 40.
    expect(weeksOf(california, '2026-06-07', 7, daily('2026-06-08', 6, 9, 8))[0]).toMatchObject({
      ordinary: 40,
      week: 8,
    });
    // Seven days of 10 hours: 2 h over 8 on each of six, then a seventh day of 8 at 1.5 and 2 at 2.
    expect(weeksOf(california, '2026-06-07', 7, daily('2026-06-07', 7, 9, 10))).toEqual([
      {
        ordinary: 40,
        day: 12,
        week: 8,
        'seventh-day': 8,
        'seventh-day-double': 2,
        premium: 6 + 4 + 4 + 2,
        money: 86 * 20,
      },
    ]);
    // Seven days in a row over two workweeks are no seventh day.
    expect(weeksOf(california, '2026-06-07', 7, daily('2026-06-08', 7, 9, 6))[0]).not.toHaveProperty('seventh-day');
  });

  it('of France is a quarter more for eight hours, then half', () => {
    expect(weeksOf(france, '2026-06-08', 7, daily('2026-06-08', 5, 8, 9.5))).toEqual([
      { ordinary: 35, 'quarter-more': 8, 'half-more': 4.5, premium: 2 + 2.25, money: (47.5 + 4.25) * 20 },
    ]);
  });

  it('of China is 150, 200 and 300 by workday, rest day and statutory holiday', () => {
    const law: Law = {
      ...china,
      holidays: [
        { date: '2026-10-01', name: 'National Day' },
        { date: '2026-10-05', name: '', kind: 'adjustment' },
        { date: '2026-10-10', name: '', kind: 'make-up' },
      ],
    };
    // Thursday 1 October is the holiday, Saturday the 3rd a rest day.
    expect(
      weeksOf(law, '2026-09-28', 7, [...daily('2026-09-28', 2, 9, 9), ['2026-10-01', 9, 10], ['2026-10-03', 9, 8]]),
    ).toEqual([{ ordinary: 16, workday: 2, holiday: 10, 'rest-day': 8, premium: 1 + 20 + 8, money: (36 + 29) * 20 }]);
    // Monday the 5th is a day off by adjustment, Saturday the 10th an ordinary day in its place.
    expect(weeksOf(law, '2026-10-05', 7, [['2026-10-05', 9, 8], ...daily('2026-10-06', 5, 9, 8)])).toEqual([
      { ordinary: 40, 'rest-day': 8, premium: 8, money: 56 * 20 },
    ]);
    // A night into the holiday is paid by the clock.
    expect(weeksOf(law, '2026-09-28', 7, [['2026-09-30', 20, 8]])[0]).toMatchObject({ ordinary: 4, holiday: 4 });
  });

  it('gives time off in place of a premium where that is agreed', () => {
    const tiers = china.plan.tiers.map((tier) => (tier.id === 'rest-day' ? { ...tier, timeOffInLieu: true } : tier));
    expect(weeksOf({ ...china, plan: { ...china.plan, tiers } }, '2026-06-08', 7, [['2026-06-13', 9, 8]])).toEqual([
      { ordinary: 0, 'rest-day': 8, premium: 0, money: 8 * 20 },
    ]);
  });

  it('finds the rest day of a week without fixed ones', () => {
    const floating: Law = { ...china, plan: { ...china.plan, restDays: 'floating' } };
    // Five workdays are due; the sixth worked, Sunday, is a rest day. Saturday is an ordinary day of the rota.
    const shifts = [...daily('2026-06-08', 4, 9, 8), ...daily('2026-06-13', 2, 9, 8)];
    expect(weeksOf(floating, '2026-06-08', 7, shifts)[0]).toMatchObject({ ordinary: 40, 'rest-day': 8 });
  });

  it('of Japan adds the night to the overtime, and pays the weekly day off by itself', () => {
    // 14:00 to 24:00: 8 ordinary hours, 2 of overtime at night: 1.5 each.
    expect(weeksOf(japan, '2026-06-07', 7, [['2026-06-08', 14, 10]])).toEqual([
      { ordinary: 8, day: 2, night: 2, premium: 1, money: 220 },
    ]);
    // All seven days: the last is the day off that was worked.
    expect(weeksOf(japan, '2026-06-07', 7, daily('2026-06-07', 7, 9, 7))[0]).toMatchObject({
      'rest-day': 7,
      week: 2,
      premium: 2.95,
    });
  });

  it("of Japan is half more beyond 60 hours of a month's overtime", () => {
    const weeks = weeksOf(japan, '2026-06-01', 30, [
      ...daily('2026-06-01', 6, 8, 12),
      ...daily('2026-06-08', 6, 8, 12),
      ...daily('2026-06-15', 4, 8, 12),
    ]);
    const sum = (key: string): number =>
      weeks.reduce((total, week) => total + (new Map(Object.entries(week)).get(key) ?? 0), 0);
    // 16 days of 4 hours over the day, and twice 8 over the week: 80 hours, of which 20 beyond 60.
    expect([sum('day') + sum('week'), sum('over-60')]).toEqual([60, 20]);
  });

  it('pays a shift after too short a rest as overtime, also after a pause in the day', () => {
    const australia: Law = { zone: 'Australia/Sydney', plan: planOfPack('au-contact-centre') };
    // Until 23:00, again from 08:00 (9 hours) with a gap, then a rest of 15 hours.
    const shifts: [string, number, number][] = [
      ['2026-06-08', 15, 8],
      ['2026-06-09', 8, 4],
      ['2026-06-09', 14, 3],
      ['2026-06-10', 8, 8],
    ];
    expect(weeksOf(australia, '2026-06-08', 7, shifts)).toEqual([
      { ordinary: 16, 'short-rest': 7, premium: 3.5, money: 26.5 * 20 },
    ]);
    // Just ten hours are enough.
    expect(
      weeksOf(australia, '2026-06-08', 7, [
        ['2026-06-08', 15, 7],
        ['2026-06-09', 8, 4],
      ])[0],
    ).toMatchObject({ premium: 0 });
  });

  it('adds allowances by the hour, and knows no other money without a cost', () => {
    const plan: PayPlan = {
      tiers: [],
      windows: [{ id: 'late', days: ['mon'], from: '18:00', to: '24:00', allowancePerHour: 2.5 }],
    };
    expect(weeksOf({ zone: 'Europe/Berlin', plan }, '2026-06-08', 7, daily('2026-06-08', 2, 16, 6))).toEqual([
      { ordinary: 12, late: 4, premium: 0, money: 250 },
    ]);
    const free = weeksOf(
      { zone: 'Europe/Berlin', plan, contract: { costPerHour: undefined } },
      '2026-06-08',
      7,
      daily('2026-06-08', 1, 16, 6),
    );
    expect(free).toEqual([{ ordinary: 6, late: 4, premium: 0, money: undefined }]);
  });
});
