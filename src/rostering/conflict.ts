import type { Conflict } from '../domain/roster.ts';
import { PROTECTED_RULE } from '../domain/protected.ts';
import type { Employee } from '../domain/team.ts';
import type { BoundRule } from '../rules/rule.ts';
import type { LinePricer } from './best-line.ts';
import { hasLine } from './find-lines.ts';
import type { Instance } from './instance.ts';
import type { EmployeeKind } from './kinds.ts';
import { hardRules } from './kinds.ts';
import type { LineModel } from './line-model.ts';

/** Name under which an employee's locked shifts stand in a conflict. */
const LOCKS = 'locked-shifts';

/**
 * Employees for whom it is proven that the hard rules and locks admit no line. Cover is soft, so nothing else makes a problem infeasible, and each
 * employee's conflict stands alone: rules are taken out one by one and stay out when there is still no line, so that of those
 * that remain each one is needed (deletion filter, Chinneck & Dravnieks 1991).
 */
export function findConflicts(instance: Instance, pricer: LinePricer): readonly Conflict[] {
  return conflictsOf(instance, ({ model }) => hasLine(instance.set, pricer, model));
}

/** The same where it is known already of which kinds there is a line. Kinds that differ in wishes alone have one model, and one answer. */
export function conflictsOf(instance: Instance, canWork: (kind: EmployeeKind) => boolean): readonly Conflict[] {
  const conflicts: Conflict[] = [];
  const twice = lockedTwice(instance);
  const isPossible = new Map<LineModel, boolean>();
  const conflictOf = new Map<LineModel, readonly string[]>();
  for (const kind of instance.kinds) {
    const isTwice = kind.employees.some((employee) => twice.has(employee));
    if (!isTwice) {
      const possible = kind.openRules !== undefined || (isPossible.get(kind.model) ?? canWork(kind));
      isPossible.set(kind.model, possible);
      if (possible) continue;
    }
    const first = instance.problem.team.employees[kind.employees[0] as number] as Employee;
    const ruleIds = isTwice
      ? ['one-shift-a-day', LOCKS]
      : (conflictOf.get(kind.model) ?? smallestConflict(instance, first));
    if (!isTwice) conflictOf.set(kind.model, ruleIds);
    for (const index of kind.employees) {
      const employee = instance.problem.team.employees[index] as Employee;
      conflicts.push({ employeeId: employee.id, ruleIds, dates: lockDates(instance, kind) });
    }
  }
  return conflicts;
}

/** An employee for whom no line was found, and of whom it is not proven that there is none, with the rules that leave it open. */
export type OpenEmployee = { readonly employeeId: string; readonly ruleIds: readonly string[] };

/** Employees of whom it is not known whether they have a line: rules that are compiled from two sides leave none that is surely legal. */
export function findOpen({ kinds, problem }: Instance): readonly OpenEmployee[] {
  return kinds.flatMap(({ employees, openRules }) =>
    openRules === undefined
      ? []
      : employees.map((index) => ({ employeeId: problem.team.employees[index]?.id as string, ruleIds: openRules })),
  );
}

/** Indexes of the employees with two locked shifts on a day. */
function lockedTwice({ problem, set, fixed }: Instance): ReadonlySet<number> {
  const found = new Set<string>();
  for (const shapes of set.byDay) {
    const seen = new Set<string>();
    for (const { locked, elsewhere } of shapes) {
      if (locked === undefined || (elsewhere === true && fixed.has(locked.employeeId))) continue;
      if (seen.has(locked.employeeId)) found.add(locked.employeeId);
      seen.add(locked.employeeId);
    }
  }
  if (found.size === 0) return new Set();
  return new Set(problem.team.employees.flatMap(({ id }, employee) => (found.has(id) ? [employee] : [])));
}

function lockDates(instance: Instance, kind: EmployeeKind): readonly string[] {
  return instance.set.dates.filter((_, day) => kind.model.mustWork[day] === true);
}

function smallestConflict(instance: Instance, employee: Employee): readonly string[] {
  const all = hardRules(instance.problem, employee);
  let kept = all;
  let locks = true;
  const impossible = (rules: readonly BoundRule[], withLocks: boolean): boolean =>
    instance.compiler.isImpossible(employee, rules, withLocks);
  if (impossible(kept, false)) locks = false;
  for (const rule of all) {
    const fewer = kept.filter((one) => one !== rule);
    if (impossible(fewer, locks)) kept = fewer;
  }
  const ids = [...new Set(kept.map(({ rule, isProtected }) => (isProtected === true ? PROTECTED_RULE : rule.id)))];
  return locks ? [...ids, LOCKS] : ids;
}
