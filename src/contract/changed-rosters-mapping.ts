import type { DraftScore, EditDifference } from '../domain/draft-difference.ts';
import type { TeamBreach } from '../domain/breach.ts';
import type { BaselineChange } from '../domain/changes.ts';
import type { Issue, Outcome } from '../domain/issue.ts';
import type { Problem } from '../domain/problem.ts';
import type { Absence, PartChange, Replacements, Swap, SwapVerdict, Vacancy } from '../domain/replacement.ts';
import type { Shift } from '../domain/shift.ts';
import type { Zone } from '../domain/units.ts';
import { fromBreach, fromLedgerWeek, fromUnknown } from './audit-mapping.ts';
import { DEFAULT_CHANGE_PRICES, fromChanges } from './baseline.ts';
import { replacementsBodySchema, scoreBodySchema, swapBodySchema } from './changed-rosters.ts';
import type { ReplacementsDocument, ScoreDocument, SwapDocument } from './changed-rosters.ts';
import { daysAt } from './cover-checks.ts';
import { elements, list, member, text } from './cursor.ts';
import { type Check, checkAt, readDocument } from './documents.ts';
import { issue } from './messages/render.ts';
import { fromNote } from './notes.ts';
import { problemChecks, toProblem } from './problem-mapping.ts';
import { fromBreachDifference, fromDifference } from './resources/draft-differences.ts';
import { fromEdits } from './resources/draft-edits.ts';
import { fromShortage, fromUncovered } from './roster-mapping.ts';
import { checkShifts, checkSides } from './shift-checks.ts';
import { fromShift, hoursOf, toShifts } from './shift-mapping.ts';
import { checkDistinct, checkKnown, namesOf } from './team-checks.ts';
import { fromTeamBreach } from './team-rules.ts';

/** A roster lies on the days of its problem, in words of its team. Shifts of one employee at once are a breach of it, not a mistake. */
const checkRosterShifts: Check = (root, add) => {
  const problem = member(root, 'problem');
  const team = member(problem, 'team');
  const days = daysAt(problem, team);
  if (days === undefined) return;
  for (const name of ['shifts', 'against']) {
    const placed = checkShifts(member(root, name), days.zone, namesOf(team), true, add);
    checkDistinct(list(root, name), add);
    checkSides({ locks: placed, past: [], future: [] }, days.zone, days.span, add);
  }
  const around = ['past', 'future', 'elsewhere'].flatMap((name) => list(problem, name));
  checkDistinct([...around, ...list(root, 'shifts')], add);
};

const rosterChecks: readonly Check[] = [...problemChecks.map((check) => checkAt('problem', check)), checkRosterShifts];

const checkAbsences: Check = (root, add) => {
  const { employees } = namesOf(member(member(root, 'problem'), 'team'));
  for (const absence of list(root, 'absences')) {
    checkKnown('unknown-employee', text(absence, 'employee'), `${absence.path}/employee`, employees, add);
    const [from, to] = [text(absence, 'from'), text(absence, 'to')];
    if (from !== undefined && to !== undefined && to < from)
      add(issue('absence-backwards', `${absence.path}/to`, { from, to }));
  }
  const vacated = elements(member(root, 'vacated'));
  if (vacated.length + list(root, 'absences').length === 0)
    add(issue('one-needed', '', { first: 'vacated', second: 'absences' }));
};

const checkSwap: Check = (root, add) => {
  const { employees } = namesOf(member(member(root, 'problem'), 'team'));
  checkKnown('unknown-employee', text(root, 'to'), '/to', employees, add);
  const isGiven = (name: string): boolean => member(root, name).value !== undefined;
  if (isGiven('take') && isGiven('to')) add(issue('both-given', '', { first: 'take', second: 'to' }));
  if (!isGiven('take') && !isGiven('to')) add(issue('one-needed', '', { first: 'take', second: 'to' }));
};

export type RosterRequest = { readonly problem: Problem; readonly shifts: readonly Shift[] };
export type ScoreRequest = RosterRequest & { readonly against?: readonly Shift[] | undefined };
export type ReplacementsRequest = RosterRequest & {
  readonly vacated: readonly string[];
  readonly absences: readonly Absence[];
  readonly limit: number;
};
export type SwapRequest = RosterRequest & { readonly swap: Swap };

/** Reads the body of a request for a score. */
export function parseScoreBody(input: unknown): Outcome<ScoreRequest> {
  const read = readDocument(scoreBodySchema, input, rosterChecks);
  if (!read.ok) return read;
  const problem = toProblem(read.value.problem);
  const { zone } = problem.team;
  const { shifts, against } = read.value;
  return {
    ok: true,
    value: {
      problem,
      shifts: toShifts(zone, shifts),
      ...(against === undefined ? {} : { against: toShifts(zone, against) }),
    },
  };
}

/** Where changes have no price of their own, those of a PROBLEM that names none hold against the roster itself. */
function priced(problem: Problem, shifts: readonly Shift[]): Problem {
  if (problem.baseline !== undefined) return problem;
  return { ...problem, baseline: { shifts, asOf: problem.from, prices: DEFAULT_CHANGE_PRICES } };
}

/** Ids that a hint lists; more would hide what matters. */
const IDS_LISTED = 14;

/** A shift that the roster does not have, with the ids of the shifts of the employee whose name the given one begins with. */
function unknownShift(id: string, path: string, shifts: readonly Shift[]): Issue {
  const employee = id.split(/[/@]/)[0] ?? id;
  const own = shifts.filter(({ employeeId }) => employeeId === employee).map((shift) => shift.id);
  const known = own.length > IDS_LISTED ? [...own.slice(0, IDS_LISTED), '...'] : own;
  return issue('shift-not-in-roster', path, own.length === 0 ? { id } : { id, employee, known: known.join(', ') });
}

/** Reads the body of a request for replacements. */
export function parseReplacementsBody(input: unknown): Outcome<ReplacementsRequest> {
  const read = readDocument(replacementsBodySchema, input, [...rosterChecks, checkAbsences]);
  if (!read.ok) return read;
  const { vacated, absences, limit, ...body } = read.value;
  const problem = toProblem(body.problem);
  const shifts = toShifts(problem.team.zone, body.shifts);
  const ids = new Set(shifts.map(({ id }) => id));
  const issues = vacated.flatMap((id, index) => (ids.has(id) ? [] : [unknownShift(id, `/vacated/${index}`, shifts)]));
  if (issues.length > 0) return { ok: false, issues };
  const absent = absences.map(({ employee, from, to }) => ({ employeeId: employee, from, to }));
  return { ok: true, value: { problem: priced(problem, shifts), shifts, vacated, absences: absent, limit } };
}

/** Reads the body of a request to judge a swap. */
export function parseSwapBody(input: unknown): Outcome<SwapRequest> {
  const read = readDocument(swapBodySchema, input, [...rosterChecks, checkSwap]);
  if (!read.ok) return read;
  const { give, take, to, ...body } = read.value;
  const problem = toProblem(body.problem);
  const shifts = toShifts(problem.team.zone, body.shifts);
  const giver = shifts.find(({ id }) => id === give);
  const taken = shifts.find(({ id }) => id === take);
  const issues: Issue[] = [
    ...(giver === undefined ? [unknownShift(give, '/give', shifts)] : []),
    ...(take !== undefined && taken === undefined ? [unknownShift(take, '/take', shifts)] : []),
  ];
  const other = taken?.employeeId ?? to;
  if (giver !== undefined && giver.employeeId === other)
    issues.push(issue('swap-with-self', take === undefined ? '/to' : '/take', { employee: giver.employeeId }));
  if (issues.length > 0) return { ok: false, issues };
  return { ok: true, value: { problem, shifts, swap: { give, take, to } } };
}

/** What a roster is worth, as a document. */
export function fromScore(
  zone: Zone,
  score: DraftScore & {
    readonly changes?: readonly BaselineChange[] | undefined;
    readonly difference?: EditDifference | undefined;
  },
): ScoreDocument {
  const { changes, difference, teamBreaches, shortages } = score;
  return {
    kind: 'score',
    objective: score.objective,
    objectiveParts: score.objectiveParts.map((part) => ({ ...part })),
    ...(changes === undefined ? {} : { changes: fromChanges(zone, changes) }),
    uncovered: score.uncovered.map((one) => fromUncovered(zone, one)),
    breaches: score.breaches.map((breach) => fromBreach(zone, breach)),
    ...(teamBreaches === undefined ? {} : { teamBreaches: teamBreaches.map((one) => fromTeamBreach(zone, one)) }),
    ...(shortages === undefined ? {} : { shortages: shortages.map((one) => fromShortage(zone, one)) }),
    unknowns: score.unknowns.map((one) => fromUnknown(zone, one)),
    ledger: score.ledger.map(fromLedgerWeek),
    ...(difference === undefined ? {} : { difference: fromDifference(zone, difference) }),
  };
}

function fromParts(parts: readonly PartChange[]): ReplacementsDocument['vacancies'][number]['open']['parts'] {
  return parts.map((part) => ({ ...part }));
}

/** Nothing where there are none. */
function fromTeamBreaches(zone: Zone, found: readonly TeamBreach[]) {
  return found.length === 0 ? {} : { teamBreaches: found.map((one) => fromTeamBreach(zone, one)) };
}

function fromVacancy(zone: Zone, vacancy: Vacancy): ReplacementsDocument['vacancies'][number] {
  const { shift, open, candidates, possible, stopped, stoppedPeople, stoppedBy } = vacancy;
  return {
    shift: fromShift(zone, shift),
    open: { points: open.points, parts: fromParts(open.parts), short: structuredClone(open.short) },
    candidates: candidates.map((one) => ({
      employee: one.employeeId,
      way: one.way,
      shift: fromShift(zone, one.shift),
      ...(one.instead === undefined ? {} : { instead: fromShift(zone, one.instead) }),
      edits: fromEdits(zone, one.edits),
      points: one.points,
      parts: fromParts(one.parts),
      paidHours: hoursOf(one.paidSeconds),
      short: structuredClone(one.short),
      breaches: one.breaches.map((breach) => fromBreach(zone, breach)),
      ...fromTeamBreaches(zone, one.teamBreaches),
    })),
    possible,
    stopped: stopped.map(({ employeeId, way, breaches, teamBreaches = [] }) => ({
      employee: employeeId,
      way,
      breaches: breaches.map((breach) => fromBreach(zone, breach)),
      ...fromTeamBreaches(zone, teamBreaches),
    })),
    stoppedPeople,
    stoppedBy: stoppedBy.map(({ ruleId, employees }) => ({ rule: ruleId, employees })),
  };
}

/** Who could work what nobody works any more, as a document. */
export function fromReplacements({ team, baseline, from }: Problem, found: Replacements): ReplacementsDocument {
  const { asOf, prices } = baseline ?? { asOf: from, prices: DEFAULT_CHANGE_PRICES };
  return {
    kind: 'replacements',
    vacancies: found.vacancies.map((vacancy) => fromVacancy(team.zone, vacancy)),
    baseline: {
      asOf,
      prices: { ...prices, movedBreak: prices.movedBreak ?? 0, notice: prices.notice.map((step) => ({ ...step })) },
    },
  };
}

/** A judged exchange, as a document. */
export function fromSwap(
  zone: Zone,
  { verdict, reasons, sides, teamBreaches, edits, difference }: SwapVerdict,
): SwapDocument {
  return {
    kind: 'swap',
    verdict,
    reasons: reasons.map((note) => fromNote(zone, note)),
    sides: sides.map(({ employeeId, paidSecondsBefore, paidSecondsAfter, breaches, unknowns }) => ({
      employee: employeeId,
      paidHoursBefore: hoursOf(paidSecondsBefore),
      paidHoursAfter: hoursOf(paidSecondsAfter),
      breaches: fromBreachDifference(zone, breaches),
      unknowns: unknowns.map((one) => fromUnknown(zone, one)),
    })),
    ...fromTeamBreaches(zone, teamBreaches),
    edits: fromEdits(zone, edits),
    difference: fromDifference(zone, difference),
  };
}
