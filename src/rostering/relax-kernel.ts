import {
  ADD,
  ADD_VECTOR,
  AND,
  at,
  compileModule,
  constant,
  F64,
  get,
  grow,
  I32,
  instantiate,
  type KernelMemory,
  LEAST_VECTOR,
  loadVector,
  loadWord,
  moveOn,
  set,
  SHL,
  SPLAT,
  storeVector,
  SUB,
  V128,
  VOID,
  whileLess,
} from './wasm-code.ts';

/* The inner loop of the dense pricer as WebAssembly with vectors of two doubles. */

/** A module's memory and its functions. */
export type RelaxKernel = {
  readonly memory: KernelMemory;
  /**
   * to[r][i] = min(to[r][i], from[r][i] + cost) for all i < length and r < rows; addresses and strides between rows in bytes.
   */
  readonly relax: (
    from: number,
    to: number,
    length: number,
    rows: number,
    fromStride: number,
    toStride: number,
    cost: number,
  ) => void;
  /**
   * `relax` for each entry of a list of 32-bit words in memory, from address `list` up to `end`: from, to, length, rows, strides between rows, in bytes but for the two counts. The
   * entry's addresses are added to `from` and `to`.
   */
  readonly relaxAll: (list: number, end: number, from: number, to: number, cost: number) => void;
};

/** Words of an entry of a list. */
export const ENTRY_WORDS = 6;

/** The locals of `relax`, its parameters first. */
const [FROM, TO, LENGTH, ROWS, FROM_STRIDE, TO_STRIDE, COST, F, T, LAST, COSTS] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

/** f and t move on by so many bytes. */
const advance = (bytes: number): number[] => [F, T].flatMap((local) => moveOn(local, bytes));

/** to = min(to, from + cost) for the two doubles at an offset. */
const pair = (offset: number): number[] => [
  ...get(T),
  ...get(T),
  ...loadVector(offset),
  ...get(F),
  ...loadVector(offset),
  ...get(COSTS),
  ...ADD_VECTOR,
  ...LEAST_VECTOR,
  ...storeVector(offset),
];

/** last = from + (length & mask) * 8. */
const lastFor = (mask: number): number[] => [
  ...get(FROM),
  ...get(LENGTH),
  ...constant(mask),
  AND,
  ...constant(3),
  SHL,
  ADD,
  ...set(LAST),
];

const single: readonly number[] = [
  ...get(T),
  ...get(T),
  0x2b,
  ...at(0, 0),
  ...get(F),
  0x2b,
  ...at(0, 0),
  ...get(COST),
  0xa0,
  0xa4,
  0x39,
  ...at(0, 0),
];

const relax: readonly number[] = [
  ...get(COST),
  ...SPLAT,
  ...set(COSTS),
  0x03,
  VOID,
  ...get(FROM),
  ...set(F),
  ...get(TO),
  ...set(T),
  ...lastFor(-4),
  ...whileLess(F, LAST, [...pair(0), ...pair(16), ...advance(32)]),
  ...lastFor(-2),
  ...whileLess(F, LAST, [...pair(0), ...advance(16)]),
  ...lastFor(-1),
  ...whileLess(F, LAST, [...single, ...advance(8)]),
  ...grow(FROM, FROM_STRIDE),
  ...grow(TO, TO_STRIDE),
  ...get(ROWS),
  ...constant(1),
  SUB,
  0x22,
  ROWS,
  0x0d,
  0,
  0x0b,
];

/** The parameters of `relaxAll`. */
const [ENTRY, ENTRIES_END, BASE, BASE_TO, BASE_COST] = [0, 1, 2, 3, 4];

/** The word of an entry of that number. */
const word = (index: number): number[] => [...get(ENTRY), ...loadWord(4 * index)];

/** Calls the first function for each entry. */
const relaxList: readonly number[] = whileLess(ENTRY, ENTRIES_END, [
  ...get(BASE),
  ...word(0),
  ADD,
  ...get(BASE_TO),
  ...word(1),
  ADD,
  ...word(2),
  ...word(3),
  ...word(4),
  ...word(5),
  ...get(BASE_COST),
  0x10,
  0,
  ...moveOn(ENTRY, 4 * ENTRY_WORDS),
]);

let compiled: object | undefined;

/** A kernel with a memory of its own, of one page to begin with. */
export function relaxKernel(): RelaxKernel {
  compiled ??= compileModule([
    {
      name: 'relax',
      parameters: [I32, I32, I32, I32, I32, I32, F64],
      // Three addresses and a vector.
      locals: [
        [3, I32],
        [1, V128],
      ],
      body: relax,
    },
    { name: 'relaxAll', parameters: [I32, I32, I32, I32, F64], locals: [], body: relaxList },
  ]);
  return instantiate(compiled) as RelaxKernel;
}
