import { sql } from 'kysely';
import type { Session } from '../session.ts';
import { sealedColumnsOf } from './sealed-rows.ts';

/** Where persons are named, as the database itself tells: a table that comes later is looked at without a word here. */

export type PersonalTable = {
  readonly table: string;
  /** Columns whose text is an employee's id. */
  readonly ids: readonly string[];
  /** Columns whose text may be the id of a shift, which begins with that of an employee. */
  readonly shifts: readonly string[];
  /** Columns that hold documents. */
  readonly documents: readonly { readonly column: string; readonly type: string }[];
  /** Whether each row with its documents is about the employee of its column alone, so that nobody else is looked for in them. */
  readonly isOfOne: boolean;
  /** Whether these documents lie sealed, so that nobody finds her in them by a statement. */
  readonly isSealed: boolean;
};

/** The trail is sealed and never changed; keys have their own end. */
const APART: readonly string[] = ['trail', 'trail_heads', 'trail_pending', 'person_keys', 'erasures', 'employees'];

/** Tables that grow with every shift and every day, of which each row is one employee's: they are looked through by an index. */
const OF_ONE: ReadonlySet<string> = new Set(['results', 'schedule_departures', 'scheduled_shifts']);

/** Texts that hold JSON. */
const TEXT_DOCUMENTS: ReadonlySet<string> = new Set(['documents.text']);

type Column = { readonly table: string; readonly column: string; readonly type: string };

export async function personalTables(session: Session): Promise<readonly PersonalTable[]> {
  const { organisation } = session.scope;
  const columns = await session.rows(sql<Column>`
    select c.table_name as "table", c.column_name as "column", c.data_type as type
    from information_schema.columns c
    join information_schema.tables t on t.table_schema = c.table_schema and t.table_name = c.table_name
    where c.table_schema = current_schema() and t.table_type = 'BASE TABLE' and c.table_name not like 'kysely%'
      and not c.table_name = any (${APART}::text[]) and ${organisation}::text is not null
    order by c.table_name, c.ordinal_position`);
  return [...Map.groupBy(columns, ({ table }) => table)].map(([table, its]) => {
    const documents = its.filter(
      ({ column, type }) => type === 'json' || type === 'jsonb' || TEXT_DOCUMENTS.has(`${table}.${column}`),
    );
    return {
      table,
      ids: its
        .filter(({ column, type }) => type === 'text' && /^employees?$|_employee$/.test(column))
        .map(({ column }) => column),
      shifts: its
        .filter(({ column, type }) => type === 'text' && /(?:^|_)shift(?:_id)?$/.test(column))
        .map(({ column }) => column),
      documents,
      isOfOne: OF_ONE.has(table),
      isSealed: sealedColumnsOf(table).some(({ clear }) => documents.some(({ column }) => column === clear)),
    };
  });
}

/** Whether a row names an employee in one of its columns, as a condition; documents of several people are looked through for the id as a text. */
export function namesEmployee({ ids, shifts, documents, isOfOne }: PersonalTable, employee: string) {
  const within = `%${JSON.stringify(employee)
    .slice(1, -1)
    .replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
  const conditions = [
    ...ids.map((column) => sql`${sql.ref(column)} = ${employee}`),
    ...shifts.map((column) => sql`starts_with(${sql.ref(column)}, ${`${employee}@`})`),
    ...(isOfOne ? [] : documents).map(({ column }) => sql`${sql.ref(column)}::text like ${within}`),
  ];
  return conditions.length === 0 ? sql`false` : sql`(${sql.join(conditions, sql` or `)})`;
}
