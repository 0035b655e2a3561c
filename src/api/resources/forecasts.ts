import { LIMITS } from '../../contract/limits.ts';
import { dayAfter, daysBefore, lastDay } from '../../contract/resources/dates.ts';
import { forecastCsv } from '../../contract/forecast-table.ts';
import type { ForecastRead } from '../../contract/forecast.ts';
import { forecastHeadSchema, forecastOperations } from '../../contract/resources/forecasts.ts';
import type { DocumentHead, HistoryHead, StoredRow, Tables } from '../../planning/store.ts';
import { type Answer, type Bound, computing, reading } from './handler.ts';
import { madeAnswer, madeDocument, withMember } from './made.ts';
import { tableAnswer } from './table-answer.ts';
import { listBody, pageOf } from './pages.ts';
import { historyInUse } from './references.ts';
import { absent, found } from './refusals.ts';
import { madeText, storeOf } from './thread-text.ts';

const ADDRESS = '/v1/forecasts';

/** A stored history as the stateless operations read it: its rows as they were given, in order of time. */
function historyText({ options }: Pick<HistoryHead, 'options'>, rows: readonly StoredRow[]): string {
  const given = rows.map(({ timestamp, count, ahtSeconds }) => ({ timestamp, count, ahtSeconds }));
  return JSON.stringify({ kind: 'history', ...options, rows: given });
}

/** Days before a forecast whose rows its scores look at: the week before, and one more for weeks that hold closed days. */
const DAYS_BEFORE = 14;

/** Characters of the forecasts that are judged in one go: with more of them a thread would run out of memory. */
const MOST_CHARACTERS = 50_000_000;

type Made = { readonly head: DocumentHead; readonly text: string };

/** Forecasts with their history's rows, as the body of a stateless comparison. */
async function judgedBody(tables: Tables, history: string, made: readonly Made[]): Promise<string> {
  // A removed history keeps its rows, and what was forecast from it may still be judged.
  const { options } = found(await tables.histories.get(history), 'history', history);
  const days = made.map(({ head: { id, from, to } }) => {
    if (from === undefined || to === undefined) throw new Error(`the forecast ${id} has no days`);
    return { from, to };
  });
  const first = days.reduce((least, { from }) => (from < least ? from : least), days[0]?.from ?? '');
  const last = days.reduce((most, { to }) => (to > most ? to : most), '');
  const near = await tables.histories.rows(history, { from: daysBefore(first, DAYS_BEFORE), end: dayAfter(last) });
  const rows = near.length > 0 ? near : await tables.histories.rows(history);
  const { absent: policy } = JSON.parse(made[0]?.text ?? '{}') as {
    readonly absent?: HistoryHead['options']['absent'];
  };
  const actuals = historyText({ options: { ...options, absent: options.absent ?? policy } }, rows);
  const texts = made.map(({ text }) => text).join();
  return `{"queues":[{"id":${JSON.stringify(history)},"forecasts":[${texts}],"actuals":${actuals}}]}`;
}

/** The newest forecasts from a history that reach `since` or beyond it, as many as are judged in one go; the oldest first. */
async function forecastsFrom(tables: Tables, history: string, since: string | undefined): Promise<readonly Made[]> {
  const made: Made[] = [];
  let characters = 0;
  for (let after: readonly string[] | undefined; ; ) {
    const page = await tables.documents.list('forecast', { input: ['history', history] }, { limit: 100, after });
    for (const { id, to } of page.items) {
      if (since !== undefined && (to ?? '') < since) continue;
      const one = found(await tables.documents.get('forecast', id), 'forecast', id);
      characters += one.text.length;
      if (made.length > 0 && characters > MOST_CHARACTERS) return made.toReversed();
      made.push(one);
      if (made.length === LIMITS.trackedForecasts) return made.toReversed();
    }
    if (page.next === null) return made.toReversed();
    after = page.next;
  }
}

type Prepared = { readonly head: HistoryHead; readonly text: string };

export const forecasts: readonly Bound[] = [
  computing(
    forecastOperations.createForecast,
    async (context): Promise<Prepared> => {
      const { history: id } = context.parameters;
      const { head, rows } = await storeOf(context).read(context.scope, async (tables) => ({
        head: await historyInUse(tables, id),
        rows: await tables.histories.rows(id),
      }));
      const body = withMember(context.written as object, 'history', historyText(head, rows));
      // What is wrong with the stored rows for this forecast is no place of the body that was sent.
      const pathOf = (path: string): string => (path.startsWith('/history') ? '' : path);
      return { head, text: await madeText(context, 'forecasts', body, pathOf) };
    },
    async (tables, { written, service }, { head: history, text }) => {
      const { from, days } = JSON.parse(text) as { readonly from: string; readonly days: number };
      const inputs = { history: history.id, historyVersion: history.version };
      const head = await tables.documents.create(
        {
          kind: 'forecast',
          team: history.team,
          from,
          to: lastDay(from, days),
          inputs: history.skill === undefined ? inputs : { ...inputs, skill: history.skill },
          parameters: written as object,
          engine: service.version ?? 'unknown',
        },
        text,
      );
      return madeAnswer(201, ADDRESS, 'forecast', head, text);
    },
  ),
  reading(forecastOperations.listForecasts, async (tables, { query }) => {
    const { team, history } = query;
    const input = history === undefined ? undefined : (['history', history] as const);
    const page = await tables.documents.list('forecast', { team, input }, pageOf(query));
    return { status: 200, body: listBody(query, page, forecastHeadSchema, madeDocument) };
  }),
  computing(
    forecastOperations.getForecastAccuracy,
    async (context): Promise<Answer> => {
      const { forecast: id } = context.parameters;
      const body = await storeOf(context).read(context.scope, async (tables) => {
        const made = found(await tables.documents.get('forecast', id), 'forecast', id);
        return judgedBody(tables, String(made.head.inputs['history']), [made]);
      });
      return { status: 200, body: await madeText(context, 'forecast-accuracy', body, () => '') };
    },
    (_tables, _context, answer) => Promise.resolve(answer),
  ),
  computing(
    forecastOperations.getHistoryAccuracy,
    async (context): Promise<Answer> => {
      const { history } = context.parameters;
      const { since } = context.query;
      const body = await storeOf(context).read(context.scope, async (tables) => {
        found(await tables.histories.get(history), 'history', history);
        const made = await forecastsFrom(tables, history, since);
        if (made.length === 0) throw absent('forecast of the history', history);
        return judgedBody(tables, history, made);
      });
      return { status: 200, body: await madeText(context, 'forecast-accuracy', body, () => '') };
    },
    (_tables, _context, answer) => Promise.resolve(answer),
  ),
  reading(forecastOperations.getForecast, async (tables, context) => {
    const { forecast: id } = context.parameters;
    const { head, text } = found(await tables.documents.get('forecast', id), 'forecast', id);
    return tableAnswer(context, { address: ADDRESS, name: 'forecast', head, text }, () => {
      const document = JSON.parse(text) as ForecastRead;
      return { csv: forecastCsv(document), zone: document.zone };
    });
  }),
];
