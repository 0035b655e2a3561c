import { type ContractDates, contractDates } from './contract-dates.ts';
import { addDays, daysBetween } from '../domain/calendar.ts';
import type { Allowances, LimitUse } from '../domain/hours.ts';
import type { Line } from '../domain/shift.ts';
import type { Employee, Team } from '../domain/team.ts';
import type { LocalDate } from '../domain/units.ts';
import { bindRules, ruleContext } from '../rules/binding.ts';
import { isHard } from '../rules/compile.ts';
import { withoutDuties } from '../rules/fold.ts';
import { contextOfBound } from '../rules/known-days.ts';
import { daysMissing } from '../rules/period.ts';
import type { BoundRule, Meter, RuleContext } from '../rules/rule.ts';

/** From which date to which all shifts are known; undefined: from ever, and for ever. */
export type KnownDates = { readonly knownFrom?: LocalDate | undefined; readonly knownTo?: LocalDate | undefined };

/** What rules may know of an employee on some dates. */
export function contextOn(team: Team, { employee, from, to }: ContractDates, known: KnownDates): RuleContext {
  return ruleContext(team, employee, {
    from,
    days: daysBetween(from, to) + 1,
    pastKnown: true,
    futureKnown: true,
    pastFrom: known.knownFrom !== undefined && known.knownFrom > from ? from : known.knownFrom,
    futureTo: known.knownTo !== undefined && known.knownTo < to ? to : known.knownTo,
  });
}

function leftOf({ kind, measured, limit }: Meter): number {
  return kind === 'most' ? limit - measured : Math.max(0, limit - measured);
}

/** Of windows that overlap the one with the least left, as the breaches of a rule are told; in order of time. */
function tightest(meters: readonly Meter[]): readonly Meter[] {
  const kept: Meter[] = [];
  let end = '';
  for (const meter of meters.toSorted((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0))) {
    const last = kept.at(-1);
    if (last === undefined || meter.from >= end) {
      kept.push(meter);
      ({ end } = meter);
      continue;
    }
    if (leftOf(meter) < leftOf(last)) kept[kept.length - 1] = meter;
    // A row of windows each of which overlaps the next, such as any seven days, is cut where the first of them ends.
  }
  return kept;
}

function limitUse(bound: BoundRule, context: RuleContext, meter: Meter): LimitUse {
  const { from, end, kind, unit, measured, limit, averageDays } = meter;
  return {
    employeeId: context.employee.id,
    ruleId: bound.rule.id,
    severity: bound.severity,
    source: bound.source,
    isProtected: bound.isProtected === true,
    from,
    to: addDays(end, -1),
    kind,
    unit,
    measured,
    limit,
    left: leftOf(meter),
    weeklySeconds:
      averageDays === undefined || averageDays === 0 ? undefined : Math.round((measured * 7) / averageDays),
    daysUnknown: daysMissing(context, { from, end }),
  };
}

/**
 * What an employee has of all that her rules count over dates, in windows with a date of the part: of windows of one rule that overlap, the one with
 * the least left. `line`: all known shifts in order of start.
 */
export function limitsOn(team: Team, part: ContractDates, line: Line, known: KnownDates): readonly LimitUse[] {
  const given = contextOn(team, part, known);
  const working = withoutDuties(line);
  return bindRules(team, part.employee).flatMap((bound) => {
    const { rule, values } = bound;
    const context = rule.meters === undefined ? undefined : contextOfBound(given, bound);
    if (context === undefined) return [];
    return tightest(rule.meters?.(values, context, working) ?? []).map((meter) => limitUse(bound, context, meter));
  });
}

/** Rules whose count of seconds grows by no more than the work that is added. */
const COUNTS_WORK: ReadonlySet<string> = new Set([
  'maximum-hours-day',
  'maximum-hours-week',
  'maximum-hours-period',
  'maximum-hours-rolling',
  'maximum-average-hours',
  'maximum-overtime-month',
  'night-worker-average',
]);

/** What is left to an employee on a date, for whoever is about to give her more work there. */
export function allowancesOn(
  team: Team,
  employee: Employee,
  date: LocalDate,
  line: Line,
  known: KnownDates,
): Allowances {
  const [part = { employee, from: date, to: date }] = contractDates(employee, date, date);
  const limits = limitsOn(team, part, line, known);
  const hard = limits
    .filter(
      ({ kind, unit, severity, ruleId }) =>
        kind === 'most' && unit === 'seconds' && isHard(severity) && COUNTS_WORK.has(ruleId),
    )
    .toSorted((a, b) => a.left - b.left)[0];
  return {
    employeeId: employee.id,
    date,
    contract: part.employee.contract,
    limits,
    leftSeconds: hard === undefined ? undefined : Math.max(0, hard.left),
    leftBy: hard?.ruleId,
  };
}
