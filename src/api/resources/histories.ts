import { dayAfter, daysIncluded, instantText } from '../../contract/resources/dates.ts';
import { checkKnown } from '../../contract/team-checks.ts';
import {
  historyDaySchema,
  historyHeadSchema,
  historyOperations,
  MOST_ROW_DAYS,
} from '../../contract/resources/histories.ts';
import { detail } from '../../contract/messages/problem-texts.ts';
import { issue } from '../../contract/messages/render.ts';
import type { HistoryDay, HistoryHead, StoredRow, Tables } from '../../planning/store.ts';
import type { Issue } from '../problem.ts';
import { ProblemError } from '../problem.ts';
import { readForStore } from '../request-work.ts';
import { type Answer, type Bound, computing, type Context, OvertakenError, reading, writing } from './handler.ts';
import { columnsOf, type ReadNewHistory, type ReadRows, rowsOf, type StoredBeside } from './history-reading.ts';
import { listBody, pageOf } from './pages.ts';
import { historyInUse, teamNamed } from './references.ts';
import { changed, found, invalid, versionFrom } from './refusals.ts';
import { storeOf, textOfAnswer, threadAnswer } from './thread-text.ts';

/** Bodies, and stored rows, up to these are read here: some 30 ms, in which nothing else is answered. */
const READ_HERE_BYTES = 256 * 1024;
const READ_HERE_ROWS = 4000;

function headDocument({ options, ...head }: HistoryHead): object {
  const document: Readonly<Record<string, unknown>> = { ...head, ...options };
  return Object.fromEntries(Object.entries(document).filter(([, value]) => value !== undefined));
}

function answerWith(status: number, head: HistoryHead, more: object): Answer {
  const headers = status === 201 ? { Location: `/v1/histories/${encodeURIComponent(head.id)}` } : undefined;
  return { status, headers, etag: String(head.version), body: { ...headDocument(head), ...more } };
}

/** Reads rows where it holds nobody up, and gives what was read. */
async function readRows<T>(
  context: Pick<Context, 'service' | 'signal'>,
  operation: 'new-history' | 'history-rows',
  body: Uint8Array,
  beside?: StoredBeside,
): Promise<T> {
  const isSmall = body.length <= READ_HERE_BYTES && (beside?.stored.starts.length ?? 0) <= READ_HERE_ROWS;
  const answer = isSmall
    ? readForStore(operation, { body, beside })
    : await threadAnswer(context, { operation, body, beside });
  return JSON.parse(textOfAnswer(answer)) as T;
}

/** The team and skill of a history must be there. */
async function checkPlace(tables: Tables, { team: id, skill }: Pick<ReadNewHistory, 'team' | 'skill'>): Promise<void> {
  if (id === undefined) return;
  const { team } = await teamNamed(tables, id, '/team');
  const issues: Issue[] = [];
  checkKnown('unknown-skill', skill, '/skill', new Set(team.skills.map((known) => known.id)), (one) =>
    issues.push(one),
  );
  if (issues.length > 0) throw invalid(issues);
}

/** What rows are to be entered into, and what came of their reading beside it. */
type Prepared = { readonly version: number; readonly read: ReadRows };

async function prepareRows(
  context: Context<typeof historyOperations.appendHistoryRows | typeof historyOperations.correctHistoryRows>,
  correct: boolean,
): Promise<Prepared> {
  const { scope, bytes, ifMatch, parameters } = context;
  const id = parameters.history;
  const { head, stored } = await storeOf(context).read(scope, async (tables) => {
    const present = await historyInUse(tables, id);
    versionFrom(ifMatch, present, 'history', id);
    return { head: present, stored: await tables.histories.rows(id) };
  });
  const beside = { options: head.options, stored: columnsOf(stored), correct };
  return { version: head.version, read: await readRows<ReadRows>(context, 'history-rows', bytes, beside) };
}

async function enterRows(
  tables: Tables,
  context: Pick<Context, 'ifMatch'>,
  id: string,
  { version, read: { rows, same, notes } }: Prepared,
  correct: boolean,
): Promise<Answer> {
  const outcome = await tables.histories.enter(id, rowsOf(rows), { correct, version });
  // The rows were read beside a state that has passed: of one that the client named, the client must know.
  if (!outcome.ok && outcome.reason === 'stale' && typeof context.ifMatch !== 'number') throw new OvertakenError();
  const entered = changed(outcome, 'history', id);
  if (!entered.ok) throw new Error(`rows of ${id} differ from those that they were compared with`);
  const { head, added, corrected } = entered;
  return answerWith(200, head, { added, corrected, same: same + entered.same, notes });
}

function dayDocument({ ahtSeconds, ...day }: HistoryDay): object {
  return { ...day, ...(ahtSeconds === undefined ? {} : { ahtSeconds }) };
}

function rowDocument(zone: string, { timestamp, start, count, ahtSeconds }: StoredRow): object {
  return { timestamp, start: instantText(zone, start), count, ...(ahtSeconds === undefined ? {} : { ahtSeconds }) };
}

type Dates = { readonly from?: string | undefined; readonly to?: string | undefined };

function checkOrder({ from, to }: Dates): void {
  if (from !== undefined && to !== undefined && to < from) throw invalid([issue('window-empty', '?to', { from, to })]);
}

/** The dates of rows that are asked for: one, or from the first to the last. */
function rowDates({ date, from, to }: Dates & { readonly date?: string | undefined }): { from: string; end: string } {
  if (date !== undefined) {
    const second = from === undefined ? 'to' : 'from';
    if (from !== undefined || to !== undefined)
      throw invalid([issue('both-given', '?date', { first: 'date', second })]);
    return { from: date, end: dayAfter(date) };
  }
  if (from === undefined || to === undefined) {
    const field = from === undefined ? 'from' : 'to';
    if (from === undefined && to === undefined)
      throw invalid([issue('one-needed', '?date', { first: 'date', second: 'from' })]);
    throw invalid([issue('required', `?${field}`, { field, expected: 'a date' })]);
  }
  checkOrder({ from, to });
  const days = daysIncluded(from, to);
  if (days > MOST_ROW_DAYS) throw invalid([issue('too-many-days', '?to', { days, maximum: MOST_ROW_DAYS })]);
  return { from, end: dayAfter(to) };
}

export const histories: readonly Bound[] = [
  computing(
    historyOperations.createHistory,
    (context) => readRows<ReadNewHistory>(context, 'new-history', context.bytes),
    async (tables, _context, { rows, notes, same: _same, ...history }) => {
      await checkPlace(tables, history);
      const { name, team, skill } = history;
      const head = await tables.histories.create({ ...history, name, team, skill, rows: rowsOf(rows) });
      if (head === 'exists') throw new ProblemError('conflict', detail('history-exists', { id: history.id ?? '' }));
      return answerWith(201, head, { notes });
    },
    { leaveBody: true },
  ),
  reading(historyOperations.listHistories, async (tables, { query }) => {
    const page = await tables.histories.list({ team: query.team }, pageOf(query));
    return { status: 200, body: listBody(query, page, historyHeadSchema, headDocument) };
  }),
  reading(historyOperations.getHistory, async (tables, { parameters: { history } }) =>
    answerWith(200, found(await tables.histories.get(history), 'history', history), {}),
  ),
  writing(historyOperations.removeHistory, async (tables, { parameters: { history }, ifMatch }) => {
    const present = await historyInUse(tables, history);
    const version = versionFrom(ifMatch, present, 'history', history);
    changed(await tables.histories.remove(history, version), 'history', history);
    return { status: 204 };
  }),
  reading(historyOperations.listHistoryDays, async (tables, { parameters: { history }, query }) => {
    found(await tables.histories.get(history), 'history', history);
    checkOrder(query);
    const { from, to } = query;
    const span = { from, end: to === undefined ? undefined : dayAfter(to) };
    const page = await tables.histories.days(history, span, pageOf(query, ['date']));
    return { status: 200, body: listBody(query, page, historyDaySchema, dayDocument, 'date') };
  }),
  reading(historyOperations.getHistoryRows, async (tables, { parameters: { history: id }, query }) => {
    const history = found(await tables.histories.get(id), 'history', id);
    const rows = await tables.histories.rows(id, rowDates(query));
    const items = rows.map((row) => rowDocument(history.options.zone, row));
    return { status: 200, etag: String(history.version), body: { items } };
  }),
  computing(
    historyOperations.appendHistoryRows,
    (context) => prepareRows(context, false),
    (tables, context, prepared) => enterRows(tables, context, context.parameters.history, prepared, false),
    { leaveBody: true, isOneByOne: true },
  ),
  computing(
    historyOperations.correctHistoryRows,
    (context) => prepareRows(context, true),
    (tables, context, prepared) => enterRows(tables, context, context.parameters.history, prepared, true),
    { leaveBody: true, isOneByOne: true },
  ),
];
