import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { LookupFunction } from 'node:net';
import type { DueDelivery } from '../planning/webhook-store.ts';
import { signedHeaders } from './signature.ts';
import { type AllowedTargets, type Resolve, targetAddress } from './targets.ts';

/** Seconds for all of an attempt: connection, request and answer. */
const ATTEMPT_SECONDS = 15;

/** Of an answer's body no more is read than this; nobody looks at it. */
const MOST_ANSWER_BYTES = 4096;

export type Sent =
  | { readonly status: number; readonly retryAfterSeconds?: number | undefined }
  | { readonly error: string };

export type SendOptions = {
  readonly allowed: AllowedTargets;
  readonly nowSeconds: number;
  readonly resolve?: Resolve | undefined;
  readonly attemptSeconds?: number | undefined;
  /** Names the attempt to the receiver, as W3C Trace Context has it. */
  readonly traceparent?: string | undefined;
};

function retryAfter(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,6}$/.test(text) ? Number(text) : undefined;
}

/** Sends a message once. Redirects are answers like any other; the name is looked up once, and that address is the one connected to. */
export async function sendOnce(
  { url, message, body, secrets }: DueDelivery,
  { allowed, nowSeconds, resolve, attemptSeconds = ATTEMPT_SECONDS, traceparent }: SendOptions,
): Promise<Sent> {
  const target = await targetAddress(url, allowed, resolve);
  if ('fault' in target) return { error: target.fault };
  const { address, family } = target.address;
  const pinned: LookupFunction = (_host, options, done) => {
    if (options.all === true) done(null, [{ address, family }]);
    else done(null, address, family);
  };
  const headers = {
    'Content-Type': 'application/json',
    'Content-Length': String(Buffer.byteLength(body)),
    'User-Agent': 'Shiftcast-Webhooks',
    ...(traceparent === undefined ? {} : { traceparent }),
    ...signedHeaders({ id: message, body }, nowSeconds, secrets),
  };
  const signal = AbortSignal.timeout(attemptSeconds * 1000);
  const make = url.startsWith('https:') ? httpsRequest : httpRequest;
  return new Promise((resolveSent) => {
    const asked = make(url, { method: 'POST', headers, lookup: pinned, agent: false, signal }, (response) => {
      const sent = {
        status: response.statusCode ?? 0,
        retryAfterSeconds: retryAfter(response.headers['retry-after']),
      };
      let bytes = 0;
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        if (bytes > MOST_ANSWER_BYTES) response.destroy();
      });
      // Whatever becomes of the body, the status has been said.
      for (const end of ['end', 'close', 'error'] as const) response.on(end, () => resolveSent(sent));
    });
    asked.on('error', (error: NodeJS.ErrnoException) =>
      resolveSent({ error: signal.aborted ? 'timeout' : (error.code ?? error.message).slice(0, 200) }),
    );
    asked.end(body);
  });
}
