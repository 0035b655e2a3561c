import { nightSeconds } from './night.ts';
import { byDate, horizonEnd, type Period } from './period.ts';
import { isLeave, REFERENCE_PARAMETERS, referencePeriods } from './reference-period.ts';
import { foldRefilled } from './refilled-average.ts';
import type { LineRule, RuleContext, Values } from './rule.ts';
import { hoursValueSeconds, minutesValueSeconds, numberOf, textOf } from './values.ts';
import { collectShifts, foldWindows, type ShiftsState, type WindowFold } from './windows.ts';
import { addDays, datesFrom, daysBetween, weekdayOf } from '../domain/calendar.ts';
import { type Line, workSeconds } from '../domain/shift.ts';
import { type LocalDate, SECONDS_PER_DAY, type Seconds } from '../domain/units.ts';

/** Calendar years, by their first four digits, in which somebody is a night worker. */
type NightYears = (year: string) => boolean;

function yearOf(date: LocalDate): string {
  return date.slice(0, 4);
}

/** Days of a period that the average is over: 24-hour days less a weekly rest of one in seven, or working days. */
function countedDays(values: Values, context: RuleContext, { from, end }: Period): number {
  const dates = datesFrom(from, daysBetween(from, end)).filter(
    (date) => textOf(values, 'leaveDays') !== 'left-out' || !isLeave(context, date),
  );
  if (textOf(values, 'averageOver') === 'days') return (dates.length * 6) / 7;
  const isHoliday = (date: LocalDate): boolean => context.holidays.some((holiday) => holiday.date === date);
  return dates.filter((date) => weekdayOf(date) !== 'sun' && !isHoliday(date)).length;
}

function mostSeconds(values: Values, days: number): Seconds {
  // Six sevenths of a number of days are no exact number: a whole second must come out as one.
  const most = Math.round(hoursValueSeconds(values, 'maximumHours') * days * 1e6) / 1e6;
  return Math.max(0, values['strict'] === true ? Math.ceil(most) - 1 : Math.floor(most));
}

function maximumIn(years: NightYears) {
  return (values: Values, context: RuleContext, window: Period): Seconds | undefined => {
    if (!years(yearOf(window.from))) return undefined;
    const days = countedDays(values, context, window);
    return days === 0 && textOf(values, 'leaveDays') === 'left-out' ? undefined : mostSeconds(values, days);
  };
}

/** The average of the reference periods that begin in certain years. */
function foldOf(values: Values, years: NightYears): WindowFold {
  const maximum = maximumIn(years);
  if (textOf(values, 'leaveDays') === 'refilled') return foldRefilled(maximum);
  return foldWindows({
    windows: referencePeriods,
    weighDay: (_, context, date, shifts) =>
      textOf(values, 'leaveDays') === 'left-out' && isLeave(context, date)
        ? 0
        : shifts.reduce((sum, shift) => sum + workSeconds(shift), 0),
    maximum,
    // Two shifts that begin on one date may last until the end of the next.
    mostPerDay: 2 * SECONDS_PER_DAY,
    unit: 'seconds',
  });
}

const always: NightYears = () => true;

/** Night shifts by calendar year, with those that unseen or planned days of it may add. */
function nightYears(
  values: Values,
  context: RuleContext,
  line: Line,
  mayAdd: (year: string) => number = () => 0,
): NightYears {
  const least = numberOf(values, 'nightsAYear');
  if (least === 0) return always;
  const night = { from: textOf(values, 'nightFrom'), to: textOf(values, 'nightTo') };
  const from = minutesValueSeconds(values, 'countsFromMinutes');
  const nights = new Map<string, number>();
  for (const [date, shifts] of byDate(context, line)) {
    const count = shifts.filter((shift) => nightSeconds(context.zone, night, shift) >= from).length;
    nights.set(yearOf(date), (nights.get(yearOf(date)) ?? 0) + count);
  }
  return (year) => (nights.get(year) ?? 0) + mayAdd(year) >= least;
}

/** Days of a calendar year before, within and behind the horizon. */
function daysOfYear(context: RuleContext, year: string): Readonly<Record<'past' | 'planned' | 'future', number>> {
  const [first, end] = [`${year}-01-01`, addDays(`${year}-12-31`, 1)];
  const horizon = horizonEnd(context);
  const between = (from: LocalDate, to: LocalDate): number => Math.max(0, daysBetween(from, to));
  return {
    past: between(first, context.from < end ? context.from : end),
    planned: between(first > context.from ? first : context.from, horizon < end ? horizon : end),
    future: between(first > horizon ? first : horizon, end),
  };
}

/** A date that nobody has seen may hold a night before dawn and one in the evening. */
const MOST_NIGHTS_A_DAY = 2;

function unseenNights(context: RuleContext): (year: string) => number {
  return (year) => {
    const { past, future } = daysOfYear(context, year);
    return ((context.pastKnown ? 0 : past) + (context.futureKnown ? 0 : future)) * MOST_NIGHTS_A_DAY;
  };
}

/**
 * The work of night workers, at most so many hours a day on average over a reference period. Somebody is a night worker in a calendar year with at least
 * `nightsAYear` night shifts (0: whoever the rule is set for, as where nights come by rotation); a period counts with the year of its first day. A shift is
 * a night when it lies in the night for at least `countsFromMinutes` of elapsed time. The average is over `days`, every 24 hours less the weekly rest of one in
 * seven (A / (B - C) of the UK's regulation 6), or over `workdays`, Monday to Saturday without public holidays (Germany). Day basis: the local date on which a
 * shift starts, with all its hours; reference and leave as in `maximum-average-hours`.
 */
export const nightWorkerAverage: LineRule<ShiftsState> = {
  id: 'night-worker-average',
  title: 'Maximum average hours of night workers',
  parameters: [
    { name: 'maximumHours', title: 'Most hours of a day on average', unit: 'hours', least: 0, most: 24 },
    {
      name: 'averageOver',
      title: 'All days less one in seven, or Monday to Saturday without holidays',
      unit: 'choice',
      choices: ['days', 'workdays'],
      default: 'days',
    },
    ...REFERENCE_PARAMETERS,
    { name: 'strict', title: 'The average must stay below the limit', unit: 'boolean', default: false },
    {
      name: 'nightsAYear',
      title: 'Night shifts of a calendar year from which somebody is a night worker',
      unit: 'shifts',
      least: 0,
      most: 366,
      default: 0,
    },
    { name: 'nightFrom', title: 'Start of the night', unit: 'time', default: '23:00' },
    { name: 'nightTo', title: 'End of the night', unit: 'time', default: '06:00' },
    {
      name: 'countsFromMinutes',
      title: 'Time within the night from which a shift is a night shift',
      unit: 'minutes',
      least: 1,
      most: 1440,
      default: 180,
    },
  ],
  defaultSeverity: 'block',
  judges: 'shifts',
  ...collectShifts,
  finish: (values, context, state) =>
    foldOf(values, nightYears(values, context, state.shifts)).finish(values, context, state),
  meters: (values, context, line) =>
    foldOf(values, nightYears(values, context, line)).meters?.(values, context, line) ?? [],
  reach: (values, context) => {
    const reach = foldOf(values, always).reach(values, context);
    if (numberOf(values, 'nightsAYear') === 0) return reach;
    const firstYear = yearOf(addDays(context.from, -reach.daysBefore));
    const lastYear = yearOf(addDays(horizonEnd(context), -1));
    return {
      daysBefore: daysBetween(`${firstYear}-01-01`, context.from),
      daysAfter: Math.max(reach.daysAfter, daysBetween(horizonEnd(context), addDays(`${lastYear}-12-31`, 1))),
    };
  },
  dependsOnMissing: (values, context, line, missing) => {
    const known = nightYears(values, context, line);
    const possible = nightYears(values, context, line, unseenNights(context));
    if (foldOf(values, possible).dependsOnMissing(values, context, line, missing)) return true;
    // Too many hours already of somebody who may yet turn out to be a night worker.
    const open: NightYears = (year) => possible(year) && !known(year) && daysOfYear(context, year)[missing] > 0;
    return foldOf(values, open).finish(values, context, { shifts: line }).length > 0;
  },
  compile: (values, context, past, future) => {
    const published = [...past, ...future];
    const sure = nightYears(values, context, published);
    const possible = nightYears(values, context, published, (year) => daysOfYear(context, year).planned);
    return {
      necessary: foldOf(values, sure).compile(values, context, past, future).necessary,
      sufficient: foldOf(values, possible).compile(values, context, past, future).sufficient,
    };
  },
};
