import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * Users, their sessions, and sign-ins under way. Who a user is lies sealed under the person's key; two marks, made with the master key, find the user
 * again. Of tokens only hashes are kept. A sign-in under way is of no organisation yet.
 */
export const users: Migration = {
  up: async (db) => {
    await sql`
      create table users (
        organisation text collate "C" not null,
        id text collate "C" not null,
        role text collate "C" not null,
        teams json,
        employee text collate "C",
        state text collate "C" not null,
        sealed bytea not null,
        subject_mark text collate "C",
        email_mark text collate "C",
        last_sign_in_at timestamptz,
        version int not null default 1,
        created_at timestamptz not null default now(),
        created_by text not null,
        updated_at timestamptz not null default now(),
        updated_by text not null,
        primary key (organisation, id),
        unique (organisation, subject_mark),
        unique (organisation, email_mark),
        foreign key (organisation) references organisations
      )`.execute(db);
    await sql`
      create table sessions (
        organisation text collate "C" not null,
        id text collate "C" not null default uuidv7()::text,
        user_id text collate "C" not null,
        token_hash bytea not null,
        idle_seconds int not null,
        seen_at timestamptz not null default now(),
        expires_at timestamptz not null,
        created_at timestamptz not null default now(),
        created_by text not null,
        primary key (organisation, id),
        unique (organisation, token_hash),
        foreign key (organisation, user_id) references users on delete cascade
      )`.execute(db);
    await sql`create index sessions_by_user on sessions (organisation, user_id)`.execute(db);
    await sql`
      create table sign_ins (
        organisation text collate "C" not null default '',
        state_hash bytea not null,
        sealed bytea not null,
        expires_at timestamptz not null,
        primary key (organisation, state_hash)
      )`.execute(db);
  },
};
