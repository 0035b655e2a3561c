import type { z } from 'zod';
import { addDays, daysBetween, isoOf, isZone, localOf } from '../domain/calendar.ts';
import {
  type BacktestSummary,
  type Forecast,
  type ForecastOverride,
  type ForecastPoint,
  type IntradayUpdate,
  type Note,
  UNMEASURED,
  type OutsideMember,
} from '../domain/forecast.ts';
import type { ErrorStructure } from '../domain/forecast-errors.ts';
import type { Campaign, History, IntervalLength, OpeningHours, ProfileSource, SpecialDay } from '../domain/history.ts';
import type { SamplePaths } from '../domain/sample-paths.ts';
import type { Outcome } from '../domain/issue.ts';
import { SECONDS_PER_MINUTE } from '../domain/units.ts';
import { elements, list, member, text } from './cursor.ts';
import type { Check } from './documents.ts';
import { readDocument } from './documents.ts';
import type { ForecastOptionsRead } from './forecast-options.ts';
import { fromOverride, toOverride, toOverrides } from './forecast-overrides.ts';
import { toShares } from './forecast-sources.ts';
import { type backtestSchema, type ForecastRead, forecastSchema } from './forecast.ts';
import type { HistoryOptions } from './history-build.ts';
import { readHistoryCsv } from './history-csv.ts';
import { readHistoryDocument } from './history-json.ts';
import { readOpeningHours } from './history-opening-hours.ts';
import type { HistoryRead } from './history.ts';
import { historySchema } from './history.ts';
import { LIMITS } from './limits.ts';
import { issue } from './messages/render.ts';
import { fromNote } from './notes.ts';
import type { IntervalName } from './scalars.ts';
import { instantIn, readInstant } from './timestamps.ts';
import { fromUnusualTime, toUnusualTime } from './unusual-times.ts';

/** A history with what its reading had to decide. */
export type HistoryInput = { readonly history: History; readonly notes: readonly Note[] };

/** Minutes of an interval's name; a day has 1440. */
export function minutesOfInterval(name: IntervalName): number {
  return name === '1d' ? 1440 : Number.parseInt(name, 10);
}

/** Length of an interval by its name. */
export function lengthOfInterval(name: IntervalName): IntervalLength {
  return name === '1d' ? 'day' : minutesOfInterval(name) * SECONDS_PER_MINUTE;
}

/** Name of an interval's length. */
export function nameOfInterval(length: IntervalLength): IntervalName {
  return (length === 'day' ? '1d' : `${length / SECONDS_PER_MINUTE}m`) as IntervalName;
}

/** Which rows of a history a forecast or a backtest may not look at. */
export type HistoryLimits = Pick<HistoryOptions, 'before' | 'decidedWithoutLastDays'>;

/** Reads the history of a document whose shape is right; issues of a CSV text name line and column behind the pointer. */
export function toHistory(read: HistoryRead, path: string, limits: HistoryLimits): Outcome<HistoryInput> {
  const { zone, absent, doubled, interval } = read;
  const minutes = interval === undefined ? undefined : minutesOfInterval(interval);
  if ('csv' in read) {
    const reading = readHistoryCsv(read.csv, { zone, absent, doubled, intervalMinutes: minutes, ...limits });
    if (reading.ok) return { ok: true, value: { history: reading.history, notes: reading.notes } };
    const issues = reading.issues.map((one) => ({
      code: one.code,
      path: [`${path}/csv`, one.path].filter((part) => part !== '').join(' '),
      message: one.message,
      facts: one.facts,
      hint: one.hint,
    }));
    return { ok: false, issues };
  }
  const reading = readHistoryDocument(
    {
      kind: 'history',
      zone,
      absent,
      doubled,
      intervalMinutes: minutes === 1440 ? 'day' : minutes,
      rows: read.rows,
      ...limits,
    },
    path,
  );
  if (reading.ok) return { ok: true, value: { history: reading.history, notes: reading.notes } };
  const issues = reading.issues.map(({ code, path, message, facts, hint }) => ({ code, path, message, facts, hint }));
  return { ok: false, issues };
}

/** Reads a HISTORY, rows or CSV text: the history on its grid, or all that is wrong with it. */
export function parseHistory(input: unknown, limits: HistoryLimits = {}): Outcome<HistoryInput> {
  const read = readDocument(historySchema, input, []);
  return read.ok ? toHistory(read.value, '', limits) : read;
}

/** Options of a forecast, in the words of the domain; holidays of the country are for the caller to look up. */
export type ForecastOptions = {
  readonly intervalLength?: IntervalLength | undefined;
  readonly country?: string | undefined;
  readonly region?: string | undefined;
  readonly specialDays?: readonly SpecialDay[] | undefined;
  readonly hours?: OpeningHours | undefined;
  readonly samplePaths?: { readonly paths: number; readonly seed: number } | undefined;
  readonly overrides?: readonly ForecastOverride[] | undefined;
  readonly like?: HistoryInput | undefined;
  readonly profile?: ProfileSource | undefined;
  readonly campaigns?: readonly Campaign[] | undefined;
  readonly members?: readonly OutsideMember[] | undefined;
};

/** The options of a document whose shape is right; `limits` say which rows of further histories may not be looked at. */
export function toForecastOptions(
  read: ForecastOptionsRead,
  path: string,
  limits: HistoryLimits = {},
): Outcome<ForecastOptions> {
  const hours = read.hours === undefined ? undefined : readOpeningHours(read.hours, `${path}/hours`);
  const like = read.like === undefined ? undefined : toHistory(read.like, `${path}/like`, limits);
  const profile = read.profile === undefined ? undefined : toProfile(read.profile, `${path}/profile`, limits);
  if (hours?.ok === false || like?.ok === false || profile?.ok === false) {
    return { ok: false, issues: [hours, like, profile].flatMap((part) => (part?.ok === false ? part.issues : [])) };
  }
  const { interval, country, region, specialDays, samplePaths, campaigns, members } = read;
  const overrides = read.overrides === undefined ? undefined : toOverrides(read.overrides);
  const intervalLength = interval === undefined ? undefined : lengthOfInterval(interval);
  return {
    ok: true,
    value: {
      intervalLength,
      country,
      region,
      specialDays,
      samplePaths,
      overrides,
      hours: hours?.value,
      like: like?.value,
      profile: profile?.value,
      campaigns,
      members,
    },
  };
}

function toProfile(
  read: NonNullable<ForecastOptionsRead['profile']>,
  path: string,
  limits: HistoryLimits,
): Outcome<ProfileSource> {
  if (!('history' in read)) return toShares(read, path);
  const given = toHistory(read.history, `${path}/history`, limits);
  return given.ok ? { ok: true, value: { kind: 'history', history: given.value.history } } : given;
}

/** Points in order without overlap, each as long as the interval says; a count for each in every sample path. */
export const checkPoints: Check = (forecast, add) => {
  const points = list(forecast, 'points').length;
  for (const path of list(member(forecast, 'samplePaths'), 'counts')) {
    const counts = elements(path).length;
    if (counts !== points) add(issue('sample-path-length', path.path, { counts, points }));
  }
  const zone = text(forecast, 'zone');
  if (zone === undefined || !isZone(zone)) return;
  const name = text(forecast, 'interval') ?? '';
  const minutes = /^(?:5|6|10|15|30|60)m$/.test(name) ? Number.parseInt(name, 10) : undefined;
  let last = -Infinity;
  for (const point of list(forecast, 'points')) {
    const start = readInstant(zone, text(point, 'start'), `${point.path}/start`, add);
    const end = readInstant(zone, text(point, 'end'), `${point.path}/end`, add);
    if (start === undefined || end === undefined) continue;
    if (end <= start)
      add(issue('span-not-positive', `${point.path}/end`, { start: isoOf(zone, start), end: isoOf(zone, end) }));
    else if (start < last) add(issue('intervals-overlap', `${point.path}/start`, { start: isoOf(zone, start) }));
    else if (minutes !== undefined && end - start !== minutes * SECONDS_PER_MINUTE) {
      add(
        issue('interval-length', `${point.path}/end`, { minutes: (end - start) / SECONDS_PER_MINUTE, expected: name }),
      );
    }
    last = Math.max(last, end);
  }
};

/** The forecast of a checked document; what one that is written by hand leaves out is filled with what is known of it: nothing. */
export function toForecast(read: ForecastRead): Forecast {
  const { zone } = read;
  const points: ForecastPoint[] = read.points.map((point) => ({
    start: instantIn(zone, point.start),
    end: instantIn(zone, point.end),
    open: point.open,
    expected: point.expected,
    lower80: point.lower80 ?? point.expected,
    upper80: point.upper80 ?? point.expected,
    lower95: point.lower95 ?? point.expected,
    upper95: point.upper95 ?? point.expected,
    ahtSeconds: point.ahtSeconds,
    ...(point.ahtRange === undefined ? {} : { ahtRange: point.ahtRange }),
  }));
  const first = localOf(zone, points[0]?.start ?? 0).date;
  const last = localOf(zone, (points.at(-1)?.end ?? 1) - 1).date;
  return {
    zone,
    intervalLength: lengthOfInterval(read.interval),
    from: read.from ?? first,
    days: read.days ?? daysBetween(first, addDays(last, 1)),
    absent: read.absent ?? 'missing',
    absentDecidedBy: read.absentDecidedBy ?? 'caller',
    points,
    ...(read.dayRanges === undefined ? {} : { dayRanges: read.dayRanges }),
    ...(read.samplePaths === undefined ? {} : { samplePaths: toSamplePaths(read.samplePaths, points.length) }),
    ...(read.overrides === undefined ? {} : { overrides: read.overrides.map(toOverride) }),
    ...(read.unusual === undefined ? {} : { unusual: read.unusual.map(toUnusualTime) }),
    models: read.models,
    backtest: read.backtest ?? UNMEASURED,
    ...(read.errors === undefined ? {} : { errors: read.errors }),
    ...(read.update === undefined ? {} : { update: { ...read.update, asOf: instantIn(zone, read.update.asOf) } }),
    notes: read.notes.map(({ code, facts }) => ({ code, facts })),
  };
}

function toSamplePaths({ seed, counts }: NonNullable<ForecastRead['samplePaths']>, intervals: number): SamplePaths {
  const flat = new Float64Array(counts.length * intervals);
  counts.forEach((path, index) => flat.set(path, index * intervals));
  return { paths: counts.length, intervals, counts: flat, seed };
}

function fromSamplePaths({ paths, intervals, counts, seed }: SamplePaths): NonNullable<ForecastRead['samplePaths']> {
  return {
    seed,
    counts: Array.from({ length: paths }, (_, path) => [...counts.subarray(path * intervals, (path + 1) * intervals)]),
  };
}

/** Reads a FORECAST: the forecast, or all that is wrong with it. */
export function parseForecast(input: unknown): Outcome<Forecast> {
  const read = readDocument(forecastSchema, input, [checkPoints]);
  return read.ok ? { ok: true, value: toForecast(read.value) } : read;
}

/** Six digits say all that was learned. */
function rounded(value: number): number {
  return Number(value.toPrecision(6));
}

function fromErrors({ level, profiles, near, dispersion, handleTime }: ErrorStructure): ForecastRead['errors'] {
  const ofLevel = ({ lasting, keptDaily, day }: ErrorStructure['level']) => {
    return { lasting: rounded(lasting), keptDaily, day: rounded(day) };
  };
  return {
    level: ofLevel(level),
    profiles: profiles.map((profile) => profile.map((value) => Number(value.toFixed(5)))),
    near: { variance: rounded(near.variance), kept: near.kept },
    dispersion: rounded(dispersion),
    ...(handleTime === undefined
      ? {}
      : { handleTime: { level: ofLevel(handleTime.level), contact: rounded(handleTime.contact) } }),
  };
}

function fromUpdate(zone: string, { asOf, days, handleTime, ...rest }: IntradayUpdate): ForecastRead['update'] {
  return {
    asOf: isoOf(zone, asOf),
    ...rest,
    days: days.map((day) => ({ ...day })),
    ...(handleTime === undefined ? {} : { handleTime: { ...handleTime } }),
  };
}

/** Scores as a document has them. */
export function fromScores({ handleTime, ...scores }: BacktestSummary): z.output<typeof backtestSchema> {
  return { ...scores, ...(handleTime === undefined ? {} : { handleTime: { ...handleTime } }) };
}

/** The forecast as a document. */
export function fromForecast(forecast: Forecast): ForecastRead {
  const {
    zone,
    intervalLength,
    points,
    specialDays,
    notes,
    models,
    backtest,
    dayRanges,
    samplePaths,
    overrides,
    errors,
    update,
    unusual,
    ...rest
  } = forecast;
  return {
    kind: 'forecast',
    zone,
    interval: nameOfInterval(intervalLength),
    ...rest,
    points: points.map(({ start, end, ahtSeconds, ahtRange, ...values }) => ({
      start: isoOf(zone, start),
      end: isoOf(zone, end),
      ...values,
      ...(ahtSeconds === undefined ? {} : { ahtSeconds }),
      ...(ahtRange === undefined ? {} : { ahtRange: { ...ahtRange } }),
    })),
    ...(dayRanges === undefined ? {} : { dayRanges: dayRanges.map((day) => ({ ...day })) }),
    ...(overrides === undefined ? {} : { overrides: overrides.map(fromOverride) }),
    ...(samplePaths === undefined ? {} : { samplePaths: fromSamplePaths(samplePaths) }),
    ...(specialDays === undefined ? {} : { specialDays: specialDays.map((day) => ({ ...day })) }),
    ...(unusual === undefined ? {} : { unusual: unusual.slice(-LIMITS.unusual).map(fromUnusualTime) }),
    models: models.map((share) => ({ ...share })),
    backtest: fromScores(backtest),
    ...(errors === undefined ? {} : { errors: fromErrors(errors) }),
    ...(update === undefined ? {} : { update: fromUpdate(zone, update) }),
    notes: notes.map((note) => fromNote(zone, note)),
  };
}
