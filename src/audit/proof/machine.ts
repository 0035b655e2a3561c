import type { Shift } from '../../domain/shift.ts';
import type { Priced, Primitive } from '../../rules/rule.ts';
import { unitsBelow } from './exact.ts';

/** A state with the units that the way to it cost. */
export type Move = { readonly state: number; readonly units: number };

/**
 * One limit or price of a line as a machine that reads it day by day. `next` is undefined where no legal line goes on, and `end` where none may end. Options are the shifts that may
 * be worked on a day, by their place in its list; -1 for none.
 */
export type Machine = {
  readonly start: number;
  /** By day and option: what a sum counts, a whole number; absent where nothing is counted up. */
  readonly weights?: readonly (readonly number[])[] | undefined;
  readonly next: (state: number, day: number, option: number) => Move | undefined;
  readonly end: (state: number) => number | undefined;
};

type Sum = Extract<Primitive, { kind: 'sum' }>;
type SumPrice = Extract<Priced, { kind: 'sum-price' }>;
type Order = Extract<Primitive, { kind: 'order' }>;
type PairPrice = Extract<Priced, { kind: 'pair-price' }>;
type Options = readonly (readonly Shift[])[];

const stay = (state: number): Move => ({ state, units: 0 });

/** Weights of the options of each day; undefined where some are no whole numbers. */
function wholeWeights(weights: readonly (readonly number[] | undefined)[]): Machine['weights'] {
  return weights.every((list) => list?.every(Number.isInteger) ?? true) ? weights.map((list) => list ?? []) : undefined;
}

/** A run of worked days. */
function runMachine({ maximum, before, after }: Extract<Primitive, { kind: 'run' }>): Machine {
  return {
    start: Math.min(before, maximum),
    next: (state, _day, option) => {
      if (option < 0) return stay(0);
      return state + 1 > maximum ? undefined : stay(state + 1);
    },
    end: (state) => (state > 0 && state + after > maximum && after > 0 ? undefined : 0),
  };
}

/** A sum over days: twice what it came to, plus 1 once a day was worked under which its most holds. */
function sumMachine(sum: Sum, options: Options): Machine {
  const { firstDay, endDay, used, minimum, maximum, onlyWith } = sum;
  const most = maximum === undefined ? Number.POSITIVE_INFINITY : maximum - used;
  const least = minimum === undefined ? Number.NEGATIVE_INFINITY : minimum - used;
  const last = Math.min(options.length, Math.max(endDay, onlyWith?.endDay ?? 0)) - 1;
  const weights = options.map((list, day) =>
    day < firstDay || day >= endDay ? undefined : list.map((shift) => sum.weigh(day, shift)),
  );
  // A sum that nothing bounds from above need not be told apart beyond its least, nor one that is too much already.
  const cap = Number.isFinite(most) ? Math.floor(most) + 1 : Math.max(0, Math.ceil(least));
  const binds = (flag: number): boolean => onlyWith === undefined || flag === 1;
  const settle = (state: number, day: number): Move | undefined => {
    const value = state >> 1;
    if (value > most && binds(state & 1)) return undefined;
    if (day < last) return stay(state);
    return value < least ? undefined : stay(0);
  };
  return {
    start: 0,
    weights: wholeWeights(weights),
    next: (state, day, option) => {
      const first = Math.min(firstDay, onlyWith?.firstDay ?? firstDay);
      if (day < first || day > last) return stay(state);
      const weight = option < 0 ? 0 : (weights[day]?.[option] ?? 0);
      const own = option >= 0 && onlyWith !== undefined && day >= onlyWith.firstDay && day < onlyWith.endDay;
      const value = Math.min(Math.max(cap, 0), (state >> 1) + weight);
      return settle(2 * value + (own ? 1 : state & 1), day);
    },
    // A window that no day of the horizon is in.
    end: () => (last < 0 && (least > 0 || (most < 0 && onlyWith === undefined)) ? undefined : 0),
  };
}

/** A price of a sum over days. */
function sumPriceMachine(sum: SumPrice, options: Options): Machine {
  const { endDay, linearFrom, price } = sum;
  const firstDay = Math.max(0, sum.firstDay);
  const last = Math.min(options.length, endDay) - 1;
  if (last < firstDay) return { start: 0, next: stay, end: () => unitsBelow(price(0)) };
  const weights = options.map((list, day) =>
    day < firstDay || day > last ? [] : list.map((shift) => sum.weigh(day, shift)),
  );
  const most = weights.reduce((total, list) => total + list.reduce((largest, one) => Math.max(largest, one), 0), 0);
  const cap = Math.min(Math.ceil(linearFrom), most);
  const slope = price(cap + 1) - price(cap);
  return {
    start: 0,
    weights: wholeWeights(weights),
    next: (state, day, option) => {
      if (day < firstDay || day > last) return stay(state);
      const sums = state + (option < 0 ? 0 : (weights[day]?.[option] ?? 0));
      const value = Math.min(cap, sums);
      const beyond = sums > value ? slope * (sums - value) : 0;
      if (day < last) return { state: value, units: unitsBelow(beyond) };
      return { state: 0, units: unitsBelow(price(value) + beyond) };
    },
    end: () => 0,
  };
}

function automatonMachine(one: Extract<Primitive, { kind: 'automaton' }>, options: Options): Machine {
  return {
    start: one.start,
    next: (state, day, option) => {
      const next = one.next(state, day, options[day]?.[option]);
      return next === undefined ? undefined : stay(next);
    },
    end: (state) => (one.accepts(state) ? 0 : undefined),
  };
}

function pathMachine(one: Extract<Priced, { kind: 'path-price' }>, options: Options): Machine {
  return {
    start: one.start,
    next: (state, day, option) => {
      const shift = options[day]?.[option];
      return { state: one.next(state, day, shift), units: unitsBelow(one.price(state, day, shift)) };
    },
    end: (state) => unitsBelow(one.endPrice(state)),
  };
}

/** Pairs of worked days: the day of the last one and which of its shifts, as far as any rule looks back. */
function pairMachine(orders: readonly Order[], pairs: readonly PairPrice[], options: Options): Machine {
  const all = [...orders, ...pairs];
  const reach = all.reduce((most, { withinDays }) => Math.max(most, withinDays), 0);
  const byStarts = all.some((one) => one.byStarts === true);
  const firsts = options.map((list) =>
    grouped(list, ({ start, end, template }) => `${end} ${template} ${byStarts ? start : ''}`),
  );
  const seconds = options.map((list) => grouped(list, ({ start, template }) => `${start} ${template}`));
  const width = options.reduce((most, list) => Math.max(most, list.length), 1);
  const known = new Map<string, number>();
  const unitsOf = (from: number, group: number, to: number, next: number): number => {
    const key = `${from} ${group} ${to} ${next}`;
    const old = known.get(key);
    if (old !== undefined) return old;
    const first = firsts[from]?.samples[group];
    const second = seconds[to]?.samples[next];
    if (first === undefined || second === undefined) throw new Error('a pair of days has no shifts');
    const within = <T extends Order | PairPrice>(list: readonly T[]): readonly T[] =>
      list.filter(({ withinDays }) => withinDays >= to - from);
    const units = within(orders).some((order) => !order.allows(first, second))
      ? Number.POSITIVE_INFINITY
      : unitsBelow(within(pairs).reduce((sum, pair) => sum + pair.price(first, second), 0));
    known.set(key, units);
    return units;
  };
  return {
    start: 0,
    next: (state, day, option) => {
      const from = Math.floor((state - 1) / width);
      const isNear = state > 0 && day - from <= reach;
      if (option < 0) return stay(isNear && day + 1 - from <= reach ? state : 0);
      const after = 1 + day * width + (firsts[day]?.groupOf[option] as number);
      if (!isNear) return stay(after);
      const units = unitsOf(from, (state - 1) % width, day, seconds[day]?.groupOf[option] as number);
      return units === Number.POSITIVE_INFINITY ? undefined : { state: after, units };
    },
    end: () => 0,
  };
}

function grouped(list: readonly Shift[], keyOf: (shift: Shift) => string) {
  const groups = new Map<string, number>();
  const samples: Shift[] = [];
  const groupOf = list.map((shift) => {
    const key = keyOf(shift);
    const known = groups.get(key);
    if (known !== undefined) return known;
    samples.push(shift);
    groups.set(key, samples.length - 1);
    return samples.length - 1;
  });
  return { groupOf, samples };
}

/** The machines of some limits and prices over the shifts that may be worked on each day; prices of single shifts and `allow` are not among them. */
export function machinesOf(
  primitives: readonly Primitive[],
  priced: readonly Priced[],
  options: Options,
): readonly Machine[] {
  const orders = primitives.filter((one) => one.kind === 'order');
  const pairs = priced.filter((one) => one.kind === 'pair-price');
  const machines: Machine[] = orders.length + pairs.length === 0 ? [] : [pairMachine(orders, pairs, options)];
  for (const one of primitives) {
    if (one.kind === 'run') machines.push(runMachine(one));
    if (one.kind === 'sum') machines.push(sumMachine(one, options));
    if (one.kind === 'automaton') machines.push(automatonMachine(one, options));
  }
  for (const one of priced) {
    if (one.kind === 'sum-price') machines.push(sumPriceMachine(one, options));
    if (one.kind === 'path-price') machines.push(pathMachine(one, options));
  }
  return machines;
}
