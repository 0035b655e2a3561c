import type { DesignGrid, DesignType } from './grid.ts';

/**
 * Where the demand of a skill changes from one slot to the next. People can only follow where a type of shift that is used begins, ends or
 * breaks just there; what they do not follow is short or over beside the change.
 *
 * Rise by D at slot p: short(p) + over(p - 1) + (people of types that come at p) >= D. A type that is used brings at most what it needs, so
 * with y = 1 for types in use: short(p) + over(p - 1) + D x sum of y over the types that come at p >= D. A fall is the same with the
 * types that go, over(p) and short(p - 1).
 */
export type Step = {
  readonly skill: number;
  /** The slot behind the change. */
  readonly slot: number;
  /** The slot before it; -1 where the horizon begins. */
  readonly before: number;
  /** Above 0: a rise. Below: a fall. */
  readonly change: number;
  /** Index into `StepModel.sets`: the types that could follow. */
  readonly set: number;
};

export type StepModel = {
  readonly steps: readonly Step[];
  /** Sets of types, each in rising order and each once. */
  readonly sets: readonly Int32Array[];
};

/** Types that come (or go) at each slot, on any day. */
function eventSets(grid: DesignGrid): { readonly come: Set<number>[]; readonly go: Set<number>[] } {
  const come = Array.from({ length: grid.slots }, () => new Set<number>());
  const go = Array.from({ length: grid.slots }, () => new Set<number>());
  grid.types.forEach(({ pieces }: DesignType, type) => {
    for (const spans of pieces) {
      if (spans === undefined) continue;
      for (let at = 0; at < spans.length; at += 2) {
        const from = (spans[at] as number) % grid.slots;
        const to = spans[at + 1] as number;
        come[from]?.add(type);
        // At the end of an open horizon nothing follows that a change could be seen in.
        if (grid.cyclic || to < grid.slots) go[to % grid.slots]?.add(type);
      }
    }
  });
  return { come, go };
}

/** All changes of the demand with the types that can follow them. */
export function stepModel(grid: DesignGrid): StepModel {
  const { come, go } = eventSets(grid);
  const sets: Int32Array[] = [];
  const known = new Map<string, number>();
  const setOf = (types: Set<number>): number => {
    const sorted = Int32Array.from(types).sort();
    const key = sorted.join(' ');
    const found = known.get(key);
    if (found !== undefined) return found;
    sets.push(sorted);
    known.set(key, sets.length - 1);
    return sets.length - 1;
  };
  const at = new Map<Set<number>, number>();
  const setAt = (types: Set<number>): number => {
    const found = at.get(types) ?? setOf(types);
    at.set(types, found);
    return found;
  };
  const steps: Step[] = [];
  grid.demand.forEach((demand, skill) => {
    for (let slot = 0; slot < grid.slots; slot++) {
      const before = slot > 0 ? slot - 1 : grid.cyclic ? grid.slots - 1 : -1;
      const change = (demand[slot] as number) - (before < 0 ? 0 : (demand[before] as number));
      if (change === 0 || before === slot) continue;
      const types = (change > 0 ? come : go)[slot] as Set<number>;
      steps.push({ skill, slot, before, change, set: setAt(types) });
    }
  });
  return { steps, sets };
}
