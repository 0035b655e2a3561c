import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What is published: each publication as it was made, and the schedule that all of them together lead to. */
export const schedules: Migration = {
  up: async (db) => {
    // One row per organisation: who holds its lock publishes. Change numbers are taken under it, so they become visible in their order.
    await sql`
      create table schedule_counters (
        organisation text collate "C" not null,
        change bigint not null default 0,
        longest_seconds bigint not null default 0,
        primary key (organisation)
      )`.execute(db);

    await sql`
      create table publications (
        organisation text collate "C" not null,
        id text collate "C" not null default uuidv7()::text,
        team text collate "C" not null,
        number int not null,
        first_date text collate "C" not null,
        last_date text collate "C" not null,
        draft text collate "C" not null,
        draft_version int not null,
        team_version int not null,
        shifts int not null,
        gate json not null,
        difference json not null,
        published json not null,
        created_at timestamptz not null default now(),
        created_by text not null,
        primary key (organisation, id),
        unique (organisation, team, number),
        foreign key (organisation, team) references teams
      )`.execute(db);
    await sql`
      create index publications_by_dates on publications (organisation, team, first_date, last_date)`.execute(db);

    await sql`
      create table scheduled_shifts (
        organisation text collate "C" not null,
        shift_id text collate "C" not null,
        team text collate "C" not null,
        site text collate "C",
        employee text collate "C" not null,
        date text collate "C" not null,
        start_at bigint not null,
        end_at bigint not null,
        cancelled boolean not null,
        change bigint not null,
        data json not null,
        primary key (organisation, shift_id)
      )`.execute(db);
    // A span is looked up by start alone, from the longest shift before it: see schedule_counters.longest_seconds.
    await sql`
      create index scheduled_shifts_by_team on scheduled_shifts (organisation, team, start_at, shift_id)`.execute(db);
    await sql`
      create index scheduled_shifts_by_site on scheduled_shifts (organisation, site, start_at, shift_id)`.execute(db);
    await sql`
      create index scheduled_shifts_by_employee
        on scheduled_shifts (organisation, employee, start_at, shift_id)`.execute(db);
    await sql`create index scheduled_shifts_by_start on scheduled_shifts (organisation, start_at, shift_id)`.execute(
      db,
    );
    await sql`create index scheduled_shifts_by_change on scheduled_shifts (organisation, change)`.execute(db);
    await sql`
      create index scheduled_shifts_by_team_change on scheduled_shifts (organisation, team, change)`.execute(db);
    await sql`
      create index scheduled_shifts_by_employee_date on scheduled_shifts (organisation, employee, date)`.execute(db);

    // A shift that came to another team or site is gone for those who read the former one: its tombstone for them.
    await sql`
      create table schedule_departures (
        organisation text collate "C" not null,
        shift_id text collate "C" not null,
        team text collate "C" not null,
        site text collate "C" not null,
        employee text collate "C" not null,
        change bigint not null,
        data json not null,
        primary key (organisation, shift_id, team, site)
      )`.execute(db);
    await sql`
      create index schedule_departures_by_team on schedule_departures (organisation, team, change)`.execute(db);
    await sql`
      create index schedule_departures_by_site on schedule_departures (organisation, site, change)`.execute(db);
  },
};
