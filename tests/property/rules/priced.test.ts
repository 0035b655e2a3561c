import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { satisfiesAll } from './primitives.ts';
import { contextOf, type World } from './world.ts';
import { loadCases } from '../../rules-check/load-cases.ts';
import { compiledTrials } from '../../rules-check/rule-check.ts';
import { addDays, daysBetween } from '../../../src/domain/calendar.ts';
import { type Shift, shiftDate } from '../../../src/domain/shift.ts';
import { compilePrices } from '../../../src/rules/compile.ts';
import { compileOnDates } from '../../../src/rules/dated-compile.ts';
import { judgeLine, priceLine } from '../../../src/rules/fold.ts';
import type { BoundRule, Priced, RuleContext } from '../../../src/rules/rule.ts';
import { settleValues } from '../../../src/rules/settings.ts';
import { trials } from '../../fixtures/effort.ts';

const cases = (await loadCases()).flatMap(({ rule, check }) =>
  check.compiled.map((compiled) => ({ title: `${rule.id} ${compiled.name}`.trim(), rule, compiled })),
);

/** What a line with at most one shift a day costs by a priced form, from the form's description alone. */
function costOf(priced: readonly Priced[], context: RuleContext, line: readonly Shift[]): number {
  const days = new Map(line.map((shift) => [daysBetween(context.from, shiftDate(context.zone, shift)), shift]));
  const worked = [...days.keys()].sort((a, b) => a - b);
  let points = 0;
  for (const one of priced) {
    switch (one.kind) {
      case 'shift-price':
        for (const day of worked) points += one.price(day, days.get(day) as Shift);
        break;
      case 'pair-price':
        worked.forEach((day, index) => {
          const next = worked[index + 1];
          if (next === undefined || next - day > one.withinDays) return;
          points += one.price(days.get(day) as Shift, days.get(next) as Shift);
        });
        break;
      case 'sum-price': {
        const inside = worked.filter((day) => day >= one.firstDay && day < one.endDay);
        const sum = inside.reduce((total, day) => total + one.weigh(day, days.get(day) as Shift), 0);
        const { price, linearFrom } = one;
        if (!Number.isInteger(sum) || sum < 0) throw new Error(`the weights sum to ${sum}`);
        // Told from where it is linear on, as the solver reads it.
        const rise = price(linearFrom + 1) - price(linearFrom);
        points += sum <= linearFrom ? price(sum) : price(linearFrom) + rise * (sum - linearFrom);
        break;
      }
      case 'path-price': {
        let state = one.start;
        for (let day = 0; day < context.days; day++) {
          points += one.price(state, day, days.get(day));
          state = one.next(state, day, days.get(day));
        }
        points += one.endPrice(state);
      }
    }
  }
  return points;
}

/** The world without shifts that begin before an earlier one ends: no two of a roster's line overlap. */
function apart(world: World): World {
  const keep = new Set<Shift>();
  let end = Number.NEGATIVE_INFINITY;
  for (const shift of [...world.past, ...world.line, ...world.future]) {
    if (shift.start < end) continue;
    keep.add(shift);
    end = shift.end;
  }
  const kept = (shifts: readonly Shift[]): readonly Shift[] => shifts.filter((shift) => keep.has(shift));
  return { ...world, past: kept(world.past), line: kept(world.line), future: kept(world.future) };
}

describe('the priced form costs what the fold says at a weight', () => {
  const some = cases.filter(({ rule }) => rule.compilePriced !== undefined);

  test('there is one of these rules at least', () => {
    expect(new Set(some.map(({ rule }) => rule.id))).toEqual(
      new Set([
        'availability',
        'days-off-week',
        'days-off-weeks',
        'forbidden-succession',
        'maximum-average-hours',
        'maximum-consecutive-days',
        'maximum-days-week',
        'maximum-hours-day',
        'maximum-hours-period',
        'maximum-hours-rolling',
        'maximum-hours-week',
        'maximum-nights',
        'maximum-shifts-of',
        'maximum-splits',
        'minimum-hours-period',
        'minimum-hours-week',
        'minimum-rest',
        'minimum-shifts-of',
      ]),
    );
  });

  test.each(some)('$title', ({ rule, compiled }) => {
    fc.assert(
      fc.property(compiledTrials(compiled), fc.integer({ min: 1, max: 9 }), (trial, weight) => {
        const { setting } = trial;
        const world = apart(trial.world);
        const context = contextOf(world, setting.person);
        const bound: BoundRule = { rule, values: settleValues(rule, setting.values), severity: 'warn', weight };
        const priced = compilePrices(bound, context, world.past, world.future);
        const { points } = priceLine([bound], context, world);
        expect(priced === undefined ? points : costOf(priced, context, world.line)).toBeCloseTo(points, 6);
      }),
      { numRuns: trials(60) },
    );
  });
});

describe('a rule with dates', () => {
  const dates = fc.record({ from: fc.integer({ min: -2, max: 8 }), length: fc.integer({ min: 1, max: 8 }) });

  test.each(cases)(
    '$title: each side of the compiled form keeps its promise, and the priced form its price',
    ({ rule, compiled }) => {
      fc.assert(
        fc.property(compiledTrials(compiled), dates, (trial, { from, length }) => {
          const { setting } = trial;
          const world = apart(trial.world);
          const context = contextOf(world, setting.person);
          const bound: BoundRule = {
            rule,
            values: settleValues(rule, setting.values),
            severity: 'block',
            weight: 2,
            from: addDays(context.from, from),
            to: addDays(context.from, from + length - 1),
          };
          const legal = judgeLine([bound], context, world).breaches.length === 0;
          const { necessary, sufficient } = compileOnDates(bound, context, world.past, world.future);
          const keeps = {
            necessary: satisfiesAll(necessary, context, world.line),
            sufficient: satisfiesAll(sufficient, context, world.line),
          };
          expect(keeps.necessary || !legal, 'necessary').toBe(true);
          expect(legal || !keeps.sufficient, 'sufficient').toBe(true);
          const priced = compilePrices(bound, context, world.past, world.future);
          const { points } = priceLine([bound], context, world);
          expect(priced === undefined ? points : costOf(priced, context, world.line)).toBeCloseTo(points, 6);
        }),
        { numRuns: trials(60) },
      );
    },
  );
});
