import { promisify } from 'node:util';
import { deflateRaw, deflateRawSync, inflateRaw, inflateRawSync } from 'node:zlib';
import type { Session } from '../session.ts';
import { seal, unseal } from './cipher.ts';
import { ensureKeys, keysOfPersons, ORGANISATION_KEY, type PersonKey, personBytes, personIn } from './keys.ts';

/**
 * Whole documents that tell of persons, each sealed under the organisation's key: a copy of the database says nothing of them. An erasure opens them,
 * rewrites them and seals them anew. What is sealed is the key's name (16 bytes) and the compressed text under it.
 */

/** Columns that hold such documents. `clear`: the column of before they were sealed, null since. `id` names the row within its organisation. */
export const SEALED_COLUMNS = [
  { table: 'teams', id: 'id', clear: 'document', sealed: 'sealed' },
  { table: 'documents', id: 'id', clear: 'text', sealed: 'sealed' },
  { table: 'documents', id: 'id', clear: 'parameters', sealed: 'sealed_parameters' },
  { table: 'publications', id: 'id', clear: 'gate', sealed: 'sealed_gate' },
  { table: 'publications', id: 'id', clear: 'published', sealed: 'sealed_published' },
  { table: 'jobs', id: 'id', clear: 'problem', sealed: 'sealed_problem' },
  { table: 'job_contents', id: 'job', clear: 'body', sealed: 'sealed_body' },
  { table: 'job_contents', id: 'job', clear: 'result', sealed: 'sealed_result' },
  { table: 'job_contents', id: 'job', clear: 'best', sealed: 'sealed_best' },
  { table: 'idempotency_keys', id: 'key', clear: 'body', sealed: 'sealed' },
  { table: 'result_targets', id: 'id', clear: 'figures', sealed: 'sealed_figures' },
] as const;

export type SealedColumn = (typeof SEALED_COLUMNS)[number];

/** The sealed column whose clear text was `table.clear`, such as `job_contents.body`. */
export type SealedName = SealedColumn extends infer C
  ? C extends { readonly table: infer T extends string; readonly clear: infer L extends string }
    ? `${T}.${L}`
    : never
  : never;

export function nameOf({ table, clear }: SealedColumn): SealedName {
  return `${table}.${clear}` as SealedName;
}

const PERSON_BYTES = 16;

/** From so many characters or bytes on compression leaves this thread. */
const LARGE = 65_536;

/** Fast, and half of what the best level saves: documents are read more often than they are kept. */
const LEVEL = { level: 3 };

const deflated = promisify(deflateRaw);
const inflated = promisify(inflateRaw);

/**
 * Keys of organisations that were opened, by the master key that opened them. A document is committed with its key, and a key never changes; so what is
 * found here by the name that a document gives is its key still. Whoever seals asks the database, which may have taken a key back that it had just made.
 */
const opened = new WeakMap<Uint8Array, Map<string, Uint8Array>>();

/** More organisations than one process has at a time; then it begins anew. */
const MOST_KEYS = 10_000;

/** The key that a sealed text names; undefined where it is gone. */
export async function keyFor(session: Session, person: string): Promise<Uint8Array | undefined> {
  const keys = opened.get(session.masterKey) ?? new Map<string, Uint8Array>();
  opened.set(session.masterKey, keys);
  const name = `${person} ${session.scope.organisation}`;
  const known = keys.get(name);
  if (known !== undefined) return known;
  const found = (await keysOfPersons(session, [person])).get(person)?.key;
  if (keys.size >= MOST_KEYS) keys.clear();
  if (found !== undefined) keys.set(name, found);
  return found;
}

const besideOf = (organisation: string, name: SealedName, id: string): string =>
  JSON.stringify(['document', organisation, name, id]);

/** The organisation's key, for a writer. */
export async function ownKey(session: Session): Promise<PersonKey> {
  const own = (await ensureKeys(session, [ORGANISATION_KEY])).get(ORGANISATION_KEY);
  if (own === undefined) throw new Error('the organisation has no key');
  return own;
}

/** A document as it is stored, for the row `id` of the table alone. */
export async function sealDocument(session: Session, name: SealedName, id: string, text: string): Promise<Buffer> {
  const { organisation } = session.scope;
  const own = await ownKey(session);
  const plain = Buffer.from(text, 'utf8');
  const compressed = plain.length < LARGE ? deflateRawSync(plain, LEVEL) : await deflated(plain, LEVEL);
  return Buffer.concat([personBytes(own.person), seal(own.key, compressed, besideOf(organisation, name, id))]);
}

/** The text of a sealed document. Rejects where a byte was changed, it is of another row, or its key is gone. */
export async function openDocument(session: Session, name: SealedName, id: string, sealed: Buffer): Promise<string> {
  const key = await keyFor(session, personIn(sealed.subarray(0, PERSON_BYTES)));
  const beside = besideOf(session.scope.organisation, name, id);
  const compressed = key === undefined ? undefined : unseal(key, sealed.subarray(PERSON_BYTES), beside);
  if (compressed === undefined) throw new Error(`a document of ${name} cannot be opened`);
  const plain = compressed.length < LARGE / 8 ? inflateRawSync(compressed) : await inflated(compressed);
  return plain.toString('utf8');
}

/** The value of a row whose clear column is JSON, sealed or as it was written before; undefined where there is none. */
export async function valueOf<T extends object>(
  session: Session,
  name: SealedName,
  id: string,
  clear: T | null,
  sealed: Buffer | null,
): Promise<T | undefined> {
  return sealed === null ? (clear ?? undefined) : (JSON.parse(await openDocument(session, name, id, sealed)) as T);
}

/** The text of a row, sealed or as it was written before; undefined where there is none. */
export async function textOf(
  session: Session,
  name: SealedName,
  id: string,
  clear: string | null | undefined,
  sealed: Buffer | null | undefined,
): Promise<string | undefined> {
  return sealed ? openDocument(session, name, id, sealed) : (clear ?? undefined);
}
