import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Json } from './documents.ts';
import { COVER, edit, madeDraft, MONDAY, readDraft } from './drafting.ts';
import { type StoredService, storedService } from './stored-service.ts';

let stored: StoredService;
beforeAll(async () => {
  stored = await storedService();
  await stored.solve();
});
afterAll(() => stored.close());

type Part = { readonly part: string; readonly count: number };

it('a draft keeps what its shifts are to hold, and a solve of it places that', async () => {
  const { request } = stored;
  const talk = { id: 'talk', lengthMinutes: 30, per: 'day', days: ['mon'] };
  const splitSkills = { leastMinutes: 60 };
  const { roster, anna } = await madeDraft(stored, (id) => ({
    activities: [{ ...talk, employees: [id] }],
    splitSkills,
  }));
  const missing = async (): Promise<number | undefined> => {
    const parts = ((await readDraft(stored, roster)) as Json)['objectiveParts'] as readonly Part[];
    return parts.find(({ part }) => part === 'activities')?.count;
  };
  expect(await readDraft(stored, roster)).toMatchObject({
    activities: [{ id: 'talk', employees: [anna] }],
    splitSkills,
  });
  expect(await missing()).toBe(1);
  const answer = await request
    .post(`/v1/rosters/${roster}/solves`)
    .set('Prefer', 'wait=30')
    .send({ solve: { iterations: 100, seed: 7 } });
  expect(answer.body).toMatchObject({ state: 'succeeded', resultDraft: { id: roster } });
  expect(await missing()).toBe(0);
  const { shifts, version } = await readDraft(stored, roster);
  const held = shifts.flatMap((shift) =>
    ((shift['pieces'] ?? []) as readonly Json[]).map((piece) => [shift, piece] as const),
  );
  expect(held).toHaveLength(1);
  expect(held).toMatchObject([[{ employee: anna }, { activity: 'talk' }]]);
  // What an editor takes out is missing again.
  const id = String(held[0]?.[0].id);
  expect((await edit(stored, roster, version, { op: 'pieces', shift: id, pieces: [] })).status).toBe(200);
  expect(await missing()).toBe(1);
});

it('a draft is refused with activities that cannot be held, each at its place', async () => {
  const { team } = await madeDraft(stored);
  const answer = await stored.request.post(`/v1/teams/${team}/rosters`).send({
    horizon: { from: MONDAY, days: 7 },
    cover: COVER,
    activities: [
      { id: 'talk', lengthMinutes: 30, employees: ['nobody'] },
      { id: 'talk', mode: 'pair', lengthMinutes: 30 },
    ],
  });
  expect(answer.status).toBe(422);
  const { issues } = answer.body as { readonly issues: readonly { readonly code: string; readonly path: string }[] };
  expect(issues.map(({ code, path }) => `${code} ${path}`).sort()).toEqual([
    'duplicate-id /activities/1/id',
    'required /activities/1/coaches',
    'unknown-employee /activities/0/employees/0',
  ]);
});
