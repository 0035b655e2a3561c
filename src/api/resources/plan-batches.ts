import { parseJson } from '../../contract/json-text.ts';
import {
  type BatchedPlan,
  batchTotals,
  plansMeasured,
  type StoredBeside,
  teamsNamed,
} from '../../contract/plan-batch.ts';
import { fromTeam } from '../../contract/problem-mapping.ts';
import { planBatchOperations } from '../../contract/resources/plan-batches.ts';
import { allPages } from '../../planning/all-pages.ts';
import { BATCH, type Job } from '../../planning/job-store.ts';
import type { StoredResults } from '../../planning/results.ts';
import type { Tables } from '../../planning/store.ts';
import { readForStore } from '../request-work.ts';
import { type Bound, computing, type Context, reading } from './handler.ts';
import { acceptedAnswer, jobDocument } from './jobs.ts';
import { found } from './refusals.ts';
import { proficiencyOf, resultsOf } from './stored-measures.ts';
import { storeOf, textOfAnswer, threadAnswer } from './thread-text.ts';

/** Bodies up to this are read here: some 30 ms, in which nothing else is answered. */
const READ_HERE_BYTES = 256 * 1024;

/**
 * What is stored of the teams that a batch names and whoever asks may see: the teams, whole, since they are to be solved, and the proficiency of those whose crews
 * are to be measured.
 */
async function storedOf(context: Context, bytes: Uint8Array): Promise<StoredBeside> {
  const read = parseJson(new TextDecoder().decode(bytes));
  // What is no JSON is told by whoever reads it.
  const named = read.ok ? teamsNamed(read.value) : [];
  if (!read.ok || named.length === 0) return { teams: {}, proficiency: {} };
  const { teams, results } = await storeOf(context).read(context.scope, async (tables) => {
    const known = new Map<string, object>();
    for (const id of named) {
      const one = await tables.teams.get(id);
      if (one !== undefined) known.set(id, fromTeam(one.team, 'hr'));
    }
    const measured: (readonly [number, StoredResults])[] = [];
    for (const { plan, team, ...span } of plansMeasured(read.value))
      if (known.has(team)) measured.push([plan, await resultsOf(tables, team, span, `/plans/${plan}/measured/`)]);
    return { teams: known, results: measured };
  });
  const proficiency: [number, Readonly<Record<string, number>>][] = [];
  for (const [plan, stored] of results) {
    const found = await proficiencyOf(context, stored);
    if (found !== undefined) proficiency.push([plan, found]);
  }
  return { teams: Object.fromEntries(teams), proficiency: Object.fromEntries(proficiency) };
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
      const work = { operation: 'plan-batch', body: bytes, beside: await storedOf(context, bytes) } as const;
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
