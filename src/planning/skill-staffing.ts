import type { Note } from '../domain/forecast.ts';
import type { SkillStaffing, SkillStaffingRequest, StaffedCell } from '../domain/skill-staffing.ts';
import type { Measured, Simulation, SimulationModel } from '../domain/simulation.ts';
import { SECONDS_PER_HOUR } from '../domain/units.ts';
import type { RosterEngines } from '../rostering/run-engine.ts';
import {
  allowedBy,
  cheapestPeople,
  type GroupPeople,
  type ServiceCut,
  type SkillProblem,
} from '../staffing/skills/cut-program.ts';
import { agentsForTarget } from '../staffing/staffing-score.ts';
import { modelOf, simulatePeople, type Trial, trialOf } from './skills/trial.ts';

/** Apart from the seed of all simulations before it. */
const CHECK_SEED = 1_000_003;
/** Blocks of the last simulation that are run also after a stop: people without a check would be a guess. */
const CHECK_BLOCKS = 5;
const NODES = 400;
/** People that slopes are taken over, by the least level of a cell: where hardly anybody is answered one person more changes nothing that a simulation sees. */
const STEPS = [
  { below: 0.5, people: 3 },
  { below: 0.65, people: 2 },
];
/** Contacts that count as none. */
const NOTHING = 1e-9;
/** Passes over all groups and intervals in the search by simulation. */
const MOST_PASSES = 6;
/** Simulations at most in the search by pairs. */
const MOST_PAIR_TRIALS = 120;
/** People by which a group may change in an interval from one program of a day to the next. */
const NEAR = 3;

/** The search in progress. */
type Search = {
  readonly request: SkillStaffingRequest;
  readonly model: SimulationModel;
  readonly problem: SkillProblem;
  readonly stopRequested: () => boolean;
  readonly archive: Trial[];
  cuts: ServiceCut[];
  lifted: number;
};

function problemOf(request: SkillStaffingRequest, model: SimulationModel): SkillProblem {
  const { queues, groups, scope } = request;
  const { intervals } = model;
  const hours = Float64Array.from(intervals, ({ start, end }) => (end - start) / SECONDS_PER_HOUR);
  const loads = queues.map(({ intervals: own }) =>
    Float64Array.from(intervals, ({ start }) => {
      const at = own.find((one) => one.start <= start && start < one.end);
      return at === undefined ? 0 : (at.contacts * at.ahtSeconds) / (at.end - at.start);
    }),
  );
  const total = loads.reduce((sum, load) => sum + load.reduce((most, one) => Math.max(most, one), 0), 0);
  const enough = Math.ceil(2 * total + 20);
  const cells = [...Map.groupBy(intervals.keys(), (index) => model.cells[scope][index] ?? 0).values()];
  return {
    groups: groups.map(({ costPerHour, most = enough, queues: own }) => ({
      cost: costPerHour,
      most,
      queues: own.map((id) => queues.findIndex((queue) => queue.id === id)),
    })),
    hours,
    loads,
    shares: queues.map(({ share }) => share),
    cells,
  };
}

/** Simulates people under the common random numbers; what was simulated before is not again. One that a stop has cut short teaches nothing. */
async function tried(search: Search, people: GroupPeople): Promise<Trial> {
  const known = search.archive.find((one) =>
    one.people.every((own, group) => own.every((n, t) => n === people[group]?.[t])),
  );
  if (known !== undefined) return known;
  const { request, model, stopRequested } = search;
  const trial = trialOf(people, await simulatePeople(request, model, people, request.seed, stopRequested));
  if (trial.isCutShort) return trial;
  search.archive.push(trial);
  search.cuts = search.cuts.map((cut) => liftedBy(search, cut, trial));
  return trial;
}

function sumOver(values: Float64Array | undefined, intervals: readonly number[]): number {
  return intervals.reduce((sum, interval) => sum + (values?.[interval] ?? 0), 0);
}

/** A cut that allows what a trial has shown: without concavity it may not. */
function liftedBy(search: Search, cut: ServiceCut, trial: Trial): ServiceCut {
  const shown = sumOver(trial.inTime[cut.queue], cut.intervals);
  // Beyond what is needed a cut says nothing that matters.
  const more = Math.min(shown, cut.needed) - allowedBy(cut, trial.people);
  if (more <= NOTHING) return cut;
  search.lifted += 1;
  return { ...cut, inTime: cut.inTime + more };
}

/** Cells of queues with contacts, with those in time and those needed. */
function cellsAt({ problem }: Search, trial: Trial) {
  return problem.loads.flatMap((_, queue) =>
    problem.cells.flatMap((intervals) => {
      const counted = sumOver(trial.counted[queue], intervals);
      const inTime = sumOver(trial.inTime[queue], intervals);
      const needed = (problem.shares[queue] ?? 0) * counted;
      return counted > NOTHING ? [{ queue, intervals, inTime, needed, level: inTime / counted }] : [];
    }),
  );
}

/** Those whose level is missed. */
function lacking(search: Search, trial: Trial): ReturnType<typeof cellsAt> {
  return cellsAt(search, trial).filter(({ inTime, needed }) => inTime < needed - NOTHING);
}

function isMet(search: Search, trial: Trial): boolean {
  return !trial.isCutShort && lacking(search, trial).length === 0;
}

function costOf({ groups, hours }: SkillProblem, people: GroupPeople): number {
  return people.reduce(
    (sum, own, group) => sum + own.reduce((all, n, t) => all + n * (hours[t] ?? 0) * (groups[group]?.cost ?? 0), 0),
    0,
  );
}

function withChange(people: GroupPeople, change: (n: number, group: number, interval: number) => number): GroupPeople {
  return people.map((own, group) => own.map((n, interval) => Math.max(0, change(n, group, interval))));
}

/** Cuts at a trial for cells, those that miss their level or all of them, from one simulation more for each group, which has more people in all intervals at once. */
async function cutsAt(search: Search, trial: Trial, missed = lacking(search, trial)): Promise<readonly ServiceCut[]> {
  const { problem } = search;
  const least = missed.reduce((low, { level }) => Math.min(low, level), 1);
  const step = STEPS.find(({ below }) => least < below)?.people ?? 1;
  const slopes: (readonly Float64Array[])[] = [];
  for (const [index] of problem.groups.entries()) {
    const more = await tried(
      search,
      withChange(trial.people, (n, group) => (group === index ? n + step : n)),
    );
    slopes.push(
      more.inTime.map((own, queue) =>
        own.map((value, at) => Math.max(0, value - (trial.inTime[queue]?.[at] ?? 0)) / step),
      ),
    );
  }
  return missed.map(({ queue, intervals, inTime, needed }) => {
    const cut: ServiceCut = {
      queue,
      intervals,
      at: trial.people,
      inTime,
      needed,
      slopes: problem.groups.map((_, group) => Float64Array.from(intervals, (at) => slopes[group]?.[queue]?.[at] ?? 0)),
    };
    const lifted = search.archive.reduce((one, other) => liftedBy(search, one, other), cut);
    if (inTime >= needed) return cut;
    // A cut that the archive lifts above its own point, or that nothing changes, says no more than: somebody more who takes the queue.
    const reach = lifted.slopes.reduce((sum, own) => sum + own.reduce((all, one) => all + one, 0), 0);
    return lifted.inTime < needed - NOTHING && reach > NOTHING * needed ? lifted : pushed(search, cut);
  });
}

/** In place of a cut: one person more among those who take the queue in these intervals. */
function pushed({ problem }: Search, cut: ServiceCut): ServiceCut {
  const lack = cut.needed - cut.inTime;
  const slopes = problem.groups.map(({ queues }) =>
    new Float64Array(cut.intervals.length).fill(queues.includes(cut.queue) ? lack : 0),
  );
  return { ...cut, slopes };
}

/** The cheapest people by programs with cuts, until a simulation finds every level met, the rounds are over, or the groups are too small. */
async function byCuts(search: Search, highs: RosterEngines['highs']) {
  const { request, problem, stopRequested } = search;
  let last: Trial | undefined;
  for (let round = 1; ; round += 1) {
    const control = { nodes: NODES, seed: request.seed, stopRequested };
    const people = cheapestPeople(highs, problem, search.cuts, control);
    if (people === undefined) return { trial: last, rounds: round, isLimited: !stopRequested() };
    last = await tried(search, people);
    if (isMet(search, last) || round >= request.rounds || stopRequested()) {
      return { trial: last, rounds: round, isLimited: false };
    }
    search.cuts.push(...(await cutsAt(search, last)));
  }
}

/**
 * From people who meet all levels to cheaper ones, by programs that stay near them: cuts of a whole day are far from true far away, and without a limit its people
 * would go from one end of the day to the other.
 */
async function descended(search: Search, highs: RosterEngines['highs'], start: Trial): Promise<Trial> {
  const { request, problem, stopRequested } = search;
  const control = { nodes: NODES, seed: request.seed, stopRequested };
  let best = start;
  let by = NEAR;
  search.cuts.push(...(await cutsAt(search, best, cellsAt(search, best))));
  for (let round = 0; round < request.rounds && !stopRequested(); round += 1) {
    const people = cheapestPeople(highs, problem, search.cuts, control, { people: best.people, by });
    if (people === undefined || costOf(problem, people) >= costOf(problem, best.people) - NOTHING) return best;
    const trial = await tried(search, people);
    if (isMet(search, trial)) {
      best = trial;
      search.cuts.push(...(await cutsAt(search, best, cellsAt(search, best))));
    } else {
      by = Math.max(1, by - 1);
      search.cuts.push(...(await cutsAt(search, trial)));
    }
  }
  return best;
}

/** Adds, while a level is missed, a person to the group that helps most for its cost, in every cell that lacks at once. */
async function repaired(search: Search, start: Trial): Promise<Trial> {
  const { problem } = search;
  let trial = start;
  while (!isMet(search, trial) && !search.stopRequested()) {
    const missed = lacking(search, trial);
    const now = trial;
    const worth = new Map<number, { readonly group: number; readonly gain: number }>();
    for (const [index, { cost, most }] of problem.groups.entries()) {
      const more = await tried(
        search,
        withChange(now.people, (n, group) => (group === index ? Math.min(most, n + 1) : n)),
      );
      for (const [place, { queue, intervals }] of missed.entries()) {
        const gain = (sumOver(more.inTime[queue], intervals) - sumOver(now.inTime[queue], intervals)) / cost;
        if (gain > (worth.get(place)?.gain ?? 0)) worth.set(place, { group: index, gain });
      }
    }
    if (worth.size === 0) return trial;
    const added = new Set<string>();
    for (const [place, { group }] of worth) {
      for (const interval of missed[place]?.intervals ?? []) added.add(`${group} ${interval}`);
    }
    trial = await tried(
      search,
      withChange(now.people, (n, group, t) => (added.has(`${group} ${t}`) ? n + 1 : n)),
    );
  }
  return trial;
}

/** How many people more, or fewer, of each group. */
type Move = readonly number[];

/**
 * Moves that make it cheaper, the largest saving first: a person fewer, or one of a cheaper group in place of one; `pairs`: two fewer, with one or two of other
 * groups in their place, which lead away from mixes that no single exchange leaves.
 */
function movesOf({ groups }: SkillProblem, pairs: boolean): readonly Move[] {
  const all = groups.map((_, group) => group);
  const two = all.flatMap((one) => all.filter((other) => other >= one).map((other) => [one, other]));
  const taken = pairs ? two : all.map((one) => [one]);
  const given = pairs ? [...all.map((one) => [one]), ...two] : [[], ...all.map((one) => [one])];
  const saving = (move: Move): number => -move.reduce((sum, n, group) => sum + n * (groups[group]?.cost ?? 0), 0);
  const moves = taken.flatMap((from) =>
    given
      .filter((to) => to.every((group) => !from.includes(group)))
      .map((to) =>
        all.map((group) => to.filter((one) => one === group).length - from.filter((one) => one === group).length),
      ),
  );
  return moves.filter((move) => saving(move) > NOTHING).sort((x, y) => saving(y) - saving(x));
}

/** Tries a move in every second cell of intervals at once and keeps it where it does no harm; all of it is simulated together again. */
async function searched(search: Search, start: Trial, pairs: boolean): Promise<Trial> {
  const { problem, stopRequested } = search;
  const limit = search.archive.length + (pairs ? MOST_PAIR_TRIALS : Infinity);
  const most = (group: number): number => problem.groups[group]?.most ?? 0;
  let best = start;
  const places =
    problem.cells.length > 1
      ? problem.cells
      : problem.hours.length > 1
        ? [...problem.hours.keys()].map((t) => [t])
        : problem.cells;
  for (let pass = 0, isBetter = true; isBetter && pass < MOST_PASSES; pass += 1) {
    isBetter = false;
    for (const move of movesOf(problem, pairs)) {
      for (const half of [0, 1]) {
        let where = new Set(places.flatMap((cell, index) => (index % 2 === half ? cell : [])));
        while (where.size > 0 && search.archive.length < limit && !stopRequested()) {
          const chosen = where;
          const now = best;
          const isPossible = (t: number): boolean =>
            chosen.has(t) &&
            move.every((n, group) => {
              const changed = (now.people[group]?.[t] ?? 0) + n;
              return n === 0 || (changed >= 0 && changed <= most(group));
            });
          const people = withChange(now.people, (n, group, t) => (isPossible(t) ? n + (move[group] ?? 0) : n));
          if (costOf(problem, people) >= costOf(problem, now.people) - NOTHING) break;
          const trial = await tried(search, people);
          if (isMet(search, trial)) {
            best = trial;
            isBetter = true;
            break;
          }
          where = withoutHarm(search, trial, now, chosen, lacking(search, trial));
        }
      }
    }
  }
  return best;
}

/** Intervals of a tried move that are left once those are taken out that harmed a cell: its own and the one before; of one cell alone, the worse half. */
function withoutHarm(
  { problem }: Search,
  trial: Trial,
  before: Trial,
  where: ReadonlySet<number>,
  missed: ReturnType<typeof lacking>,
): Set<number> {
  if (problem.cells.length === 1 || missed.some(({ intervals }) => intervals.length > 1)) {
    const loss = (t: number): number =>
      trial.inTime.reduce((sum, own, queue) => sum + (before.inTime[queue]?.[t] ?? 0) - (own[t] ?? 0), 0);
    const order = [...where].sort((a, b) => loss(a) - loss(b));
    return new Set(order.slice(0, Math.floor(order.length / 2)));
  }
  const harmed = new Set(missed.flatMap(({ intervals }) => intervals));
  return new Set([...where].filter((t) => !harmed.has(t) && !harmed.has(t + 1)));
}

/** Each queue by itself: agents by formula in each interval, at the cost of the cheapest group that takes it. */
function singleQueues({ queues, groups }: SkillStaffingRequest): SkillStaffing['single'] {
  let [hours, cost] = [0, 0];
  for (const { id, share, intervals, patience, level } of queues) {
    const price = Math.min(...groups.filter((group) => group.queues.includes(id)).map((group) => group.costPerHour));
    const mean =
      patience?.kind === 'exponential'
        ? patience.meanSeconds
        : patience === undefined
          ? undefined
          : patience.seconds.reduce((sum, one) => sum + one, 0) / patience.seconds.length;
    for (const { start, end, contacts, ahtSeconds } of intervals) {
      const loadErlang = (contacts * ahtSeconds) / (end - start);
      const target = { kind: 'service-level', share, ...level } as const;
      const agents = agentsForTarget({ loadErlang, ahtSeconds, patienceSeconds: mean }, target);
      hours += (agents * (end - start)) / SECONDS_PER_HOUR;
      cost += (price * agents * (end - start)) / SECONDS_PER_HOUR;
    }
  }
  return { hours, cost };
}

function cellsOf(search: Search, check: Simulation, queue: number): readonly StaffedCell[] {
  const { request, model, problem } = search;
  const { intervals } = model;
  return problem.cells.map((cell, index) => {
    const service =
      request.scope === 'day' ? check.queues[queue]?.day[index] : check.queues[queue]?.interval[cell[0] ?? 0];
    const serviceLevel = service?.serviceLevel ?? { value: null, halfWidth: null };
    const lowest = (problem.shares[queue] ?? 0) - (serviceLevel.halfWidth ?? 0);
    return {
      cell: { start: intervals[cell[0] ?? 0]?.start ?? 0, end: intervals[cell.at(-1) ?? 0]?.end ?? 0 },
      offered: service?.offered.value ?? 0,
      serviceLevel,
      isMet: serviceLevel.value === null || serviceLevel.value >= lowest,
    };
  });
}

/**
 * The cheapest people of each group with whom every queue keeps its share in simulation: an integer program whose cuts come from simulations (after Atlason,
 * Epelman & Henderson 2004; Cezik & L'Ecuyer 2008), lifted where a simulation contradicts them, then a search by simulation alone, and a check on fresh replications.
 */
export async function makeSkillStaffing(
  request: SkillStaffingRequest,
  stopRequested: () => boolean,
  { highs }: Pick<RosterEngines, 'highs'>,
): Promise<SkillStaffing> {
  const model = modelOf(request);
  const problem = problemOf(request, model);
  const search: Search = { request, model, problem, stopRequested, archive: [], cuts: [], lifted: 0 };
  // Levels of single intervals are enough for those of days: the search for these begins there.
  const first =
    request.scope === 'day'
      ? { ...search, problem: { ...problem, cells: [...problem.hours.keys()].map((t) => [t]) } }
      : search;
  const { trial, rounds, isLimited } = await byCuts(first, highs);
  const everybody = problem.groups.map(({ most }) => new Int32Array(model.intervals.length).fill(most));
  let found = trial ?? (await tried(search, everybody));
  found = await repaired(first, found);
  if (request.scope === 'day') {
    search.cuts = [];
    found = await repaired(search, found);
    if (isMet(search, found)) found = await descended(search, highs, found);
  }
  const programCost = costOf(problem, found.people);
  const isReached = isMet(search, found);
  if (isReached) {
    found = await searched(search, found, false);
    const other = await searched(search, found, true);
    if (other !== found) found = await searched(search, other, false);
  }
  const check = await simulatePeople(
    request,
    model,
    found.people,
    request.seed + CHECK_SEED,
    stopRequested,
    CHECK_BLOCKS,
  );
  const queues = request.queues.map(({ id, share }, queue) => ({ id, share, cells: cellsOf(search, check, queue) }));
  const missed = queues.flatMap(({ cells }) => cells).filter((cell) => !cell.isMet).length;
  const status = isReached ? (missed === 0 ? 'met' : 'missed') : isLimited || !stopRequested() ? 'limited' : 'missed';
  const none: Measured = { value: null, halfWidth: null };
  const groupHours = found.people.map((own) => own.reduce((sum, n, t) => sum + n * (problem.hours[t] ?? 0), 0));
  return {
    zone: request.zone,
    status,
    intervals: model.intervals,
    people: found.people.map((own) => [...own]),
    groups: request.groups.map((group, index) => ({
      ...group,
      hours: groupHours[index] ?? 0,
      occupancy: check.groups.find(({ id }) => id === group.id)?.horizon.occupancy ?? none,
    })),
    queues,
    cost: costOf(problem, found.people),
    programCost,
    hours: groupHours.reduce((sum, one) => sum + one, 0),
    single: singleQueues(request),
    rounds,
    cuts: search.cuts.length,
    lifted: search.lifted,
    simulations: search.archive.length,
    replications: check.replications,
    notes: notesOf(status, missed, stopRequested()),
  };
}

function notesOf(status: SkillStaffing['status'], missed: number, isStopped: boolean): Note[] {
  const notes: Note[] = [];
  if (status === 'limited') notes.push({ code: 'groups-too-small', facts: { cells: missed } });
  else if (missed > 0) notes.push({ code: 'skill-levels-missed', facts: { cells: missed } });
  if (isStopped) notes.push({ code: 'skill-staffing-stopped', facts: {} });
  return notes;
}
