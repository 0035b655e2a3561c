import {
  accessSync,
  closeSync,
  constants,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, extname, isAbsolute, resolve } from 'node:path';
import { csvOfWorkbook } from '../workbook/workbook-csv.ts';
import { type Issue, commandIssue, type Outcome } from './messages.ts';
import { inFile } from './places.ts';

/** Largest file that is read: above the largest history and the largest roster, below what JSON.parse chokes on. */
const MAX_FILE_BYTES = 256 * 1024 * 1024;

/** The folder that relative paths of the user start from. npm runs scripts in the package's folder and names the user's here. */
export function userFolder(environment: Readonly<Record<string, string | undefined>>): string {
  return environment['INIT_CWD'] ?? process.cwd();
}

/** The path as the user means it. */
export function userPath(folder: string, path: string): string {
  return isAbsolute(path) ? path : resolve(folder, path);
}

function reasonOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}

function isWorkbook(path: string): boolean {
  return extname(path).toLowerCase() === '.xlsx';
}

/** Whether a file is a table: a CSV, or a workbook, which is read as one. */
export function isTable(path: string): boolean {
  return isWorkbook(path) || extname(path).toLowerCase() === '.csv';
}

/** Reads a text file; of a workbook the CSV that its sheet is. `shown` is the path as the user wrote it. */
export function readText(folder: string, shown: string, at: string): Outcome<string> {
  const path = userPath(folder, shown);
  const refuse = (code: string, facts: Issue['facts']): Outcome<string> => ({
    ok: false,
    issues: [commandIssue(code, at, { file: shown, ...facts })],
  });
  try {
    const { size } = statSync(path);
    if (size > MAX_FILE_BYTES) return refuse('file-too-large', { bytes: size, maximum: MAX_FILE_BYTES });
    const bytes = readFileSync(path);
    if (isWorkbook(shown)) {
      const csv = csvOfWorkbook(bytes);
      return csv.ok ? csv : { ok: false, issues: inFile(shown, csv.issues) };
    }
    return { ok: true, value: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch (error) {
    if (error instanceof TypeError) return refuse('file-not-text', {});
    const reason = reasonOf(error);
    return reason === 'ENOENT' ? refuse('file-missing', { folder }) : refuse('file-unreadable', { reason });
  }
}

/** What a command may write, by the ending of its file. Whatever may be a CSV may be a workbook. */
export type Format = 'json' | 'csv' | 'xlsx' | 'html';

/**
 * Looks at an output path before any work is done, so that an hour of solving is not lost to a slip of the pen: the ending must
 * name a format, the folder must be there and writable, and the file must not be one of the inputs.
 */
export function checkOut(
  folder: string,
  shown: string | undefined,
  formats: readonly Format[],
  inputs: readonly string[],
): readonly Issue[] {
  if (shown === undefined) return [];
  const path = userPath(folder, shown);
  const issues: Issue[] = [];
  const ending = extname(path).toLowerCase();
  const known = formats.includes('csv') ? [...formats, 'xlsx' as const] : formats;
  if (!known.some((format) => `.${format}` === ending)) {
    issues.push(
      commandIssue('extension-unknown', '--out', {
        file: shown,
        known: known.map((format) => `.${format}`).join(' or '),
      }),
    );
  }
  issues.push(...checkFolder(dirname(path), dirname(shown)));
  const target = identityOf(path);
  if (inputs.some((input) => identityOf(userPath(folder, input)) === target)) {
    issues.push(commandIssue('out-is-input', '--out', { file: shown }));
  }
  if (isFolder(path)) issues.push(commandIssue('out-unwritable', '--out', { file: shown, reason: 'EISDIR' }));
  return issues;
}

/** Issues of a folder that files are to be made in. */
export function checkFolder(path: string, shown: string): readonly Issue[] {
  if (!isFolder(path)) return [commandIssue('folder-missing', '--out', { folder: shown })];
  try {
    accessSync(path, constants.W_OK);
    return [];
  } catch (error) {
    return [commandIssue('out-unwritable', '--out', { file: shown, reason: reasonOf(error) })];
  }
}

export function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

/** Makes a folder in one that exists; one that is there already is taken. */
export function makeFolder(path: string, shown: string): Outcome<undefined> {
  try {
    mkdirSync(path, { recursive: true });
    return { ok: true, value: undefined };
  } catch (error) {
    return { ok: false, issues: [commandIssue('out-unwritable', '--out', { file: shown, reason: reasonOf(error) })] };
  }
}

/** The file behind a path, links followed, so that two names of one file are told to be the same. */
function identityOf(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

/** The format that an output path asks for. */
export function formatOf(path: string): Format {
  if (extname(path).toLowerCase() === '.html') return 'html';
  return isWorkbook(path) ? 'xlsx' : isTable(path) ? 'csv' : 'json';
}

/**
 * Writes a file whole or not at all: into a neighbour first, which takes the name only once it is on the disk. A reader sees the
 * old file or the new one, and a full disk leaves the old one.
 */
export function writeWhole(path: string, text: string | Uint8Array): Outcome<undefined> {
  const neighbour = resolve(dirname(path), `.${basename(path)}.${process.pid}.part`);
  try {
    const handle = openSync(neighbour, 'wx');
    try {
      writeFileSync(handle, text);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    renameSync(neighbour, path);
    return { ok: true, value: undefined };
  } catch (error) {
    rmSync(neighbour, { force: true });
    return { ok: false, issues: [commandIssue('out-unwritable', '--out', { file: path, reason: reasonOf(error) })] };
  }
}
