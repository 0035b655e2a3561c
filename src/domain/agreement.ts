import { datesFrom } from './calendar.ts';
import type { LocalDate } from './units.ts';

/** What an agreement lifts, and when. */
export type Lifting = {
  readonly rule: string;
  /** Absent: everybody. */
  readonly employee?: string | undefined;
  /** First and last date, both included. */
  readonly from: LocalDate;
  readonly to: LocalDate;
  /** What it is stored under, and where the paper is, as far as they are known. */
  readonly id?: string | undefined;
  readonly reference?: string | undefined;
};

/**
 * The agreements that together lift a rule for an employee on some dates, in the order given; undefined where a date is left over. Papers that follow
 * each other are about one stretch of time: what matters is that each date has one.
 */
export function liftingAgreements<T extends Lifting>(
  agreements: readonly T[],
  { rule, employee, dates }: { readonly rule: string; readonly employee: string; readonly dates: readonly LocalDate[] },
): readonly T[] | undefined {
  const about = agreements.filter((one) => one.rule === rule && (one.employee ?? employee) === employee);
  const used = new Set<T>();
  for (const date of dates) {
    const found = about.find(({ from, to }) => date >= from && date <= to);
    if (found === undefined) return undefined;
    used.add(found);
  }
  return about.filter((one) => used.has(one));
}

/** Whether agreements lift a rule for an employee on each of some days: then a roster of these days need not keep it. */
export function isLiftedThroughout(
  {
    agreements,
    from,
    days,
  }: { readonly agreements?: readonly Lifting[] | undefined; readonly from: LocalDate; readonly days: number },
  rule: string,
  employee: string,
): boolean {
  if (agreements === undefined || agreements.length === 0) return false;
  return liftingAgreements(agreements, { rule, employee, dates: datesFrom(from, days) }) !== undefined;
}
