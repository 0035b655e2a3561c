import { describe, expect, it } from 'vitest';
import { batchTotals, planSummaryOf } from '../../../src/contract/plan-batch.ts';
import type { PlanSummary } from '../../../src/domain/plan-batch.ts';

/** What a summary looks at of a plan's result. */
function resultOf(employees: readonly string[], paidHours: number): Parameters<typeof planSummaryOf>[0] {
  const shifts = employees.map((employee) => ({ employee, paidHours }));
  // In the night of the change of clocks two hours on the clock are one.
  const uncovered = [
    { start: '2026-03-29T01:00+01:00', end: '2026-03-29T03:00+02:00', short: 2 },
    { start: '2026-03-29T09:00+02:00', end: '2026-03-29T09:15+02:00', short: 1 },
  ];
  const horizon = { from: '2026-03-23', days: 7 };
  const roster = { status: 'feasible', endedBy: 'time', objective: 10, bound: 9, gap: 0.1, shifts, uncovered, horizon };
  return { roster, audit: { breaches: [{}], teamBreaches: [{}, {}] } } as unknown as ReturnType<typeof resultOf>;
}

const summary = (more: Partial<PlanSummary>): PlanSummary => ({ ...planSummaryOf(resultOf(['anna'], 8)), ...more });

describe('a plan of a batch', () => {
  it('in short has hours that passed, people once each, and breaches of people and team', () => {
    expect(planSummaryOf(resultOf(['anna', 'ben', 'anna'], 7.5))).toMatchObject({
      shifts: 3,
      employees: 2,
      paidHours: 22.5,
      shortHours: 2.25,
      findings: 3,
      from: '2026-03-23',
    });
  });
});

describe('the plans of a batch together', () => {
  const failed = { state: 'failed' };
  const ended = (more: Partial<PlanSummary>) => ({ state: 'succeeded', summary: summary(more) });

  it('have the sums of those that ended, and the widest gap of all', () => {
    const plans = [ended({ paidHours: 8, gap: 0.1 }), failed, ended({ paidHours: 30, shortHours: 1, gap: 0.3 })];
    expect(batchTotals(plans)).toMatchObject({
      plans: 3,
      succeeded: 2,
      failed: 1,
      shifts: 2,
      paidHours: 38,
      shortHours: 3.25,
      findings: 6,
      widestGap: 0.3,
    });
  });

  it('have no widest gap where one of them has none, or none has ended', () => {
    expect(batchTotals([ended({ gap: 0.1 }), ended({ gap: null })]).widestGap).toBeNull();
    expect(batchTotals([failed]).widestGap).toBeNull();
  });
});
