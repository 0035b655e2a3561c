import { parentPort, workerData } from 'node:worker_threads';
import { blockRunner, type SimulationBlock } from '../simulation/simulate.ts';
import { type BlocksAnswer, type BlocksTask, taken } from './simulation-threads.ts';

// Thread entry: runs blocks of one model beside the thread that started it, list by list, until it is ended.
const { model, shared } = workerData as BlocksTask;
const run = blockRunner(model);
const counters = new Int32Array(shared);
const tell = (answer: BlocksAnswer): void => parentPort?.postMessage(answer);
parentPort?.on('message', (blocks: readonly SimulationBlock[]) => {
  for (const [index, block] of taken(blocks, counters)) tell({ index, sums: run(block) });
  tell('done');
});
