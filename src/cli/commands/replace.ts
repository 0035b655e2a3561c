import { fromReplacements, parseReplacementsBody } from '../../contract/changed-rosters-mapping.ts';
import { findReplacements } from '../../planning/changes/replacements.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { Issue } from '../messages.ts';
import { optionValues, type OptionValues, type RawOptions } from '../option-values.ts';
import { give, outIssues, refuse, type Session } from '../run.ts';
import type { Common } from '../terminal.ts';
import { replacementsText } from '../text/changes-text.ts';
import { readRosterInput } from './roster-input.ts';
import { speech } from '../text/speech.ts';

const MOST_LISTED = 500;

/** `shiftcast replace ROSTER --vacate ID... --absent EMPLOYEE=DATE[/DATE]...`: who could work what nobody works any more. */
export function replaceCommand(session: Session, common: Common, file: string, raw: RawOptions): ExitCode {
  const values = optionValues(raw);
  const limit = values.number('limit', { least: 1, most: MOST_LISTED, whole: true });
  const vacated = repeated(raw['vacate']);
  const absences = repeated(raw['absent']).flatMap((text) => absenceOf(text, values));
  if (vacated.length + repeated(raw['absent']).length === 0) values.missing('absent', 'EMPLOYEE=DATE, or --vacate ID');
  const inputs = [file, ...(values.text('problem') === undefined ? [] : [values.text('problem') ?? ''])];
  values.add(...outIssues(session, common, ['json'], inputs));
  const input = readRosterInput(session.folder, file, values);
  if (!input.ok) return refuse(session, common, file, input.issues);
  const request = parseReplacementsBody({
    ...input.value.body,
    vacated,
    absences,
    ...(limit === undefined ? {} : { limit }),
  });
  if (!request.ok) return refuse(session, common, file, input.value.placed(request.issues).map(asOption));
  const found = fromReplacements(request.value.problem, findReplacements(request.value));
  const told = speech(common.language, request.value.problem.team);
  return give(session, common, {
    document: found,
    text: () => replacementsText(told.told(found), told),
    code: found.vacancies.some(({ possible }) => possible === 0) ? EXIT.notClean : EXIT.done,
  });
}

/** The values of an option that may be given several times. */
function repeated(given: unknown): readonly string[] {
  return Array.isArray(given) ? given.map(String) : [];
}

function absenceOf(text: string, values: OptionValues): readonly object[] {
  const match = /^(.+)=(\d{4}-\d{2}-\d{2})(?:\/(\d{4}-\d{2}-\d{2}))?$/.exec(text);
  if (match === null) {
    values.wrong('absent', text, 'EMPLOYEE=DATE or EMPLOYEE=DATE/DATE, such as anna=2026-03-02/2026-03-04');
    return [];
  }
  const [, employee, from, to] = match;
  return [{ employee, from, to: to ?? from }];
}

/** Places of the request that options stand for. */
function asOption(issue: Issue): Issue {
  if (issue.path.startsWith('/vacated/')) return { ...issue, path: '--vacate' };
  return issue.path.startsWith('/absences/') ? { ...issue, path: '--absent' } : issue;
}
