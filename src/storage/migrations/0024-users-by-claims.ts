import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Users whose rights the claims of the issuer say, and not an administrator. */
export const usersByClaims: Migration = {
  up: async (db) => {
    await sql`alter table users add column from_claims boolean not null default false`.execute(db);
  },
};
