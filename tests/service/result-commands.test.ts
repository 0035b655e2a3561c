import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runCommandLine } from '../../src/cli/program.ts';
import type { Session } from '../../src/cli/run.ts';
import { stderrLog } from '../../src/main/log.ts';
import { withStorage } from '../../src/main/storage.ts';
import { createTestDatabase, TEST_KEY, type TestDatabase } from '../fixtures/postgres.ts';
import { teamOf } from '../fixtures/stores.ts';

let database: TestDatabase;
let folder: string;
const environment = () => ({
  DATABASE_URL: database.url,
  MASTER_KEY: TEST_KEY.toString('hex'),
  LOG_LEVEL: 'silent',
});
beforeAll(async () => {
  database = await createTestDatabase();
  folder = mkdtempSync(join(tmpdir(), 'shiftcast-results-'));
  const log = stderrLog('silent');
  await withStorage(environment(), log, (open) =>
    open.write({ organisation: 'default', actor: 'maria' }, ({ teams }) =>
      teams.create(teamOf('north', ['anna', 'ben'])),
    ),
  );
});
afterAll(async () => {
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

async function run(...args: readonly string[]) {
  const said = { out: '', error: '' };
  const log = stderrLog('silent');
  const session = {
    folder,
    terminal: {
      out: (text: string) => void (said.out += text),
      error: (text: string) => void (said.error += text),
      watched: false,
    },
    withStore: (use: Parameters<Session['withStore']>[0]) => withStorage(environment(), log, use),
  } as unknown as Session;
  const code = await runCommandLine(session, 'test', ['results', ...args]);
  return { code, ...said };
}

it('results are entered, measured and made targets on the command line', async () => {
  const rows = ['anna,2026-06-01,100,40', 'ben,2026-06-01,100,30', 'anna,2026-06-02,100,20', 'ben,2026-06-02,100,25'];
  writeFileSync(join(folder, 'june.csv'), `employee,date,enquiries,converted\n${rows.join('\n')}\n`);
  expect(await run('enter', 'north', 'june.csv')).toMatchObject({
    code: 0,
    out: expect.stringContaining('4 rows added') as string,
  });
  expect((await run('enter', 'north', 'june.csv', '--lang', 'zh')).out).toContain('相同 4 行');
  const seasons = [{ season: 'peak', from: '2026-06-01', to: '2026-06-01' }];
  writeFileSync(join(folder, 'settings.json'), JSON.stringify({ seasons }));
  expect((await run('settings', 'north', '--set', 'settings.json')).out).toMatch(/peak +2026-06-01/);
  expect(JSON.parse((await run('settings', 'north', '--json')).out)).toMatchObject({
    version: 2,
    settings: { seasons },
  });
  expect((await run('list', 'north', '--employee', 'anna')).out.split('\n')).toHaveLength(4);

  const proposed = JSON.parse((await run('propose', 'north', '--json')).out) as {
    readonly items: readonly { readonly id: string; readonly season: string; readonly proposed: number }[];
  };
  expect(proposed.items.map(({ season, proposed: value }) => [season, value])).toEqual([
    ['peak', 0.42],
    ['other', 0.2625],
  ]);
  const [peak] = proposed.items;
  expect((await run('accept', 'north', `${peak?.id}=0.4`)).out).toMatch(/peak .*accepted .*40\.0 % .*command line/);
  expect((await run('targets', 'north', '--state', 'proposed')).out).not.toContain('peak');
  const measures = await run('measures', 'north', '--out', 'measures.json');
  expect(measures.out).toMatch(/Peak season[^]*Targets in force\n[^]*peak +Enquiry conversion +40\.0 % +35\.0 % +no/);

  for (const [args, code] of [
    [['measures', 'south'], 'team-absent'],
    [['measures', 'north', '--from', '2027-01-01'], 'results-absent'],
    [['propose', 'north', '--to', '2020-01-01'], 'no-target'],
    [['accept', 'north', peak?.id ?? ''], 'target-settled'],
    [['accept', 'north', 'x=many'], 'option-wrong'],
    [['list', 'north', '--from', '2026-06-02', '--to', '2026-06-01'], 'window-empty'],
    [['enter', 'north', 'settings.json'], 'unknown-key'],
    [['targets', 'north', '--organisation', 'elsewhere'], 'unknown-organisation'],
  ] as const)
    expect(await run(...args), args.join(' ')).toMatchObject({
      code: 2,
      error: expect.stringContaining(`[${code}]`) as string,
    });
});
