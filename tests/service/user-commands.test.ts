import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Session } from '../../src/cli/run.ts';
import { askDatabase } from '../fixtures/rows.ts';
import { MARIA, openTestStore, sessionOf, teamOf, type TestStore } from '../fixtures/stores.ts';
import { runInProcess } from '../unit/cli/in-process.ts';

let at: TestStore;
beforeAll(async () => {
  at = await openTestStore();
});
afterAll(() => at.close());

/** The store is opened once: how a command opens it is tried with keys. */
const withStore: Session['withStore'] = async (work) => ({ ok: true, value: await work(at.store) });
const run = (...args: readonly string[]) => runInProcess(['users', ...args], { withStore });
const asJson = async (...args: readonly string[]) =>
  JSON.parse((await run(...args, '--json')).out) as { readonly id: string };

it('adds a user, changes what it may do, signs it out, disables and removes it', async () => {
  await withStore((store) =>
    store.write({ organisation: 'default', actor: 'tests' }, ({ teams }) => teams.create(teamOf('north', ['anna']))),
  );
  const made = await asJson(
    'add',
    '--email',
    'Maria@Example.com',
    '--name',
    'Maria',
    '--role',
    'supervisor',
    '--teams',
    'north',
  );
  const { id } = made;
  expect(made).toMatchObject({ email: 'maria@example.com', role: 'supervisor', teams: ['north'], state: 'active' });
  const signIn = () =>
    withStore((store) =>
      store.write({ organisation: 'default', actor: 'tests' }, ({ users }) => users.signIn(id, MARIA, sessionOf('a'))),
    );
  expect(await signIn()).toEqual({ ok: true, value: true });
  expect((await run('sign-out', id)).out).toContain('Sessions ended: 1');
  await signIn();
  const changed = await asJson('change', id, '--role', 'employee', '--employee', 'anna');
  expect(changed).toMatchObject({
    role: 'employee',
    employee: 'anna',
    name: 'Maria',
    subject: MARIA.subject,
    teams: 'all',
  });
  expect(await askDatabase(at.url, 'select id from sessions')).toEqual([]);
  expect((await run('list')).out).toMatch(/maria@example\.com +employee +anna +active +\d{4}-/);
  expect((await run('disable', id, '--lang', 'zh')).out).toContain('已停用');
  expect((await run('add', '--email', 'maria@example.com', '--role', 'hr')).error).toContain('[user-exists]');
  expect((await run('remove', id)).code).toBe(0);
  expect((await run('list')).out).not.toContain(id);
});

it.each([
  [['add', '--role', 'hr'], '--email  [user-without-identity]'],
  [['add', '--role', 'hr', '--email', 'two words@example.com'], '--email  [wrong-email]'],
  [['add', '--role', 'hr', '--subject', 's'], '--issuer  [subject-of-issuer]'],
  [['add', '--role', 'integration', '--email', 'a@b'], '--role  [not-one-of]'],
  [['add', '--role', 'supervisor', '--email', 'a@b'], '--teams  [role-needs]'],
  [['add', '--role', 'supervisor', '--email', 'a@b', '--teams', 'none'], '--teams  [unknown-team]'],
  [['add', '--role', 'employee', '--email', 'a@b'], '--employee  [role-needs]'],
  [['add', '--role', 'employee', '--email', 'a@b', '--employee', 'none'], '--employee  [unknown-employee]'],
  [['change', 'nobody', '--role', 'hr'], '[unknown-user]'],
  [['remove', 'nobody'], '[unknown-user]'],
  [['sign-out', 'nobody'], '[unknown-user]'],
  [['list', '--organisation', 'nowhere'], '[unknown-organisation]'],
])('%j is refused', async (args, expected) => {
  const { code, error } = await run(...args);
  expect([code, error]).toEqual([2, expect.stringContaining(expected)]);
});
