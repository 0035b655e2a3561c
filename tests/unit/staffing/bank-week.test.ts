import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { ForecastPoint } from '../../../src/domain/forecast.ts';
import { buildRequirement } from '../../../src/staffing/requirement.ts';

const HISTORY = fileURLToPath(new URL('../../../../shared/data/calls/bank_us_2003_30min.csv', import.meta.url));
const FIRST_DAY = '2003-08-18';
const INTERVAL_SECONDS = 1800;

const WEEK_SECONDS = 7 * 86_400;

/**
 * The last week as the mean of the last four same weekdays before it, the simplest forecast there is; a day absent from
 * the history (a holiday) is left out of the mean. The series stays between clock changes, so UTC serves for the instants.
 */
function lastWeek(): ForecastPoint[] {
  const counts = new Map<number, number>();
  for (const row of readFileSync(HISTORY, 'utf8').trim().split('\n').slice(1)) {
    const [timestamp = '', count = ''] = row.split(',');
    counts.set(Date.parse(`${timestamp}:00Z`) / 1000, Number(count));
  }
  const firstInstant = Date.parse(`${FIRST_DAY}T00:00Z`) / 1000;
  return [...counts.keys()]
    .filter((start) => start >= firstInstant)
    .map((start) => {
      const before = [1, 2, 3, 4].flatMap((weeks) => counts.get(start - weeks * WEEK_SECONDS) ?? []);
      const expected = before.reduce((sum, count) => sum + count, 0) / before.length;
      const range = { lower80: expected, upper80: expected, lower95: expected, upper95: expected };
      return { start, end: start + INTERVAL_SECONDS, open: true, expected, ...range };
    });
}

describe('the bank week', () => {
  it.skipIf(!existsSync(HISTORY))(
    `needs about 201 positions at the peak and 11,400 scheduled hours (skipped where ${HISTORY} is missing)`,
    () => {
      const outcome = buildRequirement(
        { zone: 'America/New_York', points: lastWeek() },
        {
          target: { kind: 'service-level', share: 0.8, thresholdSeconds: 20, base: 'offered' },
          ahtSeconds: 180,
          patienceSeconds: 120,
          shrinkage: 0.3,
        },
      );
      if (!outcome.ok) throw new Error(JSON.stringify(outcome.issues));
      const { intervals, summary, notes } = outcome.value;
      expect(intervals).toHaveLength(5 * 28);
      expect(summary.peakPositions).toBe(201);
      expect(Math.abs(summary.scheduledHours / 11_400 - 1)).toBeLessThan(0.005);
      expect(summary.serviceLevel).toBeGreaterThanOrEqual(0.8);
      for (const { serviceLevelOffered } of intervals) expect(serviceLevelOffered).toBeGreaterThanOrEqual(0.8);
      // At this size 80/20 leaves the agents hardly a pause and lets callers hang up: the reader is told.
      expect(notes.map((note) => note.code)).toContain('positions-below-load');
    },
  );
});
