import { randomUUID } from 'node:crypto';
import { chmod, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import pg from 'pg';
import type { Issue, Outcome } from '../../domain/issue.ts';
import { newKey, seal, unseal } from './cipher.ts';

/**
 * The master key: given by a setting, or kept in a file beside the data, which is made where the database is new. The database holds a text that
 * only this key opens, so that a wrong key is found at the start and not when somebody's data cannot be read.
 */

export type MasterKeySource = {
  /** 64 hexadecimal digits; absent: the file. */
  readonly given: string | undefined;
  /** Absolute path of the file. */
  readonly file: string;
};

const CHECK_TEXT = 'shiftcast master key';

const HEX = /^[0-9a-fA-F]{64}$/;

function wrongKey(path: string): Issue {
  return {
    code: 'master-key-wrong',
    path,
    message: 'The personal data of this database were sealed with another master key.',
    facts: { path },
    hint: 'Give the key with which the database was first started: MASTER_KEY, or the file master.key of its DATA_DIR. Nothing was changed.',
  };
}

function missingKey(file: string): Issue {
  return {
    code: 'master-key-missing',
    path: 'MASTER_KEY',
    message: `The database has personal data sealed with a master key; none is given, and there is no file ${file}.`,
    facts: { file },
    hint: 'Give MASTER_KEY, or copy the file master.key from the DATA_DIR with which the database was first started.',
  };
}

function unusableFile(file: string, reason: string): Issue {
  return {
    code: 'master-key-unusable',
    path: 'DATA_DIR',
    message: `The master key in ${file} cannot be used: ${reason}`,
    facts: { file, reason },
    hint: 'The file holds 64 hexadecimal digits and may be read by its owner alone (chmod 600). Restore it from where you keep it.',
  };
}

async function readKey(file: string): Promise<Outcome<Buffer | undefined>> {
  let text: string;
  try {
    text = (await readFile(file, 'utf8')).trim();
    if (((await stat(file)).mode & 0o077) !== 0)
      return { ok: false, issues: [unusableFile(file, 'others than its owner may read it.')] };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return { ok: true, value: undefined };
    if (code === undefined) throw error;
    return { ok: false, issues: [unusableFile(file, message)] };
  }
  if (!HEX.test(text)) return { ok: false, issues: [unusableFile(file, 'it does not hold 64 hexadecimal digits.')] };
  return { ok: true, value: Buffer.from(text, 'hex') };
}

/** Makes the file, whole before it is needed; another process that made it at the same time was first. */
async function makeKey(file: string): Promise<Outcome<Buffer>> {
  const key = newKey();
  try {
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    await writeFile(file, `${key.toString('hex')}\n`, { mode: 0o600, flag: 'wx', flush: true });
    await chmod(file, 0o600);
    return { ok: true, value: key };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    if (code !== 'EEXIST') return { ok: false, issues: [unusableFile(file, message)] };
    const found = await readKey(file);
    if (!found.ok) return found;
    if (found.value === undefined) return { ok: false, issues: [unusableFile(file, 'it is gone again.')] };
    return { ok: true, value: found.value };
  }
}

type CheckRow = { readonly person: string; readonly wrapped: Buffer };

const besideOf = ({ person }: Pick<CheckRow, 'person'>): string => JSON.stringify(['check', person]);

/** The text that only the right key opens: a row of no organisation. */
async function checkRow(client: pg.Client): Promise<CheckRow | undefined> {
  const { rows } = await client.query<CheckRow>(
    "select person, wrapped from person_keys where organisation = '' and employee = ''",
  );
  return rows[0];
}

/** The master key of a database that is migrated, or what is wrong with it. The first key that a database meets is its own from then on. */
export async function openMasterKey(url: string, { given, file }: MasterKeySource): Promise<Outcome<Buffer>> {
  const path = given === undefined ? 'DATA_DIR' : 'MASTER_KEY';
  const client = new pg.Client({ connectionString: url, application_name: 'shiftcast keys' });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const read: Outcome<Buffer | undefined> =
      given === undefined ? await readKey(file) : { ok: true, value: Buffer.from(given, 'hex') };
    if (!read.ok) return read;
    let key = read.value;
    let check = await checkRow(client);
    if (key === undefined) {
      if (check !== undefined) return { ok: false, issues: [missingKey(file)] };
      const made = await makeKey(file);
      if (!made.ok) return made;
      key = made.value;
    }
    if (check === undefined) {
      const person = randomUUID();
      const wrapped = seal(key, Buffer.from(CHECK_TEXT), besideOf({ person }));
      await client.query(
        "insert into person_keys (organisation, employee, person, wrapped) values ('', '', $1, $2) on conflict do nothing",
        [person, wrapped],
      );
      // Of two first starts one was first.
      check = await checkRow(client);
    }
    const opened = check === undefined ? undefined : unseal(key, check.wrapped, besideOf(check));
    if (opened?.toString() !== CHECK_TEXT) return { ok: false, issues: [wrongKey(path)] };
    return { ok: true, value: key };
  } finally {
    await client.end();
  }
}
