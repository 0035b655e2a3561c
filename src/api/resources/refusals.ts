import { detail } from '../../contract/messages/problem-texts.ts';
import type { WriteOutcome } from '../../planning/stored.ts';
import { ProblemError, type Issue } from '../problem.ts';
import type { IfMatch } from './handler.ts';

/** What is asked for is not there. */
export function absent(what: string, id: string): ProblemError {
  return new ProblemError('not-found', detail('absent', { what, id }));
}

export function invalid(issues: readonly Issue[]): ProblemError {
  return new ProblemError('invalid-input', detail('mistakes', { count: issues.length }), { issues });
}

/** What is there, or the refusal of one who asks for what is not. */
export function found<T>(value: T | undefined, what: string, id: string): T {
  if (value === undefined) throw absent(what, id);
  return value;
}

function stale(what: string, id: string, version: number): ProblemError {
  return new ProblemError('stale-version', detail('stale', { what, id, version }), {
    headers: { ETag: `"${version}"` },
  });
}

/** What a change gave, or its refusal. */
export function changed<T>(outcome: WriteOutcome<T>, what: string, id: string): T {
  if (outcome.ok) return outcome.value;
  throw outcome.reason === 'absent' ? absent(what, id) : stale(what, id, outcome.version);
}

/** The version that a change starts from; refused where the client names another one than the present. */
export function versionFrom(
  ifMatch: IfMatch | undefined,
  present: { readonly version: number },
  what: string,
  id: string,
): number {
  if (ifMatch === undefined || ifMatch === '*') return present.version;
  if (ifMatch !== present.version) throw stale(what, id, present.version);
  return ifMatch;
}
