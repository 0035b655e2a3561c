import type { RosterStatus } from './roster.ts';
import type { HandlingSpread, KeptPromise, Measured, ServicePromise } from './simulation.ts';
import type { Interval, LocalDate } from './units.ts';

/** How a plan's roster is tried by simulation, and how often the plan goes forward again where a promise is missed. */
export type PlanTrial = {
  /** Queues are called by their skill; the one without a skill is called `contacts`. */
  readonly promises: readonly ServicePromise[];
  readonly handling: HandlingSpread;
  /** The contacts expected, or those of the forecast's sample paths, one path a replication. */
  readonly contacts: 'expected' | 'paths';
  /** Coefficient of variation of whole days around their forecast; 0 with paths. */
  readonly dayVariation: number;
  /** Chance that somebody does not come to a shift. */
  readonly absence: number;
  /** Whether the service level by formula is told beside the simulated one. */
  readonly formula: boolean;
  readonly replications: number;
  readonly seed: number;
  /** Rosters at most, the first one included. */
  readonly rounds: number;
};

/** What one queue was given in some time, and what came of it. */
export type TrialService = {
  /** Hours of positions that its requirement was raised by. */
  readonly raisedHours: number;
  /** Simulated. */
  readonly serviceLevel: Measured;
  /** By formula with the rostered people of the chosen round, for the contacts expected; null where it was not asked for, or no formula is known. */
  readonly expected: number | null;
  /** The same over the futures: the spread of days, or the sample paths; weighted by contacts. */
  readonly expectedOverFutures: number | null;
  /** Mean work in an hour of those rostered, of that of the crew as the requirement counts it; absent where it has no crew, or nobody is there. */
  readonly proficiency?: number | undefined;
};

export type TrialQueue = {
  readonly id: string;
  readonly days: readonly (TrialService & { readonly date: LocalDate })[];
  readonly horizon: TrialService;
};

/** One roster of a trial. */
export type TrialRound = {
  /** Hours of positions that the requirement was raised by. */
  readonly raisedHours: number;
  /** Hours of work on the queues in the roster. */
  readonly staffedHours: number;
  /** Agent-hours below what the raised requirement asks for. */
  readonly uncoveredHours: number;
  readonly status: RosterStatus;
  /** Of the roster: (objective - bound) / objective; null without a bound. */
  readonly gap: number | null;
  /** Fewer than asked for where the trial was stopped. */
  readonly replications: number;
  /** Share of the replications that kept each promise. */
  readonly kept: readonly number[];
  readonly queues: readonly TrialQueue[];
};

/**
 * Why promises are missed in the end: every round was used; more was asked for and nobody more came; every interval that lacks people is at the ceiling of its
 * requirement; there is no roster; or the trial was stopped.
 */
export type MissedReason = 'rounds' | 'people' | 'ceiling' | 'no-roster' | 'stopped';

/** People beside the roster. */
export type ExtraPeople = Interval & { readonly queue: string; readonly people: number };

/** What could be done about promises that the chosen roster misses. */
export type TrialWayOut = {
  /** For each promise the best bound in whole points (ASA: seconds) that the roster keeps with the chance asked for; null where none. */
  readonly reachable: readonly (number | null)[];
  /** More people on the work with whom all promises are kept, as simulated; absent where none were found. */
  readonly extra?:
    | {
        readonly hours: number;
        /** Most of them at one time. */
        readonly people: number;
        /** Whether each single person and interval was tried without, and is needed. */
        readonly isLean: boolean;
        readonly spans: readonly ExtraPeople[];
      }
    | undefined;
};

export type TrialFound = {
  readonly rounds: readonly TrialRound[];
  /** Index of the round whose roster is the plan's. */
  readonly chosen: number;
  readonly promises: readonly KeptPromise[];
  readonly missed?: MissedReason | undefined;
  /** Where promises are missed by a roster. */
  readonly wayOut?: TrialWayOut | undefined;
};
