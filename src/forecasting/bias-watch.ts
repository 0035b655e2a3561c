import type { BiasAlarm, BiasWatch } from '../domain/tracking.ts';
import type { LocalDate } from '../domain/units.ts';

/** A whole day: what was forecast, what came, and the standard deviation that the forecast's own range says; undefined without a range. */
export type WatchedDay = {
  readonly date: LocalDate;
  readonly forecast: number;
  readonly actual: number;
  readonly sigma: number | undefined;
};

/** A shift of one standard deviation is what the sums are quickest to find. */
const REFERENCE = 0.5;
/** A day counts as so many standard deviations at most: one day that nobody knew of is no bias. */
const MOST_SIGMAS = 3;
const LEAST_DAYS = 8;
const MOST_CORRELATION = 0.8;
/** Median absolute deviation of a normal distribution to its standard deviation. */
const TO_SIGMA = 1.4826;

/**
 * Mean days between false alarms of a two-sided cumulative sum with a limit (Siegmund 1985, eq. 2.56, for independent normal errors): half of (e^2kb - 2kb - 1) / 2k^2 with
 * b = limit + 1.166.
 */
export function daysBetweenFalseAlarms(limit: number): number {
  const reach = 2 * REFERENCE * (limit + 1.166);
  return (Math.exp(reach) - reach - 1) / (4 * REFERENCE * REFERENCE);
}

/** The limit with which so many days lie between false alarms in the mean. */
export function limitFor(falseAlarmDays: number): number {
  let [low, high] = [0, 40];
  for (let step = 0; step < 80; step += 1) {
    const middle = (low + high) / 2;
    if (daysBetweenFalseAlarms(middle) < falseAlarmDays) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/**
 * Watches days in order of time for a bias (two-sided CUSUM of Page 1954, reference half a standard deviation). Errors are divided by the standard deviation of the day's range or,
 * where they scatter more or there is none, by their own robust one; what a day's error goes together with that of the day before is taken out. After an alarm the sums begin anew.
 */
export function watchBias(days: readonly WatchedDay[], falseAlarmDays: number): BiasWatch {
  const limit = limitFor(falseAlarmDays);
  const raw = days.map(
    ({ forecast, actual, sigma }) => (actual - forecast) / (sigma ?? Math.sqrt(Math.max(1, forecast))),
  );
  const spread = robustSpread(raw);
  const hasRanges = days.every(({ sigma }) => sigma !== undefined);
  const scale = days.length < LEAST_DAYS ? 1 : hasRanges ? Math.max(1, spread) : spread > 0 ? spread : 1;
  const correlation = days.length < LEAST_DAYS ? 0 : correlationOf(raw.map((each) => clip(each / scale)));
  const scaled = raw.map((each) => each / scale);
  const alarms: BiasAlarm[] = [];
  const sums = { under: 0, over: 0 };
  const begun = { under: 0, over: 0 };
  scaled.forEach((each, index) => {
    // What a day adds to what the day before let expect: such errors are independent where there is no bias.
    const before = index === 0 ? 0 : clip(scaled[index - 1] as number);
    const error = clip(index === 0 ? each : (each - correlation * before) / Math.sqrt(1 - correlation * correlation));
    for (const [side, signed] of [
      ['under', error],
      ['over', -error],
    ] as const) {
      if (sums[side] === 0) begun[side] = index;
      sums[side] = Math.max(0, sums[side] + signed - REFERENCE);
      if (sums[side] <= limit) continue;
      const since = days.slice(begun[side], index + 1);
      alarms.push({
        direction: side === 'under' ? 'under-forecast' : 'over-forecast',
        since: (since[0] as WatchedDay).date,
        raised: (days[index] as WatchedDay).date,
        bias: biasOf(since),
      });
      sums[side] = 0;
    }
  });
  return { days: days.length, falseAlarmDays, limit, ...sums, correlation, trackingSignal: signalOf(days), alarms };
}

function clip(value: number): number {
  return Math.min(MOST_SIGMAS, Math.max(-MOST_SIGMAS, value));
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  if (sorted.length === 0) return 0;
  return sorted.length % 2 === 1
    ? (sorted[middle] as number)
    : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
}

function robustSpread(values: readonly number[]): number {
  const centre = median(values);
  return TO_SIGMA * median(values.map((value) => Math.abs(value - centre)));
}

/** Correlation of neighbours around their mean, not below 0. */
function correlationOf(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  let product = 0;
  let square = 0;
  values.forEach((value, index) => {
    square += (value - mean) ** 2;
    if (index > 0) product += (value - mean) * ((values[index - 1] as number) - mean);
  });
  return square > 0 ? Math.min(MOST_CORRELATION, Math.max(0, product / square)) : 0;
}

function biasOf(days: readonly WatchedDay[]): number | null {
  const actual = days.reduce((sum, day) => sum + day.actual, 0);
  return actual > 0 ? days.reduce((sum, day) => sum + day.forecast - day.actual, 0) / actual : null;
}

function signalOf(days: readonly WatchedDay[]): number | null {
  const size = days.reduce((sum, { forecast, actual }) => sum + Math.abs(actual - forecast), 0) / days.length;
  return size > 0 ? days.reduce((sum, { forecast, actual }) => sum + actual - forecast, 0) / size : null;
}
