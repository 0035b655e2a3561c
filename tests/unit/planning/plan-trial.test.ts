import { describe, expect, it } from 'vitest';
import type { PlanTrial } from '../../../src/domain/plan-trial.ts';
import type { Requirement } from '../../../src/domain/requirement.ts';
import type { Roster } from '../../../src/domain/roster.ts';
import type { Team } from '../../../src/domain/team.ts';
import { tryRosters } from '../../../src/planning/plan-trial.ts';
import { buildRequirement } from '../../../src/staffing/requirement.ts';

const HOUR = 3600;
const START = Date.UTC(2026, 2, 2, 8) / 1000;
const HOURS = 4;
const PEOPLE = Array.from({ length: 20 }, (_, index) => `agent-${index}`);

const team: Team = {
  id: 'team',
  zone: 'UTC',
  weekStart: 'mon',
  skills: [],
  contracts: [{ id: 'full' }],
  employees: PEOPLE.map((id) => ({ id, contract: 'full', skills: [] })),
  shiftTemplates: [],
  rules: [],
  packs: [],
  holidays: [],
};

/** 80/20 in each hour by Erlang A. */
function requirement(): Requirement {
  const points = Array.from({ length: HOURS }, (_, index) => {
    const expected = [60, 90, 90, 60][index] ?? 0;
    const range = { lower80: expected, upper80: expected, lower95: expected, upper95: expected };
    return { start: START + index * HOUR, end: START + (index + 1) * HOUR, open: true, expected, ...range };
  });
  const made = buildRequirement(
    { zone: 'UTC', points },
    {
      target: { kind: 'service-level', share: 0.8, thresholdSeconds: 20, base: 'offered' },
      ahtSeconds: 240,
      patienceSeconds: 120,
      shrinkage: 0.1,
    },
  );
  if (!made.ok) throw new Error(JSON.stringify(made.issues));
  return made.value;
}

/** A roster of everybody asked for, hour by hour, as far as there are people. */
function rosterFor([asked]: readonly Requirement[], people: number): Roster {
  const shifts = (asked?.intervals ?? []).flatMap(({ start, end, positions }) =>
    PEOPLE.slice(0, Math.min(people, positions)).map((employeeId) => ({
      id: `${employeeId}@${start}`,
      employeeId,
      start,
      end,
      activity: 'work',
      breaks: [],
    })),
  );
  const prices = {
    belowFloorHour: 0,
    belowTargetHour: 100,
    aboveTargetHour: 0,
    aboveCeilingHour: 0,
    belowFloorPerson: 0,
    belowTargetPerson: 0,
    aboveTargetPerson: 0,
    aboveCeilingPerson: 0,
    paidHour: 0,
    labourCost: 0,
    hoursSpread: 0,
  };
  return {
    problem: {
      team,
      from: '2026-03-02',
      days: 1,
      intervalDemands: [],
      templateDemands: [],
      prices,
      locks: [],
      past: [],
      future: [],
    },
    status: 'feasible',
    endedBy: 'exhausted',
    objective: 0,
    objectiveParts: [],
    bound: null,
    boundKind: 'none',
    gap: null,
    seconds: 0,
    iterations: 0,
    engine: 'test',
    seed: 1,
    shifts,
    uncovered: [],
    breaches: [],
    conflicts: [],
    notes: [],
  };
}

const trial = (bound: number, rounds = 8): PlanTrial => ({
  promises: [{ measure: 'service-level', scope: 'hour', bound, chance: 0.9 }],
  handling: { kind: 'exponential' },
  dayVariation: 0.05,
  absence: 0,
  replications: 40,
  seed: 1,
  rounds,
});

async function tried(wanted: PlanTrial, people = PEOPLE.length) {
  const requirements = [requirement()];
  const asked: number[] = [];
  const made = await tryRosters({
    team,
    requirements,
    trial: wanted,
    solve: (raised) => {
      asked.push((raised[0]?.intervals ?? []).reduce((sum, { positions }) => sum + positions, 0));
      return Promise.resolve({ ok: true, value: rosterFor(raised, people) });
    },
  });
  if (!made.ok) throw new Error(JSON.stringify(made.issues));
  return { ...made.value, asked, first: requirements };
}

describe('a plan that is tried', () => {
  it('ends with the first roster where its promises are kept', async () => {
    const { found, requirements, first } = await tried(trial(0.2));
    expect(found.rounds).toHaveLength(1);
    expect(found).toMatchObject({ chosen: 0, promises: [{ isKept: true }] });
    expect(found).not.toHaveProperty('missed');
    expect(requirements).toEqual(first);
  });

  it('asks for more where a promise is missed, until it is kept', async () => {
    const { found, requirements, asked, first } = await tried(trial(0.7));
    expect(found).not.toHaveProperty('missed');
    expect(found.rounds.length).toBeGreaterThan(1);
    expect(found.chosen).toBe(found.rounds.length - 1);
    expect(found.promises[0]?.kept.value).toBeGreaterThanOrEqual(0.9);
    expect(asked).toEqual([...asked].sort((a, b) => a - b));
    expect(found.rounds.map(({ raisedHours }) => raisedHours)).toEqual(asked.map((hours) => hours - (asked[0] ?? 0)));
    for (const [index, interval] of (requirements[0]?.intervals ?? []).entries()) {
      const before = first[0]?.intervals[index];
      expect(interval.positions).toBeGreaterThanOrEqual(before?.positions ?? 0);
      // Shrinkage stays what it was, rounded up once.
      expect(interval.toScheduleExact).toBeCloseTo(interval.positions / 0.9, 9);
      expect(interval.toSchedule).toBe(Math.ceil(interval.toScheduleExact - 1e-9));
    }
  });

  it('says that nobody is left where more is asked for and nobody comes', async () => {
    const { found } = await tried(trial(0.97), 7);
    expect(found.missed).toBe('people');
    expect(found.rounds.length).toBeLessThan(8);
    const worths = found.rounds.map(({ kept }) => kept[0] ?? 0);
    expect(found.chosen).toBe(worths.indexOf(Math.max(...worths)));
  });

  it('says that the rounds are over where they were too few', async () => {
    const { found } = await tried(trial(0.999, 2));
    expect([found.missed, found.rounds.length]).toEqual(['rounds', 2]);
  });
});
