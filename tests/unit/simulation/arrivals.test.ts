import { describe, expect, it } from 'vitest';
import type { SimulatedQueue } from '../../../src/domain/simulation.ts';
import { ArrivalSource, planArrivals } from '../../../src/simulation/arrival-source.ts';

const HALF_HOUR = 1800;

function queueWith(contacts: readonly number[], more: Partial<SimulatedQueue> = {}): SimulatedQueue {
  return {
    id: 'voice',
    arrivals: contacts.map((count, index) => ({
      start: index * HALF_HOUR,
      end: (index + 1) * HALF_HOUR,
      contacts: count,
      ahtSeconds: 100 + index,
    })),
    process: 'poisson',
    rate: 'level',
    variation: { day: 0, interval: 0 },
    handling: { kind: 'exponential' },
    priority: 1,
    concurrency: 1,
    stretch: 0,
    level: { thresholdSeconds: 20, base: 'offered' },
    ...more,
  };
}

/** Arrivals of the first replications by half-intervals. */
function countsOf(queue: SimulatedQueue, replications: number, dayStarts: readonly number[] = [0]): number[][] {
  const plan = planArrivals(queue, 0, dayStarts);
  return Array.from({ length: replications }, (_, replication) => {
    const source = new ArrivalSource(plan, 5, replication);
    const counts = new Array<number>(2 * queue.arrivals.length).fill(0);
    let last = 0;
    for (let time = source.next(); time < Infinity; time = source.next()) {
      expect(time).toBeGreaterThanOrEqual(last);
      const half = Math.floor((2 * time) / HALF_HOUR);
      expect(source.ahtSeconds).toBe(100 + Math.floor(half / 2));
      counts[half] = (counts[half] ?? 0) + 1;
      last = time;
    }
    return counts;
  });
}

function means(counts: readonly (readonly number[])[]): readonly number[] {
  return (counts[0] ?? []).map((_, index) => counts.reduce((sum, row) => sum + (row[index] ?? 0), 0) / counts.length);
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

describe('arrivals', () => {
  it('come as often as expected in each interval, and evenly in it where the rate is level', () => {
    for (const [index, mean] of means(countsOf(queueWith([40, 0, 10]), 800)).entries()) {
      expect(Math.abs(mean - ([20, 20, 0, 0, 5, 5][index] ?? 0))).toBeLessThan(0.7);
    }
  });

  it('lean towards the busier neighbour where the rate is linear, and keep the contacts of each interval', () => {
    // Edges of the second interval at 31.25 and 50, hence 2 x 42.5 - 40.625 in its middle.
    const counts = means(countsOf(queueWith([20, 42.5, 57.5], { rate: 'linear' }), 1500));
    const [, , first = 0, second = 0] = counts;
    expect(Math.abs(first + second - 42.5)).toBeLessThan(0.7);
    const expected = (31.25 + 44.375) / (31.25 + 2 * 44.375 + 50);
    expect(Math.abs(first / (first + second) - expected)).toBeLessThan(0.01);
  });

  it('are exactly as many as given, with a part of one by chance', () => {
    const counts = countsOf(queueWith([7, 0, 2.25], { process: 'given', rate: 'linear' }), 400);
    for (const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] of counts) {
      expect([a + b, c + d]).toEqual([7, 0]);
      expect([2, 3]).toContain(e + f);
    }
    const last = sum(means(counts).slice(4));
    expect(Math.abs(last - 2.25)).toBeLessThan(0.09);
  });

  it('follow one path after the other', () => {
    const counts = countsOf(
      queueWith([1, 1], {
        process: 'given',
        paths: [
          [3, 0],
          [0, 5],
        ],
      }),
      4,
    );
    expect(counts.map((row) => [sum(row.slice(0, 2)), sum(row.slice(2))])).toEqual([
      [3, 0],
      [0, 5],
      [3, 0],
      [0, 5],
    ]);
  });

  it('vary together within a day where the day varies, by as much as asked for', () => {
    const day = Array.from({ length: 10 }, () => 40);
    const counts = countsOf(queueWith([...day, ...day], { variation: { day: 0.3, interval: 0 } }), 400, [
      0,
      10 * HALF_HOUR,
    ]);
    const days = counts.map((row) => [sum(row.slice(0, 20)), sum(row.slice(20))] as const);
    const spread = (values: readonly number[]): number => {
      const mean = sum(values) / values.length;
      return Math.sqrt(sum(values.map((value) => (value - mean) ** 2)) / values.length) / mean;
    };
    const oneDay = Math.sqrt(0.3 ** 2 + 1 / 400);
    expect(Math.abs(spread(days.map(([first]) => first)) / oneDay - 1)).toBeLessThan(0.1);
    // Two days that vary apart: their sum varies less by the root of two.
    expect(Math.abs((spread(days.map(([a, b]) => a + b)) * Math.SQRT2) / oneDay - 1)).toBeLessThan(0.1);
  });
});
