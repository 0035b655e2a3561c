import fc from 'fast-check';
import { maximumOvertimeMonthOracle } from '../../oracle/rules/maximum-overtime-month.ts';
import { type OracleBreach } from '../../oracle/rules/clock.ts';
import {
  boundRule,
  contextOf,
  MANY,
  type Person,
  SINGLE,
  type World,
  worldArbitrary,
} from '../../property/rules/world.ts';
import { firstDate, type RuleCheck } from '../rule-check.ts';
import { workSeconds } from '../../../src/domain/shift.ts';
import { judgeLine } from '../../../src/rules/fold.ts';

const file = 'src/rules/maximum-overtime-month.ts';
const overtime = 'src/rules/overtime.ts';
const compiled = 'src/rules/maximum-overtime-month-compiled.ts';

/** A drawn world with the contract's weekly hours, within which its line stays: what compiling may count on. */
type ContractWorld = World & { readonly contractHours?: number | undefined };

const SHAPE = { ...SINGLE, daysBefore: 36, daysAfter: 8, maxDays: 35, mostHalfHours: 22 };

function personOf({ contractHours }: ContractWorld): Person {
  return {
    contract: { maxHoursPerWeek: contractHours },
    // As long as the longest shift drawn: what compiling may count on.
    templates: [{ id: 'early', start: '06:00', length: 11 * 60 }],
  };
}

function isWithinContract(world: ContractWorld): boolean {
  if (world.contractHours === undefined) return true;
  const bound = [boundRule('maximum-hours-week', { maximumHours: world.contractHours })];
  return judgeLine(bound, contextOf(world), { past: [], line: world.line, future: [] }).breaches.length === 0;
}

/** Thinned lines come closer to the limit on either side. */
const CONTRACT_WORLDS: fc.Arbitrary<ContractWorld> = fc
  .record({
    world: worldArbitrary(SHAPE),
    contractHours: fc.constantFrom(undefined, undefined, 40, 60),
    keep: fc.integer({ min: 2, max: 6 }),
    pastKept: fc.integer({ min: 0, max: 4 }),
    most: fc.constantFrom(8, 10, 11),
  })
  .map(({ world, contractHours, keep, pastKept, most }) => ({
    ...world,
    contractHours,
    line: world.line.filter((shift, index) => index % 6 < keep && workSeconds(shift) <= most * 3600),
    past: world.past.filter((_, index) => index % 4 < pastKept),
  }))
  .filter(isWithinContract);

type Said = OracleBreach & { readonly added?: number };

export const check: RuleCheck = {
  oracle: 'tests/oracle/rules/maximum-overtime-month.ts',
  fold: [
    {
      name: '',
      shape: { ...MANY, shiftsPerDay: 1, daysBefore: 36, daysAfter: 12, maxDays: 35 },
      settings: (world) =>
        fc
          .record({ maximumHours: fc.integer({ min: 0, max: 60 }), normalHoursDay: fc.constantFrom(7, 8) })
          .map(({ maximumHours, normalHoursDay }) => ({
            values: { maximumHours, normalHoursDay, normalHoursWeek: 40 },
            oracle: () => maximumOvertimeMonthOracle(world, maximumHours, normalHoursDay, 40),
          })),
      // Told are over-full months, all of those to which the planned shifts add, and only such as they have a part in.
      agrees: (breaches, said: readonly Said[], world) => {
        const planned = new Set(world.line.map(({ id }) => id));
        const nameOf = (month: string, measured: number): string => `${month} ${measured}`;
        const told = new Set(breaches.map((breach) => nameOf(firstDate(breach, world).slice(0, 7), breach.measured)));
        const may = new Set(said.map(({ about, measured }) => nameOf(about, measured)));
        const must = said.filter(({ added = 0 }) => added > 0);
        return (
          [...told].every((name) => may.has(name)) &&
          must.every(({ about, measured }) => told.has(nameOf(about, measured))) &&
          told.size === breaches.length &&
          breaches.every(({ shiftIds }) => shiftIds.some((id) => planned.has(id)))
        );
      },
    },
  ],
  compiled: [
    {
      name: '',
      exact: false,
      worlds: CONTRACT_WORLDS,
      settings: (world) =>
        fc
          .constantFrom(0, 5, 10, 20, 36, 60, 100)
          .map((maximumHours) => ({ values: { maximumHours }, person: personOf(world) })),
    },
  ],
  missing: [{ values: { maximumHours: 20 } }],
  mutants: [
    { name: 'just the limit is too much', file, from: 'measured <= limit', to: 'measured < limit' },
    {
      name: 'hours beyond the day count for the week again',
      file: overtime,
      from: 'ordinary += work - daySeconds;',
      to: 'ordinary += work;',
    },
    {
      name: 'a new month begins a new week',
      file: overtime,
      from: '!holdsDate(week, date)',
      to: "!holdsDate(week, date) || date.endsWith('-01')",
    },
    {
      name: 'every week begins on Monday',
      file: 'src/rules/period.ts',
      from: 'weekStartOf(date, context.weekStart)',
      to: "weekStartOf(date, 'mon')",
    },
    {
      name: 'a night belongs to the month of its end',
      file: 'src/rules/period.ts',
      from: 'const date = shiftDate(context.zone, shift);\n    const known',
      to: 'const date = shiftDate(context.zone, { ...shift, start: shift.end });\n    const known',
    },
    {
      name: 'the sufficient side forgets the overtime that is published',
      file: compiled,
      from: 'Math.max(0, month.maximum - month.usedSeconds)',
      to: 'month.maximum',
    },
    {
      name: 'the necessary side forgets the normal hours of one week',
      file: compiled,
      from: 'whole.length * normal.weekSeconds + maximum',
      to: '(whole.length - 1) * normal.weekSeconds + maximum',
    },
    {
      name: 'a month that is full so far cannot overflow in the unseen',
      file,
      from: "monthSeconds(days, month) <= hoursValueSeconds(values, 'maximumHours')",
      to: "monthSeconds(days, month) < hoursValueSeconds(values, 'maximumHours') / 2",
    },
  ],
};
