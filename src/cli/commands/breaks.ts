import { fromBreakPlacement, parseBreakPlacement } from '../../contract/break-placement.ts';
import { writeRosterCsv } from '../../contract/roster-csv.ts';
import { makeBreakPlacement } from '../../planning/break-placement.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { RawOptions } from '../option-values.ts';
import { readProblemAndRoster } from '../problem-and-roster.ts';
import { give, type Session } from '../run.ts';
import type { Common } from '../terminal.ts';
import { isForbidden } from '../text/audit-text.ts';
import { breaksText } from '../text/breaks-text.ts';
import { speech } from '../text/speech.ts';

/** `shiftcast breaks PROBLEM.json --roster ROSTER.json`: the breaks of a roster, placed where its cover loses least. */
export function breaksCommand(session: Session, common: Common, file: string, raw: RawOptions): ExitCode {
  const read = readProblemAndRoster(session, common, file, raw, parseBreakPlacement);
  if (!read.ok) return read.code;
  const { problem, shifts, seed } = read.request;
  const { zone } = problem.team;
  const made = makeBreakPlacement(problem, shifts, seed);
  if (!made.ok) return read.refuse(made.issues);
  const document = fromBreakPlacement(zone, made.value);
  return give(session, common, {
    document,
    text: () => breaksText(document, speech(common.language, problem.team)),
    csv: () => writeRosterCsv(zone, made.value.shifts),
    code: document.after.breaches.some(isForbidden) ? EXIT.notClean : EXIT.done,
  });
}
