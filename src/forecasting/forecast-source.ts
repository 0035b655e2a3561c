import { dayNumber } from '../domain/calendar.ts';
import type { BacktestSummary, Note, UnusualTime } from '../domain/forecast.ts';
import type { ErrorStructure } from '../domain/forecast-errors.ts';
import type { History, IntervalLength } from '../domain/history.ts';
import { coarsenHistory, intervalMinutes } from '../domain/history-grid.ts';
import type { Issue, Outcome } from '../domain/issue.ts';
import type { LocalDate } from '../domain/units.ts';
import { borrowDays, withLevelError } from './borrowed-queue.ts';
import { learnLift, withLift } from './campaign-lift.ts';
import { dayMatrixOf, firstDays } from './day-matrix.ts';
import type { ForecastOptions } from './forecast-task.ts';
import { ASSUMED_ERRORS } from './error-structure.ts';
import { fitForecaster, type Forecaster } from './forecaster.ts';
import { handleTimeFits, type HandleTimes, learnHandleTimes } from './handle-time.ts';
import { handleTimeMatrixOf } from './handle-time-matrix.ts';
import { learnProfile, openByShares, spreadOver } from './intraday-profile.ts';
import { type OpenAt, openByHistory, openingOf } from './opening.ts';
import { originFits } from './origin-fits.ts';
import { specialNames } from './special-days.ts';
import { unusualTimes } from './unusual-times.ts';

/** A fitted history, ready to be asked for the days from `from` on. */
export type ForecastSource = {
  readonly intervalLength: IntervalLength;
  readonly forecaster: Forecaster;
  readonly openAt: OpenAt;
  /** Days between the history's end and the first day forecast. */
  readonly gap: number;
  /** Average handle times, where the history holds any. */
  readonly handleTimes: HandleTimes | undefined;
  /** What errors of the nearest days, and of handle times, say of each other; computed when asked for. */
  readonly errors: () => ErrorStructure;
  /** What is odd in the own history; computed when asked for. */
  readonly unusual: () => readonly UnusualTime[];
  /** What was done to the data, and what was assumed. */
  readonly notes: readonly Note[];
};

type SourceOptions = Omit<ForecastOptions, 'samplePaths'> & { readonly from: LocalDate };

/**
 * Fits everything that lies before the local midnight of `from`. What a new queue borrows, what campaigns added and how a day is spread go on top of
 * the same combination: days of the like queue stand before the own ones, lifts are taken out before the fit and put in again behind it, and
 * a forecast of days is spread last. Options are checked already; issues are those of the histories against each other.
 */
export function prepareSource(history: History, options: SourceOptions): Outcome<ForecastSource> {
  const { from, campaigns = [] } = options;
  const profile = options.profile === undefined ? undefined : learnProfile(options.profile, from);
  if (options.profile !== undefined && profile === undefined) return { ok: false, issues: [profileTooShort(from)] };
  const read = options.intervalLength === undefined ? history : coarsenHistory(history, options.intervalLength);
  const known = Math.min(dayNumber(from), dayNumber(history.endDate)) - dayNumber(history.firstDate);
  const own = firstDays(dayMatrixOf(read), known);
  const gap = dayNumber(from) - own.firstDay - known;
  const notes: Note[] = [];
  const borrowed = options.like === undefined ? undefined : borrowDays(own, read, options.like);
  if (borrowed?.ok === false) return borrowed;
  if (borrowed !== undefined) notes.push(borrowed.value.note);
  const whole = borrowed?.value.matrix ?? own;
  const lift = campaigns.length === 0 ? undefined : learnLift(whole, campaigns);
  if (lift !== undefined) notes.push(...lift.notes);
  const matrix = lift?.clean ?? whole;
  const special = specialNames(options.specialDays ?? []);
  const horizon = gap + options.days;
  const fits = originFits(matrix, special, options.outside);
  let forecaster = fitForecaster(matrix, fits, horizon);
  const unusual = () => {
    const cells = known * matrix.slots;
    const [counts, open] = [matrix.counts.slice(-cells), matrix.open.slice(-cells)];
    const leftOut = fits.at(matrix.days).leftOut.slice(-known);
    return unusualTimes(read, { ...own, days: known, counts, open }, special, leftOut);
  };
  if (forecaster.origins === 0) {
    notes.push({ code: 'ranges-assumed', facts: { historyDays: matrix.days, neededDays: 28 } });
  }
  if (gap > 0) notes.push({ code: 'gap-before-forecast', facts: { days: gap } });
  if (borrowed !== undefined) forecaster = withLevelError(forecaster, borrowed.value.levelSd);
  const firstAhead = matrix.firstDay + matrix.days;
  if (lift !== undefined) forecaster = withLift(forecaster, lift, firstAhead);
  const byHistory = openingOf(options.hours, () => openByHistory(matrix, special), matrix.slots);
  if (profile === undefined) {
    const seconds = handleTimeMatrixOf(read);
    const times =
      seconds === undefined ? undefined : learnHandleTimes(seconds, handleTimeFits(seconds), known, horizon);
    const ofHistory = forecaster;
    const errors = () => {
      const ofCounts = ofHistory.errors();
      return times === undefined ? ofCounts : { ...ofCounts, handleTime: times.errors() };
    };
    const { intervalLength } = read;
    return {
      ok: true,
      value: { intervalLength, forecaster, openAt: byHistory, gap, handleTimes: times, errors, unusual, notes },
    };
  }
  const { slots, intervalLength } = profile;
  const openOn =
    options.hours === undefined ? openByShares(profile, byHistory) : openingOf(options.hours, () => byHistory, slots);
  const spread = { intervalMinutes: intervalMinutes(intervalLength), profileDays: profile.days };
  notes.push(
    profile.days > 0
      ? { code: 'days-spread', facts: spread }
      : { code: 'days-spread-as-given', facts: { intervalMinutes: spread.intervalMinutes } },
  );
  return {
    ok: true,
    value: {
      intervalLength,
      forecaster: spreadOver(forecaster, profile, firstAhead),
      openAt: openOn,
      gap,
      handleTimes: undefined,
      errors: () => ASSUMED_ERRORS,
      unusual,
      notes,
    },
  };
}

/** How the method did on origins inside the history, handle times included where it holds any. */
export function backtestOf({ forecaster, handleTimes, gap }: ForecastSource, days: number): BacktestSummary {
  const handleTime = handleTimes?.score(gap + days);
  return { ...forecaster.backtest(), ...(handleTime === undefined ? {} : { handleTime }) };
}

function profileTooShort(from: LocalDate): Issue {
  const message = `Less than a week of the profile's history lies before ${from}.`;
  const hint = 'Give a history of at least a week before the first day forecast, or shares.';
  return { code: 'profile-too-short', path: '/profile', message, facts: { from }, hint };
}
