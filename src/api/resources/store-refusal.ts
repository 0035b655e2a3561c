import { detail } from '../../contract/messages/problem-texts.ts';
import { NotYoursError } from '../../planning/restricted-tables.ts';
import { ProblemError } from '../problem.ts';
import { OvertakenError } from './handler.ts';

const STORE_FULL =
  'The disk of the database is full; nothing was written. Where the database cannot even run, nothing can be read either: it comes back by itself once there is room.';

/** What the store refused, as the client is told. */
export function storeRefusal(error: unknown): unknown {
  if (error instanceof OvertakenError)
    return new ProblemError('contended', 'Others keep changing the same thing. Repeat the request in a moment.', {
      headers: { 'Retry-After': '2' },
    });
  if (error instanceof NotYoursError) return new ProblemError('forbidden', detail('not-yours'));
  if (!(error instanceof Error) || !('refusal' in error)) return error;
  const headers = { 'Retry-After': '2' };
  switch (error.refusal) {
    case 'unreachable':
      return new ProblemError(
        'store-unreachable',
        'The database does not answer. Repeat the request in a moment, with the same Idempotency-Key.',
        { headers },
      );
    case 'closing':
      return new ProblemError('closing', 'The service is shutting down.', { headers });
    case 'full':
      return new ProblemError('store-full', STORE_FULL);
    default:
      return error;
  }
}
