import { fromScore, parseScoreBody } from '../../contract/changed-rosters-mapping.ts';
import type { ScoreDocument } from '../../contract/changed-rosters.ts';
import { fromShift } from '../../contract/shift-mapping.ts';
import { scoreAnyRoster } from '../../planning/changes/score.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { optionValues, type RawOptions } from '../option-values.ts';
import { give, outIssues, refuse, type Session } from '../run.ts';
import type { Common } from '../terminal.ts';
import { isForbidden } from '../text/audit-text.ts';
import { idsTable } from '../text/breaks-text.ts';
import { scoreText } from '../text/changes-text.ts';
import { readRosterInput } from './roster-input.ts';
import { speech } from '../text/speech.ts';

/** `shiftcast score ROSTER [--problem P] [--against OTHER]`: what any roster is worth, and what makes it out of another one. */
export function scoreCommand(session: Session, common: Common, file: string, raw: RawOptions): ExitCode {
  const values = optionValues(raw);
  const inputs = [file, ...['problem', 'against'].flatMap((name) => values.text(name) ?? [])];
  values.add(...outIssues(session, common, ['json'], inputs));
  const input = readRosterInput(session.folder, file, values);
  if (!input.ok) return refuse(session, common, file, input.issues);
  const request = parseScoreBody(input.value.body);
  if (!request.ok) return refuse(session, common, file, input.value.placed(request.issues));
  const { zone } = request.value.problem.team;
  const score = fromScore(zone, scoreAnyRoster(request.value));
  const told = speech(common.language, request.value.problem.team);
  const ids = values.flag('ids')
    ? `\n${idsTable(
        request.value.shifts.map((shift) => fromShift(zone, shift)),
        told,
      )}`
    : '';
  return give(session, common, {
    document: score,
    text: () => scoreText(told.told(score), told) + ids,
    code: score.breaches.some(isForbidden) || isTeamBroken(score) ? EXIT.notClean : EXIT.done,
  });
}

/** Whether a rule of the team that must be kept is not, or a floor that must be met. */
function isTeamBroken({ teamBreaches = [], shortages = [] }: ScoreDocument): boolean {
  return shortages.length > 0 || teamBreaches.some(({ severity }) => severity === 'block');
}
