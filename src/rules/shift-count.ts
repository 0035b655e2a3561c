import type { PeriodKind } from './period.ts';
import type { Parameter, Values } from './rule.ts';
import { textOf } from './values.ts';

/** The value that says in which time shifts are counted. */
export const countWindowParameter: Parameter = {
  name: 'window',
  title: 'Time in which the shifts are counted',
  unit: 'choice',
  choices: ['week', 'month', 'horizon'],
  default: 'week',
};

export function countWindowOf(values: Values): PeriodKind {
  const text = textOf(values, 'window');
  if (text === 'week' || text === 'month' || text === 'horizon') return text;
  throw new Error(`shifts are not counted in a ${text}`);
}
