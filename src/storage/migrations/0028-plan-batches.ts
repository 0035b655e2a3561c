import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Plans of several teams that are asked for together: each is a part with a name and, once it has ended, what it came to in short. */
export const planBatches: Migration = {
  up: async (db) => {
    await sql`alter table jobs add column label text, add column summary json`.execute(db);
  },
};
