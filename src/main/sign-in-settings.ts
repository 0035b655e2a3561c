import { isIP } from 'node:net';
import type { ProviderSettings } from '../identity/settings.ts';
import type { ClaimRule } from '../planning/claimed-users.ts';
import { readClaims } from './claim-settings.ts';
import type { SettingsReader } from './settings-reader.ts';

/** How people sign in, from environment variables. */
export type SignInSettings = ProviderSettings & {
  readonly claimRules?: readonly ClaimRule[] | undefined;
  /** SESSION_IDLE_MINUTES, as seconds. */
  readonly idleSeconds: number;
  /** SESSION_HOURS, as seconds. */
  readonly seconds: number;
};

/** Whether only this machine can reach an address. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}

/** An address that is encrypted, or of this machine; without user, query and fragment. */
function isSafeUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, password, search, hash } = new URL(text);
  const isSafe = protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname.replaceAll(/[[\]]/g, '')));
  return isSafe && `${username}${password}${search}${hash}` === '';
}

const NEEDED = ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'PUBLIC_URL'] as const;

/** Reads how people sign in; undefined where nobody does. An issuer without all that it takes is refused. */
export function readSignIn(reader: SettingsReader): SignInSettings | undefined {
  const { env, refuse, number } = reader;
  const text = (name: string): string | undefined => env[name]?.trim() || undefined;
  const [issuer, clientId, publicUrl, clientSecret, audience] = [
    text('OIDC_ISSUER'),
    text('OIDC_CLIENT_ID'),
    text('PUBLIC_URL'),
    text('OIDC_CLIENT_SECRET'),
    text('OIDC_AUDIENCE'),
  ];
  const idleSeconds = 60 * number('SESSION_IDLE_MINUTES', 5, 1440, true, 60);
  const seconds = 3600 * number('SESSION_HOURS', 1, 720, true, 12);
  const allowed = 'an https address, or http on this machine';
  if (issuer !== undefined && !isSafeUrl(issuer))
    refuse('OIDC_ISSUER', issuer, allowed, `Give ${allowed}, exactly as the issuer names itself.`);
  const isOrigin = publicUrl !== undefined && isSafeUrl(publicUrl) && new URL(publicUrl).pathname === '/';
  if (publicUrl !== undefined && !isOrigin)
    refuse(
      'PUBLIC_URL',
      publicUrl,
      `${allowed}, without a path`,
      'Give the address that browsers have, such as https://shiftcast.example.',
    );
  if (audience !== undefined && audience === clientId)
    refuse(
      'OIDC_AUDIENCE',
      audience,
      'another name than OIDC_CLIENT_ID',
      'Give the audience of access tokens for this API: an ID token is none.',
    );
  const claims = readClaims(reader);
  const scope = text('OIDC_SCOPE');
  if (scope !== undefined && !scope.split(' ').includes('openid'))
    refuse(
      'OIDC_SCOPE',
      scope,
      'names with "openid" among them',
      'Give what is asked of the issuer, such as: openid email groups.',
    );
  const asked = [
    ...NEEDED,
    'OIDC_CLIENT_SECRET',
    'OIDC_AUDIENCE',
    'OIDC_SCOPE',
    'OIDC_ROLE_CLAIM',
    'OIDC_ROLES',
  ].filter((name) => name !== 'PUBLIC_URL' && text(name) !== undefined);
  if (asked.length === 0) return undefined;
  for (const name of NEEDED)
    if (text(name) === undefined)
      refuse(name, '', 'a value', `${asked.join(', ')} needs ${name}, too: give it, or leave all of them out.`);
  if (issuer === undefined || clientId === undefined || publicUrl === undefined || !isOrigin) return undefined;
  const provider = { issuer, clientId, clientSecret, publicUrl: new URL(publicUrl).origin, audience };
  const more = { ...(scope && { scope }), ...(claims && { roleClaim: claims.claim, claimRules: claims.rules }) };
  return { ...provider, ...more, idleSeconds, seconds };
}
