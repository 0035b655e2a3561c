import { createRemoteJWKSet, errors, type JWTPayload, jwtVerify, type JWTVerifyGetKey } from 'jose';
import { IdentityError, type IdentityProvider } from '../planning/identity.ts';
import type { Identity } from '../planning/user-store.ts';
import type { ProviderSettings } from './settings.ts';

/** Tokens that others bring: access tokens of programs, and the issuer's word that somebody is signed out everywhere. */

/** Signatures alone: a token that is signed with a shared secret could be made by whoever checks it. */
const ALGORITHMS = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
];

const LOGOUT_EVENT = 'http://schemas.openid.net/event/backchannel-logout';

/** Seconds by which clocks may differ. */
const TOLERANCE_SECONDS = 30;

/** A logout token is sent at once: an older one is somebody else's copy. */
const LOGOUT_SECONDS = 300;

const TIMEOUT_MS = 10_000;

function refusal(error: unknown): IdentityError {
  if (error instanceof IdentityError) return error;
  if (error instanceof errors.JWKSTimeout) return new IdentityError('unreachable', error.code);
  if (error instanceof errors.JOSEError && error.code !== 'ERR_JOSE_GENERIC')
    return new IdentityError('refused', error.code);
  return new IdentityError('unreachable', 'keys-unreachable');
}

const isEvent = (events: unknown): boolean =>
  typeof events === 'object' && events !== null && Object.hasOwn(events, LOGOUT_EVENT);

/** Checks of tokens against the keys of the issuer; `keysUrl` finds where they are. */
export function openTokens(
  { issuer, clientId, audience }: ProviderSettings,
  keysUrl: () => Promise<string>,
): Pick<IdentityProvider, 'ofAccessToken' | 'ofLogoutToken'> {
  const sets = new Map<string, JWTVerifyGetKey>();
  const keys = async (): Promise<JWTVerifyGetKey> => {
    const url = await keysUrl();
    const known = sets.get(url) ?? createRemoteJWKSet(new URL(url), { timeoutDuration: TIMEOUT_MS });
    sets.set(url, known);
    return known;
  };

  const verified = async (token: string, options: Parameters<typeof jwtVerify>[2]): Promise<JWTPayload> => {
    try {
      const common = { issuer, algorithms: ALGORITHMS, clockTolerance: TOLERANCE_SECONDS };
      return (await jwtVerify(token, await keys(), { ...common, ...options })).payload;
    } catch (error) {
      throw refusal(error);
    }
  };

  const identityOf = ({ iss = issuer, sub }: JWTPayload): Identity => {
    if (sub === undefined || sub === '') throw new IdentityError('refused', 'no-subject');
    // Whoever is known by e-mail alone signs in once with a browser first.
    return { issuer: iss, subject: sub, email: undefined };
  };

  return {
    ofAccessToken:
      audience === undefined
        ? undefined
        : async (token) => identityOf(await verified(token, { audience, requiredClaims: ['exp', 'sub'] })),
    ofLogoutToken: async (token) => {
      const payload = await verified(token, {
        audience: clientId,
        requiredClaims: ['iat', 'events'],
        maxTokenAge: LOGOUT_SECONDS,
      });
      if (!isEvent(payload['events']) || payload['nonce'] !== undefined)
        throw new IdentityError('refused', 'no-logout-token');
      return identityOf(payload);
    },
  };
}
