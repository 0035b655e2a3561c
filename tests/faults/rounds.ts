import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openJournal, readJournal, type Target } from './client.ts';
import { randomOf } from '../fixtures/random.ts';
import { compare, type Findings } from './compare.ts';
import { databaseOf, ended, isAlive, type Service, solverOf, startService } from './service.ts';
import { prepare, writeAbsences, writeDraft, writeJobs, writeRows } from './writers.ts';

/**
 * Rounds of kill -9 while others write, solve and publish. What is acknowledged is on the harness's own disk before the next request; after the last round
 * the service is started once more and compared with it.
 */

export type Victim = 'parent' | 'solver' | 'database';

export type RoundsOptions = {
  /** Rounds, by turns of the victims and in a shuffled order. */
  readonly rounds: number;
  readonly seed: number;
  /** Iterations of a job: about some seconds of work. */
  readonly iterations: number;
  readonly tell: (line: string) => void;
};

export type RoundsReport = Findings & {
  /** Seconds from a kill of the parent to `ready`, each. */
  readonly restarts: readonly number[];
  readonly left: readonly number[];
};

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** A port that is free now, kept for all restarts. */
function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

/** The process to kill, once it is there. */
async function pidOf(victim: Victim, service: Service, dataDir: string): Promise<number> {
  for (let tries = 0; tries < 900; tries++) {
    const pid =
      victim === 'parent' ? service.process.pid : victim === 'solver' ? solverOf(service) : databaseOf(dataDir);
    if (pid !== undefined) return pid;
    const { exitCode, signalCode } = service.process;
    if (exitCode !== null || signalCode !== null)
      throw new Error(`the service ended by itself with ${exitCode ?? signalCode}:\n${service.said()}`);
    await pause(100);
  }
  throw new Error(`there is no ${victim} to kill:\n${service.said()}`);
}

/** Whether there was a process to kill. */
function killed(pid: number): boolean {
  try {
    return process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
    throw error;
  }
}

/** Shuffled victims, each as often as the others. */
function victimsOf(rounds: number, random: () => number): readonly Victim[] {
  const victims = ['parent', 'solver', 'database'] as const;
  return Array.from({ length: rounds }, (_, round) => victims[round % victims.length] ?? 'parent')
    .map((victim) => ({ victim, key: random() }))
    .sort((a, b) => a.key - b.key)
    .map(({ victim }) => victim);
}

/** Runs the rounds; the folder of the journals and of the service is removed where nothing was lost. */
export async function runRounds({ rounds, seed, iterations, tell }: RoundsOptions): Promise<RoundsReport> {
  const random = randomOf(seed).share;
  const folder = mkdtempSync(join(tmpdir(), 'shiftcast-faults-'));
  const dataDir = join(folder, 'data');
  const journals = join(folder, 'journals');
  mkdirSync(journals);
  const port = await freePort();
  let isOver = false;
  let service = await startService(dataDir, port);
  const target: Target = { url: service.url, stopped: () => isOver };
  const restarts: number[] = [];
  const pids = new Set<number>();
  try {
    const stored = await prepare(target);
    const journal = (name: string) => openJournal(join(journals, `${name}.jsonl`));
    const writers = [
      writeAbsences(target, journal('absences')),
      writeRows(target, journal('rows'), stored.history),
      writeDraft(target, journal('draft'), stored),
      writeJobs(target, journal('jobs'), iterations),
    ];
    let failure: Error | undefined;
    for (const writer of writers) writer.catch((error: Error) => (failure ??= error));
    for (const [index, victim] of victimsOf(rounds, random).entries()) {
      await pause(300 + random() * 5700);
      if (failure !== undefined) throw failure;
      let pid = await pidOf(victim, service, dataDir);
      // One that ends by itself at this moment, as a server does whose start was disturbed, has another in its place soon.
      while (!killed(pid)) {
        await pause(100);
        pid = await pidOf(victim, service, dataDir);
      }
      pids.add(pid);
      let note = '';
      if (victim === 'parent') {
        await ended(service.process);
        service = await startService(dataDir, port);
        restarts.push(service.startSeconds);
        note = `, ready again after ${service.startSeconds.toFixed(1)} s`;
      }
      tell(`round ${index + 1}: ${victim} ${pid} killed${note}`);
    }
    await pause(1000);
    isOver = true;
    await Promise.all(writers);
    isOver = false;
    const entries = readdirSync(journals).flatMap((name) => readJournal(join(journals, name)));
    const findings = await compare(target, entries, stored, iterations);
    const solver = solverOf(service);
    const database = databaseOf(dataDir);
    service.process.kill('SIGTERM');
    await ended(service.process);
    const left = [...pids, solver ?? 0, database ?? 0].filter((pid) => pid !== 0 && isAlive(pid));
    if (findings.lost.length === 0 && left.length === 0) rmSync(folder, { recursive: true, force: true });
    else tell(`journals and data are kept in ${folder}`);
    return { ...findings, restarts, left };
  } finally {
    isOver = true;
    if (isAlive(service.process.pid ?? 0)) {
      service.process.kill('SIGTERM');
      await Promise.race([ended(service.process), pause(20_000)]);
      service.process.kill('SIGKILL');
    }
  }
}
