import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * Ids in other systems are found by a mark that says nothing without the master key, and names in published shifts lie sealed. What was written before is
 * marked and sealed by the next service that starts: only it has the key.
 */
export const marksAndNames: Migration = {
  up: async (db) => {
    await sql`alter table external_ids add column marked boolean not null default false`.execute(db);
    await sql`alter table team_external_ids add column marked boolean not null default false`.execute(db);
    for (const table of ['scheduled_shifts', 'schedule_departures']) {
      await sql`alter table ${sql.table(table)} add column name_sealed boolean not null default false`.execute(db);
      await sql`
        create index ${sql.ref(`${table}_not_sealed`)} on ${sql.table(table)} (organisation) where not name_sealed`.execute(
        db,
      );
    }
  },
};
