import fc from 'fast-check';
import { completeWeekendsOracle } from '../../oracle/rules/weekends.ts';
import { MANY, SINGLE } from '../../property/rules/world.ts';
import { type RuleCheck, type Setting, singles } from '../rule-check.ts';
import { WEEKDAYS } from '../../../src/domain/units.ts';

const file = 'src/rules/complete-weekends.ts';
const dates = 'src/rules/worked-dates.ts';

const DRAWN = fc.record({
  weekendFrom: fc.constantFrom(4, 5, 6),
  weekendDays: fc.integer({ min: 2, max: 4 }),
  datesBy: fc.constantFrom('start' as const, 'attendance' as const),
});

type Drawn = typeof DRAWN extends fc.Arbitrary<infer T> ? T : never;

function settingOf({ weekendFrom, ...values }: Drawn): Setting {
  return { values: { ...values, weekendFrom: WEEKDAYS[weekendFrom] ?? 'sat' } };
}

export const check: RuleCheck = {
  oracle: 'tests/oracle/rules/weekends.ts',
  fold: [
    {
      name: '',
      shape: { ...MANY, mostHalfHours: 70 },
      // The span begins with the night that reaches into the weekend.
      about: ({ facts }) => String(facts?.['from']),
      settings: (world) =>
        DRAWN.map((drawn) => ({
          ...settingOf(drawn),
          oracle: () =>
            completeWeekendsOracle(world, { first: drawn.weekendFrom, days: drawn.weekendDays, by: drawn.datesBy }),
        })),
    },
  ],
  compiled: [
    { name: '', exact: true, worlds: singles({ ...SINGLE, maxDays: 9 }), settings: () => DRAWN.map(settingOf) },
  ],
  missing: [
    { values: {} },
    { values: { datesBy: 'attendance' } },
    { values: { weekendFrom: 'fri', weekendDays: 3 } },
    { values: { weekendFrom: 'fri', weekendDays: 4, datesBy: 'attendance' } },
  ],
  mutants: [
    {
      name: 'a weekend that is wholly free is no whole one',
      file,
      from: 'return published || planned ? WORKED : off;',
      to: 'return published || planned ? WORKED : off && off | WORKED;',
    },
    {
      name: 'a day that is not known was off',
      file,
      from: 'published || planned || open ? 0 : OFF',
      to: 'published || planned ? 0 : OFF',
    },
    {
      name: 'what was broken before the plan is told again',
      file,
      from: 'return own === both ? 0 : own;',
      to: 'return own;',
    },
    {
      name: 'a night of the horizon is told with the weekend alone',
      file,
      from: 'Math.min(first, shift.start)',
      to: 'first',
    },
    {
      name: 'the compiled form forgets the weekend at the end of each',
      file,
      from: 'return isBroken(bits) ? undefined : [0];',
      to: 'return isBroken(bits) ? undefined : [bits];',
    },
    {
      name: 'the compiled form forgets the future',
      file,
      from: '[...past, ...future], readerOf',
      to: 'past, readerOf',
    },
    {
      name: 'weekends with a missing day are closed',
      file,
      from: 'isOpenDate(context, by, date, missing)',
      to: "isOpenDate(context, by, date, missing) && missing !== 'past'",
    },
    {
      name: 'an unseen night does not reach into the horizon',
      file: dates,
      from: "by === 'attendance' ? date <= context.from : date < context.from",
      to: 'date < context.from',
    },
  ],
};
