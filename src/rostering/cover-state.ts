import type { Problem } from '../domain/problem.ts';
import { type Shift, shiftDate } from '../domain/shift.ts';
import type { Interval, Seconds } from '../domain/units.ts';
import { buildDemand, type DemandTable, rowCost, visitGivenRows } from './demand.ts';
import { enumerateShapes, type ShapeSet } from './shapes.ts';

/** The cover of a given roster, to be changed piece by piece: how many people are in each row of the interval demands. */
export type CoverState = {
  readonly table: DemandTable;
  readonly set: Pick<ShapeSet, 'horizonStart' | 'skills'>;
  readonly counts: Int32Array;
};

/** The cover of shifts on a grid that holds these shifts and whole numbers of each of `steps`. */
export function coverState(problem: Problem, shifts: readonly Shift[], steps: readonly Seconds[]): CoverState {
  const from = problem.from;
  const inside = shifts.filter((shift) => shiftDate(problem.team.zone, shift) >= from);
  // The shifts stand as they are, so templates and what they are asked for play no part.
  const given: Problem = {
    ...problem,
    team: { ...problem.team, shiftTemplates: [] },
    templateDemands: [],
    elsewhere: undefined,
    locks: inside,
  };
  const set = enumerateShapes(given);
  const table = buildDemand(given, set, steps);
  const counts = Int32Array.from(table.base);
  for (const shift of inside) {
    visitGivenRows(table, set, shift, (row) => {
      counts[row] = (counts[row] as number) + 1;
    });
  }
  return { table, set, counts };
}

type Leaver = string | undefined;

/** Calls `visit` with every row of the span that some of the people count in, and with how many of them do. */
function visitLeft(
  { table, set }: CoverState,
  span: Interval,
  skills: readonly Leaver[],
  visit: (row: number, people: number) => void,
): void {
  const keys = new Map<number, number>([[0, skills.length]]);
  for (const skill of skills) {
    const key = skill === undefined ? 0 : set.skills.indexOf(skill) + 1;
    if (key > 0) keys.set(key, (keys.get(key) ?? 0) + 1);
  }
  const first = Math.max(0, Math.ceil((span.start - set.horizonStart) / table.slotSeconds));
  const last = Math.min(table.slots, Math.floor((span.end - set.horizonStart) / table.slotSeconds));
  for (const [key, people] of keys) {
    for (let slot = first; slot < last; slot++) {
      const row = table.intervalRow[key * table.slots + slot] as number;
      if (row >= 0) visit(row, people);
    }
  }
}

/** Points by which the cover gets dearer when people in these skills leave the work for the span; negative where there were too many. */
export function costOfLeaving(state: CoverState, span: Interval, skills: readonly Leaver[]): number {
  let points = 0;
  visitLeft(state, span, skills, (row, people) => {
    const count = state.counts[row] as number;
    points += rowCost(state.table, row, count - people) - rowCost(state.table, row, count);
  });
  return points;
}

/** Takes people in these skills from the cover for the span, or with `sign` 1 puts them back. */
export function leave(state: CoverState, span: Interval, skills: readonly Leaver[], sign: -1 | 1): void {
  visitLeft(state, span, skills, (row, people) => {
    state.counts[row] = (state.counts[row] as number) + sign * people;
  });
}

/** Points of the interval demands as the cover is. */
export function coverCost({ table, counts }: CoverState): number {
  let points = 0;
  for (let row = 0; row < table.rows; row++) points += rowCost(table, row, counts[row] as number);
  return points;
}

/** Most points that one agent-hour less can save, where there are too many people already: of `people` at most, as costs are convex. */
export function mostSavedPerHour({ table }: CoverState, people: number): number {
  const hours = table.slotSeconds / 3600;
  const most = (key: number, slot: number): number => {
    const row = table.intervalRow[key * table.slots + slot] as number;
    if (row < 0) return 0;
    const all = people + (table.base[row] as number);
    return Math.max(0, rowCost(table, row, all) - rowCost(table, row, all - 1)) / hours;
  };
  let found = 0;
  for (let slot = 0; slot < table.slots; slot++) {
    let own = 0;
    for (let key = 1; key < table.keys; key++) own = Math.max(own, most(key, slot));
    found = Math.max(found, most(0, slot) + own + mostOfTeamRules(table, slot) / hours);
  }
  return found;
}

/** Most points that somebody less on the work can save in the rows of team rules of a slot. */
function mostOfTeamRules({ team, priceFloor, priceCrowd }: DemandTable, slot: number): number {
  return (team?.blocks ?? []).reduce((sum, { kind, row, coefficient }) => {
    const at = kind === 'working' ? (row[slot] as number) : -1;
    if (at < 0) return sum;
    const most = coefficient.reduce((largest, by) => Math.max(largest, Math.abs(by)), 0);
    return sum + most * Math.max(priceFloor[at] as number, priceCrowd[at] as number);
  }, 0);
}
