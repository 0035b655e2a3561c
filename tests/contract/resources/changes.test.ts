import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectPublished } from '../service.ts';
import { fresh, made201 } from './case.ts';
import { type Json, smallTeam } from './documents.ts';
import { edit, type MadeDraft, madeDraft, MONDAY, placesOf, published, readDraft, shiftOn } from './drafting.ts';
import { type StoredService, storedService } from './stored-service.ts';

let service: StoredService;
beforeAll(async () => {
  service = await storedService();
});
afterAll(() => service.close());

type Candidate = { readonly employee: string; readonly points: number; readonly edits: readonly Json[] };
type Found = {
  readonly vacancies: readonly {
    readonly shift: Json;
    readonly open: { readonly points: number };
    readonly candidates: readonly Candidate[];
    readonly stopped: readonly { readonly employee: string; readonly breaches: readonly { readonly rule: string }[] }[];
  }[];
  readonly baseline: { readonly asOf: string; readonly prices: Json };
  readonly notes: readonly { readonly code: string; readonly message: string }[];
};
type Swap = { readonly verdict: string; readonly edits: readonly Json[]; readonly notes: readonly Json[] };

async function post(kind: 'rosters' | 'teams', id: string, what: string, body: Json, status = 200) {
  const answer = await service.request.post(`/v1/${kind}/${id}/${what}`).send(body);
  expectPublished(answer, 'POST', `/v1/${kind}/{${kind === 'teams' ? 'team' : 'roster'}}/${what}`);
  expect(answer.status, answer.text).toBe(status);
  return { body: answer.body as Found & Swap, etag: (answer.headers as Record<string, string>)['etag'] };
}

const monday = (anna: string): Json => ({ shifts: [shiftOn(anna, 2, { id: 'one', locked: true })] });
const twoShifts = (anna: string, ben: string): Json => ({
  shifts: [shiftOn(anna, 2, { id: 'one' }), shiftOn(ben, 3, { id: 'two' })],
});
const week = { from: MONDAY, days: 7 };
const publishedTwo = async (): Promise<MadeDraft> => {
  const made = await madeDraft(service, twoShifts);
  await published(service, made.roster);
  return made;
};
const codes = ({ notes }: Found): readonly string[] => notes.map(({ code }) => code);

describe('replacements in a draft', () => {
  it('gives edits that fill the vacancy, from the version that it tells', async () => {
    const { roster, ben } = await madeDraft(service, monday);
    const { body, etag } = await post('rosters', roster, 'replacements', { vacated: ['one'] });
    const [best] = body.vacancies[0]?.candidates ?? [];
    expect(best).toMatchObject({ employee: ben, way: 'take' });
    expect(best?.edits.map(({ op }) => op)).toEqual(['lock', 'reassign']);
    expect(etag).toBe('"1"');
    const edited = await edit(service, roster, 1, ...(best?.edits ?? []));
    expect(edited.status, edited.text).toBe(200);
    expect((await readDraft(service, roster)).shifts).toMatchObject([{ id: 'one', employee: ben }]);
  });

  it('takes absences on record for what is vacant, and for who cannot', async () => {
    const { roster, anna, ben } = await madeDraft(service, twoShifts);
    expect((await post('rosters', roster, 'replacements', {})).body.vacancies).toEqual([]);
    await made201(service, '/v1/absences', { employee: anna, from: '2026-03-02', to: '2026-03-03' });
    const { vacancies } = (await post('rosters', roster, 'replacements', {})).body;
    expect(vacancies).toMatchObject([{ shift: { id: 'one' }, candidates: [{ employee: ben }] }]);
    const [second] = (await post('rosters', roster, 'replacements', { vacated: ['two'] })).body.vacancies;
    expect(second?.stopped).toMatchObject([{ employee: anna, breaches: [{ rule: 'availability' }] }]);
  });

  it('counts changes against what is published where it is asked to', async () => {
    const { roster, ben } = await publishedTwo();
    const prices = { added: 500, removed: 0 };
    const against = { asOf: '2026-02-27', prices };
    const { body } = await post('rosters', roster, 'replacements', { vacated: ['one'], against });
    expect(body.baseline).toMatchObject({ asOf: '2026-02-27', prices: { added: 500 } });
    expect(body.vacancies[0]?.candidates[0]).toMatchObject({ employee: ben, points: expect.any(Number) as number });
    const cheap = await post('rosters', roster, 'replacements', {
      vacated: ['one'],
      against: { prices: { added: 0 } },
    });
    const pointsOf = ({ vacancies }: Found): number => vacancies[0]?.candidates[0]?.points ?? Number.NaN;
    expect(pointsOf(body) - pointsOf(cheap.body)).toBeCloseTo(500, 6);
  });

  it('refuses shifts and people that there are not', async () => {
    const { roster } = await madeDraft(service);
    const refused = async (body: Json): Promise<readonly string[]> =>
      placesOf((await post('rosters', roster, 'replacements', body, 422)).body);
    expect(await refused({ vacated: ['gone'] })).toEqual(['shift-not-in-roster /vacated/0']);
    const absent = { employee: 'zoe', from: '2026-03-02', to: '2026-03-01' };
    expect(await refused({ absences: [absent] })).toEqual([
      'unknown-employee /absences/0/employee',
      'absence-backwards /absences/0/to',
    ]);
    const notice = [{ withinDays: 2 }, { withinDays: 2 }];
    expect(await refused({ vacated: ['one'], against: { prices: { notice } } })).toEqual([
      'notice-repeated /against/prices/notice/1/withinDays',
    ]);
  });
});

describe('replacements in what is published', () => {
  it('wants what the draft wanted, and gives edits for a draft that is copied from it', async () => {
    const { team, anna, ben } = await publishedTwo();
    const id = `${anna}@2026-03-02#1`;
    const { body } = await post('teams', team, 'replacements', { ...week, vacated: [id] });
    expect(codes(body)).toEqual([]);
    const [vacancy] = body.vacancies;
    expect(vacancy?.open.points).toBeGreaterThan(0);
    expect(vacancy?.candidates).toMatchObject([{ employee: ben, edits: [{ op: 'reassign', shift: id }] }]);
    const copy = await made201(service, `/v1/teams/${team}/rosters`, {
      horizon: week,
      copyFrom: { published: { from: MONDAY } },
    });
    const edited = await edit(service, String(copy['id']), 1, ...(vacancy?.candidates[0]?.edits ?? []));
    expect(edited.status, edited.text).toBe(200);
    await published(service, String(copy['id']), {}, 2);
    const after = await post('teams', team, 'replacements', { ...week, vacated: [`${ben}@2026-03-02#1`] });
    expect(after.body.vacancies).toMatchObject([{ candidates: [{ employee: anna }] }]);
  });

  it('takes the roster for what is wanted where the draft is gone, and says so', async () => {
    const { team, anna, roster } = await publishedTwo();
    await service.request.delete(`/v1/rosters/${roster}`).set('If-Match', '*');
    const { body } = await post('teams', team, 'replacements', { ...week, vacated: [`${anna}@2026-03-02#1`] });
    expect(codes(body)).toEqual(['cover-as-rostered']);
    expect(body.vacancies[0]?.open.points).toBeGreaterThan(0);
  });

  it('says of which days it does not know what was wanted', async () => {
    const { team, anna, roster } = await publishedTwo();
    const next = await made201(service, `/v1/teams/${team}/rosters`, {
      horizon: { from: '2026-03-09', days: 1 },
      shifts: [shiftOn(anna, 9)],
      cover: { templates: [{ template: 'early', target: 1 }] },
    });
    await published(service, String(next['id']));
    await service.request.delete(`/v1/rosters/${roster}`).set('If-Match', '*');
    const asked = { from: MONDAY, days: 8, vacated: [`${anna}@2026-03-09#1`] };
    const { body } = await post('teams', team, 'replacements', asked);
    expect(body.notes).toMatchObject([{ code: 'cover-not-known', facts: { days: 7, first: MONDAY } }]);
  });

  it('counts what other teams have published for the candidates', async () => {
    const { team, anna, ben } = await publishedTwo();
    const other = fresh('team');
    const employees = [{ id: ben, contract: 'full', skills: ['sales'] }];
    await made201(service, '/v1/teams', smallTeam(other, { employees }));
    const draft = await made201(service, `/v1/teams/${other}/rosters`, {
      horizon: week,
      shifts: [shiftOn(ben, 2)],
      cover: { templates: [{ template: 'early', target: 1 }] },
    });
    await published(service, String(draft['id']));
    const { body } = await post('teams', team, 'replacements', { ...week, vacated: [`${anna}@2026-03-02#1`] });
    expect(codes(body)).toEqual(['other-teams-counted']);
    expect(body.vacancies[0]?.stopped.map(({ employee }) => employee)).toContain(ben);
    expect(body.vacancies[0]?.candidates).toEqual([]);
  });
});

describe('swaps', () => {
  it('gives the edits of an exchange in a draft', async () => {
    const { roster, anna, ben } = await madeDraft(service, twoShifts);
    const { body, etag } = await post('rosters', roster, 'swaps', { give: 'one', take: 'two' });
    expect([body.verdict, body.notes, etag]).toEqual(['allowed', [], '"1"']);
    const edited = await edit(service, roster, 1, ...body.edits);
    expect(edited.status, edited.text).toBe(200);
    const people = (await readDraft(service, roster)).shifts.map(({ id, employee }) => [id, employee]);
    expect(people).toEqual([
      ['one', ben],
      ['two', anna],
    ]);
  });

  it('judges an exchange of published shifts, and refuses what is no exchange', async () => {
    const { team, anna, ben } = await publishedTwo();
    const [give, take] = [`${anna}@2026-03-02#1`, `${ben}@2026-03-03#1`];
    const { body } = await post('teams', team, 'swaps', { ...week, give, take });
    expect(body).toMatchObject({ verdict: 'allowed', edits: [{ op: 'reassign' }, { op: 'reassign' }] });
    const refused = async (more: Json): Promise<readonly string[]> =>
      placesOf((await post('teams', team, 'swaps', { ...week, ...more }, 422)).body);
    expect(await refused({ give: 'gone', take })).toEqual(['shift-not-in-roster /give']);
    expect(await refused({ give, take: give })).toEqual(['swap-with-self /take']);
    expect(await refused({ give, to: 'zoe' })).toEqual(['unknown-employee /to']);
    expect(await refused({ give })).toEqual(['one-needed ']);
  });
});
