import { dayNumber } from '../domain/calendar.ts';
import { type Forecast, type ForecastPoint, type Note, UNMEASURED } from '../domain/forecast.ts';
import type { Campaign, History, IntervalLength, OpeningHours, SpecialDay } from '../domain/history.ts';
import { coarsenHistory, intervalMinutes } from '../domain/history-grid.ts';
import type { Issue, Outcome } from '../domain/issue.ts';
import type { LevelForecast, QueueForecasts } from '../domain/queue-forecasts.ts';
import type { LocalDate } from '../domain/units.ts';
import { checkOptions } from './forecast-checks.ts';
import { DAY_PATHS, dayRanges, type PlacedIntervals, placeIntervals, pointAt } from './forecast-points.ts';
import { backtestOf, type ForecastSource, prepareSource } from './forecast-source.ts';
import { measureTogether } from './queue-errors.ts';
import { learnCorrelation } from './queue-correlation.ts';
import { lowerTriangle, reconcile, type SumOf } from './reconcile.ts';
import { jointPaths } from './sample-paths.ts';
import type { SeriesModel } from './series-model.ts';
import { sumHistories } from './sum-histories.ts';

export type QueueOfGroup = {
  readonly id: string;
  readonly channel: string;
  readonly history: History;
  readonly like?: History | undefined;
  readonly campaigns?: readonly Campaign[] | undefined;
  readonly hours?: OpeningHours | undefined;
};

export type QueueGroupOptions = {
  /** First day to forecast; default the day after the last row of all queues. */
  readonly from?: LocalDate | undefined;
  readonly days: number;
  /** Default the coarsest of the histories'. */
  readonly intervalLength?: IntervalLength | undefined;
  readonly specialDays?: readonly SpecialDay[] | undefined;
  readonly samplePaths?: { readonly paths: number; readonly seed: number } | undefined;
  readonly method: 'mint' | 'bottom-up';
  /** Models from elsewhere that may take part in each forecast. */
  readonly outside?: readonly SeriesModel[] | undefined;
};

/** Counts of all paths of all queues. */
const MOST_COUNTS = 20_000_000;
/** A sum of histories is forecast by itself from so many days in common on. */
const LEAST_COMMON_DAYS = 28;
/** Width of an 80 per cent range in standard deviations of a normal distribution. */
const SIGMAS_OF_80 = 2.563;

/** A channel or the total: its queues, and its own forecast where enough days are common to them. */
type Sum = { readonly id: string; readonly parts: SumOf; readonly source: ForecastSource | undefined };

/**
 * Forecasts several queues, their channels and all of them, each by itself, and makes them add up (`reconcile.ts`) in every interval. Sample paths are drawn for the
 * queues together, with the correlations that their past errors had, and added up path by path, so that ranges of channels, days and the total are
 * those of sums. Issues are at `/queues/N/...`, `/days`, `/from`, `/interval` and `/samplePaths/paths`.
 */
export function forecastQueues(queues: readonly QueueOfGroup[], options: QueueGroupOptions): Outcome<QueueForecasts> {
  const from = options.from ?? queues.map(({ history }) => history.endDate).reduce((a, b) => (a > b ? a : b));
  const intervalLength = options.intervalLength ?? coarsest(queues);
  const issues = checkGroup(queues, { ...options, intervalLength }, from);
  if (issues.length > 0) return { ok: false, issues };
  const read = queues.map((queue) => ({ ...queue, history: coarsenHistory(queue.history, intervalLength) }));
  const { days, specialDays, outside } = options;
  const sources: ForecastSource[] = [];
  for (const [index, { history, like, campaigns, hours }] of read.entries()) {
    const found = prepareSource(history, { from, days, specialDays, like, campaigns, hours, outside });
    if (found.ok) sources.push(found.value);
    else issues.push(...found.issues.map((one) => ({ ...one, path: `/queues/${index}${one.path}` })));
  }
  if (issues.length > 0) return { ok: false, issues };
  const sums = sumsOf(read, (parts) =>
    sourceOfSum(
      parts.map((part) => read[part] as QueueOfGroup),
      options,
      from,
    ),
  );
  return { ok: true, value: together(read, sources, sums, { ...options, intervalLength }, from) };
}

function coarsest(queues: readonly QueueOfGroup[]): IntervalLength {
  return queues
    .map(({ history }) => history.intervalLength)
    .reduce((a, b) => (intervalMinutes(a) >= intervalMinutes(b) ? a : b));
}

function checkGroup(queues: readonly QueueOfGroup[], options: QueueGroupOptions, from: LocalDate): Issue[] {
  const zone = queues[0]?.history.zone ?? 'UTC';
  const issues = queues.flatMap(({ history, like }, index) => {
    const given = { from, days: options.days, intervalLength: options.intervalLength, like };
    const found = checkOptions(history, given, from).map((one) => {
      if (one.path === '/intervalLength') return { ...one, path: '/interval' };
      return one.code === 'history-too-short' ? { ...one, path: `/queues/${index}/history` } : one;
    });
    if (history.zone === zone) return found;
    const facts = { zone: history.zone, first: zone };
    const message = `The history is in ${history.zone}, that of the first queue in ${zone}.`;
    const hint = 'Give all histories in one zone.';
    return [...found, { code: 'queues-in-zones', path: `/queues/${index}/history/zone`, message, facts, hint }];
  });
  const asked = options.samplePaths;
  const length = intervalMinutes(options.intervalLength ?? 'day');
  const most = Math.floor(MOST_COUNTS / ((1440 / length) * Math.max(1, options.days) * queues.length));
  if (asked !== undefined && asked.paths > most) {
    const facts = { paths: asked.paths, least: 1, most };
    const message = `${asked.paths} sample paths are asked for.`;
    const hint = `Ask for 1 to ${most} at this horizon and interval.`;
    issues.push({ code: 'sample-paths-out-of-range', path: '/samplePaths/paths', message, facts, hint });
  }
  const seen = new Set<string>();
  return issues.filter(({ code, path }) => !seen.has(`${code} ${path}`) && seen.add(`${code} ${path}`));
}

/** Channels with several queues, and all queues where there is more than one of them or of channels. */
function sumsOf(
  queues: readonly QueueOfGroup[],
  sourceOf: (parts: SumOf) => ForecastSource | undefined,
): readonly Sum[] {
  const byChannel = Map.groupBy(queues.keys(), (index) => (queues[index] as QueueOfGroup).channel);
  const sums = [...byChannel]
    .filter(([, parts]) => parts.length > 1 && parts.length < queues.length)
    .map(([id, parts]): Sum => ({ id, parts, source: sourceOf(parts) }));
  if (queues.length === 1) return sums;
  const all = [...queues.keys()];
  return [...sums, { id: TOTAL, parts: all, source: sourceOf(all) }];
}

const TOTAL = 'total';

function sourceOfSum(
  queues: readonly QueueOfGroup[],
  { days, specialDays, method, outside }: QueueGroupOptions,
  from: LocalDate,
): ForecastSource | undefined {
  if (method === 'bottom-up') return undefined;
  const history = sumHistories(queues.map((queue) => queue.history));
  if (history === undefined || dayNumber(history.endDate) - dayNumber(history.firstDate) < LEAST_COMMON_DAYS) {
    return undefined;
  }
  const campaigns = queues.flatMap((queue) => queue.campaigns ?? []);
  const found = prepareSource(history, { from, days, specialDays, campaigns, outside });
  return found.ok ? found.value : undefined;
}

function together(
  queues: readonly QueueOfGroup[],
  sources: readonly ForecastSource[],
  sums: readonly Sum[],
  options: QueueGroupOptions & { readonly intervalLength: IntervalLength },
  from: LocalDate,
): QueueForecasts {
  const { zone } = (queues[0] as QueueOfGroup).history;
  const { days, method, intervalLength } = options;
  const known = sums.filter((sum): sum is Sum & { readonly source: ForecastSource } => sum.source !== undefined);
  const nodes = [...sources, ...known.map(({ source }) => source)];
  const placed = nodes.map((source) => placeIntervals(source, zone, from, days));
  const past = nodes.map(({ forecaster }) => forecaster.past());
  const correlation = learnCorrelation(past);
  const ofQueues = learnCorrelation(past.slice(0, queues.length));
  const parts = known.map((sum) => sum.parts);
  const expected = reconciledIntervals(nodes, placed, correlation.whole, parts, queues.length);
  const errors = measureTogether(
    nodes.map(({ forecaster }) => forecaster),
    past,
    correlation.whole,
    parts,
    queues.length,
  );
  const size = queues.length;
  const length = placed[0]?.intervals.length ?? 0;
  const pathsFor = (asked: { readonly paths: number; readonly seed: number }) =>
    jointPaths(
      sources.map(({ forecaster }, queue) => ({
        forecaster,
        intervals: (placed[queue] as PlacedIntervals).intervals.map((interval, index) => ({
          ...interval,
          expected: expected[queue]?.[index] as number,
        })),
      })),
      { days: lowerTriangle(ofQueues.days, size), within: lowerTriangle(ofQueues.within, size) },
      asked,
    );
  const judging = { paths: Math.max(50, Math.min(DAY_PATHS, Math.floor(MOST_COUNTS / (size * length)))), seed: 1 };
  const drawn = pathsFor(judging);
  const kept = options.samplePaths === undefined ? undefined : pathsFor(options.samplePaths);
  const common = { zone, intervalLength, from, days };
  const level = (id: string, of: SumOf, source: ForecastSource | undefined, node: number): LevelForecast => {
    const queue = of.length === 1 ? (of[0] as number) : undefined;
    const counts = added(of.map((part) => drawn[part] as Float64Array));
    const points =
      queue === undefined
        ? sumPoints(of, placed, sources, expected, counts, judging.paths)
        : queuePoints(
            placed[queue] as PlacedIntervals,
            sources[queue] as ForecastSource,
            expected[queue] as Float64Array,
          );
    const paths = kept === undefined ? undefined : added(of.map((part) => kept[part] as Float64Array));
    const { history } = queues[of[0] as number] as QueueOfGroup;
    const unusual = of.length === 1 ? (source?.unusual() ?? []) : [];
    const forecast: Forecast = {
      ...common,
      absent: history.absent,
      absentDecidedBy: history.absentDecidedBy,
      points,
      dayRanges: dayRanges({ ...judging, intervals: length, counts }, points, (placed[0] as PlacedIntervals).grid),
      ...(paths === undefined || options.samplePaths === undefined
        ? {}
        : { samplePaths: { ...options.samplePaths, intervals: length, counts: paths } }),
      ...(unusual.length === 0 ? {} : { unusual }),
      models: source?.forecaster.models ?? [],
      backtest: source === undefined ? UNMEASURED : backtestOf(source, days),
      ...(source === undefined ? {} : { errors: source.errors() }),
      notes: source?.notes ?? [],
    };
    const error = errors[node] ?? { wapeAlone: null, wapeTogether: null };
    return { id, ...error, forecast };
  };
  const nodeOf = (sum: Sum) => size + known.findIndex((one) => one === sum);
  const single = queues.map(({ id }, queue) => level(id, [queue], sources[queue], queue));
  const levels = sums.map((sum) => level(sum.id, sum.parts, sum.source, sum.source === undefined ? -1 : nodeOf(sum)));
  const total = { ...((levels.at(-1) ?? single[0]) as LevelForecast), id: TOTAL };
  const channels = [...new Set(queues.map(({ channel }) => channel))].map((id): LevelForecast => {
    const own = queues.flatMap((queue, index) => (queue.channel === id ? [index] : []));
    const sum =
      own.length === queues.length
        ? total
        : levels[sums.findIndex((one) => one.id === id && one.parts.length === own.length)];
    return { ...((own.length === 1 ? single[own[0] as number] : sum) as LevelForecast), id };
  });
  return {
    ...common,
    method,
    shrunk: correlation.shrunk,
    total,
    channels,
    queues: single.map((one, queue) => ({ ...one, channel: (queues[queue] as QueueOfGroup).channel })),
    notes: notesOf(sums, method),
  };
}

/** Expected counts by queue and interval. A sum whose own forecast is closed where a queue is open says nothing there. */
function reconciledIntervals(
  nodes: readonly ForecastSource[],
  placed: readonly PlacedIntervals[],
  correlation: Float64Array,
  sums: readonly SumOf[],
  queues: number,
): readonly Float64Array[] {
  const length = placed[0]?.intervals.length ?? 0;
  const made = Array.from({ length: queues }, () => new Float64Array(length));
  for (let index = 0; index < length; index += 1) {
    const at = placed.map(({ intervals }) => intervals[index] as PlacedIntervals['intervals'][number]);
    const base = Float64Array.from(at, ({ expected }) => expected);
    const sigmas = Float64Array.from(at, ({ expected, ahead, open }, node) => {
      if (!open) return 0;
      const { lower80, upper80 } = (nodes[node] as ForecastSource).forecaster.rangeOf(expected, ahead);
      return (upper80 - lower80) / SIGMAS_OF_80;
    });
    sums.forEach((parts, sum) => {
      if (at[queues + sum]?.open === true) return;
      base[queues + sum] = parts.reduce((total, part) => total + (base[part] as number), 0);
    });
    reconcile(base, sigmas, correlation, sums).forEach((value, queue) => {
      (made[queue] as Float64Array)[index] = at[queue]?.open === true ? value : 0;
    });
  }
  return made;
}

function queuePoints(
  placed: PlacedIntervals,
  source: ForecastSource,
  expected: Float64Array,
): readonly ForecastPoint[] {
  return placed.intervals.map(({ ahead, open }, index) => {
    const value = expected[index] as number;
    const found = open ? { expected: value, ...source.forecaster.rangeOf(value, ahead) } : undefined;
    return pointAt(placed, index, source, found);
  });
}

/** Points of a sum: its expected counts are those of its queues, its ranges those of the sums of paths, its handle time weighted by contacts. */
function sumPoints(
  parts: SumOf,
  placed: readonly PlacedIntervals[],
  sources: readonly ForecastSource[],
  expected: readonly Float64Array[],
  counts: Float64Array,
  paths: number,
): readonly ForecastPoint[] {
  const first = placed[0] as PlacedIntervals;
  const length = first.intervals.length;
  const column = new Float64Array(paths);
  return first.intervals.map((_, index) => {
    if (!parts.some((part) => placed[part]?.intervals[index]?.open === true))
      return pointAt(first, index, NO_TIMES, undefined);
    for (let path = 0; path < paths; path += 1) column[path] = counts[path * length + index] as number;
    const sorted = column.slice().sort();
    const at = (share: number) => sorted[Math.round(share * (paths - 1))] as number;
    let sum = 0;
    let timed = 0;
    let seconds = 0;
    for (const part of parts) {
      const own = expected[part]?.[index] as number;
      const aht = sources[part]?.handleTimes?.at(first.days[index] as number, first.slots[index] as number);
      sum += own;
      if (aht === undefined) continue;
      timed += own;
      seconds += own * aht;
    }
    const lower80 = Math.min(sum, at(0.1));
    const upper80 = Math.max(sum, at(0.9));
    const point = pointAt(first, index, NO_TIMES, {
      expected: sum,
      lower80,
      upper80,
      lower95: Math.min(lower80, at(0.025)),
      upper95: Math.max(upper80, at(0.975)),
    });
    return timed > 0 ? { ...point, ahtSeconds: seconds / timed } : point;
  });
}

const NO_TIMES = { handleTimes: undefined };

function added(parts: readonly Float64Array[]): Float64Array {
  const sums = (parts[0] as Float64Array).slice();
  for (const part of parts.slice(1))
    for (let cell = 0; cell < sums.length; cell += 1) sums[cell] = (sums[cell] as number) + (part[cell] as number);
  return sums;
}

function notesOf(sums: readonly Sum[], method: QueueGroupOptions['method']): readonly Note[] {
  if (method === 'bottom-up') return [];
  return sums
    .filter(({ source }) => source === undefined)
    .map(({ id }) => ({ code: 'sum-of-parts', facts: { id, neededDays: LEAST_COMMON_DAYS } }));
}
