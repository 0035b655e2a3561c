import type { ForecastRange, HandleTimeScore } from '../domain/forecast.ts';
import type { HandleTimeErrors } from '../domain/forecast-errors.ts';
import { firstHandleTimes, type HandleTimeMatrix, meanBySlot } from './handle-time-matrix.ts';
import { fitShape, handleTimeLevels, type HandleTimeSetting, type HandleTimeShape } from './handle-time-model.ts';
import { ASSUMED_LEVEL, contactsOfMean, drawnIn, learnScatter, type ScatterAround } from './handle-time-scatter.ts';
import { type HandleTimeHoldout, scoreHandleTimes } from './handle-time-scores.ts';
import { fitLevel, type LevelError } from './level-errors.ts';
import { weekdayOfDay } from './day-matrix.ts';
import { type Stage, STAGES } from './rolling-origin.ts';

/** Average handle times of days behind a history, as a series of its own. Slots are those of the day, days numbers since 1970-01-01. */
export type HandleTimes = {
  /** Seconds. */
  readonly at: (day: number, slot: number) => number;
  /** Ranges in seconds, of the mean over as many contacts as are expected. */
  readonly rangeAt: (day: number, slot: number, expectedContacts: number) => ForecastRange;
  /** How levels of the nearest days erred, and how contacts scatter; computed when asked for. */
  readonly errors: () => HandleTimeErrors;
  /** How it did on origins inside the history, up to so many days ahead; undefined with fewer than two weeks and a day. */
  readonly score: (horizonDays: number) => HandleTimeScore | undefined;
};

/** Of exponential handle times, and levels that are wrong by a twentieth, half of it lasting: where less is known. */
export const ASSUMED_HANDLE_TIME: HandleTimeErrors = {
  level: { lasting: 0.00125, keptDaily: 0.8, day: 0.00125 },
  contact: 1,
};

const SHAPE_WEEKS: readonly number[] = [4, 10, 26];
const LEVEL_DAYS: readonly number[] = [2, 5, 10, 21, 60];
const DEFAULT: HandleTimeSetting = { shapeWeeks: 10, levelDays: 10 };
const WHOLE_ORIGINS = 12;
const LEAST_TRAINING_DAYS = 14;
/** With fewer origins half-lives are not chosen. */
const LEAST_ORIGINS = 3;
const LEAST_DAYS = 10;

type Fit = { readonly shape: HandleTimeShape; readonly levelOf: (levelDays: number) => number };
/** Fits to the first days of a history, by their number and the half-life of the shape, each made once. */
export type HandleTimeFits = (known: number, shapeWeeks: number) => Fit | undefined;

type FittedStage = {
  readonly stage: Stage;
  readonly shape: HandleTimeShape;
  readonly level: number;
  readonly holdout: HandleTimeHoldout;
  readonly scatter: ScatterAround;
};

/** Keeps what is fitted to the first days of a history: origins of a backtest and those inside each of their histories are the same days. */
export function handleTimeFits(matrix: HandleTimeMatrix): HandleTimeFits {
  const made = new Map<string, { readonly fit: Fit | undefined }>();
  return (known, shapeWeeks) => {
    const key = `${known} ${shapeWeeks}`;
    const before = made.get(key);
    if (before !== undefined) return before.fit;
    const seen = firstHandleTimes(matrix, known);
    const shape = fitShape(seen, shapeWeeks);
    const fit = shape === undefined ? undefined : { shape, levelOf: handleTimeLevels(seen, shape) };
    made.set(key, { fit });
    return fit;
  };
}

/**
 * Learns handle times from the first `known` days and nothing behind them: a shape of the week by a level, both with half-lives chosen by least error on weekly origins inside
 * those days, weighted by contacts, apart for the first week, the month and the quarter ahead. Undefined where no handle time is known by then.
 */
export function learnHandleTimes(
  matrix: HandleTimeMatrix,
  fits: HandleTimeFits,
  known: number,
  horizonDays: number,
): HandleTimes | undefined {
  const seen = firstHandleTimes(matrix, known);
  const stages: FittedStage[] = [];
  for (const stage of STAGES) {
    if (stage.fromDay >= horizonDays) break;
    const fitted = fitStage(seen, fits, stage, stages.length === 0);
    if (fitted === undefined) break;
    stages.push(fitted);
  }
  const [nearest] = stages;
  if (nearest === undefined) return undefined;
  const firstAhead = seen.firstDay + seen.days;
  const stageOf = (day: number) => stages.findLast(({ stage }) => day - firstAhead >= stage.fromDay) ?? nearest;
  const at = (day: number, slot: number) => {
    const { shape, level } = stageOf(day);
    return level * (shape.means[weekdayOfDay(day) * seen.slots + slot] as number);
  };
  return {
    at,
    rangeAt: (day, slot, expectedContacts) => {
      const mean = at(day, slot);
      const [lower95, lower80, upper80, upper95] = stageOf(day).scatter(contactsOfMean(expectedContacts));
      return { lower80: mean * lower80, upper80: mean * upper80, lower95: mean * lower95, upper95: mean * upper95 };
    },
    errors: () => errorsOf(nearest),
    score: (days) =>
      scoreHandleTimes(
        stages.map(({ holdout, shape }) => ({ holdout, contact: shape.contact })),
        days,
      ),
  };
}

function fitStage(
  matrix: HandleTimeMatrix,
  fits: HandleTimeFits,
  stage: Stage,
  isFirst: boolean,
): FittedStage | undefined {
  const nearest = Math.floor(stage.fromDay / 7) + 1;
  const farthest = Math.min(
    Math.ceil(stage.endDay / 7) - 1 + WHOLE_ORIGINS,
    Math.floor((matrix.days - LEAST_TRAINING_DAYS) / 7),
  );
  const origins = Array.from(
    { length: Math.max(0, farthest - nearest + 1) },
    (_, k) => matrix.days - 7 * (farthest - k),
  );
  if (!isFirst && origins.length < LEAST_ORIGINS) return undefined;
  let best: { readonly setting: HandleTimeSetting; readonly error: number } = {
    setting: DEFAULT,
    error: Number.POSITIVE_INFINITY,
  };
  for (const shapeWeeks of origins.length < LEAST_ORIGINS ? [] : SHAPE_WEEKS) {
    for (const levelDays of LEVEL_DAYS) {
      const setting = { shapeWeeks, levelDays };
      const error = errorOf(matrix, fits, stage, origins, setting);
      if (error < best.error) best = { setting, error };
    }
  }
  const { setting } = best;
  const fit = fits(matrix.days, setting.shapeWeeks);
  if (fit === undefined) return undefined;
  const holdout = collect(matrix, fits, stage, origins, setting);
  const residuals = {
    ...holdout,
    ratio: holdout.actual.map((value, index) => value / (holdout.expected[index] as number)),
  };
  return {
    stage,
    shape: fit.shape,
    level: fit.levelOf(setting.levelDays),
    holdout,
    scatter: learnScatter(residuals, fit.shape.contact),
  };
}

/** Seconds by which contacts were missed, over all origins. */
function errorOf(
  matrix: HandleTimeMatrix,
  fits: HandleTimeFits,
  stage: Stage,
  origins: readonly number[],
  { shapeWeeks, levelDays }: HandleTimeSetting,
): number {
  const { firstDay, days, slots, contacts, seconds } = matrix;
  let error = 0;
  for (const known of origins) {
    const fit = fits(known, shapeWeeks);
    if (fit === undefined) continue;
    const level = fit.levelOf(levelDays);
    for (let day = known + stage.fromDay; day < Math.min(days, known + stage.endDay); day += 1) {
      const row = weekdayOfDay(firstDay + day) * slots;
      for (let slot = 0; slot < slots; slot += 1) {
        const n = contacts[day * slots + slot] as number;
        if (n === 0) continue;
        error += Math.abs(
          (seconds[day * slots + slot] as number) - n * level * (fit.shape.means[row + slot] as number),
        );
      }
    }
  }
  return error;
}

function collect(
  matrix: HandleTimeMatrix,
  fits: HandleTimeFits,
  stage: Stage,
  origins: readonly number[],
  { shapeWeeks, levelDays }: HandleTimeSetting,
): HandleTimeHoldout {
  const { firstDay, days, slots, contacts, seconds } = matrix;
  const dayOf: number[] = [];
  const ahead: number[] = [];
  const origin: number[] = [];
  const size: number[] = [];
  const actual: number[] = [];
  const expected: number[] = [];
  const mean: number[] = [];
  origins.forEach((known, index) => {
    const fit = fits(known, shapeWeeks);
    if (fit === undefined) return;
    const level = fit.levelOf(levelDays);
    const plain = meanBySlot(firstHandleTimes(matrix, known));
    for (let day = known + stage.fromDay; day < Math.min(days, known + stage.endDay); day += 1) {
      const row = weekdayOfDay(firstDay + day) * slots;
      for (let slot = 0; slot < slots; slot += 1) {
        const n = contacts[day * slots + slot] as number;
        if (n === 0) continue;
        dayOf.push(firstDay + day);
        ahead.push(day - known);
        origin.push(index);
        size.push(n);
        actual.push((seconds[day * slots + slot] as number) / n);
        expected.push(level * (fit.shape.means[row + slot] as number));
        mean.push(plain?.[slot] ?? Number.NaN);
      }
    }
  });
  return {
    day: Uint32Array.from(dayOf),
    ahead: Uint16Array.from(ahead),
    origin: Uint8Array.from(origin),
    contacts: Float64Array.from(size),
    actual: Float64Array.from(actual),
    expected: Float64Array.from(expected),
    mean: Float64Array.from(mean),
  };
}

/** How the levels of days erred on the origins, as a lasting and a daily part. */
function errorsOf({ holdout, shape }: FittedStage): HandleTimeErrors {
  const { day, origin, contacts, actual, expected } = holdout;
  const errors: LevelError[] = [];
  let index = 0;
  while (index < day.length) {
    const first = index;
    let spent = 0;
    let size = 0;
    let below = 0;
    for (; index < day.length && day[index] === day[first] && origin[index] === origin[first]; index += 1) {
      const n = contacts[index] as number;
      const ratio = drawnIn((actual[index] as number) / (expected[index] as number), ASSUMED_LEVEL + shape.contact / n);
      spent += n * ratio * (expected[index] as number);
      below += n * (expected[index] as number);
      size += n;
    }
    errors.push({
      series: origin[first] as number,
      day: day[first] as number,
      error: Math.log(spent / below),
      noise: shape.contact / size,
    });
  }
  if (errors.length < LEAST_DAYS) return ASSUMED_HANDLE_TIME;
  return { level: fitLevel(errors), contact: shape.contact };
}
