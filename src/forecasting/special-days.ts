import { dayNumber } from '../domain/calendar.ts';
import type { SpecialDay } from '../domain/history.ts';
import { type DayMatrix, dayTotals } from './day-matrix.ts';

/** Begins the names that stand for all days of a kind. */
const KIND = 'kind: ';

/** True for the name of a kind rather than of a day. */
export function isKind(name: string): boolean {
  return name.startsWith(KIND);
}

/** Names of the special days by day number, their kinds among them. */
export type SpecialNames = ReadonlyMap<number, readonly string[]>;

/** Ridge penalty in days: a name seen once moves its factor half of the way. */
const SHRINKAGE_DAYS = 1;
/** Days that special days move by more than this (log scale) have another shape too and teach the models nothing. */
const RESHAPED = 0.15;
/** A day is an outlier if its log ratio is beyond this many robust standard deviations, and beyond a third. */
const OUTLIER_SIGMAS = 4;
const OUTLIER_LEAST = 0.3;
/** More outliers in a row are a new level, which the models must follow. */
const OUTLIER_RUN = 3;
const WEEKS_AROUND = 4;

/** What is learned of special days: the log factor of a day, 0 for a day like others. */
export type SpecialEffects = { readonly logFactor: (day: number) => number };

/**
 * Removes what special days did from a history: their effect by name is estimated by ridge regression on the log ratio of the
 * day's total to the median of the same weekday in the four weeks before and after; mild effects are divided out, days with
 * strong ones and short runs of outliers become unknown; `outliers` is 1 for the latter. Only the given days are read.
 */
export function cleanSpecialDays(
  matrix: DayMatrix,
  special: SpecialNames,
  learned?: SpecialEffects,
): { clean: DayMatrix; effects: SpecialEffects; outliers: Uint8Array } {
  const totals = dayTotals(matrix);
  const ratios = logRatios(matrix, totals, special);
  const effects = learned ?? learnEffects(matrix, ratios, special);
  const outliers = outlierDays(matrix, ratios, effects);
  const counts = matrix.counts.slice();
  for (let day = 0; day < matrix.days; day += 1) {
    const factor = effects.logFactor(matrix.firstDay + day);
    if (factor === 0 && outliers[day] === 0) continue;
    const drop = outliers[day] === 1 || Math.abs(factor) > RESHAPED;
    const scale = drop ? Number.NaN : Math.exp(-factor);
    for (let cell = day * matrix.slots; cell < (day + 1) * matrix.slots; cell += 1) {
      counts[cell] = (counts[cell] as number) * scale;
    }
  }
  return { clean: { ...matrix, counts }, effects, outliers };
}

function logRatios(matrix: DayMatrix, totals: Float64Array, special: SpecialNames): Float64Array {
  const ratios = new Float64Array(matrix.days).fill(Number.NaN);
  for (let day = 0; day < matrix.days; day += 1) {
    const total = totals[day] as number;
    if (Number.isNaN(total)) continue;
    const near: number[] = [];
    const plain: number[] = [];
    for (let week = -WEEKS_AROUND; week <= WEEKS_AROUND; week += 1) {
      const other = day + 7 * week;
      if (week === 0 || other < 0 || other >= matrix.days || Number.isNaN(totals[other])) continue;
      near.push(totals[other] as number);
      if (!special.has(matrix.firstDay + other)) plain.push(totals[other] as number);
    }
    // In long school holidays no plain day is near; then days of the same kind are the measure.
    const usual = median(plain.length >= 2 ? plain : near);
    if (usual !== undefined) ratios[day] = Math.log((total + 1) / (usual + 1));
  }
  return ratios;
}

function learnEffects(matrix: DayMatrix, ratios: Float64Array, special: SpecialNames): SpecialEffects {
  const effects = new Map<string, number>();
  const days: { readonly ratio: number; readonly names: readonly string[] }[] = [];
  for (let day = 0; day < matrix.days; day += 1) {
    const names = special.get(matrix.firstDay + day);
    const ratio = ratios[day] as number;
    if (names === undefined || Number.isNaN(ratio)) continue;
    days.push({ ratio, names });
    for (const name of names) effects.set(name, 0);
  }
  const sumOf = (names: readonly string[]) => names.reduce((sum, name) => sum + (effects.get(name) ?? 0), 0);
  // Coordinate descent on the ridge problem; names overlap on few days, so that a dozen rounds settle it.
  for (let round = 0; round < 12; round += 1) {
    for (const [name, value] of effects) {
      let sum = 0;
      let count = 0;
      for (const { ratio, names } of days) {
        if (!names.includes(name)) continue;
        sum += ratio - sumOf(names) + value;
        count += 1;
      }
      effects.set(name, sum / (count + SHRINKAGE_DAYS));
    }
  }
  return { logFactor: (day) => sumOf(special.get(day) ?? []) };
}

function outlierDays(matrix: DayMatrix, ratios: Float64Array, effects: SpecialEffects): Uint8Array {
  const left = ratios.map((ratio, day) => ratio - effects.logFactor(matrix.firstDay + day));
  const sigma = 1.4826 * (median([...left].filter((each) => !Number.isNaN(each)).map(Math.abs)) ?? 0);
  const limit = Math.max(OUTLIER_LEAST, OUTLIER_SIGMAS * sigma);
  const outliers = Uint8Array.from(left, (each) => (Math.abs(each) > limit ? 1 : 0));
  for (let day = 0; day < matrix.days; ) {
    let end = day;
    while (end < matrix.days && outliers[end] === 1) end += 1;
    if (end - day > OUTLIER_RUN) outliers.fill(0, day, end);
    day = Math.max(day + 1, end);
  }
  return outliers;
}

/** Median; undefined for no values. */
function median(values: readonly number[]): number | undefined {
  const sorted = [...values].sort((a, b) => a - b);
  const high = sorted[Math.floor(sorted.length / 2)];
  const low = sorted[Math.floor((sorted.length - 1) / 2)];
  return high === undefined || low === undefined ? undefined : (low + high) / 2;
}

/**
 * What the special days of a date are called, each once: the name, and the kind behind a colon, so that a day whose name was never
 * seen takes what its kind did. Names are compared without case and outer blanks.
 */
export function specialNames(days: readonly SpecialDay[]): SpecialNames {
  const found = new Map<number, string[]>();
  for (const { date, name, kind } of days) {
    const day = dayNumber(date);
    const names = found.get(day) ?? [];
    found.set(day, names);
    for (const key of [name.trim().toLowerCase(), `${KIND}${kind.trim().toLowerCase()}`]) {
      if (!names.includes(key)) names.push(key);
    }
  }
  return found;
}
