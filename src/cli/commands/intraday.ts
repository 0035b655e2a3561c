import { extname } from 'node:path';
import { type ActualRows, readActualsCsv } from '../../contract/actuals-csv.ts';
import { fromForecast } from '../../contract/forecast-mapping.ts';
import { parseIntraday } from '../../contract/intraday.ts';
import { makeIntradayUpdate } from '../../planning/intraday.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { readText } from '../files.ts';
import { readJson } from '../json-file.ts';
import type { Issue, Outcome } from '../messages.ts';
import { optionValues, type RawOptions } from '../option-values.ts';
import { inFile } from '../places.ts';
import { give, notesText, outIssues, refuse, type Session } from '../run.ts';
import type { Common } from '../terminal.ts';
import { intradayText } from '../text/intraday-text.ts';
import { speech } from '../text/speech.ts';
import { forecastCsv } from '../../contract/forecast-table.ts';

/** `shiftcast intraday FORECAST.json --actuals ACTUALS.csv`: what is left of a forecast, by what came so far. */
export function intradayCommand(session: Session, common: Common, file: string, raw: RawOptions): ExitCode {
  const values = optionValues(raw);
  const actualsFile = values.text('actuals');
  const inputs = actualsFile === undefined ? [file] : [file, actualsFile];
  values.add(...outIssues(session, common, ['json', 'csv'], inputs));
  const document = readJson(session.folder, file, 'FORECAST');
  const actuals = actualsFile === undefined ? undefined : readActuals(session.folder, actualsFile);
  const issues = [
    ...values.issues(),
    ...[document, actuals].flatMap((part) => (part?.ok === false ? part.issues : [])),
  ];
  if (!document.ok || actuals?.ok === false || issues.length > 0) return refuse(session, common, file, issues);
  const asOf = values.text('asOf');
  const base = actuals === undefined ? document.value : { forecast: document.value, actuals: actuals.value.rows };
  const isParts = typeof base === 'object' && base !== null && !Array.isArray(base);
  const request = parseIntraday(isParts && asOf !== undefined ? { ...base, asOf } : base);
  if (!request.ok) {
    const placed = request.issues.map((one) => placedIn(one, file, actualsFile, actuals?.value, asOf));
    return refuse(session, common, file, placed);
  }
  const updated = fromForecast(makeIntradayUpdate(request.value));
  return give(session, common, {
    document: updated,
    text: () => intradayText(updated, speech(common.language)) + notesText(common, updated.notes),
    csv: () => forecastCsv(updated),
    code: EXIT.done,
  });
}

/** Actuals from a CSV, or a list of them in JSON. */
function readActuals(folder: string, file: string): Outcome<ActualRows> {
  if (extname(file).toLowerCase() === '.json') {
    const read = readJson(folder, file, '--actuals');
    return read.ok ? { ok: true, value: { rows: read.value as readonly unknown[], lines: [] } } : read;
  }
  const text = readText(folder, file, '--actuals');
  if (!text.ok) return text;
  const rows = readActualsCsv(text.value);
  return rows.ok ? rows : { ok: false, issues: inFile(file, rows.issues) };
}

/** An issue of the body at its place in the files or options. */
function placedIn(
  one: Issue,
  file: string,
  actualsFile: string | undefined,
  actuals: ActualRows | undefined,
  asOf: string | undefined,
): Issue {
  if (asOf !== undefined && one.path === '/asOf') return { ...one, path: '--as-of' };
  if (actualsFile === undefined) return inFile(file, [one])[0] as Issue;
  const [, index, field] = /^\/actuals\/(\d+)(?:\/(\w+))?$/.exec(one.path) ?? [];
  const line = index === undefined ? undefined : actuals?.lines[Number(index)];
  if (line !== undefined)
    return { ...one, path: `${actualsFile} line ${line}${field === undefined ? '' : ` ${field}`}` };
  if (one.path.startsWith('/actuals')) return { ...one, path: `${actualsFile} ${one.path.slice(8)}`.trimEnd() };
  return { ...one, path: `${file} ${one.path.replace(/^\/forecast/, '')}`.trimEnd() };
}
