import type { BacktestSummary, ForecastRange, ModelShare } from '../domain/forecast.ts';
import { chooseWeights, combine } from './combination.ts';
import { type CountQuantile, countQuantiles } from './count-quantiles.ts';
import type { DayMatrix } from './day-matrix.ts';
import type { ErrorStructure } from '../domain/forecast-errors.ts';
import { type Dependence, learnDependence } from './dependence.ts';
import { ASSUMED_ERRORS, learnErrors } from './error-structure.ts';
import type { OriginFits } from './origin-fits.ts';
import { atLeast, LEAST_RESIDUALS, learnRange, originWeights, type RangeAround, type Residuals } from './ranges.ts';
import { type Holdout, rollOrigins, type Stage, STAGES } from './rolling-origin.ts';
import { type ScoredPoint, summarise } from './scores.ts';
import { specialFactor } from './special-scatter.ts';
import type { FittedModel } from './model.ts';
import type { PastErrors } from './queue-correlation.ts';

/** A combination that has seen a history, with how it did on origins inside of it. */
export type Forecaster = {
  /** Expected counts of all slots of a day (number since 1970-01-01) behind the history. */
  readonly expectedOn: (day: number) => Float64Array;
  /** The ranges around an expected count, `ahead` days from the origin (0 is the first). */
  readonly rangeOf: (expected: number, ahead: number) => ForecastRange;
  /** The count that a share of outcomes lies below, around an expected count. */
  readonly quantileOf: (expected: number, ahead: number, share: number) => number;
  /** How the errors of intervals go together. */
  readonly dependenceAt: (ahead: number) => Dependence;
  /** What errors of the nearest days say of each other; computed when asked for. */
  readonly errors: () => ErrorStructure;
  /** Weights are the means over the days of the horizon. */
  readonly models: readonly ModelShare[];
  /** Computed when asked for: it takes longer than the fit itself on long horizons. */
  readonly backtest: () => BacktestSummary;
  readonly origins: number;
  /** Errors of the first week ahead on the origins inside the history. */
  readonly past: () => PastErrors;
};

type FittedStage = {
  readonly stage: Stage;
  readonly models: readonly (FittedModel | undefined)[];
  readonly weights: readonly number[];
  readonly holdout: Holdout;
  /** Forecasts of the combination for the holdout. */
  readonly forecast: Float64Array;
  readonly rangeOf: RangeAround;
  readonly quantileOf: CountQuantile;
  /** What the variance of special days is multiplied by. */
  readonly specialFactor: number;
  readonly dependence: Dependence;
};

/** Days over which one stage passes into the next, so that the level does not jump between two days. */
const EASING_DAYS = 7;
const LEAST_KNOWN = 0.5;
const ENOUGH_ORIGINS = 6;

/**
 * Fits half-lives, weights and ranges to all days of a history and nothing else. What is forecast for a day depends on how far it
 * lies ahead: `horizonDays` only says which stages are needed.
 */
export function fitForecaster(history: DayMatrix, fits: OriginFits, horizonDays: number): Forecaster {
  const stages: FittedStage[] = [];
  for (const stage of STAGES) {
    if (stage.fromDay >= horizonDays) break;
    const fitted = fitStage(history, fits, stage, stages.at(-1));
    // A history too short to have seen so far ahead lends what it has seen.
    if (fitted === undefined) break;
    stages.push(fitted);
  }
  const { effects, specialVariance } = fits.at(history.days);
  const placeOf = (ahead: number) => stages.findLastIndex(({ stage }) => ahead >= stage.fromDay);
  const stageAt = (ahead: number) => stages[placeOf(ahead)] as FittedStage;
  const varianceAt = (ahead: number) => {
    return stageAt(ahead).specialFactor * specialVariance(history.firstDay + history.days + ahead);
  };
  const addStage = ({ models, weights }: FittedStage, share: number, day: number, sums: Float64Array) => {
    const one = new Float64Array(history.slots);
    const factor = share * Math.exp(effects.logFactor(day));
    models.forEach((model, member) => {
      const weight = weights[member] as number;
      if (model === undefined || weight === 0) return;
      model.predict(day, one);
      for (let slot = 0; slot < sums.length; slot += 1) {
        sums[slot] = (sums[slot] as number) + weight * factor * (one[slot] as number);
      }
    });
  };
  return {
    expectedOn: (day) => {
      const ahead = day - history.firstDay - history.days;
      const place = placeOf(ahead);
      const own = stages[place] as FittedStage;
      const nearer = stages[place - 1];
      const share = nearer === undefined ? 1 : Math.min(1, (ahead - own.stage.fromDay + 1) / (EASING_DAYS + 1));
      const sums = new Float64Array(history.slots);
      addStage(own, share, day, sums);
      if (nearer !== undefined && share < 1) addStage(nearer, 1 - share, day, sums);
      return sums;
    },
    rangeOf: (expected, ahead) => stageAt(ahead).rangeOf(expected, varianceAt(ahead)),
    quantileOf: (expected, ahead, share) => {
      return stageAt(ahead).quantileOf(expected, share, varianceAt(ahead));
    },
    dependenceAt: (ahead) => stageAt(ahead).dependence,
    errors: () => {
      const [nearest] = stages;
      if (nearest === undefined) return ASSUMED_ERRORS;
      return learnErrors(nearest.holdout, nearest.forecast, history.slots);
    },
    models: sharesOf(fits.names, stages, horizonDays),
    backtest: () => {
      const origins = new Set(stages.flatMap(({ holdout }) => holdout.origins));
      return summarise(judged(stages, horizonDays), origins.size, horizonDays);
    },
    origins: stages[0]?.holdout.origins.length ?? 0,
    past: () => {
      const { holdout, forecast } = stages[0] as FittedStage;
      const { places, ahead, actual } = holdout;
      return { slots: history.slots, places, ahead, actual, expected: forecast };
    },
  };
}

/** Undefined where too little was ever seen so far ahead; the first stage is always fitted. */
function fitStage(
  history: DayMatrix,
  fits: OriginFits,
  stage: Stage,
  nearer: FittedStage | undefined,
): FittedStage | undefined {
  const { setting, holdout } = rollOrigins(history, fits, stage);
  if (nearer !== undefined && holdout.actual.length < LEAST_RESIDUALS) return undefined;
  const models = fits.at(history.days).members(setting);
  const weights = chooseWeights(
    holdout,
    models.map((model) => model !== undefined),
    fits.own,
  );
  const forecast = combine(holdout, weights);
  const byOrigin = originWeights(holdout.origins);
  const { actual, origin } = holdout;
  const factor = specialFactor(holdout, forecast);
  const specialVariance = holdout.specialVariance.map((each) => factor * each);
  const residuals = { forecast, actual, origin, specialVariance, weights: byOrigin };
  const small = holdout.actual.length < LEAST_RESIDUALS ? fits.at(history.days).smallRange(setting) : undefined;
  const own = small ?? learnRange(trusted(residuals, holdout));
  const rangeOf = nearer === undefined ? own : atLeast(nearer.rangeOf, own);
  return {
    stage,
    models,
    weights,
    holdout,
    forecast,
    rangeOf,
    quantileOf: countQuantiles(residuals, rangeOf),
    specialFactor: factor,
    dependence: learnDependence(holdout, forecast),
  };
}

/** Origins at which less than half of the days were known are left out where enough others are there: errors were larger then. */
function trusted(residuals: Residuals, { origins }: Holdout): Residuals {
  const newest = origins.at(-1) ?? 0;
  const kept = origins.map((known) => known >= LEAST_KNOWN * newest);
  if (kept.filter(Boolean).length < ENOUGH_ORIGINS) return residuals;
  const of = (values: Float64Array) => values.filter((_, index) => kept[residuals.origin[index] as number]);
  return {
    forecast: of(residuals.forecast),
    actual: of(residuals.actual),
    specialVariance: of(residuals.specialVariance ?? new Float64Array(residuals.actual.length)),
    origin: residuals.origin.filter((each) => kept[each]),
    weights: residuals.weights,
  };
}

function sharesOf(
  names: readonly string[],
  stages: readonly FittedStage[],
  horizonDays: number,
): readonly ModelShare[] {
  return names.flatMap((model, member) => {
    if (stages[0]?.models[member] === undefined) return [];
    let weight = 0;
    let error = 0;
    let actual = 0;
    stages.forEach(({ stage, weights, holdout }, index) => {
      const end = Math.min(horizonDays, stages[index + 1]?.stage.fromDay ?? horizonDays);
      weight += ((weights[member] as number) * (end - stage.fromDay)) / horizonDays;
      const values = holdout.members[member] as Float64Array;
      for (let each = 0; each < values.length; each += 1) {
        if ((holdout.ahead[each] as number) >= horizonDays) continue;
        error += Math.abs((values[each] as number) - (holdout.actual[each] as number));
        actual += holdout.actual[each] as number;
      }
    });
    return [{ model, weight, wape: actual > 0 && Number.isFinite(error) ? error / actual : null }];
  });
}

/** Each origin is judged by ranges that were learned from the other origins: its own residuals would flatter it. */
function* judged(stages: readonly FittedStage[], horizonDays: number): Generator<ScoredPoint> {
  for (const { holdout, forecast, specialFactor: factor } of stages) {
    const weights = originWeights(holdout.origins);
    // Sorted once: the pools of a range are by size, and sorting what is in order costs little.
    const bySize = Float64Array.from(forecast.keys()).sort((a, b) => (forecast[a] as number) - (forecast[b] as number));
    for (let origin = 0; origin < holdout.origins.length; origin += 1) {
      const rest = bySize.filter((index) => holdout.origin[index] !== origin);
      const rangeOf = learnRange({
        forecast: rest.map((index) => forecast[index] as number),
        actual: rest.map((index) => holdout.actual[index] as number),
        specialVariance: rest.map((index) => factor * (holdout.specialVariance[index] as number)),
        origin: Uint8Array.from(rest, (index) => holdout.origin[index] as number),
        weights,
      });
      for (const index of indexesWhere(holdout, (each) => each === origin)) {
        if ((holdout.ahead[index] as number) >= horizonDays) continue;
        const expected = forecast[index] as number;
        const actual = holdout.actual[index] as number;
        const weekBefore = holdout.weekBefore[index] as number;
        yield {
          ...rangeOf(expected, factor * (holdout.specialVariance[index] as number)),
          expected,
          actual,
          weekBefore,
          open: true,
        };
      }
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
