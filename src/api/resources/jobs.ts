import { detail } from '../../contract/messages/problem-texts.ts';
import { PROBLEM_KINDS, type ProblemKind } from '../../contract/problem-details.ts';
import { jobOperations, jobSchema } from '../../contract/resources/jobs.ts';
import { type Job, PART } from '../../planning/job-store.ts';
import type { Store } from '../../planning/store.ts';
import { type Issue, ProblemError } from '../problem.ts';
import { type Answer, type Bound, type Context, reading, writing } from './handler.ts';
import { listBody, pageOf } from './pages.ts';
import { found } from './refusals.ts';

/** States in which a job stays. */
export const ENDED_STATES: ReadonlySet<Job['state']> = new Set(['succeeded', 'stopped', 'failed']);

/** The job as a document: what is not known yet is left out. */
export function jobDocument({ hasResult, ...job }: Job): object {
  const known = Object.fromEntries(Object.entries(job).filter(([, value]) => value !== undefined));
  // What a site of a roster found is told with the whole; a plan of a batch has a result of its own.
  return { ...known, ...(hasResult && job.kind !== PART ? { result: `/v1/jobs/${job.id}/result` } : {}) };
}

/** What a request is answered with that made a job: 202 and where to look. */
export function acceptedAnswer(job: Job): Answer {
  return { status: 202, headers: { Location: `/v1/jobs/${job.id}` }, body: jobDocument(job), job: job.id };
}

/** Why a job gave no answer, as the request that made it is told. */
function refusalOf({ kind, detail, issues }: NonNullable<Job['problem']>): ProblemError {
  const known = Object.hasOwn(PROBLEM_KINDS, kind) ? (kind as ProblemKind) : 'thread-lost';
  return new ProblemError(known, detail, issues === undefined ? {} : { issues: issues as readonly Issue[] });
}

/**
 * The answer after a wait for the job. Of a draft it is the job, which names the version that it made; otherwise its result, its problem where it
 * failed, and 202 with the job while it goes on or where it was stopped before there was a result.
 */
export async function jobAnswer(store: Store, context: Context, id: string, first: Answer): Promise<Answer> {
  return store.read(context.scope, async (tables) => {
    const job = found(await tables.jobs.get(id), 'job', id);
    const headers = { ...first.headers, 'Preference-Applied': `wait=${context.prefer.waitSeconds ?? 0}` };
    const hasEnded = ENDED_STATES.has(job.state);
    if (job.kind === 'draft') return { status: hasEnded ? 200 : 202, headers, body: jobDocument(job) };
    if (job.state === 'failed' && job.problem !== undefined) throw refusalOf(job.problem);
    if (!hasEnded || !job.hasResult) return { status: 202, headers, body: jobDocument(job) };
    return { status: 200, headers, body: found(await tables.jobs.result(id), 'result of the job', id) };
  });
}

export const jobs: readonly Bound[] = [
  reading(jobOperations.listJobs, async (tables, { query }) => {
    const { team, state, partsOf, problem } = query;
    const page = await tables.jobs.list({ team, state, partsOf, problem }, pageOf(query));
    return { status: 200, body: listBody(query, page, jobSchema, jobDocument) };
  }),
  reading(jobOperations.getJob, async (tables, context) => {
    const { job: id } = context.parameters;
    const job = found(await tables.jobs.get(id), 'job', id);
    const isAlone = job.state === 'queued' && (await context.service.store?.solvers()) === 0;
    return { status: 200, body: { ...jobDocument(job), ...(isAlone ? { waitsFor: 'solver' } : {}) } };
  }),
  reading(jobOperations.getJobResult, async (tables, { parameters: { job: id } }) => {
    const job = found(await tables.jobs.get(id), 'job', id);
    if (job.kind === PART && job.part !== undefined)
      throw new ProblemError('not-ready', detail('part-result', { whole: job.part.of }));
    const result = await tables.jobs.result(id);
    if (result !== undefined) return { status: 200, body: result };
    if (job.clearedAt !== undefined)
      throw new ProblemError('not-ready', detail('result-cleared', { at: job.clearedAt }));
    const code = ENDED_STATES.has(job.state) ? 'no-result' : 'result-later';
    throw new ProblemError('not-ready', detail(code, { state: job.state }));
  }),
  writing(jobOperations.requeueJob, async (tables, { parameters: { job: id } }) => {
    const old = found(await tables.jobs.get(id), 'job', id);
    if (old.kind === PART && old.part !== undefined)
      throw new ProblemError('conflict', detail('job-is-part', { whole: old.part.of }));
    if (old.state !== 'failed' && old.state !== 'stopped')
      throw new ProblemError('conflict', detail('job-not-over', { state: old.state }));
    if (old.clearedAt !== undefined)
      throw new ProblemError('conflict', detail('request-cleared', { at: old.clearedAt }));
    const job = found(await tables.jobs.repeat(id), 'request of the job', id);
    return { status: 202, headers: { Location: `/v1/jobs/${job.id}` }, body: jobDocument(job) };
  }),
  writing(jobOperations.stopJob, async (tables, { parameters: { job: id } }) => {
    const job = found(await tables.jobs.stop(id), 'job', id);
    return { status: ENDED_STATES.has(job.state) ? 200 : 202, body: jobDocument(job) };
  }),
];
