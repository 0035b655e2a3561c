import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readBestKnown, wrongBounds } from '../../benchmarks/proofs/best-known.ts';
import { readInstance } from '../../benchmarks/rosters/instance-file.ts';
import { problemOf } from '../../benchmarks/rosters/problem-of.ts';
import { rosterEngines } from '../../../src/main/engines.ts';
import { makeRoster } from '../../../src/planning/roster.ts';
import { checkProof } from '../../../src/planning/verify.ts';

const DATA = new URL('../../../../shared/data/nrp/', import.meta.url);
const clock = (): number => performance.now() / 1000;

describe('bounds against best known values', () => {
  const best = readBestKnown('instance,weeks,best_known\n1,2,607\n2,2,828\n');

  it('are wrong where they are above', () => {
    const results = [
      { instance: 'Instance1', bound: 607, boundKind: 'lagrangian' },
      { instance: 'Instance2', bound: 828.5, boundKind: 'integer' },
      { instance: 'Instance2', bound: null, boundKind: 'none' },
      { instance: 'Instance9', bound: 5000, boundKind: 'lagrangian' },
    ] as const;
    expect(wrongBounds(results, best)).toEqual(['Instance2: a bound of 828.5 (integer) above the best known 828']);
  });

  it('are refused without the columns, or without a number', () => {
    expect(() => readBestKnown('instance,weeks\n1,2\n')).toThrow('no columns');
    expect(() => readBestKnown('instance,best_known\n1,\n')).toThrow('no best known value in: 1,');
  });

  // The instances are not part of the repository: `../shared/data/nrp` has them where there are any.
  it.skipIf(!existsSync(DATA)).each(['1', '2', '3'])(
    'of the public instance %s are at most what is known, and their certificates hold',
    { timeout: 60_000 },
    async (number) => {
      const known = readBestKnown(readFileSync(new URL('best_known.csv', DATA), 'utf8')).get(`Instance${number}`);
      const problem = problemOf(readInstance(readFileSync(new URL(`Instance${number}.txt`, DATA), 'utf8')));
      const limits = { seed: 1, iterations: 50, engine: 'lines', proof: true } as const;
      const control = { clock, stopRequested: () => false, report: () => undefined };
      const made = await makeRoster(problem, limits, control, await rosterEngines());
      if (!made.ok || made.value.proof === undefined || known === undefined) throw new Error('no certificate');
      expect(made.value.bound).toBeLessThanOrEqual(known + 1e-6 * known);
      const check = checkProof(problem, { ...made.value, proof: made.value.proof }, { seconds: 60, clock });
      expect(check).toMatchObject({ holds: true, verified: problem.team.employees.length });
      expect(check.certified).toBeLessThanOrEqual(known);
      expect(check.certified).toBeGreaterThan(0.9 * known);
    },
  );
});
