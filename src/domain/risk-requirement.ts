import type { Note } from './forecast.ts';
import type { Requirement, RequirementParameters } from './requirement.ts';
import type { HandlingSpread } from './simulation.ts';
import type { Instant, Weekday } from './units.ts';

/** No cell of the scope is answered below the share within the target's threshold. */
export type ServiceFloor = { readonly scope: 'interval' | 'hour' | 'day'; readonly share: number };

/** What is promised: in so many of the period's futures its service level reaches the target's share, and in the same futures no floor is missed. */
export type RiskPromise = {
  /** Each period keeps the promise by itself. */
  readonly period: 'day' | 'week' | 'horizon';
  readonly chance: number;
  /** At most one of each scope. */
  readonly floors: readonly ServiceFloor[];
};

/** How the staff is tried by simulating the futures contact by contact. */
export type RiskCheck = {
  /** Of the last trial, which nothing was fitted to; at least 1. */
  readonly replications: number;
  readonly seed: number;
  readonly handling: HandlingSpread;
  /** Times that the service level planned for is moved by what the simulation found, before the last trial; 0: never. */
  readonly rounds: number;
};

export type RiskTask = {
  readonly parameters: RequirementParameters;
  readonly promise: RiskPromise;
  readonly weekStart: Weekday;
};

/** A share of futures with the bounds of its 95 % interval. */
export type KeptShare = { readonly value: number; readonly lower: number; readonly upper: number };

/** Service levels over futures. */
export type LevelSpread = {
  readonly mean: number;
  readonly q05: number;
  readonly q10: number;
  readonly q50: number;
  readonly q90: number;
};

/** What the simulation of a period found. */
export type SimulatedPeriod = {
  readonly replications: number;
  /** Futures in which the period's service level was reached, callers' luck included. */
  readonly kept: KeptShare;
  readonly serviceLevel: LevelSpread;
  /** For each floor the futures in which all its cells kept it, and the mean share of futures over single cells: of small cells luck decides. */
  readonly floors: readonly { readonly allKept: KeptShare; readonly cellKept: number }[];
};

/** Why a promise is not kept: even the most positions everywhere keep it in too few futures, for the floor of `scope` or, where there is none, the level. */
export type RiskMiss = {
  readonly reason: 'ceiling';
  readonly scope?: ServiceFloor['scope'] | undefined;
  /** Chance with the most positions everywhere. */
  readonly reachable: number;
};

export type RiskPeriod = {
  readonly start: Instant;
  readonly end: Instant;
  /** Mean contacts of the futures. */
  readonly contacts: number;
  /** Futures that keep the promise as a whole, its level as it is planned, and each floor, by formula. */
  readonly kept: KeptShare;
  readonly levelKept: KeptShare;
  readonly floorsKept: readonly KeptShare[];
  /** Volume-weighted, by formula. */
  readonly serviceLevel: LevelSpread;
  /** The share planned for: the target's, moved by what simulations found. */
  readonly plannedShare: number;
  readonly simulated?: SimulatedPeriod | undefined;
  readonly missed?: RiskMiss | undefined;
};

/** Staff by another rule, judged by the same futures. */
export type RiskComparison = {
  /** Of the mean forecast; of an upper quantile of each interval by itself; or of the least such quantile that keeps the promise. */
  readonly method: 'mean' | 'quantile' | 'least-quantile';
  /** Share of futures at or below the contacts staffed for. */
  readonly quantile?: number | undefined;
  readonly positionHours: number;
  /** Paid hours, not rounded. */
  readonly paidHours: number;
  /** Least chance over the periods, by formula and the levels planned. */
  readonly kept: number;
};

export type RiskRequirement = {
  readonly promise: RiskPromise;
  readonly paths: number;
  /** The staff, with what is to be expected of it at the mean of the futures. */
  readonly requirement: Requirement;
  readonly positionHours: number;
  readonly paidHours: number;
  readonly periods: readonly RiskPeriod[];
  readonly comparisons: readonly RiskComparison[];
  readonly notes: readonly Note[];
};
