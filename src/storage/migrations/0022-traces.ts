import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** The span that a job or a message came from, as W3C Trace Context names it. */
export const traces: Migration = {
  up: async (db) => {
    await sql`alter table jobs add column traceparent text collate "C"`.execute(db);
    await sql`alter table webhook_deliveries add column traceparent text collate "C"`.execute(db);
  },
};
