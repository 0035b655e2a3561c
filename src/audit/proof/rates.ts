import type { Instant, Interval } from '../../domain/units.ts';
import { UNITS_PER_POINT } from './exact.ts';

/** A value that changes over time, in units for each slot of it: constant between its times. */
export type Rates = {
  readonly times: readonly Instant[];
  /** By time: the rate from it to the next one; 0 before the first. */
  readonly rates: readonly bigint[];
  /** By time: units x seconds before it. */
  readonly sums: readonly bigint[];
};

/** A rate within a span. */
export type RatedSpan = Interval & { readonly rate: bigint };

/** Units of a value of a certificate. Any values give a bound, so that rounding one here makes the proof no weaker than its sum says. */
export function unitsOfValue(value: number): bigint {
  return BigInt(Math.round(value * UNITS_PER_POINT));
}

/** Sums spans of rates, which may overlap. */
export function ratesOf(spans: readonly RatedSpan[]): Rates {
  const changes = new Map<Instant, bigint>();
  for (const { start, end, rate } of spans) {
    if (end <= start || rate === 0n) continue;
    changes.set(start, (changes.get(start) ?? 0n) + rate);
    changes.set(end, (changes.get(end) ?? 0n) - rate);
  }
  const times = [...changes.keys()].sort((a, b) => a - b);
  const rates: bigint[] = [];
  const sums: bigint[] = [];
  let rate = 0n;
  let sum = 0n;
  times.forEach((time, index) => {
    const before = times[index - 1];
    if (before !== undefined) sum += rate * BigInt(time - before);
    rate += changes.get(time) ?? 0n;
    sums.push(sum);
    rates.push(rate);
  });
  return { times, rates, sums };
}

function lastAt({ times }: Rates, instant: Instant): number {
  let low = -1;
  let high = times.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((times[middle] as number) <= instant) low = middle;
    else high = middle;
  }
  return low;
}

function sumBefore(rates: Rates, instant: Instant): bigint {
  const at = lastAt(rates, instant);
  if (at < 0) return 0n;
  return (rates.sums[at] as bigint) + (rates.rates[at] as bigint) * BigInt(instant - (rates.times[at] as number));
}

/** Units x seconds of a span. */
export function sumOver(rates: Rates, start: Instant, end: Instant): bigint {
  return sumBefore(rates, end) - sumBefore(rates, start);
}

export function rateAt(rates: Rates, instant: Instant): bigint {
  const at = lastAt(rates, instant);
  return at < 0 ? 0n : (rates.rates[at] as bigint);
}

/** The rates as spans, those of 0 left out. */
export function spansOfRates({ times, rates }: Rates): readonly RatedSpan[] {
  return times.flatMap((start, index) => {
    const [end, rate] = [times[index + 1], rates[index] as bigint];
    return end === undefined || rate === 0n ? [] : [{ start, end, rate }];
  });
}
