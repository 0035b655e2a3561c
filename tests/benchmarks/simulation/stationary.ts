import type { Measured, SimulatedQueue, Simulation, SimulationModel } from '../../../src/domain/simulation.ts';
import { blockRunner, simulate } from '../../../src/simulation/simulate.ts';
import { erlangA } from '../../../src/staffing/erlang-a.ts';
import { erlangC } from '../../../src/staffing/erlang-c.ts';

/** Queues in front of agents who are always there, whose steady state a formula gives, and how often a simulation's interval holds it. */

const HOUR = 3600;

type Stationary = {
  readonly agents: number;
  readonly ahtSeconds: number;
  readonly thresholdSeconds: number;
  readonly patienceSeconds?: number | undefined;
  /** Offered load of each class, the first served first. */
  readonly loads: readonly number[];
  readonly spread?: SimulatedQueue['handling'] | undefined;
};

/** `hours` are counted, behind a tenth of them in which the queue fills. */
export function stationaryModel(given: Stationary, hours: number): SimulationModel {
  const { agents, ahtSeconds, thresholdSeconds, patienceSeconds, loads, spread } = given;
  const from = Math.round((hours / 10) * HOUR);
  const end = from + hours * HOUR;
  const queues = loads.map(
    (load, index): SimulatedQueue => ({
      id: `class-${index + 1}`,
      arrivals: [{ start: 0, end, contacts: (load * end) / ahtSeconds, ahtSeconds }],
      process: 'poisson',
      rate: 'level',
      variation: { day: 0, interval: 0 },
      handling: spread ?? { kind: 'exponential' },
      ...(patienceSeconds === undefined
        ? {}
        : { patience: { kind: 'exponential' as const, meanSeconds: patienceSeconds } }),
      priority: index + 1,
      concurrency: 1,
      stretch: 0,
      level: { thresholdSeconds, base: 'offered' },
    }),
  );
  const stretches = [{ start: 0, end: end + 2 * HOUR, queues: queues.map(({ id }) => id) }];
  return {
    intervals: [{ start: from, end }],
    cells: { interval: [0], hour: [0], day: [0], week: [0], horizon: [0] },
    dayStarts: [0],
    queues,
    employees: Array.from({ length: agents }, (_, index) => ({
      id: `agent-${index}`,
      group: 'all',
      proficiency: 1,
      absence: 0,
      attendances: [{ name: `agent-${index}`, stretches }],
    })),
    routing: 'longest-idle',
    promises: [],
  };
}

/** A formula's value with the place of the measure that should hold it. */
export type Check = {
  readonly name: string;
  readonly expected: number;
  readonly of: (simulation: Simulation) => Measured | undefined;
};

export type FormulaCase = { readonly name: string; readonly given: Stationary; readonly checks: readonly Check[] };

const first = (simulation: Simulation) => simulation.queues[0]?.horizon;

export const ERLANG_C: FormulaCase = (() => {
  const given = { agents: 12, ahtSeconds: 180, thresholdSeconds: 20, loads: [10] };
  const state = erlangC({ loadErlang: 10, ...given });
  if (state.kind !== 'stable') throw new Error('the queue of the test grows without end');
  return {
    name: 'Erlang C, 10 erlang, 12 agents',
    given,
    checks: [
      { name: 'service level', expected: state.serviceLevel, of: (made) => first(made)?.serviceLevel },
      { name: 'ASA', expected: state.asaSeconds, of: (made) => first(made)?.asaSeconds },
      { name: 'occupancy', expected: state.occupancy, of: (made) => made.everybody.horizon.occupancy },
    ],
  };
})();

export const ERLANG_A: FormulaCase = (() => {
  const given = { agents: 20, ahtSeconds: 240, thresholdSeconds: 20, patienceSeconds: 120, loads: [21] };
  const state = erlangA({ loadErlang: 21, ...given });
  return {
    name: 'Erlang A, 21 erlang, 20 agents, patience 120 s',
    given,
    checks: [
      { name: 'service level', expected: state.serviceLevelOffered, of: (made) => first(made)?.serviceLevel },
      { name: 'ASA', expected: state.asaSeconds, of: (made) => first(made)?.asaSeconds },
      { name: 'abandonment', expected: state.abandonment, of: (made) => first(made)?.abandonment },
      { name: 'occupancy', expected: state.occupancy, of: (made) => made.everybody.horizon.occupancy },
    ],
  };
})();

/** Two classes, the first before the second, nobody interrupted: waits by Cobham (1954), W_k = C / (c mu (1 - s_(k-1)) (1 - s_k)). */
export const PRIORITY: FormulaCase = (() => {
  const loads = [4, 5];
  const given = { agents: 11, ahtSeconds: 200, thresholdSeconds: 20, loads };
  const state = erlangC({ loadErlang: 9, agents: 11, ahtSeconds: 200, thresholdSeconds: 20 });
  const rate = given.agents / given.ahtSeconds;
  const wait = (before: number, until: number): number =>
    state.waitProbability / (rate * (1 - before / given.agents) * (1 - until / given.agents));
  return {
    name: 'Two priorities, 4 and 5 erlang, 11 agents',
    given,
    checks: [
      { name: 'ASA of the first', expected: wait(0, 4), of: (made) => made.queues[0]?.horizon.asaSeconds },
      { name: 'ASA of the second', expected: wait(4, 9), of: (made) => made.queues[1]?.horizon.asaSeconds },
    ],
  };
})();

/** For each check the number of seeds whose interval holds the formula's value. */
export async function holdsBySeed(
  { given, checks }: FormulaCase,
  seeds: readonly number[],
  { hours, replications }: { readonly hours: number; readonly replications: number },
): Promise<readonly { readonly name: string; readonly held: number }[]> {
  const model = stationaryModel(given, hours);
  const run = blockRunner(model);
  const held = new Map<string, number>(checks.map(({ name }) => [name, 0]));
  for (const seed of seeds) {
    const made = await simulate(model, { seed, replications }, (blocks) => Promise.resolve(blocks.map(run)));
    for (const { name, expected, of } of checks) {
      const { value, halfWidth } = of(made) ?? { value: null, halfWidth: null };
      if (value === null || halfWidth === null) throw new Error(`${name} was not measured`);
      if (Math.abs(value - expected) <= halfWidth) held.set(name, (held.get(name) ?? 0) + 1);
    }
  }
  return [...held].map(([name, count]) => ({ name, held: count }));
}
