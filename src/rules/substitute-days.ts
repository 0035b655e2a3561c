import { weekdayValue } from './recurring-dates.ts';
import type { RuleContext, Values } from './rule.ts';
import { numberOf, textOf } from './values.ts';
import { datesByOf } from './worked-dates.ts';
import { holidayKindOf } from './workdays.ts';
import { addDays, weekdayOf } from '../domain/calendar.ts';

/** Days as numbers from the horizon's first; before it they are negative. */
export type SubstituteDays = {
  /** Days by which the substitute may lie before or after the day worked. */
  readonly reach: number;
  /** Days of the horizon, with the one behind it that a night may reach into. */
  readonly endDay: number;
  /** Whether work on the day asks for a day off in its place. */
  readonly asks: (day: number) => boolean;
  /** Whether the day, where it is free, can be that day off. */
  readonly serves: (day: number) => boolean;
};

/** The days that a setting speaks of. Those ask whose substitute could be a day of the horizon, or that are one. */
export function substituteDays(values: Values, context: RuleContext): SubstituteDays {
  const weekday = weekdayValue(values, 'weekday');
  const reach = 7 * numberOf(values, 'weeks') - 1;
  const endDay = context.days + (datesByOf(values) === 'attendance' ? 1 : 0);
  const isHoliday = textOf(values, 'worked') === 'holiday';
  const known = new Map<number, 'weekday' | 'holiday' | 'workday'>();
  const kindOf = (day: number): 'weekday' | 'holiday' | 'workday' => {
    const old = known.get(day);
    if (old !== undefined) return old;
    const date = addDays(context.from, day);
    const isStatutory = holidayKindOf(context, date) === 'statutory';
    const kind = weekdayOf(date) === weekday ? 'weekday' : isStatutory ? 'holiday' : 'workday';
    known.set(day, kind);
    return kind;
  };
  return {
    reach,
    endDay,
    asks: (day) => day >= -reach && day < endDay + reach && kindOf(day) === (isHoliday ? 'holiday' : 'weekday'),
    serves: (day) => kindOf(day) === 'workday',
  };
}

/** First and last day that the rule looks at. */
export function seenDays({ reach, endDay }: SubstituteDays): { readonly firstDay: number; readonly endDay: number } {
  return { firstDay: -2 * reach, endDay: endDay + 2 * reach };
}

/**
 * The days worked that have no day off in their place: each in turn takes the first free day within its reach that none before it took. Since all reach equally
 * far, no other choice would leave fewer without one.
 */
export function unserved(days: SubstituteDays, isWorked: (day: number) => boolean): readonly number[] {
  const { firstDay, endDay } = seenDays(days);
  const taken = new Set<number>();
  const left: number[] = [];
  for (let day = firstDay; day < endDay; day++) {
    if (!days.asks(day) || !isWorked(day)) continue;
    let free = day - days.reach;
    while (free <= day + days.reach && (isWorked(free) || taken.has(free) || !days.serves(free))) free++;
    if (free <= day + days.reach) taken.add(free);
    else left.push(day);
  }
  return left;
}
