import { afterAll, beforeAll, expect, it } from 'vitest';
import { claimTexts, openProvider } from '../../../src/identity/provider.ts';
import { type ClaimRule, rightsByClaims } from '../../../src/planning/claimed-users.ts';
import { fresh } from './case.ts';
import { type Browser, CLIENT, openBrowser } from './issuer.ts';
import { type SignInService, signInService } from './sign-in-service.ts';

/** Users whose rights the claims of a real issuer say. */

const RULES: readonly ClaimRule[] = [
  { value: 'admins', organisation: 'default', role: 'administrator', teams: 'all' },
  { value: 'north', organisation: 'default', role: 'supervisor', teams: ['north'] },
  { value: 'south', organisation: 'default', role: 'supervisor', teams: ['south', 'north'] },
  { value: 'people', organisation: 'default', role: 'hr', teams: 'all' },
  { value: 'people', organisation: 'nowhere', role: 'hr', teams: 'all' },
];

let at: SignInService;
let address: string;
/** A service whose rules these are, on the database of one without any. */
let door: string;
beforeAll(async () => {
  at = await signInService();
  address = at.address;
  const settings = { issuer: at.issuer.url, ...CLIENT, publicUrl: address, audience: undefined, roleClaim: 'groups' };
  await at.beside({
    signIn: (url) => {
      door = url;
      return { provider: openProvider(settings), claimRules: RULES, idleSeconds: 600, seconds: 3600 };
    },
  });
});
afterAll(() => at.close());

type Session = { readonly user?: string; readonly role?: string; readonly teams?: readonly string[] };

/** Signs somebody in whose groups these are; gives the status and, where there is one, the session. */
async function signIn(
  sub: string,
  groups: unknown,
  { browser = openBrowser(), email = `${sub}@example.com` }: { browser?: Browser; email?: string } = {},
): Promise<{ readonly status: number; readonly session: Session; readonly browser: Browser }> {
  at.issuer.person = { sub, email, email_verified: true, groups };
  const begun = await browser.follow(`${door}/v1/session/sign-in`, `${address}/v1/session/callback`);
  const back = await browser.ask(begun.address.replace(address, door));
  const session = (await (await browser.ask(`${door}/v1/session`)).json()) as Session;
  return { status: back.status, session, browser };
}

const userOf = async (id = '') => (await at.request.get(`/v1/users/${id}`)).body as Record<string, unknown>;

it('whoever has the claim is a user without an invitation, with the rights of the rules', async () => {
  const admin = await signIn(fresh('sub'), ['admins', 'people']);
  expect([admin.status, admin.session]).toMatchObject([302, { role: 'administrator' }]);
  const both = await signIn(fresh('sub'), ['south', 'north', 'unknown']);
  expect(both.session).toMatchObject({ role: 'supervisor', teams: ['north', 'south'] });
  expect(await userOf(both.session.user)).toMatchObject({ fromClaims: true, state: 'active', role: 'supervisor' });
  const one = await signIn(fresh('sub'), 'people');
  expect(one.session).toMatchObject({ role: 'hr', organisation: 'default' });
  const none = await signIn(fresh('sub'), ['guests']);
  expect([none.status, none.session.user]).toEqual([403, undefined]);
  expect((await signIn(fresh('sub'), undefined)).status).toBe(403);
});

it('rights follow the claim at each sign-in, and go with it', async () => {
  const sub = fresh('sub');
  const first = await signIn(sub, ['people']);
  const user = first.session.user ?? '';
  const more = await signIn(sub, ['admins']);
  expect(more.session).toMatchObject({ user, role: 'administrator' });
  // What was begun with other rights is over.
  expect((await first.browser.ask(`${door}/v1/teams`)).status).toBe(401);
  expect((await signIn(sub, [])).status).toBe(403);
  expect(await userOf(user)).toMatchObject({ state: 'disabled', fromClaims: true });
  expect((await more.browser.ask(`${door}/v1/teams`)).status).toBe(401);
  expect((await signIn(sub, ['people'])).session).toMatchObject({ user, role: 'hr' });
  const trail = (await at.request.get('/v1/trail').query({ kind: 'user', thing: user })).body as {
    readonly items: readonly { readonly action: string; readonly actor: string }[];
  };
  expect(trail.items.map(({ action, actor }) => `${action} ${actor}`)).toEqual([
    'change issuer',
    'change issuer',
    'change issuer',
    'create issuer',
  ]);
});

it('a user who was set up by hand stays so, whatever the claims say', async () => {
  const invited = await at.user({ role: 'hr' });
  expect((await signIn(invited.sub, ['admins'])).session).toMatchObject({ user: invited.id, role: 'hr' });
  expect((await signIn(invited.sub, [])).session).toMatchObject({ user: invited.id, role: 'hr' });
  // An administrator who changes a user of the claims takes it over: here she is disabled.
  const sub = fresh('sub');
  const { user = '' } = (await signIn(sub, ['people'])).session;
  const answer = await at.request
    .put(`/v1/users/${user}`)
    .set('If-Match', '"1"')
    .send({ issuer: at.issuer.url, subject: sub, role: 'hr', state: 'disabled' });
  expect([answer.status, (answer.body as { fromClaims?: true }).fromClaims]).toEqual([200, undefined]);
  expect((await signIn(sub, ['admins'])).status).toBe(403);
});

it('an address of somebody else is not taken over', async () => {
  const first = await signIn(fresh('sub'), ['people']);
  const { email } = await userOf(first.session.user);
  const second = await signIn(fresh('sub'), ['people'], { email: String(email) });
  expect(second.session.user).not.toBe(first.session.user);
  expect(await userOf(second.session.user)).not.toHaveProperty('email');
});

it('where no rules are set, claims give nothing', async () => {
  const sub = fresh('sub');
  await expect(at.signIn(sub)).rejects.toThrow('You are no user of this service');
});

it('a claim has a name or a path, and texts alone count', () => {
  const claims = { 'realm.roles': ['a'], realm: { roles: ['b', 7, null] }, one: 'c', __proto__: { far: 'd' } };
  expect(claimTexts(claims, 'realm.roles')).toEqual(['a']);
  expect(claimTexts({ realm: claims.realm }, 'realm.roles')).toEqual(['b']);
  expect(claimTexts(claims, 'one')).toEqual(['c']);
  for (const name of ['far', 'constructor', 'realm.none', 'one.length'])
    expect(claimTexts(claims, name)).toBeUndefined();
});

it('the first rule that fits gives the role, by organisation', () => {
  const rules: readonly ClaimRule[] = [
    { value: 'b', organisation: 'one', role: 'hr', teams: 'all' },
    ...RULES.map((rule) => ({ ...rule, organisation: 'one' })),
    { value: 'b', organisation: 'two', role: 'supervisor', teams: ['x'] },
  ];
  expect([...rightsByClaims(rules, ['north', 'b'])]).toEqual([
    ['one', { role: 'hr', teams: 'all' }],
    ['two', { role: 'supervisor', teams: ['x'] }],
  ]);
  expect(rightsByClaims(rules, []).size).toBe(0);
});
