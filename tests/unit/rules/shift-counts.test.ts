import { describe, expect, test } from 'vitest';
import { judge, type Published, shift, type TeamParts, teamWith } from './line.ts';
import { addDays } from '../../../src/domain/calendar.ts';
import type { Shift } from '../../../src/domain/shift.ts';
import type { RuleValue } from '../../../src/domain/team.ts';

const ZONE = 'Europe/Berlin';
const UNKNOWN: Published = { past: undefined, future: undefined };

function on(date: string, template?: string, from = '09:00', to = '17:00'): Shift {
  const next = to <= from ? addDays(date, 1) : date;
  return shift(ZONE, `${date}T${from}`, `${next}T${to}`, template === undefined ? {} : { template });
}

function found(
  rule: string,
  values: Readonly<Record<string, RuleValue>>,
  [from, days]: readonly [string, number],
  line: readonly Shift[],
  published: Published = {},
  parts: TeamParts = {},
): readonly string[] {
  const team = teamWith(ZONE, { ...parts, rules: [{ rule, values }] });
  const { breaches, unknowns } = judge(team, from, days, line, published);
  return [
    ...breaches.map(({ ruleId, measured, limit, facts }) => `${ruleId} ${measured}/${limit} ${facts?.['from']}`),
    ...unknowns.map(({ ruleId, reason }) => `${ruleId} ${reason}`),
  ].filter((text) => text.startsWith(rule));
}

// 2026-06-01 is a Monday.
const WEEK = ['2026-06-01', 7] as const;

describe('maximum-shifts-of', () => {
  const rule = 'maximum-shifts-of';

  test('counts the shifts of its templates in the week of their start', () => {
    const line = [on('2026-06-01', 'early'), on('2026-06-02', 'late'), on('2026-06-07', 'early', '22:00', '06:00')];
    expect(found(rule, { maximumShifts: 2, templates: ['early'] }, WEEK, line)).toEqual([]);
    expect(found(rule, { maximumShifts: 1, templates: ['early'] }, WEEK, line)).toEqual([`${rule} 2/1 2026-06-01`]);
    expect(found(rule, { maximumShifts: 2, templates: ['early', 'late'] }, WEEK, line)).toEqual([
      `${rule} 3/2 2026-06-01`,
    ]);
    const next = [on('2026-06-08', 'early')];
    expect(found(rule, { maximumShifts: 2, templates: ['early'] }, WEEK, line, { future: next })).toEqual([]);
  });

  test('counts both shifts of one date', () => {
    const line = [on('2026-06-01', 'early', '06:00', '10:00'), on('2026-06-01', 'early', '14:00', '18:00')];
    expect(found(rule, { maximumShifts: 1, templates: ['early'] }, WEEK, line)).toEqual([`${rule} 2/1 2026-06-01`]);
  });

  test('reads starts off the wall clock on the day of a clock change', () => {
    // Summer time begins on Sunday, 29 March 2026: 05:30 is four and a half hours after midnight.
    const early = { maximumShifts: 0, shiftsBy: 'start', startFrom: '05:30', startBefore: '06:00' };
    const days = ['2026-03-29', 1] as const;
    expect(found(rule, early, days, [on('2026-03-29', undefined, '05:30')])).toEqual([`${rule} 1/0 2026-03-23`]);
    expect(found(rule, early, days, [on('2026-03-29', undefined, '06:00')])).toEqual([]);
    const any = { maximumShifts: 0, shiftsBy: 'start', startFrom: '00:00', startBefore: '00:00' };
    expect(found(rule, any, days, [on('2026-03-29', undefined, '23:30', '23:45')])).toEqual([`${rule} 1/0 2026-03-23`]);
  });

  test('of a month counts what is published of it', () => {
    const values = { maximumShifts: 1, templates: ['late'], window: 'month' };
    const published = { past: [on('2026-06-01', 'late')], future: [on('2026-07-01', 'late')] };
    expect(found(rule, values, ['2026-06-29', 2], [on('2026-06-30', 'late')], published)).toEqual([
      `${rule} 2/1 2026-06-01`,
    ]);
    expect(found(rule, values, ['2026-06-29', 2], [on('2026-06-30', 'early')], published)).toEqual([]);
  });

  test('is open where shifts without a template could be too many', () => {
    const values = { maximumShifts: 1, templates: ['late'] };
    const about = (...line: readonly Shift[]) => found(rule, values, WEEK, line);
    expect(about(on('2026-06-01', 'late'), on('2026-06-02'))).toEqual([`${rule} template-missing`]);
    expect(about(on('2026-06-01'), on('2026-06-02'))).toEqual([`${rule} template-missing`]);
    expect(about(on('2026-06-01'), on('2026-06-02', 'early'))).toEqual([]);
    expect(about(on('2026-06-01', 'late'), on('2026-06-02', 'late'), on('2026-06-03'))).toEqual([
      `${rule} 2/1 2026-06-01`,
    ]);
  });

  test('is open where unseen days could hold too many', () => {
    const values = { maximumShifts: 3, templates: ['late'] };
    const line = [on('2026-06-02', 'late')];
    expect(found(rule, values, ['2026-06-02', 6], line, UNKNOWN)).toEqual([]);
    expect(found(rule, values, ['2026-06-02', 5], line, UNKNOWN)).toEqual([
      `${rule} past-missing`,
      `${rule} future-missing`,
    ]);
    expect(found(rule, values, ['2026-06-02', 5], [on('2026-06-02', 'early')], UNKNOWN)).toEqual([]);
  });
});

describe('minimum-shifts-of', () => {
  const rule = 'minimum-shifts-of';
  const values = { minimumShifts: 2, templates: ['late'] };

  test('asks for them in every week of the horizon, also in one without any shift', () => {
    const line = [on('2026-06-01', 'late'), on('2026-06-02', 'late'), on('2026-06-08', 'late')];
    expect(found(rule, values, ['2026-06-01', 14], line)).toEqual([`${rule} 1/2 2026-06-08`]);
    expect(found(rule, values, WEEK, [])).toEqual([`${rule} 0/2 2026-06-01`]);
    expect(found(rule, values, WEEK, [], { past: [on('2026-05-31', 'late')] })).toEqual([`${rule} 0/2 2026-06-01`]);
  });

  test('takes working days of leave for them, unless told not to', () => {
    const parts = { employee: { leave: [{ from: '2026-06-05', to: '2026-06-07' }] } };
    const line = [on('2026-06-01', 'late')];
    expect(found(rule, values, WEEK, line, {}, parts)).toEqual([]);
    expect(found(rule, { ...values, leaveCounts: false }, WEEK, line, {}, parts)).toEqual([`${rule} 1/2 2026-06-01`]);
    expect(found(rule, { ...values, minimumShifts: 3 }, WEEK, line, {}, parts)).toEqual([`${rule} 2/3 2026-06-01`]);
  });

  test('says nothing of a window with a day that is not known, and leaves it open unless it is full', () => {
    const two = [on('2026-06-03', 'late'), on('2026-06-04', 'late')];
    expect(found(rule, values, ['2026-06-03', 5], two, UNKNOWN)).toEqual([]);
    expect(found(rule, values, ['2026-06-03', 5], two.slice(1), UNKNOWN)).toEqual([`${rule} past-missing`]);
    expect(found(rule, values, ['2026-06-01', 5], [], UNKNOWN)).toEqual([`${rule} future-missing`]);
  });

  test('is open where only shifts without a template could fill the window', () => {
    expect(found(rule, values, WEEK, [on('2026-06-01', 'late'), on('2026-06-02')])).toEqual([
      `${rule} template-missing`,
    ]);
    expect(found(rule, values, WEEK, [on('2026-06-02')])).toEqual([`${rule} 1/2 2026-06-01`]);
  });
});

describe('maximum-splits', () => {
  const rule = 'maximum-splits';
  const twice = (date: string) => [on(date, undefined, '06:00', '10:00'), on(date, undefined, '16:00', '20:00')];

  test('counts dates with two shifts or more, and names their shifts alone', () => {
    const line = [...twice('2026-06-01'), on('2026-06-01', undefined, '21:00', '22:00'), on('2026-06-02')];
    expect(found(rule, { maximumDays: 1 }, WEEK, line)).toEqual([]);
    const team = teamWith(ZONE, { rules: [{ rule, values: { maximumDays: 0 } }] });
    const [breach] = judge(team, ...WEEK, line).breaches.filter(({ ruleId }) => ruleId === rule);
    expect(breach).toMatchObject({ measured: 1, limit: 0, shiftIds: line.slice(0, 3).map(({ id }) => id) });
  });

  test('takes a shift with a gap for one, and no other break', () => {
    const pauses = (...kinds: readonly (undefined | 'meal' | 'gap')[]) =>
      kinds.map((kind, index) => {
        const shift = on(`2026-06-0${index + 1}`);
        return { ...shift, breaks: [{ start: shift.start + 3600, end: shift.start + 7200, paid: false, kind }] };
      });
    expect(found(rule, { maximumDays: 1 }, WEEK, pauses('gap', 'meal', undefined))).toEqual([]);
    expect(found(rule, { maximumDays: 1 }, WEEK, pauses('gap', 'meal', 'gap'))).toEqual([`${rule} 2/1 2026-06-01`]);
  });

  test('takes no night and evening of the next date for one', () => {
    const line = [on('2026-06-01', undefined, '22:00', '06:00'), on('2026-06-02', undefined, '22:00', '06:00')];
    expect(found(rule, { maximumDays: 0 }, WEEK, line)).toEqual([]);
    const midnight = [on('2026-06-01', undefined, '22:00', '23:00'), on('2026-06-02', undefined, '00:00', '06:00')];
    expect(found(rule, { maximumDays: 0 }, WEEK, midnight)).toEqual([]);
  });

  test('is the affair of the horizon only with a split of its own', () => {
    const past = [...twice('2026-06-01'), ...twice('2026-06-02')];
    expect(found(rule, { maximumDays: 1 }, ['2026-06-03', 5], [on('2026-06-03')], { past })).toEqual([]);
    expect(found(rule, { maximumDays: 1 }, ['2026-06-03', 5], twice('2026-06-03'), { past })).toEqual([
      `${rule} 3/1 2026-06-01`,
    ]);
    expect(found(rule, { maximumDays: 1 }, ['2026-06-03', 5], twice('2026-06-03'), UNKNOWN)).toEqual([
      `${rule} past-missing`,
    ]);
  });
});

describe('same-start-week', () => {
  const rule = 'same-start-week';
  const hour = { maximumMinutes: 60 };

  test('holds starts of one week together, and lets the next week begin anew', () => {
    const line = [on('2026-06-01'), on('2026-06-03', undefined, '10:00'), on('2026-06-08', undefined, '14:00')];
    expect(found(rule, hour, ['2026-06-01', 14], line)).toEqual([]);
    expect(found(rule, { maximumMinutes: 59 }, ['2026-06-01', 14], line)).toEqual([`${rule} 3600/3540 2026-06-01`]);
    // From 09:00 to 10:01 in three shifts, any two of which are near enough.
    const drift = [on('2026-06-01'), on('2026-06-02', undefined, '09:31'), on('2026-06-03', undefined, '10:01')];
    expect(found(rule, hour, WEEK, drift)).toEqual([`${rule} 3660/3600 2026-06-01`]);
  });

  test('measures over midnight on the round of the clock', () => {
    const line = [on('2026-06-01', undefined, '23:30', '06:00'), on('2026-06-03', undefined, '00:30', '07:00')];
    expect(found(rule, hour, WEEK, line)).toEqual([]);
    expect(found(rule, { maximumMinutes: 45 }, WEEK, line)).toEqual([`${rule} 3600/2700 2026-06-01`]);
  });

  test('goes by the wall clock over both clock changes', () => {
    const still = { maximumMinutes: 0 };
    const spring = [on('2026-03-28', undefined, '07:00'), on('2026-03-29', undefined, '07:00')];
    expect(found(rule, still, ['2026-03-23', 7], spring)).toEqual([]);
    const autumn = [on('2026-10-24', undefined, '07:00'), on('2026-10-25', undefined, '07:00')];
    expect(found(rule, still, ['2026-10-19', 7], autumn)).toEqual([]);
  });

  test('counts what is published of the week, and is open without it', () => {
    const line = [on('2026-06-03')];
    const days = ['2026-06-03', 2] as const;
    expect(found(rule, hour, days, line, { past: [on('2026-06-01', undefined, '07:00')] })).toEqual([
      `${rule} 7200/3600 2026-06-01`,
    ]);
    expect(found(rule, hour, days, line, { future: [on('2026-06-07', undefined, '07:00')] })).toEqual([
      `${rule} 7200/3600 2026-06-01`,
    ]);
    expect(found(rule, hour, days, line, { past: [on('2026-05-31', undefined, '07:00')] })).toEqual([]);
    expect(found(rule, hour, days, line, UNKNOWN)).toEqual([`${rule} past-missing`, `${rule} future-missing`]);
    expect(found(rule, hour, days, [], UNKNOWN)).toEqual([]);
  });
});
