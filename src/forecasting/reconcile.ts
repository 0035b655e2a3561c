/** Which queues a sum is of, by their places. */
export type SumOf = readonly number[];

/**
 * Forecasts that add up. The first `queues` of `base` and `sigmas` are queues, behind them one for each of `sums`; `correlation` is a square of all of them,
 * row by row. Reconciled are the queues by minimum trace (MinT; Wickramasuriya, Athanasopoulos & Hyndman 2019) in its form with constraints,
 * y - W C' (C W C')^-1 C y with W = D R D for standard deviations D and correlations R, where C y is what sums are off. A queue that would be below 0 is held at 0 and the
 * others are reconciled again. The sums of what comes back are the forecasts of the sums.
 */
export function reconcile(
  base: Float64Array,
  sigmas: Float64Array,
  correlation: Float64Array,
  sums: readonly SumOf[],
): Float64Array {
  const size = base.length;
  const queues = size - sums.length;
  const held = new Set<number>();
  for (;;) {
    const rows = sums.map((parts, index) => sumRow(parts, queues + index, size));
    for (const queue of held) rows.push(Float64Array.from({ length: size }, (_, node) => (node === queue ? 1 : 0)));
    const found = projected(base, sigmas, correlation, rows);
    const below = Array.from({ length: queues }, (_, queue) => queue).filter(
      (queue) => !held.has(queue) && (found[queue] as number) < 0,
    );
    if (below.length === 0) {
      return Float64Array.from(found.subarray(0, queues), (value, queue) => (held.has(queue) ? 0 : value));
    }
    for (const queue of below) held.add(queue);
  }
}

function sumRow(parts: SumOf, sum: number, size: number): Float64Array {
  const row = new Float64Array(size);
  row[sum] = 1;
  for (const part of parts) row[part] = -1;
  return row;
}

/** Part of the mean diagonal that keeps the system regular where sums are already what their parts are. */
const RIDGE = 1e-9;

function projected(
  base: Float64Array,
  sigmas: Float64Array,
  correlation: Float64Array,
  rows: readonly Float64Array[],
): Float64Array {
  const size = base.length;
  const weighted = rows.map((row) => {
    const into = new Float64Array(size);
    for (let other = 0; other < size; other += 1) {
      const factor = (row[other] as number) * (sigmas[other] as number);
      if (factor === 0) continue;
      for (let node = 0; node < size; node += 1) {
        into[node] =
          (into[node] as number) + factor * (correlation[other * size + node] as number) * (sigmas[node] as number);
      }
    }
    return into;
  });
  const count = rows.length;
  const system = new Float64Array(count * count);
  let trace = 0;
  for (let one = 0; one < count; one += 1) {
    for (let two = 0; two < count; two += 1) system[one * count + two] = dot(rows[one]!, weighted[two]!);
    trace += system[one * count + one] as number;
  }
  if (!(trace > 0)) return base.slice();
  for (let one = 0; one < count; one += 1) {
    system[one * count + one] = (system[one * count + one] as number) + (RIDGE * trace) / count;
  }
  const off = Float64Array.from(rows, (row) => dot(row, base));
  const factors = solved(lowerTriangle(system, count), off, count);
  const result = base.slice();
  for (let one = 0; one < count; one += 1) {
    for (let node = 0; node < size; node += 1) {
      result[node] = (result[node] as number) - (factors[one] as number) * (weighted[one]![node] as number);
    }
  }
  return result;
}

function dot(one: Float64Array, two: Float64Array): number {
  return one.reduce((sum, value, index) => sum + value * (two[index] as number), 0);
}

/** Pivots of a triangle are at least this: a matrix of correlations may be singular by rounding. */
const LEAST_PIVOT = 1e-12;

/** The lower triangle L of a symmetric matrix L L' (Cholesky), row by row. */
export function lowerTriangle(matrix: Float64Array, size: number): Float64Array {
  const lower = new Float64Array(size * size);
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column <= row; column += 1) {
      let sum = matrix[row * size + column] as number;
      for (let inner = 0; inner < column; inner += 1) {
        sum -= (lower[row * size + inner] as number) * (lower[column * size + inner] as number);
      }
      lower[row * size + column] =
        row === column ? Math.sqrt(Math.max(sum, LEAST_PIVOT)) : sum / (lower[column * size + column] as number);
    }
  }
  return lower;
}

function solved(lower: Float64Array, right: Float64Array, size: number): Float64Array {
  const x = right.slice();
  for (let row = 0; row < size; row += 1) {
    for (let inner = 0; inner < row; inner += 1) {
      x[row] = (x[row] as number) - (lower[row * size + inner] as number) * (x[inner] as number);
    }
    x[row] = (x[row] as number) / (lower[row * size + row] as number);
  }
  for (let row = size - 1; row >= 0; row -= 1) {
    for (let inner = row + 1; inner < size; inner += 1) {
      x[row] = (x[row] as number) - (lower[inner * size + row] as number) * (x[inner] as number);
    }
    x[row] = (x[row] as number) / (lower[row * size + row] as number);
  }
  return x;
}
