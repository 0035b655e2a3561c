import { describe, expect, it } from 'vitest';
import { fromExplanation, parseExplanationBody } from '../../../src/contract/explanation-mapping.ts';
import type { ExplanationDocument } from '../../../src/contract/explanation.ts';
import { rosterEngines } from '../../../src/main/engines.ts';
import { makeExplanation } from '../../../src/planning/explain.ts';
import { makeRoster } from '../../../src/planning/roster.ts';

const control = { clock: () => performance.now() / 1000, stopRequested: () => false, report: () => undefined };

/** The reasons why a desk of two people and one shift a day has no roster. */
async function explained(
  team: Readonly<Record<string, unknown>>,
  problem: Readonly<Record<string, unknown>> = {},
): Promise<ExplanationDocument> {
  const task = parseExplanationBody({
    problem: {
      kind: 'problem',
      team: {
        zone: 'Europe/Berlin',
        contracts: [{ id: 'full' }],
        employees: [
          { id: 'anna', contract: 'full' },
          { id: 'bo', contract: 'full' },
        ],
        shiftTemplates: [{ id: 'day', start: '09:00', length: 480 }],
        ...team,
      },
      horizon: { from: '2026-03-02', days: 3 },
      cover: { templates: [{ template: 'day', floor: 2, target: 2, hard: true }] },
      past: [],
      future: [],
      ...problem,
    },
    question: { ask: 'conflict' },
    solve: { iterations: 20_000, seed: 1 },
  });
  if (!task.ok) throw new Error(task.issues.map(({ path, message }) => `${path} ${message}`).join(' '));
  const engines = await rosterEngines();
  const made = await makeExplanation(task.value, {
    solve: (one, limits) => makeRoster(one, limits, control, engines),
    boundPrices: () => Promise.resolve(undefined),
  });
  if (!made.ok) throw new Error(made.issues.map(({ message }) => message).join(' '));
  return fromExplanation(made.value);
}

const codes = (told: readonly { readonly code: string }[] | undefined): readonly string[] =>
  (told ?? []).map(({ code }) => code).sort();

describe('why there is no roster', () => {
  it('can be a rule of the team, which gives way person by person or as a whole', async () => {
    const apart = { rule: 'apart', hard: true, values: { employees: ['anna', 'bo'] } };
    const { conflicts, repair } = await explained({ teamRules: [apart] });
    expect(conflicts[0]?.irreducible).toBe(true);
    expect(codes(conflicts[0]?.members)).toEqual(['conflict-floor', 'conflict-team-rule']);
    // A whole rule for 1500 is dearer than nothing else but three hires for 2000 each and floors for 800 on each of three days.
    expect(repair).toMatchObject({ price: 1500, proven: true });
    expect(codes(repair?.steps)).toEqual(['repair-team-rule-exempt']);
  });

  it('can be a budget, which gives way by the hours that are missing', async () => {
    const budget = { id: 'march', rule: 'budget-hours', hard: true, values: { maximumHours: 44 }, to: '2026-03-31' };
    const { conflicts, repair } = await explained({ teamRules: [budget] });
    const [own] = conflicts[0]?.members.filter(({ code }) => code === 'conflict-team-rule') ?? [];
    expect(own?.facts).toMatchObject({ id: 'march', limit: 44, dates: '../2026-03-31' });
    expect(repair).toMatchObject({ price: 80, proven: true });
    expect(repair?.steps[0]?.facts).toMatchObject({ rule: 'budget-hours', limit: 44, to: 48 });
  });

  it('can be that too few of a group are there', async () => {
    const seniors = { rule: 'minimum-of', hard: true, values: { group: 'senior', minimum: 2, measure: 'template' } };
    const employees = [
      { id: 'anna', contract: 'full', groups: ['senior'] },
      { id: 'bo', contract: 'full' },
    ];
    const { repair } = await explained({ employees, teamRules: [seniors] });
    expect(repair).toMatchObject({ price: 300, proven: true });
    expect(repair?.steps[0]?.facts).toMatchObject({ limit: 2, to: 1 });
  });

  it('is not a rule with a price, nor fair shares', async () => {
    const { statements } = await explained({
      teamRules: [{ rule: 'apart', weight: 500, values: { employees: ['anna', 'bo'] } }],
      fairness: [{ id: 'hours', measure: 'hours', weight: 10 }],
      rules: [{ rule: 'maximum-hours-week', values: { maximumHours: 8 }, weight: 5 }],
    });
    expect(codes(statements)).toEqual(['explain-feasible']);
  });

  it('can be mended by an agreement on record where the rule leaves that to the two sides', async () => {
    const agreed = { rule: 'maximum-hours-week', values: { maximumHours: 16 }, severity: 'agreement' };
    const { repair } = await explained({ rules: [{ ...agreed, employees: ['anna'] }] });
    expect(repair).toMatchObject({ price: 40, proven: true });
    expect(repair?.steps[0]).toMatchObject({
      code: 'repair-agreement',
      facts: { employee: 'anna', rule: 'maximum-hours-week', from: '2026-03-02', to: '2026-03-04' },
    });
  });

  it('tells the dates of a setting that holds for some', async () => {
    const dated = { rule: 'maximum-hours-day', values: { maximumHours: 6 }, from: '2026-03-03', to: '2026-03-03' };
    const { conflicts, repair } = await explained({ rules: [{ ...dated, employees: ['bo'] }] });
    expect(codes(conflicts[0]?.members)).toEqual(['conflict-floor', 'conflict-rule']);
    expect(conflicts[0]?.members.find(({ code }) => code === 'conflict-rule')?.message).toContain(
      'on 2026-03-03/2026-03-03',
    );
    expect(repair).toMatchObject({ price: 40, proven: true });
  });

  it('claims no cheapest repair where a lock is a shift of no template', async () => {
    const lock = {
      id: 'odd',
      employee: 'anna',
      start: '2026-03-02T10:00:00+01:00',
      end: '2026-03-02T18:00:00+01:00',
      activity: 'work',
      breaks: [],
      locked: true,
    };
    const { repair } = await explained({}, { locks: [lock] });
    expect(repair).toMatchObject({ proven: false, lowerBound: 0 });
    expect(codes(repair?.steps)).toEqual(['repair-lock']);
  });
});
