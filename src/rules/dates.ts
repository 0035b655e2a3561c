import type { BoundRule, RuleContext } from './rule.ts';
import { addDays, daysBetween, startOfDate } from '../domain/calendar.ts';
import type { LocalDate } from '../domain/units.ts';

/** The days of a setting, both included; an end that is absent is open. */
export type Dates = Pick<BoundRule, 'from' | 'to'>;

/** The days of `dates` that lie in none of `others`, as ranges in order. */
export function datesOutside(dates: Dates, others: readonly Dates[]): readonly Dates[] {
  let left: readonly Dates[] = [dates];
  for (const other of others) {
    left = left.flatMap((one) => {
      const parts: Dates[] = [];
      if (other.from !== undefined) parts.push({ ...one, to: earlier(one.to, addDays(other.from, -1)) });
      if (other.to !== undefined) parts.push({ ...one, from: later(one.from, addDays(other.to, 1)) });
      return parts.filter(({ from, to }) => from === undefined || to === undefined || from <= to);
    });
  }
  return left;
}

function earlier(a: LocalDate | undefined, b: LocalDate): LocalDate {
  return a !== undefined && a < b ? a : b;
}

function later(a: LocalDate | undefined, b: LocalDate): LocalDate {
  return a !== undefined && a > b ? a : b;
}

/**
 * The context in which a rule with dates is judged: the days of the horizon on which it applies are its horizon, and the other days of the horizon are
 * known past or future. Undefined where it applies on no day of the horizon.
 */
export function contextOnDates(context: RuleContext, { from, to }: Dates): RuleContext | undefined {
  const last = addDays(context.from, context.days - 1);
  const begins = from !== undefined && from > context.from;
  const ends = to !== undefined && to < last;
  if (!begins && !ends) return (from ?? last) > last || (to ?? context.from) < context.from ? undefined : context;
  const first = begins ? from : context.from;
  const final = ends ? to : last;
  if (first > last || final < first) return undefined;
  const days = daysBetween(first, final) + 1;
  const { zone } = context;
  return {
    ...context,
    from: first,
    days,
    horizon: { start: startOfDate(zone, first), end: startOfDate(zone, addDays(first, days)) },
    // Of a past that is not known the horizon's own days are.
    ...(begins && !context.pastKnown ? { pastKnown: true, pastFrom: context.from } : {}),
    ...(ends && !context.futureKnown ? { futureKnown: true, futureTo: last } : {}),
  };
}
