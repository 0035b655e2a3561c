import { addDays, datesFrom, minutesOfDay, startOfDate } from '../domain/calendar.ts';
import type { CoverFrom } from '../domain/demand.ts';
import { completeDemands, demandOfRequirement } from '../domain/demand.ts';
import type { Issue, Outcome } from '../domain/issue.ts';
import type { IntervalDemand, Problem, TemplateDemand } from '../domain/problem.ts';
import type { View } from '../domain/protected.ts';
import type { Team } from '../domain/team.ts';
import type { Interval, Zone } from '../domain/units.ts';
import { checkActivities, fromActivities } from './activities.ts';
import { checkBaseline, fromBaseline, toBaseline } from './baseline.ts';
import { checkDemand, datesMeant, daysAt, spanOn } from './cover-checks.ts';
import { list, member } from './cursor.ts';
import { fromDemands, toDemands } from './demands.ts';
import type { Check } from './documents.ts';
import { checkAt, readDocument } from './documents.ts';
import type { ProblemDocument, ProblemRead } from './problem.ts';
import { problemSchema } from './problem.ts';
import type { RequirementRead } from './requirement.ts';
import { checkRecordsThere, seenTeam } from './protected-view.ts';
import { checkRules } from './rule-checks.ts';
import { checkOverlaps, checkShifts, checkSides } from './shift-checks.ts';
import { fromShift, fromSurroundings, toKnown, toLocks, toShifts, toSurrounding } from './shift-mapping.ts';
import { checkDistinct, checkTeam, namesOf } from './team-checks.ts';
import type { TeamRead } from './team.ts';
import { teamSchema } from './team.ts';
import { instantIn } from './timestamps.ts';

/** The team of a checked document. */
export function toTeam(read: TeamRead): Team {
  const { kind, ...team } = read;
  if (kind !== 'team') throw new Error(`a ${String(kind)} is no team`);
  return team;
}

/** The team as a document, with what the view sees of its employees. */
export function fromTeam(team: Team, view: View): TeamRead {
  // Documents are data of their own: what a reader does to one must not reach the artefact.
  return { kind: 'team', ...(structuredClone(seenTeam(view, team)) as Omit<TeamRead, 'kind'>) };
}

/** Reads a TEAM: the team, or all that is wrong with it. */
export function parseTeam(input: unknown): Outcome<Team> {
  const read = readDocument(teamSchema, input, [checkTeam, checkRules]);
  return read.ok ? { ok: true, value: toTeam(read.value) } : read;
}

/** The shifts inside and around the horizon of a document that has locks, past and future beside a team. */
export const checkSurroundings: Check = (root, add) => {
  const team = member(root, 'team');
  const days = daysAt(root, team);
  if (days === undefined) return;
  const names = namesOf(team);
  const lists = {
    locks: checkShifts(member(root, 'locks'), days.zone, names, true, add),
    past: checkShifts(member(root, 'past'), days.zone, names, false, add),
    future: checkShifts(member(root, 'future'), days.zone, names, false, add),
  };
  const start = checkShifts(member(root, 'start'), days.zone, names, true, add);
  checkActivities(root, names, add);
  checkBaseline(member(root, 'baseline'), days.zone, names, add);
  const elsewhere = checkShifts(member(root, 'elsewhere'), days.zone, names, false, add);
  checkDistinct(
    ['locks', 'start', 'past', 'future', 'elsewhere'].flatMap((key) => list(root, key)),
    add,
  );
  checkSides(lists, days.zone, days.span, add);
  checkSides({ locks: [...start, ...elsewhere], past: [], future: [] }, days.zone, days.span, add);
  // What overlaps before or behind the horizon has happened, or was let through: it is no mistake of this document.
  checkOverlaps(lists.locks, [...lists.past, ...lists.future], days.zone, add);
};

const checkCover: Check = (root, add) => {
  const team = member(root, 'team');
  checkDemand(root, daysAt(root, team), namesOf(team), add);
};

function coverDemands(cover: ProblemRead['cover'], zone: Zone, dates: readonly string[]): IntervalDemand[] {
  return (cover?.intervals ?? []).flatMap(({ from, to, days, dates: single, ...levels }) =>
    datesMeant({ days, dates: single }, dates).flatMap((date) => {
      const span = spanOn(zone, date, minutesOfDay(from), minutesOfDay(to));
      // A clock change may skip the whole span.
      return span.end > span.start ? [{ ...levels, ...span }] : [];
    }),
  );
}

function requirementDemands(
  { skill, parameters, intervals }: RequirementRead,
  coverFrom: CoverFrom,
  zone: Zone,
  horizon: Interval,
): readonly IntervalDemand[] {
  const needed = intervals.map((row) => ({ ...row, start: instantIn(zone, row.start), end: instantIn(zone, row.end) }));
  return demandOfRequirement(needed, coverFrom, skill ?? parameters?.skill, horizon);
}

/** The problem of a checked document, its cover resolved to instants and dates of the horizon. */
export function toProblem(read: ProblemRead): Problem {
  const team = toTeam(read.team);
  const { zone } = team;
  const { from, days } = read.horizon;
  const dates = datesFrom(from, days);
  const horizon = { start: startOfDate(zone, from), end: startOfDate(zone, addDays(from, days)) };
  const requirements = read.requirement === undefined ? [] : [read.requirement].flat();
  const resolved = toDemands(zone, read.demands ?? { intervals: [], templates: [] });
  const templateDemands: TemplateDemand[] = (read.cover?.templates ?? []).flatMap(
    ({ days: weekdays, dates: single, ...levels }) =>
      datesMeant({ days: weekdays, dates: single }, dates).map((date) => ({ ...levels, date })),
  );
  return {
    team,
    from,
    days,
    intervalDemands: completeDemands(
      [
        ...coverDemands(read.cover, zone, dates),
        ...requirements.flatMap((requirement) => requirementDemands(requirement, read.coverFrom, zone, horizon)),
        ...resolved.intervalDemands,
      ],
      horizon,
    ),
    templateDemands: [...templateDemands, ...resolved.templateDemands],
    prices: read.prices,
    locks: toLocks(zone, read.locks),
    ...(read.start === undefined ? {} : { start: toShifts(zone, read.start) }),
    ...(read.activities === undefined ? {} : { activities: read.activities }),
    ...(read.splitSkills === undefined ? {} : { splitSkills: read.splitSkills }),
    ...(read.baseline === undefined ? {} : { baseline: toBaseline(zone, read.baseline) }),
    past: toSurrounding(zone, read.past),
    future: toSurrounding(zone, read.future),
    ...toKnown(zone, read),
    ...(read.lockConflicts === undefined ? {} : { lockConflicts: read.lockConflicts }),
    ...(read.agreements === undefined ? {} : { agreements: read.agreements }),
  };
}

/** What a PROBLEM must keep besides its schema. */
export const problemChecks: readonly Check[] = [
  checkAt('team', checkTeam),
  checkAt('team', checkRules),
  checkAt('team', checkRecordsThere),
  checkSurroundings,
  checkCover,
];

/** Reads a PROBLEM: the problem, or all that is wrong with it. */
export function parseProblem(input: unknown): Outcome<Problem> {
  const read = readDocument(problemSchema, input, problemChecks);
  return read.ok ? { ok: true, value: toProblem(read.value) } : read;
}

/** The problem as a document that stands alone, its demand resolved. It is to be solved by: all of the team goes with it, protected records too. */
export function fromProblem(problem: Problem): ProblemDocument {
  const {
    team,
    from,
    days,
    prices,
    locks,
    start,
    baseline,
    activities,
    splitSkills,
    lockConflicts,
    agreements = [],
  } = problem;
  const { zone } = team;
  return {
    kind: 'problem',
    team: fromTeam(team, 'hr'),
    horizon: { from, days },
    demands: fromDemands(zone, problem),
    prices: { ...prices },
    locks: locks.map((shift) => fromShift(zone, shift)),
    ...(start === undefined ? {} : { start: start.map((shift) => fromShift(zone, shift)) }),
    ...(activities === undefined ? {} : { activities: fromActivities(activities) }),
    ...(splitSkills === undefined ? {} : { splitSkills: { ...splitSkills } }),
    ...(baseline === undefined ? {} : { baseline: fromBaseline(zone, baseline) }),
    ...fromSurroundings(zone, problem),
    ...(lockConflicts === undefined ? {} : { lockConflicts }),
    ...(agreements.length === 0 ? {} : { agreements: agreements.map((one) => ({ ...one })) }),
  };
}

/** What the locks, surroundings and demand of a problem have wrong. Only for one that was composed of a checked team and shifts. */
export function problemIssues(document: ProblemDocument): readonly Issue[] {
  const issues: Issue[] = [];
  const root = { value: document, path: '' };
  for (const check of [checkSurroundings, checkCover]) check(root, (one) => issues.push(one));
  return issues;
}
