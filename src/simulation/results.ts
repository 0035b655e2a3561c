import type {
  ByScope,
  KeptPromise,
  Scope,
  SimulatedGroup,
  SimulatedService,
  Simulation,
  SimulationModel,
} from '../domain/simulation.ts';
import type { CompiledModel } from './compiled-model.ts';
import { chanceBounds, meanOf, ratioOf, shareOf } from './intervals.ts';
import { cellCount, layoutOf, type MomentLayout, PRESENCE, presenceAt, SERVICE, serviceAt, TOLD } from './moments.ts';

const SECONDS_PER_HOUR = 3600;

type Sums = Float64Array;

function serviceOf(sums: Sums, at: number, count: number): SimulatedService {
  const sum = (field: keyof typeof SERVICE): number => sums[at + SERVICE[field]] ?? 0;
  const [offered, answered, inTime, abandoned] = [sum('offered'), sum('answered'), sum('inTime'), sum('abandoned')];
  return {
    offered: meanOf(count, offered, sum('offeredOffered')),
    answered: answered / count,
    abandoned: abandoned / count,
    calledBack: sum('calledBack') / count,
    unanswered: Math.max(0, offered - answered - abandoned - sum('calledBack')) / count,
    serviceLevel: shareOf(count, {
      x: inTime,
      y: sum('counted'),
      xx: sum('inTimeInTime'),
      xy: sum('inTimeCounted'),
      yy: sum('countedCounted'),
    }),
    serviceLevelOffered: shareOf(count, {
      x: inTime,
      y: offered,
      xx: sum('inTimeInTime'),
      xy: sum('inTimeOffered'),
      yy: sum('offeredOffered'),
    }),
    abandonment: shareOf(count, {
      x: abandoned,
      y: offered,
      xx: sum('abandonedAbandoned'),
      xy: sum('abandonedOffered'),
      yy: sum('offeredOffered'),
    }),
    asaSeconds: ratioOf(count, {
      x: sum('answeredWait'),
      y: answered,
      xx: sum('waitWait'),
      xy: sum('waitAnswered'),
      yy: sum('answeredAnswered'),
    }),
  };
}

function groupOf(sums: Sums, at: number, count: number): SimulatedGroup {
  const sum = (field: keyof typeof PRESENCE): number => sums[at + PRESENCE[field]] ?? 0;
  const hours = (mean: 'staffed' | 'busy', squares: 'staffedStaffed' | 'busyBusy') =>
    meanOf(count, sum(mean) / SECONDS_PER_HOUR, sum(squares) / SECONDS_PER_HOUR ** 2);
  return {
    staffedHours: hours('staffed', 'staffedStaffed'),
    busyHours: hours('busy', 'busyBusy'),
    occupancy: ratioOf(count, {
      x: sum('busy'),
      y: sum('staffed'),
      xx: sum('busyBusy'),
      xy: sum('busyStaffed'),
      yy: sum('staffedStaffed'),
    }),
    handled: meanOf(count, sum('handled'), sum('handledHandled')),
  };
}

function byScope<T>({ cells }: SimulationModel, make: (scope: number, cell: number) => T): ByScope<T> {
  const all = (scope: Scope): readonly T[] =>
    Array.from({ length: cellCount(cells[scope]) }, (_, cell) => make(TOLD.indexOf(scope), cell));
  return { interval: all('interval'), day: all('day'), horizon: make(TOLD.indexOf('horizon'), 0) };
}

function keptOf({ promises, cells }: SimulationModel, layout: MomentLayout, sums: Sums, count: number) {
  return promises.map((promise, index): KeptPromise => {
    const at = layout.promises[index] ?? 0;
    const kept = sums[at] ?? 0;
    const value = kept / count;
    return {
      promise,
      kept: { value, ...chanceBounds(kept, count) },
      isKept: value >= promise.chance,
      cells: Array.from({ length: cellCount(cells[promise.scope]) }, (_, cell) => (sums[at + 1 + cell] ?? 0) / count),
    };
  });
}

/** What the sums over so many replications say. */
export function resultsOf(
  compiled: CompiledModel,
  sums: Sums,
  count: number,
): Omit<Simulation, 'limits' | 'endedBy' | 'replications' | 'runs'> {
  const { model, groupIds } = compiled;
  const layout = layoutOf(compiled);
  const service = (queue: number): ByScope<SimulatedService> =>
    byScope(model, (scope, cell) => serviceOf(sums, serviceAt(layout, queue, scope, cell), count));
  const presence = (group: number): ByScope<SimulatedGroup> =>
    byScope(model, (scope, cell) => groupOf(sums, presenceAt(layout, group, scope, cell), count));
  const all = service(model.queues.length);
  return {
    model,
    contacts: Math.round((all.horizon.offered.value ?? 0) * count),
    queues: model.queues.map(({ id }, queue) => ({ id, ...service(queue) })),
    all,
    groups: groupIds.map((id, group) => ({ id, ...presence(group) })),
    everybody: presence(groupIds.length),
    promises: keptOf(model, layout, sums, count),
  };
}

/** The widest half-width of the queues' service levels over the horizon; Infinity where one is not known yet. */
export function widestHalfWidth(compiled: CompiledModel, sums: Sums, count: number): number {
  const layout = layoutOf(compiled);
  const horizon = TOLD.indexOf('horizon');
  return compiled.model.queues.reduce((widest, _, queue) => {
    const { serviceLevel } = serviceOf(sums, serviceAt(layout, queue, horizon, 0), count);
    return serviceLevel.value === null ? widest : Math.max(widest, serviceLevel.halfWidth ?? Infinity);
  }, 0);
}
