import { describe, expect, it } from 'vitest';
import { shift, teamWith } from '../rules/line.ts';
import { auditRoster } from '../../../src/audit/audit-roster.ts';
import type { Lifting } from '../../../src/domain/agreement.ts';
import type { Audit } from '../../../src/domain/breach.ts';
import type { Severity } from '../../../src/domain/team.ts';

const ZONE = 'Europe/London';
const RULE = 'maximum-hours-day';
const paper = (more: Partial<Lifting>): Lifting => ({ rule: RULE, from: '2026-06-01', to: '2026-06-30', ...more });

function audited(agreements: readonly Lifting[] | undefined, severity: Severity = 'agreement'): Audit {
  const team = teamWith(ZONE, { rules: [{ rule: RULE, values: { maximumHours: 8 }, severity }] });
  const shifts = [
    shift(ZONE, '2026-06-02T08:00', '2026-06-02T18:00'),
    shift(ZONE, '2026-06-04T08:00', '2026-06-04T18:00'),
  ];
  const outcome = auditRoster({ team, from: '2026-06-01', days: 7, shifts, past: [], future: [], agreements });
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.issues));
  return outcome.value;
}

describe('a breach that an agreement may lift', () => {
  it('is not lifted without one, nor by one of another rule, employee or time', () => {
    const others = [paper({ rule: 'minimum-rest' }), paper({ employee: 'bob' }), paper({ to: '2026-06-01' })];
    for (const agreements of [undefined, [], others]) {
      const { clean, breaches } = audited(agreements);
      expect(clean).toBe(false);
      expect(breaches.map(({ liftedBy }) => liftedBy)).toEqual([undefined, undefined]);
    }
  });

  it('stays listed with the agreement that lifts it, and leaves the roster clean', () => {
    const own = paper({ employee: 'ana', id: 'a7', reference: 'Opt-out 7/2026' });
    const { clean, breaches } = audited([own]);
    expect(clean).toBe(true);
    expect(breaches.map(({ liftedBy }) => liftedBy)).toEqual([[own], [own]]);
  });

  it('is lifted on the dates of the agreement alone', () => {
    const early = paper({ to: '2026-06-03' });
    const { clean, breaches } = audited([early]);
    expect(clean).toBe(false);
    expect(breaches.map(({ liftedBy }) => liftedBy)).toEqual([[early], undefined]);
  });

  it('is none where the rule forbids outright', () => {
    const { clean, breaches } = audited([paper({})], 'block');
    expect(clean).toBe(false);
    expect(breaches.every(({ liftedBy }) => liftedBy === undefined)).toBe(true);
  });
});
