import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { publishedFrom } from '../../fixtures/published.ts';
import { expectPublished } from '../service.ts';
import { fresh } from './case.ts';
import { storedTeam } from './cases-people.ts';
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

const told = (body: unknown): readonly string[] =>
  (body as { issues: { code: string; path: string }[] }).issues.map(({ code, path }) => `${code} ${path}`);

const person = (id: string, externalIds?: Json): Json => ({
  id,
  contract: 'full',
  skills: [],
  ...(externalIds === undefined ? {} : { externalIds }),
});

describe('a team', () => {
  it('comes back as it was sent, with what the schema adds', async () => {
    const id = fresh('team');
    const made = await request.post('/v1/teams').send(smallTeam(id));
    expect(made.headers).toMatchObject({ etag: '"1"', location: `/v1/teams/${id}` });
    expect(made.body).toMatchObject({ id, version: 1, team: smallTeam(id) });
    expect((await request.get(`/v1/teams/${id}`)).body).toEqual(made.body);
  });

  it('is read with nobody in it where its last employee was erased', async () => {
    const id = fresh('team');
    const only = `${id}-anna`;
    await request.post('/v1/teams').send(smallTeam(id, { employees: [person(only)] }));
    expect((await request.post(`/v1/employees/${only}/erasures`).send({})).status).toBe(201);
    const answer = await request.get(`/v1/teams/${id}`);
    expect((answer.body as { team: Json }).team['employees']).toEqual([]);
    expectPublished(answer, 'get', '/v1/teams/{team}');
  });

  it('is found under an id with blanks, slashes and other signs', async () => {
    const id = 'süd / 1%?#&';
    const made = await request.post('/v1/teams').send(smallTeam(id));
    expect(made.status).toBe(201);
    expect((await request.get(String(made.headers['location']))).body).toMatchObject({ id });
  });

  it('is refused with what is wrong with its shape and its relations together', async () => {
    const answer = await request.post('/v1/teams').send({
      ...smallTeam(fresh('team')),
      zone: 'Berlin',
      employees: [person('a'), { ...person('a'), contract: 'part' }],
      rules: [{ rule: 'minimum-sleep' }],
      packs: ['atlantis'],
    });
    expect(answer.status).toBe(422);
    expect(told(answer.body).toSorted()).toEqual([
      'duplicate-id /employees/1/id',
      'unknown-contract /employees/1/contract',
      'unknown-pack /packs/0',
      'unknown-rule /rules/0/rule',
      'wrong-zone /zone',
    ]);
  });

  it('keeps its id when it is replaced, and gives it to no other when it is removed', async () => {
    const id = await storedTeam(stored);
    const other = await request.put(`/v1/teams/${id}`).set('If-Match', '*').send(smallTeam('another'));
    expect([other.status, told(other.body)]).toEqual([422, ['id-differs /id']]);
    expect((await request.delete(`/v1/teams/${id}`).set('If-Match', '"1"')).status).toBe(204);
    expect((await request.get(`/v1/teams/${id}`)).status).toBe(404);
    expect((await request.post('/v1/teams').send(smallTeam(id))).status).toBe(409);
  });

  it('keeps its zone while shifts of it are published', async () => {
    const id = await storedTeam(stored);
    const shift = publishedFrom('2026-03-02T08:00:00+01:00', '2026-03-02T16:00:00+01:00', {
      teamId: id,
      employeeId: `${id}-anna`,
    });
    await publishShifts(stored, id, [shift]);
    const move = () =>
      request
        .put(`/v1/teams/${id}`)
        .set('If-Match', '*')
        .send({ ...smallTeam(id), zone: 'Asia/Shanghai' });
    const refused = await move();
    expectPublished(refused, 'PUT', '/v1/teams/{team}');
    expect(refused.body).toMatchObject({
      issues: [
        { code: 'zone-published', path: '/zone', facts: { received: 'Asia/Shanghai', published: 'Europe/Berlin' } },
      ],
    });
    expect(
      (
        await request
          .put(`/v1/teams/${id}`)
          .set('If-Match', '*')
          .send(smallTeam(id, { name: 'New' }))
      ).status,
    ).toBe(200);
    await publishShifts(stored, id, [{ ...shift, status: 'cancelled', sequence: 1, publication: 2 }]);
    expect((await move()).status).toBe(200);
  });

  it('can be removed once all its published shifts are cancelled', async () => {
    const id = await storedTeam(stored);
    const shift = publishedFrom('2026-03-02T08:00:00+01:00', '2026-03-02T16:00:00+01:00', {
      teamId: id,
      employeeId: `${id}-anna`,
    });
    await publishShifts(stored, id, [shift]);
    const remove = () => request.delete(`/v1/teams/${id}`).set('If-Match', '"1"');
    expect((await remove()).body).toMatchObject({ status: 409, type: 'urn:shiftcast:problem:conflict' });
    await publishShifts(stored, id, [{ ...shift, status: 'cancelled', sequence: 1, publication: 2 }]);
    expect((await remove()).status).toBe(204);
  });
});

describe('an external id', () => {
  const team = (id: string, employees: readonly Json[]) => smallTeam(id, { employees });

  it('belongs to one person, who may be in several teams', async () => {
    const [one, two, three] = [fresh('team'), fresh('team'), fresh('team')];
    const payroll = { payroll: `P-${one}` };
    expect((await request.post('/v1/teams').send(team(one, [person(`${one}-a`, payroll)]))).status).toBe(201);
    expect((await request.post('/v1/teams').send(team(two, [person(`${one}-a`, payroll)]))).status).toBe(201);
    const clash = await request.post('/v1/teams').send(team(three, [person('x'), person(`${three}-b`, payroll)]));
    expect(clash.body).toMatchObject({
      issues: [{ code: 'external-id-taken', path: '/employees/1/externalIds/payroll', facts: { other: `${one}-a` } }],
    });
    expect((await request.get(`/v1/teams/${three}`)).status).toBe(404);
  });

  it('is free when nobody has it any more', async () => {
    const [one, two] = [fresh('team'), fresh('team')];
    const badge = { badge: `B-${one}` };
    await request.post('/v1/teams').send(team(one, [person(`${one}-a`, badge)]));
    const put = (id: string, employees: readonly Json[]) =>
      request.put(`/v1/teams/${id}`).set('If-Match', '*').send(team(id, employees));
    await request.post('/v1/teams').send(team(two, [person(`${two}-a`)]));
    expect(told((await put(two, [person(`${two}-a`, badge)])).body)).toEqual([
      'external-id-taken /employees/0/externalIds/badge',
    ]);
    expect((await put(one, [person(`${one}-a`)])).status).toBe(200);
    expect((await put(two, [person(`${two}-a`, badge)])).status).toBe(200);
  });
});

it('teams are found by site, by employee and by a part of their name', async () => {
  const [one, two] = [fresh('team'), fresh('team')];
  await request.post('/v1/teams').send(smallTeam(one, { site: 'kiel', name: 'Nacht_100%' }));
  await request
    .post('/v1/teams')
    .send(smallTeam(two, { site: 'ulm', name: 'Nachtx100', employees: [person(`${one}-anna`)] }));
  const ids = async (query: Record<string, string>) =>
    ((await request.get('/v1/teams').query(query)).body as { items: Json[] }).items.map(({ id }) => String(id));
  expect(await ids({ site: 'ulm' })).toEqual([two]);
  expect((await ids({ employee: `${one}-anna` })).toSorted()).toEqual([one, two].toSorted());
  expect(await ids({ employee: `${one}-ben` })).toEqual([one]);
  expect((await ids({ text: 'nacht' })).toSorted()).toEqual([one, two].toSorted());
  expect(await ids({ text: 'nacht_100%' })).toEqual([one]);
  expect(await ids({ site: 'ulm', employee: `${one}-ben` })).toEqual([]);
});

describe('the protected records of a stored team', () => {
  const records = [{ kind: 'nursing', from: '2026-03-01', to: '2026-08-31' }];
  const protectedOf = (body: unknown): readonly unknown[] =>
    (body as { team: { employees: { protected?: unknown }[] } }).team.employees.map((one) => one.protected);

  it('are told to human resources alone, and stay when the team is replaced without them', async () => {
    const id = fresh('team');
    const whole = { ...smallTeam(id), employees: [{ ...person('a'), protected: records }, person('b')] };
    const path = `/v1/teams/${id}`;
    const made = await request.post('/v1/teams').send(whole);
    expect(protectedOf(made.body)).toEqual([undefined, undefined]);
    const read = await request.get(path);
    expect(protectedOf(read.body)).toEqual([undefined, undefined]);
    expect(protectedOf((await request.get(`${path}?view=hr`)).body)).toEqual([records, undefined]);
    expect((await request.get(`${path}?view=boss`)).status).toBe(422);

    const { team } = read.body as { team: Json };
    const replaced = await request.put(path).set('If-Match', '"1"').send(team);
    expect(replaced.status).toBe(200);
    expect(protectedOf(replaced.body)).toEqual([undefined, undefined]);
    expect(protectedOf((await request.get(`${path}?view=hr`)).body)).toEqual([records, undefined]);

    const emptied = { ...whole, employees: [{ ...person('a'), protected: [] }, person('b')] };
    await request.put(path).set('If-Match', '"2"').send(emptied);
    expect(protectedOf((await request.get(`${path}?view=hr`)).body)).toEqual([[], undefined]);
  });
});
