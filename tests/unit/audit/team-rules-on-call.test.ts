import { expect, test } from 'vitest';
import { at, shift, teamWith } from '../rules/line.ts';
import { teamBreachesOf } from '../../../src/audit/team-rules.ts';

const ZONE = 'Asia/Shanghai';
const team = teamWith(ZONE, {
  employee: { groups: ['seniors'] },
  more: { teamRules: [{ rule: 'maximum-of', values: { maximum: 0, group: 'seniors' }, weight: 100 }] },
});

test('a duty on call is no presence to the rules of the team', () => {
  const breaches = (activity: string, past: boolean): number => {
    const one = shift(ZONE, '2026-03-02T22:00', '2026-03-03T06:00', { activity });
    const input = { team, from: past ? '2026-03-03' : '2026-03-02', days: 1, past: past ? [one] : [], future: [] };
    expect(one.start).toBe(at(ZONE, '2026-03-02T22:00'));
    return teamBreachesOf(input, past ? [] : [one]).length;
  };
  expect([breaches('work', false), breaches('on-call', false)]).toEqual([1, 0]);
  expect([breaches('work', true), breaches('on-call', true)]).toEqual([1, 0]);
});
