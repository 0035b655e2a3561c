import { describe, expect, test } from 'vitest';
import { shift, teamWith } from './line.ts';
import { auditRoster } from '../../../src/audit/audit-roster.ts';
import type { Audit } from '../../../src/domain/breach.ts';
import type { ProtectedRecord } from '../../../src/domain/protected.ts';
import type { RuleSetting, Team } from '../../../src/domain/team.ts';
import { bindRules } from '../../../src/rules/binding.ts';

const ZONE = 'Europe/Berlin';
const NO_NIGHT: RuleSetting = { rule: 'forbidden-window', protected: ['pregnant', 'nursing'] };

function teamOf(records: readonly ProtectedRecord[] | undefined, rules: readonly RuleSetting[] = [NO_NIGHT]): Team {
  return teamWith(ZONE, { rules, employee: records === undefined ? {} : { protected: records } });
}

function boundDates(team: Team): readonly string[] {
  const [employee] = team.employees;
  return (employee === undefined ? [] : bindRules(team, employee))
    .filter(({ isProtected }) => isProtected === true)
    .map(({ rule, from, to }) => `${rule.id} ${from} ${to ?? '-'}`);
}

function audited(team: Team): Audit {
  const shifts = [shift(ZONE, '2026-06-02T20:00', '2026-06-02T23:00')];
  const outcome = auditRoster({ team, from: '2026-06-01', days: 7, shifts, past: [], future: [] });
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.issues));
  return outcome.value;
}

describe('a rule for protected employees', () => {
  test('holds for nobody without a record of its kinds', () => {
    expect(boundDates(teamOf(undefined))).toEqual([]);
    expect(boundDates(teamOf([{ kind: 'minor', from: '2026-01-01' }]))).toEqual([]);
    expect(audited(teamOf(undefined)).breaches).toEqual([]);
  });

  test('holds once on the dates of records that overlap or follow each other, and again later', () => {
    const records: readonly ProtectedRecord[] = [
      { kind: 'nursing', from: '2026-07-01', to: '2026-12-31' },
      { kind: 'pregnant', from: '2026-03-01', to: '2026-06-30' },
      { kind: 'pregnant', from: '2026-06-10', to: '2026-06-20' },
      { kind: 'pregnant', from: '2028-02-01' },
    ];
    expect(boundDates(teamOf(records))).toEqual([
      'forbidden-window 2026-03-01 2026-12-31',
      'forbidden-window 2028-02-01 -',
    ]);
  });

  test('is told as a breach that is protected, and counted under no name of its own', () => {
    const audit = audited(teamOf([{ kind: 'pregnant', from: '2026-06-01' }]));
    expect(audit.clean).toBe(false);
    expect(audit.breaches).toMatchObject([{ ruleId: 'forbidden-window', isProtected: true, measured: 3600 }]);
    expect(audit.checked.rules).toContain('protected-rule');
    expect(audit.checked.rules).not.toContain('forbidden-window');
  });

  test('forbids nothing outside of the dates of the record', () => {
    const around: readonly (readonly [ProtectedRecord, number])[] = [
      [{ kind: 'pregnant', from: '2026-01-01', to: '2026-06-01' }, 0],
      [{ kind: 'pregnant', from: '2026-01-01', to: '2026-06-02' }, 1],
      [{ kind: 'pregnant', from: '2026-06-02', to: '2026-06-02' }, 1],
      [{ kind: 'pregnant', from: '2026-06-03' }, 0],
      [{ kind: 'pregnant', from: '2025-01-01', to: '2025-12-31' }, 0],
    ];
    for (const [record, breaches] of around) expect(audited(teamOf([record])).breaches).toHaveLength(breaches);
  });

  test('neither replaces a rule for everybody nor gives way to an exception', () => {
    const rules: readonly RuleSetting[] = [
      { rule: 'minimum-rest', values: { minimumHours: 11 } },
      { rule: 'minimum-rest', values: { minimumHours: 12 }, protected: ['minor'], employees: ['ana'] },
      { rule: 'minimum-rest', values: { minimumHours: 13 }, protected: ['minor'] },
    ];
    const rests = (more: readonly RuleSetting[]): readonly unknown[] => {
      const team = teamOf([{ kind: 'minor', from: '2020-01-01' }], [...rules, ...more]);
      const [employee] = team.employees;
      return (employee === undefined ? [] : bindRules(team, employee))
        .filter(({ rule }) => rule.id === 'minimum-rest')
        .map(({ values }) => values['minimumHours']);
    };
    expect(rests([])).toEqual([11, 12, 13]);
    expect(rests([{ rule: 'minimum-rest', values: { minimumHours: 9 }, employees: ['ana'] }])).toEqual([12, 13, 9]);
  });
});
