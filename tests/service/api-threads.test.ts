import { afterEach, expect, it } from 'vitest';
import { startThreads, type TaskError, type ThreadSettings } from '../../src/jobs/threads.ts';
import type { TaskProgress, Threads } from '../../src/planning/ports.ts';

type Tasks = Readonly<Record<string, { readonly input: unknown; readonly output: unknown }>>;

let pool: Threads<Tasks> | undefined;

function start(settings: Partial<ThreadSettings> = {}): Threads<Tasks> {
  const file = new URL('../fixtures/task-thread.ts', import.meta.url);
  pool = startThreads<Tasks>({ file, threads: 1, waiting: 1, graceSeconds: 20, ...settings });
  return pool;
}

afterEach(async () => {
  await pool?.close();
});

it('a task gets its input and gives its output', async () => {
  expect(await start().run('echo', { day: '2026-03-02', shifts: [1] }, {})).toEqual({ day: '2026-03-02', shifts: [1] });
});

it('an aborted task ends with what it has', async () => {
  const stop = new AbortController();
  const running = start().run('until-stopped', undefined, { signal: stop.signal });
  stop.abort();
  expect(await running).toBe('stopped');
});

it('a task whose signal was aborted before it began is asked to stop at once', async () => {
  expect(await start().run('until-stopped', undefined, { signal: AbortSignal.abort() })).toBe('stopped');
});

it('progress comes while the task runs', async () => {
  const stop = new AbortController();
  const told: number[] = [];
  const onProgress = (progress: TaskProgress): void => {
    if ('iterations' in progress) told.push(progress.iterations);
    stop.abort();
  };
  await start().run('until-stopped', undefined, { signal: stop.signal, onProgress });
  expect(told).toEqual([1]);
});

it("a defect comes back as the thread's error", async () => {
  await expect(start().run('nonsense', undefined, {})).rejects.toMatchObject({
    name: 'RangeError',
    message: 'no nonsense',
    stack: 'of the thread',
  });
});

it.each(['die', 'exhaust'])('a thread that is lost (%s) fails its task alone', async (task) => {
  const threads = start({ memoryMiB: 64 });
  await expect(threads.run(task, undefined, {})).rejects.toMatchObject({
    refusal: 'thread-lost',
  } satisfies Partial<TaskError>);
  expect(await threads.run('echo', 'next', {})).toBe('next');
});

it('a task that does not hear is killed after the grace time, and its thread replaced', async () => {
  const threads = start({ graceSeconds: 0.05 });
  const deaf = threads.run('deaf', undefined, { signal: AbortSignal.abort() });
  await expect(deaf).rejects.toMatchObject({ refusal: 'thread-lost' });
  expect(await threads.run('echo', 'next', {})).toBe('next');
});

it('no more tasks are taken than may wait', async () => {
  const threads = start();
  const stop = new AbortController();
  const taken = [1, 2].map(() => threads.run('until-stopped', undefined, { signal: stop.signal }));
  await expect(threads.run('echo', 1, {})).rejects.toMatchObject({ refusal: 'queue-full' });
  stop.abort();
  expect(await Promise.all(taken)).toEqual(['stopped', 'stopped']);
  expect(await threads.run('echo', 1, {})).toBe(1);
});

it('closing lets running tasks end with what they have and takes no more', async () => {
  const threads = start();
  const running = threads.run('until-stopped', undefined, {});
  const closed = threads.close();
  await expect(threads.run('echo', 1, {})).rejects.toMatchObject({ refusal: 'closing' });
  expect(await running).toBe('stopped');
  await closed;
  expect(threads.ready()).toBe(false);
});

it('a pool is ready once its threads have answered', async () => {
  const threads = start();
  await threads.run('echo', 1, {});
  await expect.poll(() => threads.ready()).toBe(true);
});
