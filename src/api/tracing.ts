import type { RequestHandler } from 'express';
import type { Tracing } from '../planning/tracing.ts';
import { admittedOf, organisationOf } from './access.ts';
import { localsOf } from './request-log.ts';

/**
 * A span for each request, a part of the caller's where it names one by `traceparent`. It tells the operation's address without ids, the status and the organisation; no
 * queries, bodies, names, or addresses of clients.
 */
export function traceRequests(tracing: Tracing): RequestHandler {
  return (request, response, next) => {
    const given = request.headers['traceparent'];
    const { method } = request;
    const span = tracing.start({
      name: method,
      kind: 'server',
      parent: typeof given === 'string' ? given : undefined,
      facts: { 'http.request.method': method, 'shiftcast.request': localsOf(response).requestId },
    });
    response.once('close', () => {
      const path = admittedOf(response)?.path;
      if (path !== undefined) span.rename(`${method} ${path}`);
      const { statusCode } = response;
      span.tell({
        'http.route': path,
        'http.response.status_code': statusCode,
        'shiftcast.operation': admittedOf(response)?.operationId,
        'shiftcast.organisation': organisationOf(response),
      });
      if (statusCode >= 500) span.fail(String(statusCode));
      else if (!response.writableFinished) span.fail('client left');
      span.end();
    });
    tracing.within(span, next);
  };
}
