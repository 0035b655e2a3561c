import { afterAll, beforeAll, expect, it } from 'vitest';
import { askDatabase } from '../../fixtures/rows.ts';
import { fresh, made201 } from './case.ts';
import { smallTeam } from './documents.ts';
import { type StoredService, storedService } from './stored-service.ts';

let service: StoredService;
const ASKING = { requireKeys: true, requestsPerMinute: 100, guesses: 3, lockSeconds: 60 };
beforeAll(async () => {
  service = await storedService();
});
afterAll(() => service.close());

type Made = { readonly id: string; readonly key: string };

async function keyOf(body: object): Promise<Made> {
  return (await made201(service, '/v1/api-keys', { name: fresh('key'), role: 'administrator', ...body })) as Made;
}

const bearer = (key: string) => ({ Authorization: `Bearer ${key}` });

it('a key is told once, kept as a hash, and not told again by a repetition', async () => {
  const body = { name: fresh('key'), role: 'hr', days: 30 };
  const ask = () => service.request.post('/v1/api-keys').set('Idempotency-Key', 'once').send(body);
  const first = (await ask()).body as Made;
  expect(first.key).toMatch(/^shc_default_[a-z0-9]{12}_[\w-]{43}$/);
  const again = await ask();
  expect([again.status, again.headers['idempotency-replayed']]).toEqual([201, 'true']);
  const listed = await service.request.get('/v1/api-keys');
  const secret = first.key.slice(-43);
  expect(`${again.text}${listed.text}`).toContain(first.id);
  expect(`${again.text}${listed.text}`).not.toContain(secret);
});

it('whoever has a key is known by it, and by no other word', async () => {
  const { key } = await keyOf({ name: 'planner' });
  const made = await service.request
    .post('/v1/teams')
    .set(bearer(key))
    .send(smallTeam(fresh('team')));
  expect(made.body).toMatchObject({ created: { by: 'key:planner' } });
  const claimed = await service.request.get('/v1/teams').set({ ...bearer(key), 'X-Actor': 'somebody' });
  expect(claimed.status).toBe(422);
});

it('a key is entered as used, of which the trail tells nothing', async () => {
  const { id, key } = await keyOf({});
  await service.request.get('/v1/teams').set(bearer(key));
  const used = async () =>
    ((await service.request.get(`/v1/api-keys/${id}`)).body as { lastUsedAt?: string }).lastUsedAt;
  await expect.poll(used).toBeDefined();
  const trail = (await service.request.get('/v1/trail')).body as { readonly items: readonly { kind: string }[] };
  const kinds = trail.items.map(({ kind }) => kind);
  expect([kinds.includes('key'), kinds.includes('api_keys')]).toEqual([true, false]);
});

it('a key is refused once it is revoked, or past its time, or cut short, or of another organisation', async () => {
  const { id, key } = await keyOf({});
  const asked = async (text: string) => (await service.request.get('/v1/teams').set(bearer(text))).status;
  expect(await asked(key)).toBe(200);
  expect(await asked(key.replace('_default_', '_other_'))).toBe(401);
  expect(await asked(`${key.slice(0, -1)}${key.endsWith('A') ? 'B' : 'A'}`)).toBe(401);
  const { id: oldId, key: old } = await keyOf({ days: 1 });
  expect(await asked(old)).toBe(200);
  await askDatabase(service.url, 'update api_keys set expires_at = now() where id = $1', [oldId]);
  expect(await asked(old)).toBe(401);
  expect((await service.request.delete(`/v1/api-keys/${id}`)).body).toMatchObject({ revoked: { by: 'local' } });
  expect(await asked(key)).toBe(401);
});

it('a key does what its role may, and of that what it was made for', async () => {
  const { key: hr } = await keyOf({ role: 'hr' });
  const solved = await service.request.post('/v1/rosters').set(bearer(hr)).send({});
  expect([solved.status, solved.text]).toEqual([403, expect.stringContaining('The role hr may not')]);
  const { key: narrow } = await keyOf({ role: 'integration', operations: ['getSchedule'] });
  const changes = await service.request.get('/v1/schedules/changes').set(bearer(narrow));
  expect([changes.status, changes.text]).toEqual([403, expect.stringContaining('getScheduleChanges')]);
});

it.each([
  [{ role: 'employee' }, 'role-needs /employee'],
  [{ role: 'hr', employee: 'anna' }, 'role-without /employee'],
  [{ role: 'hr', teams: ['support'] }, 'role-without /teams'],
  [{ role: 'supervisor' }, 'role-needs /teams'],
  [{ role: 'supervisor', teams: ['nobody'] }, 'unknown-team /teams/0'],
  [{ role: 'integration', operations: ['getShedule'] }, 'unknown-operation /operations/0'],
  [{ role: 'integration', operations: ['createTeam'] }, 'operation-of-others /operations/0'],
])('a key of %j is refused', async (body, issue) => {
  const answer = await service.request.post('/v1/api-keys').send({ name: fresh('key'), ...body });
  const { issues } = answer.body as { readonly issues: readonly { readonly code: string; readonly path: string }[] };
  expect([answer.status, issues.map(({ code, path }) => `${code} ${path}`)]).toEqual([422, [issue]]);
});

it('an address that guesses is locked out, also for a right key; one that was handed on needs a key', async () => {
  const asking = await service.beside({ access: ASKING, trustedProxies: ['loopback'] });
  const { key } = await keyOf({});
  const guesser = { 'X-Forwarded-For': '198.51.100.1' };
  const asked = async (text: string) => (await asking.get('/v1/teams').set({ ...bearer(text), ...guesser })).status;
  expect(await asked(key)).toBe(200);
  for (const expected of [401, 401, 401, 429]) expect(await asked('shc_wrong')).toBe(expected);
  expect(await asked(key)).toBe(429);
  const handed = await service.request.get('/v1/teams').set('X-Forwarded-For', '203.0.113.5');
  expect([handed.status, handed.headers['www-authenticate']]).toEqual([401, 'Bearer realm="shiftcast"']);
});

it('a key has so many requests in a minute, and is told when to come again', async () => {
  const slow = await service.beside({ access: { ...ASKING, requestsPerMinute: 2 } });
  const { key } = await keyOf({});
  const asked = () => slow.get('/v1/teams').set(bearer(key));
  expect([(await asked()).status, (await asked()).status]).toEqual([200, 200]);
  const refused = await asked();
  expect([refused.status, Number(refused.headers['retry-after'])]).toEqual([429, expect.any(Number)]);
});

it('neither keys nor names nor ids of people are logged', async () => {
  const lines: string[] = [];
  const logging = await service.beside({ lines });
  const { key } = await keyOf({});
  await made201(service, '/v1/teams', smallTeam('night'));
  await logging.get('/v1/employees/night-anna/calendar.ics').set(bearer(key));
  await logging.get('/v1/nothing/night-anna').set(bearer('shc_wrong'));
  expect(lines.join('')).toContain('/v1/employees/{employee}/calendar.ics');
  expect(lines.join('')).not.toMatch(/night-anna|shc_|Bearer/);
});
