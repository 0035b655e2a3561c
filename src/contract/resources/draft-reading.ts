import type { DraftFrame, DraftSolve } from '../../domain/draft.ts';
import type { Issue, Outcome } from '../../domain/issue.ts';
import type { Problem } from '../../domain/problem.ts';
import type { Shift } from '../../domain/shift.ts';
import type { Team } from '../../domain/team.ts';
import type { z } from 'zod';
import { checkActivities, fromActivities } from '../activities.ts';
import { checkDemand, type Days, daysAt } from '../cover-checks.ts';
import { type Cursor, list, member } from '../cursor.ts';
import { type Add, listed } from '../documents.ts';
import { fromDemands } from '../demands.ts';
import { issue } from '../messages/render.ts';
import { fromProblem, fromTeam, problemIssues, toProblem } from '../problem-mapping.ts';
import type { RequirementRead } from '../requirement.ts';
import { requirementSchema } from '../requirement.ts';
import { checkShifts, checkSides } from '../shift-checks.ts';
import { fromShift, toShifts, toSurrounding } from '../shift-mapping.ts';
import { checkDistinct, namesOf } from '../team-checks.ts';
import type { draftHeadSchema, newDraftSchema } from './drafts.ts';

export type NewDraftRead = z.output<typeof newDraftSchema>;

/** What a draft begins with. */
export type DraftBeginning = { readonly frame: DraftFrame; readonly shifts: readonly Shift[] };

/** Where the caller finds what an issue of the joined requirements is about: stored ones come first and are named by id. */
function placeOf(body: NewDraftRead, path: string): string {
  const match = /^\/requirement\/(\d+)(.*)/s.exec(path);
  if (match === null) return path;
  const index = Number(match[1]);
  const stored = body.requirements.length;
  if (index < stored) return `/requirements/${index}`;
  return Array.isArray(body.requirement) ? `/requirement/${index - stored}${match[2]}` : `/requirement${match[2]}`;
}

function checkDraftShifts(root: Cursor, days: Days, add: Add): void {
  const names = namesOf(member(root, 'team'));
  const lists = {
    locks: checkShifts(member(root, 'shifts'), days.zone, names, true, add),
    past: checkShifts(member(root, 'past'), days.zone, names, false, add),
    future: checkShifts(member(root, 'future'), days.zone, names, false, add),
  };
  checkDistinct([...list(root, 'shifts'), ...list(root, 'past'), ...list(root, 'future')], add);
  checkSides(lists, days.zone, days.span, add);
  // Two shifts of one person at once are a breach of the draft and nothing that keeps it from being one.
}

function copyIssues({ copyFrom, shifts }: NewDraftRead): readonly Issue[] {
  if (copyFrom === undefined) return [];
  const { published, roster, version } = copyFrom;
  const pair = { first: 'published', second: 'roster' };
  return [
    ...(shifts.length > 0 ? [issue('both-given', '/copyFrom', { first: 'shifts', second: 'copyFrom' })] : []),
    ...(published !== undefined && roster !== undefined ? [issue('both-given', '/copyFrom', pair)] : []),
    ...(published === undefined && roster === undefined ? [issue('one-needed', '/copyFrom', pair)] : []),
    ...(version !== undefined && roster === undefined
      ? [issue('required', '/copyFrom/roster', { field: 'roster', expected: 'the draft that the version is one of' })]
      : []),
  ];
}

/**
 * What a new draft of a team begins with, or all that is wrong with it. `stored`: the documents of its stored requirements, in their order. What a schema
 * can say was checked before.
 */
export function readNewDraft(team: Team, body: NewDraftRead, stored: readonly unknown[]): Outcome<DraftBeginning> {
  const kept: readonly RequirementRead[] = stored.map((document) => requirementSchema.parse(document));
  const requirement = [...kept, ...(body.requirement === undefined ? [] : [body.requirement].flat())];
  const document = fromTeam(team, 'hr');
  const { horizon, cover, coverFrom, prices, shifts, past, future, activities, splitSkills } = body;
  const asked = {
    team: document,
    horizon,
    cover,
    ...(requirement.length === 0 ? {} : { requirement }),
    shifts,
    past,
    future,
    ...(activities === undefined ? {} : { activities }),
  };
  const root: Cursor = { value: asked, path: '' };
  const days = daysAt(root, member(root, 'team'));
  if (days === undefined) throw new Error('the days of a new draft were not checked');
  const issues: Issue[] = [...copyIssues(body)];
  const add: Add = (one) => issues.push({ ...one, path: placeOf(body, one.path) });
  if (cover !== undefined || requirement.length > 0) checkDemand(root, days, namesOf(member(root, 'team')), add);
  checkActivities(root, namesOf(member(root, 'team')), add);
  checkDraftShifts(root, days, add);
  if (issues.length > 0) return { ok: false, issues: listed(issues) };
  const problem = toProblem({
    kind: 'problem',
    team: document,
    horizon,
    cover,
    requirement: requirement.length === 0 ? undefined : requirement,
    coverFrom,
    prices,
    locks: [],
    past: null,
    future: null,
  });
  const { zone } = team;
  const frame: DraftFrame = {
    intervalDemands: problem.intervalDemands,
    templateDemands: problem.templateDemands,
    prices,
    past: past === 'published' ? past : toSurrounding(zone, past),
    future: future === 'published' ? future : toSurrounding(zone, future),
    requirements: body.requirements,
    ...(activities === undefined ? {} : { activities }),
    ...(splitSkills === undefined ? {} : { splitSkills }),
  };
  return { ok: true, value: { frame, shifts: toShifts(zone, shifts) } };
}

/** A draft's head as it is stored. */
type Head = Pick<z.output<typeof draftHeadSchema>, 'id' | 'team' | 'version' | 'created' | 'updated'> & {
  readonly name: string | undefined;
  readonly from: string;
  readonly days: number;
  readonly shifts: number;
  readonly solve: (DraftSolve & { readonly version: number }) | undefined;
};

/** A draft in short, as it goes out. */
export function fromDraftHead({ id, team, name, from, days, shifts, solve, version, created, updated }: Head): object {
  return {
    id,
    team,
    ...(name === undefined ? {} : { name }),
    horizon: { from, days },
    shiftCount: shifts,
    ...(solve === undefined ? {} : { lastSolve: solve }),
    version,
    created,
    updated,
  };
}

/** The parts of a draft that need no judging, as they go out. */
export function fromDraftParts({ zone }: Team, frame: DraftFrame, shifts: readonly Shift[]): object {
  return {
    requirements: frame.requirements,
    shifts: shifts.map((shift) => fromShift(zone, shift)),
    prices: frame.prices,
    ...(frame.activities === undefined ? {} : { activities: fromActivities(frame.activities) }),
    ...(frame.splitSkills === undefined ? {} : { splitSkills: { ...frame.splitSkills } }),
    demands: fromDemands(zone, frame),
  };
}

/**
 * The body of the stateless request that solves a draft's problem, or why it cannot be solved: issues have places of the draft, below `/draft`, with locks as
 * its `shifts`.
 */
export function solveBodyOf(problem: Problem, shifts: readonly Shift[], solve: object): Outcome<string> {
  if (problem.intervalDemands.length + problem.templateDemands.length === 0)
    return { ok: false, issues: [issue('nothing-wanted', '/draft/demands')] };
  const document = fromProblem(problem);
  const issues = problemIssues(document);
  if (issues.length === 0) return { ok: true, value: JSON.stringify({ problem: document, solve }) };
  const index = new Map(shifts.map(({ id }, place) => [id, place]));
  const pathOf = (path: string): string => {
    const match = /^\/locks\/(\d+)(.*)/s.exec(path);
    const lock = match === null ? undefined : problem.locks[Number(match[1])];
    return lock === undefined ? `/draft${path}` : `/draft/shifts/${index.get(lock.id) ?? ''}${match?.[2] ?? ''}`;
  };
  return { ok: false, issues: listed(issues.map((one) => ({ ...one, path: pathOf(one.path) }))) };
}
