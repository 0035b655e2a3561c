import { fromSwap, parseSwapBody } from '../../contract/changed-rosters-mapping.ts';
import { judgeSwap } from '../../planning/changes/swap.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { Issue } from '../messages.ts';
import { optionValues, type RawOptions } from '../option-values.ts';
import { give, outIssues, refuse, type Session } from '../run.ts';
import type { Common } from '../terminal.ts';
import { swapText } from '../text/changes-text.ts';
import { readRosterInput } from './roster-input.ts';
import { speech } from '../text/speech.ts';

/** `shiftcast swap ROSTER --give ID (--take ID | --to EMPLOYEE)`: an exchange of shifts, judged for both. */
export function swapCommand(session: Session, common: Common, file: string, raw: RawOptions): ExitCode {
  const values = optionValues(raw);
  const [shift, take, to] = [values.text('give'), values.text('take'), values.text('to')];
  if (shift === undefined) values.missing('give', 'the id of the shift that is given away');
  const inputs = [file, ...(values.text('problem') === undefined ? [] : [values.text('problem') ?? ''])];
  values.add(...outIssues(session, common, ['json'], inputs));
  const input = readRosterInput(session.folder, file, values);
  if (!input.ok) return refuse(session, common, file, input.issues);
  const body = {
    ...input.value.body,
    give: shift,
    ...(take === undefined ? {} : { take }),
    ...(to === undefined ? {} : { to }),
  };
  const request = parseSwapBody(body);
  if (!request.ok) return refuse(session, common, file, input.value.placed(request.issues).map(asOption));
  const swap = fromSwap(request.value.problem.team.zone, judgeSwap(request.value));
  const told = speech(common.language, request.value.problem.team);
  return give(session, common, {
    document: swap,
    text: () => swapText(told.told(swap), told),
    code: swap.verdict === 'refused' ? EXIT.notClean : EXIT.done,
  });
}

/** Places of the request that options stand for. */
function asOption(issue: Issue): Issue {
  if (issue.path === '') return { ...issue, path: '--take' };
  return ['/give', '/take', '/to'].includes(issue.path) ? { ...issue, path: `--${issue.path.slice(1)}` } : issue;
}
