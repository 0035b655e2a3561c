import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ChatQueue, chatQueue } from '../../../src/staffing/concurrency.ts';
import { erlangA } from '../../../src/staffing/erlang-a.ts';
import { erlangC } from '../../../src/staffing/erlang-c.ts';
import { agentsForOccupancy, agentsForTarget } from '../../../src/staffing/staffing-score.ts';

function stable(queue: ChatQueue) {
  const outcome = chatQueue(queue);
  if (outcome.kind !== 'stable') throw new Error('the queue is stable');
  return outcome;
}

/** The chain agent by agent and state by state, with so many waiting places that the rest does not matter. */
function chain({ loadErlang, ahtSeconds, concurrency, agents, patienceSeconds = Infinity }: ChatQueue) {
  const places = agents * concurrency.most;
  const weights = [1];
  for (let j = 1; j <= places + 4000; j += 1) {
    const each = Array.from({ length: agents }, (_, agent) =>
      Math.floor((Math.min(j, places) + agents - 1 - agent) / agents),
    );
    const done = each.reduce((sum, k) => sum + (k === 0 ? 0 : k / ((concurrency.stretch[k - 1] ?? 1) * ahtSeconds)), 0);
    const gone = Math.max(0, j - places) / patienceSeconds;
    weights.push(((weights[j - 1] ?? 0) * (loadErlang / ahtSeconds)) / (done + gone));
  }
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const mean = (of: (j: number) => number) => weights.reduce((sum, weight, j) => sum + (weight / total) * of(j), 0);
  return {
    waitProbability: mean((j) => (j >= places ? 1 : 0)),
    meanQueue: mean((j) => Math.max(0, j - places)),
    meanInHand: mean((j) => Math.min(j, places)),
    busy: mean((j) => Math.min(j, agents)),
  };
}

const STRETCH = [1, 1.25, 1.7];

describe('contacts of which an agent has several', () => {
  it.each([
    { loadErlang: 6, ahtSeconds: 300, agents: 4, patienceSeconds: 90, thresholdSeconds: 30 },
    { loadErlang: 9, ahtSeconds: 300, agents: 5, patienceSeconds: 200, thresholdSeconds: 30 },
    { loadErlang: 3.3, ahtSeconds: 240, agents: 2, patienceSeconds: undefined, thresholdSeconds: 60 },
  ])('stand as in the chain solved state by state: $loadErlang erlang on $agents agents', (queue) => {
    const full = { ...queue, concurrency: { most: 3, stretch: STRETCH } };
    const found = stable(full);
    const { busy, ...expected } = chain(full);
    expect(found).toMatchObject(
      Object.fromEntries(Object.entries(expected).map(([name, value]) => [name, expect.closeTo(value, 9)])),
    );
    expect(found.meanConcurrency).toBeCloseTo(expected.meanInHand / busy, 9);
    // What comes in is handled or hangs up, and what is handled is what is in hand by its handle time.
    const answered = 1 - found.abandonment;
    expect((queue.loadErlang * answered * found.handleSeconds) / queue.ahtSeconds).toBeCloseTo(found.meanInHand, 9);
  });

  const drawn = {
    loadErlang: fc.double({ min: 0.1, max: 60, noNaN: true }),
    agents: fc.integer({ min: 1, max: 40 }),
    most: fc.integer({ min: 1, max: 4 }),
  };
  const rest = { ahtSeconds: 200, thresholdSeconds: 25 };

  it('are Erlang A where several do not slow each other down, with as many agents as places', () => {
    const patience = fc.double({ min: 20, max: 400, noNaN: true });
    fc.assert(
      fc.property(fc.record({ ...drawn, patience }), ({ loadErlang, agents, most, patience: patienceSeconds }) => {
        const found = stable({ ...rest, loadErlang, agents, patienceSeconds, concurrency: { most, stretch: [1] } });
        const expected = erlangA({ ...rest, loadErlang, agents: agents * most, patienceSeconds });
        for (const name of ['serviceLevelOffered', 'occupancy', 'abandonment', 'asaSeconds'] as const) {
          expect(found[name]).toBeCloseTo(expected[name], 9);
        }
        expect(found.handleSeconds).toBeCloseTo(200, 6);
      }),
      { numRuns: 150, seed: 11 },
    );
  });

  it('without patience are Erlang C of as many agents as places, unstable where that is', () => {
    fc.assert(
      fc.property(fc.record(drawn), ({ loadErlang, agents, most }) => {
        const found = chatQueue({ ...rest, loadErlang, agents, concurrency: { most, stretch: [1] } });
        const expected = erlangC({ ...rest, loadErlang, agents: agents * most });
        expect(found.kind).toBe(expected.kind);
        const level = found.kind === 'stable' ? found.serviceLevelOffered : 0;
        const occupancy = found.kind === 'stable' ? found.occupancy : 1;
        expect(level).toBeCloseTo(expected.serviceLevel, 9);
        expect(occupancy).toBeCloseTo(expected.occupancy, 9);
      }),
      { numRuns: 150, seed: 11 },
    );
  });

  it('need fewer agents the more at once, more the more they slow each other down, and the least that meets target and cap', () => {
    const target = { kind: 'service-level', share: 0.8, thresholdSeconds: 30, base: 'offered' } as const;
    const need = (most: number, stretch: readonly number[]) =>
      agentsForTarget(
        { loadErlang: 40, ahtSeconds: 400, patienceSeconds: 120, concurrency: { most, stretch } },
        target,
      );
    const [one, two, three, slow] = [need(1, [1]), need(2, STRETCH), need(3, STRETCH), need(3, [1, 1.6, 2.3])];
    expect(one).toBeGreaterThan(two);
    expect(two).toBeGreaterThan(three);
    expect(slow).toBeGreaterThan(three);
    const queue = { loadErlang: 40, ahtSeconds: 400, patienceSeconds: 120, concurrency: { most: 3, stretch: STRETCH } };
    const level = (agents: number) => stable({ ...queue, agents, thresholdSeconds: 30 });
    expect(level(three).serviceLevelOffered).toBeGreaterThanOrEqual(0.8);
    expect(level(three - 1).serviceLevelOffered).toBeLessThan(0.8);
    const capped = agentsForOccupancy(queue, 0.6);
    expect(level(capped).occupancy).toBeLessThanOrEqual(0.6);
    expect(level(capped - 1).occupancy).toBeGreaterThan(0.6);
  });
});
