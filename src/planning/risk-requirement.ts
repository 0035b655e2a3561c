import type { Forecast, Note } from '../domain/forecast.ts';
import type { Issue, Outcome } from '../domain/issue.ts';
import type { Requirement, RequirementParameters } from '../domain/requirement.ts';
import type {
  KeptShare,
  RiskCheck,
  RiskMiss,
  RiskPeriod,
  RiskPromise,
  RiskRequirement,
  SimulatedPeriod,
} from '../domain/risk-requirement.ts';
import type { SimulationRequest } from '../domain/simulation-request.ts';
import type { Weekday } from '../domain/units.ts';
import { buildModel } from '../simulation/build-model.ts';
import { chanceBounds } from '../simulation/intervals.ts';
import { findRequirementIssues } from '../staffing/requirement-issues.ts';
import { PromiseState } from '../staffing/risk/promise-state.ts';
import {
  allPositions,
  compareRules,
  type ForecastWithPaths,
  hoursOf,
  keptPaths,
  type PeriodStaff,
  promiseTask,
  requirementOf,
  type RiskModel,
  riskModel,
  type RiskPeriodModel,
  spreadOf,
  staffPeriod,
} from '../staffing/risk-requirement.ts';
import { type RequirementRequest, settleParameters } from './requirement.ts';
import { runHere } from './simulation.ts';
import { simulate } from '../simulation/simulate.ts';

export type RiskRequest = {
  readonly forecast: Pick<Forecast, 'zone' | 'points' | 'samplePaths'>;
  readonly parameters: RequirementRequest;
  readonly promise: RiskPromise;
  readonly weekStart: Weekday;
  readonly check: RiskCheck;
};

/** Seeds of the trials that move the planned level lie apart from that of the last trial. */
const TRIAL_SEED = 1_000_003;
/** Levels are not moved for differences below this. */
const NEAR = 0.0005;
/** The planned level stays this far from 0 and 1. */
const EDGE = 0.001;
/** An interval below this part of the level is called given up. */
const GIVEN_UP = 0.5;
const OFFERED = 0;
const ANSWERED = 1;
const IN_TIME = 2;
const COUNTED = 3;

function refusal(code: string, path: string, message: string, hint: string): Outcome<never> {
  return { ok: false, issues: [{ code, path, message, facts: {}, hint }] };
}

/** All that is wrong with a request beyond its schema, or its parameters with their preset settled. */
function riskParameters({ forecast, parameters: asked }: RiskRequest): Outcome<RequirementParameters> {
  const issues: Issue[] = [];
  const settled = settleParameters(asked);
  if (!settled.ok) issues.push(...settled.issues);
  const parameters = settled.ok ? settled.value : undefined;
  if (parameters !== undefined) {
    issues.push(...findRequirementIssues(forecast, parameters));
    if (parameters.target.kind !== 'service-level') {
      const refused = refusal(
        'level-needed',
        '/parameters/target',
        'A promise over futures is about a service level.',
        'Give a target of the kind service-level, such as 80 % within 20 s.',
      );
      issues.push(...(refused.ok ? [] : refused.issues));
    }
  }
  if (forecast.samplePaths === undefined) {
    const refused = refusal(
      'paths-needed',
      '/forecast/samplePaths',
      'The forecast has no sample paths.',
      'Make it with sample paths (forecast --paths 1000), which say how far contacts may be from what is expected.',
    );
    issues.push(...(refused.ok ? [] : refused.issues));
  }
  return issues.length > 0 || parameters === undefined ? { ok: false, issues } : { ok: true, value: parameters };
}

const shareKept = (kept: number, count: number): KeptShare => ({ value: kept / count, ...chanceBounds(kept, count) });

/** Futures of one period, contact by contact, each with the counts of its path. */
async function simulatePeriod(
  model: RiskModel,
  period: RiskPeriodModel,
  positions: ArrayLike<number>,
  check: RiskCheck,
  limits: { readonly replications: number; readonly seed: number },
  stopRequested: () => boolean,
): Promise<{ readonly found: SimulatedPeriod; readonly short: number }> {
  const { forecast, task, target } = model;
  const { points, samplePaths, zone } = forecast;
  const { patienceSeconds } = task.parameters;
  const requirement = requirementOf(
    model,
    allPositions(
      model,
      model.periods.map((one) => (one === period ? positions : [])),
    ),
  );
  const request: SimulationRequest = {
    zone,
    weekStart: task.weekStart,
    queues: [
      {
        id: 'contacts',
        intervals: period.points.map((index) => {
          const {
            start,
            end,
            contacts,
            ahtSeconds,
            positions: people,
          } = requirement.intervals[index] as (typeof requirement.intervals)[number];
          return { start, end, contacts, ahtSeconds, positions: people };
        }),
        paths: Array.from({ length: samplePaths.paths }, (_, path) =>
          period.points.map((index) => samplePaths.counts[path * points.length + index] ?? 0),
        ),
        process: 'given',
        rate: 'level',
        variation: { day: 0, interval: 0 },
        handling: check.handling,
        ...(patienceSeconds === undefined ? {} : { patience: { kind: 'exponential', meanSeconds: patienceSeconds } }),
        priority: 1,
        concurrency: 1,
        stretch: 0,
        level: { thresholdSeconds: target.thresholdSeconds, base: target.base },
      },
    ],
    routing: 'longest-idle',
    promises: task.promise.floors.map(({ scope, share }) => ({
      measure: 'service-level',
      scope,
      bound: share,
      chance: task.promise.chance,
    })),
    limits,
  };
  const built = buildModel(request);
  const simulation = await simulate(built, limits, runHere(stopRequested)(built));
  const inTime = simulation.runs.map((run) => run[IN_TIME] ?? 0);
  const counted = simulation.runs.map((run) => run[COUNTED] ?? run[OFFERED] ?? run[ANSWERED] ?? 0);
  const count = simulation.runs.length;
  const kept = inTime.filter((value, run) => value >= target.share * (counted[run] ?? 0) - 1e-9).length;
  const sorted = inTime
    .map((value, run) => ((counted[run] ?? 0) > 0 ? value / (counted[run] ?? 1) : 1))
    .sort((a, b) => a - b);
  // The level of the future that decides: so many of them, the best first, are to keep it.
  const decides = sorted[count - Math.ceil(task.promise.chance * count - 1e-9)] ?? 1;
  return {
    found: {
      replications: count,
      kept: shareKept(kept, count),
      serviceLevel: spreadOf(inTime, counted),
      floors: simulation.promises.map(({ kept: all, cells }) => ({
        allKept: { ...all },
        cellKept: cells.reduce((sum, cell) => sum + cell, 0) / Math.max(1, cells.length),
      })),
    },
    short: target.share - decides,
  };
}

/** Staff of a period; where rounds are asked for, planned for a level that is moved by what the simulation of its staff lacks or has over. */
async function settlePeriod(
  model: RiskModel,
  period: RiskPeriodModel,
  check: RiskCheck,
  stopRequested: () => boolean,
): Promise<PeriodStaff> {
  let staff = staffPeriod(model, period, model.target.share);
  if (!staff.isMet || check.rounds === 0) return staff;
  const limits = { replications: check.replications, seed: check.seed + TRIAL_SEED };
  /** The cheapest staff whose trial kept the promise; until there is one, the one planned for most. */
  let best = staff;
  let isKept = false;
  for (let round = 0; round <= check.rounds && !stopRequested(); round += 1) {
    const { short } = await simulatePeriod(model, period, staff.positions, check, limits, stopRequested);
    const isBetter = short <= 0 ? !isKept || costOf(period, staff) < costOf(period, best) : false;
    if (isBetter || (!isKept && staff.plannedShare > best.plannedShare)) best = staff;
    isKept ||= short <= 0;
    if (short <= 0 && short > -NEAR) break;
    const share = Math.min(1 - EDGE, Math.max(EDGE, staff.plannedShare + short));
    staff = staffPeriod(model, period, share);
    if (!staff.isMet) break;
  }
  return best;
}

function costOf({ intervals }: RiskPeriodModel, { positions }: PeriodStaff): number {
  return intervals.reduce((sum, { cost }, index) => sum + cost * (positions[index] ?? 0), 0);
}

/** Which part of the promise the most positions cannot keep. */
function missOf(model: RiskModel, period: RiskPeriodModel, staff: PeriodStaff): RiskMiss | undefined {
  if (staff.isMet) return undefined;
  const { paths } = model.forecast.samplePaths;
  const most = new PromiseState(
    promiseTask(model, period, model.target.share),
    period.intervals.map((interval) => interval.most),
  );
  const kept = keptPaths(model, period, most.positions, model.target.share);
  const worst = kept.floors.reduce((least, own, floor) => (own < (kept.floors[least] ?? Infinity) ? floor : least), 0);
  const isFloor = (kept.floors[worst] ?? Infinity) < kept.level;
  const scope = isFloor ? model.task.promise.floors[worst]?.scope : undefined;
  return { reason: 'ceiling', reachable: staff.keptAtMost / paths, ...(scope === undefined ? {} : { scope }) };
}

async function periodOf(
  model: RiskModel,
  period: RiskPeriodModel,
  staff: PeriodStaff,
  check: RiskCheck,
  stopRequested: () => boolean,
): Promise<RiskPeriod> {
  const { points, samplePaths } = model.forecast;
  const { paths } = samplePaths;
  const kept = keptPaths(model, period, staff.positions, staff.plannedShare);
  const canSimulate = model.task.parameters.concurrency === undefined && !stopRequested();
  const simulated = canSimulate
    ? (await simulatePeriod(model, period, staff.positions, check, check, stopRequested)).found
    : undefined;
  const missed = missOf(model, period, staff);
  return {
    start: points[period.points[0] ?? 0]?.start ?? 0,
    end: points[period.points.at(-1) ?? 0]?.end ?? 0,
    contacts: period.contacts.reduce((sum, one) => sum + one, 0) / paths,
    kept: shareKept(kept.all, paths),
    levelKept: shareKept(kept.level, paths),
    floorsKept: kept.floors.map((own) => shareKept(own, paths)),
    serviceLevel: kept.levels,
    plannedShare: staff.plannedShare,
    ...(simulated === undefined ? {} : { simulated }),
    ...(missed === undefined ? {} : { missed }),
  };
}

/** Staff that keeps a promise in so many of a forecast's futures, tried by simulation, beside the usual rules. */
export async function makeRiskRequirement(
  request: RiskRequest,
  stopRequested: () => boolean,
): Promise<Outcome<RiskRequirement>> {
  const { promise, weekStart, check, forecast } = request;
  const settled = riskParameters(request);
  if (!settled.ok) return settled;
  const model = riskModel(forecast as ForecastWithPaths, { parameters: settled.value, promise, weekStart });
  const rounds = settled.value.concurrency === undefined ? check.rounds : 0;
  const staff: PeriodStaff[] = [];
  const periods: RiskPeriod[] = [];
  for (const period of model.periods) {
    const own = await settlePeriod(model, period, { ...check, rounds }, stopRequested);
    staff.push(own);
    periods.push(await periodOf(model, period, own, check, stopRequested));
  }
  const positions = allPositions(
    model,
    staff.map((own) => own.positions),
  );
  const requirement = requirementOf(model, positions);
  return {
    ok: true,
    value: {
      promise,
      paths: model.forecast.samplePaths.paths,
      requirement,
      ...hoursOf(model, positions),
      periods,
      comparisons: compareRules(
        model,
        staff.map(({ plannedShare }) => plannedShare),
      ),
      notes: notesOf(requirement, periods, stopRequested()),
    },
  };
}

function notesOf(
  { parameters: { concurrency, target }, intervals }: Requirement,
  periods: readonly RiskPeriod[],
  isStopped: boolean,
): Note[] {
  const notes: Note[] = [];
  const share = target.kind === 'service-level' ? target.share : 0;
  const given = intervals.filter(
    ({ open, contacts, serviceLevel }) => open && contacts > 0 && (serviceLevel ?? 0) < share * GIVEN_UP,
  );
  if (given.length > 0) notes.push({ code: 'intervals-given-up', facts: { intervals: given.length } });
  const missed = periods.filter((period) => period.missed !== undefined).length;
  if (missed > 0) notes.push({ code: 'promise-out-of-reach', facts: { periods: missed } });
  if (concurrency !== undefined) notes.push({ code: 'risk-not-simulated', facts: {} });
  else if (isStopped) notes.push({ code: 'risk-stopped', facts: {} });
  return notes;
}
