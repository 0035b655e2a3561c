import { horizonShifts, isInHorizon } from './period.ts';
import { compileRollingHours } from './rolling-hours-compiled.ts';
import type { Finding, RuleContext, Values } from './rule.ts';
import { hoursValueSeconds } from './values.ts';
import { collectShifts, type WindowFold } from './windows.ts';
import { secondsWithin, workOf } from './work-pieces.ts';
import { type Line, shiftDate } from '../domain/shift.ts';
import { type Instant, type Interval, SECONDS_PER_DAY, SECONDS_PER_HOUR, type Seconds } from '../domain/units.ts';

/** A window of so many hours that holds too much, and the shifts that are worked in it. */
type FullWindow = Interval & { readonly seconds: Seconds; readonly shifts: Line };

/**
 * Windows with too much work that hold some of the horizon's. Only windows that begin where a piece of work begins or end where one ends are looked at:
 * any other can be shifted to one of those without losing work, nor the shift that it is about, unless shifts overlap.
 */
function fullWindows(context: RuleContext, line: Line, length: Seconds, maximum: Seconds): readonly FullWindow[] {
  const planned = horizonShifts(context, line);
  const from = Math.min(...planned.map(({ start }) => start)) - length;
  const to = Math.max(...planned.map(({ end }) => end)) + length;
  const near = line
    .filter((shift) => shift.end > from && shift.start < to)
    .map((shift) => ({
      shift,
      pieces: workOf(shift),
      inHorizon: isInHorizon(context, shiftDate(context.zone, shift)),
    }));
  const starts = new Set<Instant>(
    near.flatMap(({ pieces }) => pieces.flatMap((piece) => [piece.start, piece.end - length])),
  );
  return [...starts]
    .sort((a, b) => a - b)
    .flatMap((start) => {
      const window = { start, end: start + length };
      const within = near.flatMap((one) => {
        const seconds = secondsWithin(one.pieces, window);
        return seconds > 0 ? [{ ...one, seconds }] : [];
      });
      const seconds = within.reduce((sum, one) => sum + one.seconds, 0);
      if (seconds <= maximum || !within.some(({ inHorizon }) => inHorizon)) return [];
      return [{ ...window, seconds, shifts: within.map(({ shift }) => shift) }];
    });
}

function termsOf(values: Values): { readonly length: Seconds; readonly maximum: Seconds } {
  return { length: hoursValueSeconds(values, 'windowHours'), maximum: hoursValueSeconds(values, 'maximumHours') };
}

/** One finding for windows that overlap, with the hours of the fullest. */
function judge(values: Values, context: RuleContext, line: Line): readonly Finding[] {
  const { length, maximum } = termsOf(values);
  const runs: FullWindow[][] = [];
  for (const window of fullWindows(context, line, length, maximum)) {
    const run = runs.at(-1);
    const last = run?.at(-1);
    if (run !== undefined && last !== undefined && window.start < last.end) run.push(window);
    else runs.push([window]);
  }
  return runs.map((run) => {
    const measured = Math.max(...run.map(({ seconds }) => seconds));
    return {
      shiftIds: [...new Set(run.flatMap(({ shifts }) => shifts.map(({ id }) => id)))],
      span: { start: Math.min(...run.map(({ start }) => start)), end: Math.max(...run.map(({ end }) => end)) },
      unit: 'seconds',
      measured,
      limit: maximum,
      excess: measured - maximum,
      facts: { hours: length / SECONDS_PER_HOUR },
    };
  });
}

/** The fold of a ceiling of hours in any so many elapsed hours. */
export const rollingHours: WindowFold = {
  judges: 'shifts',
  ...collectShifts,
  finish: (values, context, { shifts }) =>
    horizonShifts(context, shifts).length === 0 ? [] : judge(values, context, shifts),
  reach: (values) => {
    // A shift lasts 24 hours at most, and a clock change takes up to two hours from what dates promise.
    const days = Math.ceil((termsOf(values).length + 2 * SECONDS_PER_HOUR) / SECONDS_PER_DAY) + 1;
    return { daysBefore: days, daysAfter: days };
  },
  dependsOnMissing: (values, context, line, missing) => {
    const planned = horizonShifts(context, line);
    if (planned.length === 0 || judge(values, context, line).length > 0) return false;
    const { length } = termsOf(values);
    // An unseen shift before the horizon begins before it, and may last 24 hours.
    if (missing === 'past') {
      return Math.min(...planned.map(({ start }) => start)) - (context.horizon.start + SECONDS_PER_DAY) < length;
    }
    return context.horizon.end - Math.max(...planned.map(({ end }) => end)) < length;
  },
  compile: (values, context, past, future) => {
    const { length, maximum } = termsOf(values);
    return compileRollingHours(context, length, maximum, past, future);
  },
};
