import { afterAll, beforeAll, expect, it } from 'vitest';
import { made201 } from './case.ts';
import type { Json } from './documents.ts';
import { COVER, edit, madeDraft, MONDAY, placesOf, published, readDraft, shiftOn } from './drafting.ts';
import { type StoredService, storedService } from './stored-service.ts';

let stored: StoredService;
let request: StoredService['request'];
beforeAll(async () => {
  stored = await storedService();
  await stored.solve();
  ({ request } = stored);
});
afterAll(() => stored.close());

const solve = { iterations: 100, seed: 7 };

/** Solves a draft and gives the codes of the result's notes. */
async function solved(roster: string, body: Json = {}): Promise<readonly string[]> {
  const answer = await request
    .post(`/v1/rosters/${roster}/solves`)
    .set('Prefer', 'wait=30')
    .send({ solve, ...body });
  expect(answer.body).toMatchObject({ state: 'succeeded', resultDraft: { id: roster } });
  const result = (await request.get(String((answer.body as Json)['result']))).body as {
    readonly notes: readonly { readonly code: string }[];
  };
  return result.notes.map(({ code }) => code);
}

const startsOf = async (roster: string, employee: string): Promise<readonly string[]> =>
  (await readDraft(stored, roster)).shifts.filter((one) => one.employee === employee).map(({ start }) => start);

/** Anna works late on Monday and early on Tuesday; Ben on Wednesday. */
const turned = (anna: string, ben: string): Json => ({
  shifts: [
    shiftOn(anna, 2, {
      template: 'late',
      start: '2026-03-02T14:00:00+01:00',
      end: '2026-03-02T22:00:00+01:00',
      breaks: [],
    }),
    shiftOn(anna, 3),
    shiftOn(ben, 4, { id: 'sick' }),
  ],
});

it('a mend keeps the shifts whose breach was waived, and plans the others around them', async () => {
  const { team, roster, anna, ben } = await madeDraft(stored, turned);
  await published(stored, roster, { waivers: [{ rule: 'minimum-rest', reason: 'asked for', name: 'Eva' }] });
  const copy = { horizon: { from: MONDAY, days: 7 }, cover: COVER, copyFrom: { published: { from: MONDAY } } };
  const mend = String((await made201(stored, `/v1/teams/${team}/rosters`, copy))['id']);
  const own = await startsOf(mend, anna);
  const sick = (await readDraft(stored, mend)).shifts.find(({ employee }) => employee === ben);
  expect((await edit(stored, mend, 1, { op: 'remove', shift: String(sick?.id) })).status).toBe(200);
  expect(await solved(mend, { keep: 'all' })).toContain('kept-as-locked');
  expect(await startsOf(mend, anna)).toEqual(own);
  expect((await startsOf(mend, ben)).length).toBeGreaterThan(0);
});

it('a rule that an agreement lifts on all the days leaves its people free', async () => {
  const rest = { rule: 'minimum-rest', values: { minimumHours: 11 }, severity: 'agreement' };
  const { team, anna, ben } = await madeDraft(stored);
  const { team: document } = (await request.get(`/v1/teams/${team}`)).body as { readonly team: Json };
  const put = await request
    .put(`/v1/teams/${team}`)
    .set('If-Match', '"1"')
    .send({ ...document, rules: [rest] });
  expect([put.status, put.text]).toEqual([200, expect.anything()]);
  const draftOf = async () => {
    const body = { horizon: { from: MONDAY, days: 7 }, cover: COVER, ...turned(anna, ben) };
    return String((await made201(stored, `/v1/teams/${team}/rosters`, body))['id']);
  };
  expect(await solved(await draftOf(), { keep: 'all' })).toContain('kept-as-locked');
  const about = { team, employee: anna, rule: 'minimum-rest', reference: 'drawer 3', signedOn: '2026-02-01' };
  await made201(stored, '/v1/agreements', { ...about, from: MONDAY, to: '2026-03-04' });
  await made201(stored, '/v1/agreements', { ...about, from: '2026-03-05', to: '2026-03-31' });
  expect(await solved(await draftOf(), { keep: 'all' })).not.toContain('kept-as-locked');
});

it('some of the days are solved, and the others stay as they are and count', async () => {
  const { roster, anna, ben } = await madeDraft(stored, (one) => ({
    shifts: [shiftOn(one, 2, { id: 'one' }), shiftOn(one, 6, { id: 'other' })],
  }));
  await solved(roster, { from: '2026-03-03', to: '2026-03-04', keep: 'none' });
  const starts = [...(await startsOf(roster, anna)), ...(await startsOf(roster, ben))].map((start) =>
    start.slice(0, 10),
  );
  expect(starts.toSorted()).toEqual(['2026-03-02', '2026-03-03', '2026-03-04', '2026-03-06']);
  const asked = async (body: Json) =>
    placesOf((await request.post(`/v1/rosters/${roster}/solves`).send({ solve, ...body })).body);
  expect(await asked({ from: '2026-03-01', to: '2026-03-09' })).toEqual([
    'outside-horizon /from',
    'outside-horizon /to',
  ]);
  expect(await asked({ from: '2026-03-05', to: '2026-03-04' })).toEqual(['window-empty /to']);
});

it('a solve against what is published changes as little as pays, and says what it changed', async () => {
  const { team, roster } = await madeDraft(stored, (anna, ben) => ({ shifts: [shiftOn(anna, 3), shiftOn(ben, 4)] }));
  await published(stored, roster);
  const copy = { horizon: { from: MONDAY, days: 7 }, cover: COVER, copyFrom: { published: { from: MONDAY } } };
  const mend = String((await made201(stored, `/v1/teams/${team}/rosters`, copy))['id']);
  const against = { asOf: MONDAY, prices: { added: 1e6, removed: 1e6, moved: 1e6, otherWork: 1e6, movedBreak: 1e6 } };
  const answer = await request.post(`/v1/rosters/${mend}/solves`).set('Prefer', 'wait=30').send({ solve, against });
  const result = (await request.get(String((answer.body as Json)['result']))).body as Json;
  expect(result['changes']).toEqual({ kept: 2, list: [] });
  expect(result['baseline']).toMatchObject({ asOf: MONDAY, prices: { added: 1e6 } });
  expect((await readDraft(stored, mend)).shifts).toHaveLength(2);
});
