import { spawn } from 'node:child_process';
import { appendFileSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, describe, expect, it } from 'vitest';
import { processesOf } from '../../../src/storage/embedded/leftovers.ts';
import { trials } from '../../fixtures/effort.ts';
import {
  cleanUp,
  clusterIn,
  folderWithCluster,
  killProcess,
  makeFolder,
  people,
  sql,
  startedBy,
  startHere,
  startOwner,
} from './embedded-world.ts';

afterEach(cleanUp);

const KEEP = 'CREATE TABLE kept AS SELECT 7 AS n';
const KEPT = 'SELECT n FROM kept';

/** Who runs the service besides the first: of theirs two crashes are tried, and all with all trials. */
const isFirst = (person: (typeof people)[number]): boolean => person === people[0] || trials(2) > 1;

describe.each(people)('run by $name', (person) => {
  it('the server of an owner that was killed is stopped by the next start, which finds all that was committed', async () => {
    const dataDir = await folderWithCluster(person);
    const killed = startOwner(dataDir, person);
    const { url, serverPid } = await startedBy(killed);
    await sql(url, KEEP);
    await killed.kill();
    expect(processesOf(clusterIn(dataDir))).toContain(serverPid);
    const next = startOwner(dataDir, person);
    const answer = await startedBy(next);
    expect(answer).toMatchObject({ before: 'orphaned', url });
    expect(answer.serverPid).not.toBe(serverPid);
    expect(processesOf(clusterIn(dataDir))).not.toContain(serverPid);
    expect(await sql(answer.url, KEPT)).toEqual([{ n: 7 }]);
    await next.stop();
  });

  it('a server that was killed is started again at the same address', async () => {
    const dataDir = await folderWithCluster(person);
    const owner = startOwner(dataDir, person);
    const { url, serverPid } = await startedBy(owner);
    await sql(url, KEEP);
    for (let times = 0, pid = serverPid; times < 3; times += 1) {
      await killProcess(pid, dataDir);
      await expect.poll(() => sql(url, KEPT).catch(() => []), { timeout: 20_000 }).toEqual([{ n: 7 }]);
      const note = JSON.parse(readFileSync(join(dataDir, 'server.json'), 'utf8')) as { readonly serverPid: number };
      expect(note.serverPid).not.toBe(pid);
      pid = note.serverPid;
    }
    await owner.stop();
    expect(processesOf(clusterIn(dataDir))).toEqual([]);
  });

  if (!isFirst(person)) return;

  it('signs of a server whose number another process has by now are not believed, and that process is left alone', async () => {
    const dataDir = await folderWithCluster(person);
    const cluster = clusterIn(dataDir);
    const killed = startOwner(dataDir, person);
    const { url, serverPid } = await startedBy(killed);
    await sql(url, KEEP);
    await killed.kill();
    await killProcess(serverPid, dataDir);
    const { uid, gid } = statSync(cluster);
    const ids = process.geteuid?.() === 0 ? { uid, gid } : {};
    const other = spawn('sleep', ['60'], { ...ids, cwd: '/' });
    for (const sign of ['postmaster.pid', '.s.PGSQL.5432.lock']) {
      const lines = readFileSync(join(cluster, sign), 'utf8').split('\n');
      writeFileSync(join(cluster, sign), [other.pid, ...lines.slice(1)].join('\n'));
    }
    const next = startOwner(dataDir, person);
    const answer = await startedBy(next);
    expect(answer.before).toBe('crashed');
    expect(await sql(answer.url, KEPT)).toEqual([{ n: 7 }]);
    await next.stop();
    expect([other.exitCode, other.signalCode]).toEqual([null, null]);
    other.kill();
  });

  it('a start that was killed while it made the database is made good by the next', async () => {
    const dataDir = makeFolder(person);
    const killed = startOwner(dataDir, person);
    const halfMade = (): readonly string[] => readdirSync(dataDir).filter((name) => name.startsWith('postgres.new-'));
    await expect
      .poll(() => halfMade().some((name) => readdirSync(join(dataDir, name)).includes('base')), { interval: 2 })
      .toBe(true);
    await killed.kill();
    expect(readdirSync(dataDir)).not.toContain('postgres');
    expect(halfMade()).toHaveLength(1);
    const next = startOwner(dataDir, person);
    const { url, before } = await startedBy(next);
    expect(before).toBe('none');
    await sql(url, KEEP);
    await next.stop();
    expect(halfMade()).toEqual([]);
  });

  it('of several starts at once on one folder, one has it and the others are told whose it is', async () => {
    const dataDir = makeFolder(person);
    const owners = [0, 1, 2].map(() => startOwner(dataDir, person));
    const answers = await Promise.all(owners.map(({ answer }) => answer));
    const winner = owners[answers.findIndex(({ kind }) => kind === 'started')];
    const refused = answers.flatMap((answer) => (answer.kind === 'refused' ? answer.issues : []));
    expect(refused).toMatchObject([{ code: 'data-folder-in-use' }, { code: 'data-folder-in-use' }]);
    const late = startOwner(dataDir, person);
    expect(await late.answer).toMatchObject({ issues: [{ code: 'data-folder-in-use', facts: { pid: winner?.pid } }] });
    await winner?.stop();
  });
});

it('a child of a killed server that goes on working is ended before the server is started again', async () => {
  const dataDir = await folderWithCluster();
  const { server, said } = await startHere(dataDir);
  const client = new pg.Client({ connectionString: server.url });
  client.on('error', () => undefined);
  await client.connect();
  const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  const busy = rows[0]?.pid ?? 0;
  // A loop that never waits never notices that its server is dead.
  const work = client.query('DO $$ BEGIN LOOP END LOOP; END $$').catch((error: unknown) => error);
  await expect
    .poll(() => sql(server.url, `SELECT state FROM pg_stat_activity WHERE pid = ${busy}`))
    .toEqual([{ state: 'active' }]);
  const killed = server.pid();
  await killProcess(killed, dataDir);
  await expect.poll(() => sql(server.url, 'SELECT 1 AS n').catch(() => []), { timeout: 20_000 }).toEqual([{ n: 1 }]);
  expect(processesOf(clusterIn(dataDir))).not.toContain(busy);
  expect(await work).toBeInstanceOf(Error);
  expect(said.map(({ message }) => message)).toEqual([
    'database started',
    'database ended unasked and is started again',
    'database started again',
  ]);
  expect(said[1]?.facts).toEqual({ pid: killed, how: 'signal SIGKILL' });
  await server.stop();
  await client.end().catch(() => undefined);
});

it('a server that cannot be started again is tried until it can, and each failure is told with its reason', async () => {
  const dataDir = await folderWithCluster();
  const { server, said } = await startHere(dataDir);
  const settings = join(clusterIn(dataDir), 'postgresql.conf');
  const sound = readFileSync(settings, 'utf8');
  appendFileSync(settings, '\nno_such_setting = 1\n');
  await killProcess(server.pid(), dataDir);
  await expect.poll(() => said.at(-1)?.message, { timeout: 10_000 }).toBe('database does not start');
  expect(said.at(-1)?.facts['reason']).toContain('no_such_setting');
  writeFileSync(settings, sound);
  await expect.poll(() => sql(server.url, 'SELECT 1 AS n').catch(() => []), { timeout: 20_000 }).toEqual([{ n: 1 }]);
  await server.stop();
});

it('a server that is down for lack of room says so, and comes back by itself once there is room', async () => {
  const dataDir = await folderWithCluster();
  const { server, said } = await startHere(dataDir);
  expect(server.fault()).toBeUndefined();
  // The server writes this file at each start; there is no room on this device.
  const options = join(clusterIn(dataDir), 'postmaster.opts');
  rmSync(options);
  symlinkSync('/dev/full', options);
  await killProcess(server.pid(), dataDir);
  await expect.poll(() => server.fault(), { timeout: 10_000 }).toBe('full');
  await expect.poll(() => said.at(-1)?.message).toBe('database does not start');
  expect(said.at(-1)?.facts['reason']).toContain('No space left on device');
  rmSync(options);
  await expect.poll(() => sql(server.url, 'SELECT 1 AS n').catch(() => []), { timeout: 20_000 }).toEqual([{ n: 1 }]);
  expect(server.fault()).toBeUndefined();
  await server.stop();
});

it('a stop in the midst of a new start, or of the pause before it, ends both', async () => {
  const dataDir = await folderWithCluster();
  const { server } = await startHere(dataDir);
  await killProcess(server.pid(), dataDir);
  await server.stop();
  expect(processesOf(clusterIn(dataDir))).toEqual([]);
  const again = await startHere(dataDir);
  appendFileSync(join(clusterIn(dataDir), 'postgresql.conf'), '\nno_such_setting = 1\n');
  await killProcess(again.server.pid(), dataDir);
  await expect.poll(() => again.said.at(-1)?.message, { timeout: 10_000 }).toBe('database does not start');
  await again.server.stop();
  expect(processesOf(clusterIn(dataDir))).toEqual([]);
});
