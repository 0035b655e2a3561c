import { addDays, isoOf, offsetSecondsAt } from '../../domain/calendar.ts';
import type { DraftDays } from '../../domain/draft.ts';
import type { Issue } from '../../domain/issue.ts';
import { type Shift, shiftDate } from '../../domain/shift.ts';
import type { Team } from '../../domain/team.ts';
import { type Instant, type Interval, SECONDS_PER_HOUR, SECONDS_PER_MINUTE } from '../../domain/units.ts';

/** Longest attendance that is believed, on the wall clock: what is longer has a wrong date. */
const LONGEST_SHIFT_HOURS = 24;

type Names = { readonly kind: 'employee' | 'template' | 'skill'; readonly known: readonly string[] };

/** Names of a team that shifts refer to. */
export function namesOf(team: Team, kind: Names['kind']): Names {
  const lists = { employee: team.employees, template: team.shiftTemplates, skill: team.skills };
  return { kind, known: lists[kind].map(({ id }) => id) };
}

/** An issue where the team has nothing of that name. */
export function nameIssues({ kind, known }: Names, id: string | undefined, path: string): readonly Issue[] {
  if (id === undefined || known.includes(id)) return [];
  const message = `There is no ${kind === 'template' ? 'shift template' : kind} "${id}".`;
  // A list of everybody would be long, and tell whoever may edit one team's draft nothing new.
  if (kind === 'employee') {
    const hint = 'Add the employee to the team, or take this out.';
    return [{ code: 'unknown-employee', path, message, facts: { id }, hint }];
  }
  const list = known.join(', ');
  const hint = list === '' ? `This team has no ${kind}s.` : `This team has ${list}.`;
  return [{ code: `unknown-${kind}`, path, message, facts: { id, ...(list === '' ? {} : { known: list }) }, hint }];
}

export function unknownShift(id: string, path: string): Issue {
  const hint = 'Read the draft anew: somebody may have removed it.';
  return { code: 'unknown-shift', path, message: `There is no shift "${id}" in the draft.`, facts: { id }, hint };
}

export function lockedShift(id: string, path: string): Issue {
  const message = `The shift "${id}" is locked.`;
  return { code: 'shift-locked', path, message, facts: { id }, hint: 'Unlock it first, by an edit before this one.' };
}

export function duplicateId(id: string, path: string): Issue {
  const hint = 'Give another one, or none.';
  const facts = { id, first: 'the draft' };
  return { code: 'duplicate-id', path, message: `The draft already has a shift "${id}".`, facts, hint };
}

/** Paths of the parts of a shift that an edit names or changes. */
export type ShiftPaths = { readonly start: string; readonly end: string };

/** What is wrong with the start and end of a shift of the draft. */
export function timeIssues(
  { zone }: Team,
  { from, days }: DraftDays,
  shift: Shift,
  paths: ShiftPaths,
): readonly Issue[] {
  const iso = (instant: Instant): string => isoOf(zone, instant);
  const issues: Issue[] = [];
  for (const key of ['start', 'end'] as const) {
    if (shift[key] % SECONDS_PER_MINUTE === 0) continue;
    const received = iso(shift[key]);
    const message = `${received} does not lie on a whole minute.`;
    const hint = 'Rosters are planned in whole minutes: set the seconds to 0.';
    issues.push({ code: 'not-on-minute', path: paths[key], message, facts: { received }, hint });
  }
  const [start, end] = [iso(shift.start), iso(shift.end)];
  const date = shiftDate(zone, shift);
  const to = addDays(from, days);
  if (date < from || date >= to) {
    const message = `The shift starts at ${start}, outside the days of the draft, which are ${from} to ${addDays(to, -1)}.`;
    const hint = 'Keep its start within the days of the draft, or make a draft of other days.';
    issues.push({ code: 'outside-horizon', path: paths.start, message, facts: { value: start, from, to }, hint });
  }
  if (shift.end <= shift.start) {
    const message = `The shift ends at ${end}, not after it starts at ${start}.`;
    const hint = 'A night ends on the next date: let the end lie after the start.';
    return [...issues, { code: 'span-not-positive', path: paths.end, message, facts: { start, end }, hint }];
  }
  const wall = shift.end - shift.start + offsetSecondsAt(zone, shift.end) - offsetSecondsAt(zone, shift.start);
  const hours = Math.round((wall / SECONDS_PER_HOUR) * 100) / 100;
  if (hours > LONGEST_SHIFT_HOURS) {
    const message = `The shift is ${hours} h long, longer than ${LONGEST_SHIFT_HOURS} h.`;
    const facts = { hours, maximum: LONGEST_SHIFT_HOURS };
    issues.push({ code: 'shift-too-long', path: paths.end, message, facts, hint: 'Check the dates of start and end.' });
  }
  return issues;
}

/** What is wrong with the pieces of a shift; they may come in any order. */
export function pieceIssues(team: Team, shift: Shift, path: string): readonly Issue[] {
  const iso = (instant: Instant): string => isoOf(team.zone, instant);
  const pieces = shift.pieces ?? [];
  const issues = pieces.flatMap((piece, index) =>
    'skill' in piece ? nameIssues(namesOf(team, 'skill'), piece.skill, `${path}/${index}/skill`) : [],
  );
  const taken: Interval[] = [...shift.breaks];
  for (const piece of [...pieces].sort((a, b) => a.start - b.start)) {
    const at = `${path}/${pieces.indexOf(piece)}`;
    const [start, end] = [iso(piece.start), iso(piece.end)];
    if (piece.end <= piece.start || piece.start < shift.start || piece.end > shift.end) {
      const message = `The piece from ${start} to ${end} lies outside its shift, or has no length.`;
      const hint = 'Put it inside the shift: give the shift its pieces anew by an edit `pieces` of the same request.';
      issues.push({ code: 'piece-outside-shift', path: at, message, facts: { start, end }, hint });
    } else if (taken.some((other) => other.start < piece.end && other.end > piece.start)) {
      const message = `A piece of a shift overlaps a break or another piece at ${start}.`;
      const hint = 'Give each moment of a shift one thing to do.';
      issues.push({ code: 'pieces-overlap', path: at, message, facts: { start }, hint });
    }
    taken.push(piece);
  }
  return issues;
}

/** What is wrong with the breaks of a shift; they may come in any order. */
export function breakIssues({ zone }: Team, shift: Shift, path: string): readonly Issue[] {
  const iso = (instant: Instant): string => isoOf(zone, instant);
  const issues: Issue[] = [];
  let free = shift.start;
  for (const pause of [...shift.breaks].sort((a, b) => a.start - b.start)) {
    const at = `${path}/${shift.breaks.indexOf(pause)}`;
    const [start, end] = [iso(pause.start), iso(pause.end)];
    if (pause.end <= pause.start || pause.start < shift.start || pause.end > shift.end) {
      const message = `The break from ${start} to ${end} lies outside its shift, or has no length.`;
      const hint = 'Put it inside the shift: give the shift its breaks anew by an edit `breaks` of the same request.';
      issues.push({ code: 'break-outside-shift', path: at, message, facts: { start, end }, hint });
    } else if (pause.start < free) {
      const message = `Two breaks of one shift overlap at ${start}.`;
      issues.push({ code: 'breaks-overlap', path: at, message, facts: { start }, hint: 'Separate them.' });
    }
    free = Math.max(free, pause.end);
  }
  return issues;
}
