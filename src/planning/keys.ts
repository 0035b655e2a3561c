import { createHash, createHmac, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';
import type { ApiKey } from './access-store.ts';
import type { Access } from './access.ts';
import type { FoundSession, KnownUser } from './user-store.ts';

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

/** A new id: twelve letters and digits that say nothing. */
export function newId(): string {
  return Array.from({ length: ID_LENGTH }, () => ID_LETTERS[randomInt(ID_LETTERS.length)]).join('');
}

/** A new key of an organisation: its text is known to whoever asked, and to nobody else. */
export function makeKey(organisation: string): KeyText & { readonly hash: string } {
  const id = newId();
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

/** What a browser has as its session: the organisation says where to look, the rest is a secret. */
export type SessionText = { readonly organisation: string; readonly text: string };

const SESSION_TEXT = /^([a-z0-9-]{1,40})\.[\w-]{43}$/;

export function newSessionText(organisation: string): string {
  return `${organisation}.${newToken()}`;
}

/** What a text says that is meant as a session; undefined where it is none. */
export function readSessionText(text: string | undefined): SessionText | undefined {
  const organisation = SESSION_TEXT.exec(text ?? '')?.[1];
  return organisation === undefined || text === undefined ? undefined : { organisation, text };
}

/** A secret that a browser keeps: 256 random bits, 43 characters. */
export function newToken(): string {
  return randomBytes(SECRET_BYTES).toString('base64url');
}

/** Whether a text may be such a secret. */
export function isToken(text: string | undefined): text is string {
  return text !== undefined && /^[\w-]{43}$/.test(text);
}

/** What is kept of such a secret. */
export function tokenHash(token: string): Uint8Array {
  return createHash('sha256').update(token).digest();
}

/** Whether two texts are the same, in a time that does not tell how much of them is. */
export function isSameText(one: string, other: string): boolean {
  return isTextOf(one, hashOf(other));
}

/** Belongs to one session, and is not to be had without it: whoever could make a browser send its cookie cannot know this. */
export function csrfTokenOf({ text }: SessionText): string {
  return createHmac('sha256', text).update('shiftcast csrf').digest('base64url');
}

/** Who asks with a session. */
export function sessionAccess(found: FoundSession, text: SessionText, address: string | undefined): Access {
  const { session: id, expiresAt } = found;
  return { ...userAccess(found, address), via: 'session', session: { id, expiresAt, csrfToken: csrfTokenOf(text) } };
}

/** What a user may do, however they ask. */
function userAccess(
  { organisation, user, role, teams, employee }: Omit<KnownUser, 'state' | 'fromClaims'>,
  address: string | undefined,
): Omit<Access, 'via'> {
  return { organisation, actor: `user:${user}`, role, teams, employee, operations: 'all', user, address };
}

/** Who asks with an access token of the issuer. */
export function tokenAccess(known: KnownUser, address: string | undefined): Access {
  return { ...userAccess(known, address), via: 'token' };
}
