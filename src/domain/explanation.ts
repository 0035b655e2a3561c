import type { BoundPrices, CoverPrice, LimitPrice } from './bound-prices.ts';
import type { Breach } from './breach.ts';
import type { Note } from './forecast.ts';
import type { Problem } from './problem.ts';
import type { BoundKind, ObjectivePart, RosterStatus, SolveLimits } from './roster.ts';
import type { Shift } from './shift.ts';
import type { LocalDate, LocalTime } from './units.ts';

/** Points for each unit of a change that would make an infeasible problem feasible: the dearer, the less it is wished. */
export type RepairPrices = {
  /** Per hour that a limit in hours or minutes gives way. */
  readonly ruleHour: number;
  /** Per day, shift, weekend or week that a limit gives way. */
  readonly ruleDay: number;
  /** A rule without a limit in numbers that is not kept for one employee. */
  readonly ruleExempt: number;
  /** An agreement on record that lifts a rule for one employee on the days planned. */
  readonly agreement: number;
  /** Per person that a rule of the team as a whole gives way; its hours cost what those of a rule do. */
  readonly teamRulePerson: number;
  /** A rule of the team that is not kept at all. */
  readonly teamRuleExempt: number;
  readonly lock: number;
  /** Work in spite of a span in which an employee cannot, a day off, or the windows of availability. */
  readonly unavailable: number;
  readonly dayOff: number;
  readonly availability: number;
  /** Per agent-hour, or person of a template, that a hard floor is lowered. */
  readonly floorHour: number;
  readonly floorPerson: number;
  /** One more employee of a contract with skills that somebody has. */
  readonly hire: number;
};

/** A change of the problem that is asked about. */
export type ProblemChange =
  /** The rule's value for everybody that it holds for, or for some employees, or on some dates; `value` absent: without the rule. */
  | {
      readonly change: 'rule';
      readonly rule: string;
      readonly name?: string | undefined;
      readonly value?: number | undefined;
      readonly employees?: readonly string[] | undefined;
      readonly dates?: readonly LocalDate[] | undefined;
    }
  /** The target of demands on some dates and times, in one skill or without one, raised or lowered by whole people. */
  | {
      readonly change: 'demand';
      readonly dates?: readonly LocalDate[] | undefined;
      readonly from?: LocalTime | undefined;
      readonly to?: LocalTime | undefined;
      readonly skill?: string | undefined;
      readonly template?: string | undefined;
      readonly add: number;
    }
  /** A rule of the team, by the id of its setting or of the rule, with another limit; `value` absent: without it. */
  | { readonly change: 'team-rule'; readonly rule: string; readonly value?: number | undefined }
  /** Something to be shared fairly, with another weight; absent: not shared. */
  | { readonly change: 'fairness'; readonly id: string; readonly weight?: number | undefined }
  /** An activity that need not be held. */
  | { readonly change: 'activity'; readonly id: string }
  /** More employees of a contract. */
  | {
      readonly change: 'hire';
      readonly contract: string;
      readonly skills: readonly string[];
      readonly people: number;
    }
  /** The employee is there on these dates whatever days off and unavailable spans say. Leave stays. */
  | { readonly change: 'available'; readonly employee: string; readonly dates: readonly LocalDate[] }
  /** Another length of a shift template. */
  | {
      readonly change: 'length';
      readonly template: string;
      readonly minutes: number;
      readonly dates?: readonly LocalDate[] | undefined;
    };

/** What is asked. Points and people are of the problem, and of its roster where one is given. */
export type Question =
  | { readonly ask: 'conflict'; readonly repairPrices: RepairPrices }
  | {
      readonly ask: 'cover';
      readonly date?: LocalDate | undefined;
      /** Stretches that hold this time of day. */
      readonly at?: LocalTime | undefined;
      readonly skill?: string | undefined;
      readonly most: number;
    }
  | { readonly ask: 'saving'; readonly changes: readonly ProblemChange[] }
  | { readonly ask: 'prices'; readonly most: number }
  | {
      readonly ask: 'shift';
      readonly employee: string;
      readonly date: LocalDate;
      /** What might be worked in place; absent: everything that the templates allow, and the day off. */
      readonly instead?: { readonly template: string; readonly start?: LocalTime | undefined } | 'day-off' | undefined;
      /** Whether the whole roster is solved again around each, and not only the employee's own days. */
      readonly resolve: boolean;
    };

export type ExplanationTask = {
  readonly problem: Problem;
  /** The roster that is asked about; absent: the best that the solver finds. */
  readonly shifts?: readonly Shift[] | undefined;
  readonly question: Question;
  readonly limits: SolveLimits;
};

/** A sentence with its facts; `proven`: each solve that it rests on ended with a proof. */
export type Statement = Note & { readonly proven: boolean };

/** Things that cannot hold at once. */
export type ConflictSet = {
  readonly members: readonly Statement[];
  /** Without any one of them there is a roster, and with all of them there is none: all of it proven by solving. */
  readonly irreducible: boolean;
};

export type RepairStep = Statement & { readonly price: number };

/** The cheapest change found that makes the problem feasible. */
export type Repair = {
  readonly steps: readonly RepairStep[];
  readonly price: number;
  /** No repair costs less. */
  readonly lowerBound: number;
  /** A roster was found under these steps, and every cheaper repair was proven to admit none. */
  readonly proven: boolean;
};

/** What one solve said. */
export type SolveFigures = {
  readonly status: RosterStatus;
  readonly objective: number | null;
  readonly bound: number | null;
  readonly boundKind: BoundKind;
};

/** Difference of two solves with the same seed and limits, in points: positive is saved. */
export type Saving = {
  readonly statement: Statement;
  readonly before: SolveFigures;
  readonly after: SolveFigures;
  /** Objective before less objective after; null where one has no roster. */
  readonly points: number | null;
  /** The saving between the best rosters of both lies in between, by the bounds. */
  readonly least: number | null;
  readonly most: number | null;
  /** After less before, part by part. */
  readonly parts: readonly ObjectivePart[];
};

/** What stands between an employee and a stretch without cover, or between her and another shift. */
export type Candidate = Statement & {
  readonly employeeId: string;
  readonly verdict:
    | 'works'
    | 'lacks-skill'
    | 'no-shift'
    | 'locked'
    | 'absent'
    | 'breaks-rules'
    | 'saves'
    | 'costs'
    | 'unknown';
  readonly shift?: Shift | undefined;
  readonly breaches: readonly Breach[];
  /** Objective with it less objective as it is; null where it is not possible or was not solved. */
  readonly points: number | null;
  readonly parts: readonly ObjectivePart[];
};

/** A stretch that the roster leaves short, and what stops each employee. */
export type GapReasons = {
  readonly start: number;
  readonly end: number;
  readonly skill?: string | undefined;
  readonly template?: string | undefined;
  readonly short: number;
  readonly candidates: readonly Candidate[];
};

/** The prices of a bound as sentences, the dearest first. */
export type ToldPrices = Pick<BoundPrices, 'bound' | 'boundKind'> & {
  readonly cover: readonly (Statement & CoverPrice)[];
  readonly limits: readonly (Statement & LimitPrice)[];
};

export type Explanation = {
  readonly ask: Question['ask'];
  readonly problem: Problem;
  readonly statements: readonly Statement[];
  readonly conflicts: readonly ConflictSet[];
  readonly repair?: Repair | undefined;
  readonly savings: readonly Saving[];
  /** Only where prices were asked for and a bound was found. */
  readonly prices?: ToldPrices | undefined;
  readonly gaps: readonly GapReasons[];
  readonly alternatives: readonly Candidate[];
  /** Solves that it rests on, and their seconds. */
  readonly solves: number;
  readonly seconds: number;
};
