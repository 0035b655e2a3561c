import { totalmem } from 'node:os';

const MOST_MIB = 8192;

/** Memory that a solver process may have unless a setting says otherwise, MiB: half of the machine's or the container's, at most 8 GiB. */
export function usualSolverMiB(machine = totalmem(), container = process.constrainedMemory()): number {
  // Without a limit the container's is 0, or a number beyond any machine.
  const bytes = container > 0 ? Math.min(machine, container) : machine;
  return Math.min(MOST_MIB, Math.floor(bytes / 2 / 1_048_576));
}
