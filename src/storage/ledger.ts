import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { ClaimedJob, JobMark, JobProblem, JobProgress } from '../planning/job-store.ts';
import type { JobLedger, Tables } from '../planning/store.ts';
import type { Scope } from '../planning/stored.ts';
import type { StorageLog } from './log.ts';
import { type Queue, type QueuedJob, waitsInQueue } from './queue.ts';
import { lockWhole, roundsOf, tellWhole, writeParts } from './parts.ts';
import { sealDocument, textOf } from './people/document-seal.ts';
import type { Session } from './session.ts';
import { changeJob, type JobRow, queuedAgain, requestIn, withProblem, writeEvent } from './tables/jobs.ts';
import type { Transactions } from './transactions.ts';

/** A job that waits this long without an entry in the queue gets a new one. */
const UNQUEUED_SECONDS = 15;

/** Processes that a job may take down with it before it fails. */
const MAX_LOSSES = 5;

/** Who writes what no person asked for. */
const LEDGER = 'shiftcast';

const LOST: JobProblem = {
  kind: 'job-lost',
  detail: `The process that ran this job died ${MAX_LOSSES} times.`,
};

/** When a process counts as dead. */
export type Silence = {
  /** A process that was silent for this long has lost its jobs. */
  readonly seconds: number;
  /** A server that was started again gives its clients this long to be heard of. */
  readonly sinceStartSeconds: number;
};

export type LedgerOptions = {
  readonly transactions: Transactions;
  readonly queue: Queue;
  readonly tablesOf: (session: Session) => Tables;
  /** Name of this process. */
  readonly worker: string;
  readonly silence: Silence;
  /** Jobs of one organisation that run at a time, in all processes together. */
  readonly jobsPerOrganisation: number;
  readonly log: StorageLog;
};

type Candidate = {
  readonly organisation: string;
  readonly id: string;
  readonly state: 'queued' | 'running';
  readonly attempt: number;
  readonly ticket: string;
  readonly partOf: string | null;
};

/**
 * What of a job's progress is news; the time and the iterations always grow. Replications are where they have doubled, and their half-width
 * is by two digits, so that a long simulation has some hundred events.
 */
function newsOf(progress: JobProgress | null): string {
  if (progress === null) return '';
  if ('replications' in progress) {
    const { replications, halfWidth } = progress;
    return JSON.stringify([Math.floor(Math.log2(Math.max(1, replications))), halfWidth?.toPrecision(2)]);
  }
  const { objective, bound, gap, firstFeasibleSeconds } = progress;
  return JSON.stringify([objective, bound, gap, firstFeasibleSeconds]);
}

export function openLedger(options: LedgerOptions): JobLedger {
  const { transactions, queue, tablesOf, worker, silence, jobsPerOrganisation, log } = options;
  const held = ({ attempt }: Pick<JobMark, 'attempt'>) => sql`state = 'running' and attempt = ${attempt}`;

  const requestOf = async (session: Session, row: JobRow): Promise<Pick<ClaimedJob, 'request' | 'best'>> => {
    const request = await requestIn(session, row.id);
    if (request === undefined) throw new Error(`job ${row.id} has no request`);
    const { draft, draft_version: version } = row;
    const kept = session.select('job_contents').where('job', '=', row.id).select(['best', 'sealed_best']);
    const found = await session.first(kept);
    return {
      request: { ...request, draft: draft === null || version === null ? undefined : { id: draft, version } },
      best: await textOf(session, 'job_contents.best', row.id, found?.best, found?.sealed_best),
    };
  };

  /**
   * The job whose turn it is, of whatever organisation: of that with the fewest running jobs, and of several such of that which was served longest ago. A
   * part has the turn of its whole. An entry of the queue says that there is something to do, and this says what.
   */
  const nextInTurn = async (): Promise<QueuedJob | undefined> => {
    const [next] = await transactions.query<QueuedJob>(
      `select shares.organisation, waiting.id
       from job_shares shares
       cross join lateral (
         select id from jobs where organisation = shares.organisation and state = 'queued'
         order by urgency, coalesce(part_of, id), id limit 1
       ) waiting
       cross join lateral (
         select count(*) as jobs from jobs where organisation = shares.organisation and state = 'running'
       ) running
       where running.jobs < $1
       order by running.jobs, shares.claimed_at nulls first, shares.organisation
       limit 1`,
      [jobsPerOrganisation],
    );
    return next;
  };

  /** The job whose turn it is, taken; others may take the same one at the same time, then there is another. */
  const claimNext = async (): Promise<ClaimedJob | undefined> => {
    for (let next = await nextInTurn(); next !== undefined; next = await nextInTurn()) {
      const job = await claim(next);
      if (job !== undefined) return job;
    }
    return undefined;
  };

  /** Takes a job that waits; undefined where it does not, or is in other hands, or its organisation has as many as it may. */
  const claim = ({ organisation, id }: QueuedJob): Promise<ClaimedJob | undefined> =>
    transactions.write({ organisation, actor: LEDGER }, async (session) => {
      // Claims of one organisation go one after the other, so that its limit holds.
      await session.count(sql`
        update job_shares set claimed_at = clock_timestamp() where organisation = ${organisation}`);
      const running = sql`(select count(*) from jobs where organisation = ${organisation} and state = 'running')`;
      const row = await changeJob(
        session,
        queue,
        id,
        sql`state = 'queued' and ${running} < ${jobsPerOrganisation}::int`,
        sql`state = 'running', attempt = attempt + 1, worker = ${worker}, heartbeat_at = clock_timestamp(),
          progress = case when rounds > 0 then progress end,
          started_at = case when rounds > 0 then started_at else clock_timestamp() end`,
        // One that goes on after its parts has been started before.
        ({ rounds }) => (rounds > 0 ? 'progress' : 'started'),
      );
      if (row === undefined) return undefined;
      const scope: Scope = {
        organisation,
        actor: row.created_by,
        origin: { operation: 'solve', via: 'solver', address: '' },
      };
      const { attempt, kind, traceparent, queued_at: queuedAt } = row;
      const trace = { traceparent: traceparent ?? undefined, queuedAt };
      const rounds = row.rounds === 0 ? undefined : await roundsOf(session, row);
      const partOf = row.part_of ?? undefined;
      return { id, attempt, scope, kind, trace, partOf, rounds, ...(await requestOf(session, row)) };
    });

  /** Back to the queue, or to its end where somebody wants that. */
  const giveBack = async (session: Session, mark: Pick<JobMark, 'id' | 'attempt'>, lost: boolean): Promise<boolean> => {
    const stopped = await changeJob(
      session,
      queue,
      mark.id,
      sql`${held(mark)} and stop_at is not null and rounds = 0`,
      sql`state = 'stopped', ended_at = clock_timestamp()`,
      'ended',
    );
    if (stopped !== undefined) return true;
    const ticket = randomUUID();
    const losses = sql`losses = losses + ${lost ? 1 : 0}::int`;
    const type = lost ? 'lost' : 'queued';
    const row = await changeJob(session, queue, mark.id, held(mark), sql`${queuedAgain(ticket)}, ${losses}`, type);
    if (row === undefined) return false;
    await queue.send(session.queue, { organisation: row.organisation, id: row.id }, ticket);
    return true;
  };

  /** How far the parts are, as progress of the whole and, where it is news, as its event. */
  const tellOfParts = async (session: Session, partOf: string): Promise<void> => {
    const told = await tellWhole(session, partOf);
    if (told === undefined || newsOf(told.row.progress) === newsOf(told.before)) return;
    const whole = sql`state = 'waiting'`;
    await changeJob(session, queue, partOf, whole, sql`progress = progress`, 'progress');
  };

  const candidates = (): Promise<readonly Candidate[]> =>
    // The one question that crosses organisations: which jobs nobody works on. One query, however many jobs wait their turn.
    transactions.query<Candidate>(
      `select organisation, id, state, attempt, ticket, part_of as "partOf" from jobs
       where state in ('queued', 'running') and (
         state = 'running' and heartbeat_at < clock_timestamp() - $1 * interval '1 second'
           and pg_postmaster_start_time() <= clock_timestamp() - $2 * interval '1 second'
         or state = 'queued' and queued_at < clock_timestamp() - $3 * interval '1 second'
           and not ${waitsInQueue('jobs.ticket')})
       order by organisation, id`,
      [silence.seconds, silence.sinceStartSeconds, UNQUEUED_SECONDS],
    );

  const reclaimOne = async (job: Candidate): Promise<boolean> => {
    const { organisation, id } = job;
    return transactions.write({ organisation, actor: LEDGER }, async (session) => {
      if (job.state === 'queued') {
        const ticket = randomUUID();
        const renewed = await session.count(sql`
          update jobs set ${queuedAgain(ticket)}
          where organisation = ${organisation} and id = ${id} and state = 'queued' and ticket = ${job.ticket}`);
        if (renewed === 0) return false;
        await queue.send(session.queue, { organisation, id }, ticket);
        return true;
      }
      await lockWhole(session, job.partOf ?? undefined);
      const silent = sql`${held(job)} and heartbeat_at < clock_timestamp() - ${silence.seconds} * interval '1 second'`;
      const row = await session.first(sql<JobRow>`
        select * from jobs where organisation = ${organisation} and id = ${id} and ${silent} for update`);
      return row !== undefined && loseHeld(session, row);
    });
  };

  /** What becomes of a job, locked by this transaction, whose process died. */
  const loseHeld = async (session: Session, row: JobRow): Promise<boolean> => {
    if (row.losses + 1 < MAX_LOSSES || row.stop_at !== null) return giveBack(session, row, true);
    const failed = sql`state = 'failed', losses = losses + 1, ended_at = clock_timestamp(),
      ${await withProblem(session, row.id, LOST)}`;
    return (await changeJob(session, queue, row.id, held(row), failed, 'ended')) !== undefined;
  };

  return {
    work: async (concurrency, run) => {
      let stopping = false;
      const fetching = await queue.work(concurrency, async (queued) => {
        if (stopping) {
          await sendAgain(queued);
          return;
        }
        // One job more than there were entries, where a limit kept a job from being taken when its entry came.
        for (let job = await claimNext(); job !== undefined; job = stopping ? undefined : await claimNext())
          await run(job);
      });
      return {
        stop: async () => {
          stopping = true;
          await fetching.stop();
        },
      };
    },

    beat: (job, progress) =>
      transactions.write(job.scope, async (session) => {
        const { organisation } = job.scope;
        if (progress !== undefined) await lockWhole(session, job.partOf);
        const text = progress === undefined ? null : JSON.stringify(progress);
        const row = await session.first(sql<JobRow & { readonly before: JobProgress | null }>`
          update jobs set heartbeat_at = clock_timestamp(), progress = coalesce(${text}::json, progress)
          where organisation = ${organisation} and id = ${job.id} and ${held(job)}
          returning new.*, old.progress as before`);
        if (row === undefined) return { stop: false, lost: true };
        if (progress !== undefined && newsOf(progress) !== newsOf(row.before)) {
          const numbered = await session.first(sql<JobRow>`
            update jobs set events = events + 1, updated_at = clock_timestamp()
            where organisation = ${organisation} and id = ${job.id} returning *`);
          if (numbered !== undefined) await writeEvent(session, numbered, 'progress');
        }
        if (progress !== undefined && job.partOf !== undefined) await tellOfParts(session, job.partOf);
        return { stop: row.stop_at !== null, lost: false };
      }),

    keepBest: (job, best) =>
      transactions.write(job.scope, async (session) => {
        const { organisation } = job.scope;
        await session.count(sql`
          update job_contents set best = null, sealed_best = ${await sealDocument(session, 'job_contents.best', job.id, best)}
          where organisation = ${organisation} and job = ${job.id} and exists (
            select from jobs where organisation = ${organisation} and id = ${job.id} and ${held(job)})`);
      }),

    end: (job, ending, apply) =>
      transactions.write(job.scope, async (session) => {
        const { organisation } = job.scope;
        await lockWhole(session, job.partOf);
        const ours = await session.first(sql`
          select id from jobs
          where organisation = ${organisation} and id = ${job.id} and ${held(job)} for update`);
        if (ours === undefined) return false;
        const draft = await apply?.(tablesOf(session));
        const { state, result, problem, progress, summary } = ending;
        const sealed = result === undefined ? null : await sealDocument(session, 'job_contents.result', job.id, result);
        await session.count(sql`
          update job_contents set result = null, sealed_result = ${sealed}, best = null, sealed_best = null
          where organisation = ${organisation} and job = ${job.id}`);
        await changeJob(
          session,
          queue,
          job.id,
          held(job),
          sql`state = ${state}, ended_at = clock_timestamp(), has_result = ${result !== undefined},
            ${await withProblem(session, job.id, problem)},
            summary = ${summary === undefined ? null : JSON.stringify(summary)}::json,
            progress = coalesce(${progress === undefined ? null : JSON.stringify(progress)}::json, progress),
            result_draft = ${draft?.id}, result_draft_version = ${draft?.version}`,
          'ended',
        );
        if (job.partOf !== undefined) await tellOfParts(session, job.partOf);
        return true;
      }),

    divide: (job, asked, progress) =>
      transactions.write(job.scope, async (session) => {
        const told = progress === undefined ? null : JSON.stringify(progress);
        const waits = sql`state = 'waiting', worker = null, heartbeat_at = null, rounds = rounds + 1,
          parts = ${asked.bodies.length}, parts_ended = 0, progress = coalesce(${told}::json, progress)`;
        const row = await changeJob(session, queue, job.id, held(job), waits, 'progress');
        if (row === undefined) return false;
        await writeParts(session, queue, row, asked);
        return true;
      }),

    release: async (job) => {
      await transactions.write(job.scope, async (session) => {
        await lockWhole(session, job.partOf);
        await giveBack(session, job, false);
      });
    },

    lose: async (job) => {
      await transactions.write({ ...job.scope, actor: LEDGER }, async (session) => {
        const { organisation } = job.scope;
        await lockWhole(session, job.partOf);
        const row = await session.first(sql<JobRow>`
          select * from jobs where organisation = ${organisation} and id = ${job.id} and ${held(job)} for update`);
        if (row !== undefined) await loseHeld(session, row);
      });
    },

    reclaim: async () => {
      let reclaimed = 0;
      for (const job of await candidates()) {
        if (!(await reclaimOne(job))) continue;
        reclaimed += 1;
        log('warn', 'a job was given back to the queue', { job: job.id, state: job.state, attempt: job.attempt });
      }
      return reclaimed;
    },
  };

  /** An entry that was fetched while the fetching stops goes to another process at once. */
  async function sendAgain({ organisation, id }: QueuedJob): Promise<void> {
    await transactions.write({ organisation, actor: LEDGER }, async (session) => {
      const ticket = randomUUID();
      const renewed = await session.count(sql`
        update jobs set ${queuedAgain(ticket)}
        where organisation = ${organisation} and id = ${id} and state = 'queued'`);
      if (renewed > 0) await queue.send(session.queue, { organisation, id }, ticket);
    });
  }
}
