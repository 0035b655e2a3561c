import load from 'highs';
import { beforeAll, describe, expect, it } from 'vitest';
import { columnProgram } from '../../../src/lp/column-program.ts';
import type { HighsModule } from '../../../src/lp/highs-engine.ts';
import { solveWithHighs } from '../../../src/lp/highs-engine.ts';
import { solveWithJavascript } from '../../../src/lp/javascript-engine.ts';
import type { LinearModel } from '../../../src/lp/model.ts';
import { modelBuilder, objectiveOf, roundIntegers, satisfies } from '../../../src/lp/model.ts';
import { numbersFrom } from '../../fixtures/small-problems.ts';

const LIMITS = { seed: 1, relativeGap: 0, stopRequested: () => false };
let highs: HighsModule;

beforeAll(async () => {
  highs = await (load as unknown as typeof load.default)();
});

/** A knapsack as a minimisation: take things worth 5, 4 and 3 that weigh 2, 3 and 1, at most 5 in all; the best is 9. */
function knapsack(): LinearModel {
  const builder = modelBuilder();
  const columns = [-5, -4, -3].map((worth) => builder.column(worth, 0, 1, true));
  builder.row(Number.NEGATIVE_INFINITY, 5, columns, [2, 3, 1]);
  return builder.build();
}

/** At least one of each pair of neighbours on a ring of odd length: the linear relaxation says n/2, whole numbers (n + 1)/2. */
function ring(length: number): LinearModel {
  const builder = modelBuilder();
  const columns = Array.from({ length }, () => builder.column(1, 0, 1, true));
  columns.forEach((column, index) => {
    builder.row(1, Number.POSITIVE_INFINITY, [column, columns[(index + 1) % length] as number], [1, 1]);
  });
  return builder.build();
}

/** A market split: equations of random weights that branch and bound cannot settle in a moment. */
function marketSplit(): LinearModel {
  const below = numbersFrom(11);
  const builder = modelBuilder();
  const columns = Array.from({ length: 40 }, () => builder.column(0, 0, 1, true));
  for (let row = 0; row < 5; row++) {
    const weights = columns.map(() => below(100));
    const half = Math.floor(weights.reduce((sum, weight) => sum + weight, 0) / 2);
    const over = builder.column(1, 0, 1000, false);
    const under = builder.column(1, 0, 1000, false);
    builder.row(half, half, [...columns, over, under], [...weights, -1, 1]);
  }
  return builder.build();
}

describe('a solution', () => {
  it('is believed only when it keeps bounds, rows and integrality', () => {
    const model = knapsack();
    expect(satisfies(model, Float64Array.of(1, 1, 0))).toBe(true);
    expect(satisfies(model, Float64Array.of(1, 1, 1))).toBe(false);
    expect(satisfies(model, Float64Array.of(0.5, 1, 1))).toBe(false);
    expect(satisfies(model, Float64Array.of(2, 0, 0))).toBe(false);
    expect(satisfies(model, Float64Array.of(-1, 0, 0))).toBe(false);
    expect(satisfies(model, Float64Array.of(Number.NaN, 0, 0))).toBe(false);
  });

  it('has its whole numbers rounded before it is checked', () => {
    expect([...roundIntegers(knapsack(), [1 - 1e-7, 1e-7, 1])]).toEqual([1, 0, 1]);
  });
});

describe.each(['HiGHS', 'javascript-lp-solver'] as const)('%s', (name) => {
  const solve = (model: LinearModel) =>
    name === 'HiGHS' ? solveWithHighs(highs, model, LIMITS) : solveWithJavascript(model);

  it('finds the optimum of an integer program and proves it', () => {
    const model = knapsack();
    const solution = solve(model);
    expect(solution).toMatchObject({ status: 'optimal', endedBy: 'proof' });
    expect(solution.objective).toBeCloseTo(-9, 6);
    expect(solution.bound).toBeCloseTo(-9, 6);
    expect(objectiveOf(model, solution.values ?? new Float64Array(3))).toBeCloseTo(-9, 6);
  });

  it('does not take the relaxation for the answer', () => {
    expect(solve(ring(7)).objective).toBeCloseTo(4, 6);
  });
});

describe('javascript-lp-solver', () => {
  it('is never believed that a program has no solution', () => {
    const builder = modelBuilder();
    const column = builder.column(1, 0, 1, true);
    builder.row(2, 2, [column], [1]);
    expect(solveWithJavascript(builder.build())).toMatchObject({ status: 'unknown' });
  });

  it('refuses a model with a negative lower bound, which it would misread', () => {
    const builder = modelBuilder();
    builder.column(1, -1, 1, false);
    expect(() => solveWithJavascript(builder.build())).toThrow(/negative lower bound/);
  });

  it('keeps lower bounds, equations and ranges', () => {
    const builder = modelBuilder();
    const first = builder.column(1, 2, 10, true);
    const second = builder.column(2, 0, Number.POSITIVE_INFINITY, false);
    builder.row(7, 7, [first, second], [1, 1]);
    builder.row(1, 3, [second], [1]);
    const solution = solveWithJavascript(builder.build());
    expect([...(solution.values ?? [])]).toEqual([6, 1]);
  });
});

describe('HiGHS', () => {
  it('says that a program has no solution', () => {
    const builder = modelBuilder();
    const column = builder.column(1, 0, 1, true);
    builder.row(2, 2, [column], [1]);
    expect(solveWithHighs(highs, builder.build(), LIMITS)).toMatchObject({ status: 'infeasible', endedBy: 'proof' });
  });

  it('solves a program without whole numbers and bounds it by itself', () => {
    const builder = modelBuilder();
    const column = builder.column(3, 0, Number.POSITIVE_INFINITY, false);
    builder.row(2.5, Number.POSITIVE_INFINITY, [column], [1]);
    expect(solveWithHighs(highs, builder.build(), LIMITS)).toMatchObject({
      status: 'optimal',
      objective: 7.5,
      bound: 7.5,
    });
  });

  it('stops when asked and keeps the best with a valid bound', () => {
    let asked = 0;
    const solution = solveWithHighs(highs, marketSplit(), { ...LIMITS, stopRequested: () => asked++ > 20 });
    expect(solution.endedBy).toBe('cancel');
    expect(solution.status).toBe('feasible');
    expect(solution.bound ?? Number.NaN).toBeLessThanOrEqual(solution.objective ?? Number.NaN);
  });

  it('ends at its node limit with the same answer each time', () => {
    const once = solveWithHighs(highs, marketSplit(), { ...LIMITS, nodes: 50 });
    const again = solveWithHighs(highs, marketSplit(), { ...LIMITS, nodes: 50 });
    expect(once.endedBy).toBe('iterations');
    expect(again).toEqual(once);
  });

  it('ends at its time limit', () => {
    expect(solveWithHighs(highs, marketSplit(), { ...LIMITS, seconds: 0.3 })).toMatchObject({ endedBy: 'time' });
  });

  it('starts from a given solution and never returns a worse one', () => {
    const model = ring(9);
    const start = Float64Array.from({ length: 9 }, () => 1);
    const solution = solveWithHighs(highs, model, { ...LIMITS, nodes: 1, start });
    expect(solution.objective ?? Number.NaN).toBeLessThanOrEqual(9);
  });
});

describe('a program that grows by columns', () => {
  it('finds the optimum again after each column, with duals that price the next', () => {
    // Stock of length 10 cut into pieces of 3 (5 wanted) and 4 (4 wanted): patterns come one by one.
    const program = columnProgram(highs, Float64Array.of(5, 4));
    program.add(1, 0, Number.POSITIVE_INFINITY, [0], [3]);
    program.add(1, 0, Number.POSITIVE_INFINITY, [1], [2]);
    const first = program.solve(() => false);
    expect(first?.objective).toBeCloseTo(5 / 3 + 2, 9);
    const worth = 2 * (first?.rowDuals[0] ?? 0) + (first?.rowDuals[1] ?? 0);
    expect(worth).toBeGreaterThan(1);
    program.add(1, 0, Number.POSITIVE_INFINITY, [0, 1], [2, 1]);
    const second = program.solve(() => false);
    expect(second?.objective).toBeCloseTo(5 / 2 + 1.5 / 2, 9);
    program.dispose();
  });

  it('keeps a bound set between solves', () => {
    const program = columnProgram(highs, Float64Array.of(4));
    const cheap = program.add(1, 0, Number.POSITIVE_INFINITY, [0], [1]);
    const dear = program.add(3, 0, Number.POSITIVE_INFINITY, [0], [1]);
    expect(program.solve(() => false)?.objective).toBeCloseTo(4, 9);
    program.setBounds(dear, 1, Number.POSITIVE_INFINITY);
    const solution = program.solve(() => false);
    expect(solution?.objective).toBeCloseTo(6, 9);
    expect(solution?.values[cheap]).toBeCloseTo(3, 9);
    program.dispose();
  });

  it('answers nothing when no values satisfy it', () => {
    const program = columnProgram(highs, Float64Array.of(4));
    program.add(1, 0, 1, [0], [1]);
    expect(program.solve(() => false)).toBeUndefined();
    program.dispose();
  });
});

it('a model with nothing to decide is solved by HiGHS, or infeasible where a row asks for something', () => {
  const empty = modelBuilder().build();
  expect(solveWithHighs(highs, empty, { ...LIMITS, start: new Float64Array(0) })).toMatchObject({
    status: 'optimal',
    objective: 0,
    bound: 0,
  });
  const builder = modelBuilder();
  builder.row(1, 2, [], []);
  expect(solveWithHighs(highs, builder.build(), LIMITS).status).toBe('infeasible');
});
