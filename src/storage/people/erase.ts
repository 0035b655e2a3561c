import { createHmac, randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { Erased, ErasureOutcome } from '../../planning/people-store.ts';
import type { Session } from '../session.ts';
import { namesEmployee, type PersonalTable, personalTables } from './columns.ts';
import { nameOf, sealDocument } from './document-seal.ts';
import { type Replacing, replacing } from './pseudonym.ts';
import { renameResults } from './result-seal.ts';
import { idsHolding, openedRows } from './sealed-rows.ts';
import { openTeam, sealTeam, type TeamRow } from './team-seal.ts';

/** Rows that are rewritten by one statement. */
const AT_ONCE = 200;

/** Tables whose rows of hers are removed, and not kept under a pseudonym: none of them is a record of hours. */
const REMOVED: ReadonlySet<string> = new Set([
  'absences',
  'draft_shifts',
  'external_ids',
  'idempotency_keys',
  'job_contents',
  'team_external_ids',
  'team_members',
  'users',
]);

/**
 * Names an erased employee so that an older backup can be told of it, and nobody without the master key learns who it was.
 */
export function erasureMark(masterKey: Uint8Array, organisation: string, employee: string): string {
  return createHmac('sha256', masterKey)
    .update(JSON.stringify(['erased', organisation, employee]))
    .digest('hex');
}

/** What keeps an employee from being erased now. */
async function obstacle(session: Session, employee: string): Promise<'absent' | 'scheduled' | 'in-jobs' | undefined> {
  const { organisation } = session.scope;
  const known = await session.first(sql`
    select id from employees where organisation = ${organisation} and id = ${employee} for update`);
  if (known === undefined) return 'absent';
  const ahead = await session.first(sql`
    select shift_id from scheduled_shifts
    where organisation = ${organisation} and employee = ${employee} and not cancelled
      and end_at > extract(epoch from clock_timestamp()) limit 1`);
  if (ahead !== undefined) return 'scheduled';
  const open = await session.rows(sql<{ readonly id: string }>`
    select id from jobs where organisation = ${organisation} and state in ('queued', 'running', 'waiting')`);
  const ids = open.map(({ id }) => id);
  return (await idsHolding(session, 'job_contents', JSON.stringify(employee), ids)).length > 0 ? 'in-jobs' : undefined;
}

/** An id or a name as it stands in JSON, without its quotes. */
const quoted = (text: string): string => JSON.stringify(text).slice(1, -1);

/** Takes the employee out of all teams; gives the names that they had for her. */
async function leaveTeams(session: Session, employee: string): Promise<readonly string[]> {
  const { organisation, actor } = session.scope;
  const named = await idsHolding(session, 'teams', quoted(employee));
  const teams = await session.rows(sql<TeamRow>`
    select id, document, sealed from teams
    where organisation = ${organisation} and id = any (${named}::text[]) order by id for update`);
  const names = new Set<string>();
  for (const row of teams) {
    const { id } = row;
    const team = await openTeam(session, row);
    const employees = team.employees.filter((one) => one.id !== employee);
    for (const { id: other, name } of team.employees) if (other === employee && name !== undefined) names.add(name);
    if (employees.length === team.employees.length) continue;
    await session.count(sql`
      update teams set document = null, sealed = ${await sealTeam(session, { ...team, employees })},
        employees = ${employees.length}, version = version + 1, updated_at = now(), updated_by = ${actor}
      where organisation = ${organisation} and id = ${id}`);
  }
  return [...names];
}

/** Jobs that were given her data lose their requests and results, as old ones do. */
async function clearJobs(session: Session, employee: string): Promise<number> {
  const { organisation } = session.scope;
  const jobs = await idsHolding(session, 'job_contents', JSON.stringify(employee));
  return session.count(sql`
    with cleared as (
      delete from job_contents where organisation = ${organisation} and job = any (${jobs}::text[])
      returning job
    )
    update jobs set has_result = false, cleared_at = clock_timestamp(), ended_at = coalesce(ended_at, clock_timestamp()),
      state = case when state in ('queued', 'running', 'waiting') then 'stopped' else state end
    from cleared
    where jobs.organisation = ${organisation} and jobs.id = cleared.job`);
}

/** Removes rows of hers; the number of shifts of a draft goes with them. */
async function removeRows(session: Session, table: PersonalTable, employee: string): Promise<number> {
  const { organisation } = session.scope;
  if (table.table === 'idempotency_keys') {
    // The ids of her shifts begin with hers.
    const keys = await idsHolding(session, 'idempotency_keys', JSON.stringify(employee).slice(0, -1));
    return session.count(sql`
      delete from idempotency_keys where organisation = ${organisation} and key = any (${keys}::text[])`);
  }
  if (table.table === 'draft_shifts')
    await session.count(sql`
      update drafts d set shifts = d.shifts - gone.shifts from (
        select draft, count(*)::int as shifts from draft_shifts
        where organisation = ${organisation} and employee = ${employee} and to_version is null group by draft
      ) gone where d.organisation = ${organisation} and d.id = gone.draft`);
  if (table.ids.length === 0) return 0;
  const hers = sql.join(
    table.ids.map((column) => sql`${sql.ref(column)} = ${employee}`),
    sql` or `,
  );
  return session.count(sql`
    delete from ${sql.table(table.table)} where organisation = ${organisation} and (${hers})`);
}

type Row = Readonly<Record<string, unknown>> & { readonly place: string };

/** Puts the pseudonym into the rows of a table that name her; gives which they were. */
async function rewriteRows(
  session: Session,
  table: PersonalTable,
  employee: string,
  { value, shiftId }: Replacing,
  pseudonym: string,
): Promise<ReadonlySet<string>> {
  const { organisation } = session.scope;
  const named = namesEmployee(table, employee);
  const places = await session.rows(sql<{ readonly place: string }>`
    select ctid::text as place from ${sql.table(table.table)} where organisation = ${organisation} and ${named}`);
  const changed = new Set<string>();
  for (let from = 0; from < places.length; from += AT_ONCE) {
    const part = places.slice(from, from + AT_ONCE).map(({ place }) => place);
    const rows = await session.rows(sql<Row>`
      select *, ctid::text as place from ${sql.table(table.table)}
      where organisation = ${organisation} and ctid = any (${part}::tid[])`);
    for (const row of rows) {
      const changes = [
        ...table.ids.flatMap((column) => (row[column] === employee ? [sql`${sql.ref(column)} = ${pseudonym}`] : [])),
        ...table.shifts.flatMap((column) => {
          const old = row[column];
          const now = typeof old === 'string' ? shiftId(old) : old;
          return now === old ? [] : [sql`${sql.ref(column)} = ${now}`];
        }),
        ...table.documents.flatMap(({ column, type }) => {
          const old = type === 'text' ? (JSON.parse(String(row[column])) as unknown) : row[column];
          const before = JSON.stringify(old);
          const after = JSON.stringify(value(old));
          return after === before ? [] : [sql`${sql.ref(column)} = ${after}`];
        }),
      ];
      if (changes.length === 0) continue;
      await session.count(sql`
        update ${sql.table(table.table)} set ${sql.join(changes)}
        where organisation = ${organisation} and ctid = ${row.place}::tid`);
      changed.add(table.isSealed ? String(row['id']) : row.place);
    }
  }
  return changed;
}

/** The same of documents that lie sealed, by the ids of their rows. */
async function rewriteSealed(
  session: Session,
  { table }: PersonalTable,
  called: readonly string[],
  { value }: Replacing,
): Promise<ReadonlySet<string>> {
  const { organisation } = session.scope;
  const changed = new Set<string>();
  const within = called.map(quoted);
  const names = (text: string): boolean => within.some((one) => text.includes(one));
  for await (const { id, texts } of openedRows(session, table, names))
    for (const [column, { text, isSealed }] of texts) {
      const document = JSON.parse(text) as unknown;
      const after = JSON.stringify(value(document));
      if (!isSealed || after === JSON.stringify(document)) continue;
      await session.count(sql`
        update ${sql.table(table)} set ${sql.ref(column.sealed)} = ${await sealDocument(session, nameOf(column), id, after)}
        where organisation = ${organisation} and ${sql.ref(column.id)} = ${id}`);
      changed.add(id);
    }
  return changed;
}

const counted = (counts: ReadonlyMap<string, number>): Readonly<Record<string, number>> =>
  Object.fromEntries([...counts].filter(([, count]) => count > 0));

/**
 * Erases an employee in the transaction of the session. `again` is the pseudonym of before, where an older backup is told of an erasure: that
 * one was let through, so nothing stands against it.
 */
export async function eraseEmployee(session: Session, employee: string, again?: string): Promise<ErasureOutcome> {
  const { organisation, actor } = session.scope;
  const reason = again === undefined ? await obstacle(session, employee) : undefined;
  if (reason !== undefined) return { ok: false, reason };
  const pseudonym = again ?? `erased-${randomBytes(6).toString('hex')}`;
  const removed = new Map<string, number>();
  const pseudonymised = new Map<string, number>();
  // What is kept refers to somebody still.
  await session.count(sql`
    insert into employees (organisation, id, created_by) values (${organisation}, ${pseudonym}, ${actor})`);
  const names = await leaveTeams(session, employee);
  removed.set('job_contents', await clearJobs(session, employee));
  await session.count(sql`
    delete from calendar_links where organisation = ${organisation} and whose = 'employee' and thing = ${employee}`);
  await session.count(sql`
    update api_keys set revoked_at = coalesce(revoked_at, now()), revoked_by = coalesce(revoked_by, ${actor})
    where organisation = ${organisation} and employee = ${employee}`);
  const tables = await personalTables(session);
  // Ids in other systems are known by the team before they are known by themselves.
  for (const table of tables.filter((one) => REMOVED.has(one.table)).toReversed())
    if (table.table !== 'job_contents') removed.set(table.table, await removeRows(session, table, employee));
  const results = await renameResults(session, employee, pseudonym);
  const how = replacing({ id: employee, names }, pseudonym);
  for (const table of tables)
    if (!REMOVED.has(table.table)) {
      const rewritten = await rewriteRows(session, table, employee, how, pseudonym);
      const anew = table.isSealed ? await rewriteSealed(session, table, [employee, ...names], how) : new Set<string>();
      pseudonymised.set(table.table, new Set([...rewritten, ...anew]).size);
    }
  pseudonymised.set('results', results);
  await session.count(sql`delete from employees where organisation = ${organisation} and id = ${employee}`);
  await session.count(sql`delete from person_keys where organisation = ${organisation} and employee = ${employee}`);
  await session.count(sql`
    insert into erasures (organisation, mark, pseudonym, created_by)
    values (${organisation}, ${erasureMark(session.masterKey, organisation, employee)}, ${pseudonym}, ${actor})`);
  const value: Erased = { pseudonym, removed: counted(removed), pseudonymised: counted(pseudonymised) };
  session.record({ action: 'erase', kind: 'employee', thing: pseudonym, parts: [{ after: value }] });
  return { ok: true, value };
}
