import type { DayMatrix } from './day-matrix.ts';
import type { FittedModel } from './model.ts';
import type { OriginFit, OriginFits } from './origin-fits.ts';
import type { ProfileSetting } from './weighted-profile.ts';

/** Half-lives that are tried: from a month that forgets fast to years, and from a few days to no level at all. */
const PROFILE_WEEKS: readonly number[] = [3, 6, 12, 26, 52];
const LEVEL_DAYS: readonly number[] = [5, 10, 21, 45, Number.POSITIVE_INFINITY];

/** Origins whose stage is known whole; those after them, whose stage is known in part, come on top. */
const WHOLE_ORIGINS = 26;
const LEAST_TRAINING_DAYS = 21;

/**
 * Days ahead that are forecast alike, from `fromDay` up to, not including, `endDay` (0 is the first day forecast). Half-lives,
 * weights and ranges are chosen by stage, so that what is forecast for a day depends on how far ahead it lies and not on how
 * long a forecast was asked for.
 */
export type Stage = { readonly fromDay: number; readonly endDay: number };

/** The first week, the rest of the month, the rest of the quarter. */
export const STAGES: readonly Stage[] = [
  { fromDay: 0, endDay: 7 },
  { fromDay: 7, endDay: 28 },
  { fromDay: 28, endDay: 91 },
];

/** Forecasts and what came, over all origins inside the history; one element per known interval that the history has open. */
export type Holdout = {
  /** Days known at each origin, in order of time. */
  readonly origins: readonly number[];
  readonly actual: Float64Array;
  /** What the same slot had in the last week before the origin; NaN where unknown. */
  readonly weekBefore: Float64Array;
  /** Index into `origins`. */
  readonly origin: Uint8Array;
  /** Days ahead, 0 for the first day. */
  readonly ahead: Uint8Array;
  /** Slot of the day. */
  readonly slot: Uint16Array;
  /** Day number since 1970-01-01 x slots + slot. */
  readonly places: Float64Array;
  /** How little was known at the origin of what special days do to the day: variance on the log scale. */
  readonly specialVariance: Float64Array;
  /** Forecasts by member; NaN throughout for a member that the shortest history is too short for. */
  readonly members: readonly Float64Array[];
};

type Origin = OriginFit & { readonly known: number; readonly firstDay: number; readonly endDay: number };

/**
 * Origins every seven days back from the end, each seeing only the days before it and forecasting the days of the stage that are
 * known behind it, oldest first.
 */
function originsOf(history: DayMatrix, fits: OriginFits, stage: Stage): readonly Origin[] {
  const nearest = Math.floor(stage.fromDay / 7) + 1;
  const farthest = Math.min(
    Math.ceil(stage.endDay / 7) - 1 + WHOLE_ORIGINS,
    Math.floor((history.days - LEAST_TRAINING_DAYS) / 7),
  );
  return Array.from({ length: Math.max(0, farthest - nearest + 1) }, (_, index) => {
    const known = history.days - 7 * (farthest - index);
    const endDay = Math.min(history.days, known + stage.endDay);
    return { known, firstDay: known + stage.fromDay, endDay, ...fits.at(known) };
  });
}

/** Chooses the half-lives by least absolute error over the origins and returns the forecasts of all members with them. */
export function rollOrigins(
  history: DayMatrix,
  fits: OriginFits,
  stage: Stage,
): { readonly setting: ProfileSetting; readonly holdout: Holdout } {
  const origins = originsOf(history, fits, stage);
  const setting = chooseSetting(history, origins);
  return { setting, holdout: collect(history, origins, setting, fits.names.length) };
}

function chooseSetting(history: DayMatrix, origins: readonly Origin[]): ProfileSetting {
  let best: ProfileSetting = { profileWeeks: 6, levelDays: 21 };
  let least = Number.POSITIVE_INFINITY;
  if (origins.length === 0) return best;
  for (const profileWeeks of PROFILE_WEEKS) {
    for (const levelDays of LEVEL_DAYS) {
      let error = 0;
      for (const origin of origins)
        error += absoluteError(history, origin, origin.levelled({ profileWeeks, levelDays }));
      if (error >= least) continue;
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
  for (let day = origin.firstDay; day < origin.endDay; day += 1) {
    model.predict(firstDay + day, forecast);
    const factor = Math.exp(origin.effects.logFactor(firstDay + day));
    for (let slot = 0; slot < slots; slot += 1) {
      const actual = counts[day * slots + slot] as number;
      if (!Number.isNaN(actual)) error += Math.abs(factor * (forecast[slot] as number) - actual);
    }
  }
  return error;
}

function collect(
  history: DayMatrix,
  origins: readonly Origin[],
  setting: ProfileSetting,
  memberCount: number,
): Holdout {
  const { slots, counts, firstDay } = history;
  const actual: number[] = [];
  const weekBefore: number[] = [];
  const ofOrigin: number[] = [];
  const ahead: number[] = [];
  const slotOf: number[] = [];
  const places: number[] = [];
  const specialVariance: number[] = [];
  const members: number[][] = Array.from({ length: memberCount }, () => []);
  const forecasts = members.map(() => new Float64Array(slots));
  origins.forEach((origin, index) => {
    const models = origin.members(setting);
    for (let day = origin.firstDay; day < origin.endDay; day += 1) {
      const factor = Math.exp(origin.effects.logFactor(firstDay + day));
      models.forEach((model, member) => {
        const into = forecasts[member] as Float64Array;
        if (model === undefined) into.fill(Number.NaN);
        else model.predict(firstDay + day, into);
      });
      const weeks = Math.floor((day - origin.known) / 7) + 1;
      const variance = origin.specialVariance(firstDay + day);
      for (let slot = 0; slot < slots; slot += 1) {
        const count = counts[day * slots + slot] as number;
        if (Number.isNaN(count)) continue;
        actual.push(count);
        weekBefore.push(counts[(day - 7 * weeks) * slots + slot] ?? Number.NaN);
        ofOrigin.push(index);
        ahead.push(day - origin.known);
        slotOf.push(slot);
        specialVariance.push(variance);
        places.push((firstDay + day) * slots + slot);
        members.forEach((into, member) => into.push(factor * ((forecasts[member] as Float64Array)[slot] as number)));
      }
    }
  });
  return {
    origins: origins.map(({ known }) => known),
    actual: Float64Array.from(actual),
    weekBefore: Float64Array.from(weekBefore),
    origin: Uint8Array.from(ofOrigin),
    ahead: Uint8Array.from(ahead),
    slot: Uint16Array.from(slotOf),
    places: Float64Array.from(places),
    specialVariance: Float64Array.from(specialVariance),
    members: members.map((values) => Float64Array.from(values)),
  };
}
