import { extname } from 'node:path';
import { type AccuracyDocument, fromAccuracy, parseAccuracy } from '../../contract/accuracy.ts';
import { fromServiceMiss, parseServiceMiss, type ServiceMissDocument } from '../../contract/service-miss.ts';
import { LIMITS } from '../../contract/limits.ts';
import { DEFAULT_ORGANISATION } from '../../planning/access.ts';
import { accuracyBody, forecastsFrom } from '../../planning/tracked-forecasts.ts';
import { makeAccuracy, makeServiceMiss } from '../../planning/tracking.ts';
import { csvOf } from '../../contract/csv-of.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { readText } from '../files.ts';
import { readJson } from '../json-file.ts';
import { commandIssue, type Issue, type Outcome } from '../messages.ts';
import { type OptionValues, optionValues, type RawOptions } from '../option-values.ts';
import { give, notesText, outIssues, refuse, type Session } from '../run.ts';
import { readRequest } from '../request-file.ts';
import type { Common } from '../terminal.ts';
import { speech } from '../text/speech.ts';
import { accuracyText, serviceMissText } from '../text/tracking-text.ts';

/** `shiftcast accuracy FORECAST.json --actuals HISTORY.csv`: how far forecasts were off, and whether they are biased. */
export function accuracyCommand(session: Session, common: Common, file: string, raw: RawOptions): ExitCode {
  const values = optionValues(raw);
  const repeated: unknown = raw['also'];
  const files = [file, ...(Array.isArray(repeated) ? repeated.map(String) : [])];
  const actuals = values.text('actuals');
  const falseAlarmDays = values.number('falseAlarms', { least: 20, most: 100_000 });
  values.add(...outIssues(session, common, ['json', 'csv'], actuals === undefined ? files : [...files, actuals]));
  const read = files.map((each) => readJson(session.folder, each, 'FORECAST'));
  const history = actuals === undefined ? undefined : readActuals(session.folder, actuals, values, read[0]);
  const issues = [...values.issues(), ...[...read, history].flatMap((part) => (part?.ok === false ? part.issues : []))];
  if (issues.length > 0) return refuse(session, common, file, issues);
  const documents = read.flatMap((part) => (part.ok ? [part.value] : []));
  const base: unknown =
    history?.ok === true
      ? { queues: [{ id: 'contacts', forecasts: documents, actuals: history.value }] }
      : documents[0];
  const isParts = typeof base === 'object' && base !== null && !Array.isArray(base);
  const request = parseAccuracy(isParts && falseAlarmDays !== undefined ? { ...base, falseAlarmDays } : base);
  if (!request.ok)
    return refuse(
      session,
      common,
      file,
      request.issues.map((one) => placedIn(one, files, actuals)),
    );
  return told(session, common, fromAccuracy(makeAccuracy(request.value)));
}

/** `shiftcast history-accuracy HISTORY`: all stored forecasts from a stored history against the rows that it holds now. */
export async function historyAccuracyCommand(
  session: Session,
  common: Common,
  history: string,
  raw: RawOptions,
): Promise<ExitCode> {
  const subject = 'shiftcast history-accuracy';
  const values = optionValues(raw);
  const since = values.date('since');
  const falseAlarmDays = values.number('falseAlarms', { least: 20, most: 100_000 });
  const organisation = values.text('organisation') ?? DEFAULT_ORGANISATION;
  values.add(...outIssues(session, common, ['json', 'csv'], []));
  if (values.issues().length > 0) return refuse(session, common, subject, values.issues());
  const origin = { operation: 'history-accuracy', via: 'command', address: '' } as const;
  const opened = await session.withStore((store) =>
    store.read({ organisation, actor: 'command line', origin }, async (tables) => {
      const head = await tables.histories.get(history);
      if (head === undefined) return commandIssue('history-absent', 'HISTORY', { id: history });
      const made = await forecastsFrom(tables, history, since, LIMITS.trackedForecasts);
      if (made.length === 0) return commandIssue('history-without-forecast', 'HISTORY', { id: history });
      return accuracyBody(tables, head, made);
    }),
  );
  if (!opened.ok) return refuse(session, common, subject, opened.issues);
  if (typeof opened.value !== 'string') return refuse(session, common, subject, [opened.value]);
  const request = parseAccuracy({
    ...(JSON.parse(opened.value) as object),
    ...(falseAlarmDays === undefined ? {} : { falseAlarmDays }),
  });
  if (!request.ok) return refuse(session, common, subject, request.issues);
  return told(session, common, fromAccuracy(makeAccuracy(request.value)));
}

/** An accuracy in the form asked for; an alarm of bias leaves with its own code. */
function told(session: Session, common: Common, accuracy: AccuracyDocument): ExitCode {
  return give(session, common, {
    document: accuracy,
    text: () => accuracyText(accuracy, speech(common.language)) + notesText(common, accuracy.notes),
    csv: () => accuracyCsv(accuracy),
    code: accuracy.queues.some(({ bias }) => bias.alarms.length > 0) ? EXIT.notClean : EXIT.done,
  });
}

/** Actuals as a HISTORY of a body: a CSV on the clocks of the forecast, or a document. */
function readActuals(
  folder: string,
  file: string,
  values: OptionValues,
  forecast: Outcome<unknown> | undefined,
): Outcome<unknown> {
  if (extname(file).toLowerCase() === '.json') return readJson(folder, file, '--actuals');
  const text = readText(folder, file, '--actuals');
  if (!text.ok) return text;
  const document: unknown = forecast?.ok === true ? forecast.value : undefined;
  const zone: unknown =
    typeof document === 'object' && document !== null && 'zone' in document ? document.zone : undefined;
  const absent = values.choice('absent', ['missing', 'zero', 'closed']);
  return { ok: true, value: { zone, csv: text.value, ...(absent === undefined ? {} : { absent }) } };
}

/** An issue of the body at its place in the files. */
function placedIn(one: Issue, files: readonly string[], actuals: string | undefined): Issue {
  if (actuals === undefined) return { ...one, path: `${files[0]} ${one.path}`.trimEnd() };
  const [, index, rest] = /^\/queues\/0\/forecasts\/(\d+)(.*)/s.exec(one.path) ?? [];
  if (index !== undefined) return { ...one, path: `${files[Number(index)]} ${rest}`.trimEnd() };
  const place = one.path.replace(/^\/queues\/0\/actuals(?:\/csv)?/, '').trim();
  return { ...one, path: `${actuals} ${place}`.trimEnd() };
}

/** A row per queue and date. */
function accuracyCsv({ queues }: AccuracyDocument): string {
  type Row = { readonly queue: string } & AccuracyDocument['queues'][number]['dates'][number];
  return csvOf<Row>(
    [
      ['queue', (row) => row.queue],
      ['date', (row) => row.date],
      ...(['actual', 'forecast', 'wape', 'bias', 'mase', 'pinball', 'coverage80', 'coverage95'] as const).map(
        (name) => [name, (row: Row) => row.scores[name]] as const,
      ),
    ],
    queues.flatMap(({ id, dates }) => dates.map((date) => ({ queue: id, ...date }))),
  );
}

/** `shiftcast service-miss REQUEST.json`: what a miss in service level came from. */
export function serviceMissCommand(session: Session, common: Common, file: string, _raw: RawOptions): ExitCode {
  const request = readRequest(session, common, file, parseServiceMiss);
  if (!request.ok) return refuse(session, common, file, request.issues);
  const miss = fromServiceMiss(makeServiceMiss(request.value));
  return give(session, common, {
    document: miss,
    text: () => serviceMissText(miss, speech(common.language)) + notesText(common, miss.notes),
    csv: () => missCsv(miss),
    code: EXIT.done,
  });
}

/** A row per day. */
function missCsv({ days }: ServiceMissDocument): string {
  type Row = ServiceMissDocument['days'][number];
  return csvOf<Row>(
    [
      ['date', (row) => row.date],
      ['planned', (row) => row.planned],
      ['actual', (row) => row.actual],
      ['miss', (row) => row.miss],
      ...(['volume', 'handle-time', 'roster', 'shrinkage', 'adherence'] as const).map(
        (cause) => [cause, (row: Row) => row.parts[cause]] as const,
      ),
      ['unexplained', (row) => row.unexplained],
    ],
    days,
  );
}
