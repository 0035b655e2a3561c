import { activityParts } from './activities.ts';
import { changesOf } from './changes.ts';
import { addDeviation, coverOf, type DemandCover, type Deviation, isHardDemand, NO_DEVIATION } from './cover.ts';
import { teamFindings } from './team-rules.ts';
import { fairnessPart } from './fairness.ts';
import { premiumOfRoster } from './premiums.ts';
import { addDays } from '../domain/calendar.ts';
import { hardPrice } from '../domain/hard-price.ts';
import type { CoverLevels, Prices, Problem } from '../domain/problem.ts';
import { isGranted } from '../domain/request.ts';
import type { ObjectivePart } from '../domain/roster.ts';
import { compareShifts, isOnCall, linesByEmployee, type Shift, shiftDate, workSeconds } from '../domain/shift.ts';
import { SECONDS_PER_HOUR, type Seconds } from '../domain/units.ts';
import { bindRules, ruleContext } from '../rules/binding.ts';
import { priceLine } from '../rules/fold.ts';
import { horizonOf } from '../rules/known-days.ts';
import { bindTeamRules } from '../rules/team/binding.ts';

type CoverPart = 'below-floor' | 'below-target' | 'above-target' | 'above-ceiling';

function coverParts(
  sum: Deviation,
  unit: 'agent-hours' | 'people',
  price: Readonly<Record<CoverPart, number>>,
): readonly ObjectivePart[] {
  const counts: readonly (readonly [CoverPart, number])[] = [
    ['below-floor', sum.belowFloor],
    ['below-target', sum.belowTarget],
    ['above-target', sum.aboveTarget],
    ['above-ceiling', sum.aboveCeiling],
  ];
  return counts.map(([part, count]) => ({ part, unit, count, points: count * price[part] }));
}

/** What the demands' own steps cost; nothing where no demand has any. */
function stepParts(
  demands: readonly CoverLevels[],
  { pastSteps, stepPoints }: Deviation,
  unit: 'agent-hours' | 'people',
): readonly ObjectivePart[] {
  const isStepped = demands.some(({ steps = [] }) => steps.length > 0);
  return isStepped ? [{ part: 'cover-steps', unit, count: pastSteps, points: stepPoints }] : [];
}

/** What is missing of floors that must be met, by the unit in which they are counted; nothing where there are no such floors. */
function hardParts(covers: readonly DemandCover[], price: number): ObjectivePart[] {
  return (['interval', 'template'] as const).flatMap((kind) => {
    const own = covers.filter(({ demand, ...cover }) => cover.kind === kind && isHardDemand(demand));
    if (own.length === 0) return [];
    const count = own.reduce((sum, { belowFloor }) => sum + belowFloor, 0);
    return { part: 'hard-cover', unit: kind === 'interval' ? 'agent-hours' : 'people', count, points: count * price };
  });
}

/** The parts of demands; `hard`: points per hour or person below a floor that must be met. */
export function demandParts(problem: Problem, shifts: readonly Shift[], hard: number): readonly ObjectivePart[] {
  const { prices } = problem;
  let hours = NO_DEVIATION;
  let people = NO_DEVIATION;
  const covers = coverOf(problem, shifts);
  for (const cover of covers) {
    if (cover.kind === 'interval') hours = addDeviation(hours, cover);
    else people = addDeviation(people, cover);
  }
  const parts: ObjectivePart[] = hardParts(covers, hard);
  if (problem.intervalDemands.length > 0) {
    const price = {
      'below-floor': prices.belowFloorHour,
      'below-target': prices.belowTargetHour,
      'above-target': prices.aboveTargetHour,
      'above-ceiling': prices.aboveCeilingHour,
    };
    parts.push(...coverParts(hours, 'agent-hours', price), ...stepParts(problem.intervalDemands, hours, 'agent-hours'));
  }
  if (problem.templateDemands.length > 0) {
    const price = {
      'below-floor': prices.belowFloorPerson,
      'below-target': prices.belowTargetPerson,
      'above-target': prices.aboveTargetPerson,
      'above-ceiling': prices.aboveCeilingPerson,
    };
    parts.push(...coverParts(people, 'people', price), ...stepParts(problem.templateDemands, people, 'people'));
  }
  return parts;
}

const PART_UNIT = { people: 'people', hours: 'paid hours', money: 'money' } as const;

/** What the rules of the team as a whole cost, a part for each rule and unit; nothing where the team has none. */
function teamRuleParts(problem: Problem, shifts: readonly Shift[], hard: number): readonly ObjectivePart[] {
  const { team, from, days } = problem;
  const parts = new Map<string, ObjectivePart>();
  bindTeamRules(team, from, days).forEach((bound, index) => {
    const price = bound.setting.hard === true ? hard : (bound.setting.weight ?? 0);
    const found = teamFindings(problem, bound, index, shifts);
    const kind = bound.rows[0]?.measure.kind;
    const isTimed = kind === 'working' || kind === 'present';
    const unit = isTimed ? 'agent-hours' : PART_UNIT[bound.rule.unit];
    const key = `${bound.rule.id} ${unit}`;
    const before = parts.get(key) ?? { part: bound.rule.part, rule: bound.rule.id, unit, count: 0, points: 0 };
    const count = found.reduce((sum, { amount }) => sum + amount, 0);
    parts.set(key, { ...before, count: before.count + count, points: before.points + count * price });
  });
  return [...parts.values()];
}

function requestPart(problem: Problem, byEmployee: ReadonlyMap<string, readonly Shift[]>): ObjectivePart {
  const end = addDays(problem.from, problem.days);
  let count = 0;
  let points = 0;
  for (const employee of problem.team.employees) {
    for (const request of employee.requests ?? []) {
      if (request.date < problem.from || request.date >= end) continue;
      const onDate = (byEmployee.get(employee.id) ?? []).filter(
        (shift) => shiftDate(problem.team.zone, shift) === request.date,
      );
      if (isGranted(request, onDate)) continue;
      count++;
      points += request.weight;
    }
  }
  return { part: 'requests', unit: 'requests', count, points };
}

function paidByEmployee(byEmployee: ReadonlyMap<string, readonly Shift[]>, employeeId: string): Seconds {
  return (byEmployee.get(employeeId) ?? []).reduce((sum, shift) => sum + workSeconds(shift), 0);
}

function hoursParts(
  problem: Problem,
  byEmployee: ReadonlyMap<string, readonly Shift[]>,
  prices: Prices,
): readonly ObjectivePart[] {
  const costs = new Map(problem.team.contracts.map(({ id, costPerHour }) => [id, costPerHour]));
  const extremes = new Map<string, { readonly least: Seconds; readonly most: Seconds }>();
  let paidSeconds = 0;
  const premium = premiumOfRoster(problem, byEmployee);
  let money = premium?.money ?? 0;
  for (const employee of problem.team.employees) {
    const seconds = paidByEmployee(byEmployee, employee.id);
    paidSeconds += seconds;
    money += (seconds / SECONDS_PER_HOUR) * (employee.costPerHour ?? costs.get(employee.contract) ?? 0);
    const { least, most } = extremes.get(employee.contract) ?? { least: seconds, most: seconds };
    extremes.set(employee.contract, { least: Math.min(least, seconds), most: Math.max(most, seconds) });
  }
  const spread = [...extremes.values()].reduce((sum, { least, most }) => sum + most - least, 0) / SECONDS_PER_HOUR;
  const paid = paidSeconds / SECONDS_PER_HOUR;
  return [
    { part: 'paid-hours', unit: 'paid hours', count: paid, points: paid * prices.paidHour },
    { part: 'labour-cost', unit: 'money', count: money, points: money * prices.labourCost },
    ...(premium === undefined
      ? []
      : [{ part: 'premium-hours', unit: 'paid hours', count: premium.hours, points: 0 } as const]),
    { part: 'hours-spread', unit: 'hours', count: spread, points: spread * prices.hoursSpread },
  ];
}

/** Changes from what was published, where the problem has a baseline, and the premiums owed for them, where a step of notice has one. */
function changeParts(problem: Problem, shifts: readonly Shift[]): readonly ObjectivePart[] {
  const { baseline, prices } = problem;
  if (baseline === undefined) return [];
  const changes = changesOf(problem, shifts).filter(({ kind }) => kind !== 'kept');
  const points = changes.reduce((sum, change) => sum + change.points, 0);
  const parts: ObjectivePart[] = [{ part: 'changes', unit: 'changes', count: changes.length, points }];
  if (baseline.prices.notice.some(({ premium = 0 }) => premium > 0)) {
    const money = changes.reduce((sum, { premium }) => sum + premium, 0);
    parts.push({ part: 'change-premiums', unit: 'money', count: money, points: money * prices.labourCost });
  }
  return parts;
}

/** The breaches of the rules with a weight, at their price; nothing where the team has no such rule. */
function rulesPart(problem: Problem, byEmployee: ReadonlyMap<string, readonly Shift[]>): readonly ObjectivePart[] {
  const { team } = problem;
  if (team.rules.every(({ weight }) => weight === undefined)) return [];
  const [past, future] = [linesByEmployee(problem.past ?? []), linesByEmployee(problem.future ?? [])];
  const elsewhere = linesByEmployee(problem.elsewhere ?? []);
  const judged = horizonOf(problem);
  let count = 0;
  let points = 0;
  for (const employee of team.employees) {
    const weighted = bindRules(team, employee).filter(({ weight }) => weight !== undefined);
    if (weighted.length === 0) continue;
    const found = priceLine(weighted, ruleContext(team, employee, judged), {
      past: past.get(employee.id) ?? [],
      line: [...(byEmployee.get(employee.id) ?? [])].sort(compareShifts),
      future: future.get(employee.id) ?? [],
      elsewhere: elsewhere.get(employee.id),
    });
    count += found.breaches;
    points += found.points;
  }
  return [{ part: 'rules', unit: 'breaches', count, points }];
}

/**
 * The objective of a roster, from the roster and the problem alone: every part with its count, also those whose price is 0. Parts of
 * interval demands are in agent-hours, parts of template demands in people, each only where the problem has such demands.
 * Paid hours are elapsed time less unpaid breaks of the roster's own shifts. Where a contract or pack says how hours are paid, the labour cost holds the premiums and allowances
 * that the roster adds to those of the known shifts around it, and the premium hours are told beside it, without a price of their own. The spread is the most less the least paid hours of
 * the employees of a contract, employees without a shift included, summed over contracts. The breaches of rules with a weight are a part where the team has such rules. Requests outside the horizon do not count.
 * Duties on call count for demands of their template and, where there is a baseline, as changes: for nothing else. `hard`: points per unit of what must be;
 * who counts a part of a problem gives the price of the whole.
 */
export function scoreRoster(
  problem: Problem,
  shifts: readonly Shift[],
  hard: number = hardPrice(problem),
): readonly ObjectivePart[] {
  const byEmployee = new Map<string, Shift[]>();
  const working = shifts.filter((shift) => !isOnCall(shift));
  for (const shift of working) {
    const known = byEmployee.get(shift.employeeId);
    if (known === undefined) byEmployee.set(shift.employeeId, [shift]);
    else known.push(shift);
  }
  return [
    ...demandParts(problem, shifts, hard),
    ...teamRuleParts(problem, working, hard),
    requestPart(problem, byEmployee),
    ...hoursParts(problem, byEmployee, problem.prices),
    ...activityParts(problem, shifts),
    ...changeParts(problem, shifts),
    ...rulesPart(problem, byEmployee),
    ...fairnessPart({ ...problem, past: problem.past?.filter((shift) => !isOnCall(shift)) }, working),
  ];
}
