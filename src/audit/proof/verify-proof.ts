import { scoreRoster } from '../score.ts';
import { lessOfActivities } from './activities-less.ts';
import { employeeLines } from './employee-lines.ts';
import { BeyondExact, UNITS_PER_POINT } from './exact.ts';
import { leastOfRows } from './least-of-rows.ts';
import { rowValuesOf } from './values.ts';
import { isInSteps } from './whole-points.ts';
import type { BoundProof, ProofCheck, ProofDifference } from '../../domain/bound-proof.ts';
import { hardPrice } from '../../domain/hard-price.ts';
import type { Problem } from '../../domain/problem.ts';
import type { Shift } from '../../domain/shift.ts';

/** What a roster says of itself that a check looks at. */
export type ClaimedRoster = {
  readonly shifts: readonly Shift[];
  readonly objective: number | null;
  readonly bound: number | null;
  readonly proof: BoundProof;
};

/** The two problems of a check: of who works when, which the bound is of, and the one that the roster is counted by. */
export type CheckedProblems = { readonly solved: Problem; readonly whole: Problem };

/** Share of a number, or points where that is more, within which two sums are one: solvers sum up in another order. */
const ROUNDING = 1e-6;
/** A roster whose points are as near to its bound is called optimal, and its points its bound. */
const REACHED = 1e-5;

function isAbove(one: number, other: number, share = ROUNDING): boolean {
  return one - other > share * Math.max(1, Math.abs(one), Math.abs(other));
}

/**
 * Counts a certificate again, from the problem and the certificate alone: the least of each row, and of each employee over all of her lines, by labels of its own over what the rules say must hold of
 * a line. Nothing here is shared with what solves. Where `expired` says so, what was not looked at is told.
 */
export function verifyProof(
  { solved, whole }: CheckedProblems,
  roster: ClaimedRoster,
  expired: () => boolean,
): ProofCheck {
  const { proof } = roster;
  const problem = proof.hardPrice === undefined ? solved : { ...solved, hardPrice: proof.hardPrice };
  const differences: ProofDifference[] = [...lockDifferences(problem, proof)];
  const differ = (what: ProofDifference['what'], said: number | null, found: number | null, of?: string): void => {
    differences.push({ what, said, found, ...(of === undefined ? {} : { of }) });
  };
  const read = rowValuesOf(problem, proof);
  const rows = leastOfRows(problem, read.values);
  differences.push(...read.differences, ...rows.differences);
  const constant = rows.units === undefined ? null : Number(rows.units) / UNITS_PER_POINT;
  if (constant === null || isAbove(proof.constant, constant) || isAbove(constant, proof.constant)) {
    differ('constant', proof.constant, constant);
  }
  const said = proof.lines.reduce((sum, { employees, least }) => sum + employees.length * least, proof.constant);
  if (isAbove(said, proof.certified) || isAbove(proof.certified, said)) differ('sum', proof.certified, said);
  const lines = checkedLines(problem, proof, read.values, expired);
  differences.push(...lines.differences);
  const objective = scoreRoster(whole, roster.shifts).reduce((sum, { points }) => sum + points, 0);
  if (roster.objective === null || isAbove(roster.objective, objective) || isAbove(objective, roster.objective)) {
    differ('objective', roster.objective, objective);
  }
  // Where something that must be is missing, the points are of another price than those of the bound.
  const isOtherPrice = proof.hardPrice !== undefined && proof.hardPrice !== hardPrice(solved);
  if (isOtherPrice && isShort(whole, roster.shifts)) differ('hard-price', proof.hardPrice ?? null, hardPrice(solved));
  const sum = constant === null || lines.least === undefined ? null : constant + lines.least;
  const { step } = proof;
  const isLifted = step !== undefined && isInSteps(problem, read.values, step);
  if (step !== undefined && !isLifted) differ('step', step, null);
  const lifted = sum === null || !isLifted ? sum : Math.max(sum, Math.ceil((sum - ROUNDING) / step) * step);
  const certified = lifted === null ? null : Math.max(0, Math.max(0, lifted) - lessOfActivities(whole));
  const { bound } = roster;
  if (bound !== null && isAbove(bound, objective)) differ('bound', bound, objective);
  const isMore = bound !== null && certified !== null && isAbove(bound, certified, REACHED);
  if (isMore && proof.rests === 'values') differ('bound', bound, certified);
  return {
    holds: differences.length > 0 ? false : lines.verified < problem.team.employees.length ? undefined : true,
    certified,
    claimed: bound,
    searched:
      bound === null || certified === null ? null : isMore && proof.rests === 'search-tree' ? bound - certified : 0,
    objective,
    gap: certified === null ? null : objective <= 0 ? 0 : Math.max(0, (objective - certified) / objective),
    employees: problem.team.employees.length,
    verified: lines.verified,
    differences,
  };
}

type CheckedLines = {
  /** Sum of the least of all employees; undefined where some were not looked at or are named nowhere. */
  readonly least: number | undefined;
  readonly verified: number;
  readonly differences: readonly ProofDifference[];
};

function checkedLines(
  problem: Problem,
  proof: BoundProof,
  values: ReturnType<typeof rowValuesOf>['values'],
  expired: () => boolean,
): CheckedLines {
  const differences: ProofDifference[] = [];
  const claims = new Map(proof.lines.flatMap(({ employees, least }) => employees.map((id) => [id, least] as const)));
  const named = proof.lines.flatMap(({ employees }) => employees);
  const ids = new Set(problem.team.employees.map(({ id }) => id));
  for (const id of named) if (!ids.has(id)) differences.push({ what: 'employees', of: id, said: null, found: null });
  if (claims.size < named.length) {
    differences.push({ what: 'employees', said: named.length, found: claims.size });
  }
  const lines = employeeLines(problem, values);
  const known = new Map<string, Checked>();
  let [sum, verified, isWhole] = [0, 0, true];
  for (const employee of problem.team.employees) {
    const claimed = claims.get(employee.id);
    const asLocked = proof.asLocked.includes(employee.id);
    if (claimed === undefined) {
      differences.push({ what: 'employees', of: employee.id, said: null, found: null });
      isWhole = false;
      continue;
    }
    const trace = `${claimed} ${lines.traceOf(employee, asLocked)}`;
    const leastAt = (limit: number): Least | undefined =>
      leastWithin(() => lines.least(employee, Math.floor(limit * UNITS_PER_POINT), asLocked, expired));
    const found = known.get(trace) ?? checkedLeast(claimed, proof.kind, leastAt);
    if (found === undefined) {
      isWhole = false;
      continue;
    }
    known.set(trace, found);
    verified++;
    const least = typeof found === 'number' ? found / UNITS_PER_POINT : null;
    sum += least ?? claimed;
    if (found === 'unreached' || (least !== null && isAbove(claimed, least))) {
      differences.push({ what: 'line', of: employee.id, said: claimed, found: least });
    }
  }
  return { least: isWhole ? sum : undefined, verified, differences };
}

/** The least of an employee in units; that no line is below what is said; or that none reaches it, where one should. */
type Checked = number | 'not-below' | 'unreached';

/**
 * Holds the claim of an employee's least to her lines: that none is below it, and, where it is said to be of a legal line and that can be found out, that one reaches it. Undefined where
 * not as much could be found.
 */
function checkedLeast(
  claimed: number,
  kind: BoundProof['kind'],
  leastAt: (limit: number) => Least | undefined,
): Checked | undefined {
  const room = ROUNDING * Math.max(1, Math.abs(claimed));
  if (kind === 'lagrangian') {
    const found = leastAt(claimed + room);
    if (found === 'above') return 'unreached';
    if (typeof found === 'number') return found;
  }
  // A least that nothing reaches is lower than it need be, and the bound holds all the same.
  const found = leastAt(claimed - room);
  if (found === 'above') return 'not-below';
  if (typeof found === 'number') return found;
  const isBelow = found !== undefined && found.atMost < (claimed - room) * UNITS_PER_POINT;
  return isBelow ? found.atMost : undefined;
}

type Least = number | 'above' | { readonly atMost: number };

/** The least of an employee; undefined where nothing is known of it. */
function leastWithin(find: () => ReturnType<ReturnType<typeof employeeLines>['least']>): Least | undefined {
  try {
    const found = find();
    if (found === 'time') return undefined;
    return found === 'none' ? 'above' : found;
  } catch (error) {
    if (error instanceof BeyondExact) return undefined;
    throw error;
  }
}

/** Employees who are said to work their locks alone, though the problem does not let them. */
function lockDifferences(problem: Problem, { asLocked }: BoundProof): readonly ProofDifference[] {
  const held = new Set([...problem.locks, ...(problem.elsewhere ?? [])].map(({ employeeId }) => employeeId));
  return asLocked
    .filter((id) => problem.lockConflicts !== 'keep' || !held.has(id))
    .map((of) => ({ what: 'locks', of, said: null, found: null }));
}

function isShort(problem: Problem, shifts: readonly Shift[]): boolean {
  const pointsAt = (hard: number): number =>
    scoreRoster(problem, shifts, hard).reduce((sum, { points }) => sum + points, 0);
  return pointsAt(1) > pointsAt(0);
}
