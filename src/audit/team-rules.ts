import { addDays, spanOfDate, startOfDate } from '../domain/calendar.ts';
import type { TeamBreach } from '../domain/breach.ts';
import { isOnCall, type Shift, shiftDate, WORK, workSeconds, workStretches } from '../domain/shift.ts';
import type { Team } from '../domain/team.ts';
import { type Instant, type Interval, type LocalDate, SECONDS_PER_HOUR } from '../domain/units.ts';
import type { BoundTeamRule } from '../rules/team/binding.ts';
import { bindTeamRules } from '../rules/team/binding.ts';
import type { TeamRow } from '../rules/team/team-rule.ts';

/** A roster and the published shifts that reach into its horizon. */
export type TeamAuditInput = {
  readonly team: Team;
  readonly from: LocalDate;
  readonly days: number;
  readonly past?: readonly Shift[] | undefined;
  readonly future?: readonly Shift[] | undefined;
};

/** Sums that differ by less than this differ by rounding. */
const ROUNDING = 1e-9;

/** A row past its limits: what was measured against which limit, how far past it, and who was there. */
type Finding = Pick<
  TeamBreach,
  'span' | 'template' | 'unit' | 'measured' | 'limit' | 'excess' | 'amount' | 'employeeIds'
>;

/** How far a signed count is past the limits of its row; 0 where it is within. */
function excessOf(
  { least = Number.NEGATIVE_INFINITY, most = Number.POSITIVE_INFINITY }: TeamRow,
  count: number,
): number {
  return Math.max(0, least - count, count - most);
}

/** What a row says of those who are there together; undefined where it is kept. */
function judged(
  row: TeamRow,
  there: Iterable<string>,
): Pick<Finding, 'measured' | 'limit' | 'excess' | 'employeeIds'> | undefined {
  const employeeIds = [...there].filter((id) => row.coefficients.has(id));
  const count = employeeIds.reduce((sum, id) => sum + (row.coefficients.get(id) ?? 0), 0);
  const excess = excessOf(row, count);
  if (excess === 0) return undefined;
  const { counted } = row;
  const measured = counted === undefined ? count : employeeIds.filter((id) => counted.has(id)).length;
  return { measured, limit: row.limit ?? row.most ?? row.least ?? 0, excess, employeeIds };
}

type Change = { readonly time: Instant; readonly employeeId: string; readonly by: 1 | -1 };

/** Comings and goings of those whom a row counts, cut to its span, in order of time. */
function changesOf({ coefficients, measure }: TeamRow, span: Interval, shifts: readonly Shift[]): readonly Change[] {
  const changes: Change[] = [];
  for (const shift of shifts) {
    const { employeeId } = shift;
    if (!coefficients.has(employeeId) || shift.end <= span.start || shift.start >= span.end) continue;
    const stretches = measure.kind === 'working' ? workStretches(shift) : shift.activity === WORK ? [shift] : [];
    for (const { start, end } of stretches) {
      const [from, to] = [Math.max(start, span.start), Math.min(end, span.end)];
      if (to > from) changes.push({ time: from, employeeId, by: 1 }, { time: to, employeeId, by: -1 });
    }
  }
  return changes.sort((a, b) => a.time - b.time);
}

/** The stretches of a span in which a row is past its limits, each with the people of its whole length. */
function spanFindings(row: TeamRow, span: Interval, shifts: readonly Shift[]): readonly Finding[] {
  const findings: Finding[] = [];
  const there = new Map<string, number>();
  const tell = (start: Instant, end: Instant): void => {
    const found = end > start ? judged(row, there.keys()) : undefined;
    if (found === undefined) return;
    const last = findings.at(-1);
    const isSame =
      last?.span.end === start &&
      last.excess === found.excess &&
      last.employeeIds.length === found.employeeIds.length &&
      last.employeeIds.every((id) => there.has(id));
    const from = isSame ? last.span.start : start;
    if (isSame) findings.pop();
    const amount = (found.excess * (end - from)) / SECONDS_PER_HOUR;
    findings.push({ ...found, span: { start: from, end }, unit: 'people', amount });
  };
  let time = span.start;
  for (const change of changesOf(row, span, shifts)) {
    tell(time, change.time);
    time = change.time;
    const count = (there.get(change.employeeId) ?? 0) + change.by;
    if (count === 0) there.delete(change.employeeId);
    else there.set(change.employeeId, count);
  }
  tell(time, span.end);
  return findings;
}

/** Those who attend on a date, in a template where one is named; each once. */
function attending(
  zone: string,
  date: LocalDate,
  template: string | undefined,
  shifts: readonly Shift[],
): readonly string[] {
  const own = shifts.filter(
    (shift) =>
      shift.activity === WORK &&
      (template === undefined || shift.template === template) &&
      shiftDate(zone, shift) === date,
  );
  return [...new Set(own.map(({ employeeId }) => employeeId))];
}

/** A period's paid hours, or money, against its budget. */
function paidFindings(
  { zone }: Team,
  row: TeamRow,
  dates: readonly LocalDate[],
  unit: 'hours' | 'money',
  shifts: readonly Shift[],
): readonly Finding[] {
  const { coefficients, most = 0 } = row;
  const seconds = new Map<string, number>();
  for (const shift of shifts) {
    if (!coefficients.has(shift.employeeId) || !dates.includes(shiftDate(zone, shift))) continue;
    seconds.set(shift.employeeId, (seconds.get(shift.employeeId) ?? 0) + workSeconds(shift));
  }
  // Seconds are whole numbers: dividing once at the end keeps the sum exact.
  const sum = [...seconds].reduce((total, [id, paid]) => total + paid * (coefficients.get(id) ?? 0), 0);
  const measured = sum / SECONDS_PER_HOUR;
  const excess = measured - most;
  const [first, last] = [dates[0], dates.at(-1)];
  if (excess <= ROUNDING * Math.max(1, most) || first === undefined || last === undefined) return [];
  const span = { start: startOfDate(zone, first), end: startOfDate(zone, addDays(last, 1)) };
  return [{ span, unit, measured, limit: most, excess, amount: excess, employeeIds: [...seconds.keys()] }];
}

function rowFindings(
  input: TeamAuditInput,
  { rule }: Pick<BoundTeamRule, 'rule'>,
  row: TeamRow,
  shifts: readonly Shift[],
): readonly Finding[] {
  const { measure } = row;
  const { team, past = [], future = [] } = input;
  switch (measure.kind) {
    case 'working':
    case 'present':
      return spanFindings(row, measure.span, [...past, ...shifts, ...future]);
    case 'template':
    case 'day': {
      const template = measure.kind === 'template' ? measure.template : undefined;
      const found = judged(row, attending(team.zone, measure.date, template, shifts));
      if (found === undefined) return [];
      const where = template === undefined ? {} : { template };
      return [{ ...found, ...where, span: spanOfDate(team.zone, measure.date), unit: 'people', amount: found.excess }];
    }
    case 'paid':
      return paidFindings(team, row, measure.dates, rule.unit === 'money' ? 'money' : 'hours', shifts);
  }
}

/** Where one setting of a team rule is not kept, in the order of its counts. */
export function teamFindings(
  input: TeamAuditInput,
  bound: BoundTeamRule,
  index: number,
  shifts: readonly Shift[],
): readonly TeamBreach[] {
  const { rule, setting, rows } = bound;
  const order = new Map(input.team.employees.map(({ id }, at) => [id, at]));
  return rows.flatMap((row) =>
    rowFindings(input, bound, row, shifts).map((found) => ({
      ruleId: rule.id,
      setting: setting.id ?? String(index + 1),
      severity: setting.hard === true ? ('block' as const) : ('warn' as const),
      ...found,
      employeeIds: found.employeeIds.toSorted((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0)),
      who: row.who,
      ...(setting.source === undefined ? {} : { source: setting.source }),
    })),
  );
}

/**
 * Where the rules of the team as a whole are not kept, setting by setting: counted from the shifts alone. Published shifts of `past` and `future` count at
 * the moments of the horizon in which they are there; attendance and budgets are of the shifts that start on its dates. What another team has
 * published for these people does not count, nor do duties on call.
 */
export function teamBreachesOf(input: TeamAuditInput, shifts: readonly Shift[]): readonly TeamBreach[] {
  const own = bindTeamRules(input.team, input.from, input.days);
  const atWork = (list: readonly Shift[] = []): readonly Shift[] => list.filter((shift) => !isOnCall(shift));
  const around = { ...input, past: atWork(input.past), future: atWork(input.future) };
  return own.flatMap((bound, index) => teamFindings(around, bound, index, atWork(shifts)));
}
