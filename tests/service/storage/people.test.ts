import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Absence } from '../../../src/domain/schedule.ts';
import { askDatabase } from '../../fixtures/rows.ts';
import { allPages, MONDAY, openTestStore, teamOf, type TestStore } from '../../fixtures/stores.ts';

let at: TestStore;
beforeAll(async () => {
  at = await openTestStore();
  await at.write(({ teams }) => teams.create(teamOf('north')));
});
afterAll(() => at.close());

function absenceOf(employee: string, from: string, to: string): Omit<Absence, 'id'> {
  return { employee, when: { kind: 'dates', from, to }, reason: 'flu', creditHoursPerDay: 7.7 };
}

it('an absence is kept, replaced and removed at its version', async () => {
  const made = await at.write(({ absences }) => absences.create(absenceOf('anna', '2026-03-02', '2026-03-04')));
  expect(made).toMatchObject({ ...absenceOf('anna', '2026-03-02', '2026-03-04'), version: 1, created: { by: 'anna' } });
  expect(await at.read(({ absences }) => absences.get(made.id))).toEqual(made);
  const span: Absence = {
    id: made.id,
    employee: 'anna',
    when: { kind: 'span', start: MONDAY, end: MONDAY + 3600 },
    reason: undefined,
    creditHoursPerDay: undefined,
  };
  const replaced = await at.write(({ absences }) => absences.replace(span, 1));
  expect(replaced).toMatchObject({ ok: true, value: { ...span, version: 2 } });
  const stale = { ok: false, reason: 'stale', version: 2 };
  expect(await at.write(({ absences }) => absences.replace(span, 1))).toEqual(stale);
  expect(await at.write(({ absences }) => absences.remove(made.id, 1))).toEqual(stale);
  expect(await at.write(({ absences }) => absences.remove(made.id, 2))).toEqual({ ok: true, value: null });
  const absent = { ok: false, reason: 'absent' };
  expect(await at.write(({ absences }) => absences.remove(made.id, 2))).toEqual(absent);
  expect(await at.write(({ absences }) => absences.replace(span, 2))).toEqual(absent);
});

it('absences are listed newest first, by person and by the dates they may touch', async () => {
  const dates = await at.write(({ absences }) => absences.create(absenceOf('bo', '2026-05-10', '2026-05-12')));
  const noon = Date.UTC(2026, 4, 20, 12) / 1000;
  const span = await at.write(({ absences }) =>
    absences.create({
      employee: 'cem',
      when: { kind: 'span', start: noon, end: noon + 3600 },
      reason: undefined,
      creditHoursPerDay: undefined,
    }),
  );
  const listed = (filter: object) =>
    at.read(async ({ absences }) => (await allPages((page) => absences.list(filter, page), 1)).map(({ id }) => id));
  expect(await listed({})).toEqual([span.id, dates.id]);
  expect(await listed({ employees: ['bo'] })).toEqual([dates.id]);
  expect(await listed({ employees: [] })).toEqual([]);
  expect(await listed({ from: '2026-05-12', to: '2026-05-14' })).toEqual([dates.id]);
  expect(await listed({ from: '2026-05-15', to: '2026-05-17' })).toEqual([]);
  // On a clock ahead of UTC noon may be the next day already.
  expect(await listed({ from: '2026-05-21', to: '2026-05-21' })).toEqual([span.id]);
  expect(await listed({ to: '2026-05-05' })).toEqual([]);
});

it('agreements are kept by team and dates, and removed at their version', async () => {
  const agreement = {
    team: 'north',
    employee: undefined,
    rule: 'minimum-rest',
    from: '2026-03-01',
    to: '2026-03-31',
    reference: 'works council, binder 4',
    signedOn: '2026-02-20',
  };
  const made = await at.write(({ agreements }) => agreements.create(agreement));
  expect(made).toMatchObject({ ...agreement, version: 1 });
  expect(await at.read(({ agreements }) => agreements.get(made.id))).toEqual(made);
  const own = await at.write(({ agreements }) =>
    agreements.create({ ...agreement, employee: 'anna', to: '2026-03-02' }),
  );
  const listed = (filter: object) =>
    at.read(async ({ agreements }) => (await allPages((page) => agreements.list(filter, page), 1)).map(({ id }) => id));
  expect(await listed({ team: 'north' })).toEqual([own.id, made.id]);
  expect(await listed({ from: '2026-03-03' })).toEqual([made.id]);
  expect(await listed({ team: 'south' })).toEqual([]);
  const remove = (version: number) => at.write(({ agreements }) => agreements.remove(made.id, version));
  expect(await remove(2)).toEqual({ ok: false, reason: 'stale', version: 1 });
  expect(await remove(1)).toEqual({ ok: true, value: null });
  expect(await remove(1)).toEqual({ ok: false, reason: 'absent' });
});

it('reasons of absence lie sealed, those of before too once a service has started', async () => {
  const own = await openTestStore();
  try {
    const when = { kind: 'dates', from: '2026-03-02', to: '2026-03-03' } as const;
    const said = (employee: string, reason: string | undefined) => ({ employee, when, reason, creditHoursPerDay: 7 });
    const ids = await own.write(async ({ absences }) => {
      const made = [];
      for (const [who, why] of [
        ['anna', 'appendicitis'],
        ['anna', undefined],
        ['ben', 'migraine'],
      ] as const)
        made.push((await absences.create(said(who, why))).id);
      return made;
    });
    const [first = '', second = '', third = ''] = ids;
    await own.write(({ absences }) => absences.replace({ ...said('ben', 'fracture'), id: third }, 1));
    const stored = async () =>
      askDatabase(own.url, "select id, reason, encode(sealed_reason, 'escape') as sealed from absences order by id");
    const reasons = async () =>
      (await own.read(({ absences }) => absences.list({}, { limit: 9 }))).items.map(({ reason }) => reason);
    expect(JSON.stringify(await stored())).not.toMatch(/appendicitis|migraine|fracture/);
    expect(await reasons()).toEqual(['fracture', undefined, 'appendicitis']);

    // As a version of before wrote it.
    await askDatabase(own.url, "update absences set reason = 'flu', sealed_reason = null where id = $1", [second]);
    expect(await reasons()).toEqual(['fracture', 'flu', 'appendicitis']);
    expect([await own.sealOld(), await own.sealOld()]).toEqual([1, 0]);
    expect((await stored()).map(({ reason }) => reason)).toEqual([null, null, null]);
    expect(await reasons()).toEqual(['fracture', 'flu', 'appendicitis']);
    // One reason does not pass for another, and not without the key of the person.
    await askDatabase(
      own.url,
      'update absences set sealed_reason = (select sealed_reason from absences where id = $1) where id = $2',
      [first, second],
    );
    await expect(reasons()).rejects.toThrow('cannot be opened');
    await askDatabase(own.url, "delete from person_keys where employee = 'ben'");
    await expect(own.read(({ absences }) => absences.get(third))).rejects.toThrow('cannot be opened');
  } finally {
    await own.close();
  }
});
