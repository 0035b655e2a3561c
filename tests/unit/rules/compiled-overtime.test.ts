import { describe, expect, test } from 'vitest';
import { shift, teamWith, type TeamParts } from './line.ts';
import { satisfiesAll } from '../../property/rules/primitives.ts';
import { addDays } from '../../../src/domain/calendar.ts';
import type { Shift } from '../../../src/domain/shift.ts';
import type { ShiftTemplate } from '../../../src/domain/team.ts';
import { bindRules, ruleContext } from '../../../src/rules/binding.ts';
import { compileRules, type CompiledRule } from '../../../src/rules/compile.ts';
import { judgeLine } from '../../../src/rules/fold.ts';
import type { RuleContext } from '../../../src/rules/rule.ts';

const ZONE = 'Asia/Shanghai';

type Horizon = { readonly from: string; readonly days: number; readonly past?: readonly Shift[] };
type Compiled = {
  readonly rule: CompiledRule;
  readonly context: RuleContext;
  readonly judge: (line: readonly Shift[]) => boolean;
};

function compiled(
  maximumHours: number,
  parts: TeamParts,
  template: ShiftTemplate,
  { from, days, past = [] }: Horizon,
): Compiled {
  const rules = [{ rule: 'maximum-overtime-month', values: { maximumHours } }];
  const team = teamWith(ZONE, { ...parts, rules, more: { shiftTemplates: [template] } });
  const [employee] = team.employees;
  if (employee === undefined) throw new Error('the team is empty');
  const context = ruleContext(team, employee, { from, days, pastKnown: true, futureKnown: true });
  const bound = bindRules(team, employee).filter(({ rule }) => rule.id === 'maximum-overtime-month');
  const [rule] = compileRules(bound, context, past, []);
  if (rule === undefined) throw new Error('nothing was compiled');
  const judge = (line: readonly Shift[]): boolean =>
    judgeLine(bound, context, { past, line, future: [] }).breaches.length === 0;
  return { rule, context, judge };
}

function hours(length: number): ShiftTemplate {
  return { id: 'long', start: '08:00', length: length * 60 };
}

/** A shift of whole hours from 8:00 on each of the days, counted from a date. */
function work(from: string, days: readonly number[], length: number): readonly Shift[] {
  return days.map((day) => {
    const date = addDays(from, day);
    return shift(ZONE, `${date}T08:00`, `${date}T${String(8 + length).padStart(2, '0')}:00`);
  });
}

const WEEK = [0, 1, 2, 3, 4, 5, 6];

describe('a month that no planned shift can carry past its overtime', () => {
  test('gets no primitive: a week of normal days', () => {
    const { rule } = compiled(36, {}, hours(8), { from: '2026-06-01', days: 7 });
    expect(rule).toMatchObject({ necessary: [], sufficient: [] });
  });

  test('gets no primitive under a weekly maximum: five weeks of 35 hours in days of 8.5', () => {
    const template = { ...hours(9), meal: { lengthMinutes: 30, paid: false, fromShiftMinutes: 360 } };
    const contract = { maxHoursPerWeek: 35 };
    expect(compiled(36, { contract }, template, { from: '2026-06-01', days: 35 }).rule).toMatchObject({
      necessary: [],
      sufficient: [],
    });
    const paid = { ...template, meal: { ...template.meal, paid: true } };
    expect(compiled(15, { contract }, paid, { from: '2026-06-01', days: 35 }).rule.sufficient).not.toEqual([]);
  });

  test('gets primitives as soon as it can: four tens a week within 40 hours', () => {
    const contract = { maxHoursPerWeek: 40 };
    const horizon = { from: '2026-06-01', days: 28 };
    const tens = work('2026-06-01', [0, 1, 2, 3, 7, 8, 9, 10, 14, 15, 16, 17, 21, 22, 23, 24], 10);
    const enough = compiled(32, { contract }, hours(10), horizon);
    expect(enough.rule.sufficient).toEqual([]);
    expect(enough.judge(tens)).toBe(true);
    const short = compiled(20, { contract }, hours(10), horizon);
    expect(short.judge(tens)).toBe(false);
    expect(satisfiesAll(short.rule.sufficient, short.context, tens)).toBe(false);
    expect(satisfiesAll(short.rule.necessary, short.context, tens)).toBe(false);
  });
});

describe('the sufficient caps', () => {
  test('leave five normal days a week free also where the month has no overtime left', () => {
    const past = work('2026-06-01', WEEK, 14);
    const { rule, context, judge } = compiled(36, {}, hours(12), { from: '2026-06-08', days: 14, past });
    const normal = [...work('2026-06-08', [0, 1, 2, 3, 4], 8), ...work('2026-06-15', [0, 1, 2, 3, 4], 8)];
    expect(judge(normal)).toBe(true);
    expect(satisfiesAll(rule.sufficient, context, normal)).toBe(true);
    const more = [...normal, ...work('2026-06-20', [0], 1)];
    expect(judge(more)).toBe(false);
    expect(satisfiesAll(rule.sufficient, context, more)).toBe(false);
    const longer = work('2026-06-08', [0], 9);
    expect(judge(longer)).toBe(false);
    expect(satisfiesAll(rule.necessary, context, longer)).toBe(false);
  });

  test('of a week over two months are the tighter of both', () => {
    // Saturday 31 October 2026 is the sixth day of its week; October has used its overtime, November has not.
    const past = work('2026-10-05', WEEK, 13);
    const { rule, context, judge } = compiled(10, {}, hours(8), { from: '2026-10-26', days: 7, past });
    const six = work('2026-10-26', [0, 1, 2, 3, 4, 5], 8);
    expect(judge(six)).toBe(false);
    expect(satisfiesAll(rule.sufficient, context, six)).toBe(false);
    const five = six.slice(0, 5);
    expect(judge(five)).toBe(true);
    expect(satisfiesAll(rule.sufficient, context, five)).toBe(true);
  });
});

describe('the necessary sums', () => {
  test('see overtime of whole weeks without a long day', () => {
    const { rule, context, judge } = compiled(10, {}, hours(8), { from: '2026-06-01', days: 14 });
    const seven = [...work('2026-06-01', WEEK, 8), ...work('2026-06-08', [0, 1, 2, 3, 4], 8)];
    expect(judge(seven)).toBe(false);
    expect(satisfiesAll(rule.necessary, context, seven)).toBe(false);
    const six = seven.slice(1);
    expect(judge(six)).toBe(true);
    expect(satisfiesAll(rule.necessary, context, six)).toBe(true);
  });

  test('count published overtime of a week once, where the week is planned on', () => {
    const past = work('2026-06-08', [0, 1], 14);
    const { rule, context, judge } = compiled(24, {}, hours(11), { from: '2026-06-10', days: 12, past });
    const line = [...work('2026-06-10', [0, 1, 2], 10), ...work('2026-06-13', [0], 6)];
    expect(judge(line)).toBe(true);
    expect(satisfiesAll(rule.necessary, context, line)).toBe(true);
    const more = [...work('2026-06-10', [0, 1, 2], 10), ...work('2026-06-13', [0], 7)];
    expect(judge(more)).toBe(false);
  });

  test('allow for the hour that an autumn night is longer', () => {
    const team = teamWith('Europe/Berlin', { more: { shiftTemplates: [hours(8)] } });
    const [employee] = team.employees;
    if (employee === undefined) throw new Error('the team is empty');
    const rules = [{ rule: 'maximum-overtime-month', values: { maximumHours: 0 }, employees: ['ana'] }];
    const bound = bindRules({ ...team, rules }, employee).filter(({ rule }) => rule.id === 'maximum-overtime-month');
    const horizon = { from: '2026-10-19', days: 6, pastKnown: true, futureKnown: true };
    const context = ruleContext(team, employee, horizon);
    const night = [shift('Europe/Berlin', '2026-10-24T23:00', '2026-10-25T07:00')];
    const [compiledRule] = compileRules(bound, context, [], []);
    expect(judgeLine(bound, context, { past: [], line: night, future: [] }).breaches).toMatchObject([
      { measured: 3600 },
    ]);
    expect(satisfiesAll(compiledRule?.sufficient ?? [], context, night)).toBe(false);
  });
});
