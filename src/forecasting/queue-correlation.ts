import { stabilised } from './ranges.ts';

/** Forecasts of origins inside a history and what came, by place in time (day number x slots + slot); each place once. */
export type PastErrors = {
  readonly slots: number;
  readonly places: Float64Array;
  readonly ahead: Uint8Array;
  readonly expected: Float64Array;
  readonly actual: Float64Array;
};

/** Correlations of the errors of several forecasts, each a square row by row, shrunk towards none. */
export type QueueCorrelation = {
  /** Of errors of intervals as they are. */
  readonly whole: Float64Array;
  /** Of errors of whole days. */
  readonly days: Float64Array;
  /** Of what is left of an interval's error without its day's. */
  readonly within: Float64Array;
  /** Part by which those of intervals were shrunk. */
  readonly shrunk: number;
};

const LEAST_DAYS = 14;

type Series = { readonly whole: Float64Array; readonly days: Float64Array; readonly within: Float64Array };

/**
 * Learns them from errors on the root scale. Shrinkage is that of Schaefer & Strimmer (2005): the sum of the variances of the estimates / the sum of their squares,
 * with the number of days for the number of observations, since intervals of a day are not independent.
 */
export function learnCorrelation(nodes: readonly PastErrors[]): QueueCorrelation {
  const slots = nodes[0]?.slots ?? 1;
  const all = nodes.flatMap(({ places }) => [places[0] ?? Number.NaN, places.at(-1) ?? Number.NaN]);
  const known = all.filter((each) => !Number.isNaN(each));
  const firstDay = Math.floor(Math.min(...known) / slots);
  const days = known.length === 0 ? 0 : Math.floor(Math.max(...known) / slots) - firstDay + 1;
  const series = nodes.map((node) => seriesOf(node, firstDay, days, slots));
  const whole = squareOf(series.map((one) => one.whole));
  const shrunk = shrinkage(whole, nodes.length, days);
  const ofDays = squareOf(series.map((one) => one.days));
  const within = squareOf(series.map((one) => one.within));
  return {
    whole: drawnIn(whole, nodes.length, shrunk),
    days: drawnIn(ofDays, nodes.length, shrinkage(ofDays, nodes.length, days)),
    within: drawnIn(within, nodes.length, shrinkage(within, nodes.length, days)),
    shrunk,
  };
}

function seriesOf({ places, expected, actual }: PastErrors, firstDay: number, days: number, slots: number): Series {
  const whole = new Float64Array(days * slots).fill(Number.NaN);
  const came = new Float64Array(days).fill(Number.NaN);
  const wanted = new Float64Array(days);
  places.forEach((place, index) => {
    const cell = place - firstDay * slots;
    const day = Math.floor(cell / slots);
    whole[cell] = stabilised(actual[index] as number) - stabilised(Math.max(0, expected[index] as number));
    came[day] = (Number.isNaN(came[day]) ? 0 : (came[day] as number)) + (actual[index] as number);
    wanted[day] = (wanted[day] as number) + Math.max(0, expected[index] as number);
  });
  const within = whole.slice();
  for (let day = 0; day < days; day += 1) {
    const row = within.subarray(day * slots, (day + 1) * slots);
    const own = row.filter((each) => !Number.isNaN(each));
    const mean = own.reduce((sum, each) => sum + each, 0) / Math.max(1, own.length);
    row.forEach((each, slot) => (row[slot] = each - mean));
  }
  const ofDays = came.map((sum, day) =>
    Number.isNaN(sum) ? sum : stabilised(sum) - stabilised(wanted[day] as number),
  );
  return { whole, days: ofDays, within };
}

function squareOf(series: readonly Float64Array[]): Float64Array {
  const size = series.length;
  const square = new Float64Array(size * size);
  for (let one = 0; one < size; one += 1) {
    square[one * size + one] = 1;
    for (let two = 0; two < one; two += 1) {
      const value = correlation(series[one] as Float64Array, series[two] as Float64Array);
      square[one * size + two] = value;
      square[two * size + one] = value;
    }
  }
  return square;
}

/** Of the places that both know; 0 where these are few, or one does not vary. */
function correlation(one: Float64Array, two: Float64Array): number {
  let [count, a, b, aa, bb, ab] = [0, 0, 0, 0, 0, 0];
  for (let place = 0; place < one.length; place += 1) {
    const x = one[place] as number;
    const y = two[place] as number;
    if (Number.isNaN(x) || Number.isNaN(y)) continue;
    count += 1;
    a += x;
    b += y;
    aa += x * x;
    bb += y * y;
    ab += x * y;
  }
  const variances = (aa - (a * a) / count) * (bb - (b * b) / count);
  return count >= LEAST_DAYS && variances > 1e-12 ? (ab - (a * b) / count) / Math.sqrt(variances) : 0;
}

function shrinkage(square: Float64Array, size: number, days: number): number {
  let variance = 0;
  let squares = 0;
  for (let one = 0; one < size; one += 1) {
    for (let two = 0; two < one; two += 1) {
      const value = square[one * size + two] as number;
      variance += (1 - value ** 2) ** 2 / Math.max(1, days - 1);
      squares += value ** 2;
    }
  }
  return squares > 0 ? Math.min(1, variance / squares) : 1;
}

function drawnIn(square: Float64Array, size: number, part: number): Float64Array {
  return square.map((value, cell) => (Math.floor(cell / size) === cell % size ? value : (1 - part) * value));
}
