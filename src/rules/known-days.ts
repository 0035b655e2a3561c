import { contextOnDates } from './dates.ts';
import type { BoundRule, RuleContext } from './rule.ts';
import { addDays } from '../domain/calendar.ts';
import type { Surroundings } from '../domain/problem.ts';

/** Days to be judged, and what is known around them. */
export type KnownHorizon = Pick<RuleContext, 'from' | 'days' | 'pastKnown' | 'futureKnown' | 'pastFrom' | 'futureTo'>;

/** The days of a problem or roster, with what it knows of the days around. */
export function horizonOf({
  from,
  days,
  past,
  future,
  pastFrom,
  futureTo,
}: Surroundings & Pick<KnownHorizon, 'from' | 'days'>): KnownHorizon {
  return { from, days, pastKnown: past !== undefined, futureKnown: future !== undefined, pastFrom, futureTo };
}

/**
 * The context in which a bound rule is judged: the days of the horizon on which it applies, and of the sides what the rule may know. Undefined where it
 * applies on no day of the horizon.
 */
export function contextOfBound(given: RuleContext, bound: BoundRule): RuleContext | undefined {
  const context = contextOnDates(given, bound);
  return context === undefined ? undefined : contextOfRule(context, bound);
}

/**
 * What a rule may know: a side of the horizon is known to it where all the days are that the rule looks at there. The one place where that is
 * decided: for audits, drafts, solves and publications alike.
 */
function contextOfRule(context: RuleContext, { rule, values }: Pick<BoundRule, 'rule' | 'values'>): RuleContext {
  const { from, days, pastFrom, futureTo } = context;
  if (pastFrom === undefined && futureTo === undefined) return context;
  const { daysBefore, daysAfter } = rule.reach(values, { ...context, pastKnown: false, futureKnown: false });
  const reachesBack = pastFrom === undefined || addDays(from, -daysBefore) >= pastFrom;
  const reachesAhead = futureTo === undefined || addDays(from, days - 1 + daysAfter) <= futureTo;
  return { ...context, pastKnown: context.pastKnown && reachesBack, futureKnown: context.futureKnown && reachesAhead };
}
