import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ScheduledShift } from '../../../../src/domain/schedule.ts';
import { textOfCell } from '../../../../src/contract/csv-cells.ts';
import { exampleOf } from '../../../../src/contract/example.ts';
import { readRosterCsv } from '../../../../src/contract/roster-csv.ts';
import { fromScheduledShift, scheduledShiftSchema } from '../../../../src/contract/schedules/scheduled-shift.ts';
import { writeScheduleCsv } from '../../../../src/contract/schedules/schedule-csv.ts';
import { shiftSchema } from '../../../../src/contract/shift.ts';
import { toShifts } from '../../../../src/contract/shift-mapping.ts';
import { at, published, publishedFrom } from '../../../fixtures/published.ts';
import { faults, valueOf } from '../documents.ts';

const readBack = (shifts: readonly ScheduledShift[]): ReturnType<typeof toShifts> =>
  toShifts(
    'UTC',
    valueOf(readRosterCsv(writeScheduleCsv(shifts))).shifts.map((shift) => shiftSchema.parse(shift)),
  );

const cellsOf = (shifts: readonly ScheduledShift[]): readonly Readonly<Record<string, string>>[] =>
  parse(writeScheduleCsv(shifts), { columns: true });

/** What of a published shift a roster has. */
function asShift({ id, employeeId, start, end, template, skill, activity, breaks }: ScheduledShift): object {
  return { id, employeeId, start, end, template, skill, activity, breaks };
}

describe('a published shift as JSON', () => {
  it('has its times on the clocks of its zone, and is what its schema says', () => {
    const written = fromScheduledShift(published);
    expect(scheduledShiftSchema.parse(written)).toEqual(written);
    expect(written).toEqual({
      ...(exampleOf(scheduledShiftSchema) as object),
      breaks: [
        { start: '2026-03-02T12:00:00+01:00', end: '2026-03-02T12:30:00+01:00', paid: false },
        { start: '2026-03-02T15:00:00+01:00', end: '2026-03-02T15:15:00+01:00', paid: true },
      ],
    });
  });

  it('leaves out what is not known', () => {
    const { employeeName, site, template, templateName, skill, skillName, ...rest } = published;
    expect([employeeName, site, template, templateName, skill, skillName]).not.toContain(undefined);
    const absent = {
      employeeName: undefined,
      site: undefined,
      template: undefined,
      templateName: undefined,
      skill: undefined,
      skillName: undefined,
    };
    const written = fromScheduledShift({ ...rest, ...absent });
    expect(scheduledShiftSchema.parse(JSON.parse(JSON.stringify(written)))).toEqual(written);
    expect(Object.keys(written)).not.toContain('site');
  });
});

describe('a published schedule as CSV', () => {
  it('is a row per shift in order of start, under the names of the fields', () => {
    const late = publishedFrom('2026-03-02T14:00:00+01:00', '2026-03-02T22:00:00+01:00', { employeeId: 'bo' });
    expect(writeScheduleCsv([late, published]).split('\n')).toEqual([
      'id,employee,employeeName,team,site,zone,date,start,end,template,templateName,skill,skillName,activity,breaks,pieces,paidHours,status,sequence,publication,changedAt',
      'anna@2026-03-02#1,anna,Anna Lind,office,Berlin,Europe/Berlin,2026-03-02,2026-03-02T08:00:00+01:00,2026-03-02T16:30:00+01:00,early,Early,sales,Sales,work,"12:00/12:30 unpaid; 15:00/15:15 paid",,8,published,0,1,2026-02-20T14:05:00+01:00',
      expect.stringMatching(/^bo@2026-03-02#1,bo,/),
      '',
    ]);
  });

  it('reads back as the roster that it is, cancelled shifts left out', () => {
    const cancelled = publishedFrom('2026-03-03T08:00:00+01:00', '2026-03-03T16:00:00+01:00', { status: 'cancelled' });
    expect(readBack([cancelled, published])).toMatchObject([asShift(published)]);
  });

  it('shifts that touch stay two, which rows of activities would not', () => {
    const first = publishedFrom('2026-03-02T08:00:00+01:00', '2026-03-02T12:00:00+01:00');
    const second = publishedFrom('2026-03-02T12:00:00+01:00', '2026-03-02T16:00:00+01:00', { id: 'anna@2026-03-02#2' });
    expect(readBack([first, second])).toMatchObject([asShift(first), asShift(second)]);
  });

  it('breaks behind a clock change carry their own offset', () => {
    const night = publishedFrom('2026-10-24T22:00:00+02:00', '2026-10-25T06:00:00+01:00', {
      breaks: [
        { start: at('2026-10-25T02:30:00+02:00'), end: at('2026-10-25T02:30:00+01:00'), paid: false },
        { start: at('2026-10-25T04:00:00+01:00'), end: at('2026-10-25T04:10:30+01:00'), paid: true },
      ],
    });
    expect(cellsOf([night])[0]?.['breaks']).toBe('02:30/02:30+01:00 unpaid; 04:00+01:00/04:10:30+01:00 paid');
    expect(readBack([night])).toMatchObject([asShift(night)]);
  });

  it('cells that a spreadsheet would run are text, and read back as they were', () => {
    const names = ['=1+1', '+49 30', '-x', '@x', '\tx', '\rx', '\nx', '＝1', "'=1", "''@", "'plain", 'a "b", c;\r\nd'];
    const shifts = names.map((employeeName, index) =>
      publishedFrom('2026-03-02T08:00:00Z', '2026-03-02T09:00:00Z', { employeeName, id: `n${index + 10}` }),
    );
    const cells = cellsOf(shifts).map((cell) => cell['employeeName'] ?? '');
    expect(cells.filter((cell) => /^[=+\-@\t\r\n＝＋－＠]/.test(cell))).toEqual([]);
    expect(cells.map(textOfCell)).toEqual(names);
  });

  it('any text and any breaks come back', () => {
    const text = fc.string({ unit: 'binary', maxLength: 12 }).filter((each) => each !== '');
    // oxlint-disable-next-line no-control-regex -- ids may not hold them.
    const id = text.filter((each) => !/[\u0000-\u001f\u007f]|^\s|\s$/u.test(each));
    const span = fc.record({ gap: fc.integer({ min: 0, max: 100_000 }), long: fc.integer({ min: 1, max: 9000 }) });
    const pauses = fc.array(fc.record({ span, paid: fc.boolean() }), { maxLength: 4 });
    const zones = fc.constantFrom('Europe/Berlin', 'America/St_Johns', 'Asia/Kolkata', 'Australia/Lord_Howe');
    fc.assert(
      fc.property(id, text, pauses, zones, fc.integer({ min: 0, max: 31_000_000 }), (id, name, parts, zone, later) => {
        const start = at('2026-01-01T00:00:00Z') + later;
        let end = start;
        const breaks = parts.map(({ span: { gap, long }, paid }) => {
          const from = end + gap;
          end = from + long;
          return { start: from, end, paid };
        });
        end += 60;
        const shift = { ...published, employeeId: id, id, zone, start, end, breaks, employeeName: name };
        expect(readBack([shift])).toMatchObject([asShift(shift)]);
        expect(textOfCell(cellsOf([shift])[0]?.['employeeName'] ?? '')).toBe(name);
      }),
      { numRuns: 150 },
    );
  });

  it('breaks in another form are refused where they stand', () => {
    const text = 'employee,start,end,breaks\na,2026-03-02T09:00Z,2026-03-02T17:00Z,at noon\n';
    expect(faults(readRosterCsv(text))).toEqual(['csv-breaks line 2, column 4']);
    const { placeOf } = valueOf(readRosterCsv(writeScheduleCsv([published])));
    expect(placeOf(['0', 'breaks', '1', 'start'])).toBe('line 2, column 15');
    expect(placeOf(['0', 'template'])).toBe('line 2, column 10');
  });

  it('breaks of local times are read on the clocks of the zone', () => {
    const text = 'employee,start,end,breaks\na,2026-07-01 09:00,2026-07-01 17:00,12:00/12:30 paid;\n';
    expect(valueOf(readRosterCsv(text, 'Asia/Kolkata')).shifts[0]?.breaks).toEqual([
      { start: '2026-07-01T12:00:00+05:30', end: '2026-07-01T12:30:00+05:30', paid: true },
    ]);
  });
});
