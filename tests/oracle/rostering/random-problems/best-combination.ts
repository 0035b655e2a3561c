import type { CoverSlots } from './cover-slots.ts';
import type { Shift } from '../../../../src/domain/shift.ts';

/** One of the lines that an employee may work. */
export type Choice = {
  /** Index of the employee's list. */
  readonly employee: number;
  readonly shifts: readonly Shift[];
  readonly points: number;
  readonly slots: readonly number[];
  readonly paidSeconds: number;
};

/**
 * Points that belong to no slot and to no line alone, of all choices together. `partial` never rises above what any completion costs; absent where
 * there are none.
 */
export type JointCost = {
  readonly partial: (chosen: readonly Choice[]) => number;
  readonly whole: (chosen: readonly Choice[]) => number;
};

export type Combination = { readonly points: number; readonly chosen: readonly Choice[] };

const ROUNDING = 1e-7;
const STEPS = 150;
/** Rosters looked at before the search gives up: the problem is then too large for it. */
const MOST_NODES = 4_000_000;
/** The same where each of them is scored as a whole. */
const MOST_SCORED = 40_000;

type Search = {
  readonly slots: CoverSlots;
  readonly lists: readonly (readonly Choice[])[];
  readonly joint: JointCost | undefined;
};

function coverPoints(slots: CoverSlots, counts: Int32Array): number {
  let points = 0;
  for (let slot = 0; slot < slots.count; slot++) points += slots.price(slot, counts[slot] as number);
  return points;
}

function add(counts: Int32Array, { slots }: Choice, by: number): void {
  for (const slot of slots) counts[slot] = (counts[slot] as number) + by;
}

function pointsOf({ slots, joint }: Search, chosen: readonly Choice[]): number {
  const counts = new Int32Array(slots.count);
  let points = joint?.whole(chosen) ?? 0;
  for (const choice of chosen) {
    points += choice.points;
    add(counts, choice, 1);
  }
  return points + coverPoints(slots, counts);
}

/** One employee after another takes the line that is best beside the others', from a roster on, until nobody gains. */
export function improved(search: Search, from: readonly Choice[]): Combination {
  const { slots, lists, joint } = search;
  let chosen = [...from];
  let points = pointsOf(search, chosen);
  const counts = new Int32Array(slots.count);
  for (const choice of chosen) add(counts, choice, 1);
  for (let changed = true; changed; ) {
    changed = false;
    for (const [employee, list] of lists.entries()) {
      const before = chosen[employee] as Choice;
      add(counts, before, -1);
      // What one more person changes in each slot, so that a line is a sum over its slots.
      const steps = Float64Array.from({ length: slots.count }, (_, slot) => {
        const people = counts[slot] as number;
        return slots.price(slot, people + 1) - slots.price(slot, people);
      });
      const without =
        coverPoints(slots, counts) + chosen.reduce((sum, one) => sum + (one === before ? 0 : one.points), 0);
      let best = before;
      for (const choice of list) {
        let found = without + choice.points;
        for (const slot of choice.slots) found += steps[slot] as number;
        if (found >= points - ROUNDING) continue;
        if (joint !== undefined) found += joint.whole(chosen.with(employee, choice));
        if (found >= points - ROUNDING) continue;
        points = found;
        best = choice;
      }
      if (best !== before) changed = true;
      chosen = chosen.with(employee, best);
      add(counts, best, 1);
    }
  }
  return { points, chosen };
}

/** Points of each choice when every slot pays a value for each person. */
function valued(list: readonly Choice[], values: Float64Array): Float64Array {
  return Float64Array.from(list, ({ points, slots }) => {
    let sum = points;
    for (const slot of slots) sum += values[slot] as number;
    return sum;
  });
}

function lowest(numbers: Float64Array): { readonly at: number; readonly value: number } {
  let at = 0;
  for (let index = 1; index < numbers.length; index++)
    if ((numbers[index] as number) < (numbers[at] as number)) at = index;
  return { at, value: numbers[at] as number };
}

/** Least of what a slot costs less its value for each person, from `people` on with up to `more` of them besides. */
function leastOfSlot(
  slots: CoverSlots,
  slot: number,
  value: number,
  people: number,
  more: number,
): { readonly points: number; readonly people: number } {
  let best = { points: Number.POSITIVE_INFINITY, people };
  for (let extra = 0; extra <= more; extra++) {
    const points = slots.price(slot, people + extra) - value * extra;
    if (points < best.points) best = { points, people: people + extra };
  }
  return best;
}

/**
 * Values of the slots under which the employees, each for herself, come close to the best roster: for any values at all the sum of what each slot
 * and each employee costs at least is no more than any roster costs. Nothing but the quickness of the search depends on how good they are.
 */
function valuesOf(search: Search, upper: number): { readonly values: Float64Array; readonly bound: number } {
  const { slots, lists } = search;
  const values = new Float64Array(slots.count);
  let best = { values: Float64Array.from(values), bound: Number.NEGATIVE_INFINITY };
  let scale = 1;
  for (let step = 0; step < STEPS; step++) {
    const slope = new Float64Array(slots.count);
    let bound = 0;
    for (const list of lists) {
      const { at, value } = lowest(valued(list, values));
      bound += value;
      for (const slot of list[at]?.slots ?? []) slope[slot] = (slope[slot] as number) + 1;
    }
    for (let slot = 0; slot < slots.count; slot++) {
      const least = leastOfSlot(slots, slot, values[slot] as number, 0, lists.length);
      bound += least.points;
      slope[slot] = (slope[slot] as number) - least.people;
    }
    if (bound > best.bound + ROUNDING) best = { values: Float64Array.from(values), bound };
    else scale *= 0.95;
    const length = slope.reduce((sum, one) => sum + one * one, 0);
    if (length === 0 || upper - bound <= ROUNDING) break;
    const move = (scale * (upper - bound)) / length;
    for (let slot = 0; slot < slots.count; slot++)
      values[slot] = (values[slot] as number) + move * (slope[slot] as number);
  }
  return best;
}

/** Of choices that cost the others the same the cheapest. */
function withoutEquals(list: readonly Choice[], byHours: boolean): readonly Choice[] {
  const best = new Map<string, Choice>();
  for (const choice of list) {
    const key = `${byHours ? choice.paidSeconds : ''}:${choice.slots.join()}`;
    const known = best.get(key);
    if (known === undefined || choice.points < known.points) best.set(key, choice);
  }
  return [...best.values()];
}

/**
 * The cheapest roster with one choice of each list: every combination is looked at but for those that surely cost more than one that is known.
 * Undefined where a list is empty; 'too-large' where too many are left. `same` says whether choices in the same slots, with the same paid
 * hours, are the same to the joint points.
 */
export function bestCombination(
  slots: CoverSlots,
  given: readonly (readonly Choice[])[],
  joint: JointCost | undefined,
  same: boolean,
): Combination | undefined | 'too-large' {
  if (given.some((list) => list.length === 0)) return undefined;
  const reduced = same ? given.map((list) => withoutEquals(list, joint !== undefined)) : given;
  const start = improved(
    { slots, lists: reduced, joint },
    reduced.map(([first]) => first as Choice),
  );
  const { values } = valuesOf({ slots, lists: reduced, joint }, start.points);
  // The shortest lists first, so that what is cut is cut high up.
  const order = reduced.map((_, employee) => employee);
  const sorted = reduced.map((list) => {
    const points = valued(list, values);
    const least = lowest(points).value;
    return {
      least,
      choices: list
        .map((choice, index) => ({ choice, points: points[index] as number }))
        .sort((a, b) => a.points - b.points),
    };
  });
  order.sort((a, b) => (sorted[a]?.choices.length ?? 0) - (sorted[b]?.choices.length ?? 0));
  const leastBehind = order.map((_, depth) =>
    order.slice(depth + 1).reduce((sum, one) => sum + (sorted[one]?.least ?? 0), 0),
  );
  let best: Combination = start;
  let nodes = 0;
  const most = same ? MOST_NODES : MOST_SCORED;
  const counts = new Int32Array(slots.count);
  const chosen: Choice[] = [];
  const descend = (depth: number, pointsSoFar: number): boolean => {
    const employee = order[depth];
    if (employee === undefined) {
      const points = pointsSoFar + coverPoints(slots, counts) + (joint?.whole(chosen) ?? 0);
      if (points < best.points - ROUNDING)
        best = { points, chosen: chosen.toSorted((a, b) => a.employee - b.employee) };
      return true;
    }
    const partial = joint?.partial(chosen) ?? 0;
    let covers = 0;
    for (let slot = 0; slot < slots.count; slot++) {
      covers += leastOfSlot(slots, slot, values[slot] as number, counts[slot] as number, order.length - depth).points;
    }
    const behind = leastBehind[depth] as number;
    for (const { choice, points } of sorted[employee]?.choices ?? []) {
      if (pointsSoFar + partial + covers + points + behind >= best.points - ROUNDING) break;
      if (++nodes > most) return false;
      add(counts, choice, 1);
      chosen.push(choice);
      const goesOn = descend(depth + 1, pointsSoFar + choice.points);
      chosen.pop();
      add(counts, choice, -1);
      if (!goesOn) return false;
    }
    return true;
  };
  return descend(0, 0) ? best : 'too-large';
}
