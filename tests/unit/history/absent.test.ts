import { describe, expect, test } from 'vitest';
import type { HistoryOptions } from '../../../src/contract/history-build.ts';
import { readHistoryCsv } from '../../../src/contract/history-csv.ts';
import { addDays, weekdayIndex } from '../../../src/domain/calendar.ts';

/** Hourly rows from Monday 2026-01-05 for four weeks; `countAt` returns null for a row that is left out. */
function hourly(countAt: (day: number, hour: number) => number | null): string {
  const rows = ['timestamp,count'];
  for (let day = 0; day < 28; day += 1) {
    for (let hour = 0; hour < 24; hour += 1) {
      const count = countAt(day, hour);
      if (count !== null) rows.push(`${addDays('2026-01-05', day)}T${String(hour).padStart(2, '0')}:00,${count}`);
    }
  }
  return rows.join('\n');
}
function decided(text: string, options: Partial<HistoryOptions> = {}) {
  const found = readHistoryCsv(text, { zone: 'UTC', ...options });
  if (!found.ok) throw new Error(JSON.stringify(found.issues));
  const note = found.notes.find((each) => each.code === 'absent-decided');
  return {
    policy: found.history.absent,
    by: found.history.absentDecidedBy,
    reason: note?.facts['reason'],
    history: found.history,
  };
}
const office = (day: number, hour: number) => weekdayIndex(addDays('2026-01-05', day)) < 5 && hour >= 8 && hour < 18;

describe('what an absent row means is decided by rule', () => {
  test('closed where rows are absent by the hours of the week, a lost day or two aside', () => {
    const text = hourly((day, hour) => (office(day, hour) && day !== 9 ? 100 + hour : null));
    expect(decided(text)).toMatchObject({ policy: 'closed', by: 'rule', reason: 'closed-pattern' });
  });

  test('zero where 0 is never written and 1 is', () => {
    const text = hourly((day, hour) => (day * 7 + hour * 5) % 11 || null);
    expect(decided(text)).toMatchObject({ policy: 'zero', reason: 'zeros-left-out' });
  });

  test('missing where 0 is written', () => {
    const text = hourly((day, hour) => ((day * 7 + hour * 5) % 13 === 4 ? null : (day * 7 + hour * 5) % 11));
    expect(decided(text)).toMatchObject({ policy: 'missing', reason: 'zeros-written' });
  });

  test('missing where counts are never near 0', () => {
    const text = hourly((day, hour) => (day === 9 ? null : 100 + hour));
    expect(decided(text)).toMatchObject({ policy: 'missing', reason: 'large-counts' });
  });

  test('zero for hours and missing for days where nothing is absent, without a note', () => {
    expect(decided(hourly(() => 7))).toMatchObject({ policy: 'zero', reason: undefined });
    expect(decided('timestamp,count\n2026-01-05,7\n2026-01-06,8\n')).toMatchObject({ policy: 'missing' });
  });

  test('from days before a date alone where a forecast begins there', () => {
    // Rows at night appear in the last week only; before it the site is closed at night.
    const text = hourly((day, hour) => (office(day, hour) || day >= 21 ? 100 : null));
    expect(decided(text)).toMatchObject({ policy: 'missing' });
    expect(decided(text, { before: '2026-01-26' })).toMatchObject({ policy: 'closed' });
    expect(decided(text, { decidedWithoutLastDays: 7 })).toMatchObject({ policy: 'closed' });
  });
});

describe('what an absent row means can be said', () => {
  const text = 'timestamp,count\n2026-01-05T00:00,4\n2026-01-05T00:30,5\n2026-01-05T01:00,6\n2026-01-05T02:00,0\n';
  test.each([
    ['missing', 'missing', null],
    ['zero', 'zero', 0],
    ['closed', 'closed', null],
  ] as const)('%s', (absent, state, count) => {
    const { history, by } = decided(text, { absent });
    expect(by).toBe('caller');
    expect(history.intervals[3]).toMatchObject({ state, count });
  });

  test.each([
    ['missing', [9, null, null]],
    ['zero', [9, 6, 0]],
    ['closed', [9, 6, 0]],
  ] as const)('and holds for the parts of a coarser interval: %s', (absent, counts) => {
    const { history } = decided(text, { absent, intervalMinutes: 60 });
    expect(history.intervalLength).toBe(3600);
    expect(history.intervals.slice(0, 3).map((each) => each.count)).toEqual(counts);
    expect(history.intervals[3]?.state).toBe(absent);
    expect(history.rows.map((row) => row.count)).toEqual([9, 6, 0]);
  });

  test('handle times of a coarser interval are weighted by count', () => {
    const aht = 'timestamp,count,ahtSeconds\n2026-01-05T00:00,1,100\n2026-01-05T00:30,3,200\n2026-01-05T01:00,3,\n';
    const { history } = decided(aht, { absent: 'zero', intervalMinutes: 60 });
    expect(history.intervals.slice(0, 2).map((each) => each.ahtSeconds)).toEqual([175, undefined]);
  });
});
