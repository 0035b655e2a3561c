import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type BreakItem,
  type BreakLimits,
  compileBreakPlan,
  type PlacedBreak,
} from '../../../src/domain/break-plan.ts';
import type { Shift } from '../../../src/domain/shift.ts';
import { joinPlans } from '../../../src/rostering/break-forest.ts';
import { breakKernel, LANES } from '../../../src/rostering/break-kernel.ts';
import { breakDemandOf, placementLimits } from '../../../src/rules/break-demand.ts';
import { compileRules } from '../../../src/rules/compile.ts';
import { type Person, type World, boundRule, contextOf } from '../rules/world.ts';

const SPAN = 8 * 3600;

const items: fc.Arbitrary<readonly BreakItem[]> = fc.array(
  fc
    .record({
      kind: fc.constantFrom('meal' as const, 'rest' as const, undefined),
      lengthSeconds: fc.constantFrom(900, 1800, 2700),
      paid: fc.boolean(),
      count: fc.integer({ min: 1, max: 2 }),
      first: fc.integer({ min: 0, max: 10 }),
      places: fc.integer({ min: 1, max: 9 }),
      step: fc.constantFrom(900, 1800),
    })
    .map(({ first, places, step, ...item }) => ({
      ...item,
      starts: Array.from({ length: places }, (_, at) => (first + at) * step),
    })),
  { minLength: 1, maxLength: 3 },
);

/** Every way to give each break a start, by trying all; equal breaks change places for free. */
function everyPlacement(given: readonly BreakItem[]): readonly (readonly PlacedBreak[])[] {
  const single = given.flatMap((item) => Array.from({ length: item.count }, () => item));
  let found: (readonly { readonly item: BreakItem; readonly offset: number }[])[] = [[]];
  for (const item of single) {
    found = found.flatMap((before) => {
      const same = before.filter((one) => one.item === item).map(({ offset }) => offset);
      return item.starts
        .filter((start) => same.every((offset) => offset < start) && start + item.lengthSeconds <= SPAN)
        .filter((start) =>
          before.every(
            (one) => start + item.lengthSeconds <= one.offset || one.offset + one.item.lengthSeconds <= start,
          ),
        )
        .map((offset) => [...before, { item, offset }]);
    });
  }
  return found.map((one) =>
    one
      .map(({ item: { kind, lengthSeconds, paid }, offset }) => ({ kind, lengthSeconds, paid, offset }))
      .sort((a, b) => a.offset - b.offset),
  );
}

function textOf(placement: readonly PlacedBreak[]): string {
  return placement.map(({ kind, lengthSeconds, paid, offset }) => `${kind} ${lengthSeconds} ${paid} ${offset}`).join();
}

/** Cost of having a break at each quarter of an hour. */
const costs = fc.array(fc.integer({ min: -3, max: 9 }), { minLength: 32, maxLength: 32 });

function lostBy(quarters: readonly number[], offset: number, lengthSeconds: number): number {
  let sum = 0;
  for (let at = offset; at < offset + lengthSeconds; at += 900) sum += quarters[at / 900] ?? 0;
  return sum;
}

/** Holds a plan to what brute force finds legal: the same placements, the same number of them, and the least cost. */
function expectExact(
  given: readonly BreakItem[],
  limits: BreakLimits,
  isLegal: (placement: readonly PlacedBreak[]) => boolean,
  quarters: readonly number[],
): 'none' | 'some' | 'all' {
  const every = everyPlacement(given);
  const legal = every.filter(isLegal);
  const plan = compileBreakPlan(SPAN, given, limits);
  const names = new Set(legal.map(textOf));
  expect(plan === undefined).toBe(names.size === 0);
  if (plan === undefined) return 'none';
  const own = Float64Array.from(plan.options, ({ start, end }) => lostBy(quarters, start, end - start));
  const least = Math.min(
    ...legal.map((one) =>
      one.reduce((sum, { offset, lengthSeconds }) => sum + lostBy(quarters, offset, lengthSeconds), 0),
    ),
  );
  expect(plan.cheapest(own)).toBe(least);
  const chosen = plan.placement(plan.choose(own));
  expect(chosen.reduce((sum, { offset, lengthSeconds }) => sum + lostBy(quarters, offset, lengthSeconds), 0)).toBe(
    least,
  );
  expect(plan.size).toBe(legal.length);
  expect(new Set(plan.all().map((index) => textOf(plan.placement(index))))).toEqual(names);
  for (const placement of legal) {
    const number = plan.find(placement);
    expect(number).toBeDefined();
    expect(plan.placement(number as number).map(({ offset }) => offset)).toEqual(placement.map(({ offset }) => offset));
  }
  return legal.length < every.length ? 'some' : 'all';
}

describe('the plan of the breaks of a shift', () => {
  it('holds exactly the placements that keep distances and stretches, and finds the cheapest', () => {
    const world = fc.record({
      given: items,
      between: fc.constantFrom(0, 900, 3600),
      longest: fc.constantFrom(Number.POSITIVE_INFINITY, 5 * 3600, 3 * 3600),
      // Only breaks of half an hour interrupt this one.
      longestWithout: fc.constantFrom(Number.POSITIVE_INFINITY, 6 * 3600, 4 * 3600),
      quarters: costs,
    });
    const tally = { none: 0, some: 0, all: 0 };
    fc.assert(
      fc.property(world, ({ given, between, longest, longestWithout, quarters }) => {
        const isLegal = (placement: readonly PlacedBreak[]): boolean => {
          const stretchIn = (own: readonly PlacedBreak[]): number =>
            [...own, { offset: SPAN, lengthSeconds: 0 }].reduce(
              ({ last, most }, { offset, lengthSeconds }) => ({
                last: offset + lengthSeconds,
                most: Math.max(most, offset - last),
              }),
              { last: 0, most: 0 },
            ).most;
          const apart = placement.every((one, at) => {
            const before = placement[at - 1];
            return before === undefined || one.offset - before.offset - before.lengthSeconds >= between;
          });
          return (
            apart &&
            stretchIn(placement) <= longest &&
            stretchIn(placement.filter(({ lengthSeconds }) => lengthSeconds >= 1800)) <= longestWithout
          );
        };
        const limits: BreakLimits = {
          leastBetweenSeconds: between,
          stretches: [
            { longestSeconds: longest, interrupts: () => true },
            { longestSeconds: longestWithout, interrupts: ({ lengthSeconds }) => lengthSeconds >= 1800 },
          ],
        };
        tally[expectExact(given, limits, isLegal, quarters)]++;
      }),
      { numRuns: 150 },
    );
    expect(Math.min(...Object.values(tally))).toBeGreaterThan(0);
  });

  it('under a rule of breaks holds exactly the placements that the rule passes', () => {
    const values = fc.record({
      overHours: fc.constantFrom(0, 6),
      count: fc.integer({ min: 0, max: 3 }),
      eachMinutes: fc.constantFrom(5, 30),
      totalMinutes: fc.constantFrom(0, 45),
      counts: fc.constantFrom('any', 'meal'),
      pay: fc.constantFrom('any', 'unpaid'),
      notBeforeMinutes: fc.constantFrom(0, 90),
      notInLastMinutes: fc.constantFrom(0, 120),
      latestStartHours: fc.constantFrom(0, 4),
      longestStretchHours: fc.constantFrom(0, 4, 6),
    });
    const world: World = {
      zone: 'Europe/Berlin',
      weekStart: 0,
      from: '2026-06-10',
      days: 1,
      past: [],
      line: [],
      future: [],
    };
    const person: Person = {};
    const start = Date.UTC(2026, 5, 10, 6) / 1000;
    const tally = { none: 0, some: 0, all: 0 };
    fc.assert(
      fc.property(items, values, costs, (given, settled, quarters) => {
        const bound = boundRule('breaks', settled);
        const [compiled] = compileRules([bound], contextOf(world, person), [], []);
        const isLegal = (placement: readonly PlacedBreak[]): boolean => {
          const shift: Shift = {
            id: 's',
            employeeId: 'e1',
            activity: 'work',
            start,
            end: start + SPAN,
            breaks: placement.map(({ offset, lengthSeconds, paid, kind }) => ({
              start: start + offset,
              end: start + offset + lengthSeconds,
              paid,
              kind,
            })),
          };
          return compiled?.sufficient.every((one) => one.kind !== 'allow' || one.allows(0, shift)) === true;
        };
        const limits = placementLimits(breakDemandOf(bound.values), SPAN, given);
        tally[expectExact(given, limits, isLegal, quarters)]++;
      }),
      { numRuns: 150 },
    );
    expect(Math.min(...Object.values(tally))).toBeGreaterThan(0);
  });

  it('costs the same alone as joined with the plans of shifts of other lengths', () => {
    const world = fc.record({
      given: items,
      between: fc.constantFrom(0, 900, 3600),
      longest: fc.constantFrom(Number.POSITIVE_INFINITY, 5 * 3600, 3 * 3600),
      quarters: costs,
      from: fc.integer({ min: 0, max: 3 }),
    });
    let [shared, windows] = [0, 0];
    fc.assert(
      fc.property(world, ({ given, between, longest, quarters, from }) => {
        const limits: BreakLimits = {
          leastBetweenSeconds: between,
          stretches: [{ longestSeconds: longest, interrupts: () => true }],
        };
        const plans = [5, 6, 7].flatMap((hours) => {
          const span = hours * 3600;
          // The last hour is without breaks, whatever the length.
          const inside = given.map((item) => ({ ...item, starts: item.starts.filter((at) => at < span - 3600) }));
          return compileBreakPlan(span, inside, limits) ?? [];
        });
        const forest = joinPlans(plans, 900);
        // Key 0 has other values, and a second forest lies beside the first.
        const other = joinPlans(plans.slice(1), 900);
        const { prefixes, cost, costs: found, codeOf } = breakKernel([other, forest], 2, quarters.length + 3);
        const prefix = prefixes[1] as Float64Array;
        quarters.forEach((quarter, at) => (prefix[at + 1] = (prefix[at] as number) + quarter));
        const code = codeOf(forest);
        plans.forEach((plan, at) => {
          const [vertices, options] = [forest.vertices[at] as number, forest.optionCounts[at] as number];
          const starts = Int32Array.of(from, 0, 3, 1);
          cost(code, vertices, options, 1, starts);
          const place = forest.roots[at] as number;
          starts.forEach((first, lane) => {
            const own = Float64Array.from(plan.options, ({ start, end }) =>
              lostBy(quarters, start + first * 900, end - start),
            );
            expect(found[place * LANES + lane]).toBe(plan.cheapest(own));
          });
          const alone = joinPlans([plan], 900).vertices[0] as number;
          if (vertices - (forest.vertices[at - 1] ?? 0) < alone - 1) shared++;
          if (plan.graph.segments.some(({ arcs }) => arcs.some(({ low }) => low > 0))) windows++;
        });
      }),
      { numRuns: 200 },
    );
    expect(Math.min(shared, windows), `${shared} ${windows}`).toBeGreaterThan(0);
  });
});
