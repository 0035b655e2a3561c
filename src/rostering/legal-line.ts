import { guarded, guardOf, NO_GUARD } from './guarded-sum.ts';
import type { LineModel } from './line-model.ts';

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
      const before = values[lane] as number;
      const weight = isOff ? 0 : (counter.weights[day]?.[shape] ?? 0);
      const guard = guardOf(counter, day);
      const value = guard === NO_GUARD ? before + weight : guarded(guard, before, weight, counter.maximum, !isOff);
      if (value < 0 || (guard === NO_GUARD && value > counter.maximum && !counter.saturates)) return false;
      values[lane] = value;
      if (counter.endDay !== day + 1) continue;
      if (value < counter.minimum) return false;
      values[lane] = 0;
    }
  }
  return run.maximum === 0 || worked === 0 || worked + run.after <= run.maximum;
}
