import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Jobs that ended long ago lose their request and result, and stay otherwise. */
export const clearedJobs: Migration = {
  up: async (db) => {
    await sql`alter table jobs add column cleared_at timestamptz`.execute(db);
  },
};
