import { isoOf } from '../domain/calendar.ts';
import type { HistoryInterval } from '../domain/history.ts';
import type { Issue, Outcome } from '../domain/issue.ts';
import type {
  PlannedInterval,
  RequestedQueue,
  SimulationFound,
  SimulationRequest,
} from '../domain/simulation-request.ts';
import type { ArrivalInterval, ByScope, Simulation } from '../domain/simulation.ts';
import type { Zone } from '../domain/units.ts';
import { type Cursor, list, member, number, text } from './cursor.ts';
import type { Add, Check } from './documents.ts';
import { checkAt, listed, readDocument } from './documents.ts';
import { toHistory } from './forecast-mapping.ts';
import { LIMITS } from './limits.ts';
import { issue } from './messages/render.ts';
import { fromNote } from './notes.ts';
import { toTeam } from './problem-mapping.ts';
import { checkRecordsThere } from './protected-view.ts';
import { checkOverlaps, checkShifts } from './shift-checks.ts';
import { toShifts } from './shift-mapping.ts';
import { checkPromise } from './plan-trial.ts';
import { checkCrew } from './shrinkage.ts';
import { keptPromises, type SimulationBody, type SimulationDocument, simulationBodySchema } from './simulation.ts';
import { checkDistinct, checkKnown, checkTeam, namesOf } from './team-checks.ts';
import { instantIn, readInstant } from './timestamps.ts';

/** Threshold where neither the queue nor its requirement names one. */
const USUAL_THRESHOLD_SECONDS = 20;

function checkIntervals(requirement: Cursor, add: Add): void {
  const zone = text(requirement, 'zone');
  const hasAht = number(member(requirement, 'parameters'), 'ahtSeconds') !== undefined;
  let last = -Infinity;
  for (const row of list(requirement, 'intervals')) {
    if (zone === undefined) return;
    const start = readInstant(zone, text(row, 'start'), `${row.path}/start`, add);
    const end = readInstant(zone, text(row, 'end'), `${row.path}/end`, add);
    if (start === undefined || end === undefined) continue;
    const facts = { start: isoOf(zone, start), end: isoOf(zone, end) };
    if (end <= start) add(issue('span-not-positive', `${row.path}/end`, facts));
    else if (start < last) add(issue('intervals-overlap', `${row.path}/start`, { start: facts.start }));
    last = Math.max(last, end);
    const isOpen = member(row, 'open').value !== false;
    if (!isOpen) continue;
    if (number(row, 'contacts') === undefined) {
      add(issue('simulation-without-contacts', row.path, { start: facts.start }));
    } else if (number(row, 'contacts') !== 0 && !hasAht && !((number(row, 'ahtSeconds') ?? 0) > 0)) {
      add(issue('simulation-without-aht', row.path, { start: facts.start }));
    }
  }
}

export const checkQueues: Check = (root, add) => {
  const team = member(root, 'team');
  const teamZone = text(team, 'zone');
  const queues = list(root, 'queues');
  checkDistinct(queues, add);
  const ids = new Set(queues.flatMap((queue) => text(queue, 'id') ?? []));
  const skills = team.value === undefined ? undefined : namesOf(team).skills;
  const zones = queues.map((queue) => text(member(queue, 'requirement'), 'zone'));
  const zone = teamZone ?? zones[0];
  for (const [index, queue] of queues.entries()) {
    const requirement = member(queue, 'requirement');
    checkIntervals(requirement, add);
    checkCrew(member(queue, 'crew'), add);
    for (const [own, path] of [
      [zones[index], `${requirement.path}/zone`],
      [text(member(queue, 'actuals'), 'zone'), `${queue.path}/actuals/zone`],
    ] as const) {
      if (own !== undefined && zone !== undefined && own !== zone) {
        add(issue('zones-differ', path, { received: own, expected: zone }));
      }
    }
    if (skills !== undefined) checkKnown('unknown-skill', text(queue, 'skill'), `${queue.path}/skill`, skills, add);
    const callback = member(queue, 'callback');
    const target = text(callback, 'queue');
    checkKnown('unknown-queue', target, `${callback.path}/queue`, ids, add);
    if (target !== undefined && target === text(queue, 'id')) {
      add(issue('callback-to-itself', `${callback.path}/queue`, { queue: target }));
    }
  }
  for (const promise of list(root, 'promises')) {
    checkKnown('unknown-queue', text(promise, 'queue'), `${promise.path}/queue`, ids, add);
    checkPromise(promise, add);
  }
};

const checkStaff: Check = (root, add) => {
  const team = member(root, 'team');
  const zone = text(team, 'zone');
  const given = (key: string): boolean => member(root, key).value !== undefined;
  if (given('shifts') && !given('team')) add(issue('team-needed', '/shifts', {}));
  if (given('against') && !given('shifts')) add(issue('against-without-shifts', '/against', {}));
  if (zone === undefined) return;
  const names = namesOf(team);
  for (const key of ['shifts', 'against']) {
    const placed = checkShifts(member(root, key), zone, names, true, add);
    checkDistinct(list(root, key), add);
    checkOverlaps(placed, [], zone, add);
  }
};

/** Intervals of a history that lie within those planned, with the AHT of the plan where the history has none. */
function actualsOf(given: readonly HistoryInterval[], planned: readonly PlannedInterval[]): readonly ArrivalInterval[] {
  const [first, last] = [planned[0], planned.at(-1)];
  if (first === undefined || last === undefined) return [];
  let at = 0;
  return given.flatMap(({ start, end, count, ahtSeconds }) => {
    if (start < first.start || end > last.end || count === null) return [];
    while (at < planned.length - 1 && (planned[at]?.end ?? 0) <= start) at++;
    return [{ start, end, contacts: count, ahtSeconds: ahtSeconds ?? planned[at]?.ahtSeconds ?? first.ahtSeconds }];
  });
}

function plannedOf(zone: Zone, { intervals, parameters }: SimulationBody['queues'][number]['requirement']) {
  return intervals
    .filter(({ open }) => open)
    .map(({ start, end, contacts = 0, ahtSeconds = 0, positions }) => ({
      start: instantIn(zone, start),
      end: instantIn(zone, end),
      contacts,
      ahtSeconds: ahtSeconds > 0 ? ahtSeconds : (parameters?.ahtSeconds ?? 0),
      positions,
    }));
}

/** A queue of a request as the simulation takes it. */
export function toQueue(read: SimulationBody['queues'][number], path: string): Outcome<RequestedQueue> {
  const { requirement, actuals: given, arrivals, dayVariation, intervalVariation, skill, patience, ...rest } = read;
  const { thresholdSeconds, base, crew: ownCrew, ...queue } = rest;
  const { zone, parameters } = requirement;
  const intervals = plannedOf(zone, requirement);
  if (intervals.length === 0) return { ok: false, issues: [issue('all-closed', `${path}/requirement/intervals`, {})] };
  const history = given === undefined ? undefined : toHistory(given, `${path}/actuals`, {});
  if (history?.ok === false) return history;
  const actuals = history === undefined ? undefined : actualsOf(history.value.history.intervals, intervals);
  if (actuals?.length === 0) {
    const facts = { from: isoOf(zone, intervals[0]?.start ?? 0), to: isoOf(zone, intervals.at(-1)?.end ?? 0) };
    return { ok: false, issues: [issue('actuals-elsewhere', `${path}/actuals`, facts)] };
  }
  const contacts = (actuals ?? intervals).reduce((sum, one) => sum + one.contacts, 0);
  if (contacts > LIMITS.simulatedContacts) {
    return { ok: false, issues: [issue('too-many-contacts', path, { contacts, limit: LIMITS.simulatedContacts })] };
  }
  const target = parameters?.target.kind === 'service-level' ? parameters.target : undefined;
  const known = parameters?.patienceSeconds;
  const usual = known === undefined ? undefined : { kind: 'exponential' as const, meanSeconds: known };
  const asked = patience === undefined ? usual : patience.kind === 'none' ? undefined : patience;
  const needs = skill ?? requirement.skill ?? parameters?.skill;
  const timesOf = parameters?.crew;
  const crew = ownCrew ?? timesOf;
  return {
    ok: true,
    value: {
      ...queue,
      ...(needs === undefined ? {} : { skill: needs }),
      intervals,
      ...(actuals === undefined ? {} : { actuals }),
      ...(crew === undefined ? {} : { crew }),
      ...(timesOf === undefined ? {} : { timesOf }),
      process: arrivals ?? (actuals === undefined ? 'poisson' : 'given'),
      variation: { day: dayVariation, interval: intervalVariation },
      ...(asked === undefined ? {} : { patience: asked }),
      level: {
        thresholdSeconds: thresholdSeconds ?? target?.thresholdSeconds ?? USUAL_THRESHOLD_SECONDS,
        base: base ?? target?.base ?? 'offered',
      },
    },
  };
}

/** Reads the body of a request for a simulation. */
export function parseSimulation(input: unknown): Outcome<SimulationRequest> {
  const read = readDocument(simulationBodySchema, input, [
    checkAt('team', checkTeam),
    checkAt('team', checkRecordsThere),
    checkQueues,
    checkStaff,
  ]);
  if (!read.ok) return read;
  const { queues: given, team, shifts, against, skills, absence, groupBy, routing, promises, simulate } = read.value;
  const issues: Issue[] = [];
  const queues = given.flatMap((one, index) => {
    const queue = toQueue(one, `/queues/${index}`);
    if (queue.ok) return [queue.value];
    issues.push(...queue.issues);
    return [];
  });
  if (issues.length > 0) return { ok: false, issues: listed(issues) };
  const zone = given[0]?.requirement.zone ?? 'UTC';
  return {
    ok: true,
    value: {
      zone,
      weekStart: team?.weekStart ?? 'mon',
      queues,
      ...(team === undefined || shifts === undefined
        ? {}
        : {
            staff: {
              team: toTeam(team),
              shifts: toShifts(zone, shifts),
              ...(against === undefined ? {} : { against: toShifts(zone, against) }),
              skills,
              absence,
              groupBy,
            },
          }),
      routing,
      promises,
      limits: simulate,
    },
  };
}

type Told = Pick<SimulationFound, 'zone' | 'dates' | 'intervals'>;

function toldOf<T extends object>({ zone, dates, intervals }: Told, { horizon, day, interval }: ByScope<T>) {
  return {
    horizon: { ...horizon },
    days: day.map((cell, index) => ({ date: dates[index] ?? '', ...cell })),
    intervals: interval.map((cell, index) => ({
      start: isoOf(zone, intervals[index]?.start ?? 0),
      end: isoOf(zone, intervals[index]?.end ?? 0),
      ...cell,
    })),
  };
}

function resultOf(told: Told, simulation: Simulation) {
  return {
    queues: simulation.queues.map(({ id, ...cells }) => ({ id, ...toldOf(told, cells) })),
    all: toldOf(told, simulation.all),
    groups: simulation.groups.map(({ id, ...cells }) => ({ id, ...toldOf(told, cells) })),
    everybody: toldOf(told, simulation.everybody),
    promises: keptPromises(simulation.promises),
  };
}

/** The simulation as a document. */
export function fromSimulation(found: SimulationFound): SimulationDocument {
  const { zone, simulation, against, notes } = found;
  const { replications, endedBy, contacts, limits } = simulation;
  return {
    kind: 'simulation',
    zone,
    replications,
    endedBy,
    seed: limits.seed,
    contacts,
    ...resultOf(found, simulation),
    ...(against === undefined
      ? {}
      : {
          against: {
            ...resultOf(found, against.simulation),
            compared: against.compared.map(({ id, ...measures }) => ({
              ...(id === undefined ? {} : { queue: id }),
              serviceLevel: { ...measures.serviceLevel },
              abandonment: { ...measures.abandonment },
              asaSeconds: { ...measures.asaSeconds },
            })),
          },
        }),
    notes: notes.map((note) => fromNote(zone, note)),
  };
}
