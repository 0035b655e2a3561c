import type { Request, RequestHandler, Response } from 'express';
import { detail } from '../contract/messages/problem-texts.ts';
import type { OperationDescription } from '../contract/operations.ts';
import { type Access, localAccess } from '../planning/access.ts';
import { isTextOf, keyAccess, readKey } from '../planning/keys.ts';
import type { Store } from '../planning/store.ts';
import { openLimits } from './access-limits.ts';
import type { AccessSettings, ApiDependencies } from './dependencies.ts';
import { ProblemError } from './problem.ts';
import { storeRefusal } from './resources/store-refusal.ts';

/*
 * Who asks and whether they may, before anything else of a request is read. Every request of an operation passes both: `identify` for the whole API,
 * `admit` for its operation.
 */

type AccessLocals = { access?: Access; admitted?: OperationDescription };

/** A service for its own machine, where whoever is at it may do everything. */
const OWN_MACHINE: AccessSettings = { requireKeys: false, requestsPerMinute: 1200, guesses: 10, lockSeconds: 300 };

/** Who looks up keys: nobody yet. */
const DOOR = 'shiftcast';

const CHALLENGE = { 'WWW-Authenticate': 'Bearer realm="shiftcast"' };
const REFUSAL = { 'WWW-Authenticate': 'Bearer realm="shiftcast", error="invalid_token"' };

/** Names that clients may give themselves: they are written beside every change. */
const ACTOR = /^[\p{L}\p{N}][\p{L}\p{N} ._@+-]{0,98}$/u;

/** Who asks, by their own word: without access control nobody is asked to prove it. */
function actorOf(request: Request): string {
  const given = request.headers['x-actor'];
  if (given === undefined) return 'local';
  const name = typeof given === 'string' ? Buffer.from(given, 'latin1').toString('utf8') : '';
  if (ACTOR.test(name)) return name;
  throw new ProblemError(
    'invalid-input',
    'The X-Actor header must be a name of at most 99 letters, digits and . _ @ + -.',
  );
}

/** Whether a proxy says that it hands on what somebody else asked: such a request is not of this machine, whatever its socket says. */
function isHandedOn({ headers }: Request): boolean {
  return headers.forwarded !== undefined || headers['x-forwarded-for'] !== undefined;
}

/** Finds out who asks, once for each request. */
export function identify({ settings, store }: Pick<ApiDependencies, 'settings' | 'store'>): RequestHandler {
  const rules = settings.access ?? OWN_MACHINE;
  const limits = openLimits(rules);
  /** When the use of a key was last entered by this process, by its id. */
  const entered = new Map<string, number>();

  const enterUse = (from: Store, { organisation, key = '' }: Access): void => {
    const minute = Math.floor(Date.now() / 60_000);
    if (entered.get(key) === minute) return;
    entered.set(key, minute);
    // Nobody waits for it, and nothing is lost where it fails: the next minute enters it again.
    from.write({ organisation, actor: DOOR }, ({ keys }) => keys.used(key)).catch(() => entered.delete(key));
  };

  const withKey = async (header: string, request: Request): Promise<Access> => {
    const address = request.ip ?? '';
    await limits.refuseLocked(address);
    const given = readKey(/^Bearer +(\S+)$/i.exec(header)?.[1] ?? '');
    const found =
      given === undefined || store === undefined
        ? undefined
        : await store
            .read({ organisation: given.organisation, actor: DOOR }, ({ keys }) => keys.valid(given.id))
            .catch((error: unknown) => {
              throw storeRefusal(error);
            });
    if (given === undefined || store === undefined || found === undefined || !isTextOf(given.text, found.hash)) {
      await limits.countGuess(address);
      throw new ProblemError('unauthenticated', detail('key-refused'), { headers: REFUSAL });
    }
    if (request.headers['x-actor'] !== undefined) throw new ProblemError('invalid-input', detail('actor-with-key'));
    const access = keyAccess(given.organisation, found.key, request.ip);
    await limits.countRequest(`${access.organisation}/${given.id}`);
    enterUse(store, access);
    return access;
  };

  return async (request, response, next) => {
    const { authorization } = request.headers;
    if (authorization === undefined && (rules.requireKeys || isHandedOn(request)))
      throw new ProblemError('unauthenticated', detail('key-missing'), { headers: CHALLENGE });
    const access =
      authorization === undefined ? localAccess(actorOf(request), request.ip) : await withKey(authorization, request);
    Object.assign(response.locals, { access } satisfies AccessLocals);
    next();
  };
}

/** Headers of an operation that goes away (RFC 9745, RFC 8594): since when, until when, and what takes its place. */
export function farewellOf({ deprecated }: Pick<OperationDescription, 'deprecated'>): Readonly<Record<string, string>> {
  if (deprecated === undefined) return {};
  const { from, sunset, by } = deprecated;
  return {
    Deprecation: `@${Date.parse(`${from}T00:00:00Z`) / 1000}`,
    Sunset: new Date(`${sunset}T00:00:00Z`).toUTCString(),
    ...(by === undefined ? {} : { Link: `<${by}>; rel="successor-version"` }),
  };
}

/** Lets pass who may call the operation: the one place where roles are asked for. */
export function admit(operation: OperationDescription): RequestHandler {
  const { operationId } = operation;
  return (_request, response, next) => {
    const { access } = response.locals as AccessLocals;
    if (access === undefined) throw new Error(`nobody was identified before ${operationId}`);
    Object.assign(response.locals, { admitted: operation } satisfies AccessLocals);
    response.set(farewellOf(operation));
    if (!operation.access.includes(access.role))
      throw new ProblemError('forbidden', detail('role-excluded', { role: access.role }));
    if (access.operations !== 'all' && !access.operations.includes(operationId))
      throw new ProblemError('forbidden', detail('operation-excluded', { operation: operationId }));
    next();
  };
}

/** Lets pass who is at the machine itself, and administrators: figures of the whole service. */
export function admitWatchers(identified: RequestHandler): RequestHandler {
  return async (request, response, next) => {
    const address = request.socket.remoteAddress ?? '';
    const isHere = /^(?:::ffff:)?127\.|^::1$/.test(address) && !isHandedOn(request);
    if (isHere && request.headers.authorization === undefined) {
      next();
      return;
    }
    const judged = (error?: unknown): void => {
      const role = (response.locals as AccessLocals).access?.role;
      if (error !== undefined || role === 'administrator') next(error);
      else next(new ProblemError('forbidden', detail('role-excluded', { role: role ?? '' })));
    };
    await identified(request, response, judged);
  };
}

/** The organisation that a request is of, once it is known who asks. */
export function organisationOf(response: Response): string | undefined {
  return (response.locals as AccessLocals).access?.organisation;
}

/** The operation that a request came to. */
export function admittedOf(response: Response): OperationDescription | undefined {
  return (response.locals as AccessLocals).admitted;
}

/** Who asks for an operation that they were admitted to; a route that forgot to ask is a defect. */
export function accessOf(response: Response, operation: OperationDescription): Access {
  const { access, admitted } = response.locals as AccessLocals;
  if (access === undefined || admitted !== operation)
    throw new Error(`nobody was admitted to ${operation.operationId}`);
  return access;
}
