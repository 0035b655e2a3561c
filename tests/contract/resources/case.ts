import type supertest from 'supertest';
import type { OperationDescription } from '../../../src/contract/operations.ts';
import type { Json } from './documents.ts';
import type { StoredService } from './stored-service.ts';

/** How the tests of statuses know the operations: each has one good request, and ways to what only it answers with. */

/** A request to an operation. */
export type Sent = {
  readonly parameters?: Readonly<Record<string, string>> | undefined;
  readonly query?: Readonly<Record<string, string>> | undefined;
  readonly body?: Json | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
};

/** Makes in the store what a request needs, under names that no other request has, and gives the request. */
export type Arrange = (service: StoredService) => Promise<Sent>;

export type Case = {
  readonly operation: OperationDescription;
  /** A request that is answered with the operation's first good status. */
  readonly good: Arrange;
  /** Requests for statuses that no general way leads to, such as conflicts and other good ones. */
  readonly other?: Readonly<Record<number, Arrange>>;
};

let made = 0;

/** An id that nothing else has. */
export function fresh(kind: string): string {
  made += 1;
  return `${kind}-${made}`;
}

/** The address of a request. */
export function addressOf({ path }: OperationDescription, { parameters = {} }: Sent): string {
  return path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(parameters[name] ?? 'none'));
}

/** Sends a request to an operation. */
export function send(
  request: ReturnType<typeof supertest>,
  operation: OperationDescription,
  sent: Sent,
): supertest.Test {
  const test = request[operation.method](addressOf(operation, sent)).set(sent.headers ?? {});
  if (sent.query !== undefined) void test.query(sent.query);
  return sent.body === undefined ? test : test.send(sent.body);
}

/** Sends a request that must be answered with this status, and gives the body. */
export async function made201(service: StoredService, path: string, body: Json): Promise<Json> {
  const answer = await service.request.post(path).send(body);
  if (answer.status !== 201) throw new Error(`POST ${path} gave ${answer.status}: ${answer.text}`);
  return answer.body as Json;
}
