import { describe, expect, test } from 'vitest';
import { teamWith } from './line.ts';
import { packs } from '../../../src/rules/packs/packs.ts';
import { ruleOf, rules } from '../../../src/rules/registry.ts';
import { checkPacks, checkRuleSetting, checkTeamRules, settleValues } from '../../../src/rules/settings.ts';
import type { RuleSetting } from '../../../src/domain/team.ts';

function codes(setting: RuleSetting): readonly string[] {
  return checkRuleSetting(setting, '/rules/0').map(({ code, path }) => `${code} ${path}`);
}

describe('a rule setting', () => {
  test('with values within their bounds has no issue', () => {
    expect(codes({ rule: 'minimum-rest', values: { minimumHours: 11 } })).toEqual([]);
    expect(codes({ rule: 'maximum-nights', values: { maximumNights: 2, nightFrom: '23:00' } })).toEqual([]);
    expect(codes({ rule: 'forbidden-succession', values: { pairs: ['late>early'] } })).toEqual([]);
    expect(codes({ rule: 'skill' })).toEqual([]);
  });

  test('of an unknown rule names the rules there are', () => {
    const [issue] = checkRuleSetting({ rule: 'eleven-hours' }, '/rules/3');
    expect(issue).toMatchObject({ code: 'unknown-rule', path: '/rules/3/rule', facts: { id: 'eleven-hours' } });
    expect(issue?.hint).toContain('minimum-rest');
  });

  test('is told every unknown, missing and unfit value at once', () => {
    const values = { hours: 11, window: 'year', nightFrom: '25:00', nightTo: 6, countsFromMinutes: 0 };
    expect(codes({ rule: 'maximum-nights', values })).toEqual([
      'unknown-rule-value /rules/0/values/hours',
      'missing-rule-value /rules/0/values/maximumNights',
      'bad-rule-value /rules/0/values/window',
      'bad-rule-value /rules/0/values/nightFrom',
      'bad-rule-value /rules/0/values/nightTo',
      'bad-rule-value /rules/0/values/countsFromMinutes',
    ]);
  });

  test.each([
    [{ minimumHours: -1 }],
    [{ minimumHours: 169 }],
    [{ minimumHours: Number.NaN }],
    [{ minimumHours: '11' }],
    [{ minimumHours: true }],
  ])('refuses %j as hours of rest', (values) => {
    expect(codes({ rule: 'minimum-rest', values })).toEqual(['bad-rule-value /rules/0/values/minimumHours']);
  });

  test.each([[{ maximumDays: 2.5 }], [{ maximumDays: 8 }]])('refuses %j as days of a week', (values) => {
    expect(codes({ rule: 'maximum-days-week', values })).toEqual(['bad-rule-value /rules/0/values/maximumDays']);
  });

  test.each([[['late-early']], [['late>']], [['a>b>c']], ['late>early']])('refuses %j as pairs', (pairs) => {
    expect(codes({ rule: 'forbidden-succession', values: { pairs } })).toEqual([
      'bad-rule-value /rules/0/values/pairs',
    ]);
  });
});

describe('a list of templates', () => {
  const counted = (templates: RuleSetting['values']): RuleSetting => ({
    rule: 'maximum-shifts-of',
    values: { maximumShifts: 1, ...templates },
  });

  test.each([['late'], [['']], [[7]]])('refuses %j as templates', (templates) => {
    expect(codes(counted({ templates: templates as unknown as readonly string[] }))).toEqual([
      'bad-rule-value /rules/0/values/templates',
    ]);
  });

  test('may name only templates of the team', () => {
    const team = teamWith('Asia/Shanghai', {
      rules: [counted({ templates: ['late', 'later'] })],
      more: { shiftTemplates: [{ id: 'late', start: '14:00', length: 480 }] },
    });
    expect(checkTeamRules(team).map(({ code, path }) => `${code} ${path}`)).toEqual([
      'unknown-template /rules/0/values/templates/1',
    ]);
  });
});

describe('the rules of a team', () => {
  test('may name only contracts, employees, templates and packs that there are', () => {
    const team = teamWith('Asia/Shanghai', {
      rules: [
        { rule: 'minimum-rest', values: { minimumHours: 11 }, contracts: ['full', 'part'], employees: ['bob'] },
        { rule: 'forbidden-succession', values: { pairs: ['late>early'] } },
      ],
      packs: ['cn', 'atlantis'],
      more: { shiftTemplates: [{ id: 'late', start: '14:00', length: 480 }] },
    });
    expect(checkTeamRules(team).map(({ code, path }) => `${code} ${path}`)).toEqual([
      'unknown-contract /rules/0/contracts/1',
      'unknown-employee /rules/0/employees/0',
      'unknown-template /rules/1/values/pairs/0/1',
      'unknown-pack /packs/1',
    ]);
  });

  test('have no issue when all names are known', () => {
    expect(checkTeamRules(teamWith('Asia/Shanghai', { packs: ['cn'] }))).toEqual([]);
    expect(checkPacks(['cn', 'nowhere'], [], '/extra')).toMatchObject([{ path: '/extra/1', facts: { id: 'nowhere' } }]);
  });
});

describe('the registry', () => {
  test('gives every rule under its own id and every parameter a title and fitting default', () => {
    expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
    for (const rule of rules) {
      expect(ruleOf(rule.id)).toBe(rule);
      for (const parameter of rule.parameters) {
        expect(parameter.title).not.toBe('');
        const values = { [parameter.name]: parameter.default ?? 1 };
        const about = checkRuleSetting({ rule: rule.id, values }, '').filter(({ path }) =>
          path.endsWith(parameter.name),
        );
        expect(parameter.default === undefined ? [] : about).toEqual([]);
      }
    }
  });

  test('fills defaults and treats a value that is missing without one as a defect', () => {
    const nights = ruleOf('maximum-nights');
    expect(nights && settleValues(nights, { maximumNights: 3 })).toEqual({
      maximumNights: 3,
      window: 'week',
      nightFrom: '22:00',
      nightTo: '06:00',
      countsFromMinutes: 180,
    });
    expect(() => nights && settleValues(nights, {})).toThrow('maximumNights');
  });
});

describe('each pack', () => {
  test.each(packs.map((pack) => [pack.id, pack] as const))(
    '%s sets values that its rules accept, each with a source',
    (_, pack) => {
      for (const rule of pack.rules) {
        expect(checkRuleSetting(rule, '')).toEqual([]);
        expect(rule.source).not.toBe('');
      }
      // A pack whose pay was not read in its source is not verified, whatever its rules are.
      expect(pack.verified && pack.rules.some(({ verified }) => !verified)).toBe(false);
      expect(pack.checkedOn).toMatch(/^\d{4}-\d{2}-\d{2}$/);
      expect(pack.disclaimer).toContain('not legal advice');
      expect(pack.notChecked.length).toBeGreaterThan(0);
      expect(new Set(pack.notChecked.map(({ topic }) => topic)).size).toBe(pack.notChecked.length);
    },
  );
});
