import { dirname } from 'node:path';
import {
  fromQueueForecasts,
  parseQueueForecasts,
  type QueueForecastsDocument,
  type QueueForecastsInput,
} from '../../contract/queue-forecasts.ts';
import { modelsOf } from '../../planning/forecast.ts';
import { makeQueueForecasts } from '../../planning/queue-forecasts.ts';
import { csvOf } from '../../contract/csv-of.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { userPath } from '../files.ts';
import { readJson } from '../json-file.ts';
import type { Outcome } from '../messages.ts';
import type { RawOptions } from '../option-values.ts';
import { inFile } from '../places.ts';
import { give, notesText, outIssues, refuse, type Session } from '../run.ts';
import type { Common } from '../terminal.ts';
import { queueForecastsText } from '../text/queue-forecasts-text.ts';
import { speech } from '../text/speech.ts';
import { withHistories } from './history-files.ts';

/** `shiftcast forecast-queues REQUEST.json`: several queues, their channels and all of them, which add up. */
export async function forecastQueuesCommand(
  session: Session,
  common: Common,
  file: string,
  _raw: RawOptions,
): Promise<ExitCode> {
  const request = readRequest(session.folder, file);
  const issues = outIssues(session, common, ['json', 'csv'], [file]);
  if (!request.ok || issues.length > 0) {
    return refuse(session, common, file, [...issues, ...(request.ok ? [] : inFile(file, request.issues))]);
  }
  const made = makeQueueForecasts(request.value, session.holidays, await modelsOf(request.value, session.models));
  if (!made.ok) return refuse(session, common, file, inFile(file, made.issues));
  const document = fromQueueForecasts(made.value);
  return give(session, common, {
    document,
    text: () => queueForecastsText(document, speech(common.language)) + notesText(common, document.notes),
    csv: () => queueForecastsCsv(document),
    code: EXIT.done,
  });
}

function readRequest(folder: string, file: string): Outcome<QueueForecastsInput> {
  const document = readJson(folder, file, 'REQUEST');
  if (!document.ok) return document;
  const filled = withHistories(dirname(userPath(folder, file)), document.value);
  return filled.ok ? parseQueueForecasts(filled.value) : filled;
}

/** A row per level and interval. */
function queueForecastsCsv({ total, channels, queues }: QueueForecastsDocument): string {
  const rows = [
    ...[total].map((one) => ({ level: 'total', ...one })),
    ...channels.map((one) => ({ level: 'channel', ...one })),
    ...queues.map((one) => ({ level: 'queue', ...one })),
  ].flatMap(({ level, id, forecast }) => forecast.points.map((point) => ({ level, id, ...point })));
  return csvOf(
    [
      ['level', (row) => row.level],
      ['id', (row) => row.id],
      ['start', (row) => row.start],
      ['end', (row) => row.end],
      ['open', (row) => row.open],
      ['expected', (row) => row.expected],
      ['lower80', (row) => row.lower80],
      ['upper80', (row) => row.upper80],
      ['lower95', (row) => row.lower95],
      ['upper95', (row) => row.upper95],
      ['ahtSeconds', (row) => row.ahtSeconds],
      ['ahtLower80', (row) => row.ahtRange?.lower80],
      ['ahtUpper80', (row) => row.ahtRange?.upper80],
      ['ahtLower95', (row) => row.ahtRange?.lower95],
      ['ahtUpper95', (row) => row.ahtRange?.upper95],
    ],
    rows,
  );
}
