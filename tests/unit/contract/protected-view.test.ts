import { describe, expect, it } from 'vitest';
import { fromAudit } from '../../../src/contract/audit-mapping.ts';
import { parseAuditRequest } from '../../../src/contract/audit-request.ts';
import { fromTeam, parseTeam } from '../../../src/contract/problem-mapping.ts';
import { withKeptRecords } from '../../../src/contract/protected-view.ts';
import { translateDocument } from '../../../src/contract/translate-document.ts';
import { makeAudit } from '../../../src/planning/audit.ts';

const SECRETS = /forbidden-window|maximum-hours-day|pregnant|22:00-06:00|clinic/;
const records = [{ kind: 'pregnant', from: '2026-05-01' }];

function teamDocument(shown: object = { protected: records }): object {
  return {
    zone: 'Asia/Shanghai',
    contracts: [{ id: 'full' }],
    employees: [
      { id: 'anna', contract: 'full', ...shown },
      { id: 'bo', contract: 'full' },
    ],
    shiftTemplates: [
      { id: 'day', start: '09:00', length: 480 },
      { id: 'late', start: '16:00', length: 480 },
    ],
    rules: [{ rule: 'forbidden-window', protected: ['pregnant'], source: 'Letter of the clinic' }],
  };
}

function audited(view: 'everybody' | 'hr' | undefined) {
  const request = parseAuditRequest({
    team: teamDocument(),
    shifts: [{ employee: 'anna', start: '2026-06-02T16:00', end: '2026-06-03T00:00' }],
    horizon: { from: '2026-06-01', days: 7 },
    past: [],
    future: [],
    ...(view === undefined ? {} : { view }),
  });
  if (!request.ok) throw new Error(JSON.stringify(request.issues));
  const made = makeAudit(request.value);
  if (!made.ok) throw new Error(JSON.stringify(made.issues));
  return fromAudit(request.value.team.zone, made.value, request.value.view);
}

describe('what is told of a protected rule', () => {
  it('is to everybody that somebody is not available, in both languages', () => {
    for (const audit of [audited(undefined), audited('everybody')]) {
      expect(audit.breaches).toMatchObject([
        { rule: 'protected-rule', employee: 'anna', severity: 'block', unit: 'none', measured: 1, limit: 0, facts: {} },
      ]);
      expect(audit.breaches[0]?.message).toBe(
        'anna is not available from 2026-06-02 16:00 to 2026-06-03 00:00 (protected rule).',
      );
      expect(JSON.stringify(audit)).not.toMatch(SECRETS);
      expect(JSON.stringify(translateDocument('zh', audit))).toContain(
        'anna 在 2026-06-02 16:00 至 2026-06-03 00:00 不可排班',
      );
    }
  });

  it('is to human resources the rule itself', () => {
    expect(audited('hr').breaches).toMatchObject([
      { rule: 'forbidden-window', measured: 7200, limit: 0, source: 'Letter of the clinic' },
    ]);
  });
});

describe('the protected records of a team', () => {
  const team = (shown?: object) => {
    const read = parseTeam(teamDocument(shown));
    if (!read.ok) throw new Error(JSON.stringify(read.issues));
    return read.value;
  };

  it('are in no document but that of human resources', () => {
    expect(fromTeam(team(), 'hr').employees[0]?.protected).toEqual(records);
    expect(fromTeam(team(), 'everybody').employees[0]).not.toHaveProperty('protected');
  });

  it('stay with who comes back without them, and go with an empty list', () => {
    expect(withKeptRecords(team({}), team()).employees[0]?.protected).toEqual(records);
    expect(withKeptRecords(team({ protected: [] }), team()).employees[0]?.protected).toEqual([]);
    const other = [{ kind: 'minor', from: '2026-01-01' }];
    expect(withKeptRecords(team({ protected: other }), team()).employees[0]?.protected).toEqual(other);
  });

  it('are refused where they end before they begin, and settings without a kind', () => {
    const bad = parseTeam({
      ...teamDocument({ protected: [{ kind: 'minor', from: '2026-02-01', to: '2026-01-01' }] }),
      rules: [{ rule: 'forbidden-window', protected: [] }],
    });
    expect(bad.ok ? [] : bad.issues.map(({ code, path }) => `${code} ${path}`)).toEqual([
      'too-few /rules/0/protected',
      'window-empty /employees/0/protected/0/to',
    ]);
  });
});
