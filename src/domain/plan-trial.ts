import type { HandlingSpread, KeptPromise, ServicePromise } from './simulation.ts';

/** How a plan's roster is tried by simulation, and how often the plan goes forward again where a promise is missed. */
export type PlanTrial = {
  /** Queues are called by their skill; the one without a skill is called `contacts`. */
  readonly promises: readonly ServicePromise[];
  readonly handling: HandlingSpread;
  /** Coefficient of variation of whole days around their forecast. */
  readonly dayVariation: number;
  /** Chance that somebody does not come to a shift. */
  readonly absence: number;
  readonly replications: number;
  readonly seed: number;
  /** Rosters at most, the first one included. */
  readonly rounds: number;
};

/** One roster of a trial. */
export type TrialRound = {
  /** Hours of positions that the requirement was raised by. */
  readonly raisedHours: number;
  /** Hours of work on the queues in the roster. */
  readonly staffedHours: number;
  /** Agent-hours below what the raised requirement asks for. */
  readonly uncoveredHours: number;
  /** Share of the replications that kept each promise. */
  readonly kept: readonly number[];
};

/** Why promises are missed in the end: every round was used, or more was asked for and nobody more came. */
export type MissedReason = 'rounds' | 'people' | 'no-roster';

export type TrialFound = {
  readonly rounds: readonly TrialRound[];
  /** Index of the round whose roster is the plan's. */
  readonly chosen: number;
  readonly promises: readonly KeptPromise[];
  readonly missed?: MissedReason | undefined;
};
