import { rollingHours } from './rolling-hours.ts';
import type { LineRule, Values } from './rule.ts';
import { hoursValueSeconds, numberOf } from './values.ts';
import { foldWindows, rollingWindows, type ShiftsState, type WindowFold } from './windows.ts';
import { workSeconds } from '../domain/shift.ts';
import { SECONDS_PER_DAY } from '../domain/units.ts';

const days = foldWindows({
  windows: (values, context) => rollingWindows(context, numberOf(values, 'windowDays')),
  weighDay: (_values, _context, _date, shifts) => shifts.reduce((sum, shift) => sum + workSeconds(shift), 0),
  maximum: (values) => hoursValueSeconds(values, 'maximumHours'),
  // Two shifts that begin on one date may last until the end of the next.
  mostPerDay: 2 * SECONDS_PER_DAY,
  unit: 'seconds',
});

function foldOf(values: Values): WindowFold {
  return numberOf(values, 'windowHours') > 0 ? rollingHours : days;
}

/**
 * At most so many working hours (elapsed time less unpaid breaks) in any row of so many days or, where `windowHours` is given, in any so many elapsed hours.
 * Day basis of a row of days: the local date on which a shift starts, with all its hours. A window of hours has none: it begins at any moment, and
 * of a shift that it cuts counts what is worked within it.
 */
export const maximumHoursRolling: LineRule<ShiftsState> = {
  id: 'maximum-hours-rolling',
  title: 'Maximum hours of any days or hours in a row',
  parameters: [
    { name: 'maximumHours', title: 'Most hours of one window', unit: 'hours', least: 0, most: 8784 },
    { name: 'windowDays', title: 'Days in a row', unit: 'days', least: 1, most: 366, default: 7 },
    {
      name: 'windowHours',
      title: 'Elapsed hours in a row, in place of days; 0 for days',
      unit: 'hours',
      least: 0,
      most: 336,
      default: 0,
    },
  ],
  defaultSeverity: 'block',
  ...days,
  finish: (values, context, state) => foldOf(values).finish(values, context, state),
  meters: (values, context, line) => foldOf(values).meters?.(values, context, line) ?? [],
  reach: (values, context) => foldOf(values).reach(values, context),
  dependsOnMissing: (values, context, line, missing) => foldOf(values).dependsOnMissing(values, context, line, missing),
  compile: (values, context, past, future) => foldOf(values).compile(values, context, past, future),
  compilePriced: (values, context, past, future) => foldOf(values).compilePriced?.(values, context, past, future),
};
