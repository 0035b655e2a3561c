import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * Teams, their people and the ids of these people in other systems.
 *
 * In every table the organisation stands first, in keys and indexes too. Ids compare by their bytes (collation C), so that lists have one
 * order on every server. A removed team keeps its row: its id is not given again, and what was published for it still has its team.
 */
export const teams: Migration = {
  up: async (db) => {
    await sql`
      create table teams (
        organisation text collate "C" not null,
        id text collate "C" not null,
        name text,
        site text collate "C",
        zone text not null,
        employees int not null,
        document json not null,
        removed_at timestamptz,
        version int not null default 1,
        created_at timestamptz not null default now(),
        created_by text not null,
        updated_at timestamptz not null default now(),
        updated_by text not null,
        primary key (organisation, id)
      )`.execute(db);
    await sql`create index teams_by_site on teams (organisation, site, id) where removed_at is null`.execute(db);

    await sql`
      create table employees (
        organisation text collate "C" not null,
        id text collate "C" not null,
        created_at timestamptz not null default now(),
        created_by text not null,
        primary key (organisation, id)
      )`.execute(db);

    await sql`
      create table team_members (
        organisation text collate "C" not null,
        team text collate "C" not null,
        employee text collate "C" not null,
        primary key (organisation, team, employee),
        foreign key (organisation, team) references teams,
        foreign key (organisation, employee) references employees
      )`.execute(db);
    await sql`create index team_members_by_employee on team_members (organisation, employee)`.execute(db);

    // One person per external id, whatever teams name it; the teams that do are in team_external_ids.
    await sql`
      create table external_ids (
        organisation text collate "C" not null,
        system text collate "C" not null,
        external_id text collate "C" not null,
        employee text collate "C" not null,
        primary key (organisation, system, external_id),
        unique (organisation, system, external_id, employee),
        foreign key (organisation, employee) references employees
      )`.execute(db);
    await sql`
      create table team_external_ids (
        organisation text collate "C" not null,
        team text collate "C" not null,
        system text collate "C" not null,
        external_id text collate "C" not null,
        employee text collate "C" not null,
        primary key (organisation, team, system, external_id),
        foreign key (organisation, team) references teams,
        foreign key (organisation, system, external_id, employee)
          references external_ids (organisation, system, external_id, employee)
      )`.execute(db);
    await sql`
      create index team_external_ids_by_id on team_external_ids (organisation, system, external_id)`.execute(db);
  },
};
