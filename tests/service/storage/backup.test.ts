import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Erasure } from '../../../src/planning/maintenance.ts';
import { erasuresOf, restoreBackup } from '../../../src/storage/backup/restore.ts';
import { writeBackup } from '../../../src/storage/backup/write.ts';
import { openMasterKey } from '../../../src/storage/people/master-key.ts';
import { type OpenStore, openStore } from '../../../src/storage/store.ts';
import { createTestDatabase, TEST_KEY, type TestDatabase } from '../../fixtures/postgres.ts';
import {
  ANNAS,
  MARIA,
  newDraft,
  newPublication,
  scheduledOf,
  sessionOf,
  shiftOf,
  teamOf,
  USER,
} from '../../fixtures/stores.ts';

let folder: string;
const databases: TestDatabase[] = [];
async function database(): Promise<string> {
  const one = await createTestDatabase();
  databases.push(one);
  await openMasterKey(one.url, { given: TEST_KEY.toString('hex'), file: '' });
  return one.url;
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'shiftcast-backup-'));
});
afterAll(async () => {
  for (const one of databases) await one.drop();
  rmSync(folder, { recursive: true, force: true });
});

async function withStore<T>(url: string, work: (open: OpenStore) => Promise<T>): Promise<T> {
  const open = await openStore({ url, role: 'api', masterKey: TEST_KEY, connections: 3 });
  try {
    return await work(open);
  } finally {
    await open.close();
  }
}

const ROW = { timestamp: '2026-01-01T00:00', start: 1_767_225_600, date: '2026-01-01', count: 0.1, ahtSeconds: 61.7 };
const DATES = { kind: 'dates', from: '2026-03-02', to: '2026-03-03' } as const;

const SIGN_IN = { nonce: 'n', verifier: 'v', returnTo: '/', organisation: undefined, browserHash: 'h' };

/** Rows in every table, with texts that are hard to keep. */
async function fill(url: string): Promise<void> {
  await withStore(url, async ({ store }) => {
    await store.organisations.create('acme', undefined, 'tests');
    await store.write(ANNAS, async (tables) => {
      const odd = { name: 'line\nbreak "quoted" \\ 王 \u2028', externalIds: { payroll: '1' } };
      const anna = { id: 'anna', contract: 'full-time', skills: [], ...odd };
      await tables.teams.create(teamOf('north', [anna, 'ben', 'carl']));
      const options = { zone: 'UTC' };
      const history = { id: 'calls', name: 'c', team: 'north', skill: undefined, options, rows: [ROW] };
      await tables.histories.create(history);
      await tables.histories.enter('calls', [{ ...ROW, count: 2 }], { correct: true });
      const head = { team: 'north', from: undefined, to: undefined, parameters: {}, engine: '0' };
      await tables.documents.create({ ...head, kind: 'forecast', inputs: { history: 'calls' } }, '{ "a":\n 1.50 }');
      await tables.drafts.create(newDraft('north', [shiftOf('a', 'anna')]));
      const shift = scheduledOf('north', 'anna', 0, { site: 'Kiel' });
      await tables.publications.create(newPublication('north', [shift]), [shift]);
      const moved = { ...shift, site: 'Bonn' };
      await tables.publications.create(newPublication('north', [moved]), [moved]);
      const absence = { employee: 'anna', when: DATES, reason: 'flu', creditHoursPerDay: 7.7 };
      await tables.absences.create(absence);
      const span = { from: '2026-03-01', to: '2026-03-31', signedOn: '2026-02-01' };
      const about = { team: 'north', employee: undefined, rule: 'minimum-rest', reference: 'binder' };
      await tables.agreements.create({ ...about, ...span });
      const request = { operation: 'plans', body: '{"seed": 1}' } as const;
      await tables.jobs.create({ kind: 'plan', team: 'north', seed: 2 ** 40, request });
      await tables.idempotency.take('key', 'print');
      const day = { from: '2026-03-02', to: '2026-03-02' };
      const result = { employeeId: 'anna', date: day.from, handled: 20 };
      await tables.results.enter('north', day, { added: [result], replaced: [] });
      const best = { best: 'anna', bestValue: 0.8, proposed: 0.84, ...day };
      const [target] = await tables.results.propose('north', [{ season: 'all', measure: 'reply-rate', ...best }]);
      await tables.results.accept('north', [{ id: target?.id ?? '', target: 0.1 }]);
      const hash = 'a'.repeat(64);
      const key = {
        id: 'k',
        name: 'n',
        hash,
        role: 'hr',
        teams: 'all',
        employee: undefined,
        operations: 'all',
      } as const;
      await tables.keys.create({ ...key, days: 3 });
      await tables.users.create('maria', USER);
      await tables.users.signIn('maria', MARIA, sessionOf('of maria'));
    });
    await store.sessions.begin('state', SIGN_IN, 600);
    await store.accessCounts.count('guess', '192.0.2.7', { most: 9, seconds: 600 });
    await store.write(ANNAS, ({ people }) => people.erase('carl'));
    await store.write(ANNAS, ({ retention }) => retention.replace({ jobs: 90, audits: null }, 1));
    await store.write(ANNAS, ({ calendarLinks }) =>
      calendarLinks.create({ whose: 'employee', thing: 'anna', names: true, language: 'en' }),
    );
  });
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`
    insert into webhooks (organisation, id, url, events, state, secret, created_by, updated_by)
      values ('acme', 'w', 'https://receiver.example', '{a,"b c"}', 'on', '\\x00ff', 'maria', 'maria');
    insert into webhook_deliveries (organisation, webhook, message, event, body, created_by)
      values ('acme', 'w', 'm', 'e', '{}', 'maria');
    insert into attendances (organisation, team, employee, start_at, end_at, activity, created_by)
      values ('acme', 'north', 'anna', 1772438400, 1772467200, 'work', 'maria');
    insert into attendance_spans (organisation, team, first_date, last_date, added, replaced, created_by)
      values ('acme', 'north', '2026-03-02', '2026-03-02', 1, 0, 'maria');
    insert into result_settings (organisation, team, settings, created_by, updated_by)
      values ('acme', 'north', '{"seasons":[]}', 'maria', 'maria');
    insert into trail_pending (organisation, at, actor, via, address, operation, action, kind, thing, content, mac)
      values ('acme', now(), 'maria', 'local', '', 'createTeam', 'create', 'team', 'north', '\\x00ff', '\\xff00')`);
  await client.end();
}

/** All rows of all tables, as the server writes them. */
async function contents(url: string): Promise<Readonly<Record<string, readonly string[]>>> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string }>(
      `select table_name as name from information_schema.tables
       where table_schema = 'public' and table_name not like 'kysely%' order by 1`,
    );
    const all: Record<string, readonly string[]> = {};
    for (const { name } of rows) {
      const found = await client.query<{ text: string }>(`select t::text as text from "${name}" t order by 1`);
      all[name] = found.rows.map(({ text }) => text);
    }
    return all;
  } finally {
    await client.end();
  }
}

const restore = (url: string, file: string, more: { replace?: boolean; erasures?: readonly Erasure[] } = {}) =>
  restoreBackup(url, { file, replace: false, erasures: [], masterKey: TEST_KEY, ...more });

it('a backup brings back every row of every table but for sessions, and nothing else', async () => {
  const url = await database();
  await fill(url);
  const before = await contents(url);
  expect(Object.entries(before).filter(([, rows]) => rows.length === 0)).toEqual([]);
  // Whoever was signed in signs in again: a session that ended since then is not brought back.
  const restoredAs = { ...before, sessions: [], sign_ins: [], access_counts: [] };
  const file = join(folder, 'whole');
  const written = await writeBackup(url, file);
  expect(written).toMatchObject({
    ok: true,
    value: { tables: { teams: 1, absences: 1, trail: before['trail']?.length } },
  });
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(await writeBackup(url, file)).toMatchObject({ ok: false, issues: [{ code: 'backup-unusable' }] });

  expect(await restore(url, file)).toMatchObject({ ok: false, issues: [{ code: 'store-not-empty' }] });
  const other = await database();
  const restored = await restore(other, file);
  expect(restored).toMatchObject({ ok: true, value: { erased: 0, trail: [{ organisation: 'acme' }] } });
  expect(restored.ok && restored.value.trail[0]?.fault).toBeUndefined();
  expect(await contents(other)).toEqual(restoredAs);

  // What came after it goes, where that is wanted; whoever uses the database meanwhile is not cut off.
  await withStore(other, async ({ store }) => {
    await store.write(ANNAS, ({ teams }) => teams.create(teamOf('later')));
    expect(await restore(other, file, { replace: true })).toMatchObject({
      ok: false,
      issues: [{ code: 'store-in-use' }],
    });
  });
  expect(await restore(other, file, { replace: true })).toMatchObject({ ok: true });
  expect(await contents(other)).toEqual(restoredAs);
});

it('a backup with any byte changed, or cut off, is refused and nothing is touched', async () => {
  const url = await database();
  await fill(url);
  const file = join(folder, 'first');
  await writeBackup(url, file);
  const bytes = readFileSync(file);
  const other = await database();
  const before = await contents(other);
  for (const part of [0, 0.1, 0.5, 0.9, 0.999]) {
    const at = Math.min(bytes.length - 1, Math.floor(bytes.length * part));
    const changed = Buffer.from(bytes);
    // Byte 9 of gzip names the system that wrote it and says nothing of the contents.
    changed[at] = (changed[at] ?? 0) ^ 0x10;
    writeFileSync(join(folder, 'changed'), changed);
    expect(await restore(other, join(folder, 'changed'))).toMatchObject({
      ok: false,
      issues: [{ code: 'backup-damaged' }],
    });
  }
  writeFileSync(join(folder, 'changed'), bytes.subarray(0, -20));
  expect(await restore(other, join(folder, 'changed'))).toMatchObject({
    ok: false,
    issues: [{ code: 'backup-damaged' }],
  });
  expect(await restore(other, join(folder, 'none'))).toMatchObject({
    ok: false,
    issues: [{ code: 'backup-unusable' }],
  });
  expect(await contents(other)).toEqual(before);
});

it('a restore that fails midway leaves what was there', async () => {
  const url = await database();
  await fill(url);
  const file = join(folder, 'other-key');
  await writeBackup(url, file);
  const other = await database();
  await fill(other);
  const before = await contents(other);
  const stranger = { file, replace: true, erasures: [], masterKey: Buffer.alloc(32, 9) };
  expect(await restoreBackup(other, stranger)).toMatchObject({ ok: false, issues: [{ code: 'master-key-wrong' }] });
  expect(await contents(other)).toEqual(before);
});

it('who was erased after the backup is not brought back by it', async () => {
  const url = await database();
  await fill(url);
  const file = join(folder, 'before-erasure');
  await writeBackup(url, file);
  const erased = await withStore(url, ({ store }) => store.write(ANNAS, ({ people }) => people.erase('anna')));
  if (!erased.ok) throw new Error(erased.reason);
  const erasures = await erasuresOf(url);
  const other = await database();
  for (const restored of [await restore(url, file, { replace: true }), await restore(other, file, { erasures })])
    expect(restored).toMatchObject({ ok: true, value: { erased: 1 } });
  for (const at of [url, other]) {
    const text = JSON.stringify(await contents(at));
    expect(text).not.toMatch(/quoted|anna@|flu/);
    expect(text).toContain(erased.value.pseudonym);
  }
});
