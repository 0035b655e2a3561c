import { expect, it } from 'vitest';
import { rosterEngines } from '../../../src/main/engines.ts';
import type { Shift } from '../../../src/domain/shift.ts';
import type { JobRound } from '../../../src/planning/job-store.ts';
import {
  fromPlainText,
  PartsNeeded,
  partBest,
  partOf,
  partResult,
  plainText,
  replaying,
} from '../../../src/planning/parts.ts';
import { compileInstance, type Instance } from '../../../src/rostering/instance.ts';
import { solveByLines } from '../../../src/rostering/lines-engine.ts';
import { solveApartSite } from '../../../src/rostering/run-engine.ts';
import type { SolveApart } from '../../../src/rostering/site-task.ts';
import { solveSites } from '../../../src/rostering/solve-sites.ts';
import type { EngineAnswer, EngineControl } from '../../../src/rostering/solution.ts';
import { sumOfParts } from '../../../src/storage/part-progress.ts';
import { controlOf, divided, siteProblem } from '../../fixtures/site-problems.ts';

it('plain data come back as they went, to the bit', () => {
  const data = {
    a: [1, 'x', null, { b: true }],
    rows: Float64Array.of(0.1, -0, NaN, Infinity),
    most: Infinity,
    no: '',
  };
  expect(fromPlainText(plainText(data))).toEqual(data);
  expect(Object.is((fromPlainText(plainText(data)) as typeof data).rows[1], -0)).toBe(true);
  expect(() => plainText({ of: new Map() })).toThrow('Map is no plain data');
});

const engines = await rosterEngines();
const byLines = (instance: Instance, control: EngineControl): EngineAnswer =>
  solveByLines(engines.highs, instance, control);

const SILENT = { onProgress: () => undefined, onBest: () => undefined };

/** Solves in rounds of parts, as jobs do; gives the answer and how many rounds it took. */
async function inParts(solve: (apart: SolveApart) => Promise<unknown>): Promise<readonly [unknown, number]> {
  const rounds: JobRound[] = [];
  for (;;) {
    const { apart, isPassed } = replaying(
      rounds,
      () => 0,
      () => false,
    );
    try {
      const made = await solve(apart);
      expect(isPassed()).toBe(true);
      return [made, rounds.length];
    } catch (error) {
      if (!(error instanceof PartsNeeded)) throw error;
      const { bodies, seconds } = error.asked;
      const parts: JobRound['parts'][number][] = [];
      for (const body of bodies) {
        // These sites are so small that another engine would solve them.
        const control = { clock: () => 0, stopRequested: () => false };
        const answer = await solveApartSite({ ...partOf(body), engine: 'lines' }, engines, control, SILENT);
        parts.push({ state: 'succeeded', result: partResult({ answer, seconds: 1 }) });
      }
      rounds.push({ seconds, parts });
    }
  }
}

it('sites that share people agree over two rounds of parts on what they agree on in one process', async () => {
  const seen = new Set<number>();
  // Up to a hundred people there is one round of parts, and more have two.
  const problems = [siteProblem(101, 2), siteProblem(102, 1), siteProblem(301, 12, { more: 52 })];
  for (const [place, problem] of problems.entries()) {
    const instance = compileInstance(problem);
    const solve = (apart?: SolveApart): Promise<unknown> =>
      solveSites(instance, divided(problem), { solve: byLines, apart }, controlOf(instance, 100));
    const [made, rounds] = await inParts(solve);
    expect(made, `problem ${place}`).toEqual(await solve());
    seen.add(rounds);
  }
  expect([...seen]).toEqual([1, 2]);
});

it('a wish to stop is heard of behind the answers that are there, and the clock goes on after them', async () => {
  const problem = siteProblem(101, 2);
  const instance = compileInstance(problem);
  const answered = { state: 'stopped', result: undefined } as const;
  const replay = replaying(
    [{ seconds: 30, parts: [answered, answered] }],
    () => 5,
    () => true,
  );
  expect(replay.stopRequested()).toBe(false);
  const { answer } = await solveSites(
    instance,
    divided(problem),
    { solve: byLines, apart: replay.apart },
    { ...controlOf(instance), ...replay },
  );
  expect(replay.stopRequested()).toBe(true);
  expect(replay.clock()).toBe(35);
  expect(answer).toMatchObject({ endedBy: 'cancel', lines: { length: problem.team.employees.length } });
});

it('the progress of a whole is the sum of its parts, and never gets worse', () => {
  const part = { seconds: 2, iterations: 3, objective: 10, bound: 4, gap: 0.6, firstFeasibleSeconds: 1 };
  const kept = { points: 5, addsUp: true, seconds: 1 };
  const begun = { ...part, objective: 40, bound: null, gap: null };
  expect(sumOfParts(begun, [part, null], kept)).toMatchObject({ seconds: 3, objective: 40, bound: 4, gap: 0.9 });
  expect(sumOfParts(begun, [part, part], kept)).toMatchObject({ seconds: 5, iterations: 6, objective: 25, bound: 8 });
  expect(sumOfParts({ ...begun, objective: 20 }, [part, part], kept).objective).toBe(20);
  expect(sumOfParts(begun, [part, part], { ...kept, addsUp: false })).toMatchObject({ bound: null, gap: null });
});

it('a part whose process died begins with its best so far, unless its limit is in iterations', async () => {
  const problem = siteProblem(101, 0);
  const instance = compileInstance(problem);
  const asked = (seconds: number | undefined): Promise<string> => {
    const { apart } = replaying(
      [],
      () => 0,
      () => false,
    );
    const control = { ...controlOf(instance), seconds, iterations: seconds === undefined ? 300 : undefined };
    return solveSites(instance, divided(problem), { solve: byLines, apart }, control).then(
      () => 'nothing was asked',
      (error: unknown) => (error as PartsNeeded).asked.bodies[0] ?? '',
    );
  };
  const body = await asked(600);
  let now = 0;
  const told: (readonly Shift[])[] = [];
  // Each look at the clock takes a second, so that a roster is told now and then.
  const clock = () => (now += 1);
  const news = { onProgress: () => undefined, onBest: (shifts: readonly Shift[]) => void told.push(shifts) };
  await solveApartSite({ ...partOf(body), engine: 'lines' }, engines, { clock, stopRequested: () => false }, news);
  const best = told.at(-1);
  expect(best?.length).toBeGreaterThan(0);
  const again = partOf(body, partBest(best ?? []));
  expect(again.task.problem.start).toEqual(best);
  expect(again.seconds).toBe(partOf(body).seconds);
  const inIterations = await asked(undefined);
  expect(partOf(inIterations, partBest(best ?? []))).toEqual(partOf(inIterations));
});
