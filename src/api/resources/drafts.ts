import { issue } from '../../contract/messages/render.ts';
import { fromNote } from '../../contract/notes.ts';
import { fromDraftHead, type NewDraftRead, readNewDraft, solveBodyOf } from '../../contract/resources/draft-reading.ts';
import { dayAfter, daysIncluded, lastDay } from '../../contract/resources/dates.ts';
import { copyNotes } from '../../planning/drafts/copy-notes.ts';
import { copyWeek } from '../../planning/drafts/copy-week.ts';
import { agreementsOn } from '../../planning/agreements.ts';
import { type Against, publishedBaseline } from '../../planning/changes/published-baseline.ts';
import { partOfProblem, shiftsOfPart } from '../../planning/drafts/part-of-problem.ts';
import { problemOfStored, readDraft } from '../../planning/drafts/stored-draft.ts';
import { shiftsOnDates } from '../../planning/schedules/schedule-question.ts';
import type { DraftHead, DraftTable, StoredTeam, Tables } from '../../planning/store.ts';
import type { Issue } from '../problem.ts';
import { found, invalid } from './refusals.ts';

type NewDraft = Parameters<DraftTable['create']>[0];
type Shifts = NewDraft['shifts'];
type Job = Awaited<ReturnType<Tables['jobs']['create']>>;

/** The documents of stored requirements; refused at their places where they are not there or belong to others. */
async function requirementsNamed(tables: Tables, team: string, ids: readonly string[]): Promise<readonly unknown[]> {
  const issues: Issue[] = [];
  const documents: unknown[] = [];
  for (const [index, id] of ids.entries()) {
    const path = `/requirements/${index}`;
    const stored = await tables.documents.get('requirement', id);
    const first = ids.indexOf(id);
    if (first < index) issues.push(issue('requirement-repeated', path, { id, first: `/requirements/${first}` }));
    else if (stored === undefined) issues.push(issue('unknown-requirement', path, { id }));
    else if (stored.head.team !== undefined && stored.head.team !== team)
      issues.push(issue('requirement-of-other-team', path, { id, other: stored.head.team, team }));
    else documents.push(JSON.parse(stored.text));
  }
  if (issues.length > 0) throw invalid(issues);
  return documents;
}

/** The shifts to be copied, the day that becomes the first, and where they come from. */
async function copySource(
  tables: Tables,
  team: string,
  days: number,
  { published, roster, version }: NonNullable<NewDraftRead['copyFrom']>,
): Promise<{ readonly shifts: Shifts; readonly from: string; readonly cause: string }> {
  if (published !== undefined) {
    const { from } = published;
    const shifts = await shiftsOnDates(tables, { team }, { from, to: lastDay(from, days) });
    if (shifts === 'too-many') throw new Error('more shifts are published than a draft may have days for');
    return { shifts, from, cause: `published from ${from}` };
  }
  const id = roster ?? '';
  const path = '/copyFrom/roster';
  const head = await tables.drafts.get(id);
  if (head === undefined) throw invalid([issue('unknown-draft', path, { id })]);
  if (head.team !== team) throw invalid([issue('draft-of-other-team', path, { id, other: head.team, team })]);
  const which = version ?? head.version;
  const shifts = await tables.drafts.shifts(id, { version: which });
  if (shifts === undefined) throw invalid([issue('unknown-version', '/copyFrom/version', { version: which })]);
  return { shifts, from: head.from, cause: `draft ${id} version ${which}` };
}

async function copied(tables: Tables, { team }: StoredTeam, body: NewDraftRead) {
  const { copyFrom, horizon } = body;
  if (copyFrom === undefined) return undefined;
  const { from: to, days } = horizon;
  const source = await copySource(tables, team.id, days, copyFrom);
  const dates = { from: source.from, to, days };
  const copy = copyWeek(source.shifts, team, dates);
  const published = copyFrom.published !== undefined;
  const notes = await copyNotes(tables, { team: team.id, days: dates, published, copied: copy });
  return { shifts: copy.shifts, cause: { kind: 'copied', from: source.cause } as const, notes };
}

/** Makes a draft of a team; gives it with what was left out of a copy. */
export async function createDraft(
  tables: Tables,
  stored: StoredTeam,
  body: NewDraftRead,
): Promise<{ readonly head: DraftHead; readonly notes: readonly object[] }> {
  const { team } = stored;
  const documents = await requirementsNamed(tables, team.id, body.requirements);
  const begun = readNewDraft(team, body, documents);
  if (!begun.ok) throw invalid(begun.issues);
  const { frame } = begun.value;
  const copy = await copied(tables, stored, body);
  const head = await tables.drafts.create({
    team: team.id,
    name: body.name,
    days: { from: body.horizon.from, days: body.horizon.days },
    frame,
    shifts: copy?.shifts ?? begun.value.shifts,
    cause: copy?.cause ?? { kind: 'created' },
  });
  return { head, notes: (copy?.notes ?? []).map((note) => fromNote(team.zone, note)) };
}

/** A draft that was just made, as a document. */
export function createdDocument({ head, notes }: Awaited<ReturnType<typeof createDraft>>): object {
  return { ...fromDraftHead(head), notes };
}

type Solving = {
  readonly solve: { readonly seed: number };
  readonly keep: 'locked' | 'all' | 'none';
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly against?: Against | undefined;
  readonly urgency?: number | undefined;
};

/** The days of a draft that are to be solved: all, or those asked for, which it must have. */
function daysToSolve(head: DraftHead, asked: Solving): Pick<DraftHead, 'from' | 'days'> {
  const last = lastDay(head.from, head.days);
  const dates = { from: asked.from ?? head.from, to: asked.to ?? last };
  const issues: Issue[] = (['from', 'to'] as const)
    .filter((key) => dates[key] < head.from || dates[key] > last)
    .map((key) => issue('outside-horizon', `/${key}`, { value: dates[key], from: head.from, to: dayAfter(last) }));
  if (dates.to < dates.from) issues.push(issue('window-empty', '/to', dates));
  if (issues.length > 0) throw invalid(issues);
  return { from: dates.from, days: daysIncluded(dates.from, dates.to) };
}

/** The shifts of a draft that a solve may change and can begin with: a draft may hold words that its team no longer knows. */
function beginningOf({ employees, shiftTemplates, skills }: StoredTeam['team'], shifts: Shifts, locks: Shifts): Shifts {
  const known = {
    employees: new Set(employees.map(({ id }) => id)),
    templates: new Set<string | undefined>(shiftTemplates.map(({ id }) => id)).add(undefined),
    skills: new Set<string | undefined>(skills.map(({ id }) => id)).add(undefined),
  };
  const kept = new Set(locks.map(({ id }) => id));
  return shifts.filter(
    ({ id, employeeId, template, skill }) =>
      !kept.has(id) && known.employees.has(employeeId) && known.templates.has(template) && known.skills.has(skill),
  );
}

/** Hands a draft's newest version to the solvers, with the shifts that must stay. */
export async function startSolve(tables: Tables, id: string, asked: Solving): Promise<Job> {
  const { solve, keep } = asked;
  const draft = found(await readDraft(tables, id), 'draft', id);
  const { head, version } = draft;
  const days = daysToSolve(head, asked);
  const whole = await problemOfStored(tables, draft, { locked: true });
  const problem = partOfProblem(whole, draft.shifts, days);
  const shifts = shiftsOfPart(problem.team.zone, draft.shifts, days);
  const agreements = await agreementsOn(tables, problem);
  const locks = { locked: problem.locks, all: shifts, none: [] }[keep];
  const start = beginningOf(problem.team, shifts, locks);
  const baseline =
    asked.against === undefined ? undefined : await publishedBaseline(tables, problem.team, days, asked.against);
  const asProblem = { ...problem, locks, start, baseline, lockConflicts: 'keep', agreements } as const;
  const body = solveBodyOf(asProblem, draft.shifts, solve);
  if (!body.ok) throw invalid(body.issues);
  return tables.jobs.create({
    kind: 'draft',
    team: head.team,
    seed: solve.seed,
    urgency: asked.urgency,
    request: { operation: 'rosters', body: body.value, draft: { id, version } },
  });
}
