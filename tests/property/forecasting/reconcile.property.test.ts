import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lowerTriangle, reconcile } from '../../../src/forecasting/reconcile.ts';
import { trials } from '../../fixtures/effort.ts';

const QUEUES = 4;
const SUMS = [
  [0, 1],
  [0, 1, 2, 3],
];
const SIZE = QUEUES + SUMS.length;

/** Correlations of a random positive definite matrix: A A' + I, scaled. */
const correlations = fc
  .array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: SIZE * SIZE, maxLength: SIZE * SIZE })
  .map((values) => {
    const square = new Float64Array(SIZE * SIZE);
    for (let row = 0; row < SIZE; row += 1) {
      for (let column = 0; column < SIZE; column += 1) {
        let sum = row === column ? 1 : 0;
        for (let inner = 0; inner < SIZE; inner += 1)
          sum += values[row * SIZE + inner]! * values[column * SIZE + inner]!;
        square[row * SIZE + column] = sum;
      }
    }
    return square.map((value, cell) => {
      const [row, column] = [Math.floor(cell / SIZE), cell % SIZE];
      return value / Math.sqrt(square[row * SIZE + row]! * square[column * SIZE + column]!);
    });
  });
const numbers = (least: number, most: number) =>
  fc
    .array(fc.double({ min: least, max: most, noNaN: true }), { minLength: SIZE, maxLength: SIZE })
    .map((values) => Float64Array.from(values));

/** Solves A x = b by Gauss-Jordan elimination with pivots: written apart from the code that is checked. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): readonly number[] {
  const rows = matrix.map((row, index) => [...row, right[index]!]);
  for (let column = 0; column < rows.length; column += 1) {
    const pivot = rows.reduce(
      (best, row, index) => (index >= column && Math.abs(row[column]!) > Math.abs(rows[best]![column]!) ? index : best),
      column,
    );
    [rows[column], rows[pivot]] = [rows[pivot]!, rows[column]!];
    rows.forEach((row, index) => {
      if (index === column) return;
      const factor = row[column]! / rows[column]![column]!;
      rows[index] = row.map((value, place) => value - factor * rows[column]![place]!);
    });
  }
  return rows.map((row, index) => row.at(-1)! / row[index]!);
}

/** The weighted least squares of the queues: (S' W^-1 S)^-1 S' W^-1 y, with each column of W^-1 solved for. */
function leastSquares(base: Float64Array, sigmas: Float64Array, correlation: Float64Array): readonly number[] {
  const covariance = Array.from({ length: SIZE }, (_, row) =>
    Array.from({ length: SIZE }, (__, column) => sigmas[row]! * sigmas[column]! * correlation[row * SIZE + column]!),
  );
  const summing = (node: number, queue: number) =>
    node < QUEUES ? (node === queue ? 1 : 0) : SUMS[node - QUEUES]!.includes(queue) ? 1 : 0;
  const columns = Array.from({ length: QUEUES }, (_, queue) =>
    solve(
      covariance,
      Array.from({ length: SIZE }, (__, node) => summing(node, queue)),
    ),
  );
  const left = columns.map((weights) =>
    Array.from({ length: QUEUES }, (_, queue) =>
      weights.reduce((sum, weight, node) => sum + weight * summing(node, queue), 0),
    ),
  );
  return solve(
    left,
    columns.map((weights) => weights.reduce((sum, weight, node) => sum + weight * base[node]!, 0)),
  );
}

test('reconciled queues are the weighted least squares of all forecasts', () => {
  fc.assert(
    fc.property(numbers(50, 100), numbers(0.5, 5), correlations, (base, sigmas, correlation) => {
      const sums = Float64Array.from(base, (value, node) =>
        node < QUEUES ? value : SUMS[node - QUEUES]!.reduce((sum, part) => sum + base[part]!, 0) + (value - 75) / 20,
      );
      const found = reconcile(sums, sigmas, correlation, SUMS);
      const expected = leastSquares(sums, sigmas, correlation);
      if (expected.some((value) => value < 0)) return;
      found.forEach((value, queue) => expect(value).toBeCloseTo(expected[queue]!, 4));
    }),
    { numRuns: trials(200) },
  );
});

test('reconciled queues are never below 0, and stay as they are where sums are right already', () => {
  fc.assert(
    fc.property(numbers(0, 20), numbers(0, 30), correlations, (base, sigmas, correlation) => {
      const found = reconcile(base, sigmas, correlation, SUMS);
      expect(found).toHaveLength(QUEUES);
      for (const value of found) expect(value).toBeGreaterThanOrEqual(0);
      const right = Float64Array.from(base, (value, node) =>
        node < QUEUES ? value : SUMS[node - QUEUES]!.reduce((sum, part) => sum + base[part]!, 0),
      );
      reconcile(right, sigmas, correlation, SUMS).forEach((value, queue) => expect(value).toBeCloseTo(base[queue]!, 6));
    }),
    { numRuns: trials(200) },
  );
});

test('a lower triangle times itself is the matrix', () => {
  fc.assert(
    fc.property(correlations, (correlation) => {
      const lower = lowerTriangle(correlation, SIZE);
      correlation.forEach((value, cell) => {
        const [row, column] = [Math.floor(cell / SIZE), cell % SIZE];
        let sum = 0;
        for (let inner = 0; inner < SIZE; inner += 1) sum += lower[row * SIZE + inner]! * lower[column * SIZE + inner]!;
        expect(sum).toBeCloseTo(value, 9);
      });
    }),
  );
});
