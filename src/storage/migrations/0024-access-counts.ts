import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * How often somebody asked or guessed lately, in all processes together. Unlogged: no count waits for the disk, and a crash of the server takes away counts
 * of minutes alone. Of addresses and keys only marks are kept. A count is of no organisation.
 */
export const accessCounts: Migration = {
  up: async (db) => {
    await sql`
      create unlogged table access_counts (
        organisation text collate "C" not null default '',
        kind text collate "C" not null,
        mark bytea not null,
        count int not null,
        until timestamptz not null,
        locked boolean not null default false,
        primary key (organisation, kind, mark)
      )`.execute(db);
    await sql`create index access_counts_by_end on access_counts (organisation, until)`.execute(db);
  },
};
