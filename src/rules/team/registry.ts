import { accompanied } from './accompanied.ts';
import { apart } from './apart.ts';
import { budgetHours, budgetMoney } from './budget.ts';
import { maximumOf } from './maximum-of.ts';
import { minimumOf } from './minimum-of.ts';
import type { TeamRule } from './team-rule.ts';
import { together } from './together.ts';

/** Every rule of a team as a whole, in the order in which they are told. */
export const teamRules: readonly TeamRule[] = [
  minimumOf,
  maximumOf,
  together,
  apart,
  accompanied,
  budgetHours,
  budgetMoney,
];

/** A team rule by its id; undefined for an id that none has. */
export function teamRuleOf(id: string): TeamRule | undefined {
  return teamRules.find((rule) => rule.id === id);
}
