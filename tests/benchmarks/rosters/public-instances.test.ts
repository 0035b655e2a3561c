import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import { readResults } from './results.ts';

/** Twenty seconds each for the smallest of the public instances: legal rosters by every count, and bounds that no known roster contradicts. */
const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const DATA = join(ROOT, '../shared/data/nrp');
const isThere = existsSync(join(DATA, 'Instance1.txt'));
if (!isThere) console.warn(`skipped: no instances in ${DATA}`);
const out = mkdtempSync(join(tmpdir(), 'rosters-'));
afterAll(() => rmSync(out, { recursive: true }));

/** Optima that others have proven (schedulingbenchmarks.org). */
const OPTIMA = { Instance1: 607, Instance2: 828, Instance4: 1716 };

it.skipIf(!isThere)(
  'instances 1, 2 and 4 have legal rosters, and bounds at or below the optimum',
  () => {
    const { status, stderr } = spawnSync(
      process.execPath,
      [join(ROOT, 'tests/benchmarks/rosters/run.ts'), `--data=${DATA}`, '--only=1,2,4', '--seconds=20', `--out=${out}`],
      { encoding: 'utf8', cwd: ROOT },
    );
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const results = readResults(join(out, 'results.jsonl'));
    expect(results.map(({ instance }) => instance)).toEqual(Object.keys(OPTIMA));
    for (const { instance, objective, bound } of results) {
      const optimum = OPTIMA[instance as keyof typeof OPTIMA];
      expect(objective, instance).toBeGreaterThanOrEqual(optimum);
      expect(bound ?? 0, instance).toBeLessThanOrEqual(optimum + 1e-6);
    }
  },
  180_000,
);
