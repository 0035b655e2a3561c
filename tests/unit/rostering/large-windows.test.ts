import { expect, it } from 'vitest';
import { readInstance } from '../../benchmarks/rosters/instance-file.ts';
import { problemOf } from '../../benchmarks/rosters/problem-of.ts';
import { linePricer } from '../../../src/rostering/best-line.ts';
import { densePricer } from '../../../src/rostering/dense-pricer.ts';
import { compileInstance } from '../../../src/rostering/instance.ts';
import type { LineModel } from '../../../src/rostering/line-model.ts';
import { randomFrom } from '../../../src/rostering/random.ts';

const DAYS = 84;
const TYPES = ['a', 'b', 'c', 'd', 'e', 'f'];
const EACH = 11;
/** Room for the tables of two or three counters. */
const FEW_CELLS = 20_000;
const WINDOW = { firstDay: 28, endDay: 56 };

/** One person, six types of shift of which she may work eleven each. */
function modelOf(): LineModel {
  const most = TYPES.map((type) => `${type}=${EACH}`).join('|');
  const sections = {
    SECTION_HORIZON: [String(DAYS)],
    SECTION_SHIFTS: TYPES.map((type) => `${type},480,`),
    SECTION_STAFF: [`E0,${most},28800,24000,5,2,2,12`],
    SECTION_DAYS_OFF: ['E0'],
    SECTION_SHIFT_ON_REQUESTS: [],
    SECTION_SHIFT_OFF_REQUESTS: [],
    SECTION_COVER: Array.from({ length: DAYS }, (_, day) => TYPES.map((type) => `${day},${type},1,100,1`)).flat(),
  };
  const text = Object.entries(sections).map(([name, lines]) => `${name}\n${lines.join('\n')}\n`);
  const [kind] = compileInstance(problemOf(readInstance(text.join('\n')))).kinds;
  if (kind === undefined) throw new Error('there is nobody');
  return kind.model;
}

function sums({ counters }: LineModel, shapes: Int32Array): readonly number[] {
  return counters.map(({ firstDay, endDay, weights }) => {
    let sum = 0;
    for (let day = firstDay; day < endDay; day++) {
      const shape = shapes[day] as number;
      if (shape >= 0) sum += weights[day]?.[shape] ?? 0;
    }
    return sum;
  });
}

it('finds better legal lines in a window whose tables would be too large, and none where none is asked for', () => {
  const model = modelOf();
  const off = new Float64Array(DAYS);
  const random = randomFrom(7);
  const drawn = (): readonly Float64Array[] =>
    Array.from({ length: DAYS }, () => Float64Array.from(TYPES, (_, type) => type - 100 - random.below(4)));
  const [line] = linePricer().best(model, drawn(), off, 1, false);
  if (line === undefined) throw new Error('nobody has a line');
  // Early types are worth more on most days, so that their counters bind.
  const costs = drawn();
  const costOf = (shapes: Int32Array): number =>
    shapes.reduce((sum, shape, day) => sum + (shape < 0 ? 0 : (costs[day]?.[shape] as number)), 0);
  const below = costOf(line.shapes);
  const window = { ...WINDOW, line: line.shapes };
  const question = { shapeCost: costs, offCost: off, count: 3, exact: true, below, window };
  expect(densePricer(FEW_CELLS).price(model, question)?.isComplete).toBe(false);
  const best = linePricer().best(model, costs, off, 1, true, { below, window });

  const pricer = linePricer(FEW_CELLS);
  const found = pricer.best(model, costs, off, 3, true, { below, window });
  expect(found.length).toBeGreaterThan(0);
  expect(found[0]?.cost).toBeGreaterThanOrEqual((best[0]?.cost as number) - 1e-9);
  for (const { shapes, cost } of found) {
    expect(cost).toBeCloseTo(costOf(shapes), 6);
    expect(cost).toBeLessThan(below);
    sums(model, shapes).forEach((sum, index) => {
      const { minimum, maximum, saturates } = model.counters[index] as LineModel['counters'][number];
      expect(sum).toBeGreaterThanOrEqual(Math.max(0, minimum));
      expect(sum).toBeLessThanOrEqual(saturates ? Number.POSITIVE_INFINITY : maximum);
    });
    for (const [from, to] of [
      [0, WINDOW.firstDay],
      [WINDOW.endDay, DAYS],
    ])
      expect(shapes.slice(from, to)).toEqual(line.shapes.slice(from, to));
  }
  expect(pricer.best(model, costs, off, 3, true, { below: below - 1e6, window })).toEqual([]);
});
