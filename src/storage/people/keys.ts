import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Session } from '../session.ts';
import { newKey, seal, unseal } from './cipher.ts';

/**
 * Keys of persons: each employee has one of its own, wrapped by the master key, which lies outside of the database. Erasing a person is
 * destroying the row: what was sealed for her stays where it is, in the trail and in backups, and nobody can read it.
 */

/** Stands for the organisation itself among the employees, whose ids are never empty. */
export const ORGANISATION_KEY = '';

/** The name of a person as 16 bytes. */
export const personBytes = (person: string): Buffer => Buffer.from(person.replaceAll('-', ''), 'hex');

/** The name that 16 bytes are. */
export function personIn(bytes: Uint8Array): string {
  const hex = Buffer.from(bytes).toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

export type PersonKey = {
  /** Names the person beside what is sealed, and says nothing about her once the row is gone. */
  readonly person: string;
  readonly employee: string;
  readonly key: Uint8Array;
};

type KeyRow = { readonly person: string; readonly employee: string; readonly wrapped: Buffer };

const besideOf = (organisation: string, person: string): string => JSON.stringify(['person', organisation, person]);

function unwrapped(master: Uint8Array, organisation: string, { person, employee, wrapped }: KeyRow): PersonKey {
  const key = unseal(master, wrapped, besideOf(organisation, person));
  if (key === undefined) throw new Error(`the key of person ${person} is wrapped by another master key`);
  return { person, employee, key };
}

/** Keys of employees by their id, made where there is none. */
export async function ensureKeys(
  session: Session,
  employees: Iterable<string>,
): Promise<ReadonlyMap<string, PersonKey>> {
  const { organisation } = session.scope;
  const wanted = [...new Set(employees)].sort();
  const found = await keysOfEmployees(session, wanted);
  const missing = wanted.filter((employee) => !found.has(employee));
  if (missing.length === 0) return found;
  const persons = missing.map(() => randomUUID());
  const wrapped = persons.map((person) => seal(session.masterKey, newKey(), besideOf(organisation, person)));
  await session.count(sql`
    insert into person_keys (organisation, employee, person, wrapped)
    select ${organisation}, given.employee, given.person, given.wrapped
    from unnest(${missing}::text[], ${persons}::text[], ${wrapped}::bytea[]) as given (employee, person, wrapped)
    on conflict do nothing`);
  // Another transaction may have been first with some of them.
  return keysOfEmployees(session, wanted);
}

/** Keys that there are of these employees, by their id. */
export async function keysOfEmployees(
  session: Session,
  employees: readonly string[],
): Promise<ReadonlyMap<string, PersonKey>> {
  const { organisation } = session.scope;
  const rows = await session.rows(sql<KeyRow>`
    select person, employee, wrapped from person_keys
    where organisation = ${organisation} and employee = any (${employees}::text[])`);
  return new Map(rows.map((row) => [row.employee, unwrapped(session.masterKey, organisation, row)]));
}

/** Keys that are there still, by the person. */
export async function keysOfPersons(
  session: Session,
  persons: Iterable<string>,
): Promise<ReadonlyMap<string, PersonKey>> {
  const { organisation } = session.scope;
  const rows = await session.rows(sql<KeyRow>`
    select person, employee, wrapped from person_keys
    where organisation = ${organisation} and person = any (${[...new Set(persons)]}::text[])`);
  return new Map(rows.map((row) => [row.person, unwrapped(session.masterKey, organisation, row)]));
}
