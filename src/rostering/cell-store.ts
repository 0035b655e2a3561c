import { type RelaxKernel, relaxKernel } from './relax-kernel.ts';
import { PAGE_BYTES } from './wasm-code.ts';

export const CELL_BYTES = 8;

/** Cells in the memory of a kernel, given out in tables and taken back all at once. `cells` is another view after each growth. */
export type CellStore = {
  cells: Float64Array;
  readonly kernel: RelaxKernel;
  /** First cell of a table of so many, all infinite; -1 where there is no room. */
  readonly table: (size: number) => number;
  readonly clear: () => void;
};

/** A store of at most so many cells. */
export function cellStore(mostCells: number): CellStore {
  const kernel = relaxKernel();
  let used = 0;
  const store: CellStore = {
    cells: new Float64Array(kernel.memory.buffer),
    kernel,
    table(size) {
      const place = used;
      // Tables begin at even cells: vectors of two then seldom straddle lines of the cache.
      const end = place + size + (size & 1);
      if (end > mostCells) return -1;
      if (end > store.cells.length) {
        const wanted = Math.min(mostCells, Math.max(end, 2 * store.cells.length)) * CELL_BYTES;
        kernel.memory.grow(Math.ceil(wanted / PAGE_BYTES) - kernel.memory.buffer.byteLength / PAGE_BYTES);
        store.cells = new Float64Array(kernel.memory.buffer);
      }
      used = end;
      store.cells.fill(Number.POSITIVE_INFINITY, place, place + size);
      return place;
    },
    clear() {
      used = 0;
    },
  };
  return store;
}
