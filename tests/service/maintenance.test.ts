import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runCommandLine } from '../../src/cli/program.ts';
import type { Session } from '../../src/cli/run.ts';
import { maintenanceOf } from '../../src/main/maintenance.ts';
import { stderrLog } from '../../src/main/log.ts';
import { withStorage } from '../../src/main/storage.ts';
import { createTestDatabase, TEST_KEY, type TestDatabase } from '../fixtures/postgres.ts';
import { teamOf } from '../fixtures/stores.ts';

let database: TestDatabase;
let folder: string;
beforeAll(async () => {
  database = await createTestDatabase();
  folder = mkdtempSync(join(tmpdir(), 'shiftcast-maintenance-'));
});
afterAll(async () => {
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

/** What a command says, and with which code it leaves. */
async function run(...args: readonly string[]) {
  const said = { out: '', error: '' };
  const environment = { DATABASE_URL: database.url, MASTER_KEY: TEST_KEY.toString('hex'), LOG_LEVEL: 'silent' };
  const log = stderrLog('silent');
  const session = {
    folder,
    terminal: {
      out: (text: string) => void (said.out += text),
      error: (text: string) => void (said.error += text),
      watched: false,
    },
    withStore: (use: Parameters<Session['withStore']>[0]) => withStorage(environment, log, use),
    maintenance: () => Promise.resolve(maintenanceOf(environment, log)),
  } as unknown as Session;
  const code = await runCommandLine(session, 'test', args);
  return { code, ...said };
}

it('the commands keep a trail, a backup and an erasure apart from the service', async () => {
  const store = { DATABASE_URL: database.url, MASTER_KEY: TEST_KEY.toString('hex') };
  await withStorage(store, stderrLog('silent'), (open) =>
    open.write({ organisation: 'default', actor: 'maria' }, ({ teams }) => teams.create(teamOf('north', ['anna']))),
  );
  expect(await run('trail', 'verify')).toMatchObject({
    code: 0,
    out: expect.stringContaining('1 entries, whole') as string,
  });
  expect(await run('trail', 'head', '--out', 'heads.json')).toMatchObject({ code: 0 });
  expect(await run('backup')).toMatchObject({ code: 2, error: expect.stringContaining('[option-missing]') as string });
  expect(await run('backup', '--out', 'first')).toMatchObject({
    code: 0,
    out: expect.stringContaining('rows of') as string,
  });
  expect(JSON.parse((await run('export-employee', 'anna', '--json')).out)).toMatchObject({
    teams: [{ team: 'north' }],
  });
  expect(await run('erase', 'anna', '--lang', 'zh')).toMatchObject({
    code: 0,
    out: expect.stringContaining('化名') as string,
  });
  expect(await run('erase', 'anna')).toMatchObject({
    code: 2,
    error: expect.stringContaining('[employee-absent]') as string,
  });
  expect(await run('erasures', '--out', 'erasures.json')).toMatchObject({ code: 0 });
  expect(await run('trail', 'verify', '--from-head', 'heads.json')).toMatchObject({ code: 0 });
  expect((await run('trail', 'list', '--kind', 'employee')).out).toMatch(/command\s+erase\s+employee erased-/);
  writeFileSync(join(folder, 'wrong.json'), '{"kind":"trail-heads"}');
  expect(await run('trail', 'verify', '--from-head', 'wrong.json')).toMatchObject({ code: 2 });
  expect(await run('restore', 'first')).toMatchObject({
    code: 2,
    error: expect.stringContaining('[store-not-empty]') as string,
  });
  const restored = await run('restore', 'first', '--replace', '--erasures', 'erasures.json', '--json');
  expect([restored.code, JSON.parse(restored.out)]).toMatchObject([0, { kind: 'restored', erased: 1 }]);

  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  await client.query("alter table trail disable trigger user; update trail set actor = 'nobody' where number = 1");
  await client.end();
  expect(await run('trail', 'verify')).toMatchObject({
    code: 1,
    out: expect.stringContaining('entry 1 was changed') as string,
  });
});

it('periods are shown, set and followed, and refused where they are too short', async () => {
  expect((await run('retention', 'show')).out).toMatch(
    /job-results\s+30\s+1\n[^]*publications +for ever +400\n[^]*no law known/,
  );
  const set = await run('retention', 'set', 'jobs=90', 'publications=731', 'trail=365', 'job-results=7');
  expect([set.code, set.out]).toEqual([0, expect.stringMatching(/jobs +90 +1 +yes\n/)]);
  expect(JSON.parse((await run('retention', 'set', 'job-results=usual', 'trail=forever', '--json')).out)).toMatchObject(
    {
      version: 3,
      kinds: expect.arrayContaining([
        { kind: 'job-results', days: 30, least: 1, given: false },
        { kind: 'trail', days: null, least: 365, given: true },
      ]) as object,
    },
  );
  const dry = await run('retention', 'run', '--dry-run', '--lang', 'zh');
  expect([dry.code, dry.out]).toEqual([0, expect.stringMatching(/publications +0 publications[^]*未删除任何内容/)]);
  expect(JSON.parse((await run('retention', 'run', '--json')).out)).toMatchObject({ dryRun: false, complete: true });
  expect((await run('retention', 'show')).out).toMatch(/last run: 2/);
  for (const [period, code] of [
    ['trail=30', 'retention-too-short'],
    ['publications=730', 'retention-below-law'],
    ['jobs=0', 'too-small'],
    ['jobs=soon', 'option-wrong'],
    ['cats=5', 'unknown-key'],
  ])
    expect(await run('retention', 'set', period ?? '')).toMatchObject({
      code: 2,
      error: expect.stringContaining(`[${code}]`) as string,
    });
  expect(await run('retention', 'show', '--organisation', 'nowhere')).toMatchObject({ code: 2 });
  expect((await run('trail', 'list', '--kind', 'retention')).out).toMatch(/command\s+retention set\s+retention/);
});
