/** What a transaction changed, as the tables tell the trail. */

/** Before and after of one person's part of a thing, or of the organisation's where no employee is named. */
export type ChangedPart = {
  readonly employee?: string | undefined;
  readonly before?: unknown;
  readonly after?: unknown;
};

export type Change = {
  readonly action: 'create' | 'change' | 'remove' | 'stop' | 'end' | 'erase' | 'export' | 'refuse';
  readonly kind: string;
  readonly thing: string;
  readonly parts: readonly ChangedPart[];
};

const isSame = (left: unknown, right: unknown): boolean => JSON.stringify(left) === JSON.stringify(right);

/** Parts whose before and after differ. */
export function differing(parts: readonly ChangedPart[]): readonly ChangedPart[] {
  return parts.filter(({ before, after }) => !isSame(before, after));
}

/** One part for each employee that has entries before or after. */
export function byEmployee<T>(
  employeeOf: (entry: T) => string,
  before: readonly T[],
  after: readonly T[],
): readonly { readonly employee: string; readonly before?: T[] | undefined; readonly after?: T[] | undefined }[] {
  const old = Map.groupBy(before, employeeOf);
  const now = Map.groupBy(after, employeeOf);
  return [...new Set([...old.keys(), ...now.keys()])].map((employee) => ({
    employee,
    before: old.get(employee),
    after: now.get(employee),
  }));
}

/** Tables whose writes are not told of by themselves: the use of keys and sessions, keys of requests, when periods were looked through, what solver processes note for each other, the trail and its keys themselves. */
const UNTOLD: ReadonlySet<string> = new Set([
  'api_keys',
  'idempotency_keys',
  'jobs',
  'job_contents',
  'job_events',
  'job_shares',
  'schedule_counters',
  'sessions',
  'person_keys',
  'erasures',
  'retention',
  'trail',
  'trail_heads',
  'trail_pending',
]);

const WRITTEN_TABLE = /\b(?:insert into|update|delete from)\s+"?([a-z_]+)"?/g;

/** Tables that a statement writes and whose changes somebody wants to see. */
export function tablesWritten(text: string): readonly string[] {
  return [...text.matchAll(WRITTEN_TABLE)].flatMap(([, table = '']) => {
    return UNTOLD.has(table) || table === 'set' || table === '' ? [] : [table];
  });
}
