import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hoursLedger } from '../../../src/audit/hours-ledger.ts';
import { addDays } from '../../../src/domain/calendar.ts';
import { HOURS_PERIODS, type HoursRow } from '../../../src/domain/hours.ts';
import type { Shift } from '../../../src/domain/shift.ts';
import { shift, teamWith } from '../../unit/rules/line.ts';

/** Two months over a clock change, with shifts that lie over midnight, Sundays and the edges of the span. */
const ZONE = 'Europe/Berlin';
const FIRST = '2026-09-25';

const line: fc.Arbitrary<readonly Shift[]> = fc
  .uniqueArray(
    fc.record({
      day: fc.integer({ min: 0, max: 70 }),
      start: fc.integer({ min: 0, max: 23 }),
      hours: fc.integer({ min: 2, max: 13 }),
    }),
    {
      selector: ({ day }) => day,
      maxLength: 60,
    },
  )
  .map((drawn) =>
    drawn.map(({ day, start, hours }) => {
      const date = addDays(FIRST, day);
      const end = start + hours;
      const text = (hour: number): string =>
        `${addDays(date, Math.floor(hour / 24))}T${String(hour % 24).padStart(2, '0')}:00`;
      return shift(ZONE, text(start), text(end));
    }),
  );

const rules = [
  { rule: 'maximum-hours-week', values: { maximumHours: 30 } },
  { rule: 'maximum-hours-period', values: { maximumHours: 90, period: 'month' } },
  { rule: 'maximum-overtime-month', values: { maximumHours: 10, normalHoursDay: 6, normalHoursWeek: 20 } },
  { rule: 'maximum-days-week', values: { maximumDays: 3 } },
  { rule: 'maximum-hours-rolling', values: { maximumHours: 40, windowDays: 9 } },
  { rule: 'maximum-average-hours', values: { maximumHours: 25, reference: 'month' } },
];

const SUMS = [
  'shifts',
  'days',
  'scheduledSeconds',
  'countedSeconds',
  'nightSeconds',
  'sundaySeconds',
  'holidaySeconds',
  'freeDays',
  'leaveDays',
  'creditSeconds',
  'contractSeconds',
  'balanceSeconds',
] as const satisfies readonly (keyof HoursRow)[];

test('the rows of any calendar periods add up to the span, and what limits have is what breaches measure', () => {
  const contract = {
    minHoursPerWeek: 35,
    pay: { tiers: [{ id: 'extra', basis: 'week' as const, fromHours: 30, multiplier: 1.5 }] },
  };
  const employee = { leave: [{ from: '2026-10-05', to: '2026-10-08' }] };
  const holidays = [{ date: '2026-10-03', name: 'Unity' }];
  const team = teamWith(ZONE, { contract, employee, rules, more: { holidays } });
  fc.assert(
    fc.property(line, fc.integer({ min: 0, max: 12 }), (scheduled, offset) => {
      const span = { from: addDays('2026-10-01', offset), to: '2026-11-20' };
      for (const by of HOURS_PERIODS) {
        const { rows, totals, limits, breaches } = hoursLedger({ team, ...span, by, scheduled });
        const [total] = totals;
        for (const key of SUMS) expect(rows.reduce((sum, row) => sum + (row[key] ?? 0), 0)).toBe(total?.[key]);
        const paid = ({ pay }: HoursRow): number =>
          (pay?.ordinarySeconds ?? 0) + (pay?.tiers ?? []).reduce((sum, one) => sum + one.seconds, 0);
        expect(rows.reduce((sum, row) => sum + paid(row), 0)).toBe(paid(total as HoursRow));
        // Every breach of a rule that counts over dates is told as a limit that is passed, by as much.
        const counted = breaches.filter(({ ruleId }) => rules.some(({ rule }) => rule === ruleId));
        for (const { ruleId, excess } of counted)
          expect(limits.some((one) => one.ruleId === ruleId && one.left === -excess)).toBe(true);
        // A window over an end of the span may be full by work outside of it, which is no breach of the span.
        const isInside = (one: { readonly from: string; readonly to: string }): boolean =>
          one.from >= span.from && one.to <= span.to;
        const passed = limits.filter((one) => one.kind === 'most' && one.left < 0 && isInside(one));
        for (const { ruleId } of passed) expect(counted.some((one) => one.ruleId === ruleId)).toBe(true);
      }
    }),
    { numRuns: 40 },
  );
});
