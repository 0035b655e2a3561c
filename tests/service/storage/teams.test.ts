import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Employee } from '../../../src/domain/team.ts';
import { allPages, ANNAS, openTestStore, teamOf, type TestStore } from '../../fixtures/stores.ts';

let at: TestStore;
beforeAll(async () => {
  at = await openTestStore();
});
afterAll(() => at.close());

function withPayroll(id: string, payroll: string): Employee {
  return { id, contract: 'full-time', skills: [], externalIds: { payroll } };
}

it('a team comes back as it was written, with who wrote it and when', async () => {
  const team = teamOf('north', ['anna', 'bo'], { name: 'Nord 北\0', site: 'Berlin' });
  const before = Date.now();
  const made = await at.write(({ teams }) => teams.create(team));
  expect(made).toMatchObject({ team, version: 1, created: { by: 'anna' }, updated: { by: 'anna' } });
  const read = await at.read(({ teams }) => teams.get('north'));
  expect(read).toEqual(made);
  expect(read?.created.at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/u);
  expect(Math.abs(Date.parse(read?.created.at ?? '') - before)).toBeLessThan(60_000);
  expect(await at.write(({ teams }) => teams.create(team))).toBe('exists');
  expect(await at.read(({ teams }) => teams.get('nowhere'))).toBeUndefined();
});

it('a team is replaced at its version alone', async () => {
  await at.write(({ teams }) => teams.create(teamOf('replaced', ['cem'])));
  const next = teamOf('replaced', ['cem', 'dora'], { name: 'New' });
  const bo = { ...ANNAS, actor: 'bo' };
  const done = await at.store.write(bo, ({ teams }) => teams.replace(next, 1));
  expect(done).toMatchObject({
    ok: true,
    value: { team: next, version: 2, created: { by: 'anna' }, updated: { by: 'bo' } },
  });
  expect(await at.write(({ teams }) => teams.replace(next, 1))).toEqual({ ok: false, reason: 'stale', version: 2 });
  expect(await at.write(({ teams }) => teams.replace(teamOf('absent'), 1))).toEqual({ ok: false, reason: 'absent' });
});

it('of two replacements of the same version one is done', async () => {
  await at.write(({ teams }) => teams.create(teamOf('raced', ['eva'])));
  const outcomes = await Promise.all(
    ['one', 'two', 'three'].map((name) =>
      at.write(({ teams }) => teams.replace(teamOf('raced', ['eva'], { name }), 1)),
    ),
  );
  expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
  expect(outcomes.filter(({ ok }) => !ok)).toEqual([
    { ok: false, reason: 'stale', version: 2 },
    { ok: false, reason: 'stale', version: 2 },
  ]);
});

it('a removed team is gone, its id is not given again, and its external ids are free', async () => {
  await at.write(({ teams }) => teams.create(teamOf('old', [withPayroll('fay', '900')])));
  expect(await at.write(({ teams }) => teams.remove('old', 7))).toEqual({ ok: false, reason: 'stale', version: 1 });
  expect(await at.write(({ teams }) => teams.remove('old', 1))).toEqual({ ok: true, value: null });
  expect(await at.write(({ teams }) => teams.remove('old', 2))).toEqual({ ok: false, reason: 'absent' });
  expect(await at.read(({ teams }) => teams.get('old'))).toBeUndefined();
  expect(await at.write(({ teams }) => teams.create(teamOf('old')))).toBe('exists');
  expect(await at.read(({ teams }) => teams.employeeByExternalId('payroll', '900'))).toBeUndefined();
  const listed = await at.read(({ teams }) => teams.list({ employee: 'fay' }, { limit: 10 }));
  expect(listed.items).toEqual([]);
  await at.write(({ teams }) => teams.create(teamOf('heir', [withPayroll('gus', '900')])));
  expect(await at.read(({ teams }) => teams.employeeByExternalId('payroll', '900'))).toBe('gus');
});

it('an external id belongs to one person, in whatever teams she is', async () => {
  const [hal, other] = [withPayroll('hal', '17'), withPayroll('ivy', '17')];
  await at.write(({ teams }) => teams.create(teamOf('first', [hal])));
  const second = teamOf('second', [other]);
  expect(await at.read(({ teams }) => teams.externalIdClashes(second))).toEqual([
    { system: 'payroll', externalId: '17', employee: 'ivy', other: 'hal' },
  ]);
  await expect(at.write(({ teams }) => teams.create(second))).rejects.toThrow('external_ids');
  expect(await at.read(({ teams }) => teams.get('second'))).toBeUndefined();
  const same = teamOf('second', [hal]);
  expect(await at.read(({ teams }) => teams.externalIdClashes(same))).toEqual([]);
  await at.write(({ teams }) => teams.create(same));
  // While the second team names it, the first one cannot give it to another person.
  expect(await at.read(({ teams }) => teams.externalIdClashes(teamOf('first', [other])))).toHaveLength(1);
  await at.write(({ teams }) => teams.remove('second', 1));
  expect(await at.read(({ teams }) => teams.externalIdClashes(teamOf('first', [other])))).toEqual([]);
  await at.write(({ teams }) => teams.replace(teamOf('first', [other]), 1));
  expect(await at.read(({ teams }) => teams.employeeByExternalId('payroll', '17'))).toBe('ivy');
});

it('two teams that claim an external id for different people at once do not both get it', async () => {
  const create = (team: string, employee: string) =>
    at.write(async ({ teams }) => {
      const wanted = teamOf(team, [withPayroll(employee, '4711')]);
      if ((await teams.externalIdClashes(wanted)).length > 0) return 'clash';
      return teams.create(wanted);
    });
  const outcomes = await Promise.all([create('claim-a', 'jo'), create('claim-b', 'kim'), create('claim-c', 'lea')]);
  expect(outcomes.filter((outcome) => outcome === 'clash')).toHaveLength(2);
});

it('teams are listed page by page, by site, by person and by what their name or id contains', async () => {
  const other = await openTestStore();
  try {
    const names = Array.from({ length: 7 }, (_, index) => `team-${index}`);
    for (const [index, id] of names.entries()) {
      const team = teamOf(id, [`person-${index % 2}`], { name: `100%_${index}`, site: index < 3 ? 'Köln' : 'Bonn' });
      await other.write(({ teams }) => teams.create(team));
    }
    const ids = (filter: object, limit: number) =>
      other.read(async ({ teams }) => (await allPages((page) => teams.list(filter, page), limit)).map(({ id }) => id));
    expect(await ids({}, 2)).toEqual(names);
    expect(await ids({}, 7)).toEqual(names);
    expect(await ids({ site: 'Köln' }, 2)).toEqual(names.slice(0, 3));
    expect(await ids({ employee: 'person-1' }, 2)).toEqual(['team-1', 'team-3', 'team-5']);
    expect(await ids({ text: '%_5' }, 2)).toEqual(['team-5']);
    expect(await ids({ text: 'TEAM-6' }, 2)).toEqual(['team-6']);
    expect(await ids({ text: '\\' }, 2)).toEqual([]);
    const [summary] = (await other.read(({ teams }) => teams.list({}, { limit: 1 }))).items;
    expect(summary).toMatchObject({ id: 'team-0', name: '100%_0', site: 'Köln', zone: 'Europe/Berlin', employees: 1 });
  } finally {
    await other.close();
  }
});
