import type { RequestThreads } from '../../../src/api/dependencies.ts';
import { startRunner } from '../../../src/jobs/runner.ts';
import { applySolve } from '../../../src/planning/drafts/apply-solve.ts';
import { TEST_KEY } from '../../fixtures/postgres.ts';
import { openStore } from '../../../src/storage/store.ts';

/** A solver in this process: what a solver process does, without the process. */
export async function startSolving(
  url: string,
  threads: RequestThreads,
): Promise<{ readonly close: () => Promise<void> }> {
  const { store, ledger, close } = await openStore({ url, role: 'solver', masterKey: TEST_KEY, connections: 3 });
  const runner = await startRunner({
    ledger,
    onJob: store.onJob,
    threads,
    applySolve,
    concurrency: 1,
    log: () => undefined,
    beatSeconds: 0.2,
  });
  return {
    close: async () => {
      await runner.close();
      await close();
    },
  };
}
