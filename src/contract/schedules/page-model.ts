import { addDays, datesFrom, spanOfDate, weekdayIndex } from '../../domain/calendar.ts';
import type { ScheduledShift } from '../../domain/schedule.ts';
import { compareShifts, shiftDate, workSeconds } from '../../domain/shift.ts';
import type { Interval, LocalDate } from '../../domain/units.ts';
import { SECONDS_PER_HOUR } from '../../domain/units.ts';
import type { PageEmployee, SchedulePageInput } from './page-input.ts';

/** A column of the page. */
export type PageDay = {
  readonly date: LocalDate;
  readonly span: Interval;
  readonly isWeekend: boolean;
  readonly holiday: string | undefined;
  /** Hours of a day that the clocks change on; undefined for 24. */
  readonly oddHours: number | undefined;
};

/** A row of the page: the shifts that start on each day, and those that began before the first one and reach into it. */
export type PageRow = {
  readonly employee: PageEmployee;
  readonly byDay: readonly (readonly ScheduledShift[])[];
  readonly carried: readonly ScheduledShift[];
  readonly paidHours: number;
};

/** How much fits into a cell: three lines of text, two, or a column of single words. */
export type Density = 'roomy' | 'dense' | 'narrow';

export type SchedulePage = {
  readonly input: SchedulePageInput;
  readonly density: Density;
  readonly paper: 'A4' | 'A3';
  readonly days: readonly PageDay[];
  readonly rows: readonly PageRow[];
  /** Shifts that start on one of the days. */
  readonly shifts: readonly ScheduledShift[];
};

/** Widths of a landscape sheet within its margins. */
const SHEET_MILLIMETRES = { A4: 279, A3: 402 } as const;
/** Columns narrower than this do not hold a span of times in one line that can be read. */
const LEAST_MILLIMETRES = 22;
/** With more rows than this three lines each would push the cover off the first sheet of a week. */
const ROOMY_ROWS = 10;

/** Per cent of the grid's width that the names and the hours take. */
export function edgePercents(days: number): { readonly name: number; readonly hours: number } {
  return days > 14 ? { name: 10, hours: 4.5 } : { name: 14, hours: 6.5 };
}

/** Width of a day's column in print. */
export function columnMillimetres(paper: SchedulePage['paper'], days: number): number {
  const { name, hours } = edgePercents(days);
  return (SHEET_MILLIMETRES[paper] * (100 - name - hours)) / 100 / days;
}

export function hoursOfShifts(shifts: readonly ScheduledShift[]): number {
  return shifts.reduce((sum, shift) => sum + workSeconds(shift), 0) / SECONDS_PER_HOUR;
}

function daysOf({ zone, from, days, holidays }: SchedulePageInput): readonly PageDay[] {
  const names = new Map(
    (holidays ?? []).filter(({ kind }) => kind !== 'make-up').map(({ date, name }) => [date, name]),
  );
  return datesFrom(from, days).map((date) => {
    const span = spanOfDate(zone, date);
    const hours = (span.end - span.start) / SECONDS_PER_HOUR;
    const isWeekend = weekdayIndex(date) >= 5;
    return { date, span, isWeekend, holiday: names.get(date), oddHours: hours === 24 ? undefined : hours };
  });
}

/** People with shifts who are not of the team any more, under the names of their shifts. */
function othersOf({ employees }: SchedulePageInput, shifts: readonly ScheduledShift[]): readonly PageEmployee[] {
  const known = new Set(employees.map(({ id }) => id));
  const others = new Map<string, PageEmployee>();
  for (const { employeeId, employeeName } of shifts) {
    if (!known.has(employeeId)) others.set(employeeId, { id: employeeId, name: employeeName });
  }
  return [...others.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

/** The page as rows and columns. A shift stands on the local date of its start and counts there. */
export function schedulePage(input: SchedulePageInput): SchedulePage {
  const { zone, from } = input;
  const days = daysOf(input);
  const end = addDays(from, input.days);
  const first = days[0]?.span.start ?? 0;
  const all = input.shifts.filter(({ status }) => status === 'published').toSorted(compareShifts);
  const starting: ScheduledShift[] = [];
  const columns = new Map(days.map(({ date }, index) => [date, index]));
  const byEmployee = new Map<string, { readonly byDay: ScheduledShift[][]; readonly carried: ScheduledShift[] }>();
  for (const shift of all) {
    const date = shiftDate(zone, shift);
    const isCarried = date < from && shift.end > first;
    if (date >= end || (date < from && !isCarried)) continue;
    const row = byEmployee.get(shift.employeeId) ?? { byDay: days.map(() => []), carried: [] };
    byEmployee.set(shift.employeeId, row);
    if (isCarried) row.carried.push(shift);
    else {
      row.byDay[columns.get(date) ?? 0]?.push(shift);
      starting.push(shift);
    }
  }
  const shown = all.filter(({ employeeId }) => byEmployee.has(employeeId));
  const rows = [...input.employees, ...othersOf(input, shown)].map((employee): PageRow => {
    const row = byEmployee.get(employee.id) ?? { byDay: days.map(() => []), carried: [] };
    return { employee, ...row, paidHours: hoursOfShifts(row.byDay.flat()) };
  });
  const paper = input.paper ?? (input.days > 7 ? 'A3' : 'A4');
  const isNarrow = columnMillimetres(paper, input.days) < LEAST_MILLIMETRES;
  const density = isNarrow ? 'narrow' : rows.length > ROOMY_ROWS ? 'dense' : 'roomy';
  return { input, density, paper, days, rows, shifts: starting };
}
