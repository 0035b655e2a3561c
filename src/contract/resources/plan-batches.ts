import { z } from 'zod';
import { PLANNERS } from '../access.ts';
import { exampleOf } from '../example.ts';
import type { OperationDescription } from '../operations.ts';
import { batchTotalsSchema, planBatchBodySchema, planSummarySchema } from '../plan-batch.ts';
import { countSchema, idSchema } from '../scalars.ts';
import { jobSchema } from './jobs.ts';

const planStateSchema = z
  .strictObject({
    id: z.string().meta({ description: 'Its name in the batch.' }),
    number: countSchema.meta({ description: 'Its place in the request, from 1 on.' }),
    job: z.string().meta({ description: 'Id of its own job, which can be watched and stopped alone.' }),
    team: idSchema.optional().meta({ description: 'The stored team that it is for.' }),
    state: jobSchema.shape.state,
    progress: jobSchema.shape.progress,
    summary: planSummarySchema.optional().meta({ description: 'Once it has ended with a result.' }),
    problem: jobSchema.shape.problem,
    result: z.string().optional().meta({ description: 'Address of the PLAN RESULT, once there is one.' }),
  })
  .meta({
    id: 'PlanOfBatch',
    description: 'One plan of a batch: how far it is, and what it came to in short.',
    examples: [
      {
        id: 'north',
        number: 1,
        job: '0199a0c2-6a3e-7cc0-8a53-1a6b9a3a7f11',
        state: 'succeeded',
        summary: exampleOf(planSummarySchema),
        result: '/v1/jobs/0199a0c2-6a3e-7cc0-8a53-1a6b9a3a7f11/result',
      },
    ],
  });

const planBatchSchema = z
  .strictObject({
    job: jobSchema.meta({ description: 'The batch as one job: its state, progress and end.' }),
    plans: z.array(planStateSchema).meta({ description: 'In order of the request.' }),
    totals: batchTotalsSchema,
  })
  .meta({
    id: 'PlanBatch',
    description: 'Plans of several teams that were asked for together, joined.',
    examples: [
      {
        job: { ...(exampleOf(jobSchema) as object), kind: 'plan-batch' },
        plans: [exampleOf(planStateSchema)],
        totals: exampleOf(batchTotalsSchema),
      },
    ],
  });

const tag = 'Jobs';

export const planBatchOperations = {
  makePlanBatch: {
    method: 'post',
    path: '/v1/plan-batches',
    operationId: 'makePlanBatch',
    access: PLANNERS,
    summary: 'Plans of several teams in one request',
    description:
      'A job whose parts are a job for each plan, which any solver process takes: turns between organisations and the limit of jobs at a time hold for them as for others. Nothing is begun unless all plans can be read. ' +
      'The batch ends with its last plan: `succeeded` where all did, `failed` where one failed, and then the results of the others are there. Stopping it stops all plans with their best so far. ' +
      'With `Prefer: wait=N` the answer comes when the batch has ended, 200 with all its plans, or when the time is over, 202 with its job.',
    tag,
    body: planBatchBodySchema,
    prefer: true,
    answers: {
      202: { description: 'The job of the batch.', schema: jobSchema, headers: ['Location'] },
      200: {
        description: 'The batch, which ended within the wait, also where a plan failed.',
        schema: planBatchSchema,
        headers: ['Location', 'Preference-Applied'],
      },
    },
    problems: ['busy', 'thread-lost'],
  },
  getPlanBatch: {
    method: 'get',
    path: '/v1/plan-batches/{batch}',
    operationId: 'getPlanBatch',
    access: PLANNERS,
    summary: 'Plans of several teams, joined',
    description: 'Also while it runs: what has ended has its summary and result.',
    tag,
    parameters: { batch: 'Id of the job of the batch.' },
    answers: { 200: { description: 'The batch.', schema: planBatchSchema } },
  },
} as const satisfies Readonly<Record<string, OperationDescription>>;
