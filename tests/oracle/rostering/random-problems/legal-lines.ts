import { shiftsOfDay } from './shifts-of-day.ts';
import { scoreRoster } from '../../../../src/audit/score.ts';
import { addDays, dateOf } from '../../../../src/domain/calendar.ts';
import type { Problem } from '../../../../src/domain/problem.ts';
import type { ObjectivePart } from '../../../../src/domain/roster.ts';
import { compareShifts, type Shift, workSeconds } from '../../../../src/domain/shift.ts';
import type { Employee } from '../../../../src/domain/team.ts';
import { bindRules, ruleContext } from '../../../../src/rules/binding.ts';
import { judgeLine } from '../../../../src/rules/fold.ts';
import { horizonOf } from '../../../../src/rules/known-days.ts';

/** Points that one line adds to the objective whatever the others work. */
export const LINE_PARTS: ReadonlySet<ObjectivePart['part']> = new Set([
  'requests',
  'paid-hours',
  'labour-cost',
  'changes',
  'change-premiums',
  'rules',
]);

/** One employee's shifts of the horizon, and what the audit says of them. */
export type EveryLine = {
  readonly shifts: readonly Shift[];
  /** Of the parts that lines have for themselves. */
  readonly points: number;
  readonly paidSeconds: number;
  /** Points by rule with a weight. */
  readonly rulePoints: ReadonlyMap<string, number>;
  /** The one rule that forbids it, by its id; undefined where none does. Lines that two rules forbid are left out. */
  readonly forbiddenBy: string | undefined;
};

export type EmployeeLines = {
  readonly employee: Employee;
  readonly lines: readonly EveryLine[];
  /** Rules that forbid a shift by itself, whatever else is worked: such shifts are in no line. */
  readonly forbidShifts: ReadonlySet<string>;
};

/** Rules that look at each shift by itself: what they forbid alone they forbid in every line. */
const OF_SHIFTS: ReadonlySet<string> = new Set(['availability', 'skill']);

const mine = (employee: Employee, shifts: readonly Shift[] | undefined): readonly Shift[] =>
  (shifts ?? []).filter(({ employeeId }) => employeeId === employee.id).toSorted(compareShifts);

/**
 * All lines of an employee with at most one shift a day that the fold of the audit passes, and those that one rule alone forbids. Undefined where there
 * are more than `most` lines to try, and where other teams' shifts break a rule without her: a solve says that she has no line then, an audit that the
 * fault is not hers, and both may.
 */
export function everyLine(problem: Problem, employee: Employee, most: number): EmployeeLines | undefined {
  const { team, from, days, locks } = problem;
  const bound = bindRules(team, employee);
  const context = ruleContext(team, employee, horizonOf(problem));
  const [past, future] = [mine(employee, problem.past), mine(employee, problem.future)];
  const elsewhere = mine(employee, problem.elsewhere);
  const isHard = ({ severity }: { readonly severity: string }): boolean =>
    severity === 'block' || severity === 'agreement';
  const judged = (line: readonly Shift[], rules = bound) =>
    judgeLine(rules, context, { past, line, future, elsewhere });
  const whole = (line: readonly Shift[]) => [...line, ...elsewhere].toSorted(compareShifts);
  // Whether the rules hold when another team's shifts are judged as the line's own.
  const isStrictlyLegal = (line: readonly Shift[]): boolean =>
    !judgeLine(bound, context, { past, line: whole(line), future }).breaches.some(isHard);
  const ofShifts = bound.filter(({ rule }) => OF_SHIFTS.has(rule.id));
  const forbidShifts = new Set<string>();
  const options = Array.from({ length: days }, (_, day): readonly (Shift | undefined)[] => {
    const date = addDays(from, day);
    const onDate = (shifts: readonly Shift[]): Shift | undefined =>
      shifts.find((shift) => shift.employeeId === employee.id && dateOf(team.zone, shift.start) === date);
    const lock = onDate(locks);
    if (lock !== undefined) return [lock];
    if (onDate(elsewhere) !== undefined) return [undefined];
    const possible = shiftsOfDay(problem, employee, date).filter((shift) => {
      const alone = judged([shift], ofShifts).breaches.filter(isHard);
      for (const { ruleId } of alone) forbidShifts.add(ruleId);
      return alone.length === 0;
    });
    return [undefined, ...possible];
  });
  if (options.reduce((product, { length }) => product * length, 1) > most) return undefined;
  const alone = { ...problem, team: { ...team, employees: [employee] }, intervalDemands: [], templateDemands: [] };
  const lines: EveryLine[] = [];
  let isPlain = true;
  const grow = (day: number, shifts: readonly Shift[]): void => {
    if (day < days) {
      for (const shift of options[day] ?? []) grow(day + 1, shift === undefined ? shifts : [...shifts, shift]);
      return;
    }
    const { breaches } = judged(shifts);
    const forbidding = [...new Set(breaches.filter(isHard).map(({ ruleId }) => ruleId))];
    if (elsewhere.length > 0 && forbidding.length === 0 && !isStrictlyLegal(shifts)) isPlain = false;
    if (forbidding.length > 1) return;
    const rulePoints = new Map<string, number>();
    for (const { ruleId, points = 0 } of breaches) rulePoints.set(ruleId, (rulePoints.get(ruleId) ?? 0) + points);
    const points = scoreRoster(alone, shifts).reduce(
      (sum, part) => sum + (LINE_PARTS.has(part.part) ? part.points : 0),
      0,
    );
    const paidSeconds = shifts.reduce((sum, shift) => sum + workSeconds(shift), 0);
    lines.push({ shifts, points, paidSeconds, rulePoints, forbiddenBy: forbidding[0] });
  };
  grow(0, []);
  if (!isPlain) return undefined;
  return { employee, lines, forbidShifts };
}
