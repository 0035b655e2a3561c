import type { Combination, Core, CoreDay } from './core.ts';
import type { Tables } from './tables.ts';

/**
 * A line's costs, split between the core and the machines that count: the core is charged for what each of these counts, at a whole number of units apiece, and the
 * machine is paid as much. Whatever the charges are, the least of each by itself, over all of its own lines, add up to units that no line of all is below.
 */
export type Charges = {
  /** By day and combination: its units with all charges. */
  readonly days: readonly Float64Array[];
  /** By day and state of the core: the least from there on, charges included. */
  readonly core: readonly Float64Array[];
  /** By counter, day and symbol: what the machine is paid, as units below 0 where it is charged elsewhere. */
  readonly paid: readonly (readonly Float64Array[])[];
  /** By counter, day and state: its least from there on, less what it is paid. */
  readonly counters: readonly (readonly Float64Array[])[];
  /** No line is below it; infinite where there is none. */
  readonly least: number;
};

type Counters = readonly { readonly index: number; readonly tables: Tables }[];

/** Rounds of charges at most, and steps over all of them. */
const ROUNDS = 120;
const MOST_STEPS = 250_000_000;
/** Rounds without a higher least after which steps are halved, and the shortest. */
const STALE = 5;
const SHORTEST = 1e-3;
/** Charges times what is counted stay below it, so that sums are exact. */
const MOST_CHARGED = 2 ** 46;

/** Charges under which the least is high: subgradient rounds towards `limit`, above which it need not be (Polyak 1969). */
export function chargesTowards(
  days: readonly (readonly Combination[])[],
  core: Core,
  counters: Counters,
  limit: number,
  expired: () => boolean,
): Charges {
  const rates = new Float64Array(counters.length);
  const charge = charging(days, core, counters);
  let best = charge(rates);
  if (best.least === Number.POSITIVE_INFINITY || counters.every(({ tables }) => tables.weights === undefined))
    return best;
  const reaches = counters.map(({ tables: { weights } }) =>
    (weights ?? []).reduce((sum, own) => sum + own.reduce((most, one) => Math.max(most, Math.abs(one)), 0), 0),
  );
  const target = Number.isFinite(limit) ? limit + 1 : best.least + Math.abs(best.least) * 0.01 + 1;
  const steps = core.days.reduce((sum, { next }) => sum + next.length, 1);
  const rounds = Math.min(ROUNDS, Math.max(10, Math.ceil(MOST_STEPS / steps)));
  let now = best;
  let bestRates = rates.slice();
  let [share, stale] = [1, 0];
  for (let round = 0; round < rounds && best.least <= limit && share > SHORTEST && !expired(); round++) {
    const slopes = slopesOf(days, core, counters, now);
    const norm = slopes.reduce((sum, slope) => sum + slope ** 2, 0);
    if (norm === 0) break;
    const step = (share * (target - now.least)) / norm;
    for (const [at, slope] of slopes.entries()) {
      const most = Math.floor(MOST_CHARGED / Math.max(1, reaches[at] as number));
      rates[at] = Math.max(-most, Math.min(most, Math.round((rates[at] as number) + step * slope)));
    }
    now = charge(rates);
    if (now.least > best.least) {
      best = now;
      bestRates = rates.slice();
      stale = 0;
    } else if (++stale >= STALE) {
      [share, stale] = [share / 2, 0];
      rates.set(bestRates);
      now = best;
    }
  }
  return best;
}

function charging(
  days: readonly (readonly Combination[])[],
  core: Core,
  counters: Counters,
): (rates: Float64Array) => Charges {
  return (rates) => {
    const paid = counters.map(({ tables: { weights, days: own } }, at) =>
      own.map(({ symbols }, day) => {
        const units = new Float64Array(symbols);
        weights?.[day]?.forEach((weight, symbol) => {
          units[symbol] = -(rates[at] as number) * weight;
        });
        return units;
      }),
    );
    const charged = days.map((list, day) =>
      Float64Array.from(list, ({ symbols, units }) =>
        counters.reduce((sum, { index }, at) => sum - (paid[at]?.[day]?.[symbols[index] as number] as number), units),
      ),
    );
    const ofCore = leastAhead(core.end, core.days, core.sizes, charged);
    const ofCounters = counters.map(({ tables }, at) =>
      leastAhead(tables.end, tables.days, tables.sizes, paid[at] as readonly Float64Array[]),
    );
    const first = (ahead: readonly Float64Array[]): number => ahead[0]?.[0] ?? Number.POSITIVE_INFINITY;
    const least = ofCounters.reduce((sum, ahead) => sum + first(ahead), first(ofCore));
    return { days: charged, core: ofCore, paid, counters: ofCounters, least };
  };
}

/** By day and state: the least units of a way from there to the end, with what each symbol costs on its day. */
function leastAhead(
  end: Float64Array,
  days: readonly CoreDay[],
  sizes: readonly number[],
  costs: readonly Float64Array[],
): readonly Float64Array[] {
  const ahead: Float64Array[] = [end];
  let after = end;
  for (let day = days.length - 1; day >= 0; day--) {
    const { next, units } = days[day] as CoreDay;
    const cost = costs[day] as Float64Array;
    const now = new Float64Array(sizes[day] as number);
    for (let state = 0, at = 0; state < now.length; state++) {
      let least = Number.POSITIVE_INFINITY;
      for (let symbol = 0; symbol < cost.length; symbol++, at++) {
        const to = next[at] as number;
        if (to < 0) continue;
        const total = (cost[symbol] as number) + (units[at] as number) + (after[to] as number);
        if (total < least) least = total;
      }
      now[state] = least;
    }
    ahead.push(now);
    after = now;
  }
  return ahead.reverse();
}

/** By counter: what the core's cheapest line counts beyond that of the counter itself. */
function slopesOf(
  days: readonly (readonly Combination[])[],
  core: Core,
  counters: Counters,
  { days: charged, core: ofCore, paid, counters: ofCounters }: Charges,
): Float64Array {
  const line = cheapestWay(core.days, ofCore, charged);
  return Float64Array.from(counters, ({ index, tables }, at) => {
    const { weights } = tables;
    if (weights === undefined) return 0;
    const own = cheapestWay(
      tables.days,
      ofCounters[at] as readonly Float64Array[],
      paid[at] as readonly Float64Array[],
    );
    return weights.reduce((sum, list, day) => {
      const worked = days[day]?.[line[day] as number]?.symbols[index] as number;
      return sum + (list[worked] as number) - (list[own[day] as number] as number);
    }, 0);
  });
}

function cheapestWay(
  days: readonly CoreDay[],
  ahead: readonly Float64Array[],
  costs: readonly Float64Array[],
): readonly number[] {
  let state = 0;
  return days.map(({ next, units }, day) => {
    const cost = costs[day] as Float64Array;
    const after = ahead[day + 1] as Float64Array;
    let [best, least] = [-1, Number.POSITIVE_INFINITY];
    for (let symbol = 0; symbol < cost.length; symbol++) {
      const at = state * cost.length + symbol;
      const to = next[at] as number;
      const total = to < 0 ? least : (cost[symbol] as number) + (units[at] as number) + (after[to] as number);
      if (total < least) [best, least] = [symbol, total];
    }
    if (best < 0) throw new Error('a machine has no way on from a state that one leads through');
    state = next[state * cost.length + best] as number;
    return best;
  });
}
