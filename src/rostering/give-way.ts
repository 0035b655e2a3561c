import { counterOn } from './dense-plan.ts';
import type { LineModel } from './line-model.ts';

/** Whether a lane holds nothing but a most: then a line that breaks it has too much of something, and less of that is all that is asked for. */
export function isGivable({ counters }: LineModel, lane: number): boolean {
  return counters.every((counter) => counter.lane !== lane || (!counter.saturates && counter.minimum <= 0));
}

/**
 * Costs under which a line works less of what a lane counts: where `shapes` are more than the lane's counters hold, the days of [first, end) that lose least by it are closed to what
 * counts there, as many as are too many. Undefined where that is none.
 */
export function givenWay(
  model: LineModel,
  shapes: Int32Array,
  lane: number,
  costs: readonly Float64Array[],
  offCost: Float64Array,
  first: number,
  end: number,
): readonly Float64Array[] | undefined {
  let made: Float64Array[] | undefined;
  for (const counter of model.counters) {
    if (counter.lane !== lane) continue;
    const weightOf = (day: number, shape: number): number => counter.weights[day]?.[shape] ?? 0;
    let over = -counter.maximum;
    const worked: { readonly day: number; readonly loss: number; readonly weight: number }[] = [];
    for (let day = counter.firstDay; day < counter.endDay; day++) {
      const shape = shapes[day] as number;
      const weight = shape < 0 ? 0 : weightOf(day, shape);
      over += weight;
      if (weight === 0 || day < first || day >= end) continue;
      const row = costs[day] as Float64Array;
      let other = model.mustWork[day] === true ? Number.POSITIVE_INFINITY : (offCost[day] as number);
      (model.allowed[day] as Uint8Array).forEach((flag, one) => {
        if (flag === 1 && weightOf(day, one) < weight) other = Math.min(other, row[one] as number);
      });
      worked.push({ day, weight, loss: other - (row[shape] as number) });
    }
    worked.sort((a, b) => a.loss - b.loss || a.day - b.day);
    for (const { day, weight } of worked) {
      if (over <= 0) break;
      over -= weight;
      made ??= [...costs];
      const closed = counterOn(model, day, lane)?.weights[day];
      made[day] = (costs[day] as Float64Array).map((cost, shape) =>
        (closed?.[shape] ?? 0) > 0 ? Number.POSITIVE_INFINITY : cost,
      );
    }
  }
  return made;
}
