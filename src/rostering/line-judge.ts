import type { Problem } from '../domain/problem.ts';
import type { Shift } from '../domain/shift.ts';
import { isHard } from '../rules/compile.ts';
import { judgeLine, type KnownLine } from '../rules/fold.ts';
import type { BoundRule, RuleContext } from '../rules/rule.ts';
import type { Verdict } from './find-lines.ts';
import { middlePlace, type Shape, type ShapeSet, shiftOf } from './shapes.ts';

/** A line whose breaks can be placed in more ways is not judged for all of them. */
const MOST_PLACEMENTS = 64;

/** The shapes of a line that this roster plans; what another team has published is no part of it. */
function plannedShapes(set: ShapeSet, shapes: Int32Array): readonly Shape[] {
  return [...shapes].flatMap((index, day) => {
    const shape = index < 0 ? undefined : set.byDay[day]?.[index];
    return shape === undefined || shape.elsewhere === true ? [] : [shape];
  });
}

function placeCount({ locked, plan, mealOffsets }: Shape): number {
  return locked === undefined ? (plan?.size ?? Math.max(1, mealOffsets.length)) : 1;
}

function placesOf(shape: Shape): readonly number[] {
  if (shape.locked === undefined && shape.plan !== undefined) return shape.plan.all();
  return Array.from({ length: placeCount(shape) }, (_, place) => place);
}

/** What the fold of an employee's hard rules says of her lines, with their breaks at every place that a solve could give them. */
export function lineJudge(
  problem: Problem,
  set: ShapeSet,
  employeeId: string,
  rules: readonly BoundRule[],
  context: RuleContext,
  around: Omit<KnownLine, 'line'>,
): (shapes: Int32Array) => Verdict {
  const passes = (line: readonly Shift[]): boolean =>
    !judgeLine(rules, context, { ...around, line }).breaches.some(({ severity }) => isHard(severity));
  return (shapes) => {
    const worked = plannedShapes(set, shapes);
    const middle = worked.map((shape) => shiftOf(problem, set, shape, employeeId, middlePlace(shape)));
    const count = worked.reduce((product, shape) => product * placeCount(shape), 1);
    const first = passes(middle);
    if (count === 1) return first ? 'legal' : 'illegal';
    if (count > MOST_PLACEMENTS) return 'by-breaks';
    const options = worked.map((shape) =>
      placesOf(shape).map((place) => shiftOf(problem, set, shape, employeeId, place)),
    );
    let lines: readonly (readonly Shift[])[] = [[]];
    for (const shifts of options) lines = lines.flatMap((line) => shifts.map((shift) => [...line, shift]));
    return lines.every((line) => passes(line) === first) ? (first ? 'legal' : 'illegal') : 'by-breaks';
  };
}
