import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** How jobs of many organisations take turns, how soon each is to run, and the best roster of one that runs. */
export const jobShares: Migration = {
  up: async (db) => {
    await sql`alter table jobs add column urgency smallint not null default 3`.execute(db);
    await sql`alter table job_contents add column best text`.execute(db);
    await sql`
      create index jobs_waiting on jobs (organisation, urgency, id) where state = 'queued'`.execute(db);
    await sql`create index jobs_running on jobs (organisation) where state = 'running'`.execute(db);
    await sql`
      create table job_shares (
        organisation text collate "C" not null,
        claimed_at timestamptz,
        primary key (organisation)
      )`.execute(db);
    await sql`insert into job_shares (organisation) select distinct organisation from jobs`.execute(db);
  },
};
