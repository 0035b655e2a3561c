import data from 'chinese-days/dist/chinese-days.json' with { type: 'json' };
import type { SpecialDay } from '../domain/history.ts';
import type { LocalDate } from '../domain/units.ts';

/** The State Council's arrangements, from the data of the npm package `chinese-days`: dates with `English name,Chinese name,days off`, in no order. */
type Arrangements = {
  readonly holidays: Readonly<Record<LocalDate, string>>;
  readonly workdays: Readonly<Record<LocalDate, string>>;
};

/** Kind of a Saturday or Sunday that is worked in place of a day off. */
const MAKE_UP = 'make-up working day';

const arrangements: Arrangements = data;

/** Whether the arrangements of a year are known: they are published in the autumn before it. */
export function isYearArranged(year: number): boolean {
  const start = `${year}-`;
  return Object.keys(arrangements.holidays).some((date) => date.startsWith(start));
}

/**
 * Days off of mainland China (kind `public`) and the weekend days worked in their place (kind `make-up working day`) of one year, in order. All days of a holiday
 * carry its name, moved days off too.
 */
export function chineseDays(year: number): readonly SpecialDay[] {
  const { holidays, workdays } = arrangements;
  const of = (days: Readonly<Record<LocalDate, string>>, kind: string, suffix: string) =>
    Object.entries(days).flatMap(([date, text]): SpecialDay[] => {
      const [name = ''] = text.split(',');
      return date.startsWith(`${year}-`) ? [{ date, name: `${name}${suffix}`, kind }] : [];
    });
  return [...of(holidays, 'public', ''), ...of(workdays, MAKE_UP, ' (make-up working day)')].sort((a, b) =>
    a.date < b.date ? -1 : 1,
  );
}
