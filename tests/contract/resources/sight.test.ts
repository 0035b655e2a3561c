import { afterAll, beforeAll, expect, it } from 'vitest';
import { publishedFrom } from '../../fixtures/published.ts';
import { exampleOf, expectPublished } from '../service.ts';
import { made201 } from './case.ts';
import { dailyRows, type Json, smallTeam } from './documents.ts';
import { publishShifts } from './publish.ts';
import { type StoredService, storedService } from './stored-service.ts';

/** What supervisors and employees see of their own: what they do not see of others stands in isolation.test.ts. */

let service: StoredService;
const keys: Record<string, string> = {};

async function keyOf(name: string, scope: Json): Promise<void> {
  keys[name] = String((await made201(service, '/v1/api-keys', { name, ...scope }))['key']);
}

const shift = (team: string, employee: string, day: string) =>
  publishedFrom(`2026-03-${day}T08:00:00+01:00`, `2026-03-${day}T16:00:00+01:00`, {
    employeeId: employee,
    teamId: team,
  });

beforeAll(async () => {
  service = await storedService();
  await made201(service, '/v1/teams', smallTeam('north'));
  // Anna of the north works in the south as well.
  const { employees } = smallTeam('south') as { readonly employees: readonly Json[] };
  const anna = { ...employees[0], id: 'north-anna', protected: [{ kind: 'pregnant', from: '2026-03-01' }] };
  await made201(service, '/v1/teams', smallTeam('south', { employees: [anna, employees[1]] }));
  await publishShifts(service, 'north', [shift('north', 'north-anna', '02'), shift('north', 'north-ben', '03')]);
  await publishShifts(service, 'south', [shift('south', 'north-anna', '04')]);
  await keyOf('north', { role: 'supervisor', teams: ['north'] });
  await keyOf('south', { role: 'supervisor', teams: ['south'] });
  await keyOf('hr', { role: 'hr' });
  await keyOf('anna', { role: 'employee', employee: 'north-anna' });
  await keyOf('payroll', { role: 'integration', teams: ['south'] });
});
afterAll(() => service.close());

const ask = (who: string, method: 'get' | 'post' | 'put', path: string, body?: object) => {
  const request = service.request[method](path).set({ Authorization: `Bearer ${keys[who]}`, 'If-Match': '*' });
  return body === undefined ? request : request.send(body);
};

const idsOf = (body: unknown): readonly string[] =>
  (body as { readonly items: readonly { readonly id: string }[] }).items.map(({ id }) => id);

it.each([
  ['north', ['north-anna@2026-03-02#1', 'north-ben@2026-03-03#1']],
  ['south', ['north-anna@2026-03-04#1']],
  ['payroll', ['north-anna@2026-03-04#1']],
  ['anna', ['north-anna@2026-03-02#1', 'north-anna@2026-03-04#1']],
  ['hr', ['north-anna@2026-03-02#1', 'north-ben@2026-03-03#1', 'north-anna@2026-03-04#1']],
])('%s sees the schedule that is theirs, and its changes', async (who, shifts) => {
  expect(idsOf((await ask(who, 'get', '/v1/schedules')).body)).toEqual(shifts);
  expect(idsOf((await ask(who, 'get', '/v1/schedules/changes')).body).toSorted()).toEqual(shifts.toSorted());
});

it('an employee has a calendar of both teams, and none of a colleague', async () => {
  const own = await ask('anna', 'get', '/v1/employees/north-anna/calendar.ics?from=2026-03-01');
  expect(own.text.match(/BEGIN:VEVENT/g)).toHaveLength(2);
  expect((await ask('anna', 'get', '/v1/employees/north-ben/calendar.ics')).status).toBe(404);
});

it('an employee reads their own hours by the rules of either team, and nothing of a colleague', async () => {
  const span = 'from=2026-03-02&to=2026-03-08&by=week';
  const own = await ask('anna', 'get', `/v1/employees/north-anna/hours?${span}`);
  expectPublished(own, 'GET', '/v1/employees/{employee}/hours');
  expect(own.body).toMatchObject({ team: 'north', rows: [{ employee: 'north-anna', scheduledHours: 16 }] });
  expect(own.text).not.toMatch(/ben|pregnan/i);
  expect((await ask('hr', 'get', `/v1/employees/north-anna/hours?${span}`)).body).toEqual(own.body);
  const south = await ask('anna', 'get', `/v1/employees/north-anna/hours?${span}&team=south`);
  expect(south.body).toMatchObject({ team: 'south', rows: [{ employee: 'north-anna', scheduledHours: 16 }] });
  const csv = await ask('anna', 'get', `/v1/employees/north-anna/hours?${span}&format=csv`);
  expect(csv.text).toMatch(/^employee,name,from,to,[^]*\nnorth-anna,/);
  // A supervisor asks for whom is of the team, by its rules.
  expect((await ask('south', 'get', `/v1/employees/north-anna/hours?${span}`)).body).toMatchObject({ team: 'south' });
  for (const [who, path, status] of [
    ['anna', `north-ben/hours?${span}`, 404],
    ['south', `north-ben/hours?${span}`, 404],
    ['anna', `north-anna/hours?${span}&team=none`, 422],
    ['anna', `north-anna/hours?${span}&view=hr`, 403],
    ['payroll', `north-anna/hours?${span}`, 403],
  ] as const)
    expect([who, path, (await ask(who, 'get', `/v1/employees/${path}`)).status]).toEqual([who, path, status]);
});

it('a supervisor plans for a team: a draft there is seen by its supervisors, and elsewhere is none', async () => {
  const horizon = { from: '2026-03-09', days: 7 };
  const made = await ask('north', 'post', '/v1/teams/north/rosters', { horizon });
  expect(made.status).toBe(201);
  const path = `/v1/rosters/${(made.body as { readonly id: string }).id}`;
  const seen = await Promise.all(['north', 'hr', 'south'].map(async (who) => (await ask(who, 'get', path)).status));
  expect(seen).toEqual([200, 200, 404]);
  expect((await ask('north', 'post', '/v1/teams/south/rosters', { horizon })).status).toBe(404);
  const audit = await ask('north', 'post', '/v1/teams/north/audits', { from: '2026-03-02', days: 7 });
  expect(audit.status).toBe(201);
});

it('what belongs to no team is not made by a supervisor of some', async () => {
  const history = { zone: 'UTC', rows: dailyRows(7) };
  expect((await ask('north', 'post', '/v1/histories', { history })).status).toBe(403);
  const made = await ask('north', 'post', '/v1/histories', { history, team: 'north' });
  expect([made.status, idsOf((await ask('south', 'get', '/v1/histories')).body)]).toEqual([201, []]);
});

it('a job of no team is seen by who asked for it', async () => {
  const asked = await ask('north', 'post', '/v1/rosters', exampleOf('/v1/rosters')).set('Prefer', 'respond-async');
  expect(asked.status).toBe(202);
  const { id } = asked.body as { readonly id: string };
  for (const [who, status] of [
    ['north', 200],
    ['south', 404],
    ['hr', 403],
  ] as const)
    expect((await ask(who, 'get', `/v1/jobs/${id}`)).status, who).toBe(status);
  expect([
    idsOf((await ask('north', 'get', '/v1/jobs')).body),
    idsOf((await ask('south', 'get', '/v1/jobs')).body),
  ]).toEqual([[id], []]);
});

it('protected attributes are for human resources to see and to write', async () => {
  expect((await ask('south', 'get', '/v1/teams/south?view=hr')).status).toBe(403);
  expect((await ask('hr', 'get', '/v1/teams/south?view=hr')).text).toContain('pregnant');
  const seen = (await ask('south', 'get', '/v1/teams/south')).body as { readonly team: Json };
  expect(JSON.stringify(seen)).not.toContain('pregnant');
  const { protectedWithheld: _, ...team } = seen.team;
  const employees = (team['employees'] as readonly Json[]).map((one) => ({ ...one, protected: [] }));
  expect((await ask('south', 'put', '/v1/teams/south', { ...team, employees })).status).toBe(403);
  expect((await ask('south', 'put', '/v1/teams/south', team)).status).toBe(200);
  expect((await ask('hr', 'get', '/v1/teams/south?view=hr')).text).toContain('pregnant');
});

it('the reason of an absence is for human resources, and stays when a supervisor changes the dates', async () => {
  const body = { employee: 'north-ben', from: '2026-03-09', to: '2026-03-10' };
  const { id } = (await ask('hr', 'post', '/v1/absences', { ...body, reason: 'flu' })).body as { readonly id: string };
  expect((await ask('north', 'get', `/v1/absences/${id}`)).body).not.toHaveProperty('reason');
  expect((await ask('north', 'put', `/v1/absences/${id}`, { ...body, to: '2026-03-11' })).status).toBe(200);
  expect((await ask('hr', 'get', `/v1/absences/${id}`)).body).toMatchObject({ reason: 'flu', to: '2026-03-11' });
});
