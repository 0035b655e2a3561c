import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  test: {
    include: ['tests/**/*.test.ts'],
    environment: 'node',
    // Child processes rather than threads: the code under test starts threads of its own (piscina), terminates them and
    // reads the memory of its process, which needs a process to itself.
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 30_000,
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
      provider: 'v8',
      include: ['src/**/*.ts'],
      reportsDirectory: 'coverage',
      reporter: [['text', { skipFull: true }], 'json-summary'],
      thresholds: { lines: 90, branches: 85 },
    },
  },
});
