import { sql } from 'kysely';
import type { ScheduledShift } from '../../domain/schedule.ts';
import type { Session } from '../session.ts';
import type { Transactions } from '../transactions.ts';
import { sealAlike, unseal } from './cipher.ts';
import { keyFor, ownKey } from './document-seal.ts';
import { personBytes, personIn } from './keys.ts';

/**
 * Names in published shifts, each sealed in its place under the organisation's key. A year has 52,000 shifts and a hundred names: the same name of the same
 * employee is sealed to the same text, so that it is opened once.
 */

/** Before what is sealed; no name that people write begins so. */
const MARK = '\u0001';

const PERSON_BYTES = 16;

const isSealed = (name: string | undefined): name is string => name?.startsWith(MARK) === true;

type Named = Pick<ScheduledShift, 'employeeId' | 'employeeName'>;

const besideOf = (organisation: string, employee: string): string => JSON.stringify(['name', organisation, employee]);

/** Shifts as they are stored; those whose names are sealed already stay as they are. */
export async function sealNames<T extends Named>(session: Session, shifts: readonly T[]): Promise<readonly T[]> {
  const { organisation } = session.scope;
  if (shifts.every(({ employeeName: name }) => name === undefined || isSealed(name))) return shifts;
  const own = await ownKey(session);
  const known = new Map<string, string>();
  return shifts.map((shift) => {
    const { employeeId, employeeName: name } = shift;
    if (name === undefined || isSealed(name)) return shift;
    const whose = JSON.stringify([employeeId, name]);
    const sealed =
      known.get(whose) ??
      MARK +
        Buffer.concat([
          personBytes(own.person),
          sealAlike(own.key, Buffer.from(name, 'utf8'), besideOf(organisation, employeeId)),
        ]).toString('base64');
    known.set(whose, sealed);
    return { ...shift, employeeName: sealed };
  });
}

/** Puts the names back into shifts that were just read, in their place, and gives the same shifts. Rejects where a name was changed or is another's. */
export async function openNames<T extends Named>(session: Session, shifts: readonly T[]): Promise<readonly T[]> {
  const { organisation } = session.scope;
  const known = new Map<string, { readonly employeeId: string; readonly plain: string }>();
  for (const shift of shifts) {
    const { employeeId, employeeName: name } = shift;
    if (!isSealed(name)) continue;
    let found = known.get(name);
    // Another's name is opened for whom it stands with, which fails.
    if (found?.employeeId !== employeeId) {
      const bytes = Buffer.from(name.slice(MARK.length), 'base64');
      const key = await keyFor(session, personIn(bytes.subarray(0, PERSON_BYTES)));
      const opened =
        key === undefined ? undefined : unseal(key, bytes.subarray(PERSON_BYTES), besideOf(organisation, employeeId));
      if (opened === undefined) throw new Error('a name in the schedule cannot be opened');
      found = { employeeId, plain: opened.toString('utf8') };
      known.set(name, found);
    }
    (shift as { employeeName: string | undefined }).employeeName = found.plain;
  }
  return shifts;
}

/** Rows that are sealed by one transaction. */
const AT_ONCE = 1000;

/** Seals names that were written before they were sealed, of all organisations; gives how many rows. */
export async function sealOldNames(transactions: Transactions): Promise<number> {
  let all = 0;
  for (const table of ['scheduled_shifts', 'schedule_departures'] as const) {
    const organisations = await transactions.query<{ organisation: string }>(
      `select distinct organisation from ${table} where not name_sealed order by organisation`,
    );
    for (const { organisation } of organisations)
      for (let last = AT_ONCE; last === AT_ONCE; all += last)
        last = await transactions.write({ organisation, actor: 'shiftcast' }, async (session) => {
          const rows = await session.rows(sql<{ readonly place: string; readonly data: ScheduledShift }>`
            select ctid::text as place, data from ${sql.table(table)}
            where organisation = ${organisation} and not name_sealed limit ${AT_ONCE} for update`);
          const shifts = await sealNames(
            session,
            rows.map(({ data }) => data),
          );
          await session.count(sql`
            update ${sql.table(table)} t set name_sealed = true, data = given.data::json
            from unnest(${rows.map(({ place }) => place)}::tid[], ${shifts.map((shift) => JSON.stringify(shift))}::text[])
              as given (place, data)
            where t.organisation = ${organisation} and t.ctid = given.place`);
          const parts = [{ after: { [table]: rows.length } }];
          if (rows.length > 0) session.record({ action: 'change', kind: 'sealing', thing: '', parts });
          return rows.length;
        });
  }
  return all;
}
