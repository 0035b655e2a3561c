/** A shift design on a grid of equal slots of elapsed time: what the engines below see, without clocks and names. */

/** A type of shift that may be used. On each day it works the slots of its pieces. */
export type DesignType = {
  /** By day: half-open spans of slots [from, to, from, to, ...]; undefined where it may not start on that day. Slots beyond the horizon are cut off. */
  readonly pieces: readonly (readonly number[] | undefined)[];
  /** By day: slots worked in all, those beyond the horizon among them. */
  readonly worked: readonly number[];
};

/** Least and most slots that shifts of a skill work on average, and the price of each slot by which all of them together miss it. */
export type AverageSlots = { readonly least: number; readonly most: number; readonly price: number };

export type DesignGrid = {
  readonly slots: number;
  /** Whether slot 0 follows the last one: then night shifts of the last day work on the first. */
  readonly cyclic: boolean;
  readonly days: number;
  /** By skill: people needed in each slot. */
  readonly demand: readonly Float64Array[];
  /** By skill: price of a slot that a person is missing. */
  readonly shortPrice: readonly number[];
  /** By skill: price of a slot that a person is too many. */
  readonly overPrice: readonly number[];
  /** Price of a slot of work. */
  readonly workPrice: number;
  /** Price of each type that is used. */
  readonly typePrice: number;
  readonly average: readonly (AverageSlots | undefined)[];
  readonly types: readonly DesignType[];
  readonly mostTypes: number | undefined;
  /** By day: its group; days of one group have equal head-counts. */
  readonly dayGroup: readonly number[];
};

/** Head-counts of one type: by day x skills + skill. */
export type TypeCounts = { readonly type: number; readonly counts: Int32Array };

/** The objective of a design by its parts, in units of their own and in points. */
export type DesignParts = {
  readonly shortSlots: number;
  readonly overSlots: number;
  readonly workSlots: number;
  readonly types: number;
  readonly averageSlots: number;
  readonly short: number;
  readonly over: number;
  readonly work: number;
  readonly typePoints: number;
  readonly average: number;
  readonly objective: number;
};

/** The days of each group. */
export function groupsOf({ dayGroup }: Pick<DesignGrid, 'dayGroup'>): readonly (readonly number[])[] {
  return Array.from({ length: Math.max(...dayGroup) + 1 }, (_, group) =>
    dayGroup.flatMap((each, day) => (each === group ? [day] : [])),
  );
}

/** Cover by skill and slot of a design. */
export function coverOf(grid: DesignGrid, design: readonly TypeCounts[]): readonly Float64Array[] {
  const skills = grid.demand.length;
  const cover = grid.demand.map(() => new Float64Array(grid.slots));
  for (const { type, counts } of design) {
    const { pieces } = grid.types[type] as DesignType;
    for (let day = 0; day < grid.days; day++) {
      const spans = pieces[day];
      if (spans === undefined) continue;
      for (let skill = 0; skill < skills; skill++) {
        const people = counts[day * skills + skill] as number;
        if (people === 0) continue;
        const row = cover[skill] as Float64Array;
        for (let at = 0; at < spans.length; at += 2)
          for (let slot = spans[at] as number; slot < (spans[at + 1] as number); slot++)
            row[slot % grid.slots] = (row[slot % grid.slots] as number) + people;
      }
    }
  }
  return cover;
}

/** Counts the objective of a design from its head-counts alone: no code is shared with the models that find it. */
export function partsOf(grid: DesignGrid, design: readonly TypeCounts[]): DesignParts {
  const skills = grid.demand.length;
  const cover = coverOf(grid, design);
  let [shortSlots, overSlots, short, over] = [0, 0, 0, 0];
  grid.demand.forEach((demand, skill) => {
    for (let slot = 0; slot < grid.slots; slot++) {
      const missing = (demand[slot] as number) - ((cover[skill] as Float64Array)[slot] as number);
      if (missing > 0) {
        shortSlots += missing;
        short += missing * (grid.shortPrice[skill] as number);
      } else {
        overSlots -= missing;
        over -= missing * (grid.overPrice[skill] as number);
      }
    }
  });
  let [workSlots, averageSlots, average, types] = [0, 0, 0, 0];
  const shifts = new Float64Array(skills);
  const worked = new Float64Array(skills);
  for (const { type, counts } of design) {
    if (counts.some((people) => people > 0)) types += 1;
    for (let day = 0; day < grid.days; day++) {
      for (let skill = 0; skill < skills; skill++) {
        const people = counts[day * skills + skill] as number;
        const slots = people * ((grid.types[type] as DesignType).worked[day] as number);
        shifts[skill] = (shifts[skill] as number) + people;
        worked[skill] = (worked[skill] as number) + slots;
        workSlots += slots;
      }
    }
  }
  grid.average.forEach((one, skill) => {
    if (one === undefined) return;
    const [count, slots] = [shifts[skill] as number, worked[skill] as number];
    const missed = Math.max(0, one.least * count - slots, slots - one.most * count);
    averageSlots += missed;
    average += missed * one.price;
  });
  const work = workSlots * grid.workPrice;
  const typePoints = types * grid.typePrice;
  return {
    shortSlots,
    overSlots,
    workSlots,
    types,
    averageSlots,
    short,
    over,
    work,
    typePoints,
    average,
    objective: short + over + work + typePoints + average,
  };
}
