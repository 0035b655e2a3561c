import { contractDates } from './contract-dates.ts';
import { type CountedDay, countedDays, paidDates, periodsOfSpan, type SpanPeriod, sumParts } from './hours-days.ts';
import { withAgreements } from './lifted.ts';
import { contextOn, limitsOn } from './limits.ts';
import { addDays, daysBetween } from '../domain/calendar.ts';
import {
  type HoursBreach,
  type HoursLedger,
  type HoursPay,
  type HoursRequest,
  type HoursRow,
  isWithin,
  type LimitUse,
  type RecordedWaiver,
} from '../domain/hours.ts';
import type { Breach, Unknown } from '../domain/breach.ts';
import type { PaidDay } from '../domain/pay.ts';
import { otherWorkOf } from '../domain/other-work.ts';
import { shownRule } from '../domain/protected.ts';
import { compareShifts, type Line, linesByEmployee, type Shift, shiftDate } from '../domain/shift.ts';
import type { Employee } from '../domain/team.ts';
import type { LocalDate, Seconds } from '../domain/units.ts';
import { bindRules } from '../rules/binding.ts';
import { judgeShifts } from '../rules/fold.ts';

/** One employee's shifts: as scheduled, as worked, and what counts of them. */
type Lines = { readonly scheduled: Line; readonly worked: Line; readonly counted: Line };

/** What was worked on the dates of which that is known, and what is scheduled on the others. */
function linesOf({ team: { zone }, worked }: HoursRequest, scheduled: Line, ownWorked: Line): Lines {
  if (worked === undefined) return { scheduled, worked: [], counted: scheduled };
  const isKnown = (shift: Shift): boolean => isWithin(worked.spans, shiftDate(zone, shift));
  const known = ownWorked.filter(isKnown);
  const planned = scheduled.filter((shift) => !isKnown(shift));
  return { scheduled, worked: known, counted: [...planned, ...known].toSorted(compareShifts) };
}

function sumOf(days: readonly CountedDay[], of: (day: CountedDay) => Seconds): Seconds {
  return days.reduce((sum, day) => sum + of(day), 0);
}

/** The sum of what every day has; undefined where one has none. */
function sumOfAll(days: readonly CountedDay[], of: (day: CountedDay) => Seconds | undefined): Seconds | undefined {
  let sum = 0;
  for (const day of days) {
    const value = of(day);
    if (value === undefined) return undefined;
    sum += value;
  }
  return sum;
}

function payOf(paid: readonly PaidDay[] | undefined, period: SpanPeriod): HoursPay | undefined {
  if (paid === undefined) return undefined;
  const own = paid.filter(({ date }) => period.from <= date && date <= period.to);
  const sum = (of: (day: PaidDay) => number): number => own.reduce((total, day) => total + of(day), 0);
  return {
    ordinarySeconds: sum((day) => day.ordinarySeconds),
    tiers: sumParts(own.map(({ tiers }) => tiers)),
    windows: sumParts(own.map(({ windows }) => windows)),
    premiumHours: sum((day) => day.premiumHours),
    lieuSeconds: sum((day) => day.lieuSeconds),
    allowances: sum((day) => day.allowances),
  };
}

function rowOf(
  employee: Employee,
  period: SpanPeriod,
  all: readonly CountedDay[],
  paid: readonly PaidDay[] | undefined,
): HoursRow {
  const days = all.filter(({ date }) => period.from <= date && date <= period.to);
  const rests = days.flatMap(({ restSeconds }) => restSeconds ?? []);
  const known = days.filter(({ workedSeconds }) => workedSeconds !== undefined);
  const countedSeconds = sumOf(days, (day) => day.countedSeconds);
  const creditSeconds = sumOf(days, (day) => day.creditSeconds);
  const contractSeconds = sumOfAll(days, (day) => day.contractSeconds);
  return {
    employeeId: employee.id,
    ...period,
    contracts: [...new Set(days.map(({ contract }) => contract))],
    shifts: sumOf(days, (day) => day.shifts),
    days: days.filter(({ shifts }) => shifts > 0).length,
    scheduledSeconds: sumOf(days, (day) => day.scheduledSeconds),
    workedSeconds: known.length === 0 ? undefined : sumOf(known, (day) => day.workedSeconds ?? 0),
    countedSeconds,
    pay: payOf(paid, period),
    nightSeconds: sumOf(days, (day) => day.nightSeconds),
    sundaySeconds: sumOf(days, (day) => day.sundaySeconds),
    holidaySeconds: sumOf(days, (day) => day.holidaySeconds),
    freeDays: days.filter(({ shifts }) => shifts === 0).length,
    shortestRestSeconds: rests.length === 0 ? undefined : Math.min(...rests),
    leaveDays: days.filter(({ isLeave }) => isLeave).length,
    creditSeconds,
    lieuTakenSeconds: sumOf(days, (day) => day.lieuTakenSeconds),
    contractSeconds,
    balanceSeconds: contractSeconds === undefined ? undefined : countedSeconds + creditSeconds - contractSeconds,
  };
}

/** Dates on which the shifts of a breach start; where none has a part in it, those of its span within the ledger's. */
function datesOf(
  { team: { zone }, from, to }: HoursRequest,
  line: Line,
  { shiftIds, span }: Breach,
): readonly LocalDate[] {
  const ids = new Set(shiftIds);
  const own = [...new Set(line.filter(({ id }) => ids.has(id)).map((shift) => shiftDate(zone, shift)))];
  if (own.length > 0) return own;
  const [first, last] = [shiftDate(zone, span), shiftDate(zone, { start: span.end - 1, end: span.end })];
  const start = first > from ? first : from;
  const end = last < to ? last : to;
  return Array.from({ length: Math.max(0, daysBetween(start, end) + 1) }, (_, index) => addDays(start, index));
}

function waives(waiver: RecordedWaiver, breach: Breach, dates: readonly LocalDate[]): boolean {
  const { rule, employee, date, from, to } = waiver;
  return (
    rule === shownRule(breach) &&
    (employee === undefined || employee === breach.employeeId) &&
    (date === undefined || dates.includes(date)) &&
    dates.some((one) => (from ?? one) <= one && one <= (to ?? one))
  );
}

type Judged = { readonly breaches: readonly HoursBreach[]; readonly unknowns: readonly Unknown[] };

/** The breaches of what counts, by the rules of the contract that held, each with what lets it pass. */
function judged(request: HoursRequest, employee: Employee, line: Line, ownIds: ReadonlySet<string>): Judged {
  const { team, from, to, waivers = [], agreements = [] } = request;
  const breaches: HoursBreach[] = [];
  const unknowns: Unknown[] = [];
  for (const part of contractDates(employee, from, to)) {
    const context = contextOn(team, part, request);
    const own = line.filter(
      (shift) =>
        ownIds.has(shift.id) &&
        shift.otherTeam === undefined &&
        context.horizon.start <= shift.start &&
        shift.start < context.horizon.end,
    );
    const found = judgeShifts(bindRules(team, part.employee), context, line, new Set(own.map(({ id }) => id)));
    const told = withAgreements(
      { zone: team.zone, from: part.from, days: context.days, shifts: own },
      agreements,
      found.breaches,
    );
    unknowns.push(...found.unknowns);
    for (const breach of told) {
      const waiver = waivers.find((one) => waives(one, breach, datesOf(request, line, breach)));
      breaches.push(waiver === undefined ? breach : { ...breach, waiver });
    }
  }
  return { breaches, unknowns };
}

/**
 * Everybody's hours over a span by calendar week, month, quarter or year, what is left to each limit that a rule sets over dates, and every breach with what lets it
 * pass. Periods that the span cuts are told with the dates inside it, so that the rows of an employee add up to her total. The rules in force are those of
 * the contract that holds on a date; its week, month or year is judged with all shifts that are known, whatever contract they were worked under.
 */
export function hoursLedger(request: HoursRequest): HoursLedger {
  const { team, from, to, by, employees } = request;
  const scheduled = linesByEmployee(request.scheduled);
  const worked = linesByEmployee(request.worked?.shifts ?? []);
  const periods = periodsOfSpan(team, request);
  const span: SpanPeriod = { from, to, isWhole: periods.every(({ isWhole }) => isWhole) };
  const rows: HoursRow[] = [];
  const totals: HoursRow[] = [];
  const limits: LimitUse[] = [];
  const breaches: HoursBreach[] = [];
  const unknowns: Unknown[] = [];
  for (const employee of team.employees) {
    if (employees?.includes(employee.id) === false) continue;
    const lines = linesOf(request, scheduled.get(employee.id) ?? [], worked.get(employee.id) ?? []);
    const judgedLine = [...lines.counted, ...otherWorkOf(team.zone, employee)].toSorted(compareShifts);
    const days = countedDays(request, employee, lines);
    const paid = paidDates(request, employee, lines.counted);
    for (const period of periods) rows.push(rowOf(employee, period, days, paid));
    totals.push(rowOf(employee, span, days, paid));
    for (const part of contractDates(employee, from, to)) limits.push(...limitsOn(team, part, judgedLine, request));
    const found = judged(request, employee, judgedLine, new Set(lines.counted.map(({ id }) => id)));
    breaches.push(...found.breaches);
    unknowns.push(...found.unknowns);
  }
  return { from, to, by, worked: request.worked?.spans ?? [], rows, totals, limits, breaches, unknowns };
}
