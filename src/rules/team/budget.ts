import type { Values } from '../rule.ts';
import { numberOf } from '../values.ts';
import { chosen, GROUP_PARAMETERS, nameOf } from './people.ts';
import type { TeamContext, TeamParameter, TeamRow, TeamRule } from './team-rule.ts';
import { weekStartOf } from '../../domain/calendar.ts';
import type { Employee } from '../../domain/team.ts';

const period: TeamParameter = {
  name: 'period',
  title: 'A calendar week, as far as it is planned, or all days planned',
  unit: 'choice',
  choices: ['week', 'horizon'],
  default: 'horizon',
};

/** A row for each period, with what an hour of each of the people counts. */
function budgetRows(
  values: Values,
  context: TeamContext,
  most: number,
  perHour: (employee: Employee) => number,
): readonly TeamRow[] {
  const coefficients = new Map(chosen(values, context.employees).map((one) => [one.id, perHour(one)] as const));
  const periods = Map.groupBy(context.dates, (date) =>
    values['period'] === 'week' ? weekStartOf(date, context.weekStart) : 'horizon',
  );
  const who = nameOf(values);
  return [...periods.values()].map((dates) => ({ measure: { kind: 'paid', dates }, coefficients, most, who }));
}

/** Paid hours of a group within a period, at most. */
export const budgetHours: TeamRule = {
  id: 'budget-hours',
  title: 'Budget of hours',
  unit: 'hours',
  part: 'budget',
  parameters: [
    { name: 'maximumHours', title: 'Most paid hours', unit: 'hours', least: 0, most: 1e7 },
    ...GROUP_PARAMETERS,
    period,
  ],
  rows: (values, context) => budgetRows(values, context, numberOf(values, 'maximumHours'), () => 1),
};

/** Money for the paid hours of a group within a period, at most: each hour at the cost of who works it, by herself or by her contract. */
export const budgetMoney: TeamRule = {
  id: 'budget-money',
  title: 'Budget of money',
  unit: 'money',
  part: 'budget',
  parameters: [
    { name: 'maximumMoney', title: 'Most money', unit: 'money', least: 0, most: 1e12 },
    ...GROUP_PARAMETERS,
    period,
  ],
  rows: (values, context) => {
    const costs = new Map(context.contracts.map(({ id, costPerHour }) => [id, costPerHour ?? 0]));
    const perHour = ({ costPerHour, contract }: Employee): number => costPerHour ?? costs.get(contract) ?? 0;
    return budgetRows(values, context, numberOf(values, 'maximumMoney'), perHour);
  },
};
