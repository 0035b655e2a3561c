import type { RequestHandler, Response } from 'express';
import type { TaskControl } from '../planning/ports.ts';
import type { ApiDependencies } from './dependencies.ts';
import { sendAnswer } from './resources/mount.ts';
import { ProblemError } from './problem.ts';
import { answerWithStore, type StatelessName } from './request-jobs.ts';
import type { BodyRefusal } from './request-work.ts';
import { refusalOfBody } from './request-work.ts';
import { refusalOf } from './thread-refusal.ts';

/**
 * Bodies up to this many bytes are read here before they wait for a thread, so that a slip is told at once and not behind the solves
 * of others. Reading takes about a second per 8 MB, and nothing else is answered meanwhile: this many take some 30 ms.
 */
const READ_FIRST_BYTES = 256 * 1024;

/** Stops the work when its client leaves or its time is over; whoever still listens gets the best so far. */
function controlOf(
  response: Response,
  seconds: number,
): { readonly control: TaskControl; readonly release: () => void } {
  const abort = new AbortController();
  const stop = (): void => abort.abort();
  const timer = setTimeout(stop, seconds * 1000);
  response.once('close', stop);
  const release = (): void => {
    clearTimeout(timer);
    response.off('close', stop);
  };
  return { control: { signal: abort.signal }, release };
}

function problemOf({ kind, detail, issues }: BodyRefusal): ProblemError {
  return new ProblemError(kind, detail, issues === undefined ? {} : { issues });
}

type Asked = { readonly body: Uint8Array; readonly response: Response };

/** The text of the answer, computed in a thread. */
async function computed(
  operation: StatelessName,
  { threads, settings: { requestSeconds } }: Pick<ApiDependencies, 'threads' | 'settings'>,
  { body, response }: Asked,
): Promise<string> {
  const { control, release } = controlOf(response, requestSeconds);
  const answer = await threads
    .run('request', { operation, body, requestSeconds }, control)
    .catch((error: unknown) => {
      throw refusalOf(error);
    })
    .finally(release);
  if (!answer.ok) throw problemOf(answer);
  return answer.text;
}

/**
 * The handler of an operation: the body to a thread, the answer to the client. With a store the request may have an Idempotency-Key, and a solve may
 * become a job.
 */
export function requestHandler(operation: StatelessName, service: ApiDependencies): RequestHandler {
  const { store } = service;
  return async (request, response) => {
    const given: unknown = request.body;
    const body = given instanceof Uint8Array ? given : new Uint8Array();
    const refused = body.length <= READ_FIRST_BYTES ? refusalOfBody(operation, body) : undefined;
    if (refused !== undefined) throw problemOf(refused);
    const compute = () => computed(operation, service, { body, response });
    if (store !== undefined) {
      await answerWithStore(operation, service, store, { request, response, body, compute });
      return;
    }
    const text = await compute();
    sendAnswer(request, response, { status: 200, body: text });
  };
}
