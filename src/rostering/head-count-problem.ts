import { onlyHard } from '../domain/hard-price.ts';
import type { HeadCountGroup, HeadCountTask } from '../domain/head-count.ts';
import type { CoverLevels, Prices, Problem } from '../domain/problem.ts';
import type { Employee } from '../domain/team.ts';

/** Hours that a person of a template demand stands for where hours have a price. */
const HOURS_A_PERSON = 8;
/** Shares of people are rounded up; what is above a whole number by less is rounding. */
const ROUNDING = 1e-9;

/** Longest that one person could work a day, for a price that is above anything she could cost. */
const HOURS_A_DAY = 24;

function pricesOf({ shortHour, surplusHour }: HeadCountTask, free: Prices): Prices {
  return {
    ...free,
    belowFloorHour: shortHour,
    belowTargetHour: shortHour,
    aboveTargetHour: surplusHour,
    belowFloorPerson: shortHour * HOURS_A_PERSON,
    belowTargetPerson: shortHour * HOURS_A_PERSON,
    aboveTargetPerson: surplusHour * HOURS_A_PERSON,
    labourCost: 1,
  };
}

/** A demand of which the share, and a floor that must be met, are hard, and the rest is priced. */
function withShare<T extends CoverLevels>(demand: T, share: number): T {
  const asked = demand.hard === true ? demand.floor : 0;
  const target = Math.max(demand.floor, demand.target);
  const floor = Math.max(asked, Math.ceil(share * target - ROUNDING));
  const { hard: _hard, ...levels } = demand;
  return { ...levels, floor, target, ...(floor > 0 ? { hard: true } : {}) } as unknown as T;
}

/** Points per agent-hour of what must be: more than the dearest person who could be taken for one slot of it alone. */
function priceOfMust({ groups, surplusHour, problem }: HeadCountTask, slotHours: number): number {
  const hours = HOURS_A_DAY * problem.days;
  const dearest = groups.reduce((most, { costEach, costPerHour }) => Math.max(most, costEach + hours * costPerHour), 1);
  return (2 * (dearest + hours * surplusHour)) / Math.min(1, slotHours);
}

function employeesOf({ contract, skills, costPerHour }: HeadCountGroup, ids: readonly string[]): readonly Employee[] {
  return ids.map((id) => ({ id, contract, skills: [...skills], costPerHour }));
}

/** Names of people of a group, none of them an employee's. */
export function namesOfGroup({ problem, groups }: HeadCountTask, index: number, count: number): readonly string[] {
  const taken = new Set(problem.team.employees.map(({ id }) => id));
  const { contract } = groups[index] as HeadCountGroup;
  const before = groups.slice(0, index).filter((one) => one.contract === contract).length;
  const head = before === 0 ? contract : `${contract} ${String.fromCodePoint(97 + (before % 26))}`;
  const names: string[] = [];
  for (let number = 1; names.length < count; number++) {
    const name = `${head} #${number}`;
    if (!taken.has(name)) names.push(name);
  }
  return names;
}

/**
 * The problem with so many people of each group besides the employees who are there. What must be met and what things cost are the task's; what is not of
 * a head-count is left out: wishes, rules with a weight, rules of the team as a whole, fair shares, activities, and what was published.
 */
export function staffedProblem(task: HeadCountTask, counts: readonly number[], slotHours: number): Problem {
  const bare = onlyHard(task.problem);
  const { start: _start, activities: _activities, splitSkills: _split, ...kept } = bare;
  const present = kept.team.employees.map((employee) => ({ ...employee, costPerHour: 0 }));
  const taken = task.groups.flatMap((group, index) =>
    employeesOf(group, namesOfGroup(task, index, counts[index] as number)),
  );
  return {
    ...kept,
    hardPrice: priceOfMust(task, slotHours),
    prices: pricesOf(task, kept.prices),
    intervalDemands: kept.intervalDemands.map((demand) => withShare(demand, task.share)),
    templateDemands: kept.templateDemands.map((demand) => withShare(demand, task.share)),
    team: { ...kept.team, teamRules: undefined, employees: [...present, ...taken] },
  };
}

/** What of the problem is not of a head-count, for a note. */
export function leftOut({ problem }: HeadCountTask): readonly string[] {
  const { team } = problem;
  return [
    ...((team.teamRules ?? []).length > 0 ? ['teamRules'] : []),
    ...((team.fairness ?? []).length > 0 ? ['fairness'] : []),
    ...(team.rules.some(({ weight = 0 }) => weight > 0) ? ['weights'] : []),
    ...((problem.activities ?? []).length > 0 ? ['activities'] : []),
    ...(problem.baseline === undefined ? [] : ['baseline']),
    ...(team.employees.some(({ requests = [] }) => requests.length > 0) ? ['requests'] : []),
  ];
}
