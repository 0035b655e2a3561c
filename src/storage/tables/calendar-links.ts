import { createHash, randomBytes } from 'node:crypto';
import { type Selectable, sql } from 'kysely';
import type { CalendarLink, CalendarLinkTable, LinkedCalendar } from '../../planning/calendar-links.ts';
import type { Database } from '../database.ts';
import { createdOf, pageOf } from '../pages.ts';
import type { Session } from '../session.ts';

export type LinkRow = Selectable<Database['calendar_links']>;

/** 256 bits, which nobody guesses: their hash needs no salt and no slowness. */
const TOKEN_BYTES = 32;

export function hashOfToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

function linkOf(row: LinkRow): CalendarLink {
  const { id, whose, thing, names, language } = row;
  return { ...createdOf(row), id, whose, thing, names, language };
}

export function linkedOf(row: LinkRow): LinkedCalendar {
  return { ...linkOf(row), organisation: row.organisation };
}

export function calendarLinkTable(session: Session): CalendarLinkTable {
  const { organisation, actor } = session.scope;
  const partsOf = ({ whose, thing }: Pick<CalendarLink, 'whose' | 'thing'>) =>
    whose === 'employee' ? { employee: thing } : {};
  return {
    create: async ({ whose, thing, names, language }) => {
      const token = randomBytes(TOKEN_BYTES).toString('base64url');
      const row = await session.first(sql<LinkRow>`
        insert into calendar_links (organisation, token_hash, whose, thing, names, language, created_by)
        values (${organisation}, ${hashOfToken(token)}, ${whose}, ${thing}, ${names}, ${language},
          ${actor}) returning *`);
      if (row === undefined) throw new Error('a calendar link was not written');
      const after = { whose, thing, names, language };
      const parts = [{ ...partsOf({ whose, thing }), after }];
      session.record({ action: 'create', kind: 'calendar-link', thing: row.id, parts });
      return { link: linkOf(row), token };
    },

    get: async (id) => {
      const row = await session.first(
        session.select('calendar_links').where('id', '=', id).where('removed_at', 'is', null).selectAll(),
      );
      return row === undefined ? undefined : linkOf(row);
    },

    list: async ({ employee }, page) => {
      let query = session.select('calendar_links').where('removed_at', 'is', null).selectAll();
      if (employee !== undefined) query = query.where('whose', '=', 'employee').where('thing', '=', employee);
      const after = page.after?.[0];
      if (after !== undefined) query = query.where('id', '<', after);
      const rows = await session.rows(query.orderBy('id', 'desc').limit(page.limit + 1));
      return pageOf(rows, page, linkOf, ({ id }) => [id]);
    },

    remove: async (id) => {
      const row = await session.first(sql<LinkRow>`
        update calendar_links set removed_at = now(), removed_by = ${actor}
        where organisation = ${organisation} and id = ${id} and removed_at is null returning *`);
      if (row === undefined) return false;
      const before = { whose: row.whose, thing: row.thing, language: row.language };
      const parts = [{ ...partsOf(row), before }];
      session.record({ action: 'remove', kind: 'calendar-link', thing: id, parts });
      return true;
    },
  };
}
