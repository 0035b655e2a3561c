import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeWorkbook } from '../../../src/workbook/write-workbook.ts';
import { sheetOfCsv } from '../../../src/contract/sheet.ts';
import { exampleOf, expectPublished } from '../service.ts';
import { made201 } from './case.ts';
import { resultRow } from './cases-results.ts';
import { storedTeam } from './cases-people.ts';
import { dailyRows, type Json, smallTeam } from './documents.ts';
import { type StoredService, storedService } from './stored-service.ts';

let service: StoredService;
beforeAll(async () => {
  service = await storedService();
});
afterAll(() => service.close());

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

const get = (path: string, query: Json = {}) => service.request.get(path).query(query);
const issuesOf = (body: unknown): readonly string[] =>
  ((body as { readonly issues?: readonly { code: string; path: string }[] }).issues ?? []).map(
    ({ code, path }) => `${code} ${path}`,
  );

/** A team with results of two people on four dates, of which two are peak. */
async function measured(): Promise<{ readonly team: string; readonly path: string }> {
  const team = await storedTeam(service);
  const path = `/v1/teams/${team}`;
  const seasons = [{ season: 'peak', from: '2026-06-01', to: '2026-06-02' }];
  const set = await service.request.put(`${path}/measure-settings`).set('If-Match', '"1"').send({ seasons });
  expect([set.status, set.headers['etag']]).toEqual([200, '"2"']);
  const rows = ['01', '02', '03', '04'].flatMap((day) => [
    resultRow(`${team}-anna`, `2026-06-${day}`, { converted: day < '03' ? 40 : 20 }),
    resultRow(`${team}-ben`, `2026-06-${day}`, { handleSeconds: 14_400 }),
  ]);
  await made201(service, `${path}/results`, { rows });
  return { team, path };
}

describe('results', () => {
  it('of a period take the place of what was stored of it, once for a key, with the trail', async () => {
    const team = await storedTeam(service);
    const path = `/v1/teams/${team}/results`;
    const [anna, ben] = [`${team}-anna`, `${team}-ben`];
    const send = (body: Json) => service.request.post(path).set('Idempotency-Key', `once-${team}`).send(body);
    const rows = [resultRow(anna, '2026-06-01'), resultRow(anna, '2026-06-02'), resultRow(ben, '2026-06-03')];
    const first = await send({ rows });
    expectPublished(first, 'POST', '/v1/teams/{team}/results');
    const span = { from: '2026-06-01', to: '2026-06-03' };
    expect(first.body).toEqual({ team, ...span, added: 3, same: 0, changed: 0, removed: 0 });
    const again = await send({ rows });
    expect([again.headers['idempotency-replayed'], again.body]).toEqual(['true', first.body]);
    expect(await made201(service, path, { rows })).toMatchObject({ added: 0, same: 3 });
    // The second and third date anew, by CSV: the first stays, what is not given goes.
    const csv = `Employee;Date;enquiries;converted\n${anna};2026-06-02;100;50\n${ben};2026-06-02;10;1\n`;
    const replaced = await made201(service, path, { csv, to: '2026-06-03' });
    expect(replaced).toMatchObject({ from: '2026-06-02', added: 1, same: 0, changed: 1, removed: 1 });
    const list = await get(path, { from: '2026-06-02' });
    expectPublished(list, 'GET', '/v1/teams/{team}/results');
    expect(list.body).toEqual({
      team,
      items: [
        { employee: anna, date: '2026-06-02', enquiries: 100, converted: 50 },
        { employee: ben, date: '2026-06-02', enquiries: 10, converted: 1 },
      ],
    });
    const trail = (await get('/v1/trail', { kind: 'results', thing: team })).body as { items: readonly Json[] };
    expect(trail.items).toHaveLength(2);
    expect(JSON.stringify(trail.items[0])).toContain('"before":[{"employeeId"');
    // Nothing is left of the period where it is given without rows.
    expect(await made201(service, path, { ...span, rows: [] })).toMatchObject({ removed: 3 });
    expect((await get(path)).body).toEqual({ team, items: [] });
  });

  it('come as a workbook, and mistakes by line and column', async () => {
    const team = await storedTeam(service);
    const path = `/v1/teams/${team}/results`;
    const csv = `employee,date,received,replied\n${team}-anna,2026-06-01,20,18\n`;
    const book = Buffer.from(writeWorkbook([sheetOfCsv('results', csv, undefined)]));
    const sent = await service.request.post(path).set('Content-Type', XLSX).send(book);
    expect([sent.status, sent.body]).toMatchObject([201, { added: 1, from: '2026-06-01', to: '2026-06-01' }]);
    const wrong = async (body: Json) => issuesOf((await service.request.post(path).send(body)).body);
    const head = 'employee,date,received,replied';
    expect(await wrong({ csv: `${head}\n${team}-anna,2026-06-01,1,2\nnobody,2026-06-01,1,1\n` })).toEqual([
      'result-above-whole /csv line 2, column 4',
    ]);
    expect(await wrong({ csv: `${head}\nnobody,2026-06-01,1,1\n`, from: '2026-06-02', to: '2026-06-02' })).toEqual([
      'unknown-employee /csv line 2',
      'result-elsewhere /csv line 2',
    ]);
    expect(await wrong({ rows: [] })).toEqual(['results-empty /rows']);
    expect(await wrong({ rows: [resultRow(`${team}-anna`, '2026-06-01')], to: '2026-05-01' })).toEqual([
      'window-empty /to',
    ]);
    expect(await wrong({})).toEqual(['one-needed ']);
  });

  it('of who left the team stay known, and of strangers are refused', async () => {
    const { team, path } = await measured();
    const stored = (await get(path)).body as { readonly version: number };
    const { employees } = smallTeam(team) as { readonly employees: readonly Json[] };
    const left = smallTeam(team, { employees: employees.slice(1) });
    expect((await service.request.put(path).set('If-Match', `"${stored.version}"`).send(left)).status).toBe(200);
    const rows = [resultRow(`${team}-anna`, '2026-06-05')];
    expect(await made201(service, `${path}/results`, { rows })).toMatchObject({ added: 1 });
  });
});

describe('measures of stored results', () => {
  it('of somebody without rows have no proficiency, though that of others is known', async () => {
    const { team, path } = await measured();
    await made201(service, `${path}/results`, { rows: [resultRow(`${team}-anna`, '2026-06-05')] });
    const of = async (employee: string) =>
      await get(`${path}/measures`, { from: '2026-06-05', employee: `${team}-${employee}` });
    const ben = await of('ben');
    expectPublished(ben, 'GET', '/v1/teams/{team}/measures');
    expect(ben.body).toMatchObject({ measures: { proficiency: null } });
    expect((await of('anna')).body).toMatchObject({
      measures: { proficiency: { crew: [{ employee: `${team}-anna` }] } },
    });
  });

  it('are those of the same rows in a request, over any dates', async () => {
    const { team, path } = await measured();
    const stored = await get(`${path}/measures`);
    expectPublished(stored, 'GET', '/v1/teams/{team}/measures');
    const { items } = (await get(`${path}/results`)).body as { readonly items: readonly Json[] };
    const seasons = [{ season: 'peak', from: '2026-06-01', to: '2026-06-02' }];
    const asked = await service.request.post('/v1/team-measures').send({ rows: items, seasons });
    expect(stored.body).toEqual({ team, rows: 8, measures: asked.body as Json, accepted: [] });
    const part = (await get(`${path}/measures`, { from: '2026-06-03', employee: `${team}-ben` })).body as Json;
    expect(part).toMatchObject({
      rows: 4,
      measures: { from: '2026-06-03', seasons: [{ days: 2 }, { season: 'other' }] },
    });
    expect(JSON.stringify(part)).not.toContain(`"employee":"${team}-anna`);
    expect((await get(`${path}/measures`, { from: '2027-01-01' })).body).toEqual({
      team,
      rows: 0,
      measures: null,
      accepted: [],
    });
    const backwards = await get(`${path}/measures`, { from: '2026-06-03', to: '2026-06-02' });
    expect(issuesOf(backwards.body)).toEqual(['window-empty ?to']);
  });

  it('propose targets by season, which are accepted with who and when, and told beside what was reached', async () => {
    const { team, path } = await measured();
    const proposed = await made201(service, `${path}/targets`, { measures: ['enquiry-conversion'] });
    const [peak, other] = proposed['items'] as readonly (Json & { readonly id: string })[];
    expect([peak, other]).toMatchObject([
      { season: 'peak', best: `${team}-anna`, bestValue: 0.4, proposed: 0.42, state: 'proposed' },
      { season: 'other', best: `${team}-ben`, bestValue: 0.3, proposed: 0.315 },
    ]);
    const accept = (targets: readonly Json[]) => service.request.post(`${path}/target-acceptances`).send({ targets });
    const taken = await accept([{ id: peak?.id }, { id: other?.id, target: 0.2 }]);
    expectPublished(taken, 'POST', '/v1/teams/{team}/target-acceptances');
    expect(taken.body).toMatchObject({
      items: [
        { state: 'accepted', target: 0.42, created: { by: 'local' }, accepted: { by: 'local' } },
        { target: 0.2 },
      ],
    });
    const wrong = await accept([{ id: peak?.id }, { id: 'none' }, { id: 'none' }]);
    expect(issuesOf(wrong.body)).toEqual([
      'target-settled /targets/0/id',
      'unknown-target /targets/1/id',
      'target-twice /targets/2/id',
    ]);
    const { accepted } = (await get(`${path}/measures`)).body as { readonly accepted: readonly Json[] };
    expect(accepted).toMatchObject([
      { season: 'other', target: 0.2, value: 0.25, reached: true },
      { season: 'peak', target: 0.42, value: 0.35, reached: false },
    ]);
    // The next one takes its place when it is accepted, and not before.
    const next = await made201(service, `${path}/targets`, { seasons: ['peak'], measures: ['enquiry-conversion'] });
    const states = async () =>
      ((await get(`${path}/targets`, { season: 'peak' })).body as { items: readonly Json[] }).items.map(
        (one) => one['state'],
      );
    expect(await states()).toEqual(['proposed', 'accepted']);
    const [one] = next['items'] as readonly Json[];
    expect((await accept([{ id: one?.['id'], target: 0.45 }])).status).toBe(201);
    expect(await states()).toEqual(['accepted', 'replaced']);
    const none = await service.request.post(`${path}/targets`).send({ from: '2027-01-01' });
    expect(issuesOf(none.body)).toEqual(['no-target ']);
  });

  it('are the crew of a requirement from a stored forecast of the team', async () => {
    const { team, path } = await measured();
    const history = `${team}-calls`;
    const rows = { zone: 'Europe/Berlin', rows: dailyRows(56) };
    await made201(service, '/v1/histories', { id: history, team, skill: 'sales', history: rows });
    const forecast = await made201(service, `/v1/histories/${history}/forecasts`, {});
    const { parameters } = exampleOf('/v1/requirements') as { readonly parameters: Json };
    const to = `/v1/forecasts/${String(forecast['id'])}/requirements`;
    const made = await made201(service, to, { parameters, measured: { from: '2026-06-01' } });
    const { measures } = (await get(`${path}/measures`)).body as {
      readonly measures: { readonly proficiency: { readonly crew: readonly Json[] } };
    };
    const { requirement } = made as { readonly requirement: { readonly parameters: Json } };
    expect(requirement.parameters['crew']).toEqual(measures.proficiency.crew);
    const refused = async (body: Json) => issuesOf((await service.request.post(to).send(body)).body);
    expect(await refused({ parameters, measured: { from: '2027-01-01' } })).toEqual(['no-proficiency /measured']);
    expect(await refused({ parameters, measured: { team: 'none' } })).toEqual(['unknown-team /measured/team']);
    expect(await refused({ parameters: { ...parameters, crew: [{ count: 1 }] }, measured: {} })).toEqual([
      'both-given ',
    ]);
  });
});

describe('who sees results', () => {
  it('a supervisor sees those of own teams, an employee the own row alone', async () => {
    const { team, path } = await measured();
    const other = await storedTeam(service);
    const [target] = (await made201(service, `${path}/targets`, { seasons: ['peak'] }))['items'] as readonly Json[];
    await made201(service, `${path}/target-acceptances`, { targets: [{ id: target?.['id'] }] });
    const key = async (scope: Json): Promise<string> =>
      String(
        (await made201(service, '/v1/api-keys', { name: `${team}-${JSON.stringify(scope).length}`, ...scope }))['key'],
      );
    const ben = await key({ role: 'employee', employee: `${team}-ben` });
    const stranger = await key({ role: 'supervisor', teams: [other] });
    const hr = await key({ role: 'hr' });
    const ask = (who: string, to: string) => service.request.get(to).set('Authorization', `Bearer ${who}`);
    const own = await ask(ben, `/v1/employees/${team}-ben/measures`);
    expectPublished(own, 'GET', '/v1/employees/{employee}/measures');
    expect(own.body).toMatchObject({
      rows: 4,
      team,
      seasons: [{ season: 'all', days: 4 }, {}, {}],
      accepted: [{ season: 'peak' }],
    });
    expect(own.text).not.toContain(`${team}-anna`);
    expect((await ask(hr, `/v1/employees/${team}-ben/measures`)).body).toEqual(own.body);
    const statuses = [
      await ask(ben, `/v1/employees/${team}-anna/measures`),
      await ask(ben, `${path}/measures`),
      await ask(stranger, `${path}/measures`),
      await ask(stranger, `/v1/employees/${team}-ben/measures`),
      await ask(stranger, `/v1/employees/${other}-ben/measures?team=${team}`),
      await ask(hr, `${path}/measures`),
    ].map(({ status }) => status);
    expect(statuses).toEqual([404, 403, 404, 404, 422, 200]);
  });
});
