import { describe, expect, it } from 'vitest';
import type { ErlangAQueue } from '../../src/staffing/erlang-a.ts';
import { erlangA } from '../../src/staffing/erlang-a.ts';
import { erlangB } from '../../src/staffing/erlang-b.ts';
import { erlangC } from '../../src/staffing/erlang-c.ts';
import { integrateWaitingStates } from '../../src/staffing/offered-wait.ts';
import { sumWaitingStates } from '../../src/staffing/waiting-states.ts';
import { solveErlangAChain } from './erlang-a-chain.ts';

function relativeError(actual: number, expected: number): number {
  return expected === 0 ? Math.abs(actual) : Math.abs(actual / expected - 1);
}

const QUEUES: readonly ErlangAQueue[] = [
  { loadErlang: 0.01, ahtSeconds: 180, agents: 1, patienceSeconds: 120, thresholdSeconds: 20 },
  { loadErlang: 3, ahtSeconds: 240, agents: 2, patienceSeconds: 45, thresholdSeconds: 30 },
  { loadErlang: 10, ahtSeconds: 180, agents: 12, patienceSeconds: 120, thresholdSeconds: 20 },
  { loadErlang: 10, ahtSeconds: 180, agents: 4, patienceSeconds: 600, thresholdSeconds: 60 },
  { loadErlang: 48, ahtSeconds: 60, agents: 50, patienceSeconds: 120, thresholdSeconds: 20 },
  { loadErlang: 60, ahtSeconds: 300, agents: 40, patienceSeconds: 30, thresholdSeconds: 0 },
  { loadErlang: 120, ahtSeconds: 180, agents: 118, patienceSeconds: 90, thresholdSeconds: 10 },
];

describe('Erlang A against the birth-death chain, solved state by state', () => {
  it.each(QUEUES)('$loadErlang erlang, $agents agents, patience $patienceSeconds s, T $thresholdSeconds s', (queue) => {
    const state = erlangA(queue);
    const chain = solveErlangAChain(queue);
    expect(Object.keys(chain).sort()).toEqual(Object.keys(state).sort());
    for (const [name, expected] of Object.entries(chain)) {
      expect(relativeError(state[name as keyof typeof state], expected), name).toBeLessThan(1e-9);
    }
  });
});

describe('identities of Erlang A', () => {
  const LARGE: readonly ErlangAQueue[] = [
    ...QUEUES,
    { loadErlang: 1e6, ahtSeconds: 180, agents: 1_000_500, patienceSeconds: 120, thresholdSeconds: 2 },
    { loadErlang: 1e6, ahtSeconds: 180, agents: 900_000, patienceSeconds: 3600, thresholdSeconds: 20 },
    { loadErlang: 5000, ahtSeconds: 600, agents: 5100, patienceSeconds: 1e6, thresholdSeconds: 20 },
  ];

  it.each(LARGE)('flow in = flow out with $loadErlang erlang on $agents agents', (queue) => {
    const state = erlangA(queue);
    const arrivalsPerSecond = queue.loadErlang / queue.ahtSeconds;
    // lambda P(abandon) = theta E[queue]
    const hangUpsPerSecond = state.meanQueue / queue.patienceSeconds;
    expect(relativeError(arrivalsPerSecond * state.abandonment, hangUpsPerSecond)).toBeLessThan(1e-12);
    // lambda (1 - P(abandon)) = mu n occupancy
    const servedPerSecond = (queue.agents * state.occupancy) / queue.ahtSeconds;
    expect(relativeError(arrivalsPerSecond * (1 - state.abandonment), servedPerSecond)).toBeLessThan(1e-12);
    // Little's law over all contacts.
    expect(relativeError(arrivalsPerSecond * state.meanWaitSeconds, state.meanQueue)).toBeLessThan(1e-12);
  });

  it.each(LARGE)('those who wait over T are answered or hang up later: $loadErlang erlang on $agents', (queue) => {
    const state = erlangA(queue);
    const never = erlangA({ ...queue, thresholdSeconds: 1e7 });
    expect(never.serviceLevelOffered + never.abandonment).toBeCloseTo(1, 10);
    expect(never.serviceLevelAnswered).toBeCloseTo(1, 10);
    const inTime = state.serviceLevelOffered;
    expect(inTime + state.waitOverThreshold).toBeLessThanOrEqual(1 + 1e-12);
    expect(relativeError(state.serviceLevelPatient, inTime / (inTime + state.waitOverThreshold))).toBeLessThan(1e-12);
  });

  it('within 0 seconds only those are answered who find an agent free', () => {
    for (const queue of LARGE) {
      const state = erlangA({ ...queue, thresholdSeconds: 0 });
      expect(Math.abs(state.serviceLevelOffered - (1 - state.waitProbability))).toBeLessThan(1e-11);
    }
  });

  it('endless patience gives Erlang C', () => {
    for (const [loadErlang, agents] of [
      [0.5, 2],
      [10, 14],
      [150, 160],
      [10_000, 10_100],
    ] as const) {
      const queue = { loadErlang, ahtSeconds: 180, agents, thresholdSeconds: 20 };
      const delayed = erlangC(queue);
      const state = erlangA({ ...queue, patienceSeconds: 1e13 });
      if (delayed.kind !== 'stable') throw new Error('stable by construction');
      expect(relativeError(state.waitProbability, delayed.waitProbability)).toBeLessThan(1e-7);
      expect(relativeError(state.asaSeconds, delayed.asaSeconds)).toBeLessThan(1e-7);
      expect(relativeError(state.meanWaitSeconds, delayed.asaSeconds)).toBeLessThan(1e-7);
      expect(relativeError(state.serviceLevelOffered, delayed.serviceLevel)).toBeLessThan(1e-7);
      expect(state.abandonment).toBeLessThan(1e-9);
    }
  });

  it('no patience at all gives Erlang B', () => {
    for (const [loadErlang, agents] of [
      [0.5, 2],
      [10, 8],
      [1000, 1030],
    ] as const) {
      const state = erlangA({ loadErlang, ahtSeconds: 180, agents, patienceSeconds: 1e-7, thresholdSeconds: 20 });
      expect(relativeError(state.abandonment, erlangB(loadErlang, agents))).toBeLessThan(1e-6);
      expect(relativeError(state.serviceLevelOffered, 1 - erlangB(loadErlang, agents))).toBeLessThan(1e-6);
    }
  });

  it('patience equal to handle time makes the number of contacts present Poisson', () => {
    for (const [loadErlang, agents] of [
      [5, 7],
      [30, 28],
      [90, 100],
    ] as const) {
      let pmf = Math.exp(-loadErlang);
      let below = 0;
      for (let present = 0; present < agents; present += 1) {
        below += pmf;
        pmf *= loadErlang / (present + 1);
      }
      const queue = { loadErlang, ahtSeconds: 200, agents, patienceSeconds: 200, thresholdSeconds: 20 };
      expect(relativeError(erlangA(queue).waitProbability, 1 - below)).toBeLessThan(1e-10);
    }
  });
});

describe('long patience under overload', () => {
  it('keeps its digits where logarithms of 1e10 and more cancel', () => {
    // Every offered wait is near the fluid one, weeks, so all who are still patient after T wait on.
    const queue = { loadErlang: 1e6, ahtSeconds: 180, agents: 900_000, patienceSeconds: 1.8e8 };
    for (const thresholdSeconds of [20, 3601, 86_400, 777_777, 1_234_567]) {
      const state = erlangA({ ...queue, thresholdSeconds });
      expect(relativeError(state.waitOverThreshold, Math.exp(-thresholdSeconds / 1.8e8))).toBeLessThan(1e-12);
      expect(relativeError(state.abandonment, 0.1)).toBeLessThan(1e-12);
      expect(relativeError(state.asaSeconds, 1.8e8 * Math.log(1 / 0.9))).toBeLessThan(1e-6);
      expect(state.serviceLevelOffered).toBe(0);
    }
  });
});

describe('the two forms of the sums over waiting states', () => {
  it.each([
    { x: 900, y: 900, slack: 0 },
    { x: 2500, y: 2000, slack: 500 },
    { x: 1500, y: 2600, slack: -1100 },
    { x: 40, y: 3000, slack: -2960 },
    { x: 0.5, y: 800, slack: -799.5 },
    { x: 1e5, y: 9e4, slack: 1e4 },
  ])('agree for x = $x, y = $y', ({ x, y, slack }) => {
    const series = sumWaitingStates(x, y);
    const integral = integrateWaitingStates(x, y, slack);
    const rescale = Math.exp(integral.logScale - series.logScale);
    for (const name of ['waiting', 'queue', 'answeredWait'] as const) {
      expect(relativeError(integral[name] * rescale, series[name]), name).toBeLessThan(1e-10);
    }
  });
});
