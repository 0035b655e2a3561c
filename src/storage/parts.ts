import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { JobProgress, JobRound, PartsAsked } from '../planning/job-store.ts';
import { PART } from '../planning/job-store.ts';
import { isOfSolve, type KeptRound, sumOfParts } from './part-progress.ts';
import type { Queue } from './queue.ts';
import { sealDocument, textOf } from './people/document-seal.ts';
import { newIds, type Session } from './session.ts';
import { type JobRow, problemIn, stopParts, writeEvent } from './tables/jobs.ts';

async function keptRounds(session: Session, whole: string): Promise<readonly KeptRound[]> {
  const { organisation } = session.scope;
  const found = await session.first(sql<{ readonly rounds: readonly KeptRound[] | null }>`
    select rounds from job_contents where organisation = ${organisation} and job = ${whole}`);
  return found?.rounds ?? [];
}

/** The parts that a job has asked for, round by round, with what became of them. */
export async function roundsOf(session: Session, { id }: Pick<JobRow, 'id'>): Promise<readonly JobRound[]> {
  const { organisation } = session.scope;
  const parts = await session.rows(sql<
    Pick<JobRow, 'id' | 'part_round' | 'state' | 'problem' | 'sealed_problem'> & {
      readonly result: string | null;
      readonly sealed_result: Buffer | null;
    }
  >`
    select j.id, j.part_round, j.state, j.problem, j.sealed_problem, c.result, c.sealed_result from jobs j
    left join job_contents c on c.organisation = j.organisation and c.job = j.id
    where j.organisation = ${organisation} and j.part_of = ${id} order by j.part_round, j.part`);
  const told: (JobRound['parts'][number] & { readonly round: number | null })[] = [];
  for (const row of parts) {
    const { id: part, part_round: round, state, result, sealed_result: sealed } = row;
    told.push({
      round,
      state: state === 'waiting' ? 'running' : state,
      result: await textOf(session, 'job_contents.result', part, result, sealed),
      problem: await problemIn(session, row),
    });
  }
  return (await keptRounds(session, id)).map(({ seconds }, index) => ({
    seconds,
    parts: told.filter(({ round }) => round === index + 1).map(({ round: _round, ...part }) => part),
  }));
}

/** Writes the parts that a job waits for and hands them to the queue; where somebody wants it to stop, they end at once. */
export async function writeParts(session: Session, queue: Queue, whole: JobRow, asked: PartsAsked): Promise<void> {
  const { organisation, actor } = session.scope;
  const { bodies, points, addsUp, seconds } = asked;
  const kept: KeptRound = { points, addsUp, seconds };
  await session.count(sql`
    update job_contents set rounds = coalesce(rounds, '[]'::jsonb) || ${JSON.stringify([kept])}::jsonb
    where organisation = ${organisation} and job = ${whole.id}`);
  const ids = await newIds(session, bodies.length);
  for (const [index, body] of bodies.entries()) {
    const ticket = randomUUID();
    const id = ids[index] ?? '';
    const sealed = await sealDocument(session, 'job_contents.body', id, body);
    const row = await session.first(sql<JobRow>`
      with made as (
        insert into jobs (organisation, id, kind, team, seed, urgency, ticket, events, traceparent, part_of, part_round, part,
          created_by, updated_by)
        values (${organisation}, ${id}, ${PART}, ${whole.team}, ${whole.seed}, ${whole.urgency}, ${ticket}, 1,
          ${session.traceparent ?? null}, ${whole.id}, ${whole.rounds}, ${index + 1}, ${whole.created_by}, ${actor})
        returning *
      ), contents as (
        insert into job_contents (organisation, job, operation, sealed_body)
        select organisation, id, ${PART}, ${sealed}::bytea from made
      )
      select * from made`);
    if (row === undefined) throw new Error('a part of a job was not written');
    await writeEvent(session, row, 'queued');
    await queue.send(session.queue, { organisation, id: row.id }, ticket);
  }
  if (whole.stop_at !== null) await stopParts(session, queue, whole);
}

/** Takes the lock of the whole before that of a part: whoever changes both does it in this order. */
export async function lockWhole(session: Session, partOf: string | undefined): Promise<void> {
  if (partOf === undefined) return;
  const { organisation } = session.scope;
  await session.count(sql`select id from jobs where organisation = ${organisation} and id = ${partOf} for update`);
}

/** Tells the whole, which the caller has locked, how far its parts are; gives its row before and after. */
export async function tellWhole(
  session: Session,
  partOf: string,
): Promise<{ readonly row: JobRow; readonly before: JobProgress | null } | undefined> {
  const { organisation } = session.scope;
  const whole = await session.first(session.select('jobs').where('id', '=', partOf).selectAll());
  // One that goes on, or is to end, tells soon enough by itself.
  if (whole?.state !== 'waiting' || whole.stop_at !== null) return undefined;
  const parts = await session.rows(sql<Pick<JobRow, 'progress'>>`
    select progress from jobs
    where organisation = ${organisation} and part_of = ${partOf} and part_round = ${whole.rounds}`);
  const kept = (await keptRounds(session, partOf)).at(-1);
  if (kept === undefined) return undefined;
  const known = parts.map(({ progress }) => (isOfSolve(progress) ? progress : null));
  const sum = sumOfParts(isOfSolve(whole.progress) ? whole.progress : null, known, kept);
  const row = await session.first(sql<JobRow>`
    update jobs set progress = ${JSON.stringify(sum)}::json
    where organisation = ${organisation} and id = ${partOf} and state = 'waiting' returning *`);
  return row === undefined ? undefined : { row, before: whole.progress };
}
