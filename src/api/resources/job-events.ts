import type { Request, RequestHandler, Response } from 'express';
import { jobOperations } from '../../contract/resources/jobs.ts';
import type { JobEvent } from '../../planning/job-store.ts';
import type { Store } from '../../planning/store.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { localsOf } from '../request-log.ts';
import { ENDED_STATES, jobDocument } from './jobs.ts';
import { found } from './refusals.ts';
import { storeRefusal } from './store-refusal.ts';
import { contextOf } from './request-parts.ts';
import { sharedReadsOf } from './shared-reads.ts';

/** Events of one read. */
const BATCH = 200;

/** A comment is sent this often, so that proxies keep a quiet stream open and a client that left is noticed. */
const QUIET_MILLISECONDS = 15_000;

/** How often the job is asked about without a notification: one may be lost with its connection. */
const POLL_MILLISECONDS = 2000;

function textOf({ sequence, type, job }: JobEvent): string {
  return `id: ${sequence}\nevent: ${type}\ndata: ${JSON.stringify(jobDocument(job))}\n\n`;
}

function lastSeen(request: Request): number {
  const header = request.headers['last-event-id'];
  return typeof header === 'string' && /^\d{1,15}$/.test(header) ? Number(header) : 0;
}

/** GET /v1/jobs/{job}/events: what happened behind Last-Event-ID, then what happens, until the job has ended. */
export function watchJob(service: ApiDependencies, store: Store): RequestHandler {
  return async (request, response) => {
    const context = contextOf(jobOperations.watchJob, service, request, response);
    const id = String(request.params['job']);
    const seen = lastSeen(request);
    const isOver = await store
      .read(context.scope, async (tables) => {
        const { state } = found(await tables.jobs.get(id), 'job', id);
        return ENDED_STATES.has(state) && (await tables.jobs.events(id, seen, 1)).length === 0;
      })
      .catch((error: unknown) => {
        throw storeRefusal(error);
      });
    // Who has seen the end is told not to come again: an EventSource repeats a stream that only ends.
    if (isOver) {
      response.status(204).end();
      return;
    }
    response.status(200).set({ 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-cache' }).flushHeaders();
    await follow(store, context.scope, id, seen, response, context.signal);
  };
}

async function follow(
  store: Store,
  scope: { readonly organisation: string; readonly actor: string },
  id: string,
  seen: number,
  response: Response,
  signal: AbortSignal,
): Promise<void> {
  let after = seen;
  let wake: () => void = () => undefined;
  const unlisten = store.onJob((job) => {
    if (job === id) wake();
  });
  const quiet = setInterval(() => response.write(': quiet\n\n'), QUIET_MILLISECONDS);
  try {
    for (;;) {
      if (signal.aborted) return;
      const woken = new Promise<void>((resolve) => (wake = resolve));
      const seenLast = after;
      // All who watch the job from the same event on are woken by one notification: one read tells them.
      const [events, job] = await sharedReadsOf(store)(
        JSON.stringify(['events', scope.organisation, id, seenLast]),
        () =>
          store.read(
            scope,
            async (tables) => [await tables.jobs.events(id, seenLast, BATCH), await tables.jobs.get(id)] as const,
          ),
      );
      for (const event of events) {
        response.write(textOf(event));
        after = event.sequence;
      }
      if (events.length === BATCH) continue;
      if (job === undefined || ENDED_STATES.has(job.state)) return;
      await Promise.race([woken, pause(POLL_MILLISECONDS, signal)]);
    }
  } catch (error) {
    // The status is out: the client sees the stream end and comes again with Last-Event-ID.
    localsOf(response).log.warn({ err: error }, 'stream of events ended early');
  } finally {
    clearInterval(quiet);
    unlisten();
    response.end();
  }
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    signal.addEventListener('abort', done, { once: true });
  });
}
