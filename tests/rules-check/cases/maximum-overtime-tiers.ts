import fc from 'fast-check';
import { maximumOvertimeTiersOracle, type OvertimeBreach, type Tier } from '../../oracle/rules/overtime-months.ts';
import { MANY, SINGLE } from '../../property/rules/world.ts';
import { firstDate, type RuleCheck, singles } from '../rule-check.ts';

const file = 'src/rules/maximum-overtime-tiers.ts';

const STARTS = ['jan', 'mar', 'apr', 'nov'] as const;
const FIRST = { jan: 1, mar: 3, apr: 4, nov: 11 };

const tier = fc.record({
  count: fc.integer({ min: 0, max: 2 }),
  comparison: fc.constantFrom('>' as const, '>=' as const),
  hours: fc.constantFrom(1, 5, 12.5, 30, 60),
});
const drawn = fc.record({
  tiers: fc.uniqueArray(tier, { minLength: 1, maxLength: 2, selector: ({ comparison, hours }) => comparison + hours }),
  yearStart: fc.constantFrom(...STARTS),
  normalHoursDay: fc.constantFrom(7, 8),
  normalHoursWeek: fc.constantFrom(38, 40),
});

function textOf({ count, comparison, hours }: Tier): string {
  return `${count}x${comparison}${hours}h`;
}

/** As long as the longest shift drawn: what compiling may count on. */
const person = { templates: [{ id: 'early', start: '06:00', length: 11 * 60 }] };

export const check: RuleCheck = {
  oracle: 'tests/oracle/rules/overtime-months.ts',
  fold: [
    {
      name: '',
      shape: { ...MANY, shiftsPerDay: 1, daysBefore: 70, daysAfter: 36 },
      settings: (world) =>
        drawn.map(({ tiers, yearStart, ...normal }) => ({
          values: { tiers: tiers.map(textOf), yearStart, ...normal },
          oracle: () => maximumOvertimeTiersOracle(world, tiers, FIRST[yearStart], normal),
        })),
      // Told are years with too many months, all of those to which the planned shifts add, and only such as they have a part in.
      agrees: (
        breaches,
        said: readonly (OvertimeBreach | { about: string; measured: number; added?: number })[],
        world,
      ) => {
        const planned = new Set(world.line.map(({ id }) => id));
        const told = breaches.map((one) => `${firstDate(one, world)} ${one.facts?.['tier']} ${one.measured}`);
        const nameOf = ({ about, measured }: { about: string; measured: number }): string => `${about} ${measured}`;
        const may = new Set(said.map(nameOf));
        return (
          told.every((one) => may.has(one)) &&
          said.every((one) => (one.added ?? 0) <= 0 || told.includes(nameOf(one))) &&
          new Set(told).size === told.length &&
          breaches.every(({ shiftIds }) => shiftIds.some((id) => planned.has(id)))
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
        drawn.map(({ tiers, ...values }) => ({ values: { ...values, tiers: tiers.map(textOf) }, person })),
    },
  ],
  missing: [
    { values: { tiers: ['0x>40h'] } },
    { values: { tiers: ['1x>=20h', '0x>=100h'], yearStart: 'mar' } },
    { values: { tiers: ['6x>45h'] } },
  ],
  mutants: [
    {
      name: 'what must not be reached may be',
      file: 'src/rules/overtime-tiers.ts',
      from: "comparison === '>=' ? seconds - 1 : seconds,",
      to: 'seconds,',
    },
    {
      name: 'the months that may are one too many',
      file,
      from: 'months.length <= tier.count) return',
      to: 'months.length < tier.count) return',
    },
    { name: 'every year begins in January', file, from: '(month - first + 12) % 12', to: 'month - 1' },
    { name: 'the published months do not count', file, from: 'tier.count - full.length;', to: 'tier.count;' },
    {
      name: 'a month more may go beyond it',
      file,
      from: 'free.slice(0, free.length - left)',
      to: 'free.slice(0, free.length - left - 1)',
    },
    {
      name: 'no planned month may go beyond it',
      file,
      from: 'necessary: left === 0 ? free : []',
      to: 'necessary: free',
    },
    {
      name: 'months that nobody has seen are within the tier',
      file,
      from: 'full.includes(month) || mayGrow(context, month)',
      to: 'full.includes(month)',
    },
  ],
};
