/** An interval of a period: what a position costs, how many there may be, and what they do on each path. */
export type StaffedPaths = {
  /** Of one position; positive. */
  readonly cost: number;
  readonly least: number;
  readonly most: number;
  /** For each floor the cell of the period that the interval is in. */
  readonly cells: readonly number[];
  /** Writes the contacts in time less a share of those counted, path by path. */
  readonly write: (positions: number, share: number, margins: Float64Array) => void;
};

/** A period whose promise is to be kept on `needed` paths: the level on the whole period, each floor in all of its cells. */
export type PromiseTask = {
  readonly paths: number;
  readonly needed: number;
  readonly share: number;
  /** Shares of the floors, with the number of their cells. */
  readonly floors: readonly { readonly share: number; readonly cells: number }[];
  readonly intervals: readonly StaffedPaths[];
};

/** Contacts by which a margin may be below 0 by rounding. */
const ROUNDING = 1e-7;

/** Positions of all intervals with what they mean to each path, kept up to date from change to change. */
export class PromiseState {
  readonly task: PromiseTask;
  readonly positions: Int32Array;
  /** Contacts in time above the level, by path, over the period. */
  readonly level: Float64Array;
  /** [floor][cell]: the same of the floors. */
  readonly cells: readonly (readonly Float64Array[])[];
  /** How many of all those are below 0, by path. */
  readonly missed: Int32Array;
  cost = 0;
  kept = 0;
  readonly #rows: readonly (readonly Float64Array[])[];
  readonly #next: Float64Array[];

  constructor(task: PromiseTask, positions: ArrayLike<number>) {
    const { paths, intervals, floors } = task;
    this.task = task;
    this.positions = Int32Array.from(positions);
    this.level = new Float64Array(paths);
    this.cells = floors.map(({ cells }) => Array.from({ length: cells }, () => new Float64Array(paths)));
    this.missed = new Int32Array(paths);
    this.#rows = intervals.map(() => [0, ...floors].map(() => new Float64Array(paths)));
    this.#next = [0, ...floors].map(() => new Float64Array(paths));
    intervals.forEach((interval, index) => {
      const rows = this.#rows[index] as readonly Float64Array[];
      this.cost += interval.cost * (this.positions[index] as number);
      rows.forEach((row, part) => {
        interval.write(this.positions[index] as number, this.#share(part), row);
        const sum = this.#sum(index, part);
        for (let path = 0; path < paths; path++) sum[path] = (sum[path] as number) + (row[path] as number);
      });
    });
    for (const sum of [this.level, ...this.cells.flat()]) {
      for (let path = 0; path < paths; path++) {
        if ((sum[path] as number) < -ROUNDING) this.missed[path] = (this.missed[path] as number) + 1;
      }
    }
    this.kept = this.missed.reduce((kept, missed) => (missed === 0 ? kept + 1 : kept), 0);
  }

  get isMet(): boolean {
    return this.kept >= this.task.needed;
  }

  #share(part: number): number {
    return part === 0 ? this.task.share : (this.task.floors[part - 1]?.share ?? 0);
  }

  /** The sum that an interval adds to: of the level (part 0), or of the cell of a floor. */
  #sum(index: number, part: number): Float64Array {
    if (part === 0) return this.level;
    return this.cells[part - 1]?.[this.task.intervals[index]?.cells[part - 1] ?? 0] as Float64Array;
  }

  /** Paths that would keep the promise with other positions in one interval. */
  keptWith(index: number, positions: number): number {
    this.#writeNext(index, positions);
    const rows = this.#rows[index] as readonly Float64Array[];
    const sums = rows.map((_, part) => this.#sum(index, part));
    let kept = 0;
    for (let path = 0; path < this.task.paths; path++) {
      let missed = this.missed[path] as number;
      for (let part = 0; part < rows.length; part++) {
        const before = (sums[part] as Float64Array)[path] as number;
        const step =
          ((this.#next[part] as Float64Array)[path] as number) - ((rows[part] as Float64Array)[path] as number);
        missed += Number(before + step < -ROUNDING) - Number(before < -ROUNDING);
      }
      if (missed === 0) kept += 1;
    }
    return kept;
  }

  /** Contacts in time that more positions in one interval add where they are missing, over the paths given. */
  gainOn(index: number, positions: number, paths: ArrayLike<number>): number {
    let gain = 0;
    this.#rows[index]?.forEach((row, part) => {
      const sum = this.#sum(index, part);
      if (!isLacking(sum, paths)) return;
      const next = this.#next[part] as Float64Array;
      this.task.intervals[index]?.write(positions, this.#share(part), next);
      for (let at = 0; at < paths.length; at++) {
        const path = paths[at] as number;
        const before = sum[path] as number;
        if (before < 0) gain += Math.min(0, before + (next[path] as number) - (row[path] as number)) - before;
      }
    });
    return gain;
  }

  /** Contacts in time that other positions in one interval add to the level, weighed by path. */
  weighedGain(index: number, positions: number, weights: Float64Array): number {
    const next = this.#next[0] as Float64Array;
    this.task.intervals[index]?.write(positions, this.task.share, next);
    const row = this.#rows[index]?.[0] as Float64Array;
    let gain = 0;
    for (let path = 0; path < weights.length; path++) {
      gain += (weights[path] as number) * ((next[path] as number) - (row[path] as number));
    }
    return gain;
  }

  #writeNext(index: number, positions: number): void {
    const interval = this.task.intervals[index];
    this.#next.forEach((row, part) => interval?.write(positions, this.#share(part), row));
  }

  /** Changes the positions of one interval. */
  set(index: number, positions: number): void {
    this.#writeNext(index, positions);
    const rows = this.#rows[index] as readonly Float64Array[];
    rows.forEach((row, part) => {
      const next = this.#next[part] as Float64Array;
      const sum = this.#sum(index, part);
      for (let path = 0; path < this.task.paths; path++) {
        const before = sum[path] as number;
        const after = before + (next[path] as number) - (row[path] as number);
        sum[path] = after;
        const change = Number(after < -ROUNDING) - Number(before < -ROUNDING);
        if (change === 0) continue;
        const missed = this.missed[path] as number;
        this.missed[path] = missed + change;
        if (missed === 0) this.kept -= 1;
        else if (missed + change === 0) this.kept += 1;
      }
      row.set(next);
    });
    this.cost += (this.task.intervals[index]?.cost ?? 0) * (positions - (this.positions[index] as number));
    this.positions[index] = positions;
  }

  /** Contacts that are missing on a path to all that is promised on it. */
  lackOf(path: number): number {
    let lack = Math.min(0, this.level[path] as number);
    for (const cells of this.cells) {
      for (const cell of cells) lack += Math.min(0, cell[path] as number);
    }
    return -lack;
  }

  /** The `needed` paths that lack least. */
  easiest(): Int32Array {
    const lacks = Float64Array.from({ length: this.task.paths }, (_, path) => this.lackOf(path));
    const order = Int32Array.from(lacks.keys()).sort((a, b) => (lacks[a] as number) - (lacks[b] as number) || a - b);
    return order.subarray(0, this.task.needed);
  }
}

function isLacking(sum: Float64Array, paths: ArrayLike<number>): boolean {
  for (let at = 0; at < paths.length; at++) if ((sum[paths[at] as number] as number) < 0) return true;
  return false;
}
