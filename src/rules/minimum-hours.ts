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
  type PeriodKind,
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
import { datesFrom, daysBetween } from '../domain/calendar.ts';
import { type Line, type Shift, shiftDate, workSeconds } from '../domain/shift.ts';
import { type LocalDate, SECONDS_PER_HOUR, type Seconds } from '../domain/units.ts';

const DAYS_PER_WEEK = 7;

/** The periods that the horizon touches, and all shifts so far that start in them. */
export type PeriodsState = Period & { readonly shifts: readonly Shift[] };

type MinimumHoursFold = Pick<
  LineRule<PeriodsState>,
  'judges' | 'start' | 'extend' | 'finish' | 'meters' | 'reach' | 'dependsOnMissing' | 'compile' | 'compilePriced'
>;

/** The week that an average day is a share of: the contract's own hours, or a week's part of the rule's where the contract has none. */
function creditOn(values: Values, context: RuleContext, period: Period, date: LocalDate): Seconds {
  const { minHoursPerWeek } = context.contract;
  const weekly =
    minHoursPerWeek === undefined
      ? (hoursValueSeconds(values, 'minimumHours') * DAYS_PER_WEEK) / daysBetween(period.from, period.end)
      : Math.round(minHoursPerWeek * SECONDS_PER_HOUR);
  return creditSeconds(context, date, weekly);
}

function work(shifts: Line): Seconds {
  return shifts.reduce((sum, shift) => sum + workSeconds(shift), 0);
}

/** Work and credit of a period: each date gives the larger of the two, so a worked holiday is not counted twice. */
function periodSeconds(values: Values, context: RuleContext, period: Period, shifts: Line): Seconds {
  const worked = byDate(context, shifts);
  let seconds = 0;
  for (const date of datesFrom(period.from, daysBetween(period.from, period.end))) {
    seconds += Math.max(work(worked.get(date) ?? []), creditOn(values, context, period, date));
  }
  return seconds;
}

/**
 * Fold, reach, exact compiled and priced forms of at least `minimumHours` in each period of a kind. Counted are working hours (elapsed time less unpaid breaks)
 * and the credit of leave and holidays by the contract's mode, on each date the larger of the two. Judged is every period with a day in the horizon
 * whose other days are known too.
 */
export function foldMinimumHours(kindOf: (values: Values) => PeriodKind): MinimumHoursFold {
  return {
    judges: 'days',
    start: (values, context) => {
      const periods = periodsOfHorizon(kindOf(values), context);
      return { from: periods[0]?.from ?? context.from, end: periods.at(-1)?.end ?? context.from, shifts: [] };
    },
    extend: (_, context, state, next) => ({
      state: holdsDate(state, shiftDate(context.zone, next)) ? { ...state, shifts: [...state.shifts, next] } : state,
      findings: [],
    }),
    finish: (values, context, state) => {
      const limit = hoursValueSeconds(values, 'minimumHours');
      const findings: Finding[] = [];
      for (const period of periodsOfHorizon(kindOf(values), context)) {
        if (daysMissing(context, period) > 0) continue;
        const shifts = inPeriod(context, state.shifts, period);
        const measured = periodSeconds(values, context, period, shifts);
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
    meters: (values, context, line) =>
      periodsOfHorizon(kindOf(values), context).map((period) => ({
        ...period,
        kind: 'least',
        unit: 'seconds',
        measured: periodSeconds(values, context, period, inPeriod(context, line, period)),
        limit: hoursValueSeconds(values, 'minimumHours'),
      })),
    reach: (values, context) => {
      const outside = periodsOfHorizon(kindOf(values), context).map((period) => daysOutside(context, period));
      return {
        daysBefore: Math.max(0, ...outside.map(({ before }) => before)),
        daysAfter: Math.max(0, ...outside.map(({ after }) => after)),
      };
    },
    dependsOnMissing: (values, context, line, missing) =>
      periodsOfHorizon(kindOf(values), context).some((period) => {
        const outside = daysOutside(context, period);
        if ((missing === 'past' ? outside.before : outside.after) === 0) return false;
        const known = periodSeconds(values, context, period, inPeriod(context, line, period));
        return known < hoursValueSeconds(values, 'minimumHours');
      }),
    compile: (values, context, past, future) =>
      exactly(
        openPeriods(kindOf(values), values, context, past, future).map(
          ({ left, ...days }): Primitive => ({ kind: 'sum', ...days, used: 0, minimum: left }),
        ),
      ),
    compilePriced: (values, context, past, future) =>
      openPeriods(kindOf(values), values, context, past, future).map(({ left, ...days }) => ({
        kind: 'sum-price',
        ...days,
        price: (sum) => weighExcess({ unit: 'seconds', excess: Math.max(0, left - sum) }),
        linearFrom: left,
      })),
  };
}

type OpenPeriod = {
  readonly firstDay: number;
  readonly endDay: number;
  readonly weigh: (day: number, shift: Shift) => number;
  readonly left: Seconds;
};

/** The periods known as a whole that published work and credit do not fill, with what is left and what a shift adds to it. */
function openPeriods(
  kind: PeriodKind,
  values: Values,
  context: RuleContext,
  past: Line,
  future: Line,
): readonly OpenPeriod[] {
  const outside = [...past, ...future].filter((shift) => !isInHorizon(context, shiftDate(context.zone, shift)));
  return periodsOfHorizon(kind, context).flatMap((period) => {
    if (daysMissing(context, period) > 0) return [];
    const days = horizonDays(context, period);
    const credits = datesFrom(context.from, context.days).map((date, day) =>
      day < days.firstDay || day >= days.endDay ? 0 : creditOn(values, context, period, date),
    );
    // The day's credit is counted already: a shift adds what it has more.
    const weigh = (day: number, shift: Shift): number => Math.max(0, workSeconds(shift) - (credits[day] ?? 0));
    const used = periodSeconds(values, context, period, inPeriod(context, outside, period));
    const left = hoursValueSeconds(values, 'minimumHours') - used;
    return left <= 0 ? [] : [{ ...days, weigh, left }];
  });
}
