import { fromForecast } from '../../contract/forecast-mapping.ts';
import { LIMITS } from '../../contract/limits.ts';
import { makeForecast, modelsOf } from '../../planning/forecast.ts';
import { forecastCsv } from '../../contract/forecast-table.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { optionValues, type RawOptions } from '../option-values.ts';
import { asGiven } from '../places.ts';
import { give, notesText, outIssues, refuse, type Session } from '../run.ts';
import type { Common } from '../terminal.ts';
import { forecastText } from '../text/forecast-text.ts';
import { readHistoryInput } from './history-input.ts';
import { speech } from '../text/speech.ts';

const DEFAULT_DAYS = 7;

const OPTION_OF = {
  '/from': '--from',
  '/days': '--horizon',
  '/country': '--country',
  '/region': '--region',
  '/interval': '--interval',
  '/samplePaths/paths': '--paths',
  '/like': '--like',
  '/profile': '--profile',
};

/** `shiftcast forecast HISTORY --zone Z`: expected contacts per interval with their ranges. */
export async function forecastCommand(
  session: Session,
  common: Common,
  file: string,
  raw: RawOptions,
): Promise<ExitCode> {
  const values = optionValues(raw);
  const days = values.days('horizon', LIMITS.forecastDays) ?? DEFAULT_DAYS;
  const from = values.date('from');
  const paths = values.number('paths', { least: 1, most: LIMITS.samplePaths, whole: true });
  const seed = values.number('seed', { least: 0, most: 4_294_967_295, whole: true }) ?? 1;
  values.add(...outIssues(session, common, ['json', 'csv'], [file]));
  const input = readHistoryInput(session, file, values, 'forecast', { before: from });
  if (!input.ok) return refuse(session, common, file, input.issues);
  const samplePaths = paths === undefined ? undefined : { paths, seed };
  const options = { ...input.value.options, samplePaths };
  const made = makeForecast(
    { ...input.value, options, from, days },
    session.holidays,
    await modelsOf(input.value.options, session.models),
  );
  if (!made.ok) return refuse(session, common, file, asGiven(made.issues, OPTION_OF, file, '/history'));
  const document = fromForecast(made.value);
  return give(session, common, {
    document,
    text: () => forecastText(document, speech(common.language)) + notesText(common, document.notes),
    csv: () => forecastCsv(document),
    code: EXIT.done,
  });
}
