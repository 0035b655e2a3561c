import { problemSchema } from '../../contract/problem.ts';
import { readRosterCsv, type RosterCsv } from '../../contract/roster-csv.ts';
import { isTable, readText } from '../files.ts';
import { readJson } from '../json-file.ts';
import type { Issue, Outcome } from '../messages.ts';
import type { OptionValues } from '../option-values.ts';
import { inFile } from '../places.ts';

type Parts = Readonly<Record<string, unknown>>;

/** A roster from files as the body of a request about it, and where the parts of the body stand in the files. */
export type RosterInput = {
  readonly body: Parts;
  readonly placed: (issues: readonly Issue[]) => readonly Issue[];
};

/** What a ROSTER says that a PROBLEM says alike; what is to be solved is said by neither. */
const SHARED = Object.keys(problemSchema.shape).filter((key) => !['kind', 'locks', 'start'].includes(key));

function isParts(value: unknown): value is Parts {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The roster itself, where a document holds one, such as the result of a plan. */
function rosterIn(document: unknown): unknown {
  return isParts(document) && document['kind'] === 'plan-result' ? document['roster'] : document;
}

function shiftsIn(document: unknown): unknown {
  const roster = rosterIn(document);
  return isParts(roster) ? roster['shifts'] : roster;
}

function zoneOf(problem: unknown): string | undefined {
  const team = isParts(problem) ? problem['team'] : undefined;
  return isParts(team) && typeof team['zone'] === 'string' ? team['zone'] : undefined;
}

/** Reads a roster, its problem from `--problem` or from itself, and where it is given the other roster of `--against`. */
export function readRosterInput(folder: string, file: string, values: OptionValues): Outcome<RosterInput> {
  const issues: Issue[] = [];
  const keep = <T>(outcome: Outcome<T>): T | undefined => {
    if (outcome.ok) return outcome.value;
    issues.push(...outcome.issues);
    return undefined;
  };
  const tables = new Map<string, RosterCsv['placeOf']>();
  const problemFile = values.text('problem');
  const againstFile = values.text('against');
  const given = problemFile === undefined ? undefined : keep(readJson(folder, problemFile, '--problem'));
  const zone = zoneOf(given);
  const shiftsOf = (
    name: string,
    path: string,
    at: string,
  ): { readonly document?: unknown; readonly shifts: unknown } => {
    if (!isTable(path)) {
      const document = keep(readJson(folder, path, at));
      return { document, shifts: shiftsIn(document) };
    }
    const text = keep(readText(folder, path, at));
    const read = text === undefined ? undefined : readRosterCsv(text, zone);
    if (read?.ok === false) issues.push(...inFile(path, read.issues));
    if (read?.ok !== true) return { shifts: undefined };
    tables.set(name, read.value.placeOf);
    return { shifts: read.value.shifts };
  };
  const own = shiftsOf('shifts', file, 'ROSTER');
  const other = againstFile === undefined ? undefined : shiftsOf('against', againstFile, '--against');
  const roster = rosterIn(own.document);
  if (isTable(file) && problemFile === undefined)
    values.missing('problem', 'the PROBLEM: a CSV roster holds shifts alone');
  if (issues.length + values.issues().length > 0) return { ok: false, issues: [...values.issues(), ...issues] };
  const problem =
    problemFile === undefined && isParts(roster)
      ? Object.fromEntries(SHARED.flatMap((key) => (roster[key] === undefined ? [] : [[key, roster[key]]])))
      : given;
  const placed = ({ path, ...issue }: Issue): Issue => {
    const [, head = '', ...rest] = path.split('/');
    const pointer = rest.length === 0 ? '' : ` /${rest.join('/')}`;
    const inTable = tables.get(head)?.(rest);
    const where = head === 'against' ? (againstFile ?? file) : head === 'problem' ? (problemFile ?? file) : file;
    if (inTable !== undefined) return { ...issue, path: `${where} ${inTable}` };
    if (head === 'problem') return { ...issue, path: `${where}${pointer}` };
    return { ...issue, path: head === 'shifts' || head === 'against' ? `${where} /shifts${pointer.trim()}` : path };
  };
  return {
    ok: true,
    value: {
      body: { problem, shifts: own.shifts, ...(other === undefined ? {} : { against: other.shifts }) },
      placed: (found) => found.map(placed),
    },
  };
}
