import type { NextFunction, Request, RequestHandler, Response } from 'express';
import helmet from 'helmet';
import { detail } from '../contract/messages/problem-texts.ts';
import { ProblemError } from './problem.ts';

/** The host name of a Host header or an origin, without port; undefined where there is none. */
function hostName(text: string | undefined): string | undefined {
  if (text === undefined || text === '') return undefined;
  return URL.canParse(`http://${text}`) ? new URL(`http://${text}`).hostname.toLowerCase() : undefined;
}

/** A name may be written in many ways, with any port. */
const MOST_PASSED = 100;

/**
 * Refuses requests that name another host: a page whose name was pointed at this machine (DNS rebinding) carries its own
 * name in the header and would otherwise be served like the user herself.
 */
export function allowHosts(hosts: readonly string[]): RequestHandler {
  const allowed = new Set(hosts.map((host) => hostName(host)));
  /** Headers that passed, as they were sent: nearly all requests send the same. */
  const passed = new Set<string>();
  const isAllowed = (given: string): boolean => {
    if (passed.has(given)) return true;
    const host = hostName(given);
    if (host === undefined || !allowed.has(host)) return false;
    if (passed.size < MOST_PASSED) passed.add(given);
    return true;
  };
  return (request, _response, next) => {
    if (isAllowed(request.headers.host ?? '')) next();
    else next(new ProblemError('wrong-host', detail('wrong-host', { hosts: hosts.join(', ') })));
  };
}

/** Refuses requests of pages that this service did not serve, itself or behind a proxy that encrypts. Programs send no Origin and pass. */
export function sameOrigin(request: Request, _response: Response, next: NextFunction): void {
  const { origin, host = '' } = request.headers;
  if (origin === undefined || origin === `http://${host}` || origin === `https://${host}`) next();
  else next(new ProblemError('foreign-origin', 'The Origin header names another page.'));
}

/** Refuses clients that take no JSON. */
export function jsonAccepted(request: Request, _response: Response, next: NextFunction): void {
  if (request.accepts(['application/json', 'application/problem+json']) !== false) next();
  else next(new ProblemError('not-acceptable', detail('accept-excludes', { types: 'application/json' })));
}

/** The last handler of a path: its other methods are refused with those that it takes. */
export function onlyMethods(...methods: readonly string[]): RequestHandler {
  const allow = methods.join(', ');
  return (request, _response, next) => {
    next(
      new ProblemError('wrong-method', detail('wrong-method', { method: request.method, allow }), {
        headers: { Allow: allow },
      }),
    );
  };
}

/** Headers of every answer: nothing is sniffed, framed, stored or sent on. Encryption is told by who does it, before this service. */
export function safeHeaders(): RequestHandler {
  const set = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'self'"],
        'style-src': ["'self'", "'unsafe-inline'"],
        'img-src': ["'self'", 'data:'],
        'object-src': ["'none'"],
        'base-uri': ["'none'"],
        'frame-ancestors': ["'none'"],
      },
    },
    xFrameOptions: { action: 'deny' },
    strictTransportSecurity: false,
  });
  // None depends on the request: they are asked for once.
  const headers = new Map([['Cache-Control', 'no-store']]);
  const heard = {
    setHeader: (name: string, value: string) => headers.set(name, value),
    removeHeader: (name: string) => headers.delete(name),
  };
  set({} as Request, heard as unknown as Response, (error?: unknown) => {
    if (error !== undefined) throw new Error('helmet refused its own settings', { cause: error });
  });
  return (_request, response, next) => {
    for (const [name, value] of headers) response.setHeader(name, value);
    next();
  };
}
