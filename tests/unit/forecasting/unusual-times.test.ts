import { describe, expect, it } from 'vitest';
import { addDays } from '../../../src/domain/calendar.ts';
import type { UnusualTime } from '../../../src/domain/forecast.ts';
import { forecast } from '../../../src/forecasting/forecast.ts';
import { readHistoryCsv } from '../../../src/contract/history-csv.ts';
import { randomOf } from '../../fixtures/random.ts';

const FIRST = '2026-01-05';
const WEEKS = 14;
const ZONE = 'Europe/Berlin';

type Row = { readonly date: string; readonly hour: number; readonly count: number };

/** Fourteen weeks of an office, eight to eighteen o'clock from Monday to Friday, Mondays busier, counts that scatter. */
function office(change: (row: Row) => number | undefined): string {
  const { share: random } = randomOf(7);
  const lines = ['timestamp,count'];
  for (let day = 0; day < 7 * WEEKS; day += 1) {
    if (day % 7 > 4) continue;
    const date = addDays(FIRST, day);
    for (let hour = 8; hour < 18; hour += 1) {
      const mean = (day % 7 === 0 ? 130 : 100) + 10 * (hour % 4);
      const count = Math.round(mean + Math.sqrt(mean) * (random() + random() + random() - 1.5) * 2);
      const kept = change({ date, hour, count });
      if (kept !== undefined) lines.push(`${date}T${String(hour).padStart(2, '0')}:00,${kept}`);
    }
  }
  return lines.join('\n');
}

function unusualIn(csv: string, absent: 'closed' | 'missing', specialDays: readonly string[] = []) {
  const read = readHistoryCsv(csv, { zone: ZONE, absent });
  if (!read.ok) throw new Error(JSON.stringify(read.issues));
  const named = specialDays.map((date) => ({ date, name: 'Known day', kind: 'own' }));
  const made = forecast(read.history, { days: 7, specialDays: named });
  if (!made.ok) throw new Error(JSON.stringify(made.issues));
  return made.forecast.unusual ?? [];
}

const brief = ({ date, fromMinutes, toMinutes, kind, isLeftOut }: UnusualTime) =>
  [date, fromMinutes, toMinutes, kind, isLeftOut] as const;

describe('what is unusual in a history', () => {
  it('is nothing where counts only scatter, and where the level changes for good', () => {
    expect(
      unusualIn(
        office(({ count }) => count),
        'closed',
      ),
    ).toEqual([]);
    const grown = office(({ date, count }) => (date >= '2026-03-02' ? Math.round(1.5 * count) : count));
    expect(unusualIn(grown, 'closed')).toEqual([]);
  });

  it('is an hour, a day and what has no rows, whatever an absent row means', () => {
    const csv = office(({ date, hour, count }) => {
      if (date === '2026-02-03' && hour === 11) return 4 * count;
      if (date === '2026-02-18') return Math.round(0.4 * count);
      if (date === '2026-03-05' || (date === '2026-03-12' && hour >= 15)) return undefined;
      return count;
    });
    for (const absent of ['closed', 'missing'] as const) {
      const found = unusualIn(csv, absent);
      expect(found.map(brief)).toEqual([
        ['2026-02-03', 660, 720, 'high', false],
        ['2026-02-18', undefined, undefined, 'low', true],
        ['2026-03-05', undefined, undefined, 'missing', true],
        ['2026-03-12', 900, 1080, 'missing', true],
      ]);
      expect(found[0]?.usual).toBeGreaterThan(90);
      expect(found[0]?.usual).toBeLessThan(150);
      expect(found[2]?.count).toBeNull();
    }
  });

  it('is not told of days that have a name', () => {
    const csv = office(({ date, count }) => (date === '2026-02-18' ? Math.round(0.4 * count) : count));
    expect(unusualIn(csv, 'closed', ['2026-02-18'])).toEqual([]);
  });

  it('is no local hour that the clocks skip', () => {
    const lines = ['timestamp,count'];
    for (let day = 0; day < 70; day += 1) {
      for (let hour = 0; hour < 24; hour += 1) {
        const date = addDays('2026-02-02', day);
        if (date === '2026-03-29' && hour === 2) continue;
        lines.push(`${date}T${String(hour).padStart(2, '0')}:00,${40 + ((7 * day + 3 * hour) % 5)}`);
      }
    }
    expect(unusualIn(lines.join('\n'), 'missing')).toEqual([]);
  });
});
