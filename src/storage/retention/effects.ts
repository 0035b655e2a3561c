import { type RawBuilder, sql, type SqlBool } from 'kysely';
import type { Session } from '../session.ts';

/** What goes along with rows that are past their time, and what is noted in their place; each within the transaction that removes them. */

/** Key of a row that is gone, by column. */
export type Gone = Readonly<Record<string, string | number>>;

const valuesOf = (gone: readonly Gone[], column: string): readonly (string | number)[] =>
  gone.flatMap((row) => row[column] ?? []);

/** A job without its request and result says so, and its progress goes. */
export async function clearJobs(session: Session, gone: readonly Gone[]): Promise<void> {
  const { organisation } = session.scope;
  const jobs = valuesOf(gone, 'job');
  await session.count(sql`
    delete from job_events
    where organisation = ${organisation} and job = any (${jobs}::text[]) and type = 'progress'`);
  await session.count(sql`
    update jobs set has_result = false, cleared_at = clock_timestamp()
    where organisation = ${organisation} and id = any (${jobs}::text[])`);
}

/** Numbers of publications that go are not given again. */
export function rememberNumbers(due: RawBuilder<SqlBool>): (session: Session) => Promise<void> {
  return async (session) => {
    const { organisation } = session.scope;
    await session.count(sql`
      update teams set cleared_publications = gone.number from (
        select p.team, max(p.number) as number from publications p
        where p.organisation = ${organisation} and ${due} group by p.team
      ) gone
      where teams.organisation = ${organisation} and teams.id = gone.team
        and teams.cleared_publications < gone.number`);
  };
}

/** Tombstones of shifts go with them, and whoever has read the schedule before is told that it is another one. */
export async function forgetShifts(session: Session, gone: readonly Gone[]): Promise<void> {
  const { organisation } = session.scope;
  await session.count(sql`
    delete from schedule_departures
    where organisation = ${organisation} and shift_id = any (${valuesOf(gone, 'shift_id')}::text[])`);
  await session.count(sql`
    update schedule_counters set cleared = cleared + 1 where organisation = ${organisation}`);
}

/** Shifts that are of none of the versions that are left. */
export async function dropUnusedShifts(session: Session, gone: readonly Gone[]): Promise<void> {
  const { organisation } = session.scope;
  const drafts = [...new Set(valuesOf(gone, 'draft'))];
  await session.count(sql`
    delete from draft_shifts s
    where s.organisation = ${organisation} and s.draft = any (${drafts}::text[]) and s.to_version is not null
      and not exists (
        select from draft_versions v where v.organisation = ${organisation} and v.draft = s.draft
          and v.version >= s.from_version and v.version < s.to_version)`);
}

/** The head of a history says what of it is there; corrections of rows that are gone go too. */
export async function countRows(session: Session, gone: readonly Gone[]): Promise<void> {
  const { organisation, actor } = session.scope;
  const histories = valuesOf(gone, 'history');
  await session.count(sql`
    delete from history_corrections c
    using unnest(${histories}::text[], ${valuesOf(gone, 'start')}::bigint[]) as given (history, start)
    where c.organisation = ${organisation} and c.history = given.history and c.start = given.start`);
  // Whoever enters rows holds the head: what is counted from is what they have left.
  await session.rows(sql`
    select id from histories
    where organisation = ${organisation} and id = any (${histories}::text[]) order by id for update`);
  const end = (direction: 'asc' | 'desc') => sql`(
    select r.date from history_rows r where r.organisation = ${organisation} and r.history = h.id
    order by r.start ${sql.raw(direction)} limit 1)`;
  await session.count(sql`
    update histories h set rows = h.rows - gone.rows, first_date = ${end('asc')}, last_date = ${end('desc')},
      version = h.version + 1, updated_by = case when h.removed_at is null then ${actor} else h.updated_by end,
      updated_at = case when h.removed_at is null then now() else h.updated_at end
    from (select id, count(*)::int as rows from unnest(${histories}::text[]) as id group by id) gone
    where h.organisation = ${organisation} and h.id = gone.id`);
}

/** The database lets entries of the trail go in a transaction that says that it is for this. */
export async function allowTrail(session: Session): Promise<void> {
  await session.rows(sql`
    select set_config('shiftcast.trail_retention', 'on', true) where ${session.scope.organisation}::text is not null`);
}

/** Remembers the last entry that went, so that the first that is left still follows something. */
export async function moveTrail(session: Session, gone: readonly Gone[]): Promise<void> {
  const { organisation } = session.scope;
  const last = gone.reduce((latest, row) => (Number(row['number']) > Number(latest['number']) ? row : latest));
  await session.count(sql`
    update trail_heads set removed_to = ${last['number']}, removed_hash = decode(${last['hash']}, 'hex')
    where organisation = ${organisation}`);
  await session.rows(sql`
    select set_config('shiftcast.trail_retention', 'off', true) where ${organisation}::text is not null`);
}
