import { compileOvertime } from './maximum-overtime-month-compiled.ts';
import { NORMAL_HOURS, normalHours } from './maximum-overtime-month.ts';
import {
  dependsOnSide,
  mayBeOfHorizon,
  mayGrow,
  monthAfter,
  monthsOf,
  overtimeLine,
  overtimeWithin,
  raisedMonths,
  reachOfPeriods,
} from './overtime-months.ts';
import { horizonEnd, isInHorizon, type Period, spanOfPeriod } from './period.ts';
import type { Finding, LineRule, RuleContext, Values } from './rule.ts';
import { hoursValueSeconds, numberOf } from './values.ts';
import { collectShifts, type ShiftsState } from './windows.ts';
import { addDays } from '../domain/calendar.ts';
import { type Line, shiftDate } from '../domain/shift.ts';
import type { Seconds } from '../domain/units.ts';

type AveragedMonths = Period & { readonly months: number; readonly maximum: Seconds };

function mostSeconds(values: Values, months: number): Seconds {
  const most = hoursValueSeconds(values, 'maximumHours') * months;
  return values['strict'] === true ? Math.max(0, most - 1) : most;
}

/** The rows of months with a month whose overtime planned work may raise, by their last month, then the shorter first. */
function averages(values: Values, context: RuleContext): readonly AveragedMonths[] {
  const raised = raisedMonths(context);
  const [first, last] = [raised[0], raised.at(-1)];
  if (first === undefined || last === undefined) return [];
  const lengths = [numberOf(values, 'fromMonths'), numberOf(values, 'toMonths')];
  const [fewest, most] = [Math.min(...lengths), Math.max(...lengths)];
  return monthsOf({ from: first.from, end: monthAfter(last.end, most - 1) }).flatMap(({ end }) =>
    Array.from({ length: most - fewest + 1 }, (_, index) => {
      const months = fewest + index;
      return { from: monthAfter(end, -months), end, months, maximum: mostSeconds(values, months) };
    }).filter(({ from }) => from < last.end),
  );
}

/** Of the averages that end with one month the one that is furthest past the limit is told. */
function judge(values: Values, context: RuleContext, shifts: Line): readonly Finding[] {
  const line = overtimeLine(values, context, shifts);
  const worst = new Map<string, Finding>();
  for (const { from, end, months, maximum: limit } of averages(values, context)) {
    const { seconds: measured, shifts: guilty } = overtimeWithin(line, { from, end });
    const known = worst.get(end);
    if (measured <= limit || (known !== undefined && known.excess >= measured - limit)) continue;
    if (!guilty.some((shift) => line.planned.has(shift))) continue;
    worst.set(end, {
      shiftIds: guilty.map(({ id }) => id),
      span: spanOfPeriod(context, { from, end }),
      unit: 'seconds',
      measured,
      limit,
      excess: measured - limit,
      facts: { from, to: addDays(end, -1), months },
    });
  }
  return [...worst.values()];
}

/**
 * The overtime of every so many calendar months in a row, from `fromMonths` to `toMonths` (or the other way round), at most so many hours a month on average: Japan's averages of two to
 * six months. Told are the hours of the months and the most that they may have; of the averages that end with one month the one furthest past it. Overtime is
 * what `maximum-overtime-month` counts. Months behind the horizon are averaged with the published shifts that are known there. With `strict` the average must stay
 * below the limit.
 */
export const maximumAverageOvertime: LineRule<ShiftsState> = {
  id: 'maximum-average-overtime',
  title: 'Maximum average overtime of months',
  parameters: [
    { name: 'maximumHours', title: 'Most overtime hours of a month on average', unit: 'hours', least: 0, most: 744 },
    { name: 'fromMonths', title: 'Fewest months of an average', unit: 'months', least: 1, most: 12, default: 2 },
    { name: 'toMonths', title: 'Most months of an average', unit: 'months', least: 1, most: 12, default: 6 },
    { name: 'strict', title: 'The average must stay below the limit', unit: 'boolean', default: false },
    ...NORMAL_HOURS,
  ],
  defaultSeverity: 'block',
  judges: 'shifts',
  ...collectShifts,
  finish: (values, context, { shifts }) => judge(values, context, shifts),
  meters: (values, context, line) => {
    const counted = overtimeLine(values, context, line);
    return averages(values, context)
      .filter(({ from, end }) => from < horizonEnd(context) && end > context.from)
      .map(({ from, end, maximum: limit }) => ({
        from,
        end,
        kind: 'most',
        unit: 'seconds',
        measured: overtimeWithin(counted, { from, end }).seconds,
        limit,
      }));
  },
  reach: (values, context) => reachOfPeriods(context, averages(values, context)),
  dependsOnMissing: (values, context, shifts, missing) => {
    const line = overtimeLine(values, context, shifts);
    return averages(values, context).some((one) => {
      if (!dependsOnSide(context, one, missing) || !mayGrow(context, one)) return false;
      const { seconds, shifts: guilty } = overtimeWithin(line, one);
      const isTold = seconds > one.maximum && guilty.some((shift) => line.planned.has(shift));
      return !isTold && mayBeOfHorizon(context, line, one);
    });
  },
  compile: (values, context, past, future) => {
    const outside = [...past, ...future].filter((shift) => !isInHorizon(context, shiftDate(context.zone, shift)));
    const caps = averages(values, context).map(({ from, end, maximum }) => ({ period: { from, end }, maximum }));
    return compileOvertime(context, normalHours(values), caps, outside);
  },
};
