import { describe, expect, it } from 'vitest';
import type { Audit, Breach } from '../../../src/domain/breach.ts';
import { instantOfIso } from '../../../src/domain/calendar.ts';
import type { Roster } from '../../../src/domain/roster.ts';
import { conflictText } from '../../../src/contract/conflict-text.ts';
import { fromAudit, fromBreach } from '../../../src/contract/audit-mapping.ts';
import { auditSchema } from '../../../src/contract/breach.ts';
import { parseAuditRequest } from '../../../src/contract/audit-request.ts';
import { parseProblem } from '../../../src/contract/problem-mapping.ts';
import { fromRoster } from '../../../src/contract/roster-mapping.ts';
import { rosterSchema } from '../../../src/contract/roster.ts';
import { problemWith, valueOf } from './documents.ts';

const at = (iso: string): number => instantOfIso(iso) ?? Number.NaN;

const breach: Breach = {
  ruleId: 'minimum-rest',
  employeeId: 'anna',
  severity: 'block',
  shiftIds: ['a', 'b'],
  span: { start: at('2026-03-29T00:00:00+01:00'), end: at('2026-03-29T08:00:00+02:00') },
  unit: 'seconds',
  measured: 7 * 3600,
  limit: 11 * 3600,
  excess: 4 * 3600,
  source: 'Works agreement',
};

describe('a breach', () => {
  it('says who, when, how much and where the limit comes from', () => {
    expect(fromBreach('Europe/Berlin', breach)).toEqual({
      rule: 'minimum-rest',
      employee: 'anna',
      severity: 'block',
      shifts: ['a', 'b'],
      start: '2026-03-29T00:00:00+01:00',
      end: '2026-03-29T08:00:00+02:00',
      unit: 'seconds',
      measured: 25_200,
      limit: 39_600,
      excess: 14_400,
      source: 'Works agreement',
      message: 'anna rests 7 h from 2026-03-29 00:00 to 2026-03-29 08:00, 4 h less than the 11 h that are due.',
      facts: {},
    });
  });

  it.each([
    [
      { ruleId: 'maximum-days-week', unit: 'days', measured: 6, limit: 5, excess: 1, facts: { from: '2026-03-02' } },
      'anna works 6 days in the week from 2026-03-02, 1 day more than the 5 days allowed.',
    ],
    [
      { ruleId: 'one-shift-a-day', unit: 'shifts', measured: 2, limit: 1, excess: 1, facts: { date: '2026-03-02' } },
      'anna has 2 shifts on 2026-03-02, where one is allowed.',
    ],
    [
      { ruleId: 'availability', unit: 'none', measured: 1, limit: 0, excess: 1, facts: { kind: 'leave' } },
      'anna is not available for the shift from 2026-03-29 00:00 to 2026-03-29 08:00.',
    ],
    [
      { ruleId: 'of-elsewhere', unit: 'none', measured: 1, limit: 0, excess: 1 },
      'anna: of-elsewhere is not kept from 2026-03-29 00:00 to 2026-03-29 08:00: 1, limit 0.',
    ],
  ] as const)('of %j reads as a sentence', (more, message) => {
    expect(fromBreach('Europe/Berlin', { ...breach, ...more }).message).toBe(message);
  });
});

it('an audit goes out in hours by name, as its schema says', () => {
  const audit: Audit = {
    from: '2026-03-02',
    days: 7,
    clean: false,
    breaches: [breach],
    unknowns: [{ ruleId: 'minimum-rest', employeeId: 'anna', reason: 'past-missing', span: breach.span }],
    packs: [
      {
        id: 'cn',
        version: '1',
        validFrom: '2025-01-01',
        name: 'China',
        checkedOn: '2026-11-21',
        verified: false,
        disclaimer: 'not legal advice',
      },
    ],
    notChecked: [{ pack: 'cn', topic: 'Pay', reason: 'not computed' }],
    ledger: [
      {
        employeeId: 'anna',
        weekStart: '2026-03-02',
        shifts: 1,
        days: 1,
        workSeconds: 27_000,
        spanSeconds: 28_800,
        nightSeconds: 0,
        creditSeconds: 1200,
        maxSeconds: 144_000,
      },
    ],
    pay: [
      {
        employeeId: 'anna',
        weekStart: '2026-03-01',
        workSeconds: 27_000,
        ordinarySeconds: 25_200,
        tiers: [{ id: 'overtime', seconds: 1800, multiplier: 1.5, premiumHours: 0.25, allowances: 0 }],
        windows: [],
        premiumHours: 0.25,
        lieuSeconds: 0,
        allowances: 0,
        premiumMoney: 5,
        totalMoney: 155,
      },
    ],
    checked: { employees: 1, shifts: 1, rules: ['minimum-rest'] },
  };
  const document = fromAudit('Europe/Berlin', audit);
  expect(document.ledger).toEqual([
    {
      employee: 'anna',
      weekStart: '2026-03-02',
      shifts: 1,
      days: 1,
      workHours: 7.5,
      spanHours: 8,
      nightHours: 0,
      creditHours: 0.333333,
      maxHours: 40,
    },
  ]);
  expect(document.unknowns[0]?.message).toBe(
    'Whether anna keeps minimum-rest depends on shifts before the horizon, which are not known.',
  );
  expect(auditSchema.parse(document)).toEqual(document);
});

describe('a roster', () => {
  const lock = {
    employee: 'anna',
    start: '2026-03-02T09:00',
    end: '2026-03-02T18:00',
    breaks: [{ start: '2026-03-02T13:00', end: '2026-03-02T14:00' }],
  };
  const problem = valueOf(parseProblem(problemWith({ '/locks': [lock], '/past': null, '/future': [] })));
  const roster: Roster = {
    problem,
    status: 'feasible',
    endedBy: 'time',
    objective: 5600,
    objectiveParts: [{ part: 'below-target', unit: 'people', count: 6, points: 4800 }],
    bound: 0,
    boundKind: 'lp',
    gap: 1,
    seconds: 1.5,
    iterations: 3,
    engine: 'highs',
    seed: 1,
    shifts: problem.locks,
    uncovered: [
      {
        start: at('2026-03-03T09:00:00+08:00'),
        end: at('2026-03-03T18:00:00+08:00'),
        template: 'day',
        floor: 0,
        target: 1,
        cover: 0,
        short: 1,
      },
    ],
    breaches: [],
    conflicts: [
      { employeeId: 'bo', ruleIds: ['availability'], dates: [] },
      { employeeId: 'bo', ruleIds: [], dates: [] },
    ],
    notes: [{ code: 'past-not-known', facts: { from: '2026-03-02' } }],
  };
  const document = fromRoster(roster);

  it('stands alone, as its schema says: team, past, future, prices and demand go with it', () => {
    expect(rosterSchema.parse(JSON.parse(JSON.stringify(document)))).toEqual(document);
    expect(document).toMatchObject({
      past: null,
      future: [],
      horizon: { from: '2026-03-02', days: 7 },
      team: { kind: 'team', zone: 'Asia/Shanghai' },
    });
    expect(document.demands.templates).toHaveLength(7);
  });

  it('gives paid hours without the unpaid meal', () => {
    expect(document.shifts[0]).toMatchObject({ employee: 'anna', paidHours: 8, locked: true });
  });

  it('says its conflicts in words', () => {
    expect(document.conflicts.map(({ message }) => message)).toEqual([
      'bo cannot be given any roster that keeps: availability of the employee.',
      'bo cannot be given any roster that keeps all hard rules.',
    ]);
  });

  it('says conflicts with the values that hold for the employee, wherever they come from', () => {
    const contract = { id: 'full-time', minHoursPerWeek: 60, maxDaysPerWeek: 5 };
    const employee = { id: 'bo', contract: 'full-time', skills: [], daysOff: ['2026-03-04', '2026-03-05'] };
    const team = {
      ...problem.team,
      contracts: [contract],
      employees: [employee],
      rules: [
        { rule: 'minimum-rest', values: { minimumHours: 11 } },
        { rule: 'maximum-hours-week', values: { maximumHours: 48 } },
        { rule: 'maximum-hours-week', values: { maximumHours: 40 }, severity: 'pay' as const },
      ],
    };
    const ruleIds = ['availability', 'minimum-rest', 'maximum-hours-week', 'minimum-hours-week', 'maximum-days-week'];
    expect(conflictText(team, { employeeId: 'bo', ruleIds, dates: [] })).toBe(
      'bo cannot be given any roster that keeps all of: availability of the employee (2026-03-04, 2026-03-05), ' +
        'minimum rest between shifts (11 h), maximum hours a week (48 h), minimum hours a week (60 h), ' +
        'maximum working days a week (5 days). Without any one of them there is one.',
    );
    const locked = { employeeId: 'bo', ruleIds: ['maximum-days-week', 'locked-shifts'], dates: ['2026-03-02'] };
    expect(conflictText(team, locked)).toContain('(5 days), the locked shifts (2026-03-02).');
  });

  it('can be audited as it went out, with the same shifts', () => {
    const read = valueOf(parseAuditRequest({ roster: document }));
    expect(read.shifts).toEqual(problem.locks);
    expect(read).toMatchObject({ from: '2026-03-02', days: 7, past: undefined, future: [] });
  });

  it('shares nothing with the artefact that it was made from', () => {
    expect(document.team.employees[0]).not.toBe(problem.team.employees[0]);
  });
});
