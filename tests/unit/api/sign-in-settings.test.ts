import { expect, it } from 'vitest';
import { readSettings } from '../../../src/main/settings.ts';

const ISSUER = {
  OIDC_ISSUER: 'https://login.example.com/realms/firm',
  OIDC_CLIENT_ID: 'shiftcast',
  PUBLIC_URL: 'https://shiftcast.example/',
};

const signInOf = (env: Readonly<Record<string, string>>) => {
  const read = readSettings(env);
  return read.ok ? read.value.signIn : read.issues.map(({ path }) => path);
};

it('an issuer has its client and the address of the service; sessions last an hour idle and twelve in any case', () => {
  expect(signInOf(ISSUER)).toEqual({
    issuer: 'https://login.example.com/realms/firm',
    clientId: 'shiftcast',
    clientSecret: undefined,
    publicUrl: 'https://shiftcast.example',
    audience: undefined,
    idleSeconds: 3600,
    seconds: 43_200,
  });
  const more = { SESSION_IDLE_MINUTES: '5', SESSION_HOURS: '1', OIDC_AUDIENCE: 'api', OIDC_CLIENT_SECRET: 'secret' };
  expect(signInOf({ ...ISSUER, ...more })).toMatchObject({
    idleSeconds: 300,
    seconds: 3600,
    audience: 'api',
    clientSecret: 'secret',
  });
  expect(signInOf({ PUBLIC_URL: 'https://shiftcast.example' })).toBeUndefined();
});

const ROLES = JSON.stringify([
  { value: 'admins', role: 'administrator' },
  { value: 'north', role: 'supervisor', teams: ['north'], organisation: 'acme' },
]);

it('a claim and what its values give are read together', () => {
  const claims = { ...ISSUER, OIDC_ROLE_CLAIM: 'groups', OIDC_ROLES: ROLES, OIDC_SCOPE: 'openid email groups' };
  expect(signInOf(claims)).toMatchObject({
    roleClaim: 'groups',
    scope: 'openid email groups',
    claimRules: [
      { value: 'admins', organisation: 'default', role: 'administrator', teams: 'all' },
      { value: 'north', organisation: 'acme', role: 'supervisor', teams: ['north'] },
    ],
  });
});

it('on this machine http will do', () => {
  const own = { ...ISSUER, OIDC_ISSUER: 'http://127.0.0.1:3000', PUBLIC_URL: 'http://localhost:8080' };
  expect(signInOf(own)).toMatchObject({ issuer: 'http://127.0.0.1:3000', publicUrl: 'http://localhost:8080' });
});

it.each<[Readonly<Record<string, string>>, readonly string[]]>([
  [{ OIDC_ISSUER: ISSUER.OIDC_ISSUER }, ['OIDC_CLIENT_ID', 'PUBLIC_URL']],
  [{ OIDC_CLIENT_SECRET: 'secret' }, ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'PUBLIC_URL']],
  [{ ...ISSUER, OIDC_ISSUER: 'http://login.example.com' }, ['OIDC_ISSUER']],
  [{ ...ISSUER, OIDC_ISSUER: 'https://user:word@login.example.com' }, ['OIDC_ISSUER']],
  [{ ...ISSUER, PUBLIC_URL: 'http://shiftcast.example' }, ['PUBLIC_URL']],
  [{ ...ISSUER, PUBLIC_URL: 'https://example.com/shiftcast' }, ['PUBLIC_URL']],
  [{ ...ISSUER, OIDC_AUDIENCE: 'shiftcast' }, ['OIDC_AUDIENCE']],
  [{ ...ISSUER, OIDC_SCOPE: 'email' }, ['OIDC_SCOPE']],
  [{ ...ISSUER, OIDC_ROLE_CLAIM: 'groups' }, ['OIDC_ROLES']],
  [{ ...ISSUER, OIDC_ROLES: ROLES }, ['OIDC_ROLE_CLAIM']],
  [{ OIDC_ROLE_CLAIM: 'groups', OIDC_ROLES: ROLES }, ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'PUBLIC_URL']],
  ...[
    'no JSON',
    '[]',
    '[{"value": "a", "role": "employee"}]',
    '[{"value": "a", "role": "supervisor"}]',
    '[{"value": "a", "role": "hr", "teams": ["north"]}]',
    '[{"value": "", "role": "hr"}]',
    '[{"value": "a", "role": "hr", "organisation": "No Id"}]',
  ].map((text): [Readonly<Record<string, string>>, readonly string[]] => [
    { ...ISSUER, OIDC_ROLE_CLAIM: 'groups', OIDC_ROLES: text },
    ['OIDC_ROLES'],
  ]),
  [{ ...ISSUER, SESSION_IDLE_MINUTES: '1', SESSION_HOURS: 'x' }, ['SESSION_IDLE_MINUTES', 'SESSION_HOURS']],
])('%j is refused', (env, paths) => {
  expect(signInOf(env)).toEqual(paths);
});

it('no secret is told with what is wrong', () => {
  const read = readSettings({ OIDC_CLIENT_SECRET: 'a secret', MASTER_KEY: 'short' });
  expect(JSON.stringify(read)).not.toMatch(/a secret|short/);
});
