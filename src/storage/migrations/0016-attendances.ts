import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What attendance systems told, row by row, corrections with what they corrected; and the dates of which a team has said that all is there. */
export const attendances: Migration = {
  up: async (db) => {
    await sql`
      create table attendances (
        organisation text collate "C" not null,
        id text collate "C" not null default uuidv7()::text,
        team text collate "C" not null,
        employee text collate "C" not null,
        start_at bigint not null,
        end_at bigint not null,
        activity text not null,
        created_at timestamptz not null default now(),
        created_by text not null,
        replaced_at timestamptz,
        replaced_by text,
        primary key (organisation, id),
        foreign key (organisation, team) references teams
      )`.execute(db);
    await sql`
      create unique index attendances_by_start on attendances (organisation, employee, start_at)
      where replaced_at is null`.execute(db);
    await sql`
      create table attendance_spans (
        organisation text collate "C" not null,
        id text collate "C" not null default uuidv7()::text,
        team text collate "C" not null,
        first_date text collate "C" not null,
        last_date text collate "C" not null,
        added int not null,
        replaced int not null,
        created_at timestamptz not null default now(),
        created_by text not null,
        primary key (organisation, id),
        foreign key (organisation, team) references teams
      )`.execute(db);
    await sql`create index attendance_spans_by_team on attendance_spans (organisation, team, last_date)`.execute(db);
  },
};
