import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib';

/**
 * ZIP as a workbook needs it (APPNOTE 6.3): parts that are stored or deflated, found by the central directory. Reading inflates one part at a time
 * and stops inside of it at its limit, whatever size the directory claims.
 */

export type ZipEntry = {
  readonly name: string;
  readonly method: number;
  readonly crc: number;
  readonly packedBytes: number;
  /** What the directory claims; nothing rests on it. */
  readonly claimedBytes: number;
  readonly offset: number;
};

/** Why a text of bytes is no archive that can be read. */
export class ZipError extends Error {
  readonly reason: 'damaged' | 'encrypted' | 'method' | 'too-large';

  constructor(reason: ZipError['reason']) {
    super(`the archive cannot be read: ${reason}`);
    this.name = 'ZipError';
    this.reason = reason;
  }
}

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const END_64 = 0x06064b50;
const LOCATOR_64 = 0x07064b50;
const STORED = 0;
const DEFLATED = 8;
const HUGE = 0xffffffff;

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** A 64-bit number; one above what counts exactly lies outside of every file. */
function longAt(view: DataView, offset: number): number {
  return Number(view.getBigUint64(offset, true));
}

/** Where the directory begins, and how many entries it has. */
function directoryOf(view: DataView): { readonly start: number; readonly count: number } {
  const last = view.byteLength - 22;
  for (let at = last; at >= Math.max(0, last - 0xffff); at -= 1) {
    if (view.getUint32(at, true) !== END) continue;
    const count = view.getUint16(at + 10, true);
    const start = view.getUint32(at + 16, true);
    if (start !== HUGE && count !== 0xffff) return { start, count };
    if (at < 20 || view.getUint32(at - 20, true) !== LOCATOR_64) break;
    const end = longAt(view, at - 12);
    if (view.getUint32(end, true) !== END_64) break;
    return { start: longAt(view, end + 48), count: longAt(view, end + 32) };
  }
  throw new ZipError('damaged');
}

/** The sizes and the place of an entry: those that do not fit 32 bits stand in an extra field, in this order. */
function placesOf(view: DataView, at: number): readonly [claimed: number, packed: number, offset: number] {
  const short = [view.getUint32(at + 24, true), view.getUint32(at + 20, true), view.getUint32(at + 42, true)] as const;
  if (!short.includes(HUGE)) return short;
  const end = at + 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true);
  for (let field = at + 46 + view.getUint16(at + 28, true); field < end; field += 4 + view.getUint16(field + 2, true)) {
    if (view.getUint16(field, true) !== 1) continue;
    let next = field + 4;
    const long = short.map((value) => {
      if (value !== HUGE) return value;
      next += 8;
      return longAt(view, next - 8);
    });
    return long as unknown as readonly [number, number, number];
  }
  throw new ZipError('damaged');
}

/** The entries of an archive. Throws a ZipError where it is damaged, encrypted, or has more entries than `maxEntries`. */
export function zipEntries(bytes: Uint8Array, maxEntries: number): readonly ZipEntry[] {
  return guarded(() => {
    const view = viewOf(bytes);
    const { start, count } = directoryOf(view);
    if (count > maxEntries) throw new ZipError('too-large');
    const entries: ZipEntry[] = [];
    let at = start;
    for (let index = 0; index < count; index += 1) {
      if (view.getUint32(at, true) !== CENTRAL) throw new ZipError('damaged');
      if ((view.getUint16(at + 8, true) & 1) === 1) throw new ZipError('encrypted');
      const [claimedBytes, packedBytes, offset] = placesOf(view, at);
      const nameBytes = view.getUint16(at + 28, true);
      const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameBytes));
      const method = view.getUint16(at + 10, true);
      entries.push({ name, method, crc: view.getUint32(at + 16, true), packedBytes, claimedBytes, offset });
      at += 46 + nameBytes + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    }
    return entries;
  });
}

/** The bytes of an entry. Throws a ZipError where they are damaged or more than `maxBytes`. */
export function unzip(bytes: Uint8Array, entry: ZipEntry, maxBytes: number): Uint8Array {
  return guarded(() => {
    const view = viewOf(bytes);
    const { offset, packedBytes, method, crc } = entry;
    if (view.getUint32(offset, true) !== LOCAL) throw new ZipError('damaged');
    const start = offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
    if (start + packedBytes > bytes.length) throw new ZipError('damaged');
    const packed = bytes.subarray(start, start + packedBytes);
    if (method !== STORED && method !== DEFLATED) throw new ZipError('method');
    if (method === STORED && packedBytes > maxBytes) throw new ZipError('too-large');
    const plain = method === STORED ? packed : inflateRawSync(packed, { maxOutputLength: Math.max(1, maxBytes) });
    if (plain.length > maxBytes) throw new ZipError('too-large');
    if (crc32(plain) !== crc) throw new ZipError('damaged');
    return plain;
  });
}

/** Reads outside of the bytes and what zlib refuses become a ZipError. */
function guarded<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof ZipError) throw error;
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code === 'ERR_BUFFER_TOO_LARGE') throw new ZipError('too-large');
    if (error instanceof RangeError || code.startsWith('Z_')) throw new ZipError('damaged');
    throw error;
  }
}

/** 1980-01-01, the first date that ZIP can say: the same parts are always the same bytes. */
const DATE = 0x21;

/** An archive of parts in their order; names are ASCII. */
export function zip(parts: readonly (readonly [name: string, text: string])[]): Uint8Array {
  const pieces: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, text] of parts) {
    const plain = Buffer.from(text, 'utf8');
    const packed = deflateRawSync(plain);
    const head = Buffer.alloc(30 + name.length);
    head.writeUInt32LE(LOCAL, 0);
    // From version 2.0 on archives may be deflated.
    head.writeUInt16LE(20, 4);
    head.writeUInt16LE(DEFLATED, 8);
    head.writeUInt16LE(DATE, 12);
    head.writeUInt32LE(crc32(plain), 14);
    head.writeUInt32LE(packed.length, 18);
    head.writeUInt32LE(plain.length, 22);
    head.writeUInt16LE(name.length, 26);
    head.write(name, 30, 'latin1');
    const entry = Buffer.alloc(46 + name.length);
    entry.writeUInt32LE(CENTRAL, 0);
    entry.writeUInt16LE(20, 4);
    head.copy(entry, 6, 4, 30);
    entry.writeUInt32LE(offset, 42);
    entry.write(name, 46, 'latin1');
    pieces.push(head, packed);
    directory.push(entry);
    offset += head.length + packed.length;
  }
  const entries = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(END, 0);
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(entries.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...pieces, entries, end]);
}
