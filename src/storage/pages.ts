import type { Page, PageRequest, Versioned, WriteOutcome, Written } from '../planning/stored.ts';

/** What the rows of all tables have in common, as the use cases see it. */

type CreatedRow = { readonly created_at: Date; readonly created_by: string };

type VersionedRow = CreatedRow & {
  readonly version: number;
  readonly updated_at: Date;
  readonly updated_by: string;
};

export function writtenOf(at: Date, by: string): Written {
  return { at: at.toISOString(), by };
}

export function createdOf({ created_at, created_by }: CreatedRow): { readonly created: Written } {
  return { created: writtenOf(created_at, created_by) };
}

export function versionedOf(row: VersionedRow): Versioned {
  const { version, updated_at, updated_by } = row;
  return { version, ...createdOf(row), updated: writtenOf(updated_at, updated_by) };
}

/** A page out of the rows of its query, which asked for one more than fit: whether there is another page shows without a second query. */
export function pageOf<R, T>(
  rows: readonly R[],
  { limit }: PageRequest,
  valueOf: (row: R) => T,
  keyOf: (row: R) => readonly string[],
): Page<T> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.map(valueOf),
    next: rows.length > limit && last !== undefined ? keyOf(last) : null,
  };
}

/** The same of rows that are opened first. */
export async function openedPageOf<R, T>(
  rows: readonly R[],
  page: PageRequest,
  open: (row: R) => Promise<T>,
  keyOf: (row: R) => readonly string[],
): Promise<Page<T>> {
  const opened: T[] = [];
  for (const row of rows.slice(0, page.limit)) opened.push(await open(row));
  return { ...pageOf(rows, page, keyOf, keyOf), items: opened };
}

/** What a conditional write that touched nothing says, by the version that is there now. */
export function missed(version: number | undefined): WriteOutcome<never> {
  return version === undefined ? { ok: false, reason: 'absent' } : { ok: false, reason: 'stale', version };
}
