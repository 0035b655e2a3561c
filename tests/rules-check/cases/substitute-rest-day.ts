import fc from 'fast-check';
import { substituteRestDayOracle } from '../../oracle/rules/substitute-rest-day.ts';
import { MANY, type Person, SINGLE, type World, worldArbitrary } from '../../property/rules/world.ts';
import type { RuleCheck } from '../rule-check.ts';
import { addDays } from '../../../src/domain/calendar.ts';
import { type Shift, shiftDate } from '../../../src/domain/shift.ts';
import { WEEKDAYS } from '../../../src/domain/units.ts';

const file = 'src/rules/substitute-rest-day.ts';
const days = 'src/rules/substitute-days.ts';
const compiled = 'src/rules/substitute-rest-day-compiled.ts';

const settings = (world: World) =>
  fc
    .record({
      worked: fc.constantFrom('weekday', 'weekday', 'holiday'),
      weekday: fc.constantFrom(6, 6, 2),
      weeks: fc.constantFrom(1, 1, 2, 3),
      datesBy: fc.constantFrom('start' as const, 'attendance' as const),
      holidays: fc.uniqueArray(fc.integer({ min: -12, max: world.days + 12 }), { maxLength: 8 }),
    })
    .map(({ weekday, holidays: drawn, ...values }) => {
      const holidays = drawn.map((day) => addDays(world.from, day));
      const person: Person = { holidays: holidays.map((date) => ({ date, name: '' })) };
      const { worked, weeks, datesBy: by } = values;
      return {
        values: { ...values, weekday: WEEKDAYS[weekday] ?? 'sun' },
        person,
        oracle: () =>
          substituteRestDayOracle(world, { holidayWork: worked === 'holiday', weekday, weeks, by, holidays }),
      };
    });

/** Lines in which hardly a day is free, so that one is missed. */
function crowded(shape: typeof MANY): fc.Arbitrary<World> {
  return fc.tuple(worldArbitrary(shape), fc.integer({ min: 2, max: 9 })).map(([world, every]) => {
    const fill = (list: readonly Shift[], from: number, count: number): Shift[] => {
      const filled = [...list];
      const seen = new Set(list.map((shift) => shiftDate(world.zone, shift)));
      for (let day = from; day < from + count; day++) {
        const date = addDays(world.from, day);
        if (seen.has(date) || (day + 100) % every === 0) continue;
        const start = Date.parse(`${date}T12:00:00Z`) / 1000;
        const shift = { id: `+${date}`, employeeId: 'e1', activity: 'work', start, end: start + 3600, breaks: [] };
        if (shiftDate(world.zone, shift) === date) filled.push(shift);
      }
      return filled.sort((a, b) => a.start - b.start || a.end - b.end || (a.id < b.id ? -1 : 1));
    };
    return {
      ...world,
      past: fill(world.past, -shape.daysBefore, shape.daysBefore),
      line: fill(world.line, 0, world.days),
      future: fill(world.future, world.days, shape.daysAfter),
    };
  });
}

export const check: RuleCheck = {
  oracle: 'tests/oracle/rules/substitute-rest-day.ts',
  fold: [{ name: '', shape: { ...MANY, daysBefore: 16, daysAfter: 16 }, settings }],
  compiled: [{ name: '', exact: true, worlds: crowded({ ...SINGLE, daysBefore: 16, daysAfter: 16 }), settings }],
  missing: [{ values: {} }, { values: { weeks: 1, datesBy: 'start' } }],
  mutants: [
    {
      name: 'the weeks begin behind the day worked',
      file: days,
      from: "7 * numberOf(values, 'weeks') - 1",
      to: "7 * numberOf(values, 'weeks')",
    },
    { name: 'a day off stands for two', file: days, from: 'taken.has(free) ||', to: '' },
    {
      name: 'a free Sunday is a day off',
      file: days,
      from: "kindOf(day) === 'workday'",
      to: "kindOf(day) !== 'holiday'",
    },
    {
      name: 'only a day behind it will do',
      file: days,
      from: 'let free = day - days.reach;',
      to: 'let free = day + 1;',
    },
    {
      name: 'nobody looks whether the plan has a part in it',
      file,
      from: 'for (const shift of worked.get(near) ?? []) shifts.add(shift);',
      to: 'shifts.size;',
    },
    {
      name: 'the compiled form gives days off of long ago',
      file: compiled,
      from: 'let asking = day + reach;',
      to: 'let asking = day + reach + 7;',
    },
    {
      name: 'the compiled form forgets who waits when it is published',
      file: compiled,
      from: 'planned: isPlanned || lastPlanned >= day',
      to: 'planned: isPlanned',
    },
    {
      name: 'unseen days are free',
      file,
      from: 'worked.has(day) || isOpenDate',
      to: 'worked.has(day) && isOpenDate',
    },
  ],
};
