import { batchTotals } from '../contract/plan-batch.ts';
import type { Job, JobEnding } from '../planning/job-store.ts';
import { isOfSolve, type KeptRound, sumOfParts } from './part-progress.ts';

/** A batch has nothing but its parts: their points and bounds add up. */
export const BATCH_ROUND: KeptRound = { points: 0, addsUp: true, seconds: 0 };

/** One plan of a batch as its result tells it. */
function planOf({ id, label, part, team, state, summary, problem }: Job): object {
  return { id: label, number: part?.number, job: id, team, state, summary, problem };
}

/** How a batch ends whose plans have all ended: `failed` where one of them failed, `stopped` where one was stopped. */
export function batchEnding(plans: readonly Job[]): JobEnding & { readonly result: string } {
  const failed = plans.filter(({ state }) => state === 'failed');
  const isStopped = plans.some(({ state }) => state === 'stopped');
  const named = failed.slice(0, 10).map(({ label, problem }) => `${label ?? '?'} (${problem?.kind ?? 'unknown'})`);
  const more = failed.length > named.length ? `, and ${failed.length - named.length} more` : '';
  const others = failed.length < plans.length ? ' The others have their results.' : '';
  const detail = `${failed.length} of ${plans.length} plans failed: ${named.join(', ')}${more}.${others}`;
  return {
    state: failed.length > 0 ? 'failed' : isStopped ? 'stopped' : 'succeeded',
    result: JSON.stringify({ kind: 'plan-batch', plans: plans.map(planOf), totals: batchTotals(plans) }),
    problem: failed.length === 0 ? undefined : { kind: 'part-failed', detail },
    progress: sumOfParts(
      null,
      plans.map(({ progress }) => (progress !== undefined && isOfSolve(progress) ? progress : null)),
      BATCH_ROUND,
    ),
  };
}
