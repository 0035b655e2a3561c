import { readDocument } from '../../contract/documents.ts';
import { addEditsSchema, toEdits } from '../../contract/resources/draft-edits.ts';
import { readRosterCsv } from '../../contract/roster-csv.ts';
import { editDraft, type DraftChangeAnswer } from '../../planning/drafts/change-draft.ts';
import { type ImportedShift, importEdits, type Replacing } from '../../planning/drafts/import-edits.ts';
import type { DraftTables } from '../../planning/drafts/stored-draft.ts';
import type { Issue } from '../problem.ts';
import { found, invalid } from './refusals.ts';

type Asked = {
  readonly draft: string;
  readonly version: number;
  readonly csv: string;
  readonly replacing: Replacing;
};

/** How many shifts came, went, and were there. */
export type ImportCounts = { readonly added: number; readonly removed: number; readonly same: number };

/** An issue at a place of the text. */
function inTable(issue: Issue, place = ''): Issue {
  return { ...issue, path: `/csv ${place}`.trimEnd() };
}

function lineOf({ path }: Issue): number {
  return Number(/line (\d+)/.exec(path)?.[1] ?? 0);
}

/** Issues in the order of their lines. */
function byLine(issues: readonly Issue[]): readonly Issue[] {
  return issues.toSorted((a, b) => lineOf(a) - lineOf(b));
}

/** An issue of an edit at the place of the table that the edit was made of. */
function placed(
  issue: Issue,
  sources: readonly (number | undefined)[],
  placeOf: (pointer: readonly string[]) => string | undefined,
): Issue {
  const [, , edit = '', , ...rest] = issue.path.split('/');
  const source = sources[Number(edit)];
  return inTable(issue, source === undefined ? undefined : placeOf([String(source), ...rest]));
}

/** Brings the shifts of a CSV into a draft by edits, all or none. */
export async function importShifts(
  tables: DraftTables,
  { draft, version, csv, replacing }: Asked,
): Promise<{ readonly answer: DraftChangeAnswer; readonly counts: ImportCounts }> {
  const head = found(await tables.drafts.get(draft), 'draft', draft);
  const { team } = found(await tables.teams.get(head.team), 'team', head.team);
  const table = readRosterCsv(csv, team.zone);
  if (!table.ok) throw invalid(table.issues.map((one) => inTable(one, one.path)));
  const { shifts, placeOf } = table.value;
  const numbers = shifts.map((_, index) => index);
  const refuse = (issues: readonly Issue[]): Error =>
    invalid(byLine(issues.map((one) => placed(one, numbers, placeOf))));
  const checked = readDocument(addEditsSchema, { edits: shifts.map((shift) => ({ op: 'add', shift })) }, []);
  if (!checked.ok) throw refuse(checked.issues);
  const read = toEdits(team.zone, checked.value.edits);
  if (!read.ok) throw refuse(read.issues);
  const imported = read.value.flatMap((edit): readonly ImportedShift[] => (edit.op === 'add' ? [edit.shift] : []));
  const present = found(await tables.drafts.shifts(draft, { version }), 'draft', draft);
  const { edits, sources, ...counts } = importEdits(team.zone, present, imported, replacing);
  const answer = await editDraft(tables, { draft, version, edits });
  if (answer.ok || answer.reason !== 'refused') return { answer, counts };
  return { answer: { ...answer, issues: byLine(answer.issues.map((one) => placed(one, sources, placeOf))) }, counts };
}
