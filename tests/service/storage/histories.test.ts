import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { HistoryHead, StoredRow } from '../../../src/planning/store.ts';
import { allPages, openTestStore, type TestStore } from '../../fixtures/stores.ts';

let at: TestStore;
beforeAll(async () => {
  at = await openTestStore();
});
afterAll(() => at.close());

const HOUR = 3600;

function rowOf(hour: number, count: number, ahtSeconds?: number): StoredRow {
  const start = 1_767_225_600 + hour * HOUR;
  const text = new Date(start * 1000).toISOString();
  return { timestamp: text.slice(0, 16), start, date: text.slice(0, 10), count, ahtSeconds };
}

async function create(rows: readonly StoredRow[], more: { id?: string; team?: string } = {}): Promise<HistoryHead> {
  const made = await at.write(({ histories }) =>
    histories.create({
      name: 'Calls',
      team: undefined,
      skill: 'phone',
      options: { zone: 'UTC', interval: 'PT1H' },
      rows,
      ...more,
    }),
  );
  if (made === 'exists') throw new Error('exists');
  return made;
}

it('a history comes back with its rows in order of time', async () => {
  const rows = [rowOf(30, 4.5, 180), rowOf(0, 1), rowOf(1, 2, 200.5)];
  const made = await create(rows, { id: 'calls', team: 'north' });
  expect(made).toMatchObject({
    id: 'calls',
    name: 'Calls',
    team: 'north',
    skill: 'phone',
    options: { zone: 'UTC', interval: 'PT1H' },
    rows: 3,
    firstDate: '2026-01-01',
    lastDate: '2026-01-02',
    version: 1,
  });
  expect(await at.read(({ histories }) => histories.get('calls'))).toEqual(made);
  const all = await at.read(({ histories }) => histories.rows('calls'));
  expect(all).toEqual([rows[1], rows[2], rows[0]]);
  const second = await at.read(({ histories }) => histories.rows('calls', { from: '2026-01-02' }));
  expect(second).toEqual([rows[0]]);
  expect(await at.read(({ histories }) => histories.rows('calls', { end: '2026-01-02' }))).toHaveLength(2);
  const again = { name: undefined, team: undefined, skill: undefined, options: { zone: 'UTC' }, rows: [] };
  expect(await at.write(({ histories }) => histories.create({ ...again, id: 'calls' }))).toBe('exists');
});

it('a history without id or rows gets an id', async () => {
  const made = await create([]);
  expect(made).toMatchObject({ rows: 0, firstDate: undefined, lastDate: undefined });
  expect(made.id).toMatch(/^[0-9a-f-]{36}$/u);
});

it('days weigh handling times by contacts and come page by page', async () => {
  const { id } = await create([
    rowOf(0, 1, 100),
    rowOf(1, 3, 200),
    rowOf(2, 5),
    rowOf(24, 7),
    rowOf(48, 0, 90),
    rowOf(72, 1, 60),
  ]);
  const days = await at.read(({ histories }) => allPages((page) => histories.days(id, {}, page), 2));
  expect(days).toEqual([
    { date: '2026-01-01', rows: 3, count: 9, ahtSeconds: 175 },
    { date: '2026-01-02', rows: 1, count: 7, ahtSeconds: undefined },
    { date: '2026-01-03', rows: 1, count: 0, ahtSeconds: undefined },
    { date: '2026-01-04', rows: 1, count: 1, ahtSeconds: 60 },
  ]);
  const span = { from: '2026-01-02', end: '2026-01-04' };
  const some = await at.read(({ histories }) => histories.days(id, span, { limit: 5 }));
  expect(some.items.map(({ date }) => date)).toEqual(['2026-01-02', '2026-01-03']);
});

it('rows are added; those with another value are given back unless they are corrected, and equal ones are passed over', async () => {
  const { id } = await create([rowOf(0, 1, 100), rowOf(1, 2)]);
  const enter = (rows: readonly StoredRow[], correct: boolean, version?: number) =>
    at.write(({ histories }) => histories.enter(id, rows, { correct, version }));
  expect(await enter([rowOf(0, 1, 100), rowOf(2, 9), rowOf(1, 3)], false)).toEqual({
    ok: true,
    value: { ok: false, differing: [rowOf(1, 2)] },
  });
  expect(await at.read(({ histories }) => histories.rows(id))).toHaveLength(2);
  expect(await enter([rowOf(0, 1, 100), rowOf(30, 9)], false, 1)).toMatchObject({
    ok: true,
    value: {
      ok: true,
      added: 1,
      corrected: 0,
      same: 1,
      head: { version: 2, rows: 3, firstDate: '2026-01-01', lastDate: '2026-01-02' },
    },
  });
  expect(await enter([rowOf(0, 1, 100)], true, 2)).toMatchObject({ value: { same: 1, head: { version: 2 } } });
  expect(await enter([rowOf(0, 1)], true, 1)).toEqual({ ok: false, reason: 'stale', version: 2 });
  const corrected = await enter([rowOf(0, 1), rowOf(1, 8), rowOf(-1, 5)], true, 2);
  expect(corrected).toMatchObject({
    value: { added: 1, corrected: 2, same: 0, head: { version: 3, rows: 4, firstDate: '2025-12-31' } },
  });
  expect(await at.read(({ histories }) => histories.rows(id))).toEqual([
    rowOf(-1, 5),
    rowOf(0, 1),
    rowOf(1, 8),
    rowOf(30, 9),
  ]);
  expect(await at.write(({ histories }) => histories.enter('none', [], { correct: true }))).toEqual({
    ok: false,
    reason: 'absent',
  });
});

it('what was corrected is kept with who did it', async () => {
  const { id } = await create([rowOf(0, 1, 100)]);
  const bo = { organisation: 'acme', actor: 'bo' };
  await at.store.write(bo, ({ histories }) => histories.enter(id, [rowOf(0, 2)], { correct: true }));
  await at.store.write(bo, ({ histories }) => histories.enter(id, [rowOf(0, 3, 50)], { correct: true }));
  const client = new pg.Client({ connectionString: at.url });
  await client.connect();
  const { rows } = await client.query<Record<string, unknown>>(
    `select version, old_count, old_aht_seconds, new_count, new_aht_seconds, corrected_by from history_corrections
     where history = $1 order by version`,
    [id],
  );
  await client.end();
  expect(rows).toEqual([
    { version: 2, old_count: 1, old_aht_seconds: 100, new_count: 2, new_aht_seconds: null, corrected_by: 'bo' },
    { version: 3, old_count: 2, old_aht_seconds: null, new_count: 3, new_aht_seconds: 50, corrected_by: 'bo' },
  ]);
});

it('entries of one history that come at once wait for each other', async () => {
  const { id } = await create([]);
  const batches = Array.from({ length: 4 }, (_, batch) =>
    Array.from({ length: 50 }, (__, hour) => rowOf(batch * 40 + hour, 1)),
  );
  await Promise.all(batches.map((rows) => at.write(({ histories }) => histories.enter(id, rows, { correct: false }))));
  const head = await at.read(({ histories }) => histories.get(id));
  expect(head?.rows).toBe(170);
  expect(await at.read(({ histories }) => histories.rows(id))).toHaveLength(170);
});

it('histories are listed by id and team, and removed at their version', async () => {
  const ids = ['list-a', 'list-b', 'list-c', 'list-d', 'list-e'];
  for (const id of ids) await create([rowOf(0, 1)], { id, team: 'listed' });
  const listed = await at.read(({ histories }) => allPages((page) => histories.list({ team: 'listed' }, page), 2));
  expect(listed.map(({ id }) => id)).toEqual(ids);
  const remove = (version: number) => at.write(({ histories }) => histories.remove('list-c', version));
  expect(await remove(3)).toEqual({ ok: false, reason: 'stale', version: 1 });
  expect(await remove(1)).toEqual({ ok: true, value: null });
  expect(await remove(1)).toEqual({ ok: false, reason: 'absent' });
  // Forecasts name it, so it can still be read.
  const removed = { version: 2, removed: { by: 'anna' } };
  expect(await at.read(({ histories }) => histories.get('list-c'))).toMatchObject(removed);
  expect(await at.read(({ histories }) => histories.rows('list-c'))).toHaveLength(1);
  expect(await at.read(({ histories }) => allPages((page) => histories.days('list-c', {}, page), 2))).toHaveLength(1);
  const left = await at.read(({ histories }) => allPages((page) => histories.list({ team: 'listed' }, page), 2));
  expect(left.map(({ id }) => id)).toEqual(['list-a', 'list-b', 'list-d', 'list-e']);
});

it('the id of a removed history is not given again, and no rows are entered into it', async () => {
  await create([rowOf(0, 1)], { id: 'gone' });
  await at.write(({ histories }) => histories.remove('gone', 1));
  const anew = { name: undefined, team: undefined, skill: undefined, options: { zone: 'UTC' } };
  const made = at.write(({ histories }) => histories.create({ ...anew, id: 'gone', rows: [rowOf(5, 9)] }));
  expect(await made).toBe('exists');
  const entered = at.write(({ histories }) => histories.enter('gone', [rowOf(1, 2)], { correct: false }));
  expect(await entered).toEqual({ ok: false, reason: 'absent' });
  const client = new pg.Client({ connectionString: at.url });
  await client.connect();
  const kept = await client.query<{ count: number }>("select count from history_rows where history = 'gone'");
  await client.end();
  expect(kept.rows).toEqual([{ count: 1 }]);
});
