import { foldWhole, type SeenShifts } from './whole-line.ts';
import { daysOutside, holdsDate, horizonShifts, inPeriod, periodsOfHorizon, spanOfPeriod } from './period.ts';
import { exactly, type Finding, type LineRule, type RuleContext, type Values } from './rule.ts';
import { numberOf } from './values.ts';
import { addDays, localOf } from '../domain/calendar.ts';
import { type Line, type Shift } from '../domain/shift.ts';
import { SECONDS_PER_DAY, SECONDS_PER_MINUTE } from '../domain/units.ts';

const MINUTES_PER_DAY = 1440;

/** A stretch on the face of a 24-hour clock, from `from` (minutes from midnight) on, past midnight where it must. */
type Arc = { readonly from: number; readonly minutes: number };

function startMinutes(context: RuleContext, shift: Shift): number {
  return localOf(context.zone, shift.start).minutes;
}

/** The shortest stretch of the clock that holds all of the times: the day without the longest gap between two of them. */
function arcOf(times: readonly number[]): Arc | undefined {
  const sorted = [...new Set(times)].sort((a, b) => a - b);
  let shortest: Arc | undefined;
  for (const [index, from] of sorted.entries()) {
    const before = sorted[index - 1] ?? (sorted.at(-1) ?? from) - MINUTES_PER_DAY;
    const minutes = MINUTES_PER_DAY - (from - before);
    if (shortest === undefined || minutes < shortest.minutes) shortest = { from, minutes };
  }
  return shortest;
}

/** The stretch with one time more. */
function widened({ from, minutes }: Arc, time: number): Arc {
  const ahead = (time - from + MINUTES_PER_DAY) % MINUTES_PER_DAY;
  if (ahead <= minutes) return { from, minutes };
  const behind = MINUTES_PER_DAY - ahead;
  return ahead <= minutes + behind ? { from, minutes: ahead } : { from: time, minutes: minutes + behind };
}

function judge(values: Values, context: RuleContext, line: Line): readonly Finding[] {
  const limit = numberOf(values, 'maximumMinutes');
  return periodsOfHorizon('week', context).flatMap((week) => {
    const shifts = inPeriod(context, line, week);
    const arc = arcOf(shifts.map((shift) => startMinutes(context, shift)));
    if (arc === undefined || arc.minutes <= limit) return [];
    return [
      {
        shiftIds: shifts.map(({ id }) => id),
        span: spanOfPeriod(context, week),
        unit: 'seconds' as const,
        measured: arc.minutes * SECONDS_PER_MINUTE,
        limit: limit * SECONDS_PER_MINUTE,
        excess: (arc.minutes - limit) * SECONDS_PER_MINUTE,
        facts: { from: week.from, end: week.end },
      },
    ];
  });
}

/**
 * All shifts of a calendar week start within so many minutes of each other. Starts are times on the wall clock, also in the week in which the
 * clocks change, and the clock is round: 23:30 and 00:30 are an hour apart. Day basis: a shift belongs to the week of the local date on which it
 * starts. Published shifts of the week count, before the horizon and behind it.
 */
export const sameStartWeek: LineRule<SeenShifts> = {
  id: 'same-start-week',
  title: 'Same start within a week',
  parameters: [
    // Below half a day there is one shortest stretch of the clock, whatever the order in which the starts come.
    {
      name: 'maximumMinutes',
      title: 'Most minutes between the starts of one week',
      unit: 'minutes',
      least: 0,
      most: 660,
    },
  ],
  defaultSeverity: 'block',
  judges: 'shifts',
  ...foldWhole(judge),
  reach: (_, context) => {
    const outside = periodsOfHorizon('week', context).map((week) => daysOutside(context, week));
    return {
      daysBefore: Math.max(0, ...outside.map(({ before }) => before)),
      daysAfter: Math.max(0, ...outside.map(({ after }) => after)),
    };
  },
  dependsOnMissing: (values, context, line, missing) => {
    const planned = horizonShifts(context, line);
    return periodsOfHorizon('week', context).some((week) => {
      const outside = daysOutside(context, week);
      if ((missing === 'past' ? outside.before : outside.after) === 0) return false;
      if (inPeriod(context, planned, week).length === 0) return false;
      const arc = arcOf(inPeriod(context, line, week).map((shift) => startMinutes(context, shift)));
      // An unseen shift may start half a day away from any other.
      return arc !== undefined && arc.minutes <= numberOf(values, 'maximumMinutes');
    });
  },
  compile: (values, context, past, future) => {
    const limit = numberOf(values, 'maximumMinutes');
    const weeks = periodsOfHorizon('week', context);
    // Order does not matter to a stretch of the clock, so a week begins with all that is published of it.
    const published = weeks.map((week) =>
      arcOf(inPeriod(context, [...past, ...future], week).map((shift) => startMinutes(context, shift))),
    );
    const weekOfDay = Array.from({ length: context.days }, (_, day) =>
      weeks.findIndex((week) => holdsDate(week, addDays(context.from, day))),
    );
    // State 0 is a week without a start so far; the others are stretches, numbered as they are met.
    const arcs: Arc[] = [];
    const numbers = new Map<number, number>();
    const stateOf = (arc: Arc | undefined): number => {
      if (arc === undefined) return 0;
      const key = (arc.from * SECONDS_PER_DAY + arc.minutes) * SECONDS_PER_MINUTE;
      const known = numbers.get(key);
      if (known !== undefined) return known;
      arcs.push(arc);
      numbers.set(key, arcs.length);
      return arcs.length;
    };
    const beginning = published.map(stateOf);
    // Each shift is asked for from each of hundreds of states.
    const times = new Map<Shift, number>();
    const timeOf = (shift: Shift): number => {
      const known = times.get(shift) ?? startMinutes(context, shift);
      times.set(shift, known);
      return known;
    };
    return exactly([
      {
        kind: 'automaton',
        start: beginning[weekOfDay[0] ?? 0] ?? 0,
        next: (state, day, shift) => {
          let after = state;
          if (shift !== undefined) {
            const time = timeOf(shift);
            const arc = arcs[state - 1];
            const wider = arc === undefined ? { from: time, minutes: 0 } : widened(arc, time);
            if (wider.minutes > limit) return undefined;
            after = stateOf(wider);
          }
          const week = weekOfDay[day + 1];
          return week === undefined || week === weekOfDay[day] ? after : beginning[week];
        },
        accepts: () => true,
      },
    ]);
  },
};
