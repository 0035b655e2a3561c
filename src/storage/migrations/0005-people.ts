import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Absences of employees, agreements on record, and the answers that are kept for repeated requests. */
export const people: Migration = {
  up: async (db) => {
    // first_date and last_date: where it may be on anybody's clock; for whole dates these themselves.
    await sql`
      create table absences (
        organisation text collate "C" not null,
        id text collate "C" not null default uuidv7()::text,
        employee text collate "C" not null,
        period json not null,
        first_date text collate "C" not null,
        last_date text collate "C" not null,
        reason text,
        credit_hours_per_day double precision,
        version int not null default 1,
        created_at timestamptz not null default now(),
        created_by text not null,
        updated_at timestamptz not null default now(),
        updated_by text not null,
        primary key (organisation, id)
      )`.execute(db);
    await sql`create index absences_by_employee on absences (organisation, employee, last_date)`.execute(db);
    await sql`create index absences_by_date on absences (organisation, last_date)`.execute(db);

    await sql`
      create table agreements (
        organisation text collate "C" not null,
        id text collate "C" not null default uuidv7()::text,
        team text collate "C" not null,
        employee text collate "C",
        rule text collate "C" not null,
        first_date text collate "C" not null,
        last_date text collate "C" not null,
        reference text not null,
        signed_on text collate "C" not null,
        version int not null default 1,
        created_at timestamptz not null default now(),
        created_by text not null,
        updated_at timestamptz not null default now(),
        updated_by text not null,
        primary key (organisation, id),
        foreign key (organisation, team) references teams
      )`.execute(db);
    await sql`create index agreements_by_team on agreements (organisation, team, last_date)`.execute(db);

    await sql`
      create table idempotency_keys (
        organisation text collate "C" not null,
        key text collate "C" not null,
        fingerprint text not null,
        status int,
        headers json,
        body text,
        created_at timestamptz not null default now(),
        created_by text not null,
        primary key (organisation, key)
      )`.execute(db);
    await sql`create index idempotency_keys_by_age on idempotency_keys (organisation, created_at)`.execute(db);
  },
};
