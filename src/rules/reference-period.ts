import { type Period, type PeriodKind, periodOf, periodsOfHorizon } from './period.ts';
import type { Parameter, RuleContext, Values } from './rule.ts';
import { hoursValueSeconds, numberOf, textOf } from './values.ts';
import { addDays } from '../domain/calendar.ts';
import type { LocalDate, Seconds } from '../domain/units.ts';

/** The values that say over which period an average is taken, and what leave does in it. */
export const REFERENCE_PARAMETERS: readonly Parameter[] = [
  {
    name: 'reference',
    title: 'Period of the average',
    unit: 'choice',
    choices: ['weeks', 'month', 'quarter', 'year'],
    default: 'weeks',
  },
  {
    name: 'referenceWeeks',
    title: 'Number of calendar weeks of the average',
    unit: 'weeks',
    least: 1,
    most: 52,
    default: 17,
  },
  {
    name: 'leaveDays',
    title: 'Days of leave are left out, counted, or refilled with the days worked behind the period',
    unit: 'choice',
    choices: ['left-out', 'counted', 'refilled'],
    default: 'left-out',
  },
];

/** True for a date of leave. */
export function isLeave(context: RuleContext, date: LocalDate): boolean {
  return (context.employee.leave ?? []).some(({ from, to }) => from <= date && date <= to);
}

function kindOf(reference: string): PeriodKind {
  if (reference === 'month' || reference === 'quarter' || reference === 'year') return reference;
  throw new Error(`maximum-average-hours knows no reference ${reference}`);
}

/** The reference periods that hold a date of the horizon: calendar ones, or any so many calendar weeks in a row. */
export function referencePeriods(values: Values, context: RuleContext): readonly Period[] {
  const reference = textOf(values, 'reference');
  if (reference !== 'weeks') return periodsOfHorizon(kindOf(reference), context);
  const weeks = numberOf(values, 'referenceWeeks');
  const touched = periodsOfHorizon('week', context);
  const first = touched[0]?.from ?? context.from;
  return Array.from({ length: touched.length + weeks - 1 }, (_, index) => {
    const from = addDays(first, 7 * (index - weeks + 1));
    return { from, end: addDays(from, 7 * weeks) };
  });
}

/** The reference period before one: the calendar period before it, or the weeks that begin a week earlier. */
export function periodBefore(values: Values, context: RuleContext, { from, end }: Period): Period {
  const reference = textOf(values, 'reference');
  if (reference === 'weeks') return { from: addDays(from, -7), end: addDays(end, -7) };
  const before = periodOf(kindOf(reference), context, addDays(from, -1));
  if (before === undefined) throw new Error(`there is no ${reference} before ${from}`);
  return before;
}

/** The most work of a period of which so many days count; what is strict must stay below the average. */
export function mostSeconds(values: Values, days: number): Seconds {
  const most = (hoursValueSeconds(values, 'maximumHours') * days) / 7;
  return Math.max(0, values['strict'] === true ? Math.ceil(most) - 1 : Math.floor(most));
}
