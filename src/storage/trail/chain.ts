import { createHash } from 'node:crypto';
import type { TrailEntry } from '../../planning/trail-store.ts';

/** An entry as it is hashed: all of its columns but the hash itself. */
export type ChainedEntry = Omit<TrailEntry, 'changes' | 'hash'> & {
  readonly organisation: string;
  /** UTC with six digits behind the second. */
  readonly at: string;
  /** Sealed, so that whoever checks the chain needs no key and can read nothing. */
  readonly content: Uint8Array;
  readonly previous: Uint8Array;
};

/** What the first entry has as the hash of the one before. */
export const GENESIS = Buffer.alloc(32);

/** Names the form of what is hashed; another form would have another name. */
const FORM = 'shiftcast-trail-1';

/** Texts and bytes, each behind its length in bytes (4 bytes, the highest first): so no two lists have the same bytes, wherever one part ends and the next begins. */
export function lengthed(parts: readonly (string | Uint8Array)[]): readonly Uint8Array[] {
  return parts.flatMap((part) => {
    const bytes = typeof part === 'string' ? Buffer.from(part, 'utf8') : part;
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    return [length, bytes];
  });
}

/** SHA-256 over the columns in their order, each behind its length. */
export function entryHash(entry: ChainedEntry): Buffer {
  const { organisation, number, at, actor, via, address, operation, action, kind, thing, content, previous } = entry;
  const texts = [FORM, organisation, String(number), at, actor, via, address, operation, action, kind, thing];
  const hash = createHash('sha256');
  for (const bytes of lengthed([...texts, content, previous])) hash.update(bytes);
  return hash.digest();
}
