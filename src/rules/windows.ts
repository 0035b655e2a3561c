import { excessPrice } from './ceiling.ts';
import {
  byDate,
  daysMissing,
  daysOutside,
  holdsDate,
  horizonDays,
  isInHorizon,
  type Period,
  spanOfPeriod,
} from './period.ts';
import { exactly, type Finding, type LineRule, type Primitive, type RuleContext, type Values } from './rule.ts';
import type { MeasureUnit } from '../domain/breach.ts';
import { addDays, daysBetween } from '../domain/calendar.ts';
import type { Line, Shift } from '../domain/shift.ts';
import type { LocalDate } from '../domain/units.ts';

/**
 * The common fold of all rules of the form "at most so much in each of these windows of dates", which may overlap as rolling ones do. A shift
 * belongs to the local date of its start, with all its hours.
 */
export type WindowCeiling = {
  /** The windows that hold a date of the horizon, in order of their first dates. */
  readonly windows: (values: Values, context: RuleContext) => readonly Period[];
  /** What the shifts of one local date weigh together; a whole number, never negative. */
  readonly weighDay: (values: Values, context: RuleContext, date: LocalDate, shifts: Line) => number;
  /** Days outside of a window that count in it too. */
  readonly extra?: (
    values: Values,
    context: RuleContext,
    window: Period,
    weighed: readonly Weighed[],
  ) => readonly Weighed[];
  /** A whole number; undefined where the window has no limit. */
  readonly maximum: (values: Values, context: RuleContext, window: Period) => number | undefined;
  /** The most that a day which nobody has seen can weigh. */
  readonly mostPerDay: number;
  readonly unit: MeasureUnit;
  /** How the measure and limit are told, where that is not the sum and the maximum. */
  readonly tell?: (window: Period, total: number, maximum: number) => Pick<Finding, 'measured' | 'limit'>;
};

/** All shifts so far. */
export type ShiftsState = { readonly shifts: Line };

export type WindowFold = Pick<
  LineRule<ShiftsState>,
  'judges' | 'start' | 'extend' | 'finish' | 'meters' | 'reach' | 'dependsOnMissing' | 'compile' | 'compilePriced'
>;

/** A date's shifts and what they weigh; dates without weight are left out. */
export type Weighed = {
  readonly date: LocalDate;
  readonly weight: number;
  readonly shifts: Line;
  readonly inHorizon: boolean;
};

/** A window with the days that count in it. */
export type Measured = {
  readonly window: Period;
  readonly maximum: number;
  readonly total: number;
  readonly days: readonly Weighed[];
};

/** A list kept by adding to it: what a fold that judges at the end remembers. */
export const collectShifts: Pick<LineRule<ShiftsState>, 'start' | 'extend'> = {
  start: () => ({ shifts: [] }),
  extend: (_values, _context, state, next) => ({ state: { shifts: [...state.shifts, next] }, findings: [] }),
};

/** Every window of `days` days that holds a date of the horizon, one from each date on. */
export function rollingWindows(context: RuleContext, days: number): readonly Period[] {
  return Array.from({ length: days - 1 + context.days }, (_, index) => {
    const from = addDays(context.from, index - days + 1);
    return { from, end: addDays(from, days) };
  });
}

/** What each date of a line weighs, in order. */
export function weighDates(
  ceiling: WindowCeiling,
  values: Values,
  context: RuleContext,
  shifts: Line,
): readonly Weighed[] {
  return [...byDate(context, shifts)].flatMap(([date, onDate]) => {
    const weight = ceiling.weighDay(values, context, date, onDate);
    return weight > 0 ? [{ date, weight, shifts: onDate, inHorizon: isInHorizon(context, date) }] : [];
  });
}

/** All windows with what the shifts weigh in each. */
export function measure(
  ceiling: WindowCeiling,
  values: Values,
  context: RuleContext,
  shifts: Line,
): readonly Measured[] {
  const weighed = weighDates(ceiling, values, context, shifts);
  return ceiling.windows(values, context).flatMap((window) => {
    const maximum = ceiling.maximum(values, context, window);
    if (maximum === undefined) return [];
    const within = weighed.filter(({ date }) => holdsDate(window, date));
    const days = [...within, ...(ceiling.extra?.(values, context, window, weighed) ?? [])];
    return [{ window, maximum, days, total: days.reduce((sum, { weight }) => sum + weight, 0) }];
  });
}

function findingOf(ceiling: WindowCeiling, context: RuleContext, run: readonly Measured[]): readonly Finding[] {
  const [first, last] = [run[0], run.at(-1)];
  if (first === undefined || last === undefined) return [];
  const worst = run.reduce((most, one) => (one.total - one.maximum > most.total - most.maximum ? one : most));
  const { window, total, maximum } = worst;
  return [
    {
      shiftIds: [...new Set(run.flatMap(({ days }) => days.flatMap(({ shifts }) => shifts.map(({ id }) => id))))],
      span: spanOfPeriod(context, { from: first.window.from, end: last.window.end }),
      unit: ceiling.unit,
      ...(ceiling.tell?.(window, total, maximum) ?? { measured: total, limit: maximum }),
      excess: total - maximum,
      facts: { from: window.from, to: addDays(window.end, -1), days: daysBetween(window.from, window.end) },
    },
  ];
}

/** One finding for each row of windows that overlap and are all too full, with the fullest one's measure. */
function judge(ceiling: WindowCeiling, values: Values, context: RuleContext, shifts: Line): readonly Finding[] {
  const findings: Finding[] = [];
  let run: Measured[] = [];
  for (const one of measure(ceiling, values, context, shifts)) {
    const full = one.total > one.maximum && one.days.some(({ inHorizon }) => inHorizon);
    const before = run.at(-1);
    if (before !== undefined && (!full || before.window.end <= one.window.from)) {
      findings.push(...findingOf(ceiling, context, run));
      run = [];
    }
    if (full) run.push(one);
  }
  return [...findings, ...findingOf(ceiling, context, run)];
}

/** A window's part of the horizon, and what is left for it beside the published shifts. */
export type Room = { readonly firstDay: number; readonly endDay: number; readonly left: number };

/** Whether a room says nothing that another does not: the other is as large and has no more left. */
function isImplied(rooms: readonly Room[], index: number): boolean {
  const own = rooms[index];
  if (own === undefined) return false;
  return rooms.some(
    (other, at) =>
      at !== index &&
      other.firstDay <= own.firstDay &&
      other.endDay >= own.endDay &&
      other.left <= own.left &&
      (other.left < own.left || other.endDay - other.firstDay > own.endDay - own.firstDay || at < index),
  );
}

/**
 * Sums of `weigh` over the rooms, without those that others imply. Where published shifts alone are past the limit, that is not this horizon's breach until
 * one of its shifts adds to it: then none may.
 */
export function compileRooms(
  rooms: readonly Room[],
  weigh: (day: number, shift: Shift) => number,
): readonly Primitive[] {
  const open = rooms.filter(({ left }) => left >= 0);
  const full = rooms.filter(({ left }) => left < 0);
  const primitives: Primitive[] = [];
  if (full.length > 0) {
    const isFull = (day: number): boolean => full.some(({ firstDay, endDay }) => day >= firstDay && day < endDay);
    primitives.push({ kind: 'allow', allows: (day, shift) => !isFull(day) || weigh(day, shift) === 0 });
  }
  for (const { firstDay, endDay, left } of open.filter((_, index) => !isImplied(open, index))) {
    primitives.push({ kind: 'sum', firstDay, endDay, weigh, used: 0, maximum: left });
  }
  return primitives;
}

/** Fold, reach and exact compiled form of a ceiling over windows; the priced form where no two windows overlap, since those that do are one breach. */
export function foldWindows(ceiling: WindowCeiling): WindowFold {
  return {
    judges: 'shifts',
    ...collectShifts,
    finish: (values, context, { shifts }) => judge(ceiling, values, context, shifts),
    meters: (values, context, line) =>
      measure(ceiling, values, context, line).map(({ window, total, maximum }) => ({
        ...window,
        kind: 'most',
        unit: ceiling.unit,
        measured: total,
        limit: maximum,
      })),
    reach: (values, context) => {
      const outside = ceiling.windows(values, context).map((window) => daysOutside(context, window));
      return {
        daysBefore: Math.max(0, ...outside.map(({ before }) => before)),
        daysAfter: Math.max(0, ...outside.map(({ after }) => after)),
      };
    },
    dependsOnMissing: (values, context, line, missing) =>
      measure(ceiling, values, context, line).some(({ window, total, maximum, days }) => {
        const outside = daysOutside(context, window);
        if ((missing === 'past' ? outside.before : outside.after) === 0) return false;
        if (!days.some(({ inHorizon }) => inHorizon)) return false;
        return total <= maximum && total + daysMissing(context, window) * ceiling.mostPerDay > maximum;
      }),
    compile: (values, context, past, future) => {
      const outside = weighDates(ceiling, values, context, [...past, ...future]).filter(({ inHorizon }) => !inHorizon);
      const rooms = ceiling.windows(values, context).flatMap((window) => {
        const maximum = ceiling.maximum(values, context, window);
        if (maximum === undefined) return [];
        const within = outside.filter(({ date }) => holdsDate(window, date));
        return [{ ...horizonDays(context, window), left: within.reduce((left, { weight }) => left - weight, maximum) }];
      });
      return exactly(
        compileRooms(rooms, (day, shift) => ceiling.weighDay(values, context, addDays(context.from, day), [shift])),
      );
    },
    compilePriced: (values, context, past, future) => {
      const windows = ceiling.windows(values, context);
      const overlap = windows.some((window, index) => window.end > (windows[index + 1]?.from ?? window.end));
      if (overlap || ceiling.extra !== undefined) return undefined;
      const outside = weighDates(ceiling, values, context, [...past, ...future]).filter(({ inHorizon }) => !inHorizon);
      return windows.flatMap((window) => {
        const maximum = ceiling.maximum(values, context, window);
        if (maximum === undefined) return [];
        const within = outside.filter(({ date }) => holdsDate(window, date));
        const used = within.reduce((sum, { weight }) => sum + weight, 0);
        return [
          {
            kind: 'sum-price' as const,
            ...horizonDays(context, window),
            weigh: (day: number, shift: Shift) =>
              ceiling.weighDay(values, context, addDays(context.from, day), [shift]),
            ...excessPrice(ceiling.unit, used, maximum),
          },
        ];
      });
    },
  };
}
