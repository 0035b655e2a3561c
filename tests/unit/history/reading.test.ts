import { describe, expect, test } from 'vitest';
import type { HistoryOptions } from '../../../src/contract/history-build.ts';
import { readHistoryCsv } from '../../../src/contract/history-csv.ts';

const UTC: HistoryOptions = { zone: 'UTC' };

function read(text: string, options: HistoryOptions = UTC) {
  const found = readHistoryCsv(text, options);
  if (!found.ok) throw new Error(JSON.stringify(found.issues));
  return found;
}
function issuesOf(text: string, options: HistoryOptions = UTC) {
  const found = readHistoryCsv(text, options);
  return found.ok ? [] : found.issues;
}
/** `code line:column` of each issue. */
function codes(text: string, options: HistoryOptions = UTC) {
  return issuesOf(text, options).map((issue) => `${issue.code} ${issue.line ?? '-'}:${issue.column ?? '-'}`);
}
const HEAD = 'timestamp,count\n';
const half = (...rows: string[]) => `${HEAD}${rows.map((row) => `2026-01-05T${row}`).join('\n')}\n`;

describe('accepted', () => {
  test('rows become intervals of a grid from midnight to midnight', () => {
    const { history } = read(half('00:00,3', '00:30,4', '01:00,5.5'), { ...UTC, absent: 'missing' });
    expect(history.intervalLength).toBe(1800);
    expect(history.intervals).toHaveLength(48);
    expect(history.intervals.slice(0, 4).map((each) => each.count)).toEqual([3, 4, 5.5, null]);
    expect(history.firstDate).toBe('2026-01-05');
    expect(history.endDate).toBe('2026-01-06');
    expect(history.absentDecidedBy).toBe('caller');
    expect(history.rows[2]).toEqual({ timestamp: '2026-01-05T01:00', line: 4, count: 5.5, interval: 2 });
  });

  test.each([
    ['semicolons with decimal commas', 'timestamp;count\n2026-01-05T00:00;1,5\n2026-01-05T00:30;2\n'],
    ['tabs with decimal commas', 'timestamp\tcount\n2026-01-05T00:00\t1,5\n2026-01-05T00:30\t2\n'],
    ['a byte-order mark', '\uFEFFtimestamp,count\n2026-01-05T00:00,1.5\n2026-01-05T00:30,2\n'],
    ['carriage returns', 'timestamp,count\r\n2026-01-05T00:00,1.5\r\n2026-01-05T00:30,2\r\n'],
    ['quotes', '"timestamp","count"\n"2026-01-05T00:00","1.5"\n"2026-01-05T00:30","2"\n'],
    ['blank lines', '\n\ntimestamp,count\n\n2026-01-05T00:00,1.5\n,\n   \n2026-01-05T00:30,2\n\n'],
    ['another case and blanks', 'TimeStamp , COUNT\n2026-01-05 00:00 , 1.5\n2026-01-05 00:30:00,2\n'],
    ['columns in another order', 'count,timestamp\n1.5,2026-01-05T00:00\n2,2026-01-05T00:30\n'],
    ['no line end at the end', 'timestamp,count\n2026-01-05T00:00,1.5\n2026-01-05T00:30,2'],
    [
      'three decimals beside other fractions',
      `${HEAD.replace(',', ';')}2026-01-05T00:00;1.500\n2026-01-05T00:30;2\n2026-01-05T01:00;0.125\n`,
    ],
    ['three decimals throughout', `${HEAD}2026-01-05T00:00,1.500\n2026-01-05T00:30,2.000\n`],
    ['exponents and signs', 'timestamp,count\n2026-01-05T00:00,15e-1\n2026-01-05T00:30,+2\n'],
    ['offsets and Z', 'timestamp,count\n2026-01-05T01:00+01:00,1.5\n2026-01-05T00:30Z,2\n'],
  ])('%s', (_, text) => {
    expect(
      read(text)
        .history.intervals.slice(0, 2)
        .map((each) => each.count),
    ).toEqual([1.5, 2]);
  });

  test('handle times are kept, an empty one is unknown', () => {
    const { history } = read('timestamp,count,ahtSeconds\n2026-01-05T00:00,1,180.5\n2026-01-05T00:30,2,\n');
    expect(history.intervals.slice(0, 2).map((each) => each.ahtSeconds)).toEqual([180.5, undefined]);
  });

  test('unsorted rows are sorted, with a note that names the first of them', () => {
    const { history, notes } = read(half('01:00,3', '00:00,1', '00:30,2'));
    expect(history.rows.map((row) => row.count)).toEqual([1, 2, 3]);
    expect(notes).toContainEqual({ code: 'rows-unsorted', facts: { rows: 2, line: 3 } });
  });

  test.each([5, 6, 10, 15, 30, 60])('intervals of %d minutes are told from the rows', (minutes) => {
    const rows = Array.from({ length: 10 }, (_, index) => {
      const at = index * minutes;
      return `${String(Math.floor(at / 60)).padStart(2, '0')}:${String(at % 60).padStart(2, '0')},${index}`;
    });
    expect(read(half(...rows)).history.intervalLength).toBe(minutes * 60);
  });

  test('dates are days, with a single one too', () => {
    expect(read(`${HEAD}2026-01-05,7\n2026-01-06,8\n`).history.intervalLength).toBe('day');
    expect(read(`${HEAD}2026-01-05,7\n`).history.intervals).toHaveLength(1);
    expect(read(`${HEAD}2026-01-05T00:00,7\n2026-01-06T00:00,8\n`).history.intervalLength).toBe('day');
  });
});

describe('refused with line and column', () => {
  test.each<[string, string, string[]]>([
    ['a negative count', half('00:00,-1', '00:30,2'), ['count-negative 2:2']],
    [
      'thousands or a fraction',
      `${HEAD.replace(',', ';')}2026-01-05T00:00;12\n2026-01-05T00:30;1.200\n`,
      ['thousands-or-fraction 3:2'],
    ],
    [
      'the same with a decimal comma',
      `${HEAD.replace(',', ';')}2026-01-05T00:00;1,200\n2026-01-05T00:30;12\n`,
      ['thousands-or-fraction 2:2'],
    ],
    [
      'the same throughout',
      `${HEAD.replace(',', ';')}2026-01-05;1.200\n2026-01-06;1.350\n`,
      ['thousands-or-fraction 2:2'],
    ],
    ['the same between commas', half('00:00,12', '00:30,1.200'), ['thousands-or-fraction 3:2']],
    ['a count that is no number', half('00:00,many', '00:30,2'), ['count-not-a-number 2:2']],
    ['NaN', half('00:00,NaN', '00:30,2'), ['count-not-a-number 2:2']],
    ['a hexadecimal count', half('00:00,0x10', '00:30,2'), ['count-not-a-number 2:2']],
    ['infinity', half('00:00,Infinity', '00:30,1e999'), ['count-too-large 2:2', 'count-too-large 3:2']],
    ['an empty count', half('00:00,', '00:30,2'), ['count-empty 2:2']],
    ['an impossible date', `${HEAD}2026-02-30T00:00,1\n2026-01-05T00:30,2\n`, ['timestamp-invalid 2:1']],
    ['another way to write dates', `${HEAD}05/01/2026 00:00,1\n2026-01-05T00:30,2\n`, ['timestamp-invalid 2:1']],
    ['24:00', half('24:00,1', '00:30,2', '01:00,2'), ['timestamp-invalid 2:1']],
    ['a year before 1970', `${HEAD}0026-01-05T00:00,1\n2026-01-05T00:30,2\n`, ['timestamp-invalid 2:1']],
    ['the same time twice', half('00:00,1', '00:30,2', '00:30,3'), ['timestamp-duplicate 4:1']],
    ['a time off the grid', half('00:00,1', '00:30,2', '01:00,1', '01:45,3'), ['timestamp-off-grid 5:1']],
    [
      'other column names',
      'time,calls\n2026-01-05T00:00,1\n',
      [
        'header-column-missing 1:-',
        'header-column-missing 1:-',
        'header-unknown-column 1:1',
        'header-unknown-column 1:2',
      ],
    ],
    ['a further column', 'timestamp,count,queue\n2026-01-05T00:00,1,a\n', ['header-unknown-column 1:3']],
    ['a column twice', 'timestamp,count,count\n2026-01-05T00:00,1,1\n', ['header-duplicate-column 1:3']],
    ['no header', '2026-01-05T00:00,1\n2026-01-05T00:30,2\n', ['header-missing 1:-']],
    ['a row with too many fields', half('00:00,1,5', '00:30,2', '01:00,2'), ['row-length 2:-']],
    ['a row with too few fields', half('00:00', '00:30,2', '01:00,2'), ['row-length 2:-']],
    [
      'a wrong handle time',
      'timestamp,count,ahtSeconds\n2026-01-05T00:00,1,-4\n2026-01-05T00:30,2,x\n',
      ['aht-invalid 2:3', 'aht-invalid 3:3'],
    ],
    [
      'decimal commas and points',
      'timestamp;count\n2026-01-05T00:00;1.234\n2026-01-05T00:30;1,5\n',
      ['decimals-mixed 3:2'],
    ],
    ['an open quote', 'timestamp,count\n"2026-01-05T00:00,1\n', ['csv-malformed 2:-']],
    ['an empty file', '', ['history-empty -:-']],
    ['a header alone', HEAD, ['history-empty -:-']],
    ['dates among times', `${HEAD}2026-01-05T00:00,1\n2026-01-06,1\n`, ['mixed-intervals 3:1']],
    ['one row with a time', half('00:30,1'), ['interval-unknown -:-']],
    ['weeks', `${HEAD}2026-01-05,1\n2026-01-12,1\n2026-01-19,1\n`, ['interval-unsupported -:-']],
    ['years apart', `${HEAD}1990-01-05,1\n1990-01-06,1\n2026-01-07,1\n`, ['span-too-long -:-']],
  ])('%s', (_, text, expected) => {
    expect(codes(text)).toEqual(expected);
  });

  test('a duplicate names both lines', () => {
    const [issue] = issuesOf(half('00:00,1', '00:30,2', '00:00,3'));
    expect(issue?.facts).toMatchObject({ firstLine: 2, line: 4 });
  });

  test('an unknown zone, a finer interval and a text that is too large', () => {
    expect(codes(half('00:00,1', '00:30,2'), { zone: 'Mars/Olympus' })).toEqual(['zone-unknown -:-']);
    expect(codes(half('00:00,1', '00:30,2'), { ...UTC, intervalMinutes: 15 })).toEqual(['interval-not-readable -:-']);
    expect(codes(half('00:00,1', '00:30,2'), { ...UTC, maxBytes: 20 })).toEqual(['history-too-large -:-']);
    const wide = 'timestamp,count\n2026-01-05T00:00,ééé';
    expect(codes(wide, { ...UTC, maxBytes: wide.length })).toEqual(['history-too-large -:-']);
  });

  test('intervals that become shorter or longer are refused where they do', () => {
    const at = (minute: number) =>
      `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')},1`;
    const long = Array.from({ length: 20 }, (_, index) => at(index * 30));
    const short = Array.from({ length: 8 }, (_, index) => at(600 + index * 15));
    const fine = Array.from({ length: 60 }, (_, index) => at(600 + index * 10));
    expect(codes(half(...long, ...short))).toEqual(['mixed-intervals 22:1']);
    expect(codes(half(...long, ...fine))).toEqual(['mixed-intervals 2:1']);
  });

  test('all issues at once, in order of line, each with a message and a hint', () => {
    const found = issuesOf(half('00:00,-1', 'x,2', '01:00,', '01:30,4', '02:00,5'));
    expect(found.map((issue) => issue.line)).toEqual([2, 3, 4]);
    for (const issue of found) expect(issue.message.length * issue.hint.length).toBeGreaterThan(0);
  });

  test('a hundred issues are listed and the rest is counted', () => {
    const found = issuesOf(HEAD + 'x,1\n'.repeat(1234));
    expect(found).toHaveLength(101);
    expect(found.at(-1)).toMatchObject({ code: 'more-issues', facts: { more: 1134 } });
  });
});
