import { addDays, startOfDate } from '../domain/calendar.ts';
import type { Note } from '../domain/forecast.ts';
import type { Surroundings } from '../domain/problem.ts';
import type { ScheduledShift } from '../domain/schedule.ts';
import { compareShifts, type Shift } from '../domain/shift.ts';
import type { Team } from '../domain/team.ts';
import type { Interval, LocalDate } from '../domain/units.ts';
import { allPages } from './all-pages.ts';
import { effectiveTeam } from './drafts/effective-team.ts';
import type { StoredDraft } from './drafts/stored-draft.ts';
import { asSeenBy, reachOfRules } from './publications/judge-publication.ts';
import { withOthers } from './restricted-tables.ts';
import { knownOfTeam } from './schedules/known-days.ts';
import type { Tables } from './store.ts';

/** What of the store is audited: days of a team's schedule, or as they would be with a version of a draft in place of what is published. */
export type StoredAuditRequest = {
  readonly team: Team;
  readonly from: LocalDate;
  readonly days: number;
  readonly draft?: Pick<StoredDraft, 'head' | 'frame' | 'shifts'> | undefined;
};

/** A roster to be judged, and what of the schedule could not go into it as it is. */
export type StoredAuditTask = Surroundings & {
  readonly team: Team;
  readonly shifts: readonly Shift[];
  readonly notes: readonly Note[];
};

/** Ids that a note names; the rest is counted. */
const NAMED = 20;

function spanOf({ zone }: Team, from: LocalDate, days: number): Interval {
  return { start: startOfDate(zone, from), end: startOfDate(zone, addDays(from, days)) };
}

function startsIn({ start, end }: Interval): (shift: Interval) => boolean {
  return (shift) => shift.start >= start && shift.start < end;
}

function named(ids: Iterable<string>): string {
  const all = [...new Set(ids)].sort();
  return all.slice(0, NAMED).join(', ') + (all.length > NAMED ? ', ...' : '');
}

/** Shifts without the templates and skills that the team has no more, and notes of it. */
function withKnownNames(
  team: Team,
  shifts: readonly Shift[],
): { readonly shifts: readonly Shift[]; readonly notes: Note[] } {
  const templates = new Set(team.shiftTemplates.map(({ id }) => id));
  const skills = new Set(team.skills.map(({ id }) => id));
  const gone = (id: string | undefined, known: ReadonlySet<string>): id is string => id !== undefined && !known.has(id);
  const noTemplate = shifts.filter(({ template }) => gone(template, templates));
  const noSkill = shifts.filter(({ skill }) => gone(skill, skills));
  const notes: Note[] = [];
  if (noTemplate.length > 0)
    notes.push({
      code: 'templates-gone',
      facts: { shifts: noTemplate.length, templates: named(noTemplate.flatMap(({ template }) => template ?? [])) },
    });
  if (noSkill.length > 0)
    notes.push({
      code: 'skills-gone',
      facts: { shifts: noSkill.length, skills: named(noSkill.flatMap(({ skill }) => skill ?? [])) },
    });
  if (notes.length === 0) return { shifts, notes };
  const known = shifts.map((shift) => ({
    ...shift,
    template: gone(shift.template, templates) ? undefined : shift.template,
    skill: gone(shift.skill, skills) ? undefined : shift.skill,
  }));
  return { shifts: known, notes };
}

/** Every shift under an id of its own: a draft may hold on its days what was published elsewhere since. */
function distinct(lists: readonly (readonly Shift[])[]): readonly (readonly Shift[])[] {
  const taken = new Set<string>();
  return lists.map((list) =>
    list.map((shift) => {
      const id = taken.has(shift.id) ? `${shift.id} as published` : shift.id;
      taken.add(id);
      return id === shift.id ? shift : { ...shift, id };
    }),
  );
}

/**
 * The roster that an audit of stored days judges. Every employee's line is what any team has published for her, of which this team's shifts are judged; the
 * team is the present one with its people's absences. Shifts of people who have left the team since cannot be judged by it: a note says whose they are.
 */
export async function auditTaskOfStored(
  tables: Pick<Tables, 'schedules' | 'absences'>,
  { team, from, days, draft }: StoredAuditRequest,
): Promise<StoredAuditTask> {
  const own = spanOf(team, from, days);
  const end = addDays(from, days);
  const dates = { from, to: addDays(end, -1) };
  const reach = reachOfRules(team, dates);
  const { daysBefore, daysAfter } = reach;
  // A day more on each side: a shift of the day before may reach into the first day that counts.
  const around = {
    start: startOfDate(team.zone, addDays(from, -daysBefore - 1)),
    end: startOfDate(team.zone, addDays(end, daysAfter + 1)),
  };
  const members = team.employees.map(({ id }) => id);
  const isMember = new Set(members);
  const absences = await allPages((page) =>
    tables.absences.list({ employees: members, from: addDays(from, -7), to: addDays(end, 7) }, page),
  );
  const theirs =
    members.length === 0 ? [] : (await withOthers(tables.schedules).list({ employees: members, span: around })).items;
  const teams = (await tables.schedules.list({ team: team.id, span: own })).items;
  const drafted = draft === undefined ? undefined : startsIn(spanOf(team, draft.head.from, draft.head.days));
  // What the draft is to replace does not count beside it.
  const isReplaced = (shift: ScheduledShift): boolean => shift.teamId === team.id && drafted?.(shift) === true;
  const published = theirs.filter((shift) => !isReplaced(shift));
  const inside = [
    ...(draft?.shifts ?? []).filter(startsIn(own)),
    ...published.filter((shift) => shift.teamId === team.id && startsIn(own)(shift)).map((one) => asSeenBy(team, one)),
  ];
  const left = [
    ...teams.filter((shift) => !isReplaced(shift) && startsIn(own)(shift)),
    ...(draft?.shifts ?? []).filter(startsIn(own)),
  ].filter(({ employeeId }) => !isMember.has(employeeId));
  const judged = withKnownNames(
    team,
    inside.filter(({ employeeId }) => isMember.has(employeeId)),
  );
  const others = published.filter((shift) => shift.teamId !== team.id && startsIn(own)(shift));
  const isWhole = draft !== undefined && draft.head.from === from && draft.head.days === days;
  const { past, future } = isWhole ? draft.frame : { past: 'published' as const, future: 'published' as const };
  const before = published.filter(({ start }) => start < own.start).map((shift) => asSeenBy(team, shift));
  const behind = published.filter(({ start }) => start >= own.end).map((shift) => asSeenBy(team, shift));
  const reached = await knownOfTeam(tables, team.id, dates, reach);
  const known = (given: readonly Shift[] | undefined): readonly Shift[] | undefined =>
    given?.filter(({ employeeId }) => isMember.has(employeeId));
  const pastShifts = past === 'published' ? before : known(past);
  const futureShifts = future === 'published' ? behind : known(future);
  const [shifts = [], pastOwn = [], futureOwn = [], elsewhere = []] = distinct([
    [...judged.shifts].sort(compareShifts),
    pastShifts ?? [],
    futureShifts ?? [],
    others.map((shift) => asSeenBy(team, shift)),
  ]);
  const notes: Note[] = [...judged.notes];
  if (others.length > 0)
    notes.push({
      code: 'other-teams-counted',
      facts: { shifts: others.length, teams: named(others.map(({ teamId }) => teamId)) },
    });
  if (left.length > 0)
    notes.push({
      code: 'employees-left',
      facts: { shifts: left.length, employees: named(left.map(({ employeeId }) => employeeId)) },
    });
  return {
    team: effectiveTeam(team, absences),
    shifts,
    past: pastShifts === undefined ? undefined : pastOwn,
    future: futureShifts === undefined ? undefined : futureOwn,
    pastFrom: past === 'published' ? reached.pastFrom : undefined,
    futureTo: future === 'published' ? reached.futureTo : undefined,
    elsewhere,
    notes,
  };
}
