import { describe, expect, test } from 'vitest';
import type { HistoryOptions } from '../../../src/contract/history-build.ts';
import { readHistoryCsv } from '../../../src/contract/history-csv.ts';

const BERLIN: HistoryOptions = { zone: 'Europe/Berlin', absent: 'missing' };
const csv = (date: string, rows: readonly string[]) =>
  `timestamp,count\n${rows.map((row) => `${date}T${row}\n`).join('')}`;
const spring = (...rows: string[]) => csv('2026-03-29', rows);
const autumn = (...rows: string[]) => csv('2026-10-25', rows);

function read(text: string, options: HistoryOptions) {
  const found = readHistoryCsv(text, options);
  if (!found.ok) throw new Error(JSON.stringify(found.issues));
  return found;
}
const counts = (text: string, options: HistoryOptions = BERLIN, to = 6) =>
  read(text, options)
    .history.intervals.slice(0, to)
    .map((each) => each.count);

describe('a skipped hour', () => {
  test('has no interval: the day has 23 and the one before ends where the one after begins', () => {
    const { history } = read(spring('00:00,1', '01:00,2', '03:00,3'), BERLIN);
    expect(history.intervals).toHaveLength(23);
    expect(history.intervals.slice(0, 3).map((each) => each.count)).toEqual([1, 2, 3]);
    for (const { start, end } of history.intervals) expect(end - start).toBe(3600);
  });

  test('given with count 0 is dropped with a note', () => {
    const { history, notes } = read(spring('00:00,1', '01:00,2', '02:00,0', '03:00,3'), BERLIN);
    expect(history.rows).toHaveLength(3);
    expect(notes).toContainEqual({
      code: 'skipped-time-dropped',
      facts: { rows: 1, line: 4, timestamp: '2026-03-29T02:00' },
    });
  });

  test('given with contacts is refused at its line', () => {
    const found = readHistoryCsv(spring('00:00,1', '01:00,2', '02:00,4', '03:00,3'), BERLIN);
    expect(found).toMatchObject({ ok: false, issues: [{ code: 'time-does-not-exist', line: 4, column: 1 }] });
  });
});

describe('a repeated hour', () => {
  test('given once holds both hours by default, half each, and a note says so', () => {
    const { history, notes } = read(autumn('00:00,1', '01:00,2', '02:00,9', '03:00,4'), BERLIN);
    expect(history.intervals.slice(0, 5).map((each) => each.count)).toEqual([1, 2, 4.5, 4.5, 4]);
    expect(history.intervals).toHaveLength(25);
    expect(history.rows[2]).toMatchObject({ count: 9, interval: 2, secondInterval: 3 });
    const facts = { rows: 1, line: 4, timestamp: '2026-10-25T02:00', policy: 'both', decidedBy: 'default' };
    expect(notes).toContainEqual({ code: 'doubled-time-given-once', facts });
  });

  test.each(['missing', 'zero', 'closed'] as const)(
    'that holds one hour leaves the second unknown where absent is %s',
    (absent) => {
      const { history } = read(autumn('00:00,1', '01:00,2', '02:00,9', '03:00,4'), {
        ...BERLIN,
        doubled: 'one',
        absent,
      });
      expect(history.intervals.slice(2, 5).map((each) => `${each.state} ${each.count}`)).toEqual([
        'given 9',
        'missing null',
        'given 4',
      ]);
      expect(history.rows[2]).not.toHaveProperty('secondInterval');
    },
  );

  test('given twice is taken in the order of the file', () => {
    expect(counts(autumn('00:00,1', '01:00,2', '02:00,8', '02:00,9', '03:00,4'), BERLIN, 5)).toEqual([1, 2, 8, 9, 4]);
  });

  test('given three times is a duplicate', () => {
    const found = readHistoryCsv(autumn('01:00,2', '02:00,8', '02:00,9', '02:00,7', '03:00,4'), BERLIN);
    expect(found).toMatchObject({ ok: false, issues: [{ code: 'timestamp-duplicate', line: 5 }] });
  });

  test('of half hours fills the halves in the order of the clock: 02:00, 02:30, 02:00, 02:30', () => {
    const { history } = read(autumn('01:00,1', '01:30,1', '02:00,8', '02:30,6', '03:00,4'), BERLIN);
    expect(history.intervals.slice(4, 8).map((each) => each.count)).toEqual([4, 3, 4, 3]);
    expect(history.rows[2]).toMatchObject({ interval: 4, secondInterval: 6 });
  });

  test('with offsets is no question at all', () => {
    const text = autumn('00:00+02:00,1', '01:00+02:00,2', '02:00+02:00,8', '02:00+01:00,9', '03:00+01:00,4');
    expect(counts(text, { ...BERLIN, doubled: 'one' }, 5)).toEqual([1, 2, 8, 9, 4]);
  });

  test('with one offset leaves the other hour to the row without', () => {
    const text = autumn('00:00,1', '01:00,2', '02:00,8', '02:00+02:00,9', '03:00,4');
    expect(counts(text, BERLIN, 5)).toEqual([1, 2, 9, 8, 4]);
  });
});

describe('days of a clock change', () => {
  test('hold a daily count whatever their length', () => {
    const { history } = read('timestamp,count\n2026-10-24,5\n2026-10-25,6\n2026-10-26,7\n', BERLIN);
    expect(history.intervals.map((each) => (each.end - each.start) / 3600)).toEqual([24, 25, 24]);
  });

  test('read at a day sum both halves of the repeated hour once', () => {
    const hours = Array.from({ length: 24 }, (_, hour) => `${String(hour).padStart(2, '0')}:00,${hour === 2 ? 10 : 1}`);
    const { history } = read(autumn(...hours), { ...BERLIN, intervalMinutes: 1440 });
    expect(history.intervals.map((each) => each.count)).toEqual([33]);
    expect(history.rows).toEqual([{ timestamp: '2026-10-25T00:00', line: 2, count: 33, interval: 0 }]);
  });

  test('read at an hour keep a shared half hour in both hours', () => {
    const halves = ['01:00,1', '01:30,1', '02:00,8', '02:30,6', '03:00,4', '03:30,4'];
    const { history } = read(autumn(...halves), { ...BERLIN, intervalMinutes: 60 });
    expect(history.intervals.slice(1, 5).map((each) => each.count)).toEqual([2, 7, 7, 8]);
    expect(history.rows[1]).toMatchObject({ count: 14, interval: 2, secondInterval: 3 });
  });

  test.each([
    ['America/New_York', '2026-11-01', 25],
    ['America/New_York', '2026-03-08', 23],
    ['Asia/Kolkata', '2026-03-29', 24],
    ['Asia/Shanghai', '2026-10-25', 24],
  ])('%s has on %s a grid of %d hours', (zone, date, hours) => {
    const { history } = read(csv(date, ['05:00,1', '06:00,1']), { zone, absent: 'missing' });
    expect(history.intervals).toHaveLength(hours);
  });
});
