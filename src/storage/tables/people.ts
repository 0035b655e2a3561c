import { sql } from 'kysely';
import type { ScheduledShift } from '../../domain/schedule.ts';
import type { HeldOfPerson, PeopleTable } from '../../planning/people-store.ts';
import { namesEmployee, type PersonalTable, personalTables } from '../people/columns.ts';
import { eraseEmployee } from '../people/erase.ts';
import { keysOfEmployees } from '../people/keys.ts';
import { partsOf } from '../people/pseudonym.ts';
import { openNames } from '../people/name-seal.ts';
import { openReasons, type ReasonRow } from '../people/reason-seal.ts';
import { type CountsRow, openCounts } from '../people/result-seal.ts';
import { openedRows } from '../people/sealed-rows.ts';
import { openTeam } from '../people/team-seal.ts';
import type { Session } from '../session.ts';
import { openContent, sealedParts } from '../trail/content.ts';
import { mustBeLinked } from '../trail/link.ts';
import { openUsers } from './users.ts';

type TrailRow = {
  readonly organisation: string;
  readonly number: number;
  readonly at: Date;
  readonly actor: string;
  readonly action: string;
  readonly kind: string;
  readonly thing: string;
  readonly content: Buffer;
};

/** Entries of the trail that are read at a time. */
const AT_ONCE = 500;

/** The row where it is hers alone; of one that is about others too, what of its documents is about her, with the ids of the row. */
function hersOf(
  { organisation: _organisation, ...row }: Readonly<Record<string, unknown>>,
  { ids, documents }: PersonalTable,
  employee: string,
): readonly object[] {
  if (ids.some((column) => row[column] === employee)) return [row];
  const named = documents.flatMap(({ column, type }) => {
    const document = type === 'text' ? (JSON.parse(String(row[column])) as unknown) : row[column];
    const parts = partsOf(employee, document);
    return parts.length === 0 ? [] : [[column, parts] as const];
  });
  if (named.length === 0) return [];
  const { id, kind, team, draft, job, version, sequence, created_at: createdAt } = row;
  return [{ id, kind, team, draft, job, version, sequence, createdAt, ...Object.fromEntries(named) }];
}

/** What the trail says of a person, from the first entry on. */
async function trailOf(session: Session, employee: string): Promise<HeldOfPerson['trail']> {
  const { organisation } = session.scope;
  const key = (await keysOfEmployees(session, [employee])).get(employee);
  if (key === undefined) return [];
  const keys = new Map([[key.person, key]]);
  const found: HeldOfPerson['trail'][number][] = [];
  for (let after = 0; ; ) {
    const rows = await session.rows(sql<TrailRow>`
      select organisation, number, at, actor, action, kind, thing, content from trail
      where organisation = ${organisation} and number > ${after} order by number limit ${AT_ONCE}`);
    for (const row of rows) {
      if (!sealedParts(row.content).some(({ person }) => person === key.person)) continue;
      const { number, at, actor, action, kind, thing } = row;
      const changes = openContent(row, row.content, keys).filter((change) => change.employee === employee);
      found.push({ number, at: at.toISOString(), actor, action, kind, thing, changes });
    }
    after = rows.at(-1)?.number ?? after;
    if (rows.length < AT_ONCE) return found;
  }
}

type Row = Readonly<Record<string, unknown>>;

/** Rows of results with their counts. */
async function withCounts(session: Session, rows: readonly Row[]): Promise<readonly Row[]> {
  const results = rows as readonly (Row & CountsRow)[];
  const counts = await openCounts(session, results);
  return results.map(({ sealed_counts: _sealed, ...row }, index) => ({ ...row, counts: counts[index] }));
}

/** Rows of absences with their reasons, as whoever they are about may read them. */
async function withReasons(session: Session, rows: readonly Row[]): Promise<readonly Row[]> {
  const absences = rows as readonly (Row & ReasonRow)[];
  const reasons = await openReasons(session, absences);
  return absences.map(({ sealed_reason: _sealed, ...row }) => ({ ...row, reason: reasons.get(row.id) ?? null }));
}

/** Rows of a table that name an employee, with what of them is sealed as it was written. */
async function rowsNaming(session: Session, table: PersonalTable, employee: string): Promise<readonly Row[]> {
  if (table.isSealed) {
    const rows: Row[] = [];
    const within = JSON.stringify(employee).slice(1, -1);
    const texts = new Set(table.documents.flatMap(({ column, type }) => (type === 'text' ? [column] : [])));
    const readAs = (column: string, text: string): unknown => (texts.has(column) ? text : JSON.parse(text));
    for await (const { row, texts: opened } of openedRows(session, table.table, (text) => text.includes(within)))
      rows.push({
        ...row,
        ...Object.fromEntries([...opened].map(([{ clear }, { text }]) => [clear, readAs(clear, text)])),
      });
    return rows;
  }
  const rows = await session.rows(sql<Row>`
    select * from ${sql.table(table.table)}
    where organisation = ${session.scope.organisation} and ${namesEmployee(table, employee)}`);
  if (table.table === 'scheduled_shifts' || table.table === 'schedule_departures')
    await openNames(
      session,
      rows.map((row) => row['data'] as ScheduledShift),
    );
  if (table.table === 'results') return withCounts(session, rows);
  return table.table === 'absences' ? withReasons(session, rows) : rows;
}

export function peopleTable(session: Session): PeopleTable {
  const { organisation } = session.scope;
  return {
    exported: async (employee) => {
      await mustBeLinked(session);
      const known = await session.first(sql`
        select id from employees where organisation = ${organisation} and id = ${employee}`);
      if (known === undefined) return undefined;
      const rows = await session.rows(session.select('teams').select(['id', 'document', 'sealed']).orderBy('id'));
      const teams: HeldOfPerson['teams'][number][] = [];
      for (const row of rows)
        for (const one of (await openTeam(session, row)).employees)
          if (one.id === employee) teams.push({ team: row.id, employee: one });
      const records: Record<string, readonly object[]> = {};
      const users = await session.rows(session.select('users').where('employee', '=', employee).selectAll());
      if (users.length > 0) records['users'] = await openUsers(session, users);
      for (const table of await personalTables(session)) {
        // Both are told in a form of their own.
        if (table.table === 'teams' || table.table === 'users') continue;
        const hers = (await rowsNaming(session, table, employee)).flatMap((row) => hersOf(row, table, employee));
        if (hers.length > 0) records[table.table] = hers;
      }
      const held: HeldOfPerson = {
        employee,
        teams,
        records,
        trail: await trailOf(session, employee),
      };
      const tables = Object.fromEntries(Object.entries(records).map(([table, rows]) => [table, rows.length]));
      session.record({ action: 'export', kind: 'employee', thing: '', parts: [{ employee, after: { tables } }] });
      return held;
    },
    erase: (employee) => eraseEmployee(session, employee),
  };
}
