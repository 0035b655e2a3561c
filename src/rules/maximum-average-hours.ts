import type { Period } from './period.ts';
import { isLeave, mostSeconds, REFERENCE_PARAMETERS, referencePeriods } from './reference-period.ts';
import { foldRefilled } from './refilled-average.ts';
import type { LineRule, RuleContext, Values } from './rule.ts';
import { textOf } from './values.ts';
import { foldWindows, type ShiftsState, type WindowFold } from './windows.ts';
import { datesFrom, daysBetween } from '../domain/calendar.ts';
import { workSeconds } from '../domain/shift.ts';
import { SECONDS_PER_DAY } from '../domain/units.ts';

function countedDays(values: Values, context: RuleContext, { from, end }: Period): number {
  const dates = datesFrom(from, daysBetween(from, end));
  if (textOf(values, 'leaveDays') !== 'left-out') return dates.length;
  return dates.filter((date) => !isLeave(context, date)).length;
}

const summed = foldWindows({
  windows: referencePeriods,
  weighDay: (values, context, date, shifts) =>
    textOf(values, 'leaveDays') === 'left-out' && isLeave(context, date)
      ? 0
      : shifts.reduce((sum, shift) => sum + workSeconds(shift), 0),
  maximum: (values, context, window) => {
    const days = countedDays(values, context, window);
    return days === 0 ? undefined : mostSeconds(values, days);
  },
  // Two shifts that begin on one date may last until the end of the next.
  mostPerDay: 2 * SECONDS_PER_DAY,
  unit: 'seconds',
});

const refilled = foldRefilled((values, _, { from, end }) => mostSeconds(values, daysBetween(from, end)));

function foldOf(values: Values): WindowFold {
  return textOf(values, 'leaveDays') === 'refilled' ? refilled : summed;
}

/**
 * At most so many working hours a week on average over a reference period: a calendar month, quarter or year, or any so many calendar weeks in a row. Told are
 * the hours of the period and the most that it may have. Day basis: the local date on which a shift starts, with all its hours. Days of leave are
 * `left-out` of the hours and of the length of the period, `counted` like others, or `refilled`: the average is (A + B) / C of the UK's regulation 4,
 * where A is the work of the period, B that of the first days worked behind it, as many as it has days of leave, and C its weeks. These days are looked for
 * no further than another period's length. With `strict` the average must stay below the limit.
 */
export const maximumAverageHours: LineRule<ShiftsState> = {
  id: 'maximum-average-hours',
  title: 'Maximum average hours a week',
  parameters: [
    { name: 'maximumHours', title: 'Most hours of a week on average', unit: 'hours', least: 0, most: 168 },
    ...REFERENCE_PARAMETERS,
    { name: 'strict', title: 'The average must stay below the limit', unit: 'boolean', default: false },
  ],
  defaultSeverity: 'block',
  ...summed,
  finish: (values, context, state) => foldOf(values).finish(values, context, state),
  meters: (values, context, line) =>
    (foldOf(values).meters?.(values, context, line) ?? []).map((meter) => ({
      ...meter,
      averageDays: countedDays(values, context, meter),
    })),
  reach: (values, context) => foldOf(values).reach(values, context),
  dependsOnMissing: (values, context, line, missing) => foldOf(values).dependsOnMissing(values, context, line, missing),
  compile: (values, context, past, future) => foldOf(values).compile(values, context, past, future),
  compilePriced: (values, context, past, future) => foldOf(values).compilePriced?.(values, context, past, future),
};
