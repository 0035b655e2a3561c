import { describe, expect, it } from 'vitest';
import {
  fromReplacements,
  fromScore,
  fromSwap,
  parseReplacementsBody,
  parseScoreBody,
  parseSwapBody,
} from '../../../src/contract/changed-rosters-mapping.ts';
import type { Outcome } from '../../../src/domain/issue.ts';
import { findReplacements } from '../../../src/planning/changes/replacements.ts';
import { scoreAnyRoster } from '../../../src/planning/changes/score.ts';
import { judgeSwap } from '../../../src/planning/changes/swap.ts';

function value<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.issues));
  return outcome.value;
}

const RULES = [{ rule: 'minimum-rest', values: { minimumHours: 11 }, severity: 'agreement' }];

/** Anna works on the night of 2 June, Bo on the day after and Cem on no day; Dee is pregnant. */
function problemOf(team: object = {}, more: object = {}): object {
  return {
    kind: 'problem',
    team: {
      zone: 'Asia/Shanghai',
      contracts: [{ id: 'full' }],
      employees: [
        { id: 'anna', contract: 'full', groups: ['senior'] },
        { id: 'bo', contract: 'full', groups: ['senior'] },
        { id: 'cem', contract: 'full' },
        { id: 'dee', contract: 'full', protected: [{ kind: 'pregnant', from: '2026-05-01' }] },
      ],
      shiftTemplates: [
        { id: 'day', start: '09:00', length: 480 },
        { id: 'night', start: '22:00', length: 480 },
      ],
      rules: [...RULES, { rule: 'forbidden-window', protected: ['pregnant'], source: 'Letter of the clinic' }],
      ...team,
    },
    horizon: { from: '2026-06-01', days: 4 },
    cover: { templates: [{ template: 'night', floor: 1, target: 1, dates: ['2026-06-02'] }] },
    past: [],
    future: [],
    ...more,
  };
}

const night = { id: 'night', template: 'night', start: '2026-06-02T22:00', end: '2026-06-03T06:00' };
const day = { id: 'day', template: 'day', start: '2026-06-03T09:00', end: '2026-06-03T17:00' };
const shifts = [
  { ...night, employee: 'anna' },
  { ...day, employee: 'bo' },
];

function vacancy(problem: object) {
  const request = value(parseReplacementsBody({ problem, shifts, vacated: ['night'] }));
  const [found] = fromReplacements(request.problem, findReplacements(request)).vacancies;
  if (found === undefined) throw new Error('no vacancy');
  return { ...found, names: found.candidates.map(({ employee }) => employee) };
}

const swapOf = (problem: object, exchange: object, of: readonly object[] = shifts) => {
  const request = value(parseSwapBody({ problem, shifts: of, ...exchange }));
  return fromSwap(request.problem.team.zone, judgeSwap(request));
};

describe('rules of the team as a whole', () => {
  const seniors = (price: object): object => ({
    teamRules: [
      {
        rule: 'minimum-of',
        values: { group: 'senior', measure: 'template', templates: ['night'], when: 'anybody' },
        ...price,
      },
    ],
  });

  it('stop candidates where they must be kept, and say which one', () => {
    const { names, stopped, stoppedBy } = vacancy(problemOf(seniors({ hard: true })));
    expect(names).toEqual([]);
    expect(stopped.find(({ employee }) => employee === 'cem')).toMatchObject({
      breaches: [],
      teamBreaches: [{ rule: 'minimum-of', severity: 'block', measured: 0, limit: 1 }],
    });
    expect(stoppedBy).toContainEqual({ rule: 'minimum-of', employees: 1 });
    expect(swapOf(problemOf(seniors({ hard: true })), { give: 'night', to: 'cem' })).toMatchObject({
      verdict: 'refused',
      teamBreaches: [{ rule: 'minimum-of' }],
    });
  });

  it('cost their weight otherwise', () => {
    const [plain] = vacancy(problemOf()).candidates;
    const [soft] = vacancy(problemOf(seniors({ weight: 70 }))).candidates;
    expect([plain?.employee, soft?.employee]).toEqual(['cem', 'cem']);
    expect((soft?.points ?? 0) - (plain?.points ?? 0)).toBeCloseTo(70, 9);
    expect(soft?.teamBreaches).toMatchObject([{ rule: 'minimum-of', severity: 'warn' }]);
    expect(plain).not.toHaveProperty('teamBreaches');
    expect(swapOf(problemOf(seniors({ weight: 70 })), { give: 'night', to: 'cem' }).verdict).toBe('findings');
  });
});

describe('an agreement on record', () => {
  const agreement = { rule: 'minimum-rest', employee: 'bo', from: '2026-06-01', to: '2026-06-04', reference: 'R-1' };

  it('lifts what would stop a candidate, on its dates', () => {
    expect(vacancy(problemOf()).names).toEqual(['cem']);
    const lifted = vacancy(problemOf({}, { agreements: [agreement] }));
    expect(lifted.names).toContain('bo');
    expect(lifted.candidates.find(({ employee }) => employee === 'bo')?.breaches).toMatchObject([
      { rule: 'minimum-rest', liftedBy: [{ reference: 'R-1' }] },
    ]);
    const short = { ...agreement, to: '2026-06-02' };
    expect(vacancy(problemOf({}, { agreements: [short] })).names).toEqual(['cem']);
  });

  it('lets a swap through, with a finding', () => {
    expect(swapOf(problemOf(), { give: 'night', to: 'bo' }).verdict).toBe('refused');
    const lifted = swapOf(problemOf({}, { agreements: [agreement] }), { give: 'night', to: 'bo' });
    expect(lifted.verdict).toBe('findings');
    expect(JSON.stringify(lifted)).toContain('R-1');
  });
});

describe('a rule that protects somebody', () => {
  const secrets = /forbidden-window|pregnan|clinic|22:00–/i;

  it('stops her, and replacements, swaps and scores tell nobody why', () => {
    const found = vacancy(problemOf());
    const dee = found.stopped.find(({ employee }) => employee === 'dee');
    expect(dee?.breaches).toMatchObject([{ rule: 'protected-rule', employee: 'dee' }]);
    expect(found.stoppedBy).toContainEqual({ rule: 'protected-rule', employees: 1 });
    const swap = swapOf(problemOf(), { give: 'night', to: 'dee' });
    expect([swap.verdict, JSON.stringify(swap).includes('protected-rule')]).toEqual(['refused', true]);
    const hers = [{ ...night, employee: 'dee' }];
    const request = value(parseScoreBody({ problem: problemOf(), shifts: hers, against: shifts }));
    const score = fromScore(request.problem.team.zone, scoreAnyRoster(request));
    expect(score.breaches).toMatchObject([{ rule: 'protected-rule' }]);
    for (const told of [found, swap, score]) expect(JSON.stringify(told)).not.toMatch(secrets);
  });
});
