import type { ForecastRange, Note } from '../domain/forecast.ts';
import type { History } from '../domain/history.ts';
import { coarsenHistory, intervalMinutes } from '../domain/history-grid.ts';
import type { Outcome } from '../domain/issue.ts';
import { normalQuantile } from './count-quantiles.ts';
import { type DayMatrix, dayMatrixOf, weekdayOfDay } from './day-matrix.ts';
import type { Forecaster } from './forecaster.ts';
import { uniforms } from './random-numbers.ts';
import { aroundRoot, stabilised } from './ranges.ts';

/** A new queue's days behind those of a like one. */
export type Borrowed = {
  readonly matrix: DayMatrix;
  /** Standard deviation of the log of the own level, from the few days that tell it. */
  readonly levelSd: number;
  readonly note: Note;
};

/** Days by which the like queue's history must begin earlier. */
const LEAST_BORROWED_DAYS = 7;
/** Standard deviation of a day's log ratio of two queues that is assumed where one day is known, and days that the assumption counts for. */
const ASSUMED_SD = 0.15;
const ASSUMED_DAYS = 2;
/** Weeks of the like queue that the own days are held against where the two have no day in common. */
const LATEST_WEEKS = 8;
const SEED = 1;

/**
 * Puts the days of a like queue before those of a new one, at the level of the new one: the ratio of their contacts in intervals that both know, or else of the
 * own days to the same weekdays of the like queue's last eight weeks. Each contact of the like queue is kept by chance where the own level is
 * lower, so that the scatter of counts is that of the smaller queue. What the own queue shows closed on a weekday is closed before too. Issues are at `/like`.
 */
export function borrowDays(own: DayMatrix, read: History, like: History): Outcome<Borrowed> {
  const minutes = { own: intervalMinutes(read.intervalLength), like: intervalMinutes(like.intervalLength) };
  if (minutes.own % minutes.like !== 0) {
    const facts = { likeMinutes: minutes.like, intervalMinutes: minutes.own };
    const message = `The like queue is known by ${minutes.like} minutes, this one by ${minutes.own}.`;
    const hint = 'Give the like queue at the interval of this one, or a part of it.';
    return { ok: false, issues: [{ code: 'like-interval', path: '/like', message, facts, hint }] };
  }
  const other = dayMatrixOf(coarsenHistory(like, read.intervalLength));
  const days = own.firstDay - other.firstDay;
  if (days < LEAST_BORROWED_DAYS) {
    const facts = { days: Math.max(0, days), neededDays: LEAST_BORROWED_DAYS };
    const message = `The like queue is known ${facts.days} days before this one.`;
    const hint = 'Give a queue whose history begins at least a week before.';
    return { ok: false, issues: [{ code: 'like-not-older', path: '/like', message, facts, hint }] };
  }
  const level = levelAgainst(own, other);
  if (level === undefined) {
    const message = 'Nothing tells the level of this queue against the like one.';
    const hint = 'Give a like queue with contacts on the same weekdays and times.';
    return { ok: false, issues: [{ code: 'like-without-level', path: '/like', message, facts: {}, hint }] };
  }
  const note: Note = {
    code: 'queue-borrowed',
    facts: { borrowedDays: days, ownDays: own.days, ratio: Number(level.ratio.toFixed(4)) },
  };
  return { ok: true, value: { matrix: joined(own, other, days, level.ratio), levelSd: level.sd, note } };
}

type Sums = { own: number; like: number };

/** The ratio of the two queues and the standard deviation of its log. */
function levelAgainst(own: DayMatrix, like: DayMatrix): { readonly ratio: number; readonly sd: number } | undefined {
  const common = dailySums(own, (day, slot) => cellAt(like, day, slot));
  const usual = weekdayMeans(like);
  const sums =
    common.length > 0 ? common : dailySums(own, (day, slot) => usual[weekdayOfDay(day) * own.slots + slot] as number);
  const total = sums.reduce((all, day) => ({ own: all.own + day.own, like: all.like + day.like }), { own: 0, like: 0 });
  if (total.own <= 0 || total.like <= 0) return undefined;
  const ratio = total.own / total.like;
  let square = ASSUMED_DAYS * ASSUMED_SD ** 2;
  for (const day of sums) square += Math.log((day.own + 1) / (ratio * day.like + 1)) ** 2;
  const count = sums.length;
  return { ratio, sd: Math.sqrt(square / (count + ASSUMED_DAYS) / count) };
}

/** Contacts of each own day, and of the like queue in the same intervals, where both are known; days without the like queue are left out. */
function dailySums(own: DayMatrix, likeAt: (day: number, slot: number) => number): readonly Sums[] {
  const found: Sums[] = [];
  for (let day = 0; day < own.days; day += 1) {
    const sum: Sums = { own: 0, like: 0 };
    for (let slot = 0; slot < own.slots; slot += 1) {
      const count = own.counts[day * own.slots + slot] as number;
      const other = likeAt(own.firstDay + day, slot);
      if (Number.isNaN(count) || Number.isNaN(other)) continue;
      sum.own += count;
      sum.like += other;
    }
    if (sum.like > 0) found.push(sum);
  }
  return found;
}

function cellAt({ firstDay, days, slots, counts }: DayMatrix, day: number, slot: number): number {
  const place = day - firstDay;
  return place < 0 || place >= days ? Number.NaN : (counts[place * slots + slot] as number);
}

function weekdayMeans({ firstDay, days, slots, counts }: DayMatrix): Float64Array {
  const sums = new Float64Array(7 * slots);
  const known = new Float64Array(7 * slots);
  for (let day = Math.max(0, days - 7 * LATEST_WEEKS); day < days; day += 1) {
    const row = weekdayOfDay(firstDay + day) * slots;
    for (let slot = 0; slot < slots; slot += 1) {
      const count = counts[day * slots + slot] as number;
      if (Number.isNaN(count)) continue;
      sums[row + slot] = (sums[row + slot] as number) + count;
      known[row + slot] = (known[row + slot] as number) + 1;
    }
  }
  return sums.map((sum, cell) => ((known[cell] as number) > 0 ? sum / (known[cell] as number) : Number.NaN));
}

function joined(own: DayMatrix, like: DayMatrix, before: number, ratio: number): DayMatrix {
  const { slots } = own;
  const closed = closedByOwn(own);
  const uniform = uniforms(SEED);
  const counts = new Float64Array((before + own.days) * slots).fill(Number.NaN);
  const open = new Uint8Array(counts.length);
  for (let cell = 0; cell < before * slots; cell += 1) {
    const count = like.counts[cell];
    const weekday = weekdayOfDay(like.firstDay + Math.floor(cell / slots));
    if (closed[weekday * slots + (cell % slots)] === 1) continue;
    open[cell] = like.open[cell] ?? 0;
    if (count !== undefined && !Number.isNaN(count)) counts[cell] = scaled(count, ratio, uniform);
  }
  counts.set(own.counts, before * slots);
  open.set(own.open, before * slots);
  return { firstDay: like.firstDay, days: before + own.days, slots, counts, open };
}

/** Slots of weekdays on which the own queue was open, but not in them; 1 where closed. */
function closedByOwn({ firstDay, days, slots, open }: DayMatrix): Uint8Array {
  const opened = new Uint8Array(7 * slots);
  const seen = new Uint8Array(7);
  for (let day = 0; day < days; day += 1) {
    const weekday = weekdayOfDay(firstDay + day);
    for (let slot = 0; slot < slots; slot += 1) {
      if (open[day * slots + slot] !== 1) continue;
      opened[weekday * slots + slot] = 1;
      seen[weekday] = 1;
    }
  }
  return opened.map((each, cell) => (seen[Math.floor(cell / slots)] === 1 && each === 0 ? 1 : 0));
}

/** A count at another level: whole multiples, and the rest contact by contact at random, which leaves Poisson counts Poisson below 1. */
function scaled(count: number, ratio: number, uniform: () => number): number {
  const whole = Math.floor(ratio);
  let kept = whole * count;
  const contacts = Math.round(count);
  if (contacts > LARGE) return ratio * count;
  for (let contact = 0; contact < contacts; contact += 1) if (uniform() < ratio - whole) kept += 1;
  return kept;
}

/** Counts above it are scaled as they are: what chance adds to them is below 1 per cent. */
const LARGE = 10_000;

/** The same forecasts with ranges that hold an error of the level besides, as a standard deviation of its log. */
export function withLevelError(forecaster: Forecaster, levelSd: number): Forecaster {
  const wider = (expected: number, bound: number, share: number) => {
    const own = stabilised(bound) - stabilised(expected);
    const level = (Math.sqrt(expected) / 2) * levelSd * normalQuantile(share);
    return Math.sign(own === 0 ? level : own) * Math.hypot(own, level);
  };
  return {
    ...forecaster,
    rangeOf: (expected, ahead): ForecastRange => {
      const { lower80, upper80, lower95, upper95 } = forecaster.rangeOf(expected, ahead);
      return aroundRoot(expected, [
        wider(expected, lower95, 0.025),
        wider(expected, lower80, 0.1),
        wider(expected, upper80, 0.9),
        wider(expected, upper95, 0.975),
      ]);
    },
    quantileOf: (expected, ahead, share) => {
      const shift = wider(expected, forecaster.quantileOf(expected, ahead, share), share);
      return Math.max(0, Math.max(0, stabilised(expected) + shift) ** 2 - 0.375);
    },
  };
}
