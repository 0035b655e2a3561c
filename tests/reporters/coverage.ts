import v8 from '@vitest/coverage-v8';
import type { CoverageProviderModule } from 'vitest/node';

/**
 * Coverage by V8, in the projects that do not set `COVERAGE=0`. To count every branch makes the loops of solvers and forecasts three to six times as slow, and
 * tests that make many trials, or compute for seconds, reach little that short tests of the same code do not.
 */
const isCounted = process.env['COVERAGE'] !== '0';

const coverage: CoverageProviderModule = {
  getProvider: () => v8.getProvider(),
  startCoverage: (options) => (isCounted ? v8.startCoverage?.(options) : undefined),
  takeCoverage: (options) => (isCounted ? v8.takeCoverage?.(options) : undefined),
  stopCoverage: (options) => (isCounted ? v8.stopCoverage?.(options) : undefined),
};

export default coverage;
