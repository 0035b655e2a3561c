import { isHardDemand } from '../../audit/cover.ts';
import { isLiftedThroughout } from '../../domain/agreement.ts';
import type { IntervalDemand, Prices, Problem, TemplateDemand } from '../../domain/problem.ts';
import type { Roster } from '../../domain/roster.ts';
import type { RuleSetting } from '../../domain/team.ts';
import { isHard } from '../../rules/compile.ts';
import { ruleOf } from '../../rules/registry.ts';

/** Whether a problem has a roster: proven either way, or not known. */
export type Feasibility = 'feasible' | 'infeasible' | 'unknown';

/** Whether a breach of the setting is ever forbidden; one with a price is not. */
function forbids(setting: RuleSetting): boolean {
  const severity = setting.severity ?? ruleOf(setting.rule)?.defaultSeverity;
  return severity !== undefined && isHard(severity) && !('weight' in setting && setting.weight !== undefined);
}

/** Whether the setting forbids: those that judge alone, cost money or are lifted by an agreement leave every roster possible. */
export function isKept(problem: Problem, setting: RuleSetting, employeeId: string): boolean {
  if (!forbids(setting)) return false;
  const severity = setting.severity ?? ruleOf(setting.rule)?.defaultSeverity;
  return !(severity === 'agreement' && isLiftedThroughout(problem, setting.rule, employeeId));
}

/** Prices under which the objective is what hard floors lack: agent-hours and people of templates. */
const SHORTAGE_ALONE: Prices = {
  belowFloorHour: 1,
  belowTargetHour: 0,
  aboveTargetHour: 0,
  aboveCeilingHour: 0,
  belowFloorPerson: 1,
  belowTargetPerson: 0,
  aboveTargetPerson: 0,
  aboveCeilingPerson: 0,
  paidHour: 0,
  labourCost: 0,
  hoursSpread: 0,
};

/**
 * What of a problem decides whether it has a roster: lines, hard rules of the team, and hard floors as the only thing with a price. It has one if and only if the best roster
 * of this part costs nothing.
 */
export function hardPart(problem: Problem): Problem {
  const { start: _start, team, ...rest } = problem;
  return {
    ...rest,
    team: {
      ...team,
      rules: team.rules.filter(forbids),
      teamRules: team.teamRules?.filter(({ hard }) => hard === true),
      fairness: undefined,
      employees: team.employees.map(({ requests: _requests, ...employee }) => employee),
    },
    intervalDemands: problem.intervalDemands
      .filter(isHardDemand)
      .map(({ start, end, skill, floor }): IntervalDemand => ({ start, end, skill, floor, target: floor })),
    templateDemands: problem.templateDemands
      .filter(isHardDemand)
      .map(({ date, template, skill, floor }): TemplateDemand => ({ date, template, skill, floor, target: floor })),
    prices: SHORTAGE_ALONE,
    baseline: undefined,
    activities: undefined,
    splitSkills: undefined,
    lockConflicts: 'refuse',
  };
}

/** Less than any shortage: the shortest slot is a minute, and one person in it is a sixtieth of an hour. */
const NOTHING = 1e-4;

/** What a solved hard part says of its problem. */
export function feasibilityOf({
  status,
  objective,
  bound,
}: Pick<Roster, 'status' | 'objective' | 'bound'>): Feasibility {
  if (status === 'infeasible') return 'infeasible';
  if (objective !== null && objective < NOTHING) return 'feasible';
  if (bound !== null && bound > NOTHING) return 'infeasible';
  return 'unknown';
}
