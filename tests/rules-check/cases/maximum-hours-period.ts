import fc from 'fast-check';
import type { OracleBreach } from '../../oracle/rules/clock.ts';
import { maximumHoursPeriodOracle, overtimeOfPeriods } from '../../oracle/rules/maximum-hours-period.ts';
import { MANY, SINGLE, type World } from '../../property/rules/world.ts';
import { firstDate, type RuleCheck, singles } from '../rule-check.ts';

const file = 'src/rules/maximum-hours-period.ts';
const period = 'src/rules/period.ts';

const SHAPE = { ...MANY, daysBefore: 40, daysAfter: 40 };
const templates = [{ id: 'early', start: '06:00', length: 11 * 60 }];

const hours = fc.record({
  maximumHours: fc.constantFrom(0, 40, 90, 140, 200, 300),
  period: fc.constantFrom('week' as const, 'month' as const, 'quarter' as const, 'year' as const, 'horizon' as const),
  measure: fc.constantFrom('work' as const, 'span' as const),
});
const overtime = fc.record({
  maximumHours: fc.constantFrom(0, 10, 40, 80, 160),
  period: fc.constantFrom('week' as const, 'month' as const, 'quarter' as const, 'year' as const),
  measure: fc.constant('overtime'),
  normalHoursDay: fc.constantFrom(7, 8),
  normalHoursWeek: fc.constantFrom(38, 40),
});

type Said = OracleBreach & { readonly added?: number };

export const check: RuleCheck = {
  oracle: 'tests/oracle/rules/maximum-hours-period.ts',
  fold: [
    {
      name: 'by work and by span',
      shape: SHAPE,
      settings: (world) =>
        hours.map((values) => ({
          values,
          oracle: () => maximumHoursPeriodOracle(world, values.maximumHours, values.period, values.measure),
        })),
    },
    {
      name: 'by overtime',
      shape: { ...SHAPE, shiftsPerDay: 1 },
      settings: (world) =>
        overtime.map((values) => ({
          values,
          oracle: () =>
            overtimeOfPeriods(world, values.maximumHours, values.period, values.normalHoursDay, values.normalHoursWeek),
        })),
      // Told are over-full periods, all of those to which the planned shifts add.
      agrees: (breaches, said: readonly Said[], world: World) => {
        const told = new Set(breaches.map((breach) => `${firstDate(breach, world)} ${breach.measured}`));
        const may = new Set(said.map(({ about, measured }) => `${about} ${measured}`));
        return (
          [...told].every((one) => may.has(one)) &&
          said.every(({ about, measured, added = 0 }) => added <= 0 || told.has(`${about} ${measured}`)) &&
          told.size === breaches.length
        );
      },
    },
  ],
  compiled: [
    {
      name: 'by work and by span',
      exact: true,
      worlds: singles({ ...SINGLE, daysBefore: 30, daysAfter: 30 }),
      settings: () => hours.map((values) => ({ values })),
    },
    {
      name: 'by overtime',
      exact: false,
      worlds: singles({ ...SINGLE, daysBefore: 30, daysAfter: 10, mostHalfHours: 22 }),
      settings: () => overtime.map((values) => ({ values, person: { templates } })),
    },
  ],
  missing: [
    { values: { maximumHours: 200, period: 'month' } },
    { values: { maximumHours: 60, period: 'quarter', measure: 'span' } },
    { values: { maximumHours: 10, period: 'quarter', measure: 'overtime' } },
    { values: { maximumHours: 6, period: 'week', measure: 'overtime' } },
  ],
  mutants: [
    { name: 'span is measured as work', file, from: "=== 'span'", to: "=== 'spread'" },
    { name: 'overtime is measured as work', file, from: "=== 'overtime'", to: "=== 'over'" },
    {
      name: 'unseen days have one shift of eight hours',
      file,
      from: 'mostPerDay: 2 * SECONDS_PER_DAY',
      to: 'mostPerDay: 8 * 3600',
    },
    {
      name: 'a quarter has four months',
      file: period,
      from: 'nextMonthStartOf(from), 31',
      to: 'nextMonthStartOf(from), 62',
    },
    { name: 'the year begins in February', file: period, from: '-01-01`', to: '-02-01`' },
    {
      name: 'an hour too many is kept',
      file,
      from: "maximum: (values) => hoursValueSeconds(values, 'maximumHours')",
      to: "maximum: (values) => hoursValueSeconds(values, 'maximumHours') + 3600",
    },
  ],
};
