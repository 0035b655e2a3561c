import { dailyFeatures, type FeaturePriors } from './daily-features.ts';
import { dailyRegression, type DailySetting, type DailyState } from './daily-regression.ts';
import { type DayMatrix, weekdayOfDay } from './day-matrix.ts';
import { runningTotals } from './running-totals.ts';
import type { SpecialNames } from './special-days.ts';

/** A setting of the daily regression that takes part in the combination. */
type DailyVariant = {
  readonly name: string;
  readonly priors: FeaturePriors;
  readonly setting: DailySetting;
  /** Days of history that it needs. */
  readonly leastDays: number;
};

/** Days that say which weekdays are worked; the regression needs them. */
const FIRST_DAYS = 21;
const YEAR_DAYS = 371;
/** A weekday with less than this share of the busiest one's contacts is no working day. */
const WORKED_SHARE = 0.3;

const steady: DailySetting = {
  levelDrift: 0.005,
  weekdayDrift: 0.005,
  deviation: 0.07,
  deviationKept: 0.8,
  clipSigmas: 3,
};
/** Weekdays and level that hardly move. */
const still: DailySetting = {
  levelDrift: 0.0025,
  weekdayDrift: 0.002,
  deviation: 0.05,
  deviationKept: 0.6,
  clipSigmas: 3,
};
/** A level that wanders and no deviation from it. */
const plain: DailySetting = { levelDrift: 0.005, weekdayDrift: 0.002, deviation: 0, deviationKept: 0, clipSigmas: 3 };
const nimble: DailySetting = {
  levelDrift: 0.02,
  weekdayDrift: 0.015,
  deviation: 0.1,
  deviationKept: 0.9,
  clipSigmas: 6,
};
/** Between the two: for seasons that come earlier or later than a year ago. */
const middling: DailySetting = {
  levelDrift: 0.01,
  weekdayDrift: 0.004,
  deviation: 0.1,
  deviationKept: 0.9,
  clipSigmas: 3,
};
const monthly: FeaturePriors = { month: 0.1, monthDays: 2.5, workingDay: 0.05, yearly: 0 };

/** What differs between them is what no setting does best on all series; the combination weighs them. The first one's calendar serves all members. */
export const dailyVariants: readonly DailyVariant[] = [
  { name: 'daily regression', priors: monthly, setting: steady, leastDays: FIRST_DAYS },
  {
    name: 'daily regression, smooth month',
    priors: { ...monthly, monthDays: 5 },
    setting: steady,
    leastDays: FIRST_DAYS,
  },
  {
    name: 'daily regression without month',
    priors: { ...monthly, month: 0, workingDay: 0 },
    setting: steady,
    leastDays: FIRST_DAYS,
  },
  {
    name: 'daily regression, quick',
    priors: monthly,
    setting: nimble,
    leastDays: FIRST_DAYS,
  },
  {
    name: 'daily regression with yearly season, quick',
    priors: { ...monthly, yearly: 0.2 },
    setting: nimble,
    leastDays: YEAR_DAYS,
  },
  {
    name: 'daily regression with yearly season',
    priors: { ...monthly, yearly: 0.2 },
    setting: steady,
    leastDays: YEAR_DAYS,
  },
  {
    name: 'daily regression without month, still',
    priors: { ...monthly, month: 0, workingDay: 0, yearly: 0.2 },
    setting: still,
    leastDays: YEAR_DAYS,
  },
  {
    name: 'daily regression with yearly season without month',
    priors: { ...monthly, month: 0, workingDay: 0, yearly: 0.2 },
    setting: middling,
    leastDays: YEAR_DAYS,
  },
  { name: 'daily regression, plain', priors: { ...monthly, monthDays: 5 }, setting: plain, leastDays: FIRST_DAYS },
];

/** The states of all variants after the first days of a history; undefined for one that needs more. */
export function dailyStates(
  history: DayMatrix,
  special: SpecialNames,
): (known: number) => readonly (DailyState | undefined)[] {
  const totals = runningTotals(history);
  const worked = workedWeekdays(history.firstDay, totals);
  const passes = dailyVariants.map(({ priors, setting }) =>
    dailyRegression(
      dailyFeatures(special, (weekday) => worked.has(weekday), priors),
      setting,
      history.firstDay,
      totals,
    ),
  );
  return (known) =>
    passes.map((pass, index) => (known < (dailyVariants[index] as DailyVariant).leastDays ? undefined : pass(known)));
}

/** Only the first weeks are read, so that it is the same for every origin. */
function workedWeekdays(firstDay: number, totals: Float64Array): ReadonlySet<number> {
  const sums = new Float64Array(7);
  totals.subarray(0, FIRST_DAYS).forEach((total, day) => {
    const weekday = weekdayOfDay(firstDay + day);
    if (!Number.isNaN(total)) sums[weekday] = (sums[weekday] as number) + total;
  });
  const least = WORKED_SHARE * Math.max(...sums);
  return new Set([...sums.keys()].filter((weekday) => (sums[weekday] as number) >= least));
}
