import { densePricer } from './dense-pricer.ts';
import { labelPricer } from './label-pricer.ts';
import type { LinePricer } from './priced-line.ts';

export type { LinePricer } from './priced-line.ts';

/** Prices lines over tables where the model and their size allow it, and by labels elsewhere; one per thread is enough, since it holds its work space. */
export function linePricer(): LinePricer {
  const [dense, labels] = [densePricer(), labelPricer()];
  return {
    best(model, shapeCost, offCost, count, exact, limits = {}) {
      const { below = Number.POSITIVE_INFINITY, window } = limits;
      const found = dense.best(model, { shapeCost, offCost, count, exact, below, window });
      return found ?? labels.best(model, shapeCost, offCost, count, exact, limits);
    },
  };
}
