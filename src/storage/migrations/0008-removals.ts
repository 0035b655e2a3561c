import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What is removed stays with who removed it, as its last change: publications and audits name it. Rows of a history say who entered them. */
export const removals: Migration = {
  up: async (db) => {
    await sql`alter table drafts add column removed_at timestamptz`.execute(db);
    await sql`alter table absences add column removed_at timestamptz`.execute(db);
    await sql`alter table agreements add column removed_at timestamptz`.execute(db);
    // Rows from before this step have neither: they are of whoever made or changed their history.
    await sql`alter table history_rows add column created_at timestamptz, add column created_by text`.execute(db);
    await sql`alter table history_rows alter column created_at set default now()`.execute(db);
  },
};
