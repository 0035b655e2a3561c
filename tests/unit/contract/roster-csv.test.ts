import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instantOfIso } from '../../../src/domain/calendar.ts';
import type { Shift } from '../../../src/domain/shift.ts';
import { readRosterCsv, writeRosterCsv } from '../../../src/contract/roster-csv.ts';
import { shiftSchema } from '../../../src/contract/shift.ts';
import { toShifts } from '../../../src/contract/shift-mapping.ts';
import { faults, valueOf } from './documents.ts';

const at = (iso: string): number => instantOfIso(iso) ?? Number.NaN;

const shift: Shift = {
  id: 'bo/2026-03-02',
  employeeId: 'bo',
  start: at('2026-03-02T09:00:00+08:00'),
  end: at('2026-03-02T18:00:00+08:00'),
  skill: 'sales',
  activity: 'work',
  breaks: [
    { start: at('2026-03-02T11:00:00+08:00'), end: at('2026-03-02T11:15:00+08:00'), paid: true },
    { start: at('2026-03-02T13:00:00+08:00'), end: at('2026-03-02T14:00:00+08:00'), paid: false },
  ],
};

it('a shift is a row per contiguous activity, in order of employee and start', () => {
  expect(writeRosterCsv('Asia/Shanghai', [shift, { ...shift, employeeId: 'anna', breaks: [] }])).toBe(
    [
      'employee,start,end,activity,skill',
      'anna,2026-03-02T09:00:00+08:00,2026-03-02T18:00:00+08:00,work,sales',
      'bo,2026-03-02T09:00:00+08:00,2026-03-02T11:00:00+08:00,work,sales',
      'bo,2026-03-02T11:00:00+08:00,2026-03-02T11:15:00+08:00,break,',
      'bo,2026-03-02T11:15:00+08:00,2026-03-02T13:00:00+08:00,work,sales',
      'bo,2026-03-02T13:00:00+08:00,2026-03-02T14:00:00+08:00,meal,',
      'bo,2026-03-02T14:00:00+08:00,2026-03-02T18:00:00+08:00,work,sales',
      '',
    ].join('\n'),
  );
});

it('cells that a spreadsheet would run as formulas are text', () => {
  const text = writeRosterCsv('UTC', [{ ...shift, employeeId: '=1+1', skill: '@x, "y"', breaks: [] }]);
  expect(text.split('\n')[1]).toBe(`'=1+1,2026-03-02T01:00:00+00:00,2026-03-02T10:00:00+00:00,work,"'@x, ""y"""`);
  expect(valueOf(readRosterCsv(text)).shifts).toMatchObject([{ employee: '=1+1', skill: '@x, "y"' }]);
});

it('what is written reads back as the same shifts, whatever their breaks', () => {
  const minutes = fc.integer({ min: 1, max: 90 });
  const pieces = fc.array(fc.record({ work: minutes, pause: minutes, paid: fc.boolean() }), { maxLength: 4 });
  const name = fc
    .string({ minLength: 1, maxLength: 6 })
    // oxlint-disable-next-line no-control-regex -- ids may not hold them.
    .filter((text) => !/[\u0000-\u001f\u007f]|^\s|\s$|^'/u.test(text));
  fc.assert(
    fc.property(name, pieces, minutes, fc.integer({ min: 0, max: 500_000 }), (employeeId, parts, last, offset) => {
      const start = at('2026-03-01T00:00:00Z') + offset * 60;
      let end = start;
      const breaks = parts.map(({ work, pause, paid }) => {
        const from = end + work * 60;
        end = from + pause * 60;
        return { start: from, end, paid };
      });
      end += last * 60;
      const written = writeRosterCsv('America/New_York', [{ ...shift, employeeId, start, end, breaks }]);
      const [read] = valueOf(readRosterCsv(written)).shifts;
      const [back] = toShifts('America/New_York', [shiftSchema.parse(read)]);
      expect(back).toMatchObject({ employeeId, start, end, breaks, skill: 'sales', activity: 'work' });
    }),
    { numRuns: 100 },
  );
});

describe('a roster from elsewhere', () => {
  const header = 'employee,start,end';

  it('rows that touch are one shift, rows apart are two', () => {
    const text = `${header}\na,2026-03-02T09:00Z,2026-03-02T12:00Z\na,2026-03-02T12:00Z,2026-03-02T15:00Z\na,2026-03-02T16:00Z,2026-03-02T17:00Z\n`;
    expect(valueOf(readRosterCsv(text)).shifts.map(({ start, end }) => [start, end])).toEqual([
      ['2026-03-02T09:00:00+00:00', '2026-03-02T15:00:00+00:00'],
      ['2026-03-02T16:00:00+00:00', '2026-03-02T17:00:00+00:00'],
    ]);
  });

  it('local times are read on the clocks of the zone; without one they are refused', () => {
    const text = `\uFEFF${header}\r\na,2026-03-02 09:00,2026-03-02 12:00\r\n`;
    expect(valueOf(readRosterCsv(text, 'Asia/Kolkata')).shifts[0]?.start).toBe('2026-03-02T09:00:00+05:30');
    expect(faults(readRosterCsv(text))).toEqual(['zone-needed line 2, column 2', 'zone-needed line 2, column 3']);
  });

  it('columns may stand in any order, separated by semicolons, with an activity', () => {
    const text = 'Start;End;Activity;Employee\n2026-03-02T09:00Z;2026-03-02T12:00Z;training;a\n';
    expect(valueOf(readRosterCsv(text)).shifts).toMatchObject([{ employee: 'a', activity: 'training' }]);
  });

  it.each([
    ['', ['csv-header line 1']],
    ['who,start,end\na,b,c\n', ['csv-header line 1']],
    [`${header}\n`, ['csv-empty ']],
    [`${header},colour\na,b,c,d\n`, ['csv-header line 1']],
    [`${header}\na,2026-03-02T09:00Z\n`, ['csv-fields line 2']],
    [`${header}\n,2026-03-02T09:00Z,2026-03-02T10:00Z\n`, ['text-empty line 2, column 1']],
    [`${header}\na,9 am,noon\n`, ['wrong-timestamp line 2, column 2', 'wrong-timestamp line 2, column 3']],
    [`${header}\na,2026-03-02T09:00Z,2026-03-02T09:00Z\n`, ['span-not-positive line 2, column 3']],
    [`${header}\n"a,2026-03-02T09:00Z,2026-03-02T09:00Z\n`, ['csv-malformed line 2']],
  ])('%j is refused where it is wrong', (text, expected) => {
    expect(faults(readRosterCsv(text)).map((fault) => fault.replace(/(csv-malformed line) \d+/, '$1 2'))).toEqual(
      expected,
    );
  });
});

it('names the line and column that each part of a shift was read at', () => {
  const text =
    'start,end,employee,activity,skill\n' +
    '2026-03-02T15:00Z,2026-03-02T17:00Z,bo,work,sales\n' +
    '2026-03-02T09:00Z,2026-03-02T12:00Z,anna,work,\n' +
    '2026-03-02T12:00Z,2026-03-02T13:00Z,anna,meal,\n' +
    '2026-03-02T13:00Z,2026-03-02T16:00Z,anna,work,sales\n';
  const { shifts, placeOf } = valueOf(readRosterCsv(text));
  const anna = String(shifts.findIndex(({ employee }) => employee === 'anna'));
  expect(placeOf([anna])).toBe('line 3');
  expect(placeOf([anna, 'employee'])).toBe('line 3, column 3');
  expect(placeOf([anna, 'end'])).toBe('line 5, column 2');
  expect(placeOf([anna, 'skill'])).toBe('line 5, column 5');
  expect(placeOf([anna, 'breaks', '0', 'start'])).toBe('line 4, column 1');
  expect(placeOf(['9', 'start'])).toBeUndefined();
});
