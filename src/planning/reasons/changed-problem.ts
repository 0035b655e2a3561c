import type { IntervalDemand, Problem, TemplateDemand } from '../../domain/problem.ts';
import type { Shift } from '../../domain/shift.ts';
import type { Lifting } from '../../domain/agreement.ts';
import type { Contract, Employee, RuleSetting, TeamRuleSetting } from '../../domain/team.ts';
import { type NamedSetting, namedSettings } from '../../rules/binding.ts';

/** A problem in which every rule names one employee, so that each can be changed for her alone. */
export type SpelledProblem = {
  readonly problem: Problem;
  readonly original: Problem;
  /** Where each setting of the problem's team comes from. */
  readonly from: ReadonlyMap<RuleSetting, NamedSetting['from']>;
};

function withoutRules({
  minHoursPerWeek: _min,
  maxHoursPerWeek: _max,
  maxHoursPerDay: _day,
  maxDaysPerWeek: _days,
  packs: _packs,
  ...contract
}: Contract): Contract {
  // Nobody is bound by her contract any more: also not to shifts without a gap.
  return { ...contract, splitShifts: true };
}

/** The same problem with its rules spelled out: those of contracts and packs become settings of the team. */
export function spelledOut(problem: Problem): SpelledProblem {
  const { team } = problem;
  const from = new Map<RuleSetting, NamedSetting['from']>();
  for (const employee of team.employees) {
    for (const named of namedSettings(team, employee)) from.set(named.setting, named.from);
  }
  const contracts = team.contracts.map(withoutRules);
  const spelled = { ...problem, team: { ...team, contracts, packs: [], rules: [...from.keys()] } };
  return { problem: spelled, original: problem, from };
}

/** Changes collected and then made at once. */
export type Draft = {
  readonly rules: Map<RuleSetting, RuleSetting | undefined>;
  readonly teamRules: Map<TeamRuleSetting, TeamRuleSetting | undefined>;
  readonly agreements: Lifting[];
  readonly employees: Map<string, Employee>;
  readonly hires: Employee[];
  readonly locks: Set<Shift>;
  readonly intervals: Map<IntervalDemand, IntervalDemand>;
  readonly templates: Map<TemplateDemand, TemplateDemand>;
};

export function emptyDraft(): Draft {
  return {
    rules: new Map(),
    teamRules: new Map(),
    agreements: [],
    employees: new Map(),
    hires: [],
    locks: new Set(),
    intervals: new Map(),
    templates: new Map(),
  };
}

/** The problem with the changes of a draft. */
export function changed({ problem, original }: SpelledProblem, draft: Draft): Problem {
  const { team } = problem;
  const replaced = <T>(items: readonly T[], by: ReadonlyMap<T, T | undefined>): readonly T[] =>
    by.size === 0
      ? items
      : items.flatMap((item) => {
          if (!by.has(item)) return [item];
          const other = by.get(item);
          return other === undefined ? [] : [other];
        });
  const kept = team.employees.map((employee) => draft.employees.get(employee.id) ?? employee);
  const rules = replaced(team.rules, draft.rules);
  const ofHires = draft.hires.flatMap((hire) => namedSettings(original.team, hire).map(({ setting }) => setting));
  return {
    ...problem,
    team: {
      ...team,
      rules: [...rules, ...ofHires],
      teamRules: team.teamRules === undefined ? undefined : replaced(team.teamRules, draft.teamRules),
      employees: [...kept, ...draft.hires],
    },
    agreements:
      draft.agreements.length === 0 ? problem.agreements : [...(problem.agreements ?? []), ...draft.agreements],
    locks: draft.locks.size === 0 ? problem.locks : problem.locks.filter((lock) => !draft.locks.has(lock)),
    intervalDemands: replaced(problem.intervalDemands, draft.intervals),
    templateDemands: replaced(problem.templateDemands, draft.templates),
  };
}

/** The employee as the draft has her so far. */
export function drafted(problem: Problem, draft: Draft, id: string): Employee {
  const employee = draft.employees.get(id) ?? problem.team.employees.find((one) => one.id === id);
  if (employee === undefined) throw new Error(`no employee ${id}`);
  return employee;
}
