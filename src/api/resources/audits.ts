import { fromNote } from '../../contract/notes.ts';
import { issue } from '../../contract/messages/render.ts';
import { fromTeam } from '../../contract/problem-mapping.ts';
import { auditHeadSchema, auditOperations } from '../../contract/resources/audits.ts';
import { dayAfter, lastDay } from '../../contract/resources/dates.ts';
import type { View } from '../../contract/protected-view.ts';
import { fromShift, fromSurroundings } from '../../contract/shift-mapping.ts';
import { agreementsOn } from '../../planning/agreements.ts';
import { auditTaskOfStored, type StoredAuditTask } from '../../planning/audit-stored.ts';
import { readDraft, type StoredDraft } from '../../planning/drafts/stored-draft.ts';
import type { StoredTeam, Tables } from '../../planning/store.ts';
import { type Bound, computing, type Context, reading } from './handler.ts';
import { madeAnswer, madeDocument } from './made.ts';
import { listBody, pageOf } from './pages.ts';
import { found, invalid } from './refusals.ts';
import { madeText, storeOf } from './thread-text.ts';

const ADDRESS = '/v1/audits';

type Days = { readonly from: string; readonly days: number };

/** What is audited, as it stood in one state of the store. */
type Read = Days & {
  readonly stored: StoredTeam;
  readonly draft: StoredDraft | undefined;
  readonly task: StoredAuditTask;
  readonly agreements: Awaited<ReturnType<typeof agreementsOn>>;
};

/** The draft of an audit: one of the team, in a version that it has had. */
async function draftOf(
  tables: Tables,
  team: string,
  named: { readonly id: string; readonly version?: number | undefined } | undefined,
): Promise<StoredDraft | undefined> {
  if (named === undefined) return undefined;
  const { id, version } = named;
  const head = await tables.drafts.get(id);
  if (head?.team !== team) throw invalid([issue('unknown-draft', '/draft/id', { id })]);
  const draft = await readDraft(tables, id, version);
  if (draft === undefined) throw invalid([issue('unknown-version', '/draft/version', { version: version ?? 0 })]);
  return draft;
}

/** The days of the audit, some of which the draft must have. */
function daysOf(
  { from, days }: { readonly from: string | undefined; readonly days: number | undefined },
  draft: StoredDraft | undefined,
): Days {
  const asked = { from: from ?? draft?.head.from ?? '', days: days ?? draft?.head.days ?? 0 };
  if (draft === undefined) return asked;
  const last = lastDay(draft.head.from, draft.head.days);
  if (asked.from <= last && lastDay(asked.from, asked.days) >= draft.head.from) return asked;
  const facts = { value: asked.from, from: draft.head.from, to: dayAfter(last) };
  throw invalid([issue('outside-horizon', '/from', facts)]);
}

async function readAll(context: Context<typeof auditOperations.createAudit>): Promise<Read> {
  const { draft: named, from, days } = context.body;
  const { team: id } = context.parameters;
  return storeOf(context).read(context.scope, async (tables) => {
    const stored = found(await tables.teams.get(id), 'team', id);
    const draft = await draftOf(tables, id, named);
    const span = daysOf({ from, days }, draft);
    const agreements = await agreementsOn(tables, { team: stored.team, ...span });
    return {
      ...span,
      stored,
      draft,
      agreements,
      task: await auditTaskOfStored(tables, { team: stored.team, ...span, draft }),
    };
  });
}

/** The task as the body of the stateless operation. */
function bodyOf({ from, days, task, agreements }: Read, packs: readonly string[], view: View): string {
  const { team, shifts } = task;
  return JSON.stringify({
    team: fromTeam(team, 'hr'),
    horizon: { from, days },
    shifts: shifts.map((shift) => fromShift(team.zone, shift)),
    ...fromSurroundings(team.zone, task),
    packs,
    agreements,
    view,
  });
}

export const audits: readonly Bound[] = [
  computing(
    auditOperations.createAudit,
    async (context) => {
      const read = await readAll(context);
      // Of the composed body the client has written the packs alone.
      const pathOf = (path: string): string => (path.startsWith('/packs') ? path : '');
      const notes = read.task.notes.map((note) => fromNote(read.task.team.zone, note));
      const told = async (view: View): Promise<string> => {
        const audit = await madeText(context, 'audits', bodyOf(read, context.body.packs ?? [], view), pathOf);
        return `{"audit":${audit},"notes":${JSON.stringify(notes)}}`;
      };
      const text = await told('everybody');
      // Whoever may read audits reads what is stored: what human resources are told is in this answer alone.
      return { read, text, answered: context.body.view === 'hr' ? await told('hr') : text };
    },
    async (tables, { written, service }, { read: { from, days, stored, draft }, text, answered }) => {
      const inputs = { team: stored.team.id, teamVersion: stored.version };
      const head = await tables.documents.create(
        {
          kind: 'audit',
          team: stored.team.id,
          from,
          to: lastDay(from, days),
          inputs: draft === undefined ? inputs : { ...inputs, draft: draft.head.id, draftVersion: draft.version },
          parameters: written as object,
          engine: service.version ?? 'unknown',
        },
        text,
      );
      return madeAnswer(201, ADDRESS, undefined, head, answered);
    },
  ),
  reading(auditOperations.listAudits, async (tables, { query }) => {
    const { team, draft } = query;
    const input = draft === undefined ? undefined : (['draft', draft] as const);
    const page = await tables.documents.list('audit', { team, input }, pageOf(query));
    return { status: 200, body: listBody(query, page, auditHeadSchema, madeDocument) };
  }),
  reading(auditOperations.getAudit, async (tables, { parameters: { audit: id } }) => {
    const { head, text } = found(await tables.documents.get('audit', id), 'audit', id);
    return madeAnswer(200, ADDRESS, undefined, head, text);
  }),
];
