import type { Reporter, SerializedError, TestModule } from 'vitest/node';

/**
 * Prints one plain line, `N passed, N failed, N skipped`, as the last output of the run, after the coverage table.
 *
 * A file that breaks before its tests are known, and an error outside every test, count as one failure each: otherwise
 * a run that turned red could say `0 failed`.
 */
export default class TallyReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly SerializedError[]): void {
    const count = { passed: 0, failed: unhandledErrors.length, skipped: 0, pending: 0 };
    for (const module of modules) {
      if (module.errors().length > 0) count.failed += 1;
      for (const test of module.children.allTests()) count[test.result().state] += 1;
    }
    const line = `${count.passed} passed, ${count.failed + count.pending} failed, ${count.skipped} skipped\n`;
    // Coverage is reported after this hook, so the line waits for the exit; writes to a pipe are synchronous there.
    process.once('exit', () => process.stdout.write(line));
  }
}
