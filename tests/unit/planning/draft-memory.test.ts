import { expect, it } from 'vitest';
import type { Shift } from '../../../src/domain/shift.ts';
import { draftMemory, remembering } from '../../../src/planning/drafts/draft-memory.ts';
import type { Tables } from '../../../src/planning/store.ts';
import { FRAME, memoryDrafts } from '../../fixtures/memory-drafts.ts';

const shift = (id: string, start = 0): Shift => ({
  id,
  employeeId: 'anna',
  start,
  end: start + 3600,
  activity: 'work',
  breaks: [],
});

const DAYS = { from: '2026-03-02', days: 7 };

/** Drafts in memory that count what they are asked for. */
async function counted() {
  const drafts = memoryDrafts();
  const { id } = await drafts.create({
    team: 'office',
    name: undefined,
    days: DAYS,
    frame: FRAME,
    shifts: [shift('one')],
    cause: { kind: 'created' },
  });
  const asked: string[] = [];
  const table = {
    ...drafts,
    get: (draft: string) => {
      asked.push('get');
      return drafts.get(draft);
    },
    frame: (draft: string) => {
      asked.push('frame');
      return drafts.frame(draft);
    },
    shifts: (draft: string, which?: { readonly version?: number | undefined }) => {
      asked.push(`shifts ${which?.version ?? 'newest'}`);
      return drafts.shifts(draft, which);
    },
  };
  return { id, asked, tables: { drafts: table, teams: {}, schedules: {}, absences: {} } as unknown as Tables };
}

const put = (one: Shift) => ({ put: [one], removed: [] });

it('a version and the frame are asked for once, whatever the number of requests', async () => {
  const { id, asked, tables } = await counted();
  const memory = draftMemory();
  for (let request = 0; request < 3; request += 1) {
    const { drafts } = remembering(tables, memory, 'main').tables;
    expect(await drafts.shifts(id, { version: 1 })).toEqual([shift('one')]);
    expect(await drafts.frame(id)).toEqual(FRAME);
  }
  expect(asked).toEqual(['shifts 1', 'frame']);
});

it('which version is the newest is asked of the store by every request, once', async () => {
  const { id, asked, tables } = await counted();
  const memory = draftMemory();
  for (let request = 0; request < 2; request += 1) {
    const { drafts } = remembering(tables, memory, 'main').tables;
    await Promise.all([drafts.get(id), drafts.get(id)]);
  }
  expect(asked).toEqual(['get', 'get']);
});

it('the version that an edit makes is known without reading it, once it is committed', async () => {
  const { id, asked, tables } = await counted();
  const memory = draftMemory();
  const { tables: own, keep } = remembering(tables, memory, 'main');
  await own.drafts.shifts(id, { version: 1 });
  await own.drafts.change(id, 1, put(shift('two', 7200)), { kind: 'undone', to: 1 });
  expect((await own.drafts.get(id))?.version).toBe(2);
  keep();
  const next = remembering(tables, memory, 'main').tables;
  expect(await next.drafts.shifts(id, { version: 2 })).toEqual([shift('one'), shift('two', 7200)]);
  expect(asked).toEqual(['shifts 1', 'get']);
});

it('a version that was not committed is not known, and not read into the memory either', async () => {
  const { id, asked, tables } = await counted();
  const memory = draftMemory();
  const { tables: lost } = remembering(tables, memory, 'main');
  await lost.drafts.shifts(id, { version: 1 });
  await lost.drafts.change(id, 1, put(shift('lost', 7200)), { kind: 'undone', to: 1 });
  await lost.drafts.shifts(id, { version: 2 });
  await remembering(tables, memory, 'main').tables.drafts.shifts(id, { version: 2 });
  expect(asked).toEqual(['shifts 1', 'shifts 2', 'shifts 2']);
});

it('a stale change leaves nothing', async () => {
  const { id, tables } = await counted();
  const memory = draftMemory();
  const { tables: own, keep } = remembering(tables, memory, 'main');
  await own.drafts.shifts(id, { version: 1 });
  expect(await own.drafts.change(id, 4, put(shift('two')), { kind: 'undone', to: 1 })).toMatchObject({ ok: false });
  keep();
  expect(memory.shifts(JSON.stringify(['main', id]), 5)).toBeUndefined();
});

it('organisations do not see each other’s drafts through it', async () => {
  const { id, asked, tables } = await counted();
  const memory = draftMemory();
  await remembering(tables, memory, 'main').tables.drafts.shifts(id, { version: 1 });
  await remembering(tables, memory, 'other').tables.drafts.shifts(id, { version: 1 });
  expect(asked).toEqual(['shifts 1', 'shifts 1']);
});

it('two versions of a draft are kept, and of the drafts those for which something was kept last', () => {
  const memory = draftMemory(6);
  for (const version of [1, 2, 3]) memory.keepShifts('a', version, [shift('one')]);
  expect([1, 2, 3].map((version) => memory.shifts('a', version) === undefined)).toEqual([true, false, false]);
  memory.keepShifts('b', 1, [shift('one')]);
  expect(memory.shifts('a', 3)).toBeDefined();
  memory.keepShifts('c', 1, [shift('one'), shift('two')]);
  expect([memory.shifts('a', 3), memory.shifts('b', 1)?.length, memory.shifts('c', 1)?.length]).toEqual([
    undefined,
    1,
    2,
  ]);
});
