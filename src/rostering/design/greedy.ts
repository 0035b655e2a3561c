import type { Random } from '../random.ts';
import { type AverageSlots, coverOf, type DesignGrid, type DesignType, type TypeCounts } from './grid.ts';

/** What the best head-counts of one type save on top of what there is; `saved` is less its own price. */
type Addition = TypeCounts & { readonly saved: number };

/** What a design leaves: demand less cover by skill and slot, and by skill the shifts and the slots that they work. */
type Left = { readonly open: readonly Float64Array[]; readonly shifts: Float64Array; readonly worked: Float64Array };

function leftOf(grid: DesignGrid, design: readonly TypeCounts[]): Left {
  const skills = grid.demand.length;
  const shifts = new Float64Array(skills);
  const worked = new Float64Array(skills);
  for (const { type, counts } of design)
    counts.forEach((people, at) => {
      const skill = at % skills;
      const slots = (grid.types[type] as DesignType).worked[Math.floor(at / skills)] as number;
      shifts[skill] = (shifts[skill] as number) + people;
      worked[skill] = (worked[skill] as number) + people * slots;
    });
  return { open: openOf(grid, design), shifts, worked };
}

/** Price of what the shifts of a skill miss of their average. */
function missed(one: AverageSlots | undefined, shifts: number, worked: number): number {
  return one === undefined ? 0 : one.price * Math.max(0, one.least * shifts - worked, worked - one.most * shifts);
}

/** Demand less cover by skill and slot. */
function openOf(grid: DesignGrid, design: readonly TypeCounts[]): readonly Float64Array[] {
  const cover = coverOf(grid, design);
  return grid.demand.map((demand, skill) =>
    demand.map((needed, slot) => needed - ((cover[skill] as Float64Array)[slot] as number)),
  );
}

/** The best head-counts of a type against what is open: each group and skill by itself, one more person as long as that saves something. */
function bestCounts(grid: DesignGrid, before: Left, type: number): Addition {
  const { open } = before;
  const skills = open.length;
  const shifts = before.shifts.slice();
  const slotsWorked = before.worked.slice();
  const { pieces, worked } = grid.types[type] as DesignType;
  const counts = new Int32Array(grid.days * skills);
  const groups = Math.max(...grid.dayGroup) + 1;
  let saved = -grid.typePrice;
  for (let group = 0; group < groups; group++) {
    const days = grid.dayGroup.flatMap((each, day) => (each === group ? [day] : []));
    if (days.some((day) => pieces[day] === undefined)) continue;
    const slots = days.reduce((sum, day) => sum + (worked[day] as number), 0);
    for (let skill = 0; skill < skills; skill++) {
      const left = open[skill] as Float64Array;
      const short = grid.shortPrice[skill] as number;
      const over = grid.overPrice[skill] as number;
      for (let people = 0; ; people++) {
        const [there, done] = [shifts[skill] as number, slotsWorked[skill] as number];
        const one = grid.average[skill];
        const after = missed(one, there + days.length, done + slots);
        let gain = missed(one, there, done) - after - slots * grid.workPrice;
        for (const day of days) {
          const spans = pieces[day] as readonly number[];
          for (let at = 0; at < spans.length; at += 2)
            for (let slot = spans[at] as number; slot < (spans[at + 1] as number); slot++) {
              const missing = (left[slot % grid.slots] as number) - people;
              gain += missing >= 1 ? short : missing <= 0 ? -over : missing * short - (1 - missing) * over;
            }
        }
        if (gain <= 0) {
          for (const day of days) counts[day * skills + skill] = people;
          break;
        }
        saved += gain;
        shifts[skill] = there + days.length;
        slotsWorked[skill] = done + slots;
      }
    }
  }
  return { type, counts, saved };
}

/** The types that save most on top of a design, the best first: of all, or of a random `share` of them. */
export function bestAdditions(
  grid: DesignGrid,
  design: readonly TypeCounts[],
  share: number,
  count: number,
  random: Random,
): readonly Addition[] {
  const left = leftOf(grid, design);
  const used = new Set(design.map(({ type }) => type));
  const found: Addition[] = [];
  for (let type = 0; type < grid.types.length; type++) {
    if (used.has(type) || (share < 1 && random.next() >= share)) continue;
    const addition = bestCounts(grid, left, type);
    if (addition.saved > 0) found.push(addition);
  }
  return found.sort((a, b) => b.saved - a.saved || a.type - b.type).slice(0, count);
}

/** One type after another, each the one that saves most, until none saves anything. */
export function greedyDesign(
  grid: DesignGrid,
  begin: readonly TypeCounts[],
  share: number,
  random: Random,
  stopRequested: () => boolean,
): readonly TypeCounts[] {
  const design = [...begin];
  while (design.length < (grid.mostTypes ?? Infinity) && !stopRequested()) {
    const best = bestAdditions(grid, design, share, 1, random)[0];
    if (best === undefined) break;
    design.push({ type: best.type, counts: best.counts });
  }
  return design;
}

/**
 * The types whose starts, ends and breaks lie where what is open rises and falls, the best first: a type fits as many people, on a day and in a skill, as all of
 * its edges have a step for. Where a requirement can be met exactly these are the types that meet it.
 */
export function bestFits(grid: DesignGrid, design: readonly TypeCounts[], count: number): readonly number[] {
  const open = openOf(grid, design);
  const { slots } = grid;
  const rises = open.map((row) =>
    row.map(
      (needed, slot) => needed - (slot > 0 ? (row[slot - 1] as number) : grid.cyclic ? (row[slots - 1] as number) : 0),
    ),
  );
  const fits = grid.types.map(({ pieces }, type) => {
    let fit = 0;
    for (const spans of pieces) {
      if (spans === undefined) continue;
      for (const row of rises) {
        let least = Infinity;
        for (let edge = 0; edge < spans.length; edge++) {
          const slot = spans[edge] as number;
          // The end of the horizon is an end for every shift.
          if (!grid.cyclic && slot >= slots) continue;
          const rise = row[slot % slots] as number;
          least = Math.min(least, edge % 2 === 0 ? rise : -rise);
        }
        if (Number.isFinite(least)) fit += Math.max(0, least);
      }
    }
    return { type, fit };
  });
  return fits
    .filter(({ fit }) => fit > 0)
    .sort((a, b) => b.fit - a.fit || a.type - b.type)
    .slice(0, count)
    .map(({ type }) => type);
}
