import { expect, test } from 'vitest';
import { windowStarts } from '../../../src/rostering/improve.ts';
import { randomFrom } from '../../../src/rostering/random.ts';

const WEEK = 7;
const [DAYS, LENGTH] = [84, 14];

const weeksOf = (starts: readonly number[]): readonly number[] => starts.map((start) => Math.floor(start / WEEK));

test('a search that is alone has a window for each week, each inside the horizon', () => {
  const starts = windowStarts(DAYS, LENGTH, 0, undefined, randomFrom(1));
  expect(new Set(weeksOf(starts)).size).toBeGreaterThanOrEqual(DAYS / WEEK - 1);
  expect(Math.min(...starts)).toBe(0);
  expect(Math.max(...starts)).toBe(DAYS - LENGTH);
});

test('two searches have windows of different weeks, and change them after each round', () => {
  const weeks = (round: number, beside: 0 | 1) => weeksOf(windowStarts(DAYS, LENGTH, round, beside, randomFrom(2)));
  for (const round of [0, 1]) {
    const [one, other] = [weeks(round, 0), weeks(round, 1)];
    // Both have the last window, which is cut off by the end of the horizon.
    const last = (DAYS - LENGTH) / WEEK;
    expect(one.filter((week) => week !== last && other.includes(week))).toEqual([]);
    expect(new Set([...one, ...other])).toEqual(new Set(Array.from({ length: last + 1 }, (_, week) => week)));
    expect(weeks(round + 1, 0).filter((week) => week !== last)).toEqual(other.filter((week) => week !== last));
  }
});

test('windows on a horizon that is hardly longer than one are there for both', () => {
  expect(windowStarts(15, LENGTH, 0, 0, randomFrom(3)).length).toBeGreaterThan(0);
  expect(windowStarts(15, LENGTH, 0, 1, randomFrom(3)).length).toBeGreaterThan(0);
  expect(windowStarts(8, WEEK, 0, 1, randomFrom(3))).toEqual([1]);
});
