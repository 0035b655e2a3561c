import { describe, expect, it } from 'vitest';
import { erlangA } from '../../src/staffing/erlang-a.ts';
import { blockRunner, simulate } from '../../src/simulation/simulate.ts';
import { makeTransientStates } from '../../src/planning/transient-states.ts';
import { transientStates } from '../../src/staffing/transient-states.ts';
import { transientService } from '../../src/staffing/transient-service.ts';
import { trials } from '../fixtures/effort.ts';
import { stationaryModel } from '../benchmarks/simulation/stationary.ts';

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
    expect(Math.abs((rest.at(-2) ?? 0) / settled - 1)).toBeLessThan(1e-9);
    // It begins empty, and at its end everybody goes.
    expect(first).toBeGreaterThan(settled);
    expect(rest.at(-1)).toBeLessThan(settled);
  });

  it('has the queue, the people at work and the hang-ups of Erlang A once it has settled, and loses nobody on the way', () => {
    const settled = erlangA({ loadErlang: 21, agents: 20, ...queue });
    const given = intervals(12, 21, 20);
    const { intervalSeconds, ...rest } = { intervalSeconds: 900, ...queue, handling: { kind: 'exponential' } as const };
    const question = {
      ...rest,
      intervalSeconds,
      intervals: given.map(({ contacts, ahtSeconds }) => ({ contacts, agents: 20, ahtSeconds })),
    };
    const { intervals: states, abandoned, contacts } = transientStates(question);
    const last = states.at(-1);
    expect(last?.meanQueue).toBeCloseTo(settled.meanQueue, 6);
    expect(last?.occupancy).toBeCloseTo(settled.occupancy, 6);
    expect(last?.abandoned).toBeCloseTo(settled.abandonment * (last?.contacts ?? 0), 5);
    // What came has hung up, was handled, or is there at the end.
    const handled = states.reduce((sum, { occupancy }) => sum + ((occupancy ?? 0) * 20 * 900) / queue.ahtSeconds, 0);
    const there = (last?.queueAtEnd ?? 0) + 20 * settled.occupancy;
    expect(abandoned + handled + there).toBeCloseTo(contacts, 0);
  });

  it('ends where a stop is asked for, and then nothing of it is an answer', () => {
    const rush = intervals(6, 21, 20).map(({ contacts, ahtSeconds }) => ({ contacts, agents: 20, ahtSeconds }));
    const question = { intervalSeconds: 900, ...queue, handling: { kind: 'exponential' } as const, intervals: rush };
    let looks = 0;
    const after = (most: number) => {
      looks = 0;
      return () => ++looks > most;
    };
    const all = transientStates(question, after(Infinity)).intervals;
    const half = looks / 2;
    const part = transientStates(question, after(half)).intervals;
    expect(part.length).toBeGreaterThan(1);
    expect(part.length).toBeLessThan(6);
    expect(part).toEqual(all.slice(0, part.length));
    const answer = makeTransientStates(question, after(half));
    expect(answer).toMatchObject({
      ok: false,
      issues: [{ code: 'transient-time-over', facts: { followed: part.length, intervals: 6 } }],
    });
    expect(makeTransientStates(question, after(Infinity)).ok).toBe(true);
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

  it('is worse in the first minutes of a rush where hardly a call is short', () => {
    const spread = { kind: 'lognormal', coefficientOfVariation: 0.5 } as const;
    const busy = intervals(1, 60, 5);
    const [exponential] = transientService(busy, queue.patienceSeconds, queue.thresholdSeconds);
    const [staged] = transientService(busy, queue.patienceSeconds, queue.thresholdSeconds, spread);
    expect(staged?.serviceLevelOffered).toBeLessThan(exponential?.serviceLevelOffered ?? 0);
  });

  it.each(
    [
      [6, 0.5],
      [20, 2],
      [20, 1],
      [40, 0.7],
    ].slice(0, trials(4)),
  )(
    'is as simulated with lognormal handle times: %d agents, coefficient of variation %d',
    async (agents, variation) => {
      const spread = { kind: 'lognormal', coefficientOfVariation: variation } as const;
      const given = { agents, loads: [agents], spread, ...queue };
      const model = stationaryModel(given, 50);
      const run = blockRunner(model);
      const limits = { seed: 3, replications: Math.ceil(1200 / agents) };
      const made = await simulate(model, limits, (blocks) => Promise.resolve(blocks.map(run)));
      const { value, halfWidth } = made.queues[0]?.horizon.serviceLevel ?? { value: null, halfWidth: null };
      const staged = transientService(
        intervals(20, agents, agents),
        queue.patienceSeconds,
        queue.thresholdSeconds,
        spread,
      );
      expect(Math.abs((staged[18]?.serviceLevelOffered ?? 0) - (value ?? 0))).toBeLessThan(0.01 + (halfWidth ?? 0));
    },
  );

  it.each(
    [
      [0, 1, 20],
      [1, 0.2, 600],
      [30, 2, 20],
      [120, 0.8, 600],
      [120, 3, 30],
    ].slice(0, trials(7)),
  )(
    'stays a share: %d people, coefficient of variation %d, patience %d s',
    (agents, coefficientOfVariation, patience) => {
      const changing = intervals(6, Math.max(1, agents * 1.2), agents).map((one, index) => ({
        ...one,
        contacts: index % 3 === 2 ? 0 : one.contacts,
        positions: index === 4 ? Math.round(agents * 0.7) : agents,
        leaving: index === 3 ? Math.round(agents / 3) : undefined,
      }));
      for (const { serviceLevelOffered } of transientService(changing, patience, 20, {
        kind: 'lognormal',
        coefficientOfVariation,
      })) {
        expect(serviceLevelOffered).toBeGreaterThanOrEqual(0);
        expect(serviceLevelOffered).toBeLessThanOrEqual(1);
      }
    },
  );

  it.each([
    [3600, 60, 3, 0.56644],
    [3600, 14, 2.92, 0.14129],
  ])('takes shorter steps where handle times fall from %d to %d s', (before, after, coefficientOfVariation, busy) => {
    const [one, other] = [before, after].map((ahtSeconds, index) => ({
      start: index * 2455,
      end: (index + 1) * 2455,
      contacts: index === 0 ? 8.04 : 18.94,
      ahtSeconds,
      positions: index === 0 ? 10 : 19,
    }));
    const handling = { kind: 'lognormal', coefficientOfVariation } as const;
    const [, second] = transientService([one!, other!], 36_481, 16.18, handling);
    // As it is in steps a sixteenth as long; in those of the usual length 0.559 and 0.101.
    expect(second?.meanBusy).toBeCloseTo(busy, 3);
  });

  it('gives those who wait at the end to those who come then', () => {
    const [alone = 0] = levels([...intervals(1, 30, 20), { ...intervals(2, 30, 20)[1]!, positions: 20 }]);
    const [helped = 0] = levels([...intervals(1, 30, 20), { ...intervals(2, 30, 20)[1]!, positions: 60 }]);
    const [left = 0] = levels(intervals(1, 30, 20));
    expect(helped).toBeGreaterThan(alone);
    expect(left).toBeLessThan(alone);
  });

  it('counts contacts without anybody there as lost', () => {
    expect(levels(intervals(1, 2, 0))).toEqual([0]);
  });
});
