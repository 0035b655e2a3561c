import { fromPlacement, parsePlacement } from '../../contract/placement.ts';
import { writeRosterCsv } from '../../contract/roster-csv.ts';
import { placeInRoster } from '../../planning/placement.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { RawOptions } from '../option-values.ts';
import { readProblemAndRoster } from '../problem-and-roster.ts';
import { give, type Session } from '../run.ts';
import type { Common } from '../terminal.ts';
import { activitiesText } from '../text/activities-text.ts';
import { isForbidden } from '../text/audit-text.ts';
import { speech } from '../text/speech.ts';

/** `shiftcast activities PROBLEM.json --roster ROSTER.json`: meetings, training and coaching inside the shifts of a roster. */
export function activitiesCommand(session: Session, common: Common, file: string, raw: RawOptions): ExitCode {
  const read = readProblemAndRoster(session, common, file, raw, parsePlacement);
  if (!read.ok) return read.code;
  const { problem, shifts, seed } = read.request;
  const { zone } = problem.team;
  const made = placeInRoster(problem, shifts, seed);
  if (!made.ok) return read.refuse(made.issues);
  const told = speech(common.language, { ...problem.team, activities: problem.activities });
  const document = fromPlacement(zone, made.value);
  return give(session, common, {
    document,
    text: () => activitiesText(told.told(document), told),
    csv: () => writeRosterCsv(zone, made.value.shifts),
    code: document.breaches.some(isForbidden) ? EXIT.notClean : EXIT.done,
  });
}
