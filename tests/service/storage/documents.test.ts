import { afterAll, beforeAll, expect, it } from 'vitest';
import type { DocumentHead } from '../../../src/planning/store.ts';
import { allPages, openTestStore, type TestStore } from '../../fixtures/stores.ts';

let at: TestStore;
beforeAll(async () => {
  at = await openTestStore();
});
afterAll(() => at.close());

function headOf(more: Partial<DocumentHead> = {}): Omit<DocumentHead, 'id' | 'created'> {
  return {
    kind: 'forecast',
    team: 'north',
    from: '2026-03-02',
    to: '2026-03-08',
    inputs: { history: 'calls', historyVersion: 3 },
    parameters: { days: 7 },
    engine: '0.1.0',
    ...more,
  };
}

it('a document keeps its text to the letter', async () => {
  const text = '{ "b":1.0,  "a":"\\u0000 北",\n "a": 2 }';
  const made = await at.write(({ documents }) => documents.create(headOf(), text));
  expect(made).toMatchObject({ ...headOf(), created: { by: 'anna' } });
  expect(await at.read(({ documents }) => documents.get('forecast', made.id))).toEqual({ head: made, text });
  expect(await at.read(({ documents }) => documents.get('audit', made.id))).toBeUndefined();
});

it('documents are listed by kind, newest first, by team and by what they were made from', async () => {
  const ids: string[] = [];
  for (let index = 0; index < 5; index++) {
    const inputs = { forecast: `f${index % 2}`, draftVersion: index };
    const head = headOf({ kind: 'requirement', team: index < 4 ? 'south' : undefined, inputs });
    ids.unshift((await at.write(({ documents }) => documents.create(head, '{}'))).id);
  }
  const listed = (filter: object) =>
    at.read(async ({ documents }) =>
      (await allPages((page) => documents.list('requirement', filter, page), 2)).map(({ id }) => id),
    );
  expect(await listed({})).toEqual(ids);
  expect(await listed({ team: 'south' })).toEqual(ids.slice(1));
  expect(await listed({ input: ['forecast', 'f1'] })).toEqual([ids[1], ids[3]]);
  expect(await listed({ input: ['history', 'f1'] })).toEqual([]);
});
