import load from 'highs';
import { beforeAll, describe, expect, it } from 'vitest';
import { type ColumnProgram, columnProgram } from '../../../src/lp/column-program.ts';
import type { HighsModule } from '../../../src/lp/highs-engine.ts';
import { numbersFrom } from '../../fixtures/small-problems.ts';

let highs: HighsModule;

beforeAll(async () => {
  highs = await (load as unknown as typeof load.default)();
});

const ROWS = 8;
const RIGHT = Float64Array.from({ length: ROWS }, (_, row) => 5 + row);
const COLUMNS = 900;

type Column = { readonly cost: number; readonly upper: number; readonly rows: number[]; readonly values: number[] };

/** A program that always has a solution: each row may be missed and exceeded at a price. */
function opened(): ColumnProgram {
  const program = columnProgram(highs, RIGHT);
  for (let row = 0; row < ROWS; row++) {
    program.add(100, 0, Number.POSITIVE_INFINITY, [row], [1]);
    program.add(1, 0, Number.POSITIVE_INFINITY, [row], [-1]);
  }
  return program;
}

function addTo(program: ColumnProgram, { cost, upper, rows, values }: Column): number {
  return program.add(cost, 0, upper, rows, values);
}

describe('columns at rest', () => {
  it('leave the optimum that a program without them has, whatever rests and wakes between solves', () => {
    const next = numbersFrom(5);
    const draw = (): number => next(1000) / 1000;
    const columns = Array.from({ length: COLUMNS }, (): Column => {
      const rows = Array.from({ length: ROWS }, (_, row) => row).filter(() => draw() < 0.4);
      return { cost: 1 + 40 * draw(), upper: 0.2 + draw(), rows, values: rows.map(() => 1 + Math.floor(2 * draw())) };
    });
    const program = opened();
    const known = new Map<number, number>();
    const awake = new Set<number>();
    let rests = 0;
    for (let step = 0; step < 24; step++) {
      for (let index = 0; index < Math.min(COLUMNS, 60 * (step + 1)); index++) {
        const at = known.get(index);
        if (at === undefined) {
          known.set(index, addTo(program, columns[index] as Column));
          awake.add(index);
        } else if (awake.has(index) && draw() < 0.4) {
          program.rest(at);
          awake.delete(index);
          rests++;
        } else if (!awake.has(index) && draw() < 0.15) {
          program.wake(at);
          awake.add(index);
        }
      }
      const fresh = opened();
      for (const index of awake) addTo(fresh, columns[index] as Column);
      const [found, wanted] = [program.solve(() => false), fresh.solve(() => false)];
      if (found === undefined || wanted === undefined) throw new Error(`step ${step} has no solution`);
      expect(found.objective).toBeCloseTo(wanted.objective, 6);
      // Values stand under the numbers that columns were given, not under their places in the engine.
      let [cost, resting] = [0, 0];
      const sums = new Float64Array(ROWS);
      for (let row = 0; row < ROWS; row++) {
        const [missing, over] = [found.values[2 * row] as number, found.values[2 * row + 1] as number];
        cost += 100 * missing + over;
        sums[row] = missing - over;
      }
      for (const [index, at] of known) {
        const value = found.values[at] as number;
        if (!awake.has(index)) resting += value;
        const { cost: price, rows, values } = columns[index] as Column;
        cost += price * value;
        rows.forEach((row, entry) => {
          sums[row] = (sums[row] as number) + (values[entry] as number) * value;
        });
      }
      expect(resting).toBe(0);
      expect(cost).toBeCloseTo(found.objective, 6);
      RIGHT.forEach((right, row) => expect(sums[row]).toBeCloseTo(right, 6));
      fresh.dispose();
    }
    expect(rests).toBeGreaterThan(1000);
    program.dispose();
  });
});
