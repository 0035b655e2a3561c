import { describe, expect, it } from 'vitest';
import { erlangA } from '../../../src/staffing/erlang-a.ts';
import { erlangB, erlangBAgents, erlangBLoad } from '../../../src/staffing/erlang-b.ts';
import { erlangC } from '../../../src/staffing/erlang-c.ts';
import { leastAgents } from '../../../src/staffing/least-agents.ts';

const QUEUE = { loadErlang: 10, ahtSeconds: 180, agents: 14, thresholdSeconds: 20 };

describe('Erlang B', () => {
  it('blocks nobody without load and everybody without agents', () => {
    expect(erlangB(0, 0)).toBe(0);
    expect(erlangB(0, 3)).toBe(0);
    expect(erlangB(7, 0)).toBe(1);
    expect(erlangBAgents(0, 0.01)).toBe(0);
  });

  it('underflows to 0 instead of failing far above the load', () => {
    expect(erlangB(0.01, 5000)).toBe(0);
    expect(erlangB(1000, 1_000_000)).toBe(0);
  });

  it('refuses what is no load, no number of agents and no share', () => {
    expect(() => erlangB(Number.NaN, 1)).toThrow(/loadErlang.*NaN/);
    expect(() => erlangB(Infinity, 1)).toThrow(/loadErlang/);
    expect(() => erlangB(1, 1.5)).toThrow(/agents.*1\.5/);
    expect(() => erlangB(1, -1)).toThrow(/agents/);
    expect(() => erlangBLoad(0, 0.1)).toThrow(/agents/);
    expect(() => erlangBLoad(3, 1)).toThrow(/blocking/);
    expect(() => erlangBAgents(3, 0)).toThrow(/blocking/);
  });
});

describe('Erlang C', () => {
  it('lets nobody wait without load, even without agents', () => {
    expect(erlangC({ ...QUEUE, loadErlang: 0, agents: 0 })).toEqual({
      kind: 'stable',
      waitProbability: 0,
      serviceLevel: 1,
      asaSeconds: 0,
      occupancy: 0,
      meanQueue: 0,
    });
  });

  it('has the outcome unstable where the load is not below the agents', () => {
    for (const agents of [0, 9, 10]) {
      const outcome = { kind: 'unstable', waitProbability: 1, serviceLevel: 0, occupancy: 1 };
      expect(erlangC({ ...QUEUE, agents })).toEqual(outcome);
    }
    expect(erlangC({ ...QUEUE, agents: 11 }).kind).toBe('stable');
  });

  it('answers at once those who find an agent free, with T = 0', () => {
    const outcome = erlangC({ ...QUEUE, thresholdSeconds: 0 });
    expect(outcome.serviceLevel).toBeCloseTo(1 - outcome.waitProbability, 14);
  });

  it('keeps the digits of a tiny service level just above the load', () => {
    const outcome = erlangC({ ...QUEUE, loadErlang: 10 - 1e-9, agents: 10, thresholdSeconds: 0 });
    // To first order 1 - C = (n - a) / n (1/B - 1); B(10, 10) = 0.2145823431.
    expect(outcome.serviceLevel).toBeCloseTo(1e-10 * (1 / 0.2145823431 - 1), 16);
    expect(outcome.serviceLevel).toBeGreaterThan(0);
  });

  it('lets nobody wait with agents beyond any blocking that a double can hold', () => {
    const outcome = erlangC({ ...QUEUE, agents: 2000 });
    expect(outcome).toMatchObject({ kind: 'stable', waitProbability: 0, serviceLevel: 1, asaSeconds: 0, meanQueue: 0 });
  });

  it('refuses a handle time of 0 and a negative threshold', () => {
    expect(() => erlangC({ ...QUEUE, ahtSeconds: 0 })).toThrow(/ahtSeconds.*0/);
    expect(() => erlangC({ ...QUEUE, thresholdSeconds: -1 })).toThrow(/thresholdSeconds/);
  });
});

describe('Erlang A', () => {
  it('lets nobody wait without load, even without agents', () => {
    const state = erlangA({ ...QUEUE, loadErlang: 0, agents: 0, patienceSeconds: 60 });
    expect(state).toMatchObject({ serviceLevelOffered: 1, asaSeconds: 0, abandonment: 0, occupancy: 0, meanQueue: 0 });
  });

  it('loses everybody without agents, after the whole of their patience', () => {
    const state = erlangA({ ...QUEUE, agents: 0, patienceSeconds: 60 });
    expect(state).toMatchObject({
      abandonment: 1,
      meanWaitSeconds: 60,
      serviceLevelOffered: 0,
      serviceLevelPatient: 0,
    });
    expect(state.meanQueue).toBeCloseTo((10 / 180) * 60, 12);
    expect(state.waitOverThreshold).toBeCloseTo(Math.exp(-20 / 60), 12);
  });

  it('tends to the fluid limit where load far exceeds agents', () => {
    const state = erlangA({ ...QUEUE, loadErlang: 20_000, agents: 10_000, patienceSeconds: 600 });
    expect(state.abandonment).toBeCloseTo(0.5, 6);
    // Everybody with patience beyond ln(a / n) mean patiences is answered then.
    expect(state.asaSeconds).toBeCloseTo(600 * Math.log(2), 1);
    expect(state.occupancy).toBeCloseTo(1, 9);
    expect(state.serviceLevelOffered).toBeLessThan(1e-9);
  });

  it('refuses a patience that is not above 0 or out of all proportion to the handle time', () => {
    expect(() => erlangA({ ...QUEUE, patienceSeconds: 0 })).toThrow(/patienceSeconds/);
    expect(() => erlangA({ ...QUEUE, patienceSeconds: Infinity })).toThrow(/patienceSeconds/);
    expect(() => erlangA({ ...QUEUE, patienceSeconds: 1e200 })).toThrow(/1e-12 to 1e12/);
  });
});

describe('leastAgents', () => {
  it('finds the turn of a score whatever its shape, from any guess', () => {
    for (const turn of [1, 2, 17, 1000, 123_457]) {
      for (const guess of [-5, 0, 1, 16, 5000, 1e6]) {
        const step = (agents: number): number => (agents >= turn ? 1 : -1);
        const cubic = (agents: number): number => (agents - turn + 0.5) ** 3;
        const flat = (agents: number): number => (agents >= turn ? 40 : -1 / (1 + turn - agents));
        for (const score of [step, cubic, flat]) expect(leastAgents(score, 0, guess, 0.1)).toBe(turn);
      }
    }
  });

  it('needs few calls for a million agents', () => {
    let calls = 0;
    const score = (agents: number): number => {
      calls += 1;
      return Math.atan((agents - 1_000_500.5) / 1000);
    };
    expect(leastAgents(score, 0, 1e6, 0.001)).toBe(1_000_501);
    expect(calls).toBeLessThan(12);
  });

  it('stops at a score that is not a number', () => {
    expect(() => leastAgents(() => Number.NaN, 0, 3, 1)).toThrow(/no score for 3 agents/);
  });
});
