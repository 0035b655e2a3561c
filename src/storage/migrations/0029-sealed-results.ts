import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Rows that are read and written by one statement. */
const AT_ONCE = 1000;

/**
 * What persons achieved, why a job failed and what a document was asked with lie sealed, as documents do since 0025; those of before are sealed by the next
 * service that starts. Events of jobs no longer repeat why it failed. Their texts may hold escapes that no function of PostgreSQL reads, so they are read here.
 */
export const sealedResults: Migration = {
  up: async (db) => {
    await sql`alter table jobs add column problem_kind text collate "C", add column sealed_problem bytea`.execute(db);
    await nameProblems(db);
    await sql`create index jobs_not_sealed on jobs (organisation) where problem is not null`.execute(db);
    await shortenEvents(db);
    await sql`alter table documents alter column parameters drop not null, add column sealed_parameters bytea`.execute(
      db,
    );
    await sql`create index document_parameters_not_sealed on documents (organisation) where parameters is not null`.execute(
      db,
    );
    await sql`alter table results alter column counts drop not null, add column sealed_counts bytea`.execute(db);
    await sql`create index results_not_sealed on results (organisation) where counts is not null`.execute(db);
    await sql`create index results_by_employee on results (organisation, employee)`.execute(db);
    await sql`alter table result_targets add column figures json, add column sealed_figures bytea`.execute(db);
    await sql`
      update result_targets set figures = json_build_object(
        'employee', best_employee, 'bestValue', best_value, 'proposed', proposed, 'target', target)`.execute(db);
    await sql`
      alter table result_targets drop column best_employee, drop column best_value, drop column proposed,
        drop column target`.execute(db);
    await sql`create index result_targets_not_sealed on result_targets (organisation) where figures is not null`.execute(
      db,
    );
  },
};

type Failed = { readonly organisation: string; readonly id: string; readonly problem: { readonly kind: string } };
type Ended = { readonly organisation: string; readonly job: string; readonly state: Readonly<Record<string, unknown>> };

/** By which kind of problem jobs are found. */
async function nameProblems(db: Kysely<unknown>): Promise<void> {
  for (;;) {
    const { rows } = await sql<Failed>`
      select organisation, id, problem from jobs
      where problem is not null and problem_kind is null limit ${sql.lit(AT_ONCE)}`.execute(db);
    for (const { organisation, id, problem } of rows)
      await sql`
        update jobs set problem_kind = ${problem.kind} where organisation = ${organisation} and id = ${id}`.execute(db);
    if (rows.length < AT_ONCE) return;
  }
}

async function shortenEvents(db: Kysely<unknown>): Promise<void> {
  for (;;) {
    const { rows } = await sql<Ended>`
      select organisation, job, state from job_events
      where type = 'ended' and state::text like '%"problem":{%' limit ${sql.lit(AT_ONCE)}`.execute(db);
    for (const { organisation, job, state } of rows) {
      const { problem: _problem, ...rest } = state;
      await sql`
        update job_events set state = ${JSON.stringify(rest)}::json
        where organisation = ${organisation} and job = ${job} and type = 'ended'`.execute(db);
    }
    if (rows.length < AT_ONCE) return;
  }
}
