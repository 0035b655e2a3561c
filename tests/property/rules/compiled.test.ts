import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { satisfiesAll } from './primitives.ts';
import { boundRule, contextOf, type Person, SINGLE, worldArbitrary } from './world.ts';
import { addDays } from '../../../src/domain/calendar.ts';
import { compileRules } from '../../../src/rules/compile.ts';
import { judgeLine } from '../../../src/rules/fold.ts';
import type { Values } from '../../../src/rules/rule.ts';
import { workSeconds } from '../../../src/domain/shift.ts';

const world = worldArbitrary(SINGLE);

type Case = { readonly values: Values; readonly person?: Person };

/** Of one kind of rule and values: both ways for exact rules. Returns how many lines were legal and how many not. */
function expectExact(rule: string, cases: fc.Arbitrary<Case>, arbitrary = world): void {
  const seen = { legal: 0, illegal: 0 };
  fc.assert(
    fc.property(arbitrary, cases, fc.boolean(), (one, { values, person }, thinned) => {
      const line = thinned ? one.line.filter((_, index) => index % 2 === 0) : one.line;
      const context = contextOf(one, person);
      const bound = [boundRule(rule, values)];
      const legal = judgeLine(bound, context, { ...one, line }).breaches.length === 0;
      seen[legal ? 'legal' : 'illegal']++;
      for (const { necessary, sufficient } of compileRules(bound, context, one.past, one.future)) {
        expect(satisfiesAll(necessary, context, line)).toBe(legal);
        expect(satisfiesAll(sufficient, context, line)).toBe(legal);
      }
    }),
    { numRuns: 150 },
  );
  expect(seen.legal, `${rule}: legal lines among the examples`).toBeGreaterThan(0);
  expect(seen.illegal, `${rule}: illegal lines among the examples`).toBeGreaterThan(0);
}

function limits(name: string, min: number, max: number, more: Values = {}): fc.Arbitrary<Case> {
  return fc.integer({ min, max }).map((limit) => ({ values: { [name]: limit, ...more } }));
}

describe('the compiled form admits exactly the lines that the fold passes', () => {
  test('minimum-rest', () => expectExact('minimum-rest', limits('minimumHours', 0, 40)));
  test('maximum-hours-day', () => {
    expectExact('maximum-hours-day', limits('maximumHours', 8, 23));
    expectExact('maximum-hours-day', limits('maximumHours', 8, 23, { measure: 'span' }));
  });
  test('maximum-hours-week', () => expectExact('maximum-hours-week', limits('maximumHours', 0, 80)));
  test('minimum-hours-week', () => {
    const cases = fc
      .record({
        minimumHours: fc.integer({ min: 0, max: 50 }),
        leaveCredit: fc.constantFrom('average-day' as const, 'fixed' as const, 'none' as const),
        leaveDay: fc.integer({ min: -4, max: 10 }),
      })
      .map(
        ({ minimumHours, leaveCredit, leaveDay }): Case => ({
          values: { minimumHours },
          person: {
            contract: { leaveCredit, leaveCreditHours: 7 },
            employee: { leave: [{ from: '2026-03-09', to: addDays('2026-03-26', leaveDay) }] },
            holidays: [{ date: '2026-12-25', name: 'Christmas' }],
          },
        }),
      );
    expectExact('minimum-hours-week', cases);
  });
  test('maximum-consecutive-days', () => expectExact('maximum-consecutive-days', limits('maximumDays', 1, 9)));
  test('days-off-week', () => expectExact('days-off-week', limits('minimumDays', 0, 6)));
  test('maximum-days-week', () => expectExact('maximum-days-week', limits('maximumDays', 0, 7)));
  test('maximum-nights', () => {
    for (const window of ['week', 'month', 'horizon']) {
      expectExact('maximum-nights', limits('maximumNights', 0, 5, { window, countsFromMinutes: 120 }));
    }
  });
  test('availability', () => {
    const person: Person = {
      employee: {
        availability: [
          { from: '05:00', to: '23:00' },
          { days: ['fri', 'sat'], from: '22:00', to: '14:00' },
        ],
        leave: [{ from: '2026-03-28', to: '2026-03-29' }],
        unavailable: [{ from: '2026-10-26T08:00', to: '2026-10-27T18:00' }],
        daysOff: ['2026-06-12', '2026-12-31'],
      },
    };
    expectExact(
      'availability',
      fc.constant({ values: {}, person }),
      worldArbitrary({ ...SINGLE, mostHalfHours: 20, maxDays: 5 }),
    );
  });
  test('one-shift-a-day', () => expectExact('one-shift-a-day', fc.constant({ values: {} })));
  test('forbidden-succession', () =>
    expectExact(
      'forbidden-succession',
      fc.constant({ values: { pairs: ['late>early', 'night>early', 'night>late'] } }),
    ));
  test('skill', () =>
    expectExact(
      'skill',
      fc.constant({
        values: {},
        person: {
          employee: { skills: ['voice', 'chat'] },
          templates: [{ id: 'late', start: '12:00', length: 480, skills: ['voice'] }],
        },
      }),
      worldArbitrary({ ...SINGLE, maxDays: 4 }),
    ));
});

describe('the compiled monthly overtime', () => {
  const shape = { ...SINGLE, daysBefore: 36, daysAfter: 8, maxDays: 35, mostHalfHours: 22 };
  const person = (maxHoursPerWeek: number | undefined): Person => ({
    contract: { maxHoursPerWeek },
    // As long as the longest shift drawn: what compiling may count on.
    templates: [{ id: 'early', start: '06:00', length: 11 * 60 }],
  });
  const cases = fc.record({
    maximumHours: fc.constantFrom(0, 5, 10, 20, 36, 60, 100),
    contract: fc.constantFrom(undefined, undefined, 40, 60),
    keep: fc.integer({ min: 2, max: 6 }),
    pastKept: fc.integer({ min: 0, max: 4 }),
    most: fc.constantFrom(8, 10, 11),
  });
  const seen = { legal: 0, illegal: 0, satisfied: 0 };

  test('is necessary for every legal line, and sufficient for a line to be legal', () => {
    fc.assert(
      fc.property(worldArbitrary(shape), cases, (one, { maximumHours, contract, keep, pastKept, most }) => {
        // Thinned lines come closer to the limit on either side.
        const line = one.line.filter((shift, index) => index % 6 < keep && workSeconds(shift) <= most * 3600);
        const past = one.past.filter((_, index) => index % 4 < pastKept);
        const bound = [boundRule('maximum-overtime-month', { maximumHours })];
        const context = contextOf(one, person(contract));
        const withinContract =
          contract === undefined ||
          judgeLine([boundRule('maximum-hours-week', { maximumHours: contract })], context, {
            past: [],
            line,
            future: [],
          }).breaches.length === 0;
        fc.pre(withinContract);
        const legal = judgeLine(bound, context, { past, line, future: one.future }).breaches.length === 0;
        const [compiled] = compileRules(bound, context, past, one.future);
        const { necessary, sufficient } = compiled ?? { necessary: [], sufficient: [] };
        const satisfied = satisfiesAll(sufficient, context, line);
        seen[legal ? 'legal' : 'illegal']++;
        if (satisfied) seen.satisfied++;
        expect(!legal || satisfiesAll(necessary, context, line)).toBe(true);
        expect(!satisfied || legal).toBe(true);
      }),
      { numRuns: 400 },
    );
    expect(seen.legal).toBeGreaterThan(20);
    expect(seen.illegal).toBeGreaterThan(20);
    expect(seen.satisfied).toBeGreaterThan(20);
  });
});
