import { dateOfDayNumber, dayNumber } from '../domain/calendar.ts';
import type { UnusualTime } from '../domain/forecast.ts';
import { gridOf, intervalMinutes } from '../domain/history-grid.ts';
import type { History } from '../domain/history.ts';
import type { DayMatrix } from './day-matrix.ts';
import type { SpecialNames } from './special-days.ts';

/** Days of one weekday that say what is usual: so many of the nearest, as evenly before and after as there are. */
const NEAREST = 8;
const LEAST_NEAREST = 4;
/** A slot in so many of them has a row as a rule. */
const MOSTLY_KNOWN = 0.75;
/** Days around one, itself included, whose common deviation is a new level. */
const LEVEL_DAYS = 15;
/** Deviations beyond so many robust standard deviations, and beyond such a share of what is usual, are told. */
const DAY_LIMIT = { sigmas: 4.5, least: 0.2 };
const SLOT_LIMIT = { sigmas: 6, least: 0.5 };
/** Contacts from which on a part of a day tells its level. */
const BLOCK_CONTACTS = 10;
/** The root of a Poisson count has this standard deviation, whatever its mean. */
const POISSON_SD = 0.5;
/** Groups by size in which deviations scatter alike, and the least number in one. */
const SIZE_GROUPS = 8;
const LEAST_IN_GROUP = 30;

/** What is usual at each cell of the matrix, NaN where nothing is known nearby; and whether a row is there as a rule. */
type Usual = { readonly mean: Float64Array; readonly isKnown: Uint8Array };

/** Mean of the middle half: a few odd days do not move it, and it has no bias on small counts worth naming. */
function middleMean(sorted: Float64Array): number {
  const cut = Math.floor(sorted.length / 4);
  let sum = 0;
  for (let index = cut; index < sorted.length - cut; index += 1) sum += sorted[index] as number;
  return sum / (sorted.length - 2 * cut);
}

function nearestDays(day: number, days: number): readonly number[] {
  const found: number[] = [];
  for (let week = 1; found.length < NEAREST && (day - 7 * week >= 0 || day + 7 * week < days); week += 1) {
    for (const other of [day - 7 * week, day + 7 * week]) {
      if (other >= 0 && other < days && found.length < NEAREST) found.push(other);
    }
  }
  return found;
}

function usualOf({ days, slots, counts }: DayMatrix): Usual {
  const mean = new Float64Array(days * slots).fill(Number.NaN);
  const isKnown = new Uint8Array(days * slots);
  const values = new Float64Array(NEAREST);
  for (let day = 0; day < days; day += 1) {
    const nearest = nearestDays(day, days);
    if (nearest.length < LEAST_NEAREST) continue;
    for (let slot = 0; slot < slots; slot += 1) {
      let known = 0;
      for (const other of nearest) {
        const count = counts[other * slots + slot] as number;
        if (!Number.isNaN(count)) values[known++] = count;
      }
      if (known >= MOSTLY_KNOWN * nearest.length) isKnown[day * slots + slot] = 1;
      if (known > 0) mean[day * slots + slot] = middleMean(values.slice(0, known).sort());
    }
  }
  return { mean, isKnown };
}

/** Level of a day against what is usual: the weighted median over its parts, which a rush of an hour does not move. */
function levelOf(counts: Float64Array, usual: Float64Array): number {
  let whole = 0;
  for (const [slot, mean] of usual.entries()) if (!Number.isNaN(mean + (counts[slot] as number))) whole += mean;
  const least = Math.max(BLOCK_CONTACTS, whole / 12);
  const blocks: { readonly ratio: number; readonly weight: number }[] = [];
  let [came, expected] = [0, 0];
  for (const [slot, mean] of usual.entries()) {
    const count = counts[slot] as number;
    if (Number.isNaN(mean + count)) continue;
    came += count;
    expected += mean;
    if (expected < least) continue;
    blocks.push({ ratio: came / expected, weight: expected });
    [came, expected] = [0, 0];
  }
  if (blocks.length === 0) return whole === 0 ? 1 : came / whole;
  blocks.sort((a, b) => a.ratio - b.ratio);
  const half = blocks.reduce((sum, { weight }) => sum + weight, 0) / 2;
  let sum = 0;
  return blocks.find(({ weight }) => (sum += weight) >= half)?.ratio ?? 1;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

type Deviation = { readonly cell: number; readonly usual: number; readonly root: number };

/** Those that lie far outside of how others of their size scatter. */
function farOut(deviations: readonly Deviation[], { sigmas, least }: typeof DAY_LIMIT): readonly Deviation[] {
  const sorted = deviations.toSorted((a, b) => a.usual - b.usual);
  const size = Math.max(LEAST_IN_GROUP, Math.ceil(sorted.length / SIZE_GROUPS));
  const found: Deviation[] = [];
  for (let first = 0; first < sorted.length; first += size) {
    const group = sorted.slice(first, first + size);
    const sd = Math.max(POISSON_SD, 1.4826 * median(group.map(({ root }) => Math.abs(root))));
    for (const one of group) {
      const share = ((Math.sqrt(one.usual) + one.root) ** 2 - one.usual) / Math.max(1, one.usual);
      if (Math.abs(one.root) > sigmas * sd && Math.abs(share) > least) found.push(one);
    }
  }
  return found;
}

/** Runs of cells of one day, with what came in them and what is usual. */
function runsOf(cells: readonly number[], matrix: DayMatrix, usual: Float64Array, kind: UnusualTime['kind']) {
  const { slots, counts, firstDay } = matrix;
  const step = 1440 / slots;
  const runs: UnusualTime[] = [];
  let first = 0;
  for (let index = 1; index <= cells.length; index += 1) {
    const [last, next] = [cells[index - 1] as number, cells[index]];
    if (next === last + 1 && next % slots !== 0) continue;
    const run = cells.slice(first, index);
    const [from, to] = [run[0] as number, last];
    runs.push({
      date: dateOfDayNumber(firstDay + Math.floor(from / slots)),
      fromMinutes: (from % slots) * step,
      toMinutes: ((to % slots) + 1) * step,
      kind,
      count: kind === 'missing' ? null : run.reduce((sum, cell) => sum + (counts[cell] as number), 0),
      usual: run.reduce((sum, cell) => sum + (usual[cell] as number), 0),
      isLeftOut: kind === 'missing',
    });
    first = index;
  }
  return runs;
}

/** Cells of the matrix that the clocks have: a skipped local hour is no gap. */
function existing({ zone, firstDate, endDate, intervalLength }: History, { slots, days }: DayMatrix): Uint8Array {
  const grid = gridOf(zone, firstDate, endDate, intervalLength);
  const exists = new Uint8Array(days * slots);
  for (let day = 0; day < days; day += 1) {
    for (let index = grid.dayStarts[day] as number; index < (grid.dayStarts[day + 1] as number); index += 1) {
      exists[day * slots + (grid.minutes[index] as number) / intervalMinutes(intervalLength)] = 1;
    }
  }
  return exists;
}

/** Sum over the cells of a day that have both a count and something usual. */
function sumOver(matrix: DayMatrix, usual: Float64Array, day: number, values: Float64Array): number {
  let sum = 0;
  for (let cell = day * matrix.slots; cell < (day + 1) * matrix.slots; cell += 1) {
    if (!Number.isNaN((usual[cell] as number) + (matrix.counts[cell] as number))) sum += values[cell] as number;
  }
  return sum;
}

/** Days far from what is usual, by their level less the common one of the days around; and those that are left out. */
function oddDaysOf(
  matrix: DayMatrix,
  { mean }: Usual,
  levels: readonly number[],
  leftOut: Uint8Array,
): readonly UnusualTime[] {
  const expected = levels.map((_, day) => sumOver(matrix, mean, day, mean));
  const worked = expected.flatMap((sum, day) => (sum > 0 ? [day] : []));
  const roots = worked.map((day) => Math.sqrt(expected[day] as number) * (Math.sqrt(levels[day] as number) - 1));
  const deviations = worked.map((day, index): Deviation => {
    const around = roots.slice(Math.max(0, index - (LEVEL_DAYS - 1) / 2), index + (LEVEL_DAYS + 1) / 2);
    return { cell: day, usual: expected[day] as number, root: (roots[index] as number) - median(around) };
  });
  const odd = new Set(farOut(deviations, DAY_LIMIT).map(({ cell }) => cell));
  return worked.flatMap((day): readonly UnusualTime[] => {
    const usual = expected[day] as number;
    const count = sumOver(matrix, mean, day, matrix.counts);
    const isLeftOut = leftOut[day] === 1;
    const isFar = odd.has(day) && Math.abs(count - usual) > DAY_LIMIT.least * usual;
    if (!isLeftOut && !isFar) return [];
    const kind = count > usual ? 'high' : 'low';
    return [{ date: dateOfDayNumber(matrix.firstDay + day), kind, count, usual, isLeftOut }];
  });
}

/** Runs of slots far from what is usual at the level of their day. */
function oddRunsOf(
  matrix: DayMatrix,
  { mean }: Usual,
  levels: readonly number[],
  isLooked: (day: number) => boolean,
): readonly UnusualTime[] {
  const { days, slots, counts } = matrix;
  if (slots === 1) return [];
  const deviations: Deviation[] = [];
  for (let cell = 0; cell < days * slots; cell += 1) {
    const day = Math.floor(cell / slots);
    const [count, usual] = [counts[cell] as number, (mean[cell] as number) * (levels[day] as number)];
    if (Number.isNaN(count + usual) || !isLooked(day)) continue;
    deviations.push({ cell, usual, root: Math.sqrt(count + 0.375) - Math.sqrt(usual + 0.375) });
  }
  const odd = farOut(deviations, SLOT_LIMIT).toSorted((a, b) => a.cell - b.cell);
  return (['high', 'low'] as const).flatMap((kind) => {
    const cells = odd.filter(({ root }) => root > 0 === (kind === 'high')).map(({ cell }) => cell);
    return runsOf(cells, matrix, mean, kind);
  });
}

/** Whole days, and runs of slots, without a row where one is there as a rule. */
function gapsOf(
  matrix: DayMatrix,
  { mean, isKnown }: Usual,
  exists: Uint8Array,
  isLooked: (day: number) => boolean,
): readonly UnusualTime[] {
  const { days, slots, counts, firstDay } = matrix;
  return Array.from({ length: days }, (_, day) => day)
    .filter(isLooked)
    .flatMap((day): readonly UnusualTime[] => {
      const cells = Array.from({ length: slots }, (_, slot) => day * slots + slot);
      const missing = cells.filter(
        (cell) => Number.isNaN(counts[cell] as number) && isKnown[cell] === 1 && exists[cell] === 1,
      );
      const runs = runsOf(missing, matrix, mean, 'missing');
      if (missing.length === 0 || cells.some((cell) => !Number.isNaN(counts[cell]))) return runs;
      const usual = runs.reduce((sum, run) => sum + run.usual, 0);
      return [{ date: dateOfDayNumber(firstDay + day), kind: 'missing', count: null, usual, isLeftOut: true }];
    });
}

/**
 * What is odd in a history, in order of time: days and times far above or below what their weekday has around them, and those without a row where one is
 * there as a rule. `matrix` is the history without what campaigns brought, `leftOut` its days that means and shapes do not learn from; all else is
 * learned from as it is. Days with a name are not told, nor is a level that lasts.
 *
 * Deviations are on the root scale, against the mean of the middle half of the nearest eight same weekdays; a day by the weighted median of its parts, a time
 * against the level of its day.
 */
export function unusualTimes(
  history: History,
  matrix: DayMatrix,
  special: SpecialNames,
  leftOut: Uint8Array,
): readonly UnusualTime[] {
  const { days, slots, counts, firstDay } = matrix;
  const usual = usualOf(matrix);
  const rowOf = (values: Float64Array, day: number) => values.subarray(day * slots, (day + 1) * slots);
  const levels = Array.from({ length: days }, (_, day) => levelOf(rowOf(counts, day), rowOf(usual.mean, day)));
  const hasName = (date: string): boolean => special.has(dayNumber(date));
  const odd = oddDaysOf(matrix, usual, levels, leftOut).filter(({ date }) => !hasName(date));
  const isOdd = new Set(odd.map(({ date }) => dayNumber(date)));
  // A day that is far off by one rush alone is at its usual level otherwise, and the rush is told beside it.
  const isWholeOdd = (day: number): boolean =>
    isOdd.has(firstDay + day) && Math.abs((levels[day] ?? 1) - 1) > DAY_LIMIT.least;
  const isPlain = (day: number): boolean => !special.has(firstDay + day);
  const runs = oddRunsOf(matrix, usual, levels, (day) => isPlain(day) && !isWholeOdd(day));
  const gaps = gapsOf(matrix, usual, existing(history, matrix), isPlain);
  const placeOf = ({ date, fromMinutes = 0 }: UnusualTime): number => 1440 * dayNumber(date) + fromMinutes;
  return [...odd, ...runs, ...gaps].toSorted((a, b) => placeOf(a) - placeOf(b));
}
