import { setImmediate } from 'node:timers/promises';
import { sql } from 'kysely';
import type { ResultCount } from '../../domain/team-measures.ts';
import type { Session } from '../session.ts';
import type { Transactions } from '../transactions.ts';
import { seal, unseal } from './cipher.ts';
import { keyFor, ownKey } from './document-seal.ts';
import { personBytes, personIn } from './keys.ts';

/**
 * What each employee achieved on a date, sealed under the organisation's key. Employee and date stay in clear: rows are found, replaced and removed by them.
 */

/** Counts by their names; what is absent is not known. */
export type Counts = Readonly<Partial<Record<ResultCount, number>>>;

/** Which row it is. */
type Place = { readonly team: string; readonly employee: string; readonly date: string };

export type CountsRow = Place & {
  /** Of before they were sealed. */
  readonly counts: Counts | null;
  readonly sealed_counts: Buffer | null;
};

const PERSON_BYTES = 16;

/** Rows that are sealed by one statement. */
const AT_ONCE = 1000;

/** Rows that are sealed or opened without a pause, some milliseconds: a year of a large team has a hundred thousand. */
const WITHOUT_PAUSE = 200;

/** Lets others have the thread now and then. */
async function pause(done: number): Promise<void> {
  if (done % WITHOUT_PAUSE === WITHOUT_PAUSE - 1) await setImmediate();
}

const besideOf = (organisation: string, { team, employee, date }: Place): string =>
  JSON.stringify(['result', organisation, team, employee, date]);

/** The counts of each row as they are stored. */
export async function sealCounts(
  session: Session,
  rows: readonly (Place & { readonly counts: Counts })[],
): Promise<readonly Buffer[]> {
  const { organisation } = session.scope;
  const own = await ownKey(session);
  const name = personBytes(own.person);
  const sealed: Buffer[] = [];
  for (const [index, row] of rows.entries()) {
    const plain = Buffer.from(JSON.stringify(row.counts), 'utf8');
    sealed.push(Buffer.concat([name, seal(own.key, plain, besideOf(organisation, row))]));
    await pause(index);
  }
  return sealed;
}

/** The counts of each row. Rejects where a byte was changed or it is of another row. */
export async function openCounts(session: Session, rows: readonly CountsRow[]): Promise<readonly Counts[]> {
  const { organisation } = session.scope;
  const keys = new Map<string, Uint8Array | undefined>();
  const found: Counts[] = [];
  for (const [index, row] of rows.entries()) {
    await pause(index);
    const { counts, sealed_counts: sealed } = row;
    if (sealed === null) {
      found.push(counts ?? {});
      continue;
    }
    const person = sealed.toString('hex', 0, PERSON_BYTES);
    if (!keys.has(person)) keys.set(person, await keyFor(session, personIn(sealed.subarray(0, PERSON_BYTES))));
    const key = keys.get(person);
    const plain =
      key === undefined ? undefined : unseal(key, sealed.subarray(PERSON_BYTES), besideOf(organisation, row));
    if (plain === undefined) throw new Error('a result cannot be opened');
    found.push(JSON.parse(plain.toString('utf8')) as Counts);
  }
  return found;
}

/** Puts the rows under another employee's id; gives how many they were. */
export async function renameResults(session: Session, employee: string, pseudonym: string): Promise<number> {
  const { organisation } = session.scope;
  const rows = await session.rows(sql<CountsRow>`
    select team, employee, date, counts, sealed_counts from results
    where organisation = ${organisation} and employee = ${employee} for update`);
  const counts = await openCounts(session, rows);
  const renamed = rows.map(({ team, date }, index) => ({
    team,
    employee: pseudonym,
    date,
    counts: counts[index] ?? {},
  }));
  await session.count(sql`
    update results r set employee = ${pseudonym}, counts = null, sealed_counts = given.sealed
    from unnest(${renamed.map(({ team }) => team)}::text[], ${renamed.map(({ date }) => date)}::text[],
      ${await sealCounts(session, renamed)}::bytea[]) as given (team, date, sealed)
    where r.organisation = ${organisation} and r.employee = ${employee} and r.team = given.team and r.date = given.date`);
  return rows.length;
}

/** Seals what was written in clear before results were, of all organisations; gives how many rows. */
export async function sealOldResults(transactions: Transactions): Promise<number> {
  let all = 0;
  const organisations = await transactions.query<{ organisation: string }>(
    'select distinct organisation from results where counts is not null order by organisation',
  );
  for (const { organisation } of organisations)
    for (let last = AT_ONCE; last === AT_ONCE; all += last)
      last = await transactions.write({ organisation, actor: 'shiftcast' }, async (session) => {
        const rows = await session.rows(sql<Place & { readonly counts: Counts }>`
          select team, employee, date, counts from results
          where organisation = ${organisation} and counts is not null limit ${AT_ONCE} for update`);
        await session.count(sql`
          update results r set counts = null, sealed_counts = given.sealed
          from unnest(${rows.map(({ team }) => team)}::text[], ${rows.map((row) => row.employee)}::text[],
            ${rows.map(({ date }) => date)}::text[], ${await sealCounts(session, rows)}::bytea[])
            as given (team, employee, date, sealed)
          where r.organisation = ${organisation} and r.team = given.team and r.employee = given.employee
            and r.date = given.date`);
        const parts = [{ after: { results: rows.length } }];
        if (rows.length > 0) session.record({ action: 'change', kind: 'sealing', thing: '', parts });
        return rows.length;
      });
  return all;
}
