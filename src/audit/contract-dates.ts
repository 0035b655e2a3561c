import { addDays } from '../domain/calendar.ts';
import type { Employee } from '../domain/team.ts';
import type { LocalDate } from '../domain/units.ts';

/** Dates, both included, on which one contract holds for an employee. */
export type ContractDates = { readonly employee: Employee; readonly from: LocalDate; readonly to: LocalDate };

/** The parts of a span of dates by the contract that holds on them, in order: the earlier ones of an employee, then the present one. */
export function contractDates(employee: Employee, from: LocalDate, to: LocalDate): readonly ContractDates[] {
  const parts: ContractDates[] = [];
  let first = from;
  for (const earlier of (employee.earlierContracts ?? []).toSorted((a, b) => (a.to < b.to ? -1 : 1))) {
    if (earlier.to < first) continue;
    const last = earlier.to < to ? earlier.to : to;
    if (first > last) break;
    parts.push({ employee: { ...employee, contract: earlier.contract }, from: first, to: last });
    first = addDays(last, 1);
  }
  return first > to ? parts : [...parts, { employee, from: first, to }];
}
