import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { addDays } from '../../../src/domain/calendar.ts';
import { allPages } from '../../../src/planning/all-pages.ts';
import { storedHours, tablesForHours } from '../../../src/planning/hours-stored.ts';
import type { Publication, Tables } from '../../../src/planning/store.ts';
import { startEmbedded } from '../../../src/storage/embedded/start.ts';
import { migrate } from '../../../src/storage/migrate.ts';
import { openStore } from '../../../src/storage/store.ts';
import { newPublication, scheduledOf, teamOf } from '../../fixtures/stores.ts';

/*
 * What reading the hours of a year costs before anything is counted: a team's weekly publications of five shifts for each of many people, every tenth person with a
 * waiver a week. Told are the waivers out of whole publications, as they were read before, the waivers alone, and all that the ledger of the team, and that of one
 * employee, is counted from. `npm run -s bench:hours -- [--people 200] [--weeks 52] [--trials 5]`.
 */
const { values: options } = parseArgs({
  options: {
    people: { type: 'string', default: '200' },
    weeks: { type: 'string', default: '52' },
    trials: { type: 'string', default: '5' },
  },
});
const [people, weeks, trials] = [options.people, options.weeks, options.trials].map(Number) as [number, number, number];
const SCOPE = { organisation: 'bench', actor: 'bench' };
const FIRST = '2026-03-02';
const DATES = { from: FIRST, to: addDays(FIRST, weeks * 7 - 1) };
const ids = Array.from({ length: people }, (_, index) => `employee-${index}`);
const team = teamOf('north', ids, { rules: [{ rule: 'minimum-rest', values: { minimumHours: 11 } }] });

function publicationOf(week: number): Omit<Publication, 'id' | 'number' | 'created'> {
  const from = addDays(FIRST, week * 7);
  const shifts = ids.flatMap((id) => [0, 1, 2, 3, 4].map((day) => scheduledOf('north', id, week * 7 + day)));
  const waiver = { rule: 'minimum-rest', reason: 'Stocktaking, agreed with everybody', name: 'Maria' };
  const breaches = ids
    .filter((_, index) => index % 10 === 0)
    .map((employee) => ({
      breach: {
        rule: 'minimum-rest',
        severity: 'block' as const,
        employeeId: employee,
        start: shifts[0]?.start ?? 0,
        end: shifts[0]?.end ?? 0,
        measured: 36_000,
        limit: 39_600,
        excess: 3600,
        unit: 'seconds' as const,
        shiftIds: [],
        facts: {},
      },
      waiver: { ...waiver, employee },
    }));
  const gate = { breaches, unknowns: [], notChecked: [] } as unknown as Publication['gate'];
  return { ...newPublication('north', shifts), from, to: addDays(from, 6), gate };
}

const folder = mkdtempSync(join(tmpdir(), 'shiftcast-bench-hours-'));
const server = await startEmbedded({ dataDir: folder, log: () => undefined });
if (!server.ok) throw new Error(server.issues[0]?.message);
const { url, stop } = server.value;
const migrated = await migrate(url);
if (!migrated.ok) throw new Error(migrated.issues[0]?.message);
const { store, close } = await openStore({ url, role: 'api', masterKey: Buffer.alloc(32, 1), connections: 4 });

/** Median and most of the milliseconds of some trials, behind one that warms up. */
async function timed(name: string, read: (tables: Tables) => Promise<number>): Promise<void> {
  const times: number[] = [];
  let found = 0;
  for (let trial = 0; trial <= trials; trial += 1) {
    const start = performance.now();
    found = await store.read(SCOPE, read);
    if (trial > 0) times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  const median = times[Math.floor(times.length / 2)] ?? Number.NaN;
  console.log(
    `${name.padEnd(40)} ${median.toFixed(0).padStart(6)} ms  most ${(times.at(-1) ?? 0).toFixed(0)} ms  ${found} found`,
  );
}

try {
  await store.organisations.create('bench', undefined, 'bench');
  await store.write(SCOPE, ({ teams }) => teams.create(team));
  for (let week = 0; week < weeks; week += 1) {
    const publication = publicationOf(week);
    await store.write(SCOPE, ({ publications }) => publications.create(publication, publication.published));
  }
  const [cpu] = cpus();
  console.log(
    `${people} people, ${weeks} weeks; ${cpu?.model ?? '?'} x ${cpus().length}, load ${loadavg()[0]?.toFixed(1)}`,
  );
  await timed('waivers out of whole publications', async ({ publications }) => {
    let waivers = 0;
    for (const { id } of await allPages((page) => publications.list({ team: 'north', ...DATES }, page)))
      for (const { waiver } of (await publications.get(id))?.gate.breaches ?? [])
        if (waiver !== undefined) waivers += 1;
    return waivers;
  });
  await timed('waivers alone', async ({ publications }) => (await publications.waivers('north', DATES)).length);
  const shifts = async (tables: Tables, employees: readonly string[] | undefined) =>
    (await storedHours(tablesForHours(tables), team, DATES, employees)).scheduled.length;
  await timed('all of the team', (tables) => shifts(tables, undefined));
  await timed('all of one employee', (tables) => shifts(tables, ['employee-0']));
} finally {
  await close();
  await stop();
  rmSync(folder, { recursive: true, force: true });
}
