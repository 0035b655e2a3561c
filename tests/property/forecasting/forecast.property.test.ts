import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readHistoryCsv } from '../../../src/contract/history-csv.ts';
import { addDays, startOfDate } from '../../../src/domain/calendar.ts';
import { coarsenHistory, gridOf } from '../../../src/domain/history-grid.ts';
import { forecast } from '../../../src/forecasting/forecast.ts';
import { historyCsv, historyOf, noise } from '../../fixtures/weekly-history.ts';
import { trials } from '../../fixtures/effort.ts';

const ZONES = [
  'Asia/Shanghai',
  'America/New_York',
  'Europe/Berlin',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
  'America/Sao_Paulo',
];
const zone = fc.constantFrom(...ZONES);
const date = fc.integer({ min: 0, max: 7000 }).map((day) => addDays('2008-01-01', day));

/** A history with gaps, quiet and wild days, at any scale. */
const anyHistory = fc
  .record({
    zone,
    from: date,
    days: fc.integer({ min: 7, max: 60 }),
    step: fc.constantFrom(30, 60, 1440),
    level: fc.constantFrom(0, 0.3, 5, 400),
    gapShare: fc.constantFrom(0, 0.1, 0.3),
    seed: fc.integer({ min: 0, max: 1000 }),
    absent: fc.constantFrom('missing' as const, 'zero' as const, 'closed' as const),
  })
  .map(({ gapShare, level, seed, ...rest }) => {
    const text = historyCsv(rest.from, rest.days, rest.step, (day, minutes) => {
      const edge = day < 3 || day === rest.days - 1;
      if (!edge && (noise(day + seed, minutes) + 1) / 2 < gapShare) return null;
      return Math.max(0, Math.round(level * (1 + noise(day, minutes + seed))));
    });
    // Rows at times that the clocks skip would be refused; they are left out as a careful export would.
    const skipped = readHistoryCsv(text, { zone: rest.zone, absent: rest.absent });
    const lines = text.split('\n');
    const wrong = new Set(skipped.ok ? [] : skipped.issues.map((issue) => issue.line));
    return { ...rest, text: lines.filter((_, index) => !wrong.has(index + 1)).join('\n') };
  });

describe('whatever the history', () => {
  test('ranges hold the expected count, are nested and never negative, and closed intervals are 0', () => {
    fc.assert(
      fc.property(anyHistory, fc.integer({ min: 1, max: 21 }), ({ text, zone, absent }, days) => {
        const found = forecast(historyOf(text, { zone, absent }), { days });
        if (!found.ok) throw new Error(JSON.stringify(found.issues));
        const wrong = found.forecast.points.filter((point) => {
          const { lower95, lower80, expected, upper80, upper95 } = point;
          const ordered = [0, lower95, lower80, expected, upper80, upper95];
          const inOrder = ordered.every((each, index) => index === 0 || each >= (ordered[index - 1] as number));
          return !inOrder || !Number.isFinite(upper95) || (!point.open && upper95 !== 0);
        });
        expect(wrong).toEqual([]);
        const weights = found.forecast.models.reduce((sum, model) => sum + model.weight, 0);
        expect(weights).toBeCloseTo(1, 9);
      }),
      { numRuns: trials(25) },
    );
  });

  test('rows from the first day forecast on change nothing', () => {
    fc.assert(
      fc.property(anyHistory, fc.integer({ min: 1, max: 20 }), ({ text, zone, absent, from, days }, cut) => {
        fc.pre(days - cut >= 7);
        const first = addDays(from, days - cut);
        // Rows of 0 stay: at a time that the clocks skip any other count is refused.
        const changeable = (row: string) => row >= first && row < 'a' && !row.endsWith(',0');
        const before = text.split('\n').map((row) => (changeable(row) ? `${row.split(',')[0]},777` : row));
        const options = { from: first, days: 7 };
        const changed = forecast(historyOf(before.join('\n'), { zone, absent }), options);
        expect(changed).toEqual(forecast(historyOf(text, { zone, absent }), options));
      }),
      { numRuns: 15 },
    );
  });
});

describe('whatever the zone and date', () => {
  test('the grid has no gap, no overlap, and begins and ends at local midnight', () => {
    fc.assert(
      fc.property(zone, date, fc.constantFrom(300, 360, 900, 1800, 3600), (name, from, length) => {
        const grid = gridOf(name, from, addDays(from, 3), length);
        const forward = grid.starts.every((start, index) => index === 0 || start > (grid.starts[index - 1] as number));
        expect(forward).toBe(true);
        expect([grid.starts[0], grid.starts.at(-1)]).toEqual([
          startOfDate(name, from),
          startOfDate(name, addDays(from, 3)),
        ]);
        expect(grid.dayStarts).toHaveLength(4);
        expect(grid.starts).toHaveLength((grid.dayStarts[3] as number) + 1);
      }),
      { numRuns: trials(60) },
    );
  });

  test('reading coarser keeps the total where nothing is missing', () => {
    fc.assert(
      fc.property(anyHistory, fc.constantFrom(3600, 'day' as const), ({ text, zone, step }, length) => {
        fc.pre(step !== 1440);
        const history = historyOf(text, { zone, absent: 'zero' });
        const total = (counts: readonly { readonly count: number | null }[]) =>
          counts.reduce((sum, each) => sum + (each.count ?? 0), 0);
        const coarse = coarsenHistory(history, length);
        expect(total(coarse.intervals)).toBeCloseTo(total(history.intervals), 6);
        expect(total(coarse.rows)).toBeCloseTo(total(history.rows), 6);
      }),
      { numRuns: trials(25) },
    );
  });
});
