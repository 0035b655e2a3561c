import { describe, expect, test } from 'vitest';
import { densePricer } from '../../../src/rostering/dense-pricer.ts';
import { compileInstance } from '../../../src/rostering/instance.ts';
import { labelPricer } from '../../../src/rostering/label-pricer.ts';
import type { LineModel } from '../../../src/rostering/line-model.ts';
import type { LineQuestion, LineWindow, PricedLine } from '../../../src/rostering/priced-line.ts';
import { type Random, randomFrom } from '../../../src/rostering/random.ts';
import { randomProblem } from '../../oracle/rostering/random-problems/random-problem.ts';
import { trials } from '../../fixtures/effort.ts';

type Costs = Pick<LineQuestion, 'shapeCost' | 'offCost'>;

/** Costs in eighths, so that sums are exact; few different ones, so that ties are met. */
function drawCosts(model: LineModel, random: Random): Costs {
  const draw = (): number => (random.below(9) === 0 ? Number.POSITIVE_INFINITY : (random.below(160) - 100) / 8);
  return {
    shapeCost: model.allowed.map((row) => Float64Array.from(row, draw)),
    offCost: Float64Array.from({ length: model.days }, () => (random.below(160) - 120) / 8),
  };
}

/** Points of a line by the pricer of labels, which knows no other line here; undefined where it is not legal. */
function pointsOf(model: LineModel, { shapeCost, offCost }: Costs, line: Int32Array): number | undefined {
  const window = { firstDay: 0, endDay: 0, line };
  return labelPricer().best(model, shapeCost, offCost, 1, true, { window })[0]?.cost;
}

describe('the pricer of tables', () => {
  test('finds lines of the same cost as the pricer of labels: whole, in windows of days, in corridors and below a cost', () => {
    const random = randomFrom(7);
    const [dense, labels] = [densePricer(), labelPricer()];
    const seen = {
      models: 0,
      left: 0,
      none: 0,
      windows: 0,
      below: 0,
      held: 0,
      narrow: 0,
      uneven: 0,
      loose: 0,
      tight: 0,
    };
    const same = (
      model: LineModel,
      costs: Costs,
      count: number,
      limits: Pick<LineQuestion, 'below' | 'window'>,
    ): readonly PricedLine[] => {
      const answer = dense.price(model, { ...costs, ...limits, count, exact: true });
      const wanted = labels.best(model, costs.shapeCost, costs.offCost, 1, true, limits);
      expect(answer?.isComplete).toBe(true);
      const found = answer?.lines;
      expect(answer?.least).toBe(wanted[0]?.cost ?? limits.below);
      expect(found?.[0]?.cost).toBe(wanted[0]?.cost);
      for (const { cost, shapes } of found ?? []) expect(pointsOf(model, costs, shapes)).toBe(cost);
      return found ?? [];
    };
    const inCorridors = (model: LineModel, costs: Costs, window: LineWindow, least: number): void => {
      const below = Number.POSITIVE_INFINITY;
      for (const width of [0, 0.5, 1, 100]) {
        const limits = { below, window: { ...window, width } };
        const found = dense.price(model, { ...costs, ...limits, count: 1, exact: true })?.lines ?? [];
        for (const { cost, shapes } of found) expect(pointsOf(model, costs, shapes)).toBe(cost);
        // The line that stands is within every corridor, and a wide one leaves nothing out.
        const cost = found[0]?.cost ?? below;
        expect(cost).toBeLessThanOrEqual(pointsOf(model, costs, window.line) ?? below);
        expect(cost).toBeGreaterThanOrEqual(least);
        expect(width < 100 || cost === least).toBe(true);
        if (cost > least) seen.narrow++;
      }
    };
    const relaxed = (model: LineModel, costs: Costs, best: PricedLine): void => {
      const asked = { ...costs, below: Number.POSITIVE_INFINITY, window: undefined, count: 1, exact: true };
      const least = dense.price(model, { ...asked, mostCells: 4 })?.least ?? best.cost;
      expect(least).toBeLessThanOrEqual(best.cost);
      if (least < best.cost) seen.loose++;
      else seen.tight++;
    };
    const atPaces = (model: LineModel, costs: Costs, least: number): void => {
      const below = Number.POSITIVE_INFINITY;
      for (const pace of [0.5, 1, 100]) {
        const found = dense.price(model, { ...costs, below, window: undefined, pace, count: 1, exact: true })?.lines;
        for (const { cost, shapes } of found ?? []) expect(pointsOf(model, costs, shapes)).toBe(cost);
        const cost = found?.[0]?.cost ?? below;
        expect(cost).toBeGreaterThanOrEqual(least);
        expect(pace < 100 || cost === least).toBe(true);
        if (cost > least) seen.uneven++;
      }
    };
    for (let index = 0; index < trials(150); index++) {
      const problem = randomProblem(3, index);
      const { kinds } = compileInstance(problem);
      for (const model of new Set(kinds.flatMap((kind) => [kind.model, kind.boundModel]))) {
        const asked = {
          ...drawCosts(model, random),
          count: 1,
          exact: true,
          below: Number.POSITIVE_INFINITY,
          window: undefined,
        };
        if (dense.price(model, asked) === undefined) {
          seen.left++;
          continue;
        }
        seen.models++;
        if (model.lanes > 0) seen.held++;
        for (let draw = 0; draw < 6; draw++) {
          const costs = drawCosts(model, random);
          const [best] = same(model, costs, 3, { below: Number.POSITIVE_INFINITY, window: undefined });
          if (best === undefined) {
            seen.none++;
            continue;
          }
          seen.below++;
          // A line that was the cheapest under other costs is where the search for one alone begins.
          same(model, costs, 1, { below: Number.POSITIVE_INFINITY, window: undefined });
          if (seen.below % 5 === 0) atPaces(model, costs, best.cost);
          relaxed(model, costs, best);
          same(model, costs, 3, { below: best.cost, window: undefined });
          same(model, costs, 1, { below: best.cost + 1, window: undefined });
          const firstDay = random.below(model.days);
          const endDay = firstDay + 1 + random.below(model.days - firstDay);
          const other = drawCosts(model, random);
          const window = { firstDay, endDay, line: best.shapes };
          const [inside] = same(model, other, 2, { below: Number.POSITIVE_INFINITY, window });
          if (inside === undefined) continue;
          seen.windows++;
          if (seen.windows % 5 === 0) inCorridors(model, other, window, inside.cost);
          const outside = inside.shapes.filter((_, day) => day < firstDay || day >= endDay);
          expect(outside).toEqual(best.shapes.filter((_, day) => day < firstDay || day >= endDay));
        }
      }
    }
    expect(seen.models).toBeGreaterThan(trials(100));
    expect(seen.held).toBeGreaterThan(trials(20));
    expect(seen.left).toBeGreaterThan(0);
    expect(seen.none).toBeGreaterThan(0);
    expect(seen.windows).toBeGreaterThan(trials(100));
    expect(seen.below).toBeGreaterThan(trials(100));
    expect(seen.narrow).toBeGreaterThan(trials(5));
    expect(seen.uneven).toBeGreaterThan(trials(5));
    expect(seen.tight).toBeGreaterThan(trials(20));
    expect(seen.loose).toBeGreaterThan(trials(5));
  }, 180_000);
});
