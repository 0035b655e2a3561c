import { describe, expect, it } from 'vitest';
import { dayFilter } from '../../../src/forecasting/day-filter.ts';
import { ASSUMED_ERRORS, learnErrors } from '../../../src/forecasting/error-structure.ts';
import { handleTimeFits, learnHandleTimes } from '../../../src/forecasting/handle-time.ts';
import { handleTimeMatrixOf } from '../../../src/forecasting/handle-time-matrix.ts';
import { leadingVectors } from '../../../src/forecasting/leading-vectors.ts';
import { fitLevel, type LevelError } from '../../../src/forecasting/level-errors.ts';
import type { Holdout } from '../../../src/forecasting/rolling-origin.ts';
import { historyOf, noise } from '../../fixtures/weekly-history.ts';

/** Numbers that are near enough to normal: the sum of twelve uniform ones. */
function normal(place: number, stream: number): number {
  let sum = 0;
  for (let part = 0; part < 12; part += 1) sum += noise(place * 12 + part, stream) / 2;
  return sum;
}

const SLOTS = 24;

/** A holdout of weeks of which every interval has 400 contacts forecast, times e to what `error` says. */
function holdoutOf(weeks: number, error: (day: number, slot: number) => number): Holdout {
  const size = weeks * 7 * SLOTS;
  const indexes = Array.from({ length: size }, (_, index) => index);
  const dayOf = (index: number): number => Math.floor(index / SLOTS);
  return {
    origins: Array.from({ length: weeks }, (_, week) => 7 * (week + 4)),
    actual: Float64Array.from(indexes, (index) => {
      const mean = 400 * Math.exp(error(dayOf(index), index % SLOTS));
      return Math.max(0, mean + Math.sqrt(mean) * normal(index, 1));
    }),
    weekBefore: new Float64Array(size),
    origin: Uint8Array.from(indexes, (index) => Math.floor(dayOf(index) / 7)),
    ahead: Uint8Array.from(indexes, (index) => dayOf(index) % 7),
    places: new Float64Array(0),
    specialVariance: new Float64Array(size),
    slot: Uint16Array.from(indexes, (index) => index % SLOTS),
    members: [],
  };
}

const learned = (holdout: Holdout) => learnErrors(holdout, new Float64Array(holdout.actual.length).fill(400), SLOTS);

describe('the structure of errors', () => {
  /** Factors said of an evening after so many hours that were a tenth above, and of the next morning after a whole day. */
  const factorsAfter = (holdout: Holdout, hours: number): readonly number[] => {
    const filter = dayFilter(learned(holdout));
    filter.beginDay(1);
    let evening = 0;
    for (let slot = 0; slot < SLOTS; slot += 1) {
      if (slot > 0) filter.step();
      if (slot === hours) evening = filter.factorAt(20).mean;
      filter.observe(slot, 400, 400 * Math.exp(0.1));
    }
    filter.beginDay(1);
    return [evening, filter.factorAt(0).mean];
  };

  it('finds days that err by themselves', () => {
    const holdout = holdoutOf(30, (day) => 0.1 * normal(day, 2));
    const [evening = 0, morning = 0] = factorsAfter(holdout, 6);
    expect(evening).toBeGreaterThan(0.08);
    expect(evening).toBeLessThan(0.11);
    expect(Math.abs(morning)).toBeLessThan(0.03);
    const { dispersion } = learned(holdout);
    expect(dispersion).toBeGreaterThan(0.7);
    expect(dispersion).toBeLessThan(1.4);
  });

  it('finds what lasts over days', () => {
    const [, morning] = factorsAfter(
      holdoutOf(30, (day) => 0.1 * normal(Math.floor(day / 7), 3)),
      6,
    );
    expect(morning).toBeGreaterThan(0.07);
  });

  it('finds a profile by which mornings and evenings err against each other', () => {
    const shape = (slot: number): number => (slot < 12 ? 0.12 : -0.12);
    const { profiles } = learned(holdoutOf(30, (day, slot) => shape(slot) * normal(day, 4)));
    const [first = []] = profiles;
    const mean = (from: number): number => first.slice(from, from + 12).reduce((sum, each) => sum + each, 0) / 12;
    expect(mean(0) * mean(12)).toBeLessThan(0);
    expect(Math.abs(mean(0))).toBeGreaterThan(0.03);
  });

  it('says next to nothing lasts where errors are those of chance', () => {
    for (const factor of factorsAfter(
      holdoutOf(30, () => 0),
      6,
    )) {
      expect(Math.abs(factor)).toBeLessThan(0.02);
    }
  });

  it('is of finite numbers whatever the errors are', () => {
    for (let seed = 10; seed < 22; seed += 1) {
      const { profiles, near, level, dispersion } = learned(
        holdoutOf(8, (day, slot) => 0.05 * normal(day * SLOTS + slot, seed)),
      );
      const numbers = [...profiles.flat(), near.variance, level.lasting, level.day, dispersion];
      expect(numbers.every(Number.isFinite)).toBe(true);
    }
  });

  it('is assumed where hardly a day is known', () => {
    expect(learned(holdoutOf(1, () => 0))).toBe(ASSUMED_ERRORS);
  });
});

it('levels are split by how days of one series go together', () => {
  const errors = (lasting: number, day: number): readonly LevelError[] =>
    Array.from({ length: 400 }, (_, index) => {
      const error = lasting * normal(Math.floor(index / 7), 5) + day * normal(index, 6);
      return { series: Math.floor(index / 7), day: index % 7, error, noise: 0 };
    });
  const alone = fitLevel(errors(0, 0.1));
  expect(alone.lasting / (alone.lasting + alone.day)).toBeLessThan(0.25);
  const both = fitLevel(errors(0.1, 0.05));
  expect(both.lasting / (both.lasting + both.day)).toBeGreaterThan(0.6);
  expect(both.lasting + both.day).toBeCloseTo(0.0125, 2);
});

it('leading vectors are those of the matrix', () => {
  const [a, b] = [Float64Array.from([0.6, 0.8, 0]), Float64Array.from([-0.8, 0.6, 0])];
  const matrix = Float64Array.from({ length: 9 }, (_, cell) => {
    const [row, column] = [Math.floor(cell / 3), cell % 3];
    return 5 * (a[row] as number) * (a[column] as number) + 2 * (b[row] as number) * (b[column] as number);
  });
  const { vectors, values } = leadingVectors(matrix, 3, 2);
  expect(values.map((value) => Number(value.toFixed(6)))).toEqual([5, 2]);
  for (const [found, true_] of [
    [vectors[0], a],
    [vectors[1], b],
  ] as const) {
    const product = true_.reduce((sum, each, index) => sum + each * (found?.[index] ?? 0), 0);
    expect(Math.abs(product)).toBeCloseTo(1, 6);
  }
});

it('handle times are told apart by day and by contact', () => {
  const rows = ['timestamp,count,ahtSeconds'];
  for (let day = 0; day < 56; day += 1) {
    const date = new Date(Date.UTC(2026, 0, 5 + day)).toISOString().slice(0, 10);
    for (let hour = 8; hour < 18; hour += 1) {
      const aht = 200 * (1 + 0.05 * normal(day, 7) + (0.8 * normal(day * 24 + hour, 8)) / Math.sqrt(50));
      rows.push(`${date}T${String(hour).padStart(2, '0')}:00,50,${aht.toFixed(1)}`);
    }
  }
  const history = historyOf(rows.join('\n'), { zone: 'UTC', absent: 'closed' });
  const matrix = handleTimeMatrixOf(history);
  if (matrix === undefined) throw new Error('no handle times');
  const times = learnHandleTimes(matrix, handleTimeFits(matrix), 56, 7);
  if (times === undefined) throw new Error('nothing learned');
  const { level, contact } = times.errors();
  expect(contact).toBeGreaterThan(0.45);
  expect(contact).toBeLessThan(0.85);
  expect(level.lasting + level.day).toBeGreaterThan(0.0012);
  expect(level.lasting + level.day).toBeLessThan(0.005);
});
