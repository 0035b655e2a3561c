import { describe, expect, test } from 'vitest';
import { auditRoster } from '../../../src/audit/audit-roster.ts';
import { parseProblem } from '../../../src/contract/problem-mapping.ts';
import { readRosterCsv, writeRosterCsv } from '../../../src/contract/roster-csv.ts';
import { scheduleCalendar } from '../../../src/contract/schedules/schedule-calendar.ts';
import { writeScheduleCsv } from '../../../src/contract/schedules/schedule-csv.ts';
import { scheduleHtml } from '../../../src/contract/schedules/schedule-page.ts';
import { fromShift, toShifts } from '../../../src/contract/shift-mapping.ts';
import { shiftSchema } from '../../../src/contract/shift.ts';
import { instantOfIso } from '../../../src/domain/calendar.ts';
import { attendancesOf, type Shift, workSeconds } from '../../../src/domain/shift.ts';
import { placeBreaks } from '../../../src/rostering/place-breaks.ts';
import { published } from '../../fixtures/published.ts';
import { faults, valueOf } from './documents.ts';

const at = (time: string): number => instantOfIso(`2026-03-02T${time}:00Z`) ?? Number.NaN;
const gap = { start: at('12:00'), end: at('15:00'), paid: false, kind: 'gap' as const };
const shift: Shift = {
  id: 'anna@2026-03-02T08:00:00+00:00',
  employeeId: 'anna',
  start: at('08:00'),
  end: at('19:00'),
  activity: 'work',
  breaks: [{ start: at('10:00'), end: at('10:30'), paid: true }, gap],
};
const bare = ({ id: _id, locked: _locked, template: _template, ...rest }: Shift): unknown => rest;

const problem = (template: object, more: object = {}) => ({
  team: {
    zone: 'UTC',
    contracts: [{ id: 'c', splitShifts: true }],
    employees: [{ id: 'anna', contract: 'c' }],
    shiftTemplates: [{ id: 'two', start: '08:00', length: 660, ...template }],
    ...more,
  },
  horizon: { from: '2026-03-02', days: 1 },
  cover: { intervals: [{ from: '08:00', to: '19:00', target: 1 }] },
  past: [],
  future: [],
});

describe('a split shift', () => {
  test('has two attendances, and hours without the gap', () => {
    expect(attendancesOf(shift)).toEqual([
      { start: at('08:00'), end: at('12:00') },
      { start: at('15:00'), end: at('19:00') },
    ]);
    expect(workSeconds(shift)).toBe(8 * 3600);
  });

  test('comes back from JSON and from both forms of CSV', () => {
    expect(toShifts('UTC', [shiftSchema.parse(fromShift('UTC', shift))])).toEqual([shift]);
    const rows = writeRosterCsv('UTC', [shift]);
    expect(rows).toContain('12:00:00+00:00,2026-03-02T15:00:00+00:00,gap,');
    const schedule = writeScheduleCsv([{ ...published, ...shift, skill: undefined, zone: 'UTC' }]);
    expect(schedule).toContain('10:00/10:30 paid; 12:00/15:00 gap');
    for (const csv of [rows, schedule]) {
      const read = valueOf(readRosterCsv(csv)).shifts.map((one) => shiftSchema.parse(one));
      expect(toShifts('UTC', read).map(bare)).toEqual([bare(shift)]);
    }
  });

  test('is printed as its two parts, and its gap as no break', () => {
    const scheduled = { ...published, ...shift, skill: undefined, zone: 'UTC' };
    const calendar = scheduleCalendar({ organisation: 'o', shifts: [scheduled], name: 'n' }).replaceAll('\r\n ', '');
    expect(calendar).toContain('Free 12:00–15:00');
    expect(calendar).not.toContain('12:00–15:00\\, unpaid');
    const page = scheduleHtml({
      language: 'en',
      team: { id: 'desk' },
      zone: 'UTC',
      from: '2026-03-02',
      days: 7,
      employees: [{ id: 'anna' }],
      shifts: [scheduled],
      publication: { number: 1, at: at('07:00'), by: 'eva' },
      changedAt: at('07:00'),
    });
    expect(page).toContain('08:00–12:00 15:00–19:00');
    expect(page).not.toContain('12:00–15:00');
  });

  test('has breaks that rules see in the two parts one behind the other', () => {
    const rule = (values: object) => [{ rule: 'breaks', values: { overHours: 6, eachMinutes: 15, ...values } }];
    const judged = (values: object): readonly string[] => {
      const { team } = valueOf(parseProblem(problem({}, { rules: rule(values) })));
      const audit = auditRoster({ team, from: '2026-03-02', days: 1, shifts: [shift], past: [], future: [] });
      return valueOf(audit).breaches.map(({ ruleId, measured }) => `${ruleId} ${measured}`);
    };
    expect(judged({})).toEqual([]);
    // One break of the two: the gap is none.
    expect(judged({ count: 2 })).toEqual(['breaks 1']);
    // From 10:30 to 12:00 and from 15:00 to 19:00.
    expect(judged({ longestStretchHours: 5.5 })).toEqual([]);
    expect(judged({ longestStretchHours: 5 })).toEqual([`breaks ${5.5 * 3600}`]);
    expect(judged({ overHours: 8 })).toEqual([]);
    expect(judged({ overHours: 8, measure: 'span', inclusive: true, count: 2 })).toEqual(['breaks 1']);
  });

  test('is only for contracts that allow it, where a template has a gap or the contract says no', () => {
    const split = { gapMinutes: 180 };
    const judged = (template: object, contract: object): readonly string[] => {
      const given = problem(template, { contracts: [{ id: 'c', ...contract }] });
      const { team } = valueOf(parseProblem(given));
      const audit = auditRoster({ team, from: '2026-03-02', days: 1, shifts: [shift], past: [], future: [] });
      return valueOf(audit).breaches.map(({ ruleId, source }) => `${ruleId} ${source}`);
    };
    expect(judged({ split }, {})).toEqual(['maximum-splits contract c']);
    expect(judged({}, { splitShifts: false })).toEqual(['maximum-splits contract c']);
    expect(judged({}, {})).toEqual([]);
    expect(judged({ split }, { splitShifts: true })).toEqual([]);
  });

  test('keeps its gap where its other breaks are placed anew', () => {
    const rest = { kind: 'rest', lengthMinutes: 30, paid: true, notBeforeMinutes: 60, stepMinutes: 30 };
    // Nobody is needed in the first hour of the second part.
    const intervals = [
      { from: '08:00', to: '15:00', target: 1 },
      { from: '16:00', to: '19:00', target: 1 },
    ];
    const asked = problem({ split: { gapMinutes: 180 }, breaks: [rest] });
    const given = valueOf(parseProblem({ ...asked, cover: { intervals } }));
    const placed = placeBreaks(given, [{ ...shift, template: 'two' }], 1);
    expect(placed.kept).toEqual([]);
    const [gapThere, moved] = placed.shifts[0]?.breaks ?? [];
    expect(gapThere).toEqual(gap);
    expect(moved).toMatchObject({ paid: true, kind: 'rest' });
    expect(at('15:00') <= (moved?.start ?? 0) && (moved?.end ?? 0) <= at('16:00')).toBe(true);
    const locked = { ...shift, template: 'two', breaks: [{ ...shift.breaks[0], locked: true }, gap] } as Shift;
    expect(placeBreaks(given, [locked], 1)).toEqual({ shifts: [locked], kept: [locked.id] });
  });
});

describe('a template with a gap', () => {
  const path = '/team/shiftTemplates/0';
  const refused = (split: object, more: object = {}): readonly string[] =>
    faults(parseProblem(problem({ split, ...more })));

  test('is refused where the gap, or a break beside it, has no place', () => {
    expect(refused({ gapMinutes: 420 })).toEqual([]);
    expect(refused({ gapMinutes: 421 })).toEqual([`split-does-not-fit ${path}/split`]);
    expect(refused({ gapMinutes: 180, leastPartMinutes: 300 })).toEqual([`split-does-not-fit ${path}/split`]);
    const rest = { kind: 'rest', lengthMinutes: 30, stepMinutes: 30 };
    const breaks = [{ ...rest, notBeforeMinutes: 225, notAfterMinutes: 225, stepMinutes: 15 }];
    const halves = { gapMinutes: 180, leastPartMinutes: 240 };
    expect(refused(halves, { breaks: [{ ...rest, notBeforeMinutes: 210 }] })).toEqual([]);
    expect(refused(halves, { breaks })).toEqual([`split-does-not-fit ${path}/split`]);
    expect(refused({ gapMinutes: 180 }, { breaks })).toEqual([]);
  });

  test('is refused where its numbers are not right, each at its place', () => {
    const range = { minMinutes: 240, maxMinutes: 120, stepMinutes: 60 };
    expect(refused({ gapMinutes: range })).toEqual([`min-above-max ${path}/split/gapMinutes/minMinutes`]);
    expect(refused({ gapMinutes: { minMinutes: 120, maxMinutes: 200, stepMinutes: 60 } })).toEqual([
      `off-grid ${path}/split/gapMinutes/maxMinutes`,
    ]);
    const many = { earliest: '06:00', latest: '12:00', stepMinutes: 5 };
    const all = { minMinutes: 60, maxMinutes: 240, stepMinutes: 15 };
    expect(refused({ gapMinutes: all, leastPartMinutes: 60, stepMinutes: 15 }, { start: many })).toEqual([
      `too-many-variants ${path}`,
    ]);
  });

  test('a paid gap is refused', () => {
    const lock = { ...fromShift('UTC', shift), breaks: [{ ...fromShift('UTC', shift).breaks[1], paid: true }] };
    expect(faults(parseProblem({ ...problem({}), locks: [lock] }))).toEqual(['gap-paid /locks/0/breaks/0/paid']);
  });
});
