import fc from 'fast-check';
import { minimumShiftsOracle, type OracleClass } from '../../oracle/rules/shift-counts.ts';
import type { Person, World } from '../../property/rules/world.ts';
import type { RuleCheck, Setting } from '../rule-check.ts';
import { addDays } from '../../../src/domain/calendar.ts';
import { type Weekday, WEEKDAYS } from '../../../src/domain/units.ts';
import type { Values } from '../../../src/rules/rule.ts';

const file = 'src/rules/minimum-shifts-of.ts';

const CLASSES: readonly (readonly [Values, OracleClass])[] = [
  [{ templates: ['early'] }, { templates: ['early'] }],
  [{ templates: ['late', 'night'] }, { templates: ['late', 'night'] }],
  [
    { shiftsBy: 'start', startFrom: '05:00', startBefore: '13:00' },
    { fromMinutes: 300, beforeMinutes: 780 },
  ],
  [
    { shiftsBy: 'start', startFrom: '00:00', startBefore: '00:00' },
    { fromMinutes: 0, beforeMinutes: 1440 },
  ],
  [{ shiftsBy: 'night' }, { nightMinutes: [1320, 360], leastMinutes: 180 }],
];

const DRAWN = fc.record({
  drawn: fc.constantFrom(...CLASSES),
  window: fc.constantFrom('week' as const, 'month' as const, 'horizon' as const),
  minimum: fc.integer({ min: 0, max: 5 }),
  leaveCounts: fc.boolean(),
  workdays: fc.constantFrom([0, 1, 2, 3, 4], [1, 2, 4, 5]),
  leaveDay: fc.integer({ min: -5, max: 12 }),
  leaveDays: fc.integer({ min: 0, max: 6 }),
});

type Drawn = typeof DRAWN extends fc.Arbitrary<infer T> ? T : never;

/** A month holds about three of the weeks that are known. */
function minimumOf({ window, minimum }: Drawn): number {
  return window === 'month' ? minimum * 3 : minimum;
}

function leaveOf(world: World, { leaveDay, leaveDays }: Drawn): { readonly from: string; readonly to: string } {
  const from = addDays(world.from, leaveDay);
  return { from, to: addDays(from, leaveDays) };
}

function settingOf(world: World, drawn: Drawn): Setting {
  const { window, leaveCounts, workdays } = drawn;
  const person: Person = {
    contract: { workdays: workdays.map((day): Weekday => WEEKDAYS[day] ?? 'mon') },
    employee: { leave: [leaveOf(world, drawn)] },
  };
  return { values: { ...drawn.drawn[0], window, minimumShifts: minimumOf(drawn), leaveCounts }, person };
}

export const check: RuleCheck = {
  oracle: 'tests/oracle/rules/shift-counts.ts',
  fold: [
    {
      name: '',
      settings: (world) =>
        DRAWN.map((drawn) => ({
          ...settingOf(world, drawn),
          oracle: () =>
            minimumShiftsOracle(world, drawn.drawn[1], drawn.window, minimumOf(drawn), {
              ...leaveOf(world, drawn),
              counts: drawn.leaveCounts,
              workdays: drawn.workdays,
            }),
        })),
    },
  ],
  compiled: [{ name: '', exact: true, settings: (world) => DRAWN.map((drawn) => settingOf(world, drawn)) }],
  missing: [
    { values: { minimumShifts: 2, templates: ['early', 'late'] } },
    { values: { minimumShifts: 9, window: 'month', shiftsBy: 'start', startFrom: '05:00', startBefore: '17:00' } },
    { values: { minimumShifts: 1, window: 'horizon', shiftsBy: 'night' } },
  ],
  mutants: [
    {
      name: 'just the minimum is too few',
      file,
      from: 'if (measured >= limit) return [];',
      to: 'if (measured > limit) return [];',
    },
    {
      name: 'leave counts besides a shift of its day',
      file,
      from: 'Math.max(own, creditOn(values, context, date))',
      to: 'own + creditOn(values, context, date)',
    },
    {
      name: 'leave counts on every day',
      file,
      from: 'if (!(contract.workdays ?? MONDAY_TO_FRIDAY).includes(weekdayOf(date))) return 0;',
      to: '',
    },
    {
      name: 'the last day of leave does not count',
      file,
      from: 'from <= date && date <= to',
      to: 'from <= date && date < to',
    },
    { name: 'the compiled form adds a shift to the leave of its day', file, from: '1 - (credits[day] ?? 0)', to: '1' },
    {
      name: 'the compiled form forgets the past',
      file,
      from: 'const outside = [...past, ...future].filter',
      to: 'const outside = future.filter',
    },
    {
      name: 'a missing past leaves the windows open that lack a future, and the other way round',
      file,
      from: "missing === 'past' ? outside.before : outside.after",
      to: "missing === 'past' ? outside.after : outside.before",
    },
  ],
};
