import { fromProofCheck, parseProofCheck } from '../../contract/proof-check.ts';
import { checkProof } from '../../planning/verify.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { commandIssue } from '../messages.ts';
import type { RawOptions } from '../option-values.ts';
import { readProblemAndRoster } from '../problem-and-roster.ts';
import { give, type Session } from '../run.ts';
import type { Common } from '../terminal.ts';
import { proofCheckText } from '../text/proof-text.ts';
import { speech } from '../text/speech.ts';

const DEFAULT_SECONDS = 600;

/** `shiftcast verify PROBLEM.json --roster ROSTER.json`: whether the certificate of a bound holds, and what is certain by it. */
export function verifyCommand(session: Session, common: Common, file: string, raw: RawOptions): ExitCode {
  const read = readProblemAndRoster(session, common, file, raw, parse, (problem, roster, values) => ({
    problem,
    roster: rosterIn(roster),
    seconds: values.number('seconds', { least: 0.1, most: 3600 }) ?? DEFAULT_SECONDS,
  }));
  if (!read.ok) return read.code;
  const { problem, roster, seconds } = read.request;
  const clock = (): number => performance.now() / 1000;
  const document = fromProofCheck(checkProof(problem, roster, { seconds, clock }));
  return give(session, common, {
    document,
    text: () => proofCheckText(document, speech(common.language, problem.team)),
    code: document.verdict === 'holds' ? EXIT.done : EXIT.notClean,
  });
}

/** The request, or its issues: how a certificate is had is more use than that it is missing. */
function parse(body: unknown): ReturnType<typeof parseProofCheck> {
  const parsed = parseProofCheck(body);
  if (parsed.ok) return parsed;
  const issues = parsed.issues.map((one) =>
    one.code === 'required' && one.path === '/roster/proof' ? commandIssue('proof-missing', one.path, {}) : one,
  );
  return { ok: false, issues };
}

/** The roster itself, or the one of a plan's result. */
function rosterIn(value: unknown): unknown {
  return typeof value === 'object' && value !== null && 'roster' in value ? value.roster : value;
}
