import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Jobs that are parts of another one, which waits until they have ended (state `waiting`). */
export const workInParts: Migration = {
  up: async (db) => {
    await sql`
      alter table jobs
        add column part_of text collate "C",
        add column part_round int,
        add column part int,
        add column rounds int not null default 0,
        add column parts int,
        add column parts_ended int`.execute(db);
    await sql`alter table job_contents add column rounds jsonb`.execute(db);
    // A part has the turn of its whole: what was begun first ends first.
    await sql`drop index jobs_waiting`.execute(db);
    await sql`
      create index jobs_in_turn on jobs (organisation, urgency, coalesce(part_of, id), id) where state = 'queued'`.execute(
      db,
    );
    await sql`
      create index jobs_by_whole on jobs (organisation, part_of, part_round, part) where part_of is not null`.execute(
      db,
    );
  },
};
