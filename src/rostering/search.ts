import type { Assignment } from './assignment.ts';
import type { LinePricer } from './best-line.ts';
import type { PricedLine } from './priced-line.ts';
import { type DemandTable, valueOfOneMore, valueOfWeight, weightIn } from './demand.ts';
import type { CodedLine, Instance } from './instance.ts';
import { classOf, codeLine, netCost, pricedShapes } from './instance.ts';
import type { EmployeeKind } from './kinds.ts';
import { type Random, shuffle } from './random.ts';
import type { RowWorth } from './row-multipliers.ts';
import { type DayWindow, type MoveChooser, moveChooser } from './search-moves.ts';
import { emptyValuation, skillsWorked, slotsOf, type Valuation, valueShapes } from './valuation.ts';

/** Rebuilds single employees exactly against the cover that the others leave. */
export type Rebuilder = {
  /**
   * A line of an employee that is best, or nearly so, for the present cover, `noise` points of perturbation a row; undefined when none is legal. `isExact`: none is better, as far as
   * there is memory for that.
   */
  readonly bestFor: (
    assignment: Assignment,
    employee: number,
    noise: number,
    isExact?: boolean,
  ) => CodedLine | undefined;
  /** The best line that is as `frame` outside days [firstDay, endDay), for a cover without her on these days; `worth`: of the rows, absent: what they cost. */
  readonly bestIn: (
    assignment: Assignment,
    employee: number,
    frame: CodedLine,
    days: DayWindow,
    noise: number,
    worth?: RowWorth,
  ) => CodedLine | undefined;
};

/** What rows are worth where some of it is not what they cost at the roster at hand but what they are worth to a bound. */
export type GuidedWorth = {
  readonly worth: RowWorth;
  /** Sets the part of the guide. */
  readonly follow: (part: number) => void;
};

export function guidedWorth(table: DemandTable, guide: Float64Array): GuidedWorth {
  const own = trueWorth(table);
  let part = 0;
  return {
    worth: (row, count, weight) => {
      const now = own(row, count, weight);
      return row < table.demandRows ? now + part * ((guide[row] as number) - now) : now;
    },
    follow: (value) => {
      part = value;
    },
  };
}

const trueWorth =
  (table: DemandTable): RowWorth =>
  (row, count, weight) =>
    row < table.demandRows ? valueOfOneMore(table, row, count) : valueOfWeight(table, row, count, weight);

export function rebuilder(instance: Instance, pricer: LinePricer, random: Random): Rebuilder {
  const { table, set } = instance;
  const days = set.dates.length;
  const rowValue = new Float64Array(table.rows);
  const valuation = emptyValuation(table, set);
  const costs = set.byDay.map((shapes) => new Float64Array(shapes.length));
  const hasPlaces = set.byDay.some((shapes) =>
    shapes.some(({ mealOffsets, plan }) => mealOffsets.length > 1 || plan !== undefined),
  );

  const costing = trueWorth(table);

  const skills = new Map<EmployeeKind, Uint8Array>();
  const skillsOf = (kind: EmployeeKind): Uint8Array => {
    const { model, boundModel, strictModel } = kind;
    const known =
      skills.get(kind) ?? skillsWorked(set, [model, boundModel, ...(strictModel === undefined ? [] : [strictModel])]);
    skills.set(kind, known);
    return known;
  };

  /** Values of all rows that shapes of the days count in. */
  const valueRows = (
    counts: Float64Array,
    employeeClass: number,
    { firstDay, endDay }: DayWindow,
    noise: number,
    worth: RowWorth,
  ) => {
    const valueRow = (row: number): void => {
      if (row < 0) return;
      const value = worth(row, counts[row] as number, 1);
      rowValue[row] = noise === 0 ? value : value + noise * (random.next() - 0.5);
    };
    const { first, end } = slotsOf(table, valuation, firstDay, endDay);
    for (let key = 0; key < table.keys; key++) {
      for (let at = key * table.slots + first; at < key * table.slots + end; at++)
        valueRow(table.intervalRow[at] as number);
      const at = (key * table.days + firstDay) * table.templates;
      for (let cell = at; cell < at + (endDay - firstDay) * table.templates; cell++)
        valueRow(table.templateRow[cell] as number);
    }
    for (let row = table.demandRows; row < table.rows; row++) {
      const weight = weightIn(table, row, employeeClass);
      rowValue[row] = worth(row, counts[row] as number, weight);
    }
  };

  const bestIn = (
    { counts }: Assignment,
    employee: number,
    frame: CodedLine | undefined,
    window: DayWindow,
    noise: number,
    worth: RowWorth = costing,
    isExact = false,
  ): CodedLine | undefined => {
    const kind = instance.kinds[instance.kindOf[employee] as number] as EmployeeKind;
    const employeeClass = classOf(instance, kind);
    const { firstDay, endDay } = window;
    valueRows(counts, employeeClass, window, noise, worth);
    valueShapes(table, set, rowValue, valuation, employeeClass, firstDay, endDay, skillsOf(kind));
    pricedShapes(instance, kind, valuation, costs, firstDay, endDay);
    return bestLine(instance, kind, pricer, costs, valuation, window, frame, hasPlaces, isExact);
  };

  return {
    bestFor: (assignment, employee, noise, isExact) =>
      bestIn(assignment, employee, undefined, { firstDay: 0, endDay: days }, noise, undefined, isExact),
    bestIn,
  };
}

/** Windows from so many days on are rebuilt within a corridor of so many shifts round the line that stands. */
const CORRIDOR_DAYS = 20;
const CORRIDOR = 2;

/** Lines that are compared by their own points where the pricer does not know all of these. */
const COMPARED = 4;

/**
 * The best line of a kind for a valuation, of which `costs` are the pricer's. Where a rule with a weight, or a part of the pay, has no priced form, the best of some: of those that
 * cost least without it, and of the one that keeps the rule. Where nothing is better than `frame`, that, with its breaks where the valuation puts them.
 */
function bestLine(
  instance: Instance,
  kind: EmployeeKind,
  pricer: LinePricer,
  costs: readonly Float64Array[],
  valuation: Valuation,
  { firstDay, endDay }: DayWindow,
  frame: CodedLine | undefined,
  hasPlaces: boolean,
  isExact: boolean,
): CodedLine | undefined {
  const { strictModel, isCompared } = kind;
  const limits =
    frame === undefined
      ? {}
      : {
          window: {
            firstDay,
            endDay,
            line: frame.shapes,
            width: endDay - firstDay < CORRIDOR_DAYS ? undefined : CORRIDOR,
          },
          below: isCompared ? undefined : costOf(kind, costs, frame),
        };
  const code = ({ shapes }: PricedLine): CodedLine => codeLine(instance, shapes, valuation, frame, firstDay, endDay);
  const found = pricer.best(kind.model, costs, kind.offCost, isCompared ? COMPARED : 1, isExact, limits);
  if (!isCompared && strictModel === undefined) {
    if (found[0] !== undefined) return code(found[0]);
    return frame === undefined || !hasPlaces ? frame : code({ cost: 0, shapes: frame.shapes });
  }
  // The frame may break a rule that the strict model keeps everywhere: then there is no such line.
  const strict = strictModel === undefined ? [] : pricer.best(strictModel, costs, kind.offCost, 1, false, limits);
  let best: CodedLine | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const one of [...found, ...strict]) {
    const line = code(one);
    const cost = netCost(instance, kind, line, valuation);
    if (best === undefined || cost < least) [best, least] = [line, cost];
  }
  return best;
}

/** What the pricer would say that a line costs, so that it looks for cheaper ones alone; undefined where the model has prices of its own. */
function costOf({ model, offCost }: EmployeeKind, costs: readonly Float64Array[], line: CodedLine): number | undefined {
  const { counters, order, phases, shapePoints } = model;
  const isPlain = order.prices === undefined && phases.prices === undefined && shapePoints === undefined;
  if (!isPlain || counters.some(({ prices }) => prices !== undefined)) return undefined;
  let sum = model.constant;
  for (let day = 0; day < model.days; day++) {
    const shape = line.shapes[day] as number;
    sum += shape < 0 ? (offCost[day] as number) : ((costs[day] as Float64Array)[shape] as number);
  }
  return sum;
}

/** Gives every employee without a line the best one in turn, in random order; false when one has no legal line, or when stopped. */
export function fillGreedily(
  assignment: Assignment,
  builder: Rebuilder,
  random: Random,
  stopRequested: () => boolean,
): boolean {
  const open = assignment.lines
    .map((_, employee) => employee)
    .filter((employee) => assignment.lines[employee] === undefined);
  shuffle(open, random);
  for (const employee of open) {
    if (stopRequested()) return false;
    const line = builder.bestFor(assignment, employee, 0);
    if (line === undefined) return false;
    assignment.put(employee, line);
  }
  return true;
}

export type SearchLimits = {
  /** Share of the search that is over, 0 to 1; at 1 it ends. Drives the temperature. */
  readonly elapsed: (moves: number) => number;
  /** Ends the search early: cancel, or the bound is reached. */
  readonly done: (points: number) => boolean;
  readonly onBetter: (points: number, moves: number) => void;
  /** Hears of every line that is kept: good lines make good columns. */
  readonly onLine?: ((employee: number, line: CodedLine) => void) | undefined;
  /** Temperature at the start, as a share of the price of an ordinary row; absent: what does best in a first part of the search. */
  readonly warmth?: number | undefined;
  /** What earlier calls on the same instance learnt; absent: nothing. */
  readonly memory?: SearchMemory | undefined;
  /** Values of the rows that a bound is counted with: they draw the search towards what is right for all; absent where there are none. */
  readonly guide?: Float64Array | undefined;
};

/** What a search learns of its instance: pass it on to go on with it. */
export type SearchMemory = {
  readonly moves: MoveChooser;
  /** The warmth that did best, once there was time to try, as long as it gains. */
  warmth: number | undefined;
  /** Part of the guide's values in the prices at the beginning of a search. */
  guided: number;
};

/** Parts of the guide's values that are tried one after another, as long as the one before gains nothing. */
const MOST_GUIDED = 0.8;
const LEAST_GUIDED = 0.2;

export function searchMemory(instance: Instance): SearchMemory {
  return { moves: moveChooser(instance.set.dates.length), warmth: undefined, guided: MOST_GUIDED };
}

/** Warmths that are tried: from a good roster the least does best, from a poor one the others. */
const WARMTHS = [0.05, 0.2, 0.6];
/** Share of the search in which all of them together are tried. */
const TRIAL_SHARE = 0.18;
/** Moves for each employee that trials must have had to be believed later. */
const TRIED_MOVES = 30;

/**
 * Large-neighbourhood search: takes out two or three employees within a window of days, rebuilds each exactly in turn, and keeps the result by the
 * Metropolis rule while the temperature falls to 0. Leaves the best roster found in `assignment` and returns the moves made. Everybody has a line.
 */
export function searchRoster(
  instance: Instance,
  assignment: Assignment,
  builder: Rebuilder,
  random: Random,
  limits: SearchLimits,
): number {
  if (assignment.lines.length === 0) return 0;
  const memory = limits.memory ?? searchMemory(instance);
  const begun = assignment.points();
  const walk = walkFrom(instance, assignment, builder, random, limits, memory);
  const typical = typicalPrice(instance);
  let warmth = limits.warmth ?? memory.warmth;
  let from = 0;
  if (warmth === undefined) {
    const start = walk.present();
    let best: Roster | undefined;
    for (const [index, tried] of WARMTHS.entries()) {
      const to = (TRIAL_SHARE * (index + 1)) / WARMTHS.length;
      restore(assignment, start.lines);
      const end = walk.cool(tried * typical, from, to);
      if (best === undefined || end.points < best.points) [best, warmth] = [end, tried];
      from = to;
    }
    if (walk.moves() >= TRIED_MOVES * assignment.lines.length) memory.warmth = warmth;
    restore(assignment, best?.lines ?? start.lines);
  }
  walk.cool((warmth ?? 0) * typical, from, 1);
  // Where that gained nothing, the roster has become too good for it: the next call tries again.
  if (walk.best().points >= begun - 1e-7) {
    memory.warmth = undefined;
    memory.guided = memory.guided > LEAST_GUIDED ? memory.guided / 2 : MOST_GUIDED;
  }
  restore(assignment, walk.best().lines);
  return walk.moves();
}

type Roster = { readonly points: number; readonly lines: readonly (CodedLine | undefined)[] };

/** A walk from roster to roster, which remembers the best of all. */
type Walk = {
  /** Goes on from the assignment as it is, the temperature falling to 0 between two shares of the search; the best roster on the way. */
  readonly cool: (temperature: number, from: number, to: number) => Roster;
  readonly present: () => Roster;
  readonly best: () => Roster;
  readonly moves: () => number;
};

function walkFrom(
  { table }: Instance,
  assignment: Assignment,
  builder: Rebuilder,
  random: Random,
  limits: SearchLimits,
  { moves: chooser, guided }: Pick<SearchMemory, 'moves' | 'guided'>,
): Walk {
  const bent = limits.guide === undefined ? undefined : guidedWorth(table, limits.guide);
  const employees = assignment.lines.length;
  const chosen: number[] = [];
  const old: CodedLine[] = [];
  const present = (): Roster => ({ points: assignment.points(), lines: [...assignment.lines] });
  let best = present();
  let moves = 0;

  /** Rebuilds the chosen employees within a window; their old lines stay in `old`. */
  const rebuild = (window: DayWindow, noise: number): void => {
    const { firstDay, endDay } = window;
    for (const [index, employee] of chosen.entries()) {
      old[index] = assignment.lines[employee] as CodedLine;
      assignment.open(employee, firstDay, endDay);
    }
    for (const [index, employee] of chosen.entries()) {
      const frame = old[index] as CodedLine;
      const line = builder.bestIn(assignment, employee, frame, window, noise, bent?.worth) ?? frame;
      assignment.close(employee, line, firstDay, endDay);
    }
  };

  const putBack = ({ firstDay, endDay }: DayWindow): void => {
    for (const employee of chosen) assignment.open(employee, firstDay, endDay);
    for (const [index, employee] of chosen.entries())
      assignment.close(employee, old[index] as CodedLine, firstDay, endDay);
  };

  const cool = (start: number, from: number, to: number): Roster => {
    let current = assignment.points();
    let least = current;
    const leastLines = [...assignment.lines];
    /** Employees whose lines are not those of the best roster of this walk. */
    const changed = new Set<number>();
    for (; ; moves++) {
      const share = limits.elapsed(moves);
      if (share >= to || limits.done(best.points)) break;
      const temperature = start * (1 - Math.max(0, share - from) / (to - from)) ** 2;
      const size = Math.min(employees, 2 + random.below(2));
      chosen.length = 0;
      while (chosen.length < size) {
        const employee = random.below(employees);
        if (!chosen.includes(employee)) chosen.push(employee);
      }
      const choice = chooser.draw(random);
      const window = chooser.windowOf(choice, random);
      bent?.follow(guided * (1 - share));
      rebuild(window, temperature);
      const points = assignment.points();
      const worse = points - current;
      if (worse > 0 && random.next() >= Math.exp(-worse / temperature)) {
        putBack(window);
        chooser.tell(choice, 0, size);
        continue;
      }
      chooser.tell(choice, -worse, size);
      current = points;
      for (const employee of chosen) {
        changed.add(employee);
        limits.onLine?.(employee, assignment.lines[employee] as CodedLine);
      }
      if (current < least - 1e-7) {
        least = current;
        for (const employee of changed) leastLines[employee] = assignment.lines[employee];
        changed.clear();
        if (least < best.points - 1e-7) {
          best = { points: least, lines: leastLines };
          limits.onBetter(least, moves);
        }
      }
    }
    return { points: least, lines: leastLines };
  };

  return { cool, present, best: () => best, moves: () => moves };
}

/** Puts given lines in place of whatever the assignment holds. */
export function restore(assignment: Assignment, lines: readonly (CodedLine | undefined)[]): void {
  lines.forEach((line, employee) => {
    if (assignment.lines[employee] === line) return;
    assignment.take(employee);
    if (line !== undefined) assignment.put(employee, line);
  });
}

/** Price of a person missing, or where nobody can be of one too many, in a row in the middle of all. */
function typicalPrice({ table }: Instance): number {
  const { priceTarget, priceOver, demandRows } = table;
  return medianPositive(priceTarget.subarray(0, demandRows)) || medianPositive(priceOver.subarray(0, demandRows)) || 1;
}

function medianPositive(values: Float64Array): number {
  const positive = values.filter((value) => value > 0).sort();
  return positive[positive.length >> 1] ?? 0;
}
