import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Receivers of messages, messages on their way, and links to calendars. Secrets are sealed, and of links only their hash is kept. */
export const webhooks: Migration = {
  up: async (db) => {
    await sql`
      create table webhooks (
        organisation text collate "C" not null,
        id text collate "C" not null default uuidv7()::text,
        url text not null,
        events text[],
        description text,
        state text not null,
        secret bytea not null,
        secret_before bytea,
        secret_before_until timestamptz,
        version int not null default 1,
        created_at timestamptz not null default now(),
        created_by text not null,
        updated_at timestamptz not null default now(),
        updated_by text not null,
        removed_at timestamptz,
        primary key (organisation, id)
      )`.execute(db);

    await sql`
      create table webhook_deliveries (
        organisation text collate "C" not null,
        id text collate "C" not null default uuidv7()::text,
        webhook text collate "C" not null,
        message text collate "C" not null,
        event text not null,
        body text not null,
        state text not null default 'waiting',
        attempts int not null default 0,
        next_at timestamptz not null default now(),
        last_status int,
        last_error text,
        created_at timestamptz not null default now(),
        created_by text not null,
        ended_at timestamptz,
        primary key (organisation, id),
        foreign key (organisation, webhook) references webhooks
      )`.execute(db);
    await sql`create index webhook_deliveries_by_webhook on webhook_deliveries (organisation, webhook, id)`.execute(db);
    await sql`create index webhook_deliveries_due on webhook_deliveries (organisation, next_at) where state = 'waiting'`.execute(
      db,
    );

    await sql`
      create table calendar_links (
        organisation text collate "C" not null,
        id text collate "C" not null default uuidv7()::text,
        token_hash bytea not null,
        whose text not null,
        thing text collate "C" not null,
        names boolean not null,
        language text not null,
        created_at timestamptz not null default now(),
        created_by text not null,
        removed_at timestamptz,
        removed_by text,
        primary key (organisation, id),
        unique (organisation, token_hash)
      )`.execute(db);
  },
};
