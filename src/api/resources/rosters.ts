import { createHash } from 'node:crypto';
import { issue } from '../../contract/messages/render.ts';
import { fromComparison, fromDraftScore, fromEditDifference } from '../../contract/resources/draft-differences.ts';
import { toEdits } from '../../contract/resources/draft-edits.ts';
import { fromDraftHead, fromDraftParts } from '../../contract/resources/draft-reading.ts';
import { draftHeadSchema, draftSchema, draftVersionSchema } from '../../contract/resources/drafts.ts';
import { rosterOperations } from '../../contract/resources/rosters.ts';
import {
  compareStoredDrafts,
  type DraftChangeAnswer,
  editDraft,
  scoreStoredDraft,
  undoDraft,
} from '../../planning/drafts/change-draft.ts';
import { type DraftMemory, draftMemory, remembering } from '../../planning/drafts/draft-memory.ts';
import { type DraftTables, readDraft } from '../../planning/drafts/stored-draft.ts';
import type { DraftHead, DraftVersion, Tables } from '../../planning/store.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { importShifts } from './draft-import.ts';
import { createDraft, createdDocument, startSolve } from './drafts.ts';
import { type Answer, type Bound, type Context, reading, writing } from './handler.ts';
import { acceptedAnswer } from './jobs.ts';
import { fieldsOf, listBody, pageOf } from './pages.ts';
import { changed, found, invalid, versionFrom } from './refusals.ts';

function versionDocument({ version, written, cause, shifts }: DraftVersion): object {
  return { version, written, cause, shiftCount: shifts };
}

/** Fields of a draft that only judging it tells. */
const JUDGED = [
  'objective',
  'objectiveParts',
  'uncovered',
  'breaches',
  'unknowns',
  'teamBreaches',
  'shortages',
  'strangers',
];

const memories = new WeakMap<ApiDependencies, DraftMemory>();

/** The tables of a request, with what the service remembers of drafts. */
function remembered(tables: Tables, { service, scope }: Pick<Context, 'service' | 'scope'>) {
  const memory = memories.get(service) ?? draftMemory();
  memories.set(service, memory);
  return remembering(tables, memory, scope.organisation);
}

/** Lets go of what the service remembers of drafts. */
export function forgetDrafts(service: ApiDependencies): void {
  memories.delete(service);
}

async function headOf(tables: Pick<DraftTables, 'drafts'>, id: string): Promise<DraftHead> {
  return found(await tables.drafts.get(id), 'draft', id);
}

async function draftAnswer(
  tables: DraftTables,
  id: string,
  { version, fields }: { readonly version?: number | undefined; readonly fields?: string | undefined },
): Promise<Answer> {
  const head = await headOf(tables, id);
  const wanted = fieldsOf(fields, Object.keys(draftSchema.shape));
  if (version !== undefined && version > head.version)
    throw invalid([issue('unknown-version', '?version', { version })]);
  const isJudged = wanted === undefined || JUDGED.some((field) => wanted.has(field));
  const scored = isJudged ? await scoreStoredDraft(tables, id, version) : undefined;
  const draft = found(scored?.draft ?? (await readDraft(tables, id, version)), 'draft', id);
  const { team, frame, shifts } = draft;
  const document = {
    ...fromDraftHead(head),
    shiftCount: shifts.length,
    version: draft.version,
    ...fromDraftParts(team, frame, shifts),
    ...(scored === undefined ? {} : fromDraftScore(team.zone, scored.score)),
  };
  const shown =
    wanted === undefined ? document : Object.fromEntries(Object.entries(document).filter(([key]) => wanted.has(key)));
  const body = JSON.stringify(shown);
  // The team, absences and the schedule change what is said of one version.
  const state = createHash('sha256').update(body).digest('base64url').slice(0, 22);
  return { status: 200, etag: `${draft.version}.${state}`, body };
}

/** What a change of a draft did, or its refusal. */
async function changeAnswer(
  { tables, keep }: ReturnType<typeof remembering>,
  id: string,
  answer: DraftChangeAnswer,
  more: object = {},
): Promise<Answer> {
  if (!answer.ok && answer.reason === 'refused') throw invalid(answer.issues);
  const { head, difference } = changed(answer, 'draft', id);
  const { team } = found(await tables.teams.get(head.team), 'team', head.team);
  return {
    status: 200,
    etag: String(head.version),
    body: { ...fromEditDifference(team.zone, head, difference), ...more },
    committed: keep,
  };
}

export const rosters: readonly Bound[] = [
  writing(rosterOperations.createDraft, async (tables, { parameters: { team }, body, urgency }) => {
    const made = await createDraft(tables, found(await tables.teams.get(team), 'team', team), body);
    const { head } = made;
    if (body.solve !== undefined)
      return acceptedAnswer(await startSolve(tables, head.id, { solve: body.solve, keep: 'locked', urgency }));
    const headers = { Location: `/v1/rosters/${head.id}` };
    return { status: 201, headers, etag: String(head.version), body: createdDocument(made) };
  }),
  reading(rosterOperations.listDrafts, async (tables, { query }) => {
    const { team, from, to } = query;
    const page = await tables.drafts.list({ team, from, to }, pageOf(query));
    return { status: 200, body: listBody(query, page, draftHeadSchema, fromDraftHead) };
  }),
  reading(rosterOperations.getDraft, (tables, context) =>
    draftAnswer(remembered(tables, context).tables, context.parameters.roster, context.query),
  ),
  writing(rosterOperations.removeDraft, async (tables, { parameters: { roster }, ifMatch }) => {
    const version = versionFrom(ifMatch, await headOf(tables, roster), 'draft', roster);
    changed(await tables.drafts.remove(roster, version), 'draft', roster);
    return { status: 204 };
  }),
  writing(rosterOperations.editDraft, async (store, context) => {
    const {
      ifMatch,
      body,
      parameters: { roster },
    } = context;
    const own = remembered(store, context);
    const { tables } = own;
    const head = await headOf(tables, roster);
    const version = versionFrom(ifMatch, head, 'draft', roster);
    const { team } = found(await tables.teams.get(head.team), 'team', head.team);
    const edits = toEdits(team.zone, body.edits);
    if (!edits.ok) throw invalid(edits.issues);
    return changeAnswer(own, roster, await editDraft(tables, { draft: roster, version, edits: edits.value }));
  }),
  writing(rosterOperations.importShifts, async (store, context) => {
    const {
      ifMatch,
      body: { csv },
      query: { replace = 'none' },
      parameters: { roster },
    } = context;
    const own = remembered(store, context);
    const { tables } = own;
    const version = versionFrom(ifMatch, await headOf(tables, roster), 'draft', roster);
    const { answer, counts } = await importShifts(tables, { draft: roster, version, csv, replacing: replace });
    return changeAnswer(own, roster, answer, counts);
  }),
  writing(rosterOperations.undoDraft, async (store, context) => {
    const {
      ifMatch,
      body: { to },
      parameters: { roster },
    } = context;
    const own = remembered(store, context);
    const { tables } = own;
    const version = versionFrom(ifMatch, await headOf(tables, roster), 'draft', roster);
    return changeAnswer(own, roster, await undoDraft(tables, { draft: roster, version, to }));
  }),
  reading(rosterOperations.listDraftVersions, async (tables, { parameters: { roster }, query }) => {
    await headOf(tables, roster);
    const page = await tables.drafts.versions(roster, pageOf(query, ['version']));
    return { status: 200, body: listBody(query, page, draftVersionSchema, versionDocument, 'version') };
  }),
  reading(rosterOperations.compareDrafts, async (store, context) => {
    const {
      query,
      parameters: { roster },
    } = context;
    const { tables } = remembered(store, context);
    const one = await headOf(tables, roster);
    const other = query.with === undefined ? one : await tables.drafts.get(query.with);
    if (other === undefined) throw invalid([issue('unknown-draft', '?with', { id: query.with ?? '' })]);
    if (other.team !== one.team)
      throw invalid([issue('draft-of-other-team', '?with', { id: other.id, other: other.team, team: one.team })]);
    const before = { id: one.id, version: query.version ?? one.version };
    const after = { id: other.id, version: query.withVersion ?? other.version };
    const late = [
      ...(before.version > one.version ? [issue('unknown-version', '?version', { version: before.version })] : []),
      ...(after.version > other.version ? [issue('unknown-version', '?withVersion', { version: after.version })] : []),
    ];
    if (late.length > 0) throw invalid(late);
    const { team } = found(await tables.teams.get(one.team), 'team', one.team);
    const comparison = found(await compareStoredDrafts(tables, before, after), 'team', one.team);
    return { status: 200, body: fromComparison(team.zone, { before, after }, comparison) };
  }),
  writing(rosterOperations.solveDraft, async (tables, { parameters: { roster }, body, ifMatch, urgency }) => {
    versionFrom(ifMatch, await headOf(tables, roster), 'draft', roster);
    return acceptedAnswer(await startSolve(tables, roster, { ...body, urgency }));
  }),
];
