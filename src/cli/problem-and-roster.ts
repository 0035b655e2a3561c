import type { ExitCode } from './exit-codes.ts';
import { readJson } from './json-file.ts';
import type { Issue, Outcome } from './messages.ts';
import { optionValues, type OptionValues, type RawOptions } from './option-values.ts';
import { outIssues, refuse, type Session } from './run.ts';
import type { Common } from './terminal.ts';

/** A request that was read from a PROBLEM file and the file of `--roster`, and how its issues are refused at their places in these. */
export type ReadRequest<Request> =
  | {
      readonly ok: true;
      readonly request: Request;
      readonly refuse: (issues: readonly Issue[]) => ExitCode;
    }
  | { readonly ok: false; readonly code: ExitCode };

/** What a request is of: a problem with the shifts of a roster, and the seed. */
function shiftsBody(problem: unknown, roster: unknown, values: OptionValues): Readonly<Record<string, unknown>> {
  const seed = values.number('seed', { least: 0, most: 4_294_967_295, whole: true });
  return { problem, shifts: shiftsIn(roster), ...(seed === undefined ? {} : { seed }) };
}

/**
 * Reads a PROBLEM, the roster beside it and options as the body of a request; told and refused where one of them is wrong. `bodyOf`: with the roster
 * undefined it only reads the options.
 */
export function readProblemAndRoster<Request>(
  session: Session,
  common: Common,
  file: string,
  raw: RawOptions,
  parse: (body: unknown) => Outcome<Request>,
  bodyOf: (problem: unknown, roster: unknown, values: OptionValues) => unknown = shiftsBody,
): ReadRequest<Request> {
  const values = optionValues(raw);
  const rosterFile = values.text('roster');
  bodyOf(undefined, undefined, values);
  if (rosterFile === undefined) values.missing('roster', 'the ROSTER document, or a list of shifts');
  values.add(...outIssues(session, common, ['json', 'csv'], [file, ...(rosterFile === undefined ? [] : [rosterFile])]));
  const problem = readJson(session.folder, file, 'PROBLEM');
  const roster = rosterFile === undefined ? undefined : readJson(session.folder, rosterFile, '--roster');
  if (!problem.ok || roster?.ok !== true || values.issues().length > 0) {
    const issues = [problem, roster].flatMap((one) => (one === undefined || one.ok ? [] : one.issues));
    return { ok: false, code: refuse(session, common, file, [...values.issues(), ...issues]) };
  }
  const refusePlaced = (issues: readonly Issue[]): ExitCode =>
    refuse(session, common, file, placed(issues, file, rosterFile ?? ''));
  const request = parse(bodyOf(problem.value, roster.value, values));
  if (!request.ok) return { ok: false, code: refusePlaced(request.issues) };
  return { ok: true, request: request.value, refuse: refusePlaced };
}

function shiftsIn(value: unknown): unknown {
  return typeof value === 'object' && value !== null && 'shifts' in value ? value.shifts : value;
}

/** Places of the joined request as places of the two files. */
function placed(issues: readonly Issue[], file: string, roster: string): readonly Issue[] {
  return issues.map((issue) => {
    const isProblem = issue.path.startsWith('/problem');
    const pointer = issue.path.replace(isProblem ? /^\/problem/ : /^\/roster(?=\/|$)/, '');
    return { ...issue, path: `${isProblem ? file : roster}${pointer === '' ? '' : ` ${pointer}`}` };
  });
}
