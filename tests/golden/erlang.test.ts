import { describe, expect, it } from 'vitest';
import type { ErlangCOutcome } from '../../src/staffing/erlang-c.ts';
import { erlangA } from '../../src/staffing/erlang-a.ts';
import { erlangB, erlangBLoad } from '../../src/staffing/erlang-b.ts';
import { erlangC } from '../../src/staffing/erlang-c.ts';
import { agentsForTarget } from '../../src/staffing/staffing-score.ts';
import extremes from './erlang-a-extremes.json' with { type: 'json' };
import golden from './queueing.json' with { type: 'json' };

/** Relative error, absolute where the expected value is 0. */
function expectClose(actual: number, expected: number, name: string): void {
  const error = expected === 0 ? Math.abs(actual) : Math.abs(actual - expected) / Math.abs(expected);
  expect(error, `${name}: ${actual} against ${expected}`).toBeLessThan(1e-9);
}

type StableErlangC = Extract<ErlangCOutcome, { kind: 'stable' }>;

function stable(outcome: ErlangCOutcome): StableErlangC {
  if (outcome.kind !== 'stable') throw new Error('the reference queue is stable');
  return outcome;
}

describe('Erlang B and C agree with the reference values to a relative 1e-9', () => {
  it.each(golden.erlangB)('blocking of $A erlang on $n lines', ({ A, n, B }) => {
    expectClose(erlangB(A, n), B, 'blocking');
  });

  it.each(golden.erlangB_inverse)('load that $n lines block at $B', ({ n, B, A }) => {
    expectClose(erlangBLoad(n, B), A, 'load');
  });

  it.each(golden.erlangC)('$calls contacts in $interval s on $n agents', (row) => {
    const loadErlang = (row.calls * row.aht) / row.interval;
    const queue = { loadErlang, ahtSeconds: row.aht, agents: row.n, thresholdSeconds: row.T };
    const outcome = stable(erlangC(queue));
    expectClose(loadErlang, row.A, 'load');
    expectClose(outcome.waitProbability, row.Pw, 'wait probability');
    expectClose(outcome.serviceLevel, row.SL, 'service level');
    expectClose(outcome.asaSeconds, row.ASA, 'ASA');
    expectClose(outcome.occupancy, row.occ, 'occupancy');
  });

  it.each(golden.erlangB_C_wide)('$A erlang on $n agents', ({ A, n, B, C, ASAoverAHT }) => {
    const outcome = stable(erlangC({ loadErlang: A, ahtSeconds: 1, agents: n, thresholdSeconds: 0 }));
    expectClose(erlangB(A, n), B, 'blocking');
    expectClose(outcome.waitProbability, C, 'wait probability');
    expectClose(outcome.asaSeconds, ASAoverAHT, 'ASA');
  });

  it.each(golden.required)('$calls contacts in $interval s need $n agents', ({ calls, interval, aht, T, sl, n }) => {
    const queue = { loadErlang: (calls * aht) / interval, ahtSeconds: aht };
    const target = { kind: 'service-level', share: sl, thresholdSeconds: T, base: 'offered' } as const;
    expect(agentsForTarget(queue, target)).toBe(n);
  });
});

describe('Erlang A agrees with the reference values to a relative 1e-9', () => {
  it.each(golden.erlangA)('lambda $lam, mu $mu, theta $theta, $n agents', (row) => {
    const state = erlangA({
      loadErlang: row.lam / row.mu,
      ahtSeconds: 1 / row.mu,
      agents: row.n,
      patienceSeconds: 1 / row.theta,
      thresholdSeconds: row.T ?? 0,
    });
    expectClose(state.waitProbability, row.Pw, 'wait probability');
    expectClose(state.abandonment, row.Pab, 'abandonment');
    expectClose(state.meanQueue, row.EQ, 'mean queue');
    expectClose(state.meanWaitSeconds, row.EW, 'mean wait');
    expectClose(state.occupancy, row.occ, 'occupancy');
    if (row.T === null) return;
    expectClose(state.serviceLevelOffered, row.P_served_within_T ?? Number.NaN, 'service level of offered');
    expectClose(state.serviceLevelAnswered, row.SL_answered_base ?? Number.NaN, 'service level of answered');
    expectClose(state.waitOverThreshold, row.P_wait_over_T ?? Number.NaN, 'wait over the threshold');
  });

  it.each(golden.erlangA_wide)('lambda $lam, theta $theta, $n agents', (row) => {
    const state = erlangA({
      loadErlang: row.lam / row.mu,
      ahtSeconds: 1 / row.mu,
      agents: row.n,
      patienceSeconds: 1 / row.theta,
      thresholdSeconds: 0,
    });
    expectClose(state.waitProbability, row.Pw, 'wait probability');
    expectClose(state.abandonment, row.Pab, 'abandonment');
    expectClose(state.meanQueue, row.EQ, 'mean queue');
    expectClose(state.meanWaitSeconds, row.EWaitAll, 'mean wait');
    expectClose(state.occupancy, row.occ, 'occupancy');
  });

  it.each(extremes.cases)(
    '$loadErlang erlang on $agents agents, patience $patienceSeconds s, within $thresholdSeconds s',
    ({ expected, ...queue }) => {
      const state = erlangA(queue);
      for (const [name, value] of Object.entries(expected)) expectClose(state[name as keyof typeof state], value, name);
    },
  );
});
