import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Tables } from '../../../src/planning/store.ts';
import { startEmbedded } from '../../../src/storage/embedded/start.ts';
import { migrate } from '../../../src/storage/migrate.ts';
import { openStore } from '../../../src/storage/store.ts';
import { verifyTrails } from '../../../src/storage/trail/verify.ts';
import { newPublication, scheduledOf, teamOf } from '../../fixtures/stores.ts';

/*
 * What the trail costs a write, on the service's own database with fsync on: the same small row with an entry of the trail (an absence) and without one
 * (a key of a request), one after the other and by eight at once; the publication of five shifts for each of many people; and the check of it all.
 * `npm run -s bench:trail -- [--writes 400] [--people 340]`.
 */
const { values: options } = parseArgs({
  options: { writes: { type: 'string', default: '400' }, people: { type: 'string', default: '340' } },
});
const writes = Number(options.writes);
const people = Number(options.people);
const AT_ONCE = 8;
const SCOPE = { organisation: 'bench', actor: 'bench' };

const folder = mkdtempSync(join(tmpdir(), 'shiftcast-bench-trail-'));
const server = await startEmbedded({ dataDir: folder, log: () => undefined });
if (!server.ok) throw new Error(server.issues[0]?.message);
const { url, stop } = server.value;
const migrated = await migrate(url);
if (!migrated.ok) throw new Error(migrated.issues[0]?.message);
const { store, close } = await openStore({ url, role: 'api', masterKey: Buffer.alloc(32, 1), connections: 10 });

type Write = (tables: Tables, index: number) => Promise<unknown>;

/** Milliseconds of each of many writes, `lanes` of them at a time, and of them all. */
async function timed(write: Write, lanes: number): Promise<{ readonly each: number[]; readonly all: number }> {
  const each: number[] = [];
  const began = performance.now();
  await Promise.all(
    Array.from({ length: lanes }, async (_, lane) => {
      for (let index = lane; index < writes; index += lanes) {
        const start = performance.now();
        await store.write(SCOPE, (tables) => write(tables, index));
        each.push(performance.now() - start);
      }
    }),
  );
  return { each, all: performance.now() - began };
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
const say = (name: string, { each, all }: { readonly each: readonly number[]; readonly all: number }): void =>
  console.log(
    `${name.padEnd(34)} median ${median(each).toFixed(2)} ms, ${((1000 * writes) / all).toFixed(0)} a second`,
  );

let round = 0;
const untold: Write = ({ idempotency }, index) => idempotency.take(`${round}-${index}`, 'print');
const told: Write = ({ absences }, index) =>
  absences.create({
    employee: `agent-${index % people}`,
    when: { kind: 'dates', from: '2026-03-02', to: '2026-03-03' },
    reason: 'flu',
    creditHoursPerDay: undefined,
  });

try {
  console.log(`${cpus().length} processors of ${cpus()[0]?.model ?? 'unknown'}, ${writes} writes, ${people} people`);
  await timed(told, AT_ONCE);
  for (const lanes of [1, AT_ONCE]) {
    round += 1;
    say(`without an entry, ${lanes} at a time`, await timed(untold, lanes));
    say(`with an entry, ${lanes} at a time`, await timed(told, lanes));
  }
  const ids = Array.from({ length: people }, (_, index) => `agent-${index}`);
  await store.write(SCOPE, ({ teams }) => teams.create(teamOf('bench', ids)));
  const shifts = ids.flatMap((id) => [0, 1, 2, 3, 4].map((day) => scheduledOf('bench', id, day)));
  const start = performance.now();
  await store.write(SCOPE, ({ publications }) => publications.create(newPublication('bench', shifts), shifts));
  console.log(`publication of ${shifts.length} shifts, sealed   ${(performance.now() - start).toFixed(0)} ms`);
  const checking = performance.now();
  const [verdict] = await verifyTrails(url);
  if (verdict === undefined || verdict.fault !== undefined) throw new Error('the trail is not whole');
  const seconds = (performance.now() - checking) / 1000;
  console.log(`verified ${verdict.entries} entries in ${seconds.toFixed(2)} s`);
} finally {
  await close();
  await stop();
  rmSync(folder, { recursive: true, force: true });
}
