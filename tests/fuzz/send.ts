import { type Agent, request } from 'node:http';
import type { Asked } from './requests.ts';

/** An answer, or why there is none. */
export type Answered = {
  /** 0: the connection ended without an answer. */
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly text: string;
  readonly milliseconds: number;
  readonly failure?: string | undefined;
};

/** A stream of events is read for so long. */
const STREAM_MILLISECONDS = 150;

/** Sends a request as it is: no library puts its address in order before. */
export function send(base: URL, agent: Agent, asked: Asked, limitMilliseconds: number): Promise<Answered> {
  const started = performance.now();
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let headers: Answered['headers'] = {};
    let status = 0;
    let isStream = false;
    const done = (failure?: string): void => {
      clearTimeout(timer);
      const text = Buffer.concat(chunks).toString('utf8');
      resolve({ status, headers, text, milliseconds: performance.now() - started, failure });
    };
    const sent = request(
      {
        agent,
        host: base.hostname,
        localAddress: asked.from,
        port: base.port,
        method: asked.method,
        path: asked.address,
        headers: { ...asked.headers, ...(asked.body === undefined ? {} : { 'Content-Length': asked.body.length }) },
      },
      (response) => {
        status = response.statusCode ?? 0;
        ({ headers } = response);
        isStream = (response.headers['content-type'] ?? '').startsWith('text/event-stream');
        if (isStream) setTimeout(() => sent.destroy(), STREAM_MILLISECONDS);
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.once('end', () => done());
        response.once('error', (error) => done(isStream ? undefined : error.message));
      },
    );
    const timer = setTimeout(() => sent.destroy(new Error('no answer in time')), limitMilliseconds);
    sent.once('error', (error) => done(isStream ? undefined : error.message));
    if (asked.body === undefined) sent.end();
    else sent.end(asked.body);
  });
}
