import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Results of employees by date, how the measures of a team are made of them, and targets with who proposed and accepted them. */
export const results: Migration = {
  up: async (db) => {
    await sql`
      create table results (
        organisation text collate "C" not null,
        team text collate "C" not null,
        employee text collate "C" not null,
        date text collate "C" not null,
        counts json not null,
        created_at timestamptz not null default now(),
        created_by text not null,
        primary key (organisation, team, employee, date),
        foreign key (organisation, team) references teams
      )`.execute(db);
    await sql`create index results_by_date on results (organisation, team, date)`.execute(db);
    await sql`
      create table result_settings (
        organisation text collate "C" not null,
        team text collate "C" not null,
        settings json not null,
        version int not null default 1,
        created_at timestamptz not null default now(),
        created_by text not null,
        updated_at timestamptz not null default now(),
        updated_by text not null,
        primary key (organisation, team),
        foreign key (organisation, team) references teams on delete cascade
      )`.execute(db);
    await sql`
      create table result_targets (
        organisation text collate "C" not null,
        id text collate "C" not null default uuidv7()::text,
        team text collate "C" not null,
        season text not null,
        measure text not null,
        first_date text collate "C" not null,
        last_date text collate "C" not null,
        best_employee text collate "C" not null,
        best_value double precision not null,
        proposed double precision not null,
        created_at timestamptz not null default now(),
        created_by text not null,
        target double precision,
        accepted_at timestamptz,
        accepted_by text,
        replaced_at timestamptz,
        replaced_by text,
        primary key (organisation, id),
        foreign key (organisation, team) references teams
      )`.execute(db);
    await sql`create index result_targets_by_team on result_targets (organisation, team, id)`.execute(db);
  },
};
