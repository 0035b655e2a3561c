import type { TrailChange } from '../../planning/trail-store.ts';
import { seal, unseal } from '../people/cipher.ts';
import { ORGANISATION_KEY, type PersonKey, personBytes, personIn } from '../people/keys.ts';
import { isUserKey } from '../people/user-seal.ts';
import type { Change, ChangedPart } from './change.ts';

/**
 * What an entry of the trail says, sealed part by part: each person's part under her own key, the rest under the organisation's. A part is
 * the person (16 bytes), the length of the sealed text (4 bytes, the highest first) and the sealed text.
 */

const PERSON_BYTES = 16;
const LENGTH_BYTES = 4;

const besideOf = (organisation: string, kind: string, thing: string): string =>
  JSON.stringify(['trail', organisation, kind, thing]);

type Named = { readonly organisation: string; readonly kind: string; readonly thing: string };

/** Whose keys a change needs. */
export function keysNeeded(changes: readonly Change[]): ReadonlySet<string> {
  return new Set(changes.flatMap(({ parts }) => parts.map(({ employee }) => employee ?? ORGANISATION_KEY)));
}

export function sealContent(
  { organisation, kind, thing }: Named,
  parts: readonly ChangedPart[],
  keys: ReadonlyMap<string, PersonKey>,
): Buffer {
  const beside = besideOf(organisation, kind, thing);
  const written = parts.flatMap(({ employee = ORGANISATION_KEY, before, after }) => {
    const found = keys.get(employee);
    if (found === undefined) throw new Error('a part of the trail has no key');
    const sealed = seal(found.key, Buffer.from(JSON.stringify({ before, after }), 'utf8'), beside);
    const length = Buffer.alloc(LENGTH_BYTES);
    length.writeUInt32BE(sealed.length);
    return [personBytes(found.person), length, sealed];
  });
  return Buffer.concat(written);
}

type SealedPart = { readonly person: string; readonly sealed: Buffer };

/** The parts of an entry. What is no such content, since somebody changed it, has none: `verify` tells of it. */
export function sealedParts(content: Buffer): readonly SealedPart[] {
  const parts: SealedPart[] = [];
  for (let at = 0; at < content.length; ) {
    const start = at + PERSON_BYTES + LENGTH_BYTES;
    if (start > content.length) return [];
    const end = start + content.readUInt32BE(at + PERSON_BYTES);
    if (end > content.length) return [];
    parts.push({ person: personIn(content.subarray(at, at + PERSON_BYTES)), sealed: content.subarray(start, end) });
    at = end;
  }
  return parts;
}

/** What the parts say; those of persons whose key is gone say that it is. `keys` are by person. */
export function openContent(
  { organisation, kind, thing }: Named,
  content: Buffer,
  keys: ReadonlyMap<string, PersonKey>,
): readonly TrailChange[] {
  const beside = besideOf(organisation, kind, thing);
  return sealedParts(content).map(({ person, sealed }) => {
    const found = keys.get(person);
    const plain = found === undefined ? undefined : unseal(found.key, sealed, beside);
    if (found === undefined || plain === undefined) return { erased: true };
    const { before, after } = JSON.parse(plain.toString('utf8')) as { readonly before?: unknown; after?: unknown };
    return {
      ...(found.employee === ORGANISATION_KEY || isUserKey(found.employee) ? {} : { employee: found.employee }),
      ...(before === undefined ? {} : { before }),
      ...(after === undefined ? {} : { after }),
    };
  });
}
