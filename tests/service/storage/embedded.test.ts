import { chmodSync, readdirSync, readFileSync, truncateSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, describe, expect, it } from 'vitest';
import { processesOf } from '../../../src/storage/embedded/leftovers.ts';
import {
  cleanUp,
  clusterIn,
  folderWithCluster,
  isRoot,
  killProcess,
  makeFolder,
  people,
  sql,
  startedBy,
  startHere,
  startOwner,
} from './embedded-world.ts';

afterEach(cleanUp);

it('a new folder gets a database in UTF-8 and UTC that waits for the disk', async () => {
  const dataDir = makeFolder();
  const { server, said } = await startHere(join(dataDir, 'new', 'data'), { durable: true });
  expect(server.before).toBe('none');
  expect(said).toMatchObject([{ level: 'info', message: 'database started', facts: { pid: server.pid() } }]);
  expect(
    await sql(
      server.url,
      `SELECT current_database() AS name, pg_encoding_to_char(encoding) AS encoding, datlocale, datlocprovider,
        current_setting('server_version_num')::int / 10000 AS version, current_setting('timezone') AS zone,
        current_setting('fsync') AS fsync, current_setting('full_page_writes') AS pages,
        current_setting('synchronous_commit') AS commit, current_setting('data_checksums') AS checksums
      FROM pg_database WHERE datname = current_database()`,
    ),
  ).toEqual([
    {
      name: 'shiftcast',
      encoding: 'UTF8',
      datlocale: 'C.UTF-8',
      datlocprovider: 'b',
      version: 18,
      zone: 'UTC',
      fsync: 'on',
      pages: 'on',
      commit: 'on',
      checksums: 'on',
    },
  ]);
  await server.stop();
});

it('the server listens to no network, and its log stays in the folder', async () => {
  const dataDir = await folderWithCluster();
  const { server } = await startHere(dataDir);
  expect(await sql(server.url, 'SHOW listen_addresses')).toEqual([{ listen_addresses: '' }]);
  await server.stop();
  expect(readFileSync(join(dataDir, 'postgres.log'), 'utf8')).toContain('database system is shut down');
});

describe.each(people)('run by $name', (person) => {
  it('what was written is there after a stop and a start, and a stop leaves no process', async () => {
    const dataDir = makeFolder(person);
    const first = startOwner(dataDir, person);
    const { url, before } = await startedBy(first);
    expect(before).toBe('none');
    await sql(url, 'CREATE TABLE kept AS SELECT 7 AS n');
    expect(processesOf(clusterIn(dataDir)).length).toBeGreaterThan(1);
    await first.stop();
    expect(processesOf(clusterIn(dataDir))).toEqual([]);
    const second = startOwner(dataDir, person);
    const again = await startedBy(second);
    expect(again.before).toBe('closed');
    expect(await sql(again.url, 'SELECT n FROM kept')).toEqual([{ n: 7 }]);
    await second.stop();
    expect(readdirSync(dataDir).sort()).toEqual(['owner.lock', 'postgres', 'postgres.log', 'server.json']);
  });

  it('a folder whose socket would have too long a path works all the same', async () => {
    const dataDir = join(makeFolder(person), 'long'.repeat(20), 'longer'.repeat(20));
    const owner = startOwner(dataDir, person);
    const { url, serverPid } = await startedBy(owner);
    expect(clusterIn(dataDir).length).toBeGreaterThan(200);
    await sql(url, 'CREATE TABLE kept AS SELECT 7 AS n');
    // The address outlives the server, and other processes can use it: this one does.
    await killProcess(serverPid, dataDir);
    await expect.poll(() => sql(url, 'SELECT n FROM kept').catch(() => []), { timeout: 10_000 }).toEqual([{ n: 7 }]);
    await owner.stop();
    expect(processesOf(clusterIn(dataDir))).toEqual([]);
  });
});

it.runIf(isRoot)('another user of the machine cannot connect, even where the data folder is open to all', async () => {
  const dataDir = await folderWithCluster();
  chmodSync(dataDir, 0o755);
  const { server } = await startHere(dataDir);
  const socket = join(clusterIn(dataDir), '.s.PGSQL.5432');
  const tryIt = `net.connect(process.argv[1]).once('connect', () => { console.log('in'); process.exit() }).once('error', ({ code }) => console.log(code))`;
  const connect = (ids: object): string =>
    execFileSync(process.execPath, ['-e', tryIt, socket], { ...ids, cwd: '/', encoding: 'utf8' }).trim();
  expect(connect({})).toBe('in');
  expect(connect({ uid: 54_321, gid: 54_321 })).toBe('EACCES');
  await server.stop();
});

it('to stop while clients are connected ends their connections, and a second stop is the first one', async () => {
  const dataDir = await folderWithCluster();
  const { server } = await startHere(dataDir);
  const client = new pg.Client({ connectionString: server.url });
  const lost = new Promise<void>((resolve) => {
    client.once('error', () => resolve());
  });
  client.on('error', () => undefined);
  await client.connect();
  const stops = [server.stop(), server.stop()];
  expect(stops[1]).toBe(stops[0]);
  await Promise.all([...stops, lost]);
  expect(processesOf(clusterIn(dataDir))).toEqual([]);
  await client.end().catch(() => undefined);
});

it('a log that has grown is put aside at the next start', async () => {
  const dataDir = await folderWithCluster();
  await (await startHere(dataDir)).server.stop();
  const log = join(dataDir, 'postgres.log');
  truncateSync(log, 5_000_000);
  await (await startHere(dataDir)).server.stop();
  expect(readFileSync(log).length).toBeLessThan(100_000);
  expect(readFileSync(`${log}.1`).length).toBe(5_000_000);
});
