import { describe, expect, it } from 'vitest';
import { erlangA } from '../../src/staffing/erlang-a.ts';
import { transientService } from '../../src/staffing/transient-service.ts';

const queue = { ahtSeconds: 240, patienceSeconds: 120, thresholdSeconds: 20 };
const intervals = (count: number, load: number, positions: number, more: object = {}) =>
  Array.from({ length: count }, (_, index) => ({
    start: index * 900,
    end: (index + 1) * 900,
    contacts: (load * 900) / queue.ahtSeconds,
    ahtSeconds: queue.ahtSeconds,
    positions,
    ...more,
  }));
const levels = (given: ReturnType<typeof intervals>): readonly number[] =>
  transientService(given, queue.patienceSeconds, queue.thresholdSeconds).map((one) => one.serviceLevelOffered);

describe('service followed in time', () => {
  it.each([
    [21, 20],
    [5, 6],
    [3, 1],
  ])('settles at Erlang A: %d erlang, %d people', (load, agents) => {
    const settled = erlangA({ loadErlang: load, agents, ...queue }).serviceLevelOffered;
    const [first = 0, ...rest] = levels(intervals(40, load, agents));
    expect(Math.abs((rest.at(-1) ?? 0) / settled - 1)).toBeLessThan(1e-9);
    // It begins empty.
    expect(first).toBeGreaterThan(settled);
  });

  it('does not depend on where intervals are cut', () => {
    const whole = { start: 0, end: 1800, contacts: 30, ahtSeconds: 240, positions: 3 };
    const halves = [
      { ...whole, end: 700, contacts: (30 * 700) / 1800 },
      { ...whole, start: 700, contacts: (30 * 1100) / 1800 },
    ];
    const [one = 0] = levels([whole]);
    const [a = 0, b = 0] = levels(halves);
    expect((a * 700 + b * 1100) / 1800).toBeCloseTo(one, 10);
  });

  it('is better where people take turns, since who goes takes the contact at hand along', () => {
    const [, same = 0] = levels(intervals(2, 21, 20));
    const [, turned = 0] = levels(intervals(2, 21, 20, { leaving: 20 }));
    const [fresh = 0] = levels(intervals(1, 21, 20));
    expect(turned).toBeGreaterThan(same);
    // All busy ones are gone, and those who waited are served first: nearly as from the start.
    expect(Math.abs(turned - fresh)).toBeLessThan(0.1);
  });

  it('counts contacts without anybody there as lost', () => {
    expect(levels(intervals(1, 2, 0))).toEqual([0]);
  });
});
