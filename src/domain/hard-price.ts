import type { CoverLevels, Problem } from './problem.ts';
import type { TeamRuleSetting } from './team.ts';

/** How many times dearer than anything else an hour, or a person, of what must be is. */
const FAR_ABOVE = 1000;

/** Hours that are worked on a long day. */
const HOURS_A_DAY = 12;

/**
 * Points per hour or person that is missing of what must be: far above every other price that the problem has a use for, so that the search meets what
 * must be first. It is a price and no infinity: whether what must be can be met at all is asked apart (`onlyHard`).
 */
export function hardPrice({
  prices,
  team,
  days,
  intervalDemands,
  templateDemands,
  baseline,
  ...given
}: Problem): number {
  if (given.hardPrice !== undefined) return given.hardPrice;
  const costs = [...team.contracts, ...team.employees].map(({ costPerHour = 0 }) => costPerHour);
  const steps = [...intervalDemands, ...templateDemands].map((demand) =>
    (demand.steps ?? []).reduce((sum, { price }) => sum + price, 0),
  );
  const used = [
    steps.reduce((most, sum) => Math.max(most, sum), 0),
    ...(intervalDemands.length === 0
      ? []
      : [prices.belowFloorHour, prices.belowTargetHour, prices.aboveTargetHour + prices.aboveCeilingHour]),
    ...(templateDemands.length === 0
      ? []
      : [prices.belowFloorPerson, prices.belowTargetPerson, prices.aboveTargetPerson + prices.aboveCeilingPerson]),
    prices.paidHour + prices.labourCost * costs.reduce((most, cost) => Math.max(most, cost), 0),
    prices.hoursSpread,
    ...changePrices(baseline, prices.labourCost),
    ...[...team.rules, ...(team.teamRules ?? [])].map(({ weight = 0 }) => weight),
    ...team.employees.flatMap(({ requests = [] }) => requests.map(({ weight }) => weight)),
    // The last unit of a share is the dearest: that of hours costs the weight for each hour before it.
    ...(team.fairness ?? []).map(({ measure, weight }) => weight * days * (measure === 'hours' ? HOURS_A_DAY : 1)),
  ];
  return FAR_ABOVE * used.reduce((most, price) => Math.max(most, price), 1);
}

/** Points per unit of a team rule past its limit. */
export function teamRulePrice(problem: Problem, { hard, weight = 0 }: TeamRuleSetting): number {
  return hard === true ? hardPrice(problem) : weight;
}

/** The dearest that a change of a published shift can be, by kind. */
function changePrices(baseline: Problem['baseline'], labourCost: number): readonly number[] {
  if (baseline === undefined) return [];
  const { notice, moved, perHourMoved, added, removed, otherWork } = baseline.prices;
  const factor = notice.reduce((most, step) => Math.max(most, step.factor), 1);
  const premium = notice.reduce((most, step) => Math.max(most, step.premium ?? 0), 0) * labourCost;
  return [moved, perHourMoved, added, removed, otherWork].map((price) => factor * price + premium);
}

/** Whether the problem has anything that must be met by the roster as a whole. */
export function hasHard({ intervalDemands, templateDemands, team }: Problem): boolean {
  const isHard = [...intervalDemands, ...templateDemands].some(({ hard, floor }) => hard === true && floor > 0);
  return isHard || (team.teamRules ?? []).some(({ hard }) => hard === true);
}

/** A demand at the prices of all demands alone. */
function withoutSteps<T extends CoverLevels>(demand: T): T {
  return { ...demand, steps: undefined };
}

/** The same problem with nothing priced but what must be: a bound of it above 0 proves that no roster meets all of that. */
export function onlyHard(problem: Problem): Problem {
  const free = Object.fromEntries(Object.keys(problem.prices).map((name) => [name, 0]));
  const employees = problem.team.employees.map(({ requests: _requests, ...employee }) => employee);
  return {
    ...problem,
    prices: free as Problem['prices'],
    hardPrice: undefined,
    baseline: undefined,
    intervalDemands: problem.intervalDemands.map(withoutSteps),
    templateDemands: problem.templateDemands.map(withoutSteps),
    team: {
      ...problem.team,
      employees,
      rules: problem.team.rules.map(({ weight, severity, ...rule }) =>
        weight === undefined ? { ...rule, severity } : { ...rule, severity: severity ?? 'warn' },
      ),
      teamRules: problem.team.teamRules?.filter(({ hard }) => hard === true),
      fairness: undefined,
    },
  };
}
