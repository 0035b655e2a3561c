import { hardPrice } from '../domain/hard-price.ts';
import type { CoverLevels, CoverStep, Problem } from '../domain/problem.ts';
import type { Shift } from '../domain/shift.ts';
import { WORK, workStretches } from '../domain/shift.ts';
import type { Seconds } from '../domain/units.ts';
import { type Piece, piecesCost, piecesOf, type Segment, unitsIn } from './cover-pieces.ts';
import { breaksAt, type Shape, type ShapeSet } from './shapes.ts';
import type { TeamBlocks } from './team-rows.ts';
import { buildTeamBlocks, teamEdges, visitTeamRows } from './team-rows.ts';

/**
 * All demand, and all counts of team rules, as rows of one table. A row counts people and has a convex, piecewise linear cost of that count: dearest below
 * the floor, then below the target, then above the target, then above the ceiling. Interval rows are one slot of the common grid
 * long; template rows belong to a day and a template. Prices are already multiplied by the slot's hours.
 */
export type DemandTable = {
  readonly rows: number;
  /** Rows of the demand; those of team rules stand behind them. */
  readonly demandRows: number;
  readonly floor: Float64Array;
  readonly target: Float64Array;
  /** 2^30 where there is no ceiling. */
  readonly ceiling: Float64Array;
  readonly priceFloor: Float64Array;
  readonly priceTarget: Float64Array;
  readonly priceOver: Float64Array;
  readonly priceCrowd: Float64Array;
  /** People who are there whatever is decided: shifts from before the horizon that reach into it. */
  readonly base: Float64Array;
  /** The least that the count of a row can come to: its base, less all that team rules could take from it. */
  readonly lowest: Float64Array;
  /** By row, where its demand has steps: the pieces of its cost. Levels are its own then, and the prices those of its outermost pieces. */
  readonly pieces: readonly (readonly Piece[] | undefined)[] | undefined;
  /** Counts of team rules; their coefficients may be other than 1. */
  readonly team: TeamBlocks | undefined;
  readonly slotSeconds: Seconds;
  readonly slots: number;
  /** Interval row of (key, slot) at key * slots + slot, or -1. Key 0 is "any skill", key k + 1 the k-th skill. */
  readonly intervalRow: Int32Array;
  /** Template row of (key, day, template) at (key * days + day) * templates + template, or -1. */
  readonly templateRow: Int32Array;
  readonly keys: number;
  readonly days: number;
  readonly templates: number;
};

const NO_CEILING = 2 ** 30;

function gcd(a: number, b: number): number {
  let x = a;
  let y = b;
  while (y !== 0) [x, y] = [y, x % y];
  return x;
}

/** Published shifts before and behind the horizon that may be there while it lasts and count towards its cover. */
function surrounding(problem: Problem): readonly Shift[] {
  const ends = problem.intervalDemands.map((demand) => demand.end);
  const starts = problem.intervalDemands.map((demand) => demand.start);
  const first = Math.min(...starts);
  const last = Math.max(...ends);
  return [...(problem.past ?? []), ...(problem.future ?? [])].filter(
    (shift) => shift.activity === WORK && shift.start < last && shift.end > first,
  );
}

/** Longest slot on whose grid, from the horizon's start, every demand, shape and break begins and ends, and that each of `steps` is a multiple of. */
function commonSlotSeconds(problem: Problem, set: ShapeSet, steps: readonly Seconds[]): Seconds {
  let slot = 0;
  const add = (seconds: number): void => {
    slot = gcd(slot, Math.abs(seconds));
  };
  for (const step of steps) add(step);
  for (const demand of problem.intervalDemands) {
    add(demand.start - set.horizonStart);
    add(demand.end - set.horizonStart);
  }
  for (const shapes of set.byDay) {
    for (const shape of shapes) {
      if (shape.elsewhere === true) continue;
      add(shape.start - set.horizonStart);
      add(shape.end - set.horizonStart);
      add(shape.mealSeconds);
      for (const offset of shape.mealOffsets) add(offset);
      for (const { start, end } of shape.plan?.options ?? []) {
        add(start);
        add(end);
      }
      for (const pause of shape.locked === undefined ? [] : [...shape.locked.breaks, ...(shape.locked.pieces ?? [])]) {
        add(pause.start - set.horizonStart);
        add(pause.end - set.horizonStart);
      }
    }
  }
  for (const edge of teamEdges(problem)) if (edge > set.horizonStart) add(edge - set.horizonStart);
  for (const shift of surrounding(problem)) {
    for (const edge of [shift, ...shift.breaks, ...(shift.pieces ?? [])].flatMap(({ start, end }) => [start, end])) {
      if (edge > set.horizonStart) add(edge - set.horizonStart);
    }
  }
  return slot === 0 ? 3600 : slot;
}

/** Lays out the demand of a problem as rows. Throws when two demands of one skill overlap: the contract refuses those before. */
export function buildDemand(problem: Problem, set: ShapeSet, steps: readonly Seconds[] = []): DemandTable {
  const slotSeconds = commonSlotSeconds(problem, set, steps);
  let last = set.horizonEnd;
  for (const demand of problem.intervalDemands) last = Math.max(last, demand.end);
  for (const shapes of set.byDay) for (const shape of shapes) last = Math.max(last, shape.end);
  const slots = Math.ceil((last - set.horizonStart) / slotSeconds);
  const keys = set.skills.length + 1;
  const days = set.dates.length;
  const templates = problem.team.shiftTemplates.length;
  const intervalRow = new Int32Array(keys * slots).fill(-1);
  const templateRow = new Int32Array(keys * days * templates).fill(-1);
  const levels: CoverLevels[] = [];
  const hours: number[] = [];
  const keyOf = (skill: string | undefined): number => (skill === undefined ? 0 : set.skills.indexOf(skill) + 1);
  for (const demand of problem.intervalDemands) {
    const from = Math.max(0, (demand.start - set.horizonStart) / slotSeconds);
    const to = (demand.end - set.horizonStart) / slotSeconds;
    for (let slot = from; slot < to; slot++) {
      const at = keyOf(demand.skill) * slots + slot;
      if (intervalRow[at] !== -1)
        throw new Error(`two demands of skill ${demand.skill ?? 'any'} overlap at ${demand.start}`);
      intervalRow[at] = levels.length;
      levels.push(demand);
      hours.push(slotSeconds / 3600);
    }
  }
  const firstTemplateRow = levels.length;
  const dayIndex = new Map(set.dates.map((date, day) => [date, day]));
  const templateIndex = new Map(problem.team.shiftTemplates.map((template, index) => [template.id, index]));
  for (const demand of problem.templateDemands) {
    const day = dayIndex.get(demand.date);
    const template = templateIndex.get(demand.template);
    if (day === undefined || template === undefined)
      throw new Error(`template demand ${demand.template} on ${demand.date} is outside`);
    const at = (keyOf(demand.skill) * days + day) * templates + template;
    if (templateRow[at] !== -1) throw new Error(`two demands of template ${demand.template} on ${demand.date}`);
    templateRow[at] = levels.length;
    levels.push(demand);
  }
  const { prices } = problem;
  const hard = hardPrice(problem);
  const priced = (perHour: number, perPerson: number): Float64Array =>
    Float64Array.from(levels, (_, row) => (row < firstTemplateRow ? perHour * (hours[row] as number) : perPerson));
  const team = buildTeamBlocks(problem, set, { slotSeconds, slots, templates, firstRow: levels.length });
  const teamLevels = team?.levels ?? [];
  const both = (ofDemand: Float64Array, ofTeam: (level: (typeof teamLevels)[number]) => number): Float64Array =>
    Float64Array.from([...ofDemand, ...teamLevels.map(ofTeam)]);
  const from = (of: (level: CoverLevels) => number): Float64Array => Float64Array.from(levels.map(of));
  // Between its limits a count of a team rule costs nothing: it is held to the lower one, or else to the upper one, as to a target.
  const anchor = ({ least, most }: (typeof teamLevels)[number]): number => (Number.isFinite(least) ? least : most);
  const below = ({ least, price }: (typeof teamLevels)[number]): number => (Number.isFinite(least) ? price : 0);
  const priceFloor = priced(prices.belowFloorHour, prices.belowFloorPerson).map((price, row) =>
    levels[row]?.hard === true ? price + hard * (row < firstTemplateRow ? (hours[row] as number) : 1) : price,
  );
  const base = both(new Float64Array(levels.length), (level) => level.base);
  const lowest = both(new Float64Array(levels.length), (level) => level.lowest);
  const flat: DemandTable = {
    rows: levels.length + teamLevels.length,
    demandRows: levels.length,
    floor: both(
      from((level) => level.floor),
      anchor,
    ),
    target: both(
      from((level) => Math.max(level.floor, level.target)),
      anchor,
    ),
    ceiling: both(
      from((level) => Math.max(level.floor, level.target, level.ceiling ?? NO_CEILING)),
      ({ most }) => Math.min(most, NO_CEILING),
    ),
    priceFloor: both(priceFloor, below),
    priceTarget: both(priced(prices.belowTargetHour, prices.belowTargetPerson), below),
    priceOver: both(priced(prices.aboveTargetHour, prices.aboveTargetPerson), () => 0),
    priceCrowd: both(
      priced(prices.aboveTargetHour + prices.aboveCeilingHour, prices.aboveTargetPerson + prices.aboveCeilingPerson),
      ({ price, most }) => (Number.isFinite(most) ? price : 0),
    ),
    base,
    lowest,
    pieces: undefined,
    team,
    slotSeconds,
    slots,
    intervalRow,
    templateRow,
    keys,
    days,
    templates,
  };
  const table = withSteps(
    flat,
    levels.map(({ steps = [] }) => steps),
    hours,
  );
  const given: Given = { horizonStart: set.horizonStart, skills: set.skills };
  for (const shift of surrounding(problem)) {
    visitGivenRows(table, given, shift, (row) => {
      base[row] = (base[row] as number) + 1;
      lowest[row] = (lowest[row] as number) + 1;
    });
  }
  return table;
}

/** The table with the steps of its demands; rows behind those with hours are priced by the person. */
function withSteps(flat: DemandTable, steps: readonly (readonly CoverStep[])[], hours: readonly number[]): DemandTable {
  if (steps.every((own) => own.length === 0)) return flat;
  const pieces = steps.map((own, row) => {
    if (own.length === 0) return undefined;
    const at = (values: Float64Array): number => values[row] as number;
    const ceiling = at(flat.ceiling) < NO_CEILING ? at(flat.ceiling) : Number.POSITIVE_INFINITY;
    const found = piecesOf(
      {
        floor: at(flat.floor),
        target: at(flat.target),
        ceiling,
        priceFloor: at(flat.priceFloor),
        priceTarget: at(flat.priceTarget),
        priceOver: at(flat.priceOver),
        priceCrowd: at(flat.priceCrowd),
      },
      own,
      hours[row] ?? 1,
    );
    const [below, above] = [found.filter(({ sign }) => sign === 1), found.filter(({ sign }) => sign === -1)];
    flat.priceFloor[row] = below[0]?.price ?? 0;
    flat.priceTarget[row] = below.at(-1)?.price ?? 0;
    flat.priceOver[row] = above[0]?.price ?? 0;
    flat.priceCrowd[row] = above.at(-1)?.price ?? 0;
    return found;
  });
  return { ...flat, pieces };
}

/** Counts at which the cost of a row bends, and the least that it can come to: the minimum of a convex cost and a linear one lies at one of them. */
export function bendsOf(table: DemandTable, row: number): readonly number[] {
  const lowest = table.lowest[row] as number;
  const pieces = table.pieces?.[row];
  const bends =
    pieces === undefined
      ? [table.floor[row] as number, table.target[row] as number, table.ceiling[row] as number]
      : pieces.map(({ from }) => from);
  return [lowest, ...bends.filter((count) => count >= lowest && count < NO_CEILING)];
}

/** The most that a unit can be worth where people are missing, and where they are too many. */
export function dearestOf(table: DemandTable, row: number): { readonly missing: number; readonly over: number } {
  const segments = segmentsOf(table, row).filter(({ units }) => units > 0);
  const most = (sign: 1 | -1): number =>
    segments.reduce((dearest, one) => (one.sign === sign ? Math.max(dearest, one.price) : dearest), 0);
  return { missing: most(1), over: most(-1) };
}

/** Cost of `count` people in a row. */
export function rowCost(table: DemandTable, row: number, count: number): number {
  const pieces = table.pieces?.[row];
  if (pieces !== undefined) return piecesCost(pieces, count);
  const floor = table.floor[row] as number;
  const target = table.target[row] as number;
  const ceiling = table.ceiling[row] as number;
  if (count < target) {
    const belowFloor = Math.max(0, floor - count);
    return (
      belowFloor * (table.priceFloor[row] as number) +
      (target - Math.max(count, floor)) * (table.priceTarget[row] as number)
    );
  }
  const over = Math.min(count, ceiling) - target;
  const crowd = Math.max(0, count - ceiling);
  return over * (table.priceOver[row] as number) + crowd * (table.priceCrowd[row] as number);
}

/** What one more person is worth in a row that has `count`: the cost saved, negative where the row is full. */
export function valueOfOneMore(table: DemandTable, row: number, count: number): number {
  const pieces = table.pieces?.[row];
  if (pieces !== undefined) return piecesCost(pieces, count) - piecesCost(pieces, count + 1);
  if (count < (table.floor[row] as number)) return table.priceFloor[row] as number;
  if (count < (table.target[row] as number)) return table.priceTarget[row] as number;
  if (count < (table.ceiling[row] as number)) return -(table.priceOver[row] as number);
  return -(table.priceCrowd[row] as number);
}

/** What each unit of somebody who counts `weight` is worth in a row that has `count`: the cost saved over all of it, 0 for one who does not count. */
export function valueOfWeight(table: DemandTable, row: number, count: number, weight: number): number {
  return weight === 0 ? 0 : (rowCost(table, row, count) - rowCost(table, row, count + weight)) / weight;
}

type Given = Pick<ShapeSet, 'horizonStart' | 'skills'>;

/** Calls `visit` with every interval row that a given shift counts in, as it is. */
export function visitGivenRows(
  table: DemandTable,
  { horizonStart, skills }: Given,
  shift: Shift,
  visit: (row: number) => void,
): void {
  for (const { start, end, skill } of workStretches(shift)) {
    const own = skill === undefined ? 0 : skills.indexOf(skill) + 1;
    const first = Math.max(0, Math.ceil((start - horizonStart) / table.slotSeconds));
    const last = Math.min(table.slots, Math.floor((end - horizonStart) / table.slotSeconds));
    for (let slot = first; slot < last; slot++) {
      for (const key of own === 0 ? [0] : [0, own]) {
        const row = table.intervalRow[key * table.slots + slot] as number;
        if (row >= 0) visit(row);
      }
    }
  }
}

/** What is counted in rows, and by how much: a person counts 1 in demand, and what a team rule says in its rows. */
type VisitEntry = (row: number, by: number) => void;

/** Calls `visit` with every row that a shape of an employee of a class, with its meal at `meal`, counts in. */
export function entriesOf(
  table: DemandTable,
  set: ShapeSet,
  employeeClass: number,
  shape: Shape,
  meal: number,
  visit: VisitEntry,
): void {
  rowsOf(table, set, shape, meal, (row) => visit(row, 1));
  if (table.team !== undefined) visitTeamRows(table.team, table, set, employeeClass, shape, meal, visit);
}

/** Paid hours of a line over which the value of one more is taken. */
const USUAL_HOURS = 24;

/** What somebody of a class counts in a row where she counts at all; in rows of paid time, for some hours of it. */
export function weightIn({ team, demandRows }: DemandTable, row: number, employeeClass: number): number {
  if (team === undefined || row < demandRows) return 1;
  const block = team.blocks[team.blockOf[row - demandRows] as number];
  const by = block?.coefficient[employeeClass] ?? 0;
  return block?.kind === 'paid' ? by * USUAL_HOURS : by;
}

/** The pieces of a row's cost: below the floor, then below the target, above it, and above the ceiling; with steps as many as they make. */
export function segmentsOf(table: DemandTable, row: number): readonly Segment[] {
  const pieces = table.pieces?.[row];
  if (pieces !== undefined) return pieces.map(({ from, to, price, sign }) => ({ price, units: to - from, sign }));
  const floor = table.floor[row] as number;
  const target = table.target[row] as number;
  const ceiling = table.ceiling[row] as number;
  const isCapped = ceiling < NO_CEILING;
  const least = row < table.demandRows ? 0 : Math.min(floor, table.lowest[row] as number);
  return [
    { price: table.priceFloor[row] as number, units: floor - least, sign: 1 },
    { price: table.priceTarget[row] as number, units: target - floor, sign: 1 },
    { price: table.priceOver[row] as number, units: isCapped ? ceiling - target : Number.POSITIVE_INFINITY, sign: -1 },
    { price: table.priceCrowd[row] as number, units: isCapped ? Number.POSITIVE_INFINITY : 0, sign: -1 },
  ];
}

/** How much of each piece of a row's cost a count takes. */
export function unitsOf(table: DemandTable, row: number, count: number): readonly number[] {
  const pieces = table.pieces?.[row];
  if (pieces !== undefined) return pieces.map((piece) => unitsIn(piece, count));
  const floor = table.floor[row] as number;
  const target = table.target[row] as number;
  const ceiling = table.ceiling[row] as number;
  return [
    Math.max(0, floor - count),
    Math.max(0, target - Math.max(count, floor)),
    Math.max(0, Math.min(count, ceiling) - target),
    Math.max(0, count - ceiling),
  ];
}

/** Calls `visit` with every row of the demand that a shape with its meal at `meal` counts in. */
function rowsOf(table: DemandTable, set: ShapeSet, shape: Shape, meal: number, visit: (row: number) => void): void {
  if (!isCounted(shape)) return;
  if (shape.locked !== undefined) visitGivenRows(table, set, shape.locked, visit);
  else visitSlots(table, set, shape, meal, visit);
  if (shape.template < 0) return;
  for (const key of shape.skill < 0 ? [0] : [0, shape.skill + 1]) {
    const row = table.templateRow[(key * table.days + shape.day) * table.templates + shape.template] as number;
    if (row >= 0) visit(row);
  }
}

function visitSlots(table: DemandTable, set: ShapeSet, shape: Shape, meal: number, visit: (row: number) => void): void {
  const from = (shape.start - set.horizonStart) / table.slotSeconds;
  const to = (shape.end - set.horizonStart) / table.slotSeconds;
  for (const key of shape.skill < 0 ? [0] : [0, shape.skill + 1]) {
    let slot = from;
    const visitTo = (end: number): void => {
      for (; slot < end; slot++) {
        const row = table.intervalRow[key * table.slots + slot] as number;
        if (row >= 0) visit(row);
      }
    };
    for (const { offset, lengthSeconds } of breaksAt(shape, meal)) {
      visitTo(from + offset / table.slotSeconds);
      slot = from + (offset + lengthSeconds) / table.slotSeconds;
    }
    visitTo(to);
  }
}

/** Whether the shape covers demand: a locked meeting or training does not, whoever attends it, nor a day in another department. */
export function isCounted(shape: Shape): boolean {
  if (shape.elsewhere === true || shape.activity !== undefined) return false;
  return shape.locked === undefined || shape.locked.activity === WORK;
}
