import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import type { Job, JobRequest } from '../../src/planning/job-store.ts';
import { type OpenStore, openStore } from '../../src/storage/store.ts';
import { createTestDatabase, TEST_KEY, type TestDatabase } from '../fixtures/postgres.ts';
import { hardProblem } from './api-service.ts';

const cli = fileURLToPath(new URL('../../src/main/cli.ts', import.meta.url));

export const SCOPE = { organisation: 'default', actor: 'tests' } as const;

/** A process of the command line with what it has said so far. */
export type Spoken = { readonly process: ChildProcess; readonly out: () => string; readonly error: () => string };

export function shiftcast(command: 'serve' | 'work', env: Readonly<Record<string, string>>): Spoken {
  const started = spawn(process.execPath, [cli, command], {
    env: {
      ...process.env,
      MASTER_KEY: TEST_KEY.toString('hex'),
      INIT_CWD: undefined,
      PORT: '0',
      THREADS: '1',
      SOLVER_THREADS: '1',
      LOG_LEVEL: 'warn',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const texts = { out: '', error: '' };
  started.stdout.on('data', (chunk: Buffer) => (texts.out += chunk.toString()));
  started.stderr.on('data', (chunk: Buffer) => (texts.error += chunk.toString()));
  return { process: started, out: () => texts.out, error: () => texts.error };
}

/** Waits until the process says that it is ready. */
export async function whenReady({ out, error, process: { exitCode } }: Spoken): Promise<void> {
  await expect
    .poll(() => (out().includes('ready\n') ? 'ready' : `${exitCode} ${error()}`), { timeout: 30_000 })
    .toBe('ready');
}

/** Ids of the processes that a process started and that live. */
export function childrenOf(pid: number | undefined): readonly number[] {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number);
  } catch {
    return [];
  }
}

export function isAlive(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

export type Jobs = {
  readonly url: string;
  readonly open: OpenStore;
  readonly add: (solve: object, problem?: object) => Promise<string>;
  readonly addSimulation: (body: object) => Promise<string>;
  readonly job: (id: string) => Promise<Job>;
  readonly result: (id: string) => Promise<unknown>;
  readonly stop: (id: string) => Promise<Job | undefined>;
  readonly endings: (id: string) => Promise<number>;
  readonly close: () => Promise<void>;
};

/** A database of its own with jobs to be solved. */
export async function jobsOfTest(): Promise<Jobs> {
  const database: TestDatabase = await createTestDatabase();
  const open = await openStore({ url: database.url, role: 'api', masterKey: TEST_KEY });
  const { store } = open;
  const create = async (kind: Job['kind'], request: JobRequest): Promise<string> =>
    (await store.write(SCOPE, ({ jobs }) => jobs.create({ kind, team: undefined, seed: 1, request }))).id;
  return {
    url: database.url,
    open,
    add: (solve, problem = hardProblem()) =>
      create('roster', { operation: 'rosters', body: JSON.stringify({ problem, solve }) }),
    addSimulation: (body) => create('simulation', { operation: 'simulations', body: JSON.stringify(body) }),
    job: async (id) => {
      const found = await store.read(SCOPE, ({ jobs }) => jobs.get(id));
      if (found === undefined) throw new Error(`no job ${id}`);
      return found;
    },
    result: async (id) => JSON.parse((await store.read(SCOPE, ({ jobs }) => jobs.result(id))) ?? 'null') as unknown,
    stop: (id) => store.write(SCOPE, ({ jobs }) => jobs.stop(id)),
    endings: async (id) => {
      const events = await store.read(SCOPE, ({ jobs }) => jobs.events(id, 0, 1000));
      return events.filter(({ type }) => type === 'ended').length;
    },
    close: async () => {
      await open.close();
      await database.drop();
    },
  };
}
