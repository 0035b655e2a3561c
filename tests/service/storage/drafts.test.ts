import { afterAll, beforeAll, expect, it } from 'vitest';
import type { DraftCause } from '../../../src/domain/draft.ts';
import { allPages, FRAME, newDraft, openTestStore, shiftOf, teamOf, type TestStore } from '../../fixtures/stores.ts';

let at: TestStore;
beforeAll(async () => {
  at = await openTestStore();
  await at.write(({ teams }) => teams.create(teamOf('north', ['anna', 'bo'])));
});
afterAll(() => at.close());

const EDITED: DraftCause = { kind: 'edited', edits: ['move'], employees: ['anna'] };

const SOLVE = {
  status: 'optimal',
  endedBy: 'proof',
  objective: 10,
  bound: 10,
  boundKind: 'integer',
  gap: 0,
  seconds: 1,
  iterations: 5,
  engine: 'highs',
  seed: 1,
} as const;

it('a draft comes back with its frame and its shifts in order of start', async () => {
  const shifts = [shiftOf('late', 'bo', 3), shiftOf('b', 'anna'), shiftOf('a', 'bo')];
  const made = await at.write(({ drafts }) => drafts.create({ ...newDraft('north', shifts), name: 'Week 10' }));
  expect(made).toMatchObject({ team: 'north', name: 'Week 10', from: '2026-03-02', days: 7, shifts: 3, version: 1 });
  expect(await at.read(({ drafts }) => drafts.get(made.id))).toEqual(made);
  expect(await at.read(({ drafts }) => drafts.frame(made.id))).toEqual({ ...FRAME, past: undefined });
  const read = await at.read(({ drafts }) => drafts.shifts(made.id));
  expect(read?.map(({ id }) => id)).toEqual(['a', 'b', 'late']);
  expect(read?.[2]).toEqual(shifts[0]);
  const bos = await at.read(({ drafts }) => drafts.shifts(made.id, { employees: ['bo'] }));
  expect(bos?.map(({ id }) => id)).toEqual(['a', 'late']);
  expect(await at.read(({ drafts }) => drafts.shifts(made.id, { employees: [] }))).toEqual([]);
});

it('every version of a draft stays readable', async () => {
  const draft = await at.write(({ drafts }) => drafts.create(newDraft('north', [shiftOf('a', 'anna')])));
  const change = (version: number, put: Parameters<typeof shiftOf>[], removed: string[], cause: DraftCause = EDITED) =>
    at.write(({ drafts }) =>
      drafts.change(draft.id, version, { put: put.map((one) => shiftOf(...one)), removed }, cause),
    );
  expect(await change(1, [['b', 'bo', 1]], [])).toMatchObject({ ok: true, value: { version: 2, shifts: 2 } });
  expect(await change(2, [['b', 'anna', 2]], ['a'])).toMatchObject({ ok: true, value: { version: 3, shifts: 1 } });
  expect(await change(3, [['a', 'anna', 0]], ['b', 'never-there'])).toMatchObject({
    ok: true,
    value: { version: 4, shifts: 1 },
  });
  const solved = await change(4, [['c', 'bo', 4]], [], { kind: 'solved', job: null, solve: SOLVE });
  expect(solved).toMatchObject({ ok: true, value: { version: 5, shifts: 2, solve: { ...SOLVE, version: 5 } } });
  expect(await change(5, [], ['c'])).toMatchObject({ ok: true, value: { version: 6, solve: { version: 5 } } });
  const at_ = (version?: number) => at.read(({ drafts }) => drafts.shifts(draft.id, { version }));
  expect(await at_(1)).toEqual([shiftOf('a', 'anna')]);
  expect(await at_(2)).toEqual([shiftOf('a', 'anna'), shiftOf('b', 'bo', 1)]);
  expect(await at_(3)).toEqual([shiftOf('b', 'anna', 2)]);
  expect(await at_(4)).toEqual([shiftOf('a', 'anna')]);
  expect(await at_(5)).toEqual([shiftOf('a', 'anna'), shiftOf('c', 'bo', 4)]);
  expect(await at_()).toEqual([shiftOf('a', 'anna')]);
  expect(await at_(0)).toBeUndefined();
  expect(await at_(7)).toBeUndefined();
  expect(await at.read(({ drafts }) => drafts.shifts('no-draft'))).toBeUndefined();
  const versions = await at.read(({ drafts }) => allPages((page) => drafts.versions(draft.id, page), 2));
  expect(versions.map(({ version }) => version)).toEqual([6, 5, 4, 3, 2, 1]);
  expect(versions.map(({ shifts }) => shifts)).toEqual([1, 2, 1, 1, 2, 1]);
  expect(versions.at(-1)).toMatchObject({ cause: { kind: 'created' }, written: { by: 'anna' } });
  expect(versions[1]?.cause).toEqual({ kind: 'solved', job: null, solve: SOLVE });
});

it('of changes of one version that come at once, one is made', async () => {
  const draft = await at.write(({ drafts }) => drafts.create(newDraft('north', [shiftOf('a', 'anna')])));
  const outcomes = await Promise.all(
    [1, 2, 3, 4].map((day) =>
      at.write(({ drafts }) => drafts.change(draft.id, 1, { put: [shiftOf('a', 'anna', day)], removed: [] }, EDITED)),
    ),
  );
  expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
  expect(outcomes).toContainEqual({ ok: false, reason: 'stale', version: 2 });
  expect(await at.read(({ drafts }) => drafts.shifts(draft.id))).toHaveLength(1);
  expect((await at.read(({ drafts }) => drafts.get(draft.id)))?.shifts).toBe(1);
});

it('a change that waits for one that is taken back is made on the state before it', async () => {
  const draft = await at.write(({ drafts }) => drafts.create(newDraft('north', [shiftOf('a', 'anna')])));
  let holding = (): void => undefined;
  const isHolding = new Promise<void>((resolve) => {
    holding = resolve;
  });
  const taken = at.write(async ({ drafts }) => {
    await drafts.change(draft.id, 1, { put: [], removed: ['a'] }, EDITED);
    holding();
    await new Promise((resolve) => setTimeout(resolve, 100));
    throw new Error('taken back');
  });
  await isHolding;
  const made = at.write(({ drafts }) => drafts.change(draft.id, 1, { put: [shiftOf('b', 'bo')], removed: [] }, EDITED));
  await expect(taken).rejects.toThrow('taken back');
  expect(await made).toMatchObject({ ok: true, value: { version: 2, shifts: 2 } });
});

it('drafts are listed newest first, by team and by the days they overlap', async () => {
  await at.write(({ teams }) => teams.create(teamOf('south')));
  const ids: string[] = [];
  for (const from of ['2026-03-02', '2026-03-09', '2026-03-16', '2026-03-09', '2026-03-02'])
    ids.unshift((await at.write(({ drafts }) => drafts.create(newDraft('south', [], from)))).id);
  const listed = (filter: object) =>
    at.read(async ({ drafts }) =>
      (await allPages((page) => drafts.list({ team: 'south', ...filter }, page), 2)).map(({ id }) => id),
    );
  expect(await listed({})).toEqual(ids);
  expect(await listed({ from: '2026-03-09' })).toEqual([ids[1], ids[2], ids[3]]);
  expect(await listed({ to: '2026-03-08' })).toEqual([ids[0], ids[4]]);
  expect(await listed({ from: '2026-03-15', to: '2026-03-16' })).toEqual([ids[1], ids[2], ids[3]]);
});

it('a draft is removed at its version, with all its versions', async () => {
  const draft = await at.write(({ drafts }) => drafts.create(newDraft('north', [shiftOf('a', 'anna')])));
  const remove = (version: number) => at.write(({ drafts }) => drafts.remove(draft.id, version));
  expect(await remove(2)).toEqual({ ok: false, reason: 'stale', version: 1 });
  expect(await remove(1)).toEqual({ ok: true, value: null });
  expect(await remove(1)).toEqual({ ok: false, reason: 'absent' });
  expect(await at.read(({ drafts }) => drafts.shifts(draft.id, { version: 1 }))).toBeUndefined();
  expect(await at.write(({ drafts }) => drafts.change(draft.id, 1, { put: [], removed: [] }, EDITED))).toEqual({
    ok: false,
    reason: 'absent',
  });
});
