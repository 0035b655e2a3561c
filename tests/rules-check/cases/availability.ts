import fc from 'fast-check';
import { availabilityOracle } from '../../oracle/rules/availability.ts';
import { type Person, SINGLE } from '../../property/rules/world.ts';
import { type RuleCheck, singles } from '../rule-check.ts';
import { addDays } from '../../../src/domain/calendar.ts';
import { type Weekday, WEEKDAYS } from '../../../src/domain/units.ts';

const file = 'src/rules/availability.ts';

// No window ends within an hour that a clock change repeats: which of the two is meant is the calendar's own affair.
const HOURS = fc.constantFrom(0, 6, 8, 14, 18, 22, 24);
const WINDOW = fc
  .record({ weekdays: fc.subarray([0, 1, 2, 3, 4, 5, 6], { minLength: 1 }), from: HOURS, to: HOURS })
  .filter(({ from }) => from < 24)
  .map(({ from, to, weekdays }) => ({ weekdays, fromMinutes: from * 60, toMinutes: to * 60 }));
const OFFSETS = fc.option(fc.tuple(fc.integer({ min: -1, max: 15 }), fc.integer({ min: 0, max: 3 })), {
  nil: undefined,
});
const PRESENCE = fc.record({
  windows: fc.option(fc.array(WINDOW, { minLength: 1, maxLength: 4 }), { nil: undefined }),
  away: OFFSETS,
  onLeave: OFFSETS,
  off: fc.array(fc.integer({ min: 0, max: 10 }), { maxLength: 2 }),
});

function clock(minutes: number): string {
  return `${String(minutes / 60).padStart(2, '0')}:00`;
}

const PERSON: Person = {
  employee: {
    availability: [
      { from: '05:00', to: '23:00' },
      { days: ['fri', 'sat'], from: '22:00', to: '14:00' },
    ],
    leave: [{ from: '2026-03-28', to: '2026-03-29' }],
    unavailable: [{ from: '2026-10-26T08:00', to: '2026-10-27T18:00' }],
    daysOff: ['2026-06-12', '2026-12-31'],
  },
};

export const check: RuleCheck = {
  oracle: 'tests/oracle/rules/availability.ts',
  fold: [
    {
      name: '',
      settings: (world) =>
        PRESENCE.map(({ windows, away, onLeave, off }) => {
          const at = (day: number): string => addDays(world.from, day);
          const unavailable =
            away === undefined ? [] : [{ from: `${at(away[0])}T08:00`, to: `${at(away[0] + away[1])}T18:00` }];
          const leave = onLeave === undefined ? [] : [{ from: at(onLeave[0]), to: at(onLeave[0] + onLeave[1]) }];
          const daysOff = off.map(at);
          const availability = windows?.map(({ weekdays, fromMinutes, toMinutes }) => ({
            days: weekdays.map((day): Weekday => WEEKDAYS[day] ?? 'mon'),
            from: clock(fromMinutes),
            to: clock(toMinutes),
          }));
          return {
            values: {},
            person: { employee: { availability, unavailable, leave, daysOff } },
            oracle: () => availabilityOracle(world, { windows, unavailable, leave, daysOff }),
          };
        }),
      about: ({ shiftIds, facts }) => `${shiftIds[0]} ${facts?.['kind']}`,
    },
  ],
  compiled: [
    {
      name: '',
      exact: true,
      worlds: singles({ ...SINGLE, mostHalfHours: 20, maxDays: 5 }),
      settings: () => fc.constant({ values: {}, person: PERSON }),
    },
  ],
  missing: [{ values: {}, person: PERSON }],
  mutants: [
    {
      name: 'the last day of leave is worked',
      file,
      from: 'end: startOfDate(zone, addDays(leave.to, 1)),',
      to: 'end: startOfDate(zone, leave.to),',
    },
    {
      name: 'a day off forbids the end of a night too',
      file,
      from: 'const date = shiftDate(context.zone, shift);\n  if (context',
      to: 'const date = dateOf(context.zone, shift.end);\n  if (context',
    },
    {
      name: 'a window over midnight ends with its day',
      file,
      from: 'to <= from ? to + 1440 : to',
      to: 'Math.max(to, to <= from ? 1440 : 0)',
    },
    {
      name: 'the window of the night before the horizon is not looked at',
      file,
      from: 'datesFrom(addDays(from, -1), daysBetween(from, end) + 1)',
      to: 'datesFrom(from, daysBetween(from, end))',
    },
    {
      name: 'a window is as long in every night, whatever the clocks do',
      file,
      from: 'plannedInstant(zone, date, to <= from ? to + 1440 : to)',
      to: 'plannedInstant(zone, date, from) + ((to <= from ? to + 1440 : to) - from) * 60',
    },
    {
      name: 'windows that touch are two',
      file: 'src/rules/spans.ts',
      from: 'Math.max(last.end, span.end)',
      to: 'last.end',
    },
    {
      name: 'the compiled form forgets the days off',
      file,
      from: 'findingsOf(context, presence, shift).length === 0',
      to: "findingsOf(context, presence, shift).every(({ unit }) => unit === 'none')",
    },
  ],
};
