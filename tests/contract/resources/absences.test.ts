import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectPublished } from '../service.ts';
import { publishedFrom } from '../../fixtures/published.ts';
import { storedTeam } from './cases-people.ts';
import { fresh } from './case.ts';
import { type Json, smallTeam } from './documents.ts';
import { publishShifts } from './publish.ts';
import { type StoredService, storedService } from './stored-service.ts';

let stored: StoredService;
let request: StoredService['request'];
beforeAll(async () => {
  stored = await storedService();
  ({ request } = stored);
});
afterAll(() => stored.close());

type Told = { readonly issues: readonly { readonly code: string; readonly path: string }[] };
type List = { readonly items: readonly Json[]; readonly next: string | null };

const told = (body: unknown): readonly string[] => (body as Told).issues.map(({ code, path }) => `${code} ${path}`);

async function record(body: Json) {
  const answer = await request.post('/v1/absences').send(body);
  expectPublished(answer, 'POST', '/v1/absences');
  return answer;
}

async function recorded(body: Json): Promise<Json> {
  const answer = await record(body);
  expect([answer.status, answer.text]).toEqual([201, expect.anything()]);
  return answer.body as Json;
}

async function listed(query: Record<string, string>): Promise<readonly unknown[]> {
  const answer = await request.get('/v1/absences').query(query);
  expectPublished(answer, 'GET', '/v1/absences');
  return (answer.body as List).items.map(({ id }) => id);
}

describe('an absence', () => {
  it('of whole days answers with the published shifts that it touches', async () => {
    const team = await storedTeam(stored);
    const employeeId = `${team}-anna`;
    const shift = (from: string, to: string) => publishedFrom(from, to, { employeeId, teamId: team });
    await publishShifts(stored, team, [
      shift('2026-03-01T22:00:00+01:00', '2026-03-02T06:00:00+01:00'),
      shift('2026-03-04T08:00:00+01:00', '2026-03-04T16:00:00+01:00'),
      shift('2026-03-05T00:00:00+01:00', '2026-03-05T08:00:00+01:00'),
      publishedFrom('2026-03-03T08:00:00+01:00', '2026-03-03T16:00:00+01:00', {
        employeeId: `${team}-ben`,
        teamId: team,
      }),
    ]);
    const body = await recorded({ employee: employeeId, from: '2026-03-02', to: '2026-03-04', creditHoursPerDay: 8 });
    expect(body).toMatchObject({ from: '2026-03-02', to: '2026-03-04', creditHoursPerDay: 8, version: 1 });
    expect((body['affected'] as Json[]).map(({ id }) => id)).toEqual([
      `${employeeId}@2026-03-01#1`,
      `${employeeId}@2026-03-04#1`,
    ]);
  });

  it('of a span of time is read on the clocks of the team, or by its offset', async () => {
    const employee = `${await storedTeam(stored)}-anna`;
    const body = await recorded({ employee, from: '2026-03-29T01:00', to: '2026-03-29T10:00:00Z' });
    expect(body).toMatchObject({ from: '2026-03-29T01:00:00+01:00', to: '2026-03-29T12:00:00+02:00', affected: [] });
  });

  it('of hours has another ETag when the clocks that it is written on are changed', async () => {
    const team = await storedTeam(stored);
    const employee = `${team}-anna`;
    const { id } = await recorded({ employee, from: '2026-03-30T01:00', to: '2026-03-30T10:00' });
    const path = `/v1/absences/${String(id)}`;
    const known = await request.get(path);
    const etag = String(known.headers['etag']);
    expect((await request.get(path).set('If-None-Match', etag)).status).toBe(304);
    const moved = await request
      .put(`/v1/teams/${team}`)
      .set('If-Match', '"1"')
      .send(smallTeam(team, { zone: 'Asia/Shanghai' }));
    expect(moved.status).toBe(200);
    const now = await request.get(path).set('If-None-Match', etag);
    expect([now.status, now.body]).toMatchObject([200, { from: '2026-03-30T07:00:00+08:00', version: 1 }]);
    // A change starts from the version, whatever zone its ETag was read in.
    const body = { employee, from: '2026-03-31', to: '2026-03-31' };
    expect((await request.put(path).set('If-Match', etag).send(body)).status).toBe(200);
  });

  it('tells its reason to who asks for it alone', async () => {
    const team = await storedTeam(stored);
    const employee = `${team}-anna`;
    const secret = 'Zahnarzt & <Kur>';
    const made = await record({ employee, from: '2026-03-02', to: '2026-03-02', reason: secret });
    const { id } = made.body as Json;
    const path = `/v1/absences/${String(id)}`;
    const whole = await request.get(path);
    expect(whole.body).toMatchObject({ reason: secret });
    expectPublished(whole, 'GET', '/v1/absences/{absence}');
    const changed = await request
      .put(path)
      .set('If-Match', '"1"')
      .send({ employee, from: '2026-03-02', to: '2026-03-03', reason: secret });
    const listing = await request.get('/v1/absences').query({ employee });
    const fields = await request.get('/v1/absences').query({ employee, fields: 'reason' });
    const audit = await request.post(`/v1/teams/${team}/audits`).send({ from: '2026-03-02', days: 7 });
    expect([changed.status, listing.status, fields.status, audit.status]).toEqual([200, 200, 422, 201]);
    for (const { text } of [made, changed, listing, fields, audit]) expect(text).not.toMatch(/Zahnarzt/);
    expect((await request.get(path)).body).toMatchObject({ reason: secret, to: '2026-03-03', version: 2 });
    expect(stored.log.join('')).not.toMatch(/Zahnarzt/);
  });

  it('stays one of the same employee, and loses its reason when it is replaced without', async () => {
    const team = await storedTeam(stored);
    const employee = `${team}-anna`;
    const { id } = await recorded({ employee, from: '2026-03-02', to: '2026-03-02', reason: 'x' });
    const path = `/v1/absences/${String(id)}`;
    const put = (body: Json, match = '*') => request.put(path).set('If-Match', match).send(body);
    const other = await put({ employee: `${team}-ben`, from: '2026-03-02', to: '2026-03-02' });
    expect([other.status, told(other.body)]).toEqual([422, ['employee-differs /employee']]);
    expect((await put({ employee, from: '2026-03-02', to: '2026-03-02' }, '"4"')).status).toBe(412);
    expect((await put({ employee, from: '2026-03-02', to: '2026-03-02' })).status).toBe(200);
    expect((await request.get(path)).body).not.toHaveProperty('reason');
    expect((await request.delete(path).set('If-Match', '"2"')).status).toBe(204);
    expect((await request.get(path)).status).toBe(404);
  });

  it.each([
    [{ from: '2026-03-04', to: '2026-03-02' }, ['window-empty /to']],
    [{ from: '2026-03-02', to: '2026-03-02T12:00' }, ['dates-mixed /to']],
    [{ from: '2026-03-02T12:00', to: '2026-03-02T12:00' }, ['span-not-positive /to']],
    [{ from: '2026-03-29T02:30', to: '2026-03-29T12:00' }, ['local-time-skipped /from']],
    [{ from: '2026-10-25T02:30', to: '2026-10-25T12:00' }, ['local-time-repeated /from']],
    [
      { from: '2026-03-02T12:00', to: '2026-03-02T13:00', creditHoursPerDay: 4 },
      ['credit-without-dates /creditHoursPerDay'],
    ],
    [{ from: '2026-02-30', to: 'tomorrow' }, ['wrong-date-or-time /from', 'wrong-date-or-time /to']],
    [{ from: '0026-03-02', to: '2926-03-02' }, ['wrong-date-or-time /from', 'wrong-date-or-time /to']],
    [{ from: '2026-03-02', to: '2026-03-02', creditHoursPerDay: 25 }, ['too-big /creditHoursPerDay']],
    [{ from: '2026-03-02', to: '2026-03-02', reason: 'x'.repeat(201) }, ['text-too-long /reason']],
    [{ from: '2026-03-02' }, ['required /to']],
  ])('%j is refused', async (period, issues) => {
    const employee = `${await storedTeam(stored)}-anna`;
    const answer = await record({ employee, ...period });
    expect([answer.status, told(answer.body)]).toEqual([422, issues]);
  });

  it('of nobody is refused with the nearest employee', async () => {
    const team = await storedTeam(stored);
    const answer = await record({ employee: `${team}-ana`, from: '2026-03-02', to: '2026-03-02' });
    expect(answer.body).toMatchObject({
      issues: [{ code: 'unknown-employee', path: '/employee', facts: { nearest: `${team}-anna` } }],
    });
  });

  it('of somebody in teams of several zones needs an offset', async () => {
    const [one, two] = [fresh('team'), fresh('team')];
    const employees = [{ id: `${one}-both`, contract: 'full', skills: [] }];
    await request.post('/v1/teams').send(smallTeam(one, { employees }));
    await request.post('/v1/teams').send(smallTeam(two, { employees, zone: 'Asia/Shanghai' }));
    const employee = `${one}-both`;
    const answer = await record({ employee, from: '2026-03-02T08:00', to: '2026-03-02T12:00:00Z' });
    expect(answer.body).toMatchObject({ issues: [{ code: 'zone-not-unique', path: '/from' }] });
    await recorded({ employee, from: '2026-03-02T08:00Z', to: '2026-03-02T12:00Z' });
    await recorded({ employee, from: '2026-03-02', to: '2026-03-02' });
  });
});

describe('the list of absences', () => {
  it('is cut by employee, team and exact local dates', async () => {
    const team = await storedTeam(stored);
    const [anna, ben] = [`${team}-anna`, `${team}-ben`];
    const one = await recorded({ employee: anna, from: '2026-03-02', to: '2026-03-04' });
    // Ends at the midnight that begins 6 March on the clocks of the team.
    const two = await recorded({ employee: ben, from: '2026-03-05T20:00', to: '2026-03-06T00:00' });
    const ids = [two['id'], one['id']];
    expect(await listed({ team })).toEqual(ids);
    expect(await listed({ team, employee: anna })).toEqual([one['id']]);
    expect(await listed({ employee: ben })).toEqual([two['id']]);
    expect(await listed({ team, from: '2026-03-04', to: '2026-03-05' })).toEqual(ids);
    expect(await listed({ team, from: '2026-03-05' })).toEqual([two['id']]);
    expect(await listed({ team, from: '2026-03-06' })).toEqual([]);
    expect(await listed({ team, to: '2026-03-04' })).toEqual([one['id']]);
    expect(await listed({ team, to: '2026-03-01' })).toEqual([]);
    expect(await listed({ team, employee: 'nobody' })).toEqual([]);
  });

  it('refuses a team that is not there, and days the wrong way round', async () => {
    const no = await request.get('/v1/absences?team=nowhere-at-all');
    expect([no.status, told(no.body)]).toEqual([422, ['unknown-team ?team']]);
    const wrong = await request.get('/v1/absences?from=2026-03-02&to=2026-03-01');
    expect([wrong.status, told(wrong.body)]).toEqual([422, ['window-empty ?to']]);
  });
});

describe('an agreement', () => {
  const agreement = (team: string, change: Json = {}): Json => ({
    team,
    rule: 'maximum-nights',
    from: '2026-03-01',
    to: '2026-03-31',
    reference: 'Works agreement 12',
    signedOn: '2026-02-12',
    ...change,
  });

  it('is kept as it was given, for a team or one of its people, and listed by dates', async () => {
    const team = await storedTeam(stored);
    const whole = (await request.post('/v1/agreements').send(agreement(team))).body as Json;
    const one = (
      await request.post('/v1/agreements').send(agreement(team, { employee: `${team}-anna`, to: '2026-06-30' }))
    ).body as Json;
    expect(whole).toMatchObject({ ...agreement(team), version: 1 });
    expect(one).toMatchObject({ employee: `${team}-anna` });
    const ids = async (query: Record<string, string>) =>
      ((await request.get('/v1/agreements').query({ team, ...query })).body as List).items.map(({ id }) => id);
    expect(await ids({})).toEqual([one['id'], whole['id']]);
    expect(await ids({ from: '2026-04-01' })).toEqual([one['id']]);
    expect(await ids({ to: '2026-02-28' })).toEqual([]);
    expect((await request.get(`/v1/agreements/${String(whole['id'])}`)).body).toEqual(whole);
  });

  it('that was removed can still be read, with who removed it, and cannot be removed again', async () => {
    const team = await storedTeam(stored);
    const { id } = (await request.post('/v1/agreements').send(agreement(team))).body as Json;
    const path = `/v1/agreements/${String(id)}`;
    const remove = (version: string) => request.delete(path).set('If-Match', version).set('X-Actor', 'Bo');
    expect((await remove('"1"')).status).toBe(204);
    const left = await request.get(path);
    expectPublished(left, 'GET', '/v1/agreements/{agreement}');
    expect(left.body).toMatchObject({ ...agreement(team), version: 2, removed: { by: 'Bo' } });
    expect(((await request.get('/v1/agreements').query({ team })).body as List).items).toEqual([]);
    expect([(await remove('"2"')).status, (await remove('*')).status]).toEqual([404, 404]);
  });

  it('is refused with all that is wrong with it, and the nearest names', async () => {
    const team = await storedTeam(stored);
    const post = (change: Json) => request.post('/v1/agreements').send(agreement(team, change));
    const wrong = await post({ rule: 'maximum-night', to: '2026-02-01', reference: '', signedOn: 'then' });
    expect(told(wrong.body).toSorted()).toEqual([
      'text-empty /reference',
      'unknown-rule /rule',
      'window-empty /to',
      'wrong-date /signedOn',
    ]);
    expect(wrong.body).toMatchObject({
      issues: expect.arrayContaining([
        expect.objectContaining({ facts: expect.objectContaining({ nearest: 'maximum-nights' }) as object }),
      ]) as unknown[],
    });
    expect(told((await post({ team: 'nowhere-at-all' })).body)).toEqual(['unknown-team /team']);
    const strict = await post({ rule: 'one-shift-a-day', signedOn: '2090-01-01' });
    expect(told(strict.body)).toEqual(['signed-in-future /signedOn', 'agreement-without-effect /rule']);
    expect(told((await post({ rule: 'minimum-rest' })).body)).toEqual(['agreement-without-effect /rule']);
    const nobody = await post({ employee: `${team}-bem` });
    expect(nobody.body).toMatchObject({ issues: [{ code: 'unknown-employee', facts: { nearest: `${team}-ben` } }] });
  });
});
