import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** How long an organisation keeps what is stored, and what must be remembered of things that are gone. */
export const retention: Migration = {
  up: async (db) => {
    // Kinds that are not in `days` have their usual periods.
    await sql`
      create table retention (
        organisation text collate "C" not null,
        days json not null default '{}',
        ran_at timestamptz,
        version int not null default 1,
        created_at timestamptz not null default now(),
        created_by text not null,
        updated_at timestamptz not null default now(),
        updated_by text not null,
        primary key (organisation)
      )`.execute(db);
    // Grows when shifts are removed: what was read of the schedule before is no longer what is there.
    await sql`alter table schedule_counters add column cleared bigint not null default 0`.execute(db);
    // Greatest number of a publication that was removed: numbers are not given twice.
    await sql`alter table teams add column cleared_publications int not null default 0`.execute(db);
    // Which publications a draft became, and what a job is working on.
    await sql`create index publications_by_draft on publications (organisation, draft, draft_version)`.execute(db);
    await sql`
      create index jobs_open_by_draft on jobs (organisation, draft) where state in ('queued', 'running')`.execute(db);
  },
};
