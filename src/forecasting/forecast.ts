import type { Forecast, ForecastPoint } from '../domain/forecast.ts';
import type { History } from '../domain/history.ts';
import type { LocalDate } from '../domain/units.ts';
import { checkOptions } from './forecast-checks.ts';
import { DAY_PATHS, dayRanges, placeIntervals, pointAt } from './forecast-points.ts';
import { backtestOf, type ForecastSource, prepareSource } from './forecast-source.ts';
import type { ForecastOptions, ForecastResult } from './forecast-task.ts';
import { samplePaths } from './sample-paths.ts';

/**
 * Forecasts a history: a combination of models whose half-lives, weights and ranges are all learned from what lies before the
 * local midnight of `from`. From one week of history on there is a forecast; under four weeks its ranges are assumed and a
 * note says so.
 */
export function forecast(history: History, options: ForecastOptions): ForecastResult {
  const from = options.from ?? history.endDate;
  const issues = checkOptions(history, options, from);
  if (issues.length > 0) return { ok: false, issues };
  const source = prepareSource(history, { ...options, from });
  if (!source.ok) return source;
  return { ok: true, forecast: assembled(history, options, from, source.value) };
}

function assembled(history: History, options: ForecastOptions, from: LocalDate, source: ForecastSource): Forecast {
  const { forecaster } = source;
  const placed = placeIntervals(source, history.zone, from, options.days);
  const points = placed.intervals.map(({ expected, ahead, open }, index): ForecastPoint => {
    return pointAt(placed, index, source, open ? { expected, ...forecaster.rangeOf(expected, ahead) } : undefined);
  });
  const unusual = source.unusual();
  const days = samplePaths(forecaster, placed.intervals, { paths: DAY_PATHS, seed: 1 });
  return {
    zone: history.zone,
    intervalLength: source.intervalLength,
    from,
    days: options.days,
    absent: history.absent,
    absentDecidedBy: history.absentDecidedBy,
    points,
    dayRanges: dayRanges(days, points, placed.grid),
    ...(options.samplePaths === undefined
      ? {}
      : { samplePaths: samplePaths(forecaster, placed.intervals, options.samplePaths) }),
    ...(unusual.length === 0 ? {} : { unusual }),
    models: forecaster.models,
    backtest: backtestOf(source, options.days),
    errors: source.errors(),
    notes: source.notes,
  };
}
