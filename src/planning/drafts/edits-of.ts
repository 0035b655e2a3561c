import type { ChangeEdit, ShiftChanges } from '../../domain/draft.ts';
import type { Shift } from '../../domain/shift.ts';

function lock(shiftId: string, locked: boolean): ChangeEdit {
  return { op: 'lock', shiftId, locked };
}

/** The edits that make one shift of a draft another state of itself; a locked one is unlocked for them. */
function editsOfShift(before: Shift, after: Shift): readonly ChangeEdit[] {
  const edits: ChangeEdit[] = [];
  if (before.employeeId !== after.employeeId)
    edits.push({ op: 'reassign', shiftId: after.id, employeeId: after.employeeId });
  if (before.start !== after.start || before.end !== after.end)
    edits.push({ op: 'resize', shiftId: after.id, start: after.start, end: after.end });
  const [wasLocked, isLocked] = [before.locked === true, after.locked === true];
  if (edits.length === 0) return wasLocked === isLocked ? [] : [lock(after.id, isLocked)];
  return [...(wasLocked ? [lock(after.id, false)] : []), ...edits, ...(isLocked ? [lock(after.id, true)] : [])];
}

/**
 * The edits of a draft that make a change of its shifts: other people, times and locks, and removals. Throws where a change does more, such as other breaks
 * or a new shift: replacements and swaps have no such thing.
 */
export function editsOf(shifts: readonly Shift[], { put, removed }: ShiftChanges): readonly ChangeEdit[] {
  const known = new Map(shifts.map((shift) => [shift.id, shift]));
  const there = (id: string): Shift => {
    const shift = known.get(id);
    if (shift === undefined) throw new Error(`a change is made of the shift ${id}, which is not there`);
    return shift;
  };
  const removals = removed.flatMap((id): readonly ChangeEdit[] => [
    ...(there(id).locked === true ? [lock(id, false)] : []),
    { op: 'remove', shiftId: id },
  ]);
  return [...removals, ...put.flatMap((shift) => editsOfShift(there(shift.id), shift))];
}
