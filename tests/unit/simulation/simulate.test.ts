import { describe, expect, it } from 'vitest';
import type { PlannedInterval, RequestedQueue, SimulationRequest } from '../../../src/domain/simulation-request.ts';
import type { Shift } from '../../../src/domain/shift.ts';
import type { Team } from '../../../src/domain/team.ts';
import { runBeside } from '../../../src/main/simulation-threads.ts';
import type { SimulationProgress } from '../../../src/planning/ports.ts';
import {
  makeSimulation,
  runHere,
  runOnThreads,
  runSimulationBlock,
  tellingProgress,
} from '../../../src/planning/simulation.ts';
import { buildModel } from '../../../src/simulation/build-model.ts';

const HOUR = 3600;
/** Monday 2026-03-02, midnight in Berlin. */
const MIDNIGHT = Date.UTC(2026, 2, 1, 23) / 1000;

function intervals(contacts: readonly number[], positions: number): readonly PlannedInterval[] {
  return contacts.map((count, index) => ({
    start: MIDNIGHT + (9 + index) * HOUR,
    end: MIDNIGHT + (10 + index) * HOUR,
    contacts: count,
    ahtSeconds: 240,
    positions: positions + (index % 2),
  }));
}

function queue(id: string, more: Partial<RequestedQueue> = {}): RequestedQueue {
  return {
    id,
    intervals: intervals([60, 75, 60, 45], 5),
    process: 'poisson',
    rate: 'level',
    variation: { day: 0, interval: 0 },
    handling: { kind: 'exponential' },
    patience: { kind: 'exponential', meanSeconds: 120 },
    priority: 1,
    concurrency: 1,
    stretch: 0,
    level: { thresholdSeconds: 20, base: 'offered' },
    ...more,
  };
}

function request(more: Partial<SimulationRequest> = {}): SimulationRequest {
  return {
    zone: 'Europe/Berlin',
    weekStart: 'mon',
    queues: [queue('voice')],
    routing: 'longest-idle',
    promises: [],
    limits: { seed: 3, replications: 12 },
    ...more,
  };
}

const here = runHere(() => false);

/** Threads that nobody stops or listens to. */
const still = { clock: () => performance.now() / 1000, stopRequested: () => false, hears: () => () => undefined };

const employees = Array.from({ length: 6 }, (_, index) => `agent-${index}`);
const team: Team = {
  id: 'team',
  zone: 'Europe/Berlin',
  weekStart: 'mon',
  skills: [{ id: 'sales' }, { id: 'service' }],
  contracts: [{ id: 'full' }],
  employees: employees.map((id) => ({ id, contract: 'full', skills: ['sales', 'service'] })),
  shiftTemplates: [],
  rules: [],
  packs: [],
  holidays: [],
};

function shiftsOf(count: number, skill?: string): readonly Shift[] {
  return employees.slice(0, count).map((employeeId) => ({
    id: employeeId,
    employeeId,
    start: MIDNIGHT + 9 * HOUR,
    end: MIDNIGHT + 13 * HOUR,
    activity: 'work',
    ...(skill === undefined ? {} : { skill }),
    breaks: [{ start: MIDNIGHT + 11 * HOUR, end: MIDNIGHT + 11.5 * HOUR, paid: false }],
  }));
}

const staff = { team, skills: 'shift', absence: 0, groupBy: 'skills' } as const;

describe('a simulation', () => {
  it('is the same by one thread and by three that answer out of turn', async () => {
    let turn = 0;
    const threads = runOnThreads(
      3,
      async (task) => {
        for (let wait = (turn++ * 7) % 5; wait > 0; wait--) await Promise.resolve();
        return runSimulationBlock(task);
      },
      () => false,
    );
    expect(await makeSimulation(request(), threads)).toEqual(await makeSimulation(request(), here));
  });

  it.each([1, 2, 3])(
    'is the same by %i real threads, also by looks at the half-width and of two rosters',
    async (threads) => {
      const limits = { seed: 3, replications: 120, halfWidth: 0.02 };
      const shifts = { shifts: shiftsOf(6), against: shiftsOf(5), absence: 0.1 };
      const asked = [
        request({ limits: { seed: 3, replications: 30 } }),
        request({ limits, staff: { ...staff, ...shifts } }),
      ];
      for (const one of asked) {
        const beside = runBeside({ ...still, threads, worthSeconds: 0 });
        const found = await makeSimulation(one, beside.run).finally(beside.close);
        expect(found).toEqual(await makeSimulation(one, here));
      }
    },
  );

  it('is stopped in all threads, with the replications that all before it are there of', async () => {
    let asked = 0;
    const beside = runBeside({ ...still, threads: 2, worthSeconds: 0, stopRequested: () => ++asked > 3 });
    const limits = { seed: 3, replications: 4000 };
    const { simulation } = await makeSimulation(request({ limits }), beside.run).finally(beside.close);
    expect(simulation.endedBy).toBe('stopped');
    expect(simulation.replications).toBeLessThan(4000);
    const whole = await makeSimulation(request({ limits: { seed: 3, replications: simulation.replications } }), here);
    expect(simulation.all).toEqual(whole.simulation.all);
  });

  it('tells its replications, of two rosters those of both, and the half-width that it ends with', async () => {
    const told: SimulationProgress[] = [];
    let seconds = 0;
    const hears = tellingProgress(
      () => seconds++,
      (progress) => void told.push(progress),
    );
    const two = { ...staff, shifts: shiftsOf(6), against: shiftsOf(5) };
    const { simulation, against } = await makeSimulation(
      request({ staff: two, limits: { seed: 3, replications: 10 } }),
      runHere(() => false, hears),
    );
    expect(told.map(({ replications }) => replications)).toEqual([4, 8, 10, 14, 18, 20]);
    expect(told.map((one) => one.seconds)).toEqual([1, 2, 3, 4, 5, 6]);
    // Of the second roster nothing is known before its first block.
    expect(told.map(({ halfWidth }) => halfWidth !== null)).toEqual([false, false, false, true, true, true]);
    const widths = [simulation, against?.simulation].map((one) => one?.queues[0]?.horizon.serviceLevel.halfWidth ?? 0);
    expect(told.at(-1)?.halfWidth).toBeCloseTo(Math.max(...widths), 12);
  });

  it('ends at the half-width asked for, and says where it was not reached', async () => {
    const wide = await makeSimulation(request({ limits: { seed: 3, replications: 400, halfWidth: 0.03 } }), here);
    expect(wide.simulation.endedBy).toBe('half-width');
    expect(wide.simulation.queues[0]?.horizon.serviceLevel.halfWidth).toBeLessThanOrEqual(0.03);
    expect(wide.simulation.replications).toBeLessThan(400);
    const narrow = await makeSimulation(request({ limits: { seed: 3, replications: 20, halfWidth: 0.001 } }), here);
    expect([narrow.simulation.replications, narrow.notes.map(({ code }) => code)]).toEqual([
      20,
      ['half-width-not-reached'],
    ]);
  });

  it('keeps what it has where it is stopped', async () => {
    let asked = 0;
    const { simulation, notes } = await makeSimulation(
      request({ limits: { seed: 3, replications: 40 } }),
      runHere(() => ++asked > 2),
    );
    expect(simulation.replications).toBe(8);
    expect(simulation.endedBy).toBe('stopped');
    expect(notes.map(({ code }) => code)).toEqual(['simulation-stopped']);
    const whole = await makeSimulation(request({ limits: { seed: 3, replications: 8 } }), here);
    expect(simulation.all).toEqual(whole.simulation.all);
  });

  it('keeps the same replications of two rosters where it is stopped, in the first or in the second', async () => {
    const two = { ...staff, shifts: shiftsOf(6), against: shiftsOf(5) };
    for (const [asks, kept] of [
      [2, 4],
      [20, 16],
      [34, 64],
      [52, 80],
    ] as const) {
      let asked = 0;
      const found = await makeSimulation(
        request({ staff: two, limits: { seed: 3, replications: 200 } }),
        runHere(() => ++asked > asks),
      );
      const { simulation, against } = found;
      expect([simulation.endedBy, simulation.replications]).toEqual(['stopped', kept]);
      expect(against?.simulation.runs).toHaveLength(simulation.runs.length);
      const limits = { seed: 3, replications: simulation.replications };
      const whole = await makeSimulation(request({ staff: two, limits }), here);
      expect(against?.compared).toEqual(whole.against?.compared);
    }
  });

  it('adds up: contacts over queues, hours over groups, days over intervals', async () => {
    const queues = [queue('voice'), queue('mail', { priority: 2 })];
    const { simulation } = await makeSimulation(request({ queues }), here);
    const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
    const { all, everybody } = simulation;
    expect(sum(simulation.queues.map(({ horizon }) => horizon.answered))).toBeCloseTo(all.horizon.answered, 9);
    expect(sum(all.interval.map(({ abandoned }) => abandoned))).toBeCloseTo(all.day[0]?.abandoned ?? 0, 9);
    expect(sum(simulation.groups.map(({ horizon }) => horizon.staffedHours.value ?? 0))).toBeCloseTo(
      everybody.horizon.staffedHours.value ?? 0,
      9,
    );
    // Five and six people in turn for four hours, in each of two queues, and the ends of contacts past theirs.
    expect(everybody.horizon.staffedHours.value).toBeGreaterThanOrEqual(44);
    expect(everybody.horizon.staffedHours.value).toBeLessThan(44.5);
    const { offered, answered, abandoned, calledBack, unanswered } = all.horizon;
    expect(answered + abandoned + calledBack + unanswered).toBeCloseTo(offered.value ?? 0, 9);
  });

  it('keeps a promise in the replications that it says, hour by hour and over all', async () => {
    const promise = (scope: 'hour' | 'horizon', bound: number, chance: number) =>
      ({ measure: 'service-level', scope, bound, chance }) as const;
    const { simulation } = await makeSimulation(
      request({
        promises: [promise('horizon', 0.01, 1), promise('horizon', 0.8, 0.5), promise('hour', 0.8, 0.01)],
        limits: { seed: 3, replications: 40 },
      }),
      here,
    );
    const levels = simulation.runs.map(([offered = 0, , inTime = 0]) => inTime / offered);
    const [always, whole, hourly] = simulation.promises;
    expect(always?.kept.value).toBe(1);
    expect(whole?.kept.value).toBeCloseTo(levels.filter((level) => level >= 0.8).length / 40, 12);
    expect(whole?.isKept).toBe((whole?.kept.value ?? 0) >= 0.5);
    // Kept in every hour is rarer than in any one of them.
    expect(hourly?.cells).toHaveLength(4);
    for (const cell of hourly?.cells ?? []) expect(cell).toBeGreaterThanOrEqual(hourly?.kept.value ?? 1);
  });
});

describe('two rosters', () => {
  it('see the same contacts, and their difference is known far better than either', async () => {
    const shifts = shiftsOf(6);
    const found = await makeSimulation(
      request({
        staff: { ...staff, shifts, against: shiftsOf(5), absence: 0.1 },
        limits: { seed: 3, replications: 40 },
      }),
      here,
    );
    const { simulation, against } = found;
    const offered = (runs: readonly Float64Array[]): readonly unknown[] => runs.map(([first]) => first);
    expect(offered(against?.simulation.runs ?? [])).toEqual(offered(simulation.runs));
    const compared = against?.compared.at(-1)?.serviceLevel;
    expect(compared?.difference).toBeGreaterThan(0);
    expect(compared?.halfWidth).toBeLessThan(
      Math.hypot(
        simulation.all.horizon.serviceLevel.halfWidth ?? 0,
        against?.simulation.all.horizon.serviceLevel.halfWidth ?? 0,
      ),
    );
    const same = await makeSimulation(request({ staff: { ...staff, shifts, against: shifts, absence: 0.1 } }), here);
    expect(same.against?.compared.at(-1)?.serviceLevel).toMatchObject({ difference: 0, halfWidth: 0 });
  });
});

describe('the model of a request', () => {
  it('has the stretches of shifts with the queues of their skill, and breaks in between', () => {
    const queues = [queue('sales', { skill: 'sales' }), queue('service', { skill: 'service' }), queue('any')];
    const { employees: rostered } = buildModel(request({ queues, staff: { ...staff, shifts: shiftsOf(1, 'sales') } }));
    expect(rostered).toMatchObject([
      {
        id: 'agent-0',
        group: 'sales + service',
        attendances: [
          {
            name: 'agent-0@2026-03-02',
            stretches: [
              { start: MIDNIGHT + 9 * HOUR, end: MIDNIGHT + 11 * HOUR, queues: ['sales', 'any'] },
              { start: MIDNIGHT + 11.5 * HOUR, end: MIDNIGHT + 13 * HOUR, queues: ['sales', 'any'] },
            ],
          },
        ],
      },
    ]);
    const all = buildModel(request({ queues, staff: { ...staff, skills: 'employee', shifts: shiftsOf(1, 'sales') } }));
    expect(all.employees[0]?.attendances[0]?.stretches[0]?.queues).toEqual(['sales', 'service', 'any']);
  });

  it('has as many people as there are positions, in whole stretches', () => {
    const { employees: people } = buildModel(request());
    expect(people).toHaveLength(6);
    expect(people[0]?.attendances[0]?.stretches).toHaveLength(1);
    // The sixth is there in the second and the fourth hour.
    expect(people[5]?.attendances[0]?.stretches.map(({ start }) => (start - MIDNIGHT) / HOUR)).toEqual([10, 12]);
  });

  it('tells intervals that begin or end in any queue, by local days and hours, also where the clocks change', () => {
    const night = Date.UTC(2026, 2, 28, 23) / 1000;
    const spans = [0, 1, 2, 3].map((hour) => ({ start: night + hour * HOUR, end: night + (hour + 1) * HOUR }));
    const planned = spans.map((span) => ({ ...span, contacts: 1, ahtSeconds: 60, positions: 1 }));
    const half = planned.slice(0, 1).map((one) => ({ ...one, end: one.start + HOUR / 2 }));
    const { cells, intervals: told } = buildModel(
      request({ queues: [queue('a', { intervals: planned }), queue('b', { intervals: half })] }),
    );
    expect(told).toHaveLength(5);
    expect(cells.hour).toEqual([0, 0, 1, 2, 3]);
    expect(cells.day).toEqual([0, 0, 0, 0, 0]);
    expect(cells.week).toEqual([0, 0, 0, 0, 0]);
  });
});
