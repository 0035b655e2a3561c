import type { Store } from '../../planning/store.ts';
import { refusalOf } from '../thread-refusal.ts';
import type { BodyRefusal, RequestAnswer, RequestWork } from '../request-work.ts';
import { ProblemError } from '../problem.ts';
import type { Context } from './handler.ts';

type Asking = Pick<Context, 'service' | 'signal'>;

type Issue = NonNullable<BodyRefusal['issues']>[number];

/** The text of an answer, or its refusal thrown. `pathOf` says where the caller of this operation finds what an issue is about. */
export function textOfAnswer(answer: RequestAnswer, pathOf: (path: string) => string = (path) => path): string {
  if (answer.ok) return answer.text;
  const { kind, detail, issues } = answer;
  const own = issues?.map((one): Issue => ({ ...one, path: pathOf(one.path) }));
  throw new ProblemError(kind, detail, own === undefined ? {} : { issues: own });
}

/** The store of a resource. Without one no resource is mounted. */
export function storeOf({ service }: Pick<Context, 'service'>): Store {
  if (service.store === undefined) throw new Error('a resource was asked for without a store');
  return service.store;
}

/** What a thread answers to work: a stateless operation on a body that was composed here, or the reading of a large one. */
export async function threadAnswer(
  { service: { threads, settings }, signal }: Asking,
  work: Omit<RequestWork, 'requestSeconds'>,
): Promise<RequestAnswer> {
  const { requestSeconds } = settings;
  const limit = AbortSignal.any([signal, AbortSignal.timeout(requestSeconds * 1000)]);
  return threads.run('request', { ...work, requestSeconds }, { signal: limit }).catch((error: unknown) => {
    throw refusalOf(error);
  });
}

/** The document that a stateless operation makes of a body, as JSON text. */
export async function madeText(
  context: Asking,
  operation: RequestWork['operation'],
  body: string,
  pathOf?: (path: string) => string,
): Promise<string> {
  return textOfAnswer(await threadAnswer(context, { operation, body: Buffer.from(body) }), pathOf);
}
