import type { Request, RequestHandler, Response } from 'express';
import express from 'express';
import { detail } from '../../contract/messages/problem-texts.ts';
import { enterClaims } from '../../planning/claimed-users.ts';
import { IdentityError } from '../../planning/identity.ts';
import {
  isSameText,
  isToken,
  newSessionText,
  newToken,
  ORGANISATION_ID,
  readSessionText,
  tokenHash,
} from '../../planning/keys.ts';
import type { Identity, KnownUser, SignIn } from '../../planning/user-store.ts';
import type { AccessLimits } from '../access-limits.ts';
import { browserCookies } from '../cookies.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { ProblemError } from '../problem.ts';
import { tryAgainAt } from '../problem-page.ts';
import { localsOf } from '../request-log.ts';
import { storeRefusal } from '../resources/store-refusal.ts';
import { issuerUnreachable, sessionOf } from '../session-access.ts';

/**
 * The doors of a browser that signs in: to the issuer, back from it, and the issuer's own, by which it signs somebody out. They stand before the question
 * who asks, and each browser comes back only to the sign-in that it began.
 */

/** Seconds that somebody has at the issuer. */
const SIGN_IN_SECONDS = 600;

/** A logout token has some hundred bytes. */
const MOST_LOGOUT_BYTES = 20_000;

const readForm = express.urlencoded({ extended: false, limit: MOST_LOGOUT_BYTES });

type Doors = Readonly<Record<'begin' | 'finish' | 'signOut', RequestHandler>>;

/** The one text of a parameter. */
function textOf(request: Request, name: string): string | undefined {
  const value: unknown = request.query[name];
  return typeof value === 'string' ? value : undefined;
}

/** Where the browser goes afterwards: a path of this service. What a browser would take for another host is refused. */
function returnPath(given: string | undefined, publicUrl: string): string {
  if (given === undefined) return '/';
  const isPath = /^\/(?![/\\])[\x21-\x7e]{0,1999}$/.test(given) && !given.includes('\\');
  const url = isPath && URL.canParse(given, publicUrl) ? new URL(given, publicUrl) : undefined;
  if (url === undefined || url.pathname.startsWith('//'))
    throw new ProblemError('invalid-input', detail('return-elsewhere'));
  return `${url.pathname}${url.search}${url.hash}`;
}

const BEGIN = '/v1/session/sign-in';

/** Where a sign-in begins once more that was to lead there. */
function againPath({ returnTo, organisation }: Pick<SignIn, 'returnTo' | 'organisation'>): string {
  const asked = new URLSearchParams(organisation === undefined ? {} : { organisation });
  if (returnTo !== '/') asked.set('return_to', returnTo);
  return asked.size === 0 ? BEGIN : `${BEGIN}?${asked.toString()}`;
}

const hashText = (token: string): string => Buffer.from(tokenHash(token)).toString('hex');

/** Doors of a service without an issuer. */
const CLOSED: RequestHandler = () => {
  throw new ProblemError('not-found', detail('sign-in-absent'));
};

export function signInDoors({ signIn, store }: ApiDependencies, limits: AccessLimits): Doors {
  if (signIn === undefined || store === undefined) return { begin: CLOSED, finish: CLOSED, signOut: CLOSED };
  const { provider } = signIn;
  const cookies = browserCookies(provider.publicUrl);

  /** What went wrong, for the log without a word of who it was, and for whoever asked. */
  const refused = (response: Response, error: unknown): never => {
    if (!(error instanceof IdentityError)) throw error;
    localsOf(response).log.warn({ reason: error.reason }, 'sign-in failed');
    if (error.kind === 'unreachable') throw issuerUnreachable();
    throw new ProblemError('sign-in-refused', detail('issuer-refused', { reason: error.reason }));
  };

  const begin = async (request: Request, response: Response): Promise<void> => {
    tryAgainAt(response, BEGIN);
    const returnTo = returnPath(textOf(request, 'return_to'), provider.publicUrl);
    const organisation = textOf(request, 'organisation');
    if (organisation !== undefined && !ORGANISATION_ID.test(organisation))
      throw new ProblemError('invalid-input', detail('absent', { what: 'organisation', id: organisation }));
    tryAgainAt(response, againPath({ returnTo, organisation }));
    await limits.countSignIn(request.ip ?? '');
    const { url, check } = await provider.begin().catch((error: unknown) => refused(response, error));
    const { state, nonce, verifier } = check;
    const browser = newToken();
    const kept: SignIn = { nonce, verifier, returnTo, organisation, browserHash: hashText(browser) };
    await store.sessions.begin(state, kept, SIGN_IN_SECONDS);
    response.set('Set-Cookie', cookies.set('sign-in', browser, SIGN_IN_SECONDS)).redirect(302, url);
  };

  /** The sign-in that this browser began; it is over by this, however it ends. */
  const takeSignIn = async (request: Request, state: string): Promise<SignIn> => {
    const kept = isToken(state) ? await store.sessions.take(state) : undefined;
    const browser = cookies.read(request, 'sign-in');
    if (kept !== undefined && browser !== undefined && isSameText(hashText(browser), kept.browserHash)) return kept;
    await limits.countStray(request.ip ?? '');
    throw new ProblemError('sign-in-refused', detail('sign-in-lost'));
  };

  /** The one user that somebody is here. */
  const userOf = async (identity: Identity, wanted: string | undefined, response: Response): Promise<KnownUser> => {
    const known = (await store.sessions.known(identity)).filter(
      ({ organisation }) => wanted === undefined || organisation === wanted,
    );
    const active = known.filter(({ state }) => state === 'active');
    const [user, ...others] = active;
    if (user !== undefined && others.length === 0) return user;
    if (others.length > 0) {
      const organisations = active.map(({ organisation }) => organisation).join(', ');
      throw new ProblemError('sign-in-refused', detail('several-organisations', { organisations }));
    }
    for (const { organisation, user: id } of known)
      await store.write(scopeOf(organisation, id, response), ({ users }) => users.refuse(id));
    const reason = known.length === 0 ? 'user-unknown' : 'user-disabled';
    localsOf(response).log.warn({ reason }, 'sign-in refused');
    throw new ProblemError('sign-in-refused', detail(reason));
  };

  const finish = async (request: Request, response: Response): Promise<void> => {
    tryAgainAt(response, BEGIN);
    limits.refuseStrays(request.ip ?? '');
    const state = textOf(request, 'state') ?? '';
    response.append('Set-Cookie', cookies.clear('sign-in'));
    const { returnTo, organisation, nonce, verifier } = await takeSignIn(request, state);
    tryAgainAt(response, againPath({ returnTo, organisation }));
    const check = { state, nonce, verifier };
    const identity = await provider
      .finish(request.originalUrl, check)
      .catch((error: unknown) => refused(response, error));
    const { claimRules } = signIn;
    if (claimRules !== undefined) await enterClaims(store, claimRules, identity, originOf(response));
    const user = await userOf(identity, organisation, response);
    const token = newSessionText(user.organisation);
    const { idleSeconds, seconds } = signIn;
    const isIn = await store.write(scopeOf(user.organisation, user.user, response), ({ users }) =>
      users.signIn(user.user, identity, { tokenHash: tokenHash(token), idleSeconds, seconds }),
    );
    if (!isIn) throw new ProblemError('sign-in-refused', detail('user-unknown'));
    await endBefore(request, response);
    response.append('Set-Cookie', cookies.set('session', token, seconds)).redirect(302, returnTo);
  };

  /** What the browser had as a session before, whoever's it was, is over. */
  const endBefore = async (request: Request, response: Response): Promise<void> => {
    const before = readSessionText(cookies.read(request, 'session'));
    const found = before === undefined ? undefined : await sessionOf(store, before);
    if (found === undefined) return;
    const { organisation, user, session } = found;
    await store.write(scopeOf(organisation, user, response), ({ users }) => users.endSession(session));
  };

  const signOut = async (request: Request, response: Response): Promise<void> => {
    limits.refuseStrays(request.ip ?? '');
    const token = await formText(request, response, 'logout_token');
    const identity = await provider.ofLogoutToken(token).catch(async (error: unknown) => {
      if (error instanceof IdentityError && error.kind === 'refused') await limits.countStray(request.ip ?? '');
      return refused(response, error);
    });
    for (const { organisation, user } of await store.sessions.known(identity))
      await store.write(scopeOf(organisation, user, response), ({ users }) => users.endSessions(user));
    response.status(200).end();
  };

  return { begin: guarded(begin), finish: guarded(finish), signOut: guarded(signOut) };
}

/** What a form of the issuer has under a name; it is the one body that is no JSON. */
function formText(request: Request, response: Response, name: string): Promise<string> {
  return new Promise((resolve, reject) => {
    readForm(request, response, (error?: unknown) => {
      const value = (request.body as Readonly<Record<string, unknown>> | undefined)?.[name];
      if (error === undefined && typeof value === 'string') resolve(value);
      else reject(new ProblemError('malformed-body', detail('no-form', { name })));
    });
  });
}

/** Who writes at these doors, and from where. */
function scopeOf(organisation: string, user: string, response: Response) {
  return { organisation, actor: `user:${user}`, origin: originOf(response) };
}

function originOf({ req }: Response) {
  return { operation: 'signIn', via: 'session', address: req.ip ?? '' };
}

function guarded(work: (request: Request, response: Response) => Promise<void>): RequestHandler {
  return async (request, response) => {
    try {
      await work(request, response);
    } catch (error) {
      throw storeRefusal(error);
    }
  };
}
