import { request } from 'node:http';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createService, type Service } from '../../src/main/serve.ts';
import { CLIENT, type Issuer, openBrowser, startIssuer } from '../contract/resources/issuer.ts';
import { openTestStore, type TestStore } from '../fixtures/stores.ts';

/** Two services as they are run, by their settings alone, behind one address that is encrypted by somebody else. */

const PUBLIC_URL = 'https://shiftcast.example';

let issuer: Issuer;
let at: TestStore;
const services: Service[] = [];
const urls: string[] = [];

beforeAll(async () => {
  issuer = await startIssuer();
  issuer.serve([`${PUBLIC_URL}/v1/session/callback`]);
  at = await openTestStore();
  const env = {
    PORT: '0',
    THREADS: '1',
    REQUIRE_KEYS: 'yes',
    OIDC_ISSUER: issuer.url,
    OIDC_CLIENT_ID: CLIENT.clientId,
    OIDC_CLIENT_SECRET: CLIENT.clientSecret,
    PUBLIC_URL,
    SESSION_HOURS: '2',
  };
  for (let count = 0; count < 2; count += 1) {
    const created = createService({ env, log: pino({ level: 'silent' }), store: at.store });
    if (!created.ok) throw new Error(JSON.stringify(created.issues));
    services.push(created.value);
    const listening = await created.value.listen();
    if (!listening.ok) throw new Error(JSON.stringify(listening.issues));
    urls.push(listening.value.url);
  }
});
afterAll(async () => {
  for (const service of services) await service.close();
  issuer.close();
  await at.close();
});

/** Status of a request with a Host of its own. */
function statusAs(host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const sent = request(`${urls[0]}/v1/session`, { headers: { Host: host } }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    });
    sent.on('error', reject).end();
  });
}

it('a sign-in goes from one service to the other, and its session is known to both', async () => {
  const [first = '', second = ''] = urls;
  const given = { name: undefined, email: 'maria@example.com', issuer: undefined, subject: undefined } as const;
  await at.store.write({ organisation: 'default', actor: 'tests' }, ({ users }) =>
    users.create('maria', { ...given, role: 'hr', teams: 'all', employee: undefined, state: 'active' }),
  );
  issuer.person = { sub: 'maria-1', email: 'maria@example.com', email_verified: true };
  const browser = openBrowser();
  const { address } = await browser.follow(`${first}/v1/session/sign-in?return_to=/docs/`, PUBLIC_URL);
  const signIn = browser.cookie(first, '__Host-shiftcast-sign-in') ?? '';
  browser.setCookie(second, '__Host-shiftcast-sign-in', signIn);
  const back = await browser.ask(address.replace(PUBLIC_URL, second));
  expect([back.status, back.headers.get('Location')]).toEqual([302, '/docs/']);
  expect(back.headers.getSetCookie().at(-1)).toMatch(
    /^__Host-shiftcast-session=default\.[\w-]{43}; Max-Age=7200; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
  );
  const session = browser.cookie(second, '__Host-shiftcast-session') ?? '';
  const asked = (url: string, headers: Readonly<Record<string, string>>) => fetch(`${url}/v1/session`, { headers });
  const known = await asked(first, { Cookie: `__Host-shiftcast-session=${session}` });
  expect(await known.json()).toMatchObject({ user: 'maria', role: 'hr', via: 'session' });
  expect((await asked(first, { Cookie: `shiftcast-session=${session}` })).status).toBe(401);
  const own = { Cookie: `__Host-shiftcast-session=${session}`, 'X-Forwarded-For': '203.0.113.5' };
  expect((await asked(second, own)).status).toBe(200);
});

it('the services answer for the address that browsers have, and for no other', async () => {
  expect([await statusAs('shiftcast.example'), await statusAs('elsewhere.example')]).toEqual([401, 421]);
});
