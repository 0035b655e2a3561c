import { monthSeconds, type NormalHours, overtimeDays, type OvertimeDay } from './overtime.ts';
import {
  byDate,
  holdsDate,
  horizonDays,
  horizonEnd,
  type Period,
  type PeriodKind,
  periodOf,
  periodsBetween,
  periodsOfHorizon,
} from './period.ts';
import type { Compiled, Primitive, RuleContext } from './rule.ts';
import { addDays, datesFrom, offsetSecondsAt, startOfDate } from '../domain/calendar.ts';
import { type Line, type Shift, workSeconds } from '../domain/shift.ts';
import type { MealSetting, ShiftTemplate } from '../domain/team.ts';
import {
  type LocalDate,
  SECONDS_PER_DAY,
  SECONDS_PER_HOUR,
  SECONDS_PER_MINUTE,
  type Seconds,
} from '../domain/units.ts';

/** A calendar week that the horizon touches, with the work that is published in it and the most that can be planned. */
type Week = {
  readonly period: Period;
  readonly firstDay: number;
  readonly endDay: number;
  /** Published work, and the part of it within the normal day. */
  readonly usedSeconds: Seconds;
  readonly usedOrdinarySeconds: Seconds;
  readonly mostSeconds: Seconds;
  /** The most ordinary hours that can be planned beyond the normal week. */
  readonly reachSeconds: Seconds;
};

/** The calendar month in which overtime is counted, or the quarter or year that stands in its place. */
type Month = OvertimeCap & {
  readonly firstDay: number;
  readonly endDay: number;
  /** Overtime that the published shifts have alone; planned work only adds to it. */
  readonly usedSeconds: Seconds;
  readonly dayReachSeconds: Seconds;
  readonly weeks: readonly Week[];
};

type Ceiling = { readonly normal: NormalHours; readonly outside: readonly OvertimeDay[] };

/** The most overtime of a period of whole weeks or of days that begin and end within weeks. */
export type OvertimeCap = { readonly period: Period; readonly maximum: Seconds };

function longestWorkMinutes(length: number, meal: MealSetting | undefined): number {
  if (meal === undefined || meal.paid) return length;
  const mealFrom = meal.fromShiftMinutes ?? 0;
  return length < mealFrom ? length : Math.max(length - meal.lengthMinutes, Math.min(length, mealFrom));
}

function longestWorkSeconds(template: ShiftTemplate): Seconds {
  const minutes = typeof template.length === 'number' ? template.length : template.length.maxMinutes;
  return longestWorkMinutes(minutes, template.meal) * SECONDS_PER_MINUTE;
}

/** Whether every shift that can be planned is longer than a normal day, so that none comes without overtime. */
function hasOnlyLongShifts(context: RuleContext, normal: NormalHours): boolean {
  return context.templates.every(({ length, meal }) => {
    const shortest = typeof length === 'number' ? length : length.minMinutes;
    const unpaid = meal === undefined || meal.paid || shortest < (meal.fromShiftMinutes ?? 0) ? 0 : meal.lengthMinutes;
    return (shortest - unpaid) * SECONDS_PER_MINUTE > normal.daySeconds;
  });
}

/** The most work of one planned day: the longest template's, and an hour more where the clocks may go back. */
export function mostDaySeconds(context: RuleContext): Seconds {
  if (context.templates.length === 0) return SECONDS_PER_DAY;
  const longest = Math.max(...context.templates.map(longestWorkSeconds));
  const offsets = datesFrom(context.from, context.days + 2).map((date) =>
    offsetSecondsAt(context.zone, startOfDate(context.zone, date)),
  );
  const hasChange = offsets.some((offset) => offset !== offsets[0]);
  return hasChange ? longest + SECONDS_PER_HOUR : longest;
}

function weekOf(context: RuleContext, normal: NormalHours, outside: Line, period: Period): Week {
  let usedSeconds = 0;
  let usedOrdinarySeconds = 0;
  for (const [date, shifts] of byDate(context, outside)) {
    if (!holdsDate(period, date)) continue;
    const work = shifts.reduce((sum, shift) => sum + workSeconds(shift), 0);
    usedSeconds += work;
    usedOrdinarySeconds += Math.min(work, normal.daySeconds);
  }
  const { firstDay, endDay } = horizonDays(context, period);
  const mostDay = mostDaySeconds(context);
  const contractSeconds = (context.contract.maxHoursPerWeek ?? Number.POSITIVE_INFINITY) * SECONDS_PER_HOUR;
  const mostSeconds = Math.min((endDay - firstDay) * mostDay, contractSeconds);
  const mostOrdinary = Math.min((endDay - firstDay) * Math.min(mostDay, normal.daySeconds), contractSeconds);
  const free = Math.max(0, normal.weekSeconds - usedOrdinarySeconds);
  const reachSeconds = Math.ceil(Math.max(0, mostOrdinary - free));
  return { period, firstDay, endDay, usedSeconds, usedOrdinarySeconds, mostSeconds, reachSeconds };
}

function monthOf(context: RuleContext, ceiling: Ceiling, weeks: readonly Week[], cap: OvertimeCap): Month {
  const { period: month } = cap;
  const { firstDay, endDay } = horizonDays(context, month);
  const touched = weeks.filter(({ period }) => period.from < month.end && period.end > month.from);
  const mostDay = mostDaySeconds(context);
  const excess = Math.max(0, mostDay - ceiling.normal.daySeconds);
  const dayReachSeconds = touched.reduce((sum, week) => {
    const days = Math.max(0, Math.min(endDay, week.endDay) - Math.max(firstDay, week.firstDay));
    // Under a weekly maximum the share of a day's excess in its work bounds the excess of the week.
    return sum + Math.min(days * excess, mostDay === 0 ? 0 : Math.ceil((week.mostSeconds * excess) / mostDay));
  }, 0);
  const usedSeconds = monthSeconds(ceiling.outside, month);
  return { ...cap, firstDay, endDay: Math.max(firstDay, endDay), usedSeconds, dayReachSeconds, weeks: touched };
}

function dayExcess(normal: NormalHours): (day: number, shift: Shift) => Seconds {
  return (_, shift) => Math.max(0, workSeconds(shift) - normal.daySeconds);
}

/** Every legal line keeps these: the days' excess alone, and the work of whole weeks beyond the normal weeks. */
function necessaryOf({ normal, outside }: Ceiling, month: Month): readonly Primitive[] {
  const { maximum, firstDay, endDay, usedSeconds: used } = month;
  const weigh = dayExcess(normal);
  if (used > maximum) {
    if (month.dayReachSeconds === 0) return [];
    return [{ kind: 'allow', allows: (day, shift) => day < firstDay || day >= endDay || weigh(day, shift) === 0 }];
  }
  const primitives: Primitive[] = [];
  if (used + month.dayReachSeconds > maximum) {
    primitives.push({ kind: 'sum', firstDay, endDay, weigh, used, maximum });
  }
  const whole = month.weeks.filter(({ period }) => period.from >= month.period.from && period.end <= month.period.end);
  const first = whole[0];
  const last = whole.at(-1);
  if (first === undefined || last === undefined) return primitives;
  // Overtime of the period's other dates stays at least what the published shifts make it.
  const others = outside.filter(({ date }) => date < first.period.from || date >= last.period.end);
  const limit = whole.length * normal.weekSeconds + maximum - monthSeconds(others, month.period);
  const usedWork = whole.reduce((sum, week) => sum + week.usedSeconds, 0);
  if (usedWork + whole.reduce((sum, week) => sum + week.mostSeconds, 0) > limit) {
    primitives.push({
      kind: 'sum',
      firstDay: first.firstDay,
      endDay: last.endDay,
      weigh: (_, shift) => workSeconds(shift),
      used: usedWork,
      maximum: limit,
    });
  }
  return primitives;
}

/** Whole seconds of a budget for each week, none more than it can use: what one leaves over goes to the others. */
function shareOut(budget: Seconds, weeks: readonly Week[]): ReadonlyMap<LocalDate, Seconds> {
  const shares = new Map<LocalDate, Seconds>();
  let left = budget;
  let waiting = weeks.length;
  for (const week of [...weeks].sort((a, b) => a.reachSeconds - b.reachSeconds)) {
    const share = Math.min(week.reachSeconds, Math.floor(left / waiting));
    shares.set(week.period.from, share);
    left -= share;
    waiting--;
  }
  return shares;
}

/**
 * Caps that no legal period needs but that keep every period legal: what is left of it is split between the days' excess and the
 * weeks', and each week gets a cap of its own. Normal days and weeks fit under the caps whatever the split. Where all shifts are longer
 * than a normal day the days get all of it: without their excess nothing could be planned.
 */
function sufficientOf(
  { normal }: Ceiling,
  months: readonly Month[],
  weeks: readonly Week[],
  onlyLongShifts: boolean,
): readonly Primitive[] {
  const primitives: Primitive[] = [];
  const caps = new Map<LocalDate, Seconds>();
  for (const month of months) {
    const budget = Math.max(0, month.maximum - month.usedSeconds);
    const weekReach = month.weeks.reduce((sum, week) => sum + week.reachSeconds, 0);
    if (month.dayReachSeconds + weekReach <= budget) continue;
    const dayShare = onlyLongShifts ? budget : Math.floor(budget / 2);
    const dayBudget = Math.min(month.dayReachSeconds, Math.max(dayShare, budget - weekReach));
    if (month.dayReachSeconds > dayBudget) {
      const { firstDay, endDay } = month;
      primitives.push({ kind: 'sum', firstDay, endDay, weigh: dayExcess(normal), used: 0, maximum: dayBudget });
    }
    for (const [week, share] of shareOut(budget - dayBudget, month.weeks)) {
      caps.set(week, Math.min(caps.get(week) ?? Number.POSITIVE_INFINITY, share));
    }
  }
  for (const week of weeks) {
    const share = caps.get(week.period.from);
    if (share === undefined || share >= week.reachSeconds) continue;
    primitives.push({
      kind: 'sum',
      firstDay: week.firstDay,
      endDay: week.endDay,
      weigh: (_, shift) => Math.min(workSeconds(shift), normal.daySeconds),
      used: 0,
      maximum: Math.max(0, normal.weekSeconds - week.usedOrdinarySeconds) + share,
    });
  }
  return primitives;
}

/** The weeks that the horizon touches, with the most ordinary work that they may get; what overtime is compiled from. */
function weeksOf(context: RuleContext, normal: NormalHours, outside: Line): readonly Week[] {
  return periodsOfHorizon('week', context).map((period) => weekOf(context, normal, outside, period));
}

/** The calendar periods whose overtime planned work may raise: also those in which only a week of the horizon ends. */
export function overtimePeriods(kind: PeriodKind, context: RuleContext): readonly Period[] {
  if (kind === 'horizon') return periodsOfHorizon(kind, context);
  const end = periodOf('week', context, addDays(horizonEnd(context), -1))?.end ?? horizonEnd(context);
  return periodsBetween(kind, context, context.from, addDays(end, -1));
}

/** Of periods with the same days and weeks of the horizon the one with the least left says what the others say. */
function tightest(months: readonly Month[]): readonly Month[] {
  const kept = new Map<string, Month>();
  for (const month of months) {
    const { firstDay, endDay, weeks, maximum, usedSeconds } = month;
    const key = [firstDay, endDay, weeks[0]?.period.from, weeks.length].join(' ');
    const known = kept.get(key);
    if (known === undefined || maximum - usedSeconds < known.maximum - known.usedSeconds) kept.set(key, month);
  }
  return months.filter((month) => [...kept.values()].includes(month));
}

/**
 * Compiled form of overtime ceilings of calendar months or other periods, which are not linear in the shifts chosen: `necessary` and
 * `sufficient` differ. They count on planned shifts no longer than the team's longest template and on the contract's weekly maximum; periods that
 * they cannot carry past the ceiling get no primitive. `outside` are the published shifts before and behind the horizon, in order.
 */
export function compileOvertime(
  context: RuleContext,
  normal: NormalHours,
  caps: readonly OvertimeCap[],
  outside: Line,
): Compiled {
  const ceiling = { normal, outside: overtimeDays(context, normal, outside) };
  const weeks = weeksOf(context, normal, outside);
  const months = tightest(caps.map((cap) => monthOf(context, ceiling, weeks, cap)));
  return {
    necessary: months.flatMap((month) => necessaryOf(ceiling, month)),
    sufficient: sufficientOf(ceiling, months, weeks, hasOnlyLongShifts(context, normal)),
  };
}
