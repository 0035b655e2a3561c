import type { AbsentPolicy, DoubledPolicy } from '../domain/history.ts';
import { buildHistory, type HistoryOptions, type HistoryReading } from './history-build.ts';
import type { Zone } from '../domain/units.ts';
import { checkOptions, type WrittenRows } from './history-csv.ts';
import { type IssueList, issueList, type Place } from './history-issues.ts';
import { type RowField, rowReader, type WrittenRow } from './history-rows.ts';

/** A history as rows of a document whose shape is checked already: the same rows, checks and policies as in CSV. */
export type HistoryDocument = Pick<HistoryOptions, 'before' | 'decidedWithoutLastDays'> & {
  readonly kind: 'history';
  readonly zone: string;
  readonly absent?: AbsentPolicy | undefined;
  readonly doubled?: DoubledPolicy | undefined;
  /** Interval to read the rows at: theirs, the default, or a coarser one. */
  readonly intervalMinutes?: number | 'day' | undefined;
  readonly rows: readonly {
    readonly timestamp: string;
    readonly count: number;
    readonly ahtSeconds?: number | undefined;
  }[];
};

/** Reads a history from a document; paths of issues are JSON pointers below `path`. */
export function readHistoryDocument(document: HistoryDocument, path = ''): HistoryReading {
  const issues = issueList();
  const wanted = document.intervalMinutes === 'day' ? 1440 : document.intervalMinutes;
  const options: HistoryOptions = {
    zone: document.zone,
    absent: document.absent,
    doubled: document.doubled,
    intervalMinutes: wanted,
    before: document.before,
    decidedWithoutLastDays: document.decidedWithoutLastDays,
  };
  checkOptions(options, issues);
  if (issues.size() > 0)
    return { ok: false, issues: issues.all().map((issue) => ({ ...issue, path: `${path}${issue.path}` })) };
  const { rows, placeOf } = writtenRowsOfDocument(document.rows, document.zone, path, issues);
  return buildHistory(rows, options, issues, placeOf);
}

/** The rows of a document one by one, with what is wrong in single fields. */
export function writtenRowsOfDocument(
  given: HistoryDocument['rows'],
  zone: Zone,
  path: string,
  issues: IssueList,
): WrittenRows {
  // Rows are counted from 1 like lines; their path counts from 0 as a JSON pointer does.
  const placeOf = (line: number, field: RowField): Place => {
    return { line, column: null, path: `${path}/rows/${line - 1}/${field}` };
  };
  const read = rowReader(zone, issues, placeOf);
  const rows: WrittenRow[] = [];
  given.forEach(({ timestamp, count, ahtSeconds }, index) => {
    const row = read(index + 1, timestamp, count, ahtSeconds);
    if (row !== undefined) rows.push(row);
  });
  return { rows, placeOf };
}
