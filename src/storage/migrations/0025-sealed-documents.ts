import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * Whole documents that tell of persons lie sealed: teams, results that are kept, what was published and why it was let through, requests and results of
 * jobs, and the answers of repeated requests. Those of before are sealed by the next service that starts: only it has the master key.
 */
export const sealedDocuments: Migration = {
  up: async (db) => {
    await sql`alter table teams alter column document drop not null, add column sealed bytea`.execute(db);
    await sql`alter table documents alter column text drop not null, add column sealed bytea`.execute(db);
    await sql`alter table idempotency_keys add column sealed bytea`.execute(db);
    await sql`
      alter table job_contents alter column body drop not null, add column sealed_body bytea, add column sealed_result bytea,
        add column sealed_best bytea`.execute(db);
    await sql`
      alter table publications alter column gate drop not null, alter column published drop not null,
        add column sealed_gate bytea, add column sealed_published bytea`.execute(db);
    await sql`
      create index publications_not_sealed on publications (organisation)
        where gate is not null or published is not null`.execute(db);
    await sql`create index documents_not_sealed on documents (organisation) where text is not null`.execute(db);
    await sql`
      create index job_contents_not_sealed on job_contents (organisation)
        where body is not null or result is not null or best is not null`.execute(db);
  },
};
