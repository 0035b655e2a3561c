import { densePricer } from './dense-pricer.ts';
import { labelPricer } from './label-pricer.ts';
import type { LinePricer } from './priced-line.ts';

export type { LinePricer } from './priced-line.ts';

/** Prices lines over tables where the model and their size allow it, and by labels elsewhere; holds its work space, so one per thread is enough. */
export function linePricer(): LinePricer {
  const [dense, labels] = [densePricer(), labelPricer()];
  return {
    best(model, shapeCost, offCost, count, exact, limits = {}) {
      const { below = Number.POSITIVE_INFINITY, window, pace } = limits;
      const found = dense.price(model, { shapeCost, offCost, count, exact, below, window, pace });
      if (found?.isComplete === true) return found.lines;
      if (found !== undefined && pace !== undefined) return [];
      return labels.best(model, shapeCost, offCost, count, exact && found === undefined, limits);
    },
    price(model, shapeCost, offCost, count, limits = {}) {
      const { below = Number.POSITIVE_INFINITY, window } = limits;
      const found = dense.price(model, { shapeCost, offCost, count, exact: true, below, window });
      if (found?.isComplete === true) return found;
      const lines = labels.best(model, shapeCost, offCost, count, found === undefined, limits);
      return { lines, least: found?.least ?? lines[0]?.cost ?? below };
    },
  };
}
