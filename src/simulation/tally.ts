import type { CompiledModel } from './compiled-model.ts';

/** What is counted of a queue in an interval, each contact in the interval that it came in. */
export const CALLS = {
  offered: 0,
  answered: 1,
  /** Answered within the threshold. */
  inTime: 2,
  abandoned: 3,
  /** Hung up within the threshold. */
  abandonedSoon: 4,
  /** Seconds that the answered waited. */
  answeredWait: 5,
  calledBack: 6,
} as const;
export const CALL_FIELDS = 7;

/** What is counted of a group in an interval, as time passes. */
export const WORK = { staffed: 0, busy: 1, handled: 2 } as const;
export const WORK_FIELDS = 3;

/** Counts of one replication by queue, or group, and interval. */
export class Tally {
  readonly calls: Float64Array;
  readonly work: Float64Array;
  readonly #edges: Float64Array;
  readonly #intervalBefore: Int32Array;
  readonly #intervals: number;
  /** Index of the stretch that the present lies in. */
  #stretch = 0;

  constructor({ model, edges, intervalBefore, groupIds }: CompiledModel) {
    this.#intervals = model.intervals.length;
    this.#edges = edges;
    this.#intervalBefore = intervalBefore;
    this.calls = new Float64Array(model.queues.length * this.#intervals * CALL_FIELDS);
    this.work = new Float64Array(groupIds.length * this.#intervals * WORK_FIELDS);
  }

  clear(): void {
    this.calls.fill(0);
    this.work.fill(0);
    this.#stretch = 0;
  }

  /** Goes on to a time, which is never before the last one. */
  advance(now: number): void {
    while (this.#stretch < this.#edges.length && (this.#edges[this.#stretch] ?? 0) <= now) this.#stretch += 1;
  }

  /** Where a contact of the queue that comes now is counted; below 0: nowhere. */
  cellOf(queue: number): number {
    const interval = this.#intervalBefore[this.#stretch] ?? -1;
    return interval < 0 ? -1 : (queue * this.#intervals + interval) * CALL_FIELDS;
  }

  /** Adds time of a group from `from` to `to`, not behind the present, to the intervals that it lies in. */
  addWork(field: number, group: number, from: number, to: number): void {
    let stretch = this.#stretch;
    while (stretch > 0 && (this.#edges[stretch - 1] ?? 0) > from) stretch -= 1;
    let start = from;
    while (start < to) {
      const edge = stretch < this.#edges.length ? (this.#edges[stretch] ?? 0) : Infinity;
      const end = edge < to ? edge : to;
      const interval = this.#intervalBefore[stretch] ?? -1;
      const at = (group * this.#intervals + interval) * WORK_FIELDS + field;
      if (interval >= 0 && end > start) this.work[at] = (this.work[at] ?? 0) + end - start;
      start = end;
      stretch += 1;
    }
  }

  /** Counts a contact that a group has handled by now. */
  addHandled(group: number): void {
    const interval = this.#intervalBefore[this.#stretch] ?? -1;
    const at = (group * this.#intervals + interval) * WORK_FIELDS + WORK.handled;
    if (interval >= 0) this.work[at] = (this.work[at] ?? 0) + 1;
  }
}
