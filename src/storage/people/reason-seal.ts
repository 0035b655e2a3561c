import { sql } from 'kysely';
import type { Session } from '../session.ts';
import type { Transactions } from '../transactions.ts';
import { seal, unseal } from './cipher.ts';
import { ensureKeys, keysOfEmployees, type PersonKey } from './keys.ts';

/**
 * Reasons of absence, which tell of health: each sealed under its employee's own key, so that a copy of the database says nothing of them, and a copy of before an
 * erasure no more than the trail does.
 */

/** What of an absence says why. */
export type ReasonRow = {
  readonly id: string;
  readonly employee: string;
  /** Of before reasons were sealed. */
  readonly reason: string | null;
  readonly sealed_reason: Buffer | null;
};

/** Rows that are sealed by one transaction. */
const AT_ONCE = 500;

const besideOf = (organisation: string, id: string): string => JSON.stringify(['absence', organisation, id]);

function sealed(key: PersonKey | undefined, organisation: string, id: string, reason: string): Buffer {
  if (key === undefined) throw new Error(`the absence ${id} is of nobody who has a key`);
  return seal(key.key, Buffer.from(reason, 'utf8'), besideOf(organisation, id));
}

/** A reason as it is stored; null where there is none. */
export async function sealReason(
  session: Session,
  { id, employee }: Pick<ReasonRow, 'id' | 'employee'>,
  reason: string | undefined,
): Promise<Buffer | null> {
  if (reason === undefined) return null;
  const keys = await ensureKeys(session, [employee]);
  return sealed(keys.get(employee), session.scope.organisation, id, reason);
}

/** Reasons of rows, by their ids; those that have none are left out. */
export async function openReasons(session: Session, rows: readonly ReasonRow[]): Promise<ReadonlyMap<string, string>> {
  const { organisation } = session.scope;
  const employees = rows.flatMap(({ employee, sealed_reason }) => (sealed_reason === null ? [] : [employee]));
  const keys = employees.length === 0 ? undefined : await keysOfEmployees(session, [...new Set(employees)]);
  const reasons = new Map<string, string>();
  for (const { id, employee, reason, sealed_reason } of rows) {
    if (sealed_reason === null) {
      if (reason !== null) reasons.set(id, reason);
      continue;
    }
    const key = keys?.get(employee);
    const plain = key === undefined ? undefined : unseal(key.key, sealed_reason, besideOf(organisation, id));
    if (plain === undefined) throw new Error(`the reason of the absence ${id} cannot be opened`);
    reasons.set(id, plain.toString('utf8'));
  }
  return reasons;
}

/** Seals what was written before reasons were, of all organisations; gives how many. */
export async function sealOldReasons(transactions: Transactions): Promise<number> {
  let all = 0;
  const organisations = await transactions.query<{ organisation: string }>(
    'select distinct organisation from absences where reason is not null order by organisation',
  );
  for (const { organisation } of organisations)
    for (let last = AT_ONCE; last === AT_ONCE; all += last)
      last = await transactions.write({ organisation, actor: 'shiftcast' }, async (session) => {
        const rows = await session.rows(sql<ReasonRow & { readonly reason: string }>`
          select id, employee, reason, sealed_reason from absences
          where organisation = ${organisation} and reason is not null order by id limit ${AT_ONCE} for update`);
        const keys = await ensureKeys(session, new Set(rows.map(({ employee }) => employee)));
        const texts = rows.map(({ id, employee, reason }) => sealed(keys.get(employee), organisation, id, reason));
        await session.count(sql`
          update absences a set reason = null, sealed_reason = given.sealed
          from unnest(${rows.map(({ id }) => id)}::text[], ${texts}::bytea[]) as given (id, sealed)
          where a.organisation = ${organisation} and a.id = given.id`);
        const parts = [{ after: { absences: rows.length } }];
        if (rows.length > 0) session.record({ action: 'change', kind: 'sealing', thing: '', parts });
        return rows.length;
      });
  return all;
}
