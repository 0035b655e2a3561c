import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openMasterKey } from '../../../src/storage/people/master-key.ts';
import { createTestDatabase, type TestDatabase } from '../../fixtures/postgres.ts';

let database: TestDatabase;
let folder: string;
beforeAll(async () => {
  database = await createTestDatabase();
  folder = mkdtempSync(join(tmpdir(), 'shiftcast-key-'));
});
afterAll(async () => {
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

const open = (file: string, given?: string) => openMasterKey(database.url, { given, file: join(folder, file) });
const codes = (outcome: Awaited<ReturnType<typeof open>>) => (outcome.ok ? [] : outcome.issues.map(({ code }) => code));

it('the first start makes a key for its owner alone; later ones find it, and no other key opens the database', async () => {
  const first = await open('data/master.key');
  expect(first).toMatchObject({ ok: true });
  const file = join(folder, 'data/master.key');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(await open('data/master.key')).toEqual(first);
  const text = readFileSync(file, 'utf8').trim();
  expect(await open('none', text)).toEqual(first);
  expect(
    codes(
      await open(
        'none',
        text.replace(/^./, (digit) => (digit === '0' ? '1' : '0')),
      ),
    ),
  ).toEqual(['master-key-wrong']);
  expect(codes(await open('none'))).toEqual(['master-key-missing']);
  chmodSync(file, 0o640);
  expect(codes(await open('data/master.key'))).toEqual(['master-key-unusable']);
  writeFileSync(join(folder, 'short'), 'abc\n', { mode: 0o600 });
  expect(codes(await open('short'))).toEqual(['master-key-unusable']);
});
