import { contextOfRule } from './known-days.ts';
import type { BoundRule, Compiled, RuleContext } from './rule.ts';
import type { Line } from '../domain/shift.ts';
import type { Severity } from '../domain/team.ts';

/** The compiled form of one bound rule, under the rule's id. */
export type CompiledRule = Compiled & { readonly ruleId: string };

/** True for the severities that no roster may have a breach of: `agreement` too, as long as no agreement is recorded. */
export function isHard(severity: Severity): boolean {
  return severity === 'block' || severity === 'agreement';
}

/**
 * Compiled forms of the hard rules, in the order of binding; the others judge and do not steer. `past` and `future` are the employee's
 * published shifts before and behind the horizon, in order of start; a rule that occurs twice occurs twice here.
 */
export function compileRules(
  bound: readonly BoundRule[],
  context: RuleContext,
  past: Line,
  future: Line,
): readonly CompiledRule[] {
  return bound
    .filter(({ severity }) => isHard(severity))
    .map((one) => {
      const { rule, values } = one;
      return { ruleId: rule.id, ...rule.compile(values, contextOfRule(context, one), past, future) };
    });
}
