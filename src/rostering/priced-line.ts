import type { LineModel } from './line-model.ts';

/** Shape chosen on each day, -1 for a day off. */
export type LineChoice = Int32Array;

export type PricedLine = { readonly cost: number; readonly shapes: LineChoice };

/** Which lines are asked for, where not all. */
export type LineLimits = {
  /** Only lines that cost less: an exact answer of none then proves that there is none. */
  readonly below?: number | undefined;
  readonly window?: LineWindow | undefined;
  /**
   * Asked for a bound alone, and soon: counters that would need tables of more cells are left out. The line that comes back may then break them; its cost is one that no legal line
   * is below.
   */
  readonly mostCells?: number | undefined;
};

/** Only lines that are as `line` outside the days [firstDay, endDay). */
export type LineWindow = {
  readonly firstDay: number;
  readonly endDay: number;
  readonly line: LineChoice;
  /**
   * The corridor: lines of which a counter is ever further from that of `line` than so many of its heaviest shifts may be left out. Absent: none is. For
   * whoever wants a good line soon: an answer of none proves nothing then.
   */
  readonly width?: number | undefined;
};

/**
 * What is asked: costs by day and shape, and of a day off; lines below a cost, and within a window of days alone. `pace`: lines over all days of which a counter is ever further than so
 * many of its heaviest shifts from an even pace may be left out; an answer of none proves nothing then.
 */
export type LineQuestion = {
  readonly shapeCost: readonly Float64Array[];
  readonly offCost: Float64Array;
  readonly count: number;
  readonly exact: boolean;
  readonly below: number;
  readonly window: LineWindow | undefined;
  readonly pace?: number | undefined;
  readonly mostCells?: number | undefined;
};

/** Lines in order of cost, and a cost that no legal line is below. */
export type PricedLines = { readonly lines: readonly PricedLine[]; readonly least: number };

/** Finds cheapest legal lines by a dynamic program over days; holds its work space, so one per thread is enough. */
export type LinePricer = {
  /**
   * The cheapest legal lines, at most `count`, each the best of its final state, in order of cost. `shapeCost[day][shape]` is the cost of
   * working a shape, `offCost[day]` that of a day off; the model's own prices come on top. Empty when no line is legal. Without `exact` only the cheapest
   * few thousand labels of a day go on, and lines over many days are sought near an even pace, unless that loses every legal line.
   */
  readonly best: (
    model: LineModel,
    shapeCost: readonly Float64Array[],
    offCost: Float64Array,
    count: number,
    exact: boolean,
    limits?: LineLimits,
  ) => readonly PricedLine[];
  /**
   * Lines as `best` finds them, exactly where that is possible in the memory there is, with a cost that no legal line is below: that of the first, `limits.below` where none is
   * cheaper, infinite where none is legal, and less where the tables would be too large.
   */
  readonly price: (
    model: LineModel,
    shapeCost: readonly Float64Array[],
    offCost: Float64Array,
    count: number,
    limits?: LineLimits,
  ) => PricedLines;
};
