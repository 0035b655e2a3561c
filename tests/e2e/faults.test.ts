import { expect, it } from 'vitest';
import { runRounds } from '../faults/rounds.ts';

/** One round for each victim; `npm run check:faults` makes as many as are wanted. */
it('keeps what it acknowledged when parent, solver and database are killed while others write, solve and publish', async () => {
  const told: string[] = [];
  const report = await runRounds({ rounds: 3, seed: 7, iterations: 1000, tell: (line) => void told.push(line) });
  expect({ lost: report.lost, left: report.left }, told.join('\n')).toEqual({ lost: [], left: [] });
  for (const count of Object.values(report.acknowledged)) expect(count, told.join('\n')).toBeGreaterThan(0);
}, 180_000);
