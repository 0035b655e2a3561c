import type { SimulationModel } from '../domain/simulation.ts';
import { type ArrivalPlan, planArrivals } from './arrival-source.ts';
import { hashOf } from './random-stream.ts';

/** Nobody's: an employee who is not there. */
export const OFF = -1;

/** The model as flat arrays; times are seconds from `origin`. */
export type CompiledModel = {
  readonly model: SimulationModel;
  readonly origin: number;
  readonly arrivals: readonly ArrivalPlan[];
  /** Edges of the intervals and of the gaps between them, in order, and for the stretch before each edge its interval or -1; one more behind the last. */
  readonly edges: Float64Array;
  readonly intervalBefore: Int32Array;
  readonly priority: Int32Array;
  readonly concurrency: Int32Array;
  readonly stretch: Float64Array;
  readonly threshold: Float64Array;
  /** Seconds after which a call back is offered, Infinity where none is; its queue, or -1; and the share that accepts. */
  readonly callbackAfter: Float64Array;
  readonly callbackQueue: Int32Array;
  readonly callbackShare: Float64Array;
  readonly mostConcurrency: number;
  /** Sets of queues that stretches of work are about: the queues of each in order of priority. */
  readonly sets: readonly Int32Array[];
  /** For each queue the sets that hold it, in classes to be asked one after the other. */
  readonly setsOf: readonly (readonly Int32Array[])[];
  /** Work in a time of that of who the handle times are of: `pace[attendance * queues + queue]`. */
  readonly pace: Float64Array;
  readonly group: Int32Array;
  readonly groupIds: readonly string[];
  /** Comings and goings in order of time: when, who, and with which set (`OFF`: going), and of which attendance. */
  readonly staffTime: Float64Array;
  readonly staffEmployee: Int32Array;
  readonly staffSet: Int32Array;
  readonly staffAttendance: Int32Array;
  /** Chance of absence and hashed name of each attendance. */
  readonly absence: Float64Array;
  readonly attendanceOwner: Int32Array;
};

type StaffEvent = {
  readonly time: number;
  readonly employee: number;
  readonly set: number;
  readonly attendance: number;
};

function edgesOf({ intervals }: SimulationModel, origin: number): Pick<CompiledModel, 'edges' | 'intervalBefore'> {
  const edges: number[] = [];
  const before: number[] = [];
  let last = -Infinity;
  for (const [index, { start, end }] of intervals.entries()) {
    if (start !== last) {
      edges.push(start - origin);
      before.push(-1);
    }
    edges.push(end - origin);
    before.push(index);
    last = end;
  }
  return { edges: Float64Array.from(edges), intervalBefore: Int32Array.from([...before, -1]) };
}

/** Classes of sets to ask one after the other: all at once, or those with fewer queues first. */
function classesOf(model: SimulationModel, sets: readonly Int32Array[], queue: number): readonly Int32Array[] {
  const holding = [...sets.keys()].filter((set) => sets[set]?.includes(queue) === true);
  if (model.routing === 'longest-idle') return [Int32Array.from(holding)];
  const bySize = Map.groupBy(holding, (set) => sets[set]?.length ?? 0);
  return [...bySize.entries()].sort(([a], [b]) => a - b).map(([, members]) => Int32Array.from(members));
}

/** Compiles a model once for all replications. Throws on names that it does not hold: the documents were checked before. */
export function compileModel(model: SimulationModel): CompiledModel {
  const { queues, employees, intervals } = model;
  const firsts = [intervals[0]?.start, ...queues.map(({ arrivals }) => arrivals[0]?.start)];
  const starts = employees.flatMap(({ attendances }) => attendances.map(({ stretches }) => stretches[0]?.start));
  const origin = [...firsts, ...starts].reduce<number>((least, time) => Math.min(least, time ?? Infinity), Infinity);
  const indexOf = new Map(queues.map(({ id }, index) => [id, index]));
  const queueIndex = (id: string): number => {
    const index = indexOf.get(id);
    if (index === undefined) throw new Error(`there is no queue "${id}"`);
    return index;
  };
  const setIndex = new Map<string, number>();
  const sets: Int32Array[] = [];
  const setOf = (ids: readonly string[]): number => {
    const members = [...new Set(ids.map(queueIndex))].sort(
      (a, b) => (queues[a]?.priority ?? 0) - (queues[b]?.priority ?? 0) || a - b,
    );
    const key = members.join(' ');
    const known = setIndex.get(key);
    if (known !== undefined) return known;
    sets.push(Int32Array.from(members));
    setIndex.set(key, sets.length - 1);
    return sets.length - 1;
  };
  const groupIds = [...new Set(employees.map(({ group }) => group))].sort();
  const events: StaffEvent[] = [];
  const absence: number[] = [];
  const pace: number[] = [];
  const owners: number[] = [];
  for (const [employee, one] of employees.entries()) {
    for (const attendance of one.attendances) {
      const index = absence.push(one.absence) - 1;
      owners.push(hashOf(attendance.name));
      for (const { id } of queues) pace.push(one.proficiency * (attendance.paces?.[id] ?? 1));
      for (const { start, end, queues: ids } of attendance.stretches) {
        events.push({ time: start - origin, employee, set: setOf(ids), attendance: index });
        events.push({ time: end - origin, employee, set: OFF, attendance: index });
      }
    }
  }
  // Who goes on with other queues at once goes before she comes; nobody is ever there twice.
  events.sort((a, b) => a.time - b.time || a.employee - b.employee || a.set - b.set);
  return {
    model,
    origin,
    arrivals: queues.map((queue) => planArrivals(queue, origin, model.dayStarts)),
    ...edgesOf(model, origin),
    priority: Int32Array.from(queues, ({ priority }) => priority),
    concurrency: Int32Array.from(queues, ({ concurrency }) => concurrency),
    stretch: Float64Array.from(queues, ({ stretch }) => stretch),
    threshold: Float64Array.from(queues, ({ level }) => level.thresholdSeconds),
    callbackAfter: Float64Array.from(queues, ({ callback }) => callback?.afterSeconds ?? Infinity),
    callbackQueue: Int32Array.from(queues, ({ callback }) =>
      callback === undefined ? -1 : queueIndex(callback.queue),
    ),
    callbackShare: Float64Array.from(queues, ({ callback }) => callback?.share ?? 0),
    mostConcurrency: queues.reduce((most, { concurrency }) => Math.max(most, concurrency), 1),
    sets,
    setsOf: queues.map((_, queue) => classesOf(model, sets, queue)),
    pace: Float64Array.from(pace),
    group: Int32Array.from(employees, ({ group }) => groupIds.indexOf(group)),
    groupIds,
    staffTime: Float64Array.from(events, ({ time }) => time),
    staffEmployee: Int32Array.from(events, ({ employee }) => employee),
    staffSet: Int32Array.from(events, ({ set }) => set),
    staffAttendance: Int32Array.from(events, ({ attendance }) => attendance),
    absence: Float64Array.from(absence),
    attendanceOwner: Int32Array.from(owners),
  };
}
