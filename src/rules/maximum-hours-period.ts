import { spreadSeconds } from './maximum-hours-day.ts';
import { foldOvertime, NORMAL_HOURS } from './maximum-overtime-month.ts';
import { type PeriodKind, periodsOfHorizon } from './period.ts';
import type { LineRule, Values } from './rule.ts';
import { hoursValueSeconds, textOf } from './values.ts';
import { foldWindows, type ShiftsState, type WindowFold } from './windows.ts';
import { workSeconds } from '../domain/shift.ts';
import { SECONDS_PER_DAY } from '../domain/units.ts';

function kindOf(values: Values): PeriodKind {
  const kind = textOf(values, 'period');
  if (kind === 'week' || kind === 'month' || kind === 'quarter' || kind === 'year' || kind === 'horizon') return kind;
  throw new Error(`maximum-hours-period knows no period ${kind}`);
}

const hours = foldWindows({
  windows: (values, context) => periodsOfHorizon(kindOf(values), context),
  weighDay: (values, _context, _date, shifts) =>
    textOf(values, 'measure') === 'span'
      ? spreadSeconds(shifts)
      : shifts.reduce((sum, shift) => sum + workSeconds(shift), 0),
  maximum: (values) => hoursValueSeconds(values, 'maximumHours'),
  // Two shifts that begin on one date may last until the end of the next.
  mostPerDay: 2 * SECONDS_PER_DAY,
  unit: 'seconds',
});

const overtime = foldOvertime(kindOf);

function foldOf(values: Values): WindowFold {
  return textOf(values, 'measure') === 'overtime' ? overtime : hours;
}

/**
 * At most so many hours in a calendar week, month, quarter or year, or in the horizon. `work` is elapsed time less unpaid breaks, `span` elapsed time from each day's first
 * start to its last end, `overtime` what `maximum-overtime-month` counts: the work of a day beyond `normalHoursDay` and the ordinary work of a
 * calendar week beyond `normalHoursWeek`. Day basis: the local date on which a shift starts, so a night from the last day of a year belongs to the
 * old one.
 */
export const maximumHoursPeriod: LineRule<ShiftsState> = {
  id: 'maximum-hours-period',
  title: 'Maximum hours of a week, month, quarter, year or the horizon',
  parameters: [
    { name: 'maximumHours', title: 'Most hours of one period', unit: 'hours', least: 0, most: 8784 },
    {
      name: 'period',
      title: 'Period in which hours are counted',
      unit: 'choice',
      choices: ['week', 'month', 'quarter', 'year', 'horizon'],
    },
    {
      name: 'measure',
      title: 'Working time, time from first start to last end of each day, or overtime',
      unit: 'choice',
      choices: ['work', 'span', 'overtime'],
      default: 'work',
    },
    ...NORMAL_HOURS,
  ],
  defaultSeverity: 'block',
  ...hours,
  finish: (values, context, state) => foldOf(values).finish(values, context, state),
  meters: (values, context, line) => foldOf(values).meters?.(values, context, line) ?? [],
  reach: (values, context) => foldOf(values).reach(values, context),
  dependsOnMissing: (values, context, line, missing) => foldOf(values).dependsOnMissing(values, context, line, missing),
  compile: (values, context, past, future) => foldOf(values).compile(values, context, past, future),
  compilePriced: (values, context, past, future) => foldOf(values).compilePriced?.(values, context, past, future),
};
