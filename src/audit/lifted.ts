import { liftingAgreements, type Lifting } from '../domain/agreement.ts';
import type { Breach } from '../domain/breach.ts';
import { addDays, dateOf, datesFrom, daysBetween } from '../domain/calendar.ts';
import { type Shift, shiftDate } from '../domain/shift.ts';
import type { LocalDate, Zone } from '../domain/units.ts';

type Judged = {
  readonly zone: Zone;
  readonly from: LocalDate;
  readonly days: number;
  readonly shifts: readonly Shift[];
};

/** Dates that an agreement must be about: those of the breach's judged shifts; where none has a part in it, the days of the horizon that it touches. */
function datesOf({ zone, from, days, shifts }: Judged, { shiftIds, span }: Breach): readonly LocalDate[] {
  const own = shifts.filter(({ id }) => shiftIds.includes(id)).map((shift) => shiftDate(zone, shift));
  if (own.length > 0) return [...new Set(own)].sort();
  const [first, last] = [dateOf(zone, span.start), dateOf(zone, span.end - 1)];
  const start = first > from ? first : from;
  const end = addDays(from, days - 1);
  return datesFrom(start, Math.max(0, daysBetween(start, last < end ? last : end) + 1));
}

/** The breaches, those of severity `agreement` with the agreements that lift them on all their dates. */
export function withAgreements(
  judged: Judged,
  agreements: readonly Lifting[],
  breaches: readonly Breach[],
): readonly Breach[] {
  if (agreements.length === 0) return breaches;
  return breaches.map((breach) => {
    if (breach.severity !== 'agreement') return breach;
    const about = { rule: breach.ruleId, employee: breach.employeeId, dates: datesOf(judged, breach) };
    const liftedBy = about.dates.length === 0 ? undefined : liftingAgreements(agreements, about);
    return liftedBy === undefined ? breach : { ...breach, liftedBy };
  });
}
