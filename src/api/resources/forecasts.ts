import { dayAfter, daysBefore, lastDay } from '../../contract/resources/dates.ts';
import { forecastCsv } from '../../contract/forecast-table.ts';
import type { ForecastRead } from '../../contract/forecast.ts';
import { forecastHeadSchema, forecastOperations } from '../../contract/resources/forecasts.ts';
import type { HistoryHead, StoredRow } from '../../planning/store.ts';
import { type Answer, type Bound, computing, reading } from './handler.ts';
import { madeAnswer, madeDocument, withMember } from './made.ts';
import { tableAnswer } from './table-answer.ts';
import { listBody, pageOf } from './pages.ts';
import { historyInUse } from './references.ts';
import { found } from './refusals.ts';
import { madeText, storeOf } from './thread-text.ts';

const ADDRESS = '/v1/forecasts';

/** A stored history as the stateless operations read it: its rows as they were given, in order of time. */
function historyText({ options }: Pick<HistoryHead, 'options'>, rows: readonly StoredRow[]): string {
  const given = rows.map(({ timestamp, count, ahtSeconds }) => ({ timestamp, count, ahtSeconds }));
  return JSON.stringify({ kind: 'history', ...options, rows: given });
}

/** Days before a forecast whose rows its scores look at: the week before, and one more for weeks that hold closed days. */
const DAYS_BEFORE = 14;

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
        const { head, text } = found(await tables.documents.get('forecast', id), 'forecast', id);
        const history = String(head.inputs['history']);
        // A removed history keeps its rows, and what was forecast from it may still be judged.
        const { options } = found(await tables.histories.get(history), 'history', history);
        const { from, to } = head;
        if (from === undefined || to === undefined) throw new Error(`the forecast ${id} has no days`);
        const span = { from: daysBefore(from, DAYS_BEFORE), end: dayAfter(to) };
        const near = await tables.histories.rows(history, span);
        const rows = near.length > 0 ? near : await tables.histories.rows(history);
        const { absent } = JSON.parse(text) as { readonly absent?: HistoryHead['options']['absent'] };
        const actuals = historyText({ options: { ...options, absent: options.absent ?? absent } }, rows);
        return `{"queues":[{"id":${JSON.stringify(history)},"forecasts":[${text}],"actuals":${actuals}}]}`;
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
