import { addDays, dateOfDayNumber } from '../domain/calendar.ts';
import type { DayRange, ForecastPoint, ForecastRange } from '../domain/forecast.ts';
import { type Grid, gridOf, intervalMinutes, intervalsOfDay } from '../domain/history-grid.ts';
import type { SamplePaths } from '../domain/sample-paths.ts';
import type { LocalDate, Zone } from '../domain/units.ts';
import type { ForecastSource } from './forecast-source.ts';
import type { PathInterval } from './sample-paths.ts';

/** Intervals of the days forecast with what is expected in each, before ranges; `slots[index]` is the place of the day. */
export type PlacedIntervals = {
  readonly grid: Grid;
  readonly slots: Uint16Array;
  /** Day of each, as a number since 1970-01-01. */
  readonly days: Uint32Array;
  readonly intervals: readonly PathInterval[];
};

/** Day of each interval, as a number since 1970-01-01. */
function daysOfIntervals({ dayStarts, firstDay }: Grid): Uint32Array {
  const days = new Uint32Array(dayStarts.at(-1) ?? 0);
  for (let day = 0; day + 1 < dayStarts.length; day += 1) days.fill(firstDay + day, dayStarts[day], dayStarts[day + 1]);
  return days;
}

/** What a source expects of each interval of the days from `from` on. */
export function placeIntervals(source: ForecastSource, zone: Zone, from: LocalDate, days: number): PlacedIntervals {
  const grid = gridOf(zone, from, addDays(from, days), source.intervalLength);
  const step = intervalMinutes(source.intervalLength);
  const slots = Uint16Array.from(grid.minutes, (minutes) => minutes / step);
  const intervals: PathInterval[] = [];
  for (let day = 0; day < days; day += 1) {
    const expected = source.forecaster.expectedOn(grid.firstDay + day);
    for (const index of intervalsOfDay(grid, day)) {
      const slot = slots[index] as number;
      const open = source.openAt(grid.firstDay + day, slot);
      intervals.push({ expected: open ? (expected[slot] as number) : 0, ahead: source.gap + day, open });
    }
  }
  return { grid, slots, days: daysOfIntervals(grid), intervals };
}

const CLOSED: ForecastRange & { readonly expected: number } = {
  expected: 0,
  lower80: 0,
  upper80: 0,
  lower95: 0,
  upper95: 0,
};

/** A point of the forecast with its handle time; closed where nothing is expected of it. */
export function pointAt(
  { grid, slots, days }: PlacedIntervals,
  index: number,
  { handleTimes }: Pick<ForecastSource, 'handleTimes'>,
  found: (ForecastRange & { readonly expected: number }) | undefined,
): ForecastPoint {
  const start = grid.starts[index] as number;
  const end = grid.starts[index + 1] as number;
  const slot = slots[index] as number;
  const day = days[index] as number;
  return {
    start,
    end,
    open: found !== undefined,
    ...(found ?? CLOSED),
    ...(handleTimes === undefined
      ? {}
      : {
          ahtSeconds: handleTimes.at(day, slot),
          ...(found === undefined ? {} : { ahtRange: handleTimes.rangeAt(day, slot, found.expected) }),
        }),
  };
}

/** Paths that the ranges of days are read from. */
export const DAY_PATHS = 500;

/** Ranges of the days' totals: those of intervals do not add up, since their errors only partly go together. */
export function dayRanges(
  { paths, intervals, counts }: SamplePaths,
  points: readonly ForecastPoint[],
  grid: Grid,
): readonly DayRange[] {
  return Array.from({ length: grid.dayStarts.length - 1 }, (_, day) => {
    const [from, end] = [grid.dayStarts[day] as number, grid.dayStarts[day + 1] as number];
    const sums = Float64Array.from({ length: paths }, (__, path) =>
      counts.subarray(path * intervals + from, path * intervals + end).reduce((sum, each) => sum + each, 0),
    ).sort();
    const at = (share: number) => sums[Math.round(share * (paths - 1))] as number;
    const expected = points.slice(from, end).reduce((sum, point) => sum + point.expected, 0);
    return {
      date: dateOfDayNumber(grid.firstDay + day),
      expected,
      lower80: Math.min(expected, at(0.1)),
      upper80: Math.max(expected, at(0.9)),
      lower95: Math.min(expected, at(0.025)),
      upper95: Math.max(expected, at(0.975)),
    };
  });
}
