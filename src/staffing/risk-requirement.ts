import { dateOf, startOfDate, weekStartOf } from '../domain/calendar.ts';
import type { Forecast } from '../domain/forecast.ts';
import type { Requirement, RequirementParameters, StaffingTarget } from '../domain/requirement.ts';
import type { LevelSpread, RiskComparison, RiskPromise, RiskTask, ServiceFloor } from '../domain/risk-requirement.ts';
import type { SamplePaths } from '../domain/sample-paths.ts';
import { SECONDS_PER_HOUR } from '../domain/units.ts';
import { arrivingContacts, buildRequirement, grossUp } from './requirement.ts';
import { leastStaff } from './risk/least-staff.ts';
import { PathMargins } from './risk/path-margins.ts';
import { PromiseState, type PromiseTask, type StaffedPaths } from './risk/promise-state.ts';
import { shrinkageAt } from './shrinkage.ts';
import { agentsForOccupancy, agentsForTarget } from './staffing-score.ts';
import { offeredLoads } from './varying-load.ts';

/** A forecast with its futures. */
export type ForecastWithPaths = Pick<Forecast, 'zone' | 'points'> & { readonly samplePaths: SamplePaths };

type LevelTarget = Extract<StaffingTarget, { kind: 'service-level' }>;

/** Nobody is looked for beyond the positions that miss so much of what the share leaves, at the largest load of all paths. */
const MOST_MISSED = 0.02;

/** Open intervals of one period, by their place among the points of the forecast, and what is known of them. */
export type RiskPeriodModel = {
  readonly points: readonly number[];
  /** [floor]: cell of each interval of the period. */
  readonly cells: readonly (readonly number[])[];
  readonly intervals: readonly StaffedPaths[];
  readonly contacts: Float64Array;
};

/** What is staffed: periods that keep a promise each by itself. */
export type RiskModel = {
  readonly forecast: ForecastWithPaths;
  readonly task: RiskTask;
  readonly target: LevelTarget;
  readonly needed: number;
  readonly periods: readonly RiskPeriodModel[];
};

/** Staff of one period, and what its paths come to by formula. */
export type PeriodStaff = {
  readonly positions: Int32Array;
  readonly isMet: boolean;
  /** Paths kept with the most positions everywhere. */
  readonly keptAtMost: number;
  readonly plannedShare: number;
};

function cellsBy(keys: readonly (string | number)[]): readonly number[] {
  const numbers = new Map<string | number, number>();
  return keys.map((key) => {
    const number = numbers.get(key) ?? numbers.size;
    numbers.set(key, number);
    return number;
  });
}

function scopeKey(zone: string, scope: ServiceFloor['scope'], start: number): string | number {
  if (scope === 'interval') return start;
  const date = dateOf(zone, start);
  if (scope === 'day') return date;
  return `${date} ${Math.floor((start - startOfDate(zone, date)) / SECONDS_PER_HOUR)}`;
}

/** The intervals of each period with their service on every path. `parameters` were checked, and their target is a service level. */
export function riskModel(forecast: ForecastWithPaths, task: RiskTask): RiskModel {
  const { zone, points, samplePaths } = forecast;
  const { parameters, promise, weekStart } = task;
  const target = parameters.target as LevelTarget;
  const { paths, counts } = samplePaths;
  const arriving = arrivingContacts(forecast, parameters);
  const meanLoads = offeredLoads(arriving, parameters.load ?? 'stationary');
  const loads = points.map(() => new Float64Array(paths));
  const contacts = points.map(() => new Float64Array(paths));
  for (let path = 0; path < paths; path++) {
    const own = arriving.map((one, index) => ({
      ...one,
      contacts: points[index]?.open === true ? (counts[path * points.length + index] ?? 0) : 0,
    }));
    const ownLoads = offeredLoads(own, parameters.load ?? 'stationary');
    own.forEach((one, index) => {
      (contacts[index] as Float64Array)[path] = one.contacts;
      (loads[index] as Float64Array)[path] = ownLoads[index] ?? 0;
    });
  }
  const open = points.flatMap((point, index) => (point.open ? [index] : []));
  const startOf = (index: number): number => points[index]?.start ?? 0;
  const periodKey = (index: number): string => {
    const date = dateOf(zone, startOf(index));
    return promise.period === 'horizon' ? '' : promise.period === 'day' ? date : weekStartOf(date, weekStart);
  };
  const periods = [...Map.groupBy(open, periodKey).values()].map((own): RiskPeriodModel => {
    const cells = promise.floors.map(({ scope }) => cellsBy(own.map((index) => scopeKey(zone, scope, startOf(index)))));
    const intervals = own.map((index, at): StaffedPaths => {
      const { start, end, ahtSeconds } = arriving[index] as (typeof arriving)[number];
      const queue = { ahtSeconds, patienceSeconds: parameters.patienceSeconds, concurrency: parameters.concurrency };
      const ownLoads = loads[index] as Float64Array;
      const margins = new PathMargins(queue, target, ownLoads, contacts[index] as Float64Array);
      const hours = (end - start) / SECONDS_PER_HOUR;
      return {
        cost: hours / availableAt(parameters, zone, start),
        ...positionsRange(parameters, queue, meanLoads[index] ?? 0, largest(ownLoads), largestShare(target, promise)),
        cells: cells.map((one) => one[at] ?? 0),
        write: (positions, share, into) => margins.write(positions, share, into),
      };
    });
    const sums = new Float64Array(paths);
    for (const index of own) {
      for (let path = 0; path < paths; path++) sums[path] = (sums[path] as number) + (contacts[index]?.[path] ?? 0);
    }
    return { points: own, cells, intervals, contacts: sums };
  });
  return { forecast, task, target, needed: Math.ceil(promise.chance * paths - 1e-9), periods };
}

function largest(values: Float64Array): number {
  return values.reduce((most, value) => Math.max(most, value), 0);
}

function largestShare({ share }: LevelTarget, { floors }: RiskPromise): number {
  return floors.reduce((most, floor) => Math.max(most, floor.share), share);
}

/** Share of the paid time that is on the work. */
function availableAt({ shrinkage, shrinkageParts }: RequirementParameters, zone: string, start: number): number {
  return shrinkageParts === undefined ? 1 - shrinkage : shrinkageAt(shrinkageParts, zone, start).available;
}

/** The least positions by floor and cap of occupancy (at the mean), and the most by ceiling and sense. */
function positionsRange(
  { target, maxOccupancy, floor = 0, ceiling = Infinity }: RequirementParameters,
  queue: { readonly ahtSeconds: number; readonly patienceSeconds?: number | undefined },
  meanLoad: number,
  mostLoad: number,
  share: number,
): { readonly least: number; readonly most: number } {
  const forCap = maxOccupancy === undefined ? 0 : agentsForOccupancy({ ...queue, loadErlang: meanLoad }, maxOccupancy);
  const least = Math.min(ceiling, Math.max(floor, forCap));
  const beyond = { ...(target as LevelTarget), share: 1 - (1 - share) * MOST_MISSED };
  const enough = agentsForTarget({ ...queue, loadErlang: mostLoad }, beyond);
  return { least, most: Math.max(least, Math.min(ceiling, enough)) };
}

/** The promise of one period as numbers alone, with `share` for its level. */
export function promiseTask(model: RiskModel, period: RiskPeriodModel, share: number): PromiseTask {
  const { task, needed, forecast } = model;
  return {
    paths: forecast.samplePaths.paths,
    needed,
    share,
    floors: task.promise.floors.map((floor, index) => ({
      share: floor.share,
      cells: Math.max(...(period.cells[index] ?? [0])) + 1,
    })),
    intervals: period.intervals,
  };
}

/** The least staff of a period for a share, which simulations may have moved away from the target's. */
export function staffPeriod(model: RiskModel, period: RiskPeriodModel, plannedShare: number): PeriodStaff {
  return { ...leastStaff(promiseTask(model, period, plannedShare)), plannedShare };
}

/** Paths kept by formula with positions of a period: of all together, of the level as `share` plans it, and of each floor. */
export function keptPaths(
  model: RiskModel,
  period: RiskPeriodModel,
  positions: ArrayLike<number>,
  share: number,
): { readonly all: number; readonly level: number; readonly floors: readonly number[]; readonly levels: LevelSpread } {
  const state = new PromiseState(promiseTask(model, period, share), positions);
  const count = (isKept: (path: number) => boolean): number =>
    state.level.reduce((sum, _, path) => sum + Number(isKept(path)), 0);
  const isAbove = (margins: Float64Array | undefined, path: number): boolean => (margins?.[path] ?? 0) >= -1e-7;
  // Margins at share 0 are the contacts in time.
  const inTime = new PromiseState(promiseTask(model, period, 0), positions).level;
  const counted = inTime.map((value, path) => (value - (state.level[path] ?? 0)) / share);
  return {
    all: state.kept,
    level: count((path) => isAbove(state.level, path)),
    floors: state.cells.map((cells) => count((path) => cells.every((cell) => isAbove(cell, path)))),
    levels: spreadOf(inTime, counted),
  };
}

/** Mean, weighed by volume, and quantiles of the levels of single futures; those without contacts are left out. */
export function spreadOf(inTime: ArrayLike<number>, counted: ArrayLike<number>): LevelSpread {
  const shares: number[] = [];
  let [above, below] = [0, 0];
  for (let path = 0; path < inTime.length; path++) {
    const [x, y] = [inTime[path] ?? 0, counted[path] ?? 0];
    if (y <= 0) continue;
    shares.push(x / y);
    above += x;
    below += y;
  }
  shares.sort((a, b) => a - b);
  const at = (share: number): number => shares[Math.max(0, Math.ceil(share * shares.length) - 1)] ?? 1;
  return { mean: below === 0 ? 1 : above / below, q05: at(0.05), q10: at(0.1), q50: at(0.5), q90: at(0.9) };
}

/** The document of the staff found; positions are those of every point, 0 where closed. Throws where the parameters were not checked. */
export function requirementOf({ forecast, task }: RiskModel, positions: ArrayLike<number>): Requirement {
  const built = buildRequirement(forecast, task.parameters, positions);
  if (!built.ok)
    throw new Error(`a checked requirement was refused: ${built.issues.map(({ code }) => code).join(', ')}`);
  return built.value;
}

/** Positions of every point from those of the periods. */
export function allPositions({ forecast, periods }: RiskModel, staff: readonly ArrayLike<number>[]): Int32Array {
  const positions = new Int32Array(forecast.points.length);
  periods.forEach(({ points }, period) => {
    points.forEach((point, at) => {
      positions[point] = staff[period]?.[at] ?? 0;
    });
  });
  return positions;
}

/** Hours of positions and paid hours, the latter not rounded. */
export function hoursOf({ forecast, task }: RiskModel, positions: ArrayLike<number>) {
  let [positionHours, paidHours] = [0, 0];
  forecast.points.forEach(({ start, end }, index) => {
    const hours = (end - start) / SECONDS_PER_HOUR;
    const people = positions[index] ?? 0;
    positionHours += people * hours;
    paidHours += grossUp(people, 1 - availableAt(task.parameters, forecast.zone, start)) * hours;
  });
  return { positionHours, paidHours };
}

/** Positions for the mean forecast, or for a quantile of the contacts of each interval by itself. */
function usualPositions({ forecast, task }: RiskModel, quantile?: number): Int32Array {
  const { paths, counts } = forecast.samplePaths;
  const { points } = forecast;
  const staffed = points.map((point, index) => {
    if (quantile === undefined) return point;
    const own = Float64Array.from({ length: paths }, (_, path) => counts[path * points.length + index] ?? 0).sort();
    return { ...point, expected: own[Math.max(0, Math.ceil(quantile * paths) - 1)] ?? 0 };
  });
  const built = buildRequirement({ ...forecast, points: staffed }, task.parameters);
  if (!built.ok)
    throw new Error(`a checked requirement was refused: ${built.issues.map(({ code }) => code).join(', ')}`);
  return Int32Array.from(built.value.intervals, ({ positions }) => positions);
}

/** The quantile of common practice, and the steps in which the least one that would do is looked for. */
const USUAL_QUANTILE = 0.8;
const QUANTILE_STEPS = 200;

/** Other rules for the same futures: the mean, the 80 % quantile of every interval, and the least quantile that keeps the promise, where one does. `shares` are planned for in each period. */
export function compareRules(model: RiskModel, shares: readonly number[]): readonly RiskComparison[] {
  const { periods, forecast } = model;
  const judge = (method: RiskComparison['method'], quantile?: number): RiskComparison => {
    const positions = usualPositions(model, quantile);
    const kept = periods.map((period, index) => {
      const own = period.points.map((point) => positions[point] ?? 0);
      return keptPaths(model, period, own, shares[index] ?? model.target.share).all / forecast.samplePaths.paths;
    });
    return {
      method,
      ...(quantile === undefined ? {} : { quantile }),
      ...hoursOf(model, positions),
      kept: Math.min(1, ...kept),
    };
  };
  const found = [judge('mean'), judge('quantile', USUAL_QUANTILE)];
  const isKept = ({ kept }: RiskComparison): boolean => kept >= model.task.promise.chance - 1e-12;
  let best = judge('least-quantile', 1);
  if (!isKept(best)) return found;
  let [low, high] = [0, QUANTILE_STEPS];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const tried = judge('least-quantile', middle / QUANTILE_STEPS);
    if (isKept(tried)) [best, high] = [tried, middle];
    else low = middle + 1;
  }
  return [...found, best];
}
