import type { Attendance } from '../domain/attendance.ts';
import { addDays, dateOf, startOfDate } from '../domain/calendar.ts';
import type { DateSpan } from '../domain/hours.ts';
import type { Team } from '../domain/team.ts';
import type { Interval } from '../domain/units.ts';
import type { Tables } from './store.ts';

/** What came of an import: how many rows were new, there already, or took the place of others; or which of the given rows others stand against. */
export type EnteredAttendance =
  | { readonly ok: true; readonly added: number; readonly same: number; readonly corrected: number }
  | { readonly ok: false; readonly differing: readonly { readonly index: number; readonly stored: Attendance }[] };

/** Time in which the rows of some dates begin: those of a night go on after midnight. */
export function spanOfRows({ zone }: Pick<Team, 'zone'>, { from, to }: DateSpan): Interval {
  return { start: startOfDate(zone, addDays(from, -1)), end: startOfDate(zone, addDays(to, 2)) };
}

function keyOf({ employeeId, start, end, activity }: Attendance): string {
  return JSON.stringify([employeeId, start, end, activity]);
}

/**
 * Enters attendances of some dates of a team. Rows that are there already are passed over, so that an import may be repeated. Rows that stand against others - which
 * begin at the same time, or overlap them - are refused, or with `correct` take their place: then also all rows of the same employees that begin on
 * the dates and are not given are replaced. What is replaced stays stored. Given rows do not overlap each other.
 */
export async function enterAttendances(
  { attendances }: Pick<Tables, 'attendances'>,
  team: Pick<Team, 'id' | 'zone'>,
  dates: DateSpan,
  given: readonly Attendance[],
  correct: boolean,
): Promise<EnteredAttendance> {
  const employees = [...new Set(given.map(({ employeeId }) => employeeId))];
  const stored = employees.length === 0 ? [] : await attendances.rows({ employees, span: spanOfRows(team, dates) });
  const there = new Set(stored.map(keyOf));
  const wanted = new Set(given.map(keyOf));
  const others = Map.groupBy(
    stored.filter((row) => !wanted.has(keyOf(row))),
    ({ employeeId }) => employeeId,
  );
  const added = given.filter((row) => !there.has(keyOf(row)));
  const differing = given.flatMap((row, index) => {
    if (there.has(keyOf(row))) return [];
    const against = (others.get(row.employeeId) ?? []).find((one) => one.start < row.end && row.start < one.end);
    return against === undefined ? [] : [{ index, stored: against }];
  });
  if (differing.length > 0 && !correct) return { ok: false, differing };
  const replaced = new Set(differing.map((one) => one.stored));
  if (correct) {
    for (const row of [...others.values()].flat()) {
      const date = dateOf(team.zone, row.start);
      const isAgainst = added.some(
        (one) => one.employeeId === row.employeeId && one.start < row.end && row.start < one.end,
      );
      if (isAgainst || (dates.from <= date && date <= dates.to)) replaced.add(row);
    }
  }
  await attendances.enter(team.id, dates, { added, replaced: [...replaced] });
  return { ok: true, added: added.length, same: given.length - added.length, corrected: replaced.size };
}
