import { allShifts, localDate, localMinutes, type OracleWorld, plusDays, weekday } from '../clock.ts';

/** The oracle's words for a plan of pay; the same as the product's, written apart. */
export type OracleTier = {
  readonly id: string;
  readonly basis: string;
  readonly fromHours?: number | undefined;
  readonly multiplier: number;
  readonly restHours?: number | undefined;
  readonly timeOffInLieu?: boolean | undefined;
};

export type OracleWindow = {
  readonly id: string;
  /** 0 is Monday. */
  readonly days?: readonly number[] | undefined;
  /** Minutes from midnight. */
  readonly from: number;
  readonly to: number;
  readonly multiplier?: number | undefined;
  readonly allowancePerHour?: number | undefined;
  readonly stacking?: string | undefined;
};

export type OraclePlan = {
  readonly byClock: boolean;
  readonly dayStartMinutes: number;
  /** 0 is Monday. */
  readonly weekStart: number;
  readonly restDays: string;
  readonly restDaysPerWeek: number;
  /** 0 is Monday. */
  readonly workdays: readonly number[];
  readonly statutory: readonly string[];
  readonly adjustment: readonly string[];
  readonly makeUp: readonly string[];
  readonly tiers: readonly OracleTier[];
  readonly windows: readonly OracleWindow[];
};

const HALF_HOUR = 1800;

type Half = { readonly at: number; readonly day: string; readonly shift: number };

export type OraclePaidHalf = Half & {
  readonly tier: string | undefined;
  readonly multiplier: number;
  readonly windows: readonly string[];
  readonly allowance: number;
};

function dayOf(world: OracleWorld, plan: OraclePlan, at: number): string {
  const date = localDate(world.zone, at);
  return localMinutes(world.zone, at) >= plan.dayStartMinutes ? date : plusDays(date, -1);
}

function firstDayOfWeek(plan: OraclePlan, day: string): string {
  let first = day;
  while (weekday(first) !== plan.weekStart) first = plusDays(first, -1);
  return first;
}

/** Every half hour of work, with the workday that it belongs to. */
function halves(world: OracleWorld, plan: OraclePlan): readonly Half[] {
  const found: Half[] = [];
  for (const [index, shift] of allShifts(world).entries()) {
    for (let at = shift.start; at < shift.end; at += HALF_HOUR) {
      if (shift.breaks.some((pause) => !pause.paid && at >= pause.start && at < pause.end)) continue;
      found.push({ at, day: dayOf(world, plan, plan.byClock ? at : shift.start), shift: index });
    }
  }
  return found.sort((a, b) => (a.day === b.day ? a.at - b.at : a.day < b.day ? -1 : 1));
}

function isOrdinaryWeekday(plan: OraclePlan, day: string): boolean {
  return plan.workdays.includes(weekday(day)) || plan.makeUp.includes(day);
}

function isRestDay(plan: OraclePlan, worked: ReadonlySet<string>, day: string): boolean {
  const first = firstDayOfWeek(plan, day);
  const week = [0, 1, 2, 3, 4, 5, 6].map((days) => plusDays(first, days));
  const isOff = (one: string): boolean => plan.statutory.includes(one) || plan.adjustment.includes(one);
  if (plan.restDays === 'count') {
    return week.filter((one) => worked.has(one) && one < day).length >= 7 - plan.restDaysPerWeek;
  }
  // A day that is a holiday by law is that first, whatever else a calendar calls it.
  if (plan.adjustment.includes(day) && !plan.statutory.includes(day)) return true;
  if (plan.restDays === 'fixed') return !isOrdinaryWeekday(plan, day);
  const due = week.filter((one) => isOrdinaryWeekday(plan, one) && !isOff(one)).length;
  return !isOff(day) && week.filter((one) => worked.has(one) && !isOff(one) && one < day).length >= due;
}

/** Whether the shift's day began too soon after the work of earlier days, with no such rest since. */
function isTooSoon(world: OracleWorld, plan: OraclePlan, index: number, restHours: number): boolean {
  const shifts = allShifts(world);
  const dayOfShift = (one: number): string => dayOf(world, plan, shifts[one]?.start ?? 0);
  for (let at = index; at > 0; at--) {
    const before = shifts.slice(0, at);
    const end = Math.max(...before.map((shift) => shift.end));
    if ((shifts[at]?.start ?? 0) - end >= restHours * 3600) return false;
    const last = before.findIndex((shift) => shift.end === end);
    if (dayOfShift(last) !== dayOfShift(at)) return true;
  }
  return false;
}

function isOpen(world: OracleWorld, window: OracleWindow, at: number): boolean {
  const date = localDate(world.zone, at);
  const minutes = localMinutes(world.zone, at);
  const begins = (day: string): boolean => window.days === undefined || window.days.includes(weekday(day));
  if (window.to > window.from) return minutes >= window.from && minutes < window.to && begins(date);
  return (minutes >= window.from && begins(date)) || (minutes < window.to && begins(plusDays(date, -1)));
}

/** How each half hour of work is paid, told from scratch for each one. */
export function paidHalfHours(world: OracleWorld, plan: OraclePlan): readonly OraclePaidHalf[] {
  const all = halves(world, plan);
  const worked = new Set(all.map(({ day }) => day));
  const inWeek = new Map<string, number>();
  const inMonth = new Map<string, number>();
  const inDay = new Map<string, number>();
  const best = (tiers: readonly OracleTier[]): OracleTier | undefined =>
    tiers.reduce<OracleTier | undefined>(
      (top, one) => (top && top.multiplier >= one.multiplier ? top : one),
      undefined,
    );
  const reached = (basis: string, halfHours: number): readonly OracleTier[] =>
    plan.tiers.filter((tier) => tier.basis === basis && halfHours >= (tier.fromHours ?? 0) * 2);
  return all.map((half) => {
    const { at, day, shift } = half;
    const place = inDay.get(day) ?? 0;
    inDay.set(day, place + 1);
    const first = firstDayOfWeek(plan, day);
    const isWholeWeek = [0, 1, 2, 3, 4, 5, 6].every((days) => worked.has(plusDays(first, days)));
    const isAbout: Readonly<Record<string, (tier: OracleTier) => boolean>> = {
      day: () => true,
      holiday: () => plan.statutory.includes(day),
      'rest-day': () => isRestDay(plan, worked, day),
      'seventh-day': () => isWholeWeek && day === plusDays(first, 6),
      'short-rest': ({ restHours = 0 }) => isTooSoon(world, plan, shift, restHours),
    };
    const ofDay = best(
      plan.tiers.filter((tier) => place >= (tier.fromHours ?? 0) * 2 && isAbout[tier.basis]?.(tier) === true),
    );
    const weekSoFar = inWeek.get(first) ?? 0;
    if (ofDay === undefined) inWeek.set(first, weekSoFar + 1);
    const plain = best([...(ofDay === undefined ? [] : [ofDay]), ...reached('week', weekSoFar)]);
    const month = day.slice(0, 7);
    let tier = plain;
    if (plain?.basis === 'day' || plain?.basis === 'week') {
      const monthSoFar = inMonth.get(month) ?? 0;
      inMonth.set(month, monthSoFar + 1);
      tier = best([plain, ...reached('overtime-month', monthSoFar)]);
    }
    const open = plan.windows.filter((window) => isOpen(world, window, at));
    const instead = open.filter((one) => one.stacking === 'highest').map((one) => one.multiplier ?? 1);
    const onTop = open.filter((one) => one.stacking !== 'highest').map((one) => (one.multiplier ?? 1) - 1);
    const own = tier === undefined || tier.timeOffInLieu === true ? 1 : tier.multiplier;
    return {
      ...half,
      tier: tier?.id,
      multiplier: Math.max(own, ...instead) + onTop.reduce((sum, one) => sum + one, 0),
      windows: open.map(({ id }) => id),
      allowance: open.reduce((sum, one) => sum + (one.allowancePerHour ?? 0) / 2, 0),
    };
  });
}
