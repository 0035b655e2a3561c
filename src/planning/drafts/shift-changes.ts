import type { ShiftChanges } from '../../domain/draft.ts';
import type { EmployeeChanges, ShiftChange } from '../../domain/draft-difference.ts';
import { compareShifts, type Shift, shiftDate, workSeconds } from '../../domain/shift.ts';
import type { Seconds, Zone } from '../../domain/units.ts';

/** All that is said of the pieces of a shift. */
export function piecesState({ pieces = [] }: Pick<Shift, 'pieces'>): readonly unknown[] {
  return pieces.map((piece) => [piece.start, piece.end, 'skill' in piece ? { skill: piece.skill } : piece.activity]);
}

/** All that is said of a shift, as one text: equal texts are equal shifts, whether a field is missing or undefined. */
function stateOf(shift: Shift): string {
  const { id, employeeId, start, end, template, skill, activity, breaks, locked } = shift;
  const pauses = breaks.map((pause) => [pause.start, pause.end, pause.paid]);
  const others = piecesState(shift);
  return JSON.stringify([id, employeeId, start, end, template, skill, activity, pauses, locked === true, others]);
}

/** True where two shifts say the same, their ids included. */
export function isSameShift(one: Shift, other: Shift): boolean {
  return one === other || stateOf(one) === stateOf(other);
}

/** What makes `after` out of `before`: applied to a draft that holds `before`, it leads to `after`. */
export function changesBetween(before: readonly Shift[], after: readonly Shift[]): ShiftChanges {
  const known = new Map(before.map((shift) => [shift.id, shift]));
  const kept = new Set(after.map(({ id }) => id));
  return {
    put: after.filter((shift) => {
      const old = known.get(shift.id);
      return old === undefined || !isSameShift(old, shift);
    }),
    removed: before.filter(({ id }) => !kept.has(id)).map(({ id }) => id),
  };
}

/** A draft's shifts after a change, in order of start. */
export function withChanges(shifts: readonly Shift[], { put, removed }: ShiftChanges): readonly Shift[] {
  const replaced = new Set([...put.map(({ id }) => id), ...removed]);
  return [...shifts.filter(({ id }) => !replaced.has(id)), ...put].sort(compareShifts);
}

/** What became of one shift; undefined where nothing did. Ids do not count: a shift may be known again under another. */
function changeOf(before: Shift, after: Shift): ShiftChange | undefined {
  if (before.employeeId !== after.employeeId) return { kind: 'reassigned', before, after };
  const length = (shift: Shift): Seconds => shift.end - shift.start;
  if (before.start !== after.start)
    return { kind: length(before) === length(after) ? 'moved' : 'resized', before, after };
  if (before.end !== after.end) return { kind: 'resized', before, after };
  return isSameShift(before, { ...after, id: before.id }) ? undefined : { kind: 'changed', before, after };
}

/** Shifts known again: by id, the others as shifts of one employee and local date, in order of start. */
function matched(
  zone: Zone,
  before: readonly Shift[],
  after: readonly Shift[],
): {
  readonly pairs: readonly (readonly [Shift, Shift])[];
  readonly gone: readonly Shift[];
  readonly come: readonly Shift[];
} {
  const byId = new Map(before.map((shift) => [shift.id, shift]));
  const pairs: (readonly [Shift, Shift])[] = [];
  const unmatched: Shift[] = [];
  for (const shift of after) {
    const old = byId.get(shift.id);
    if (old === undefined) unmatched.push(shift);
    else pairs.push([old, shift]);
  }
  const found = new Set(pairs.map(([old]) => old));
  const keyOf = (shift: Shift): string => JSON.stringify([shift.employeeId, shiftDate(zone, shift)]);
  const waiting = Map.groupBy(before.filter((shift) => !found.has(shift)).sort(compareShifts), keyOf);
  const come: Shift[] = [];
  for (const shift of unmatched.sort(compareShifts)) {
    const old = waiting.get(keyOf(shift))?.shift();
    if (old === undefined) come.push(shift);
    else pairs.push([old, shift]);
  }
  return { pairs, gone: [...waiting.values()].flat(), come };
}

/** What became of the shifts from one state to another, in order of start; the zone says which local dates there are. */
export function differenceOfShifts(
  zone: Zone,
  before: readonly Shift[],
  after: readonly Shift[],
): readonly ShiftChange[] {
  const { pairs, gone, come } = matched(zone, before, after);
  const changes: ShiftChange[] = [
    ...pairs.flatMap(([old, now]) => changeOf(old, now) ?? []),
    ...gone.map((shift): ShiftChange => ({ kind: 'removed', before: shift })),
    ...come.map((shift): ShiftChange => ({ kind: 'added', after: shift })),
  ];
  const stateThere = (change: ShiftChange): Shift => (change.kind === 'removed' ? change.before : change.after);
  return changes.sort((a, b) => compareShifts(stateThere(a), stateThere(b)));
}

/** Employees whose lines a change touches. */
function employeesOf(change: ShiftChange): readonly string[] {
  const ids = [
    ...(change.kind === 'added' ? [] : [change.before.employeeId]),
    ...(change.kind === 'removed' ? [] : [change.after.employeeId]),
  ];
  return [...new Set(ids)];
}

function hours(shifts: readonly Shift[]): ReadonlyMap<string, Seconds> {
  const seconds = new Map<string, Seconds>();
  for (const shift of shifts) seconds.set(shift.employeeId, (seconds.get(shift.employeeId) ?? 0) + workSeconds(shift));
  return seconds;
}

/** The changes by employee, in order of id, of those who have any. */
export function changesByEmployee(
  zone: Zone,
  before: readonly Shift[],
  after: readonly Shift[],
): readonly EmployeeChanges[] {
  const byEmployee = new Map<string, ShiftChange[]>();
  for (const change of differenceOfShifts(zone, before, after)) {
    for (const id of employeesOf(change)) byEmployee.set(id, [...(byEmployee.get(id) ?? []), change]);
  }
  const [hoursBefore, hoursAfter] = [hours(before), hours(after)];
  return [...byEmployee]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([employeeId, changes]) => ({
      employeeId,
      changes,
      workSecondsBefore: hoursBefore.get(employeeId) ?? 0,
      workSecondsAfter: hoursAfter.get(employeeId) ?? 0,
    }));
}
