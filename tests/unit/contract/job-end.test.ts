import { expect, it } from 'vitest';
import { jobEndOf } from '../../../src/contract/job-end.ts';
import { runTask } from '../../../src/main/thread.ts';
import { JOB_KINDS } from '../../../src/planning/job-store.ts';
import { exampleOf } from '../../contract/service.ts';

/** What a thread answers to the example of an operation, asked to stop beforehand or not. */
async function textOf(operation: string, isStopped: boolean): Promise<string> {
  const body = new TextEncoder().encode(JSON.stringify(exampleOf(`/v1/${operation}`)));
  const stop = new SharedArrayBuffer(4);
  if (isStopped) new Int32Array(stop)[0] = 1;
  const answer = await runTask({ task: 'request', input: { operation, body, requestSeconds: Infinity }, stop });
  if (!answer.ok) throw new Error(answer.message);
  const made = answer.output as { readonly ok: boolean; readonly text: string };
  if (!made.ok) throw new Error(JSON.stringify(made));
  return made.text;
}

const { rosters: _roster, plans: _plan, forecasts, 'queue-forecasts': ofQueues, ...others } = JOB_KINDS;

it.each(Object.entries(others))('the result of %s says whether it was stopped', async (operation, kind) => {
  expect(jobEndOf(kind, await textOf(operation, false)).isStopped).toBe(false);
  expect(jobEndOf(kind, await textOf(operation, true)).isStopped).toBe(true);
});

it.each([
  ['forecasts', forecasts],
  ['queue-forecasts', ofQueues],
] as const)('the result of %s is whole, whoever asks for a stop', async (operation, kind) => {
  expect(jobEndOf(kind, await textOf(operation, true)).isStopped).toBe(false);
});

it('a simulation of one replication tells no half-width, and one that ended counts both rosters', async () => {
  const document = JSON.parse(await textOf('simulations', false)) as Record<string, unknown>;
  expect(jobEndOf('simulation', JSON.stringify({ ...document, replications: 1 })).simulated?.halfWidth).toBeNull();
  const both = JSON.stringify({ ...document, replications: 7, against: { queues: [] } });
  expect(jobEndOf('simulation', both).simulated?.replications).toBe(14);
});
