import { describe, expect, test } from 'vitest';
import { givenWay, isGivable } from '../../../src/rostering/give-way.ts';
import type { Counter, LineModel } from '../../../src/rostering/line-model.ts';

const NEVER = Number.POSITIVE_INFINITY;

/** Four days with two shapes each; the first one counts in lane 0, of which two are the most. */
const counter: Counter = {
  firstDay: 0,
  endDay: 4,
  weights: Array.from({ length: 4 }, () => Int32Array.from([1, 0])),
  minimum: 0,
  maximum: 2,
  saturates: false,
  lane: 0,
};
const model = {
  days: 4,
  lanes: 1,
  counters: [counter],
  laneCounter: new Int32Array(4),
  allowed: Array.from({ length: 4 }, () => Uint8Array.from([1, 1])),
  mustWork: [false, false, true, false],
} as unknown as LineModel;
const offCost = Float64Array.from([0, 0, 0, 0]);
const costs = [
  [-10, -9],
  [-10, -4],
  [-10, -8],
  [-10, -1],
].map((row) => Float64Array.from(row));

describe('a line that has too much of something', () => {
  test('gives it up on the days that lose least by it, as many as are too many', () => {
    const closed = givenWay(model, Int32Array.from([0, 0, 0, 0]), 0, costs, offCost, 0, 4);
    expect(closed?.map((row) => [...row])).toEqual([
      [NEVER, -9],
      [-10, -4],
      [NEVER, -8],
      [-10, -1],
    ]);
    expect(costs[0]?.[0]).toBe(-10);
  });

  test('gives up nothing outside the days that may change, and nothing where it is not too much', () => {
    const inWindow = givenWay(model, Int32Array.from([0, 0, 0, 0]), 0, costs, offCost, 1, 2);
    expect(inWindow?.map((row) => row[0] === NEVER)).toEqual([false, true, false, false]);
    expect(givenWay(model, Int32Array.from([0, 1, -1, 0]), 0, costs, offCost, 0, 4)).toBeUndefined();
  });

  test('is not helped by closed days where something must be reached', () => {
    expect(isGivable(model, 0)).toBe(true);
    expect(isGivable({ ...model, counters: [{ ...counter, minimum: 1 }] }, 0)).toBe(false);
    expect(isGivable({ ...model, counters: [{ ...counter, saturates: true }] }, 0)).toBe(false);
  });
});
