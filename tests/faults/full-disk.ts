import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chmodSync, closeSync, mkdtempSync, openSync, rmSync, statSync, truncateSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ask, expectReply, Interrupted, listAll, type Reply, type Target } from './client.ts';
import { ended, isAlive, startService } from './service.ts';
import { jobBody, prepare, TEAM } from './writers.ts';

/**
 * A disk that is full: a small file system in memory with a service on it and a file that takes all the room. What is written then is refused with 507 and
 * leaves nothing; with the room back everything is taken again, and what was acknowledged is there.
 */

export type FullDiskReport = {
  /** Answers while there was no room, by status. */
  readonly statuses: Readonly<Record<string, number>>;
  /** Seconds from the room's return until a write was taken. */
  readonly backSeconds: number;
  readonly wrong: readonly string[];
};

const SIZE_MIB = 320;

/** What is left for the writes until the disk is full. */
const ROOM_BYTES = 3_000_000;

/** Only who may mount can make a disk small. */
export function canMount(): boolean {
  if (process.getuid?.() !== 0) return false;
  const folder = mkdtempSync(join(tmpdir(), 'shiftcast-mount-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder], { stdio: 'ignore' });
    execFileSync('umount', [folder], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Takes the room of a file system until none is left. */
function fill(file: string): void {
  const open = openSync(file, 'a');
  for (let block = Buffer.alloc(1_048_576, 1); block.length > 0; ) {
    try {
      writeSync(open, block);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
      block = block.subarray(0, Math.floor(block.length / 2));
    }
  }
  closeSync(open);
}

/** A team whose document takes some room. */
function teamOf(number: number): object {
  return {
    id: `full-${number}`,
    zone: 'Europe/Berlin',
    contracts: [{ id: 'full-time' }],
    shiftTemplates: [{ id: 'day', start: '09:00', length: 480 }],
    employees: Array.from({ length: 400 }, (_, index) => ({
      id: `${number}-${randomUUID()}-${index}`,
      contract: 'full-time',
    })),
  };
}

type Sent = { readonly path: string; readonly body: object; readonly key: string };

export async function runFullDisk(tell: (line: string) => void): Promise<FullDiskReport> {
  const folder = mkdtempSync(join(tmpdir(), 'shiftcast-disk-'));
  // The database runs under an account of its own, which must be able to come here.
  chmodSync(folder, 0o755);
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${SIZE_MIB}m,mode=755`, 'tmpfs', folder]);
  const ballast = join(folder, 'ballast');
  const dataDir = join(folder, 'data');
  const wrong: string[] = [];
  const statuses: Record<string, number> = {};
  let service = await startService(dataDir, 0, { SOLVERS: '0' });
  let until = Number.POSITIVE_INFINITY;
  const target: Target = { url: service.url, stopped: () => performance.now() > until };
  try {
    const stored = await prepare(target);
    const publicationPath = `/v1/rosters/${stored.draft}/publications`;
    const before = await listAll(target, '/v1/teams');
    fill(ballast);
    // Some writes are still taken, so that the room ends in the middle of them.
    truncateSync(ballast, statSync(ballast).size - ROOM_BYTES);
    tell(`a disk of ${SIZE_MIB} MiB has ${ROOM_BYTES / 1e6} MB left`);

    const taken: string[] = [];
    const refused: string[] = [];
    const unsettled: Sent[] = [];
    const send = async (
      path: string,
      body: object,
      headers: Readonly<Record<string, string>> = {},
    ): Promise<Reply | undefined> => {
      const key = randomUUID();
      until = performance.now() + 3000;
      try {
        const reply = await ask(target, 'POST', path, { body, headers: { ...headers, 'Idempotency-Key': key } });
        statuses[reply.status] = (statuses[reply.status] ?? 0) + 1;
        if (reply.status >= 400 && reply.status !== 507)
          wrong.push(
            `POST ${path} on a full disk was answered with ${reply.status}: ${JSON.stringify(reply.body).slice(0, 300)}`,
          );
        return reply;
      } catch (error) {
        if (!(error instanceof Interrupted)) throw error;
        statuses['503'] = (statuses['503'] ?? 0) + 1;
        unsettled.push({ path, body, key });
        return undefined;
      }
    };
    // What the database has laid by is used up before it needs room: then the first is refused.
    for (let number = 0; (statuses['507'] ?? 0) < 5 && number < 2000; number++) {
      const reply = await send('/v1/teams', teamOf(number));
      if (reply?.status === 201) taken.push(`full-${number}`);
      else if (reply !== undefined) refused.push(`full-${number}`);
    }
    const jobs = new Set<string>();
    for (let number = 0; number < 3; number++) {
      const job = await send('/v1/rosters', jobBody(number, 100), { Prefer: 'respond-async' });
      if (job?.status === 202) jobs.add(String(job.body['id']));
      await send(publicationPath, {}, { 'If-Match': '*' });
    }
    until = Number.POSITIVE_INFINITY;
    tell(
      `while full: ${Object.entries(statuses)
        .map(([status, count]) => `${status} ${count}`)
        .join(', ')}`,
    );
    if ((statuses['507'] ?? 0) === 0) wrong.push('nothing was refused with 507');

    rmSync(ballast);
    const started = performance.now();
    until = started + 60_000;
    let reply = await ask(target, 'POST', '/v1/teams', { body: teamOf(9_999_999) });
    while (reply.status === 507 && performance.now() < until)
      reply = await ask(target, 'POST', '/v1/teams', { body: teamOf(9_999_999) });
    const backSeconds = (performance.now() - started) / 1000;
    if (reply.status !== 201) wrong.push(`with the room back, a team was answered with ${reply.status}`);
    tell(`room is back: a write was taken after ${backSeconds.toFixed(1)} s`);
    until = Number.POSITIVE_INFINITY;
    // Whoever was told nothing asks again with the same key, and has one effect.
    for (const { path, body, key } of unsettled) {
      const settled = await ask(target, 'POST', path, {
        body,
        headers: { 'Idempotency-Key': key, ...(path === publicationPath ? { 'If-Match': '*' } : {}) },
      });
      if (path === '/v1/teams' && settled.status === 201) taken.push(String(settled.body['id']));
    }
    const compare = async (when: string): Promise<void> => {
      const there = new Set((await listAll(target, '/v1/teams')).map(({ id }) => String(id)));
      for (const id of taken)
        if (!there.has(id)) wrong.push(`${when}: the team ${id} was acknowledged and is not there`);
      for (const id of refused) if (there.has(id)) wrong.push(`${when}: the team ${id} was refused and is there`);
      if (there.size !== before.length + taken.length + 1)
        wrong.push(`${when}: ${there.size} teams are there, ${before.length + taken.length + 1} were made`);
      for (const id of jobs) {
        const job = await ask(target, 'GET', `/v1/jobs/${id}`);
        if (job.status !== 200) wrong.push(`${when}: the job ${id} was acknowledged and is not there`);
      }
      const publications = await listAll(target, `/v1/publications?team=${TEAM}`);
      const schedule = await expectReply(
        target,
        200,
        'GET',
        `/v1/schedules?team=${TEAM}&from=2026-03-01&to=2026-04-30`,
      );
      const shifts = (schedule.body['items'] as readonly unknown[]).length;
      const newest = Math.max(0, ...publications.map(({ shiftCount }) => Number(shiftCount)));
      if (shifts !== newest) wrong.push(`${when}: the schedule has ${shifts} shifts, its publication ${newest}`);
    };
    await compare('after it');
    service.process.kill('SIGKILL');
    await ended(service.process);
    service = await startService(dataDir, 0, { SOLVERS: '0' });
    target.url = service.url;
    await compare('after a start anew');
    return { statuses, backSeconds, wrong };
  } finally {
    if (isAlive(service.process.pid ?? 0)) {
      service.process.kill('SIGTERM');
      await ended(service.process);
    }
    execFileSync('umount', [folder]);
    rmSync(folder, { recursive: true, force: true });
  }
}
