import type { RequestHandler, Response } from 'express';
import type { TaskControl } from '../planning/ports.ts';
import type { PlanningTasks } from '../planning/tasks.ts';
import type { ApiDependencies } from './dependencies.ts';
import { invalidInput, ProblemError } from './problem.ts';

type TaskName = keyof PlanningTasks;
type Input<T extends TaskName> = PlanningTasks[T]['input'];
type Value<T extends TaskName> = Extract<PlanningTasks[T]['output'], { readonly ok: true }>['value'];
type Issues = Parameters<typeof invalidInput>[0];
type Read<X> = { readonly ok: true; readonly value: X } | { readonly ok: false; readonly issues: Issues };

/** A request that was understood: the work to do, and how its result is written. */
export type Prepared<T extends TaskName> = {
  readonly input: Input<T>;
  readonly write: (value: Value<T>) => unknown;
  /** Path of the body for a path of the work's own issues. */
  readonly pathInBody?: (path: string) => string;
};

/** What makes one operation of another: what work it is, and how its body is read. */
export type Operation<T extends TaskName> = {
  readonly task: T;
  readonly prepare: (body: unknown) => Read<Prepared<T>>;
};

/** A client that was refused for lack of room may come again after this. */
const RETRY_SECONDS = 5;

function refusalOf(error: unknown): unknown {
  if (!(error instanceof Error) || !('refusal' in error)) return error;
  const headers = { 'Retry-After': String(RETRY_SECONDS) };
  switch (error.refusal) {
    case 'queue-full':
      return new ProblemError('busy', 'As many requests wait as may wait.', { headers });
    case 'closing':
      return new ProblemError('closing', 'The service is shutting down.', { headers });
    case 'thread-lost':
      return new ProblemError('thread-lost', 'The computation ran out of memory or time. A smaller input may pass.');
    default:
      return error;
  }
}

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

/** The handler of an operation: body to work, work to a thread, result to the client. */
export function operationHandler<T extends TaskName>(
  { task, prepare }: Operation<T>,
  { threads, settings }: Pick<ApiDependencies, 'threads' | 'settings'>,
): RequestHandler {
  return async (request, response) => {
    const prepared = prepare(request.body);
    if (!prepared.ok) throw invalidInput(prepared.issues);
    const { input, write, pathInBody = (path: string) => path } = prepared.value;
    const { control, release } = controlOf(response, settings.requestSeconds);
    let output: PlanningTasks[T]['output'];
    try {
      output = await threads.run(task, input, control);
    } catch (error) {
      throw refusalOf(error);
    } finally {
      release();
    }
    if (!output.ok) throw invalidInput(output.issues.map((issue) => ({ ...issue, path: pathInBody(issue.path) })));
    if (!response.destroyed) response.status(200).json(write(output.value));
  };
}
