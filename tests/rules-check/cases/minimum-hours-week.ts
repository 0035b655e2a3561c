import fc from 'fast-check';
import { minimumHoursWeekOracle } from '../../oracle/rules/minimum-hours-week.ts';
import type { Person } from '../../property/rules/world.ts';
import type { RuleCheck } from '../rule-check.ts';
import { addDays } from '../../../src/domain/calendar.ts';
import { type Weekday, WEEKDAYS } from '../../../src/domain/units.ts';

const file = 'src/rules/minimum-hours.ts';

const DRAWN = fc.record({
  minimumHours: fc.integer({ min: 10, max: 60 }),
  mode: fc.constantFrom('average-day' as const, 'fixed' as const, 'none' as const),
  workdays: fc.constantFrom([0, 1, 2, 3, 4], [1, 2, 4, 5]),
  contractHours: fc.constantFrom(38, 40, 30),
  fixedHours: fc.constantFrom(0, 6, 7.7),
  leaveHours: fc.constantFrom(undefined, 4, 9),
  leaveDay: fc.integer({ min: -5, max: 12 }),
  leaveDays: fc.integer({ min: 0, max: 6 }),
  holidays: fc.array(fc.integer({ min: -3, max: 12 }), { maxLength: 3 }),
});

const COMPILED = fc.record({
  minimumHours: fc.integer({ min: 0, max: 50 }),
  leaveCredit: fc.constantFrom('average-day' as const, 'fixed' as const, 'none' as const),
  leaveDay: fc.integer({ min: -4, max: 10 }),
});

export const check: RuleCheck = {
  oracle: 'tests/oracle/rules/minimum-hours-week.ts',
  fold: [
    {
      name: '',
      settings: (world) =>
        DRAWN.map(({ minimumHours, mode, workdays, contractHours, fixedHours, leaveHours, ...days }) => {
          const from = addDays(world.from, days.leaveDay);
          const to = addDays(from, days.leaveDays);
          const holidays = days.holidays.map((day) => addDays(world.from, day));
          const leave = [{ from, to, hours: leaveHours }];
          const credit = { mode, contractHours, fixedHours, workdays, holidays, leave };
          const person: Person = {
            contract: {
              minHoursPerWeek: contractHours,
              leaveCredit: mode,
              leaveCreditHours: fixedHours,
              workdays: workdays.map((day): Weekday => WEEKDAYS[day] ?? 'mon'),
            },
            employee: { leave: [{ from, to, creditHoursPerDay: leaveHours }] },
            holidays: holidays.map((date) => ({ date, name: 'holiday' })),
          };
          return {
            values: { minimumHours },
            person,
            oracle: () => minimumHoursWeekOracle(world, minimumHours, credit),
          };
        }),
    },
  ],
  compiled: [
    {
      name: '',
      exact: true,
      settings: () =>
        COMPILED.map(({ minimumHours, leaveCredit, leaveDay }) => ({
          values: { minimumHours },
          person: {
            contract: { leaveCredit, leaveCreditHours: 7 },
            employee: { leave: [{ from: '2026-03-09', to: addDays('2026-03-26', leaveDay) }] },
            holidays: [{ date: '2026-12-25', name: 'Christmas' }],
          },
        })),
    },
  ],
  missing: [{ values: { minimumHours: 20 } }],
  mutants: [
    { name: 'just the limit is too little', file, from: 'measured >= limit', to: 'measured > limit' },
    {
      name: 'a worked holiday counts twice',
      file,
      from: 'Math.max(work(worked.get(date) ?? []), creditOn(values, context, period, date))',
      to: 'work(worked.get(date) ?? []) + creditOn(values, context, period, date)',
    },
    {
      name: 'a night belongs to the week of its end',
      file: 'src/rules/period.ts',
      from: 'shifts.filter((shift) => holdsDate(period, shiftDate(context.zone, shift)))',
      to: 'shifts.filter((shift) => holdsDate(period, shiftDate(context.zone, { ...shift, start: shift.end })))',
    },
    {
      name: 'the last day of leave is not credited',
      file: 'src/rules/leave-credit.ts',
      from: 'from <= date && date <= to',
      to: 'from <= date && date < to',
    },
    {
      name: 'a holiday is credited on days that are no working days',
      file: 'src/rules/leave-credit.ts',
      from: 'if (!isWorkday(context, date)) return 0;',
      to: '',
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
    {
      name: 'a missing past leaves the weeks open that lack a future, and the other way round',
      file,
      from: "missing === 'past' ? outside.before : outside.after",
      to: "missing === 'past' ? outside.after : outside.before",
    },
  ],
};
