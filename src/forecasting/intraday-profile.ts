import { dayNumber } from '../domain/calendar.ts';
import type { ForecastRange } from '../domain/forecast.ts';
import type { IntervalLength, ProfileSource } from '../domain/history.ts';
import { intervalMinutes } from '../domain/history-grid.ts';
import type { LocalDate } from '../domain/units.ts';
import { normalQuantile } from './count-quantiles.ts';
import { dayMatrixOf, firstDays, weekdayOfDay, type DayMatrix } from './day-matrix.ts';
import type { Dependence } from './dependence.ts';
import type { Forecaster } from './forecaster.ts';
import type { OpenAt } from './opening.ts';
import { aroundRoot, stabilised } from './ranges.ts';
import { weekdayShares } from './weekday-shares.ts';
import { weightedProfile } from './weighted-profile.ts';

/** How a day's contacts lie within it. */
export type IntradayProfile = {
  readonly intervalLength: IntervalLength;
  readonly slots: number;
  /** Days that it was learned from; 0 where it was given. */
  readonly days: number;
  /** Shares of the day by weekday and slot (7 x slots, Monday first); each weekday sums to 1, or is 0 throughout where nothing is known of it. */
  readonly shares: Float64Array;
  /** Variance of an interval's share around the profile beyond that of Poisson counts, as a part of the share squared. */
  readonly scatter: number;
};

/** Weeks after which a day weighs half in a profile. */
const PROFILE_WEEKS = 12;
/** Scatter of a profile that was given, not measured. */
const ASSUMED_SCATTER = 0.1 ** 2;
const LEAST_DAYS = 7;

/** The profile of a history, learned from its days before a date, or the given one. Undefined where less than a week is known of it. */
export function learnProfile(source: ProfileSource, before: LocalDate): IntradayProfile | undefined {
  if (source.kind === 'shares') {
    const { intervalLength, shares } = source;
    const slots = 1440 / intervalMinutes(intervalLength);
    return { intervalLength, slots, days: 0, shares: normalised(shares, slots), scatter: ASSUMED_SCATTER };
  }
  const { history } = source;
  const whole = dayMatrixOf(history);
  const matrix = firstDays(whole, dayNumber(before) - whole.firstDay);
  if (matrix.days < LEAST_DAYS) return undefined;
  const shares = weekdayShares(weightedProfile(matrix, PROFILE_WEEKS));
  const { slots, days } = matrix;
  return {
    intervalLength: history.intervalLength,
    slots,
    days,
    shares: normalised(shares, slots),
    scatter: scatterOf(matrix, shares),
  };
}

function normalised(shares: Float64Array, slots: number): Float64Array {
  const made = shares.slice();
  for (let weekday = 0; weekday < 7; weekday += 1) {
    const row = made.subarray(weekday * slots, (weekday + 1) * slots);
    const sum = row.reduce((total, each) => total + each, 0);
    if (sum > 0) row.forEach((each, slot) => (row[slot] = each / sum));
  }
  return made;
}

/** By the method of moments over all days: squared errors of counts, given the day's total, less what Poisson counts have / squares of what was expected. */
function scatterOf({ firstDay, days, slots, counts }: DayMatrix, shares: Float64Array): number {
  let beyond = 0;
  let squares = 0;
  for (let day = 0; day < days; day += 1) {
    const cells = counts.subarray(day * slots, (day + 1) * slots);
    const row = weekdayOfDay(firstDay + day) * slots;
    let total = 0;
    let part = 0;
    cells.forEach((count, slot) => {
      if (Number.isNaN(count)) return;
      total += count;
      part += shares[row + slot] as number;
    });
    if (!(part > 0)) continue;
    cells.forEach((count, slot) => {
      if (Number.isNaN(count)) return;
      const expected = (total * (shares[row + slot] as number)) / part;
      beyond += (count - expected) ** 2 - expected;
      squares += expected ** 2;
    });
  }
  return squares > 0 ? Math.max(0, beyond / squares) : ASSUMED_SCATTER;
}

/** Open where the profile of the weekday has a share, on days that are open. */
export function openByShares(profile: IntradayProfile, days: OpenAt): OpenAt {
  return (day, slot) => days(day, 0) && sharesOn(profile, day)[slot] !== 0;
}

/** Shares of a day's weekday; those of all weekdays together where nothing is known of it. */
function sharesOn({ shares, slots }: IntradayProfile, day: number): Float64Array {
  const weekday = weekdayOfDay(day);
  const own = shares.subarray(weekday * slots, (weekday + 1) * slots);
  if (own.some((each) => each > 0)) return own;
  const all = new Float64Array(slots);
  shares.forEach((share, cell) => {
    all[cell % slots] = (all[cell % slots] as number) + share;
  });
  const sum = all.reduce((total, each) => total + each, 0);
  return sum > 0 ? all.map((each) => each / sum) : all;
}

/**
 * A forecast of days spread over their intervals. On the root scale an interval's error is that of its day and, independent of it, that of a Poisson count and of
 * the profile: root of (sqrt(m) (sqrt(D_q / D) - 1))^2 + z_q^2 (1 + scatter m) / 4 for a quantile q, an expected count m and the day's own quantile D_q.
 */
export function spreadOver(days: Forecaster, profile: IntradayProfile, firstAhead: number): Forecaster {
  const totalAt = (ahead: number) => days.expectedOn(firstAhead + ahead)[0] as number;
  const kept = new Map<number, number>();
  const total = (ahead: number) => {
    const known = kept.get(ahead) ?? totalAt(ahead);
    kept.set(ahead, known);
    return known;
  };
  const shift = (expected: number, ahead: number, bound: number, share: number) => {
    const day = total(ahead) > 0 ? Math.sqrt(expected) * (Math.sqrt(bound / total(ahead)) - 1) : 0;
    const own = (normalQuantile(share) * Math.sqrt(1 + profile.scatter * expected)) / 2;
    return (share < 0.5 ? -1 : 1) * Math.hypot(day, own);
  };
  return {
    ...days,
    expectedOn: (day) => {
      const sum = days.expectedOn(day)[0] as number;
      return sharesOn(profile, day).map((share) => share * sum);
    },
    rangeOf: (expected, ahead): ForecastRange => {
      const { lower80, upper80, lower95, upper95 } = days.rangeOf(total(ahead), ahead);
      return aroundRoot(expected, [
        shift(expected, ahead, lower95, 0.025),
        shift(expected, ahead, lower80, 0.1),
        shift(expected, ahead, upper80, 0.9),
        shift(expected, ahead, upper95, 0.975),
      ]);
    },
    quantileOf: (expected, ahead, share) => {
      const moved = shift(expected, ahead, days.quantileOf(total(ahead), ahead, share), share);
      return Math.max(0, Math.max(0, stabilised(expected) + moved) ** 2 - 0.375);
    },
    dependenceAt: (ahead): Dependence => {
      const { lower80, upper80 } = days.rangeOf(total(ahead), ahead);
      const shares = sharesOn(profile, firstAhead + ahead);
      const expected = total(ahead) * shares.reduce((sum, share) => sum + share * share, 0);
      const ofDay = expected * ((Math.sqrt(upper80 / total(ahead)) - Math.sqrt(lower80 / total(ahead))) / 2.563) ** 2;
      const part = ofDay > 0 ? ofDay / (ofDay + (1 + profile.scatter * expected) / 4) : 0;
      const { origin } = days.dependenceAt(ahead);
      return { origin: origin * part, day: (1 - origin) * part, near: 0 };
    },
  };
}
