import { readdirSync, readFileSync } from 'node:fs';
import { databaseOf } from '../../faults/service.ts';

/** Memory of processes as Linux tells it. */

function kibibytes(file: string, name: string): number {
  return Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(readFileSync(file, 'utf8'))?.[1] ?? 0);
}

/** All memory of a process that is in the machine's. */
export function residentBytes(pid: number): number {
  return 1024 * kibibytes(`/proc/${pid}/status`, 'VmRSS');
}

/** Memory of the database server of a DATA_DIR and of its children; what they share is counted once. */
export function databaseBytes(dataDir: string): number {
  const server = databaseOf(dataDir);
  if (server === undefined) throw new Error('there is no database server');
  const children = readdirSync(`/proc/${server}/task`).flatMap((task) =>
    readFileSync(`/proc/${server}/task/${task}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number),
  );
  let sum = 0;
  for (const pid of [server, ...children]) sum += kibibytes(`/proc/${pid}/smaps_rollup`, 'Pss');
  return 1024 * sum;
}
