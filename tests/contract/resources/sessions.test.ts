import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askDatabase } from '../../fixtures/rows.ts';
import { fresh, made201 } from './case.ts';
import { smallTeam } from './documents.ts';
import { type Browser, openBrowser } from './issuer.ts';
import { AUDIENCE, type SignInService, signInService } from './sign-in-service.ts';

/** What a session is good for, how it ends, and what a change by it needs. */

let at: SignInService;
beforeAll(async () => {
  at = await signInService();
});
afterAll(() => at.close());

const teamsOf = (browser: Browser, options?: RequestInit) => browser.ask(`${at.address}/v1/teams`, options);
const statusOf = async (browser: Browser) => (await teamsOf(browser)).status;
const cookieOf = (browser: Browser) => browser.cookie(at.address, 'shiftcast-session') ?? 'none';
const first = { 'If-Match': '*' };

/** A new user who is signed in. */
async function signedIn(body: object = {}) {
  const user = await at.user(body);
  return { ...user, browser: await at.signIn(user.sub) };
}

const posting = (headers: Readonly<Record<string, string>> = {}): RequestInit => ({
  method: 'POST',
  headers: { 'Content-Type': 'application/json', ...headers },
  body: JSON.stringify(smallTeam(fresh('team'))),
});

describe('a change by a session', () => {
  it('needs the CSRF token of that session', async () => {
    const { id, browser } = await signedIn();
    const refused = async (headers?: Readonly<Record<string, string>>) => {
      const answer = await teamsOf(browser, posting(headers));
      return [answer.status, (await answer.text()).includes('X-CSRF-Token')];
    };
    expect(await refused()).toEqual([403, true]);
    expect(await refused({ 'X-CSRF-Token': '' })).toEqual([403, true]);
    const token = await at.csrfOf(browser);
    const { browser: other } = await signedIn();
    expect(await refused({ 'X-CSRF-Token': await at.csrfOf(other) })).toEqual([403, true]);
    expect(await refused({ 'X-CSRF-Token': `${token.slice(1)}${token.slice(0, 1)}` })).toEqual([403, true]);
    const made = await teamsOf(browser, posting({ 'X-CSRF-Token': token }));
    expect([made.status, await made.json()]).toMatchObject([201, { created: { by: `user:${id}` } }]);
  });

  it.each(['PUT', 'PATCH', 'DELETE'])('needs it for %s too', async (method) => {
    const { browser } = await signedIn();
    const answer = await browser.ask(`${at.address}/v1/teams/none`, { method });
    expect([answer.status, await answer.text()]).toEqual([403, expect.stringContaining('X-CSRF-Token')]);
  });

  it('is refused to a page of another origin, with the token or without', async () => {
    const { browser } = await signedIn();
    const headers = { 'X-CSRF-Token': await at.csrfOf(browser), Origin: 'https://elsewhere.example' };
    const answer = await teamsOf(browser, posting(headers));
    expect([answer.status, await answer.text()]).toEqual([403, expect.stringContaining('foreign-origin')]);
  });

  it('is made under no other name than the own', async () => {
    const { browser } = await signedIn();
    const headers = { 'X-CSRF-Token': await at.csrfOf(browser), 'X-Actor': 'somebody' };
    expect((await teamsOf(browser, posting(headers))).status).toBe(422);
  });
});

it('a key needs no CSRF token, and goes before a cookie', async () => {
  const { key } = await made201(at, '/v1/api-keys', { name: fresh('key'), role: 'hr' });
  const { browser } = await signedIn();
  const answer = await teamsOf(browser, posting({ Authorization: `Bearer ${String(key)}` }));
  expect([answer.status, await answer.json()]).toMatchObject([
    201,
    { created: { by: expect.stringMatching(/^key:/) as string } },
  ]);
  const guessed = await teamsOf(browser, { headers: { Authorization: 'Bearer shc_guessed' } });
  expect(guessed.status).toBe(401);
});

it('signing out ends the session in all processes, and takes the cookie away', async () => {
  const other = await at.another();
  const { id, browser } = await signedIn();
  const token = cookieOf(browser);
  const headers = { 'X-CSRF-Token': await at.csrfOf(browser) };
  const answer = await browser.ask(`${at.address}/v1/session`, { method: 'DELETE', headers });
  const { ended, signOutUrl } = (await answer.json()) as { readonly ended: boolean; readonly signOutUrl: string };
  expect([answer.status, ended, cookieOf(browser)]).toEqual([200, true, 'none']);
  expect(signOutUrl).toContain(`${at.issuer.url}/session/end?`);
  for (const address of [at.address, other]) {
    const again = await fetch(`${address}/v1/teams`, { headers: { Cookie: `shiftcast-session=${token}` } });
    expect([again.status, again.headers.get('Set-Cookie')]).toEqual([
      401,
      expect.stringMatching(/^shiftcast-session=; Max-Age=0/),
    ]);
  }
  const trail = (await at.request.get('/v1/trail').query({ kind: 'session', thing: id })).body as {
    readonly items: readonly { readonly action: string }[];
  };
  expect(trail.items.map(({ action }) => action)).toEqual(['end', 'create']);
});

it('a session is over after so long without a request, and after so long in any case', async () => {
  const { id, browser } = await signedIn();
  const set = (what: string) => askDatabase(at.url, `update sessions set ${what} where user_id = $1`, [id]);
  await set("seen_at = now() - interval '599 seconds'");
  expect(await statusOf(browser)).toBe(200);
  const idle = async () => {
    const [row] = await askDatabase(
      at.url,
      'select now() - seen_at < $2::interval as fresh from sessions where user_id = $1',
      [id, '1 minute'],
    );
    return row?.['fresh'];
  };
  await expect.poll(idle).toBe(true);
  await set("seen_at = now() - interval '601 seconds'");
  expect(await statusOf(browser)).toBe(401);
  const { id: other, browser: long } = await signedIn();
  await askDatabase(at.url, 'update sessions set expires_at = now() where user_id = $1', [other]);
  expect(await statusOf(long)).toBe(401);
});

it('a session that was left behind is of no use to a user who is disabled', async () => {
  const { id, browser } = await signedIn();
  await askDatabase(at.url, "update users set state = 'disabled' where id = $1", [id]);
  expect(await statusOf(browser)).toBe(401);
});

describe('all sessions of a user end', () => {
  const NOW = { role: 'hr' };

  it.each<[string, object]>([
    ['is disabled', { state: 'disabled' }],
    ['has another role', { role: 'administrator' }],
    ['is another subject', { issuer: 'https://login.example.com', subject: 'another' }],
  ])('where the user %s', async (_what, change) => {
    const { id, email, sub, browser } = await signedIn(NOW);
    const second = await at.signIn(sub);
    const bound = { issuer: at.issuer.url, subject: sub };
    const answer = await at.request
      .put(`/v1/users/${id}`)
      .set(first)
      .send({ email, ...NOW, ...bound, ...change });
    expect([answer.status, await statusOf(browser), await statusOf(second)]).toEqual([200, 401, 401]);
  });

  it('where her teams change', async () => {
    const [one, two] = [fresh('team'), fresh('team')];
    for (const team of [one, two]) await made201(at, '/v1/teams', smallTeam(team));
    const { id, email, sub, browser } = await signedIn({ role: 'supervisor', teams: [one] });
    const body = { email, issuer: at.issuer.url, subject: sub, role: 'supervisor' };
    const seen = async () => (await browser.ask(`${at.address}/v1/teams/${two}`)).status;
    expect(await seen()).toBe(404);
    await at.request
      .put(`/v1/users/${id}`)
      .set(first)
      .send({ ...body, teams: [two] });
    expect(await seen()).toBe(401);
  });

  it('and not where the name alone changes', async () => {
    const { id, email, sub, browser } = await signedIn(NOW);
    const body = { email, issuer: at.issuer.url, subject: sub, ...NOW, name: 'Another Name' };
    await at.request.put(`/v1/users/${id}`).set(first).send(body);
    expect(await statusOf(browser)).toBe(200);
  });

  it('when an administrator ends them, or removes the user', async () => {
    const { id, sub, browser } = await signedIn();
    await at.signIn(sub);
    expect((await at.request.delete(`/v1/users/${id}/sessions`)).body).toEqual({ ended: 2 });
    expect(await statusOf(browser)).toBe(401);
    const again = await at.signIn(sub);
    expect((await at.request.delete(`/v1/users/${id}`).set(first)).status).toBe(204);
    expect(await statusOf(again)).toBe(401);
    await expect(at.signIn(sub)).rejects.toThrow('You are no user of this service');
  });

  it('when the issuer signs the user out', async () => {
    const { id, sub, browser } = await signedIn();
    const other = await signedIn();
    const event = { events: { 'http://schemas.openid.net/event/backchannel-logout': {} } };
    const now = Math.floor(Date.now() / 1000);
    const claims = { iss: at.issuer.url, aud: 'shiftcast', sub, iat: now, jti: 'one', ...event };
    const told = async (token: string) => {
      const body = new URLSearchParams({ logout_token: token });
      return (await fetch(`${at.address}/v1/session/logout-token`, { method: 'POST', body })).status;
    };
    expect(await told(await at.issuer.mint(claims, { foreign: true }))).toBe(403);
    expect(await told(await at.issuer.mint({ ...claims, aud: 'another' }))).toBe(403);
    expect(await told(await at.issuer.mint({ ...claims, nonce: 'of an ID token' }))).toBe(403);
    expect(await told(await at.issuer.mint({ ...claims, events: {} }))).toBe(403);
    expect(await told(await at.issuer.mint({ ...claims, iat: now - 600 }))).toBe(403);
    expect(await statusOf(browser)).toBe(200);
    expect(await told(await at.issuer.mint(claims))).toBe(200);
    expect([await statusOf(browser), await statusOf(other.browser)]).toEqual([401, 200]);
    const empty = await fetch(`${at.address}/v1/session/logout-token`, { method: 'POST', body: '{}' });
    expect([empty.status, id.length]).toEqual([400, 12]);
  });
});

it('an employee who is erased is a user no more, and what was sealed can be read by nobody', async () => {
  const team = fresh('team');
  await made201(at, '/v1/teams', smallTeam(team));
  const employee = `${team}-anna`;
  const { id, sub, browser } = await signedIn({ role: 'employee', employee, name: 'Anna Erased' });
  const held = (await at.request.get(`/v1/employees/${employee}/export`)).body as { readonly records: object };
  expect(JSON.stringify(held.records)).toContain(`${sub}@example.com`);
  expect((await at.request.post(`/v1/employees/${employee}/erasures`)).status).toBe(201);
  expect(await statusOf(browser)).toBe(401);
  expect((await at.request.get(`/v1/users/${id}`)).status).toBe(404);
  const trail = await at.request.get('/v1/trail').query({ kind: 'user', thing: id });
  expect([trail.status, trail.text]).toEqual([200, expect.not.stringContaining('Anna Erased')]);
  expect(trail.text).toContain('"action":"create"');
});

it.each([
  [{ role: 'supervisor' }, 'role-needs /teams'],
  [{ role: 'supervisor', teams: ['nobody'] }, 'unknown-team /teams/0'],
  [{ role: 'employee' }, 'role-needs /employee'],
  [{ role: 'employee', employee: 'nobody' }, 'unknown-employee /employee'],
  [{ role: 'administrator', teams: ['nobody'] }, 'role-without /teams'],
  [{ role: 'integration' }, 'not-one-of /role'],
  [{ role: 'hr', email: 'no address' }, 'wrong-email /email'],
  [{ role: 'hr', issuer: 'https://login.example.com' }, 'subject-of-issuer /subject'],
  [{ role: 'hr', email: undefined }, 'user-without-identity /email'],
])('a user of %j is refused', async (body, issue) => {
  const answer = await at.request.post('/v1/users').send({ email: 'somebody@example.com', ...body });
  const { issues } = answer.body as { readonly issues: readonly { readonly code: string; readonly path: string }[] };
  expect([answer.status, issues.map(({ code, path }) => `${code} ${path}`)]).toEqual([422, [issue]]);
});

it('of two users who are given one address at once one gets it', async () => {
  const users = await Promise.all(Array.from({ length: 8 }, () => at.user()));
  const email = `${fresh('wanted')}@example.com`;
  const give = ({ id }: { readonly id: string }) =>
    at.request.put(`/v1/users/${id}`).set(first).send({ email, role: 'hr' });
  const statuses = (await Promise.all(users.map(give))).map(({ status }) => status);
  expect([200, 409].map((status) => statuses.filter((one) => one === status).length)).toEqual([1, 7]);
});

it('a user has so many sessions at a time, of which the oldest end', async () => {
  const { id, sub, browser } = await signedIn();
  await askDatabase(
    at.url,
    `insert into sessions (organisation, user_id, token_hash, idle_seconds, expires_at, created_by)
     select 'default', $1, sha256(n::text::bytea), 600, now() + interval '1 hour', 'tests' from generate_series(1, 19) n`,
    [id],
  );
  expect(await statusOf(browser)).toBe(200);
  await at.signIn(sub);
  expect(await statusOf(browser)).toBe(401);
  const [count] = await askDatabase(at.url, 'select count(*)::int as count from sessions where user_id = $1', [id]);
  expect(count).toEqual({ count: 20 });
});

it('behind https the cookie is for it alone, and for no other host of the domain', async () => {
  const { browserCookies } = await import('../../../src/api/cookies.ts');
  const cookies = browserCookies('https://shiftcast.example');
  expect(cookies.set('session', 'default.x', 60)).toBe(
    '__Host-shiftcast-session=default.x; Max-Age=60; Path=/; HttpOnly; Secure; SameSite=Lax',
  );
  const planted = { headers: { cookie: 'shiftcast-session=planted' } };
  expect(cookies.read(planted, 'session')).toBeUndefined();
});

it('sessions that are over are counted by address, and refused after too many', async () => {
  const other = await at.another({ trustedProxies: ['loopback'] });
  const asked = async () => {
    const headers = { Cookie: `shiftcast-session=default.${'E'.repeat(43)}`, 'X-Forwarded-For': '198.51.100.1' };
    return (await fetch(`${other}/v1/session`, { headers })).status;
  };
  const statuses = await Promise.all(Array.from({ length: 120 }, asked));
  expect(statuses.filter((status) => status !== 401)).toEqual([]);
  expect([await asked(), await asked()]).toEqual([429, 429]);
});

describe('an access token of the issuer', () => {
  const claimsOf = (sub: string) => {
    const now = Math.floor(Date.now() / 1000);
    return { iss: at.issuer.url, aud: AUDIENCE, sub, iat: now, exp: now + 300 };
  };
  const asked = async (token: string, headers: Readonly<Record<string, string>> = {}) =>
    fetch(`${at.address}/v1/session`, { headers: { Authorization: `Bearer ${token}`, ...headers } });

  it('is taken for a user who is known by it, and needs no CSRF token', async () => {
    const { id, sub } = await signedIn({ role: 'hr' });
    const token = await at.issuer.mint(claimsOf(sub));
    expect(await (await asked(token)).json()).toMatchObject({ via: 'token', user: id, role: 'hr' });
    const made = await openBrowser().ask(`${at.address}/v1/teams`, posting({ Authorization: `Bearer ${token}` }));
    expect([made.status, await made.json()]).toMatchObject([201, { created: { by: `user:${id}` } }]);
  });

  it('is refused where it is for others, of others, over, unsigned, or of somebody unknown or disabled', async () => {
    const { id, sub, email } = await signedIn();
    const claims = claimsOf(sub);
    const { exp: _exp, ...endless } = claims;
    const unsigned = [{ alg: 'none' }, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'));
    const tokens = [
      await at.issuer.mint({ ...claims, aud: 'shiftcast' }),
      await at.issuer.mint({ ...claims, iss: 'https://elsewhere.example' }),
      await at.issuer.mint({ ...claims, exp: claims.iat - 60 }),
      await at.issuer.mint(endless),
      await at.issuer.mint(claims, { foreign: true }),
      await at.issuer.mint(claims, { alg: 'HS256' }),
      `${unsigned.join('.')}.`,
      await at.issuer.mint(claimsOf('nobody')),
    ];
    const own = await at.another();
    const status = async (token: string) =>
      (await fetch(`${own}/v1/session`, { headers: { Authorization: `Bearer ${token}` } })).status;
    for (const [index, token] of tokens.entries()) expect([index, await status(token)]).toEqual([index, 401]);
    const good = await at.issuer.mint(claims);
    expect(await status(good)).toBe(200);
    await at.request
      .put(`/v1/users/${id}`)
      .set(first)
      .send({ email, issuer: at.issuer.url, subject: sub, role: 'administrator', state: 'disabled' });
    expect(await status(good)).toBe(401);
  });

  it('of a user of two organisations names one', async () => {
    const { sub } = await signedIn();
    const south = fresh('south');
    await at.store.organisations.create(south, undefined, 'tests');
    const given = { name: undefined, email: undefined, issuer: at.issuer.url, subject: sub, teams: 'all' } as const;
    await at.store.write({ organisation: south, actor: 'tests' }, ({ users }) =>
      users.create('s1', { ...given, role: 'hr', employee: undefined, state: 'active' }),
    );
    const token = await at.issuer.mint(claimsOf(sub));
    const unnamed = await asked(token);
    expect([unnamed.status, await unnamed.text()]).toEqual([422, expect.stringContaining(`default, ${south}`)]);
    expect(await (await asked(token, { 'X-Organisation': south })).json()).toMatchObject({ organisation: south });
  });
});
