import { createHmac } from 'node:crypto';
import type { Identity, UserGiven } from '../../planning/user-store.ts';
import { seal, unseal } from './cipher.ts';
import type { PersonKey } from './keys.ts';

/** Who a user is, sealed; and the marks by which a user is found without opening anything. */

export type Personal = Pick<UserGiven, 'name' | 'email' | 'issuer' | 'subject'>;

/** No employee has such a name: ids begin with no blank. */
const PREFIX = ' user ';

/** Under whose key a user lies: the employee's, so that both are erased together; or one of the user's own. */
export function keyNameOf(id: string, employee: string | undefined): string {
  return employee ?? `${PREFIX}${id}`;
}

/** Whether a key is that of a user who is no employee. */
export function isUserKey(employee: string): boolean {
  return employee.startsWith(PREFIX);
}

const besideOf = (organisation: string, id: string): string => JSON.stringify(['user', organisation, id]);

export function sealPersonal(key: PersonKey, organisation: string, id: string, personal: Personal): Buffer {
  const { name, email, issuer, subject } = personal;
  return seal(key.key, Buffer.from(JSON.stringify({ name, email, issuer, subject })), besideOf(organisation, id));
}

export function openPersonal(key: PersonKey | undefined, organisation: string, id: string, sealed: Buffer): Personal {
  const plain = key === undefined ? undefined : unseal(key.key, sealed, besideOf(organisation, id));
  if (plain === undefined) throw new Error(`the user ${id} cannot be opened`);
  const { name, email, issuer, subject } = JSON.parse(plain.toString('utf8')) as Partial<Personal>;
  return { name, email, issuer, subject };
}

const markOf = (masterKey: Uint8Array, parts: readonly string[]): string =>
  createHmac('sha256', masterKey).update(JSON.stringify(parts)).digest('hex');

/** Says nothing without the master key; the same for the same subject of the same issuer in all organisations. */
export function subjectMark(masterKey: Uint8Array, { issuer, subject }: Pick<Identity, 'issuer' | 'subject'>): string {
  return markOf(masterKey, ['user', 'subject', issuer, subject]);
}

export function emailMark(masterKey: Uint8Array, email: string): string {
  return markOf(masterKey, ['user', 'email', email]);
}
