import { createHash } from 'node:crypto';
import { type Selectable, sql } from 'kysely';
import type { DocumentHead, DocumentTable } from '../../planning/store.ts';
import type { Database } from '../database.ts';
import { createdOf, openedPageOf } from '../pages.ts';
import { sealDocument, textOf, valueOf } from '../people/document-seal.ts';
import { isAmong, newIds, type Session } from '../session.ts';

type HeadRow = Omit<Selectable<Database['documents']>, 'text' | 'sealed' | 'organisation'>;

const HEAD = [
  'id',
  'kind',
  'team',
  'first_date',
  'last_date',
  'inputs',
  'parameters',
  'sealed_parameters',
  'engine',
  'created_at',
  'created_by',
] as const;

async function headOf(session: Session, row: HeadRow): Promise<DocumentHead> {
  const { id, kind, team, first_date, last_date, inputs, engine } = row;
  const parameters = await valueOf(session, 'documents.parameters', id, row.parameters, row.sealed_parameters);
  return {
    ...createdOf(row),
    id,
    kind,
    team: team ?? undefined,
    from: first_date ?? undefined,
    to: last_date ?? undefined,
    inputs,
    parameters: parameters ?? {},
    engine,
  };
}

export function documentTable(session: Session): DocumentTable {
  const { organisation, actor } = session.scope;
  return {
    create: async ({ kind, team, from, to, inputs, parameters, engine }, text) => {
      const named = Object.entries(inputs).filter(([, input]) => typeof input === 'string');
      const kinds = named.map(([name]) => name);
      const ids = named.map(([, input]) => input);
      const [id = ''] = await newIds(session);
      const row = await session.first(sql<HeadRow>`
        with made as (
          insert into documents (organisation, id, kind, team, first_date, last_date, inputs, sealed_parameters, engine, sealed,
            created_by)
          values (${organisation}, ${id}, ${kind}, ${team}, ${from}, ${to}, ${JSON.stringify(inputs)},
            ${await sealDocument(session, 'documents.parameters', id, JSON.stringify(parameters))}, ${engine},
             ${await sealDocument(session, 'documents.text', id, text)}, ${actor})
          returning *
        ), named as (
          insert into document_inputs (organisation, document, kind, input)
          select made.organisation, made.id, given.kind, given.input
          from made, unnest(${kinds}::text[], ${ids}::text[]) as given (kind, input)
        )
        select ${sql.join(HEAD.map((column) => sql.ref(column)))} from made`);
      if (row === undefined) throw new Error('a document was not written');
      // What it says is kept with it and never changes: its digest is enough.
      const sha256 = createHash('sha256').update(text).digest('hex');
      const after = { team, from, to, inputs, parameters, engine, sha256 };
      session.record({ action: 'create', kind, thing: row.id, parts: [{ after }] });
      return headOf(session, row);
    },

    get: async (kind, id) => {
      const row = await session.first(
        session.select('documents').where('kind', '=', kind).where('id', '=', id).selectAll(),
      );
      if (row === undefined) return undefined;
      return {
        head: await headOf(session, row),
        text: (await textOf(session, 'documents.text', id, row.text, row.sealed)) ?? '',
      };
    },

    list: async (kind, { team, input, among }, page) => {
      let query = session.select('documents').where('documents.kind', '=', kind).select(HEAD);
      if (team !== undefined) query = query.where('team', '=', team);
      query = query.where(isAmong('team', among));
      if (input !== undefined) {
        const made = session
          .select('document_inputs')
          .select('document')
          .where('kind', '=', input[0])
          .where('input', '=', input[1]);
        query = query.where('id', 'in', made);
      }
      const after = page.after?.[0];
      if (after !== undefined) query = query.where('id', '<', after);
      const rows = await session.rows(query.orderBy('id', 'desc').limit(page.limit + 1));
      return openedPageOf(
        rows,
        page,
        (row) => headOf(session, row),
        ({ id }) => [id],
      );
    },
  };
}
