import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * The trail, which only grows: the server refuses to change or remove an entry, but for the removal of the oldest ones by the service when their
 * time is over, which says so in its transaction. Whoever owns the database can take the refusal away; the chain of hashes shows what was done then.
 */
export const trail: Migration = {
  up: async (db) => {
    await sql`
      create table trail (
        organisation text collate "C" not null,
        number bigint not null,
        at timestamptz not null,
        actor text not null,
        via text not null,
        address text not null,
        operation text not null,
        action text not null,
        kind text collate "C" not null,
        thing text collate "C" not null,
        content bytea not null,
        previous bytea not null,
        hash bytea not null,
        primary key (organisation, number)
      )`.execute(db);
    await sql`create index trail_by_thing on trail (organisation, kind, thing, number)`.execute(db);
    await sql`create index trail_by_actor on trail (organisation, actor, number)`.execute(db);
    await sql`create index trail_by_time on trail (organisation, at, number)`.execute(db);

    // Number and hash of the newest entry, and of the last one that was removed as its time was over: 0 where none was.
    await sql`
      create table trail_heads (
        organisation text collate "C" not null,
        number bigint not null,
        hash bytea not null,
        removed_to bigint not null default 0,
        removed_hash bytea not null default decode(repeat('00', 32), 'hex'),
        primary key (organisation)
      )`.execute(db);

    // Keys of employees, wrapped by the master key; the employee '' is the organisation itself. Without its row nobody can read what was sealed.
    await sql`
      create table person_keys (
        organisation text collate "C" not null,
        employee text collate "C" not null,
        person text collate "C" not null,
        wrapped bytea not null,
        created_at timestamptz not null default now(),
        primary key (organisation, employee),
        unique (organisation, person)
      )`.execute(db);

    await sql`
      create function refuse_trail_change() returns trigger language plpgsql as $$
      begin
        if tg_op = 'DELETE' and current_setting('shiftcast.trail_retention', true) = 'on' then
          return old;
        end if;
        raise exception 'the trail is append-only' using errcode = 'restrict_violation';
      end
      $$`.execute(db);
    await sql`
      create trigger trail_append_only before update or delete on trail
        for each row execute function refuse_trail_change()`.execute(db);
    await sql`
      create trigger trail_never_emptied before truncate on trail
        for each statement execute function refuse_trail_change()`.execute(db);
    await sql`
      create trigger trail_heads_stay before delete on trail_heads
        for each row execute function refuse_trail_change()`.execute(db);
    await sql`
      create trigger trail_heads_never_emptied before truncate on trail_heads
        for each statement execute function refuse_trail_change()`.execute(db);
  },
};
