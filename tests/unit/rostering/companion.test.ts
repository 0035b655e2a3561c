import { expect, it } from 'vitest';
import type { Problem } from '../../../src/domain/problem.ts';
import type { Roster, SolveLimits } from '../../../src/domain/roster.ts';
import { rosterEngines } from '../../../src/main/engines.ts';
import { makeRoster } from '../../../src/planning/roster.ts';
import { type CompanionTask, searchBeside, type StartCompanion } from '../../../src/rostering/companion.ts';
import { exchangeForm, exchangeOver } from '../../../src/rostering/exchange.ts';
import { compileInstance } from '../../../src/rostering/instance.ts';
import { pointsOf } from '../../../src/rostering/run-engine.ts';
import { siteProblem } from '../../fixtures/site-problems.ts';

const { highs, javascript } = await rosterEngines();
const PROBLEM = siteProblem(4, 6, { days: 5, more: 2 });
const SMALL = siteProblem(4, 6);
const LIMITS = { seed: 1, engine: 'lines', seconds: 10 } as const;

/** A clock that goes on by so many seconds at each look: what a search does by it is the same each time. */
function ticking(by: number): () => number {
  let now = 0;
  return () => (now += by);
}

type Beside = {
  readonly companion?: StartCompanion;
  readonly tick?: number;
  readonly problem?: Problem;
  readonly stopRequested?: () => boolean;
};

async function solve(
  limits: SolveLimits,
  { companion, tick = 0.02, problem = PROBLEM, stopRequested = () => false }: Beside = {},
): Promise<Roster> {
  const control = { clock: ticking(tick), stopRequested, report: () => undefined };
  // The audit inside counts points and breaches from the shifts alone, and throws where it counts anything else.
  const made = await makeRoster(problem, limits, control, { highs, javascript, companion });
  if (!made.ok) throw new Error(JSON.stringify(made.issues));
  return made.value;
}

const exchangeOf = ({ problem, fixed, memory }: CompanionTask) => {
  const instance = compileInstance(problem, new Set(fixed));
  const exchange = exchangeOver(memory, exchangeForm(instance));
  return { instance, exchange };
};

/** A companion that searches at once, before the solve that started it goes on. */
function searchingFirst(told: { points?: number; stops: number }): StartCompanion {
  return (task) => {
    searchBeside(task, highs, { clock: ticking(0.02), stopRequested: () => false });
    told.points = exchangeOf(task).exchange.points();
    return { stop: () => void told.stops++ };
  };
}

it('a roster of the second thread is the answer of a solve that has found none as good', async () => {
  const told = { points: Number.NaN, stops: 0 };
  const hurried = { tick: 0.5 };
  const alone = await solve(LIMITS, hurried);
  const both = await solve(LIMITS, { ...hurried, companion: searchingFirst(told) });
  expect(told.points).toBeLessThan((alone.objective ?? 0) - 1);
  expect(both.objective).toBeLessThanOrEqual(told.points + 1e-6);
  expect(both.bound).toBeLessThanOrEqual((both.objective ?? 0) + 1e-6);
  expect(told.stops).toBe(1);
});

it('a cancel keeps the best roster of both threads, and stops the second', async () => {
  const told = { points: Number.NaN, stops: 0 };
  let isStopped = false;
  const companion: StartCompanion = (task) => {
    const started = searchingFirst(told)(task);
    isStopped = true;
    return started;
  };
  const roster = await solve(LIMITS, { companion, stopRequested: () => isStopped });
  expect(roster).toMatchObject({ endedBy: 'cancel', status: 'feasible' });
  expect(roster.objective).toBeLessThanOrEqual(told.points + 1e-6);
  expect(told.stops).toBe(1);
});

it('the second thread begins with the best roster, and ends where that reaches the bound', async () => {
  let given: CompanionTask | undefined;
  const found = await solve(LIMITS, {
    companion: (task) => {
      given = task;
      return { stop: () => undefined };
    },
  });
  if (given === undefined) throw new Error('no companion was started');
  expect(given).toMatchObject({ seed: 2, gap: 0 });
  const { instance, exchange } = exchangeOf(given);
  const lines = exchange.better(Number.POSITIVE_INFINITY)?.lines;
  expect(pointsOf(instance, lines)).toBeCloseTo(exchange.points(), 6);
  exchange.raise(exchange.points());
  let looks = 0;
  // Until its seconds are over it would look ten times as often.
  const clock = (): number => 0.001 * ++looks;
  searchBeside(given, highs, { clock, stopRequested: () => false });
  expect(exchange.points()).toBeLessThanOrEqual((found.objective ?? 0) + 1e-6);
  expect(looks).toBeLessThan(1000);
});

it('a second thread that dies with the lock in its hand is only missed', async () => {
  let first = Number.NaN;
  const dying: StartCompanion = ({ memory }) => {
    first = new Float64Array(memory, 8, 1)[0] as number;
    new Int32Array(memory, 0, 1)[0] = 1;
    // It was about to write another roster.
    new Int32Array(memory, 24).fill(0);
    return { stop: () => undefined };
  };
  const roster = await solve(LIMITS, { companion: dying });
  expect(roster.objective).toBeLessThan(first - 1);
  expect(roster.bound).toBeLessThanOrEqual((roster.objective ?? 0) + 1e-6);
});

it.each<[string, number, SolveLimits]>([
  ['where a clock limits the lines engine', 1, LIMITS],
  ['not for a few seconds', 0, { ...LIMITS, seconds: 7 }],
  [
    'not where iterations limit: two threads would not do the same each time',
    0,
    { seed: 1, engine: 'lines', iterations: 50 },
  ],
  ['not beside an engine of another name', 0, { ...LIMITS, engine: 'highs' }],
  ['not for what HiGHS proves', 0, { seed: 1, seconds: 10 }],
])('a second thread is started %s', async (_, expected, limits) => {
  const count = { starts: 0, stops: 0 };
  const companion: StartCompanion = () => {
    count.starts++;
    return { stop: () => void count.stops++ };
  };
  await solve(limits, { companion, tick: 0.5, problem: SMALL });
  expect(count).toEqual({ starts: expected, stops: expected });
});
