import type { Request, Response } from 'express';
import { parseJson } from '../contract/json-text.ts';
import type { OperationDescription } from '../contract/operations.ts';
import { STATELESS_OPERATIONS } from '../contract/stateless-operations.ts';
import { JOB_KINDS, type JobOperation } from '../planning/job-store.ts';
import type { Store } from '../planning/store.ts';
import type { ApiDependencies } from './dependencies.ts';
import { ProblemError } from './problem.ts';
import type { Answer, Context } from './resources/handler.ts';
import { settledAnswer } from './resources/job-wait.ts';
import { acceptedAnswer } from './resources/jobs.ts';
import { keepAnswer, keyOf, once, sendAnswer } from './resources/mount.ts';
import { contextOf } from './resources/request-parts.ts';
import { storeRefusal } from './resources/store-refusal.ts';

/** The stateless operations by the last part of their address. */
export type StatelessName = keyof typeof STATELESS_OPERATIONS;

const isForJobs = (name: StatelessName): name is JobOperation => Object.hasOwn(JOB_KINDS, name);

/** Where a body has its seed: in a field of it, or at its top. */
const SEED_IN: Readonly<Record<JobOperation, 'solve' | 'simulate' | 'check' | 'samplePaths' | 'top'>> = {
  forecasts: 'samplePaths',
  'queue-forecasts': 'samplePaths',
  rosters: 'solve',
  plans: 'solve',
  simulations: 'simulate',
  'skill-staffings': 'top',
  'risk-requirements': 'check',
  'outbound-plans': 'top',
  'workload-plans': 'solve',
};

/** The body as text, and the seed that it asks for. What else is wrong with a body that was too large to be read before, the job tells. */
function solveOf(operation: JobOperation, body: Uint8Array): { readonly text: string; readonly seed: number } {
  const text = new TextDecoder().decode(body);
  const parsed = parseJson(text);
  if (!parsed.ok) throw new ProblemError('malformed-body', parsed.issues[0]?.message ?? '', { issues: parsed.issues });
  const top = { ...(parsed.value as Readonly<Record<string, unknown>>) };
  const place = SEED_IN[operation];
  const limits = place === 'top' ? top : top[place];
  const { seed } = { ...(limits as { readonly seed?: unknown }) };
  return { text, seed: typeof seed === 'number' && Number.isInteger(seed) && seed >= 0 ? seed : 1 };
}

type Asked = {
  readonly request: Request;
  readonly response: Response;
  readonly body: Uint8Array;
  readonly compute: () => Promise<string>;
};

/** Makes a job of a request: once for a key. */
async function jobOf(
  operation: JobOperation,
  store: Store,
  context: Context,
  { request, body }: Pick<Asked, 'request' | 'body'>,
): Promise<Answer> {
  const { text, seed } = solveOf(operation, body);
  const applied = { 'Preference-Applied': 'respond-async' };
  const made = await once(store, context, keyOf(request), async (tables) => {
    const kind = JOB_KINDS[operation];
    const accepted = acceptedAnswer(
      await tables.jobs.create({
        kind,
        team: undefined,
        seed,
        request: { operation, body: text },
        urgency: context.urgency,
      }),
    );
    return { ...accepted, headers: { ...accepted.headers, ...applied } };
  });
  return settledAnswer(store, context, made);
}

/** Answers a stateless operation of a service with a store: a repetition by its key with the first answer, what Prefer asks for so as a job. */
export async function answerWithStore(
  operation: StatelessName,
  service: ApiDependencies,
  store: Store,
  { request, response, body, compute }: Asked,
): Promise<void> {
  const described: OperationDescription = STATELESS_OPERATIONS[operation];
  const context = contextOf(described, service, request, response, true);
  const key = keyOf(request);
  const { waitSeconds, async } = context.prefer;
  try {
    if (isForJobs(operation) && (async || waitSeconds !== undefined)) {
      sendAnswer(request, response, await jobOf(operation, store, context, { request, body }));
      return;
    }
    const make = async (): Promise<Answer> => ({ status: 200, body: await compute() });
    sendAnswer(request, response, await (key === undefined ? make() : keepAnswer(store, context, key, make)));
  } catch (error) {
    throw storeRefusal(error);
  }
}
