import type { DraftCause, Edit, ShiftChanges } from '../../domain/draft.ts';
import type { DraftComparison, DraftScore, EditDifference } from '../../domain/draft-difference.ts';
import type { Issue } from '../../domain/issue.ts';
import type { DraftHead } from '../store.ts';
import { applyEdits } from './apply-edits.ts';
import { compareDrafts } from './compare-drafts.ts';
import { editDifference } from './edit-difference.ts';
import { scoreDraft } from './score-draft.ts';
import { changesBetween } from './shift-changes.ts';
import { type DraftTables, problemOfStored, readDraft, type StoredDraft } from './stored-draft.ts';

export type DraftChangeAnswer =
  | { readonly ok: true; readonly value: { readonly head: DraftHead; readonly difference: EditDifference } }
  | { readonly ok: false; readonly reason: 'absent' }
  | { readonly ok: false; readonly reason: 'stale'; readonly version: number }
  | { readonly ok: false; readonly reason: 'refused'; readonly issues: readonly Issue[] };

/** Employees whose lines a change touches, before or after it. */
function touched(
  shifts: readonly { readonly id: string; readonly employeeId: string }[],
  changes: ShiftChanges,
): readonly string[] {
  const names = new Set([...changes.put.map(({ id }) => id), ...changes.removed]);
  const before = shifts.filter(({ id }) => names.has(id));
  return [...new Set([...before, ...changes.put].map(({ employeeId }) => employeeId))].sort();
}

async function changeTo(
  tables: DraftTables,
  draft: StoredDraft,
  changes: ShiftChanges,
  causeOf: (employees: readonly string[]) => DraftCause,
): Promise<DraftChangeAnswer> {
  const employees = touched(draft.shifts, changes);
  const changed = await tables.drafts.change(draft.head.id, draft.version, changes, causeOf(employees));
  if (!changed.ok) return changed;
  const problem = await problemOfStored(tables, draft, { employees });
  return { ok: true, value: { head: changed.value, difference: editDifference(problem, draft.shifts, changes) } };
}

/** The newest version of a draft, where it is the one that is asked for. */
async function current(
  tables: DraftTables,
  id: string,
  version: number,
): Promise<StoredDraft | Extract<DraftChangeAnswer, { ok: false }>> {
  const draft = await readDraft(tables, id);
  if (draft === undefined) return { ok: false, reason: 'absent' };
  return draft.version === version ? draft : { ok: false, reason: 'stale', version: draft.version };
}

/** Edits of a draft's newest version, all or none, as its next version, with what they change. Issues carry paths below `/edits`. */
export async function editDraft(
  tables: DraftTables,
  asked: { readonly draft: string; readonly version: number; readonly edits: readonly Edit[] },
): Promise<DraftChangeAnswer> {
  const draft = await current(tables, asked.draft, asked.version);
  if ('ok' in draft) return draft;
  const { team, head, shifts } = draft;
  const applied = applyEdits({ team, days: head, shifts }, asked.edits);
  if (!applied.ok) return { ok: false, reason: 'refused', issues: applied.issues };
  const edits = [...new Set(asked.edits.map(({ op }) => op))];
  return changeTo(tables, draft, applied.value, (employees) => ({ kind: 'edited', edits, employees }));
}

/** Makes the shifts of an older version the next version, with what that changes. */
export async function undoDraft(
  tables: DraftTables,
  asked: { readonly draft: string; readonly version: number; readonly to: number },
): Promise<DraftChangeAnswer> {
  const draft = await current(tables, asked.draft, asked.version);
  if ('ok' in draft) return draft;
  const { to } = asked;
  const older = await tables.drafts.shifts(draft.head.id, { version: to });
  if (older === undefined) {
    const message = `The draft has no version ${to}.`;
    const hint = 'Take one of its list of versions.';
    const issue = { code: 'unknown-version', path: '/to', message, facts: { version: to }, hint };
    return { ok: false, reason: 'refused', issues: [issue] };
  }
  return changeTo(tables, draft, changesBetween(draft.shifts, older), () => ({ kind: 'undone', to }));
}

/** What a version of a draft (default the newest) is worth at present; undefined where it is not there. */
export async function scoreStoredDraft(
  tables: DraftTables,
  id: string,
  version?: number,
): Promise<{ readonly draft: StoredDraft; readonly score: DraftScore } | undefined> {
  const draft = await readDraft(tables, id, version);
  if (draft === undefined) return undefined;
  return { draft, score: scoreDraft(await problemOfStored(tables, draft), draft.shifts) };
}

/** Two drafts of one team, or two versions of one draft, side by side; undefined where one is not there or they are of two teams. */
export async function compareStoredDrafts(
  tables: DraftTables,
  before: { readonly id: string; readonly version?: number | undefined },
  after: { readonly id: string; readonly version?: number | undefined },
): Promise<DraftComparison | undefined> {
  const [one, other] = [
    await readDraft(tables, before.id, before.version),
    await readDraft(tables, after.id, after.version),
  ];
  if (one === undefined || other === undefined || one.head.team !== other.head.team) return undefined;
  return compareDrafts(
    { problem: await problemOfStored(tables, one), shifts: one.shifts },
    { problem: await problemOfStored(tables, other), shifts: other.shifts },
  );
}
