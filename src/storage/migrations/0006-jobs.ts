import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * Jobs. These rows say what is true of a job; the queue only tells a process to look here. Request and result lie apart, so that lists
 * stay light.
 */
export const jobs: Migration = {
  up: async (db) => {
    await sql`
      create table jobs (
        organisation text collate "C" not null,
        id text collate "C" not null default uuidv7()::text,
        kind text collate "C" not null,
        state text collate "C" not null default 'queued',
        team text collate "C",
        draft text collate "C",
        draft_version int,
        result_draft text collate "C",
        result_draft_version int,
        seed bigint not null,
        attempt int not null default 0,
        losses int not null default 0,
        events int not null default 0,
        started_at timestamptz,
        ended_at timestamptz,
        stop_at timestamptz,
        stop_by text,
        progress json,
        problem json,
        has_result boolean not null default false,
        worker text,
        heartbeat_at timestamptz,
        queued_at timestamptz not null default clock_timestamp(),
        ticket uuid not null,
        created_at timestamptz not null default now(),
        created_by text not null,
        updated_at timestamptz not null default now(),
        updated_by text not null,
        primary key (organisation, id)
      )`.execute(db);
    await sql`create index jobs_by_team on jobs (organisation, team, id)`.execute(db);
    await sql`create index jobs_by_state on jobs (organisation, state, id)`.execute(db);
    await sql`create index jobs_open on jobs (organisation, id) where state in ('queued', 'running')`.execute(db);
    await sql`create index jobs_by_change on jobs (organisation, updated_at)`.execute(db);

    await sql`
      create table job_contents (
        organisation text collate "C" not null,
        job text collate "C" not null,
        operation text collate "C" not null,
        body text not null,
        result text,
        primary key (organisation, job),
        foreign key (organisation, job) references jobs on delete cascade
      )`.execute(db);

    await sql`
      create table job_events (
        organisation text collate "C" not null,
        job text collate "C" not null,
        sequence int not null,
        type text collate "C" not null,
        at timestamptz not null,
        state json not null,
        primary key (organisation, job, sequence),
        foreign key (organisation, job) references jobs on delete cascade
      )`.execute(db);
    await sql`
      create unique index job_events_one_end on job_events (organisation, job) where type = 'ended'`.execute(db);
  },
};
