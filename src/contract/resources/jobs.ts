import { z } from 'zod';
import { PLANNERS } from '../access.ts';
import { exampleOf } from '../example.ts';
import type { OperationDescription } from '../operations.ts';
import { planSummarySchema } from '../plan-batch.ts';
import { issueSchema } from '../problem-details.ts';
import { countSchema, idSchema, measuredSchema } from '../scalars.ts';
import { pageQuery, pageSchema, versionSchema, writtenSchema } from './shapes.ts';

const stateSchema = z
  .enum(['queued', 'running', 'succeeded', 'stopped', 'failed'])
  .meta({ description: 'stopped: ended on demand, with the best so far where there is one.' });

const solveProgressSchema = z
  .strictObject({
    seconds: z.number().min(0),
    iterations: countSchema,
    objective: measuredSchema.meta({ description: 'Of the best roster so far; null: none yet.' }),
    bound: measuredSchema.meta({ description: 'No roster can have a lower objective.' }),
    gap: measuredSchema,
    firstFeasibleSeconds: measuredSchema.meta({ description: 'When the first roster was found.' }),
    round: countSchema.optional().meta({ description: 'Of a plan with a trial: the round that is solved, from 1 on.' }),
    rounds: countSchema.optional().meta({ description: 'Rounds at most.' }),
  })
  .meta({
    id: 'JobProgress',
    description: 'Where a solve stands; null where nothing is known yet.',
    examples: [
      { seconds: 4.2, iterations: 310, objective: 1240, bound: 1195.5, gap: 0.0359, firstFeasibleSeconds: 0.8 },
    ],
  });

const simulationProgressSchema = z
  .strictObject({
    seconds: z.number().min(0),
    replications: countSchema.meta({ description: 'Done until now; of two rosters those of both.' }),
    halfWidth: measuredSchema.meta({
      description: 'Widest half-width of the service level of a queue over the horizon until now.',
    }),
  })
  .meta({
    id: 'SimulationProgress',
    description: 'Where a simulation stands; null where nothing is known yet.',
    examples: [{ seconds: 6.1, replications: 240, halfWidth: 0.0041 }],
  });

const progressSchema = z.union([solveProgressSchema, simulationProgressSchema]);

const draftReference = z.strictObject({ id: z.string(), version: versionSchema });

export const jobSchema = z
  .strictObject({
    id: z.string(),
    kind: z
      .enum([
        'roster',
        'plan',
        'draft',
        'forecast',
        'queue-forecasts',
        'simulation',
        'skill-staffing',
        'risk-requirement',
        'outbound-plan',
        'workload-plan',
        'part',
        'plan-batch',
      ])
      .meta({
        description:
          'What is solved: a problem, a plan, or a draft; or the kind of the document that is made; `part`: a site of another job; `plan-batch`: plans of several teams, each a job of its own.',
      }),
    state: stateSchema,
    team: idSchema.optional(),
    draft: draftReference.optional().meta({ description: 'The draft and version that it starts from.' }),
    resultDraft: draftReference.optional().meta({
      description: 'The draft and version that hold the result: a new draft where the first had moved on.',
    }),
    asked: writtenSchema,
    startedAt: z.string().optional(),
    endedAt: z.string().optional(),
    attempt: countSchema.meta({
      description:
        'Grows when another process takes it up: after the one that ran it died, and to go on after its parts.',
    }),
    seed: countSchema.meta({ description: '1 where the request names none.' }),
    urgency: z.int().min(0).max(7).meta({
      description:
        'From the header Priority (`u=0` to `u=7`, RFC 9218): how soon it runs among the jobs of its organisation, 0 first. Organisations take turns whatever their urgencies.',
    }),
    stopRequested: writtenSchema.optional(),
    progress: progressSchema
      .optional()
      .meta({ description: 'Absent where nothing was told yet, or the kind of job tells none.' }),
    problem: z
      .strictObject({ kind: z.string(), detail: z.string(), issues: z.array(issueSchema).optional() })
      .optional()
      .meta({ description: 'Why it failed.' }),
    waitsFor: z.literal('solver').optional().meta({
      description:
        'Of a queued job that is asked for by its id: no solver process is connected at present, so nobody takes it up. SOLVERS=1 starts one with the service, `work` beside it.',
    }),
    part: z
      .strictObject({ of: z.string(), round: countSchema, number: countSchema })
      .optional()
      .meta({ description: 'Of a part: the job that it is of, and which part of which round, both from 1 on.' }),
    parts: z.strictObject({ round: countSchema, all: countSchema, ended: countSchema }).optional().meta({
      description:
        'Of a batch its plans. Of a job whose roster falls apart into sites: how many parts its present round has, and how many of them have ended. A second round agrees on the people whom several sites share.',
    }),
    label: z.string().optional().meta({ description: 'Of a plan of a batch: its name there.' }),
    summary: planSummarySchema
      .optional()
      .meta({ description: 'Of a plan of a batch that has a result: what it came to.' }),
    result: z.string().optional().meta({ description: 'Address of the result, once there is one.' }),
    clearedAt: z.string().optional().meta({
      description: 'When request, result and progress were removed: they are kept for JOB_DAYS days after the end.',
    }),
  })
  .meta({
    id: 'Job',
    description: 'A solve, a simulation or a forecast in the background.',
    examples: [
      {
        id: '0199a0c2-6a3e-7cc0-8a53-1a6b9a3a7f10',
        kind: 'roster',
        state: 'running',
        asked: { at: '2026-03-01T08:30:00.000Z', by: 'local' },
        startedAt: '2026-03-01T08:30:00.120Z',
        attempt: 1,
        seed: 1,
        urgency: 3,
        progress: exampleOf(solveProgressSchema),
      },
    ],
  });

const parameters = { job: 'Id of the job.' };
const tag = 'Jobs';

export const jobOperations = {
  listJobs: {
    method: 'get',
    path: '/v1/jobs',
    operationId: 'listJobs',
    access: PLANNERS,
    summary: 'Jobs, the newest first',
    tag,
    query: z.strictObject({
      team: idSchema.optional().meta({ description: 'Only jobs of this team.' }),
      state: stateSchema.optional(),
      partsOf: z.string().min(1).max(100).optional().meta({
        description: 'Parts of this job, which are not listed otherwise.',
      }),
      problem: z
        .string()
        .min(1)
        .max(100)
        .optional()
        .meta({
          description:
            'Only jobs that failed with a problem of this kind. `job-lost`: the processes that ran it died again and again, so nobody takes it up any more.',
          examples: ['job-lost'],
        }),
      ...pageQuery,
    }),
    answers: { 200: { description: 'Jobs.', schema: pageSchema('JobPage', 'Part of the list of jobs.', jobSchema) } },
  },
  getJob: {
    method: 'get',
    path: '/v1/jobs/{job}',
    operationId: 'getJob',
    access: PLANNERS,
    summary: 'A job',
    tag,
    parameters,
    answers: { 200: { description: 'The job.', schema: jobSchema } },
  },
  getJobResult: {
    method: 'get',
    path: '/v1/jobs/{job}/result',
    operationId: 'getJobResult',
    access: PLANNERS,
    summary: 'What a job made',
    description:
      'The document that the same request would have been answered with at once: a ROSTER, a plan result, a SIMULATION or another plan.',
    tag,
    parameters,
    answers: { 200: { description: 'The result.', schema: z.looseObject({ kind: z.string() }) } },
    problems: ['not-ready'],
  },
  watchJob: {
    method: 'get',
    path: '/v1/jobs/{job}/events',
    operationId: 'watchJob',
    access: PLANNERS,
    summary: 'What happens to a job, as it happens',
    description:
      'Server-sent events: `id` grows within the job, `event` is queued, started, progress, stopping, lost or ended, `data` is the job. Last-Event-ID ' +
      'goes on behind that event. The stream ends with the job; 204, by which an EventSource comes no more, answers whoever has seen all of a job that has ended.',
    tag,
    parameters,
    answers: {
      200: { description: 'The events.', text: ['text/event-stream'] },
      204: { description: 'The job has ended, and nothing happened behind Last-Event-ID.' },
    },
  },
  requeueJob: {
    method: 'post',
    path: '/v1/jobs/{job}/requeues',
    operationId: 'requeueJob',
    access: PLANNERS,
    summary: 'Run a failed or stopped job once more',
    description:
      'A new job with the same request, seed and urgency; the old one stays as it is, with the reason of its end. A plan of a batch runs again by itself, a batch whole. Of a draft it starts from the same version as before.',
    tag,
    parameters,
    answers: {
      202: { description: 'The new job, which waits.', schema: jobSchema, headers: ['Location'] },
    },
    problems: ['conflict'],
  },
  stopJob: {
    method: 'delete',
    path: '/v1/jobs/{job}',
    operationId: 'stopJob',
    access: PLANNERS,
    summary: 'Stop a job',
    description:
      'It ends with its best so far, or the replications until then, which stays its result. A job that has ended stays as it is.',
    tag,
    parameters,
    answers: {
      202: { description: 'The job, which is about to end.', schema: jobSchema },
      200: { description: 'The job, which has ended.', schema: jobSchema },
    },
  },
} as const satisfies Readonly<Record<string, OperationDescription>>;
