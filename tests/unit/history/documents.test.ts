import { describe, expect, test } from 'vitest';
import { readHistoryCsv } from '../../../src/contract/history-csv.ts';
import { readHistoryDocument } from '../../../src/contract/history-json.ts';
import { readOpeningHours } from '../../../src/contract/history-opening-hours.ts';
import { readSpecialDaysCsv } from '../../../src/contract/history-special-days.ts';

describe('a history as rows of a document', () => {
  const rows = [
    { timestamp: '2026-01-05T00:00', count: 1.5 },
    { timestamp: '2026-01-05T00:30', count: 2, ahtSeconds: 60 },
  ];
  test('is the same history as in CSV', () => {
    const json = readHistoryDocument({ kind: 'history', zone: 'UTC', absent: 'zero', rows });
    const csv = readHistoryCsv('timestamp,count,ahtSeconds\n2026-01-05T00:00,1.5,\n2026-01-05T00:30,2,60\n', {
      zone: 'UTC',
      absent: 'zero',
    });
    const strip = (text: string) => text.replaceAll(/"line":\d+/g, '');
    expect(strip(JSON.stringify(json))).toBe(strip(JSON.stringify(csv)));
  });

  test('is read at a coarser interval, also a day', () => {
    const json = readHistoryDocument({ kind: 'history', zone: 'UTC', absent: 'zero', intervalMinutes: 'day', rows });
    expect(json).toMatchObject({ ok: true, history: { intervalLength: 'day', intervals: [{ count: 3.5 }] } });
  });

  test('is refused with pointers to all wrong fields', () => {
    const wrong = [...rows, { timestamp: 'x', count: -1 }, ...rows.slice(0, 1)];
    expect(readHistoryDocument({ kind: 'history', zone: 'UTC', rows: wrong })).toMatchObject({
      ok: false,
      issues: [
        { code: 'timestamp-invalid', path: '/rows/2/timestamp' },
        { code: 'count-negative', path: '/rows/2/count' },
        { code: 'timestamp-duplicate', path: '/rows/3/timestamp' },
      ],
    });
    expect(readHistoryDocument({ kind: 'history', zone: 'Mars/Olympus', rows })).toMatchObject({
      issues: [{ code: 'zone-unknown', path: '/zone' }],
    });
  });
});

describe('special days', () => {
  test('several share a date, the same one counts once, order is by date', () => {
    const text =
      'date,name,kind\n2026-12-26,Boxing Day,bank\n2026-12-25,Christmas,bank\n2026-12-25,Holidays,school\n2026-12-25,Christmas,bank\n';
    expect(readSpecialDaysCsv(text)).toEqual({
      ok: true,
      value: [
        { date: '2026-12-25', name: 'Christmas', kind: 'bank' },
        { date: '2026-12-25', name: 'Holidays', kind: 'school' },
        { date: '2026-12-26', name: 'Boxing Day', kind: 'bank' },
      ],
    });
  });

  test('without a kind are special, and a name may hold the separator in quotes', () => {
    expect(readSpecialDaysCsv('Name;Date\n"Sale; last day";2026-01-31\n')).toEqual({
      ok: true,
      value: [{ date: '2026-01-31', name: 'Sale; last day', kind: 'special' }],
    });
  });

  test.each([
    ['date,kind\n2026-01-01,x\n', ['header-column-missing']],
    ['date,name,colour\n2026-01-01,x,red\n', ['header-unknown-column']],
    ['date,name,Date\n2026-01-01,x,2026-01-01\n', ['header-unknown-column']],
    ['date,name\n2026-02-30,x\n2026-01-01,\n2026-01-01,x,y\n', ['date-invalid', 'name-empty', 'row-length']],
    ['', ['history-empty']],
  ])('%j is refused', (text, codes) => {
    const found = readSpecialDaysCsv(text);
    expect(found.ok ? [] : found.issues.map((issue) => issue.code)).toEqual(codes);
  });
});

describe('opening hours', () => {
  test('are spans by weekday with dates of their own; a weekday left out is closed', () => {
    const found = readOpeningHours({
      mon: [
        { from: '13:00', to: '24:00' },
        { from: '08:00', to: '12:30' },
      ],
      dates: { '2026-12-24': [] },
    });
    expect(found).toMatchObject({
      ok: true,
      value: {
        weekly: {
          mon: [
            { fromMinutes: 480, toMinutes: 750 },
            { fromMinutes: 780, toMinutes: 1440 },
          ],
          tue: [],
          sun: [],
        },
        dates: { '2026-12-24': [] },
      },
    });
  });

  test('are refused with pointers', () => {
    const found = readOpeningHours({
      mon: [{ from: '12:00', to: '08:00' }],
      tue: [
        { from: '08:00', to: '12:00' },
        { from: '11:00', to: '13:00' },
      ],
    });
    expect(found.ok ? [] : found.issues.map((issue) => `${issue.code} ${issue.path}`)).toEqual([
      'span-empty /mon/0',
      'spans-overlap /tue/1',
    ]);
    const shape = readOpeningHours(
      { monday: [], wed: [{ from: '8:00', to: '25:00' }], dates: { '2026-02-30': [] } },
      '/hours',
    );
    expect(shape.ok ? [] : shape.issues.map((issue) => issue.path).sort()).toEqual([
      '/hours',
      '/hours/dates/2026-02-30',
      '/hours/wed/0/from',
      '/hours/wed/0/to',
    ]);
  });
});
