import { describe, expect, test } from 'vitest';
import { teamWith } from './line.ts';
import type { Team } from '../../../src/domain/team.ts';
import { packVersions } from '../../../src/rules/packs/packs.ts';
import { bindRules, ruleContext } from '../../../src/rules/binding.ts';
import { compileRules } from '../../../src/rules/compile.ts';

const ZONE = 'Europe/Berlin';

function bound(team: Team): readonly string[] {
  const [employee] = team.employees;
  return (employee === undefined ? [] : bindRules(team, employee)).map(({ rule, values, severity, source }) =>
    `${rule.id} ${Object.values(values).join(',')} ${severity} ${source ?? '-'}`.replace('  ', ' '),
  );
}

const ALWAYS = ['availability block -', 'skill block -', 'one-shift-a-day block -'];

describe('the rules bound to an employee', () => {
  test('always hold availability, skill and one shift a day', () => {
    expect(bound(teamWith(ZONE))).toEqual(ALWAYS);
  });

  test('come from the fields of the contract, as blocking rules of that contract', () => {
    const contract = { maxHoursPerDay: 10, maxHoursPerWeek: 40, minHoursPerWeek: 30, maxDaysPerWeek: 5 };
    expect(bound(teamWith(ZONE, { contract }))).toEqual([
      ...ALWAYS,
      'maximum-hours-day 10,work block contract full',
      'maximum-hours-week 40 block contract full',
      'minimum-hours-week 30 block contract full',
      'maximum-days-week 5 block contract full',
    ]);
  });

  test('apply side by side for everybody, for the contract and from packs, and not for others', () => {
    const rules = [
      { rule: 'minimum-rest', values: { minimumHours: 9 }, source: 'house' },
      { rule: 'minimum-rest', values: { minimumHours: 11 }, contracts: ['full'] },
      { rule: 'minimum-rest', values: { minimumHours: 12 }, contracts: ['part'] },
      { rule: 'minimum-rest', values: { minimumHours: 13 }, employees: ['bob'] },
    ];
    const names = bound(teamWith(ZONE, { rules, packs: ['cn', 'cn'] }));
    expect(names.slice(3, 5)).toEqual(['minimum-rest 9 block house', 'minimum-rest 11 block team']);
    const ofPack = packVersions('cn').flatMap(({ pack }) => pack.rules.filter((rule) => rule.protected === undefined));
    expect(names.filter((name) => name.includes('cn: '))).toHaveLength(ofPack.length);
    expect(names).toHaveLength(5 + ofPack.length);
  });

  test('of an employee replace the general ones of the same rule and severity, and no contract or pack', () => {
    const rules = [
      { rule: 'maximum-hours-week', values: { maximumHours: 38 }, contracts: ['full'] },
      { rule: 'maximum-hours-week', values: { maximumHours: 36 }, severity: 'warn' as const },
      { rule: 'maximum-hours-week', values: { maximumHours: 45 }, employees: ['ana'], contracts: ['full'] },
    ];
    expect(bound(teamWith(ZONE, { rules, contract: { maxHoursPerWeek: 48 } })).slice(3)).toEqual([
      'maximum-hours-week 48 block contract full',
      'maximum-hours-week 36 warn team',
      'maximum-hours-week 45 block team',
    ]);
  });

  test('are a defect when the team was not checked', () => {
    expect(() => bound(teamWith(ZONE, { rules: [{ rule: 'nonsense' }] }))).toThrow('nonsense');
    expect(() => bound(teamWith(ZONE, { packs: ['nowhere'] }))).toThrow('nowhere');
    expect(() => bound(teamWith(ZONE, { employee: { contract: 'gone' } }))).toThrow('gone');
  });
});

describe('compiling', () => {
  test('takes the hard rules only', () => {
    const rules = [
      { rule: 'minimum-rest', values: { minimumHours: 11 }, severity: 'agreement' as const },
      { rule: 'maximum-days-week', values: { maximumDays: 5 }, severity: 'warn' as const },
      { rule: 'maximum-hours-week', values: { maximumHours: 40 }, severity: 'pay' as const },
      { rule: 'days-off-week', values: { minimumDays: 2 } },
    ];
    const team = teamWith(ZONE, { rules });
    const [employee] = team.employees;
    if (employee === undefined) throw new Error('the team is empty');
    const context = ruleContext(team, employee, { from: '2026-06-01', days: 7, pastKnown: true, futureKnown: true });
    const compiled = compileRules(bindRules(team, employee), context, [], []);
    expect(compiled.map(({ ruleId }) => ruleId)).toEqual([
      'availability',
      'skill',
      'one-shift-a-day',
      'minimum-rest',
      'days-off-week',
    ]);
  });
});
