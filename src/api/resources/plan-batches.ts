import { parseJson } from '../../contract/json-text.ts';
import { type BatchedPlan, batchTotals, type TeamsBeside, teamsNamed } from '../../contract/plan-batch.ts';
import { fromTeam } from '../../contract/problem-mapping.ts';
import { planBatchOperations } from '../../contract/resources/plan-batches.ts';
import { allPages } from '../../planning/all-pages.ts';
import { BATCH, type Job } from '../../planning/job-store.ts';
import type { Tables } from '../../planning/store.ts';
import { readForStore } from '../request-work.ts';
import { type Bound, computing, type Context, reading } from './handler.ts';
import { acceptedAnswer, jobDocument } from './jobs.ts';
import { found } from './refusals.ts';
import { storeOf, textOfAnswer, threadAnswer } from './thread-text.ts';

/** Bodies up to this are read here: some 30 ms, in which nothing else is answered. */
const READ_HERE_BYTES = 256 * 1024;

/** The stored teams that a batch names and whoever asks may see, as parts of its plans: whole, since they are to be solved. */
async function teamsOf(context: Context, bytes: Uint8Array): Promise<TeamsBeside> {
  const read = parseJson(new TextDecoder().decode(bytes));
  // What is no JSON is told by whoever reads it.
  const named = read.ok ? teamsNamed(read.value) : [];
  if (named.length === 0) return {};
  return storeOf(context).read(context.scope, async ({ teams }) => {
    const stored: [string, object][] = [];
    for (const id of named) {
      const one = await teams.get(id);
      if (one !== undefined) stored.push([id, fromTeam(one.team, 'hr')]);
    }
    return Object.fromEntries(stored);
  });
}

/** One plan of a batch as a document. */
function planDocument(job: Job): object {
  const { result } = jobDocument(job) as { readonly result?: string };
  const { id, label, part, team, state, progress, summary, problem } = job;
  const document = { id: label, number: part?.number, job: id, team, state, progress, summary, problem, result };
  return Object.fromEntries(Object.entries(document).filter(([, value]) => value !== undefined));
}

/** A batch with each of its plans. */
export async function batchDocument({ jobs }: Pick<Tables, 'jobs'>, batch: Job): Promise<object> {
  const plans = (await allPages((page) => jobs.list({ partsOf: batch.id }, page))).toSorted(
    (a, b) => (a.part?.number ?? 0) - (b.part?.number ?? 0),
  );
  return { job: jobDocument(batch), plans: plans.map(planDocument), totals: batchTotals(plans) };
}

export const planBatches: readonly Bound[] = [
  computing(
    planBatchOperations.makePlanBatch,
    async (context): Promise<readonly BatchedPlan[]> => {
      const { bytes } = context;
      const work = { operation: 'plan-batch', body: bytes, beside: await teamsOf(context, bytes) } as const;
      const answer =
        bytes.length <= READ_HERE_BYTES ? readForStore('plan-batch', work) : await threadAnswer(context, work);
      return JSON.parse(textOfAnswer(answer)) as readonly BatchedPlan[];
    },
    async (tables, { urgency }, plans) => acceptedAnswer(await tables.jobs.createBatch({ plans, urgency })),
    { leaveBody: true },
  ),
  reading(planBatchOperations.getPlanBatch, async (tables, { parameters: { batch: id } }) => {
    const job = await tables.jobs.get(id);
    const batch = found(job?.kind === BATCH ? job : undefined, 'plan batch', id);
    return { status: 200, body: await batchDocument(tables, batch) };
  }),
];
