import { dateOf, localOf } from '../domain/calendar.ts';
import type { AppliedOverride, Forecast, ForecastOverride, ForecastPoint, ForecastRange } from '../domain/forecast.ts';
import type { Issue, Outcome } from '../domain/issue.ts';

/**
 * Changes a forecast by hand, one override after the other: the open intervals that begin inside of it are multiplied by the factor, or by what makes
 * their sum the contacts given (spread evenly where nothing was expected). Ranges, days and sample paths are multiplied alike. An override that no open
 * interval begins in is an issue.
 */
export function applyOverrides(forecast: Forecast, overrides: readonly ForecastOverride[]): Outcome<Forecast> {
  const issues: Issue[] = [];
  const applied: AppliedOverride[] = [];
  let points = forecast.points;
  overrides.forEach((override, index) => {
    const places = placesOf(forecast, points, override);
    if (places.size === 0) {
      issues.push(nothingThere(override, index));
      return;
    }
    const before = sumAt(points, places);
    const { amount, change } = override;
    const factor = change === 'factor' ? amount : before > 0 ? amount / before : undefined;
    points = points.map((point, place) => {
      if (!places.has(place)) return point;
      return factor === undefined
        ? { ...point, ...level(amount / places.size) }
        : { ...point, ...times(point, factor) };
    });
    applied.push({ ...override, contactsBefore: before, contactsAfter: sumAt(points, places) });
  });
  if (issues.length > 0) return { ok: false, issues };
  return { ok: true, value: { ...forecast, ...partsAfter(forecast, points), points, overrides: applied } };
}

/** Days and paths behind the change of the points. */
function partsAfter(
  { zone, points: before, dayRanges, samplePaths }: Forecast,
  after: readonly ForecastPoint[],
): Pick<Forecast, 'dayRanges' | 'samplePaths'> {
  const of = (date: string) => {
    const sum = (points: readonly ForecastPoint[]) =>
      points.reduce((total, point) => total + (dateOf(zone, point.start) === date ? point.expected : 0), 0);
    return [sum(before), sum(after)] as const;
  };
  const days = dayRanges?.map((day) => {
    const [old, now] = of(day.date);
    return { ...day, ...(old > 0 ? times({ ...day, expected: old }, now / old) : level(now)) };
  });
  if (samplePaths === undefined) return { dayRanges: days };
  const counts = samplePaths.counts.map((count, cell) => {
    const place = cell % samplePaths.intervals;
    const [old, now] = [(before[place] as ForecastPoint).expected, (after[place] as ForecastPoint).expected];
    return old === now ? count : Math.round(old > 0 ? (count * now) / old : now);
  });
  return { dayRanges: days, samplePaths: { ...samplePaths, counts } };
}

function placesOf(
  { zone }: Forecast,
  points: readonly ForecastPoint[],
  { date, fromMinutes, toMinutes }: ForecastOverride,
): ReadonlySet<number> {
  const places = new Set<number>();
  points.forEach(({ start, open }, place) => {
    const local = localOf(zone, start);
    if (open && local.date === date && local.minutes >= fromMinutes && local.minutes < toMinutes) places.add(place);
  });
  return places;
}

function sumAt(points: readonly ForecastPoint[], places: ReadonlySet<number>): number {
  return points.reduce((sum, { expected }, place) => sum + (places.has(place) ? expected : 0), 0);
}

type Level = ForecastRange & { readonly expected: number };

function times({ expected, lower80, upper80, lower95, upper95 }: Level, factor: number): Level {
  return {
    expected: factor * expected,
    lower80: factor * lower80,
    upper80: factor * upper80,
    lower95: factor * lower95,
    upper95: factor * upper95,
  };
}

function level(expected: number): Level {
  return { expected, lower80: expected, upper80: expected, lower95: expected, upper95: expected };
}

function nothingThere({ date }: ForecastOverride, index: number): Issue {
  const message = `No open interval of the forecast begins inside the override of ${date}.`;
  const hint = 'Give a date that is forecast, and times at which it is open.';
  return { code: 'override-matches-nothing', path: `/overrides/${index}`, message, facts: { date }, hint };
}
