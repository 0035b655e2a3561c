import { type ChildProcess, fork } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from './load.ts';

/** GET of a published schedule beside a bare Express handler that sends the same bytes, by turns in one run. */

export type ReadsOptions = {
  readonly url: string;
  /** Process that answers there. */
  readonly pid: number;
  /** Path and query of the schedule. */
  readonly path: string;
  /** For a file of the bytes. */
  readonly folder: string;
  readonly rounds: number;
  /** Of each measurement. */
  readonly milliseconds: number;
  readonly connections: number;
};

/** Medians of the rounds. */
export type Rate = {
  /** Answers a second. */
  readonly perSecond: number;
  /** Microseconds of processor time of the process that answers, for one answer: what a second is worth where others work, too. */
  readonly microseconds: number;
};

export type Reads = {
  readonly bytes: number;
  readonly bare: Rate;
  readonly service: Rate;
  /** 304 to who has it. */
  readonly bareUnchanged: Rate;
  readonly serviceUnchanged: Rate;
};

/** Seconds of processor time that a process has used, its threads included. */
function processorSeconds(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS;
}

/** Of Linux, in all its builds for the machines that we know. */
const TICKS = 100;

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

/** Starts the bare server and gives its address. */
function startBare(file: string): Promise<{ readonly url: string; readonly process: ChildProcess }> {
  const child = fork(new URL('bare.ts', import.meta.url), [file], { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the bare server ended with ${code ?? 'a signal'}`)));
    child.stdout?.once('data', (chunk: Buffer) => resolve({ url: chunk.toString('utf8').trim(), process: child }));
  });
}

/** The ETag of an address, and its body. */
async function seen(address: string): Promise<{ readonly etag: string; readonly text: string }> {
  const answer = await fetch(address);
  const text = await answer.text();
  const etag = answer.headers.get('etag');
  if (answer.status !== 200 || etag === null)
    throw new Error(`${address} was answered with ${answer.status}: ${text.slice(0, 200)}`);
  return { etag, text };
}

export async function measureReads(options: ReadsOptions): Promise<Reads> {
  const { url, pid, path, folder, rounds, milliseconds, connections } = options;
  const { etag, text } = await seen(`${url}${path}`);
  const file = join(folder, 'schedule.json');
  writeFileSync(file, text);
  const bare = await startBare(file);
  try {
    const bareSeen = await seen(`${bare.url}/schedule`);
    if (bareSeen.text !== text) throw new Error('the bare handler sends other bytes');
    const ask = async (who: 'bare' | 'service', known?: string): Promise<Rate> => {
      const answering = who === 'bare' ? (bare.process.pid ?? 0) : pid;
      const before = processorSeconds(answering);
      const { answers, perSecond } = await load({
        url: who === 'bare' ? bare.url : url,
        path: who === 'bare' ? '/schedule' : path,
        connections,
        milliseconds,
        status: known === undefined ? 200 : 304,
        ...(known === undefined ? {} : { headers: { 'If-None-Match': known } }),
      });
      return { perSecond, microseconds: (1e6 * (processorSeconds(answering) - before)) / answers };
    };
    const kinds = {
      bare: () => ask('bare'),
      service: () => ask('service'),
      bareUnchanged: () => ask('bare', bareSeen.etag),
      serviceUnchanged: () => ask('service', etag),
    };
    type Kind = keyof typeof kinds;
    const found: Record<Kind, Rate[]> = { bare: [], service: [], bareUnchanged: [], serviceUnchanged: [] };
    // The first round warms both up.
    for (let round = 0; round <= rounds; round++)
      for (const kind of Object.keys(kinds) as Kind[]) {
        const rate = await kinds[kind]();
        if (round > 0) found[kind].push(rate);
      }
    const rateOf = (kind: Kind): Rate => ({
      perSecond: median(found[kind].map(({ perSecond }) => perSecond)),
      microseconds: median(found[kind].map(({ microseconds }) => microseconds)),
    });
    return {
      bytes: Buffer.byteLength(text),
      bare: rateOf('bare'),
      service: rateOf('service'),
      bareUnchanged: rateOf('bareUnchanged'),
      serviceUnchanged: rateOf('serviceUnchanged'),
    };
  } finally {
    bare.process.kill();
  }
}
