import { createHmac, hkdfSync } from 'node:crypto';
import { type ChainedEntry, lengthed } from './chain.ts';

/** An entry that has no place in the chain yet. */
export type PendingEntry = Omit<ChainedEntry, 'number' | 'previous'>;

const FORM = 'shiftcast-trail-pending-1';

/** The key that entries are marked with until they are linked; of the master key, so that who has the database alone cannot make a mark. */
export function pendingKey(masterKey: Uint8Array): Buffer {
  return Buffer.from(hkdfSync('sha256', masterKey, Buffer.alloc(0), FORM, 32));
}

/** HMAC-SHA-256 over the columns of an entry, each behind its length. */
export function pendingMac(key: Uint8Array, entry: PendingEntry): Buffer {
  const { organisation, at, actor, via, address, operation, action, kind, thing, content } = entry;
  const hash = createHmac('sha256', key);
  for (const bytes of lengthed([FORM, organisation, at, actor, via, address, operation, action, kind, thing, content]))
    hash.update(bytes);
  return hash.digest();
}
