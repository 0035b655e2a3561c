import type { BoundRule } from './rule.ts';
import { addDays } from '../domain/calendar.ts';
import type { ProtectedKind } from '../domain/protected.ts';
import type { Employee } from '../domain/team.ts';
import type { LocalDate } from '../domain/units.ts';

type Dates = { readonly from: LocalDate; readonly to: LocalDate | undefined };

/** Dates of the employee's records of some kinds, those that overlap or follow each other as one. */
function recordDates({ protected: records = [] }: Employee, kinds: readonly ProtectedKind[]): readonly Dates[] {
  const dates: Dates[] = [];
  const own = records.filter(({ kind }) => kinds.includes(kind));
  for (const { from, to } of own.toSorted((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0))) {
    const last = dates.at(-1);
    if (last === undefined || (last.to !== undefined && addDays(last.to, 1) < from)) dates.push({ from, to });
    else if (last.to !== undefined && (to === undefined || to > last.to)) {
      dates[dates.length - 1] = { from: last.from, to };
    }
  }
  return dates;
}

/**
 * A rule that holds for protected employees: once for each stretch of dates of such records, within the dates that it has already. As it is where it
 * names no kinds; nothing for an employee without such a record.
 */
export function onProtectedDates(
  bound: BoundRule,
  kinds: readonly ProtectedKind[] | undefined,
  employee: Employee,
): readonly BoundRule[] {
  if (kinds === undefined) return [bound];
  return recordDates(employee, kinds).flatMap((dates) => {
    const from = bound.from !== undefined && bound.from > dates.from ? bound.from : dates.from;
    const to = bound.to !== undefined && (dates.to === undefined || bound.to < dates.to) ? bound.to : dates.to;
    if (to !== undefined && to < from) return [];
    return [{ ...bound, from, ...(to === undefined ? {} : { to }), isProtected: true }];
  });
}
