import type { RepairPrices } from '../../domain/explanation.ts';
import type { RuleSetting } from '../../domain/team.ts';
import { ruleOf } from '../../rules/registry.ts';
import type { Parameter } from '../../rules/rule.ts';
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
    const facts = { employee, rule, value: parameter.name, unit: parameter.unit, limit: value, to };
    return {
      price: units * unitPrice(parameter.unit, prices),
      note: { code: 'repair-rule', facts },
      make: (draft) => draft.rules.set(setting, { ...setting, values: { ...values, [parameter.name]: to } }),
    };
  });
}
