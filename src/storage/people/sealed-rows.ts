import { sql } from 'kysely';
import type { Session } from '../session.ts';
import type { Transactions } from '../transactions.ts';
import { nameOf, SEALED_COLUMNS, type SealedColumn, sealDocument, textOf } from './document-seal.ts';

/** Rows with sealed documents, opened one after the other: what PostgreSQL cannot look through by itself. */

/** Rows that one statement reads: as many as that, and no more than hold so many bytes, since one may hold megabytes. */
const MOST_ROWS = 500;
const MOST_BYTES = 4_000_000;

/** Rows that one transaction seals. */
const AT_ONCE = 20;

type Row = Readonly<Record<string, unknown>>;

export type OpenedRow = {
  readonly id: string;
  /** As it is stored, without what is sealed. */
  readonly row: Row;
  /** Texts by the column of before they were sealed, with whether they are sealed. */
  readonly texts: ReadonlyMap<SealedColumn, { readonly text: string; readonly isSealed: boolean }>;
};

export function sealedColumnsOf(table: string): readonly SealedColumn[] {
  return SEALED_COLUMNS.filter((column) => column.table === table);
}

/** A document as a text, also where `pg` has read it as JSON. */
function clearText(value: unknown): string | undefined {
  if (value === null || value === undefined) return undefined;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

async function openRow(session: Session, columns: readonly SealedColumn[], row: Row): Promise<OpenedRow> {
  const id = String(row[columns[0]?.id ?? '']);
  const texts = new Map<SealedColumn, { readonly text: string; readonly isSealed: boolean }>();
  for (const column of columns) {
    const sealed = (row[column.sealed] ?? null) as Buffer | null;
    const text = await textOf(session, nameOf(column), id, clearText(row[column.clear]), sealed);
    if (text !== undefined) texts.set(column, { text, isSealed: sealed !== null });
  }
  const hidden = new Set<string>(columns.map(({ sealed }) => sealed));
  return { id, row: Object.fromEntries(Object.entries(row).filter(([name]) => !hidden.has(name))), texts };
}

/** A row as one that is yet to be read. */
type Sized = { readonly id: string; readonly bytes: number };

/** Rows to be read together, in their order. */
function batchesOf(rows: readonly Sized[]): readonly (readonly string[])[] {
  const batches: string[][] = [];
  let bytes = MOST_BYTES;
  for (const row of rows) {
    const last = batches.at(-1);
    bytes += row.bytes;
    if (last === undefined || last.length >= MOST_ROWS || bytes > MOST_BYTES) {
      batches.push([row.id]);
      bytes = row.bytes;
    } else last.push(row.id);
  }
  return batches;
}

/** The rows of a table with sealed documents whose texts satisfy `wanted`; `among`: of these rows alone. */
export async function* openedRows(
  session: Session,
  table: string,
  wanted: (text: string) => boolean,
  among?: readonly string[],
): AsyncGenerator<OpenedRow, void, undefined> {
  const { organisation } = session.scope;
  const columns = sealedColumnsOf(table);
  const id = sql.ref(columns[0]?.id ?? 'id');
  const stored = columns.flatMap(({ clear, sealed }) => [sql.ref(clear), sql.ref(sealed)]);
  const sizes = stored.map((column) => sql`coalesce(pg_column_size(${column}), 0)`);
  const sized = await session.rows(sql<Sized>`
    select ${id} as id, ${sql.join(sizes, sql` + `)} as bytes from ${sql.table(table)}
    where organisation = ${organisation} and num_nonnulls(${sql.join(stored)}) > 0
      and (${among ?? null}::text[] is null or ${id} = any (${among ?? null}::text[]))
    order by 1`);
  for (const ids of batchesOf(sized)) {
    const rows = await session.rows(sql<Row>`
      select * from ${sql.table(table)}
      where organisation = ${organisation} and ${id} = any (${ids}::text[]) order by ${id}`);
    for (const row of rows) {
      const opened = await openRow(session, columns, row);
      if ([...opened.texts.values()].some(({ text }) => wanted(text))) yield opened;
    }
  }
}

/** Ids of the rows of a table whose sealed documents hold a text. */
export async function idsHolding(
  session: Session,
  table: string,
  text: string,
  among?: readonly string[],
): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const { id } of openedRows(session, table, (one) => one.includes(text), among)) found.push(id);
  return found;
}

/** Seals what was written in clear before documents were, of all organisations; gives how many rows. */
export async function sealOldDocuments(transactions: Transactions): Promise<number> {
  let all = 0;
  for (const table of new Set(SEALED_COLUMNS.map((column) => column.table))) {
    const columns = sealedColumnsOf(table);
    const isClear = columns.map(({ clear }) => `${clear} is not null`).join(' or ');
    const organisations = await transactions.query<{ organisation: string }>(
      `select distinct organisation from ${table} where ${isClear} order by organisation`,
    );
    for (const { organisation } of organisations)
      for (let last = AT_ONCE; last === AT_ONCE; all += last)
        last = await transactions.write({ organisation, actor: 'shiftcast' }, (session) => sealSome(session, columns));
  }
  return all;
}

async function sealSome(session: Session, columns: readonly SealedColumn[]): Promise<number> {
  const { organisation } = session.scope;
  const [first] = columns;
  if (first === undefined) return 0;
  const isClear = sql.join(
    columns.map(({ clear }) => sql`${sql.ref(clear)} is not null`),
    sql` or `,
  );
  const rows = await session.rows(sql<Row>`
    select * from ${sql.table(first.table)}
    where organisation = ${organisation} and (${isClear}) order by ${sql.ref(first.id)} limit ${AT_ONCE} for update`);
  for (const row of rows) {
    const { id, texts } = await openRow(session, columns, row);
    const changes = [];
    for (const [column, { text, isSealed }] of texts)
      if (!isSealed)
        changes.push(
          sql`${sql.ref(column.clear)} = null`,
          sql`${sql.ref(column.sealed)} = ${await sealDocument(session, nameOf(column), id, text)}`,
        );
    await session.count(sql`
      update ${sql.table(first.table)} set ${sql.join(changes)}
      where organisation = ${organisation} and ${sql.ref(first.id)} = ${id}`);
  }
  const parts = [{ after: { [first.table]: rows.length } }];
  if (rows.length > 0) session.record({ action: 'change', kind: 'sealing', thing: '', parts });
  return rows.length;
}
