import { fromPlacement, parsePlacement, type PlacementDocument } from '../../contract/placement.ts';
import { writeRosterCsv } from '../../contract/roster-csv.ts';
import { placeInRoster } from '../../planning/placement.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { readJson } from '../json-file.ts';
import { optionValues, type RawOptions } from '../option-values.ts';
import { give, outIssues, refuse, type Session } from '../run.ts';
import type { Common } from '../terminal.ts';
import { activitiesText } from '../text/activities-text.ts';
import { isForbidden } from '../text/audit-text.ts';

/** `shiftcast activities PROBLEM.json --roster ROSTER.json`: meetings, training and coaching inside the shifts of a roster. */
export function activitiesCommand(session: Session, common: Common, file: string, raw: RawOptions): ExitCode {
  const values = optionValues(raw);
  const rosterFile = values.text('roster');
  const seed = values.number('seed', { least: 0, most: 4_294_967_295, whole: true });
  if (rosterFile === undefined) values.missing('roster', 'the ROSTER document, or a list of shifts');
  values.add(...outIssues(session, common, ['json', 'csv'], [file, ...(rosterFile === undefined ? [] : [rosterFile])]));
  const problem = readJson(session.folder, file, 'PROBLEM');
  const roster = rosterFile === undefined ? undefined : readJson(session.folder, rosterFile, '--roster');
  if (!problem.ok || roster?.ok !== true || values.issues().length > 0) {
    const issues = [problem, roster].flatMap((one) => (one === undefined || one.ok ? [] : one.issues));
    return refuse(session, common, file, [...values.issues(), ...issues]);
  }
  const request = parsePlacement({
    problem: problem.value,
    shifts: shiftsIn(roster.value),
    ...(seed === undefined ? {} : { seed }),
  });
  if (!request.ok) return refuse(session, common, file, placed(request.issues, file, rosterFile ?? ''));
  const { zone } = request.value.problem.team;
  const made = placeInRoster(request.value.problem, request.value.shifts, request.value.seed);
  if (!made.ok) return refuse(session, common, file, placed(made.issues, file, rosterFile ?? ''));
  const document = fromPlacement(zone, made.value);
  return give(session, common, {
    document,
    text: () => activitiesText(document),
    csv: () => writeRosterCsv(zone, made.value.shifts),
    code: codeOf(document),
  });
}

function shiftsIn(value: unknown): unknown {
  return typeof value === 'object' && value !== null && 'shifts' in value ? value.shifts : value;
}

function codeOf({ breaches }: PlacementDocument): ExitCode {
  return breaches.some(isForbidden) ? EXIT.notClean : EXIT.done;
}

/** Places of the joined request as places of the two files. */
function placed<I extends { readonly path: string }>(issues: readonly I[], file: string, roster: string): readonly I[] {
  return issues.map((issue) => {
    const isProblem = issue.path.startsWith('/problem');
    const pointer = isProblem ? issue.path.slice('/problem'.length) : issue.path;
    return { ...issue, path: `${isProblem ? file : roster}${pointer === '' ? '' : ` ${pointer}`}` };
  });
}
