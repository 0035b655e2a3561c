import type { SimulatedQueue, SimulationModel } from '../../domain/simulation.ts';
import type { StagedSpread } from '../../staffing/service-phases.ts';
import { type StaffedInterval, transientService } from '../../staffing/transient-service.ts';

/** What is expected of a queue in each interval of a model: contacts, and those answered in time. */
type Answered = { readonly contacts: Float64Array; readonly inTime: Float64Array };

export type ExpectedLevels = {
  /** Share of the contacts of these intervals of the model that is answered in time; null where there are none. */
  readonly share: (isIn: (interval: number) => boolean) => number | null;
  readonly shareOverFutures: (isIn: (interval: number) => boolean) => number | null;
};

/** Sample paths followed at most, evenly among all. */
const PATHS = 10;

/**
 * Three factors with weights that stand for a gamma factor of mean 1: Gauss-Laguerre quadrature with the weight x^a e^-x, a = 1 / variation^2 - 1,
 * exact for polynomials up to degree 5. The nodes are the roots of x^3 - 3 (a + 3) x^2 + 3 (a + 2)(a + 3) x - (a + 1)(a + 2)(a + 3).
 */
export function dayFactors(variation: number): readonly (readonly [number, number])[] {
  if (variation === 0) return [[1, 1]];
  const shape = 1 / variation ** 2;
  const centre = shape + 2;
  // With x = centre + t the polynomial is t^3 - 3 centre t - 2 centre, whose roots are cosines.
  const radius = 2 * Math.sqrt(centre);
  const angle = Math.acos(1 / Math.sqrt(centre)) / 3;
  const nodes = [0, 1, 2].map((turn) => centre + radius * Math.cos(angle - (2 * Math.PI * turn) / 3));
  return nodes.map((node, index) => {
    const [first = 0, second = 0] = nodes.filter((_, other) => other !== index);
    // Moments of the gamma weight: 1, shape, shape (shape + 1).
    const top = shape * (shape + 1) - (first + second) * shape + first * second;
    return [node / shape, top / ((node - first) * (node - second))];
  });
}

/** Piece of an interval with the same people throughout, and which interval of the model it is of. */
type Piece = StaffedInterval & { readonly interval: number; readonly part: number };

/** A queue's intervals, cut where its people change; undefined where somebody has another queue beside it. */
function piecesOf(model: SimulationModel, queue: SimulatedQueue): readonly Piece[] | undefined {
  const worked = model.employees.map(({ attendances }) =>
    attendances
      .flatMap(({ stretches: own, paces }) => own.map((one) => ({ ...one, pace: paces?.[queue.id] ?? 1 })))
      .filter(({ queues }) => queues.includes(queue.id)),
  );
  const stretches = worked.flat();
  if (stretches.some(({ queues }) => queues.length > 1)) return undefined;
  // Who goes straight on does not leave, and finishes what is begun.
  const leavingAt = (time: number): number =>
    worked.filter((own) => own.some(({ end }) => end === time) && !own.some(({ start }) => start === time)).length;
  const changes = [...new Set(stretches.flatMap(({ start, end }) => [start, end]))].sort((a, b) => a - b);
  return queue.arrivals.flatMap(({ start, end, contacts, ahtSeconds }) => {
    const interval = model.intervals.findIndex((one) => one.start <= start && one.end > start);
    const times = [start, ...changes.filter((time) => time > start && time < end), end];
    return times.slice(1).map((until, index): Piece => {
      const from = times[index] ?? start;
      const part = (until - from) / (end - start);
      const there = stretches.filter((one) => one.start <= from && one.end >= until);
      const pace = there.reduce((sum, one) => sum + one.pace, 0) / Math.max(1, there.length);
      return {
        start: from,
        end: until,
        contacts: contacts * part,
        ahtSeconds: there.length === 0 ? ahtSeconds : ahtSeconds / pace,
        positions: there.length,
        leaving: leavingAt(from),
        interval,
        part,
      };
    });
  });
}

function isStaged(handling: SimulatedQueue['handling']): handling is StagedSpread {
  return handling.kind === 'exponential' || handling.kind === 'lognormal';
}

/**
 * What formulas (`staffing/transient-service`) expect of a queue with the people of a model; undefined where they know none: patience and handle times
 * must be exponential or lognormal, contacts come one at a time to people of this queue alone who all come, and levels are shares of contacts offered.
 * Nothing of a simulation goes into it.
 */
export function expectedLevels(model: SimulationModel, queue: SimulatedQueue): ExpectedLevels | undefined {
  const { handling, patience, level, paths } = queue;
  const isKnown =
    queue.concurrency === 1 &&
    queue.callback === undefined &&
    level.base === 'offered' &&
    model.employees.every(({ absence, proficiency }) => absence === 0 && proficiency === 1);
  if (!isKnown || patience?.kind !== 'exponential' || !isStaged(handling)) return undefined;
  const pieces = piecesOf(model, queue);
  if (pieces === undefined || pieces.length === 0) return undefined;
  if (pieces.some(({ start, end }) => end - start < level.thresholdSeconds)) return undefined;
  const follow = (contactsOf: (piece: Piece) => number): Answered => {
    const staffed = pieces.map((piece) => ({ ...piece, contacts: contactsOf(piece) }));
    const made = transientService(staffed, patience.meanSeconds, level.thresholdSeconds, handling);
    const contacts = new Float64Array(model.intervals.length);
    const inTime = new Float64Array(model.intervals.length);
    for (const [index, piece] of staffed.entries()) {
      contacts[piece.interval] = (contacts[piece.interval] ?? 0) + piece.contacts;
      const share = made[index]?.serviceLevelOffered ?? 0;
      inTime[piece.interval] = (inTime[piece.interval] ?? 0) + piece.contacts * share;
    }
    return { contacts, inTime };
  };
  const mean = follow(({ contacts }) => contacts);
  const futures = futuresOf(queue, pieces, mean, follow, paths);
  return {
    share: (isIn) => shareOf([[mean, 1]], isIn),
    shareOverFutures: (isIn) => shareOf(futures, isIn),
  };
}

function futuresOf(
  { arrivals, variation }: SimulatedQueue,
  pieces: readonly Piece[],
  mean: Answered,
  follow: (contactsOf: (piece: Piece) => number) => Answered,
  paths: SimulatedQueue['paths'],
): readonly (readonly [Answered, number])[] {
  if (paths === undefined) {
    if (variation.day === 0) return [[mean, 1]];
    // Each day starts empty, so that one factor for all days gives what each has by itself.
    return dayFactors(variation.day).map(([factor, weight]) => [follow(({ contacts }) => contacts * factor), weight]);
  }
  const owner = arrivals.flatMap(({ start, end }, index) =>
    pieces.filter((piece) => piece.start >= start && piece.end <= end).map(() => index),
  );
  const places = new Map(pieces.map((piece, index) => [piece, owner[index] ?? 0]));
  const every = Math.max(1, Math.ceil(paths.length / PATHS));
  return paths
    .filter((_, index) => index % every === 0)
    .map((path) => [follow((piece) => (path[places.get(piece) ?? 0] ?? 0) * piece.part), 1]);
}

function shareOf(
  futures: readonly (readonly [Answered, number])[],
  isIn: (interval: number) => boolean,
): number | null {
  let [sum, all] = [0, 0];
  for (const [{ contacts, inTime }, weight] of futures) {
    for (const [index, count] of contacts.entries()) {
      if (!isIn(index)) continue;
      all += weight * count;
      sum += weight * (inTime[index] ?? 0);
    }
  }
  return all === 0 ? null : sum / all;
}
