import type { WriteOutcome } from '../../planning/stored.ts';
import { ProblemError, type Issue } from '../problem.ts';
import type { IfMatch } from './handler.ts';

/** What is asked for is not there. */
export function absent(what: string, id: string): ProblemError {
  return new ProblemError('not-found', `There is no ${what} "${id}".`);
}

export function invalid(issues: readonly Issue[]): ProblemError {
  const detail = issues.length === 1 ? '1 mistake in the input.' : `${issues.length} mistakes in the input.`;
  return new ProblemError('invalid-input', detail, { issues });
}

/** What is there, or the refusal of one who asks for what is not. */
export function found<T>(value: T | undefined, what: string, id: string): T {
  if (value === undefined) throw absent(what, id);
  return value;
}

function stale(what: string, id: string, version: number): ProblemError {
  return new ProblemError(
    'stale-version',
    `The ${what} "${id}" is at version ${version}. Read it again, and repeat the change.`,
    {
      headers: { ETag: `"${version}"` },
    },
  );
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
