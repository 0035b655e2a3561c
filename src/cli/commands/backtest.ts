import { type BacktestDocument, fromBacktest } from '../../contract/backtest.ts';
import { LIMITS } from '../../contract/limits.ts';
import { makeBacktest } from '../../planning/backtest.ts';
import { modelsOf } from '../../planning/forecast.ts';
import { csvOf } from '../../contract/csv-of.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { optionValues, type RawOptions } from '../option-values.ts';
import { asGiven } from '../places.ts';
import { give, notesText, outIssues, refuse, type Session } from '../run.ts';
import type { Common } from '../terminal.ts';
import { backtestText } from '../text/forecast-text.ts';
import { readHistoryInput } from './history-input.ts';
import { speech } from '../text/speech.ts';

const MOST_ORIGINS = 520;

const OPTION_OF = {
  '/origins': '--origins',
  '/horizonDays': '--horizon',
  '/from': '--origins',
  '/country': '--country',
  '/region': '--region',
};

/** `shiftcast backtest HISTORY --zone Z --origins 12 --horizon 7d`: what would have been forecast for weeks that are known. */
export async function backtestCommand(
  session: Session,
  common: Common,
  file: string,
  raw: RawOptions,
): Promise<ExitCode> {
  const values = optionValues(raw);
  const origins = values.number('origins', { least: 1, most: MOST_ORIGINS, whole: true }) ?? 12;
  const horizonDays = values.days('horizon', LIMITS.forecastDays) ?? 7;
  values.add(...outIssues(session, common, ['json', 'csv'], [file]));
  const input = readHistoryInput(session, file, values, 'rows', { decidedWithoutLastDays: 7 * origins });
  if (!input.ok) return refuse(session, common, file, input.issues);
  const made = makeBacktest(
    { ...input.value, origins, horizonDays },
    session.holidays,
    await modelsOf(input.value.options, session.models),
  );
  if (!made.ok) return refuse(session, common, file, asGiven(made.issues, OPTION_OF, file, '/history'));
  const { history, notes } = input.value;
  const document = fromBacktest(history, { ...made.value, origins, horizonDays }, notes);
  return give(session, common, {
    document,
    text: () => backtestText(document, speech(common.language)) + notesText(common, document.notes),
    csv: () => backtestCsv(document),
    code: EXIT.done,
  });
}

type Row = BacktestDocument['rows'][number];

/** Only where the history holds handle times. */
const HANDLE_TIME_COLUMNS: readonly (readonly [string, (row: Row) => number | undefined])[] = [
  ['actualAhtSeconds', (row) => row.actualAhtSeconds],
  ['forecastAhtSeconds', (row) => row.forecastAhtSeconds],
];

/** A row per row of the history in the weeks judged, its time as the file has it. */
function backtestCsv({ rows, summary }: BacktestDocument): string {
  return csvOf(
    [
      ['origin', (row) => row.origin],
      ['timestamp', (row) => row.timestamp],
      ['actual', (row) => row.actual],
      ['forecast', (row) => row.forecast],
      ['lower80', (row) => row.lower80],
      ['upper80', (row) => row.upper80],
      ['lower95', (row) => row.lower95],
      ['upper95', (row) => row.upper95],
      ...(summary.handleTime === undefined ? [] : HANDLE_TIME_COLUMNS),
    ],
    rows,
  );
}
