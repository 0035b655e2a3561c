import type { Agreement } from './schedule.ts';
import type { LocalDate } from './units.ts';

/** What an agreement lifts, and when. */
export type Lifting = Pick<Agreement, 'rule' | 'employee' | 'from' | 'to'>;

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
