import { detail } from '../../contract/messages/problem-texts.ts';
import { jobOperations, jobSchema } from '../../contract/resources/jobs.ts';
import { type Job, PART } from '../../planning/job-store.ts';
import { ProblemError } from '../problem.ts';
import { type Answer, type Bound, reading, writing } from './handler.ts';
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
