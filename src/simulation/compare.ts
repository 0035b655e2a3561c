import type { ComparedMeasure, ComparedQueue } from '../domain/simulation-request.ts';
import type { Simulation } from '../domain/simulation.ts';
import { studentQuantile } from './intervals.ts';
import { COUNTS, SERVICE } from './moments.ts';

type Parts = readonly [above: number, below: number];

/** Counts of a field, replication by replication. */
function countsOf({ runs }: Simulation, queue: number, field: number): readonly number[] {
  return runs.map((run) => run[queue * COUNTS + field] ?? 0);
}

const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

/**
 * The ratio of sums of two simulations and its difference. Both saw the same contacts in each replication, so the interval is that of the paired
 * differences, by the delta method as for one ratio: much narrower than that of two that are independent.
 */
function compared(one: Simulation, other: Simulation, queue: number, [above, below]: Parts): ComparedMeasure {
  const count = Math.min(one.runs.length, other.runs.length);
  const part = (simulation: Simulation) => {
    const x = countsOf(simulation, queue, above).slice(0, count);
    const y = countsOf(simulation, queue, below).slice(0, count);
    const ratio = total(y) === 0 ? null : total(x) / total(y);
    const scale = total(y) / count;
    return { ratio, off: x.map((value, index) => (value - (ratio ?? 0) * (y[index] ?? 0)) / scale) };
  };
  const [first, second] = [part(one), part(other)];
  if (first.ratio === null || second.ratio === null) {
    return { first: first.ratio, second: second.ratio, difference: null, halfWidth: null };
  }
  const squares = total(first.off.map((value, index) => (value - (second.off[index] ?? 0)) ** 2));
  const halfWidth = count < 2 ? null : studentQuantile(count - 1) * Math.sqrt(squares / (count - 1) / count);
  return { first: first.ratio, second: second.ratio, difference: first.ratio - second.ratio, halfWidth };
}

/** Two simulations of the same contacts, by queue and, last, of all of them. */
export function compareSimulations(one: Simulation, other: Simulation): readonly ComparedQueue[] {
  const ids: readonly (string | undefined)[] = [...one.queues.map(({ id }) => id), undefined];
  return ids.map((id, queue) => ({
    ...(id === undefined ? {} : { id }),
    serviceLevel: compared(one, other, queue, [SERVICE.inTime, SERVICE.counted]),
    abandonment: compared(one, other, queue, [SERVICE.abandoned, SERVICE.offered]),
    asaSeconds: compared(one, other, queue, [SERVICE.answeredWait, SERVICE.answered]),
  }));
}
