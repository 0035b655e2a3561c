import { afterEach, expect, it } from 'vitest';
import { exampleOf } from '../../../src/contract/example.ts';
import { simulationBodySchema } from '../../../src/contract/simulation.ts';
import type { SimulationDocument } from '../../../src/contract/simulation.ts';
import { rosterBodySchema } from '../../../src/contract/requests.ts';
import type { RosterDocument } from '../../../src/contract/roster.ts';
import type { JobLog } from '../../../src/jobs/log.ts';
import { type JobTasks, type Runner, type RunnerOptions, startRunner } from '../../../src/jobs/runner.ts';
import { TaskError } from '../../../src/jobs/threads.ts';
import { PART } from '../../../src/planning/job-store.ts';
import { applySolve } from '../../../src/planning/drafts/apply-solve.ts';
import type { TaskControl, Threads } from '../../../src/planning/ports.ts';
import type { Tables } from '../../../src/planning/store.ts';
import { FRAME, memoryDrafts } from '../../fixtures/memory-drafts.ts';
import { type KnownJob, memoryLedger, type MemoryLedger } from '../../fixtures/memory-ledger.ts';
import { inProcess } from '../../contract/service.ts';

const BODY = JSON.stringify(exampleOf(rosterBodySchema));

const SIMULATION = JSON.stringify(exampleOf(simulationBodySchema));

const notNegative: unknown = expect.toSatisfy((value: unknown) => typeof value === 'number' && value >= 0);

type Solve = (input: JobTasks['request']['input'], control: TaskControl) => Promise<JobTasks['request']['output']>;

const threadsOf = (solve: Solve): Threads<JobTasks> => ({
  // No job of these tests is a part.
  run: (_task, input, control) => solve(input as JobTasks['request']['input'], control),
  ready: () => true,
  close: () => Promise.resolve(),
});

/** Solves as a thread does. */
const really: Solve = (input, control) => inProcess.run('request', input, control) as ReturnType<Solve>;

const answerWith =
  (changes: Partial<RosterDocument>): Solve =>
  async (input, control) => {
    const answer = await really(input, control);
    if (answer.ok !== true) return answer;
    return { ok: true, text: JSON.stringify({ ...(JSON.parse(answer.text) as RosterDocument), ...changes }) };
  };

/** The result of a job. */
const rosterOf = (job: KnownJob): RosterDocument => JSON.parse(job.endings.at(-1)?.result ?? '') as RosterDocument;

const aborted = (signal: AbortSignal | undefined): Promise<void> =>
  new Promise((resolve) => {
    signal?.addEventListener('abort', () => resolve(), { once: true });
  });

/** Solves until it is asked to stop. */
const untilStopped: Solve = async (input, control) => {
  await aborted(control.signal);
  return answerWith({ endedBy: 'cancel' })(input, control);
};

let runner: Runner | undefined;

async function start(
  { ledger, onJob }: MemoryLedger,
  solve: Solve,
  changes: Partial<RunnerOptions> = {},
): Promise<{ readonly runner: Runner; readonly lines: string[] }> {
  const lines: string[] = [];
  const log: JobLog = (_level, message) => void lines.push(message);
  const options = { ledger, onJob, threads: threadsOf(solve), applySolve, concurrency: 1, log, retrySeconds: 0.01 };
  runner = await startRunner({ ...options, ...changes });
  return { runner, lines };
}

afterEach(async () => {
  await runner?.close();
});

it('a job is solved from its body and ends once, with its result and where it stood at the end', async () => {
  const memory = memoryLedger();
  await start(memory, really);
  const job = memory.add({ body: BODY });
  await expect.poll(() => job.state).toBe('succeeded');
  const [ending] = job.endings;
  const result = rosterOf(job);
  expect(result).toMatchObject({ kind: 'roster', status: 'optimal' });
  expect(ending?.progress).toMatchObject({ objective: result.objective, bound: result.bound, gap: 0 });
  expect(ending?.progress).toMatchObject({ firstFeasibleSeconds: notNegative });
  expect(job.endings).toHaveLength(1);
  expect(job.resultDraft).toBeUndefined();
});

it('a job has no other limits than those of its body', async () => {
  const memory = memoryLedger();
  let seconds = 0;
  await start(memory, (input, control) => {
    seconds = input.requestSeconds;
    return really(input, control);
  });
  const { problem } = JSON.parse(BODY) as { readonly problem: unknown };
  const job = memory.add({ body: JSON.stringify({ problem, solve: { seconds: 80_000 } }) });
  await expect.poll(() => job.state).toBe('succeeded');
  expect(seconds).toBe(Infinity);
  expect(rosterOf(job).notes.map(({ code }) => code)).not.toContain('seconds-clipped');
});

it('a body with mistakes fails with all its issues', async () => {
  const memory = memoryLedger();
  await start(memory, really);
  const job = memory.add({ body: '{"problem": {"kind": "problem"}}' });
  await expect.poll(() => job.state).toBe('failed');
  const { problem } = job.endings[0] ?? {};
  expect(problem?.kind).toBe('invalid-input');
  expect(problem?.issues?.length).toBeGreaterThan(1);
});

it('beats tell new progress once, and say when the first roster was there', async () => {
  const memory = memoryLedger();
  const told = { seconds: 2, iterations: 7, bound: 1, gap: null };
  await start(
    memory,
    async (input, control) => {
      control.onProgress?.({ ...told, objective: null });
      control.onProgress?.({ ...told, objective: 12 });
      return untilStopped(input, control);
    },
    { beatSeconds: 0.01 },
  );
  const job = memory.add({ body: BODY });
  await expect.poll(() => job.beats.length).toBeGreaterThan(4);
  memory.stop(job);
  await expect.poll(() => job.state).toBe('stopped');
  const news = job.beats.filter((beat) => beat !== undefined);
  expect(news).toHaveLength(1);
  expect(news[0]).toMatchObject({ ...told, objective: 12 });
  expect(news[0]).toMatchObject({ firstFeasibleSeconds: notNegative });
});

it('a wish to stop reaches the solve without waiting for the next beat, and the best so far is the result', async () => {
  const memory = memoryLedger();
  await start(memory, untilStopped, { beatSeconds: 1000 });
  const job = memory.add({ body: BODY });
  await expect.poll(() => job.state).toBe('running');
  memory.stop(job);
  await expect.poll(() => job.state).toBe('stopped');
  expect(rosterOf(job)).toMatchObject({ kind: 'roster', endedBy: 'cancel' });
  expect(job.endings[0]?.problem).toBeUndefined();
});

it('a wish to stop is heard of by a beat too', async () => {
  const memory = memoryLedger();
  await start({ ...memory, onJob: () => () => undefined }, untilStopped, { beatSeconds: 0.01 });
  const job = memory.add({ body: BODY });
  memory.stop(job);
  await expect.poll(() => job.state).toBe('stopped');
});

it('a solve that was through before it heard of the wish has succeeded', async () => {
  const memory = memoryLedger();
  await start(memory, async (input, control) => {
    await aborted(control.signal);
    return really(input, control);
  });
  const job = memory.add({ body: BODY });
  memory.stop(job);
  await expect.poll(() => job.state).toBe('succeeded');
});

it('jobs that are stopped for memory keep their best so far and say why, and no others are taken', async () => {
  const memory = memoryLedger();
  const started = await start(memory, untilStopped);
  const job = memory.add({ body: BODY });
  const waiting = memory.add({ body: BODY });
  await started.runner.relieve();
  expect(waiting.state).toBe('queued');
  await expect.poll(() => job.state).toBe('stopped');
  expect(job.endings[0]?.problem?.kind).toBe('memory');
  expect(rosterOf(job).kind).toBe('roster');
});

it('a simulation ends with its replications and their half-width, and a wish to stop keeps those until then', async () => {
  const memory = memoryLedger();
  let calls = 0;
  await start(memory, async (input, control) => {
    calls += 1;
    if (calls === 1) return really(input, control);
    await aborted(control.signal);
    const answer = await really(input, control);
    if (answer.ok !== true) return answer;
    return {
      ok: true,
      text: JSON.stringify({ ...(JSON.parse(answer.text) as SimulationDocument), endedBy: 'stopped' }),
    };
  });
  const whole = memory.add({ operation: 'simulations', body: SIMULATION });
  await expect.poll(() => whole.state).toBe('succeeded');
  const { replications, queues, against } = JSON.parse(whole.endings[0]?.result ?? '') as SimulationDocument;
  const widths = [...queues, ...(against?.queues ?? [])].map(({ horizon }) => horizon.serviceLevel.halfWidth ?? 0);
  const sides = against === undefined ? 1 : 2;
  expect(whole.endings[0]?.progress).toEqual({
    seconds: notNegative,
    replications: replications * sides,
    halfWidth: Math.max(...widths),
  });
  const cut = memory.add({ operation: 'simulations', body: SIMULATION });
  memory.stop(cut);
  await expect.poll(() => cut.state).toBe('stopped');
  expect(JSON.parse(cut.endings[0]?.result ?? '')).toMatchObject({ kind: 'simulation', endedBy: 'stopped' });
});

it('a job that was given to another process is void here', async () => {
  const memory = memoryLedger();
  let isStopped = false;
  const started = await start(memory, async (input, control) => {
    const answer = await untilStopped(input, control);
    isStopped = true;
    return answer;
  });
  const job = memory.add({ body: BODY });
  await expect.poll(() => job.beats.length).toBeGreaterThan(0);
  memory.takeAway(job);
  await expect.poll(() => isStopped).toBe(true);
  await expect.poll(() => started.lines).toContain('job is lost to another process');
  await started.runner.close();
  expect(job).toMatchObject({ state: 'running', attempt: 2, endings: [] });
});

it.each([
  ['a thread that died', new TaskError('thread-lost', 'gone'), 'thread-lost'],
  ['a defect', new RangeError('secret of the inside'), 'defect'],
])('%s fails the job alone', async (_name, error, kind) => {
  const memory = memoryLedger();
  await start(memory, (input, control) => (input.body.length < 3 ? Promise.reject(error) : really(input, control)));
  const job = memory.add({ body: '{}' });
  const next = memory.add({ body: BODY });
  await expect.poll(() => next.state).toBe('succeeded');
  expect(job.endings).toMatchObject([{ state: 'failed', problem: { kind } }]);
  expect(JSON.stringify(job.endings)).not.toContain('secret');
});

it('a thread that does not end when it is asked to leaves the job stopped without a result', async () => {
  const memory = memoryLedger();
  await start(memory, async (_input, control) => {
    await aborted(control.signal);
    throw new TaskError('thread-lost', 'killed');
  });
  const job = memory.add({ body: BODY });
  memory.stop(job);
  await expect.poll(() => job.state).toBe('stopped');
  expect(job.endings[0]).toMatchObject({ problem: { kind: 'thread-lost' } });
  expect(job.endings[0]?.result).toBeUndefined();
});

it('an end is tried again until the store takes it', async () => {
  const memory = memoryLedger();
  const refused = Object.assign(new Error('gone'), { refusal: 'unreachable' });
  memory.failures.push(refused, refused);
  await start(memory, really);
  const job = memory.add({ body: BODY });
  await expect.poll(() => job.state).toBe('succeeded');
  expect(job.endings).toHaveLength(1);
  expect(memory.failures).toHaveLength(0);
});

it('closing gives a running job back and waits for no solve', async () => {
  const memory = memoryLedger();
  const gone: string[] = [];
  const started = await start(memory, () => new Promise(() => undefined), { onGone: ({ id }) => void gone.push(id) });
  const job = memory.add({ body: BODY });
  expect(job.state).toBe('running');
  await started.runner.close();
  expect(job).toMatchObject({ state: 'queued', endings: [] });
  expect(gone).toEqual([job.id]);
});

it('closing waits for a result that is being written', async () => {
  const { promise: whenOpen, resolve: open } = Promise.withResolvers<undefined>();
  const memory = memoryLedger();
  const slow = {
    ...memory.ledger,
    end: async (...given: Parameters<typeof memory.ledger.end>) => {
      ending = true;
      await whenOpen;
      return memory.ledger.end(...given);
    },
  };
  let ending = false;
  const started = await start({ ...memory, ledger: slow }, really);
  const job = memory.add({ body: BODY });
  await expect.poll(() => ending).toBe(true);
  const closed = started.runner.close();
  open(undefined);
  await closed;
  expect(job.state).toBe('succeeded');
});

it('at most as many jobs run as there are threads, and the next one follows', async () => {
  const memory = memoryLedger();
  const taken: string[] = [];
  await start(memory, untilStopped, { concurrency: 2, onTaken: ({ id }) => void taken.push(id) });
  const jobs = [1, 2, 3].map(() => memory.add({ body: BODY }));
  expect(jobs.map(({ state }) => state)).toEqual(['running', 'running', 'queued']);
  for (const job of jobs) memory.stop(job);
  await expect.poll(() => jobs.map(({ state }) => state)).toEqual(['stopped', 'stopped', 'stopped']);
  expect(taken).toEqual(['job-1', 'job-2', 'job-3']);
});

it('the roster of a job for a draft becomes its next version', async () => {
  const drafts = memoryDrafts();
  const days = { from: '2026-03-02', days: 7 };
  const head = await drafts.create({
    team: 't',
    name: 'March',
    days,
    frame: FRAME,
    shifts: [],
    cause: { kind: 'created' },
  });
  const memory = memoryLedger({ drafts } as unknown as Partial<Tables>);
  await start(memory, really);
  const job = memory.add({ body: BODY, draft: { id: head.id, version: 1 } });
  await expect.poll(() => job.state).toBe('succeeded');
  expect(job.resultDraft).toEqual({ id: head.id, version: 2 });
  const shifts = await drafts.shifts(head.id);
  const { shifts: solved } = rosterOf(job);
  expect(shifts?.map(({ id }) => id)).toEqual(solved.map(({ id }) => id));
  expect(solved.length).toBeGreaterThan(0);
  expect(drafts.causes(head.id).at(-1)).toMatchObject({ kind: 'solved', job: job.id, solve: { status: 'optimal' } });
});

it('a draft that no roster fits stays as it is: the job fails with the reason, and keeps what names the conflict', async () => {
  for (const [status, kind] of [
    ['infeasible', 'infeasible'],
    ['unknown', 'no-roster'],
  ] as const) {
    const memory = memoryLedger({ drafts: memoryDrafts() } as unknown as Partial<Tables>);
    await start(memory, answerWith({ status, objective: null, shifts: [] }));
    const job = memory.add({ body: BODY, draft: { id: 'd', version: 1 } });
    await expect.poll(() => job.state).toBe('failed');
    expect(job.endings[0]?.problem?.kind).toBe(kind);
    expect(rosterOf(job).status).toBe(status);
    expect(job.resultDraft).toBeUndefined();
    // A roster of no draft is what was asked for, whatever it says.
    const stateless = memory.add({ body: BODY });
    await expect.poll(() => stateless.state).toBe('succeeded');
    await runner?.close();
  }
});

it('a result that cannot become a version is kept with the job, which fails as a defect', async () => {
  const drafts = { ...memoryDrafts(), get: () => Promise.reject(new Error('secret of the inside')) };
  const memory = memoryLedger({ drafts } as unknown as Partial<Tables>);
  await start(memory, really);
  const job = memory.add({ body: BODY, draft: { id: 'draft-1', version: 1 } });
  await expect.poll(() => job.state).toBe('failed');
  expect(job.endings[0]?.problem?.kind).toBe('defect');
  expect(rosterOf(job).kind).toBe('roster');
});

/** Two attempts go by, each in its own time. */
const PATIENT = { timeout: 10_000 };

it('keeps the best roster of a solve, and begins with it where the process before died', async () => {
  const memory = memoryLedger();
  const told: string[] = [];
  const solve: Solve = async (input, control) => {
    told.push(new TextDecoder().decode(input.body));
    control.onBest?.('[{"employee":"anna","start":"2026-03-02T09:00"}]');
    await aborted(control.signal);
    return really({ ...input, body: new TextEncoder().encode(BODY) }, control);
  };
  await start(memory, solve);
  const body = JSON.stringify({ ...(JSON.parse(BODY) as object), solve: { seconds: 9 } });
  const job = memory.add({ body });
  await expect.poll(() => job.best, PATIENT).toBe('[{"employee":"anna","start":"2026-03-02T09:00"}]');
  memory.takeAway(job);
  job.state = 'queued';
  memory.wake();
  await expect.poll(() => told.length, PATIENT).toBe(2);
  const [first, second] = told.map((text) => JSON.parse(text) as { readonly problem: { readonly start?: unknown } });
  expect(first?.problem.start).toBeUndefined();
  expect(second?.problem.start).toEqual([{ employee: 'anna', start: '2026-03-02T09:00' }]);
  memory.stop(job);
  await expect.poll(() => job.endings.length, PATIENT).toBe(1);
});

it('keeps the best roster of a part too, and gives it to whoever takes the part up', async () => {
  const memory = memoryLedger();
  const given: unknown[] = [];
  const threads: Threads<JobTasks> = {
    ...threadsOf(really),
    run: (_task, input, control) => {
      given.push(input);
      control.onBest?.('best of the part');
      return aborted(control.signal).then(() => ({ text: 'answer', isStopped: true })) as never;
    },
  };
  await start(memory, really, { threads, beatSeconds: 0.01 });
  const job = memory.add({ operation: PART, body: 'part' });
  await expect.poll(() => job.best, PATIENT).toBe('best of the part');
  memory.takeAway(job);
  job.state = 'queued';
  memory.wake();
  await expect.poll(() => given.length, PATIENT).toBe(2);
  expect(given).toEqual([
    { body: 'part', best: undefined },
    { body: 'part', best: 'best of the part' },
  ]);
  memory.stop(job);
  await expect.poll(() => job.endings.length, PATIENT).toBe(1);
});
