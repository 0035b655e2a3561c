import { mostDaySeconds } from './maximum-overtime-month-compiled.ts';
import { daysMissing, daysOutside, holdsDate, horizonDays, horizonEnd, type Period } from './period.ts';
import { isLeave, periodBefore, referencePeriods } from './reference-period.ts';
import { type Compiled, exactly, type RuleContext, type Values } from './rule.ts';
import {
  compileRooms,
  foldWindows,
  measure,
  type Measured,
  type Room,
  type Weighed,
  weighDates,
  type WindowCeiling,
  type WindowFold,
} from './windows.ts';
import { addDays, datesFrom, daysBetween } from '../domain/calendar.ts';
import { type Line, type Shift, workSeconds } from '../domain/shift.ts';
import { SECONDS_PER_DAY, type Seconds } from '../domain/units.ts';

/** Where the days worked that refill a period are looked for: as many days behind it as it has itself. */
function refillOf({ from, end }: Period): Period {
  return { from: end, end: addDays(end, daysBetween(from, end)) };
}

function leaveDays(context: RuleContext, { from, end }: Period): number {
  return datesFrom(from, daysBetween(from, end)).filter((date) => isLeave(context, date)).length;
}

/** Reference periods that a shift of the horizon can count in: also those before it that its days refill. */
function windowsOf(values: Values, context: RuleContext): readonly Period[] {
  const windows = [...referencePeriods(values, context)];
  for (let first = windows[0]; first !== undefined; first = windows[0]) {
    const before = periodBefore(values, context, first);
    if (refillOf(before).end <= context.from) break;
    windows.unshift(before);
  }
  return windows;
}

function refillDays(context: RuleContext, window: Period, weighed: readonly Weighed[]): readonly Weighed[] {
  const refill = refillOf(window);
  return weighed.filter(({ date }) => holdsDate(refill, date)).slice(0, leaveDays(context, window));
}

type Maximum = WindowCeiling['maximum'];

function ceilingOf(maximum: Maximum): WindowCeiling {
  return {
    windows: windowsOf,
    weighDay: (_values, _context, _date, shifts) => shifts.reduce((sum, shift) => sum + workSeconds(shift), 0),
    extra: (_, context, window, weighed) => refillDays(context, window, weighed),
    maximum,
    mostPerDay: MOST_PER_DAY,
    unit: 'seconds',
  };
}

/** Two shifts that begin on one date may last until the end of the next. */
const MOST_PER_DAY = 2 * SECONDS_PER_DAY;

/** Whether what nobody has seen on a side could decide over a period and the days that refill it. */
function isOpen(context: RuleContext, one: Measured, missing: 'past' | 'future'): boolean {
  const { window, maximum, days } = one;
  // Unseen work can only take days of the horizon out of what refills, never put one in.
  if (!days.some(({ inHorizon }) => inHorizon)) return false;
  const leave = leaveDays(context, window);
  const own = days.filter(({ date }) => holdsDate(window, date));
  const refill = days.slice(own.length);
  const isComplete = refill.length === leave;
  const last = refill.at(-1);
  // Once as many days as needed are found, what lies behind them has no part.
  const end = !isComplete ? refillOf(window).end : last === undefined ? window.end : addDays(last.date, 1);
  const looked = { from: window.from, end };
  const outside = daysOutside(context, looked);
  if ((missing === 'past' ? outside.before : outside.after) === 0 || daysMissing(context, looked) === 0) return false;
  const ownSeconds = own.reduce((sum, { weight }) => sum + weight, 0);
  if (ownSeconds > maximum && own.some(({ inHorizon }) => inHorizon)) return false;
  const isSure = isComplete && daysMissing(context, { from: window.end, end }) === 0;
  const refillMost = isSure ? one.total - ownSeconds : leave * MOST_PER_DAY;
  return ownSeconds + daysMissing(context, window) * MOST_PER_DAY + refillMost > maximum;
}

/** What is left for planned work in a period: surely at most, and surely at least. */
type Sides = { readonly necessary: readonly Room[]; readonly sufficient: readonly Room[]; readonly exact: boolean };

function sum(days: readonly Weighed[]): number {
  return days.reduce((total, { weight }) => total + weight, 0);
}

function sidesOf(context: RuleContext, outside: readonly Weighed[], window: Period, maximum: Seconds): Sides {
  const refill = refillOf(window);
  const own = horizonDays(context, window);
  const leave = leaveDays(context, window);
  const before = outside.filter(({ date }) => holdsDate(refill, date) && date < context.from).slice(0, leave);
  const within = outside.filter(({ date }) => holdsDate(window, date));
  const left = maximum - sum(within) - sum(before);
  const room = own.firstDay < own.endDay ? [{ ...own, left }] : [];
  const open = leave - before.length;
  if (open === 0) return { necessary: room, sufficient: room, exact: true };
  const after = outside.filter(({ date }) => holdsDate(refill, date) && date >= horizonEnd(context)).slice(0, open);
  // Either no day that refills can have more than the longest, or all of the horizon that may refill counts.
  const longest = Math.max(mostDaySeconds(context), ...after.map(({ weight }) => weight));
  const behind = horizonDays(context, refill);
  const whole = { firstDay: own.firstDay < own.endDay ? own.firstDay : behind.firstDay, endDay: behind.endDay };
  const byCount = { ...own, left: left - open * longest };
  const bySum = { ...whole, endDay: Math.max(own.endDay, whole.endDay), left: left - sum(after) };
  const roomEach = (one: Room): number => one.left / Math.max(1, one.endDay - one.firstDay);
  const isCounted = byCount.left >= 0 && (room.length === 0 || roomEach(byCount) >= roomEach(bySum));
  return {
    necessary: room,
    sufficient: isCounted ? (room.length === 0 ? [] : [byCount]) : [bySum],
    exact: false,
  };
}

function compile(ceiling: WindowCeiling, values: Values, context: RuleContext, past: Line, future: Line): Compiled {
  const outside = weighDates(ceiling, values, context, [...past, ...future]).filter(({ inHorizon }) => !inHorizon);
  const sides = windowsOf(values, context).flatMap((window) => {
    const maximum = ceiling.maximum(values, context, window);
    return maximum === undefined ? [] : [sidesOf(context, outside, window, maximum)];
  });
  const weigh = (_: number, shift: Shift): number => workSeconds(shift);
  const necessary = compileRooms(
    sides.flatMap((one) => one.necessary),
    weigh,
  );
  if (sides.every(({ exact }) => exact)) return exactly(necessary);
  return {
    necessary,
    sufficient: compileRooms(
      sides.flatMap((one) => one.sufficient),
      weigh,
    ),
  };
}

/**
 * The fold of averages whose days of leave are refilled with the days worked behind the period: A + B of the UK's regulation 4 against the most that the
 * period may have. Planned work moves what refills, so the compiled form differs by side where a period has leave that the published past does not refill.
 */
export function foldRefilled(maximum: Maximum): WindowFold {
  const ceiling = ceilingOf(maximum);
  return {
    ...foldWindows(ceiling),
    reach: (values, context) => {
      const windows = windowsOf(values, context);
      const last = windows.at(-1);
      return {
        daysBefore: Math.max(0, daysBetween(windows[0]?.from ?? context.from, context.from)),
        daysAfter: last === undefined ? 0 : Math.max(0, daysBetween(horizonEnd(context), refillOf(last).end)),
      };
    },
    dependsOnMissing: (values, context, line, missing) =>
      measure(ceiling, values, context, line).some((one) => isOpen(context, one, missing)),
    compile: (values, context, past, future) => compile(ceiling, values, context, past, future),
  };
}
