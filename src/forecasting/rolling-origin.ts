import { type DayMatrix, firstDays } from './day-matrix.ts';
import type { FittedModel } from './model.ts';
import { cleanSpecialDays, type SpecialEffects, type SpecialNames } from './special-days.ts';
import { weekdayMean } from './weekday-mean.ts';
import { levelOf, type ProfileSetting, scaledProfile, weightedProfile } from './weighted-profile.ts';
import { fitYearlySeason } from './yearly-season.ts';

/** Half-lives that are tried: from a month that forgets fast to years, and from a few days to no level at all. */
const PROFILE_WEEKS: readonly number[] = [3, 6, 12, 26, 52];
const LEVEL_DAYS: readonly number[] = [5, 10, 21, 45, Number.POSITIVE_INFINITY];

const MOST_ORIGINS = 26;
const LEAST_TRAINING_DAYS = 21;

/** The members of the combination, in the order of every array of members. */
export const MEMBERS: readonly string[] = [
  'mean of last four same weekdays',
  'weighted weekday profile with level',
  'weighted profile with level and yearly season',
];

/** Forecasts and what came, over all origins inside the history; one element per known interval that the history has open. */
export type Holdout = {
  readonly origins: number;
  readonly actual: Float64Array;
  /** What the same slot had in the last week before the origin; NaN where unknown. */
  readonly weekBefore: Float64Array;
  readonly origin: Uint8Array;
  /** Days ahead, 0 for the first day. */
  readonly ahead: Uint8Array;
  /** Forecasts by member; NaN throughout for a member that the shortest history is too short for. */
  readonly members: readonly Float64Array[];
};

/** Members fitted to one history, ready to forecast; undefined for a member that needs a longer one. */
export type FittedMembers = {
  readonly models: readonly (FittedModel | undefined)[];
  readonly effects: SpecialEffects;
};

/** Fits all members to all days of a history. */
export function fitMembers(history: DayMatrix, special: SpecialNames, setting: ProfileSetting): FittedMembers {
  const { clean, effects } = cleanSpecialDays(history, special);
  return { models: membersOf(clean, setting), effects };
}

function membersOf(clean: DayMatrix, setting: ProfileSetting): readonly (FittedModel | undefined)[] {
  const profile = weightedProfile(clean, setting.profileWeeks);
  const level = levelOf(clean, profile, setting.levelDays);
  const season = fitYearlySeason(clean, setting.levelDays);
  return [
    weekdayMean(4).fit(clean),
    scaledProfile(profile, () => level),
    season === undefined ? undefined : scaledProfile(profile, (day) => level * season.factor(day)),
  ];
}

type Origin = {
  readonly known: number;
  readonly days: number;
  readonly clean: DayMatrix;
  readonly effects: SpecialEffects;
};

/**
 * Origins every seven days back from the end, each seeing only the days before it and forecasting up to `horizonDays` of those
 * that are known behind it: the latest origins say how the first days ahead go, earlier ones the days further ahead.
 */
function originsOf(history: DayMatrix, special: SpecialNames, horizonDays: number): readonly Origin[] {
  const most = MOST_ORIGINS + Math.ceil(horizonDays / 7) - 1;
  const count = Math.max(0, Math.min(most, Math.floor((history.days - LEAST_TRAINING_DAYS) / 7)));
  return Array.from({ length: count }, (_, index) => {
    const known = history.days - 7 * (count - index);
    const { clean, effects } = cleanSpecialDays(firstDays(history, known), special);
    return { known, days: Math.min(horizonDays, history.days - known), clean, effects };
  });
}

/** Chooses the half-lives by least absolute error over the origins and returns the forecasts of all members with them. */
export function rollOrigins(
  history: DayMatrix,
  special: SpecialNames,
  horizonDays: number,
): { readonly setting: ProfileSetting; readonly holdout: Holdout } {
  const origins = originsOf(history, special, horizonDays);
  const setting = chooseSetting(history, origins);
  return { setting, holdout: collect(history, origins, setting) };
}

function chooseSetting(history: DayMatrix, origins: readonly Origin[]): ProfileSetting {
  let best: ProfileSetting = { profileWeeks: 6, levelDays: 21 };
  let least = Number.POSITIVE_INFINITY;
  for (const profileWeeks of PROFILE_WEEKS) {
    const profiles = origins.map((origin) => weightedProfile(origin.clean, profileWeeks));
    for (const levelDays of LEVEL_DAYS) {
      let error = 0;
      origins.forEach((origin, index) => {
        const profile = profiles[index] as (typeof profiles)[number];
        const level = levelOf(origin.clean, profile, levelDays);
        error += absoluteError(
          history,
          origin,
          scaledProfile(profile, () => level),
        );
      });
      if (error >= least || origins.length === 0) continue;
      least = error;
      best = { profileWeeks, levelDays };
    }
  }
  return best;
}

function absoluteError(history: DayMatrix, origin: Origin, model: FittedModel): number {
  const { slots, counts, firstDay } = history;
  const forecast = new Float64Array(slots);
  let error = 0;
  for (let day = origin.known; day < origin.known + origin.days; day += 1) {
    model.predict(firstDay + day, forecast);
    const factor = Math.exp(origin.effects.logFactor(firstDay + day));
    for (let slot = 0; slot < slots; slot += 1) {
      const actual = counts[day * slots + slot] as number;
      if (!Number.isNaN(actual)) error += Math.abs(factor * (forecast[slot] as number) - actual);
    }
  }
  return error;
}

function collect(history: DayMatrix, origins: readonly Origin[], setting: ProfileSetting): Holdout {
  const { slots, counts, firstDay } = history;
  const actual: number[] = [];
  const weekBefore: number[] = [];
  const ofOrigin: number[] = [];
  const ahead: number[] = [];
  const members: number[][] = MEMBERS.map(() => []);
  const forecasts = MEMBERS.map(() => new Float64Array(slots));
  origins.forEach((origin, index) => {
    const models = membersOf(origin.clean, setting);
    for (let day = origin.known; day < origin.known + origin.days; day += 1) {
      const factor = Math.exp(origin.effects.logFactor(firstDay + day));
      models.forEach((model, member) => {
        const into = forecasts[member] as Float64Array;
        if (model === undefined) into.fill(Number.NaN);
        else model.predict(firstDay + day, into);
      });
      const weeks = Math.floor((day - origin.known) / 7) + 1;
      for (let slot = 0; slot < slots; slot += 1) {
        const count = counts[day * slots + slot] as number;
        if (Number.isNaN(count)) continue;
        actual.push(count);
        weekBefore.push(counts[(day - 7 * weeks) * slots + slot] ?? Number.NaN);
        ofOrigin.push(index);
        ahead.push(day - origin.known);
        members.forEach((into, member) => into.push(factor * ((forecasts[member] as Float64Array)[slot] as number)));
      }
    }
  });
  return {
    origins: origins.length,
    actual: Float64Array.from(actual),
    weekBefore: Float64Array.from(weekBefore),
    origin: Uint8Array.from(ofOrigin),
    ahead: Uint8Array.from(ahead),
    members: members.map((values) => Float64Array.from(values)),
  };
}
