import { daysBetween, isLocalDate, isZone } from '../domain/calendar.ts';
import type { Attendance, UnrecordedBreaks } from '../domain/attendance.ts';
import type {
  Allowances,
  DateSpan,
  HoursBreach,
  HoursLedger,
  HoursRequest,
  HoursRow,
  LimitUse,
} from '../domain/hours.ts';
import type { Outcome } from '../domain/issue.ts';
import type { PaidPart } from '../domain/pay.ts';
import type { View } from '../domain/protected.ts';
import { type Shift, shiftDate } from '../domain/shift.ts';
import type { Team } from '../domain/team.ts';
import type { LocalDate, Zone } from '../domain/units.ts';
import { checkAttendance, toAttendances } from './attendance.ts';
import { fromBreach, fromUnknown } from './audit-mapping.ts';
import { elements, member, text } from './cursor.ts';
import { type Check, readDocument } from './documents.ts';
import { type AllowancesDocument, hoursBodySchema, type HoursDocument, type HoursRowDocument } from './hours.ts';
import { LIMITS } from './limits.ts';
import { issue } from './messages/render.ts';
import { toTeam } from './problem-mapping.ts';
import { checkRules } from './rule-checks.ts';
import { checkShifts } from './shift-checks.ts';
import { hoursOf, toShifts } from './shift-mapping.ts';
import { checkDistinct, checkKnown, checkTeam, namesOf } from './team-checks.ts';

/** Attendances as they were recorded, and the dates of which they are all; undefined: from the first shift worked to the last. */
export type RecordedAttendance = {
  readonly from: LocalDate | undefined;
  readonly to: LocalDate | undefined;
  /** In place of the two. */
  readonly spans: readonly DateSpan[] | undefined;
  readonly rows: readonly Attendance[];
  readonly unrecordedBreaks: UnrecordedBreaks;
};

/** A question for the hours of a team, with who asks. */
export type HoursQuestion = Omit<HoursRequest, 'worked'> & {
  readonly attendance: RecordedAttendance | undefined;
  readonly view: View;
};

/** Reports a span that ends before it begins, or holds more days than are told. */
export function checkSpanOfDays(maximum: number): Check {
  return (root, add) => {
    const [from, to] = [text(root, 'from'), text(root, 'to')];
    if (from === undefined || to === undefined || !isLocalDate(from) || !isLocalDate(to)) return;
    const days = daysBetween(from, to) + 1;
    if (days < 1) add(issue('window-empty', `${root.path}/to`, { from, to }));
    else if (days > maximum) add(issue('too-many-days', `${root.path}/to`, { days, maximum }));
  };
}

/** The team, its rules, shifts and attendances of a body that holds them. */
export const checkScheduledTeam: Check = (root, add) => {
  const team = member(root, 'team');
  checkTeam(team, add);
  checkRules(team, add);
  const zone = text(team, 'zone');
  if (zone === undefined || !isZone(zone)) return;
  const names = namesOf(team);
  const shifts = member(root, 'shifts');
  checkShifts(shifts, zone, names, false, add);
  checkDistinct(elements(shifts), add);
  const record = member(root, 'attendance');
  if (typeof record.value === 'object' && record.value !== null) checkAttendance(record, zone, names.employees, add);
  for (const { value, path } of elements(member(root, 'employees'))) {
    if (typeof value === 'string') checkKnown('unknown-employee', value, path, names.employees, add);
  }
};

/** The dates that were asked for are known, and those around them as far as shifts reach, where nothing else is said. */
function knownDates(
  zone: Zone,
  { from, to }: { readonly from: LocalDate; readonly to: LocalDate },
  scheduled: readonly Shift[],
): { readonly knownFrom: LocalDate; readonly knownTo: LocalDate } {
  let [knownFrom, knownTo] = [from, to];
  for (const shift of scheduled) {
    const date = shiftDate(zone, shift);
    if (date < knownFrom) knownFrom = date;
    if (date > knownTo) knownTo = date;
  }
  return { knownFrom, knownTo };
}

/** Reads the body of a question for hours. Overlapping shifts are a breach, not an issue. */
export function parseHours(input: unknown): Outcome<HoursQuestion> {
  const read = readDocument(hoursBodySchema, input, [checkSpanOfDays(LIMITS.auditDays), checkScheduledTeam]);
  if (!read.ok) return read;
  const { team, shifts, attendance, ...rest } = read.value;
  const { zone } = team;
  const rows = attendance === undefined ? [] : toAttendances(attendance, zone);
  const scheduled = toShifts(zone, shifts);
  return {
    ok: true,
    value: {
      ...knownDates(zone, rest, scheduled),
      ...rest,
      team: toTeam(team),
      scheduled,
      attendance:
        attendance === undefined
          ? undefined
          : {
              from: attendance.from,
              to: attendance.to,
              spans: attendance.spans,
              rows,
              unrecordedBreaks: attendance.unrecordedBreaks,
            },
    },
  };
}

function rounded(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}

function fromParts(parts: readonly PaidPart[]): NonNullable<HoursRowDocument['tiers']> {
  return parts.map(({ id, seconds, multiplier, premiumHours }) => ({
    id,
    hours: hoursOf(seconds),
    ...(multiplier === undefined ? {} : { multiplier }),
    premiumHours: rounded(premiumHours),
  }));
}

function fromRow(names: ReadonlyMap<string, string | undefined>, row: HoursRow): HoursRowDocument {
  const { employeeId, from, to, pay } = row;
  const name = names.get(employeeId);
  const optional = <K extends string>(key: K, seconds: number | undefined) =>
    (seconds === undefined ? {} : { [key]: hoursOf(seconds) }) as Partial<Record<K, number>>;
  return {
    employee: employeeId,
    ...(name === undefined ? {} : { name }),
    from,
    to,
    whole: row.isWhole,
    contracts: [...row.contracts],
    shifts: row.shifts,
    days: row.days,
    scheduledHours: hoursOf(row.scheduledSeconds),
    ...optional('workedHours', row.workedSeconds),
    countedHours: hoursOf(row.countedSeconds),
    ...(pay === undefined
      ? {}
      : {
          ordinaryHours: hoursOf(pay.ordinarySeconds),
          overtimeHours: hoursOf(pay.tiers.reduce((sum, { seconds }) => sum + seconds, 0)),
          tiers: fromParts(pay.tiers),
          windows: fromParts(pay.windows),
          premiumHours: rounded(pay.premiumHours),
          lieuHours: hoursOf(pay.lieuSeconds),
          allowances: rounded(pay.allowances),
        }),
    lieuTakenHours: hoursOf(row.lieuTakenSeconds),
    nightHours: hoursOf(row.nightSeconds),
    sundayHours: hoursOf(row.sundaySeconds),
    holidayHours: hoursOf(row.holidaySeconds),
    freeDays: row.freeDays,
    ...optional('shortestRestHours', row.shortestRestSeconds),
    leaveDays: row.leaveDays,
    creditHours: hoursOf(row.creditSeconds),
    ...optional('contractHours', row.contractSeconds),
    ...optional('balanceHours', row.balanceSeconds),
  };
}

function fromLimits(limits: readonly LimitUse[], view: View): HoursDocument['limits'] {
  return limits
    .filter(({ isProtected }) => !isProtected || view === 'hr')
    .map(({ employeeId, ruleId, isProtected: _isProtected, source, weeklySeconds, ...limit }) => ({
      employee: employeeId,
      rule: ruleId,
      ...limit,
      ...(source === undefined ? {} : { source }),
      ...(weeklySeconds === undefined ? {} : { weeklyHours: hoursOf(weeklySeconds) }),
    }));
}

function passageOf({ severity, waiver, liftedBy }: HoursBreach): HoursDocument['breaches'][number]['passes'] {
  if (severity === 'block') return waiver === undefined ? 'open' : 'waived';
  if (severity === 'agreement') return liftedBy === undefined ? 'open' : 'agreed';
  return 'listed';
}

/** The ledger as a document, as the view sees it. */
export function fromHours({ id, zone, employees }: Team, ledger: HoursLedger, view: View): HoursDocument {
  const names = new Map(employees.map((employee) => [employee.id, employee.name]));
  const { from, to, by, worked } = ledger;
  return {
    kind: 'hours',
    team: id,
    zone,
    from,
    to,
    by,
    ...(worked.length === 0 ? {} : { attendance: worked.map((span) => ({ ...span })) }),
    rows: ledger.rows.map((row) => fromRow(names, row)),
    totals: ledger.totals.map((row) => fromRow(names, row)),
    limits: fromLimits(ledger.limits, view),
    breaches: ledger.breaches.map((breach) => ({
      ...fromBreach(zone, breach, view),
      passes: passageOf(breach),
      ...(breach.waiver === undefined ? {} : { waiver: { ...breach.waiver } }),
    })),
    unknowns: ledger.unknowns.map((unknown) => fromUnknown(zone, unknown, view)),
  };
}

/** What is left on a date, as a document. */
export function fromAllowances(team: Pick<Team, 'id'>, allowances: Allowances, view: View): AllowancesDocument {
  const { employeeId, date, contract, leftSeconds, leftBy, limits } = allowances;
  const isTold = view === 'hr' || !limits.some(({ isProtected, ruleId }) => isProtected && ruleId === leftBy);
  return {
    kind: 'allowances',
    employee: employeeId,
    team: team.id,
    date,
    contract,
    ...(leftSeconds === undefined ? {} : { leftHours: hoursOf(leftSeconds) }),
    ...(leftBy === undefined || !isTold ? {} : { leftBy }),
    limits: fromLimits(limits, view),
  };
}
