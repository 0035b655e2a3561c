import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { breachesOf, MANY, type Person, type World, worldArbitrary } from './world.ts';
import { availabilityOracle } from '../../oracle/rules/availability.ts';
import type { OracleBreach } from '../../oracle/rules/clock.ts';
import { forbiddenSuccessionOracle } from '../../oracle/rules/forbidden-succession.ts';
import {
  maximumHoursDayOracle,
  maximumHoursWeekOracle,
  maximumSpreadDayOracle,
} from '../../oracle/rules/maximum-hours.ts';
import { maximumNightsOracle } from '../../oracle/rules/maximum-nights.ts';
import { maximumOvertimeMonthOracle } from '../../oracle/rules/maximum-overtime-month.ts';
import { minimumHoursWeekOracle } from '../../oracle/rules/minimum-hours-week.ts';
import { minimumRestOracle } from '../../oracle/rules/minimum-rest.ts';
import { oneShiftADayOracle } from '../../oracle/rules/one-shift-a-day.ts';
import { skillOracle } from '../../oracle/rules/skill.ts';
import { consecutiveDaysOracle, daysOffWeekOracle, maximumDaysWeekOracle } from '../../oracle/rules/worked-days.ts';
import type { Breach } from '../../../src/domain/breach.ts';
import { addDays, dateOf } from '../../../src/domain/calendar.ts';
import { type Weekday, WEEKDAYS } from '../../../src/domain/units.ts';
import type { Values } from '../../../src/rules/rule.ts';

const world = worldArbitrary(MANY);
const long = worldArbitrary({ ...MANY, shiftsPerDay: 1, daysBefore: 36, daysAfter: 12, maxDays: 35 });

function sorted(breaches: readonly OracleBreach[]): readonly OracleBreach[] {
  return [...breaches]
    .map(({ about, measured }) => ({ about, measured }))
    .sort((a, b) => (a.about < b.about ? -1 : a.about > b.about ? 1 : a.measured - b.measured));
}

/** The fold's breaches under the oracle's names. */
function told(breaches: readonly Breach[], about: (breach: Breach) => string): readonly OracleBreach[] {
  return sorted(breaches.map((breach) => ({ about: about(breach), measured: breach.measured })));
}

/** A breach of a span of local dates is about the span's first. */
function firstDate(one: World): (breach: Breach) => string {
  return (breach) => dateOf(one.zone, breach.span.start);
}

/** Holds a rule equal to its oracle, and the excess to the distance from the limit. */
function expectHolds(
  arbitrary: fc.Arbitrary<readonly [World, number]>,
  rule: string,
  valuesOf: (limit: number) => Values,
  about: (one: World) => (breach: Breach) => string,
  oracle: (one: World, limit: number) => readonly OracleBreach[],
): void {
  fc.assert(
    fc.property(arbitrary, ([one, limit]) => {
      const breaches = breachesOf(one, rule, valuesOf(limit));
      expect(told(breaches, about(one))).toEqual(sorted(oracle(one, limit)));
      for (const { measured, limit: allowed, excess } of breaches) {
        expect(excess).toBe(Math.abs(measured - allowed));
        expect(excess).toBeGreaterThan(0);
      }
    }),
    { numRuns: 80 },
  );
}

function withLimit(min: number, max: number, from = world): fc.Arbitrary<readonly [World, number]> {
  return fc.tuple(from, fc.integer({ min, max }));
}

describe('each rule says of random lines what the words of the law say', () => {
  test('minimum-rest', () => {
    expectHolds(
      withLimit(0, 24),
      'minimum-rest',
      (minimumHours) => ({ minimumHours }),
      () => (breach) => breach.shiftIds[1] ?? '',
      minimumRestOracle,
    );
  });

  test('maximum-hours-day by work', () => {
    expectHolds(
      withLimit(6, 12),
      'maximum-hours-day',
      (maximumHours) => ({ maximumHours }),
      firstDate,
      maximumHoursDayOracle,
    );
  });

  test('maximum-hours-day by span', () => {
    expectHolds(
      withLimit(6, 20),
      'maximum-hours-day',
      (maximumHours) => ({ maximumHours, measure: 'span' }),
      firstDate,
      maximumSpreadDayOracle,
    );
  });

  test('maximum-hours-week', () => {
    expectHolds(
      withLimit(20, 70),
      'maximum-hours-week',
      (maximumHours) => ({ maximumHours }),
      firstDate,
      maximumHoursWeekOracle,
    );
  });

  test('maximum-days-week', () => {
    expectHolds(
      withLimit(2, 7),
      'maximum-days-week',
      (maximumDays) => ({ maximumDays }),
      firstDate,
      maximumDaysWeekOracle,
    );
  });

  test('days-off-week', () => {
    expectHolds(withLimit(0, 5), 'days-off-week', (minimumDays) => ({ minimumDays }), firstDate, daysOffWeekOracle);
  });

  test('maximum-consecutive-days', () => {
    expectHolds(
      withLimit(1, 8),
      'maximum-consecutive-days',
      (maximumDays) => ({ maximumDays }),
      firstDate,
      consecutiveDaysOracle,
    );
  });

  test('one-shift-a-day', () => {
    fc.assert(
      fc.property(world, (one) => {
        const planned = new Set(one.line.map(({ id }) => id));
        const guilty = new Set(breachesOf(one, 'one-shift-a-day').flatMap(({ shiftIds }) => shiftIds));
        expect([...guilty].filter((id) => planned.has(id)).sort()).toEqual([...oneShiftADayOracle(one)].sort());
      }),
      { numRuns: 120 },
    );
  });

  test('forbidden-succession', () => {
    const pairs: [string, string][] = [
      ['late', 'early'],
      ['night', 'night'],
      ['night', 'late'],
    ];
    expectHolds(
      withLimit(1, 3),
      'forbidden-succession',
      (count) => ({ pairs: pairs.slice(0, count).map((pair) => pair.join('>')) }),
      () => (breach) => breach.shiftIds.join(' '),
      (one, count) => forbiddenSuccessionOracle(one, pairs.slice(0, count)),
    );
  });

  test('skill', () => {
    const templates = [
      { id: 'early', start: '06:00', length: 480 },
      { id: 'late', start: '14:00', length: 480, skills: ['voice', 'mail'] },
      { id: 'night', start: '22:00', length: 480, skills: ['chat'] },
    ];
    const skills = Object.fromEntries(templates.map((template) => [template.id, template.skills]));
    const held = fc.subarray(['voice', 'chat', 'mail']);
    fc.assert(
      fc.property(world, held, (one, employeeSkills) => {
        const breaches = breachesOf(one, 'skill', {}, { templates, employee: { skills: employeeSkills } });
        expect(told(breaches, (breach) => breach.shiftIds[0] ?? '')).toEqual(
          sorted(skillOracle(one, employeeSkills, skills)),
        );
      }),
      { numRuns: 80 },
    );
  });

  test('maximum-nights in a week, a month and the horizon', () => {
    const nights = fc.constantFrom(
      { nightFrom: '22:00', nightTo: '06:00', fromMinutes: 1320, toMinutes: 360 },
      { nightFrom: '00:00', nightTo: '05:00', fromMinutes: 0, toMinutes: 300 },
    );
    fc.assert(
      fc.property(
        world,
        nights,
        fc.constantFrom('week', 'month', 'horizon'),
        fc.integer({ min: 0, max: 4 }),
        fc.constantFrom(30, 120, 240),
        (one, { nightFrom, nightTo, ...minutes }, window, maximumNights, countsFromMinutes) => {
          const values = { maximumNights, window, nightFrom, nightTo, countsFromMinutes };
          const oracle = maximumNightsOracle(one, maximumNights, window, { ...minutes, countsFromMinutes });
          expect(told(breachesOf(one, 'maximum-nights', values), firstDate(one))).toEqual(sorted(oracle));
        },
      ),
      { numRuns: 80 },
    );
  });

  test('availability', () => {
    const weekdays = fc.subarray([0, 1, 2, 3, 4, 5, 6], { minLength: 1 });
    // No window ends within an hour that a clock change repeats: which of the two is meant is the calendar's own affair.
    const hours = fc.constantFrom(0, 6, 8, 14, 18, 22, 24);
    const window = fc
      .record({ weekdays, from: hours, to: hours })
      .filter(({ from }) => from < 24)
      .map(({ from, to, weekdays: days }) => ({ weekdays: days, fromMinutes: from * 60, toMinutes: to * 60 }));
    const offsets = fc.tuple(fc.integer({ min: -1, max: 15 }), fc.integer({ min: 0, max: 3 }));
    const clock = (minutes: number): string => `${String(minutes / 60).padStart(2, '0')}:00`;
    fc.assert(
      fc.property(
        world,
        fc.option(fc.array(window, { minLength: 1, maxLength: 4 }), { nil: undefined }),
        fc.option(offsets, { nil: undefined }),
        fc.option(offsets, { nil: undefined }),
        fc.array(fc.integer({ min: 0, max: 10 }), { maxLength: 2 }),
        (one, windows, away, onLeave, off) => {
          const at = (day: number): string => addDays(one.from, day);
          const unavailable =
            away === undefined ? [] : [{ from: `${at(away[0])}T08:00`, to: `${at(away[0] + away[1])}T18:00` }];
          const leave = onLeave === undefined ? [] : [{ from: at(onLeave[0]), to: at(onLeave[0] + onLeave[1]) }];
          const daysOff = off.map(at);
          const availability = windows?.map(({ weekdays: days, fromMinutes, toMinutes }) => ({
            days: days.map((day): Weekday => WEEKDAYS[day] ?? 'mon'),
            from: clock(fromMinutes),
            to: clock(toMinutes),
          }));
          const employee = { availability, unavailable, leave, daysOff };
          const breaches = breachesOf(one, 'availability', {}, { employee });
          const oracle = availabilityOracle(one, { windows, unavailable, leave, daysOff });
          expect(told(breaches, ({ shiftIds, facts }) => `${shiftIds[0]} ${facts?.['kind']}`)).toEqual(sorted(oracle));
        },
      ),
      { numRuns: 60 },
    );
  });

  test('minimum-hours-week with leave and holidays in each mode of credit', () => {
    const person = fc.record({
      mode: fc.constantFrom('average-day', 'fixed', 'none'),
      workdays: fc.constantFrom([0, 1, 2, 3, 4], [1, 2, 4, 5]),
      contractHours: fc.constantFrom(38, 40, 30),
      fixedHours: fc.constantFrom(0, 6, 7.7),
      leaveHours: fc.constantFrom(undefined, 4, 9),
      leaveDay: fc.integer({ min: -5, max: 12 }),
      leaveDays: fc.integer({ min: 0, max: 6 }),
      holidays: fc.array(fc.integer({ min: -3, max: 12 }), { maxLength: 3 }),
    });
    fc.assert(
      fc.property(world, person, fc.integer({ min: 10, max: 60 }), (one, drawn, minimumHours) => {
        const { mode, workdays, contractHours, fixedHours, leaveHours } = drawn;
        const from = addDays(one.from, drawn.leaveDay);
        const to = addDays(from, drawn.leaveDays);
        const holidays = drawn.holidays.map((day) => addDays(one.from, day));
        const described: Person = {
          contract: {
            minHoursPerWeek: contractHours,
            leaveCredit: mode,
            leaveCreditHours: fixedHours,
            workdays: workdays.map((day): Weekday => WEEKDAYS[day] ?? 'mon'),
          },
          employee: { leave: [{ from, to, creditHoursPerDay: leaveHours }] },
          holidays: holidays.map((date) => ({ date, name: 'holiday' })),
        };
        const leave = [{ from, to, hours: leaveHours }];
        const oracle = minimumHoursWeekOracle(one, minimumHours, {
          mode,
          contractHours,
          fixedHours,
          workdays,
          holidays,
          leave,
        });
        const breaches = breachesOf(one, 'minimum-hours-week', { minimumHours }, described);
        expect(told(breaches, firstDate(one))).toEqual(sorted(oracle));
      }),
      { numRuns: 80 },
    );
  });

  test('maximum-overtime-month', () => {
    fc.assert(
      fc.property(long, fc.integer({ min: 0, max: 60 }), fc.constantFrom(7, 8), (one, maximumHours, normalHoursDay) => {
        const values = { maximumHours, normalHoursDay, normalHoursWeek: 40 };
        const breaches = breachesOf(one, 'maximum-overtime-month', values);
        const oracle = maximumOvertimeMonthOracle(one, maximumHours, normalHoursDay, 40);
        const found = told(breaches, (breach) => firstDate(one)(breach).slice(0, 7));
        // Told are over-full months, all of those to which the planned shifts add, and only such as they have a part in.
        expect(sorted(oracle)).toEqual(expect.arrayContaining([...found]));
        expect(found).toEqual(expect.arrayContaining([...sorted(oracle.filter(({ added }) => added > 0))]));
        const planned = new Set(one.line.map(({ id }) => id));
        for (const { shiftIds } of breaches) expect(shiftIds.some((id) => planned.has(id))).toBe(true);
      }),
      { numRuns: 80 },
    );
  });
});
