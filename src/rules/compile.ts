import { compileOnDates, pricedOnDates } from './dated-compile.ts';
import type { BoundRule, Compiled, Priced, RuleContext } from './rule.ts';
import type { Line, Shift } from '../domain/shift.ts';
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
    .map((one) => ({ ruleId: one.rule.id, ...compileOnDates(one, context, past, future) }));
}

/** The priced form of a rule with a weight, in points; undefined where the rule has none. */
export function compilePrices(
  bound: BoundRule,
  context: RuleContext,
  past: Line,
  future: Line,
): readonly Priced[] | undefined {
  const { weight = 0 } = bound;
  return pricedOnDates(bound, context, past, future)?.map((one): Priced => {
    switch (one.kind) {
      case 'shift-price':
        return { ...one, price: (day: number, shift: Shift) => weight * one.price(day, shift) };
      case 'pair-price':
        return { ...one, price: (first: Shift, second: Shift) => weight * one.price(first, second) };
      case 'sum-price':
        return { ...one, price: (sum: number) => weight * one.price(sum) };
      case 'path-price':
        return {
          ...one,
          price: (state, day, shift) => weight * one.price(state, day, shift),
          endPrice: (state) => weight * one.endPrice(state),
        };
    }
  });
}
