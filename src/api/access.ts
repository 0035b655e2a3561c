import type { Request, RequestHandler, Response } from 'express';
import { detail } from '../contract/messages/problem-texts.ts';
import type { OperationDescription } from '../contract/operations.ts';
import { type Access, localAccess } from '../planning/access.ts';
import { isTextOf, keyAccess, type KeyText, readKey } from '../planning/keys.ts';
import type { Store } from '../planning/store.ts';
import type { AccessLimits } from './access-limits.ts';
import type { AccessSettings, ApiDependencies, ApiSettings } from './dependencies.ts';
import { ProblemError } from './problem.ts';
import { sharedReadsOf } from './resources/shared-reads.ts';
import { storeRefusal } from './resources/store-refusal.ts';
import { CHALLENGE, peopleDoor, REFUSAL } from './session-access.ts';
import { openUses } from './uses.ts';

/*
 * Who asks and whether they may, before anything else of a request is read. Every request of an operation passes both: `identify` for the whole API,
 * `admit` for its operation.
 */

type AccessLocals = { access?: Access; admitted?: OperationDescription };

/** A service for its own machine, where whoever is at it may do everything. */
const OWN_MACHINE: AccessSettings = { requireKeys: false, requestsPerMinute: 1200, guesses: 10, lockSeconds: 300 };

/** How keys are asked for here. */
export function rulesOf({ access = OWN_MACHINE }: ApiSettings): AccessSettings {
  return access;
}

/** Who looks up keys: nobody yet. */
const DOOR = 'shiftcast';

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

/** Finds out who asks, once for each request: by a key or a token, by the session of a browser, or, at the machine itself, by their word. */
export function identify(
  { settings, store, signIn }: Pick<ApiDependencies, 'settings' | 'store' | 'signIn'>,
  limits: AccessLimits,
): RequestHandler {
  const { requireKeys } = rulesOf(settings);
  const uses = openUses();
  const people = signIn === undefined || store === undefined ? undefined : peopleDoor(store, signIn, limits, uses);

  const refuse = async (address: string): Promise<never> => {
    await limits.countGuess(address);
    throw new ProblemError('unauthenticated', detail('key-refused'), { headers: REFUSAL });
  };

  const withKey = async (given: KeyText, from: Store, request: Request): Promise<Access> => {
    const { organisation, id } = given;
    // Many requests of one key at a time cost one question.
    const read = () => from.read({ organisation, actor: DOOR }, ({ keys }) => keys.valid(id));
    const found = await sharedReadsOf(from)(`key\n${organisation}\n${id}`, read).catch((error: unknown) => {
      throw storeRefusal(error);
    });
    if (found === undefined || !isTextOf(given.text, found.hash)) return refuse(request.ip ?? '');
    const access = keyAccess(organisation, found.key, request.ip);
    await limits.countRequest(`${organisation}/${id}`);
    uses.enter(id, () => from.write({ organisation, actor: DOOR }, ({ keys }) => keys.used(id)));
    return access;
  };

  const withHeader = async (header: string, request: Request): Promise<Access> => {
    limits.refuseLocked(request.ip ?? '');
    const text = /^Bearer +(\S+)$/i.exec(header)?.[1] ?? '';
    const key = readKey(text);
    if (key !== undefined && store !== undefined) return withKey(key, store, request);
    return (await people?.withToken(text, request)) ?? refuse(request.ip ?? '');
  };

  /** Who proves it; undefined: nobody tries to. */
  const proven = (request: Request): Promise<Access | undefined> => {
    const { authorization } = request.headers;
    if (authorization !== undefined) return withHeader(authorization, request);
    return people?.withCookie(request) ?? Promise.resolve(undefined);
  };

  return async (request, response, next) => {
    const known = await proven(request);
    if (known === undefined && (requireKeys || isHandedOn(request)))
      throw new ProblemError('unauthenticated', detail('key-missing'), { headers: CHALLENGE });
    if (known !== undefined && request.headers['x-actor'] !== undefined)
      throw new ProblemError('invalid-input', detail('actor-with-key'));
    const access = known ?? localAccess(actorOf(request), request.ip);
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
