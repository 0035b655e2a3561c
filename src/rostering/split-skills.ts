import type { Problem } from '../domain/problem.ts';
import { type Piece, type Shift, WORK } from '../domain/shift.ts';
import type { Employee } from '../domain/team.ts';
import { type Instant, SECONDS_PER_MINUTE } from '../domain/units.ts';
import { type CoverState, coverState } from './cover-state.ts';
import { rowCost } from './demand.ts';
import { randomFrom } from './random.ts';

/** Passes over all shifts; each ends with less or is the last. */
const MOST_PASSES = 30;
const TOLERANCE = 1e-9;
/** Far below a point: of equally good plans the one with fewer changes. */
const CHANGE_POINTS = 1e-6;

/** A shift as slots on the work, with the skills that each may be worked in; the first of them is the shift's own. */
type Divided = {
  readonly shift: Shift;
  /** Indexes of the slots, in order; breaks and pieces are left out. */
  readonly slots: readonly number[];
  /** Keys of the rows of each skill. */
  readonly keys: readonly number[];
  readonly skills: readonly string[];
  /** Skill of each slot, as an index into `skills`. */
  plan: Int32Array;
};

function divided(problem: Problem, { table, set }: CoverState, shift: Shift): Divided | undefined {
  const employee: Employee | undefined = problem.team.employees.find(({ id }) => id === shift.employeeId);
  const own = shift.skill;
  if (employee === undefined || own === undefined || shift.activity !== WORK || shift.locked === true) return undefined;
  const admitted = problem.team.shiftTemplates.find(({ id }) => id === shift.template)?.skills;
  const mayWork = (skill: string): boolean =>
    skill !== own && employee.skills.includes(skill) && admitted?.includes(skill) !== false;
  const skills = [own, ...set.skills.filter(mayWork)];
  if (skills.length < 2) return undefined;
  const taken = [...shift.breaks, ...(shift.pieces ?? [])];
  const slots: number[] = [];
  const slotOf = (instant: Instant): number => Math.round((instant - set.horizonStart) / table.slotSeconds);
  for (let slot = slotOf(shift.start); slot < slotOf(shift.end); slot++) {
    const start = set.horizonStart + slot * table.slotSeconds;
    if (taken.every((span) => span.end <= start || span.start >= start + table.slotSeconds)) slots.push(slot);
  }
  const keys = skills.map((skill) => set.skills.indexOf(skill) + 1);
  return { shift, slots, keys, skills, plan: new Int32Array(slots.length) };
}

function rowAt({ table }: CoverState, key: number, slot: number): number {
  return key === 0 || slot >= table.slots ? -1 : (table.intervalRow[key * table.slots + slot] as number);
}

/** Puts the shift's slots into the counts of the skills that they are worked in, or takes them out. */
function count(state: CoverState, { slots, keys, plan }: Divided, sign: 1 | -1): void {
  slots.forEach((slot, index) => {
    const row = rowAt(state, keys[plan[index] as number] as number, slot);
    if (row >= 0) state.counts[row] = (state.counts[row] as number) + sign;
  });
}

/** Points of one more person in a skill's row of a slot. */
function pointsOfOneMore(state: CoverState, key: number, slot: number): number {
  const row = rowAt(state, key, slot);
  if (row < 0) return 0;
  const people = state.counts[row] as number;
  return rowCost(state.table, row, people + 1) - rowCost(state.table, row, people);
}

/**
 * The cheapest skills of a shift's slots against the cover of the others, in stretches of at least `least` slots each: exact, by dynamic programming over
 * the slots with the skill and how long it has been worked, up to `least`.
 */
function bestPlan(state: CoverState, { slots, keys }: Divided, least: number): Int32Array {
  const plan = new Int32Array(slots.length);
  if (slots.length < least) return plan;
  const width = keys.length * least;
  const from: Int32Array[] = [];
  let points = new Float64Array(width).fill(Number.POSITIVE_INFINITY);
  slots.forEach((slot, index) => {
    const costs = keys.map((key) => pointsOfOneMore(state, key, slot));
    const next = new Float64Array(width).fill(Number.POSITIVE_INFINITY);
    const back = new Int32Array(width).fill(-1);
    const reach = (to: number, value: number, before: number): void => {
      if (value >= (next[to] as number)) return;
      next[to] = value;
      back[to] = before;
    };
    keys.forEach((_, skill) => {
      const cost = costs[skill] as number;
      if (index === 0) {
        reach(skill * least + Math.min(1, least) - 1, cost + (skill === 0 ? 0 : CHANGE_POINTS), -1);
        return;
      }
      for (let length = 0; length < least; length++) {
        const before = skill * least + length;
        reach(skill * least + Math.min(length + 1, least - 1), (points[before] as number) + cost, before);
      }
      keys.forEach((__, other) => {
        const before = other * least + least - 1;
        if (other !== skill) reach(skill * least, (points[before] as number) + cost + CHANGE_POINTS, before);
      });
    });
    from.push(back);
    points = next;
  });
  let at = -1;
  keys.forEach((_, skill) => {
    const end = skill * least + least - 1;
    if (at < 0 || (points[end] as number) < (points[at] as number)) at = end;
  });
  for (let index = slots.length - 1; index >= 0; index--) {
    plan[index] = Math.floor(at / least);
    at = (from[index] as Int32Array)[at] as number;
  }
  return plan;
}

function pointsOfPlan(state: CoverState, { slots, keys }: Divided, plan: Int32Array): number {
  return slots.reduce(
    (sum, slot, index) => sum + pointsOfOneMore(state, keys[plan[index] as number] as number, slot),
    0,
  );
}

/** The stretches of a plan that are not in the shift's own skill, as pieces. */
function piecesOf({ table, set }: CoverState, { slots, skills, plan }: Divided): readonly Piece[] {
  const pieces: { start: Instant; end: Instant; skill: string }[] = [];
  slots.forEach((slot, index) => {
    const chosen = plan[index] as number;
    if (chosen === 0) return;
    const start = set.horizonStart + slot * table.slotSeconds;
    const end = start + table.slotSeconds;
    const skill = skills[chosen] as string;
    const last = pieces.at(-1);
    if (last?.end === start && last.skill === skill) last.end = end;
    else pieces.push({ start, end, skill });
  });
  return pieces;
}

/**
 * Divides the work of people with several demanded skills within their shifts, so that the cover costs less. Each moment is worked in one skill and counts
 * for it alone, and each stretch in one skill has at least `leastMinutes` of work (breaks and other activities between do not end it). A shift is
 * divided exactly for the cover that the others leave, one after the other until nothing gains: it never gets worse. Shifts that are locked, or in no
 * skill, stay as they are, and so does whatever lies inside them already.
 */
export function splitSkills(
  problem: Problem,
  shifts: readonly Shift[],
  leastMinutes: number,
  seed: number,
): readonly Shift[] {
  const state = coverState(problem, shifts, [leastMinutes * SECONDS_PER_MINUTE]);
  const least = Math.max(1, Math.round((leastMinutes * SECONDS_PER_MINUTE) / state.table.slotSeconds));
  const all = shifts.flatMap((shift) => divided(problem, state, shift) ?? []);
  const random = randomFrom(seed);
  for (let pass = 0; pass < MOST_PASSES; pass++) {
    let gained = false;
    const order = all.map((one) => ({ one, key: random.next() })).sort((a, b) => a.key - b.key);
    for (const { one } of order) {
      count(state, one, -1);
      const plan = bestPlan(state, one, least);
      if (pointsOfPlan(state, one, plan) < pointsOfPlan(state, one, one.plan) - TOLERANCE) {
        one.plan = plan;
        gained = true;
      }
      count(state, one, 1);
    }
    if (!gained) break;
  }
  const pieces = new Map(all.map((one) => [one.shift, piecesOf(state, one)]));
  return shifts.map((shift) => {
    const added = pieces.get(shift) ?? [];
    if (added.length === 0) return shift;
    return { ...shift, pieces: [...(shift.pieces ?? []), ...added].sort((a, b) => a.start - b.start) };
  });
}
