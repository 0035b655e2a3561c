import { z } from 'zod';
import { buildHistory, type HistoryOptions, type HistoryReading } from './history-build.ts';
import { checkOptions } from './history-csv.ts';
import { type IssueList, issueList, type Place } from './history-issues.ts';
import { HISTORY_MINUTES } from './history-interval.ts';
import { type RowField, rowReader, type WrittenRow } from './history-rows.ts';

/** One row on the wire: `count` is contacts offered in the interval, `ahtSeconds` their average handle time. */
const historyRow = z.strictObject({
  timestamp: z
    .string()
    .max(40)
    .describe('Start of the interval: local wall-clock, or with Z or an offset; a date for days.'),
  count: z.number().describe('Contacts offered in the interval, from 0; fractions are allowed.'),
  ahtSeconds: z.number().optional().describe('Average handle time in seconds.'),
});

/** A contact history as a document: the same rows, checks and policies as in CSV. */
export const historyDocument = z.strictObject({
  kind: z.literal('history'),
  zone: z.string().max(60).describe('IANA time zone of the wall-clock times.'),
  intervalMinutes: z
    .union([z.literal(HISTORY_MINUTES.filter((each) => each < 1440)), z.literal('day')])
    .optional()
    .describe('Interval to read the rows at: theirs or a coarser one; absent: theirs.'),
  absent: z
    .enum(['missing', 'zero', 'closed'])
    .optional()
    .describe('What an absent row means; absent: decided by rule.'),
  doubled: z.enum(['both', 'one']).optional().describe('What a repeated local hour given once holds; default both.'),
  rows: z.array(historyRow).min(1).max(2_000_000).describe('Rows in any order.'),
});

export type HistoryDocument = z.infer<typeof historyDocument>;

/** Reads a history from a document whose shape is checked already; paths of issues are JSON pointers below `path`. */
export function readHistoryDocument(document: HistoryDocument, path = ''): HistoryReading {
  const issues = issueList();
  const wanted = document.intervalMinutes === 'day' ? 1440 : document.intervalMinutes;
  const options: HistoryOptions = {
    zone: document.zone,
    absent: document.absent,
    doubled: document.doubled,
    intervalMinutes: wanted,
  };
  checkOptions(options, issues);
  if (issues.size() > 0)
    return { ok: false, issues: issues.all().map((issue) => ({ ...issue, path: `${path}${issue.path}` })) };
  // Rows are counted from 1 like lines; their path counts from 0 as a JSON pointer does.
  const placeOf = (line: number, field: RowField): Place => {
    return { line, column: null, path: `${path}/rows/${line - 1}/${field}` };
  };
  const read = rowReader(document.zone, issues, placeOf);
  const rows: WrittenRow[] = [];
  document.rows.forEach(({ timestamp, count, ahtSeconds }, index) => {
    const row = read(index + 1, timestamp, count, ahtSeconds);
    if (row !== undefined) rows.push(row);
  });
  return buildHistory(rows, options, issues, placeOf);
}

/** Reads a history from any JSON value: `{kind: 'history', zone, intervalMinutes?, absent?, doubled?, rows}`. */
export function readHistoryJson(value: unknown): HistoryReading {
  const parsed = historyDocument.safeParse(value);
  if (parsed.success) return readHistoryDocument(parsed.data);
  const issues: IssueList = issueList();
  for (const each of parsed.error.issues) {
    const path = each.path.map((part) => `/${String(part)}`).join('');
    const line = each.path[0] === 'rows' && typeof each.path[1] === 'number' ? each.path[1] + 1 : null;
    const hint = 'Give {kind: "history", zone, rows: [{timestamp, count, ahtSeconds?}]}.';
    issues.add('document-shape', { line, column: null, path }, each.message, { reason: each.code }, hint);
  }
  return { ok: false, issues: issues.all() };
}
