/** Exit code of a process that an interrupt ended: 128 and the number of SIGINT. */
export const INTERRUPTED_CODE = 130;

/**
 * Time after an interrupt in which more of them are the same one: a terminal signals the whole group of processes, and npm hands its
 * own copy on some milliseconds later.
 */
const SAME_INTERRUPT_MILLISECONDS = 1000;

export type InterruptHandlers = {
  /** Called once: work is to end with what it has. */
  readonly first: () => void;
  /** Called on an interrupt after that, a deliberate one. */
  readonly again: () => void;
};

let interrupted = false;

/** Handles signals for as long as the process lives, so that no second copy of an interrupt ends work that is ending already. */
export function handleInterrupts(names: readonly NodeJS.Signals[], { first, again }: InterruptHandlers): void {
  let since: number | undefined;
  const handle = (): void => {
    if (since === undefined) {
      since = performance.now();
      interrupted = true;
      first();
    } else if (performance.now() - since >= SAME_INTERRUPT_MILLISECONDS) again();
  };
  for (const name of names) process.on(name, handle);
}

/**
 * Ends the process at once if an interrupt has ended its work. Left to end by itself, Node takes its handlers of signals down first, and
 * a late copy of the interrupt then kills the process in place of its exit code.
 */
export async function exitIfInterrupted(code: number): Promise<void> {
  if (!interrupted) return;
  const written = [process.stdout, process.stderr].map(
    (stream) => new Promise<void>((done) => void stream.write('', () => done())),
  );
  await Promise.all(written);
  process.exit(code);
}
