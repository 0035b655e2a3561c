import type { Request } from 'express';
import { detail } from '../contract/messages/problem-texts.ts';
import type { Access } from '../planning/access.ts';
import { IdentityError } from '../planning/identity.ts';
import {
  csrfTokenOf,
  isSameText,
  readSessionText,
  sessionAccess,
  type SessionText,
  tokenAccess,
  tokenHash,
} from '../planning/keys.ts';
import type { Store } from '../planning/store.ts';
import type { FoundSession } from '../planning/user-store.ts';
import type { AccessLimits } from './access-limits.ts';
import { browserCookies } from './cookies.ts';
import type { SignInSettings } from './dependencies.ts';
import { ProblemError } from './problem.ts';
import { storeRefusal } from './resources/store-refusal.ts';
import type { Uses } from './uses.ts';

/** People who ask: with the session of a browser, or with an access token of the issuer. */

/** Methods that change nothing: a page elsewhere may have a browser send them, and learns nothing by that. */
const SAFE: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Who looks up sessions: nobody yet. */
const DOOR = 'shiftcast';

export const CHALLENGE = { 'WWW-Authenticate': 'Bearer realm="shiftcast"' };
export const REFUSAL = { 'WWW-Authenticate': 'Bearer realm="shiftcast", error="invalid_token"' };

export type PeopleDoor = {
  /** Who asks with a cookie; undefined where there is none. Throws where the session is over, or a change lacks its CSRF token. */
  readonly withCookie: (request: Request) => Promise<Access | undefined>;
  /** Who asks with a token that is no key; undefined where such tokens are not taken, or nobody is known by it. */
  readonly withToken: (token: string, request: Request) => Promise<Access | undefined>;
};

const asked = <T>(work: Promise<T>): Promise<T> =>
  work.catch((error: unknown) => {
    throw storeRefusal(error);
  });

/** The session of a browser, looked up within its organisation; undefined where it is over. */
export function sessionOf(store: Store, { organisation, text }: SessionText): Promise<FoundSession | undefined> {
  return asked(store.read({ organisation, actor: DOOR }, ({ users }) => users.session(tokenHash(text))));
}

export function peopleDoor(store: Store, signIn: SignInSettings, limits: AccessLimits, uses: Uses): PeopleDoor {
  const { provider } = signIn;
  const cookies = browserCookies(provider.publicUrl);

  const withCookie = async (request: Request): Promise<Access | undefined> => {
    const cookie = cookies.read(request, 'session');
    if (cookie === undefined || cookie === '') return undefined;
    const address = request.ip ?? '';
    limits.refuseMisses(address);
    const given = readSessionText(cookie);
    const found = given === undefined ? undefined : await sessionOf(store, given);
    if (found === undefined || given === undefined) {
      await limits.countMiss(address);
      const headers = { ...CHALLENGE, 'Set-Cookie': cookies.clear('session') };
      throw new ProblemError('unauthenticated', detail('session-over'), { headers });
    }
    const proof = request.headers['x-csrf-token'];
    if (!SAFE.has(request.method) && (typeof proof !== 'string' || !isSameText(proof, csrfTokenOf(given))))
      throw new ProblemError('forbidden', detail('csrf-missing'));
    const { organisation, user, session } = found;
    await limits.countRequest(`${organisation}/user/${user}`);
    uses.enter(session, () => store.write({ organisation, actor: DOOR }, ({ users }) => users.used(session)));
    return sessionAccess(found, given, request.ip);
  };

  const withToken = async (token: string, request: Request): Promise<Access | undefined> => {
    const { ofAccessToken } = provider;
    if (ofAccessToken === undefined || token.split('.').length !== 3) return undefined;
    const identity = await ofAccessToken(token).catch((error: unknown) => {
      if (!(error instanceof IdentityError)) throw error;
      if (error.kind === 'unreachable') throw issuerUnreachable();
      return undefined;
    });
    const known = identity === undefined ? [] : await asked(store.sessions.known(identity));
    const active = known.filter(({ state }) => state === 'active');
    const wanted = request.headers['x-organisation'];
    const [user, ...others] = wanted === undefined ? active : active.filter((one) => one.organisation === wanted);
    if (user === undefined) return undefined;
    if (others.length > 0) {
      const organisations = active.map(({ organisation }) => organisation).join(', ');
      throw new ProblemError('invalid-input', detail('name-organisation', { organisations }));
    }
    await limits.countRequest(`${user.organisation}/user/${user.user}`);
    return tokenAccess(user, request.ip);
  };

  return { withCookie, withToken };
}

/** The issuer is asked again by whoever tries again. */
export function issuerUnreachable(): ProblemError {
  return new ProblemError('issuer-unreachable', detail('issuer-unreachable'), { headers: { 'Retry-After': '10' } });
}
