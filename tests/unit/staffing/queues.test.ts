import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { StaffingTarget } from '../../../src/domain/requirement.ts';
import { mostLoad } from '../../../src/staffing/carried-load.ts';
import { blockingSlopes } from '../../../src/staffing/continuous-blocking.ts';
import { erlangA } from '../../../src/staffing/erlang-a.ts';
import { inverseBlocking } from '../../../src/staffing/erlang-b.ts';
import { erlangC } from '../../../src/staffing/erlang-c.ts';
import { estimatePatience } from '../../../src/staffing/patience.ts';
import { answerQueue } from '../../../src/staffing/queue-answer.ts';
import { erlangASensitivity, erlangCSensitivity } from '../../../src/staffing/sensitivity.ts';
import { agentsForTarget, agentsForTargets, meetsTarget } from '../../../src/staffing/staffing-score.ts';

const within = (actual: number, expected: number, relative: number): void =>
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(relative * Math.max(Math.abs(expected), 1e-12));

/** Central difference of the fourth order: its error is far below what is compared. */
function slope(of: (shift: number) => number, step: number): number {
  return (8 * (of(step) - of(-step)) - (of(2 * step) - of(-2 * step))) / (12 * step);
}

const MEASURES = ['serviceLevelOffered', 'abandonment', 'asaSeconds', 'occupancy'] as const;

describe('derivatives of a queue', () => {
  const loads = fc.double({ min: 0.5, max: 300, noNaN: true });
  const ratio = fc.double({ min: 0.6, max: 1.4, noNaN: true });
  const times = fc.record({
    ahtSeconds: fc.double({ min: 60, max: 900, noNaN: true }),
    patienceSeconds: fc.double({ min: 20, max: 900, noNaN: true }),
    thresholdSeconds: fc.double({ min: 0, max: 90, noNaN: true }),
  });

  it('by load and handle time are those of the Erlang A measures', () => {
    fc.assert(
      fc.property(loads, ratio, times, (loadErlang, perLoad, rest) => {
        const queue = { loadErlang, agents: Math.max(1, Math.round(loadErlang * perLoad)), ...rest };
        const found = erlangASensitivity(queue);
        const step = loadErlang * 3e-4;
        for (const name of MEASURES) {
          const byLoad = slope((shift) => erlangA({ ...queue, loadErlang: loadErlang + shift })[name], step);
          const factor = (shift: number) => ({
            loadErlang: loadErlang * (1 + shift),
            ahtSeconds: rest.ahtSeconds * (1 + shift),
          });
          const byAht = slope((shift) => erlangA({ ...queue, ...factor(shift) })[name], 3e-4) / rest.ahtSeconds;
          expect(Math.abs(found[name].perErlang - byLoad)).toBeLessThan(1e-6 * (Math.abs(byLoad) + 1e-2));
          expect(Math.abs(found[name].perAhtSecond - byAht)).toBeLessThan(1e-6 * (Math.abs(byAht) + 1e-3));
        }
      }),
      { numRuns: 150, seed: 7 },
    );
  });

  it('by agents add up to the step from one number to the next, where 1/B between them is that of the recursion', () => {
    fc.assert(
      fc.property(loads, fc.double({ min: 0, max: 2, noNaN: true }), (loadErlang, perLoad) => {
        const agents = 1 + Math.round(loadErlang * perLoad);
        // Integral of d ln(1/B) over one agent, by Simpson's rule on 16 parts.
        let sum = 0;
        for (let part = 0; part <= 16; part += 1) {
          const weight = part === 0 || part === 16 ? 1 : part % 2 === 1 ? 4 : 2;
          sum += (weight * blockingSlopes(loadErlang, agents - 1 + part / 16).perAgent) / 48;
        }
        within(sum, Math.log(inverseBlocking(loadErlang, agents) / inverseBlocking(loadErlang, agents - 1)), 1e-6);
      }),
      { numRuns: 100, seed: 7 },
    );
  });

  it('with very patient callers are those of Erlang C, agents included', () => {
    for (const [loadErlang, agents] of [
      [8, 10],
      [95, 101],
      [0.4, 2],
    ] as const) {
      const queue = { loadErlang, agents, ahtSeconds: 200, thresholdSeconds: 25 };
      const patient = erlangASensitivity({ ...queue, patienceSeconds: 2e9 });
      const delayed = erlangCSensitivity(queue);
      for (const name of ['serviceLevelOffered', 'asaSeconds', 'occupancy'] as const) {
        for (const by of ['perAgent', 'perErlang', 'perAhtSecond'] as const) {
          within(patient[name][by], delayed?.[name][by] ?? Number.NaN, 1e-5);
        }
      }
      const byLoad = slope((shift) => {
        const outcome = erlangC({ ...queue, loadErlang: loadErlang + shift });
        return outcome.kind === 'stable' ? outcome.serviceLevel : Number.NaN;
      }, loadErlang * 1e-4);
      within(delayed?.serviceLevelOffered.perErlang ?? Number.NaN, byLoad, 1e-8);
    }
    expect(erlangCSensitivity({ loadErlang: 5, agents: 5, ahtSeconds: 60, thresholdSeconds: 20 })).toBeUndefined();
  });
});

const TARGETS: readonly StaffingTarget[] = [
  { kind: 'service-level', share: 0.8, thresholdSeconds: 20, base: 'offered' },
  { kind: 'asa', asaSeconds: 12 },
  { kind: 'abandonment', share: 0.04 },
];

describe('several targets at once, and their inverse in load', () => {
  it('are met by one agent where the load is as small as numbers go', () => {
    const targets: readonly StaffingTarget[] = [
      { kind: 'service-level', share: 0.8, thresholdSeconds: 20, base: 'offered' },
    ];
    for (const loadErlang of [Number.MIN_VALUE, 1e-320, 2 ** -1022, 1e-300]) {
      const queue = { loadErlang, ahtSeconds: 180, patienceSeconds: 120, thresholdSeconds: 20, agents: 12, targets };
      const { neededAgents, serviceLevelOffered } = answerQueue({ ...queue, maxOccupancy: undefined });
      expect([neededAgents, serviceLevelOffered]).toEqual([1, 1]);
    }
  });

  it('need as many agents as the hardest of them, and name it', () => {
    const queue = { loadErlang: 30, ahtSeconds: 300, patienceSeconds: 90 };
    const needs = TARGETS.map((target) => agentsForTarget(queue, target));
    const most = Math.max(...needs);
    expect(new Set(needs).size).toBeGreaterThan(1);
    expect(agentsForTargets(queue, TARGETS)).toEqual({ agents: most, decidedBy: needs.indexOf(most) });
  });

  it('are met by exactly the load that is told, and by no larger one', () => {
    const draws = fc.record({
      agents: fc.integer({ min: 1, max: 400 }),
      ahtSeconds: fc.double({ min: 60, max: 600, noNaN: true }),
      patienceSeconds: fc.option(fc.double({ min: 30, max: 600, noNaN: true }), { nil: undefined }),
      kinds: fc.subarray([...TARGETS], { minLength: 1 }),
      maxOccupancy: fc.option(fc.double({ min: 0.5, max: 0.95, noNaN: true }), { nil: undefined }),
    });
    fc.assert(
      fc.property(draws, ({ agents, ahtSeconds, patienceSeconds, kinds, maxOccupancy }) => {
        const targets = kinds.filter(({ kind }) => patienceSeconds !== undefined || kind !== 'abandonment');
        fc.pre(targets.length > 0 || maxOccupancy !== undefined);
        const queue = { ahtSeconds, patienceSeconds };
        const load = mostLoad(queue, agents, { targets, maxOccupancy }) ?? Number.NaN;
        const answer = (loadErlang: number) =>
          answerQueue({ ...queue, loadErlang, targets, maxOccupancy, thresholdSeconds: 20 }).agents;
        expect(answer(load * (1 - 1e-9))).toBeLessThanOrEqual(agents);
        expect(answer(load * (1 + 1e-9))).toBeGreaterThan(agents);
      }),
      { numRuns: 120, seed: 3 },
    );
  });

  it('without a limit have no largest load, and nobody carries none', () => {
    expect(
      mostLoad({ ahtSeconds: 60, patienceSeconds: 5 }, 3, { targets: [{ kind: 'asa', asaSeconds: 900 }] }),
    ).toBeNull();
    expect(mostLoad({ ahtSeconds: 60 }, 0, { targets: TARGETS.slice(0, 1) })).toBe(0);
    expect(meetsTarget({ loadErlang: 4, ahtSeconds: 60, patienceSeconds: 60 }, 0, TARGETS[1] as StaffingTarget)).toBe(
      false,
    );
  });
});

describe('patience', () => {
  it('is the time waited for each hang-up, the answered counted as waiting too', () => {
    const waits = [
      { seconds: 30, abandoned: true, count: 4 },
      { seconds: 20, abandoned: false, count: 50 },
      { seconds: 2, abandoned: true, count: 9 },
    ];
    const found = estimatePatience({ kind: 'waits', waits, afterSeconds: 5 });
    expect(found).toMatchObject({
      ok: true,
      value: { patienceSeconds: (4 * 25 + 50 * 15) / 4, contacts: 54, abandoned: 4 },
    });
    const totals = { kind: 'totals', answered: 50, abandoned: 4, asaSeconds: 15, abandonSeconds: 25 } as const;
    expect(estimatePatience(totals)).toMatchObject({ ok: true, value: { patienceSeconds: 212.5, shape: null } });
  });

  it('comes back from the waits of an exponential law, and its shape of 1; a law that ages is told', () => {
    /** Quantiles of a Weibull law with these patiences; every caller is answered after the offered wait, 10, 20, ... 200 s in turn. */
    const sample = (shape: number) =>
      Array.from({ length: 4000 }, (_, index) => {
        const patience = 100 * (-Math.log1p(-((index * 2711) % 4000) / 4000 - 1 / 8000)) ** (1 / shape);
        const offered = 10 * (1 + (index % 20));
        return { seconds: Math.min(patience, offered), abandoned: patience < offered, count: 1 };
      });
    for (const [shape, told] of [
      [1, 0],
      [1.5, 1],
      [0.7, 1],
    ] as const) {
      const found = estimatePatience({ kind: 'waits', waits: sample(shape), afterSeconds: 0 });
      if (!found.ok) throw new Error('there are hang-ups');
      within(found.value.shape ?? Number.NaN, shape, 0.03);
      expect(found.value.notes).toHaveLength(told);
      if (shape !== 1) continue;
      within(found.value.patienceSeconds, 100, 0.03);
      expect(found.value.lowerSeconds).toBeLessThan(100);
      expect(found.value.upperSeconds).toBeGreaterThan(100);
    }
  });

  it('from counts is the one with which Erlang A lets as many hang up', () => {
    const queue = { loadErlang: 22, ahtSeconds: 240, agents: 21 };
    const { abandonment } = erlangA({ ...queue, patienceSeconds: 77, thresholdSeconds: 0 });
    const counts = {
      kind: 'counts',
      answered: 1e6 * (1 - abandonment),
      abandoned: 1e6 * abandonment,
      ...queue,
    } as const;
    const found = estimatePatience(counts);
    expect(found.ok && found.value.patienceSeconds).toBeCloseTo(77, 6);
    const codes = (outcome: typeof found) => (outcome.ok ? [] : outcome.issues.map(({ code }) => code));
    expect(codes(estimatePatience({ ...counts, answered: 0 }))).toEqual(['no-such-patience']);
    expect(codes(estimatePatience({ ...counts, abandoned: 0 }))).toEqual(['no-hang-ups']);
  });
});
