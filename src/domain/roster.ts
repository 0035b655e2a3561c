import type { BoundProof } from './bound-proof.ts';
import type { Breach, TeamBreach } from './breach.ts';
import type { FairnessSpread } from './fairness.ts';
import type { MissingActivity } from './activity.ts';
import type { BaselineChange } from './changes.ts';
import type { Note } from './forecast.ts';
import type { Problem } from './problem.ts';
import type { Shift } from './shift.ts';
import type { Instant, LocalDate } from './units.ts';

/** What is known of the roster. */
export type RosterStatus = 'optimal' | 'feasible' | 'infeasible' | 'unknown';

/** Why the solver stopped. Exhausted: it has done all it does, before any limit, and has no proof of the roster. */
export type EndedBy = 'proof' | 'gap' | 'exhausted' | 'time' | 'iterations' | 'cancel' | 'memory';

/** How the bound was proven: by a finished integer search, a linear relaxation, Lagrangian duals, relaxed pricing, or not at all. */
export type BoundKind = 'integer' | 'lp' | 'lagrangian' | 'relaxed-pricing' | 'none';

/** One part of the objective: `points` = `count` of `unit` at their price (several prices may sum up in one part). */
export type ObjectivePart = {
  readonly part:
    | 'hard-cover'
    | 'below-floor'
    | 'below-target'
    | 'above-target'
    | 'above-ceiling'
    | 'cover-steps'
    | 'requests'
    | 'paid-hours'
    | 'labour-cost'
    | 'premium-hours'
    | 'hours-spread'
    | 'activities'
    | 'changes'
    | 'change-premiums'
    | 'rules'
    | 'team-rules'
    | 'budget'
    | 'fairness';
  readonly unit:
    | 'agent-hours'
    | 'people'
    | 'requests'
    | 'paid hours'
    | 'money'
    | 'hours'
    | 'activities'
    | 'changes'
    | 'breaches'
    | 'units';
  /** The rule that the part is of, where there is a part for each rule. */
  readonly rule?: string | undefined;
  readonly count: number;
  readonly points: number;
};

/** A demand that the roster leaves short, with the people that are there. */
export type Uncovered = {
  readonly start: Instant;
  readonly end: Instant;
  readonly template?: string | undefined;
  readonly skill?: string | undefined;
  readonly floor: number;
  readonly target: number;
  readonly cover: number;
  readonly short: number;
};

/** A demand whose floor must be met and is not: the fewest people at any time of it. */
export type Shortage = {
  readonly start: Instant;
  readonly end: Instant;
  readonly template?: string | undefined;
  readonly skill?: string | undefined;
  readonly floor: number;
  readonly fewest: number;
};

/** An employee for whom the hard rules admit no line at all, and rules of which any one, left out, admits one. */
export type Conflict = {
  readonly employeeId: string;
  readonly ruleIds: readonly string[];
  readonly dates: readonly LocalDate[];
};

/** How to solve. With `iterations` no clock ends the solve and the answer is the same on every machine. */
export type SolveLimits = {
  readonly seconds?: number | undefined;
  readonly iterations?: number | undefined;
  readonly seed: number;
  /** Stop when (objective - bound) / objective is at or below this; default 0. */
  readonly gap?: number | undefined;
  readonly engine?: 'auto' | 'javascript-lp-solver' | 'highs' | 'lines' | undefined;
  /** With the certificate of the bound. */
  readonly proof?: boolean | undefined;
};

export type Roster = {
  readonly problem: Problem;
  readonly status: RosterStatus;
  readonly endedBy: EndedBy;
  /** Sum of the parts' points; null where there is no roster. */
  readonly objective: number | null;
  readonly objectiveParts: readonly ObjectivePart[];
  readonly bound: number | null;
  readonly boundKind: BoundKind;
  /** Why no roster goes below the bound; only where it was asked for and there is a bound. */
  readonly proof?: BoundProof | undefined;
  /** (objective - bound) / objective, 0 when both are 0; null where one is missing. */
  readonly gap: number | null;
  readonly seconds: number;
  readonly iterations: number;
  readonly engine: string;
  readonly seed: number;
  readonly shifts: readonly Shift[];
  /** What became of the published shifts, those kept among them; only where the problem has a baseline and a roster was found. */
  readonly changes?: readonly BaselineChange[] | undefined;
  /** How the roster shares out what the team's settings name; only where it has such settings. */
  readonly fairness?: readonly FairnessSpread[] | undefined;
  readonly uncovered: readonly Uncovered[];
  /** Only where the problem has floors that must be met; empty where all of them are. */
  readonly shortages?: readonly Shortage[] | undefined;
  readonly breaches: readonly Breach[];
  /** Rules of the team as a whole that are not kept; only where it has any. */
  readonly teamBreaches?: readonly TeamBreach[] | undefined;
  readonly conflicts: readonly Conflict[];
  /** Activities that are due and not held; only where the problem has some and a roster was found. */
  readonly missingActivities?: readonly MissingActivity[] | undefined;
  readonly notes: readonly Note[];
};
