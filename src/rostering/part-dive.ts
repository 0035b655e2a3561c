import type { CodedLine } from './instance.ts';
import type { PartColumn, PartMaster, PartRoot, PartSolution, RosterPart } from './part-master.ts';
import { LEAST_SMOOTHING, mixed, nextSmoothing, SMOOTHING } from './smoothing.ts';

/** When a dive is not worth going on. */
export type DiveLimits = {
  readonly expired: () => boolean;
  /** Points that it must end below; may fall. */
  readonly cut: () => number;
  /** Days before the front at the start. */
  readonly front: number;
  /** All points of whole rosters are multiples of it; 0 where nothing is known. */
  readonly step: number;
};

export type DivedRoster = { readonly points: number; readonly lines: readonly CodedLine[] };

const LINES_A_ROUND = 3;
/** Rounds of pricing behind each batch. */
const ROUNDS = 10;
/** They end where program and bound are as near as this share of the points, and of what is to be gained. */
const NEAR = 0.0001;
const NEAR_GAIN = 0.02;
/** A batch that is proven to cost more than this share of the points is taken back and made smaller, down to this many cells. */
const DEAR = 0.002;
const FEW_CELLS = 2;
/** Share of the old values' best in those that lines are priced under before a program knows what was settled. */
const DRAWN = 0.3;
/** Days by which the front moves. */
const FRONT_STEP = 7;
/** Cells from here on are settled, at most this share of the fractional ones at once, and until they put to rest so many lines for each member. */
const SURE = 0.3;
const BATCH = 0.15;
const REST = 0.25;
const WHOLE = 1e-6;

/** A day of one member with the shape that it would be settled on. */
type Cell = { readonly member: number; readonly day: number; readonly shape: number; value: number };

/** Where the program of a part stands: its solution, a bound of all whole rosters that keep to what is settled, and the values that gave the best one lately. */
type Standing = { readonly solution: PartSolution; readonly bound: number; readonly centre: Float64Array };

/**
 * Settles cells of (employee, day, shape) in the order of time: only days before a front, which moves on when nothing fractional is left there. Lines that keep to
 * a batch are priced under the values from before it, then the program is solved and priced on until it is near its bound. A batch that is proven to
 * be dear is taken back and made smaller. Undefined where the dive cannot end below `cut`.
 */
export function dive(
  master: PartMaster,
  part: RosterPart,
  root: PartRoot,
  limits: DiveLimits,
): DivedRoster | undefined {
  const { expired, cut } = limits;
  let front = part.firstDay + limits.front;
  const first = expired() ? undefined : master.solve();
  if (first === undefined) return undefined;
  let present: Standing = { solution: first, bound: root.bound, centre: root.values };
  let share = BATCH;
  for (;;) {
    const { cells, isWhole } = cellsOf(master, present.solution, part, front);
    if (isWhole) {
      const chosen = mostOfEach(master, present.solution);
      return { points: master.pointsOf(chosen), lines: chosen.map(({ line }) => line) };
    }
    if (cells.length === 0) {
      front += FRONT_STEP;
      continue;
    }
    const settled = settleCells(master, cells, share);
    const before = present.solution.objective;
    const dear = before + Math.max(2 * limits.step, DEAR * Math.abs(before));
    const next = generate(master, present, settled, settled.length > FEW_CELLS ? dear : Infinity, limits);
    if (next === undefined) return undefined;
    if (next !== 'dear') {
      present = next;
      share = Math.min(BATCH, 2 * share);
      continue;
    }
    for (const { member, day } of settled) master.open(member, day);
    master.activate();
    share = settled.length / cells.length / 3;
    const again = expired() ? undefined : master.solve();
    if (again === undefined) return undefined;
    present = { ...present, solution: again };
    if (present.bound > cut() + WHOLE) return undefined;
  }
}

/** Column generation behind a batch; 'dear' as soon as its bound is above `dear`, undefined where it is above the cut or time is up. */
function generate(
  master: PartMaster,
  { solution: old, bound: oldBound, centre: oldCentre }: Standing,
  settled: readonly Cell[],
  dear: number,
  { expired, cut, step }: DiveLimits,
): Standing | 'dear' | undefined {
  const touched = new Set(settled.map(({ member }) => member));
  const drawn = mixed(oldCentre, master.clip(old.rowValues), DRAWN);
  const made = master.price(drawn, undefined, LINES_A_ROUND, Infinity, expired, (member) => touched.has(member));
  if (made === undefined) return undefined;
  // What is settled only takes rosters away: the bound from before still holds.
  let bound = oldBound;
  let centre = oldCentre;
  let least = Number.NEGATIVE_INFINITY;
  let smoothing = SMOOTHING;
  let solution = master.solve();
  for (let round = 0; solution !== undefined && round < ROUNDS; round++) {
    const { objective } = solution;
    const near = Math.max(step / 2, Math.min(NEAR * Math.abs(objective), NEAR_GAIN * (master.given - bound)), WHOLE);
    if (objective - bound <= near) break;
    const raw = master.clip(solution.rowValues);
    const isSmooth = smoothing >= LEAST_SMOOTHING;
    const values = isSmooth ? mixed(centre, raw, smoothing) : raw;
    const priced = master.price(values, solution, LINES_A_ROUND, 0, expired);
    if (priced === undefined) return undefined;
    if (priced.bound > least) {
      least = priced.bound;
      centre = values;
      bound = Math.max(bound, least);
    }
    if (bound > cut() + WHOLE) return undefined;
    if (bound > dear) return 'dear';
    if (priced.added === 0 && !isSmooth) break;
    smoothing = nextSmoothing(smoothing, priced.added > 0);
    if (priced.added > 0) solution = expired() ? undefined : master.solve();
  }
  return solution === undefined ? undefined : { solution, bound, centre };
}

/** Fractional cells before the front, the surest first. */
function cellsOf(
  master: PartMaster,
  { values }: PartSolution,
  { firstDay, endDay }: RosterPart,
  front: number,
): { readonly cells: readonly Cell[]; readonly isWhole: boolean } {
  const found = new Map<number, Cell>();
  let isWhole = true;
  const days = endDay;
  master.columns.forEach((one, index) => {
    const value = values[index] as number;
    if (value <= WHOLE) return;
    if (value < 1 - WHOLE) isWhole = false;
    for (let day = firstDay; day < Math.min(front, endDay); day++) {
      if (!master.isOpen(one.member, day)) continue;
      const shape = one.line.shapes[day] as number;
      const key = ((one.member * days + day) << 12) + shape + 1;
      const cell = found.get(key);
      if (cell === undefined) found.set(key, { member: one.member, day, shape, value });
      else cell.value += value;
    }
  });
  if (!isWhole && front >= endDay) {
    // Where only the places of breaks differ, the lines are whole as far as days go.
    const open = [...found.values()].some(({ value }) => value > WHOLE && value < 1 - WHOLE);
    if (!open) return { cells: [], isWhole: true };
  }
  const cells = [...found.values()].filter(({ value }) => value < 1 - WHOLE);
  cells.sort((a, b) => b.value - a.value || a.member - b.member || a.day - b.day || a.shape - b.shape);
  return { cells, isWhole };
}

/** Settles the surest cells, as long as each member keeps a line, and returns them. */
function settleCells(master: PartMaster, cells: readonly Cell[], share: number): readonly Cell[] {
  const most = Math.max(1, Math.ceil(share * cells.length));
  const rest = (share / BATCH) * REST * master.members;
  const ofMember = new Map<number, PartColumn[]>();
  for (const one of master.columns) {
    if (!one.active) continue;
    const own = ofMember.get(one.member);
    if (own === undefined) ofMember.set(one.member, [one]);
    else own.push(one);
  }
  const settled: Cell[] = [];
  let resting = 0;
  for (const cell of cells) {
    const { member, day, shape, value } = cell;
    if (settled.length > 0 && (settled.length >= most || value < SURE || resting >= rest)) break;
    if (!master.isOpen(member, day)) continue;
    const left = (ofMember.get(member) ?? []).filter(({ line }) => line.shapes[day] === shape);
    if (left.length === 0) continue;
    ofMember.set(member, left);
    master.settle(member, day, shape);
    settled.push(cell);
    resting += 1 - value;
  }
  master.activate();
  return settled;
}

/** The line of each member of which there is most: where breaks have several places these may be left in parts, and whole lines then cost more than the program says. */
function mostOfEach({ columns, members }: PartMaster, { values }: PartSolution): readonly PartColumn[] {
  const most = new Float64Array(members);
  const chosen: PartColumn[] = new Array<PartColumn>(members);
  columns.forEach((one, index) => {
    const value = values[index] as number;
    if (value <= (most[one.member] as number)) return;
    most[one.member] = value;
    chosen[one.member] = one;
  });
  return chosen;
}
