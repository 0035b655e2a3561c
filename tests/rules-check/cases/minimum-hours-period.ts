import fc from 'fast-check';
import { minimumHoursPeriodOracle } from '../../oracle/rules/minimum-hours-period.ts';
import type { Person } from '../../property/rules/world.ts';
import type { RuleCheck } from '../rule-check.ts';
import { addDays } from '../../../src/domain/calendar.ts';

const own = 'src/rules/minimum-hours-period.ts';
const file = 'src/rules/minimum-hours.ts';
const calendar = 'src/rules/period.ts';

const DRAWN = fc.record({
  minimumHours: fc.constantFrom(10, 30.5, 60, 120),
  period: fc.constantFrom(
    'month' as const,
    'quarter' as const,
    'year' as const,
    'horizon' as const,
    'horizon' as const,
  ),
  mode: fc.constantFrom('average-day' as const, 'fixed' as const, 'none' as const),
  contractHours: fc.constantFrom(undefined, 38, 40),
  fixedHours: fc.constantFrom(0, 6, 7.7),
  leaveHours: fc.constantFrom(undefined, 4, 9),
  leaveDay: fc.integer({ min: -5, max: 12 }),
  leaveDays: fc.integer({ min: 0, max: 6 }),
});

const COMPILED = fc.record({
  minimumHours: fc.constantFrom(0, 8, 16, 40, 70),
  period: fc.constantFrom('month', 'year', 'horizon', 'horizon'),
  leaveCredit: fc.constantFrom('average-day' as const, 'fixed' as const, 'none' as const),
  leaveDay: fc.integer({ min: -4, max: 10 }),
});

export const check: RuleCheck = {
  oracle: 'tests/oracle/rules/minimum-hours-period.ts',
  fold: [
    {
      name: '',
      settings: (world) =>
        DRAWN.map(({ minimumHours, period, mode, contractHours, fixedHours, leaveHours, leaveDay, leaveDays }) => {
          const from = addDays(world.from, leaveDay);
          const to = addDays(from, leaveDays);
          const credit = { mode, contractHours, fixedHours, workdays: [0, 1, 2, 3, 4], holidays: [] };
          const person: Person = {
            contract: { minHoursPerWeek: contractHours, leaveCredit: mode, leaveCreditHours: fixedHours },
            employee: { leave: [{ from, to, creditHoursPerDay: leaveHours }] },
          };
          return {
            values: { minimumHours, period },
            person,
            oracle: () =>
              minimumHoursPeriodOracle(world, minimumHours, period, {
                ...credit,
                leave: [{ from, to, hours: leaveHours }],
              }),
          };
        }),
    },
  ],
  compiled: [
    {
      name: '',
      exact: true,
      settings: () =>
        COMPILED.map(({ minimumHours, period, leaveCredit, leaveDay }) => ({
          values: { minimumHours, period },
          person: {
            contract: { leaveCredit, leaveCreditHours: 7 },
            employee: { leave: [{ from: '2026-03-09', to: addDays('2026-03-26', leaveDay) }] },
          },
        })),
    },
  ],
  missing: [{ values: { minimumHours: 20, period: 'month' } }, { values: { minimumHours: 90, period: 'quarter' } }],
  mutants: [
    { name: 'just the limit is too little', file, from: 'measured >= limit', to: 'measured > limit' },
    {
      name: 'a month is asked for what a year is due',
      file: own,
      from: "kind === 'month' || kind === 'quarter' || kind === 'year' || kind === 'horizon') return kind",
      to: "kind === 'month' || kind === 'quarter' || kind === 'year' || kind === 'horizon') return kind === 'month' ? 'year' : kind",
    },
    {
      name: 'an average day is a share of all that is due',
      file,
      from: "(hoursValueSeconds(values, 'minimumHours') * DAYS_PER_WEEK) / daysBetween(period.from, period.end)",
      to: "hoursValueSeconds(values, 'minimumHours')",
    },
    {
      name: 'the horizon has a day more',
      file: calendar,
      from: '? { from: context.from, end: horizonEnd(context) }',
      to: '? { from: context.from, end: addDays(horizonEnd(context), 1) }',
    },
    {
      name: 'the compiled form adds work to the credit of its day',
      file,
      from: 'workSeconds(shift) - (credits[day] ?? 0)',
      to: 'workSeconds(shift)',
    },
    {
      name: 'the compiled form forgets the future',
      file,
      from: 'const outside = [...past, ...future].filter(',
      to: 'const outside = past.filter(',
    },
  ],
};
