import { expect, it } from 'vitest';
import { runFuzz } from '../fuzz/fuzz.ts';

/** A few hundred requests; `npm run check:fuzz` sends as many as are wanted. */
it('answers whatever is sent as openapi.yaml says, in time, and changes nothing that was not named', async () => {
  const report = await runFuzz({ requests: 300, seed: 7, parallel: 4, roles: ['hr'], tell: () => undefined });
  expect(report.faults).toEqual([]);
  expect(report.requests).toBe(300);
  expect(report.statuses[200]).toBeGreaterThan(20);
  expect(report.statuses[422]).toBeGreaterThan(20);
}, 120_000);
