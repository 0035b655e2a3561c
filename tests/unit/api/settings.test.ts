import { expect, it } from 'vitest';
import { usualSolverMiB } from '../../../src/main/memory.ts';
import { readSettings } from '../../../src/main/settings.ts';

it('an empty environment has the stated defaults', () => {
  expect(readSettings({ PORT: '', HOST: ' ' })).toEqual({
    ok: true,
    value: {
      port: 8080,
      host: '127.0.0.1',
      requireKeys: false,
      keyRequests: 1200,
      allowedHosts: [],
      trustedProxies: [],
      requestSeconds: 120,
      maxBodyBytes: 20_000_000,
      threads: undefined,
      queueLength: 16,
      threadMemoryMiB: 4096,
      logLevel: 'info',
      dataDir: '.shiftcast',
      databaseUrl: undefined,
      masterKey: undefined,
      solvers: 1,
      webhookAllow: [],
      solverThreads: undefined,
      solveThreads: 1,
      solverMemoryMiB: undefined,
      signIn: undefined,
      jobDays: 30,
    },
  });
});

it.each(['127.0.0.1', '127.0.0.2', '::1', 'localhost'])('%s is an address of this machine alone', (host) => {
  expect(readSettings({ HOST: host })).toMatchObject({ ok: true, value: { host, requireKeys: false } });
  expect(readSettings({ HOST: host, REQUIRE_KEYS: 'yes' })).toMatchObject({ ok: true, value: { requireKeys: true } });
});

it.each(['0.0.0.0', '::', '192.168.1.5'])('at %s, which others can reach, nobody asks without a key', (host) => {
  expect(readSettings({ HOST: host })).toMatchObject({ ok: true, value: { host, requireKeys: true } });
  expect(readSettings({ HOST: host, REQUIRE_KEYS: 'no' })).toMatchObject({
    ok: false,
    issues: [{ code: 'wrong-setting', path: 'REQUIRE_KEYS' }],
  });
});

it('hosts and proxies are lists', () => {
  const read = readSettings({ ALLOWED_HOSTS: 'plan.example.org, [fd00::1]', TRUSTED_PROXIES: 'loopback,10.0.0.0/8' });
  expect(read).toMatchObject({
    value: { allowedHosts: ['plan.example.org', '[fd00::1]'], trustedProxies: ['loopback', '10.0.0.0/8'] },
  });
});

it('all wrong variables are told at once', () => {
  const read = readSettings({
    HOST: 'example.org',
    REQUIRE_KEYS: 'maybe',
    PORT: '70000',
    KEY_REQUESTS: '0',
    ALLOWED_HOSTS: 'a b',
    TRUSTED_PROXIES: '10.0.0.0/33',
    REQUEST_SECONDS: '0',
    MAX_BODY_BYTES: '1e9',
    THREADS: '1.5',
    QUEUE_LENGTH: '-1',
    THREAD_MEMORY_MIB: 'x',
    LOG_LEVEL: 'loud',
    DATABASE_URL: 'mysql://u:secret@h/d',
    SOLVERS: '2',
    SOLVER_THREADS: '0',
    SOLVE_THREADS: '3',
    SOLVER_MEMORY_MIB: '100',
    JOB_DAYS: '0',
  });
  expect(JSON.stringify(read)).not.toContain('secret');
  expect(read.ok ? [] : read.issues.map(({ path }) => path)).toEqual([
    'HOST',
    'REQUIRE_KEYS',
    'PORT',
    'KEY_REQUESTS',
    'ALLOWED_HOSTS',
    'TRUSTED_PROXIES',
    'REQUEST_SECONDS',
    'MAX_BODY_BYTES',
    'THREADS',
    'QUEUE_LENGTH',
    'THREAD_MEMORY_MIB',
    'LOG_LEVEL',
    'DATABASE_URL',
    'SOLVERS',
    'SOLVER_THREADS',
    'SOLVE_THREADS',
    'SOLVER_MEMORY_MIB',
    'JOB_DAYS',
  ]);
});

it.each(['postgres://u:p@h:5432/d', 'postgresql://h/d', 'postgres:///shiftcast?host=%2Ftmp%2Fx&user=u'])(
  '%s is the address of a database',
  (url) => {
    expect(readSettings({ DATABASE_URL: url })).toMatchObject({ ok: true, value: { databaseUrl: url } });
  },
);

it('a solver may have half of the memory of the machine or the container, and 8 GiB at most', () => {
  const gibibyte = 2 ** 30;
  expect(usualSolverMiB(64 * gibibyte, 0)).toBe(8192);
  expect(usualSolverMiB(8 * gibibyte, 2 ** 63)).toBe(4096);
  expect(usualSolverMiB(64 * gibibyte, 2 * gibibyte)).toBe(1024);
});
