import type { Note } from '../domain/forecast.ts';
import type { Problem } from '../domain/problem.ts';
import { PROTECTED_RULE } from '../domain/protected.ts';
import { linesByEmployee, type Shift } from '../domain/shift.ts';
import type { Employee } from '../domain/team.ts';
import { hardRules } from '../rostering/kinds.ts';
import { enumerateShapes, middlePlace, type Shape, type ShapeSet, shiftOf } from '../rostering/shapes.ts';
import { ruleContext } from '../rules/binding.ts';
import { compileOnDates } from '../rules/dated-compile.ts';
import { horizonOf } from '../rules/known-days.ts';
import type { BoundRule, Primitive } from '../rules/rule.ts';

/** What one employee may work for reasons of her own is no matter of a template. */
const PERSONAL: ReadonlySet<string> = new Set(['availability', 'skill']);

/** Whether a primitive forbids a shift by itself, whatever is worked on other days. */
function forbids(one: Primitive, day: number, shift: Shift): boolean {
  if (one.kind === 'allow') return !one.allows(day, shift);
  if (one.kind !== 'sum' || one.endDay !== one.firstDay + 1 || one.firstDay !== day) return false;
  return one.maximum !== undefined && one.used + one.weigh(day, shift) > one.maximum;
}

/** Employees with the same hard rules and breaks, and what these rules come to. */
type Group = {
  readonly profile: number | undefined;
  readonly rules: readonly { readonly name: string; readonly necessary: readonly Primitive[] }[];
};

/** What the hard rules of an employee come to, each by its name. */
function compiledRules(
  problem: Problem,
  employee: Employee,
  bound: readonly BoundRule[],
  around: Around,
): Group['rules'] {
  const context = ruleContext(problem.team, employee, horizonOf(problem));
  return bound.map((one) => ({
    name: one.isProtected === true ? PROTECTED_RULE : one.rule.id,
    necessary: compileOnDates(one, context, around.past.get(employee.id) ?? [], around.future.get(employee.id) ?? [])
      .necessary,
  }));
}

/** Shifts before and behind the horizon, by employee. */
type Around = Readonly<Record<'past' | 'future', ReadonlyMap<string, readonly Shift[]>>>;

function groupsOf(problem: Problem, profileOf: ReadonlyMap<string, number>): readonly Group[] {
  const past = linesByEmployee(problem.past ?? []);
  const future = linesByEmployee(problem.future ?? []);
  const groups = new Map<string, Group>();
  for (const employee of problem.team.employees) {
    const bound = hardRules(problem, employee).filter(({ rule }) => !PERSONAL.has(rule.id));
    const around = [...(past.get(employee.id) ?? []), ...(future.get(employee.id) ?? [])].map(({ id }) => id);
    const key = JSON.stringify([bound.map(({ rule, values, from, to }) => [rule.id, values, from, to]), around]);
    if (groups.has(key)) continue;
    groups.set(key, {
      profile: profileOf.get(employee.id),
      rules: compiledRules(problem, employee, bound, { past, future }),
    });
  }
  return [...groups.values()];
}

/**
 * A note for each template that nobody can work on any day of the horizon, since each of its shifts breaks a hard rule by itself: as where the breaks
 * that a law wants are missing. It names the rules that stand in the way of the shift and the people that have the fewest. Leave, availability and
 * skills are left aside, and so are templates that have no day in the horizon.
 */
export function neverAllowedNotes(problem: Problem, shifts: readonly Shift[]): readonly Note[] {
  const used = new Set(shifts.map(({ template }) => template));
  const { shiftTemplates, employees } = problem.team;
  if (employees.length === 0 || shiftTemplates.every(({ id }) => used.has(id))) return [];
  const set = enumerateShapes(problem);
  const groups = groupsOf(problem, set.profileOf);
  const broken = ({ profile, rules }: Group, day: number, shape: Shape): readonly string[] | undefined => {
    if (shape.profiles !== undefined && (profile === undefined || !shape.profiles.has(profile))) return undefined;
    const shift = shiftOf(problem, set, shape, '', middlePlace(shape));
    return rules.flatMap(({ name, necessary }) => (necessary.some((one) => forbids(one, day, shift)) ? [name] : []));
  };
  return shiftTemplates.flatMap(({ id }, template): readonly Note[] => {
    if (used.has(id)) return [];
    let fewest: readonly string[] | undefined;
    for (const [day, shapes] of set.byDay.entries()) {
      for (const shape of shapes) {
        if (shape.template !== template || shape.locked !== undefined) continue;
        for (const group of groups) {
          const names = broken(group, day, shape);
          if (names?.length === 0) return [];
          if (names !== undefined && (fewest === undefined || names.length < fewest.length)) fewest = names;
        }
      }
    }
    if (fewest === undefined) return [];
    return [{ code: 'template-never-allowed', facts: { template: id, rules: [...new Set(fewest)].join(', ') } }];
  });
}

/**
 * A note of the employees without a shift whom no shift of any template fits on any day on which they could work: each breaks a hard rule of hers by
 * itself, such as availability that ends before every shift does. It names the rules in the way of the shift that breaks the fewest. Days off and leave
 * are left aside, and so are employees who are away, and templates that nobody can work: those have a note of their own.
 */
export function noTemplateFitsNotes(problem: Problem, shifts: readonly Shift[]): readonly Note[] {
  const used = new Set([...shifts, ...problem.locks].map(({ employeeId }) => employeeId));
  const idle = problem.team.employees.filter(({ id, away }) => !used.has(id) && away === undefined);
  const never = new Set(neverAllowedNotes(problem, shifts).map(({ facts }) => facts['template']));
  if (idle.length === 0 || problem.team.shiftTemplates.every(({ id }) => never.has(id))) return [];
  const set = enumerateShapes(problem);
  const around = { past: linesByEmployee(problem.past ?? []), future: linesByEmployee(problem.future ?? []) };
  const byRules = new Map<string, string[]>();
  for (const employee of idle) {
    const rules = inTheWay(problem, set, employee, around);
    if (rules === undefined) continue;
    const key = rules.join(', ');
    byRules.set(key, [...(byRules.get(key) ?? []), employee.id]);
  }
  return [...byRules].map(([rules, ids]) => ({
    code: 'no-template-fits',
    facts: { employees: ids.join(', '), count: ids.length, rules },
  }));
}

/** The rules in the way of the shift that breaks the fewest of an employee's; undefined where one breaks none, or there is none to work. */
function inTheWay(problem: Problem, set: ShapeSet, employee: Employee, around: Around): readonly string[] | undefined {
  const rules = compiledRules(problem, employee, hardRules(problem, employee), around);
  const skilled = set.skills.map((skill) => employee.skills.includes(skill));
  const profile = set.profileOf.get(employee.id);
  const isFree = (date: string): boolean =>
    employee.daysOff?.includes(date) === true ||
    (employee.leave ?? []).some(({ from, to }) => from <= date && date <= to);
  let fewest: readonly string[] | undefined;
  for (const [day, shapes] of set.byDay.entries()) {
    if (isFree(set.dates[day] as string)) continue;
    for (const shape of shapes) {
      if (shape.locked !== undefined || shape.activity !== undefined) continue;
      if (shape.profiles !== undefined && (profile === undefined || !shape.profiles.has(profile))) continue;
      const hasSkill = shape.skill < 0 ? !skilled.includes(true) : skilled[shape.skill] === true;
      const shift = shiftOf(problem, set, shape, employee.id, middlePlace(shape));
      const broken = rules.flatMap(({ name, necessary }) =>
        necessary.some((one) => forbids(one, day, shift)) ? [name] : [],
      );
      const names = [...new Set([...(hasSkill ? [] : ['skill']), ...broken])];
      if (names.length === 0) return undefined;
      if (fewest === undefined || names.length < fewest.length) fewest = names;
    }
  }
  return fewest;
}
