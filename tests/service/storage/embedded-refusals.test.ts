import { execFileSync } from 'node:child_process';
import { appendFileSync, chmodSync, chownSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { noAccount, noBinaries } from '../../../src/storage/embedded/issues.ts';
import { type Trial, tryProgram } from '../../../src/storage/embedded/account.ts';
import { processesOf } from '../../../src/storage/embedded/leftovers.ts';
import {
  cleanUp,
  clusterIn,
  folderWithCluster,
  isRoot,
  makeFolder,
  ordinaryUser,
  refusal,
  sql,
  startHere,
  startOwner,
} from './embedded-world.ts';

afterEach(cleanUp);

it('a folder in use is refused with the number of its owner, and free once that one stops', async () => {
  const dataDir = await folderWithCluster();
  const { server } = await startHere(dataDir);
  const [issue] = await refusal(dataDir);
  expect(issue).toMatchObject({
    code: 'data-folder-in-use',
    path: 'DATA_DIR',
    facts: { folder: dataDir, pid: process.pid },
  });
  expect(issue?.message).toContain(String(process.pid));
  expect(await sql(server.url, 'SELECT 1 AS n')).toEqual([{ n: 1 }]);
  await server.stop();
  await (await startHere(dataDir)).server.stop();
});

it('an owner on another machine or in another container is named with it', async () => {
  const dataDir = await folderWithCluster();
  const { server } = await startHere(dataDir);
  writeFileSync(join(dataDir, 'server.json'), '{"pid":7,"host":"elsewhere"}');
  expect(await refusal(dataDir)).toMatchObject([{ facts: { pid: '7 on elsewhere' } }]);
  writeFileSync(join(dataDir, 'server.json'), '');
  expect(await refusal(dataDir)).toMatchObject([{ facts: { pid: 'unknown' } }]);
  await server.stop();
});

it('a cluster of another version is refused and not touched', async () => {
  const dataDir = makeFolder();
  mkdirSync(clusterIn(dataDir));
  writeFileSync(join(clusterIn(dataDir), 'PG_VERSION'), '17\n');
  writeFileSync(join(clusterIn(dataDir), 'postmaster.pid'), '1\n');
  for (let times = 0; times < 2; times += 1) {
    expect(await refusal(dataDir)).toMatchObject([{ code: 'database-version', facts: { found: '17', needed: '18' } }]);
  }
  expect(readdirSync(clusterIn(dataDir))).toEqual(['PG_VERSION', 'postmaster.pid']);
});

it('a folder with other content where the cluster would be is refused and not touched', async () => {
  const dataDir = makeFolder();
  mkdirSync(clusterIn(dataDir));
  writeFileSync(join(clusterIn(dataDir), 'notes.txt'), 'mine');
  expect(await refusal(dataDir)).toMatchObject([{ code: 'database-damaged', facts: { folder: clusterIn(dataDir) } }]);
  expect(readFileSync(join(clusterIn(dataDir), 'notes.txt'), 'utf8')).toBe('mine');
});

it('an empty folder where the cluster would be is taken', async () => {
  const dataDir = makeFolder();
  mkdirSync(clusterIn(dataDir));
  const { server } = await startHere(dataDir);
  expect(server.before).toBe('none');
  await server.stop();
});

it('a path that is a file, or that cannot be made, is refused with its name', async () => {
  const file = join(makeFolder(), 'file');
  writeFileSync(file, '');
  for (const dataDir of [file, join(file, 'below'), '/proc/no-such-folder'])
    expect(await refusal(dataDir)).toMatchObject([{ code: 'data-folder-unusable', facts: { folder: dataDir } }]);
});

it('a lock that is no lock is refused', async () => {
  const dataDir = makeFolder();
  writeFileSync(join(dataDir, 'owner.lock'), 'something else\n'.repeat(100));
  expect(await refusal(dataDir)).toMatchObject([{ code: 'data-folder-unusable' }]);
});

it('a note that cannot be written is refused, and the folder given free', async () => {
  const dataDir = makeFolder();
  mkdirSync(join(dataDir, 'server.json'));
  for (let times = 0; times < 2; times += 1)
    expect(await refusal(dataDir)).toMatchObject([{ code: 'data-folder-unusable' }]);
});

it.runIf(ordinaryUser !== undefined)('a folder that may not be written is refused', async () => {
  const dataDir = makeFolder(ordinaryUser);
  chmodSync(dataDir, 0o500);
  expect(await startOwner(dataDir, ordinaryUser).answer).toMatchObject({ issues: [{ code: 'data-folder-unusable' }] });
  chmodSync(dataDir, 0o700);
});

it('a server that does not start is refused with the reason that it gives, and leaves nothing running', async () => {
  const dataDir = await folderWithCluster();
  const settings = join(clusterIn(dataDir), 'postgresql.conf');
  const sound = readFileSync(settings, 'utf8');
  appendFileSync(settings, '\nno_such_setting = 1\n');
  const [issue] = await refusal(dataDir);
  expect(issue).toMatchObject({ code: 'database-start-failed', facts: { folder: clusterIn(dataDir) } });
  expect(issue?.message).toContain('no_such_setting');
  expect(processesOf(clusterIn(dataDir))).toEqual([]);
  writeFileSync(settings, sound);
  await (await startHere(dataDir)).server.stop();
});

it('a log that cannot be written, and rules of access that cannot be read, are refused with the reason', async () => {
  const dataDir = await folderWithCluster();
  writeFileSync(join(clusterIn(dataDir), 'pg_hba.conf'), 'nobody may come in\n');
  const [unreadable] = await refusal(dataDir);
  expect(unreadable?.message).toContain('pg_hba.conf');
  writeFileSync(join(clusterIn(dataDir), 'pg_hba.conf'), 'local all all reject\n');
  const [rejected] = await refusal(dataDir);
  expect(rejected?.message).toContain('pg_hba.conf rejects connection');
  expect(processesOf(clusterIn(dataDir))).toEqual([]);
  const noLog = await folderWithCluster();
  mkdirSync(join(noLog, 'postgres.log'));
  expect(await refusal(noLog)).toMatchObject([{ code: 'database-start-failed' }]);
});

it.runIf(isRoot)('a cluster of root or of another ordinary user is refused', async () => {
  const dataDir = makeFolder();
  mkdirSync(clusterIn(dataDir));
  writeFileSync(join(clusterIn(dataDir), 'PG_VERSION'), '18\n');
  expect(await refusal(dataDir)).toMatchObject([{ code: 'database-owner', facts: { owner: 0, uid: 65_534 } }]);
  if (ordinaryUser === undefined) return;
  const folder = makeFolder(ordinaryUser);
  mkdirSync(clusterIn(folder));
  chownSync(clusterIn(folder), 54_321, 54_321);
  expect(await startOwner(folder, ordinaryUser).answer).toMatchObject({
    issues: [{ code: 'database-owner', facts: { owner: 54_321, uid: 65_534 } }],
  });
});

it('a program is tried by running it', async () => {
  const self = { uid: process.geteuid?.() ?? 0, gid: process.getegid?.() ?? 0, switched: false };
  expect(await tryProgram(process.execPath, self)).toEqual({ runs: true });
  expect(await tryProgram('/no/such/program', self)).toMatchObject({ runs: false, because: 'program' });
  expect(await tryProgram('/bin/false', self)).toMatchObject({ runs: false, because: 'program' });
});

it.runIf(ordinaryUser !== undefined)(
  'a user that cannot be taken is told as that, as in a container that has one user',
  () => {
    // Only root may take another user; here the one who tries is not.
    const account = JSON.stringify({ uid: 1, gid: 1, switched: true });
    const module = new URL('../../../src/storage/embedded/account.ts', import.meta.url).href;
    const tries = `import { tryProgram } from '${module}';
    console.log(JSON.stringify(await tryProgram(process.execPath, ${account})));`;
    const how = { ...ordinaryUser?.ids, cwd: '/', encoding: 'utf8' } as const;
    const trial = JSON.parse(execFileSync(process.execPath, ['--input-type=module', '-e', tries], how)) as Trial;
    expect(trial).toMatchObject({ runs: false, because: 'account' });
  },
);

it.each([noAccount('EPERM'), noBinaries('linux-riscv64', 'not installed')])(
  'the issue $code names the way around it',
  ({ path, hint }) => {
    expect(path).toBe('DATA_DIR');
    expect(hint).toContain('DATABASE_URL');
  },
);
