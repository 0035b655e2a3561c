import { type DayMatrix, weekdayOfDay } from './day-matrix.ts';
import type { FittedModel } from './model.ts';

/** Half-lives of the two averages: of the weekday-by-slot profile in weeks, of the level in days (Infinity: no level). */
export type ProfileSetting = { readonly profileWeeks: number; readonly levelDays: number };

/** Mean count by weekday and slot (7 x slots, Monday first), older days weighing less; `weights` are each weekday's days, newest 1. */
export type Profile = { readonly slots: number; readonly means: Float64Array; readonly weights: Float64Array };

/** Weights below this are left out: a thousandth of the newest day's. */
const LEAST_WEIGHT_HALVINGS = 7;

/** Exponentially weighted mean of each weekday and slot; the weight of a day halves every `halfLifeWeeks`. */
export function weightedProfile(history: DayMatrix, halfLifeWeeks: number): Profile {
  const { slots, days, counts } = history;
  const sums = new Float64Array(7 * slots);
  const weights = new Float64Array(7 * slots);
  const dayWeights = new Float64Array(7);
  const oldest = Math.max(0, days - Math.ceil(7 * halfLifeWeeks * LEAST_WEIGHT_HALVINGS));
  for (let day = oldest; day < days; day += 1) {
    const weight = 0.5 ** ((days - 1 - day) / (7 * halfLifeWeeks));
    const row = weekdayOfDay(history.firstDay + day) * slots;
    const cell = day * slots;
    let known = false;
    for (let slot = 0; slot < slots; slot += 1) {
      const count = counts[cell + slot] as number;
      if (Number.isNaN(count)) continue;
      known = true;
      sums[row + slot] = (sums[row + slot] as number) + weight * count;
      weights[row + slot] = (weights[row + slot] as number) + weight;
    }
    const weekday = row / slots;
    if (known) dayWeights[weekday] = (dayWeights[weekday] as number) + weight;
  }
  const means = sums.map((sum, index) => (sum > 0 ? sum / (weights[index] as number) : 0));
  return { slots, means, weights: dayWeights };
}

/**
 * The level: recent counts / what the profile has for the same slots, both weighted by a half-life in days. 1 where nothing
 * recent is known; between a third and 3, since a wider jump within weeks is a fault of the data.
 */
export function levelOf(history: DayMatrix, profile: Pick<Profile, 'slots' | 'means'>, halfLifeDays: number): number {
  if (!Number.isFinite(halfLifeDays)) return 1;
  const { slots, days, counts } = history;
  let actual = 0;
  let expected = 0;
  const oldest = Math.max(0, days - Math.ceil(halfLifeDays * LEAST_WEIGHT_HALVINGS));
  for (let day = oldest; day < days; day += 1) {
    const weight = 0.5 ** ((days - 1 - day) / halfLifeDays);
    const row = weekdayOfDay(history.firstDay + day) * slots;
    const cell = day * slots;
    let dayActual = 0;
    let dayExpected = 0;
    for (let slot = 0; slot < slots; slot += 1) {
      const count = counts[cell + slot] as number;
      if (Number.isNaN(count)) continue;
      dayActual += count;
      dayExpected += profile.means[row + slot] as number;
    }
    actual += weight * dayActual;
    expected += weight * dayExpected;
  }
  return expected > 0 ? Math.min(3, Math.max(1 / 3, actual / expected)) : 1;
}

/** The profile times the level, for any day ahead. */
export function fitWeightedProfile(history: DayMatrix, setting: ProfileSetting): FittedModel | undefined {
  if (history.days < 7) return undefined;
  const profile = weightedProfile(history, setting.profileWeeks);
  return scaledProfile(profile, () => levelOf(history, profile, setting.levelDays));
}

/** A profile times a factor that may differ from day to day. */
export function scaledProfile(profile: Pick<Profile, 'slots' | 'means'>, factor: (day: number) => number): FittedModel {
  return {
    predict: (day, into) => {
      const row = weekdayOfDay(day) * profile.slots;
      const scale = factor(day);
      for (let slot = 0; slot < profile.slots; slot += 1) into[slot] = (profile.means[row + slot] as number) * scale;
    },
  };
}
