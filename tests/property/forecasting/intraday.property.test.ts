import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fromForecast, parseForecast } from '../../../src/contract/forecast-mapping.ts';
import { forecastSchema } from '../../../src/contract/forecast.ts';
import type { Forecast } from '../../../src/domain/forecast.ts';
import { forecast } from '../../../src/forecasting/forecast.ts';
import { updateWithinDay } from '../../../src/forecasting/intraday.ts';
import { historyCsv, historyOf, noise } from '../../fixtures/weekly-history.ts';
import { trials } from '../../fixtures/effort.ts';

/** Forecasts of made-up sites from tiny to large, with clock changes in some of their weeks. */
const made = new Map<string, Forecast>();

function forecastOf(level: number, zone: string, from: string): Forecast {
  const key = `${level} ${zone} ${from}`;
  const known = made.get(key);
  if (known !== undefined) return known;
  const text = historyCsv(from, 42, 60, (day, minutes, weekday) => {
    if (minutes < 360 || weekday === 6) return null;
    return Math.max(0, Math.round(level * (1 + 0.5 * noise(day, 1) + 0.4 * noise(day, minutes))));
  });
  const found = forecast(historyOf(text, { zone, absent: 'closed' }), { days: 5 });
  if (!found.ok) throw new Error(JSON.stringify(found.issues));
  made.set(key, found.forecast);
  return found.forecast;
}

const anyForecast = fc
  .record({
    level: fc.constantFrom(0.4, 6, 300),
    zone: fc.constantFrom('Europe/Berlin', 'America/New_York', 'Asia/Kolkata'),
    // The five days after six weeks hold the change of Europe in March and of America in November.
    from: fc.constantFrom('2026-01-05', '2026-02-14', '2026-09-18'),
  })
  .map(({ level, zone, from }) => forecastOf(level, zone, from));

it('ranges hold what is expected, days hold what came, and the answer is a document of its schema, whatever came', () => {
  fc.assert(
    fc.property(
      anyForecast,
      fc.nat(119),
      fc.array(fc.option(fc.constantFrom(0, 1, 5, 80, 5000, 1e6), { freq: 4 }), { minLength: 120, maxLength: 120 }),
      (plan, last, counts) => {
        const asOf = plan.points[last]?.end as number;
        if (last + 1 >= plan.points.length) return;
        const actuals = plan.points.slice(0, last + 1).flatMap(({ start }, index) => {
          const count = counts[index] ?? null;
          return count === null ? [] : [{ start, count }];
        });
        const updated = updateWithinDay(plan, actuals, asOf);
        for (const point of [...updated.points, ...(updated.dayRanges ?? [])]) {
          const order = [0, point.lower95, point.lower80, point.expected, point.upper80, point.upper95];
          expect(order).toEqual([...order].sort((a, b) => a - b));
          expect(Number.isFinite(point.upper95)).toBe(true);
        }
        expect(updated.points[0]?.start).toBe(asOf);
        const total = (updated.dayRanges ?? []).reduce((sum, { expected }) => sum + expected, 0);
        const days = updated.update?.days ?? [];
        const rest = updated.points.reduce((sum, { expected }) => sum + expected, 0);
        expect(total).toBeCloseTo(rest + days.reduce((sum, { soFar }) => sum + soFar, 0), 3);
        const document = fromForecast(updated);
        expect(forecastSchema.safeParse(document).success).toBe(
          Math.max(...updated.points.map(({ upper95 }) => upper95)) <= 1e9,
        );
      },
    ),
    { numRuns: trials(60) },
  );
});

it('what has been written and read again is updated alike', () => {
  fc.assert(
    fc.property(anyForecast, fc.integer({ min: 1, max: 60 }), (plan, intervals) => {
      const read = parseForecast(fromForecast(plan));
      if (!read.ok) throw new Error(JSON.stringify(read.issues));
      const actuals = plan.points.slice(0, intervals).map(({ start, expected }) => ({ start, count: 1.2 * expected }));
      const asOf = plan.points[intervals - 1]?.end as number;
      const [one, two] = [plan, read.value].map((each) => updateWithinDay(each, actuals, asOf));
      one?.points.forEach((point, index) => {
        // Six digits of the errors are written.
        const other = two?.points[index]?.expected ?? Number.NaN;
        expect(Math.abs(point.expected - other)).toBeLessThanOrEqual(1e-4 * (1 + point.expected));
      });
    }),
    { numRuns: trials(30) },
  );
});
