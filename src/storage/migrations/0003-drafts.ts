import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Drafts with all their versions: a shift's row is in force from one version to the one before another. */
export const drafts: Migration = {
  up: async (db) => {
    await sql`
      create table drafts (
        organisation text collate "C" not null,
        id text collate "C" not null default uuidv7()::text,
        team text collate "C" not null,
        name text,
        first_date text collate "C" not null,
        last_date text collate "C" not null,
        days int not null,
        frame json not null,
        shifts int not null,
        solve json,
        solve_version int,
        version int not null default 1,
        created_at timestamptz not null default now(),
        created_by text not null,
        updated_at timestamptz not null default now(),
        updated_by text not null,
        primary key (organisation, id),
        foreign key (organisation, team) references teams
      )`.execute(db);
    await sql`create index drafts_by_team on drafts (organisation, team, id)`.execute(db);

    await sql`
      create table draft_versions (
        organisation text collate "C" not null,
        draft text collate "C" not null,
        version int not null,
        cause json not null,
        shifts int not null,
        written_at timestamptz not null default now(),
        written_by text not null,
        primary key (organisation, draft, version),
        foreign key (organisation, draft) references drafts on delete cascade
      )`.execute(db);

    // The shifts of version v are the rows with from_version <= v < to_version, where a row in force has no to_version.
    await sql`
      create table draft_shifts (
        organisation text collate "C" not null,
        draft text collate "C" not null,
        shift_id text collate "C" not null,
        from_version int not null,
        to_version int,
        employee text collate "C" not null,
        data json not null,
        primary key (organisation, draft, shift_id, from_version),
        foreign key (organisation, draft) references drafts on delete cascade
      )`.execute(db);
    await sql`
      create index draft_shifts_in_force on draft_shifts (organisation, draft, shift_id)
        where to_version is null`.execute(db);
  },
};
