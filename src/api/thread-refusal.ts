import { ProblemError } from './problem.ts';

/** A client that was refused for lack of room may come again after this. */
const RETRY_SECONDS = 5;

/** What the pool of threads refused, as the client is told. */
export function refusalOf(error: unknown): unknown {
  if (!(error instanceof Error) || !('refusal' in error)) return error;
  const headers = { 'Retry-After': String(RETRY_SECONDS) };
  switch (error.refusal) {
    case 'queue-full':
      return new ProblemError('busy', 'As many requests wait as may wait.', { headers });
    case 'closing':
      return new ProblemError('closing', 'The service is shutting down.', { headers });
    case 'thread-lost':
      return new ProblemError('thread-lost', 'The computation ran out of memory or time. A smaller input may pass.');
    default:
      return error;
  }
}
