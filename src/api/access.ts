import type { Request, RequestHandler, Response } from 'express';
import { detail } from '../contract/messages/problem-texts.ts';
import type { OperationDescription } from '../contract/operations.ts';
import { type Access, isAdmitted, localAccess } from '../planning/access.ts';
import { ProblemError } from './problem.ts';

/*
 * Who asks and whether they may, before anything else of a request is read. Every request of an operation passes both: `identify` for the whole API,
 * `admit` for its operation.
 */

type AccessLocals = { access?: Access; admitted?: OperationDescription };

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

/** Finds out who asks, once for each request. */
export function identify(): RequestHandler {
  return (request, response, next) => {
    const access = localAccess(actorOf(request), request.socket.remoteAddress);
    Object.assign(response.locals, { access } satisfies AccessLocals);
    next();
  };
}

/** Lets pass who may call the operation: the one place where roles are asked for. */
export function admit(operation: OperationDescription): RequestHandler {
  return (_request, response, next) => {
    const { access } = response.locals as AccessLocals;
    if (access === undefined) throw new Error(`nobody was identified before ${operation.operationId}`);
    if (!isAdmitted(access, operation.access))
      throw new ProblemError('forbidden', detail('role-excluded', { role: access.role }));
    Object.assign(response.locals, { admitted: operation } satisfies AccessLocals);
    next();
  };
}

/** Who asks for an operation that they were admitted to; a route that forgot to ask is a defect. */
export function accessOf(response: Response, operation: OperationDescription): Access {
  const { access, admitted } = response.locals as AccessLocals;
  if (access === undefined || admitted !== operation)
    throw new Error(`nobody was admitted to ${operation.operationId}`);
  return access;
}
