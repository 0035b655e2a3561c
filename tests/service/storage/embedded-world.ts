import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterAll, expect } from 'vitest';
import type { Issue } from '../../../src/domain/issue.ts';
import { processesOf, settleLeftovers } from '../../../src/storage/embedded/leftovers.ts';
import { type EmbeddedServer, startEmbedded } from '../../../src/storage/embedded/start.ts';

/** Folders, people and owners for the tests of the embedded server, with what they leave removed by `cleanUp`. */

export type Person = { readonly name: string; readonly ids: { readonly uid?: number; readonly gid?: number } };

const OWNER = fileURLToPath(new URL('embedded-owner.ts', import.meta.url));

export const isRoot = process.geteuid?.() === 0;

export const thisUser: Person = { name: isRoot ? 'root' : 'an ordinary user', ids: {} };

const ordinary: Person = { name: 'an ordinary user', ids: { uid: 65_534, gid: 65_534 } };

/** Whether a person can read this checkout; below a closed home nobody else can. */
function canRead({ ids }: Person): boolean {
  try {
    execFileSync(process.execPath, ['-e', 'fs.accessSync(process.argv[1])', OWNER], {
      ...ids,
      cwd: '/',
      stdio: 'ignore',
    });
    return true;
  } catch {
    return false;
  }
}

/** An ordinary user: this one, or for root another one, where one can run at all. */
export const ordinaryUser: Person | undefined = !isRoot ? thisUser : canRead(ordinary) ? ordinary : undefined;

/** Everybody whom the tests can run as. */
export const people: readonly Person[] = [
  thisUser,
  ...(ordinaryUser === undefined || ordinaryUser === thisUser ? [] : [ordinaryUser]),
];

const folders: string[] = [];
const dataDirs = new Set<string>();
const children = new Set<ChildProcess>();
const servers = new Set<EmbeddedServer>();

/** A folder that the person alone can enter. */
export function makeFolder({ ids: { uid, gid } }: Person = thisUser): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'shiftcast-embedded-')));
  folders.push(folder);
  if (uid !== undefined && gid !== undefined) chownSync(folder, uid, gid);
  return folder;
}

/** By person's name: a data folder in which a server ran once and ended in order. */
const used = new Map<string, Promise<string>>();

afterAll(async () => {
  for (const folder of await Promise.all(used.values())) rmSync(folder, { recursive: true, force: true });
});

async function makeUsedFolder(person: Person): Promise<string> {
  const folder = makeFolder(person);
  folders.splice(folders.indexOf(folder), 1);
  const owner = startOwner(folder, person);
  await startedBy(owner);
  await owner.stop();
  dataDirs.delete(folder);
  return folder;
}

/** A folder of the person with a database that ended in order, at `below` in it. It is a copy: to make a new one takes a second or more. */
export async function folderWithCluster(person: Person = thisUser, below = '.'): Promise<string> {
  const made = used.get(person.name) ?? makeUsedFolder(person);
  used.set(person.name, made);
  const dataDir = join(makeFolder(person), below);
  mkdirSync(dataDir, { recursive: true });
  execFileSync('cp', ['-a', clusterIn(await made), clusterIn(dataDir)]);
  return dataDir;
}

export const clusterIn = (dataDir: string): string => join(dataDir, 'postgres');

/** Ends everything that a test started and removes its folders. */
export async function cleanUp(): Promise<void> {
  for (const server of servers) await server.stop();
  servers.clear();
  for (const child of children) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  }
  children.clear();
  for (const dataDir of dataDirs) await settleLeftovers(clusterIn(dataDir));
  dataDirs.clear();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}

export async function sql(url: string, statement: string): Promise<readonly Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(statement)).rows;
  } finally {
    await client.end();
  }
}

export type Said = {
  readonly level: string;
  readonly message: string;
  readonly facts: Record<string, string | number>;
};

/** Starts a server that this process owns; throws the issues if it is refused. Only what survives the machine's end needs `durable`. */
export async function startHere(
  dataDir: string,
  { durable = false }: { readonly durable?: boolean } = {},
): Promise<{ readonly server: EmbeddedServer; readonly said: Said[] }> {
  dataDirs.add(dataDir);
  const said: Said[] = [];
  const started = await startEmbedded({
    dataDir,
    durable,
    log: (level, message, facts) => void said.push({ level, message, facts }),
  });
  if (!started.ok) throw new Error(JSON.stringify(started.issues));
  servers.add(started.value);
  return { server: started.value, said };
}

/** The issues of a start that is refused. */
export async function refusal(dataDir: string): Promise<readonly Issue[]> {
  const started = await startEmbedded({ dataDir, log: () => undefined });
  if (!started.ok) return started.issues;
  servers.add(started.value);
  throw new Error('The start was to be refused, and was not.');
}

export type Answer =
  | { readonly kind: 'started'; readonly url: string; readonly serverPid: number; readonly before: string }
  | { readonly kind: 'refused'; readonly issues: readonly Issue[] };

export type Owner = {
  readonly pid: number;
  /** How the start ended. */
  readonly answer: Promise<Answer>;
  /** Kills it, as a machine without memory would. */
  readonly kill: () => Promise<void>;
  /** Lets it stop in order. */
  readonly stop: () => Promise<void>;
};

/** Starts an owner in a process of its own. */
export function startOwner(dataDir: string, { ids }: Person = thisUser, script = OWNER): Owner {
  dataDirs.add(dataDir);
  const child = spawn(process.execPath, [script, dataDir], { ...ids, cwd: '/', stdio: ['pipe', 'pipe', 'inherit'] });
  children.add(child);
  const ended = once(child, 'exit');
  const answer = new Promise<Answer>((resolve, reject) => {
    const lines = createInterface({ input: child.stdout });
    lines.on('line', (line) => {
      const said = JSON.parse(line) as Answer | { readonly kind: 'log' };
      if (said.kind !== 'log') resolve(said);
    });
    lines.once('close', () => reject(new Error('The owner ended before it answered.')));
  });
  answer.catch(() => undefined);
  return {
    pid: child.pid ?? 0,
    answer,
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
    stop: async () => {
      child.stdin.end();
      await ended;
    },
  };
}

/** The answer of an owner that is to start. */
export async function startedBy(owner: Owner): Promise<Extract<Answer, { kind: 'started' }>> {
  const answer = await owner.answer;
  if (answer.kind === 'refused') throw new Error(JSON.stringify(answer.issues));
  return answer;
}

/** Kills a process and waits until it is gone. */
export async function killProcess(pid: number, dataDir: string): Promise<void> {
  process.kill(pid, 'SIGKILL');
  await expect.poll(() => processesOf(clusterIn(dataDir)).includes(pid)).toBe(false);
}
