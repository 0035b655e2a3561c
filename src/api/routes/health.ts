import type { RequestHandler } from 'express';
import type { ApiDependencies } from '../dependencies.ts';

/** GET /healthz/live: the process answers. */
export const live: RequestHandler = (_request, response) => {
  response.status(200).json({ status: 'live' });
};

/** GET /healthz/ready: threads are warm, the store answers where there is one, and the service takes work. */
export function ready({
  threads,
  store,
  closing,
}: Pick<ApiDependencies, 'threads' | 'store' | 'closing'>): RequestHandler {
  return async (_request, response) => {
    const isOpen = closing?.aborted !== true && threads.ready();
    const isReady = isOpen && (store === undefined || (await store.ready()));
    response.status(isReady ? 200 : 503).json({ status: isReady ? 'ready' : 'starting' });
  };
}
