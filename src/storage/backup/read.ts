import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createGunzip } from 'node:zlib';
import type { Outcome } from '../../domain/issue.ts';
import { damagedBackup, unusableBackup } from './issues.ts';
import { FORMAT, type Header } from './write.ts';

/** A line of a backup: its kind and what it says. */
type Line = { readonly kind: string; readonly text: string };

/** What is not a whole backup of this form. */
class Damage extends Error {}

const LINE_FEED = 10;

const DIGEST_BYTES = 32;

/** Bytes of the compressed part, whose digest stands behind it: another byte may still unpack to the same lines. */
async function compressedBytes(file: string): Promise<number> {
  const { size } = await stat(file);
  if (size <= DIGEST_BYTES) throw new Damage('it is too short');
  const hash = createHash('sha256');
  const end = size - DIGEST_BYTES;
  for await (const chunk of createReadStream(file, { end: end - 1 })) hash.update(chunk as Buffer);
  const told: Buffer[] = [];
  for await (const chunk of createReadStream(file, { start: end })) told.push(chunk as Buffer);
  if (!hash.digest().equals(Buffer.concat(told))) throw new Damage('its bytes have another digest');
  return end;
}

/** Lines of the compressed file; the digest is of all before the last one. */
async function* linesOf(file: string): AsyncGenerator<Line> {
  const hash = createHash('sha256');
  const source = createReadStream(file, { end: (await compressedBytes(file)) - 1 });
  const gunzip = createGunzip();
  source.on('error', (error) => gunzip.destroy(error));
  source.pipe(gunzip);
  const parts: Buffer[] = [];
  let isClosed = false;
  for await (const given of gunzip) {
    let rest = given as Buffer;
    for (let end = rest.indexOf(LINE_FEED); end >= 0; end = rest.indexOf(LINE_FEED)) {
      const line = Buffer.concat([...parts.splice(0), rest.subarray(0, end + 1)]);
      rest = rest.subarray(end + 1);
      if (isClosed) throw new Damage('something stands behind its digest');
      const text = line.toString('utf8', 1, line.length - 1);
      const kind = String.fromCharCode(line[0] ?? 0);
      if (kind === 'S') {
        isClosed = true;
        if (text !== hash.digest('hex')) throw new Damage('its digest is another one');
      } else hash.update(line);
      yield { kind, text };
    }
    if (rest.length > 0) parts.push(Buffer.from(rest));
  }
  if (!isClosed || parts.length > 0) throw new Damage('its end is missing');
}

function headerOf({ kind, text }: Line): Header {
  const header = kind === 'H' ? (JSON.parse(text) as Partial<Header>) : {};
  const { format, at, steps } = header;
  if (format !== FORMAT || typeof at !== 'string' || !Array.isArray(steps)) throw new Damage('it has no header');
  return { format, at, steps };
}

export type BackupReader = {
  readonly onHeader?: ((header: Header) => Promise<void>) | undefined;
  readonly onRow?: ((table: string, row: string) => Promise<void>) | undefined;
  /** All rows of a table were read. */
  readonly onTable?: ((table: string) => Promise<void>) | undefined;
};

export type BackupContents = {
  readonly header: Header;
  readonly tables: Readonly<Record<string, number>>;
  readonly sha256: string;
};

async function readAll(file: string, { onHeader, onRow, onTable }: BackupReader): Promise<BackupContents> {
  let header: Header | undefined;
  let table: string | undefined;
  let count = 0;
  let sha256 = '';
  const tables: Record<string, number> = {};
  for await (const line of linesOf(file)) {
    const { kind, text } = line;
    if (header === undefined) {
      header = headerOf(line);
      await onHeader?.(header);
    } else if (kind === 'T' && table === undefined) {
      table = String(JSON.parse(text));
      count = 0;
    } else if (kind === 'R' && table !== undefined) {
      count += 1;
      await onRow?.(table, text);
    } else if (kind === 'E' && table !== undefined) {
      if (Number(text) !== count) throw new Damage(`${table} has ${count} rows in place of ${text}`);
      tables[table] = count;
      await onTable?.(table);
      table = undefined;
    } else if (kind === 'S' && table === undefined) sha256 = text;
    else throw new Damage('a line stands where it cannot be');
  }
  if (header === undefined) throw new Damage('it is empty');
  return { header, tables, sha256 };
}

const isOfCompression = ({ code = '' }: NodeJS.ErrnoException): boolean => code.startsWith('Z_');

/** Reads a backup to its end and checks it: nothing that it says counts before that. */
export async function readBackup(file: string, reader: BackupReader = {}): Promise<Outcome<BackupContents>> {
  try {
    return { ok: true, value: await readAll(file, reader) };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    if (error instanceof Damage || error instanceof SyntaxError || isOfCompression(error))
      return { ok: false, issues: [damagedBackup(file, error.message)] };
    if ((error as NodeJS.ErrnoException).syscall === undefined) throw error;
    return { ok: false, issues: [unusableBackup(file, error.message)] };
  }
}
