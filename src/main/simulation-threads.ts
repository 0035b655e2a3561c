import { Worker } from 'node:worker_threads';
import type { SimulationModel } from '../domain/simulation.ts';
import type { OnBlock, RunModel } from '../planning/simulation.ts';
import { blockRunner, type SimulationBlock, type SimulationSums } from '../simulation/simulate.ts';

/** Numbers that all threads of a simulation share: the next block that nobody has taken, and whether to stop. */
export const SHARED = { next: 0, stop: 1, size: 2 } as const;

/** What another thread is told first, and then for each list of blocks. */
export type BlocksTask = { readonly model: SimulationModel; readonly shared: SharedArrayBuffer };

/** What another thread tells: a block that is done, or that it takes no more of the list. */
export type BlocksAnswer = { readonly index: number; readonly sums: SimulationSums } | 'done';

/** Starting a thread and compiling its code takes more than half a second of it: less work than this many seconds is done alone. */
const WORTH_SECONDS = 1;

/** The first blocks are slow, until their code is compiled: how long the others take is asked after this part of the time. */
const FIRST_PART = 0.2;

/** Takes blocks that nobody has taken yet, in their order, until there are no more or a stop is asked for. */
export function* taken(
  blocks: readonly SimulationBlock[],
  shared: Int32Array,
): Generator<readonly [number, SimulationBlock]> {
  while (Atomics.load(shared, SHARED.stop) === 0) {
    const index = Atomics.add(shared, SHARED.next, 1);
    const block = blocks[index];
    if (block === undefined) return;
    yield [index, block];
  }
}

type Helper = { readonly help: (blocks: readonly SimulationBlock[]) => Promise<void>; readonly end: () => void };

/** A thread that takes blocks too. One that dies, such as for want of memory, is only missed: its block is run by who asked. */
function startHelper(task: BlocksTask, tell: (index: number, sums: SimulationSums) => void): Helper {
  const worker = new Worker(new URL('./simulation-thread.ts', import.meta.url), { workerData: task });
  worker.unref();
  let isDead = false;
  let settle: () => void = () => undefined;
  const die = (): void => {
    isDead = true;
    settle();
  };
  worker.on('message', (answer: BlocksAnswer) => {
    if (answer === 'done') settle();
    else tell(answer.index, answer.sums);
  });
  worker.on('error', die);
  worker.on('exit', die);
  return {
    help: (blocks) =>
      new Promise((resolve) => {
        settle = resolve;
        if (isDead) resolve();
        else worker.postMessage(blocks);
      }),
    end: () => void worker.terminate(),
  };
}

/** Lets messages of other threads in. */
const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/**
 * Runs blocks in this thread and in `threads - 1` others, until a stop is asked for; the first block is run in any case. What the blocks come to does
 * not depend on who runs them. Other threads are started where the blocks take this one more than `worthSeconds`.
 */
export function runBeside(options: {
  readonly threads: number;
  readonly clock: () => number;
  readonly stopRequested: () => boolean;
  readonly hears: (model: SimulationModel) => OnBlock;
  readonly worthSeconds?: number | undefined;
}): { readonly run: RunModel; readonly close: () => void } {
  const { threads, clock, stopRequested, hears, worthSeconds = WORTH_SECONDS } = options;
  const started: Helper[] = [];
  const run: RunModel = (model) => {
    const runBlock = blockRunner(model);
    const hear = hears(model);
    const buffer = new SharedArrayBuffer(4 * SHARED.size);
    const shared = new Int32Array(buffer);
    const helpers: Helper[] = [];
    let sums: (SimulationSums | undefined)[] = [];
    /** Seconds that blocks took this thread: all of them, and the latest one. */
    const spent = { all: 0, latest: 0 };
    let isFirst = true;
    const tell = (index: number, one: SimulationSums): void => {
      sums[index] = one;
      hear(one);
    };
    const runHere = (index: number, block: SimulationBlock): void => {
      const start = clock();
      tell(index, runBlock(block));
      spent.latest = clock() - start;
      spent.all += spent.latest;
    };
    const lookForStop = (): void => {
      if (stopRequested()) Atomics.store(shared, SHARED.stop, 1);
    };
    /** Whether the blocks until now and the rest of these take so long that other threads are worth their start. */
    const isWorth = (blocks: readonly SimulationBlock[]): boolean => {
      const rest = blocks.length - Atomics.load(shared, SHARED.next);
      return rest > 0 && spent.all > worthSeconds * FIRST_PART && spent.all + rest * spent.latest > worthSeconds;
    };
    const startHelpers = (): void => {
      while (helpers.length < threads - 1) {
        const helper = startHelper({ model, shared: buffer }, tell);
        helpers.push(helper);
        started.push(helper);
      }
    };
    return async (blocks) => {
      sums = blocks.map(() => undefined);
      Atomics.store(shared, SHARED.next, 0);
      const helped = helpers.map(({ help }) => help(blocks));
      if (!isFirst) lookForStop();
      for (const [index, block] of taken(blocks, shared)) {
        isFirst = false;
        runHere(index, block);
        await breathe();
        lookForStop();
        if (helpers.length > 0 || threads === 1 || Atomics.load(shared, SHARED.stop) !== 0 || !isWorth(blocks))
          continue;
        startHelpers();
        helped.push(...helpers.map(({ help }) => help(blocks)));
      }
      await Promise.all(helped);
      // What a thread had taken that died.
      const reached = Math.min(blocks.length, Atomics.load(shared, SHARED.next));
      for (const [index, block] of blocks.slice(0, reached).entries()) {
        if (sums[index] === undefined) runHere(index, block);
      }
      return sums;
    };
  };
  return {
    run,
    close: () => {
      for (const helper of started) helper.end();
    },
  };
}
