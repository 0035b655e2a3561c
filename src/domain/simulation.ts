import type { ServiceLevelBase } from './requirement.ts';
import type { Instant, Interval, Seconds } from './units.ts';

/** How contacts come within an interval: around its expectation (Poisson), or exactly so many. */
export type ArrivalProcess = 'poisson' | 'given';

/** Whether the rate is level within an interval, or leads over to that of its neighbours; the interval keeps its contacts either way. */
export type RateShape = 'level' | 'linear';

/** Contacts offered in an interval: an expectation for `poisson`, a count for `given`, and how long handling one takes on average. */
export type ArrivalInterval = Interval & { readonly contacts: number; readonly ahtSeconds: Seconds };

/** How handle times spread around the AHT of the interval that the contact came in. `empirical`: as these seconds do, scaled to the AHT. */
export type HandlingSpread =
  | { readonly kind: 'fixed' }
  | { readonly kind: 'exponential' }
  | { readonly kind: 'lognormal'; readonly coefficientOfVariation: number }
  | { readonly kind: 'empirical'; readonly seconds: readonly number[] };

/** How long callers wait before they hang up. */
export type Patience =
  | { readonly kind: 'exponential'; readonly meanSeconds: Seconds }
  | { readonly kind: 'empirical'; readonly seconds: readonly number[] };

/** Who still waits after so long is offered a call back; a share accepts, and becomes a contact of another queue without patience. */
export type CallbackOffer = {
  readonly afterSeconds: Seconds;
  readonly share: number;
  /** Id of the queue of the calls back. */
  readonly queue: string;
};

/** The service level that is counted. */
export type CountedLevel = { readonly thresholdSeconds: Seconds; readonly base: ServiceLevelBase };

/** One queue of contacts. */
export type SimulatedQueue = {
  readonly id: string;
  /** In order and apart; they may be finer than the intervals reported. */
  readonly arrivals: readonly ArrivalInterval[];
  /** Other contacts for the intervals, path by path: replication r takes path r modulo their number. */
  readonly paths?: readonly (readonly number[])[] | undefined;
  readonly process: ArrivalProcess;
  readonly rate: RateShape;
  /** Coefficient of variation of a gamma factor common to a day (`day`), and of one for each interval (`interval`); `poisson` alone. */
  readonly variation: { readonly day: number; readonly interval: number };
  readonly handling: HandlingSpread;
  /** Absent: nobody hangs up. */
  readonly patience?: Patience | undefined;
  /** Lower is served first; of equals whoever waits longest. */
  readonly priority: number;
  /** Contacts that one employee may have at once, as in chat; a contact of a queue with 1 is had alone. */
  readonly concurrency: number;
  /** With n contacts at once each takes 1 + stretch (n - 1) times as long. */
  readonly stretch: number;
  readonly callback?: CallbackOffer | undefined;
  readonly level: CountedLevel;
};

/** A stretch of work: contacts of these queues are taken. */
export type SimulatedStretch = Interval & { readonly queues: readonly string[] };

/** One attendance; who is absent is absent for all of it. */
export type Attendance = {
  /** The same name in two rosters means the same absence under the same seed. */
  readonly name: string;
  /** Work in a time of that of who the handle times are of, by queue; absent: 1. */
  readonly paces?: Readonly<Record<string, number>> | undefined;
  readonly stretches: readonly SimulatedStretch[];
};

export type SimulatedEmployee = {
  readonly id: string;
  /** The group that occupancy is told by. */
  readonly group: string;
  /** Work done in a time, of that of a full hand. */
  readonly proficiency: number;
  /** Chance that an attendance does not take place. */
  readonly absence: number;
  readonly attendances: readonly Attendance[];
};

/** Who of those free takes a contact: whoever is idle longest, or of those with the fewest queues whoever is. */
export type Routing = 'longest-idle' | 'least-skilled';

/** A partition of the intervals by which results are told: `cells[i]` is the cell of interval i. */
export type Scope = 'interval' | 'hour' | 'day' | 'week' | 'horizon';

/** What a promise is about. Occupancy is of all employees that serve the queue, or of everybody. */
export type PromisedMeasure = 'service-level' | 'asa' | 'abandonment' | 'occupancy';

/** A promise: the measure is at least (service level) or at most (the others) the bound in every cell of the scope. */
export type ServicePromise = {
  /** Absent: all queues together. */
  readonly queue?: string | undefined;
  readonly measure: PromisedMeasure;
  readonly scope: Scope;
  readonly bound: number;
  /** Chance with which it is to be kept, 0-1. */
  readonly chance: number;
};

/** What is simulated. Everything outside the intervals is simulated and not counted. */
export type SimulationModel = {
  /** In order and apart. */
  readonly intervals: readonly Interval[];
  /** For each scope the cell of each interval, from 0 on. */
  readonly cells: Readonly<Record<Scope, readonly number[]>>;
  /** Starts of the days of the gamma factors, in order. */
  readonly dayStarts: readonly Instant[];
  readonly queues: readonly SimulatedQueue[];
  readonly employees: readonly SimulatedEmployee[];
  readonly routing: Routing;
  readonly promises: readonly ServicePromise[];
};

/** When to stop: after so many replications, or when the service level of every queue over the horizon is known to the half-width. */
export type SimulationLimits = {
  readonly seed: number;
  /** Most replications; exactly so many without `halfWidth`. */
  readonly replications: number;
  readonly halfWidth?: number | undefined;
};

/** A measured value with the half-width of its 95 % interval; null where nothing was to be measured. */
export type Measured = { readonly value: number | null; readonly halfWidth: number | null };

/** What callers and employees saw in one cell of time. */
export type SimulatedService = {
  /** Contacts a replication, on average. */
  readonly offered: Measured;
  readonly answered: number;
  readonly abandoned: number;
  readonly calledBack: number;
  /** Still waiting when the last employee had gone. */
  readonly unanswered: number;
  readonly serviceLevel: Measured;
  readonly serviceLevelOffered: Measured;
  readonly abandonment: Measured;
  readonly asaSeconds: Measured;
};

/** How busy a group was. */
export type SimulatedGroup = {
  readonly staffedHours: Measured;
  readonly busyHours: Measured;
  readonly occupancy: Measured;
  readonly handled: Measured;
};

/** How often a promise was kept. */
export type KeptPromise = {
  readonly promise: ServicePromise;
  /** Share of the replications in which it was kept in every cell, with the bounds of its 95 % interval. */
  readonly kept: { readonly value: number; readonly lower: number; readonly upper: number };
  readonly isKept: boolean;
  /** For each cell of the scope the share of replications in which it was kept there. */
  readonly cells: readonly number[];
};

/** Values by cell of interval, day and horizon. */
export type ByScope<T> = {
  readonly interval: readonly T[];
  readonly day: readonly T[];
  readonly horizon: T;
};

/** What a simulation found. */
export type Simulation = {
  readonly model: SimulationModel;
  readonly limits: SimulationLimits;
  readonly replications: number;
  /** Stopped: asked to, before its limits. */
  readonly endedBy: 'replications' | 'half-width' | 'stopped';
  readonly contacts: number;
  readonly queues: readonly (ByScope<SimulatedService> & { readonly id: string })[];
  /** All queues together, each contact by its own queue's level. */
  readonly all: ByScope<SimulatedService>;
  readonly groups: readonly (ByScope<SimulatedGroup> & { readonly id: string })[];
  readonly everybody: ByScope<SimulatedGroup>;
  readonly promises: readonly KeptPromise[];
  /** Counts over the horizon of each replication, by queue and of all together, for comparisons. */
  readonly runs: readonly Float64Array[];
};
