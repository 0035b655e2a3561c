import { LIMITS } from '../../contract/limits.ts';
import { lastDay } from '../../contract/resources/dates.ts';
import { forecastCsv } from '../../contract/forecast-table.ts';
import type { ForecastRead } from '../../contract/forecast.ts';
import { forecastHeadSchema, forecastOperations } from '../../contract/resources/forecasts.ts';
import type { HistoryHead } from '../../planning/store.ts';
import { accuracyBody, forecastsFrom, historyText } from '../../planning/tracked-forecasts.ts';
import { type Answer, type Bound, computing, reading } from './handler.ts';
import { madeAnswer, madeDocument, withMember } from './made.ts';
import { tableAnswer } from './table-answer.ts';
import { listBody, pageOf } from './pages.ts';
import { historyInUse } from './references.ts';
import { absent, found } from './refusals.ts';
import { madeText, storeOf } from './thread-text.ts';

const ADDRESS = '/v1/forecasts';

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
        const history = String(made.head.inputs['history']);
        // A removed history keeps its rows, and what was forecast from it may still be judged.
        return accuracyBody(tables, found(await tables.histories.get(history), 'history', history), [made]);
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
        const head = found(await tables.histories.get(history), 'history', history);
        const made = await forecastsFrom(tables, history, since, LIMITS.trackedForecasts);
        if (made.length === 0) throw absent('forecast of the history', history);
        return accuracyBody(tables, head, made);
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
