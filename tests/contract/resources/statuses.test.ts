import type supertest from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OperationDescription } from '../../../src/contract/operations.ts';
import { RESOURCE_OPERATIONS } from '../../../src/contract/resources/operations.ts';
import type { Store } from '../../../src/planning/store.ts';
import { trials } from '../../fixtures/effort.ts';
import { expectPublished, publishedStatuses } from '../service.ts';
import { addressOf, send, type Sent } from './case.ts';
import { CASES } from './cases.ts';
import { type StoredService, storedService } from './stored-service.ts';

/**
 * Every operation on what is stored is asked, with real requests to a real store, for every status that openapi.yaml publishes for it. An
 * operation without a case fails, and so does a status that nothing leads to.
 */

type Request = ReturnType<typeof supertest>;

/** A service on the same store that fails in one way. */
type Failing = Readonly<Record<'small' | 'locked' | 'crowded' | 'defect' | 'unreachable' | 'full' | 'down', Request>>;

const ASKING = { requireKeys: false, requestsPerMinute: 100, guesses: 10, lockSeconds: 60 };

let service: StoredService;
let failing: Failing;

/** The store, where every transaction fails with an error. */
function broken(refusal: string | undefined) {
  return (store: Store): Store => {
    const fail = (): Promise<never> => Promise.reject(Object.assign(new Error('the disk is gone'), { refusal }));
    return { ...store, read: fail, write: fail };
  };
}

/** The store, where reading works and nothing can be written. */
function full(store: Store): Store {
  const refuse = (): Promise<never> => Promise.reject(Object.assign(new Error('no room'), { refusal: 'full' }));
  return { ...store, write: refuse };
}

beforeAll(async () => {
  service = await storedService();
  failing = {
    small: await service.beside({ maxBodyBytes: 1 }),
    locked: await service.beside({ access: { ...ASKING, requireKeys: true } }),
    crowded: await service.beside({ access: { ...ASKING, guesses: 0 } }),
    defect: await service.beside({ store: broken(undefined) }),
    unreachable: await service.beside({ store: broken('unreachable') }),
    full: await service.beside({ store: full }),
    down: await service.beside({ store: broken('full') }),
  };
});
afterAll(() => service.close());

type Way = (operation: OperationDescription, sent: Sent) => supertest.Test;

const withHeaders =
  (headers: Readonly<Record<string, string>>): Way =>
  (operation, sent) =>
    send(service.request, operation, { ...sent, headers: { ...sent.headers, ...headers } });

/** What no operation has a hand in: of three operations one is asked for it, and all with all trials. */
const COMMON: ReadonlySet<number> = new Set([401, 403, 405, 406, 421, 429, 500, 503]);
const isAsked = (status: number, place: number): boolean => !COMMON.has(status) || (status + place) % 3 < trials(3);

/** Ways to statuses that many operations have, from a good request of theirs. */
const WAYS: Readonly<Record<number, Way>> = {
  400: (operation, sent) =>
    operation.body === undefined
      ? withHeaders({ 'Idempotency-Key': 'two words' })(operation, sent)
      : send(service.request, operation, { ...sent, body: undefined })
          .type('application/json')
          .send('{"cut": '),
  401: (operation, sent) => send(failing.locked, operation, sent),
  403: withHeaders({ Origin: 'https://elsewhere.example' }),
  404: (operation, sent) => send(service.request, operation, { ...sent, parameters: {} }),
  405: (operation, sent) => service.request.options(addressOf(operation, sent)),
  406: withHeaders({ Accept: 'image/png' }),
  412: withHeaders({ 'If-Match': '"999"' }),
  413: (operation, sent) => send(failing.small, operation, sent),
  415: (operation, sent) =>
    send(service.request, operation, { ...sent, body: undefined })
      .type('text/plain')
      .send('text'),
  421: withHeaders({ Host: 'elsewhere.example' }),
  422: (operation, sent) => {
    if (operation.body !== undefined)
      return send(service.request, operation, { ...sent, body: { ...sent.body, nothingLikeIt: 1 } });
    return send(service.request, operation, { ...sent, query: { ...sent.query, nothingLikeIt: '1' } });
  },
  429: (operation, sent) =>
    send(failing.crowded, operation, { ...sent, headers: { ...sent.headers, Authorization: 'Bearer guessed' } }),
  428: (operation, sent) => send(service.request, operation, { ...sent, headers: {} }),
  500: (operation, sent) => send(failing.defect, operation, sent),
  503: (operation, sent) => send(failing.unreachable, operation, sent),
  507: (operation, sent) => send(operation.method === 'get' ? failing.down : failing.full, operation, sent),
};

const nameOf = ({ method, path }: OperationDescription): string => `${method.toUpperCase()} ${path}`;

it('every operation has a case, and every case is one of an operation', () => {
  expect(CASES.map(({ operation }) => nameOf(operation)).toSorted()).toEqual(
    RESOURCE_OPERATIONS.map(nameOf).toSorted(),
  );
});

const NAMED = CASES.map((one, place) => [nameOf(one.operation), { ...one, place }] as const);

describe.each(NAMED)('%s', (_name, { operation, good, other, place }) => {
  const { method, path } = operation;
  const statuses = publishedStatuses(method, path);
  const [first] = Object.keys(operation.answers).map(Number);

  it('has the statuses of its description in openapi.yaml', () => {
    expect(statuses).toEqual(expect.arrayContaining(Object.keys(operation.answers).map(Number)));
  });

  const asked = statuses.filter((status) => other?.[status] !== undefined || isAsked(status, place));

  it.each(asked)('answers %i', async (status) => {
    const answer = await reach(status);
    expect([answer.status, answer.text]).toEqual([status, expect.anything()]);
    expectPublished(answer, method, path);
  });

  /** The answer of a request that leads to a status. */
  async function reach(status: number): Promise<supertest.Response> {
    const arrange = other?.[status];
    if (arrange !== undefined) return send(service.request, operation, await arrange(service));
    const sent = await good(service);
    if (status === first) return send(service.request, operation, sent);
    if (status === 304) {
      const known = await send(service.request, operation, sent);
      const { etag = '' } = known.headers as { readonly etag?: string };
      return withHeaders({ 'If-None-Match': etag })(operation, sent);
    }
    const way = WAYS[status];
    if (way === undefined) throw new Error(`no request of ${nameOf(operation)} leads to ${status}`);
    return way(operation, sent);
  }
});
