import { describe, expect, it } from 'vitest';
import { completeDemands } from '../../../src/domain/demand.ts';
import type { IntervalDemand } from '../../../src/domain/problem.ts';

const horizon = { start: 0, end: 100 };
const wanted = (start: number, end: number, skill?: string): IntervalDemand => ({
  start,
  end,
  floor: 0,
  target: 2,
  ...(skill === undefined ? {} : { skill }),
});
const added = (demands: readonly IntervalDemand[]): readonly unknown[] =>
  completeDemands(demands, horizon)
    .slice(demands.length)
    .map(({ start, end, skill, target }) => [start, end, skill, target]);

describe('what demands leave unsaid', () => {
  it('is filled with nobody wanted before, between and after them', () => {
    expect(added([wanted(20, 40), wanted(60, 80)])).toEqual([
      [0, 20, undefined, 0],
      [40, 60, undefined, 0],
      [80, 100, undefined, 0],
    ]);
  });

  it('is nothing where they touch and fill the horizon', () => {
    expect(added([wanted(0, 50), wanted(50, 100)])).toEqual([]);
  });

  it('is the other skills where one is wanted, and everybody where none is', () => {
    expect(added([wanted(20, 60, 'a'), wanted(40, 80, 'b')])).toEqual([
      [0, 20, undefined, 0],
      [20, 40, 'b', 0],
      [60, 80, 'a', 0],
      [80, 100, undefined, 0],
    ]);
  });

  it('is nothing beside a demand for people of any skill', () => {
    expect(added([wanted(0, 100), wanted(20, 40, 'a')])).toEqual([]);
  });

  it('ends with the horizon when a demand reaches beyond it', () => {
    expect(added([wanted(-50, 20), wanted(90, 150)])).toEqual([[20, 90, undefined, 0]]);
  });

  it('is nothing in a problem without interval demands, which speaks of attendance alone', () => {
    expect(completeDemands([], horizon)).toEqual([]);
  });
});
