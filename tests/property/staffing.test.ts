import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { StaffingTarget } from '../../src/domain/requirement.ts';
import { erlangA } from '../../src/staffing/erlang-a.ts';
import { erlangB, erlangBAgents, erlangBLoad } from '../../src/staffing/erlang-b.ts';
import { erlangC } from '../../src/staffing/erlang-c.ts';
import { agentsForOccupancy, agentsForTarget, serviceLevelOf } from '../../src/staffing/staffing-score.ts';
import type { StaffingQueue } from '../../src/staffing/staffing-score.ts';

/** Loads from 0.01 to a million erlang, evenly over their logarithm. */
const load = fc.double({ min: -2, max: 6, noNaN: true }).map((exponent) => 10 ** exponent);
const smallLoad = fc.double({ min: -2, max: 3, noNaN: true }).map((exponent) => 10 ** exponent);
const aht = fc.double({ min: 20, max: 1200, noNaN: true });
const patience = fc.double({ min: 0, max: 5, noNaN: true }).map((exponent) => 10 ** exponent);
const threshold = fc.double({ min: 0, max: 120, noNaN: true });
const target: fc.Arbitrary<StaffingTarget> = fc.oneof(
  fc.record({
    kind: fc.constant('service-level' as const),
    share: fc.double({ min: 0.05, max: 0.99, noNaN: true }),
    thresholdSeconds: threshold,
    base: fc.constantFrom('offered' as const, 'answered' as const, 'patient' as const),
  }),
  fc.record({ kind: fc.constant('asa' as const), asaSeconds: fc.double({ min: 1, max: 100, noNaN: true }) }),
  fc.record({ kind: fc.constant('abandonment' as const), share: fc.double({ min: 0.001, max: 0.5, noNaN: true }) }),
);

/** A tie to within rounding may fall either way: agents found must meet the target loosely, fewer must fail it strictly. */
const STRICT = 1;
const LOOSE = 1 + 1e-10;

/**
 * Without shrinking: at a million erlang a step takes long enough for thousands of them to look like a hang, and the
 * counterexample as drawn is small already.
 */
function runs(numRuns: number): fc.Parameters<unknown> {
  return { numRuns, endOnFailure: true };
}

/** Judged here from the definitions, apart from the search. */
function meets(queue: StaffingQueue, agents: number, wanted: StaffingTarget, slip: number): boolean {
  const thresholdSeconds = wanted.kind === 'service-level' ? wanted.thresholdSeconds : 0;
  const { loadErlang, ahtSeconds, patienceSeconds } = queue;
  // Where nobody is on the work nobody is answered.
  if (agents === 0) return loadErlang === 0;
  if (patienceSeconds === undefined) {
    const outcome = erlangC({ loadErlang, ahtSeconds, agents, thresholdSeconds });
    if (outcome.kind === 'unstable') return false;
    if (wanted.kind === 'asa') return outcome.asaSeconds <= wanted.asaSeconds * slip;
    return wanted.kind === 'service-level' && outcome.serviceLevel * slip >= wanted.share;
  }
  const state = erlangA({ loadErlang, ahtSeconds, agents, patienceSeconds, thresholdSeconds });
  if (wanted.kind === 'asa') return state.asaSeconds <= wanted.asaSeconds * slip;
  if (wanted.kind === 'abandonment') return state.abandonment <= wanted.share * slip;
  return serviceLevelOf(state, wanted.base) * slip >= wanted.share;
}

describe('the agents for a target are the least', () => {
  it('with Erlang A they meet it and one less does not', () => {
    fc.assert(
      fc.property(load, aht, patience, target, (loadErlang, ahtSeconds, patienceSeconds, wanted) => {
        const queue = { loadErlang, ahtSeconds, patienceSeconds };
        const agents = agentsForTarget(queue, wanted);
        expect(meets(queue, agents, wanted, LOOSE)).toBe(true);
        expect(meets(queue, agents - 1, wanted, STRICT)).toBe(false);
      }),
      runs(1500),
    );
  });

  it('with Erlang C they meet it and one less does not', () => {
    const withoutAbandonment = target.filter((wanted) => wanted.kind !== 'abandonment');
    fc.assert(
      fc.property(load, aht, withoutAbandonment, (loadErlang, ahtSeconds, wanted) => {
        const agents = agentsForTarget({ loadErlang, ahtSeconds }, wanted);
        expect(meets({ loadErlang, ahtSeconds }, agents, wanted, LOOSE)).toBe(true);
        expect(meets({ loadErlang, ahtSeconds }, agents - 1, wanted, STRICT)).toBe(false);
      }),
      runs(1000),
    );
  });

  it('no smaller number at all meets it, found by trying each from 1', () => {
    const tiny = fc.double({ min: 0.01, max: 30, noNaN: true });
    fc.assert(
      fc.property(
        tiny,
        aht,
        fc.option(patience, { nil: undefined }),
        target,
        (loadErlang, ahtSeconds, patienceSeconds, wanted) => {
          fc.pre(patienceSeconds !== undefined || wanted.kind !== 'abandonment');
          const queue = { loadErlang, ahtSeconds, patienceSeconds };
          const found = agentsForTarget(queue, wanted);
          expect(meets(queue, found, wanted, LOOSE)).toBe(true);
          const meeting = Array.from({ length: found - 1 }, (_, index) => index + 1).filter((agents) =>
            meets(queue, agents, wanted, STRICT),
          );
          expect(meeting).toEqual([]);
        },
      ),
      runs(500),
    );
  });

  it('the agents for an occupancy cap keep it and one less does not', () => {
    const cap = fc.double({ min: 0.05, max: 0.99, noNaN: true });
    fc.assert(
      fc.property(load, aht, patience, cap, (loadErlang, ahtSeconds, patienceSeconds, maxOccupancy) => {
        const agents = agentsForOccupancy({ loadErlang, ahtSeconds, patienceSeconds }, maxOccupancy);
        const queue = { loadErlang, ahtSeconds, patienceSeconds, thresholdSeconds: 0 };
        expect(erlangA({ ...queue, agents }).occupancy).toBeLessThanOrEqual(maxOccupancy * (1 + 1e-11));
        // Without agents there is no occupancy to speak of, so one agent may already be the least.
        const fewer = agents === 1 ? 1 : erlangA({ ...queue, agents: agents - 1 }).occupancy;
        expect(fewer).toBeGreaterThan(maxOccupancy);
        const delayed = agentsForOccupancy({ loadErlang, ahtSeconds }, maxOccupancy);
        expect(loadErlang / delayed).toBeLessThanOrEqual(maxOccupancy * (1 + 1e-11));
        expect(loadErlang / (delayed - 1)).toBeGreaterThan(maxOccupancy);
      }),
      runs(500),
    );
  });
});

describe('Erlang A', () => {
  it('gives finite shares between 0 and 1 for any load, agents and patience', () => {
    const anyPatience = fc.double({ min: -3, max: 8, noNaN: true }).map((exponent) => 10 ** exponent);
    const perLoad = fc.double({ min: 0, max: 2.5, noNaN: true });
    fc.assert(
      fc.property(
        load,
        perLoad,
        aht,
        anyPatience,
        threshold,
        (loadErlang, ratio, ahtSeconds, patienceSeconds, thresholdSeconds) => {
          const agents = Math.round(loadErlang * ratio);
          const state = erlangA({ loadErlang, ahtSeconds, agents, patienceSeconds, thresholdSeconds });
          const { meanQueue, meanWaitSeconds, asaSeconds, ...shares } = state;
          for (const [name, share] of Object.entries(shares)) {
            expect(share, name).toBeGreaterThanOrEqual(0);
            expect(share, name).toBeLessThanOrEqual(1);
          }
          for (const length of [meanQueue, meanWaitSeconds, asaSeconds]) {
            expect(length).toBeGreaterThanOrEqual(0);
            expect(length).toBeLessThan(Infinity);
          }
          expect(state.serviceLevelOffered).toBeLessThanOrEqual(state.serviceLevelAnswered * (1 + 1e-12));
          expect(state.serviceLevelOffered).toBeLessThanOrEqual(state.serviceLevelPatient * (1 + 1e-11));
        },
      ),
      runs(1500),
    );
  });

  it('serves no worse with one agent more, under every measure', () => {
    const ratio = fc.double({ min: 0.2, max: 1.5, noNaN: true });
    fc.assert(
      fc.property(
        smallLoad,
        ratio,
        aht,
        patience,
        threshold,
        (loadErlang, perLoad, ahtSeconds, patienceSeconds, thresholdSeconds) => {
          const agents = Math.max(1, Math.round(loadErlang * perLoad));
          const queue = { loadErlang, ahtSeconds, patienceSeconds, thresholdSeconds };
          const fewer = erlangA({ ...queue, agents });
          const more = erlangA({ ...queue, agents: agents + 1 });
          const slip = 1 + 1e-10;
          for (const name of ['serviceLevelOffered', 'serviceLevelAnswered', 'serviceLevelPatient'] as const) {
            expect(fewer[name], name).toBeLessThanOrEqual(more[name] * slip);
          }
          for (const name of [
            'waitProbability',
            'abandonment',
            'meanWaitSeconds',
            'asaSeconds',
            'occupancy',
          ] as const) {
            expect(more[name], name).toBeLessThanOrEqual(fewer[name] * slip);
          }
        },
      ),
      runs(1500),
    );
  });
});

describe('Erlang B', () => {
  it('blocks exactly the share whose load the inverse gives', () => {
    const blocking = fc.double({ min: -6, max: -0.01, noNaN: true }).map((exponent) => 10 ** exponent);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000 }), blocking, (agents, share) => {
        expect(Math.abs(erlangB(erlangBLoad(agents, share), agents) / share - 1)).toBeLessThan(1e-9);
      }),
      runs(300),
    );
  });

  it('has as least agents the first number that blocks no more than asked', () => {
    const blocking = fc.double({ min: 0.0001, max: 0.9, noNaN: true });
    fc.assert(
      fc.property(smallLoad, blocking, (loadErlang, share) => {
        const agents = erlangBAgents(loadErlang, share);
        expect(erlangB(loadErlang, agents)).toBeLessThanOrEqual(share * (1 + 1e-11));
        expect(erlangB(loadErlang, agents - 1)).toBeGreaterThan(share * (1 - 1e-11));
      }),
    );
  });

  it('follows the recursion from one agent to the next, near the load and far above it', () => {
    fc.assert(
      fc.property(load, fc.double({ min: 0.5, max: 1.2, noNaN: true }), (loadErlang, ratio) => {
        const agents = Math.max(1, Math.round(loadErlang * ratio));
        const before = erlangB(loadErlang, agents - 1);
        fc.pre(before > 1e-290);
        const next = (loadErlang * before) / (agents + loadErlang * before);
        expect(Math.abs(erlangB(loadErlang, agents) / next - 1)).toBeLessThan(1e-10);
      }),
      runs(500),
    );
  });
});
