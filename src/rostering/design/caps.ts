import { type DesignGrid, type DesignType, groupsOf } from './grid.ts';
import type { DesignBound } from './bound-of-duals.ts';

/** Most people of a type on each day of a group in a skill. */
export type Caps = (type: number, group: number, skill: number) => number;

/** People above twice the demand where somebody too many costs nothing. */
const MOST_UNPRICED = 10;

/** What a design that is sought may spend: less than `points` above a bound, of which one use of a type takes `reduced`, somebody too many `overLeft` and one person at work `workLeft`. */
export type Margin = Pick<DesignBound, 'reduced' | 'overLeft' | 'workLeft'> & { readonly points: number };

/** Most people of a type on a day: nobody above the demand of all its slots, or with a margin as many as are over within it. */
function mostPeople(
  demand: Float64Array,
  spans: readonly number[],
  margin: { readonly points: number; readonly left: Float64Array; readonly work: number } | undefined,
): number {
  const slots: number[] = [];
  for (let at = 0; at < spans.length; at += 2)
    for (let slot = spans[at] as number; slot < (spans[at + 1] as number); slot++) slots.push(slot % demand.length);
  const needed = (slot: number): number => Math.ceil(demand[slot] as number);
  const top = slots.reduce((most, slot) => Math.max(most, needed(slot)), 0);
  if (margin === undefined) return top;
  let points = margin.points;
  // One person more than `people` is over wherever the demand is at most `people`; beyond the demand of all slots each more costs the same.
  for (let people = 0; people <= top; people++) {
    points -= margin.work;
    for (const slot of slots) if (needed(slot) <= people) points -= margin.left[slot] as number;
    if (points < 0) return people;
  }
  const each = slots.reduce((sum, slot) => sum + (margin.left[slot] as number), margin.work);
  return each > 0 ? top + 1 + Math.floor(points / each) : 2 * top + MOST_UNPRICED;
}

/** Caps of a search: nobody above what is needed somewhere in the shift. */
export function looseCaps(grid: DesignGrid): Caps {
  const groups = groupsOf(grid);
  return (type, group, skill) => {
    const { pieces } = grid.types[type] as DesignType;
    const demand = grid.demand[skill] as Float64Array;
    return Math.max(
      ...(groups[group] as readonly number[]).map((day) => mostPeople(demand, pieces[day] ?? [], undefined)),
    );
  };
}

/** Caps that no design within a margin exceeds. */
export function capsWithin(grid: DesignGrid, margin: Margin): Caps {
  const groups = groupsOf(grid);
  const skills = grid.demand.length;
  const known = new Map<number, Int32Array>();
  const capsOf = (type: number): Int32Array => {
    const { pieces } = grid.types[type] as DesignType;
    const caps = new Int32Array(groups.length * skills);
    const points = margin.points - (margin.reduced[type] as number);
    groups.forEach((days, group) => {
      // Equal head-counts on days of which some do not allow the type: nobody works it on any of them.
      if (points <= 0 || days.some((day) => pieces[day] === undefined)) return;
      for (let skill = 0; skill < skills; skill++) {
        const demand = grid.demand[skill] as Float64Array;
        const work = margin.workLeft[(type * groups.length + group) * skills + skill] as number;
        const within = { points, left: margin.overLeft[skill] as Float64Array, work };
        caps[group * skills + skill] = Math.min(
          ...days.map((day) => mostPeople(demand, pieces[day] as readonly number[], within)),
        );
      }
    });
    return caps;
  };
  return (type, group, skill) => {
    let caps = known.get(type);
    if (caps === undefined) {
      caps = capsOf(type);
      known.set(type, caps);
    }
    return caps[group * skills + skill] as number;
  };
}
