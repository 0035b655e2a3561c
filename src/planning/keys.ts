import { createHash, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';
import type { ApiKey } from './access-store.ts';
import type { Access } from './access.ts';

/**
 * Keys of programs. The text of a key is `shc_ORGANISATION_ID_SECRET`: the first two say where to look, the secret is 256 random bits. It is shown once;
 * kept is the SHA-256 of the whole text. A slow hash, as for passwords, would add nothing: nobody can try out 2^256 secrets, and every request would pay.
 */

/** The text of a key, taken apart. */
export type KeyText = { readonly organisation: string; readonly id: string; readonly text: string };

/** Ids of organisations: small letters, digits and hyphens. */
export const ORGANISATION_ID = /^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/;

const TEXT = /^shc_([a-z0-9-]{1,40})_([a-z0-9]{12})_[A-Za-z0-9_-]{43}$/;

const SECRET_BYTES = 32;
const ID_LENGTH = 12;
const ID_LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789';

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** A new key of an organisation: its text is known to whoever asked, and to nobody else. */
export function makeKey(organisation: string): KeyText & { readonly hash: string } {
  const id = Array.from({ length: ID_LENGTH }, () => ID_LETTERS[randomInt(ID_LETTERS.length)]).join('');
  const text = `shc_${organisation}_${id}_${randomBytes(SECRET_BYTES).toString('base64url')}`;
  return { organisation, id, text, hash: hashOf(text) };
}

/** What a text says that is meant as a key; undefined where it is none. */
export function readKey(text: string): KeyText | undefined {
  const match = TEXT.exec(text);
  return match === null ? undefined : { organisation: match[1] ?? '', id: match[2] ?? '', text };
}

/** Whether a text is the one that was hashed, in a time that does not tell how much of it is right. */
export function isTextOf(text: string, hash: string): boolean {
  return timingSafeEqual(Buffer.from(hashOf(text)), Buffer.from(hash));
}

/** Who asks with a key. */
export function keyAccess(organisation: string, key: ApiKey, address: string | undefined): Access {
  const { id, name, role, teams, employee, operations } = key;
  return { organisation, actor: `key:${name}`, role, teams, employee, operations, via: 'key', key: id, address };
}
