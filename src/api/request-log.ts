import type { NextFunction, Request, RequestHandler, Response } from 'express';
import type { Logger } from 'pino';
import { admittedOf } from './access.ts';
import type { ApiDependencies } from './dependencies.ts';

/** Ids that clients may give their requests: they go into logs and headers, so nothing else passes. */
const SANE_ID = /^[\w.:-]{1,100}$/;

export type RequestLocals = { readonly requestId: string; readonly log: Logger };

/** The id and the log of a request. */
export function localsOf(response: Response): RequestLocals {
  return response.locals as RequestLocals;
}

/** Where a request went, as the operation is described: ids may be names of people. What is no operation is not told. */
function addressOf(response: Response): string {
  return admittedOf(response)?.path ?? '-';
}

/**
 * Gives every request an id (its own X-Request-Id where that is sane) and one line in the log when it ends: method, address of the
 * operation without ids and query, status and time. Bodies, names and addresses of clients stay out of it.
 */
export function requestLog({ log, newRequestId }: Pick<ApiDependencies, 'log' | 'newRequestId'>): RequestHandler {
  // Nothing is to be hidden in a line whose fields are known, and looking for it takes longer than all else of a line.
  const lines = log.child({}, { redact: [] });
  return (request: Request, response: Response, next: NextFunction) => {
    const given = request.headers['x-request-id'];
    const requestId = typeof given === 'string' && SANE_ID.test(given) ? given : newRequestId();
    let own: Logger | undefined;
    const locals: RequestLocals = {
      requestId,
      // Made where somebody has something to say, which few requests do.
      get log() {
        return (own ??= log.child({ requestId }));
      },
    };
    Object.defineProperties(response.locals, Object.getOwnPropertyDescriptors(locals));
    response.set('X-Request-Id', requestId);
    const started = process.hrtime.bigint();
    const { method } = request;
    response.once('close', () => {
      const milliseconds = Number((process.hrtime.bigint() - started) / 1_000_000n);
      const line = {
        requestId,
        method,
        path: addressOf(response),
        status: response.statusCode,
        milliseconds,
        finished: response.writableFinished,
      };
      lines.info(line, 'request');
    });
    next();
  };
}
