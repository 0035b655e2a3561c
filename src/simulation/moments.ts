import type { Scope, ServicePromise } from '../domain/simulation.ts';
import type { CompiledModel } from './compiled-model.ts';
import { CALL_FIELDS, CALLS, type Tally, WORK, WORK_FIELDS } from './tally.ts';

/** Scopes by which results are told; promises have all. */
export const TOLD: readonly Scope[] = ['interval', 'day', 'horizon'];

/** Sums over replications for one queue in one cell: of counts, and of the products that the intervals of ratios need. */
export const SERVICE = {
  offered: 0,
  answered: 1,
  inTime: 2,
  /** The contacts that the base of the service level divides by. */
  counted: 3,
  abandoned: 4,
  answeredWait: 5,
  calledBack: 6,
  offeredOffered: 7,
  inTimeInTime: 8,
  inTimeOffered: 9,
  inTimeCounted: 10,
  countedCounted: 11,
  abandonedAbandoned: 12,
  abandonedOffered: 13,
  waitWait: 14,
  waitAnswered: 15,
  answeredAnswered: 16,
} as const;
const SERVICE_FIELDS = 17;

/** The same for one group in one cell. */
export const PRESENCE = {
  staffed: 0,
  busy: 1,
  handled: 2,
  staffedStaffed: 3,
  busyBusy: 4,
  busyStaffed: 5,
  handledHandled: 6,
} as const;
const PRESENCE_FIELDS = 7;

/** Rounding of a measure that meets its bound exactly. */
const ROUNDING = 1e-12;

/** Where in the flat sums a part begins. */
export type MomentLayout = {
  /** [queue, the last one all together][scope of TOLD] */
  readonly service: readonly (readonly number[])[];
  /** [group, the last one everybody][scope of TOLD] */
  readonly presence: readonly (readonly number[])[];
  /** For each promise: its place holds the replications that kept it in all cells, the places behind it those of each cell. */
  readonly promises: readonly number[];
  readonly size: number;
};

export function cellCount(cells: readonly number[]): number {
  return cells.reduce((most, cell) => Math.max(most, cell + 1), 0);
}

export function layoutOf({ model, groupIds }: CompiledModel): MomentLayout {
  let size = 0;
  const place = (cells: number, fields: number): number => {
    const at = size;
    size += cells * fields;
    return at;
  };
  const parts = (count: number, fields: number): readonly (readonly number[])[] =>
    Array.from({ length: count + 1 }, () => TOLD.map((scope) => place(cellCount(model.cells[scope]), fields)));
  const service = parts(model.queues.length, SERVICE_FIELDS);
  const presence = parts(groupIds.length, PRESENCE_FIELDS);
  const promises = model.promises.map(({ scope }) => place(1 + cellCount(model.cells[scope]), 1));
  return { service, presence, promises, size };
}

export function serviceAt(layout: MomentLayout, queue: number, scope: number, cell: number): number {
  return (layout.service[queue]?.[scope] ?? 0) + cell * SERVICE_FIELDS;
}

export function presenceAt(layout: MomentLayout, group: number, scope: number, cell: number): number {
  return (layout.presence[group]?.[scope] ?? 0) + cell * PRESENCE_FIELDS;
}

/** Counts of a queue in a cell that its measures are made of: the first fields of SERVICE. */
export const COUNTS = 7;

/** Adds replications up. */
export class Moments {
  readonly sums: Float64Array;
  readonly #compiled: CompiledModel;
  readonly #layout: MomentLayout;
  /** Counts by queue and interval of the replication at hand, those of all queues last. */
  readonly #counts: Float64Array;

  constructor(compiled: CompiledModel) {
    this.#compiled = compiled;
    this.#layout = layoutOf(compiled);
    this.sums = new Float64Array(this.#layout.size);
    const { queues, intervals } = compiled.model;
    this.#counts = new Float64Array((queues.length + 1) * intervals.length * COUNTS);
  }

  /** Adds one replication, and gives its counts over the horizon: those of each queue, then of all together. */
  add(tally: Tally): Float64Array {
    this.#readCounts(tally);
    const { model, groupIds } = this.#compiled;
    for (const [scope, name] of TOLD.entries()) {
      const cells = model.cells[name];
      for (let queue = 0; queue <= model.queues.length; queue++) this.#addService(queue, scope, cells);
      for (let group = 0; group <= groupIds.length; group++) this.#addPresence(tally, group, scope, cells);
    }
    for (const [index, promise] of model.promises.entries()) this.#addPromise(tally, promise, index);
    const run = new Float64Array((model.queues.length + 1) * COUNTS);
    for (let queue = 0; queue <= model.queues.length; queue++) {
      run.set(this.#countsBy(queue, model.cells.horizon), queue * COUNTS);
    }
    return run;
  }

  #readCounts({ calls }: Tally): void {
    const { queues, intervals } = this.#compiled.model;
    const all = queues.length * intervals.length * COUNTS;
    this.#counts.fill(0, all);
    for (const [queue, { level }] of queues.entries()) {
      for (let interval = 0; interval < intervals.length; interval++) {
        const from = (queue * intervals.length + interval) * CALL_FIELDS;
        const into = (queue * intervals.length + interval) * COUNTS;
        const count = (field: number): number => calls[from + field] ?? 0;
        const offered = count(CALLS.offered);
        const counted =
          level.base === 'offered'
            ? offered
            : level.base === 'answered'
              ? count(CALLS.answered)
              : offered - count(CALLS.abandonedSoon);
        const values = [
          offered,
          count(CALLS.answered),
          count(CALLS.inTime),
          counted,
          count(CALLS.abandoned),
          count(CALLS.answeredWait),
          count(CALLS.calledBack),
        ];
        for (let field = 0; field < COUNTS; field++) {
          const value = values[field] ?? 0;
          this.#counts[into + field] = value;
          const at = all + interval * COUNTS + field;
          this.#counts[at] = (this.#counts[at] ?? 0) + value;
        }
      }
    }
  }

  /** Counts of a queue by cell. */
  #countsBy(queue: number, cells: readonly number[]): Float64Array {
    const counts = new Float64Array(cellCount(cells) * COUNTS);
    const first = queue * this.#compiled.model.intervals.length * COUNTS;
    for (let index = 0; index < cells.length * COUNTS; index++) {
      const at = (cells[Math.floor(index / COUNTS)] ?? 0) * COUNTS + (index % COUNTS);
      counts[at] = (counts[at] ?? 0) + (this.#counts[first + index] ?? 0);
    }
    return counts;
  }

  #addService(queue: number, scope: number, cells: readonly number[]): void {
    const counts = this.#countsBy(queue, cells);
    for (let cell = 0; cell * COUNTS < counts.length; cell++) {
      const at = serviceAt(this.#layout, queue, scope, cell);
      const value = (field: number): number => counts[cell * COUNTS + field] ?? 0;
      const [offered, answered, inTime, counted] = [value(0), value(1), value(2), value(3)];
      const [abandoned, wait] = [value(4), value(5)];
      for (let field = 0; field < COUNTS; field++) this.#sum(at + field, value(field));
      this.#sum(at + SERVICE.offeredOffered, offered * offered);
      this.#sum(at + SERVICE.inTimeInTime, inTime * inTime);
      this.#sum(at + SERVICE.inTimeOffered, inTime * offered);
      this.#sum(at + SERVICE.inTimeCounted, inTime * counted);
      this.#sum(at + SERVICE.countedCounted, counted * counted);
      this.#sum(at + SERVICE.abandonedAbandoned, abandoned * abandoned);
      this.#sum(at + SERVICE.abandonedOffered, abandoned * offered);
      this.#sum(at + SERVICE.waitWait, wait * wait);
      this.#sum(at + SERVICE.waitAnswered, wait * answered);
      this.#sum(at + SERVICE.answeredAnswered, answered * answered);
    }
  }

  #sum(at: number, by: number): void {
    this.sums[at] = (this.sums[at] ?? 0) + by;
  }

  /** Staffed and busy seconds and contacts handled, of a group or of everybody, by cell. */
  #workBy({ work }: Tally, group: number, cells: readonly number[]): Float64Array {
    const { groupIds, model } = this.#compiled;
    const [from, to] = group === groupIds.length ? [0, group] : [group, group + 1];
    const counts = new Float64Array(cellCount(cells) * WORK_FIELDS);
    for (let one = from; one < to; one++) {
      for (let index = 0; index < model.intervals.length * WORK_FIELDS; index++) {
        const at = (cells[Math.floor(index / WORK_FIELDS)] ?? 0) * WORK_FIELDS + (index % WORK_FIELDS);
        counts[at] = (counts[at] ?? 0) + (work[one * model.intervals.length * WORK_FIELDS + index] ?? 0);
      }
    }
    return counts;
  }

  #addPresence(tally: Tally, group: number, scope: number, cells: readonly number[]): void {
    const counts = this.#workBy(tally, group, cells);
    for (let cell = 0; cell * WORK_FIELDS < counts.length; cell++) {
      const at = presenceAt(this.#layout, group, scope, cell);
      const value = (field: number): number => counts[cell * WORK_FIELDS + field] ?? 0;
      const [staffed, busy, handled] = [value(WORK.staffed), value(WORK.busy), value(WORK.handled)];
      this.#sum(at + PRESENCE.staffed, staffed);
      this.#sum(at + PRESENCE.busy, busy);
      this.#sum(at + PRESENCE.handled, handled);
      this.#sum(at + PRESENCE.staffedStaffed, staffed * staffed);
      this.#sum(at + PRESENCE.busyBusy, busy * busy);
      this.#sum(at + PRESENCE.busyStaffed, busy * staffed);
      this.#sum(at + PRESENCE.handledHandled, handled * handled);
    }
  }

  #addPromise(tally: Tally, { queue, measure, scope, bound }: ServicePromise, index: number): void {
    const { model, groupIds } = this.#compiled;
    const cells = model.cells[scope];
    const at = this.#layout.promises[index] ?? 0;
    const named = model.queues.findIndex(({ id }) => id === queue);
    const isWork = measure === 'occupancy';
    const counts = isWork
      ? this.#workBy(tally, groupIds.length, cells)
      : this.#countsBy(named < 0 ? model.queues.length : named, cells);
    const fields = isWork ? WORK_FIELDS : COUNTS;
    const [above, below] = PARTS[measure];
    let isKept = true;
    for (let cell = 0; cell * fields < counts.length; cell++) {
      const [x, y] = [counts[cell * fields + above] ?? 0, counts[cell * fields + below] ?? 0];
      const meets =
        y === 0 || (measure === 'service-level' ? x / y >= bound * (1 - ROUNDING) : x / y <= bound * (1 + ROUNDING));
      if (meets) this.#sum(at + 1 + cell, 1);
      else isKept = false;
    }
    if (isKept) this.#sum(at, 1);
  }
}

/** Numerator and denominator of each measure among the counts of a cell. */
const PARTS: Readonly<Record<ServicePromise['measure'], readonly [number, number]>> = {
  'service-level': [SERVICE.inTime, SERVICE.counted],
  asa: [SERVICE.answeredWait, SERVICE.answered],
  abandonment: [SERVICE.abandoned, SERVICE.offered],
  occupancy: [WORK.busy, WORK.staffed],
};
