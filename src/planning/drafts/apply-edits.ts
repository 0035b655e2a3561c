import { isoOf } from '../../domain/calendar.ts';
import type { DraftDays, Edit, ShiftChanges } from '../../domain/draft.ts';
import type { Issue, Outcome } from '../../domain/issue.ts';
import type { Shift } from '../../domain/shift.ts';
import type { Team } from '../../domain/team.ts';
import {
  breakIssues,
  duplicateId,
  lockedShift,
  nameIssues,
  namesOf,
  pieceIssues,
  type ShiftPaths,
  timeIssues,
  unknownShift,
} from './edit-issues.ts';
import { changesBetween } from './shift-changes.ts';
import { movedTo } from './wall-clock.ts';

/** What edits are made to: the draft's days and shifts, and the team that they must fit. */
export type EditedDraft = { readonly team: Team; readonly days: DraftDays; readonly shifts: readonly Shift[] };

/**
 * The draft while it is edited. Of a shift that a refused edit was about nothing more is said: what is wrong with it afterwards may be wrong only
 * because that edit was not made.
 */
type Editing = EditedDraft & {
  readonly state: Map<string, Shift>;
  readonly refused: Set<string>;
  /** Paths of the edits that the breaks of a shift were given by, or else that its times were changed by; looked at in the end. */
  readonly breaks: Map<string, { readonly path: string; readonly given: boolean }>;
  /** The same of its pieces. */
  readonly pieces: Map<string, { readonly path: string; readonly given: boolean }>;
  readonly issues: Issue[];
};

/** An id for a new shift: its employee and start, numbered where that is taken, as in documents without ids. */
export function newShiftId(zone: string, shift: Omit<Shift, 'id'>, isTaken: (id: string) => boolean): string {
  const plain = `${shift.employeeId}@${isoOf(zone, shift.start)}`;
  let id = plain;
  for (let number = 2; isTaken(id); number += 1) id = `${plain}#${number}`;
  return id;
}

function put(editing: Editing, shift: Shift, issues: readonly Issue[]): void {
  if (issues.length === 0) editing.state.set(shift.id, shift);
  else refuse(editing, shift.id, issues);
}

/** Remembers that what lies inside a shift is to be looked at: its breaks or its pieces given, or its times changed. */
function watch(editing: Editing, id: string, path: string, given: 'breaks' | 'pieces' | 'all' | 'none'): void {
  for (const part of ['breaks', 'pieces'] as const) {
    const isGiven = given === part || given === 'all';
    if (isGiven || editing[part].get(id)?.given !== true)
      editing[part].set(id, { path: `${path}/${part}`, given: isGiven });
  }
}

/** Looks at the breaks and pieces of all shifts whose times, breaks or pieces were changed, and puts them in order. */
function settle(editing: Editing): void {
  const { team, state, refused, breaks, pieces } = editing;
  for (const [id, { path }] of breaks) {
    const shift = state.get(id);
    if (shift === undefined || refused.has(id)) continue;
    const sorted = sortedInside(shift);
    const issues = [
      ...breakIssues(team, shift, path),
      ...pieceIssues(team, shift, pieces.get(id)?.path ?? `${path}/pieces`),
    ];
    if (issues.length > 0) refuse(editing, id, issues);
    else state.set(id, sorted);
  }
}

function sortedInside(shift: Shift): Shift {
  const { breaks, pieces } = shift;
  const inOrder = { ...shift, breaks: breaks.toSorted((a, b) => a.start - b.start) };
  return pieces === undefined ? inOrder : { ...inOrder, pieces: pieces.toSorted((a, b) => a.start - b.start) };
}

function refuse({ issues, refused }: Editing, id: string, found: readonly Issue[]): void {
  issues.push(...found);
  refused.add(id);
}

function add(editing: Editing, given: (Edit & { readonly op: 'add' })['shift'], path: string): void {
  const { team, days, state } = editing;
  const { id, ...rest } = given;
  const shift: Shift = { ...rest, id: id ?? newShiftId(team.zone, rest, (taken) => state.has(taken)) };
  const issues = [
    ...(state.has(shift.id) ? [duplicateId(shift.id, `${path}/id`)] : []),
    ...nameIssues(namesOf(team, 'employee'), shift.employeeId, `${path}/employee`),
    ...nameIssues(namesOf(team, 'template'), shift.template, `${path}/template`),
    ...nameIssues(namesOf(team, 'skill'), shift.skill, `${path}/skill`),
    ...timeIssues(team, days, shift, { start: `${path}/start`, end: `${path}/end` }),
  ];
  // Of a shift that is not added its breaks and pieces are told of now.
  if (issues.length > 0 && shift.end > shift.start) {
    issues.push(...breakIssues(team, shift, `${path}/breaks`), ...pieceIssues(team, shift, `${path}/pieces`));
  }
  put(editing, shift, issues);
  watch(editing, shift.id, path, 'all');
}

/** The shift that an edit names, where it may be edited; otherwise the issue is told. */
function editable(editing: Editing, edit: Exclude<Edit, { op: 'add' }>, path: string): Shift | undefined {
  const { state, refused } = editing;
  const id = edit.shiftId;
  if (refused.has(id)) return undefined;
  const shift = state.get(id);
  if (shift === undefined) refuse(editing, id, [unknownShift(id, `${path}/shift`)]);
  else if (shift.locked === true && edit.op !== 'lock') refuse(editing, id, [lockedShift(id, `${path}/shift`)]);
  else return shift;
  return undefined;
}

function resized(shift: Shift, edit: Edit & { readonly op: 'resize' }): Shift {
  return { ...shift, start: edit.start ?? shift.start, end: edit.end ?? shift.end };
}

function change(editing: Editing, edit: Exclude<Edit, { op: 'add' }>, path: string): void {
  const { team, days, state } = editing;
  // Told of every such edit, whatever became of its shift before.
  const names =
    edit.op === 'reassign' ? nameIssues(namesOf(team, 'employee'), edit.employeeId, `${path}/employee`) : [];
  editing.issues.push(...names);
  const shift = editable(editing, edit, path);
  if (shift === undefined) return;
  const paths: ShiftPaths = { start: `${path}/start`, end: `${path}/end` };
  switch (edit.op) {
    case 'move': {
      const moved = movedTo(team.zone, shift, edit.start);
      put(editing, moved, timeIssues(team, days, moved, paths));
      watch(editing, shift.id, path, 'none');
      break;
    }
    case 'resize': {
      const given = resized(shift, edit);
      put(editing, given, timeIssues(team, days, given, paths));
      watch(editing, shift.id, path, 'none');
      break;
    }
    case 'breaks':
      state.set(shift.id, { ...shift, breaks: edit.breaks });
      watch(editing, shift.id, path, 'breaks');
      break;
    case 'pieces':
      state.set(shift.id, { ...shift, pieces: edit.pieces });
      watch(editing, shift.id, path, 'pieces');
      break;
    case 'reassign':
      if (names.length === 0) state.set(shift.id, { ...shift, employeeId: edit.employeeId });
      break;
    case 'remove':
      state.delete(shift.id);
      break;
    case 'lock':
      state.set(shift.id, { ...shift, locked: edit.locked });
      break;
  }
}

/** Number of the edit that an issue is about. */
function editOf({ path }: Issue): number {
  return Number(path.split('/')[2]);
}

/**
 * The edits in their order, all or none, as the change that they make of the draft. Every mistake is an issue below `/edits/N`: at `/shift` for a shift
 * named by its id and below it for one that is added, at `/employee`, `/start`, `/end`, `/breaks/K`, `/pieces/K`. Whatever keeps the result from
 * being a roster of this team is a mistake, breaks and pieces being looked at when all edits are made; what is a roster and should not be, two shifts of a person at once for one, is a breach.
 */
export function applyEdits(draft: EditedDraft, edits: readonly Edit[]): Outcome<ShiftChanges> {
  const state = new Map(draft.shifts.map((shift) => [shift.id, shift]));
  const editing: Editing = { ...draft, state, refused: new Set(), breaks: new Map(), pieces: new Map(), issues: [] };
  for (const [index, edit] of edits.entries()) {
    const path = `/edits/${index}`;
    if (edit.op === 'add') add(editing, edit.shift, `${path}/shift`);
    else change(editing, edit, path);
  }
  settle(editing);
  const { issues } = editing;
  if (issues.length > 0) return { ok: false, issues: issues.toSorted((a, b) => editOf(a) - editOf(b)) };
  return { ok: true, value: changesBetween(draft.shifts, [...state.values()]) };
}
