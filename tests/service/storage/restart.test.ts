import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ClaimedJob } from '../../../src/planning/job-store.ts';
import { type EmbeddedServer, startEmbedded } from '../../../src/storage/embedded/start.ts';
import { migrate } from '../../../src/storage/migrate.ts';
import { type OpenStore, openStore } from '../../../src/storage/store.ts';
import { TEST_KEY } from '../../fixtures/postgres.ts';
import { ANNAS, teamOf } from '../../fixtures/stores.ts';

let dataDir: string;
let server: EmbeddedServer;
let api: OpenStore;
let solver: OpenStore;

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'shiftcast-restart-'));
  const started = await startEmbedded({ dataDir, durable: false, log: () => undefined });
  if (!started.ok) throw new Error(started.issues.map(({ message }) => message).join(' '));
  server = started.value;
  const migrated = await migrate(server.url);
  if (!migrated.ok) throw new Error(migrated.issues.map(({ message }) => message).join(' '));
  api = await openStore({ url: server.url, role: 'api', masterKey: TEST_KEY });
  solver = await openStore({ url: server.url, role: 'solver', masterKey: TEST_KEY });
});
afterAll(async () => {
  await Promise.all([api.close(), solver.close()]);
  await server.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

it('writes, told events and the work on jobs go on when the server was killed and started again', async () => {
  const claimed: ClaimedJob[] = [];
  const working = await solver.ledger.work(1, (job) => {
    claimed.push(job);
    return Promise.resolve();
  });
  const told: string[] = [];
  api.store.onJob((id) => told.push(id));

  process.kill(server.pid(), 'SIGKILL');
  await Promise.all(
    Array.from({ length: 6 }, (_, index) =>
      api.store.write(ANNAS, ({ teams }) => teams.create(teamOf(`team-${index}`))),
    ),
  );
  const { items } = await api.store.read(ANNAS, ({ teams }) => teams.list({}, { limit: 10 }));
  expect(items).toHaveLength(6);

  const job = await api.store.write(ANNAS, ({ jobs }) =>
    jobs.create({ kind: 'roster', team: undefined, seed: 1, request: { operation: 'rosters', body: '{}' } }),
  );
  while (claimed.length === 0 || !told.includes(job.id)) await new Promise((resolve) => setTimeout(resolve, 20));
  expect(claimed).toMatchObject([{ id: job.id, attempt: 1 }]);
  await working.stop();
  expect(await solver.ledger.end(claimed[0] as ClaimedJob, { state: 'succeeded' })).toBe(true);
});
