import type { BreakPlan } from '../domain/break-plan.ts';
import { linesByEmployee, type Shift, shiftDate, WORK } from '../domain/shift.ts';
import type { LinePricer } from './best-line.ts';
import type { CodedLine, Instance } from './instance.ts';
import type { EmployeeKind } from './kinds.ts';
import { isLegalLine } from './legal-line.ts';
import type { Shape } from './shapes.ts';

/** The place of a shape's breaks that a shift has; where it has no such place, the one that its first break is nearest to. */
function mealOf(shape: Shape, shift: Shift): number {
  if (shape.plan !== undefined) return placeIn(shape.plan, shift) ?? 0;
  const offset = (shift.breaks[0]?.start ?? shift.start) - shift.start;
  let best = 0;
  shape.mealOffsets.forEach((place, index) => {
    if (Math.abs(place - offset) < Math.abs((shape.mealOffsets[best] as number) - offset)) best = index;
  });
  return best;
}

/** The number of the placement that a shift's breaks are; undefined where they are none of the plan. */
function placeIn(plan: BreakPlan, shift: Shift): number | undefined {
  const breaks = shift.breaks.map(({ start, end }) => ({ offset: start - shift.start, lengthSeconds: end - start }));
  return plan.find(breaks.sort((a, b) => a.offset - b.offset));
}

/** Whether a shift is split as a shape is, or neither is. */
function hasGap({ gap }: Shape, shift: Shift): boolean {
  const own = shift.breaks.find(({ kind }) => kind === 'gap');
  if (own === undefined || gap === undefined) return own === gap;
  return own.start - shift.start === gap.offset && own.end - own.start === gap.lengthSeconds;
}

/** The shape of a day that a shift has: the same start, end, template and, where somebody wants one, skill. */
function shapeOf({ problem, set }: Instance, kind: EmployeeKind, day: number, shift: Shift): number {
  const allowed = kind.model.allowed[day] as Uint8Array;
  return (set.byDay[day] as readonly Shape[]).findIndex((shape, index) => {
    if (allowed[index] !== 1) return false;
    if (shape.locked !== undefined) return shape.locked.id === shift.id && shape.locked.employeeId === shift.employeeId;
    const skill = shift.skill === undefined ? -1 : set.skills.indexOf(shift.skill);
    return (
      shape.start === shift.start &&
      shape.end === shift.end &&
      hasGap(shape, shift) &&
      (shape.activity ?? WORK) === shift.activity &&
      problem.team.shiftTemplates[shape.template]?.id === shift.template &&
      shape.skill === skill
    );
  });
}

/** An employee's given shifts as shapes by day, -1 where there is none, and whether all of them are some. */
type Given = CodedLine & { readonly isWhole: boolean };

function givenOf(instance: Instance, kind: EmployeeKind, ends: readonly number[], shifts: readonly Shift[]): Given {
  const { set } = instance;
  const shapes = new Int32Array(set.dates.length).fill(-1);
  const meals = new Int32Array(set.dates.length);
  let isWhole = true;
  for (const shift of shifts) {
    const day = ends.findIndex((latest, at) => latest >= shift.start && shapeOf(instance, kind, at, shift) >= 0);
    if (day < 0 || (shapes[day] as number) >= 0) {
      isWhole = false;
      continue;
    }
    const shape = shapeOf(instance, kind, day, shift);
    shapes[day] = shape;
    meals[day] = mealOf((set.byDay[day] as readonly Shape[])[shape] as Shape, shift);
  }
  return { shapes, meals, isWhole };
}

/** Worth of a shape that only overlaps what was given, against one day kept: all of the overlap is worth less than the day. */
const OVERLAP_WORTH = 0.5;

/**
 * The legal line that keeps the most of given days, worked ones and days off alike: exactly, since every kept shape has a bonus in its price. Where a
 * day cannot be kept, a shape that overlaps the given shift is better than any other.
 */
function nearestLine(
  instance: Instance,
  kind: EmployeeKind,
  { shapes, meals }: CodedLine,
  shifts: readonly Shift[],
  pricer: LinePricer,
): CodedLine | undefined {
  const { set } = instance;
  const overlapOf = (shape: Shape): number => {
    const shared = shifts.map(({ start, end }) => Math.min(shape.end, end) - Math.max(shape.start, start));
    const most = Math.max(0, ...shared);
    const longest = Math.max(shape.end - shape.start, ...shifts.map(({ start, end }) => end - start));
    return (OVERLAP_WORTH * most) / longest;
  };
  const costs = set.byDay.map((list, day) =>
    Float64Array.from(list, (shape, index) => (shapes[day] === index ? -1 : -overlapOf(shape))),
  );
  const offCost = Float64Array.from(shapes, (shape, day) => {
    const isGivenOff = shape < 0 && !shifts.some((shift) => dayOf(instance, shift) === day);
    return isGivenOff ? -1 : 0;
  });
  const line = pricer.best(kind.model, costs, offCost, 1, true)[0]?.shapes;
  if (line === undefined) return undefined;
  const places = line.map((shape, day) => (shape >= 0 && shape === shapes[day] ? (meals[day] as number) : 0));
  return { shapes: line, meals: places };
}

/** The day of the horizon on which a shift starts. */
function dayOf({ problem, set }: Instance, shift: Shift): number {
  return set.dates.indexOf(shiftDate(problem.team.zone, shift));
}

/** What a search begins with: lines by employee, and how much of a roster that breaks hard rules is in them. */
export type StartLines = {
  readonly lines: readonly (CodedLine | undefined)[];
  /** Employees whose given line is not legal, with their given shifts and how many of these are kept. */
  readonly mended: { readonly employees: number; readonly shifts: number; readonly kept: number };
};

/**
 * The lines of the roster that the problem brings along to begin with. Of a line that breaks a hard rule, or has shifts of no template, the nearest legal one
 * is taken; undefined where no line is legal. Undefined in all where the problem brings none.
 */
export function startLines(instance: Instance, pricer: LinePricer): StartLines | undefined {
  const { problem, set, kinds, kindOf } = instance;
  const { start } = problem;
  if (start === undefined) return undefined;
  const lines = linesByEmployee([...start, ...problem.locks, ...(problem.elsewhere ?? [])]);
  const ends = set.byDay.map((shapes) => shapes.reduce((most, shape) => Math.max(most, shape.start), -Infinity));
  const mended = { employees: 0, shifts: 0, kept: 0 };
  const begun = problem.team.employees.map((employee, index): CodedLine | undefined => {
    const kind = kinds[kindOf[index] as number] as EmployeeKind;
    const own = lines.get(employee.id) ?? [];
    const { isWhole, ...given } = givenOf(instance, kind, ends, own);
    if (isWhole && isLegalLine(kind.model, given.shapes)) return given;
    const nearest = nearestLine(instance, kind, given, own, pricer);
    if (own.length > 0) {
      mended.employees += 1;
      mended.shifts += own.length;
      mended.kept += given.shapes.filter((shape, day) => shape >= 0 && nearest?.shapes[day] === shape).length;
    }
    return nearest;
  });
  return { lines: begun, mended };
}
