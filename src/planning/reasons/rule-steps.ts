import type { RepairPrices } from '../../domain/explanation.ts';
import { addDays } from '../../domain/calendar.ts';
import type { Problem } from '../../domain/problem.ts';
import type { RuleSetting, TeamRuleSetting } from '../../domain/team.ts';
import { settleTeamValues } from '../../rules/team/binding.ts';
import { teamRuleOf } from '../../rules/team/registry.ts';
import { ruleOf } from '../../rules/registry.ts';
import type { Parameter } from '../../rules/rule.ts';
import type { Note } from '../../domain/forecast.ts';
import type { Step } from './member.ts';

/** A limit gives way by one of these at a time. */
const UNITS: Partial<Readonly<Record<Parameter['unit'], number>>> = {
  hours: 1,
  minutes: 30,
  days: 1,
  shifts: 1,
  weekends: 1,
  weeks: 1,
};

/** No limit gives way further: beyond it a rule is not the same any more. */
const MOST_STEPS = 200;

/** The limit in numbers of a rule, and whether a larger or a smaller one asks for less. */
export function limitOf(ruleId: string): { readonly parameter: Parameter; readonly rises: boolean } | undefined {
  const parameter = ruleOf(ruleId)?.parameters.find(
    (one) => one.default === undefined && UNITS[one.unit] !== undefined && /^(?:maximum|minimum)/.test(one.name),
  );
  return parameter === undefined ? undefined : { parameter, rises: parameter.name.startsWith('maximum') };
}

/** Price of one unit of a limit. */
function unitPrice(unit: Parameter['unit'], prices: RepairPrices): number {
  if (unit === 'hours') return prices.ruleHour;
  if (unit === 'minutes') return prices.ruleHour / 2;
  return prices.ruleDay;
}

/** How a rule may give way for one employee: its limit unit by unit, or the whole of it where it has no limit in numbers. */
export function settingSteps(setting: RuleSetting, employee: string, prices: RepairPrices): readonly Step[] {
  const { rule, values = {} } = setting;
  const limit = limitOf(rule);
  const value = limit === undefined ? undefined : values[limit.parameter.name];
  if (limit === undefined || typeof value !== 'number') {
    const note = { code: 'repair-rule-exempt', facts: { employee, rule } };
    return [{ price: prices.ruleExempt, note, make: (draft) => draft.rules.set(setting, undefined) }];
  }
  const { parameter, rises } = limit;
  const size = UNITS[parameter.unit] ?? 1;
  const end = rises ? (parameter.most ?? Number.POSITIVE_INFINITY) : (parameter.least ?? 0);
  const count = Math.min(MOST_STEPS, Math.ceil(Math.abs(end - value) / size));
  return Array.from({ length: count }, (_, index): Step => {
    const units = index + 1;
    const to = rises ? Math.min(end, value + units * size) : Math.max(end, value - units * size);
    const facts = {
      employee,
      rule,
      value: parameter.name,
      unit: parameter.unit,
      limit: value,
      to,
      ...datesFacts(setting),
    };
    return {
      price: units * unitPrice(parameter.unit, prices),
      note: { code: 'repair-rule', facts },
      make: (draft) => draft.rules.set(setting, { ...setting, values: { ...values, [parameter.name]: to } }),
    };
  });
}

/** Facts of the dates that a setting is limited to; none where it holds throughout. */
export function datesFacts({ from, to }: Pick<RuleSetting, 'from' | 'to'>): Note['facts'] {
  return from === undefined && to === undefined ? {} : { dates: `${from ?? '..'}/${to ?? '..'}` };
}

/**
 * How a rule that an agreement lifts may give way: by its limit as long as that is cheaper, and in the end by an agreement on record for the days planned. Of
 * a law's rule the agreement alone: that is what the law leaves to the two sides.
 */
export function agreementSteps(
  { from, days }: Pick<Problem, 'from' | 'days'>,
  setting: RuleSetting,
  employee: string,
  prices: RepairPrices,
  ofLimit: readonly Step[],
): readonly Step[] {
  const { rule } = setting;
  const lifting = { rule, employee, from, to: addDays(from, days - 1) };
  const agreement: Step = {
    price: prices.agreement,
    note: { code: 'repair-agreement', facts: { employee, rule, from: lifting.from, to: lifting.to } },
    make: (draft) => draft.agreements.push(lifting),
  };
  return [...ofLimit.filter(({ price }) => price < agreement.price), agreement];
}

/** What a rule of the team as a whole is called in a sentence. */
export function teamRuleFacts({ id, rule, source, from, to, values = {} }: TeamRuleSetting): Note['facts'] {
  const limit = teamLimitOf({ rule, values });
  return {
    rule,
    ...(id === undefined ? {} : { id }),
    ...(limit === undefined ? {} : { limit: limit.value }),
    ...(source === undefined ? {} : { source }),
    ...datesFacts({ from, to }),
  };
}

type TeamLimit = { readonly name: string; readonly unit: 'people' | 'hours' | 'money'; readonly value: number };

/** The limit in numbers of a rule of the team. */
export function teamLimitOf({ rule, values }: Pick<TeamRuleSetting, 'rule' | 'values'>): TeamLimit | undefined {
  const bound = teamRuleOf(rule);
  const parameter = bound?.parameters.find(({ name }) => /^(?:maximum|minimum)/.test(name));
  if (bound === undefined || parameter === undefined) return undefined;
  const value = settleTeamValues(bound, values ?? {})[parameter.name];
  return typeof value === 'number' ? { name: parameter.name, unit: bound.unit, value } : undefined;
}

/** How a rule of the team may give way: person by person or hour by hour, as far as that is cheaper than without it, and in the end the whole of it. */
export function teamRuleSteps(setting: TeamRuleSetting, prices: RepairPrices): readonly Step[] {
  const facts = teamRuleFacts(setting);
  const whole: Step = {
    price: prices.teamRuleExempt,
    note: { code: 'repair-team-rule-exempt', facts },
    make: (draft) => draft.teamRules.set(setting, undefined),
  };
  const limit = teamLimitOf(setting);
  if (limit === undefined || limit.unit === 'money') return [whole];
  const { name, unit, value } = limit;
  const each = unit === 'hours' ? prices.ruleHour : prices.teamRulePerson;
  const rises = name.startsWith('maximum');
  const most = Math.min(MOST_STEPS, Math.ceil(whole.price / each) - 1, rises ? MOST_STEPS : value - 1);
  const softer = Array.from({ length: Math.max(0, most) }, (_, index): Step => {
    const to = rises ? value + index + 1 : value - index - 1;
    return {
      price: (index + 1) * each,
      note: { code: 'repair-team-rule', facts: { ...facts, unit, limit: value, to } },
      make: (draft) => draft.teamRules.set(setting, { ...setting, values: { ...setting.values, [name]: to } }),
    };
  });
  return [...softer, whole];
}
