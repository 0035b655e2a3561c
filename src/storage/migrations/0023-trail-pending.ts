import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * Entries of the trail between the commit of their write and their place in the chain, which they have some milliseconds later. Like the trail it is never
 * changed; an entry is taken away by the service alone, as it is linked.
 */
export const trailPending: Migration = {
  up: async (db) => {
    await sql`
      create table trail_pending (
        organisation text collate "C" not null,
        id uuid not null default uuidv7(),
        at timestamptz not null,
        actor text not null,
        via text not null,
        address text not null,
        operation text not null,
        action text not null,
        kind text collate "C" not null,
        thing text collate "C" not null,
        content bytea not null,
        mac bytea not null,
        primary key (organisation, id)
      )`.execute(db);
    await sql`
      create function refuse_pending_change() returns trigger language plpgsql as $$
      begin
        if tg_op = 'DELETE' and current_setting('shiftcast.trail_linking', true) = 'on' then
          return old;
        end if;
        raise exception 'the trail is append-only' using errcode = 'restrict_violation';
      end
      $$`.execute(db);
    await sql`
      create trigger trail_pending_append_only before update or delete on trail_pending
        for each row execute function refuse_pending_change()`.execute(db);
    await sql`
      create trigger trail_pending_never_emptied before truncate on trail_pending
        for each statement execute function refuse_pending_change()`.execute(db);
  },
};
