import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Histories that are removed keep their id and their rows: stored forecasts name both. */
export const removedHistories: Migration = {
  up: async (db) => {
    await sql`alter table histories add column removed_at timestamptz`.execute(db);
  },
};
