import { isHardDemand } from '../../audit/cover.ts';
import type { Problem } from '../../domain/problem.ts';
import type { Shift } from '../../domain/shift.ts';
import type { Employee, RuleSetting } from '../../domain/team.ts';
import { bindTeamRules } from '../../rules/team/binding.ts';

/**
 * The problem without employees who make no difference to what must be met: whom no floor asks for, no rule of the team counts, and who have nothing that
 * is fixed. Each of them has a line of her own, so that there is a roster with them if and only if there is one without them; whoever has none
 * must be among `kept`.
 */
export function relevantPart(problem: Problem, kept: ReadonlySet<string>): Problem {
  const { team, locks, past, future, elsewhere } = problem;
  const counted = new Set([...countedByRules(problem), ...namedByRules(problem)]);
  const fixed = new Set([...locks, ...atFloors(problem)].map(({ employeeId }) => employeeId));
  const floors = [...problem.intervalDemands, ...problem.templateDemands].filter(isHardDemand);
  const isWanted = ({ skills }: Employee): boolean =>
    floors.some(({ skill }) => skill === undefined || skills.includes(skill));
  const employees = team.employees.filter(
    (employee) => kept.has(employee.id) || counted.has(employee.id) || fixed.has(employee.id) || isWanted(employee),
  );
  if (employees.length === 0 || employees.length === team.employees.length) return problem;
  const stays = new Set(employees.map(({ id }) => id));
  const own = ({ employeeId }: { readonly employeeId: string }): boolean => stays.has(employeeId);
  return {
    ...problem,
    team: { ...team, employees, rules: team.rules.flatMap((setting) => settingOf(setting, stays)) },
    agreements: problem.agreements?.filter(({ employee }) => employee === undefined || stays.has(employee)),
    locks: locks.filter(own),
    past: past?.filter(own),
    future: future?.filter(own),
    elsewhere: elsewhere?.filter(own),
    start: undefined,
  };
}

/** A setting for those who stay; none where it names nobody of them. */
function settingOf(setting: RuleSetting, stays: ReadonlySet<string>): readonly RuleSetting[] {
  if (setting.employees === undefined) return [setting];
  const employees = setting.employees.filter((id) => stays.has(id));
  if (employees.length === setting.employees.length) return [setting];
  return employees.length === 0 ? [] : [{ ...setting, employees }];
}

/** Texts in the values of rules of the team: employees by their names are among them. */
function namedByRules({ team }: Problem): readonly string[] {
  const values = (team.teamRules ?? []).flatMap((setting) => Object.values(setting.values ?? {}));
  return values.flatMap((value) => (Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []));
}

/** Employees whom a rule of the team that must be kept counts, on any of the days. */
function countedByRules({ team, from, days }: Problem): ReadonlySet<string> {
  const hard = (team.teamRules ?? []).filter((setting) => setting.hard === true);
  const rows = bindTeamRules({ ...team, teamRules: hard }, from, days).flatMap((bound) => bound.rows);
  return new Set(rows.flatMap(({ coefficients }) => [...coefficients.keys()]));
}

/** Published shifts that are there while a floor must be met: they count for it. */
function atFloors({ intervalDemands, past = [], future = [] }: Problem): readonly Shift[] {
  const floors = intervalDemands.filter(isHardDemand);
  return [...past, ...future].filter((shift) =>
    floors.some(({ start, end }) => shift.start < end && shift.end > start),
  );
}
