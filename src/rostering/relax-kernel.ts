/*
 * The inner loop of the dense pricer as WebAssembly with vectors of two doubles, written instruction by instruction: 400 bytes that need no tool to build.
 * Semantics by instruction: https://webassembly.github.io/spec/core/.
 */

type KernelMemory = { readonly buffer: ArrayBuffer; grow(pages: number): number };

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

type WasmApi = {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: Record<string, unknown> };
};

/** Part of every engine of JavaScript; the types of this project's libraries leave it out. */
declare const WebAssembly: WasmApi;

export const PAGE_BYTES = 65_536;

const I32 = 0x7f;
const F64 = 0x7c;
const V128 = 0x7b;
const VOID = 0x40;

/** Whole number in the variable-length form of the binary format. */
function leb(value: number): number[] {
  const bytes: number[] = [];
  for (let rest = value; ; rest >>>= 7) {
    if (rest < 0x80) return [...bytes, rest];
    bytes.push((rest & 0x7f) | 0x80);
  }
}

const section = (id: number, content: readonly number[]): number[] => [id, ...leb(content.length), ...content];
const text = (word: string): number[] => [word.length, ...Array.from(word, (letter) => letter.charCodeAt(0))];

const get = (local: number): number[] => [0x20, local];
const set = (local: number): number[] => [0x21, local];
const constant = (value: number): number[] => [0x41, ...signedLeb(value)];
const ADD = 0x6a;
const SUB = 0x6b;
const AND = 0x71;
const SHL = 0x74;
const LESS = 0x48;
const END = 0x0b;
const vector = (opcode: number): number[] => [0xfd, ...leb(opcode)];
/** Address operands: alignment (as a power of two) and offset. */
const at = (alignment: number, offset: number): number[] => [alignment, ...leb(offset)];
const loadVector = (offset: number): number[] => [...vector(0x00), ...at(0, offset)];
const storeVector = (offset: number): number[] => [...vector(0x0b), ...at(0, offset)];
const SPLAT = vector(0x14);
const ADD_VECTOR = vector(0xf0);
const LEAST_VECTOR = vector(0xf6);

function signedLeb(value: number): number[] {
  const bytes: number[] = [];
  for (let rest = value | 0; ; ) {
    const low = rest & 0x7f;
    rest >>= 7;
    const isLast = (rest === 0 && (low & 0x40) === 0) || (rest === -1 && (low & 0x40) !== 0);
    if (isLast) return [...bytes, low];
    bytes.push(low | 0x80);
  }
}

/** The locals of `relax`, its parameters first. */
const [FROM, TO, LENGTH, ROWS, FROM_STRIDE, TO_STRIDE, COST, F, T, LAST, COSTS] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

/** f and t move on by so many bytes. */
const advance = (bytes: number): number[] =>
  [F, T].flatMap((local) => [...get(local), ...constant(bytes), ADD, ...set(local)]);

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

/** while (f < last) { body }. */
const whileBefore = (body: readonly number[]): number[] => [
  0x02,
  VOID,
  0x03,
  VOID,
  ...get(F),
  ...get(LAST),
  LESS,
  0x45,
  0x0d,
  1,
  ...body,
  0x0c,
  0,
  END,
  END,
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

/** The name of the binary format, and its version. */
const HEADER = [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0];

/** local += other. */
const grow = (local: number, other: number): number[] => [...get(local), ...get(other), ADD, ...set(local)];

/** The parameters of `relaxAll`. */
const [ENTRY, ENTRIES_END, BASE, BASE_TO, BASE_COST] = [0, 1, 2, 3, 4];

/** The word of an entry of that number. */
const word = (index: number): number[] => [...get(ENTRY), 0x28, ...at(2, 4 * index)];

/** Calls the first function for each entry. */
const relaxList: readonly number[] = [
  0x02,
  VOID,
  0x03,
  VOID,
  ...get(ENTRY),
  ...get(ENTRIES_END),
  LESS,
  0x45,
  0x0d,
  1,
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
  ...get(ENTRY),
  ...constant(4 * ENTRY_WORDS),
  ADD,
  ...set(ENTRY),
  0x0c,
  0,
  END,
  END,
];

function moduleBytes(): Uint8Array {
  const body = [
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
    ...whileBefore([...pair(0), ...pair(16), ...advance(32)]),
    ...lastFor(-2),
    ...whileBefore([...pair(0), ...advance(16)]),
    ...lastFor(-1),
    ...whileBefore([...single, ...advance(8)]),
    ...grow(FROM, FROM_STRIDE),
    ...grow(TO, TO_STRIDE),
    ...get(ROWS),
    ...constant(1),
    SUB,
    0x22,
    ROWS,
    0x0d,
    0,
    END,
    END,
  ];
  // Two groups of locals: three addresses and a vector.
  const code = [2, 3, I32, 1, V128, ...body];
  const listCode = [0, ...relaxList, END];
  return Uint8Array.from([
    ...HEADER,
    ...section(1, [2, 0x60, 7, I32, I32, I32, I32, I32, I32, F64, 0, 0x60, 5, I32, I32, I32, I32, F64, 0]),
    ...section(3, [2, 0, 1]),
    ...section(5, [1, 0, 1]),
    ...section(7, [3, ...text('memory'), 2, 0, ...text('relax'), 0, 0, ...text('relaxAll'), 0, 1]),
    ...section(10, [2, ...leb(code.length), ...code, ...leb(listCode.length), ...listCode]),
  ]);
}

let compiled: object | undefined;

/** A kernel with a memory of its own, of one page to begin with. */
export function relaxKernel(): RelaxKernel {
  compiled ??= new WebAssembly.Module(moduleBytes());
  return new WebAssembly.Instance(compiled, {}).exports as RelaxKernel;
}
