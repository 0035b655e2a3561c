import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * Organisations and their keys. Of a key only its hash is kept. The organisation stands in the key itself, so that it is looked up like everything else:
 * within its organisation.
 */
export const access: Migration = {
  up: async (db) => {
    await sql`
      create table organisations (
        organisation text collate "C" not null,
        name text,
        created_at timestamptz not null default now(),
        created_by text not null,
        primary key (organisation)
      )`.execute(db);
    await sql`insert into organisations (organisation, created_by) values ('default', 'shiftcast')`.execute(db);
    await sql`
      create table api_keys (
        organisation text collate "C" not null,
        id text collate "C" not null,
        name text collate "C" not null,
        hash text collate "C" not null,
        role text collate "C" not null,
        teams json,
        employee text collate "C",
        operations json,
        expires_at timestamptz not null,
        last_used_at timestamptz,
        revoked_at timestamptz,
        revoked_by text,
        created_at timestamptz not null default now(),
        created_by text not null,
        primary key (organisation, id),
        unique (organisation, name),
        foreign key (organisation) references organisations
      )`.execute(db);
  },
};
