/*
 * WebAssembly written instruction by instruction, so that no tool is needed to build it. Semantics by instruction: https://webassembly.github.io/spec/core/.
 */

/** Memory of a module; its views are lost when it grows. */
export type KernelMemory = { readonly buffer: ArrayBuffer; grow(pages: number): number };

type WasmApi = {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: Record<string, unknown> };
};

/** Part of every engine of JavaScript; the types of this project's libraries leave it out. */
declare const WebAssembly: WasmApi;

export const PAGE_BYTES = 65_536;

export const I32 = 0x7f;
export const F64 = 0x7c;
export const V128 = 0x7b;
export const VOID = 0x40;

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

export const get = (local: number): number[] => [0x20, local];
export const set = (local: number): number[] => [0x21, local];
export const constant = (value: number): number[] => [0x41, ...signedLeb(value)];
export const ADD = 0x6a;
export const SUB = 0x6b;
export const AND = 0x71;
export const SHL = 0x74;
const LESS = 0x48;
const END = 0x0b;
const vector = (opcode: number): number[] => [0xfd, ...leb(opcode)];
/** Address operands: alignment (as a power of two) and offset. */
export const at = (alignment: number, offset: number): number[] => [alignment, ...leb(offset)];
export const loadWord = (offset: number): number[] => [0x28, ...at(2, offset)];
export const loadVector = (offset: number): number[] => [...vector(0x00), ...at(0, offset)];
export const storeVector = (offset: number): number[] => [...vector(0x0b), ...at(0, offset)];
export const SPLAT = vector(0x14);
export const ADD_VECTOR = vector(0xf0);
export const SUB_VECTOR = vector(0xf1);
export const LEAST_VECTOR = vector(0xf6);
/** One double into the lower half of a vector, the other half 0; and one into the upper half of the vector beneath. */
export const LOAD_LOWER = [...vector(0x5d), ...at(0, 0)];
export const LOAD_UPPER = [...vector(0x57), ...at(0, 0), 1];

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

/** local += other. */
export const grow = (local: number, other: number): number[] => [...get(local), ...get(other), ADD, ...set(local)];

/** local += bytes. */
export const moveOn = (local: number, bytes: number): number[] => [
  ...get(local),
  ...constant(bytes),
  ADD,
  ...set(local),
];

/** while (local < end) { body }. */
export const whileLess = (local: number, end: number, body: readonly number[]): number[] => [
  0x02,
  VOID,
  0x03,
  VOID,
  ...get(local),
  ...get(end),
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

/** A function of a module: types of its parameters, its other locals by type, and its instructions. */
export type WasmFunction = {
  readonly name: string;
  readonly parameters: readonly number[];
  readonly locals: readonly (readonly [count: number, type: number])[];
  readonly body: readonly number[];
};

/** The name of the binary format, and its version. */
const HEADER = [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0];

/** A module of functions without results and a memory of a page to begin with, all exported. */
export function compileModule(functions: readonly WasmFunction[]): object {
  const types = functions.flatMap(({ parameters }) => [0x60, ...leb(parameters.length), ...parameters, 0]);
  const codes = functions.flatMap(({ locals, body }) => {
    const code = [locals.length, ...locals.flat(), ...body, END];
    return [...leb(code.length), ...code];
  });
  const names = functions.flatMap(({ name }, index) => [...text(name), 0, index]);
  const count = functions.length;
  const bytes = Uint8Array.from([
    ...HEADER,
    ...section(1, [count, ...types]),
    ...section(3, [count, ...functions.map((_, index) => index)]),
    ...section(5, [1, 0, 1]),
    ...section(7, [count + 1, ...text('memory'), 2, 0, ...names]),
    ...section(10, [count, ...codes]),
  ]);
  return new WebAssembly.Module(bytes);
}

/** What a module exports, with a memory of its own. */
export function instantiate(module: object): Record<string, unknown> {
  return new WebAssembly.Instance(module, {}).exports;
}
