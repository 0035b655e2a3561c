import { describe, expect, test } from 'vitest';
import { judge, type Published, shift, type TeamParts, teamWith } from './line.ts';
import type { Shift } from '../../../src/domain/shift.ts';
import type { RuleValue } from '../../../src/domain/team.ts';

const ZONE = 'Asia/Shanghai';
const UNKNOWN: Published = { past: undefined, future: undefined };

type Values = Readonly<Record<string, RuleValue>>;

/** A date of June 2026, whose first is a Monday. */
function june(date: number): string {
  return `2026-06-${String(date).padStart(2, '0')}`;
}

function day(date: number, template?: string): Shift {
  const local = june(date);
  return shift(ZONE, `${local}T09:00`, `${local}T17:00`, template === undefined ? {} : { template });
}

function days(...dates: readonly number[]): readonly Shift[] {
  return dates.map((date) => day(date));
}

function team(rule: string, values: Values, parts: TeamParts = {}) {
  return teamWith(ZONE, { ...parts, rules: [{ rule, values }] });
}

/** What a rule says of a week from a Monday on, as `measured from to`. */
function told(rule: string, values: Values, line: readonly Shift[], published: Published = {}, parts: TeamParts = {}) {
  return judge(team(rule, values, parts), '2026-06-08', 7, line, published)
    .breaches.filter(({ ruleId }) => ruleId === rule)
    .map(({ measured, facts }) => `${measured} ${facts?.['from']} ${facts?.['to']}`.replaceAll('2026-06-', ''));
}

function open(rule: string, values: Values, line: readonly Shift[], published = UNKNOWN, parts: TeamParts = {}) {
  return judge(team(rule, values, parts), '2026-06-08', 7, line, published)
    .unknowns.filter(({ ruleId }) => ruleId === rule)
    .map(({ reason }) => reason);
}

function leave(from: number, to = from): TeamParts {
  return { employee: { leave: [{ from: june(from), to: june(to) }] } };
}

describe('minimum-consecutive-days', () => {
  const rule = 'minimum-consecutive-days';
  const two = { minimumDays: 2 };

  test('tells of each run that is too short, by its days', () => {
    expect(told(rule, two, days(9, 11, 12, 14))).toEqual(['1 09 09', '1 14 14']);
    expect(told(rule, { minimumDays: 3 }, days(9, 11, 12))).toEqual(['1 09 09', '2 11 12']);
    expect(told(rule, { minimumDays: 1 }, days(9, 11))).toEqual([]);
  });

  test('counts a day of two shifts once, and a night where it starts', () => {
    const split = [day(9), shift(ZONE, '2026-06-09T18:00', '2026-06-09T20:00')];
    expect(told(rule, two, split)).toEqual(['1 09 09']);
    const night = [shift(ZONE, '2026-06-09T22:00', '2026-06-10T06:00')];
    expect(told(rule, two, night)).toEqual(['1 09 09']);
  });

  test('joins the run that was published before, and asks the horizon to finish one that was begun', () => {
    expect(told(rule, two, days(8), { past: days(7) })).toEqual([]);
    expect(told(rule, two, days(10, 11), { past: days(7) })).toEqual(['1 07 07']);
    expect(told(rule, two, days(10, 11), { past: days(6) })).toEqual([]);
    expect(told(rule, two, days(10, 11), { future: days(15) })).toEqual(['1 15 15']);
    expect(told(rule, two, days(10, 11), { future: days(16) })).toEqual([]);
  });

  test('lets leave cut a run short', () => {
    expect(told(rule, two, days(9), {}, leave(10))).toEqual([]);
    expect(told(rule, two, days(9), {}, leave(8))).toEqual([]);
    expect(told(rule, two, days(9), {}, leave(11))).toEqual(['1 09 09']);
    expect(told(rule, { minimumDays: 3 }, days(10), { past: days(7) }, leave(8, 9))).toEqual([]);
  });

  test('leaves open what the unseen days decide, and says nothing of it', () => {
    expect(open(rule, two, days(8, 9, 13, 14))).toEqual([]);
    expect(open(rule, two, days(8, 13, 14))).toEqual(['past-missing']);
    expect(told(rule, two, days(8, 13, 14), UNKNOWN)).toEqual([]);
    expect(told(rule, two, days(8, 13, 14))).toEqual(['1 08 08']);
    // A run that nobody has seen may end with the day before the horizon.
    expect(open(rule, two, days(9, 10, 13, 14))).toEqual(['past-missing']);
    expect(open(rule, two, days(9, 10, 13, 14), UNKNOWN, leave(8))).toEqual([]);
    expect(open(rule, { minimumDays: 1 }, days(9))).toEqual([]);
  });
});

describe('minimum-consecutive-days-off', () => {
  const rule = 'minimum-consecutive-days-off';
  const two = { minimumDays: 2 };

  test('tells of days off between working days, and of no others', () => {
    expect(told(rule, two, days(9, 11, 12))).toEqual(['1 10 10']);
    expect(told(rule, two, days(8, 9, 12, 14))).toEqual(['1 13 13']);
    expect(told(rule, { minimumDays: 3 }, days(8, 11))).toEqual(['2 09 10']);
    expect(told(rule, { minimumDays: 1 }, days(8, 10))).toEqual([]);
  });

  test('takes the date on which a night ends for a day off', () => {
    const line = [shift(ZONE, '2026-06-09T22:00', '2026-06-10T06:00'), day(11)];
    expect(told(rule, two, line)).toEqual(['1 10 10']);
  });

  test('counts the days off before and behind the horizon', () => {
    expect(told(rule, two, days(8), { past: days(6) })).toEqual(['1 07 07']);
    expect(told(rule, two, days(9), { past: days(6) })).toEqual([]);
    expect(told(rule, two, days(14), { future: days(16) })).toEqual(['1 15 15']);
    expect(told(rule, { minimumDays: 9 }, [], { past: days(7), future: days(15) })).toEqual(['7 08 14']);
    expect(told(rule, two, days(10), { past: days(5, 7) })).toEqual([]);
  });

  test('does not judge days off with leave among them', () => {
    expect(told(rule, two, days(9, 11), {}, leave(10))).toEqual([]);
    expect(told(rule, { minimumDays: 3 }, days(9, 12), {}, leave(11))).toEqual([]);
    expect(told(rule, two, days(9, 11), {}, leave(12))).toEqual(['1 10 10']);
  });

  test('leaves open what the unseen days decide', () => {
    expect(open(rule, two, days(8, 14))).toEqual(['past-missing', 'future-missing']);
    expect(open(rule, two, days(10, 12))).toEqual([]);
    expect(open(rule, { minimumDays: 3 }, days(10, 14), { past: undefined })).toEqual(['past-missing']);
    expect(open(rule, { minimumDays: 3 }, days(10, 14), { past: undefined }, leave(9))).toEqual([]);
    expect(open(rule, { minimumDays: 8 }, [])).toEqual(['past-missing', 'future-missing']);
    expect(open(rule, { minimumDays: 7 }, [])).toEqual([]);
    expect(open(rule, { minimumDays: 8 }, [], { past: undefined, future: [] })).toEqual([]);
  });
});

describe('days in a row with shifts of a class', () => {
  const most = 'maximum-consecutive-shifts-of';
  const least = 'minimum-consecutive-shifts-of';
  const late = { templates: ['late'] };
  const on = (template: string | undefined, ...dates: readonly number[]) => dates.map((date) => day(date, template));

  test('other shifts and days off end a row alike', () => {
    const values = { ...late, maximumDays: 2 };
    expect(told(most, values, on('late', 8, 9, 10))).toEqual(['3 08 10']);
    expect(told(most, values, [...on('late', 8, 9), ...on('early', 10), ...on('late', 11, 12)])).toEqual([]);
    expect(told(most, values, on('late', 8, 9, 11, 12))).toEqual([]);
    expect(
      told(least, { ...late, minimumDays: 2 }, [...on('late', 8), ...on('early', 9), ...on('late', 10, 11)]),
    ).toEqual(['1 08 08']);
  });

  test('published days count, and only rows with a planned shift are judged by the maximum', () => {
    const values = { ...late, maximumDays: 2 };
    expect(told(most, values, on('late', 8), { past: on('late', 6, 7) })).toEqual(['3 06 08']);
    expect(told(most, values, on('late', 9), { past: on('late', 5, 6, 7) })).toEqual([]);
    expect(told(most, values, on('late', 14), { future: on('late', 15, 16) })).toEqual(['3 14 16']);
    expect(told(least, { ...late, minimumDays: 2 }, [], { past: on('late', 7) })).toEqual(['1 07 07']);
  });

  test('a window of starts is read off the wall clock and does not hold its end', () => {
    const starts = { shiftsBy: 'start', startFrom: '05:00', startBefore: '07:00', maximumDays: 1 };
    const at = (from: string) => [8, 9].map((date) => shift(ZONE, `${june(date)}T${from}`, `${june(date)}T12:00`));
    expect(told(most, starts, at('05:00'))).toEqual(['2 08 09']);
    expect(told(most, starts, at('06:59'))).toEqual(['2 08 09']);
    expect(told(most, starts, at('07:00'))).toEqual([]);
    expect(told(most, starts, at('04:59'))).toEqual([]);
    expect(told(most, { ...starts, startFrom: '22:00', startBefore: '05:00' }, at('04:59'))).toEqual(['2 08 09']);
  });

  test('a night is one by its elapsed time, also where the clocks change', () => {
    const values = { shiftsBy: 'night', nightFrom: '00:00', nightTo: '05:00', maximumDays: 1 };
    const berlin = (countsFromMinutes: number) => {
      const rules = [{ rule: most, values: { ...values, countsFromMinutes } }];
      // In the night of 29 March the hour from 2:00 is not there: from 23:00 to 5:00 on the wall is 5 h, of which 4 h after midnight.
      const line = ['2026-03-27', '2026-03-28'].map((date, index) =>
        shift('Europe/Berlin', `${date}T23:00`, `${['2026-03-28', '2026-03-29'][index]}T05:00`),
      );
      return judge(teamWith('Europe/Berlin', { rules }), '2026-03-23', 7, line).breaches.map(
        ({ measured }) => measured,
      );
    };
    expect(berlin(240)).toEqual([2]);
    expect(berlin(241)).toEqual([]);
  });

  test('a row goes on over the end of a month and of a year', () => {
    const rules = [{ rule: most, values: { ...late, maximumDays: 3 } }];
    const dates = ['2026-12-30', '2026-12-31', '2027-01-01', '2027-01-02'];
    const line = dates.map((date) => shift(ZONE, `${date}T14:00`, `${date}T22:00`, { template: 'late' }));
    expect(judge(teamWith(ZONE, { rules }), '2026-12-28', 7, line).breaches).toMatchObject([{ measured: 4 }]);
  });

  test('shifts without a template leave open what they might decide', () => {
    const known = { past: [], future: [] };
    const maximum = { ...late, maximumDays: 2 };
    const between = [...on('late', 8), ...on(undefined, 9), ...on('late', 10)];
    expect(open(most, maximum, between, known)).toEqual(['template-missing']);
    expect(told(most, maximum, between)).toEqual([]);
    expect(open(most, maximum, between.slice(0, 2), known)).toEqual([]);
    expect(open(most, { shiftsBy: 'start', maximumDays: 2 }, between, known)).toEqual([]);
    const minimum = { ...late, minimumDays: 2 };
    expect(open(least, minimum, between, known)).toEqual(['template-missing']);
    expect(told(least, minimum, between)).toEqual([]);
    expect(open(least, { ...late, minimumDays: 1 }, between, known)).toEqual([]);
    expect(open(least, minimum, on('late', 8, 9), { past: on(undefined, 5), future: [] })).toEqual([]);
  });

  test('leaves open what the unseen days decide', () => {
    const maximum = { ...late, maximumDays: 2 };
    expect(open(most, maximum, on('late', 8, 9, 14))).toEqual(['past-missing', 'future-missing']);
    expect(open(most, maximum, on('late', 8, 9, 10))).toEqual([]);
    expect(open(most, maximum, on('early', 8, 14))).toEqual([]);
    const minimum = { ...late, minimumDays: 2 };
    expect(open(least, minimum, [...on('late', 8, 9), ...on('early', 14)])).toEqual(['future-missing']);
    expect(open(least, minimum, on('late', 8, 9, 13, 14))).toEqual([]);
  });
});

describe('forward-rotation', () => {
  const rule = 'forward-rotation';
  const at = (date: number, from: string, to = '23:00') => {
    return shift(ZONE, `${june(date)}T${from}`, `${june(date)}T${to}`);
  };

  test('a start may stay or come later, and earlier after enough days off', () => {
    const two = { daysOff: 2 };
    expect(told(rule, two, [at(8, '06:00'), at(9, '06:00'), at(10, '14:00')])).toEqual([]);
    expect(told(rule, two, [at(8, '14:00'), at(9, '13:59')])).toEqual(['60 08 09']);
    expect(told(rule, two, [at(8, '14:00'), at(10, '06:00')])).toEqual(['28800 08 10']);
    expect(told(rule, two, [at(8, '14:00'), at(11, '06:00')])).toEqual([]);
    expect(told(rule, { daysOff: 1 }, [at(8, '14:00'), at(10, '06:00')])).toEqual([]);
  });

  test('a day starts with its first shift', () => {
    const split = [at(8, '06:00', '10:00'), at(8, '16:00', '20:00')];
    expect(told(rule, { daysOff: 2 }, [...split, at(9, '08:00')])).toEqual([]);
    expect(told(rule, { daysOff: 2 }, [at(7, '07:00'), ...split])).toEqual(['3600 07 08']);
  });

  test('starts are compared on the wall, whatever the clocks did', () => {
    const rules = [{ rule, values: { daysOff: 2 } }];
    for (const [from, to] of [
      ['2026-03-28', '2026-03-29'],
      ['2026-10-24', '2026-10-25'],
    ] as const) {
      const line = [from, to].map((date) => shift('Europe/Berlin', `${date}T08:00`, `${date}T16:00`));
      expect(judge(teamWith('Europe/Berlin', { rules }), from, 2, line).breaches).toEqual([]);
    }
  });

  test('published days on either side are compared, and what is not known is left open', () => {
    const two = { daysOff: 2 };
    expect(told(rule, two, [at(9, '06:00')], { past: [at(7, '14:00')] })).toEqual(['28800 07 09']);
    expect(told(rule, two, [at(9, '06:00')], { past: [at(6, '14:00')] })).toEqual([]);
    expect(told(rule, two, [at(14, '14:00')], { future: [at(15, '06:00')] })).toEqual(['28800 14 15']);
    expect(told(rule, two, [at(10, '14:00')], { past: [at(6, '14:00'), at(7, '06:00')] })).toEqual([]);
    expect(open(rule, two, [at(9, '06:00'), at(13, '14:00')])).toEqual(['past-missing', 'future-missing']);
    expect(open(rule, two, [at(10, '06:00'), at(12, '14:00')])).toEqual([]);
    expect(open(rule, two, [at(8, '23:59', '24:00'), at(14, '23:59', '24:00')], { past: undefined })).toEqual([]);
    expect(open(rule, two, [])).toEqual([]);
  });
});
