import { type BreakForest, WAY_NUMBERS } from './break-forest.ts';
import {
  ADD,
  ADD_VECTOR,
  compileModule,
  get,
  I32,
  instantiate,
  type KernelMemory,
  LEAST_VECTOR,
  LOAD_LOWER,
  LOAD_UPPER,
  loadVector,
  loadWord,
  moveOn,
  PAGE_BYTES,
  storeVector,
  SUB_VECTOR,
  whileLess,
} from './wasm-code.ts';

/** Shifts that begin at so many places are valued side by side. */
export const LANES = 4;

/** A forest as the kernel reads it: addresses of its options and of the ways to its vertices. */
export type ForestCode = { readonly options: number; readonly ways: number };

/** Costs of breaks in WebAssembly, over values of slots in its own memory. */
export type BreakKernel = {
  /** By key, sums of the values of the slots before each: fill them before `cost`. */
  readonly prefixes: readonly Float64Array[];
  readonly codeOf: (forest: BreakForest) => ForestCode;
  /**
   * Costs of the first `vertices` of a forest, which use the first `options`, for shifts that begin with `LANES` slots, into `costs`: those of vertex v from LANES x v on. The breaks
   * lie where the prefix of a key says what they cost.
   */
  readonly cost: (code: ForestCode, vertices: number, options: number, key: number, from: Int32Array) => void;
  readonly costs: Float64Array;
};

const DOUBLE = 8;
const WORD = 4;
const VECTOR = 16;
/** Bytes of the lanes of one vertex or option. */
const CELL = LANES * DOUBLE;

/** Parameters of `lose`: the list of options with their first and last slots in bytes, where the values of each lane begin, and where the costs go. */
const [OPTION, OPTIONS_END, ONE, TWO, THREE, FOUR, INTO] = [0, 1, 2, 3, 4, 5, 6];

/** Two doubles at the address in a word of the option, counted from two places. */
const twoAt = (one: number, other: number, word: number): number[] => {
  const address = (base: number): number[] => [...get(base), ...get(OPTION), ...loadWord(word), ADD];
  return [...address(other), ...address(one), ...LOAD_LOWER, ...LOAD_UPPER];
};

const lostOf = (one: number, other: number, offset: number): number[] => [
  ...get(INTO),
  ...twoAt(one, other, WORD),
  ...twoAt(one, other, 0),
  ...SUB_VECTOR,
  ...storeVector(offset),
];

const lose: readonly number[] = whileLess(OPTION, OPTIONS_END, [
  ...lostOf(ONE, TWO, 0),
  ...lostOf(THREE, FOUR, VECTOR),
  ...moveOn(OPTION, 2 * WORD),
  ...moveOn(INTO, CELL),
]);

/**
 * Parameters of `cost`: the list, which has for each vertex two ways, each as the places of a vertex and of an option; where costs of vertices and of options begin, and where that of the
 * first vertex of the list goes.
 */
const [WAY, WAYS_END, COSTS, LOST, TARGET] = [0, 1, 2, 3, 4];

/** Cost of two lanes by the way at a word of the list. */
const byWayOf = (word: number, offset: number): number[] => [
  ...get(COSTS),
  ...get(WAY),
  ...loadWord(word),
  ADD,
  ...loadVector(offset),
  ...get(LOST),
  ...get(WAY),
  ...loadWord(word + WORD),
  ADD,
  ...loadVector(offset),
  ...ADD_VECTOR,
];

const lesserOfTwo = (offset: number): number[] => [
  ...get(TARGET),
  ...byWayOf(0, offset),
  ...byWayOf(2 * WORD, offset),
  ...LEAST_VECTOR,
  ...storeVector(offset),
];

const cost: readonly number[] = whileLess(WAY, WAYS_END, [
  ...lesserOfTwo(0),
  ...lesserOfTwo(VECTOR),
  ...moveOn(WAY, WAY_NUMBERS * WORD),
  ...moveOn(TARGET, CELL),
]);

type Exports = {
  readonly memory: KernelMemory;
  readonly lose: (
    option: number,
    end: number,
    one: number,
    two: number,
    three: number,
    four: number,
    into: number,
  ) => void;
  readonly cost: (way: number, end: number, costs: number, lost: number, target: number) => void;
};

let compiled: object | undefined;

/** A kernel for some forests over so many slots and keys. */
export function breakKernel(forests: readonly BreakForest[], keys: number, slots: number): BreakKernel {
  compiled ??= compileModule([
    { name: 'lose', parameters: [I32, I32, I32, I32, I32, I32, I32], locals: [], body: lose },
    {
      name: 'cost',
      parameters: [I32, I32, I32, I32, I32],
      locals: [],
      body: cost,
    },
  ]);
  const kernel = instantiate(compiled) as Exports;
  const most = (numbers: readonly number[]): number => numbers.reduce((so, one) => Math.max(so, one), 0);
  let used = 0;
  const take = (bytes: number): number => {
    const place = used;
    used += Math.ceil(bytes / VECTOR) * VECTOR;
    return place;
  };
  const listed = forests.map((forest) => {
    const { starts, stops, ways } = forest;
    const optionWords = [...starts].flatMap((start, option) => [start * DOUBLE, (stops[option] as number) * DOUBLE]);
    const code = { options: take(optionWords.length * WORD), ways: take(ways.length * WORD) };
    return { forest, code, optionWords, wayWords: ways.map((number) => number * CELL) };
  });
  const lostAt = take(most(forests.map(({ starts }) => starts.length)) * CELL);
  const vertices = 1 + most(forests.map(({ ways }) => ways.length / WAY_NUMBERS));
  const costsAt = take(vertices * CELL);
  const prefixAt = Array.from({ length: keys }, () => take((slots + 1) * DOUBLE));
  const pages = Math.ceil(used / PAGE_BYTES) - kernel.memory.buffer.byteLength / PAGE_BYTES;
  if (pages > 0) kernel.memory.grow(pages);
  const { buffer } = kernel.memory;
  for (const { code, optionWords, wayWords } of listed) {
    new Int32Array(buffer, code.options, optionWords.length).set(optionWords);
    new Int32Array(buffer, code.ways, wayWords.length).set(wayWords);
  }
  const codes = new Map(listed.map(({ forest, code }) => [forest, code]));
  return {
    prefixes: prefixAt.map((place) => new Float64Array(buffer, place, slots + 1)),
    costs: new Float64Array(buffer, costsAt, vertices * LANES),
    codeOf: (forest) => codes.get(forest) as ForestCode,
    cost({ options, ways }, vertexCount, optionCount, key, from) {
      const base = prefixAt[key] as number;
      kernel.lose(
        options,
        options + optionCount * 2 * WORD,
        base + (from[0] as number) * DOUBLE,
        base + (from[1] as number) * DOUBLE,
        base + (from[2] as number) * DOUBLE,
        base + (from[3] as number) * DOUBLE,
        lostAt,
      );
      const end = ways + (vertexCount - 1) * WAY_NUMBERS * WORD;
      kernel.cost(ways, end, costsAt, lostAt, costsAt + CELL);
    },
  };
}
