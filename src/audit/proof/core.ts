import type { Tables } from './tables.ts';

/** Options of a day that every machine takes for one, as one: the symbols of each machine, and the cheapest units. */
export type Combination = { readonly symbols: readonly number[]; readonly units: number };

/** Several machines as one, over the combinations of each day. */
export type Core = {
  /** Number of states before each day, and after the last. */
  readonly sizes: readonly number[];
  readonly days: readonly CoreDay[];
  readonly end: Float64Array;
};

/** State after the day, -1 where no line goes on, and units of the machines, at state * combinations + combination. */
export type CoreDay = { readonly next: Int32Array; readonly units: Float64Array };

/** States of all days times combinations up to which machines are taken together. */
const MOST_STEPS = 6_000_000;

/** Takes machines that count nothing up together, those of fewest states first, as far as that stays small; those that stay out, by place, as well. */
export function coreOf(
  tables: readonly Tables[],
  days: readonly (readonly Combination[])[],
): { readonly core: Core; readonly outside: readonly number[] } {
  const most = ({ sizes }: Tables): number => Math.max(...sizes);
  const plain = [...tables.keys()].filter((index) => tables[index]?.weights === undefined);
  plain.sort((a, b) => most(tables[a] as Tables) - most(tables[b] as Tables) || a - b);
  let core: Core = {
    sizes: new Array<number>(days.length + 1).fill(1),
    days: days.map((list) => ({ next: new Int32Array(list.length), units: new Float64Array(list.length) })),
    end: new Float64Array(1),
  };
  const inside = new Set<number>();
  for (const index of plain) {
    const joined = product(core, tables[index] as Tables, index, days);
    if (joined === undefined) continue;
    core = joined;
    inside.add(index);
  }
  return { core, outside: [...tables.keys()].filter((index) => !inside.has(index)) };
}

/** Both at once, in the states that some line reaches; undefined where these are too many. */
function product(
  core: Core,
  table: Tables,
  index: number,
  days: readonly (readonly Combination[])[],
): Core | undefined {
  const sizes = [1];
  const made: CoreDay[] = [];
  let steps = 0;
  let pairs: readonly number[] = [0];
  for (const [day, list] of days.entries()) {
    const width = list.length;
    steps += pairs.length * width;
    if (steps > MOST_STEPS) return undefined;
    const { next: ofCore, units: coreUnits } = core.days[day] as CoreDay;
    const { next: ofTable, units: tableUnits, symbols } = table.days[day] as Tables['days'][number];
    const [before, after] = [table.sizes[day] as number, table.sizes[day + 1] as number];
    const next = new Int32Array(pairs.length * width).fill(-1);
    const units = new Float64Array(next.length);
    const found = new Map<number, number>();
    for (const [place, pair] of pairs.entries()) {
      const own = pair % before;
      const other = (pair - own) / before;
      for (let combination = 0; combination < width; combination++) {
        const from = other * width + combination;
        const at = own * symbols + ((list[combination] as Combination).symbols[index] as number);
        const [one, two] = [ofCore[from] as number, ofTable[at] as number];
        if (one < 0 || two < 0) continue;
        const key = one * after + two;
        const known = found.get(key) ?? found.size;
        found.set(key, known);
        next[place * width + combination] = known;
        units[place * width + combination] = (coreUnits[from] as number) + (tableUnits[at] as number);
      }
    }
    pairs = [...found.keys()];
    sizes.push(pairs.length);
    made.push({ next, units });
  }
  const last = table.sizes.at(-1) as number;
  const end = Float64Array.from(
    pairs,
    (pair) => (core.end[Math.floor(pair / last)] as number) + (table.end[pair % last] as number),
  );
  return { sizes, days: made, end };
}
