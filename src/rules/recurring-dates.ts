import { horizonEnd, type Period } from './period.ts';
import type { Parameter, RuleContext, Values } from './rule.ts';
import { numberOf, textOf } from './values.ts';
import { addDays, monthStartOf, nextMonthStartOf, weekdayIndex } from '../domain/calendar.ts';
import { type LocalDate, type Weekday, WEEKDAYS } from '../domain/units.ts';

/** Dates that come every week and count as one: a weekend of `days` dates from `weekday` on, or a single weekday. */
export type Recurring = { readonly weekday: Weekday; readonly days: number };

/** Time in which such groups of dates are counted. A group belongs to the month or year of its first date. */
export type WindowKind = 'weeks' | 'month' | 'year' | 'horizon';

/** One stretch of time with the groups of dates that are counted in it, in order. */
export type CountedWindow = { readonly period: Period; readonly groups: readonly Period[] };

/** Parameters that say which dates are the weekend: the first weekday and the number of dates. */
export function weekendParameters(leastDays: number): readonly Parameter[] {
  return [
    {
      name: 'weekendFrom',
      title: 'First day of the weekend',
      unit: 'choice',
      choices: [...WEEKDAYS],
      default: 'sat',
    },
    { name: 'weekendDays', title: 'Days of a weekend', unit: 'days', least: leastDays, most: 4, default: 2 },
  ];
}

export function weekdayValue(values: Values, name: string): Weekday {
  const found = WEEKDAYS.find((weekday) => weekday === textOf(values, name));
  if (found === undefined) throw new Error(`rule value ${name} is no weekday`);
  return found;
}

export function weekendOf(values: Values): Recurring {
  return { weekday: weekdayValue(values, 'weekendFrom'), days: numberOf(values, 'weekendDays') };
}

/** The groups that begin on a date of the period. */
function groupsFrom({ weekday, days }: Recurring, { from, end }: Period): readonly Period[] {
  const groups: Period[] = [];
  const ahead = (WEEKDAYS.indexOf(weekday) - weekdayIndex(from) + 7) % 7;
  for (let date = addDays(from, ahead); date < end; date = addDays(date, 7)) {
    groups.push({ from: date, end: addDays(date, days) });
  }
  return groups;
}

/** The groups that have a date in the period. */
export function groupsIn(recurring: Recurring, { from, end }: Period): readonly Period[] {
  return groupsFrom(recurring, { from: addDays(from, 1 - recurring.days), end });
}

function calendarPeriod(kind: 'month' | 'year', date: LocalDate): Period {
  if (kind === 'month') return { from: monthStartOf(date), end: nextMonthStartOf(date) };
  const year = date.slice(0, 4);
  return { from: `${year}-01-01`, end: nextMonthStartOf(`${year}-12-01`) };
}

/**
 * All windows with a group that has a date in `range`, in order. Rolling windows hold `weeks` groups that follow each other and begin with
 * each of them; the window of the horizon holds the groups as far as they lie in it.
 */
export function windowsIn(
  context: RuleContext,
  recurring: Recurring,
  { kind, weeks }: { readonly kind: WindowKind; readonly weeks: number },
  range: Period,
): readonly CountedWindow[] {
  const groups = groupsIn(recurring, range);
  const [first, last] = [groups[0], groups.at(-1)];
  if (first === undefined || last === undefined) return [];
  switch (kind) {
    case 'horizon': {
      const period = { from: context.from, end: horizonEnd(context) };
      const clipped = groupsIn(recurring, period).map(({ from, end }) => ({
        from: from < period.from ? period.from : from,
        end: end > period.end ? period.end : end,
      }));
      return clipped.length === 0 ? [] : [{ period, groups: clipped }];
    }
    case 'weeks': {
      const windows: CountedWindow[] = [];
      for (let from = addDays(first.from, -7 * (weeks - 1)); from <= last.from; from = addDays(from, 7)) {
        const own = groupsFrom(recurring, { from, end: addDays(from, 7 * weeks) });
        windows.push({ period: { from, end: own.at(-1)?.end ?? from }, groups: own });
      }
      return windows;
    }
    case 'month':
    case 'year': {
      const windows: CountedWindow[] = [];
      for (let date = first.from; date <= last.from; ) {
        const period = calendarPeriod(kind, date);
        const own = groupsFrom(recurring, period);
        if (own.some((group) => groups.some(({ from }) => from === group.from))) windows.push({ period, groups: own });
        date = period.end;
      }
      return windows;
    }
  }
}
