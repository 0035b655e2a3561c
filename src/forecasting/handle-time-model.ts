import { weekdayOfDay } from './day-matrix.ts';
import type { HandleTimeMatrix } from './handle-time-matrix.ts';
import { drawnIn } from './handle-time-scatter.ts';

/** Half-lives: of the shape of the week in weeks, of the level in days (Infinity: the level of the shape's weeks). */
export type HandleTimeSetting = { readonly shapeWeeks: number; readonly levelDays: number };

/** Handle times by weekday and slot (7 x slots, Monday first) around a level of their own, with their scatter. */
export type HandleTimeShape = {
  readonly slots: number;
  /** Seconds. */
  readonly means: Float64Array;
  /** Variance of one contact's handle time / the square of its mean. */
  readonly contact: number;
};

/** Half-lives that are read; a day further back weighs a thirtieth. */
const HALVINGS = 5;
const MOST_WEEKS = 78;
/** Days on either side that a day's own level is a mean of, while the shape is sought. */
const LEVEL_REACH = 7;
const ROUNDS = 3;
/** Standard deviation, in minutes, of the kernel that slots share a curve by. */
const KERNEL_MINUTES = 60;
/** Share of variance that a day's level leaves, for what is drawn in as a fault. */
const DAY_VARIANCE = 0.01;
/** Of exponential handle times, where less is known. */
const ASSUMED_CONTACT = 1;
const LEAST_CELLS = 30;

/**
 * Learns the shape of the week: mean x slot of the day x weekday x what a slot of a weekday has of its own, each a ratio of seconds weighted by contacts, newer days weighing
 * more, with the drift of the level taken out. Each ratio is drawn towards its prior by as much as chance explains it (empirical Bayes, with the moments of
 * DerSimonian & Laird 1986); the prior of a slot is a curve over the slots near it. Single means that cannot be are drawn in. Undefined without any handle time.
 */
export function fitShape(matrix: HandleTimeMatrix, shapeWeeks: number): HandleTimeShape | undefined {
  const { slots, days, contacts, seconds } = matrix;
  const first = Math.max(0, days - Math.ceil(7 * Math.min(MOST_WEEKS, shapeWeeks * HALVINGS)));
  let all = 0;
  let spent = 0;
  for (let cell = first * slots; cell < days * slots; cell += 1) {
    all += contacts[cell] as number;
    spent += seconds[cell] as number;
  }
  if (all === 0) return undefined;
  let shape: HandleTimeShape = {
    slots,
    means: new Float64Array(7 * slots).fill(spent / all),
    contact: ASSUMED_CONTACT,
  };
  let levels: Float64Array = new Float64Array(days).fill(1);
  for (let round = 0; round < ROUNDS; round += 1) {
    const week = sumWeek(matrix, shape, levels, first, shapeWeeks);
    shape = shapeOf(week, slots, round === 0 ? ASSUMED_CONTACT : shape.contact);
    levels = levelsOf(matrix, shape, first);
    shape = { ...shape, contact: contactVariance(matrix, shape, levels, first) };
  }
  return shape;
}

/** Weighted by age: seconds with levels taken out, contacts, and contacts by the square of the weight; 7 x slots each. */
type Week = { readonly spent: Float64Array; readonly contacts: Float64Array; readonly squares: Float64Array };

function sumWeek(
  { firstDay, days, slots, contacts, seconds }: HandleTimeMatrix,
  shape: HandleTimeShape,
  levels: Float64Array,
  first: number,
  shapeWeeks: number,
): Week {
  const week: Week = {
    spent: new Float64Array(7 * slots),
    contacts: new Float64Array(7 * slots),
    squares: new Float64Array(7 * slots),
  };
  for (let day = first; day < days; day += 1) {
    const row = weekdayOfDay(firstDay + day) * slots;
    const weight = 0.5 ** ((days - 1 - day) / (7 * shapeWeeks));
    const level = levels[day] as number;
    for (let slot = 0; slot < slots; slot += 1) {
      const n = contacts[day * slots + slot] as number;
      if (n === 0) continue;
      const at = row + slot;
      const expected = n * (shape.means[at] as number);
      const ratio = (seconds[day * slots + slot] as number) / (expected * level);
      week.spent[at] =
        (week.spent[at] as number) + weight * expected * drawnIn(ratio, DAY_VARIANCE + shape.contact / n);
      week.contacts[at] = (week.contacts[at] as number) + weight * n;
      week.squares[at] = (week.squares[at] as number) + weight * weight * n;
    }
  }
  return week;
}

function shapeOf({ spent, contacts, squares }: Week, slots: number, contact: number): HandleTimeShape {
  const mean = total(spent) / total(contacts);
  const bySlot = new Float64Array(slots).fill(1);
  const byWeekday = new Float64Array(7).fill(1);
  const ratios = (groups: number, groupOf: (at: number) => number, others: (at: number) => number) => {
    const found = {
      ratio: new Float64Array(groups).fill(Number.NaN),
      noise: new Float64Array(groups).fill(Number.NaN),
    };
    const sums = new Float64Array(3 * groups);
    for (let at = 0; at < 7 * slots; at += 1) {
      const group = 3 * groupOf(at);
      sums[group] = (sums[group] as number) + (spent[at] as number);
      sums[group + 1] = (sums[group + 1] as number) + (contacts[at] as number) * mean * others(at);
      sums[group + 2] = (sums[group + 2] as number) + (squares[at] as number);
    }
    const size = new Float64Array(groups);
    for (let at = 0; at < 7 * slots; at += 1) {
      const group = groupOf(at);
      size[group] = (size[group] as number) + (contacts[at] as number);
    }
    for (let group = 0; group < groups; group += 1) {
      if (size[group] === 0) continue;
      found.ratio[group] = (sums[3 * group] as number) / (sums[3 * group + 1] as number);
      found.noise[group] = (contact * (sums[3 * group + 2] as number)) / (size[group] as number) ** 2;
    }
    return found;
  };
  const slotOf = (at: number) => at % slots;
  const weekdayOf = (at: number) => Math.floor(at / slots);
  for (let round = 0; round < ROUNDS; round += 1) {
    const ofSlots = ratios(slots, slotOf, (at) => byWeekday[weekdayOf(at)] as number);
    bySlot.set(shrunk(ofSlots, nearCurve(ofSlots)));
    const ofWeekdays = ratios(7, weekdayOf, (at) => bySlot[slotOf(at)] as number);
    byWeekday.set(shrunk(ofWeekdays, new Float64Array(7).fill(1)));
  }
  const base = (at: number) => (bySlot[slotOf(at)] as number) * (byWeekday[weekdayOf(at)] as number);
  const own = shrunk(
    ratios(7 * slots, (at) => at, base),
    new Float64Array(7 * slots).fill(1),
  );
  return { slots, means: own.map((ratio, at) => mean * base(at) * ratio), contact };
}

/** Ratios of groups and the variance that chance gives each; NaN for a group without contacts. */
type Ratios = { readonly ratio: Float64Array; readonly noise: Float64Array };

/** Each ratio drawn towards its prior: tau^2 / (tau^2 + noise) of the way is kept; a group without contacts has its prior. */
function shrunk({ ratio, noise }: Ratios, prior: Float64Array): Float64Array {
  let weights = 0;
  let squares = 0;
  let sum = 0;
  let groups = 0;
  for (let group = 0; group < ratio.length; group += 1) {
    if (Number.isNaN(ratio[group])) continue;
    const weight = 1 / Math.max(1e-9, noise[group] as number);
    weights += weight;
    squares += weight * weight;
    sum += weight * ((ratio[group] as number) - (prior[group] as number)) ** 2;
    groups += 1;
  }
  const free = weights - squares / weights;
  const between = groups < 2 || free <= 0 ? 0 : Math.max(0, (sum - (groups - 1)) / free);
  return ratio.map((value, group) => {
    const towards = prior[group] as number;
    if (Number.isNaN(value)) return towards;
    return towards + ((value - towards) * between) / (between + (noise[group] as number) + 1e-12);
  });
}

/** A curve over the slots of the day, from each the ratios near it by their precision, itself drawn towards 1. */
function nearCurve({ ratio, noise }: Ratios): Float64Array {
  const slots = ratio.length;
  const width = (KERNEL_MINUTES * slots) / 1440;
  const reach = Math.min(Math.floor(slots / 2), Math.ceil(3 * width));
  const curve = { ratio: new Float64Array(slots).fill(Number.NaN), noise: new Float64Array(slots).fill(Number.NaN) };
  for (let slot = 0; slot < slots; slot += 1) {
    let sum = 0;
    let weights = 0;
    let squares = 0;
    for (let step = -reach; step <= reach; step += 1) {
      const near = (slot + step + slots) % slots;
      if (Number.isNaN(ratio[near])) continue;
      const kernel = Math.exp(-0.5 * (step / width) ** 2);
      const weight = kernel / Math.max(1e-9, noise[near] as number);
      sum += weight * (ratio[near] as number);
      weights += weight;
      squares += weight * kernel;
    }
    if (weights === 0) continue;
    curve.ratio[slot] = sum / weights;
    curve.noise[slot] = squares / (weights * weights);
  }
  return shrunk(curve, new Float64Array(slots).fill(1));
}

/** Level of each day: seconds / what the shape has for the same contacts, over the days near it. */
function levelsOf(matrix: HandleTimeMatrix, shape: HandleTimeShape, first: number): Float64Array {
  const { spent, expected } = sumDays(matrix, shape, first);
  const levels = new Float64Array(matrix.days).fill(1);
  for (let day = first; day < matrix.days; day += 1) {
    let above = 0;
    let below = 0;
    for (
      let near = Math.max(first, day - LEVEL_REACH);
      near <= Math.min(matrix.days - 1, day + LEVEL_REACH);
      near += 1
    ) {
      const weight = 1 + LEVEL_REACH - Math.abs(near - day);
      above += weight * (spent[near] as number);
      below += weight * (expected[near] as number);
    }
    if (below > 0) levels[day] = above / below;
  }
  return levels;
}

/** By day: seconds, faults drawn in, and what the shape has for the same contacts. */
function sumDays(
  { firstDay, days, slots, contacts, seconds }: HandleTimeMatrix,
  shape: HandleTimeShape,
  first: number,
) {
  const spent = new Float64Array(days);
  const expected = new Float64Array(days);
  for (let day = first; day < days; day += 1) {
    const row = weekdayOfDay(firstDay + day) * slots;
    let raw = 0;
    let below = 0;
    for (let slot = 0; slot < slots; slot += 1) {
      const n = contacts[day * slots + slot] as number;
      raw += seconds[day * slots + slot] as number;
      below += n * (shape.means[row + slot] as number);
    }
    if (below === 0) continue;
    // What is a fault is told against the day's own level, held within what levels do.
    const level = Math.min(2, Math.max(0.5, raw / below));
    let above = 0;
    for (let slot = 0; slot < slots; slot += 1) {
      const n = contacts[day * slots + slot] as number;
      if (n === 0) continue;
      const mean = level * n * (shape.means[row + slot] as number);
      above += mean * drawnIn((seconds[day * slots + slot] as number) / mean, DAY_VARIANCE + shape.contact / n);
    }
    spent[day] = above;
    expected[day] = below;
  }
  return { spent, expected };
}

/** Variance of one contact's handle time / the square of its mean, from how the slots of a day differ among each other. */
function contactVariance(
  { firstDay, days, slots, contacts, seconds }: HandleTimeMatrix,
  shape: HandleTimeShape,
  levels: Float64Array,
  first: number,
): number {
  let squares = 0;
  let degrees = 0;
  for (let day = first; day < days; day += 1) {
    const row = weekdayOfDay(firstDay + day) * slots;
    let size = 0;
    let sum = 0;
    let square = 0;
    let cells = 0;
    for (let slot = 0; slot < slots; slot += 1) {
      const n = contacts[day * slots + slot] as number;
      if (n === 0) continue;
      const mean = n * (shape.means[row + slot] as number) * (levels[day] as number);
      const ratio = drawnIn((seconds[day * slots + slot] as number) / mean, DAY_VARIANCE + shape.contact / n) - 1;
      size += n;
      sum += n * ratio;
      square += n * ratio * ratio;
      cells += 1;
    }
    if (cells < 2) continue;
    squares += square - (sum * sum) / size;
    degrees += cells - 1;
  }
  return degrees < LEAST_CELLS ? ASSUMED_CONTACT : Math.max(1e-6, squares / degrees);
}

/** Contacts at the shape's own level that stand beside those of the last days. */
const PRIOR_CONTACTS = 10;

/** The level of the last days against the shape, weighted by contacts and by a half-life in days, which the answer takes. */
export function handleTimeLevels(matrix: HandleTimeMatrix, shape: HandleTimeShape): (levelDays: number) => number {
  const first = Math.max(0, matrix.days - 7 * MOST_WEEKS);
  const { spent, expected } = sumDays(matrix, shape, first);
  const prior = (PRIOR_CONTACTS * total(shape.means)) / shape.means.length;
  return (levelDays) => {
    let above = prior;
    let below = prior;
    for (let day = first; day < matrix.days; day += 1) {
      const weight = 0.5 ** ((matrix.days - 1 - day) / levelDays);
      above += weight * (spent[day] as number);
      below += weight * (expected[day] as number);
    }
    return above / below;
  };
}

function total(values: Float64Array): number {
  return values.reduce((sum, each) => sum + each, 0);
}
