import { addDays, startOfDate } from '../../domain/calendar.ts';
import type { DraftFrame } from '../../domain/draft.ts';
import type { Problem } from '../../domain/problem.ts';
import type { ScheduledShift } from '../../domain/schedule.ts';
import type { Shift } from '../../domain/shift.ts';
import type { Team } from '../../domain/team.ts';
import { allPages } from '../all-pages.ts';
import { reachOfRules } from '../publications/judge-publication.ts';
import { withOthers } from '../restricted-tables.ts';
import { knownOfTeam } from '../schedules/known-days.ts';
import type { DraftHead, Tables } from '../store.ts';
import { problemOfDraft, type PublishedAround, spanOfDays } from './draft-problem.ts';
import { effectiveTeam } from './effective-team.ts';

/** The tables that a draft and what it is judged by come from. */
export type DraftTables = Pick<Tables, 'teams' | 'drafts' | 'schedules' | 'absences'>;

/** A draft as it is stored, with its team; what it is judged by is read when it is known whom that is about. */
export type StoredDraft = {
  readonly head: DraftHead;
  readonly version: number;
  readonly frame: DraftFrame;
  readonly team: Team;
  readonly shifts: readonly Shift[];
};

/** A version of a draft (default the newest); undefined where the draft, the version or its team is not there. */
export async function readDraft(tables: DraftTables, id: string, version?: number): Promise<StoredDraft | undefined> {
  const head = await tables.drafts.get(id);
  if (head === undefined) return undefined;
  const which = version ?? head.version;
  const frame = await tables.drafts.frame(id);
  const stored = await tables.teams.get(head.team);
  const shifts = await tables.drafts.shifts(id, { version: which });
  if (frame === undefined || stored === undefined || shifts === undefined) return undefined;
  return { head, version: which, frame, team: stored.team, shifts };
}

/** What is published for some employees around the draft's days, and for everybody of the team on them: that is who covers. */
async function publishedAround(
  { schedules }: DraftTables,
  { head, frame, team }: StoredDraft,
  employees: readonly string[],
): Promise<PublishedAround> {
  const { from, days } = head;
  const own = spanOfDays(team, head);
  const isAsked = frame.past === 'published' || frame.future === 'published';
  if (!isAsked) {
    const items = (await withOthers(schedules).list({ employees, span: own })).items;
    return { shifts: items, known: { pastFrom: undefined, futureTo: undefined } };
  }
  const end = addDays(from, days);
  const dates = { from, to: addDays(end, -1) };
  const reach = reachOfRules(team, dates);
  const { daysBefore, daysAfter } = reach;
  // A day more on each side: a shift of the day before may reach into the first day that counts.
  const span = {
    start: startOfDate(team.zone, addDays(from, -daysBefore - 1)),
    end: startOfDate(team.zone, addDays(end, daysAfter + 1)),
  };
  const theirs = (await withOthers(schedules).list({ employees, span })).items;
  const teams = (await schedules.list({ team: team.id, span: own })).items;
  const shifts = new Map<string, ScheduledShift>([...theirs, ...teams].map((shift) => [shift.id, shift]));
  return {
    shifts: [...shifts.values()],
    known: await knownOfTeam({ schedules }, team.id, dates, reach),
  };
}

/**
 * What a draft is judged by at present: the team with its people's absences, and what is published around the draft's days where its frame asks for
 * that. `employees` (default all of the team) are those whose lines are to be judged: of the others only what covers is read. `locked`: the draft's locked shifts
 * are fixed, as for a solve.
 */
export async function problemOfStored(
  tables: DraftTables,
  draft: StoredDraft,
  how: { readonly employees?: readonly string[] | undefined; readonly locked?: boolean | undefined } = {},
): Promise<Problem> {
  const { head, frame, team, shifts } = draft;
  const members = how.employees ?? team.employees.map(({ id }) => id);
  const end = addDays(head.from, head.days);
  const absences = await allPages((page) =>
    tables.absences.list({ employees: members, from: addDays(head.from, -7), to: addDays(end, 7) }, page),
  );
  return problemOfDraft({
    team: effectiveTeam(team, absences),
    days: { from: head.from, days: head.days },
    frame,
    published: await publishedAround(tables, draft, members),
    shifts,
    locks: how.locked === true ? shifts.filter(({ locked }) => locked === true) : [],
  });
}
