import type { NextFunction, Request, RequestHandler, Response } from 'express';
import type { Logger } from 'pino';
import type { ApiDependencies } from './dependencies.ts';

/** Ids that clients may give their requests: they go into logs and headers, so nothing else passes. */
const SANE_ID = /^[\w.:-]{1,100}$/;

export type RequestLocals = { requestId: string; log: Logger };

/** The id and the log of a request. */
export function localsOf(response: Response): RequestLocals {
  return response.locals as RequestLocals;
}

/**
 * Gives every request an id (its own X-Request-Id where that is sane) and one line in the log when it ends: method, path without
 * query, status and time. Bodies, names and addresses stay out of it.
 */
export function requestLog({ log, newRequestId }: Pick<ApiDependencies, 'log' | 'newRequestId'>): RequestHandler {
  return (request: Request, response: Response, next: NextFunction) => {
    const given = request.headers['x-request-id'];
    const requestId = typeof given === 'string' && SANE_ID.test(given) ? given : newRequestId();
    const own = log.child({ requestId });
    Object.assign(response.locals, { requestId, log: own } satisfies RequestLocals);
    response.set('X-Request-Id', requestId);
    const started = process.hrtime.bigint();
    // Read now: routers change it while they hand the request on.
    const { method, path } = request;
    response.once('close', () => {
      const milliseconds = Number((process.hrtime.bigint() - started) / 1_000_000n);
      const line = { method, path, status: response.statusCode, milliseconds, finished: response.writableFinished };
      own.info(line, 'request');
    });
    next();
  };
}
