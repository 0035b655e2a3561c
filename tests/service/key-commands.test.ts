import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Session } from '../../src/cli/run.ts';
import { withStorage } from '../../src/main/storage.ts';
import { pino } from 'pino';
import { createTestDatabase, TEST_KEY, type TestDatabase } from '../fixtures/postgres.ts';
import { runInProcess } from '../unit/cli/in-process.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const run = (...args: readonly string[]) => {
  const withStore: Session['withStore'] = (work) =>
    withStorage({ DATABASE_URL: database.url, MASTER_KEY: TEST_KEY.toString('hex') }, pino({ level: 'silent' }), work);
  return runInProcess(args, { withStore });
};

it('makes an organisation and a key of it, tells the key once, lists and revokes it', async () => {
  expect((await run('organisations', 'create', 'north', '--name', 'North')).out).toContain('North');
  expect((await run('organisations', 'list')).out).toMatch(/default[^]*north/);
  const own = ['--organisation', 'north'];
  const made = await run('keys', 'create', '--name', 'first', '--role', 'administrator', ...own);
  const [key = '', id = ''] = /shc_north_([a-z0-9]{12})_[\w-]{43}/.exec(made.out) ?? [];
  expect([made.code, key]).toEqual([0, expect.stringContaining('shc_north_')]);
  const listed = await run('keys', 'list', ...own);
  expect(listed.out).toContain(id);
  expect(listed.out).not.toContain(key.slice(-43));
  expect((await run('keys', 'list')).out).not.toContain(id);
  expect((await run('keys', 'revoke', id)).code).toBe(2);
  expect((await run('keys', 'revoke', id, ...own, '--lang', 'zh')).out).toContain('已吊销');
});

it.each([
  [['keys', 'create', '--name', 'a', '--role', 'chief'], '--role  [not-one-of]'],
  [['keys', 'create', '--name', 'a', '--role', 'employee', '--days', 'x'], '--employee  [role-needs]'],
  [
    ['keys', 'create', '--name', 'a', '--role', 'hr', '--operations', 'makePlan'],
    '--operations  [operation-of-others]',
  ],
  [['keys', 'create', '--name', 'a', '--role', 'supervisor'], '--teams  [role-needs]'],
  [['keys', 'create', '--name', 'a', '--role', 'supervisor', '--teams', 'none'], '--teams  [unknown-team]'],
  [['keys', 'list', '--organisation', 'nowhere'], '[unknown-organisation]'],
  [['organisations', 'create', 'North!'], '[wrong-organisation]'],
  [['organisations', 'create', 'default'], '[organisation-exists]'],
])('%j is refused', async (args, expected) => {
  const { code, error } = await run(...args);
  expect([code, error]).toEqual([2, expect.stringContaining(expected)]);
});
