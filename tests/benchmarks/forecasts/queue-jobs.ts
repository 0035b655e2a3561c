import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { uniforms } from '../../../src/forecasting/random-numbers.ts';
import { expectReply, type Target } from '../../faults/client.ts';
import { ended, startService } from '../../faults/service.ts';

/*
 * Many queues forecast as jobs of the service, each from a year of half-hours of its own, by all processors: from the first request to the end of the last job.
 * `npm run -s bench:forecast-jobs -- [--queues 200] [--days 7]`.
 */
const { values: options } = parseArgs({
  options: { queues: { type: 'string', default: '200' }, days: { type: 'string', default: '7' } },
});
const queues = Number(options.queues);
const DAYS = 364;
const SLOTS = 48;
/** Requests that are asked at a time. */
const AT_ONCE = 4;
const MILLISECONDS_PER_DAY = 86_400_000;

/** A year of made-up half-hours round the clock: a wave by day, weekdays apart, a drifting level and noise. */
function yearOf(queue: number): string {
  const uniform = uniforms(queue + 1);
  const first = Date.parse('2025-01-06');
  const lines = ['timestamp,count'];
  let level = 20 + 80 * uniform();
  for (let day = 0; day < DAYS; day += 1) {
    level *= 1 + 0.04 * (uniform() - 0.5);
    const date = new Date(first + day * MILLISECONDS_PER_DAY).toISOString().slice(0, 10);
    for (let slot = 0; slot < SLOTS; slot += 1) {
      const wave = 1 - 0.8 * Math.cos((2 * Math.PI * slot) / SLOTS);
      const count = Math.round(level * wave * (day % 7 > 4 ? 0.5 : 1) * (0.7 + 0.6 * uniform()));
      const minutes = 30 * slot;
      const time = `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
      lines.push(`${date} ${time},${count}`);
    }
  }
  return `${lines.join('\n')}\n`;
}

const folder = mkdtempSync(join(tmpdir(), 'shiftcast-bench-forecast-jobs-'));
const threads = cpus().length;
const service = await startService(join(folder, 'data'), 0, { SOLVER_THREADS: String(threads) });
try {
  const target: Target = { url: service.url, stopped: () => false };
  const bodies = Array.from({ length: queues }, (_, queue) => {
    return { history: { kind: 'history', zone: 'UTC', csv: yearOf(queue) }, days: Number(options.days) };
  });
  const one = performance.now();
  await expectReply(target, 200, 'POST', '/v1/forecasts', { body: bodies[0] });
  const alone = (performance.now() - one) / 1000;
  const started = performance.now();
  const jobs: string[] = [];
  let next = 0;
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let queue = next++; queue < queues; queue = next++) {
        const headers = { Prefer: 'respond-async' };
        const { body } = await expectReply(target, 202, 'POST', '/v1/forecasts', { body: bodies[queue], headers });
        jobs.push(String(body['id']));
      }
    }),
  );
  const asked = (performance.now() - started) / 1000;
  for (const job of jobs) {
    for (;;) {
      const { body } = await expectReply(target, 200, 'GET', `/v1/jobs/${job}`);
      if (body['state'] === 'succeeded') break;
      if (body['state'] !== 'queued' && body['state'] !== 'running')
        throw new Error(`${job} is ${String(body['state'])}`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
  const seconds = (performance.now() - started) / 1000;
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
  console.log(
    `commit ${commit}, ${threads} x ${cpus()[0]?.model.trim() ?? 'unknown'}, node ${process.version}, load ${loadavg()[0]?.toFixed(1)}`,
  );
  console.log(`| queues | days ahead | jobs at a time | one request s | all asked s | all done s | queues a second |`);
  console.log('|---|---|---|---|---|---|---|');
  const cells = [queues, options.days, threads, alone.toFixed(1), asked.toFixed(1), seconds.toFixed(1)];
  console.log(`| ${[...cells, (queues / seconds).toFixed(2)].join(' | ')} |`);
} finally {
  service.process.kill('SIGTERM');
  await ended(service.process);
  rmSync(folder, { recursive: true, force: true });
}
