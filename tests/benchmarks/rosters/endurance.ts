import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { startThreads } from '../../../src/jobs/threads.ts';
import type { Problem } from '../../../src/domain/problem.ts';
import type { PlanningTasks } from '../../../src/planning/tasks.ts';
import { readInstance } from './instance-file.ts';
import { problemOf } from './problem-of.ts';

/*
 * How solves end and what they leave behind: `npm run -s bench:endurance -- --data FOLDER [--solves 100]`. One thread solves instance 4 again and again, for a
 * second each: the resident memory of the process on the way. A solve of instance 13 is cancelled, several times: how long until its roster is there.
 * Instances 4 and 8 are solved one after the other and side by side in two threads: the objectives, for as many iterations, are the same.
 */
const { values: options } = parseArgs({
  options: { data: { type: 'string' }, solves: { type: 'string', default: '100' } },
});
const { data } = options;
if (data === undefined) {
  process.stderr.write('give --data, the folder of InstanceN.txt\n');
  process.exit(2);
}

const problemAt = (number: number): Problem =>
  problemOf(readInstance(readFileSync(join(data, `Instance${number}.txt`), 'utf8')));
const file = new URL('../../../src/main/thread.ts', import.meta.url);
const residentMb = (): number => Math.round(process.memoryUsage.rss() / 2 ** 20);

async function memoryOfSolves(solves: number): Promise<void> {
  const threads = startThreads<PlanningTasks>({ file, threads: 1, waiting: 1, graceSeconds: 30 });
  const problem = problemAt(4);
  console.log('| solves | resident MB |\n|---|---|');
  for (let solve = 1; solve <= solves; solve++) {
    await threads.run('roster', { problem, limits: { seconds: 1, seed: solve, engine: 'lines' } }, {});
    if (solve === 1 || solve % Math.max(1, Math.floor(solves / 10)) === 0)
      console.log(`| ${solve} | ${residentMb()} |`);
  }
  await threads.close();
  console.log(`| threads closed | ${residentMb()} |`);
}

async function cancels(): Promise<void> {
  const threads = startThreads<PlanningTasks>({ file, threads: 1, waiting: 1, graceSeconds: 60 });
  console.log('\n| cancelled after, s | roster there after, ms | objective |\n|---|---|---|');
  for (const seconds of [5, 10, 15, 20, 30]) {
    const stop = new AbortController();
    const solve = threads.run(
      'roster',
      { problem: problemAt(13), limits: { seconds: 600, seed: 1 } },
      { signal: stop.signal },
    );
    await after(seconds * 1000);
    const asked = performance.now();
    stop.abort();
    const answer = await solve;
    const objective = answer.ok ? answer.value.objective : null;
    console.log(`| ${seconds} | ${Math.round(performance.now() - asked)} | ${objective} |`);
  }
  await threads.close();
}

async function sideBySide(): Promise<void> {
  const solve = async (threads: ReturnType<typeof startThreads<PlanningTasks>>, number: number): Promise<string> => {
    const limits = { iterations: 3000, seed: 1, engine: 'lines' as const };
    const answer = await threads.run('roster', { problem: problemAt(number), limits }, {});
    return answer.ok ? `${answer.value.objective}` : 'none';
  };
  console.log('\n| instances 4 and 8 | seconds | objectives |\n|---|---|---|');
  for (const count of [1, 2]) {
    const threads = startThreads<PlanningTasks>({ file, threads: count, waiting: 2, graceSeconds: 60 });
    const started = performance.now();
    const objectives = await Promise.all([solve(threads, 4), solve(threads, 8)]);
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    console.log(
      `| ${count === 1 ? 'one after the other' : 'side by side'} | ${seconds} | ${objectives.join(' and ')} |`,
    );
    await threads.close();
  }
}

await memoryOfSolves(Number(options.solves));
await cancels();
await sideBySide();
