import { extname } from 'node:path';
import { type HoursDocument, periodSchema } from '../../contract/hours.ts';
import { fromHours, parseHours } from '../../contract/hours-mapping.ts';
import { HOURS_TABLES, hoursCsv } from '../../contract/hours-forms/csv.ts';
import { hoursHtml } from '../../contract/hours-forms/page.ts';
import { readRosterCsv, type RosterCsv } from '../../contract/roster-csv.ts';
import { makeHours } from '../../planning/hours.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { readText } from '../files.ts';
import { readJson } from '../json-file.ts';
import type { Issue, Outcome } from '../messages.ts';
import { optionValues, type OptionValues, type RawOptions } from '../option-values.ts';
import { inFile } from '../places.ts';
import { give, outIssues, refuse, type Session } from '../run.ts';
import type { Common } from '../terminal.ts';
import { hoursTextOf } from '../text/hours-text.ts';

type Body = Readonly<Record<string, unknown>>;

function isParts(value: unknown): value is Body {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A TEAM, also inside of a PROBLEM, PLAN or ROSTER that holds one. */
export function teamIn(document: unknown): unknown {
  return isParts(document) && 'team' in document && !('employees' in document) ? document['team'] : document;
}

export function zoneIn(team: unknown): string | undefined {
  return isParts(team) && typeof team['zone'] === 'string' ? team['zone'] : undefined;
}

/** Shifts and attendance of files, and where their parts stand. */
export type ScheduleFiles = {
  readonly body: Body;
  readonly issues: readonly Issue[];
  /** Places of the body as places of the files. */
  readonly placed: (issues: readonly Issue[]) => readonly Issue[];
};

function shiftsOf(document: unknown): unknown {
  const roster = isParts(document) && document['kind'] === 'plan-result' ? document['roster'] : document;
  return isParts(roster) && 'shifts' in roster ? roster['shifts'] : roster;
}

/** Reads `--shifts` (.csv, a list, or a roster) and `--attendance` (.csv or a list) for a team. */
export function readScheduleFiles(
  folder: string,
  teamFile: string,
  values: OptionValues,
  zone: string | undefined,
): ScheduleFiles {
  const issues: Issue[] = [];
  const keep = <T>(outcome: Outcome<T>): T | undefined => {
    if (outcome.ok) return outcome.value;
    issues.push(...outcome.issues);
    return undefined;
  };
  const [shiftsFile, attendanceFile] = [values.text('shifts'), values.text('attendance')];
  let table: RosterCsv | undefined;
  const shifts = (): unknown => {
    if (shiftsFile === undefined) return [];
    if (extname(shiftsFile).toLowerCase() !== '.csv') return shiftsOf(keep(readJson(folder, shiftsFile, '--shifts')));
    const text = keep(readText(folder, shiftsFile, '--shifts'));
    const read = text === undefined ? undefined : readRosterCsv(text, zone);
    if (read?.ok === false) issues.push(...inFile(shiftsFile, read.issues));
    table = read?.ok === true ? read.value : undefined;
    return table?.shifts;
  };
  const attendance = (): Body => {
    if (attendanceFile === undefined) return {};
    const breaks = values.choice('breaks', ['as-scheduled', 'worked']);
    const more = breaks === undefined ? {} : { unrecordedBreaks: breaks };
    if (extname(attendanceFile).toLowerCase() === '.csv') {
      return { attendance: { csv: keep(readText(folder, attendanceFile, '--attendance')), ...more } };
    }
    const document = keep(readJson(folder, attendanceFile, '--attendance'));
    return { attendance: isParts(document) ? { ...document, ...more } : { rows: document, ...more } };
  };
  return {
    body: { shifts: shifts(), ...attendance() },
    issues,
    placed: (found) =>
      found.map((one) => {
        const [, head = '', ...rest] = one.path.split('/');
        const pointer = rest.length === 0 ? '' : ` /${rest.join('/')}`;
        if (head === 'team') return { ...one, path: `${teamFile}${pointer}` };
        if (head === 'shifts' && shiftsFile !== undefined)
          return { ...one, path: `${shiftsFile} ${table?.placeOf(rest) ?? pointer.trim()}`.trimEnd() };
        const inTable = /^\/attendance\/csv ?(.*)$/.exec(one.path)?.[1];
        if (inTable !== undefined) return { ...one, path: `${attendanceFile} ${inTable}`.trimEnd() };
        if (head === 'attendance' && attendanceFile !== undefined)
          return { ...one, path: `${attendanceFile}${pointer}` };
        return ['from', 'to', 'by', 'view'].includes(head) ? { ...one, path: `--${head}` } : one;
      }),
  };
}

/** `shiftcast hours TEAM --from D --to D [--by month] [--shifts F] [--attendance F]`: hours, limits and breaches of people. */
export function hoursCommand(session: Session, common: Common, file: string, raw: RawOptions): ExitCode {
  const values = optionValues(raw);
  const { folder } = session;
  const inputs = [file, ...['shifts', 'attendance'].flatMap((name) => values.text(name) ?? [])];
  values.add(...outIssues(session, common, ['json', 'csv', 'html'], inputs));
  const [from, to] = [values.date('from'), values.date('to')];
  for (const [name, date] of [
    ['from', from],
    ['to', to],
  ] as const) {
    if (date === undefined && values.text(name) === undefined) values.missing(name, 'a date such as 2026-03-02');
  }
  const by = values.choice('by', periodSchema.options);
  const table = values.choice('table', HOURS_TABLES) ?? 'hours';
  const view = values.choice('view', ['everybody', 'hr']);
  const document = readJson(folder, file, 'TEAM');
  const team = document.ok ? teamIn(document.value) : undefined;
  const read = readScheduleFiles(folder, file, values, zoneIn(team));
  const issues = [...values.issues(), ...read.issues, ...(document.ok ? [] : document.issues)];
  if (issues.length > 0) return refuse(session, common, file, issues);
  const request = parseHours({
    team,
    from,
    to,
    ...(by === undefined ? {} : { by }),
    ...(view === undefined ? {} : { view }),
    ...read.body,
  });
  if (!request.ok) return refuse(session, common, file, read.placed(request.issues));
  const { view: asked, ...question } = request.value;
  const hours: HoursDocument = fromHours(question.team, makeHours(question), asked);
  return give(session, common, {
    document: hours,
    text: () => hoursTextOf(hours, common.language),
    csv: () => hoursCsv(hours, table),
    html: () => hoursHtml(common.language, hours),
    code: hours.breaches.some(({ passes }) => passes === 'open') ? EXIT.notClean : EXIT.done,
  });
}
