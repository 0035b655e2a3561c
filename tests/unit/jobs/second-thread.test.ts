import { once } from 'node:events';
import type { Worker } from 'node:worker_threads';
import { expect, it, vi } from 'vitest';
import { auditRoster } from '../../../src/audit/audit-roster.ts';
import { linePricer } from '../../../src/rostering/best-line.ts';
import type { CompanionTask } from '../../../src/rostering/companion.ts';
import { exchangeForm, exchangeMemory, exchangeOver } from '../../../src/rostering/exchange.ts';
import { firstLines } from '../../../src/rostering/first-roster.ts';
import { compileInstance } from '../../../src/rostering/instance.ts';
import { pointsOf, runEngine } from '../../../src/rostering/run-engine.ts';
import { shiftsOf, type SiteTasks } from '../../../src/rostering/site-task.ts';
import { solveSites } from '../../../src/rostering/solve-sites.ts';
import type { EngineAnswer, EngineControl } from '../../../src/rostering/solution.ts';
import { controlOf, divided, siteProblem } from '../../fixtures/site-problems.ts';

// Read when the engines are loaded.
vi.hoisted(() => {
  process.env['SOLVE_THREADS'] = '2';
});
const { rosterEngines } = await import('../../../src/main/engines.ts');
const { companion, sites, ...engines } = await rosterEngines();
if (companion === undefined || sites === undefined) throw new Error('no second thread');

/** The end of the thread that `start` starts. */
async function threadOf<T>(start: () => T): Promise<{ readonly made: T; readonly ended: Promise<unknown> }> {
  const created = once(process, 'worker') as Promise<[Worker]>;
  const made = start();
  const [worker] = await created;
  // An error of the thread would reject what `once` gives.
  return { made, ended: new Promise((resolve) => worker.once('exit', resolve)) };
}

// Threads load the product anew, which takes long on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

const LONG_SECONDS = 3600;
const clock = (): number => performance.now() / 1000;

/** Looks again and again, with the thread free in between, until something is so. */
const until = (isSo: () => boolean): Promise<void> =>
  vi.waitUntil(isSo, { timeout: 100_000, interval: 10 }).then(() => undefined);

function taskOf(problem = siteProblem(4, 6, { days: 7, more: 2 })) {
  const instance = compileInstance(problem);
  const first = firstLines(instance, linePricer(), 1, () => false);
  if (first === undefined) throw new Error('somebody has no line');
  const form = exchangeForm(instance);
  const memory = exchangeMemory(form);
  const task: CompanionTask = { problem, fixed: [], seed: 2, seconds: LONG_SECONDS, gap: 0, memory };
  return { problem, instance, first, exchange: exchangeOver(memory, form), task };
}

it('a second thread goes on from the roster that it is told, leaves better ones, and is gone when it is stopped', async () => {
  const { problem, instance, first, exchange, task } = taskOf();
  const given = pointsOf(instance, first);
  exchange.offer(first, given);
  const { made, ended } = await threadOf(() => companion(task));
  await until(() => exchange.points() < given);
  made.stop();
  await ended;
  const found = exchange.better(Number.POSITIVE_INFINITY);
  expect(found?.points).toBeLessThan(given);
  expect(pointsOf(instance, found?.lines)).toBeCloseTo(found?.points ?? 0, 6);
  const shifts = shiftsOf(instance, found?.lines ?? []);
  expect(auditRoster({ ...problem, shifts })).toMatchObject({ ok: true, value: { clean: true } });
});

it('a second thread that fails is no defect of the solve', async () => {
  const { task } = taskOf();
  const { ended } = await threadOf(() => companion({ ...task, memory: new SharedArrayBuffer(8) }));
  // What it threw would end this process if nobody heard it.
  expect(await ended).toBe(1);
});

const solve = async (...[instance, control]: [Parameters<typeof runEngine>[0], EngineControl]) =>
  (await runEngine(instance, { seed: 1, engine: 'auto' }, engines, control)).answer;

/** Limits of a solve by the clock. */
function timed(instance: Parameters<typeof controlOf>[0]): EngineControl {
  const from = clock();
  return { ...controlOf(instance), iterations: undefined, seconds: LONG_SECONDS, elapsed: () => clock() - from };
}

it('sites in two threads have the optimum and the bound that they have in one', async () => {
  const problem = siteProblem(1, 0);
  const instance = compileInstance(problem);
  const alone = (await solveSites(instance, divided(problem), { solve }, timed(instance))).answer;
  const both = (await solveSites(instance, divided(problem), { solve, beside: sites }, timed(instance))).answer;
  expect([alone.endedBy, both.endedBy]).toEqual(['proof', 'proof']);
  expect(pointsOf(instance, both.lines)).toBeCloseTo(pointsOf(instance, alone.lines), 6);
  expect(both.bound).toBeCloseTo(alone.bound ?? 0, 4);
});

it('a cancel reaches the sites of the other thread where those of this one are solved', async () => {
  const problem = siteProblem(2, 0, { days: 7, more: 6 });
  const instance = compileInstance(problem);
  // One for each thread.
  expect(divided(problem)).toMatchObject({ sites: { length: 2 }, shared: [] });
  const control = timed(instance);
  let progress: Float64Array = Float64Array.of(Number.POSITIVE_INFINITY);
  let isMineSolved = false;
  const beside: typeof sites = (tasks: SiteTasks, stopRequested) => {
    progress = new Float64Array((tasks.tasks[0] as SiteTasks['tasks'][number]).progress);
    return sites(tasks, stopRequested);
  };
  const stopRequested = (): boolean => isMineSolved && Number.isFinite(progress[0]);
  const atOnce = (_: typeof instance, { first }: EngineControl): EngineAnswer => {
    isMineSolved = true;
    return { lines: first, bound: 0, boundKind: 'none', endedBy: 'iterations', iterations: 0 };
  };
  const { answer } = await solveSites(
    instance,
    divided(problem),
    { solve: atOnce, beside },
    { ...control, stopRequested },
  );
  expect(answer.endedBy).toBe('cancel');
  expect(auditRoster({ ...problem, shifts: shiftsOf(instance, answer.lines ?? []) })).toMatchObject({
    ok: true,
    value: { clean: true },
  });
});
