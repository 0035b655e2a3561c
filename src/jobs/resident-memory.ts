import { readFileSync } from 'node:fs';

/**
 * Memory that a process holds, MiB, with all its threads and their WASM memory; undefined where it has ended or the system does not tell. Only from
 * outside of JavaScript is all of it seen: the heap's own numbers leave WASM out.
 */
export function residentMiB(pid: number): number | undefined {
  try {
    const kibibytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return kibibytes === undefined ? undefined : Number(kibibytes) / 1024;
  } catch {
    return undefined;
  }
}
