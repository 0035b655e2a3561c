import type { ExtraPeople, TrialWayOut } from '../../domain/plan-trial.ts';
import type { Requirement } from '../../domain/requirement.ts';
import type { SimulationRequest } from '../../domain/simulation-request.ts';
import type { ServicePromise, SimulatedEmployee, Simulation, SimulationModel } from '../../domain/simulation.ts';
import { SECONDS_PER_HOUR } from '../../domain/units.ts';
import { buildModel } from '../../simulation/build-model.ts';
import { simulate } from '../../simulation/simulate.ts';
import { runHere } from '../simulation.ts';
import { stepsOf } from './raise.ts';
import { queueIdOf } from './request.ts';

/** Contacts that may be simulated in search of a way out. */
const MOST_CONTACTS = 20_000_000;
/** Most times that more people are added. */
const MOST_STEPS = 60;
/** Bounds times cells that are looked at for one promise; with more the bounds get coarser. */
const MOST_LOOKS = 200_000;
const PER_CENTS = Array.from({ length: 99 }, (_, index) => (index + 1) / 100);
/** Waits from a second to a quarter of an hour, each a tenth longer and in whole seconds. */
const WAITS = [...new Set(Array.from({ length: 72 }, (_, index) => Math.round(1.1 ** index)))];

type Search = {
  readonly request: SimulationRequest;
  readonly requirements: readonly Requirement[];
  /** The roster as it is. */
  readonly simulation: Simulation;
  readonly stopRequested: () => boolean;
};

/** Extra people by requirement and interval. */
type Extra = readonly (readonly number[])[];

/** Bounds that a promise could have, the best first. */
function boundsOf({ measure }: ServicePromise, cells: number): readonly number[] {
  const all = measure === 'asa' ? WAITS : measure === 'service-level' ? PER_CENTS.toReversed() : PER_CENTS;
  const every = Math.max(1, Math.ceil((all.length * cells) / MOST_LOOKS));
  return all.filter((_, index) => index % every === 0);
}

async function simulated({ request, stopRequested }: Search, model: SimulationModel): Promise<Simulation> {
  return simulate(model, request.limits, runHere(stopRequested)(model));
}

/** For each promise the best bound that is kept with its chance by the same people and contacts; of kept ones the bound that was asked for. */
async function reachableBounds(search: Search): Promise<readonly (number | null)[]> {
  const { model, promises } = search.simulation;
  const reachable: (number | null)[] = [];
  for (const { promise, isKept, cells } of promises) {
    if (isKept) {
      reachable.push(promise.bound);
      continue;
    }
    const asked = boundsOf(promise, cells.length).map((bound) => ({ ...promise, bound }));
    const tried = await simulated(search, { ...model, promises: asked });
    const best = tried.endedBy === 'stopped' ? undefined : tried.promises.find((one) => one.isKept);
    reachable.push(best?.promise.bound ?? null);
  }
  return reachable;
}

/** The roster's people and the extra ones, who all come. */
function withExtra({ request, requirements, simulation }: Search, extra: Extra): SimulationModel {
  const queues = request.queues.map((queue, index) => {
    const more = new Map(
      (requirements[index]?.intervals ?? []).map(({ start }, place) => [start, extra[index]?.[place] ?? 0]),
    );
    return {
      ...queue,
      intervals: queue.intervals.map((interval) => ({ ...interval, positions: more.get(interval.start) ?? 0 })),
    };
  });
  const added = buildModel({ ...request, queues, staff: undefined }).employees.map(
    (one): SimulatedEmployee => ({ ...one, id: `extra ${one.id}`, group: 'extra' }),
  );
  return { ...simulation.model, employees: [...simulation.model.employees, ...added] };
}

function keepsAll({ promises, endedBy }: Simulation): boolean {
  return endedBy !== 'stopped' && promises.every(({ isKept }) => isKept);
}

/** Extra people added where they lack, until all promises are kept; then each person of each interval taken away again where that keeps them too. */
async function extraPeople(
  search: Search,
  simulations: number,
): Promise<{ readonly extra: Extra; readonly isLean: boolean } | undefined> {
  const { requirements } = search;
  let left = simulations;
  let now = search.simulation;
  let extra: Extra = requirements.map(({ intervals }) => intervals.map(() => 0));
  for (let step = 0; !keepsAll(now); step++) {
    if (step === MOST_STEPS || left === 0 || search.stopRequested()) return undefined;
    const steps = stepsOf(requirements, now);
    if (steps.every((one) => one.every((people) => people === 0))) return undefined;
    extra = extra.map((own, index) => own.map((people, place) => people + (steps[index]?.[place] ?? 0)));
    now = await simulated(search, withExtra(search, extra));
    left--;
  }
  const places = extra.flatMap((own, index) =>
    own.flatMap((people, place) => (people > 0 ? [{ index, place, people }] : [])),
  );
  for (const { index, place, people } of places) {
    for (let fewer = people - 1; fewer >= 0; fewer--) {
      if (left === 0 || search.stopRequested()) return { extra, isLean: false };
      const without = extra.map((own, one) => (one === index ? own.with(place, fewer) : own));
      left--;
      if (!keepsAll(await simulated(search, withExtra(search, without)))) break;
      extra = without;
    }
  }
  return { extra, isLean: true };
}

/** Extra people of one queue in spans of the same number. */
function spansOf(requirement: Requirement, own: readonly number[]): readonly ExtraPeople[] {
  const queue = queueIdOf(requirement);
  const spans: ExtraPeople[] = [];
  for (const [place, { start, end }] of requirement.intervals.entries()) {
    const people = own[place] ?? 0;
    const last = spans.at(-1);
    if (people === 0) continue;
    if (last?.end === start && last.people === people) spans[spans.length - 1] = { ...last, end };
    else spans.push({ start, end, queue, people });
  }
  return spans;
}

/** Most extra people at one time over all queues. */
function mostAtOnce(spans: readonly ExtraPeople[]): number {
  return spans.reduce((most, { start }) => {
    const there = spans.filter((one) => one.start <= start && one.end > start);
    return Math.max(
      most,
      there.reduce((sum, { people }) => sum + people, 0),
    );
  }, 0);
}

/** What could be done about promises that a roster misses: what it keeps as it is, and which extra people would keep what was asked for. Undefined where a stop came first. */
export async function wayOutOf(search: Search): Promise<TrialWayOut | undefined> {
  const reachable = await reachableBounds(search);
  if (search.stopRequested()) return undefined;
  const simulations = Math.floor(MOST_CONTACTS / Math.max(1, search.simulation.contacts));
  const found = await extraPeople(search, simulations);
  if (found === undefined) return { reachable };
  const { extra, isLean } = found;
  const spans = search.requirements.flatMap((requirement, index) => spansOf(requirement, extra[index] ?? []));
  const hours = spans.reduce((sum, { start, end, people }) => sum + ((end - start) * people) / SECONDS_PER_HOUR, 0);
  return { reachable, extra: { hours, people: mostAtOnce(spans), isLean, spans } };
}
