import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { startEmbedded } from '../../../src/storage/embedded/start.ts';
import { ended, startService } from '../../faults/service.ts';
import { twoSites } from '../../fixtures/two-sites.ts';
import { hardProblem } from '../../service/api-service.ts';

/*
 * How soon a wish to stop and progress cross processes: API process A is asked, solver process B solves, and API process C tells by its stream of events.
 * `npm run -s bench:cancels -- [--times 50]`. Cancel: from the request at A to the end of the job at C. Progress: from its moment in the solve to C; the time from
 * the start of the job to that of the solve, some 10 ms, is counted in.
 */
const { values: options } = parseArgs({ options: { times: { type: 'string', default: '50' } } });
const times = Number(options.times);

const MASTER_KEY = '7'.repeat(64);

type Job = {
  readonly state: string;
  readonly startedAt?: string;
  readonly progress?: { readonly seconds: number };
};
type Seen = { readonly type: string; readonly job: Job; readonly at: number };

/** The events of a job at a process, each when it came. */
async function* eventsOf(url: string, id: string): AsyncGenerator<Seen> {
  const { body } = await fetch(`${url}/v1/jobs/${id}/events`);
  if (body === null) throw new Error('no stream');
  let text = '';
  for await (const chunk of body.pipeThrough(new TextDecoderStream())) {
    const at = Date.now();
    const blocks = (text + chunk).split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) {
      const type = /^event: (.*)$/m.exec(block)?.[1];
      const data = /^data: (.*)$/m.exec(block)?.[1];
      if (type !== undefined && data !== undefined) yield { type, job: JSON.parse(data) as Job, at };
    }
  }
}

type Measured = { readonly cancel: number; readonly progress: readonly number[] };

/** Solves until there is progress, and some time more, and stops. */
async function solveAndStop(a: string, c: string, problem: object, wait: number): Promise<Measured> {
  const asked = await fetch(`${a}/v1/rosters`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Prefer: 'respond-async' },
    body: JSON.stringify({ problem, solve: { seconds: 600, engine: 'lines' } }),
  });
  const { id } = (await asked.json()) as { readonly id: string };
  const progress: number[] = [];
  let stopped: number | undefined;
  for await (const { type, job, at } of eventsOf(c, id)) {
    if (type === 'ended') return { cancel: at - (stopped ?? at), progress };
    if (stopped !== undefined || job.progress === undefined || job.startedAt === undefined) continue;
    progress.push(at - Date.parse(job.startedAt) - 1000 * job.progress.seconds);
    if (progress.length < 3) continue;
    await pause(wait);
    stopped = Date.now();
    await fetch(`${a}/v1/jobs/${id}`, { method: 'DELETE' });
  }
  throw new Error('the stream ended before the job');
}

const quantile = (values: readonly number[], share: number): string =>
  String(
    Math.round(values.toSorted((x, y) => x - y)[Math.min(values.length - 1, Math.floor(share * values.length))] ?? 0),
  );

const folder = mkdtempSync(join(tmpdir(), 'shiftcast-cancels-'));
const server = await startEmbedded({ dataDir: join(folder, 'database'), log: () => undefined });
if (!server.ok) throw new Error(JSON.stringify(server.issues));
const environment = { DATABASE_URL: server.value.url, MASTER_KEY, SOLVERS: '0', SOLVER_THREADS: '2' };
const a = await startService(folder, 0, environment);
const c = await startService(folder, 0, environment);
const root = fileURLToPath(new URL('../../../', import.meta.url));
const b = spawn(join(root, 'node_modules/.bin/node'), ['src/main/cli.ts', 'work'], {
  cwd: root,
  env: { ...process.env, LOG_LEVEL: 'warn', ...environment },
  stdio: ['ignore', 'pipe', 'inherit'],
});
await once(b.stdout, 'data');

const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: root, encoding: 'utf8' }).trim();
console.log(
  `commit ${commit}, ${cpus().length} x ${cpus()[0]?.model ?? ''}, node ${process.version}, load ${loadavg()[0]?.toFixed(1)}\n`,
);
console.log('| job | what | times | p50, ms | p95, ms | most, ms |\n|---|---|---|---|---|---|');
try {
  const problems = { '40 people': hardProblem(), 'two sites, in parts': twoSites() };
  for (const [name, problem] of Object.entries(problems)) {
    const made: Measured[] = [];
    for (let time = 0; time < times; time++) made.push(await solveAndStop(a.url, c.url, problem, (time * 37) % 300));
    const told = { cancel: made.map(({ cancel }) => cancel), progress: made.flatMap(({ progress }) => progress) };
    for (const [what, all] of Object.entries(told))
      console.log(
        `| ${name} | ${what} | ${all.length} | ${[0.5, 0.95, 1].map((share) => quantile(all, share)).join(' | ')} |`,
      );
  }
} finally {
  for (const one of [a.process, b, c.process]) one.kill('SIGTERM');
  await Promise.all([a.process, b, c.process].map(ended));
  await server.value.stop();
  rmSync(folder, { recursive: true, force: true });
}
