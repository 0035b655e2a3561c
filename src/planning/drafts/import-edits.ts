import { dateOf } from '../../domain/calendar.ts';
import type { Edit } from '../../domain/draft.ts';
import type { Shift } from '../../domain/shift.ts';
import type { Zone } from '../../domain/units.ts';
import { isSameShift } from './shift-changes.ts';

/** What of a draft gives way to shifts that are brought in: nothing, its shifts on their dates, or all. */
export type Replacing = 'none' | 'dates' | 'all';

/** A shift that is brought in; without an id it is known again by what it says. */
export type ImportedShift = Omit<Shift, 'id'> & { readonly id?: string | undefined };

export type ImportEdits = {
  readonly edits: readonly Edit[];
  /** Of each edit the number of the imported shift that it adds; undefined where it removes one of the draft. */
  readonly sources: readonly (number | undefined)[];
  readonly added: number;
  readonly removed: number;
  /** Shifts that the draft has already as they are. */
  readonly same: number;
};

/** Whether the draft's shift says what the imported one says; a lock is the draft's own. */
function isThere(present: Shift, wanted: ImportedShift): boolean {
  return isSameShift(present, { ...wanted, id: wanted.id ?? present.id, locked: present.locked });
}

/** The edits that bring shifts into a draft: those that it has stay untouched, what gives way is removed first. */
export function importEdits(
  zone: Zone,
  present: readonly Shift[],
  imported: readonly ImportedShift[],
  replacing: Replacing,
): ImportEdits {
  const byEmployee = Map.groupBy(present, ({ employeeId }) => employeeId);
  const kept = new Set<string>();
  const added: { readonly edit: Edit; readonly source: number }[] = [];
  for (const [source, shift] of imported.entries()) {
    const same = byEmployee.get(shift.employeeId)?.find((one) => !kept.has(one.id) && isThere(one, shift));
    if (same === undefined) added.push({ edit: { op: 'add', shift }, source });
    else kept.add(same.id);
  }
  const dates = imported.map(({ start }) => dateOf(zone, start)).toSorted();
  const [first = '', last = ''] = [dates[0], dates.at(-1)];
  const givesWay = ({ id, start }: Shift): boolean => {
    if (replacing === 'none' || kept.has(id)) return false;
    const date = dateOf(zone, start);
    return replacing === 'all' || (date >= first && date <= last);
  };
  const removed = present.filter(givesWay).map(({ id }): Edit => ({ op: 'remove', shiftId: id }));
  return {
    edits: [...removed, ...added.map(({ edit }) => edit)],
    sources: [...removed.map(() => undefined), ...added.map(({ source }) => source)],
    added: added.length,
    removed: removed.length,
    same: kept.size,
  };
}
