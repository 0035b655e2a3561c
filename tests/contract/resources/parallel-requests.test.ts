import { afterAll, beforeAll, expect, it } from 'vitest';
import type { RequestThreads } from '../../../src/api/dependencies.ts';
import type { Store } from '../../../src/planning/store.ts';
import { exampleOf, inProcess } from '../service.ts';
import { fresh, made201 } from './case.ts';
import type { Json } from './documents.ts';
import { madeDraft, shiftOn } from './drafting.ts';
import { type StoredService, storedService } from './stored-service.ts';

let stored: StoredService;
beforeAll(async () => {
  stored = await storedService();
});
afterAll(() => stored.close());

const statusesOf = (answers: readonly { readonly status: number }[]) => [
  ...new Set(answers.map(({ status }) => status)),
];

it('twenty rows that are appended to one history at the same time are all entered', async () => {
  const rows = (month: string, count: number) =>
    Array.from({ length: count }, (_, day) => ({
      timestamp: `2026-${month}-${String(day + 1).padStart(2, '0')}`,
      count: 5,
    }));
  const { id } = await made201(stored, '/v1/histories', { history: { zone: 'UTC', rows: rows('01', 31) } });
  const answers = await Promise.all(
    rows('02', 20).map((row) => stored.request.post(`/v1/histories/${String(id)}/rows`).send({ rows: [row] })),
  );
  expect(statusesOf(answers)).toEqual([200]);
  expect((await stored.request.get(`/v1/histories/${String(id)}`)).body).toMatchObject({ rows: 51, version: 21 });
});

it('changes with If-Match: * apply to whatever is present, however many come at once, here and beside', async () => {
  const { roster, anna } = await madeDraft(stored, () => ({ shifts: [] }));
  // A store of its own is a process of its own.
  const beside = await stored.beside({ store: (store) => ({ ...store }) });
  const answers = await Promise.all(
    Array.from({ length: 6 }, (_, day) =>
      (day % 2 === 0 ? stored.request : beside)
        .post(`/v1/rosters/${roster}/edits`)
        .set('If-Match', '*')
        .send({ edits: [{ op: 'add', shift: shiftOn(anna, 2 + day, { id: `day-${day}` }) }] }),
    ),
  );
  expect(statusesOf(answers)).toEqual([200]);
  const draft = (await stored.request.get(`/v1/rosters/${roster}`)).body as { readonly shifts: readonly Json[] };
  expect(draft.shifts).toHaveLength(6);
});

it('equal requests with one key at the same time are computed once', async () => {
  let computed = 0;
  const threads: RequestThreads = {
    ...inProcess,
    run: (task, input, control) => {
      computed += 1;
      return inProcess.run(task, input, control);
    },
  };
  const service = await stored.beside({ threads });
  const key = fresh('key');
  const answers = await Promise.all(
    Array.from({ length: 20 }, () =>
      service.post('/v1/forecasts').set('Idempotency-Key', key).send(exampleOf('/v1/forecasts')),
    ),
  );
  expect([statusesOf(answers), computed]).toEqual([[200], 1]);
  expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
});

it('the looks of many who wait for one job are shared', async () => {
  let reads = 0;
  const counting = (store: Store): Store => ({
    ...store,
    read: (scope, work) => {
      reads += 1;
      return store.read(scope, work);
    },
  });
  const service = await stored.beside({ store: counting });
  const key = fresh('key');
  const body = exampleOf('/v1/rosters');
  const waiting = Array.from({ length: 30 }, () =>
    service
      .post('/v1/rosters')
      .set('Idempotency-Key', key)
      .set('Prefer', 'wait=20')
      .send(body)
      .then((answer) => answer),
  );
  await stored.solve();
  const answers = await Promise.all(waiting);
  expect(statusesOf(answers)).toEqual([200]);
  // Each reads the answer at the end; the looks at the job while it runs are shared.
  expect(reads).toBeLessThan(2.5 * answers.length);
});
