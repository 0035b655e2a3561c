import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { startEmbedded } from '../../../src/storage/embedded/start.ts';
import { expectReply, type Target } from '../../faults/client.ts';
import { ended, startService } from '../../faults/service.ts';

/** Jobs that wait on one database, taken by one or more solver processes of one thread each. */

export type JobsOptions = {
  readonly jobs: number;
  /** Numbers of processes, one run each. */
  readonly processes: readonly number[];
};

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** Three people and a day: what it costs is to be a job. */
const REQUEST = {
  problem: {
    kind: 'problem',
    team: {
      zone: 'UTC',
      contracts: [{ id: 'full' }],
      employees: ['a', 'b', 'c'].map((id) => ({ id, contract: 'full' })),
      shiftTemplates: [{ id: 'day', start: '09:00', length: 480 }],
      rules: [],
    },
    horizon: { from: '2026-03-02', days: 1 },
    cover: { intervals: [{ from: '09:00', to: '17:00', target: 2 }] },
  },
  solve: { iterations: 1, seed: 1 },
};

/** Requests that are asked at a time where jobs are made. */
const AT_ONCE = 8;

function startWorker(env: Readonly<Record<string, string>>): ChildProcess {
  return spawn(join(root, 'node_modules/.bin/node'), ['src/main/cli.ts', 'work'], {
    cwd: root,
    env: { ...process.env, SOLVER_THREADS: '1', LOG_LEVEL: 'warn', ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

/** Makes jobs, lets processes do them, and gives the seconds from the first claim to the last end. */
async function runOf(
  target: Target,
  client: pg.Client,
  env: Readonly<Record<string, string>>,
  { jobs, processes }: { readonly jobs: number; readonly processes: number },
): Promise<number> {
  const { rows: known } = await client.query<{ at: Date }>('select clock_timestamp() as at');
  const since = known[0]?.at;
  let made = 0;
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      while (made < jobs) {
        made += 1;
        await expectReply(target, 202, 'POST', '/v1/rosters', { body: REQUEST, headers: { Prefer: 'respond-async' } });
      }
    }),
  );
  const workers = Array.from({ length: processes }, () => startWorker(env));
  try {
    for (;;) {
      const { rows } = await client.query<{ open: number; failed: number; seconds: number }>(
        `select count(*) filter (where state in ('queued', 'running'))::int as open,
           count(*) filter (where state not in ('queued', 'running', 'succeeded'))::int as failed,
           extract(epoch from max(ended_at) - min(started_at))::float as seconds
         from jobs where created_at > $1`,
        [since],
      );
      const [row] = rows;
      if (row === undefined || row.failed > 0) throw new Error('jobs failed');
      if (row.open === 0) return row.seconds;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  } finally {
    for (const worker of workers) worker.kill('SIGTERM');
    await Promise.all(workers.map(ended));
  }
}

/** Milliseconds of the same request answered at once, the median of some. */
async function atOnce(target: Target): Promise<number> {
  const times: number[] = [];
  for (let repeat = 0; repeat < 30; repeat++) {
    const started = performance.now();
    await expectReply(target, 200, 'POST', '/v1/rosters', { body: REQUEST });
    times.push(performance.now() - started);
  }
  return times.sort((a, b) => a - b)[times.length >> 1] ?? Number.NaN;
}

/** Lines of a table. */
export async function measureJobs({ jobs, processes }: JobsOptions): Promise<readonly string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'shiftcast-bench-jobs-'));
  const database = await startEmbedded({ dataDir: join(folder, 'data'), log: () => undefined });
  if (!database.ok) throw new Error(database.issues[0]?.message);
  const env = { DATABASE_URL: database.value.url, MASTER_KEY: '0'.repeat(64) };
  try {
    const service = await startService(join(folder, 'files'), 0, { ...env, SOLVERS: '0' });
    const client = new pg.Client({ connectionString: database.value.url });
    await client.connect();
    try {
      const target: Target = { url: service.url, stopped: () => false };
      const single = await atOnce(target);
      const lines = [
        `| ${jobs} jobs | jobs a second | ms of a process for one | more than the ${single.toFixed(1)} ms of the request at once |`,
        '|---|---|---|---|',
      ];
      for (const number of processes) {
        const seconds = await runOf(target, client, env, { jobs, processes: number });
        const each = (1000 * seconds * number) / jobs;
        lines.push(
          `| ${number} solver process${number === 1 ? '' : 'es'} | ${(jobs / seconds).toFixed(0)} | ${each.toFixed(1)} | ${(each - single).toFixed(1)} |`,
        );
      }
      return lines;
    } finally {
      await client.end();
      service.process.kill('SIGTERM');
      await ended(service.process);
    }
  } finally {
    await database.value.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
