import { type DayMatrix, firstDays } from './day-matrix.ts';
import type { DailyState } from './daily-regression.ts';
import { dispersionOf, fitGammaPoisson, type GammaPoisson } from './gamma-poisson.ts';
import { harmonicShares } from './harmonic-shares.ts';
import type { FittedModel } from './model.ts';
import type { RangeAround } from './ranges.ts';
import { cleanSpecialDays, type SpecialEffects, type SpecialNames } from './special-days.ts';
import { fitSeriesModel, type SeriesModel } from './series-model.ts';
import { weekdayMean } from './weekday-mean.ts';
import { weekdayShares } from './weekday-shares.ts';
import { levelOf, type Profile, type ProfileSetting, scaledProfile, weightedProfile } from './weighted-profile.ts';
import { dailyStates, dailyVariants } from './daily-variants.ts';
import { fitYearlySeason } from './yearly-season.ts';

/** The members that the combination has of its own. */
const MEMBERS: readonly string[] = [
  'mean of last four same weekdays',
  'weighted weekday profile with level',
  'weighted profile with level and yearly season',
  ...dailyVariants.map(({ name }) => name),
  'gamma-Poisson of a small queue',
];

/** Half-life of rates, at least: small queues are known by long memories. */
const LEAST_RATE_WEEKS = 26;

/** Days behind an origin that are ever forecast. */
const LONGEST_AHEAD = 91;

/** What can be fitted to the days before one origin. */
export type OriginFit = {
  readonly effects: SpecialEffects;
  /** 1 for days that are left out of means and shapes, since they are far from everything around them. */
  readonly leftOut: Uint8Array;
  /** How little is known of what special days do to a day: variance on the log scale, 0 for a day like others. */
  readonly specialVariance: (day: number) => number;
  /** The weighted profile with its level, the member that half-lives are chosen by. */
  readonly levelled: (setting: ProfileSetting) => FittedModel;
  /** Ranges of a small queue whose own errors are not known yet; undefined for others. */
  readonly smallRange: (setting: ProfileSetting) => RangeAround | undefined;
  /** All members; undefined for one that needs a longer history. */
  readonly members: (setting: ProfileSetting) => readonly (FittedModel | undefined)[];
};

/** Fits to the first days of a history. */
export type OriginFits = {
  /** Names of the members, in the order of every array of members. */
  readonly names: readonly string[];
  /** Of these the first so many are the combination's own. */
  readonly own: number;
  /** What is fitted to the first `known` days, each made once. */
  readonly at: (known: number) => OriginFit;
};

/**
 * Keeps what is fitted to the first days of a history, by their number: the origins of a backtest and the origins inside each
 * of their histories are the same days. A fit reads its own first days alone, so that one history may serve them all.
 */
export function originFits(
  history: DayMatrix,
  special: SpecialNames,
  outside: readonly SeriesModel[] = [],
): OriginFits {
  const statesAt = dailyStates(history, special);
  return {
    names: [...MEMBERS, ...outside.map(({ name }) => name)],
    own: MEMBERS.length,
    at: kept((known) => fitOrigin(firstDays(history, known), special, statesAt(known), outside)),
  };
}

function fitOrigin(
  history: DayMatrix,
  special: SpecialNames,
  states: readonly (DailyState | undefined)[],
  outside: readonly SeriesModel[],
): OriginFit {
  const calendar = states[0];
  const { clean, effects, outliers } = cleanSpecialDays(
    history,
    special,
    calendar === undefined ? undefined : { logFactor: calendar.calendarEffect },
  );
  const profileOf = kept((weeks): Profile => weightedProfile(clean, weeks));
  const levelsOf = kept((weeks) => kept((days) => levelOf(clean, profileOf(weeks), days)));
  const seasonOf = kept((days) => fitYearlySeason(clean, days));
  const scatterOf = kept((weeks) => dispersionOf(clean, profileOf(weeks).means));
  const sharesOf = kept((weeks) => {
    const smooth = harmonicShares(profileOf(weeks), weeks, scatterOf(weeks));
    return weekdayShares(profileOf(weeks)).map((share, index) => (share + (smooth[index] as number)) / 2);
  });
  const mean = weekdayMean(4).fit(clean);
  const gammaPoissonOf = (setting: ProfileSetting): GammaPoisson | undefined => {
    const rateWeeks = Math.max(LEAST_RATE_WEEKS, setting.profileWeeks);
    return fitGammaPoisson(clean, { rateWeeks, levelDays: setting.levelDays });
  };
  const levelled = ({ profileWeeks, levelDays }: ProfileSetting): FittedModel => {
    const level = levelsOf(profileWeeks)(levelDays);
    return scaledProfile(profileOf(profileWeeks), () => level);
  };
  let logTotals: readonly (((day: number) => number) | undefined)[] | undefined;
  const ofOutside = () => {
    logTotals ??= outside.map((model) => fitSeriesModel(model, clean, LONGEST_AHEAD));
    return logTotals;
  };
  return {
    effects,
    leftOut: outliers,
    specialVariance: (day) => calendar?.specialVariance(day) ?? 0,
    levelled,
    smallRange: (setting) => gammaPoissonOf(setting)?.rangeOf,
    members: (setting) => {
      const level = levelsOf(setting.profileWeeks)(setting.levelDays);
      const season = seasonOf(setting.levelDays);
      const profile = profileOf(setting.profileWeeks);
      return [
        mean,
        levelled(setting),
        season === undefined ? undefined : scaledProfile(profile, (day) => level * season.factor(day)),
        ...states.map((state) =>
          state === undefined ? undefined : dailyModel(state, effects, sharesOf(setting.profileWeeks), history),
        ),
        gammaPoissonOf(setting),
        ...ofOutside().map((logTotal): FittedModel | undefined => {
          const means = sharesOf(setting.profileWeeks);
          return logTotal && scaledProfile({ slots: history.slots, means }, (day) => Math.exp(logTotal(day)));
        }),
      ];
    },
  };
}

/**
 * The total of the daily regression spread by the weekday's shares. The calendar's effect, which all forecasts are multiplied by, is in the total already and
 * taken out again.
 */
function dailyModel(
  state: DailyState,
  effects: SpecialEffects,
  shares: Float64Array,
  { firstDay, days, slots }: DayMatrix,
): FittedModel {
  return scaledProfile({ slots, means: shares }, (day) =>
    Math.exp(state.logTotal(day, day - firstDay - days + 1) - effects.logFactor(day)),
  );
}

/** The same answers, each computed once. */
function kept<T>(compute: (key: number) => T): (key: number) => T {
  const answers = new Map<number, { readonly value: T }>();
  return (key) => {
    const known = answers.get(key);
    if (known !== undefined) return known.value;
    const value = compute(key);
    answers.set(key, { value });
    return value;
  };
}
