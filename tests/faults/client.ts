import { randomUUID } from 'node:crypto';
import { appendFileSync, closeSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';

/** A client that does what a careful one does: it repeats with the same Idempotency-Key until it has an answer, and writes that down first. */

export type Acknowledged = { readonly kind: string; readonly facts: Readonly<Record<string, unknown>> };

/** A log of acknowledgements, on disk before the next request is sent. */
export type Journal = { readonly note: (entry: Acknowledged) => void; readonly close: () => void };

export function openJournal(path: string): Journal {
  const file = openSync(path, 'a');
  return {
    note: (entry) => {
      writeSync(file, `${JSON.stringify(entry)}\n`);
      fsyncSync(file);
    },
    close: () => closeSync(file),
  };
}

export function readJournal(path: string): readonly Acknowledged[] {
  appendFileSync(path, '');
  const lines = readFileSync(path, 'utf8').split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Acknowledged);
}

export type Reply = {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
  readonly etag: string | null;
};

/** Where the service is at present; another address after a restart on another port. */
export type Target = { url: string; readonly stopped: () => boolean };

const PAUSE_MILLISECONDS = 150;

export class Interrupted extends Error {}

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

async function once(
  target: Target,
  method: string,
  path: string,
  headers: Record<string, string>,
  body: unknown,
): Promise<Reply> {
  const answer = await fetch(`${target.url}${path}`, {
    method,
    headers: { ...(body === undefined ? {} : { 'Content-Type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(30_000),
  });
  const text = await answer.text();
  return {
    status: answer.status,
    body: text === '' ? {} : (JSON.parse(text) as Readonly<Record<string, unknown>>),
    etag: answer.headers.get('etag'),
  };
}

/** Asks until there is an answer that is not "later": no connection and 503 are asked again, POSTs with one key for all tries. */
export async function ask(
  target: Target,
  method: string,
  path: string,
  { body, headers = {} }: { readonly body?: unknown; readonly headers?: Readonly<Record<string, string>> } = {},
): Promise<Reply> {
  const all: Record<string, string> = { ...(method === 'POST' ? { 'Idempotency-Key': randomUUID() } : {}), ...headers };
  for (;;) {
    try {
      const reply = await once(target, method, path, all, body);
      if (reply.status !== 503) return reply;
    } catch (error) {
      if (!(error instanceof Error)) throw error;
    }
    if (target.stopped()) throw new Interrupted('the run is over');
    await pause(PAUSE_MILLISECONDS);
  }
}

/** Like `ask`, and throws where the status is another one than expected. */
export async function expectReply(
  target: Target,
  status: number,
  ...request: Parameters<typeof ask> extends [unknown, ...infer R] ? R : never
): Promise<Reply> {
  const reply = await ask(target, ...request);
  if (reply.status !== status)
    throw new Error(
      `${request[0]} ${request[1]} was answered with ${reply.status}: ${JSON.stringify(reply.body).slice(0, 600)}`,
    );
  return reply;
}

/** All entries of a list. */
export async function listAll(target: Target, path: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const items: Readonly<Record<string, unknown>>[] = [];
  let cursor = '';
  do {
    const url = `${path}${path.includes('?') ? '&' : '?'}limit=500${cursor === '' ? '' : `&cursor=${cursor}`}`;
    const { body } = await expectReply(target, 200, 'GET', url);
    items.push(...(body['items'] as readonly Readonly<Record<string, unknown>>[]));
    cursor = typeof body['next'] === 'string' ? body['next'] : '';
  } while (cursor !== '');
  return items;
}
