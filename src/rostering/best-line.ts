import { densePricer } from './dense-pricer.ts';
import { labelPricer } from './label-pricer.ts';
import type { LineModel } from './line-model.ts';
import type { LinePricer, LineQuestion, PricedLine } from './priced-line.ts';

export type { LinePricer } from './priced-line.ts';

/** Lines over so many days are sought near an even pace where they need not be exact, and at most so many shifts from it. */
const PACED_DAYS = 60;
const PACES = [2, 5];
/** In a window whose tables would be too large lines are sought within so many of the heaviest shifts of the line that stands. */
const WIDTH_BESIDE = 2;

/** Prices lines over tables where the model and their size allow it, and by labels elsewhere; holds its work space, so one per thread is enough. `mostCells`: room of the tables. */
export function linePricer(mostCells?: number): LinePricer {
  const [dense, labels] = [densePricer(mostCells), labelPricer()];
  const nearPace = (model: LineModel, question: LineQuestion): readonly PricedLine[] => {
    if (question.window !== undefined || model.days < PACED_DAYS) return [];
    for (const pace of PACES) {
      const found = dense.price(model, { ...question, pace });
      if (found === undefined || found.lines.length > 0) return found?.lines ?? [];
    }
    return [];
  };
  return {
    best(model, shapeCost, offCost, count, exact, limits = {}) {
      const { below = Number.POSITIVE_INFINITY, window } = limits;
      const question = { shapeCost, offCost, count, exact, below, window };
      const near = exact ? [] : nearPace(model, question);
      if (near.length > 0) return near;
      const found = dense.price(model, question);
      if (found?.isComplete === true) return found.lines;
      if (found !== undefined && window?.width !== undefined) return [];
      if (found !== undefined && window !== undefined) {
        // Tables of all counters are too large: labels would be too many for any memory where a line has hardly any room left.
        const beside = dense.price(model, { ...question, window: { ...window, width: WIDTH_BESIDE } });
        if (beside !== undefined && (beside.lines.length > 0 || below < Number.POSITIVE_INFINITY)) return beside.lines;
      }
      const other = exact && found !== undefined ? nearPace(model, question) : [];
      if (other.length > 0) return other;
      return labels.best(model, shapeCost, offCost, count, exact && found === undefined, limits);
    },
    price(model, shapeCost, offCost, count, limits = {}) {
      const { below = Number.POSITIVE_INFINITY, window, mostCells } = limits;
      const question = { shapeCost, offCost, count, exact: true, below, window, mostCells };
      const found = dense.price(model, question);
      if (found?.isComplete === true) return found;
      if (found !== undefined && window === undefined && model.days >= PACED_DAYS)
        return { lines: nearPace(model, question), least: found.least };
      const lines = labels.best(model, shapeCost, offCost, count, found === undefined, limits);
      return { lines, least: found?.least ?? lines[0]?.cost ?? below };
    },
  };
}
