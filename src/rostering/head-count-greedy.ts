import { priceKind } from './price-kind.ts';
import type { LinePricer } from './best-line.ts';
import { valueOfWeight } from './demand.ts';
import type { HeadCountKind, LinesTaken } from './head-count-master.ts';
import { classOf, codeLine, type CodedLine, type Instance, lineEntries, ownCost, pricedShapes } from './instance.ts';
import { emptyValuation, valueShapes } from './valuation.ts';

/** A line is taken once more as long as it saves at least this share of what it saved first: so many people take few pricings. */
const STILL_WORTH = 0.9;
const LEAST_SAVED = 1e-7;

/** The best line of a kind against what is open: what it saves besides its own cost, and what one more person costs who works it. */
type Offer = {
  readonly kind: number;
  readonly line: CodedLine;
  readonly saved: number;
  readonly rate: number;
  readonly room: number;
};

/**
 * People one after another, each with the line that saves most for her cost, until nobody saves anything: those who are there and those who must be taken come first, as they cost nothing more. People in
 * a moment, and lines to begin from; what was taken until `expired` where that comes first.
 */
export function greedyPeople(
  instance: Instance,
  kinds: readonly HeadCountKind[],
  pricer: LinePricer,
  expired: () => boolean,
): readonly LinesTaken[] {
  const { table, set } = instance;
  const counts = Float64Array.from(table.base);
  const values = new Float64Array(table.rows);
  const costs = set.byDay.map((shapes) => new Float64Array(shapes.length));
  const valuation = emptyValuation(table, set);
  const taken = new Map<CodedLine, { kind: number; line: CodedLine; count: number }>();
  const people = kinds.map(() => 0);
  /** What one more person of a kind costs, and how many there are of her; undefined where there is nobody left. */
  const nextOf = (index: number): { readonly cost: number; readonly room: number } | undefined => {
    const { present, groups } = kinds[index] as HeadCountKind;
    let before = people[index] as number;
    const free = groups.reduce((sum, { from }) => sum + from, present);
    if (before < free) return { cost: 0, room: free - before };
    before -= free;
    for (const { cost, from, to } of [...groups].sort((a, b) => a.cost - b.cost)) {
      if (before < to - from) return { cost, room: to - from - before };
      before -= to - from;
    }
    return undefined;
  };
  /** What a line saves at the counts as they are, its own cost taken off. */
  const savedBy = (index: number, line: CodedLine): number => {
    const { kind } = kinds[index] as HeadCountKind;
    const { rows, by } = lineEntries(instance, kind, line);
    return rows.reduce(
      (sum, row, at) => {
        const weight = by[at] as number;
        return sum + weight * valueOfWeight(table, row, counts[row] as number, weight);
      },
      -ownCost(instance, kind, line),
    );
  };
  const offerOf = (index: number): Offer | undefined => {
    const next = nextOf(index);
    if (next === undefined) return undefined;
    const { kind } = kinds[index] as HeadCountKind;
    for (let row = 0; row < table.rows; row++) values[row] = valueOfWeight(table, row, counts[row] as number, 1);
    valueShapes(table, set, values, valuation, classOf(instance, kind));
    pricedShapes(instance, kind, valuation, costs);
    const found = priceKind(pricer, kind, costs, 1).lines[0];
    if (found === undefined) return undefined;
    const line = codeLine(instance, found.shapes, valuation);
    const saved = savedBy(index, line);
    if (saved - next.cost <= LEAST_SAVED) return undefined;
    const spent = next.cost + Math.max(0, ownCost(instance, kind, line));
    return { kind: index, line, saved, rate: saved / Math.max(LEAST_SAVED, spent), room: next.room };
  };
  while (!expired()) {
    let best: Offer | undefined;
    for (const index of kinds.keys()) {
      const offer = offerOf(index);
      if (offer !== undefined && (best === undefined || offer.rate > best.rate)) best = offer;
    }
    if (best === undefined) break;
    const { kind: index, line, saved, room } = best;
    const entry = { kind: index, line, count: 0 };
    const { rows, by } = lineEntries(instance, (kinds[index] as HeadCountKind).kind, line);
    const take = (): void => {
      entry.count++;
      people[index] = (people[index] as number) + 1;
      rows.forEach((row, at) => {
        counts[row] = (counts[row] as number) + (by[at] as number);
      });
    };
    take();
    while (entry.count < room && savedBy(index, line) >= STILL_WORTH * saved) take();
    taken.set(line, entry);
  }
  return [...taken.values()];
}
