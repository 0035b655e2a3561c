import {
  attendanceOf,
  breakDemandOf,
  isInPlace,
  isOfDemand,
  neededBreaks,
  type Attendance,
  type BreakDemand,
} from './break-demand.ts';
import { exactly, type Finding, type LineRule, type RuleContext, type Values } from './rule.ts';
import { numberOf } from './values.ts';
import { foldWhole, type SeenShifts } from './whole-line.ts';
import { type Line, shiftDate } from '../domain/shift.ts';
import { SECONDS_PER_MINUTE, type Seconds } from '../domain/units.ts';

/** Longest attendance between breaks that count, its own start and its end. */
function longestStretch(demand: BreakDemand, { span, pauses }: Attendance): Seconds {
  let longest = 0;
  let last = 0;
  for (const pause of pauses) {
    if (!isOfDemand(demand, pause)) continue;
    longest = Math.max(longest, pause.start - last);
    last = Math.max(last, pause.end);
  }
  return Math.max(longest, span - last);
}

type Fault = Pick<Finding, 'unit' | 'measured' | 'limit' | 'excess' | 'facts'>;

function minutesOf(seconds: Seconds): number {
  return Math.round(seconds / SECONDS_PER_MINUTE);
}

/** What is missing of a day's breaks: their number, else their length; and, apart from that, a break in a long stretch. */
function faultsOf(demand: BreakDemand, attendance: Attendance): readonly Fault[] {
  const { span, work, pauses } = attendance;
  const needed = neededBreaks(demand, work, span);
  if (needed === undefined) return [];
  const counted = pauses.filter((one) => isOfDemand(demand, one) && isInPlace(demand, one.start, one.end, span));
  const seconds = counted.reduce((sum, { lengthSeconds }) => sum + lengthSeconds, 0);
  const faults: Fault[] = [];
  if (counted.length < needed.count) {
    const excess = needed.count - counted.length;
    const facts = { number: needed.count, minutes: minutesOf(demand.eachSeconds) };
    faults.push({ unit: 'none', measured: counted.length, limit: needed.count, excess, facts });
  } else if (seconds < needed.seconds) {
    const excess = needed.seconds - seconds;
    const facts = { found: minutesOf(seconds), due: minutesOf(needed.seconds) };
    faults.push({ unit: 'seconds', measured: seconds, limit: needed.seconds, excess, facts });
  }
  const longest = longestStretch(demand, attendance);
  const limit = demand.longestStretchSeconds;
  if (longest > limit) faults.push({ unit: 'seconds', measured: longest, limit, excess: longest - limit });
  return faults;
}

function judge(values: Values, { zone }: Pick<RuleContext, 'zone'>, line: Line): readonly Finding[] {
  const demand = breakDemandOf(values);
  const premium = numberOf(values, 'premiumHours');
  return [...Map.groupBy(line, (shift) => shiftDate(zone, shift))].flatMap(([date, shifts]) =>
    faultsOf(demand, attendanceOf(shifts)).map(({ facts, ...fault }) => ({
      shiftIds: shifts.map(({ id }) => id),
      span: { start: Math.min(...shifts.map(({ start }) => start)), end: Math.max(...shifts.map(({ end }) => end)) },
      ...fault,
      facts: { date, ...facts, ...(premium === 0 ? {} : { premium }) },
    })),
  );
}

/**
 * A day of more than so many hours has breaks: so many of at least a length, so long together, in their places, and no long stretch of attendance without
 * one. Day basis: the local date on which a shift starts; all shifts of that date are one attendance, from which the gaps between them are left
 * out, since the gap of a split day is no break. Places count from the beginning of that attendance, in elapsed time. Each break counts by itself: two
 * that touch are not one.
 */
export const breaks: LineRule<SeenShifts> = {
  id: 'breaks',
  title: 'Breaks',
  parameters: [
    { name: 'overHours', title: 'Days of more hours need the breaks', unit: 'hours', least: 0, most: 24 },
    { name: 'inclusive', title: 'Whether days of just these hours do too', unit: 'boolean', default: false },
    { name: 'upToHours', title: 'Days of more hours do not; 0: no end', unit: 'hours', least: 0, most: 24, default: 0 },
    {
      name: 'measure',
      title: 'Whether hours are working time (unpaid breaks left out) or attendance',
      unit: 'choice',
      choices: ['work', 'span'],
      default: 'work',
    },
    { name: 'count', title: 'Least number of breaks', unit: 'breaks', least: 0, most: 20, default: 1 },
    {
      name: 'perHours',
      title: 'In place of count: one for each so many hours; 0: as counted',
      unit: 'hours',
      least: 0,
      most: 24,
      default: 0,
    },
    { name: 'majorFraction', title: 'With perHours: more than half counts as whole', unit: 'boolean', default: false },
    { name: 'eachMinutes', title: 'Shorter breaks do not count', unit: 'minutes', least: 1, most: 480 },
    {
      name: 'totalMinutes',
      title: 'Least minutes of all breaks that count',
      unit: 'minutes',
      least: 0,
      most: 720,
      default: 0,
    },
    {
      name: 'counts',
      title: 'Kind of break that counts',
      unit: 'choice',
      choices: ['any', 'meal', 'rest'],
      default: 'any',
    },
    {
      name: 'pay',
      title: 'Whether paid or unpaid breaks count',
      unit: 'choice',
      choices: ['any', 'paid', 'unpaid'],
      default: 'any',
    },
    {
      name: 'notBeforeMinutes',
      title: 'Breaks that start sooner do not count',
      unit: 'minutes',
      least: 0,
      most: 1440,
      default: 0,
    },
    {
      name: 'notInLastMinutes',
      title: 'Nor breaks that end less than this before the end',
      unit: 'minutes',
      least: 0,
      most: 1440,
      default: 0,
    },
    {
      name: 'latestStartHours',
      title: 'Nor breaks that start later than after so many hours; 0: no limit',
      unit: 'hours',
      least: 0,
      most: 24,
      default: 0,
    },
    {
      name: 'longestStretchHours',
      title: 'Longest attendance without a break of this length and kind; 0: no limit',
      unit: 'hours',
      least: 0,
      most: 24,
      default: 0,
    },
    {
      name: 'premiumHours',
      title: 'Hours of pay that a day without them costs, as breaches tell',
      unit: 'hours',
      least: 0,
      most: 24,
      default: 0,
    },
  ],
  defaultSeverity: 'block',
  judges: 'shifts',
  ...foldWhole(judge),
  reach: () => ({ daysBefore: 0, daysAfter: 0 }),
  dependsOnMissing: () => false,
  // The places of a shape's breaks are all legal or none is: `placementLimits` sees to that, so one placement speaks for all.
  compile: (values, context) =>
    exactly([{ kind: 'allow', allows: (_, shift) => judge(values, context, [shift]).length === 0 }]),
};
