import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { boundRule, contextOf, MANY, SINGLE, worldArbitrary } from './world.ts';
import { judgeLine } from '../../../src/rules/fold.ts';
import type { Values } from '../../../src/rules/rule.ts';

/** Published shifts of at most 24 hours on the wall clock; few enough planned days that not every rule is open. */
const published = worldArbitrary({ ...MANY, mostHalfHours: 46, maxDays: 9 });
const sparse = worldArbitrary({ ...SINGLE, daysBefore: 36, daysAfter: 36, maxDays: 9, mostHalfHours: 24 });

const RULES: readonly (readonly [string, Values])[] = [
  ['minimum-rest', { minimumHours: 11 }],
  ['one-shift-a-day', {}],
  ['maximum-hours-day', { maximumHours: 9 }],
  ['maximum-hours-week', { maximumHours: 60 }],
  ['minimum-hours-week', { minimumHours: 20 }],
  ['maximum-days-week', { maximumDays: 5 }],
  ['days-off-week', { minimumDays: 1 }],
  ['maximum-consecutive-days', { maximumDays: 5 }],
  ['maximum-nights', { maximumNights: 4, window: 'week' }],
  ['maximum-nights', { maximumNights: 9, window: 'month' }],
  ['maximum-nights', { maximumNights: 2, window: 'horizon' }],
  ['forbidden-succession', { pairs: ['late>early', 'night>late'] }],
  ['maximum-overtime-month', { maximumHours: 20 }],
];

describe('a rule that is not called unknown without the past or future is not changed by any', () => {
  test.each(RULES)('%s %j', (id, values) => {
    const seen = { decided: 0 };
    fc.assert(
      fc.property(fc.oneof(published, sparse), fc.boolean(), fc.integer({ min: 1, max: 3 }), (one, hidePast, keep) => {
        const line = one.line.filter((_, index) => index % 3 < keep);
        const bound = [boundRule(id, values)];
        const known = { ...one, line };
        const hidden = hidePast ? { ...known, past: [] } : { ...known, future: [] };
        const context = contextOf(one);
        const blind = { ...context, pastKnown: !hidePast, futureKnown: hidePast };
        const { breaches, unknowns } = judgeLine(bound, blind, hidden);
        const decided = unknowns.length === 0;
        if (decided) seen.decided++;
        const told = judgeLine(bound, context, known).breaches.length > 0;
        expect(!decided || breaches.length > 0 === told).toBe(true);
      }),
      { numRuns: 150 },
    );
    expect(seen.decided).toBeGreaterThan(0);
  });
});
