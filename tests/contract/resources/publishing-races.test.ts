import { setTimeout as pause } from 'node:timers/promises';
import type supertest from 'supertest';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { publishDraft } from '../../../src/planning/publications/publish-draft.ts';
import type { Json } from './documents.ts';
import { smallTeam } from './documents.ts';
import { type MadeDraft, madeDraft } from './drafting.ts';
import { SCOPE } from './publish.ts';
import { type StoredService, storedService } from './stored-service.ts';

/** Requests that come while a publication is under way: judged, and not yet committed. */

let stored: StoredService;
let request: StoredService['request'];
beforeAll(async () => {
  stored = await storedService();
  ({ request } = stored);
});
afterAll(() => stored.close());

type During = {
  readonly answer: supertest.Response;
  /** The team's version that the publication names. */
  readonly teamVersion: number;
  /** The answer came before the publication was committed. */
  readonly wasEarly: boolean;
};

/** Publishes a draft, sends a request before that is committed, and gives its answer. */
async function duringPublication({ roster }: MadeDraft, sent: () => supertest.Test): Promise<During> {
  let other: Promise<supertest.Response> | undefined;
  const { published: made, wasEarly } = await stored.store.write(SCOPE, async (tables) => {
    const published = await publishDraft(tables, { draft: roster, version: 1, waivers: [], at: 1_772_000_000 });
    other = sent().then((answer) => answer);
    return { published, wasEarly: await Promise.race([other.then(() => true), pause(300, false)]) };
  });
  if (!made.ok || other === undefined) throw new Error(`the publication was refused: ${JSON.stringify(made)}`);
  return { answer: await other, teamVersion: made.value.teamVersion, wasEarly };
}

it('a team is not removed under a publication, which leaves shifts of it', async () => {
  const draft = await madeDraft(stored);
  const { answer } = await duringPublication(draft, () =>
    request.delete(`/v1/teams/${draft.team}`).set('If-Match', '"1"'),
  );
  expect([answer.status, answer.text]).toEqual([409, expect.anything()]);
  expect((await request.get(`/v1/teams/${draft.team}`)).status).toBe(200);
});

it('a draft of a team that was removed meanwhile is not published', async () => {
  const draft = await madeDraft(stored);
  let publishing: Promise<supertest.Response> | undefined;
  await stored.store.write(
    SCOPE,
    async ({ teams }) => {
      await teams.remove(draft.team, 1);
      publishing = request
        .post(`/v1/rosters/${draft.roster}/publications`)
        .set('If-Match', '"1"')
        .send({})
        .then((answer) => answer);
      await Promise.race([publishing, pause(300)]);
    },
    { locksSchedule: true },
  );
  expect((await publishing)?.status).toBe(404);
  expect((await stored.store.read(SCOPE, ({ schedules }) => schedules.list({ team: draft.team }))).items).toEqual([]);
});

it('an absence that is recorded or changed meanwhile tells of the published shifts that it touches', async () => {
  const draft = await madeDraft(stored);
  const absence: Json = { employee: draft.anna, from: '2026-03-02', to: '2026-03-02' };
  const { answer } = await duringPublication(draft, () => request.post('/v1/absences').send(absence));
  expect(answer.status).toBe(201);
  expect((answer.body as { affected: readonly Json[] }).affected.map(({ id }) => id)).toEqual([
    `${draft.anna}@2026-03-02#1`,
  ]);

  const second = await madeDraft(stored);
  const later = { ...absence, employee: second.anna, from: '2026-05-01', to: '2026-05-01' };
  const { id } = (await request.post('/v1/absences').send(later)).body as { readonly id: string };
  const changed = await duringPublication(second, () =>
    request
      .put(`/v1/absences/${id}`)
      .set('If-Match', '*')
      .send({ ...absence, employee: second.anna }),
  );
  expect((changed.answer.body as { affected: readonly Json[] }).affected).toHaveLength(1);
});

it('a team is replaced before a publication or after it, which names the version that it was judged by', async () => {
  const draft = await madeDraft(stored);
  const { answer, teamVersion, wasEarly } = await duringPublication(draft, () =>
    request
      .put(`/v1/teams/${draft.team}`)
      .set('If-Match', '"1"')
      .send(smallTeam(draft.team, { name: 'New' })),
  );
  expect([answer.status, teamVersion, wasEarly]).toEqual([200, 1, false]);
});
