import type { RequestHandler } from 'express';
import type { RequestThreads } from '../dependencies.ts';

/** GET /healthz/live: the process answers. */
export const live: RequestHandler = (_request, response) => {
  response.status(200).json({ status: 'live' });
};

/** GET /healthz/ready: threads are warm and the service takes work. */
export function ready(threads: Pick<RequestThreads, 'ready'>): RequestHandler {
  return (_request, response) => {
    const isReady = threads.ready();
    response.status(isReady ? 200 : 503).json({ status: isReady ? 'ready' : 'starting' });
  };
}
