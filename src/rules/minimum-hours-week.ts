import { creditSeconds } from './leave-credit.ts';
import {
  byDate,
  daysMissing,
  daysOutside,
  holdsDate,
  horizonDays,
  inPeriod,
  isInHorizon,
  type Period,
  periodsOfHorizon,
  spanOfPeriod,
} from './period.ts';
import {
  exactly,
  type Finding,
  type LineRule,
  type Primitive,
  type RuleContext,
  type Values,
  weighExcess,
} from './rule.ts';
import { hoursValueSeconds } from './values.ts';
import { datesFrom } from '../domain/calendar.ts';
import { type Line, type Shift, shiftDate, workSeconds } from '../domain/shift.ts';
import { type LocalDate, SECONDS_PER_HOUR, type Seconds } from '../domain/units.ts';

/** The weeks that the horizon touches, and all shifts so far that start in them. */
type WeeksState = Period & { readonly shifts: readonly Shift[] };

/** The week that an average day is a share of: the contract's own hours, or the rule's where the contract has none. */
function creditOn(values: Values, context: RuleContext, date: LocalDate): Seconds {
  const { minHoursPerWeek } = context.contract;
  const weekly =
    minHoursPerWeek === undefined
      ? hoursValueSeconds(values, 'minimumHours')
      : Math.round(minHoursPerWeek * SECONDS_PER_HOUR);
  return creditSeconds(context, date, weekly);
}

function work(shifts: Line): Seconds {
  return shifts.reduce((sum, shift) => sum + workSeconds(shift), 0);
}

/** Work and credit of a week: each date gives the larger of the two, so a worked holiday is not counted twice. */
function weekSeconds(values: Values, context: RuleContext, period: Period, shifts: Line): Seconds {
  const worked = byDate(context, shifts);
  let seconds = 0;
  for (const date of datesFrom(period.from, 7)) {
    seconds += Math.max(work(worked.get(date) ?? []), creditOn(values, context, date));
  }
  return seconds;
}

/**
 * At least so many hours a calendar week. Counted are working hours (elapsed time less unpaid breaks) and the credit of leave and
 * holidays by the contract's mode, on each date the larger of the two. Day basis: the local date on which a shift starts.
 * Judged is every week with a day in the horizon whose other days are known too; of another week nothing is said, because work
 * nobody has seen may fill it.
 */
export const minimumHoursWeek: LineRule<WeeksState> = {
  id: 'minimum-hours-week',
  title: 'Minimum hours a week',
  parameters: [{ name: 'minimumHours', title: 'Fewest hours of one week', unit: 'hours', least: 0, most: 168 }],
  defaultSeverity: 'block',
  judges: 'days',
  start: (_, context) => {
    const weeks = periodsOfHorizon('week', context);
    return { from: weeks[0]?.from ?? context.from, end: weeks.at(-1)?.end ?? context.from, shifts: [] };
  },
  extend: (_, context, state, next) => ({
    state: holdsDate(state, shiftDate(context.zone, next)) ? { ...state, shifts: [...state.shifts, next] } : state,
    findings: [],
  }),
  finish: (values, context, state) => {
    const limit = hoursValueSeconds(values, 'minimumHours');
    const findings: Finding[] = [];
    for (const period of periodsOfHorizon('week', context)) {
      if (daysMissing(context, period) > 0) continue;
      const shifts = inPeriod(context, state.shifts, period);
      const measured = weekSeconds(values, context, period, shifts);
      if (measured >= limit) continue;
      findings.push({
        shiftIds: shifts.map(({ id }) => id),
        span: spanOfPeriod(context, period),
        unit: 'seconds',
        measured,
        limit,
        excess: limit - measured,
        facts: { from: period.from, end: period.end, creditSeconds: measured - work(shifts) },
      });
    }
    return findings;
  },
  reach: (_, context) => {
    const outside = periodsOfHorizon('week', context).map((period) => daysOutside(context, period));
    return {
      daysBefore: Math.max(0, ...outside.map(({ before }) => before)),
      daysAfter: Math.max(0, ...outside.map(({ after }) => after)),
    };
  },
  dependsOnMissing: (values, context, line, missing) =>
    periodsOfHorizon('week', context).some((period) => {
      const outside = daysOutside(context, period);
      if ((missing === 'past' ? outside.before : outside.after) === 0) return false;
      const known = weekSeconds(values, context, period, inPeriod(context, line, period));
      return known < hoursValueSeconds(values, 'minimumHours');
    }),
  compile: (values, context, past, future) =>
    exactly(
      openWeeks(values, context, past, future).map(
        ({ left, ...week }): Primitive => ({ kind: 'sum', ...week, used: 0, minimum: left }),
      ),
    ),
  compilePriced: (values, context, past, future) =>
    openWeeks(values, context, past, future).map(({ left, ...week }) => ({
      kind: 'sum-price',
      ...week,
      price: (sum) => weighExcess({ unit: 'seconds', excess: Math.max(0, left - sum) }),
      linearFrom: left,
    })),
};

type OpenWeek = {
  readonly firstDay: number;
  readonly endDay: number;
  readonly weigh: (day: number, shift: Shift) => number;
  readonly left: Seconds;
};

/** The weeks known as a whole that published work and credit do not fill, with what is left and what a shift adds to it. */
function openWeeks(values: Values, context: RuleContext, past: Line, future: Line): readonly OpenWeek[] {
  const outside = [...past, ...future].filter((shift) => !isInHorizon(context, shiftDate(context.zone, shift)));
  const credits = datesFrom(context.from, context.days).map((date) => creditOn(values, context, date));
  // The day's credit is counted already: a shift adds what it has more.
  const weigh = (day: number, shift: Shift): number => Math.max(0, workSeconds(shift) - (credits[day] ?? 0));
  return periodsOfHorizon('week', context).flatMap((period) => {
    if (daysMissing(context, period) > 0) return [];
    const used = weekSeconds(values, context, period, inPeriod(context, outside, period));
    const left = hoursValueSeconds(values, 'minimumHours') - used;
    return left <= 0 ? [] : [{ ...horizonDays(context, period), weigh, left }];
  });
}
