import type { BreakPlan } from '../domain/break-plan.ts';
import { type Shift, linesByEmployee } from '../domain/shift.ts';
import type { CodedLine, Instance } from './instance.ts';
import type { EmployeeKind } from './kinds.ts';
import type { LineModel } from './line-model.ts';
import type { Shape } from './shapes.ts';

/** Whether a choice of shapes, -1 for a day off, is a legal line: the walk of the pricer over this one line. */
export function isLegalLine(model: LineModel, shapes: Int32Array): boolean {
  const { order, phases, run, lanes } = model;
  if (model.impossible) return false;
  const values = new Int32Array(lanes);
  let lastClass = 0;
  let phase = 0;
  let worked = run.maximum === 0 ? 0 : Math.min(run.before, run.maximum);
  for (let day = 0; day < model.days; day++) {
    const shape = shapes[day] as number;
    const isOff = shape < 0;
    if (isOff ? model.mustWork[day] === true : (model.allowed[day] as Uint8Array)[shape] !== 1) return false;
    const symbol = isOff ? 0 : ((phases.symbols[day] as Int32Array)[shape] as number);
    phase = (phases.next[day] as Int32Array)[phase * (phases.symbolCount[day] as number) + symbol] as number;
    if (phase < 0) return false;
    if (isOff) {
      lastClass = day === 0 ? 0 : ((order.afterOff[day - 1] as Int32Array)[lastClass] as number);
      worked = 0;
    } else {
      const entry = (order.entries[day] as Int32Array)[shape] as number;
      const blocked = order.blocked[day] as Uint8Array;
      if (blocked[lastClass * (order.entryCount[day] as number) + entry] === 1) return false;
      lastClass = (order.classes[day] as Int32Array)[shape] as number;
      worked += 1;
      if (run.maximum > 0 && worked > run.maximum) return false;
    }
    for (let lane = 0; lane < lanes; lane++) {
      const counter = model.counters[model.laneCounter[day * lanes + lane] as number];
      if (counter === undefined) continue;
      const value = (values[lane] as number) + (isOff ? 0 : (counter.weights[day]?.[shape] ?? 0));
      if (value > counter.maximum && !counter.saturates) return false;
      values[lane] = value;
      if (counter.endDay !== day + 1) continue;
      if (value < counter.minimum) return false;
      values[lane] = 0;
    }
  }
  return run.maximum === 0 || worked === 0 || worked + run.after <= run.maximum;
}

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
export function placeIn(plan: BreakPlan, shift: Shift): number | undefined {
  const breaks = shift.breaks.map(({ start, end }) => ({ offset: start - shift.start, lengthSeconds: end - start }));
  return plan.find(breaks.sort((a, b) => a.offset - b.offset));
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
      problem.team.shiftTemplates[shape.template]?.id === shift.template &&
      shape.skill === skill
    );
  });
}

/**
 * The lines of the roster that the problem brings along to begin with, by employee: undefined where there is none, where a shift follows no template, or
 * where her line breaks a hard rule.
 */
export function startLines(instance: Instance): readonly (CodedLine | undefined)[] {
  const { problem, set, kinds, kindOf } = instance;
  const { start } = problem;
  if (start === undefined) return problem.team.employees.map(() => undefined);
  const lines = linesByEmployee([...start, ...problem.locks, ...(problem.elsewhere ?? [])]);
  const ends = set.byDay.map((shapes) => shapes.reduce((most, shape) => Math.max(most, shape.start), -Infinity));
  return problem.team.employees.map((employee, index) => {
    const kind = kinds[kindOf[index] as number] as EmployeeKind;
    const shapes = new Int32Array(set.dates.length).fill(-1);
    const meals = new Int32Array(set.dates.length);
    for (const shift of lines.get(employee.id) ?? []) {
      const day = ends.findIndex((latest, at) => latest >= shift.start && shapeOf(instance, kind, at, shift) >= 0);
      if (day < 0 || (shapes[day] as number) >= 0) return undefined;
      const shape = shapeOf(instance, kind, day, shift);
      shapes[day] = shape;
      meals[day] = mealOf((set.byDay[day] as readonly Shape[])[shape] as Shape, shift);
    }
    return isLegalLine(kind.model, shapes) ? { shapes, meals } : undefined;
  });
}
