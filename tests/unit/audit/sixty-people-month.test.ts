import { expect, test } from 'vitest';
import { auditRoster } from '../../../src/audit/audit-roster.ts';
import type { Audit } from '../../../src/domain/breach.ts';
import { addDays, plannedInstant } from '../../../src/domain/calendar.ts';
import type { Shift } from '../../../src/domain/shift.ts';
import type { Employee, Team } from '../../../src/domain/team.ts';

/**
 * A month of 60 people in Berlin, in which the clocks go forward: five days on and two off, early, late and night in turn from block to block. Made by
 * arithmetic alone, so that nothing which judges it had a part in it.
 */
const ZONE = 'Europe/Berlin';
const FROM = '2026-03-01';
const DAYS = 31;
/** A Monday three weeks before. */
const FIRST = '2026-02-09';

const CLASSES = {
  early: { from: 6 * 60, to: 14 * 60 + 30 },
  late: { from: 13 * 60 + 30, to: 22 * 60 },
  night: { from: 22 * 60, to: 30 * 60 + 30 },
} as const;
type ClassName = keyof typeof CLASSES;
const TURN: readonly ClassName[] = ['early', 'late', 'night'];

const nameOf = (index: number): string => `e${String(index).padStart(2, '0')}`;

function shiftAt(employeeId: string, date: string, template: ClassName, from: number, to: number): Shift {
  const pause = plannedInstant(ZONE, date, Math.floor((from + to) / 2 / 30) * 30);
  return {
    id: `${employeeId} ${date} ${from}`,
    employeeId,
    start: plannedInstant(ZONE, date, from),
    end: plannedInstant(ZONE, date, to),
    template,
    skill: 'voice',
    activity: 'work',
    breaks: [{ start: pause, end: pause + 1800, paid: false }],
  };
}

/** Days that have passed since an employee's first block of seven began, on a date that lies `offset` days behind `FIRST`. */
const sinceBlock = (index: number, offset: number): number => offset + 7 + (index % 7);

/** The shift of an employee by the pattern, or none on the two days off. */
function patterned(index: number, offset: number): Shift | undefined {
  const since = sinceBlock(index, offset);
  if (since % 7 >= 5) return undefined;
  const template = TURN[(index + Math.floor(since / 7)) % 3] as ClassName;
  const { from, to } = CLASSES[template];
  return shiftAt(nameOf(index), addDays(FIRST, offset), template, from, to);
}

const ALL: readonly Shift[] = Array.from({ length: 60 }, (_, index) =>
  Array.from({ length: 70 }, (_day, offset) => patterned(index, offset) ?? []).flat(),
).flat();

/** On leave for a week in the middle of the month, credited with the contract's hours. */
const ON_LEAVE = [7, 24, 41];
const LEAVE = { from: '2026-03-09', to: '2026-03-15' };

const employees: readonly Employee[] = Array.from({ length: 60 }, (_, index) => ({
  id: nameOf(index),
  contract: 'full',
  skills: index % 3 === 0 ? ['voice', 'chat'] : ['voice'],
  ...(ON_LEAVE.includes(index) ? { leave: [LEAVE] } : {}),
}));

const team: Team = {
  id: 'sixty',
  zone: ZONE,
  weekStart: 'mon',
  skills: [{ id: 'voice' }, { id: 'chat' }],
  contracts: [{ id: 'full', minHoursPerWeek: 32, maxHoursPerWeek: 45, maxHoursPerDay: 10 }],
  employees,
  shiftTemplates: (Object.entries(CLASSES) as [ClassName, { from: number; to: number }][]).map(
    ([id, { from, to }]) => ({
      id,
      start: `${String(Math.floor(from / 60)).padStart(2, '0')}:${String(from % 60).padStart(2, '0')}`,
      length: to - from,
    }),
  ),
  rules: [
    { rule: 'minimum-rest', values: { minimumHours: 11 } },
    { rule: 'maximum-consecutive-days', values: { maximumDays: 6 } },
    { rule: 'days-off-week', values: { minimumDays: 1 } },
    { rule: 'maximum-nights', values: { maximumNights: 5, window: 'week' } },
    { rule: 'forbidden-succession', values: { pairs: ['late>early', 'night>early', 'night>late'] } },
    { rule: 'weekly-rest', values: { alternatives: ['1x24h/7d'] } },
  ],
  packs: [],
  holidays: [],
};

const dateOfShift = ({ id }: Shift): string => id.split(' ')[1] as string;
/** Nobody works on days of leave, nor in the night that ends on the first of them. */
const isAtWork = ({ employeeId, template }: Shift, date: string): boolean =>
  !ON_LEAVE.map(nameOf).includes(employeeId) ||
  (template === 'night' ? addDays(date, 1) : date) < LEAVE.from ||
  date > LEAVE.to;

const KEPT = ALL.filter((shift) => isAtWork(shift, dateOfShift(shift)));
const END = addDays(FROM, DAYS);

function audited(change: (shifts: readonly Shift[]) => readonly Shift[]): Audit {
  const inside = KEPT.filter((shift) => dateOfShift(shift) >= FROM && dateOfShift(shift) < END);
  const outcome = auditRoster({
    team,
    from: FROM,
    days: DAYS,
    shifts: change(inside),
    past: KEPT.filter((shift) => dateOfShift(shift) < FROM),
    future: KEPT.filter((shift) => dateOfShift(shift) >= END),
  });
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.issues));
  return outcome.value;
}

/** Dates of the employee's shifts of a class from a date on, in order. */
function datesOf(shifts: readonly Shift[], employeeId: string, template: ClassName, from: string): readonly string[] {
  return shifts
    .filter((shift) => shift.employeeId === employeeId && shift.template === template && dateOfShift(shift) >= from)
    .map(dateOfShift);
}

/** The first of the employees whose two days off fall on Saturday and Sunday, or on Sunday and Monday, and who work a class in the week of 16 March. */
function employeeOff(weekdays: 'sat-sun' | 'sun-mon', template: ClassName, but: readonly string[]): string {
  const saturday = '2026-03-21';
  const dates = weekdays === 'sat-sun' ? [saturday, '2026-03-22'] : ['2026-03-22', '2026-03-23'];
  const found = employees.find(
    ({ id }) =>
      !but.includes(id) &&
      !KEPT.some((shift) => shift.employeeId === id && dates.includes(dateOfShift(shift))) &&
      KEPT.some(
        (shift) => shift.employeeId === id && dateOfShift(shift) === '2026-03-19' && shift.template === template,
      ),
  );
  if (found === undefined) throw new Error(`nobody has ${weekdays} off after ${template}`);
  return found.id;
}

type Edit = {
  readonly employee: string;
  readonly rule: string;
  readonly edit: (shifts: readonly Shift[]) => readonly Shift[];
};

const without = (shifts: readonly Shift[], employee: string, dates: readonly string[]): readonly Shift[] =>
  shifts.filter((shift) => shift.employeeId !== employee || !dates.includes(dateOfShift(shift)));

/** Eight breaches, each made by hand in the line of somebody else, and each of one rule alone. */
function edits(): readonly Edit[] {
  const { early, late } = CLASSES;
  const overWeek = employeeOff('sat-sun', 'early', []);
  const inARow = employeeOff('sun-mon', 'early', []);
  const used = [overWeek, inARow, ...ON_LEAVE.map(nameOf)];
  const [short, long, unskilled, doubled, turned] = employees
    .filter(({ id, skills }) => !used.includes(id) && !skills.includes('chat'))
    .map(({ id }) => id) as [string, string, string, string, string];
  return [
    {
      employee: short,
      rule: 'minimum-rest',
      // Ten and a half hours after the late shift before.
      edit: (shifts) => {
        const date = datesOf(shifts, short, 'late', '2026-03-10')[2] as string;
        return [...without(shifts, short, [date]), shiftAt(short, date, 'late', 8 * 60 + 30, 17 * 60)];
      },
    },
    {
      employee: inARow,
      rule: 'maximum-consecutive-days',
      // From Wednesday to Tuesday, each week with a day off and 40 hours.
      edit: (shifts) => [
        ...without(shifts, inARow, ['2026-03-17', '2026-03-25']),
        shiftAt(inARow, '2026-03-22', 'early', early.from, early.to),
        shiftAt(inARow, '2026-03-23', 'late', late.from, late.to),
      ],
    },
    {
      employee: overWeek,
      rule: 'maximum-hours-week',
      edit: (shifts) => [...shifts, shiftAt(overWeek, '2026-03-21', 'early', early.from, early.to)],
    },
    {
      employee: long,
      rule: 'maximum-hours-day',
      edit: (shifts) => {
        const date = datesOf(shifts, long, 'early', '2026-03-10')[4] as string;
        return [...without(shifts, long, [date]), shiftAt(long, date, 'early', early.from, early.from + 11 * 60)];
      },
    },
    {
      employee: nameOf(24),
      rule: 'availability',
      edit: (shifts) => {
        const dates = ALL.filter((shift) => shift.employeeId === nameOf(24)).map(dateOfShift);
        const date = dates.filter((one) => one > LEAVE.from && one < LEAVE.to)[1] as string;
        return [...shifts, shiftAt(nameOf(24), date, 'early', 10 * 60, 12 * 60)];
      },
    },
    {
      employee: unskilled,
      rule: 'skill',
      edit: (shifts) => {
        const date = datesOf(shifts, unskilled, 'early', '2026-03-12')[0] as string;
        return shifts.map((shift) =>
          shift.employeeId === unskilled && dateOfShift(shift) === date ? { ...shift, skill: 'chat' } : shift,
        );
      },
    },
    {
      employee: doubled,
      rule: 'one-shift-a-day',
      // An hour and a half in the morning, twelve hours and more before the first of the nights.
      edit: (shifts) => {
        const nights = datesOf(shifts, doubled, 'night', '2026-03-05');
        const date = nights.slice(1).find((one) => !nights.includes(addDays(one, -1))) ?? nights[0] ?? FROM;
        const second = shiftAt(doubled, date, 'early', 7 * 60, 8 * 60 + 30);
        return [...shifts, { ...second, breaks: [] }];
      },
    },
    {
      employee: turned,
      rule: 'forbidden-succession',
      // Rested for eleven and a half hours, but an early shift after a late one.
      edit: (shifts) => {
        const date = datesOf(shifts, turned, 'late', '2026-03-10')[2] as string;
        return [...without(shifts, turned, [date]), shiftAt(turned, date, 'early', 9 * 60 + 30, 13 * 60 + 30)];
      },
    },
  ];
}

test('a month of 60 people is clean, with nothing left open', () => {
  const { clean, breaches, unknowns, checked } = audited((shifts) => shifts);
  expect({ clean, breaches, unknowns }).toEqual({ clean: true, breaches: [], unknowns: [] });
  expect(checked.employees).toBe(60);
  expect(checked.shifts).toBeGreaterThan(1200);
});

test('of eight breaches made by hand in it exactly these are found', () => {
  const made = edits();
  const { clean, breaches } = audited((shifts) => made.reduce((kept, { edit }) => edit(kept), shifts));
  const found = breaches.map(({ employeeId, ruleId }) => `${employeeId} ${ruleId}`).sort();
  expect(found).toEqual(made.map(({ employee, rule }) => `${employee} ${rule}`).sort());
  expect(clean).toBe(false);
});

test.each(edits())('$rule of $employee alone is found alone', ({ employee, rule, edit }) => {
  const { breaches } = audited(edit);
  expect(breaches.map(({ employeeId, ruleId }) => [employeeId, ruleId])).toEqual([[employee, rule]]);
});
