import { describe, expect, it } from 'vitest';
import { ascend } from '../../../src/rostering/row-ascent.ts';

/** Points of a row by those counted: 10 for each of `wanted` missing, 1 for each above. */
const rowPoints = (wanted: number, count: number): number => (count < wanted ? 10 * (wanted - count) : count - wanted);

/** Everybody counts in one of the rows: the bounds that the ascent was told, in order. */
function boundsOf(wanted: readonly number[], people: number): readonly number[] {
  const bounds: number[] = [];
  const best = (values: Float64Array): number => values.indexOf(Math.max(...values));
  const lagrangian = (values: Float64Array): number => {
    const rows = wanted.map((count, row) =>
      Math.min(...[0, count, 100].map((at) => rowPoints(count, at) + (values[row] as number) * at)),
    );
    return rows.reduce((sum, points) => sum + points, 0) - people * Math.max(...values);
  };
  ascend(
    {
      heads: Array.from({ length: people }, () => 1),
      lower: Float64Array.from(wanted, () => -1),
      upper: Float64Array.from(wanted, () => 10),
      wanted: Float64Array.from(wanted),
      cheapest: (kinds, values) => kinds.map(() => ({ rows: Int32Array.of(best(values)), by: Float64Array.of(1) })),
      bound: (values) => {
        bounds.push(lagrangian(values));
        return bounds.at(-1);
      },
    },
    200,
    () => false,
  );
  return bounds;
}

describe('ascend', () => {
  it('begins with the dearest values where hours are short, which prove what is missing', () => {
    expect(boundsOf([1, 2, 3], 4)[0]).toBe(20);
  });

  it('comes close to what people in excess cost, and never above it', () => {
    const bounds = boundsOf([1, 1], 4);
    expect(bounds[0]).toBe(-20);
    expect(Math.max(...bounds)).toBeGreaterThan(1.8);
    expect(Math.max(...bounds)).toBeLessThanOrEqual(2 + 1e-9);
  });

  it('comes close to what is missing in one row alone', () => {
    const bounds = boundsOf([9, 0, 0], 6);
    expect(Math.max(...bounds)).toBeCloseTo(30, 6);
  });
});
