import { payWeekOf } from './day-kinds.ts';
import { paidDays } from './paid-days.ts';
import { type DatedPlan, planOn } from './pay-weeks.ts';
import { hourlyCostOf, type PlannedPremium } from './planned-pay.ts';
import { addDays, datesFrom, daysBetween } from '../../domain/calendar.ts';
import type { PaidDay, PayPlan, PayTier } from '../../domain/pay.ts';
import type { Line, Shift } from '../../domain/shift.ts';
import { type LocalDate, SECONDS_PER_DAY, SECONDS_PER_HOUR, type Seconds } from '../../domain/units.ts';
import { withoutDuties } from '../fold.ts';
import { horizonEnd } from '../period.ts';
import type { Priced, RuleContext } from '../rule.ts';

/** What a shift is paid by itself, wherever its breaks are. */
export type ShiftPay = {
  /** The least over the places of its breaks. */
  readonly premiumHours: number;
  readonly allowances: number;
  /** Its hours that reach no tier of their day, by workweek: again the least. */
  readonly weeks: ReadonlyMap<LocalDate, Seconds>;
  readonly dates: ReadonlySet<LocalDate>;
  /** Whether all places are paid alike. */
  readonly isSure: boolean;
};

/** The part of a plan that pays each shift by itself. */
export type LocalPlan = { readonly plan: PayPlan; readonly ofShifts: PayPlan };

function isOfShift(plan: PayPlan, { basis }: PayTier): boolean {
  return basis === 'day' || basis === 'holiday' || (basis === 'rest-day' && (plan.restDays ?? 'fixed') === 'fixed');
}

/** The one plan that pays all days around the horizon, if its hours can be priced at all; undefined where plans change, or hours owed as time off take the place of paid ones. */
export function localPlanOf(context: RuleContext, plans: readonly DatedPlan[]): LocalPlan | undefined {
  const dates = datesFrom(addDays(context.from, -8), context.days + 16);
  const [plan, ...others] = new Set(dates.map((date) => planOn(plans, date)));
  if (plan === undefined || others.length > 0) return undefined;
  if (plan.tiers.some(({ timeOffInLieu }) => timeOffInLieu === true)) return undefined;
  return { plan, ofShifts: { ...plan, tiers: plan.tiers.filter((tier) => isOfShift(plan, tier)) } };
}

/** What a shift is paid with its breaks at each of the places that `placed` gives; the least that can be said where it gives none. */
export function shiftPay(
  context: RuleContext,
  { ofShifts }: LocalPlan,
  placed: readonly Shift[],
  shift: Shift,
): ShiftPay {
  const told = placed.map((one) => paidDays(context, ofShifts, [one]));
  if (told.length === 0) {
    const dates = new Set(paidDays(context, ofShifts, [{ ...shift, breaks: [] }]).map(({ date }) => date));
    return { premiumHours: 0, allowances: 0, weeks: new Map(), dates, isSure: false };
  }
  const least = (measure: (days: readonly PaidDay[]) => number): number => Math.min(...told.map(measure));
  const most = (measure: (days: readonly PaidDay[]) => number): number => Math.max(...told.map(measure));
  const dates = new Set(told.flatMap((days) => days.map(({ date }) => date)));
  let isSure = true;
  const ofAll = (measure: (days: readonly PaidDay[]) => number): number => {
    isSure &&= most(measure) - least(measure) < 1e-9;
    return least(measure);
  };
  const total = (key: 'premiumHours' | 'allowances', days: readonly PaidDay[]): number =>
    days.reduce((sum, day) => sum + day[key], 0);
  const weeks = new Map<LocalDate, Seconds>();
  for (const week of new Set([...dates].map((date) => payWeekOf(context, ofShifts, date)))) {
    const ordinary = (days: readonly PaidDay[]): Seconds =>
      days.reduce((sum, day) => sum + (payWeekOf(context, ofShifts, day.date) === week ? day.ordinarySeconds : 0), 0);
    weeks.set(week, ofAll(ordinary));
  }
  const premiumHours = ofAll((days) => total('premiumHours', days));
  const allowances = ofAll((days) => total('allowances', days));
  return { premiumHours, allowances, weeks, dates, isSure };
}

/** Whether two shifts may lie in one workday, so that the hours of the one come before those of the other. */
function canShareDays(
  context: RuleContext,
  { ofShifts }: LocalPlan,
  byDay: readonly (readonly ShiftPay[])[],
  around: Line,
): boolean {
  const horizon = datesFrom(context.from, context.days);
  const taken = new Set(around.length === 0 ? [] : paidDays(context, ofShifts, around).map(({ date }) => date));
  return (
    horizon.some((date) => taken.has(date)) ||
    byDay.some((shifts, day) => shifts.some(({ dates }) => [...dates].some((date) => date !== horizon[day])))
  );
}

/** Paid hours beyond so many seconds of a week: the highest of the tiers that are reached decides. */
function weekPremium(tiers: readonly PayTier[], seconds: Seconds): number {
  const sorted = tiers.map(({ fromHours = 0, multiplier }) => ({
    from: Math.round(fromHours * SECONDS_PER_HOUR),
    above: multiplier - 1,
  }));
  sorted.sort((a, b) => a.from - b.from);
  let rate = 0;
  let sum = 0;
  for (const { from, above } of sorted) {
    if (above <= rate) continue;
    sum += (above - rate) * Math.max(0, seconds - from);
    rate = above;
  }
  return sum / SECONDS_PER_HOUR;
}

/** Prices of the weeks' hours beyond a limit; `used`: seconds by week that are worked around the horizon and count before or behind. */
function weekPrices(
  context: RuleContext,
  { plan }: LocalPlan,
  used: ReadonlyMap<LocalDate, Seconds>,
  payOf: (shift: Shift) => ShiftPay,
  points: number,
): readonly Priced[] {
  const tiers = plan.tiers.filter(({ basis }) => basis === 'week');
  if (tiers.length === 0 || points === 0) return [];
  const prices: Priced[] = [];
  // A shift may reach into the week behind its own.
  const end = addDays(horizonEnd(context), 1);
  for (let week = payWeekOf(context, plan, addDays(context.from, -1)); week < end; week = addDays(week, 7)) {
    const before = used.get(week) ?? 0;
    const base = weekPremium(tiers, before);
    const first = daysBetween(context.from, week);
    prices.push({
      kind: 'sum-price',
      firstDay: Math.max(0, first - 1),
      endDay: Math.min(context.days, first + 8),
      weigh: (_, shift) => payOf(shift).weeks.get(week) ?? 0,
      price: (sum) => points * (weekPremium(tiers, before + sum) - base),
      linearFrom: 9 * SECONDS_PER_DAY,
    });
  }
  return prices.filter((one) => one.kind !== 'sum-price' || one.endDay > one.firstDay);
}

/** Seconds of shifts that fill each week. */
function filled(context: RuleContext, plan: PayPlan, shifts: Line): ReadonlyMap<LocalDate, Seconds> {
  const weeks = new Map<LocalDate, Seconds>();
  if (shifts.length === 0) return weeks;
  const ids = new Set(plan.tiers.filter(({ basis }) => basis === 'week').map(({ id }) => id));
  const known = { ...plan, tiers: plan.tiers.filter(({ basis }) => basis !== 'overtime-month') };
  for (const { date, ordinarySeconds, tiers } of paidDays(context, known, shifts)) {
    const week = payWeekOf(context, plan, date);
    const beyond = tiers.reduce((sum, { id, seconds }) => sum + (ids.has(id) ? seconds : 0), 0);
    weeks.set(week, (weeks.get(week) ?? 0) + ordinarySeconds + beyond);
  }
  return weeks;
}

/** A price of every line. */
function constantPrice(points: number): Priced {
  return { kind: 'sum-price', firstDay: 0, endDay: 0, weigh: () => 0, price: () => points, linearFrom: 0 };
}

/** The priced form of what a line adds in premiums, `points` for each unit of money. */
export type PricedPay = {
  readonly priced: readonly Priced[];
  /** Whether that is all; otherwise it is less than what some lines cost, and never more. */
  readonly isExact: boolean;
};

/**
 * Where nothing of a line's pay can be told shift by shift: the least that it can add. Premiums are never below 0, and of those of later
 * shifts no more can be lost than there is.
 */
export function flatPay({ later }: PlannedPremium, points: number): PricedPay {
  return { priced: later.money === 0 ? [] : [constantPrice(-points * later.money)], isExact: false };
}

/**
 * The hours of the day, fixed rest days, holidays and added windows are prices of each shift by itself; those of the week a sum. Where hours of several
 * shifts meet in a workday these are too low, since an hour that comes later is paid at least as much. The other bases (last days of
 * a week, short rests, overtime of a month) are left out: an hour that reaches them is paid more, and no less as long as they pay at least what the week does.
 */
export function pricedPay(
  context: RuleContext,
  local: LocalPlan,
  premium: PlannedPremium,
  byDay: readonly (readonly Shift[])[],
  payOf: (shift: Shift) => ShiftPay,
  points: number,
): PricedPay {
  const { plan } = local;
  const cost = hourlyCostOf(context);
  const { past, future } = premium.around;
  const ofWeeks = plan.tiers.filter(({ basis }) => basis === 'week');
  const dearestWeek = Math.max(1, ...ofWeeks.map(({ multiplier }) => multiplier));
  const ofDays = plan.tiers.filter(({ basis }) => basis !== 'week' && basis !== 'overtime-month');
  const others = plan.tiers.filter((tier) => tier.basis !== 'week' && !isOfShift(plan, tier));
  const isWhole = others.every(({ basis }) => basis === 'overtime-month');
  const adds = (plan.windows ?? []).every(({ stacking }) => stacking !== 'highest');
  const pricesWeeks = ofWeeks.length > 0 && adds && ofDays.every(({ multiplier }) => multiplier >= dearestWeek);
  const around = withoutDuties(isWhole ? [...past, ...future] : past);
  const weeks = pricesWeeks ? weekPrices(context, local, filled(context, plan, around), payOf, points * cost) : [];
  const shifts: Priced = {
    kind: 'shift-price',
    price: (_, shift) => {
      const { premiumHours, allowances } = payOf(shift);
      return points * (premiumHours * cost + allowances);
    },
  };
  const pays = byDay.map((list) => list.map(payOf));
  const counts = ofDays.some(({ fromHours = 0 }) => fromHours > 0);
  const meets = counts && canShareDays(context, local, pays, withoutDuties([...past, ...future]));
  const isExact =
    others.length === 0 &&
    (ofWeeks.length === 0 || pricesWeeks) &&
    !meets &&
    pays.every((list) => list.every(({ isSure }) => isSure));
  const later = isWhole || premium.later.money === 0 ? [] : [constantPrice(-points * premium.later.money)];
  return { priced: [shifts, ...weeks, ...later], isExact };
}
