import type { CoverChange } from '../../domain/draft-difference.ts';
import type { Prices } from '../../domain/problem.ts';
import type { ShortChange, ShortChanges } from '../../domain/replacement.ts';
import { type Interval, SECONDS_PER_HOUR } from '../../domain/units.ts';

function shortOf({ floor, target }: CoverChange, people: number): number {
  return Math.max(0, Math.max(target, floor) - people);
}

/** Adds up how much more short demands are after a change, within a span and outside of it; a template demand is within it by its template alone. */
export function shortChanges(
  changes: readonly CoverChange[],
  span: Interval,
  template: string | undefined,
): ShortChanges {
  const sum = { here: { hours: 0, people: 0 }, elsewhere: { hours: 0, people: 0 } };
  for (const change of changes) {
    const more = shortOf(change, change.after) - shortOf(change, change.before);
    if (more === 0) continue;
    if (change.template !== undefined) {
      sum[change.template === template ? 'here' : 'elsewhere'].people += more;
      continue;
    }
    const inside = Math.max(0, Math.min(change.end, span.end) - Math.max(change.start, span.start));
    sum.here.hours += (more * inside) / SECONDS_PER_HOUR;
    sum.elsewhere.hours += (more * (change.end - change.start - inside)) / SECONDS_PER_HOUR;
  }
  return sum;
}

/** The same the other way about. */
export function negated({ here, elsewhere }: ShortChanges): ShortChanges {
  const turn = ({ hours, people }: ShortChange): ShortChange => ({ hours: 0 - hours, people: 0 - people });
  return { here: turn(here), elsewhere: turn(elsewhere) };
}

/** Points that a demand costs with so many people, per hour or per person. */
function levelPoints(change: CoverChange, people: number, prices: Prices): number {
  const { floor, target, ceiling } = change;
  const byHour = change.template === undefined;
  const below = Math.max(0, floor - people) * (byHour ? prices.belowFloorHour : prices.belowFloorPerson);
  const short =
    Math.max(0, target - Math.max(people, floor)) * (byHour ? prices.belowTargetHour : prices.belowTargetPerson);
  const above = Math.max(0, people - target) * (byHour ? prices.aboveTargetHour : prices.aboveTargetPerson);
  const crowd = ceiling === undefined ? 0 : Math.max(0, people - ceiling);
  return below + short + above + crowd * (byHour ? prices.aboveCeilingHour : prices.aboveCeilingPerson);
}

/** What a change of the cover costs by the ordinary prices: enough to put candidates in order before the objective is counted. */
export function coverPoints(changes: readonly CoverChange[], prices: Prices): number {
  return changes.reduce((sum, change) => {
    const more = levelPoints(change, change.after, prices) - levelPoints(change, change.before, prices);
    const units = change.template === undefined ? (change.end - change.start) / SECONDS_PER_HOUR : 1;
    return sum + more * units;
  }, 0);
}
