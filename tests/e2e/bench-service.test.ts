import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { measureJobs } from '../benchmarks/service/jobs.ts';
import { databaseBytes, residentBytes } from '../benchmarks/service/memory.ts';
import { FIFTY_KILOBYTES, publishedWeek } from '../benchmarks/service/plan.ts';
import { measureReads } from '../benchmarks/service/reads.ts';
import { readsWhileSolving } from '../benchmarks/service/solving.ts';
import type { Target } from '../faults/client.ts';
import { ended, type Service, startService } from '../faults/service.ts';

/** The measurements of the service do what they say; how quick it is, is told by `npm run bench:service` where nothing else runs. */

const folder = mkdtempSync(join(tmpdir(), 'shiftcast-bench-smoke-'));
const dataDir = join(folder, 'data');
let service: Service;
let target: Target;
let path = '';

beforeAll(async () => {
  service = await startService(dataDir, 0, { SOLVER_THREADS: '2' });
  target = { url: service.url, stopped: () => false };
  path = await publishedWeek(target, 'reads', FIFTY_KILOBYTES);
});
afterAll(async () => {
  service.process.kill('SIGTERM');
  await ended(service.process);
  rmSync(folder, { recursive: true, force: true });
});

it('a schedule of 50 KB is read beside a bare handler that sends the same bytes', async () => {
  const pid = service.process.pid ?? 0;
  const how = { rounds: 1, milliseconds: 100, connections: 4 };
  const { bytes, ...rates } = await measureReads({ url: service.url, pid, path, folder, ...how });
  expect(bytes).toBeGreaterThan(45_000);
  expect(bytes).toBeLessThan(55_000);
  for (const { perSecond } of Object.values(rates)) expect(perSecond).toBeGreaterThan(0);
  expect(Math.min(residentBytes(pid), databaseBytes(dataDir))).toBeGreaterThan(2 ** 20);
});

it('reads are timed while two solves run', async () => {
  const lines = await readsWhileSolving({ target, path, team: 'reads', milliseconds: 100 });
  expect(lines.filter((line) => /^\| [a-z].* \| [1-9]\d* \| [\d.]+ \| [\d.]+ \|$/.test(line))).toHaveLength(3);
});

it('jobs are counted that solver processes did', async () => {
  const lines = await measureJobs({ jobs: 3, processes: [1] });
  expect(lines.at(-1)).toMatch(/^\| 1 solver process \| \d+ \| [\d.]+ \| -?[\d.]+ \|$/);
});
