import { type DesignGrid, type DesignType, groupsOf } from './grid.ts';
import type { StepModel } from './steps.ts';

/** A bound of every design, and for each type how much dearer than the bound a design that uses it is at least. */
export type DesignBound = {
  readonly bound: number;
  /** By type: what one use of it adds to the bound, at least; 0 or more. */
  readonly reduced: Float64Array;
  /** By skill and slot: what is left of the price of somebody too many, which comes on top of the bound for each. */
  readonly overLeft: readonly Float64Array[];
  /** By (type x groups + group) x skills + skill: what is left of the price of one person's work there, which comes on top too. */
  readonly workLeft: Float64Array;
};

/** Duals are rounded down to multiples of this, so that their sums are exact. */
const GRAIN = 1 / 1024;
const down = (value: number): number => Math.floor(value / GRAIN) * GRAIN;
/** The same of the prices of cover, of which a shift sums hundreds. */
const FINE_GRAIN = 2 ** -24;
const finelyDown = (value: number): number => Math.floor(value / FINE_GRAIN) * FINE_GRAIN;
/** Attempts to lower prices of cover until no shift is worth more than it costs. */
const MOST_LOWERINGS = 4;

/** Prices of cover, which a linear program found: any will do, their quality is that of the bound. */
export type CoverDuals = {
  /** By skill and slot: what one person there is worth. */
  readonly cover: readonly Float64Array[];
  /** By skill: what a slot above the least average is worth, and one below the most; 0 or more, together at most the price. */
  readonly least: Float64Array;
  readonly most: Float64Array;
};

/** What of a type is worked in a group: undefined where it may not start on one of its days. */
function worth(
  grid: DesignGrid,
  type: DesignType,
  days: readonly number[],
  skill: number,
  { cover, least, most }: CoverDuals,
): { readonly left: number; readonly slots: number } | undefined {
  const prices = cover[skill] as Float64Array;
  const average = grid.average[skill];
  let [worked, value, slots] = [0, 0, 0];
  for (const day of days) {
    const spans = type.pieces[day];
    if (spans === undefined) return undefined;
    worked += type.worked[day] as number;
    for (let at = 0; at < spans.length; at += 2) {
      slots += (spans[at + 1] as number) - (spans[at] as number);
      for (let slot = spans[at] as number; slot < (spans[at + 1] as number); slot++)
        value += prices[slot % grid.slots] as number;
    }
  }
  if (average !== undefined) {
    value += (least[skill] as number) * (worked - average.least * days.length);
    value += (most[skill] as number) * (average.most * days.length - worked);
  }
  return { left: worked * grid.workPrice - value, slots };
}

/** Cover at the price of work, or of being short where that is cheaper: no shift is worth more than it costs. */
function priceOfWork(grid: DesignGrid): CoverDuals {
  const none = new Float64Array(grid.demand.length);
  const cover = grid.demand.map((_, skill) =>
    new Float64Array(grid.slots).fill(Math.min(grid.workPrice, grid.shortPrice[skill] as number)),
  );
  return { cover, least: none, most: none };
}

/** Duals within what the duals of the steps leave of being short and over, lowered until no shift is worth more than it costs; undefined where that fails. */
function settled(
  grid: DesignGrid,
  duals: CoverDuals,
  shortUse: readonly Float64Array[],
  overUse: readonly Float64Array[],
): { readonly duals: CoverDuals; readonly workLeft: Float64Array } | undefined {
  const skills = grid.demand.length;
  const groups = groupsOf(grid);
  const least = duals.least.map((value) => Math.max(0, value));
  const most = duals.most.map((value) => Math.max(0, value));
  grid.average.forEach((one, skill) => {
    const sum = (least[skill] as number) + (most[skill] as number);
    const scale = one === undefined ? 0 : sum > one.price ? one.price / sum : 1;
    least[skill] = finelyDown(scale * (least[skill] as number));
    most[skill] = finelyDown(scale * (most[skill] as number));
  });
  const lowered = new Float64Array(skills);
  for (let attempt = 0; attempt < MOST_LOWERINGS; attempt++) {
    const cover = duals.cover.map((row, skill) =>
      row.map((value, slot) => {
        const high = (grid.shortPrice[skill] as number) - (shortUse[skill]?.[slot] as number);
        const low = (overUse[skill]?.[slot] as number) - (grid.overPrice[skill] as number);
        return Math.max(low, finelyDown(Math.min(high, value) - (lowered[skill] as number)));
      }),
    );
    const found = { cover, least, most };
    const workLeft = new Float64Array(grid.types.length * groups.length * skills);
    let isSettled = true;
    grid.types.forEach((type, index) =>
      groups.forEach((days, group) => {
        for (let skill = 0; skill < skills; skill++) {
          const one = worth(grid, type, days, skill, found);
          if (one === undefined) continue;
          workLeft[(index * groups.length + group) * skills + skill] = Math.max(0, one.left);
          if (one.left >= 0) continue;
          isSettled = false;
          lowered[skill] = Math.max(lowered[skill] as number, (lowered[skill] as number) - one.left / one.slots);
        }
      }),
    );
    if (isSettled) return { duals: found, workLeft };
    lowered.forEach((value, skill) => {
      lowered[skill] = value + FINE_GRAIN;
    });
  }
  return undefined;
}

/**
 * What duals say, checked and summed without the engine: `duals` of the steps, 0 or more each, and prices of cover. With p the price of cover in a slot,
 * short + (duals of its steps) <= its price less p, over + (duals of its steps) <= its price plus p, and a shift is worth at most its work; where the duals of the steps
 * sum to more they are all scaled down.
 */
export function boundOfDuals(
  grid: DesignGrid,
  { steps, sets }: StepModel,
  duals: Float64Array,
  given: CoverDuals = priceOfWork(grid),
): DesignBound | undefined {
  const { slots } = grid;
  /** What the steps take of the prices of slots short and over, by skill and slot. */
  const usesAt = (
    scale: number,
  ): { readonly short: readonly Float64Array[]; readonly over: readonly Float64Array[] } => {
    const short = grid.demand.map(() => new Float64Array(slots));
    const over = grid.demand.map(() => new Float64Array(slots));
    const use = (table: readonly Float64Array[], skill: number, slot: number, dual: number): void => {
      const row = table[skill] as Float64Array;
      if (slot >= 0) row[slot] = (row[slot] as number) + dual;
    };
    steps.forEach(({ skill, slot, before, change }, index) => {
      const dual = down(scale * Math.max(0, down(duals[index] as number)));
      use(change > 0 ? short : over, skill, slot, dual);
      use(change > 0 ? over : short, skill, before, dual);
    });
    return { short, over };
  };
  let scale = 1;
  const whole = usesAt(1);
  grid.demand.forEach((_, skill) => {
    for (let slot = 0; slot < slots; slot++) {
      const price = given.cover[skill]?.[slot] as number;
      const [shortDual, overDual] = [whole.short[skill]?.[slot] as number, whole.over[skill]?.[slot] as number];
      if (shortDual > 0) scale = Math.min(scale, Math.max(0, (grid.shortPrice[skill] as number) - price) / shortDual);
      if (overDual > 0) scale = Math.min(scale, Math.max(0, (grid.overPrice[skill] as number) + price) / overDual);
    }
  });
  const use = usesAt(scale);
  const found = settled(grid, given, use.short, use.over);
  if (found === undefined) return undefined;
  const { cover } = found.duals;
  let base = 0;
  grid.demand.forEach((demand, skill) =>
    demand.forEach((people, slot) => {
      base += people * (cover[skill]?.[slot] as number);
    }),
  );
  const bySet = new Float64Array(sets.length);
  let sum = 0;
  steps.forEach(({ change, set }, index) => {
    const points = down(scale * Math.max(0, down(duals[index] as number))) * Math.abs(change);
    bySet[set] = (bySet[set] as number) + points;
    sum += points;
  });
  const reduced = new Float64Array(grid.types.length).fill(grid.typePrice);
  sets.forEach((types, set) => {
    for (const type of types) reduced[type] = (reduced[type] as number) - (bySet[set] as number);
  });
  // With a most of types at most so many of the negative ones count; without, all of them do.
  const negative = reduced.filter((value) => value < 0).sort();
  const counted = negative.slice(0, grid.mostTypes ?? negative.length);
  const bound = Math.max(0, base + sum + counted.reduce((total, value) => total + value, 0));
  const overLeft = use.over.map((row, skill) =>
    row.map((dual, slot) => Math.max(0, (grid.overPrice[skill] as number) + (cover[skill]?.[slot] as number) - dual)),
  );
  return { bound, reduced: reduced.map((value) => Math.max(0, value)), overLeft, workLeft: found.workLeft };
}
