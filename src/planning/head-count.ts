import { coverOf } from '../audit/cover.ts';
import { scoreRoster } from '../audit/score.ts';
import type { HeadCount, HeadCountCover, HeadCounts, HeadCountTask, NextHour } from '../domain/head-count.ts';
import { withOtherWork } from '../domain/other-work.ts';
import type { Problem } from '../domain/problem.ts';
import { linesByEmployee, type Shift, workSeconds } from '../domain/shift.ts';
import { SECONDS_PER_HOUR } from '../domain/units.ts';
import { namesOfGroup, staffedProblem } from '../rostering/head-count-problem.ts';
import { type HeadCountAnswer, solveHeadCount } from '../rostering/head-count.ts';
import type { RosterEngines } from '../rostering/run-engine.ts';
import { isHard } from '../rules/compile.ts';
import { auditTaskOf, makeAudit } from './audit.ts';
import type { SolveControl } from './ports.ts';

/** Hours that a person of a demand by template stands for. */
const HOURS_A_PERSON = 8;
/** Differences of money below this share are rounding. */
const ROUNDING = 1e-6;

/**
 * Requirement to head-counts. What the people cost and cover is counted from their shifts alone; where the solver counted something else, or where
 * somebody breaks a hard rule, that is a defect of the solver and throws.
 */
export function makeHeadCount(given: HeadCountTask, control: SolveControl, engines: RosterEngines): HeadCounts {
  const task = { ...given, problem: withOtherWork(given.problem) };
  const answer = solveHeadCount(task, engines.highs, control);
  const { status, endedBy, bound, boundKind, seconds, iterations, causes, notes } = answer;
  const common = { task: given, status, endedBy, boundKind, seconds, iterations, causes };
  if (answer.points === null || status === 'infeasible' || status === 'unknown') {
    return {
      ...common,
      objective: null,
      bound: answer.points === null ? bound : null,
      gap: null,
      groups: [],
      shortCost: 0,
      surplusCost: 0,
      premiumCost: 0,
      cover: [],
      nextHours: [],
      evenHour: null,
      notes: status === 'unknown' ? [...notes, { code: 'head-count-not-found', facts: {} }] : notes,
    };
  }
  const problem = staffedProblem(task, answer.counts, answer.slotHours);
  checkShifts(problem, answer.shifts);
  const groups = groupsOf(task, answer);
  const parts = scoreRoster(problem, answer.shifts);
  const people = groups.reduce((sum, { costEach, count }) => sum + costEach * count, 0);
  const objective = people + parts.reduce((sum, { points }) => sum + points, 0);
  if (Math.abs(objective - answer.points) > ROUNDING * Math.max(1, objective)) {
    throw new Error(`the solver counted ${answer.points}, the audit ${objective}`);
  }
  const partOf = (...names: readonly string[]): number =>
    parts.reduce((sum, { part, points }) => (names.includes(part) ? sum + points : sum), 0);
  const shortCost = partOf('below-floor', 'below-target');
  const surplusCost = partOf('above-target', 'above-ceiling');
  const proven = bound === null ? null : Math.min(bound, objective);
  const paid = groups.reduce((sum, { cost }) => sum + cost, 0);
  const premiums = objective - paid - shortCost - surplusCost;
  return {
    ...common,
    objective,
    bound: proven,
    gap: proven === null ? null : objective <= 0 ? 0 : (objective - proven) / objective,
    groups,
    shortCost,
    surplusCost,
    premiumCost: Math.abs(premiums) < ROUNDING * Math.max(1, objective) ? 0 : premiums,
    cover: coverBySkill(problem, answer.shifts),
    nextHours: answer.prices.map(
      ({ start, end, skill, template, points, perHour }): NextHour => ({
        start,
        end,
        ...(skill === undefined ? {} : { skill }),
        ...(template === undefined ? {} : { template }),
        perHour: perHour ?? points / HOURS_A_PERSON,
      }),
    ),
    evenHour: answer.evenHour,
    notes,
  };
}

/** Throws where somebody breaks a rule that the solver must keep. */
function checkShifts(problem: Problem, shifts: readonly Shift[]): void {
  const audit = makeAudit(auditTaskOf({ problem, shifts }));
  if (!audit.ok)
    throw new Error(`the lines cannot be audited: ${audit.issues.map(({ message }) => message).join(' ')}`);
  const first = audit.value.breaches.find(({ severity }) => isHard(severity) && severity !== 'agreement');
  if (first !== undefined)
    throw new Error(`${first.employeeId} breaks ${first.ruleId}: ${first.measured} against ${first.limit}`);
}

function groupsOf(task: HeadCountTask, { counts, relaxed, shifts }: HeadCountAnswer): readonly HeadCount[] {
  const byEmployee = linesByEmployee(shifts);
  return task.groups.map((group, index): HeadCount => {
    const names = namesOfGroup(task, index, counts[index] as number);
    const lines = names.map((name) => byEmployee.get(name) ?? []);
    const paidHours = lines.flat().reduce((sum, shift) => sum + workSeconds(shift), 0) / SECONDS_PER_HOUR;
    return {
      ...group,
      count: names.length,
      relaxed: relaxed[index] as number,
      paidHours,
      cost: group.costEach * names.length + group.costPerHour * paidHours,
      lines,
    };
  });
}

function coverBySkill(problem: Problem, shifts: readonly Shift[]): readonly HeadCountCover[] {
  const sums = new Map<string | undefined, HeadCountCover>();
  for (const { kind, demand, belowFloor, belowTarget, aboveTarget } of coverOf(problem, shifts)) {
    const { skill } = demand;
    const old = sums.get(skill) ?? { skill, wantedHours: 0, shortHours: 0, surplusHours: 0 };
    const isInterval = kind === 'interval';
    const wanted = isInterval
      ? (demand.target * (demand.end - demand.start)) / SECONDS_PER_HOUR
      : demand.target * HOURS_A_PERSON;
    // Deviations of demand by template are people.
    const hours = isInterval ? 1 : HOURS_A_PERSON;
    sums.set(skill, {
      ...old,
      wantedHours: old.wantedHours + wanted,
      shortHours: old.shortHours + hours * (belowFloor + belowTarget),
      surplusHours: old.surplusHours + hours * aboveTarget,
    });
  }
  return [...sums.values()].filter(({ wantedHours }) => wantedHours > 0);
}
