import { describe, expect, it } from 'vitest';
import { fromExplanation, parseExplanationBody } from '../../../src/contract/explanation-mapping.ts';
import type { ExplanationDocument } from '../../../src/contract/explanation.ts';
import { rosterEngines } from '../../../src/main/engines.ts';
import { makeExplanation } from '../../../src/planning/explain.ts';
import { partsDifference } from '../../../src/planning/reasons/explain-saving.ts';
import { makeRoster } from '../../../src/planning/roster.ts';

const control = { clock: () => performance.now() / 1000, stopRequested: () => false, report: () => undefined };

type Body = Readonly<Record<string, unknown>>;

/** What is answered for a desk of three people, one of them with the skill chat, and one shift a day. */
async function explained(question: Body, team: Body = {}, body: Body = {}): Promise<ExplanationDocument> {
  const { shifts, ...problem } = body;
  const task = parseExplanationBody({
    problem: {
      kind: 'problem',
      team: {
        zone: 'Europe/Berlin',
        skills: [{ id: 'phone' }, { id: 'chat' }],
        contracts: [{ id: 'full' }],
        employees: [
          { id: 'anna', contract: 'full', skills: ['chat'], daysOff: ['2026-03-03'] },
          { id: 'bo', contract: 'full', skills: ['phone'] },
          { id: 'cleo', contract: 'full', skills: ['phone'] },
        ],
        shiftTemplates: [{ id: 'day', start: '09:00', length: 480 }],
        ...team,
      },
      horizon: { from: '2026-03-02', days: 2 },
      cover: { templates: [{ template: 'day', floor: 2, target: 2 }] },
      past: [],
      future: [],
      ...problem,
    },
    question,
    solve: { iterations: 20_000, seed: 1 },
    ...(shifts === undefined ? {} : { shifts }),
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

const apart = (employees: readonly string[], more: Body): Body => ({
  id: 'feud',
  rule: 'apart',
  values: { employees },
  ...more,
});

const shiftOf = (employee: string, skill: string): Body => ({
  id: `${employee}-1`,
  employee,
  start: '2026-03-02T09:00:00+01:00',
  end: '2026-03-02T17:00:00+01:00',
  activity: 'work',
  skill,
  template: 'day',
  breaks: [],
});

describe('the parts of a difference', () => {
  const part = (rule: string, unit: 'people' | 'agent-hours', points: number) => ({
    part: 'team-rules' as const,
    rule,
    unit,
    count: 1,
    points,
  });

  it('are told for each rule and unit', () => {
    const before = [part('apart', 'people', 100), part('accompanied', 'agent-hours', 50)];
    const after = [
      part('apart', 'people', 300),
      part('accompanied', 'agent-hours', 10),
      part('minimum-of', 'people', 7),
    ];
    const told = partsDifference(after, before, 167).map(({ rule, points }) => [rule, points]);
    expect(told).toEqual([
      ['apart', 200],
      ['accompanied', -40],
      ['minimum-of', 7],
    ]);
  });

  it('are refused where they are not what the difference is', () => {
    expect(() => partsDifference([part('apart', 'people', 300)], [], 200)).toThrow('the parts are 300 points');
  });
});

describe('a conflict', () => {
  it('is looked for among those whom the floor asks for', async () => {
    const chat = { template: 'day', dates: ['2026-03-03'], skill: 'chat', floor: 1, target: 1, hard: true };
    const rules = ['bo', 'cleo'].map((one) => ({
      rule: 'maximum-days-week',
      values: { maximumDays: 1 },
      employees: [one],
    }));
    const { conflicts, repair } = await explained({ ask: 'conflict' }, { rules }, { cover: { templates: [chat] } });
    expect(conflicts[0]?.irreducible).toBe(true);
    expect(conflicts[0]?.members.map(({ code }) => code).sort()).toEqual(['conflict-day-off', 'conflict-floor']);
    expect(repair).toMatchObject({ price: 80, proven: true });
  });
});

describe('who could have worked', () => {
  const employees = ['bo', 'cleo', 'dan'].map((id) => ({ id, contract: 'full', skills: ['phone'] }));

  it('is told the rule of the team that stops her', async () => {
    const team = { employees, teamRules: [apart(['bo', 'cleo'], { hard: true })] };
    const shifts = [shiftOf('bo', 'phone')];
    const { gaps } = await explained({ ask: 'cover', date: '2026-03-02' }, team, { shifts });
    const [gap] = gaps;
    const of = (id: string) => gap?.candidates.find(({ employee }) => employee === id);
    expect(of('bo')?.verdict).toBe('works');
    expect(of('cleo')).toMatchObject({
      code: 'candidate-breaks-team-rules',
      proven: true,
      facts: { teamRules: 'feud' },
    });
    expect(of('dan')?.verdict).toBe('saves');
    const solved = (gap?.candidates ?? []).filter(({ points }) => points !== null);
    expect(solved.map(({ employee }) => employee)).toEqual(['dan']);
    const sums = solved.map(({ parts }) => parts.reduce((sum, part) => sum + part.points, 0));
    expect(sums).toEqual(solved.map(({ points }) => points));
  });

  it('can be asked for a time of day', async () => {
    const asked = async (at: string) =>
      (await explained({ ask: 'cover', date: '2026-03-02', at }, { employees }, { shifts: [] })).gaps.length;
    expect(await asked('16:59')).toBe(1);
    expect(await asked('17:00')).toBe(0);
    expect(await asked('08:59')).toBe(0);
  });
});

describe('a saving', () => {
  const cover = { cover: { templates: [{ template: 'day', skill: 'phone', floor: 2, target: 2 }] } };
  const team = {
    teamRules: [apart(['bo', 'cleo'], { weight: 10 })],
    fairness: [{ id: 'hours', measure: 'hours', weight: 3 }],
  };
  const activities = [
    { id: 'talk', mode: 'alone', lengthMinutes: 60, per: 'horizon', from: '20:00', to: '21:00', weight: 9 },
  ];

  it('is asked of a rule of the team, of fairness and of an activity', async () => {
    const ask = async (change: Body) => {
      const { savings, statements } = await explained({ ask: 'saving', changes: [change] }, team, {
        ...cover,
        activities,
      });
      expect(statements.map(({ code }) => code)).not.toContain('change-without-effect');
      return savings[0];
    };
    const rule = await ask({ change: 'team-rule', rule: 'feud' });
    expect(rule?.points).toBeCloseTo(160, 6);
    expect(rule?.parts.find(({ part }) => part === 'team-rules')?.points).toBeCloseTo(-160, 6);
    const fair = await ask({ change: 'fairness', id: 'hours' });
    expect(fair?.points).toBeGreaterThan(0);
    expect((await ask({ change: 'activity', id: 'talk' }))?.points).toBeGreaterThan(0);
  });

  it('is without effect where nothing is called that', async () => {
    const change = { change: 'team-rule', rule: 'nothing' };
    const { statements } = await explained({ ask: 'saving', changes: [change] }, team, cover);
    expect(statements.map(({ code }) => code)).toContain('change-without-effect');
  });
});
