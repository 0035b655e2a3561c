import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Reasons of absence lie sealed under the key of the employee. Those of before are sealed by the next service that starts: only it has the master key. */
export const sealedReasons: Migration = {
  up: async (db) => {
    await sql`alter table absences add column sealed_reason bytea`.execute(db);
    await sql`create index absences_not_sealed on absences (organisation) where reason is not null`.execute(db);
  },
};
