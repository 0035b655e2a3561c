import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Who was erased, for backups from before it: a mark that says nothing without the master key, and the pseudonym that was given. */
export const erasures: Migration = {
  up: async (db) => {
    await sql`
      create table erasures (
        organisation text collate "C" not null,
        mark text collate "C" not null,
        pseudonym text collate "C" not null,
        created_at timestamptz not null default clock_timestamp(),
        created_by text not null,
        primary key (organisation, pseudonym)
      )`.execute(db);
  },
};
