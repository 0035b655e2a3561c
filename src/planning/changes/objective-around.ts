import { demandParts, scoreRoster } from '../../audit/score.ts';
import { hardPrice } from '../../domain/hard-price.ts';
import type { Problem } from '../../domain/problem.ts';
import type { PartChange } from '../../domain/replacement.ts';
import type { ObjectivePart } from '../../domain/roster.ts';
import { type Line, type Shift, shiftDate } from '../../domain/shift.ts';
import type { ownLines } from './own-lines.ts';

/** What moved from one count of the objective to another one of the same parts. */
function partChanges(before: readonly ObjectivePart[], after: readonly ObjectivePart[]): readonly PartChange[] {
  return after.flatMap(({ part, rule, unit, count, points }, index) => {
    const was = before[index];
    if (was === undefined || was.part !== part || was.unit !== unit || was.rule !== rule)
      throw new Error(`the part ${part} has no match`);
    const change = {
      part,
      ...(rule === undefined ? {} : { rule }),
      unit,
      count: count - was.count,
      points: points - was.points,
    };
    return change.count === 0 && change.points === 0 ? [] : [change];
  });
}

/** Parts that are sums over employees, so that one employee's say what a change of hers does. */
const BY_EMPLOYEE: ReadonlySet<string> = new Set(['changes', 'change-premiums', 'rules']);

/**
 * Counts what single changes of a roster do to the objective, for changes of the shifts `near`. Only demands that one of these may touch are counted, by the
 * shifts beside them, all the others being met as before; rules and changes from what was published only for whom they are changed; everything else anew. Rosters with one `key` cover alike and are counted
 * once.
 */
export function objectiveAround(
  problem: Problem,
  own: ReturnType<typeof ownLines>,
  open: readonly Shift[],
  near: readonly Shift[],
): { readonly moved: (after: readonly Shift[], key: string, employeeId: string, line: Line) => readonly PartChange[] } {
  const start = near.reduce((least, shift) => Math.min(least, shift.start), Number.POSITIVE_INFINITY);
  const end = near.reduce((most, shift) => Math.max(most, shift.end), Number.NEGATIVE_INFINITY);
  const templates = new Set(near.map(({ template }) => template));
  const { zone } = problem.team;
  const dates = new Set(near.map((shift) => shiftDate(zone, shift)));
  const isBeside = (shift: Shift): boolean => shift.start < end && shift.end > start;
  const hard = hardPrice(problem);
  const { baseline: _baseline, ...rest } = problem;
  const cover: Problem = {
    ...rest,
    past: problem.past?.filter(isBeside),
    future: problem.future?.filter(isBeside),
    intervalDemands: problem.intervalDemands.filter((demand) => demand.start < end && demand.end > start),
    templateDemands: [],
  };
  const attendance: Problem = {
    ...rest,
    intervalDemands: [],
    templateDemands: problem.templateDemands.filter(({ template, date }) => templates.has(template) && dates.has(date)),
  };
  const others: Problem = {
    ...rest,
    team: { ...problem.team, rules: problem.team.rules.filter(({ weight }) => weight === undefined) },
    intervalDemands: [],
    templateDemands: [],
  };
  const coverParts = (shifts: readonly Shift[]): readonly ObjectivePart[] => [
    // A demand is cut at nothing: shifts that lie beside the changed ones count for all of it in both states, those farther off in neither.
    ...demandParts(cover, shifts.filter(isBeside), hard),
    ...(attendance.templateDemands.length === 0 ? [] : demandParts(attendance, shifts, hard)),
  ];
  const before = { cover: coverParts(open), others: scoreRoster(others, open, hard) };
  const known = new Map<string, readonly PartChange[]>();
  const coverMoved = (after: readonly Shift[], key: string): readonly PartChange[] => {
    const found = known.get(key) ?? partChanges(before.cover, coverParts(after));
    known.set(key, found);
    return found;
  };
  return {
    moved: (after, key, employeeId, line) => {
      const whole = [...coverMoved(after, key), ...partChanges(before.others, scoreRoster(others, after, hard))];
      const employee = problem.team.employees.find(({ id }) => id === employeeId);
      if (employee === undefined) return whole;
      const hers = own(employee);
      const ofHers = (parts: readonly ObjectivePart[]): readonly ObjectivePart[] =>
        parts.filter(({ part }) => BY_EMPLOYEE.has(part));
      return [...whole, ...partChanges(ofHers(hers.now()), ofHers(hers.parts(line)))];
    },
  };
}
