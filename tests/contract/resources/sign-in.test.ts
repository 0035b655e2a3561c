import { decodeJwt } from 'jose';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openProvider } from '../../../src/identity/provider.ts';
import { askDatabase } from '../../fixtures/rows.ts';
import { smallTeam } from './documents.ts';
import { type Browser, CLIENT, openBrowser } from './issuer.ts';
import { made201, fresh } from './case.ts';
import { type SignInService, signInService } from './sign-in-service.ts';

/** People sign in at a real issuer. Whatever does not belong to the sign-in that this browser began is refused. */

let at: SignInService;
const lines: string[] = [];
beforeAll(async () => {
  at = await signInService({
    lines,
    access: { requireKeys: false, requestsPerMinute: 1000, guesses: 1000, lockSeconds: 60 },
  });
});
afterAll(() => at.close());
afterEach(() => {
  at.issuer.tamper = undefined;
});

type Problem = { readonly type: string; readonly detail: string };
const problemOf = async (response: Response) => {
  const { type, detail } = (await response.json()) as Problem;
  return `${response.status} ${type.split(':').at(-1)} ${detail}`;
};
const begin = (more = '') => `${at.address}/v1/session/sign-in${more}`;
const sessionOf = async (browser: Browser) => (await browser.ask(`${at.address}/v1/session`)).json();

/** A browser that stands before the callback, and the address that it was sent to. */
async function returning(sub: string, more = ''): Promise<{ readonly browser: Browser; readonly address: string }> {
  at.issuer.person = { sub, email: `${sub}@example.com`, email_verified: true };
  const browser = openBrowser();
  const { address } = await browser.follow(begin(more), `${at.address}/v1/session/callback`);
  return { browser, address };
}

it('a user who was invited by e-mail address signs in, and is bound to the subject', async () => {
  const { id, sub, email } = await at
    .user({ email: `Maria.${fresh('m')}@Example.com`, name: 'Maria' })
    .then(async (made) => {
      const stored = (await at.request.get(`/v1/users/${made.id}`)).body as { readonly email: string };
      return { ...made, email: stored.email };
    });
  expect(email).toMatch(/^maria\.m-\d+@example\.com$/);
  const browser = await at.signIn(sub, email.toUpperCase());
  expect(await sessionOf(browser)).toMatchObject({
    organisation: 'default',
    actor: `user:${id}`,
    role: 'administrator',
    via: 'session',
    user: id,
    csrfToken: expect.stringMatching(/^[\w-]{43}$/) as string,
  });
  const user = await at.request.get(`/v1/users/${id}`);
  expect(user.body).toMatchObject({
    issuer: at.issuer.url,
    subject: sub,
    version: 2,
    lastSignInAt: expect.any(String) as string,
  });
  // The address belongs to somebody else by now.
  const other = await at.signIn(fresh('sub'), email).catch((error: Error) => error.message);
  expect(other).toContain('You are no user of this service');
  // She is known by her subject, whatever her address.
  expect(await sessionOf(await at.signIn(sub, 'married@example.com'))).toMatchObject({ user: id });
});

it('the cookie is of no use to scripts and other sites, and its hash alone is stored', async () => {
  const { sub } = await at.user();
  const { browser, address } = await returning(sub, '?return_to=/docs/%3Fa=1');
  const signIn = browser.cookie(at.address, 'shiftcast-sign-in');
  const answer = await browser.ask(address);
  expect([answer.status, answer.headers.get('Location')]).toEqual([302, '/docs/?a=1']);
  const [cleared = '', session = ''] = answer.headers.getSetCookie();
  expect(cleared).toMatch(/^shiftcast-sign-in=; Max-Age=0; Path=\//);
  expect(session).toMatch(/^shiftcast-session=default\.[\w-]{43}; Max-Age=3600; Path=\/; HttpOnly; SameSite=Lax$/);
  const rows = JSON.stringify(await askDatabase(at.url, 'select * from sessions'));
  const token = browser.cookie(at.address, 'shiftcast-session') ?? 'none';
  expect(rows).not.toContain(token.slice(8));
  expect([signIn?.length, browser.cookie(at.address, 'shiftcast-sign-in')]).toEqual([43, undefined]);
});

it('who a user is lies sealed in the database, and is not logged', async () => {
  const { sub, email } = await at.user({ name: 'Zoe Sealed' });
  await at.signIn(sub);
  await at.signIn('a-stranger').catch(() => undefined);
  const stored = JSON.stringify(
    await askDatabase(at.url, 'select t::text from users t union all select t::text from trail t'),
  );
  const sealed = [sub, email, 'Zoe Sealed'].flatMap((text) => [text, Buffer.from(text).toString('hex')]);
  for (const text of sealed) expect(stored).not.toContain(text);
  expect(lines.join('')).toContain('user-unknown');
  for (const text of [sub, email, 'a-stranger', 'code=', 'state=']) expect(lines.join('')).not.toContain(text);
});

it('somebody unknown, or whose address nobody verified, is refused and told why', async () => {
  const { email } = await at.user();
  for (const person of [
    { sub: 'x1', email: 'nobody@example.com', email_verified: true },
    { sub: 'x2', email },
    { sub: 'x3', email, email_verified: false },
  ]) {
    at.issuer.person = person;
    const { response } = await openBrowser().follow(begin());
    expect(await problemOf(response)).toBe(
      '403 sign-in-refused You are no user of this service. Ask an administrator to add you.',
    );
  }
});

it('a user who is disabled is refused, which the trail tells', async () => {
  const { id, sub } = await at.user({ state: 'disabled' });
  const { browser, address } = await returning(sub);
  expect(await problemOf(await browser.ask(address))).toContain('403 sign-in-refused Your user is disabled.');
  const trail = (await at.request.get('/v1/trail').query({ kind: 'session' })).body as {
    readonly items: readonly object[];
  };
  expect(trail.items[0]).toMatchObject({ action: 'refuse', thing: id, actor: `user:${id}` });
});

it('whoever refuses at the issuer is refused here', async () => {
  at.issuer.person = undefined;
  const { response } = await openBrowser().follow(begin());
  expect(await problemOf(response)).toContain('403 sign-in-refused The issuer did not vouch for you (access_denied).');
});

it('a user of two organisations says of which', async () => {
  const { sub, email } = await at.user();
  const north = fresh('north');
  await at.store.organisations.create(north, undefined, 'tests');
  const given = {
    name: undefined,
    email,
    issuer: undefined,
    subject: undefined,
    role: 'hr',
    teams: 'all',
    employee: undefined,
  } as const;
  await at.store.write({ organisation: north, actor: 'tests' }, ({ users }) =>
    users.create('n1', { ...given, state: 'active' }),
  );
  const asked = await returning(sub);
  expect(await problemOf(await asked.browser.ask(asked.address))).toContain(`organisations: default, ${north}.`);
  const named = await returning(sub, `?organisation=${north}`);
  expect((await named.browser.ask(named.address)).status).toBe(302);
  expect(await sessionOf(named.browser)).toMatchObject({ organisation: north, role: 'hr' });
});

describe('a way back that is refused', () => {
  const LOST = '403 sign-in-refused This sign-in was not begun in this browser';

  it('with a state that was used', async () => {
    const { browser, address } = await returning((await at.user()).sub);
    const secret = browser.cookie(at.address, 'shiftcast-sign-in') ?? '';
    expect((await browser.ask(address)).status).toBe(302);
    browser.setCookie(at.address, 'shiftcast-sign-in', secret);
    expect(await problemOf(await browser.ask(address))).toContain(LOST);
  });

  it('in another browser, so that nobody is signed in as somebody else', async () => {
    const { address } = await returning((await at.user()).sub);
    expect(await problemOf(await openBrowser().ask(address))).toContain(LOST);
    const { browser: own, address: other } = await returning((await at.user()).sub);
    own.setCookie(at.address, 'shiftcast-sign-in', 'A'.repeat(43));
    expect(await problemOf(await own.ask(other))).toContain(LOST);
  });

  it('with a state that nobody gave, and after ten minutes', async () => {
    const { browser, address } = await returning((await at.user()).sub);
    const made = address.replace(/state=[\w-]+/, `state=${'B'.repeat(43)}`);
    expect(await problemOf(await openBrowser().ask(made))).toContain(LOST);
    await askDatabase(at.url, "update sign_ins set expires_at = now() - interval '1 second'");
    expect(await problemOf(await browser.ask(address))).toContain(LOST);
  });

  it('with a code that was used for another sign-in', async () => {
    const { sub } = await at.user();
    const first = await returning(sub);
    expect((await first.browser.ask(first.address)).status).toBe(302);
    const second = await returning(sub);
    const code = new URL(first.address).searchParams.get('code') ?? '';
    const again = second.address.replace(/code=[\w-]+/, `code=${code}`);
    expect(await problemOf(await second.browser.ask(again))).toContain('did not vouch for you (invalid_grant)');
  });

  it('from another issuer', async () => {
    const { browser, address } = await returning((await at.user()).sub);
    const url = new URL(address);
    url.searchParams.set('iss', 'https://elsewhere.example');
    expect(await problemOf(await browser.ask(url.href))).toContain('403 sign-in-refused The issuer did not vouch');
  });

  const now = () => Math.floor(Date.now() / 1000);
  it.each<[string, string, (claims: object) => Promise<string> | string]>([
    [
      'expired',
      'OAUTH_JWT_TIMESTAMP_CHECK_FAILED',
      (claims) => at.issuer.mint({ ...claims, iat: now() - 900, exp: now() - 600 }),
    ],
    [
      'of another nonce',
      'OAUTH_JWT_CLAIM_COMPARISON_FAILED',
      (claims) => at.issuer.mint({ ...claims, nonce: 'another' }),
    ],
    [
      'of another issuer',
      'OAUTH_JWT_CLAIM_COMPARISON_FAILED',
      (claims) => at.issuer.mint({ ...claims, iss: 'https://elsewhere.example' }),
    ],
    [
      'for another client',
      'OAUTH_JWT_CLAIM_COMPARISON_FAILED',
      (claims) => at.issuer.mint({ ...claims, aud: 'another' }),
    ],
    ['signed with another key', 'OAUTH_INVALID_RESPONSE', (claims) => at.issuer.mint({ ...claims }, { foreign: true })],
    [
      'signed with the secret of the client',
      'OAUTH_INVALID_RESPONSE',
      (claims) => at.issuer.mint({ ...claims }, { alg: 'HS256' }),
    ],
  ])('with an ID token %s', async (_what, reason, change) => {
    const { sub } = await at.user();
    const { browser, address } = await returning(sub);
    at.issuer.tamper = (token) => change(decodeJwt(token));
    expect(await problemOf(await browser.ask(address))).toContain(`did not vouch for you (${reason})`);
    expect(browser.cookie(at.address, 'shiftcast-session')).toBeUndefined();
  });

  it('with an ID token in which the subject was changed', async () => {
    const { browser, address } = await returning((await at.user()).sub);
    at.issuer.tamper = (token) => {
      const [head = '', body = '', signature = ''] = token.split('.');
      const claims = JSON.parse(Buffer.from(body, 'base64url').toString()) as object;
      return [head, Buffer.from(JSON.stringify({ ...claims, sub: 'another' })).toString('base64url'), signature].join(
        '.',
      );
    };
    expect(await problemOf(await browser.ask(address))).toContain('403 sign-in-refused');
  });
});

it.each([
  '//elsewhere.example',
  '/\\elsewhere.example',
  'https://elsewhere.example/',
  '/\t/elsewhere.example',
  '/.//elsewhere.example',
  'javascript:alert(1)',
  'docs',
])('a sign-in leads back to this service and not to %s', async (returnTo) => {
  const answer = await openBrowser().ask(begin(`?return_to=${encodeURIComponent(returnTo)}`));
  expect(await problemOf(answer)).toContain('422 invalid-input return_to must be a path of this service');
});

it('a sign-in begins a session that nobody had before, and ends the one that the browser had', async () => {
  const { sub } = await at.user();
  const planted = openBrowser();
  planted.setCookie(at.address, 'shiftcast-session', `default.${'C'.repeat(43)}`);
  const browser = await at.signIn(sub, undefined, planted);
  const first = browser.cookie(at.address, 'shiftcast-session') ?? '';
  expect(first).not.toContain('CCC');
  await at.signIn(sub, undefined, browser);
  expect(browser.cookie(at.address, 'shiftcast-session')).not.toBe(first);
  const old = openBrowser();
  old.setCookie(at.address, 'shiftcast-session', first);
  expect((await old.ask(`${at.address}/v1/session`)).status).toBe(401);
});

it('a sign-in that began at one process ends at another, once', async () => {
  const other = await at.another();
  const { sub } = await at.user();
  const { browser, address } = await returning(sub);
  const secret = browser.cookie(at.address, 'shiftcast-sign-in') ?? '';
  browser.setCookie(other, 'shiftcast-sign-in', secret);
  expect((await browser.ask(address.replace(at.address, other))).status).toBe(302);
  expect((await browser.ask(address)).status).toBe(403);
  browser.setCookie(at.address, 'shiftcast-session', browser.cookie(other, 'shiftcast-session') ?? '');
  expect(await sessionOf(browser)).toMatchObject({ via: 'session' });
});

it('where the issuer is down nobody signs in, and all else goes on', async () => {
  const down = openProvider({ issuer: 'http://127.0.0.1:9', ...CLIENT, publicUrl: at.address, audience: undefined });
  const service = await at.beside({ signIn: () => ({ provider: down, idleSeconds: 600, seconds: 3600 }) });
  const answer = await service.get('/v1/session/sign-in');
  expect([answer.status, answer.text]).toEqual([503, expect.stringContaining('does not answer')]);
  const browser = await at.signIn((await at.user()).sub);
  const cookie = `shiftcast-session=${browser.cookie(at.address, 'shiftcast-session') ?? ''}`;
  expect((await service.get('/v1/session').set('Cookie', cookie)).body).toMatchObject({ via: 'session' });
  expect((await service.get('/v1/teams')).status).toBe(200);
});

it('without an issuer nobody signs in, and a cookie means nothing', async () => {
  const none = await at.beside({});
  for (const path of ['sign-in', 'callback']) expect((await none.get(`/v1/session/${path}`)).status).toBe(404);
  const browser = await at.signIn((await at.user()).sub);
  const cookie = `shiftcast-session=${browser.cookie(at.address, 'shiftcast-session') ?? ''}`;
  expect((await none.get('/v1/session').set('Cookie', cookie)).body).toMatchObject({ via: 'local' });
});

it('guesses at the way back lock the address out of sign-in, and of nothing else', async () => {
  const access = { requireKeys: false, requestsPerMinute: 100, guesses: 1, lockSeconds: 60 };
  const strict = await at.another({ access, trustedProxies: ['loopback'] });
  const guesser = { 'X-Forwarded-For': '198.51.100.1' };
  const guess = async () =>
    (await fetch(`${strict}/v1/session/callback?state=${'D'.repeat(43)}&code=a`, { headers: guesser })).status;
  const statuses = [];
  for (let count = 0; count < 7; count += 1) statuses.push(await guess());
  expect(statuses).toEqual([403, 403, 403, 403, 403, 429, 429]);
  const { key } = await made201(at, '/v1/api-keys', { name: fresh('key'), role: 'hr' });
  const headers = { ...guesser, Authorization: `Bearer ${String(key)}` };
  const asked = await fetch(`${strict}/v1/teams`, { headers });
  expect(asked.status).toBe(200);
});

it('an employee who signs in sees her own schedule, and nothing of others', async () => {
  const team = fresh('team');
  await made201(at, '/v1/teams', smallTeam(team));
  const { sub } = await at.user({ role: 'employee', employee: `${team}-anna` });
  const browser = await at.signIn(sub);
  expect(await sessionOf(browser)).toMatchObject({ role: 'employee', employee: `${team}-anna` });
  const asked = async (path: string) => (await browser.ask(`${at.address}${path}`)).status;
  expect(await asked(`/v1/employees/${team}-anna/calendar.ics`)).toBe(200);
  expect(await asked(`/v1/employees/${team}-ben/calendar.ics`)).toBe(404);
  expect(await asked(`/v1/teams/${team}`)).toBe(403);
});
