import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { DEFAULT_ORGANISATION } from '../../../src/planning/access.ts';
import { startEmbedded } from '../../../src/storage/embedded/start.ts';
import { migrate } from '../../../src/storage/migrate.ts';
import { ended, startService } from '../../faults/service.ts';
import { residentBytes } from '../service/memory.ts';
import { randomOf } from '../../fixtures/random.ts';

/*
 * A schedule of many: the week of one team, and a month of all as a stream. `npm run -s bench:scale -- [--rows 5000000] [--teams 2000] [--people 200000]`.
 * The rows are written by PostgreSQL itself, week by week and team by team, as the publications of as many teams would leave them; their teams are not stored, only
 * what they published.
 */
const { values: options } = parseArgs({
  options: {
    rows: { type: 'string', default: '5000000' },
    teams: { type: 'string', default: '2000' },
    people: { type: 'string', default: '200000' },
    weeks: { type: 'string', default: '300' },
  },
});
const [rows, teams, people, weeks] = [options.rows, options.teams, options.people, options.weeks].map(Number) as [
  number,
  number,
  number,
  number,
];
/** Of the first Monday's 8:00 in Berlin. */
const FIRST = Date.UTC(2026, 2, 2, 7) / 1000;
/** Whole weeks of five shifts. */
const perPerson = 5 * Math.ceil(rows / people / 5);

const GENERATE = `
  insert into scheduled_shifts (organisation, shift_id, team, site, employee, date, start_at, end_at, cancelled, change, data, name_sealed)
  select $1, employee || '@' || date || '#1', team, null, employee, date, start_at, start_at + 30600, false,
    nth / 5 * 5 * $4::bigint + person * 5 + nth % 5 + 1,
    json_build_object('id', employee || '@' || date || '#1', 'employeeId', employee, 'start', start_at, 'end', start_at + 30600,
      'template', 'day', 'activity', 'work',
      'breaks', json_build_array(json_build_object('start', start_at + 14400, 'end', start_at + 16200, 'paid', false)),
      'teamId', team, 'zone', 'Europe/Berlin', 'date', date, 'ordinal', 1, 'status', 'published', 'sequence', 0,
      'publication', 1, 'changedAt', 1771000000), true
  from (
    select person, nth, 'employee-' || person as employee, 'team-' || person / $5::int as team,
      to_char(to_timestamp($2::bigint + 86400::bigint * day), 'YYYY-MM-DD') as date,
      $2::bigint + 86400::bigint * day + 1800 * (person % 8) as start_at
    from generate_series(0, $4::int - 1) person, generate_series($3::int, $3::int + 4) nth,
      lateral (select nth + nth / 5 * 2 as day) days
  ) shifts
  order by person, nth`;

const quantile = (times: readonly number[], share: number): number =>
  times.toSorted((a, b) => a - b)[Math.min(times.length - 1, Math.floor(share * times.length))] ?? Number.NaN;

const folder = mkdtempSync(join(tmpdir(), 'shiftcast-scale-'));
const dataDir = join(folder, 'data');
const database = await startEmbedded({ dataDir, log: () => undefined });
if (!database.ok) throw new Error(JSON.stringify(database.issues));
const { url } = database.value;
try {
  const migrated = await migrate(url);
  if (!migrated.ok) throw new Error(JSON.stringify(migrated.issues));
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const made = performance.now();
  // Indices are made behind the rows, as a load of so many would do it.
  const { rows: indices } = await client.query<{ name: string; text: string }>(
    "select indexname as name, indexdef as text from pg_indexes where tablename = 'scheduled_shifts' and indexname <> 'scheduled_shifts_pkey'",
  );
  for (const { name } of indices) await client.query(`drop index ${name}`);
  await client.query(
    "set synchronous_commit = off; set maintenance_work_mem = '512MB'; set max_parallel_maintenance_workers = 2",
  );
  for (let week = 0; 5 * week < perPerson; week++)
    await client.query(GENERATE, [DEFAULT_ORGANISATION, FIRST, 5 * week, people, Math.ceil(people / teams)]);
  for (const { text } of indices) await client.query(text);
  await client.query(
    'insert into schedule_counters (organisation, change, longest_seconds) values ($1, $2, 30600) on conflict (organisation) do update set change = excluded.change, longest_seconds = 30600',
    [DEFAULT_ORGANISATION, people * perPerson],
  );
  await client.query('vacuum analyze scheduled_shifts');
  const { rows: sizes } = await client.query<{ count: string; bytes: string }>(
    "select count(*), pg_total_relation_size('scheduled_shifts') as bytes from scheduled_shifts",
  );
  await client.end();
  const [size] = sizes;
  console.log(
    `${size?.count ?? '?'} shifts of ${people} people in ${teams} teams, ${(Number(size?.bytes ?? 0) / 1e9).toFixed(1)} GB with indices, written in ${((performance.now() - made) / 1000).toFixed(0)} s`,
  );
  const service = await startService(join(folder, 'files'), 0, {
    DATABASE_URL: url,
    MASTER_KEY: '0'.repeat(64),
    SOLVERS: '0',
  });
  try {
    const random = randomOf(1);
    const times: number[] = [];
    let found = 0;
    for (let number = 0; number < weeks; number++) {
      const day = 7 * random.whole(0, Math.floor(((perPerson / 5) * 7 - 7) / 7));
      const dateOf = (offset: number): string =>
        new Date((FIRST + 86_400 * (day + offset)) * 1000).toISOString().slice(0, 10);
      const address = `/v1/schedules?team=team-${random.whole(0, teams - 1)}&from=${dateOf(0)}&to=${dateOf(6)}&limit=500`;
      const started = performance.now();
      const answer = await fetch(`${service.url}${address}`);
      const text = await answer.text();
      times.push(performance.now() - started);
      if (answer.status !== 200)
        throw new Error(`${address} was answered with ${answer.status}: ${text.slice(0, 300)}`);
      found += (JSON.parse(text) as { readonly items: readonly unknown[] }).items.length;
    }
    console.log(
      `a team's week: ${weeks} times, ${Math.round(found / weeks)} shifts each; p50 ${quantile(times, 0.5).toFixed(1)} ms, p95 ${quantile(times, 0.95).toFixed(1)} ms`,
    );
    const pid = service.process.pid ?? 0;
    const resident = [residentBytes(pid)];
    const watch = setInterval(() => resident.push(residentBytes(pid)), 250);
    const exported = await exportMonth(service.url);
    clearInterval(watch);
    console.log(
      `export of 2026-03: ${exported.rows} shifts, ${(exported.bytes / 1e6).toFixed(0)} MB in ${exported.seconds.toFixed(1)} s: ${Math.round(exported.rows / exported.seconds)} shifts a second`,
    );
    const [before = 0] = resident;
    const later = resident.slice(resident.length >> 1);
    const mebi = (bytes: number): string => (bytes / 2 ** 20).toFixed(0);
    console.log(
      `memory of the service: ${mebi(before)} MiB before the export, at most ${mebi(Math.max(...resident))} in it, ${mebi(Math.max(...later))} in its second half`,
    );
  } finally {
    service.process.kill('SIGTERM');
    await ended(service.process);
  }
} finally {
  await database.value.stop();
  rmSync(folder, { recursive: true, force: true });
}

/** Counts the lines of the stream as they come. */
function exportMonth(
  base: string,
): Promise<{ readonly rows: number; readonly bytes: number; readonly seconds: number }> {
  const started = performance.now();
  return new Promise((resolve, reject) => {
    const sent = request(`${base}/v1/schedules/export?from=2026-03-01&to=2026-03-31`, (response) => {
      if (response.statusCode !== 200) reject(new Error(`the export was answered with ${response.statusCode ?? 0}`));
      let [count, bytes] = [0, 0];
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) count += 1;
      });
      response.once('end', () => resolve({ rows: count, bytes, seconds: (performance.now() - started) / 1000 }));
      response.once('error', reject);
    });
    sent.once('error', reject);
    sent.end();
  });
}

const root = new URL('../../../', import.meta.url);
const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: root, encoding: 'utf8' }).trim();
console.log(
  `commit ${commit}, ${cpus().length} x ${cpus()[0]?.model ?? '?'}, node ${process.version}, load ${loadavg()[0]?.toFixed(1) ?? '?'}`,
);
