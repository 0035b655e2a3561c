import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { LongestFirst } from './longest-first.ts';

/** Files whose work is done by processes that they start: each in a process of its own, in which hardly anything is left to count. */
const PROCESSES = ['tests/{e2e,rules-check}/**/*.test.ts'];

/** Files that start processes, kill them, or measure their own: each in a process of its own. */
const APART = [
  'tests/service/{api*,bank-week,jobs-*,maintenance,sign-in,traces}.test.ts',
  'tests/service/storage/{embedded*,restart,lost-jobs}.test.ts',
  'tests/unit/jobs/**/*.test.ts',
];

/** Files that make many trials or compute for seconds. To count branches would make them three times as slow (tests/reporters/coverage.ts). */
const LENGTHY = [
  'tests/benchmarks/**/*.test.ts',
  'tests/property/forecasting/forecast.property.test.ts',
  'tests/property/rostering/dense-pricer.test.ts',
  'tests/theory/transient-service.test.ts',
  'tests/unit/audit/long-proof.test.ts',
  'tests/unit/benchmarks/**/*.test.ts',
  'tests/unit/cli/{forecast-sources,manual-blocks}.test.ts',
  'tests/unit/forecasting/{real-series,forecast,sources}.test.ts',
];

export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  test: {
    projects: [
      { extends: true, test: { name: 'processes', include: PROCESSES, env: { COVERAGE: '0' } } },
      { extends: true, test: { name: 'apart', include: APART } },
      // To start a process and to load the product takes longer than most files of tests do: these share a process for each worker.
      { extends: true, test: { name: 'lengthy', include: LENGTHY, isolate: false, env: { COVERAGE: '0' } } },
      {
        extends: true,
        test: {
          name: 'together',
          include: ['tests/**/*.test.ts'],
          exclude: [...PROCESSES, ...APART, ...LENGTHY],
          isolate: false,
        },
      },
    ],
    sequence: { sequencer: LongestFirst },
    setupFiles: ['tests/fixtures/compile-cache.ts'],
    environment: 'node',
    // Child processes rather than threads: the code under test starts threads of its own (piscina), terminates them and
    // reads the memory of its process, which needs a process to itself.
    pool: 'forks',
    // One more than the two cores that are counted on: a third of the files wait for processes, disks and pauses for most of their time.
    maxWorkers: 3,
    // Three workers on two cores, with coverage: what takes 8 s by itself took 30 beside other work.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    teardownTimeout: 10_000,
    // One PostgreSQL for the run, started when the first test asks for a database (tests/fixtures/postgres.ts).
    globalSetup: ['tests/fixtures/postgres-run.ts'],
    passWithNoTests: false,
    allowOnly: false,
    restoreMocks: true,
    // A zone far from UTC and from every zone the tests name: code that reads the machine's zone shows itself.
    env: { TZ: 'Pacific/Chatham' },
    reporters: ['default', './tests/reporters/tally.ts'],
    coverage: {
      provider: 'custom',
      customProviderModule: './tests/reporters/coverage.ts',
      include: ['src/**/*.ts'],
      reportsDirectory: 'coverage',
      reporter: [['text', { skipFull: true }], 'json-summary'],
      thresholds: { lines: 90, branches: 85 },
    },
  },
});
