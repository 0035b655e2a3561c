import { addDays, dateOf, daysBetween, localOf } from '../domain/calendar.ts';
import type {
  DayRange,
  Forecast,
  ForecastPoint,
  ForecastRange,
  IntradayActual,
  Note,
  RangedFactor,
  UpdatedDay,
} from '../domain/forecast.ts';
import type { ErrorStructure } from '../domain/forecast-errors.ts';
import { intervalMinutes } from '../domain/history-grid.ts';
import type { Instant, LocalDate } from '../domain/units.ts';
import { type DayFilter, dayFilter } from './day-filter.ts';
import { ASSUMED_ERRORS } from './error-structure.ts';
import { ASSUMED_HANDLE_TIME } from './handle-time.ts';
import { stabilised } from './ranges.ts';

/** Normal deviates that leave 10 and 2.5 per cent above. */
const DEVIATE_80 = 1.2815515655446004;
const DEVIATE_95 = 1.959963984540054;

type Placed = { readonly point: ForecastPoint; readonly date: LocalDate; readonly slot: number };

/** What came in an interval of a day, and what is expected of it now. */
type Seen = { readonly expected: number; readonly variance: number };

/** Sums of a day, with the contacts that came for certain and the variance of all that is not known. */
type DaySums = UpdatedDay & { readonly came: number; readonly variance: number };

/**
 * Updates a forecast by actuals: contacts up to `asOf` correct the level of the day, the scores of its profiles and what lasts from day to day, in proportion to what past errors
 * taught (`errors` of the forecast; the state-space form of the penalised updating of Shen & Huang 2008). Points that end behind `asOf` and days from its own on are returned; ranges are those of the
 * forecast, times the root of the variance that is left of theirs. Actuals are those of points of the forecast that end at or before `asOf`, each once, in any order; an
 * open interval without one is taken as not known.
 */
export function updateWithinDay(forecast: Forecast, actuals: readonly IntradayActual[], asOf: Instant): Forecast {
  const errors = forecast.errors ?? ASSUMED_ERRORS;
  const placed = placedPoints(forecast);
  const known = new Map(actuals.map((actual) => [actual.start, actual]));
  const today = dateOf(forecast.zone, asOf);
  const days = [...Map.groupBy(placed, ({ date }) => date)];
  const now = new Map<number, Seen>();
  const before = sumsOfDays(days, dayFilter(errors), errors.dispersion, new Map(), Number.NEGATIVE_INFINITY);
  const after = sumsOfDays(days, dayFilter(errors), errors.dispersion, known, asOf, now);
  const handleTime = handleTimeFactors(days, errors, known, asOf);
  const spread = errors.level.lasting + errors.level.day + errors.near.variance;
  const points = placed.flatMap(({ point, date, slot }): ForecastPoint[] => {
    if (point.end <= asOf) return [];
    const aht = point.ahtSeconds;
    const factor = handleTime?.get(date)?.factor ?? 1;
    const handled = aht === undefined ? {} : { ahtSeconds: aht * factor, ...scaledRange(point, factor) };
    const seen = now.get(point.start);
    if (!point.open || seen === undefined) return [{ ...point, ...handled }];
    const prior = errors.profiles.reduce((sum, profile) => sum + (profile[slot] ?? 0) ** 2, spread);
    const was = prior * point.expected + errors.dispersion;
    const range = rangeAfter(point, seen.expected, was, seen.variance * seen.expected + errors.dispersion);
    return [{ ...point, expected: seen.expected, ...range, ...handled }];
  });
  const from = today < forecast.from ? forecast.from : today;
  const end = addDays(forecast.from, forecast.days);
  const ranges = after
    .map((day, index) => dayRange(forecast, day, before[index] as DaySums))
    .filter(({ date }) => date >= from);
  const { samplePaths: _paths, errors: _errors, specialDays, notes, ...kept } = forecast;
  const todays = handleTime?.get(from);
  return {
    ...kept,
    from,
    days: daysBetween(from, end),
    points,
    dayRanges: ranges,
    ...(specialDays === undefined ? {} : { specialDays: specialDays.filter(({ date }) => date >= from) }),
    update: {
      asOf,
      intervals: actuals.length,
      contacts: actuals.reduce((sum, { count }) => sum + count, 0),
      days: after.filter(({ date }) => date >= from).map(({ came: _came, variance: _variance, ...day }) => day),
      ...(todays === undefined ? {} : { handleTime: todays }),
    },
    notes: [...notes, ...notesOf(forecast, placed, known, asOf)],
  };
}

function placedPoints({ zone, points, intervalLength }: Forecast): readonly Placed[] {
  const step = intervalMinutes(intervalLength);
  return points.map((point) => {
    const { date, minutes } = localOf(zone, point.start);
    return { point, date, slot: Math.floor(minutes / step) };
  });
}

/** Filters all days in order; what is expected of intervals behind `asOf` goes into `now` by their start. */
function sumsOfDays(
  days: readonly (readonly [LocalDate, readonly Placed[]])[],
  filter: DayFilter,
  dispersion: number,
  known: ReadonlyMap<Instant, IntradayActual>,
  asOf: Instant,
  now?: Map<number, Seen>,
): readonly DaySums[] {
  let last: LocalDate | undefined;
  return days.map(([date, placed]) => {
    filter.beginDay(last === undefined ? 1 : daysBetween(last, date));
    last = date;
    filter.beginSum();
    let [came, estimated, soFarForecast, forecast, rest, scatter] = [0, 0, 0, 0, 0, 0];
    const missing: Placed[] = [];
    placed.forEach((each, place) => {
      const { point, slot } = each;
      if (place > 0) filter.step();
      const isPast = point.end <= asOf;
      const actual = known.get(point.start);
      forecast += point.expected;
      if (isPast) soFarForecast += point.expected;
      if (actual !== undefined) came += actual.count;
      if (!point.open) return;
      if (actual !== undefined) {
        filter.observe(slot, point.expected, actual.count);
      } else if (isPast) {
        missing.push(each);
      } else {
        const { mean, variance } = filter.factorAt(slot);
        const expected = point.expected * Math.exp(mean);
        now?.set(point.start, { expected, variance });
        filter.addToSum(slot, expected);
        rest += expected;
        scatter += dispersion * expected;
      }
    });
    // What is not known of the past is told by the day as it is known now, which is more than was known then.
    for (const { point, slot } of missing) {
      const expected = point.expected * Math.exp(filter.factorAt(slot).mean);
      estimated += expected;
      filter.addToSum(slot, expected);
      scatter += dispersion * expected;
    }
    const soFar = came + estimated;
    const variance = filter.sumVariance() + scatter;
    return { date, soFar, soFarForecast, forecast, expected: soFar + rest, came, variance };
  });
}

/**
 * The range around a new expected count: the distance of each old bound on the root scale, times the root of what is left of the variance there. A bound at 0 only says that
 * the distance is no less, and the other side's stands in where it is more. Where there was no range, that of a normal error of the variance that is left.
 */
function rangeAfter(
  before: ForecastRange & { readonly expected: number },
  expected: number,
  was: number,
  is: number,
): ForecastRange {
  const root = stabilised(expected);
  const old = stabilised(before.expected);
  const hasRange = before.upper95 > before.lower95;
  const shrunk = Math.sqrt(is / was);
  const sides = (lower: number, upper: number, deviate: number): readonly [number, number] => {
    if (!hasRange) return [deviate * Math.sqrt(is / 4), deviate * Math.sqrt(is / 4)];
    const above = stabilised(upper) - old;
    const below = old - stabilised(lower);
    return [shrunk * (lower > 0 ? below : Math.max(below, above)), shrunk * above];
  };
  const countAt = (value: number): number => Math.max(0, Math.max(0, value) ** 2 - 0.375);
  const [below80, above80] = sides(before.lower80, before.upper80, DEVIATE_80);
  const [below95, above95] = sides(before.lower95, before.upper95, DEVIATE_95);
  const lower80 = Math.min(expected, countAt(root - below80));
  const upper80 = Math.max(expected, countAt(root + above80));
  return {
    lower80,
    upper80,
    lower95: Math.min(lower80, countAt(root - below95)),
    upper95: Math.max(upper80, countAt(root + above95)),
  };
}

/** The range of a whole day: what came is known, and only the rest varies. */
function dayRange({ dayRanges }: Forecast, after: DaySums, before: DaySums): DayRange {
  const { date, expected, came } = after;
  const old = dayRanges?.find((range) => range.date === date);
  const given = old ?? { expected, lower80: 0, upper80: 0, lower95: 0, upper95: 0 };
  const perContact = ({ variance }: DaySums, contacts: number) => (contacts > 0 ? variance / contacts : 0);
  const was = perContact(before, before.expected);
  const is = perContact(after, expected);
  const range = was > 0 ? rangeAfter(given, expected, was, is) : { lower80: 0, upper80: 0, lower95: 0, upper95: 0 };
  const least = Math.min(expected, came);
  return {
    date,
    expected,
    lower80: Math.max(least, range.lower80),
    upper80: Math.max(expected, range.upper80),
    lower95: Math.max(least, range.lower95),
    upper95: Math.max(expected, range.upper95),
  };
}

/** The range of a handle time moves with it; that its level is better known by now is left out, so that it is rather too wide. */
function scaledRange({ ahtRange }: ForecastPoint, factor: number): Pick<ForecastPoint, 'ahtRange'> {
  if (ahtRange === undefined) return {};
  const { lower80, upper80, lower95, upper95 } = ahtRange;
  const scaled = { lower80: factor * lower80, upper80: factor * upper80 };
  return { ahtRange: { ...scaled, lower95: factor * lower95, upper95: factor * upper95 } };
}

/** Factors of the days' handle times; undefined where neither forecast nor actuals have any. */
function handleTimeFactors(
  days: readonly (readonly [LocalDate, readonly Placed[]])[],
  { handleTime }: ErrorStructure,
  known: ReadonlyMap<Instant, IntradayActual>,
  asOf: Instant,
): ReadonlyMap<LocalDate, RangedFactor> | undefined {
  const errors = handleTime ?? ASSUMED_HANDLE_TIME;
  const filter = dayFilter({
    level: errors.level,
    profiles: [],
    near: { variance: 0, kept: 0 },
    dispersion: errors.contact,
  });
  const factors = new Map<LocalDate, RangedFactor>();
  let taken = 0;
  let last: LocalDate | undefined;
  for (const [date, placed] of days) {
    filter.beginDay(last === undefined ? 1 : daysBetween(last, date));
    last = date;
    for (const { point } of placed) {
      const actual = known.get(point.start);
      if (point.end > asOf || actual?.ahtSeconds === undefined || point.ahtSeconds === undefined) continue;
      if (actual.count === 0) continue;
      filter.observe(0, actual.count, (actual.count * actual.ahtSeconds) / point.ahtSeconds);
      taken += 1;
    }
    const { mean, variance } = filter.factorAt(0);
    const at = (deviate: number) => Math.exp(mean + deviate * Math.sqrt(variance));
    factors.set(date, { factor: at(0), lower80: at(-DEVIATE_80), upper80: at(DEVIATE_80) });
  }
  return taken === 0 ? undefined : factors;
}

function notesOf(
  forecast: Forecast,
  placed: readonly Placed[],
  known: ReadonlyMap<Instant, IntradayActual>,
  asOf: Instant,
): readonly Note[] {
  const notes: Note[] = [];
  if (forecast.errors === undefined) notes.push({ code: 'errors-assumed', facts: {} });
  if (forecast.samplePaths !== undefined) notes.push({ code: 'sample-paths-dropped', facts: {} });
  const missing = placed.filter(({ point }) => point.open && point.end <= asOf && !known.has(point.start));
  const firstMissing = missing[0];
  if (firstMissing !== undefined) {
    notes.push({
      code: 'actuals-missing',
      facts: { intervals: missing.length, firstInstant: firstMissing.point.start },
    });
  }
  const closed = placed.filter(({ point }) => !point.open && (known.get(point.start)?.count ?? 0) > 0);
  const firstClosed = closed[0];
  if (firstClosed !== undefined) {
    const contacts = closed.reduce((sum, { point }) => sum + (known.get(point.start)?.count ?? 0), 0);
    const facts = { intervals: closed.length, contacts, firstInstant: firstClosed.point.start };
    notes.push({ code: 'actuals-when-closed', facts });
  }
  return notes;
}
