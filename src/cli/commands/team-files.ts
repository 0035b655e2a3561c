import { extname } from 'node:path';
import { readRosterCsv, type RosterCsv } from '../../contract/roster-csv.ts';
import { readText } from '../files.ts';
import { readJson } from '../json-file.ts';
import type { Issue, Outcome } from '../messages.ts';
import type { OptionValues } from '../option-values.ts';
import { inFile } from '../places.ts';

type Body = Readonly<Record<string, unknown>>;

function isParts(value: unknown): value is Body {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A TEAM, also inside of a PROBLEM, PLAN or ROSTER that holds one. */
function teamIn(document: unknown): unknown {
  return isParts(document) && 'team' in document && !('employees' in document) ? document['team'] : document;
}

function zoneIn(team: unknown): string | undefined {
  return isParts(team) && typeof team['zone'] === 'string' ? team['zone'] : undefined;
}

/** Shifts and attendance of files, and where their parts stand. */
type TeamFiles = {
  readonly body: Body;
  readonly issues: readonly Issue[];
  /** Places of the body as places of the files. */
  readonly placed: (issues: readonly Issue[]) => readonly Issue[];
};

function shiftsOf(document: unknown): unknown {
  const roster = isParts(document) && document['kind'] === 'plan-result' ? document['roster'] : document;
  return isParts(roster) && 'shifts' in roster ? roster['shifts'] : roster;
}

/** The dates of `--from` and `--to`, which are both needed. */
export function spanOf(values: OptionValues): Body {
  const span = { from: values.date('from'), to: values.date('to') };
  for (const name of ['from', 'to'] as const) {
    if (span[name] === undefined && values.text(name) === undefined) values.missing(name, 'a date such as 2026-03-02');
  }
  return span;
}

/** Reads a TEAM with `--shifts` (.csv, a list, or a roster) and `--attendance` (.csv or a list). */
export function readTeamFiles(folder: string, teamFile: string, values: OptionValues): TeamFiles {
  const issues: Issue[] = [];
  const keep = <T>(outcome: Outcome<T>): T | undefined => {
    if (outcome.ok) return outcome.value;
    issues.push(...outcome.issues);
    return undefined;
  };
  const team = teamIn(keep(readJson(folder, teamFile, 'TEAM')));
  const zone = zoneIn(team);
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
    body: { team, shifts: shifts(), ...attendance() },
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
        return ['from', 'to', 'by', 'view', 'interval'].includes(head) ? { ...one, path: `--${head}` } : one;
      }),
  };
}
