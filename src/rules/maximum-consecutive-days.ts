import { horizonShifts, isInHorizon, periodOf, spanOfPeriod } from './period.ts';
import { exactly, type Finding, type LineRule, type RuleContext, type Values } from './rule.ts';
import { numberOf } from './values.ts';
import { addDays } from '../domain/calendar.ts';
import { type Line, type Shift, shiftDate } from '../domain/shift.ts';
import type { LocalDate } from '../domain/units.ts';

/** The run of worked dates that the last shift belongs to. */
type RunState = {
  readonly first: LocalDate;
  readonly last: LocalDate;
  readonly days: number;
  readonly shifts: readonly Shift[];
};

function judgeRun(values: Values, context: RuleContext, run: RunState | undefined): readonly Finding[] {
  const limit = numberOf(values, 'maximumDays');
  if (run === undefined || run.days <= limit) return [];
  return [
    {
      shiftIds: run.shifts.map(({ id }) => id),
      span: spanOfPeriod(context, { from: run.first, end: addDays(run.last, 1) }),
      unit: 'days',
      measured: run.days,
      limit,
      excess: run.days - limit,
      facts: { from: run.first, to: run.last },
    },
  ];
}

/** Worked dates without a gap from `date` on, in steps of one day forwards or backwards. */
function runLength(worked: ReadonlySet<LocalDate>, date: LocalDate, step: 1 | -1): number {
  let days = 0;
  for (let at = date; worked.has(at); at = addDays(at, step)) days++;
  return days;
}

function workedDates(context: RuleContext, shifts: Line): ReadonlySet<LocalDate> {
  return new Set(shifts.map((shift) => shiftDate(context.zone, shift)));
}

/**
 * At most so many working days in a row. Day basis: a working day is a local date on which a shift starts; a date on which a
 * night only ends interrupts the run. Runs that begin before the horizon or go on behind it count with all their known days.
 */
export const maximumConsecutiveDays: LineRule<RunState | undefined> = {
  id: 'maximum-consecutive-days',
  title: 'Maximum consecutive working days',
  parameters: [{ name: 'maximumDays', title: 'Most working days in a row', unit: 'days', least: 1, most: 366 }],
  defaultSeverity: 'block',
  judges: 'shifts',
  start: () => undefined,
  extend: (values, context, run, next) => {
    const date = shiftDate(context.zone, next);
    if (run?.last === date) return { state: { ...run, shifts: [...run.shifts, next] }, findings: [] };
    if (run !== undefined && addDays(run.last, 1) === date) {
      return { state: { ...run, last: date, days: run.days + 1, shifts: [...run.shifts, next] }, findings: [] };
    }
    return { state: { first: date, last: date, days: 1, shifts: [next] }, findings: judgeRun(values, context, run) };
  },
  finish: judgeRun,
  reach: (values) => ({ daysBefore: numberOf(values, 'maximumDays'), daysAfter: numberOf(values, 'maximumDays') }),
  dependsOnMissing: (values, context, line, missing) => {
    const worked = workedDates(context, line);
    const edge = missing === 'past' ? context.from : addDays(context.from, context.days - 1);
    const known = runLength(worked, edge, missing === 'past' ? 1 : -1);
    // Unseen days can be worked without limit, so any run that touches the unseen side may be too long, unless it is already.
    return known > 0 && known <= numberOf(values, 'maximumDays') && horizonShifts(context, line).length > 0;
  },
  compile: (values, context, past, future) =>
    exactly([
      { kind: 'run', maximum: numberOf(values, 'maximumDays'), ...publishedRuns(context, [...past, ...future]) },
    ]),
  compilePriced: (values, context, past, future) => {
    const { before, after } = publishedRuns(context, [...past, ...future]);
    const excess = (days: number): number => Math.max(0, days - numberOf(values, 'maximumDays'));
    return [
      {
        kind: 'path-price',
        start: before,
        next: (days, _, shift) => (shift === undefined ? 0 : days + 1),
        // A published run that is too long already is a breach of this horizon, with all of its excess, once a planned day joins it.
        price: (days, day, shift) => (shift === undefined ? 0 : excess(days + 1) - (day === 0 ? 0 : excess(days))),
        endPrice: (days) => (days === 0 ? 0 : excess(days + after) - excess(days)),
      },
    ];
  },
};

/** The published runs that reach to the horizon's first day and begin behind its last. */
function publishedRuns(context: RuleContext, published: Line): { readonly before: number; readonly after: number } {
  const outside = workedDates(
    context,
    published.filter((shift) => !isInHorizon(context, shiftDate(context.zone, shift))),
  );
  return {
    before: runLength(outside, addDays(context.from, -1), -1),
    after: runLength(outside, periodOf('horizon', context, context.from)?.end ?? context.from, 1),
  };
}
