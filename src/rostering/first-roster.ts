import type { Problem } from '../domain/problem.ts';
import type { Conflict } from '../domain/roster.ts';
import { type Assignment, emptyAssignment } from './assignment.ts';
import type { LinePricer } from './best-line.ts';
import { conflictsOf, findOpen, type OpenEmployee } from './conflict.ts';
import { type CodedLine, compileUnless, type Instance } from './instance.ts';
import type { EmployeeKind } from './kinds.ts';
import { isLegalLine } from './legal-line.ts';
import { randomFrom, shuffle } from './random.ts';
import { rebuilder } from './search.ts';

/** A compiled problem with a line of everybody, or with those for whom there is none. */
export type Begun = {
  readonly instance: Instance;
  /** A line of each employee; fewer where somebody has none, or where a stop came first. */
  readonly first: readonly CodedLine[];
  readonly points: number;
  /** Employees for whom it is proven that there is no line. */
  readonly conflicts: readonly Conflict[];
  /** Employees for whom none is known, without a proof. */
  readonly open: readonly OpenEmployee[];
  /** Employees who work exactly their locks. */
  readonly fixed: readonly string[];
};

/**
 * A problem compiled, with its first roster: everybody in turn, in random order, gets the best line against the cover of those before, and who gets none has none by
 * any prices. Where locks are to be kept whatever they break, those without a line who have some, or work elsewhere, work exactly these; so do those
 * with some for whom no line was found. Undefined where it is told to stop before everybody has a line that is known.
 */
export function beginProblem(
  problem: Problem,
  pricer: LinePricer,
  seed: number,
  stopRequested: () => boolean,
): Begun | undefined {
  const begun = beginAround(problem, [], pricer, seed, stopRequested);
  if (begun === undefined || problem.lockConflicts !== 'keep') return begun;
  const without = [...begun.conflicts, ...begun.open];
  if (without.length === 0) return begun;
  const held = new Set([...problem.locks, ...(problem.elsewhere ?? [])].map(({ employeeId }) => employeeId));
  const fixed = without.map(({ employeeId }) => employeeId).filter((id) => held.has(id));
  return beginAround(problem, fixed, pricer, seed, stopRequested);
}

function beginAround(
  problem: Problem,
  fixed: readonly string[],
  pricer: LinePricer,
  seed: number,
  stopRequested: () => boolean,
): Begun | undefined {
  const instance = compileUnless(stopRequested, problem, new Set(fixed));
  if (instance === undefined) return undefined;
  const assignment = emptyAssignment(instance);
  const without = fillFirst(instance, assignment, pricer, seed, stopRequested);
  if (without === undefined) return undefined;
  const conflicts = conflictsOf(instance, (kind) => !without.has(kind));
  const first = assignment.lines.filter((line) => line !== undefined);
  return { instance, first, points: assignment.points(), conflicts, open: findOpen(instance), fixed };
}

/** A line of everybody against the cover of those before; undefined where somebody has none, or where a stop came first. */
export function firstLines(
  instance: Instance,
  pricer: LinePricer,
  seed: number,
  stopRequested: () => boolean,
): readonly CodedLine[] | undefined {
  const assignment = emptyAssignment(instance);
  const without = fillFirst(instance, assignment, pricer, seed, stopRequested);
  const lines = assignment.lines.filter((line) => line !== undefined);
  return without === undefined || lines.length < assignment.lines.length ? undefined : lines;
}

/** Gives everybody a line and returns the kinds that have none; undefined where a stop comes before, and lines that are known do not do for the rest. */
function fillFirst(
  instance: Instance,
  assignment: Assignment,
  pricer: LinePricer,
  seed: number,
  stopRequested: () => boolean,
): ReadonlySet<EmployeeKind> | undefined {
  const random = randomFrom(seed);
  const builder = rebuilder(instance, pricer, random);
  const order = assignment.lines.map((_, employee) => employee);
  shuffle(order, random);
  const without = new Set<EmployeeKind>();
  for (const [index, employee] of order.entries()) {
    const kind = instance.kinds[instance.kindOf[employee] as number] as EmployeeKind;
    if (kind.openRules !== undefined || without.has(kind)) continue;
    if (stopRequested()) return fillKnown(instance, assignment, order.slice(index)) ? without : undefined;
    const line = builder.bestFor(assignment, employee, 0);
    if (line === undefined) without.add(kind);
    else assignment.put(employee, line);
  }
  return without;
}

/** Gives employees lines of others that they may work too; false where somebody may work none of them. */
function fillKnown(instance: Instance, assignment: Assignment, employees: readonly number[]): boolean {
  const known = assignment.lines.filter((line) => line !== undefined);
  return employees.every((employee) => {
    const { model } = instance.kinds[instance.kindOf[employee] as number] as EmployeeKind;
    const line = known.find(({ shapes }) => isLegalLine(model, shapes));
    if (line !== undefined) assignment.put(employee, line);
    return line !== undefined;
  });
}
