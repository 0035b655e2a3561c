import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { Agent } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ended, isAlive, startService } from '../faults/service.ts';
import { randomOf } from '../fixtures/random.ts';
import { readDocument } from './document.ts';
import { furnishing } from './furnish.ts';
import { judgeOf } from './judge.ts';
import { makeKeys, type Role, withKey } from './keys.ts';
import { type Asked, generatorOf, type Known } from './requests.ts';
import { type Answered, send } from './send.ts';
import { prepare, type Untouched } from './untouched.ts';

/**
 * Requests of all kinds, made of openapi.yaml, to a service of its own. Each is made of the seed and its number, so that a fault can be met again; ids alone
 * are those of what earlier ones made.
 */

export type FuzzOptions = {
  readonly requests: number;
  readonly seed: number;
  /** Requests under way at a time. */
  readonly parallel: number;
  /** Roles whose keys some requests come with. */
  readonly roles: readonly Role[];
  readonly tell: (line: string) => void;
};

export type Fault = { readonly request: string; readonly wrong: readonly string[] };

export type FuzzReport = {
  readonly requests: number;
  readonly statuses: Readonly<Record<string, number>>;
  /** Operations that were never answered with a good status. */
  readonly neverGood: readonly string[];
  readonly slowestMilliseconds: number;
  readonly slowest: string;
  /** Resident memory of the API's process, MiB: at the end of each twentieth of the requests. */
  readonly memoryMiB: readonly number[];
  readonly requestsPerSecond: number;
  readonly faults: readonly Fault[];
};

/** No answer may take longer. The service ends what it computes after REQUEST_SECONDS. */
const LIMIT_MILLISECONDS = 5000;
const REQUEST_SECONDS = 2;

/** After so many requests new things are made that others may meet, as some of them remove what is there. */
const FURNISHED_EVERY = 400;

/** Ids that are kept of each kind. */
const KEPT = 40;

/** Faults that are looked at; more of them are more of the same. */
const MOST_FAULTS = 200;

function residentMiB(pid: number): number {
  const [, kibibytes] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Math.round(Number(kibibytes ?? 0) / 1024);
}

/** Ids as answers tell them. */
function knownIds(collections: ReadonlyMap<string, string>, packs: readonly string[]) {
  const ids = new Map<string, string[]>([
    ['pack', [...packs]],
    ['employee', ['anna', 'bo', 'payroll:4711']],
  ]);
  const add = (name: string, id: string): void => {
    const known = ids.get(name) ?? [];
    ids.set(name, known);
    if (!known.includes(id)) known.push(id);
    if (known.length > KEPT) known.shift();
  };
  const known: Known = { of: (name) => ids.get(name) ?? [] };
  return {
    known,
    add,
    learn: ({ headers, text, status }: Answered): void => {
      const [, collection, id] = /^\/v1\/([\w-]+)\/([^/]+)$/.exec(String(headers['location'] ?? '')) ?? [];
      const name = collections.get(collection ?? '');
      if (name !== undefined && id !== undefined) add(name, decodeURIComponent(id));
      if (status !== 200 && status !== 201) return;
      for (const [, shift] of text.slice(0, 3000).matchAll(/"id":"([^"@]+@[^"]+)"/g))
        if (shift !== undefined) add('shift', shift);
    },
  };
}

/** Memory is flat where the last quarter needs no more than the second one did, but for what the runtime takes as it likes. */
function isFlat(memoryMiB: readonly number[]): boolean {
  const quarter = Math.floor(memoryMiB.length / 4);
  if (quarter === 0) return true;
  const most = (from: number): number => Math.max(...memoryMiB.slice(from, from + quarter));
  return most(3 * quarter) <= most(quarter) * 1.25 + 64;
}

const nameOf = ({ method, path }: { readonly method: string; readonly path: string }): string =>
  `${method.toUpperCase()} ${path}`;

export async function runFuzz({ requests, seed, parallel, roles, tell }: FuzzOptions): Promise<FuzzReport> {
  const api = readDocument();
  const generate = generatorOf(api);
  const judge = judgeOf(api);
  const furnish = furnishing(api);
  const folder = mkdtempSync(join(tmpdir(), 'shiftcast-fuzz-'));
  const data = join(folder, 'data');
  const service = await startService(data, 0, {
    REQUEST_SECONDS: String(REQUEST_SECONDS),
    QUEUE_LENGTH: '200',
    SOLVERS: '0',
    KEY_REQUESTS: '1000000',
  });
  const target = { url: service.url, stopped: () => false };
  const agent = new Agent({ keepAlive: true, maxSockets: parallel });
  const faults: Fault[] = [];
  const statuses: Record<string, number> = {};
  const good = new Set<string>();
  const memory: number[] = [];
  let slowestMilliseconds = 0;
  let slowest = '';
  const begun = performance.now();
  try {
    const untouched: Untouched = await prepare(target);
    const keys = await makeKeys(target, roles);
    const base = new URL(service.url);
    const { known, add, learn } = knownIds(api.collections, ['eu', 'de', 'cn', 'us-ca', 'none']);
    let next = 0;
    const fault = (number: number, asked: Asked, wrong: readonly string[]): void => {
      const { method, address, headers, body, kind } = asked;
      const request = `#${number} ${kind} ${method} ${address.slice(0, 300)}`;
      faults.push({ request, wrong });
      tell(`FAULT ${request}: ${wrong.join('; ')}`);
      const text = body === undefined ? null : Buffer.from(body).toString('utf8');
      writeFileSync(
        join(folder, `fault-${number}.json`),
        JSON.stringify({ method, address, headers, body: text, wrong }),
      );
    };
    const one = (number: number): Promise<void> => {
      const random = randomOf(seed * 1_000_003 + number);
      return ask(number, withKey(generate(random, known), keys, random));
    };
    const ask = async (number: number, asked: Asked): Promise<void> => {
      let answered = await send(base, agent, asked, LIMIT_MILLISECONDS);
      // A machine that is busy with other things is no fault: what took too long is asked once more.
      if (answered.failure !== undefined) answered = await send(base, agent, asked, LIMIT_MILLISECONDS);
      const { status, milliseconds } = answered;
      statuses[status] = (statuses[status] ?? 0) + 1;
      if (milliseconds > slowestMilliseconds) {
        slowestMilliseconds = milliseconds;
        slowest = `#${number} ${asked.method} ${asked.address.slice(0, 80)}`;
      }
      if (asked.operation !== undefined && status >= 200 && status < 400) good.add(nameOf(asked.operation));
      const wrong = judge(asked, answered);
      if (wrong.length > 0) fault(number, asked, wrong);
      else learn(answered);
    };
    const each = Math.max(1, Math.floor(requests / 20));
    const place = async (): Promise<void> => {
      while (next < requests && faults.length < MOST_FAULTS && service.process.exitCode === null) {
        const number = next++;
        if (number % FURNISHED_EVERY === 0) add('employee', `anna-${number}`);
        if (number % FURNISHED_EVERY === 0) for (const make of furnish(known, number)) await ask(number, make());
        await one(number);
        if ((number + 1) % each === 0) {
          memory.push(residentMiB(service.process.pid ?? 0));
          tell(`${number + 1} requests, ${Math.round((performance.now() - begun) / 1000)} s, ${memory.at(-1)} MiB`);
        }
      }
    };
    await Promise.all(Array.from({ length: parallel }, place));
    const seconds = (performance.now() - begun) / 1000;
    const all = [
      ...(await untouched.changes()).map((wrong) => ({ request: 'what no request named', wrong: [wrong] })),
      ...(isFlat(memory) ? [] : [{ request: 'all', wrong: [`memory grows: ${memory.join(', ')} MiB`] }]),
    ];
    for (const { request, wrong } of all) tell(`FAULT ${request}: ${wrong.join('; ')}`);
    faults.push(...all);
    return {
      requests: next,
      statuses,
      neverGood: api.operations.map(nameOf).filter((name) => !good.has(name)),
      slowestMilliseconds,
      slowest,
      memoryMiB: memory,
      requestsPerSecond: next / seconds,
      faults,
    };
  } finally {
    agent.destroy();
    if (isAlive(service.process.pid ?? 0)) {
      service.process.kill('SIGTERM');
      await ended(service.process);
    }
    if (faults.length === 0) rmSync(folder, { recursive: true, force: true });
    else {
      rmSync(data, { recursive: true, force: true });
      tell(`the requests of the faults are kept in ${folder}`);
    }
  }
}
