import type { HighsModule } from '../lp/highs-engine.ts';
import type { LinePricer } from './best-line.ts';
import { integerMaster } from './integer-master.ts';
import type { CodedLine, Instance } from './instance.ts';
import {
  type PartColumn,
  partMaster,
  type PartMaster,
  type PartRoot,
  type PartSolution,
  type RosterPart,
} from './part-master.ts';

/** How a part is solved, and when not to go on. */
export type PartLimits = {
  readonly stopRequested: () => boolean;
  /** Whether time is up; never where iterations limit. */
  readonly expired: () => boolean;
  /** Seconds for the integer master; undefined where nodes limit. */
  readonly masterSeconds: () => number | undefined;
  /** All points of whole rosters are multiples of it; 0 where nothing is known. */
  readonly step: number;
  /** Points that the part must gain to be better than what others have found meanwhile, 0 or less where nobody has; may grow. */
  readonly needed?: (() => number) | undefined;
  /** Days before the front of the dive at its start, and those by which it moves. */
  readonly front: number;
  /** Values of the rows to begin with. */
  readonly rowValues?: Float64Array | undefined;
  /** Lines that were good before, by employee. */
  readonly pool?: ((employee: number) => Iterable<CodedLine>) | undefined;
  /** Rounds of column generation before the dive. */
  readonly rounds: number;
};

export type PartAnswer = {
  /** Better lines by employee of the part; undefined where none were found. */
  readonly lines: readonly CodedLine[] | undefined;
  /** True where the bound of the part shows that nothing better is there. */
  readonly isBest: boolean;
  readonly gain: number;
};

/** Wentges' smoothing: the share of the best values in those that are priced. */
const SMOOTHING = 0.6;
const LEAST_SMOOTHING = 0.2;
const LINES_A_ROUND = 3;
/** Rounds of pricing behind each batch of a dive. */
const DIVE_ROUNDS = 4;
/** Share of the root's values in those that are priced behind a batch, round by round. */
const DRAWN = [0.7, 0.4];
/** Days by which the front of a dive moves. */
const FRONT_STEP = 7;
/** Cells from here on are settled, at most this share of the fractional ones at once. */
const SURE = 0.3;
const BATCH = 0.15;
const WHOLE = 1e-6;

/** Solves a part of a roster anew: column generation, a dive over days, and an integer program over the lines that were found. */
export function solvePart(
  highs: HighsModule,
  instance: Instance,
  pricer: LinePricer,
  part: RosterPart,
  roster: { readonly lines: readonly (CodedLine | undefined)[]; readonly counts: Float64Array },
  limits: PartLimits,
): PartAnswer {
  const { stopRequested } = limits;
  const none = { lines: undefined, isBest: false, gain: 0 };
  const master = partMaster(highs, instance, pricer, part, roster.lines, roster.counts, stopRequested);
  try {
    part.employees.forEach((employee, member) => {
      const given = roster.lines[employee] as CodedLine;
      master.offer(member, given);
      for (const line of limits.pool?.(employee) ?? [])
        if (isSameOutside(part, given, line)) master.offer(member, line);
    });
    const root = converge(master, limits);
    if (root === undefined) return none;
    if (!isWorth(root.bound, master.given, limits.step)) return { ...none, isBest: true };
    const cut = (): number => master.given - Math.max(0, limits.needed?.() ?? 0) - leastStep(limits.step);
    if (root.bound > cut() + 1e-6) return none;
    const dived = dive(master, part, limits, root.values, cut);
    let best = master.given;
    let lines: readonly CodedLine[] | undefined;
    if (dived !== undefined && dived.points < best - WHOLE) [best, lines] = [dived.points, dived.lines];
    if (!limits.expired() && !stopRequested() && isWorth(root.bound, best, limits.step)) {
      const found = integerMaster(highs, instance, master, {
        members: part.employees.length,
        root,
        best,
        step: limits.step,
        seconds: limits.masterSeconds(),
        stopRequested,
      });
      if (found !== undefined && found.points < best - WHOLE) [best, lines] = [found.points, found.lines];
    }
    return { lines, isBest: !isWorth(root.bound, best, limits.step), gain: master.given - best };
  } finally {
    master.dispose();
  }
}

function leastStep(step: number): number {
  return step > 0 ? step : 1e-6;
}

/** Whether something below `points` may be left above a bound. */
function isWorth(bound: number, points: number, step: number): boolean {
  const least = step > 0 ? Math.ceil((bound - 1e-6) / step) * step : bound;
  return least < points - 1e-6;
}

function isSameOutside({ firstDay, endDay }: RosterPart, given: CodedLine, line: CodedLine): boolean {
  for (let day = 0; day < given.shapes.length; day++) {
    if (day === firstDay) day = endDay;
    if (day >= given.shapes.length) return true;
    if (given.shapes[day] !== line.shapes[day] || given.meals[day] !== line.meals[day]) return false;
  }
  return true;
}

function converge(master: PartMaster, limits: PartLimits): PartRoot | undefined {
  let best: PartRoot | undefined;
  let centre = limits.rowValues === undefined ? undefined : master.clip(limits.rowValues);
  let smoothing = SMOOTHING;
  for (let round = 0; round < limits.rounds; round++) {
    if (limits.expired()) return best;
    const solution = master.solve();
    if (solution === undefined) return best;
    const raw = master.clip(solution.rowValues);
    for (;;) {
      const isSmooth = centre !== undefined && smoothing >= LEAST_SMOOTHING;
      const values = isSmooth ? mixed(centre as Float64Array, raw, smoothing) : raw;
      const slack = best === undefined ? Number.POSITIVE_INFINITY : (solution.objective - best.bound) / master.members;
      const priced = master.price(values, solution, LINES_A_ROUND, slack, limits.expired);
      if (priced === undefined) return best;
      if (best === undefined || priced.bound > best.bound) {
        best = { bound: priced.bound, values, shares: master.shares.slice() };
        centre = values;
        if (!isWorth(best.bound, master.given, limits.step)) return best;
      }
      const left = solution.objective - best.bound;
      if (left <= Math.max(1e-6, 0.02 * (master.given - best.bound))) return best;
      if (priced.added > 0) {
        smoothing = Math.min(SMOOTHING, smoothing + 0.1);
        break;
      }
      if (!isSmooth) return best;
      smoothing /= 2;
    }
  }
  return best;
}

function mixed(centre: Float64Array, raw: Float64Array, share: number): Float64Array {
  return raw.map((value, row) => share * (centre[row] as number) + (1 - share) * value);
}

/** A day of one member with the shape that it would be settled on. */
type Cell = { readonly member: number; readonly day: number; readonly shape: number; value: number };

/**
 * Settles cells of (employee, day, shape) in the order of time: only days before a front, which moves on when nothing fractional is left there. Each batch
 * is followed by pricing. Undefined where it cannot end below `cut`.
 */
function dive(
  master: PartMaster,
  part: RosterPart,
  limits: PartLimits,
  root: Float64Array,
  cut: () => number,
): { readonly points: number; readonly lines: readonly CodedLine[] } | undefined {
  let front = part.firstDay + limits.front;
  for (;;) {
    let solution: PartSolution | undefined;
    for (let round = 0; ; round++) {
      solution = limits.expired() ? undefined : master.solve();
      if (solution === undefined) return undefined;
      if (round >= DIVE_ROUNDS) break;
      const raw = master.clip(solution.rowValues);
      // The program alone knows little of what was not tried: the values of the root draw the first lines towards what is right for all.
      const drawn = DRAWN[round];
      const values = drawn === undefined ? raw : mixed(root, raw, drawn);
      const priced = master.price(values, solution, LINES_A_ROUND, 0, limits.expired);
      if (priced === undefined) return undefined;
      if (priced.bound > cut() + 1e-6) return undefined;
      if ((priced.added === 0 && drawn === undefined) || solution.objective - priced.bound < 1e-6) break;
    }
    const { cells, isWhole } = cellsOf(master, solution, part, front);
    if (isWhole) {
      const lines = wholeLines(master, solution, part.employees.length);
      return { points: solution.objective, lines };
    }
    if (cells.length === 0) {
      front += FRONT_STEP;
      continue;
    }
    if (solution.objective > cut() + 1e-6 && isSettledEnough(front, part)) return undefined;
    settleCells(master, cells);
  }
}

/** A dive that is nearly through and too dear will not become cheap again. */
function isSettledEnough(front: number, { firstDay, endDay }: RosterPart): boolean {
  return front - firstDay >= 0.5 * (endDay - firstDay);
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

/** Settles the surest cells, as long as each member keeps a line. */
function settleCells(master: PartMaster, cells: readonly Cell[]): void {
  const most = Math.max(1, Math.ceil(BATCH * cells.length));
  const ofMember = new Map<number, PartColumn[]>();
  for (const one of master.columns) {
    if (!one.active) continue;
    const own = ofMember.get(one.member);
    if (own === undefined) ofMember.set(one.member, [one]);
    else own.push(one);
  }
  let settledCells = 0;
  for (const { member, day, shape, value } of cells) {
    if (settledCells >= most || (settledCells > 0 && value < SURE)) break;
    if (!master.isOpen(member, day)) continue;
    const left = (ofMember.get(member) ?? []).filter(({ line }) => line.shapes[day] === shape);
    if (left.length === 0) continue;
    ofMember.set(member, left);
    master.settle(member, day, shape);
    settledCells++;
  }
  const kept = new Set([...ofMember.values()].flat());
  master.activate((one) => kept.has(one));
}

/** The line of each member of which there is most. */
function wholeLines(master: PartMaster, { values }: PartSolution, members: number): readonly CodedLine[] {
  const most = new Float64Array(members);
  const lines: CodedLine[] = new Array<CodedLine>(members);
  master.columns.forEach(({ member, line }, index) => {
    const value = values[index] as number;
    if (value <= (most[member] as number)) return;
    most[member] = value;
    lines[member] = line;
  });
  return lines;
}
