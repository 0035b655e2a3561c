import { type Selectable, sql } from 'kysely';
import type { TrailEntry, TrailTable } from '../../planning/trail-store.ts';
import type { Database } from '../database.ts';
import { pageOf } from '../pages.ts';
import { keysOfPersons, type PersonKey } from '../people/keys.ts';
import type { Session } from '../session.ts';
import { openContent, sealedParts } from '../trail/content.ts';
import { mustBeLinked } from '../trail/link.ts';

type Row = Selectable<Database['trail']>;

function entryOf(row: Row, keys: ReadonlyMap<string, PersonKey>): TrailEntry {
  const { number, at, actor, via, address, operation, action, kind, thing, content, hash } = row;
  const changes = openContent(row, content, keys);
  return {
    number,
    at: at.toISOString(),
    actor,
    via,
    address,
    operation,
    action,
    kind,
    thing,
    changes,
    hash: hash.toString('hex'),
  };
}

export function trailTable(session: Session): TrailTable {
  return {
    list: async ({ kind, thing, actor, from, to }, page) => {
      await mustBeLinked(session);
      let query = session.select('trail').selectAll();
      if (kind !== undefined) query = query.where('kind', '=', kind);
      if (thing !== undefined) query = query.where('thing', '=', thing);
      if (actor !== undefined) query = query.where('actor', '=', actor);
      if (from !== undefined) query = query.where('at', '>=', sql<Date>`${`${from}T00:00:00Z`}::timestamptz`);
      if (to !== undefined)
        query = query.where('at', '<', sql<Date>`${`${to}T00:00:00Z`}::timestamptz + interval '24 hours'`);
      const after = page.after?.[0];
      if (after !== undefined) query = query.where('number', '<', Number(after));
      const rows = await session.rows(query.orderBy('number', 'desc').limit(page.limit + 1));
      const persons = rows.flatMap(({ content }) => sealedParts(content).map(({ person }) => person));
      const keys = await keysOfPersons(session, persons);
      return pageOf(
        rows,
        page,
        (row) => entryOf(row, keys),
        ({ number }) => [String(number)],
      );
    },
  };
}
