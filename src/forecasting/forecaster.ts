import type { BacktestSummary, ForecastRange, ModelShare } from '../domain/forecast.ts';
import { chooseWeights, combine } from './combination.ts';
import type { DayMatrix } from './day-matrix.ts';
import { learnRanges, type RangeOf } from './ranges.ts';
import { fitMembers, type Holdout, MEMBERS, rollOrigins } from './rolling-origin.ts';
import { type ScoredPoint, summarise } from './scores.ts';
import type { SpecialNames } from './special-days.ts';

/** A combination that has seen a history, with how it did on origins inside of it. */
export type Forecaster = {
  /** Expected counts of all slots of a day (number since 1970-01-01) behind the history. */
  readonly expectedOn: (day: number) => Float64Array;
  readonly rangeOf: RangeOf;
  readonly models: readonly ModelShare[];
  /** Computed when asked for: it takes longer than the fit itself on long horizons. */
  readonly backtest: () => BacktestSummary;
  readonly origins: number;
};

/** Fits half-lives, weights and ranges to all days of a history and nothing else. */
export function fitForecaster(history: DayMatrix, special: SpecialNames, horizonDays: number): Forecaster {
  const { setting, holdout } = rollOrigins(history, special, horizonDays);
  const fitted = fitMembers(history, special, setting);
  const usable = fitted.models.map((model) => model !== undefined);
  const weights = chooseWeights(holdout, usable);
  const forecast = combine(holdout, weights);
  const residuals = { forecast, actual: holdout.actual, ahead: holdout.ahead };
  return {
    expectedOn: (day) => {
      const sums = new Float64Array(history.slots);
      const one = new Float64Array(history.slots);
      const factor = Math.exp(fitted.effects.logFactor(day));
      fitted.models.forEach((model, member) => {
        const weight = weights[member] as number;
        if (model === undefined || weight === 0) return;
        model.predict(day, one);
        for (let slot = 0; slot < sums.length; slot += 1) {
          sums[slot] = (sums[slot] as number) + weight * factor * (one[slot] as number);
        }
      });
      return sums;
    },
    rangeOf: learnRanges(residuals),
    models: MEMBERS.map((model, member) => {
      return { model, weight: weights[member] as number, wape: memberWape(holdout, member) };
    }).filter((_, member) => usable[member]),
    backtest: () => summarise(judged(holdout, forecast), holdout.origins, horizonDays),
    origins: holdout.origins,
  };
}

function memberWape(holdout: Holdout, member: number): number | null {
  const values = holdout.members[member] as Float64Array;
  let error = 0;
  let actual = 0;
  for (let index = 0; index < values.length; index += 1) {
    error += Math.abs((values[index] as number) - (holdout.actual[index] as number));
    actual += holdout.actual[index] as number;
  }
  return actual > 0 && Number.isFinite(error) ? error / actual : null;
}

/** Each origin is judged by ranges that were learned from the other origins: its own residuals would flatter it. */
function* judged(holdout: Holdout, forecast: Float64Array): Generator<ScoredPoint> {
  for (let origin = 0; origin < holdout.origins; origin += 1) {
    const rest = indexesWhere(holdout, (each) => each !== origin);
    const rangeOf = learnRanges({
      forecast: rest.map((index) => forecast[index] as number),
      actual: rest.map((index) => holdout.actual[index] as number),
      ahead: Uint8Array.from(rest, (index) => holdout.ahead[index] as number),
    });
    for (const index of indexesWhere(holdout, (each) => each === origin)) {
      const expected = forecast[index] as number;
      const range: ForecastRange = rangeOf(expected, holdout.ahead[index] as number);
      const actual = holdout.actual[index] as number;
      yield { ...range, expected, actual, weekBefore: holdout.weekBefore[index] as number, open: true };
    }
  }
}

function indexesWhere(holdout: Holdout, test: (origin: number) => boolean): Float64Array {
  const found: number[] = [];
  holdout.origin.forEach((origin, index) => {
    if (test(origin)) found.push(index);
  });
  return Float64Array.from(found);
}
