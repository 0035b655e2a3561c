import { lastDay } from '../../contract/resources/dates.ts';
import { forecastHeadSchema, forecastOperations } from '../../contract/resources/forecasts.ts';
import type { HistoryHead, StoredRow } from '../../planning/store.ts';
import { type Bound, computing, reading } from './handler.ts';
import { madeAnswer, madeDocument, withMember } from './made.ts';
import { listBody, pageOf } from './pages.ts';
import { historyInUse } from './references.ts';
import { found } from './refusals.ts';
import { madeText, storeOf } from './thread-text.ts';

const ADDRESS = '/v1/forecasts';

/** A stored history as the stateless operations read it: its rows as they were given, in order of time. */
function historyText({ options }: HistoryHead, rows: readonly StoredRow[]): string {
  const given = rows.map(({ timestamp, count, ahtSeconds }) => ({ timestamp, count, ahtSeconds }));
  return JSON.stringify({ kind: 'history', ...options, rows: given });
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
  reading(forecastOperations.getForecast, async (tables, { parameters: { forecast: id } }) => {
    const { head, text } = found(await tables.documents.get('forecast', id), 'forecast', id);
    return madeAnswer(200, ADDRESS, 'forecast', head, text);
  }),
];
