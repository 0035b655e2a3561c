import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';

/** AES-256-GCM: what is sealed reads as noise without its key, and a byte that was changed is found when it is opened. */

const ALGORITHM = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Length of every key. */
const KEY_BYTES = 32;

export function newKey(): Buffer {
  return randomBytes(KEY_BYTES);
}

/** Nonce, tag and cipher text. `beside` is not secret and belongs to it: opened beside another text it is refused. */
export function seal(key: Uint8Array, plain: Uint8Array, beside: string): Buffer {
  return sealWith(randomBytes(NONCE_BYTES), key, plain, beside);
}

/** The same bytes for the same text beside the same other one, and for nothing else: where texts come again and again, each is opened once. */
export function sealAlike(key: Uint8Array, plain: Uint8Array, beside: string): Buffer {
  const mac = createHmac('sha256', key)
    .update(JSON.stringify(['nonce', beside]))
    .update(plain);
  return sealWith(mac.digest().subarray(0, NONCE_BYTES), key, plain, beside);
}

function sealWith(nonce: Buffer, key: Uint8Array, plain: Uint8Array, beside: string): Buffer {
  const cipher = createCipheriv(ALGORITHM, key, nonce);
  cipher.setAAD(Buffer.from(beside, 'utf8'));
  const text = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), text]);
}

/** What was sealed; undefined where the key is another one or a byte was changed. */
export function unseal(key: Uint8Array, sealed: Uint8Array, beside: string): Buffer | undefined {
  if (sealed.length < NONCE_BYTES + TAG_BYTES) return undefined;
  const decipher = createDecipheriv(ALGORITHM, key, sealed.subarray(0, NONCE_BYTES));
  decipher.setAAD(Buffer.from(beside, 'utf8'));
  decipher.setAuthTag(sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]);
  } catch {
    return undefined;
  }
}
