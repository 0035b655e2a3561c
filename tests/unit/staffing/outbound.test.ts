import { beforeAll, describe, expect, it } from 'vitest';
import type { CallList, OutboundTask } from '../../../src/domain/outbound.ts';
import { rosterEngines } from '../../../src/main/engines.ts';
import { erlangB } from '../../../src/staffing/erlang-b.ts';
import { predictiveOccupancy, solveOutbound } from '../../../src/staffing/outbound.ts';

let engines: Awaited<ReturnType<typeof rosterEngines>>;
beforeAll(async () => {
  engines = await rosterEngines();
});

const DATES = ['2026-03-02', '2026-03-03', '2026-03-04', '2026-03-05', '2026-03-06'];

const list = (more: Partial<CallList> = {}): CallList => ({
  id: 'list',
  records: 1000,
  zone: 'Europe/Berlin',
  callingHours: [{ from: '08:00', to: '21:00' }],
  contactRate: 0.25,
  contactRates: [],
  attemptDecay: 1,
  mostAttempts: 3,
  spacingDays: 1,
  stages: [{ id: 'sold', share: 0.1 }],
  ...more,
});

const task = (more: Partial<OutboundTask> = {}): OutboundTask => ({
  zone: 'Europe/Berlin',
  dates: DATES,
  hours: [{ from: '10:00', to: '14:00' }],
  lists: [list()],
  method: { kind: 'direct' },
  pacing: { kind: 'progressive' },
  ringSeconds: 20,
  talkSeconds: 180,
  wrapSeconds: 60,
  noContactSeconds: 10,
  agents: { hoursPerDay: 4, shrinkage: 0.2 },
  peakPrice: 4,
  ...more,
});

function solved(given: OutboundTask) {
  const found = solveOutbound(given, engines.highs, () => false);
  if (found === undefined) throw new Error('there is a plan for every task');
  return found;
}

describe('records and a deadline', () => {
  it('take the dials, contacts and hours that attempts at one contact rate take', () => {
    const { totals, lists, days } = solved(task());
    // Each record is dialled until it is reached, three times at most.
    const dials = 1000 * (1 + 0.75 + 0.75 ** 2);
    expect(totals.dials).toBeCloseTo(dials, 3);
    expect(totals.contacts).toBeCloseTo(1000 * (1 - 0.75 ** 3), 3);
    expect(totals.agentHours).toBeCloseTo((dials * (20 + 0.25 * 240 + 0.75 * 10)) / 3600, 4);
    expect(totals).toMatchObject({ unfinished: expect.closeTo(0, 4) as number, missing: 0 });
    expect(lists[0]).toMatchObject({
      exhausted: expect.closeTo(1000 * 0.75 ** 3, 3) as number,
      doneOn: expect.any(String) as string,
    });
    // As even as it goes: nobody is needed more than a fifth of the hours on one day, at four fifths of four hours each.
    expect(totals.peakHeadCount).toBe(Math.ceil(totals.agentHours / 5 / (4 * 0.8)));
    for (const { agentHours, headCountExact } of days)
      expect(agentHours).toBeLessThanOrEqual(headCountExact * 4 * 0.8 + 1e-6);
  });

  it('leave over what spacing and deadline are at odds about', () => {
    const { totals, lists } = solved(task({ lists: [list({ spacingDays: 3 })] }));
    // Dialled on Monday or Tuesday, again three days later; a third attempt lies behind Friday.
    expect(totals.unfinished).toBeCloseTo(1000 * 0.75 ** 2, 3);
    expect(lists[0]?.doneOn).toBeNull();
    expect(totals.dials).toBeCloseTo(1000 * 1.75, 3);
  });

  it('with too few people leave over what they cannot dial, and use up all their hours', () => {
    const { totals, days } = solved(task({ agents: { hoursPerDay: 4, shrinkage: 0, most: 1 } }));
    expect(totals.agentHours).toBeCloseTo(20, 4);
    expect(totals.unfinished).toBeGreaterThan(100);
    expect(days.every(({ headCount }) => headCount === 1)).toBe(true);
  });

  it('are dialled when the people called may be called, on their clocks', () => {
    const london = list({ zone: 'Europe/London', callingHours: [{ from: '10:00', to: '12:00' }] });
    const { slots } = solved(task({ lists: [london] }));
    const used = slots
      .filter(({ dials }) => dials > 1e-6)
      .map(({ start }) => new Date(start * 1000).toISOString().slice(11, 13));
    expect(new Set(used)).toEqual(new Set(['10', '11']));
  });

  it('take more people where part of them are new, by what these do less', () => {
    const crew = [
      { count: 1, proficiency: 1 },
      { count: 1, proficiency: 0.5 },
    ];
    const full = solved(task());
    const mixed = solved(task({ agents: { hoursPerDay: 4, shrinkage: 0.2, crew } }));
    expect(mixed.days.map(({ headCountExact }) => headCountExact * 0.75)).toEqual(
      full.days.map(({ headCountExact }) => expect.closeTo(headCountExact, 4) as number),
    );
  });
});

describe('a goal', () => {
  const best = { days: ['wed'] as const, from: '12:00', to: '13:00', rate: 0.6 };
  const goal = { method: { kind: 'goal', successes: 12 } as const, lists: [list({ contactRates: [best] })] };

  it('is worked back through stages and contact rates, in the best hours first', () => {
    const { totals, slots } = solved(task({ ...goal, peakPrice: 0, agents: { hoursPerDay: 1, shrinkage: 0.2 } }));
    expect(totals.successes).toBeCloseTo(12, 6);
    expect(totals.contacts).toBeCloseTo(120, 5);
    expect(totals.dials).toBeCloseTo(200, 4);
    expect(slots.filter(({ dials }) => dials > 1e-6)).toHaveLength(1);
  });

  it('that the list cannot give is missed by what is missing', () => {
    const { totals } = solved(task({ method: { kind: 'goal', successes: 90 } }));
    const most = 1000 * (1 - 0.75 ** 3) * 0.1;
    expect(totals.successes).toBeCloseTo(most, 3);
    expect(totals.missing).toBeCloseTo(90 - most, 3);
  });
});

describe('pacing', () => {
  it('by a dialler loses just its limit of calls, and keeps more agents busier', () => {
    for (const agents of [5, 20, 100]) {
      const busy = predictiveOccupancy(agents, 0.03);
      const offered = (busy * agents) / 0.97;
      expect(erlangB(offered, agents)).toBeCloseTo(0.03, 10);
    }
    expect(predictiveOccupancy(100, 0.03)).toBeGreaterThan(predictiveOccupancy(20, 0.03));
  });

  it('previews take their time for each dial, and a dialler takes time of contacts alone', () => {
    const progressive = solved(task());
    const preview = solved(task({ pacing: { kind: 'preview', previewSeconds: 36 } }));
    expect(preview.totals.agentHours - progressive.totals.agentHours).toBeCloseTo(preview.totals.dials / 100, 4);
    const predictive = solved(task({ pacing: { kind: 'predictive', abandonmentLimit: 0.03 } }));
    const { totals, occupancy } = predictive;
    expect(totals.agentHours).toBeCloseTo((totals.contacts * 240) / 3600 / (occupancy ?? 0), 4);
    expect(totals.contacts).toBeCloseTo(progressive.totals.contacts * 0.97, 3);
  });
});
