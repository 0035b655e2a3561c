import { randomUUID } from 'node:crypto';
import { type RawBuilder, type Selectable, sql, type SqlBool } from 'kysely';
import {
  BATCH,
  type Job,
  type JobEvent,
  type JobProblem,
  type JobRequest,
  type JobTable,
  type NewBatchedPlan,
} from '../../planning/job-store.ts';
import { BATCH_ROUND, batchEnding } from '../batches.ts';
import type { Database } from '../database.ts';
import { openedPageOf, writtenOf } from '../pages.ts';
import type { Queue } from '../queue.ts';
import { sealDocument, textOf, valueOf } from '../people/document-seal.ts';
import { isAmong, newIds, type Session } from '../session.ts';
import type { Change } from '../trail/change.ts';

/** Where nothing else is asked for. */
const USUAL_URGENCY = 3;

export type JobRow = Selectable<Database['jobs']>;

/** Channel on which each event of a job is told, with the job's id and, of a wish to stop, `stopping`, when its transaction is done. */
export const JOB_CHANNEL = 'shiftcast_job';

function draftOf(
  id: string | null,
  version: number | null,
): { readonly id: string; readonly version: number } | undefined {
  return id === null || version === null ? undefined : { id, version };
}

/** A job that waits for its parts, or to go on after them, has begun: it runs for whoever asks. */
function stateOf({ state, rounds }: JobRow): Job['state'] {
  return state === 'waiting' || (state === 'queued' && rounds > 0) ? 'running' : state;
}

/** The same of rows. */
const isRunning = sql<boolean>`(state in ('running', 'waiting') or state = 'queued' and rounds > 0)`;
const isQueued = sql<boolean>`(state = 'queued' and rounds = 0)`;

/** A job without why it failed, which lies sealed. */
function jobOf(row: JobRow): Job {
  const { id, kind, team, attempt, seed, urgency, progress, stop_at, stop_by } = row;
  const { part_of: of, part_round: round, part: number, rounds, parts: all, parts_ended: ended } = row;
  return {
    id,
    kind,
    state: stateOf(row),
    team: team ?? undefined,
    draft: draftOf(row.draft, row.draft_version),
    resultDraft: draftOf(row.result_draft, row.result_draft_version),
    asked: writtenOf(row.created_at, row.created_by),
    startedAt: row.started_at?.toISOString(),
    endedAt: row.ended_at?.toISOString(),
    attempt,
    seed,
    urgency,
    stopRequested: stop_at === null || stop_by === null ? undefined : writtenOf(stop_at, stop_by),
    progress: progress ?? undefined,
    problem: undefined,
    hasResult: row.has_result,
    part: of === null || round === null || number === null ? undefined : { of, round, number },
    parts: all === null || ended === null ? undefined : { round: rounds, all, ended },
    label: row.label ?? undefined,
    summary: row.summary ?? undefined,
    clearedAt: row.cleared_at?.toISOString(),
  };
}

/** Why a job failed. */
export function problemIn(
  session: Session,
  { id, problem, sealed_problem: sealed }: Pick<JobRow, 'id' | 'problem' | 'sealed_problem'>,
): Promise<JobProblem | undefined> {
  return valueOf(session, 'jobs.problem', id, problem, sealed);
}

/** Puts into a job why it failed: sealed, since it may name people, but for the kind, by which jobs are found. */
export async function withProblem(
  session: Session,
  id: string,
  problem: JobProblem | undefined,
): Promise<RawBuilder<unknown>> {
  const sealed =
    problem === undefined ? null : await sealDocument(session, 'jobs.problem', id, JSON.stringify(problem));
  return sql`problem = null, problem_kind = ${problem?.kind ?? null}, sealed_problem = ${sealed}`;
}

/** A job as its row tells it. */
async function openJob(session: Session, row: JobRow): Promise<Job> {
  return { ...jobOf(row), problem: await problemIn(session, row) };
}

async function openJobs(session: Session, rows: readonly JobRow[]): Promise<readonly Job[]> {
  const jobs: Job[] = [];
  for (const row of rows) jobs.push(await openJob(session, row));
  return jobs;
}

/** Writes what happened to jobs beside the change that made it happen, and tells it when the transaction is done. */
async function writeEvents(session: Session, rows: readonly JobRow[], type: JobEvent['type']): Promise<void> {
  if (rows.length === 0) return;
  const jobs = rows.map(jobOf);
  const told = type === 'stopping' ? ` ${type}` : '';
  await session.count(sql`
    with event as (
      insert into job_events (organisation, job, sequence, type, at, state)
      select ${session.scope.organisation}, job, sequence, ${type}, clock_timestamp(), state::json
      from unnest(${rows.map(({ id }) => id)}::text[], ${rows.map(({ events }) => events)}::int[],
        ${jobs.map((job) => JSON.stringify(job))}::text[]) as given (job, sequence, state)
      returning job
    )
    select pg_notify(${JOB_CHANNEL}, job || ${told}) from event`);
}

/** The same of one job. */
export async function writeEvent(session: Session, row: JobRow, type: JobEvent['type']): Promise<Job> {
  await writeEvents(session, [row], type);
  return jobOf(row);
}

/**
 * Changes a job where the condition holds, and writes the event. What is true of a job is decided by this one update: of two that come
 * at once, the second finds the condition no longer true.
 */
export async function changeJob(
  session: Session,
  queue: Queue,
  id: string,
  when: RawBuilder<unknown>,
  changes: RawBuilder<unknown>,
  typeOf: JobEvent['type'] | ((row: JobRow) => JobEvent['type']),
): Promise<JobRow | undefined> {
  const { organisation, actor } = session.scope;
  const row = await session.first(sql<JobRow>`
    update jobs set ${changes}, events = events + 1, updated_at = clock_timestamp(), updated_by = ${actor}
    where organisation = ${organisation} and id = ${id} and ${when}
    returning *`);
  if (row === undefined) return undefined;
  const type = typeof typeOf === 'string' ? typeOf : typeOf(row);
  await writeEvent(session, row, type);
  // A part is no decision of anybody: the trail and webhooks tell of the whole.
  if (row.part_of === null && (type === 'ended' || type === 'stopping'))
    recordJob(session, type === 'ended' ? 'end' : 'stop', row);
  if (type === 'ended' && row.part_of !== null) await countPart(session, queue, row.part_of);
  // The plans of a batch are somebody's own, and are kept as long as other jobs.
  if (type === 'ended' && row.rounds > 0 && row.kind !== BATCH) await clearParts(session, row);
  return row;
}

/** Counts a part that has ended; after the last one the whole is queued again. Whoever ended the part has locked the whole before. */
async function countPart(session: Session, queue: Queue, whole: string): Promise<void> {
  const { organisation } = session.scope;
  const isLast = sql<SqlBool>`parts_ended + 1 >= parts`;
  const batch = await session.first(sql<{ readonly id: string }>`
    select id from jobs
    where organisation = ${organisation} and id = ${whole} and kind = ${BATCH} and state = 'waiting' and ${isLast}`);
  if (batch !== undefined) {
    await endBatch(session, queue, whole);
    return;
  }
  const ticket = randomUUID();
  const row = await changeJob(
    session,
    queue,
    whole,
    sql`state = 'waiting'`,
    sql`parts_ended = parts_ended + 1,
      state = case when ${isLast} then 'queued' else state end,
      queued_at = case when ${isLast} then clock_timestamp() else queued_at end,
      ticket = case when ${isLast} then ${ticket}::uuid else ticket end`,
    'progress',
  );
  if (row?.state === 'queued') await queue.send(session.queue, { organisation: row.organisation, id: row.id }, ticket);
}

/** Ends a batch whose last plan has ended, with what all of them came to. */
async function endBatch(session: Session, queue: Queue, batch: string): Promise<void> {
  const { organisation } = session.scope;
  const plans = await session.rows(sql<JobRow>`
    select * from jobs where organisation = ${organisation} and part_of = ${batch} order by part`);
  const { state, result, problem, progress } = batchEnding(await openJobs(session, plans));
  const sealed = await sealDocument(session, 'job_contents.result', batch, result);
  await session.count(sql`
    update job_contents set sealed_result = ${sealed} where organisation = ${organisation} and job = ${batch}`);
  await changeJob(
    session,
    queue,
    batch,
    sql`state = 'waiting'`,
    sql`parts_ended = parts_ended + 1, state = ${state}, ended_at = clock_timestamp(), has_result = true,
      ${await withProblem(session, batch, problem)}, progress = ${JSON.stringify(progress)}::json`,
    'ended',
  );
}

/** The requests and results of parts, which the whole has no more use for. */
async function clearParts(session: Session, { id }: JobRow): Promise<void> {
  const { organisation } = session.scope;
  await session.count(sql`
    delete from job_contents using jobs
    where job_contents.organisation = ${organisation} and jobs.organisation = ${organisation}
      and jobs.part_of = ${id} and job_contents.job = jobs.id`);
  await session.count(sql`
    update jobs set has_result = false, cleared_at = clock_timestamp()
    where organisation = ${organisation} and part_of = ${id} and cleared_at is null`);
}

/** Asks a job to end; a queued one that has not begun ends at once. */
async function stopJob(session: Session, queue: Queue, id: string): Promise<JobRow | undefined> {
  const changes = sql`stop_at = clock_timestamp(), stop_by = ${session.scope.actor},
    state = case when ${isQueued} then 'stopped' else state end,
    ended_at = case when ${isQueued} then clock_timestamp() else ended_at end`;
  return changeJob(session, queue, id, sql`(${isQueued} or ${isRunning} and stop_at is null)`, changes, ({ state }) =>
    state === 'stopped' ? 'ended' : 'stopping',
  );
}

/** Asks the parts of a job that have not ended to end with their best so far: those that run with one statement and their events with another. */
export async function stopParts(session: Session, queue: Queue, { id, rounds }: JobRow): Promise<void> {
  const { organisation, actor } = session.scope;
  const ofRound = sql`organisation = ${organisation} and part_of = ${id} and part_round = ${rounds}`;
  const told = await session.rows(sql<JobRow>`
    update jobs set stop_at = clock_timestamp(), stop_by = ${actor}, events = events + 1,
      updated_at = clock_timestamp(), updated_by = ${actor}
    where ${ofRound} and state = 'running' and stop_at is null returning *`);
  await writeEvents(session, told, 'stopping');
  const open = await session.rows(sql<{ readonly id: string }>`
    select id from jobs where ${ofRound} and state in ('queued', 'waiting') order by id`);
  for (const part of open) {
    const one = await stopJob(session, queue, part.id);
    // A plan of a batch may itself wait for its sites.
    if (one?.state === 'waiting') await stopParts(session, queue, one);
  }
}

/** Tells the trail of a job: that somebody wanted it or wanted it to stop, and how it ended. What comes between is no decision of anybody. */
function recordJob(session: Session, action: Change['action'], row: JobRow): void {
  const { id, kind, state, team, draft, resultDraft, attempt, seed, hasResult } = jobOf(row);
  const problem = row.problem_kind ?? undefined;
  const after = { kind, state, team, draft, resultDraft, attempt, seed, hasResult, problem };
  session.record({ action, kind: 'job', thing: id, parts: [{ after }] });
}

/** What a job was asked to do; undefined where its request is gone. */
export async function requestIn(
  session: Session,
  id: string,
): Promise<Pick<JobRequest, 'operation' | 'body'> | undefined> {
  const contents = session.select('job_contents').where('job', '=', id).select(['operation', 'body', 'sealed_body']);
  const row = await session.first(contents);
  if (row === undefined) return undefined;
  const body = await textOf(session, 'job_contents.body', id, row.body, row.sealed_body);
  return body === undefined ? undefined : { operation: row.operation, body };
}

/** A job that waits again, under a new entry of the queue. */
export function queuedAgain(ticket: string): RawBuilder<unknown> {
  return sql`state = 'queued', worker = null, heartbeat_at = null, queued_at = clock_timestamp(), ticket = ${ticket}`;
}

export function jobTable(session: Session, queue: Queue): JobTable {
  const { organisation, actor } = session.scope;

  const get = async (id: string): Promise<Job | undefined> => {
    const row = await session.first(session.select('jobs').where('id', '=', id).selectAll());
    return row === undefined ? undefined : openJob(session, row);
  };

  const table: JobTable = {
    create: async ({ kind, team, seed, request, urgency = USUAL_URGENCY }) => {
      const ticket = randomUUID();
      const { operation, body, draft } = request;
      const [id = ''] = await newIds(session);
      const sealed = await sealDocument(session, 'job_contents.body', id, body);
      const row = await session.first(sql<JobRow>`
        with made as (
          insert into jobs (organisation, id, kind, team, draft, draft_version, seed, urgency, ticket, events, traceparent, created_by,
            updated_by)
          values (${organisation}, ${id}, ${kind}, ${team}, ${draft?.id}, ${draft?.version}, ${seed}, ${urgency}, ${ticket}, 1,
            ${session.traceparent ?? null}, ${actor}, ${actor})
          returning *
        ), contents as (
          insert into job_contents (organisation, job, operation, sealed_body)
          select organisation, id, ${operation}, ${sealed}::bytea from made
        ), share as (
          insert into job_shares (organisation) values (${organisation}) on conflict do nothing
        )
        select * from made`);
      if (row === undefined) throw new Error('a job was not written');
      const job = await writeEvent(session, row, 'queued');
      recordJob(session, 'create', row);
      await queue.send(session.queue, { organisation, id: row.id }, ticket);
      return job;
    },

    createBatch: async ({ plans, urgency = USUAL_URGENCY }) => {
      const [batchId = '', ...ids] = await newIds(session, plans.length + 1);
      const nothing = await sealDocument(session, 'job_contents.body', batchId, '{}');
      const whole = await session.first(sql<JobRow>`
        with made as (
          insert into jobs (organisation, id, kind, state, seed, urgency, ticket, events, traceparent, rounds, parts, parts_ended,
            started_at, created_by, updated_by)
          values (${organisation}, ${batchId}, ${BATCH}, 'waiting', 1, ${urgency}, ${randomUUID()}, 1, ${session.traceparent ?? null}, 1,
            ${plans.length}, 0, clock_timestamp(), ${actor}, ${actor})
          returning *
        ), contents as (
          insert into job_contents (organisation, job, operation, sealed_body, rounds)
          select organisation, id, ${BATCH}, ${nothing}::bytea, ${JSON.stringify([BATCH_ROUND])}::jsonb from made
        ), share as (
          insert into job_shares (organisation) values (${organisation}) on conflict do nothing
        )
        select * from made`);
      if (whole === undefined) throw new Error('a batch was not written');
      const batch = await writeEvent(session, whole, 'started');
      recordJob(session, 'create', whole);
      for (const [index, { label, team, seed, body }] of plans.entries()) {
        const ticket = randomUUID();
        const id = ids[index] ?? '';
        const sealed = await sealDocument(session, 'job_contents.body', id, body);
        const row = await session.first(sql<JobRow>`
          with made as (
            insert into jobs (organisation, id, kind, team, seed, urgency, ticket, events, traceparent, part_of, part_round, part,
              label, created_by, updated_by)
            values (${organisation}, ${id}, 'plan', ${team}, ${seed}, ${urgency}, ${ticket}, 1, ${session.traceparent ?? null},
              ${whole.id}, 1, ${index + 1}, ${label}, ${actor}, ${actor})
            returning *
          ), contents as (
            insert into job_contents (organisation, job, operation, sealed_body)
            select organisation, id, 'plans', ${sealed}::bytea from made
          )
          select * from made`);
        if (row === undefined) throw new Error('a plan of a batch was not written');
        await writeEvent(session, row, 'queued');
        await queue.send(session.queue, { organisation, id: row.id }, ticket);
      }
      return batch;
    },

    get,

    repeat: async (id) => {
      const row = await session.first(session.select('jobs').where('id', '=', id).selectAll());
      const request = await requestIn(session, id);
      if (row === undefined || request === undefined) return undefined;
      const { kind, team, seed, urgency } = row;
      if (kind === BATCH) {
        const parts = await session.rows(sql<Omit<NewBatchedPlan, 'body'> & { readonly id: string }>`
          select id, label, team, seed from jobs where organisation = ${organisation} and part_of = ${id} order by part`);
        const plans: NewBatchedPlan[] = [];
        for (const { id: part, ...plan } of parts) {
          const kept = await requestIn(session, part);
          if (kept !== undefined) plans.push({ ...plan, body: kept.body });
        }
        return plans.length === row.parts ? table.createBatch({ plans, urgency }) : undefined;
      }
      const draft = draftOf(row.draft, row.draft_version);
      return table.create({ kind, team: team ?? undefined, seed, urgency, request: { ...request, draft } });
    },

    result: async (id) => {
      const contents = session.select('job_contents').where('job', '=', id).select(['result', 'sealed_result']);
      const row = await session.first(contents);
      return textOf(session, 'job_contents.result', id, row?.result, row?.sealed_result);
    },

    list: async ({ team, state, partsOf, problem, among, orAskedBy = '' }, page) => {
      let query = session.select('jobs').selectAll();
      query = partsOf === undefined ? query.where('part_of', 'is', null) : query.where('part_of', '=', partsOf);
      if (team !== undefined) query = query.where('team', '=', team);
      if (among !== undefined)
        query = query.where(sql<boolean>`(${isAmong('team', among)} or team is null and created_by = ${orAskedBy})`);
      if (state === 'running') query = query.where(isRunning);
      else if (state === 'queued') query = query.where(isQueued);
      else if (state !== undefined) query = query.where('state', '=', state);
      if (problem !== undefined) query = query.where('problem_kind', '=', problem);
      const after = page.after?.[0];
      if (after !== undefined) query = query.where('id', '<', after);
      const rows = await session.rows(query.orderBy('id', 'desc').limit(page.limit + 1));
      return openedPageOf(
        rows,
        page,
        (row) => openJob(session, row),
        ({ id }) => [id],
      );
    },

    stop: async (id) => {
      await session.count(sql`
        select id from jobs where organisation = ${organisation} and id = (
          select coalesce(part_of, id) from jobs where organisation = ${organisation} and id = ${id}) for update`);
      const told = await stopJob(session, queue, id);
      if (told?.state === 'waiting') await stopParts(session, queue, told);
      return get(id);
    },

    events: async (id, after, limit) => {
      const rows = await session.rows(
        session
          .select('job_events')
          .where('job', '=', id)
          .where('sequence', '>', after)
          .select(['sequence', 'type', 'at', 'state'])
          .orderBy('sequence')
          .limit(limit),
      );
      // Why it failed is told with its end, and kept once.
      const problem = rows.some(({ type }) => type === 'ended') ? (await get(id))?.problem : undefined;
      return rows.map(({ sequence, type, at, state }) => ({
        sequence,
        type: type as JobEvent['type'],
        at: at.toISOString(),
        job: type === 'ended' ? { ...state, problem } : state,
      }));
    },
  };
  return table;
}
