import fc from 'fast-check';
import { maximumOvertimeMonthOracle } from '../../oracle/rules/maximum-overtime-month.ts';
import { maximumAverageOvertimeOracle, type NormalHours } from '../../oracle/rules/overtime-months.ts';
import type { OracleBreach } from '../../oracle/rules/clock.ts';
import { MANY, SINGLE, type World } from '../../property/rules/world.ts';
import { type RuleCheck, singles } from '../rule-check.ts';

const file = 'src/rules/maximum-average-overtime.ts';

const drawn = fc.record({
  maximumHours: fc.constantFrom(1, 5, 12.5, 30, 60),
  month: fc.option(fc.nat({ max: 3 })),
  fromMonths: fc.integer({ min: 1, max: 3 }),
  more: fc.integer({ min: 0, max: 3 }),
  strict: fc.boolean(),
  normalHoursDay: fc.constantFrom(7, 8),
  normalHoursWeek: fc.constantFrom(38, 40),
});

/** Overtime of the months of a line: the averages of one month that are just reached. */
function hoursOf(world: World, { normalHoursDay, normalHoursWeek }: NormalHours): readonly number[] {
  return maximumOvertimeMonthOracle(world, -1, normalHoursDay, normalHoursWeek).map(({ measured }) => measured / 3600);
}

/** As long as the longest shift drawn: what compiling may count on. */
const person = { templates: [{ id: 'early', start: '06:00', length: 11 * 60 }] };

type Said = OracleBreach & { readonly added?: number; readonly excess?: number };

export const check: RuleCheck = {
  oracle: 'tests/oracle/rules/overtime-months.ts',
  fold: [
    {
      name: '',
      shape: { ...MANY, shiftsPerDay: 1, daysBefore: 70, daysAfter: 36 },
      settings: (world) =>
        drawn.map(({ maximumHours: drawnHours, month, fromMonths, more, strict, ...normal }) => {
          const maximumHours = (month === null ? undefined : hoursOf(world, normal)[month]) ?? drawnHours;
          return {
            values: { maximumHours, fromMonths, toMonths: fromMonths + more, strict, ...normal },
            oracle: () => {
              const lengths = Array.from({ length: more + 1 }, (_, index) => fromMonths + index);
              return maximumAverageOvertimeOracle(world, { maximumHours, lengths, strict }, normal);
            },
          };
        }),
      // Told is, for each last month, one average: none less far past the limit than any that the planned shifts raise.
      agrees: (breaches, said: readonly Said[], world) => {
        const planned = new Set(world.line.map(({ id }) => id));
        const lastMonth = (to: unknown): string => `${String(to).slice(0, 7)}-01`;
        const told = new Map(breaches.map((one) => [lastMonth(one.facts?.['to']), one]));
        return (
          told.size === breaches.length &&
          breaches.every(({ shiftIds }) => shiftIds.some((id) => planned.has(id))) &&
          [...told].every(([about, { measured }]) =>
            said.some((one) => one.about === about && one.measured === measured),
          ) &&
          said.every(
            ({ about, added = 0, excess = 0 }) => added <= 0 || (told.get(about)?.excess ?? Number.NaN) >= excess,
          )
        );
      },
    },
  ],
  compiled: [
    {
      name: '',
      exact: false,
      worlds: singles({ ...SINGLE, daysBefore: 40, daysAfter: 20, mostHalfHours: 22, maxDays: 35 }),
      settings: () =>
        drawn.map(({ maximumHours, fromMonths, more, strict }) => ({
          values: { maximumHours, fromMonths, toMonths: fromMonths + more, strict },
          person,
        })),
    },
  ],
  missing: [
    { values: { maximumHours: 40 } },
    { values: { maximumHours: 10, fromMonths: 1, toMonths: 2, strict: true } },
  ],
  mutants: [
    { name: 'what is strict may reach the limit', file, from: 'Math.max(0, most - 1) : most', to: 'most : most' },
    { name: 'only the longest average is looked at', file, from: 'fewest + index', to: 'most' },
    { name: 'the averages end with the horizon', file, from: 'monthAfter(last.end, most - 1)', to: 'last.end' },
    {
      name: 'the average has a month too few',
      file,
      from: 'monthAfter(end, -months)',
      to: 'monthAfter(end, 1 - months)',
    },
    {
      name: 'a month more is allowed for',
      file,
      from: "hoursValueSeconds(values, 'maximumHours') * months",
      to: "hoursValueSeconds(values, 'maximumHours') * (months + 1)",
    },
    {
      name: 'the published overtime is forgotten',
      file,
      from: 'return compileOvertime(context, normalHours(values), caps, outside)',
      to: 'return compileOvertime(context, normalHours(values), caps, [])',
    },
    {
      name: 'unseen days add no overtime',
      file,
      from: '!mayGrow(context, one)',
      to: 'mayGrow(context, one)',
    },
  ],
};
