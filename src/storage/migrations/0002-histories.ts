import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Histories by row, with what was corrected in them, and the documents that are made from them. */
export const histories: Migration = {
  up: async (db) => {
    await sql`
      create table histories (
        organisation text collate "C" not null,
        id text collate "C" not null,
        name text,
        team text collate "C",
        skill text collate "C",
        options json not null,
        rows int not null,
        first_date text collate "C",
        last_date text collate "C",
        version int not null default 1,
        created_at timestamptz not null default now(),
        created_by text not null,
        updated_at timestamptz not null default now(),
        updated_by text not null,
        primary key (organisation, id)
      )`.execute(db);
    await sql`create index histories_by_team on histories (organisation, team, id)`.execute(db);

    await sql`
      create table history_rows (
        organisation text collate "C" not null,
        history text collate "C" not null,
        start bigint not null,
        timestamp text not null,
        date text collate "C" not null,
        count double precision not null,
        aht_seconds double precision,
        primary key (organisation, history, start),
        foreign key (organisation, history) references histories on delete cascade
      )`.execute(db);

    await sql`
      create table history_corrections (
        organisation text collate "C" not null,
        history text collate "C" not null,
        start bigint not null,
        version int not null,
        old_timestamp text not null,
        old_count double precision not null,
        old_aht_seconds double precision,
        new_count double precision not null,
        new_aht_seconds double precision,
        corrected_at timestamptz not null default now(),
        corrected_by text not null,
        primary key (organisation, history, start, version),
        foreign key (organisation, history) references histories on delete cascade
      )`.execute(db);

    await sql`
      create table documents (
        organisation text collate "C" not null,
        id text collate "C" not null default uuidv7()::text,
        kind text collate "C" not null,
        team text collate "C",
        first_date text collate "C",
        last_date text collate "C",
        inputs json not null,
        parameters json not null,
        engine text not null,
        text text not null,
        created_at timestamptz not null default now(),
        created_by text not null,
        primary key (organisation, id)
      )`.execute(db);
    await sql`create index documents_by_kind on documents (organisation, kind, id)`.execute(db);
    await sql`create index documents_by_team on documents (organisation, kind, team, id)`.execute(db);
    await sql`
      create table document_inputs (
        organisation text collate "C" not null,
        document text collate "C" not null,
        kind text collate "C" not null,
        input text collate "C" not null,
        primary key (organisation, kind, input, document),
        foreign key (organisation, document) references documents on delete cascade
      )`.execute(db);
  },
};
