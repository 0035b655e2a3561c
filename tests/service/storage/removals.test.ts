import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ANNAS, newDraft, openTestStore, shiftOf, teamOf, type TestStore } from '../../fixtures/stores.ts';

/** What is removed is gone for everybody, and stays with who removed it. */

let at: TestStore;
beforeAll(async () => {
  at = await openTestStore();
  await at.write(({ teams }) => teams.create(teamOf('north', ['anna'])));
});
afterAll(() => at.close());

const BO = { ...ANNAS, actor: 'bo' };

async function sql(text: string): Promise<readonly Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: at.url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text)).rows;
  } finally {
    await client.end();
  }
}

/** Who made and who removed the rows of a table. */
const traces = (table: string) =>
  sql(`select version, created_by, updated_by, removed_at = updated_at as removed from ${table}`);

const TRACE = { version: 2, created_by: 'anna', updated_by: 'bo', removed: true };

it('a removed absence is gone from every list, and its row says who removed it', async () => {
  const { id } = await at.write(({ absences }) =>
    absences.create({
      employee: 'anna',
      when: { kind: 'dates', from: '2026-03-02', to: '2026-03-04' },
      reason: undefined,
      creditHoursPerDay: undefined,
    }),
  );
  expect(await at.store.write(BO, ({ absences }) => absences.remove(id, 1))).toEqual({ ok: true, value: null });
  expect(await at.read(({ absences }) => absences.get(id))).toBeUndefined();
  expect((await at.read(({ absences }) => absences.list({}, { limit: 9 }))).items).toEqual([]);
  expect(await traces('absences')).toEqual([TRACE]);
});

it('a removed agreement is in no list, and can still be read with who removed it', async () => {
  const agreement = {
    team: 'north',
    employee: undefined,
    rule: 'minimum-rest',
    from: '2026-03-01',
    to: '2026-03-31',
    reference: 'binder 4',
    signedOn: '2026-02-20',
  };
  const { id } = await at.write(({ agreements }) => agreements.create(agreement));
  await at.store.write(BO, ({ agreements }) => agreements.remove(id, 1));
  expect((await at.read(({ agreements }) => agreements.list({ team: 'north' }, { limit: 9 }))).items).toEqual([]);
  const left = await at.read(({ agreements }) => agreements.get(id));
  expect(left).toMatchObject({ ...agreement, version: 2, created: { by: 'anna' }, removed: { by: 'bo' } });
  expect(left?.removed).toEqual(left?.updated);
  expect(await traces('agreements')).toEqual([TRACE]);
});

it('a removed draft is gone with all its versions for whoever asks, and its rows stay', async () => {
  const { id } = await at.write(({ drafts }) => drafts.create(newDraft('north', [shiftOf('a', 'anna')])));
  await at.store.write(BO, ({ drafts }) => drafts.remove(id, 1));
  const seen = await at.read(async ({ drafts }) => [
    await drafts.get(id),
    await drafts.frame(id),
    await drafts.shifts(id),
    await drafts.shifts(id, { version: 1 }),
    (await drafts.versions(id, { limit: 9 })).items,
    (await drafts.list({}, { limit: 9 })).items,
  ]);
  expect(seen).toEqual([undefined, undefined, undefined, undefined, [], []]);
  const change = { put: [], removed: ['a'] };
  for (const version of [1, 2])
    expect(await at.write(({ drafts }) => drafts.change(id, version, change, { kind: 'created' }))).toEqual({
      ok: false,
      reason: 'absent',
    });
  expect(await traces('drafts')).toEqual([TRACE]);
  expect(await sql('select shift_id from draft_shifts')).toEqual([{ shift_id: 'a' }]);
});

it('rows of a history say who entered them', async () => {
  const row = (day: number) => {
    const date = `2026-01-0${day}`;
    return { timestamp: date, start: Date.parse(date) / 1000, date, count: 5, ahtSeconds: undefined };
  };
  const options = { zone: 'UTC' };
  const history = { id: 'calls', name: undefined, team: undefined, skill: undefined, options, rows: [row(1)] };
  await at.write(({ histories }) => histories.create(history));
  await at.store.write(BO, ({ histories }) => histories.enter('calls', [row(1), row(2)], { correct: false }));
  const entered = await sql(
    'select date, created_by, created_at > now() - interval $$1 hour$$ as now from history_rows order by date',
  );
  expect(entered).toEqual([
    { date: '2026-01-01', created_by: 'anna', now: true },
    { date: '2026-01-02', created_by: 'bo', now: true },
  ]);
});
