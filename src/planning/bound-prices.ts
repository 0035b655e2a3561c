import type { BoundPrices } from '../domain/bound-prices.ts';
import { withOtherWork } from '../domain/other-work.ts';
import type { Problem } from '../domain/problem.ts';
import type { SolveLimits } from '../domain/roster.ts';
import { boundPrices } from '../rostering/bound-prices.ts';
import type { RosterEngines } from '../rostering/run-engine.ts';
import { withoutPlacement } from './placement.ts';
import type { SolveControl } from './ports.ts';

/** The prices of a bound of who works when; what is placed inside the shifts comes after that and has none. */
export function priceByBound(
  problem: Problem,
  limits: SolveLimits,
  control: SolveControl,
  { highs }: Pick<RosterEngines, 'highs'>,
): BoundPrices | undefined {
  return boundPrices(withoutPlacement(withOtherWork(problem)), limits, highs, control);
}
