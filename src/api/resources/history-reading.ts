import { checkAt, readDocument } from '../../contract/documents.ts';
import { minutesOfInterval } from '../../contract/forecast-mapping.ts';
import { type Entry, type EntryOptions, type EntryRow, readEntry, readNewEntry } from '../../contract/history-entry.ts';
import { fromNote } from '../../contract/notes.ts';
import { issue } from '../../contract/messages/render.ts';
import { historyRowsBodySchema, newHistorySchema } from '../../contract/resources/histories.ts';
import { checkStorable } from '../../contract/resources/storable.ts';
import type { HistoryReadingOptions, StoredRow } from '../../planning/store.ts';
import type { Outcome, ReadingOperation } from '../operation.ts';

/** Reading of rows for the store, in a thread where they are many. */

/** Rows as columns: a hundred thousand rows go from thread to thread and through JSON in a fraction of the time. */
export type RowColumns = {
  readonly timestamps: readonly string[];
  readonly starts: readonly number[];
  readonly dates: readonly string[];
  readonly counts: readonly number[];
  readonly ahtSeconds: readonly (number | null)[];
};

export function columnsOf(rows: readonly StoredRow[]): RowColumns {
  return {
    timestamps: rows.map(({ timestamp }) => timestamp),
    starts: rows.map(({ start }) => start),
    dates: rows.map(({ date }) => date),
    counts: rows.map(({ count }) => count),
    ahtSeconds: rows.map(({ ahtSeconds }) => ahtSeconds ?? null),
  };
}

export function rowsOf({ timestamps, starts, dates, counts, ahtSeconds }: RowColumns): readonly EntryRow[] {
  return timestamps.map((timestamp, index) => ({
    timestamp,
    start: starts[index] as number,
    date: dates[index] as string,
    count: counts[index] as number,
    ahtSeconds: ahtSeconds[index] ?? undefined,
  }));
}

/** What rows are read beside: how the history is read, and what it holds. */
export type StoredBeside = {
  readonly options: HistoryReadingOptions;
  readonly stored: RowColumns;
  readonly correct: boolean;
};

/** What came of the reading of rows. */
export type ReadRows = {
  readonly rows: RowColumns;
  readonly same: number;
  readonly notes: readonly object[];
};

/** What came of the reading of a new history. */
export type ReadNewHistory = ReadRows & {
  readonly id?: string | undefined;
  readonly name?: string | undefined;
  readonly team?: string | undefined;
  readonly skill?: string | undefined;
  readonly options: HistoryReadingOptions;
};

function readRowsOf(zone: string, { rows, same, notes }: Entry): ReadRows {
  return { rows: columnsOf(rows), same, notes: notes.map((note) => fromNote(zone, note)) };
}

export const newHistory: ReadingOperation<ReadNewHistory> = {
  read: (body) => {
    const read = readDocument(newHistorySchema, body, [checkAt('name', checkStorable)]);
    if (!read.ok) return read;
    const { history, ...head } = read.value;
    const { zone, absent, doubled, interval } = history;
    const minutes = interval === undefined ? undefined : minutesOfInterval(interval);
    const entry = readNewEntry({ zone, absent, doubled }, history, '/history', minutes);
    if (!entry.ok) return entry;
    const options: HistoryReadingOptions = { zone, interval, absent, doubled };
    return { ok: true, value: { ...head, options, ...readRowsOf(zone, entry.value) } };
  },
  make: (value) => ({ ok: true, value }),
};

function givenRows(body: unknown): Outcome<Parameters<typeof readEntry>[2]> {
  const read = readDocument(historyRowsBodySchema, body, []);
  if (!read.ok) return read;
  const { rows, csv } = read.value;
  const names = { first: 'rows', second: 'csv' };
  if (rows !== undefined && csv !== undefined) return { ok: false, issues: [issue('both-given', '', names)] };
  if (rows !== undefined) return { ok: true, value: { rows } };
  if (csv !== undefined) return { ok: true, value: { csv } };
  return { ok: false, issues: [issue('one-needed', '', names)] };
}

export const historyRows: ReadingOperation<ReadRows> = {
  read: (body, beside) => {
    const given = givenRows(body);
    if (!given.ok) return given;
    const { options, stored, correct } = beside as StoredBeside;
    const entry = readEntry(options as EntryOptions, rowsOf(stored), given.value, correct);
    return entry.ok ? { ok: true, value: readRowsOf(options.zone, entry.value) } : entry;
  },
  make: (value) => ({ ok: true, value }),
};
