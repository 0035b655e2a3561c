import type { StoreRefusal } from '../planning/store.ts';

/** The store could not serve: nothing is wrong with what it was asked. */
export class StoreError extends Error {
  readonly refusal: StoreRefusal;

  constructor(refusal: StoreRefusal, message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'StoreError';
    this.refusal = refusal;
  }
}

/** What an error of the database means for the transaction it happened in. */
export type Failure = 'connection' | 'conflict' | 'full' | 'busy' | 'defect';

/** Errors of the system when a server is not there, or is there no more. */
const CONNECTION_CODES: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ENOENT',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  // Said by PostgreSQL: shut down by its administrator, after a crash, or not yet ready; no free connection.
  '57P01',
  '57P02',
  '57P03',
  '57P05',
  '53300',
  // The database is not there, or no longer lets us in.
  '3D000',
  '28000',
  '28P01',
]);

/** What `pg` says without a code when its connection ends. */
const CONNECTION_TEXTS =
  /connection terminated|connection ended|connection error|not queryable|timeout exceeded when trying to connect|client was closed|after calling end on the pool/i;

/** Aborted for another transaction: the same work, run again, meets what that one wrote. */
const CONFLICT_CODES: ReadonlySet<string> = new Set([
  '40001',
  '40P01',
  // Two that insert the same key at once: run again, the second one finds the first one's row.
  '23505',
  '23503',
]);

const FULL_CODES: ReadonlySet<string> = new Set(['53100', 'ENOSPC']);

/** The statement, its wait for a lock or the pause between two took too long, or the server had no memory for it. */
const BUSY_CODES: ReadonlySet<string> = new Set(['57014', '55P03', '25P03', '53200']);

export function failureOf(error: unknown): Failure {
  if (!(error instanceof Error)) return 'defect';
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  if (code !== undefined) {
    if (CONNECTION_CODES.has(code) || code.startsWith('08')) return 'connection';
    if (CONFLICT_CODES.has(code)) return 'conflict';
    if (FULL_CODES.has(code) || error.message.includes('No space left on device')) return 'full';
    if (BUSY_CODES.has(code)) return 'busy';
  }
  if (error instanceof AggregateError && error.errors.length > 0) return failureOf(error.errors[0]);
  if (CONNECTION_TEXTS.test(error.message)) return 'connection';
  return 'defect';
}

/** The error to give to whoever asked. Defects go on as they are. */
export function refused(error: unknown): unknown {
  if (error instanceof StoreError) return error;
  switch (failureOf(error)) {
    case 'connection':
      return new StoreError('unreachable', 'The database cannot be reached.', error);
    case 'busy':
      return new StoreError('unreachable', 'The database did not answer in time.', error);
    case 'full':
      return new StoreError('full', 'The database has no room left.', error);
    default:
      return error;
  }
}
