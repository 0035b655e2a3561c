import { describe, expect, it } from 'vitest';
import type { SkillGroup, SkillStaffingRequest } from '../../../src/domain/skill-staffing.ts';
import { staffedQueue as queue } from '../../fixtures/staffed-queue.ts';
import { rosterEngines } from '../../../src/main/engines.ts';
import { makeSkillStaffing } from '../../../src/planning/skill-staffing.ts';
import { modelOf, simulatePeople } from '../../../src/planning/skills/trial.ts';

const GROUPS: readonly SkillGroup[] = [
  { id: 'a', queues: ['a'], costPerHour: 1 },
  { id: 'b', queues: ['b'], costPerHour: 1 },
  { id: 'both', queues: ['a', 'b'], costPerHour: 1.15 },
];

function requestOf(changes: Partial<SkillStaffingRequest> = {}): SkillStaffingRequest {
  return {
    zone: 'UTC',
    weekStart: 'mon',
    queues: [queue('a', [24], 300), queue('b', [16], 360)],
    groups: GROUPS,
    routing: 'least-skilled',
    scope: 'interval',
    replications: 40,
    seed: 3,
    rounds: 20,
    ...changes,
  };
}

/** The least cost of all staffs of one interval that keep the levels on the same replications, tried one by one up to a cost. */
async function bestCost(request: SkillStaffingRequest, upTo: number): Promise<number> {
  const model = modelOf(request);
  const [a, b, both] = request.groups.map(({ costPerHour }) => costPerHour) as [number, number, number];
  let best = upTo;
  const staffs: (readonly [number, readonly number[]])[] = [];
  for (let x = 0; x * a <= upTo; x += 1) {
    for (let y = 0; x * a + y * b <= upTo; y += 1) {
      for (let z = 0; x * a + y * b + z * both < upTo - 1e-9; z += 1)
        staffs.push([x * a + y * b + z * both, [x, y, z]]);
    }
  }
  // Fewer people than the work that is to be answered in time cannot keep the levels.
  for (const [cost, people] of staffs.filter(([, [x = 0, y = 0, z = 0]]) => x + y + z >= 3)) {
    if (cost >= best) continue;
    const { queues } = await simulatePeople(
      request,
      model,
      people.map((n) => Int32Array.of(n)),
      request.seed,
      () => false,
    );
    if (queues.every(({ interval }) => (interval[0]?.serviceLevel.value ?? 1) >= 0.8)) best = cost;
  }
  return best;
}

describe('people by skill group', () => {
  it('end inside a simulation when a stop is asked for, checked on a few replications', async () => {
    const request = requestOf({ replications: 4000 });
    let asked = 0;
    const found = await makeSkillStaffing(request, () => (asked += 1) > 2, await rosterEngines());
    expect(found.replications).toBe(20);
    expect(found.simulations).toBe(0);
    expect(found.notes.map(({ code }) => code)).toContain('skill-staffing-stopped');
    expect(found.people.flat().some((n) => n > 0)).toBe(true);
  });

  it('cost no more than a twentieth above the best of all staffs, tried one by one, and less than single queues', async () => {
    const engines = await rosterEngines();
    const other = { queues: [queue('a', [12], 240), queue('b', [30], 240)], seed: 9 };
    for (const request of [requestOf(), requestOf(other)]) {
      const found = await makeSkillStaffing(request, () => false, engines);
      const best = await bestCost(request, found.cost);
      expect(found.cost).toBeLessThanOrEqual(best * 1.05);
      expect(found.cost).toBeLessThan(found.single.cost);
    }
  });

  it('of a day cost no more than those of its single intervals', async () => {
    const engines = await rosterEngines();
    const queues = [queue('a', [12, 24], 300), queue('b', [16, 10], 300)];
    const byInterval = await makeSkillStaffing(requestOf({ queues }), () => false, engines);
    const byDay = await makeSkillStaffing(requestOf({ queues, scope: 'day' }), () => false, engines);
    expect(byDay.cost).toBeLessThanOrEqual(byInterval.cost);
    expect(byDay.queues.map(({ cells }) => cells.length)).toEqual([1, 1]);
  });

  it('of groups that are too small are all there are, and the answer says so', async () => {
    const groups = GROUPS.map((group) => ({ ...group, most: 1 }));
    const found = await makeSkillStaffing(requestOf({ groups }), () => false, await rosterEngines());
    expect(found.status).toBe('limited');
    expect(found.people).toEqual([[1], [1], [1]]);
    expect(found.notes.map(({ code }) => code)).toEqual(['groups-too-small']);
  });

  it('with one group for each queue are those of single queues, but for the luck of replications', async () => {
    const groups = GROUPS.slice(0, 2);
    const found = await makeSkillStaffing(requestOf({ groups, replications: 200 }), () => false, await rosterEngines());
    expect(Math.abs(found.hours - found.single.hours)).toBeLessThanOrEqual(1);
  });
});
