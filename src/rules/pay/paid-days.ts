import { type DayKind, dayKinds, payWeekOf } from './day-kinds.ts';
import { cutByWorkday, openWindows, type OpenWindow, workdayAt } from './workday.ts';
import { monthStartOf } from '../../domain/calendar.ts';
import type { PaidDay, PaidPart, PayPlan, PayTier } from '../../domain/pay.ts';
import type { Line, Shift } from '../../domain/shift.ts';
import { type Interval, type LocalDate, SECONDS_PER_HOUR, type Seconds } from '../../domain/units.ts';
import { laterEnding } from '../latest-end.ts';
import type { RuleContext } from '../rule.ts';
import { workOf } from '../work-pieces.ts';

/** Work without a break, in one workday. */
type Stretch = Interval & { readonly date: LocalDate; readonly restSeconds: Seconds | undefined };

/**
 * The rest before each shift where it is the first of its workday, and otherwise that before the day's first, as long as no rest in the
 * day is longer: whoever was called back too early is paid so until released for long enough.
 */
function restsBefore(context: RuleContext, plan: PayPlan, shifts: Line): readonly (Seconds | undefined)[] {
  let latest: Shift | undefined;
  let carried: Seconds | undefined;
  return shifts.map((shift) => {
    if (latest !== undefined) {
      const gap = shift.start - latest.end;
      const sameDay = workdayAt(context.zone, plan, latest.start) === workdayAt(context.zone, plan, shift.start);
      carried = sameDay ? (carried === undefined ? undefined : Math.max(carried, gap)) : gap;
    }
    latest = laterEnding(latest, shift);
    return carried;
  });
}

/** All work in order of workdays and, in each, of time. */
function stretchesOf(context: RuleContext, plan: PayPlan, shifts: Line): readonly Stretch[] {
  const rests = restsBefore(context, plan, shifts);
  const stretches = shifts.flatMap((shift, index) => {
    const restSeconds = rests[index];
    const ofStart = workdayAt(context.zone, plan, shift.start);
    return workOf(shift).flatMap((piece) => {
      const parts = plan.days === 'clock' ? cutByWorkday(context.zone, plan, piece) : [{ ...piece, date: ofStart }];
      return parts.map((part) => ({ ...part, restSeconds }));
    });
  });
  return stretches.sort((a, b) => (a.date === b.date ? a.start - b.start : a.date < b.date ? -1 : 1));
}

function fromSeconds({ fromHours = 0 }: PayTier): Seconds {
  return Math.round(fromHours * SECONDS_PER_HOUR);
}

/** Whether a tier is about the hours of this stretch's day, counted from the day's first. */
function isOfDay(tier: PayTier, kind: DayKind, { restSeconds }: Stretch): boolean {
  switch (tier.basis) {
    case 'day':
      return true;
    case 'holiday':
      return kind.isHoliday;
    case 'rest-day':
      return kind.isRestDay;
    case 'seventh-day':
      return kind.isSeventhDay;
    case 'short-rest':
      return restSeconds !== undefined && restSeconds < Math.round((tier.restHours ?? 0) * SECONDS_PER_HOUR);
    case 'week':
    case 'overtime-month':
      return false;
  }
}

/** The highest of the tiers that so many seconds reach, the first of equals. */
function highest(tiers: readonly PayTier[], seconds: Seconds): PayTier | undefined {
  let best: PayTier | undefined;
  for (const tier of tiers) {
    if (fromSeconds(tier) <= seconds) best = higher(best, tier);
  }
  return best;
}

/** The higher of two tiers, the first of equals. */
function higher(one: PayTier | undefined, other: PayTier | undefined): PayTier | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return other.multiplier > one.multiplier ? other : one;
}

/** Seconds until the next of the tiers is reached. */
function untilNext(tiers: readonly PayTier[], seconds: Seconds): Seconds {
  return Math.min(Infinity, ...tiers.map((tier) => fromSeconds(tier) - seconds).filter((left) => left > 0));
}

/** What an hour is worth above 1 in a tier and in the windows that are open: one tier, once; windows on top of it or in its place. */
function premiumsOf(
  tier: PayTier | undefined,
  open: readonly OpenWindow[],
): { readonly ofTier: number; readonly ofWindows: readonly number[] } {
  const ofTier = tier === undefined || tier.timeOffInLieu === true ? 0 : tier.multiplier - 1;
  let base = ofTier;
  const ofWindows = open.map(({ window: { multiplier, stacking } }) => {
    if (multiplier === undefined) return 0;
    if (stacking !== 'highest') return multiplier - 1;
    const more = Math.max(0, multiplier - 1 - base);
    base += more;
    return more;
  });
  return { ofTier, ofWindows };
}

/** Sums of the parts of some hours, each by its id and multiplier. */
export type PartSums = Map<string, PaidPart>;

/** Adds a part to those with its id and multiplier. */
export function addPart(sums: PartSums, part: PaidPart): void {
  const key = `${part.id} ${part.multiplier}`;
  const before = sums.get(key);
  const sum = (name: 'seconds' | 'premiumHours' | 'allowances'): number => (before?.[name] ?? 0) + part[name];
  sums.set(key, {
    ...part,
    seconds: sum('seconds'),
    premiumHours: sum('premiumHours'),
    allowances: sum('allowances'),
  });
}

/** The sums in the order of the tiers or windows that they are of. */
export function partsOf(known: readonly { readonly id: string }[], sums: PartSums): readonly PaidPart[] {
  const parts = [...sums.values()].filter(({ seconds }) => seconds > 0);
  return known.flatMap(({ id }) => parts.filter((part) => part.id === id));
}

/** Sums of one workday while they are made. */
class DaySums {
  readonly date: LocalDate;
  workSeconds = 0;
  ordinarySeconds = 0;
  lieuSeconds = 0;
  /** Seconds times what their multiplier has above 1. */
  premiumSeconds = 0;
  allowances = 0;
  readonly tiers: PartSums = new Map();
  readonly windows: PartSums = new Map();

  constructor(date: LocalDate) {
    this.date = date;
  }

  add(seconds: Seconds, tier: PayTier | undefined, open: readonly OpenWindow[]): void {
    const { ofTier, ofWindows } = premiumsOf(tier, open);
    const hours = seconds / SECONDS_PER_HOUR;
    this.workSeconds += seconds;
    this.premiumSeconds += seconds * ofWindows.reduce((sum, above) => sum + above, ofTier);
    if (tier === undefined) this.ordinarySeconds += seconds;
    else {
      const { id, multiplier } = tier;
      addPart(this.tiers, { id, seconds, multiplier, premiumHours: hours * ofTier, allowances: 0 });
    }
    if (tier?.timeOffInLieu === true) this.lieuSeconds += seconds;
    open.forEach(({ window: { id, multiplier, allowancePerHour = 0 } }, index) => {
      const allowances = hours * allowancePerHour;
      this.allowances += allowances;
      addPart(this.windows, { id, seconds, multiplier, premiumHours: hours * (ofWindows[index] ?? 0), allowances });
    });
  }

  done(plan: PayPlan): PaidDay {
    const { date, workSeconds, ordinarySeconds, lieuSeconds, premiumSeconds, allowances } = this;
    return {
      date,
      workSeconds,
      ordinarySeconds,
      tiers: partsOf(plan.tiers, this.tiers),
      windows: partsOf(plan.windows ?? [], this.windows),
      premiumHours: premiumSeconds / SECONDS_PER_HOUR,
      lieuSeconds,
      allowances,
    };
  }
}

/**
 * How each worked day of a line is paid, for shifts in order of start: elapsed time less unpaid breaks, so that a night in which the clocks change has the
 * hours that it had. An hour is paid at the highest tier that it reaches, once: those of its day by its place among the day's hours; those of the
 * workweek by the hours before it, in order of time, that reached no tier of their day; what is overtime by day or week counts towards
 * the tiers of the month's overtime. Work on a holiday or rest day that is paid as such does not fill the week. Windows come on top.
 * What lies before the first shift given is taken as empty: days of a week or month of which not all shifts are known are paid too low.
 */
export function paidDays(context: RuleContext, plan: PayPlan, shifts: Line): readonly PaidDay[] {
  const stretches = stretchesOf(context, plan, shifts);
  const kinds = dayKinds(context, plan, [...new Set(stretches.map(({ date }) => date))]);
  const weekTiers = plan.tiers.filter(({ basis }) => basis === 'week');
  const monthTiers = plan.tiers.filter(({ basis }) => basis === 'overtime-month');
  const days: PaidDay[] = [];
  let sums: DaySums | undefined;
  let week = '';
  let month = '';
  let ofWeek = 0;
  let ofMonth = 0;
  for (const stretch of stretches) {
    const { date } = stretch;
    if (date !== sums?.date) {
      if (sums !== undefined) days.push(sums.done(plan));
      sums = new DaySums(date);
      if (payWeekOf(context, plan, date) !== week) ofWeek = 0;
      week = payWeekOf(context, plan, date);
      if (monthStartOf(date) !== month) ofMonth = 0;
      month = monthStartOf(date);
    }
    const kind = kinds.get(date);
    if (kind === undefined) throw new Error(`${date} is worked and of no kind`);
    const dayTiers = plan.tiers.filter((tier) => isOfDay(tier, kind, stretch));
    const windows = openWindows(context.zone, plan.windows ?? [], stretch);
    for (let { start } = stretch; start < stretch.end; ) {
      const ofDay = highest(dayTiers, sums.workSeconds);
      const plain = higher(ofDay, highest(weekTiers, ofWeek));
      const isOvertime = plain?.basis === 'day' || plain?.basis === 'week';
      const tier = higher(plain, isOvertime ? highest(monthTiers, ofMonth) : undefined);
      const edges = windows.flatMap((window) => [window.start, window.end]).filter((edge) => edge > start);
      const seconds = Math.min(
        Math.min(stretch.end, ...edges) - start,
        untilNext(dayTiers, sums.workSeconds),
        ofDay === undefined ? untilNext(weekTiers, ofWeek) : Infinity,
        isOvertime ? untilNext(monthTiers, ofMonth) : Infinity,
      );
      sums.add(
        seconds,
        tier,
        windows.filter((window) => window.start <= start && start < window.end),
      );
      if (ofDay === undefined) ofWeek += seconds;
      if (isOvertime) ofMonth += seconds;
      start += seconds;
    }
  }
  return sums === undefined ? days : [...days, sums.done(plan)];
}
