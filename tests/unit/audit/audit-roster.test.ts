import { describe, expect, test } from 'vitest';
import { shift, teamWith, type TeamParts } from '../rules/line.ts';
import { auditRoster } from '../../../src/audit/audit-roster.ts';
import type { AuditInput } from '../../../src/audit/roster-issues.ts';
import type { Audit } from '../../../src/domain/breach.ts';
import { addDays } from '../../../src/domain/calendar.ts';
import type { Issue } from '../../../src/domain/issue.ts';
import type { Shift } from '../../../src/domain/shift.ts';

const ZONE = 'Asia/Shanghai';
const HOUR = 3600;

function input(parts: TeamParts, shifts: readonly Shift[], more: Partial<AuditInput> = {}): AuditInput {
  return { team: teamWith(ZONE, parts), from: '2026-06-01', days: 7, shifts, past: [], future: [], ...more };
}

function audited(one: AuditInput): Audit {
  const outcome = auditRoster(one);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.issues));
  return outcome.value;
}

function refused(one: AuditInput): readonly Issue[] {
  const outcome = auditRoster(one);
  if (outcome.ok) throw new Error('the roster was audited');
  return outcome.issues;
}

function days(count: number, from: string, to: string): readonly Shift[] {
  return Array.from({ length: count }, (_, index) => {
    const date = addDays('2026-06-01', index);
    return shift(ZONE, `${date}T${from}`, `${date}T${to}`);
  });
}

describe('an audit', () => {
  test('of a roster that keeps its rules is clean and says what was checked', () => {
    const audit = audited(input({ contract: { maxHoursPerWeek: 40 } }, days(5, '09:00', '17:00')));
    expect(audit).toMatchObject({ clean: true, breaches: [], unknowns: [], notChecked: [] });
    expect(audit.checked).toEqual({
      employees: 1,
      shifts: 5,
      rules: ['availability', 'skill', 'one-shift-a-day', 'maximum-hours-week'],
    });
  });

  test('tells a breach by facts: who, which shifts, measured, limit, excess, source', () => {
    const shifts = days(6, '09:00', '17:00');
    const { clean, breaches } = audited(input({ contract: { maxHoursPerWeek: 40 } }, shifts));
    expect(clean).toBe(false);
    expect(breaches).toEqual([
      {
        ruleId: 'maximum-hours-week',
        employeeId: 'ana',
        severity: 'block',
        source: 'contract full',
        shiftIds: shifts.map(({ id }) => id),
        span: { start: Date.UTC(2026, 4, 31, 16) / 1000, end: Date.UTC(2026, 5, 7, 16) / 1000 },
        unit: 'seconds',
        measured: 48 * HOUR,
        limit: 40 * HOUR,
        excess: 8 * HOUR,
        facts: { from: '2026-06-01', end: '2026-06-08' },
      },
    ]);
  });

  test.each([
    ['block', false],
    ['agreement', false],
    ['pay', true],
    ['warn', true],
    ['info', true],
  ] as const)('with a breach of severity %s is clean: %s', (severity, clean) => {
    const rules = [{ rule: 'maximum-days-week', values: { maximumDays: 1 }, severity, source: 'house' }];
    const audit = audited(input({ rules }, days(2, '09:00', '17:00')));
    expect(audit.breaches).toMatchObject([{ severity, source: 'house' }]);
    expect(audit.clean).toBe(clean);
  });

  test('takes overlapping shifts as a breach, not as bad input', () => {
    const overlap = [
      shift(ZONE, '2026-06-01T22:00', '2026-06-02T06:00'),
      shift(ZONE, '2026-06-02T05:00', '2026-06-02T13:00'),
    ];
    expect(audited(input({}, overlap)).breaches).toMatchObject([
      { ruleId: 'one-shift-a-day', measured: HOUR, facts: { kind: 'overlap' } },
    ]);
  });

  test('judges shifts in any order of the input, each employee alone', () => {
    const employees = ['ana', 'bob'].map((id) => ({ id, contract: 'full', skills: [] }));
    const rules = [{ rule: 'minimum-rest', values: { minimumHours: 11 } }];
    const shifts = [
      shift(ZONE, '2026-06-02T06:00', '2026-06-02T14:00', { id: 'second', employeeId: 'bob' }),
      shift(ZONE, '2026-06-01T14:00', '2026-06-01T22:00', { id: 'first', employeeId: 'bob' }),
      shift(ZONE, '2026-06-02T06:00', '2026-06-02T14:00', { id: 'other', employeeId: 'ana' }),
    ];
    expect(audited(input({ rules, more: { employees } }, shifts)).breaches).toMatchObject([
      { employeeId: 'bob', shiftIds: ['first', 'second'], measured: 8 * HOUR },
    ]);
  });

  test('counts what is unknown without losing the clean flag', () => {
    const rules = [{ rule: 'minimum-rest', values: { minimumHours: 11 } }];
    const shifts = days(1, '09:00', '17:00');
    const audit = audited(input({ rules }, shifts, { past: undefined }));
    expect(audit.clean).toBe(true);
    expect(audit.unknowns.map(({ ruleId, reason }) => `${ruleId} ${reason}`)).toEqual([
      'one-shift-a-day past-missing',
      'minimum-rest past-missing',
    ]);
    expect(audited(input({ rules }, shifts)).unknowns).toEqual([]);
  });
});

describe('the hours ledger', () => {
  test('has a row for every employee and week that the horizon touches, with published shifts of those weeks', () => {
    const shifts = [
      shift(ZONE, '2026-06-05T20:00', '2026-06-06T04:30', { pause: ['2026-06-06T00:00', '2026-06-06T00:30'] }),
      shift(ZONE, '2026-06-08T08:00', '2026-06-08T16:00'),
    ];
    const past = [
      shift(ZONE, '2026-06-02T08:00', '2026-06-02T12:00'),
      shift(ZONE, '2026-05-31T08:00', '2026-05-31T12:00'),
    ];
    const contract = { minHoursPerWeek: 20, maxHoursPerWeek: 40, maxHoursPerDay: 24 };
    const employee = { leave: [{ from: '2026-06-06', to: '2026-06-08' }] };
    const rules = [{ rule: 'maximum-hours-week', values: { maximumHours: 38 } }];
    const more = { from: '2026-06-04', days: 6, past };
    const { ledger } = audited(input({ contract, employee, rules }, shifts, more));
    expect(ledger).toEqual([
      {
        employeeId: 'ana',
        weekStart: '2026-06-01',
        shifts: 2,
        days: 2,
        workSeconds: 12 * HOUR,
        spanSeconds: 12.5 * HOUR,
        nightSeconds: 6.5 * HOUR,
        creditSeconds: 0,
        minSeconds: 20 * HOUR,
        maxSeconds: 38 * HOUR,
      },
      {
        employeeId: 'ana',
        weekStart: '2026-06-08',
        shifts: 1,
        days: 1,
        workSeconds: 8 * HOUR,
        spanSeconds: 8 * HOUR,
        nightSeconds: 0,
        creditSeconds: 0,
        minSeconds: 20 * HOUR,
        maxSeconds: 38 * HOUR,
      },
    ]);
  });

  test('credits leave and holidays of working days as the minimum does', () => {
    const contract = { minHoursPerWeek: 40 };
    const employee = { leave: [{ from: '2026-06-05', to: '2026-06-06' }] };
    const holidays = [{ date: '2026-06-01', name: 'Children’s Day' }];
    const shifts = days(4, '09:00', '15:00').slice(0, 4);
    const audit = audited(input({ contract, employee, more: { holidays } }, shifts));
    // Monday: 6 h worked on a holiday of 8 h; Friday: a day of leave; Saturday is no working day.
    expect(audit.ledger).toMatchObject([{ workSeconds: 24 * HOUR, creditSeconds: (2 + 8) * HOUR }]);
    expect(audit.breaches).toMatchObject([
      { ruleId: 'minimum-hours-week', measured: 34 * HOUR, excess: 6 * HOUR, facts: { creditSeconds: 10 * HOUR } },
    ]);
  });

  test('leaves limits out where there are none', () => {
    const [week] = audited(input({}, [])).ledger;
    expect(week).toMatchObject({ shifts: 0, workSeconds: 0, creditSeconds: 0 });
    expect(week?.minSeconds).toBeUndefined();
    expect(week?.maxSeconds).toBeUndefined();
  });
});

describe('the pack for China', () => {
  test('blocks more than 11 hours a day, a week without a rest day and 36 hours of overtime a month, and prices the rest', () => {
    const long = audited(input({}, days(7, '08:00', '20:00'), { packs: ['cn'] }));
    const hard = long.breaches.filter(({ severity }) => severity === 'block').map(({ ruleId }) => ruleId);
    expect(hard).toEqual([
      ...Array.from({ length: 7 }, () => 'maximum-hours-day'),
      'maximum-overtime-month',
      'days-off-week',
    ]);
    expect(long.breaches.find(({ ruleId }) => ruleId === 'maximum-overtime-month')).toMatchObject({
      measured: (7 * 4 + 16) * HOUR,
      limit: 36 * HOUR,
    });
    const soft = audited(input({ packs: ['cn'] }, days(5, '08:00', '17:30')));
    expect(soft.clean).toBe(true);
    expect(soft.breaches.map(({ ruleId, severity, limit }) => `${ruleId} ${severity} ${limit / HOUR}`)).toEqual([
      ...Array.from({ length: 5 }, () => 'maximum-hours-day pay 8'),
      ...Array.from({ length: 5 }, () => 'maximum-hours-day warn 9'),
      'maximum-hours-week pay 40',
    ]);
  });

  test('counts nights and finds nothing in them, names its sources and lists what it does not check', () => {
    const late = [
      shift(ZONE, '2026-06-01T15:00', '2026-06-01T22:30'),
      shift(ZONE, '2026-06-03T12:00', '2026-06-03T20:30'),
    ];
    const audit = audited(input({}, late, { packs: ['cn'] }));
    expect(audit.breaches.map(({ ruleId, severity }) => `${ruleId} ${severity}`)).toEqual(['maximum-hours-day pay']);
    expect(audit.breaches[0]?.source).toContain('cn: ');
    expect(audit.notChecked.map(({ pack, topic }) => `${pack} ${topic}`)).toContain('cn rest-between-shifts');
    expect(audit.ledger[0]?.nightSeconds).toBe(0.5 * HOUR);
  });

  test('is applied once when the team and the caller both name it', () => {
    const audit = audited(input({ packs: ['cn'] }, days(7, '08:00', '12:00'), { packs: ['cn'] }));
    expect(audit.breaches.map(({ ruleId }) => ruleId)).toEqual(['days-off-week']);
  });
});

describe('bad input', () => {
  const good = shift(ZONE, '2026-06-01T09:00', '2026-06-01T17:00', { id: 'good' });

  function codes(one: AuditInput): readonly string[] {
    return refused(one).map(({ code, path }) => `${code} ${path}`);
  }

  test('is refused with all issues at once, in the team and in every list of shifts', () => {
    const team = { employee: { contract: 'gone' }, rules: [{ rule: 'nonsense' }], packs: ['nowhere'] };
    const shifts = [{ ...good, employeeId: 'zoe', template: 'late', skill: 'mail' }];
    const one = input(team, shifts, { past: [good], future: [{ ...good, id: 'f' }], packs: ['never'] });
    expect(codes(one)).toEqual([
      'unknown-contract /team/employees/0/contract',
      'unknown-rule /team/rules/0/rule',
      'unknown-pack /team/packs/0',
      'unknown-pack /packs/0',
      'unknown-employee /shifts/0',
      'unknown-template /shifts/0',
      'unknown-skill /shifts/0',
      'past-not-before /past/0',
      'duplicate-id /past/0',
      'future-not-behind /future/0',
    ]);
    for (const issue of refused(one)) {
      expect(issue.message).not.toBe('');
      expect(issue.hint).not.toBe('');
    }
  });

  test('are shifts that end before they start, last longer than a day or lie outside the horizon', () => {
    const shifts = [
      shift(ZONE, '2026-06-01T22:00', '2026-06-01T06:00'),
      shift(ZONE, '2026-06-02T09:00', '2026-06-03T09:01'),
      shift(ZONE, '2026-06-08T09:00', '2026-06-08T10:00'),
      shift(ZONE, '2026-06-04T09:00', '2026-06-05T09:00'),
    ];
    expect(codes(input({}, shifts))).toEqual([
      'span-not-positive /shifts/0',
      'shift-too-long /shifts/1',
      'outside-horizon /shifts/2',
    ]);
  });

  test('is no shift of 24 hours on the wall clock in the night of 25', () => {
    const zone = 'Europe/Berlin';
    const team = teamWith(zone);
    const long = shift(zone, '2026-10-24T12:00', '2026-10-25T12:00');
    expect(long.end - long.start).toBe(25 * HOUR);
    const one = { team, from: '2026-10-24', days: 1, shifts: [long], past: [], future: [] };
    expect(audited(one).clean).toBe(true);
    expect(refused({ ...one, shifts: [{ ...long, end: long.end + 60 }] })).toMatchObject([{ code: 'shift-too-long' }]);
  });

  test('are breaks outside the shift or over each other', () => {
    const pause = (from: number, to: number) => ({
      start: good.start + from * HOUR,
      end: good.start + to * HOUR,
      paid: false,
    });
    const withBreaks = (...breaks: readonly ReturnType<typeof pause>[]): AuditInput => input({}, [{ ...good, breaks }]);
    expect(codes(withBreaks(pause(7, 9)))).toEqual(['break-outside-shift /shifts/0']);
    expect(codes(withBreaks(pause(-1, 1)))).toEqual(['break-outside-shift /shifts/0']);
    expect(codes(withBreaks(pause(3, 3)))).toEqual(['break-outside-shift /shifts/0']);
    expect(codes(withBreaks(pause(4, 5), pause(3, 4.5)))).toEqual(['breaks-overlap /shifts/0']);
    expect(audited(withBreaks(pause(3, 4), pause(4, 5), pause(7, 8))).clean).toBe(true);
  });

  test('is no published shift of a template or skill that the team has no more', () => {
    const past = [shift(ZONE, '2026-05-31T09:00', '2026-05-31T17:00', { template: 'gone', skill: 'gone' })];
    expect(audited(input({}, [good], { past })).clean).toBe(true);
  });

  test('is a horizon that is none', () => {
    expect(codes(input({}, [good], { from: '2026-02-30', days: 0 }))).toEqual(['wrong-date /from', 'too-small /days']);
    expect(codes(input({}, [good], { days: 1.5 }))).toEqual(['not-whole /days']);
  });
});
