import { connect, type Socket } from 'node:net';

/** Asks the same thing over many connections that are kept, each with one request under way, and counts; as light as it can be, since it shares the processors. */

export type Asked = {
  readonly url: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly connections: number;
  readonly milliseconds: number;
  /** From one request of a connection to its next, at least; default none. */
  readonly pause?: number | undefined;
  /** Status that every answer must have. */
  readonly status: number;
};

export type Load = {
  readonly answers: number;
  readonly perSecond: number;
  /** Milliseconds of each answer, in order of size. */
  readonly times: readonly number[];
  /** Bytes of a body. */
  readonly bytes: number;
};

const END_OF_HEAD = Buffer.from('\r\n\r\n');

/** Length of the head and of the body of an answer, once its head is there. */
function lengthsOf(answer: Buffer, status: number): { readonly head: number; readonly body: number } | undefined {
  const end = answer.indexOf(END_OF_HEAD);
  if (end < 0) return undefined;
  const head = answer.toString('latin1', 0, end);
  if (!head.startsWith(`HTTP/1.1 ${status}`)) throw new Error(`answered otherwise: ${head.slice(0, 300)}`);
  const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1];
  if (length === undefined && status !== 304) throw new Error(`an answer without its length: ${head.slice(0, 300)}`);
  return { head: end + END_OF_HEAD.length, body: status === 304 ? 0 : Number(length) };
}

export async function load({
  url,
  path,
  headers = {},
  connections,
  milliseconds,
  pause = 0,
  status,
}: Asked): Promise<Load> {
  const { hostname, port } = new URL(url);
  const lines = Object.entries({ Host: `${hostname}:${port}`, ...headers }).map(
    ([name, value]) => `${name}: ${value}\r\n`,
  );
  const request = Buffer.from(`GET ${path} HTTP/1.1\r\n${lines.join('')}\r\n`);
  const times: number[] = [];
  let bytes = 0;
  const sockets: Socket[] = [];
  const began = performance.now();
  const end = began + milliseconds;
  const one = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const socket = connect({ host: hostname, port: Number(port), noDelay: true });
      sockets.push(socket);
      let started = 0;
      let head = Buffer.alloc(0);
      let missing = -1;
      const ask = (): void => {
        if (performance.now() >= end) {
          socket.end();
          resolve();
          return;
        }
        started = performance.now();
        missing = -1;
        head = Buffer.alloc(0);
        socket.write(request);
      };
      socket.once('connect', ask);
      socket.once('error', reject);
      socket.on('data', (chunk) => {
        try {
          if (missing < 0) {
            head = head.length === 0 ? chunk : Buffer.concat([head, chunk]);
            const lengths = lengthsOf(head, status);
            if (lengths === undefined) return;
            bytes = lengths.body;
            missing = lengths.head + lengths.body - head.length;
          } else missing -= chunk.length;
          if (missing > 0) return;
          const took = performance.now() - started;
          times.push(took);
          if (pause > took) setTimeout(ask, pause - took);
          else ask();
        } catch (error) {
          reject(error);
        }
      });
    });
  try {
    await Promise.all(Array.from({ length: connections }, one));
  } finally {
    for (const socket of sockets) socket.destroy();
  }
  const seconds = (performance.now() - began) / 1000;
  return { answers: times.length, perSecond: times.length / seconds, times: times.sort((a, b) => a - b), bytes };
}
