import { LIMITS } from '../../contract/limits.ts';
import { parseProblem } from '../../contract/problem-mapping.ts';
import { writeRosterCsv } from '../../contract/roster-csv.ts';
import { fromRoster } from '../../contract/roster-mapping.ts';
import type { RosterDocument } from '../../contract/roster.ts';
import type { RosterTask } from '../../planning/tasks.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { readJson } from '../json-file.ts';
import { optionValues, type OptionValues, type RawOptions } from '../option-values.ts';
import { inFile } from '../places.ts';
import { give, notesText, outIssues, refuse, type Session, watched } from '../run.ts';
import type { Common } from '../terminal.ts';
import { isForbidden } from '../text/audit-text.ts';
import { namedIn, rosterText } from '../text/roster-text.ts';
import { speech } from '../text/speech.ts';

const DEFAULT_SECONDS = 60;

/** `--seconds`, `--iterations`, `--seed`, `--gap`, `--engine`. With iterations and no seconds no clock ends the solve. */
export function readLimits(values: OptionValues): Partial<RosterTask['limits']> {
  const seconds = values.number('seconds', { least: 0.1, most: LIMITS.solveSeconds });
  const iterations = values.number('iterations', { least: 1, most: LIMITS.solveIterations, whole: true });
  const seed = values.number('seed', { least: 0, most: 4_294_967_295, whole: true });
  const gap = values.number('gap', { least: 0, most: 1 });
  const engine = values.choice('engine', ['auto', 'javascript-lp-solver', 'highs', 'lines']);
  return {
    ...(seconds === undefined ? {} : { seconds }),
    ...(iterations === undefined ? {} : { iterations }),
    ...(seed === undefined ? {} : { seed }),
    ...(gap === undefined ? {} : { gap }),
    ...(engine === undefined ? {} : { engine }),
  };
}

/** `shiftcast roster PROBLEM.json`: who works when, with the reasons for its numbers. */
export async function rosterCommand(
  session: Session,
  common: Common,
  file: string,
  raw: RawOptions,
): Promise<ExitCode> {
  const values = optionValues(raw);
  const given = readLimits(values);
  const proof = values.flag('proof');
  const listed = { breaks: values.flag('breaks'), ids: values.flag('ids') };
  values.add(...outIssues(session, common, ['json', 'csv'], [file]));
  const document = readJson(session.folder, file, 'PROBLEM');
  const problem = document.ok ? parseProblem(document.value) : document;
  if (!problem.ok || values.issues().length > 0) {
    const fileIssues = problem.ok ? [] : document.ok ? inFile(file, problem.issues) : problem.issues;
    return refuse(session, common, file, [...values.issues(), ...fileIssues]);
  }
  const seconds = given.seconds ?? (given.iterations === undefined ? DEFAULT_SECONDS : undefined);
  const limits = { ...given, seconds, seed: given.seed ?? 1, ...(proof ? { proof } : {}) };
  const made = await watched(session, common, (control) =>
    session.threads().run('roster', { problem: problem.value, limits }, control),
  );
  if (!made.ok) return refuse(session, common, file, inFile(file, made.issues));
  const roster = fromRoster(made.value);
  return give(session, common, {
    document: roster,
    text: () => rosterText(roster, speech(common.language, namedIn(roster)), listed) + notesText(common, roster.notes),
    csv: () => writeRosterCsv(roster.team.zone, made.value.shifts),
    code: rosterCode(roster),
  });
}

/** No roster, or one that breaks a rule that forbids, is a result that a script must notice. */
export function rosterCode({ status, breaches }: Pick<RosterDocument, 'status' | 'breaches'>): ExitCode {
  const solved = status === 'optimal' || status === 'feasible';
  return solved && !breaches.some(isForbidden) ? EXIT.done : EXIT.notClean;
}
