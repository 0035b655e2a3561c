import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MISS_CAUSES, type MissRequest, type ServiceInputs } from '../../../src/domain/service-miss.ts';
import { erlangA } from '../../../src/staffing/erlang-a.ts';
import { erlangC } from '../../../src/staffing/erlang-c.ts';
import { explainMiss } from '../../../src/staffing/service-miss.ts';

const START = Date.UTC(2026, 2, 2, 8) / 1000;

const PLAN: ServiceInputs = { contacts: 300, ahtSeconds: 180, rostered: 24, shrinkage: 0.2, adherence: 0.95 };

type Given = { readonly planned: ServiceInputs; readonly actual: ServiceInputs; readonly serviceLevel?: number };

function requestOf(intervals: readonly Given[], patienceSeconds: number | undefined = 120): MissRequest {
  return {
    zone: 'Europe/Berlin',
    thresholdSeconds: 20,
    patienceSeconds,
    intervals: intervals.map((given, index) => ({
      start: START + 3600 * index,
      end: START + 3600 * (index + 1),
      ...given,
    })),
  };
}

const input = fc.record({
  contacts: fc.integer({ min: 0, max: 500 }),
  ahtSeconds: fc.integer({ min: 30, max: 600 }),
  rostered: fc.integer({ min: 0, max: 60 }),
  shrinkage: fc.double({ min: 0, max: 0.9, noNaN: true }),
  adherence: fc.double({ min: 0, max: 1, noNaN: true }),
});
const given = fc.record(
  { planned: input, actual: input, serviceLevel: fc.double({ min: 0, max: 1, noNaN: true }) },
  { requiredKeys: ['planned', 'actual'] },
);

/** The mean over all orders in which the causes change, one order after the other. */
function byOrders(request: MissRequest): readonly number[] {
  const keys = ['contacts', 'ahtSeconds', 'rostered', 'shrinkage', 'adherence'] as const;
  const level = (changed: ReadonlySet<number>): number => {
    let [contacts, answered] = [0, 0];
    for (const { start, end, planned, actual } of request.intervals) {
      const state = Object.fromEntries(
        keys.map((key, at) => [key, (changed.has(at) ? actual : planned)[key]]),
      ) as ServiceInputs;
      const people = state.rostered * (1 - state.shrinkage) * state.adherence;
      const loadErlang = (state.contacts * state.ahtSeconds) / (end - start);
      const at = (agents: number): number => {
        const queue = { loadErlang, ahtSeconds: state.ahtSeconds, agents, thresholdSeconds: 20 };
        if (request.patienceSeconds === undefined) return erlangC(queue).serviceLevel;
        return erlangA({ ...queue, patienceSeconds: request.patienceSeconds }).serviceLevelOffered;
      };
      const [low, part] = [Math.floor(people), people - Math.floor(people)];
      contacts += state.contacts;
      answered += state.contacts * ((1 - part) * at(low) + (part === 0 ? 0 : part * at(low + 1)));
    }
    return contacts > 0 ? answered / contacts : 1;
  };
  const sums = keys.map(() => 0);
  let orders = 0;
  const walk = (changed: ReadonlySet<number>, before: number, path: readonly (readonly [number, number])[]): void => {
    if (changed.size === keys.length) {
      orders += 1;
      for (const [cause, loss] of path) sums[cause] = (sums[cause] as number) + loss;
      return;
    }
    keys.forEach((_, cause) => {
      if (changed.has(cause)) return;
      const next = new Set([...changed, cause]);
      const after = level(next);
      walk(next, after, [...path, [cause, before - after]]);
    });
  };
  walk(new Set(), level(new Set()), []);
  expect(orders).toBe(120);
  return sums.map((sum) => sum / orders);
}

describe('the parts of a miss', () => {
  it('sum to planned less actual, for all and for each day, whatever came', () => {
    fc.assert(
      fc.property(fc.array(given, { minLength: 1, maxLength: 20 }), fc.boolean(), (intervals, isPatient) => {
        const miss = explainMiss(requestOf(intervals, isPatient ? 90 : undefined));
        for (const one of [miss, ...miss.days]) {
          const sum = MISS_CAUSES.reduce((total, cause) => total + one.parts[cause], one.unexplained);
          expect(sum).toBeCloseTo(one.planned - one.actual, 10);
          expect(one.miss).toBeCloseTo(one.planned - one.actual, 12);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('are the mean over all orders', () => {
    fc.assert(
      fc.property(fc.array(given, { minLength: 1, maxLength: 2 }), fc.boolean(), (intervals, isPatient) => {
        const request = requestOf(intervals, isPatient ? 90 : undefined);
        const { parts } = explainMiss(request);
        byOrders(request).forEach((value, index) => {
          expect(parts[MISS_CAUSES[index] as (typeof MISS_CAUSES)[number]]).toBeCloseTo(value, 9);
        });
      }),
      { numRuns: 8 },
    );
  });

  it.each([
    ['volume', { contacts: 360 }],
    ['handle-time', { ahtSeconds: 210 }],
    ['roster', { rostered: 21 }],
    ['shrinkage', { shrinkage: 0.3 }],
    ['adherence', { adherence: 0.85 }],
  ] as const)('are of %s alone where nothing else came otherwise', (cause, change) => {
    const miss = explainMiss(requestOf([{ planned: PLAN, actual: { ...PLAN, ...change } }]));
    expect(miss.parts[cause]).toBeGreaterThan(0.02);
    expect(miss.parts[cause]).toBeCloseTo(miss.miss, 12);
    const others = MISS_CAUSES.filter((other) => other !== cause).map((other) => Math.abs(miss.parts[other]));
    expect(Math.max(...others)).toBeLessThan(1e-12);
  });

  it('leave unexplained what was measured otherwise than the formula says', () => {
    const told = explainMiss(requestOf([{ planned: PLAN, actual: PLAN, serviceLevel: 0.5 }]));
    expect(told.unexplained).toBeCloseTo(told.planned - 0.5, 12);
    expect(told.notes).toEqual([]);
    expect(explainMiss(requestOf([{ planned: PLAN, actual: PLAN }])).notes).toEqual([
      { code: 'service-not-measured', facts: { intervals: 1 } },
    ]);
  });

  it('are told by the days of the zone', () => {
    const intervals = Array.from({ length: 30 }, () => ({ planned: PLAN, actual: { ...PLAN, contacts: 330 } }));
    expect(explainMiss(requestOf(intervals)).days.map(({ date }) => date)).toEqual(['2026-03-02', '2026-03-03']);
  });
});
