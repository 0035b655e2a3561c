import type { Lifting } from './agreement.ts';
import type { ActivityToPlace } from './activity.ts';
import type { Baseline } from './changes.ts';
import type { Shift } from './shift.ts';
import type { Team } from './team.ts';
import type { Instant, LocalDate } from './units.ts';

/**
 * People wanted: below `floor` is the dearest, between floor and target the ordinary shortage, above `target` excess, above `ceiling`
 * crowding. Each person and hour has its price. With `hard` the floor must be met: what is missing below it is priced above all else (`hardPrice`), and
 * a problem in which it cannot be met is infeasible.
 */
export type CoverLevels = {
  readonly floor: number;
  readonly target: number;
  readonly ceiling?: number | undefined;
  readonly hard?: true | undefined;
  /** Prices on top of those of all demands; sums of such prices are convex. */
  readonly steps?: readonly CoverStep[] | undefined;
};

/** Points for each person, of an interval demand for each agent-hour, below or above a number of people. */
export type CoverStep = { readonly price: number } & (
  | { readonly below: number; readonly above?: undefined }
  | { readonly above: number; readonly below?: undefined }
);

/** People on the work (not on a break) wanted throughout [start, end), in one skill or, without it, in any. */
export type IntervalDemand = CoverLevels & {
  readonly start: Instant;
  readonly end: Instant;
  readonly skill?: string | undefined;
};

/** People attending one shift template on one date, whatever breaks they take. */
export type TemplateDemand = CoverLevels & {
  readonly date: LocalDate;
  readonly template: string;
  readonly skill?: string | undefined;
};

/** Points per unit of each part of the objective; 0 leaves the part out. */
export type Prices = {
  /** Per agent-hour below the floor. */
  readonly belowFloorHour: number;
  /** Per agent-hour between floor and target. */
  readonly belowTargetHour: number;
  /** Per agent-hour above target. */
  readonly aboveTargetHour: number;
  /** Per agent-hour above the ceiling, on top of `aboveTargetHour`. */
  readonly aboveCeilingHour: number;
  /** The same four per person of a template demand. */
  readonly belowFloorPerson: number;
  readonly belowTargetPerson: number;
  readonly aboveTargetPerson: number;
  readonly aboveCeilingPerson: number;
  /** Per paid hour. */
  readonly paidHour: number;
  /** Per unit of money of labour cost. */
  readonly labourCost: number;
  /** Per hour between the most and the least paid hours within a contract over the horizon. */
  readonly hoursSpread: number;
};

/**
 * Shifts around and beside the planned ones. Known to a rule is a side of the horizon where the list is there and reaches as far as the rule looks.
 */
export type Surroundings = {
  /** Shifts before the horizon; undefined: not known (an empty list is known to be empty). */
  readonly past: readonly Shift[] | undefined;
  /** Shifts behind the horizon; undefined: not known. */
  readonly future: readonly Shift[] | undefined;
  /** First date from which `past` holds all shifts; undefined: from ever. The horizon's first day: some are known and no day is whole. */
  readonly pastFrom?: LocalDate | undefined;
  /** Last date to which `future` holds all shifts; undefined: for ever. */
  readonly futureTo?: LocalDate | undefined;
  /** Shifts within the horizon that other teams have published for the employees: time worked, and not for this roster to change. */
  readonly elsewhere?: readonly Shift[] | undefined;
};

/** A roster to be made: people, demand, and what is fixed before, within and behind the horizon. */
export type Problem = Surroundings & {
  readonly team: Team;
  readonly from: LocalDate;
  readonly days: number;
  readonly intervalDemands: readonly IntervalDemand[];
  readonly templateDemands: readonly TemplateDemand[];
  readonly prices: Prices;
  /** Points per hour or person missing of what must be met; absent: what follows from the other prices (`hardPrice`). */
  readonly hardPrice?: number | undefined;
  /** Shifts inside the horizon that must be in the roster as they are. */
  readonly locks: readonly Shift[];
  /** A roster to begin with, without the locks: the answer is no worse than it where it keeps the hard rules. */
  readonly start?: readonly Shift[] | undefined;
  /** What was published, with the price of every difference from it. */
  readonly baseline?: Baseline | undefined;
  /** On dates before this one nobody works anything but locks. */
  readonly closedBefore?: LocalDate | undefined;
  /**
   * What becomes of employees for whom the locks, or other teams' shifts, leave no line: there is no roster (`refuse`, the default), or they work exactly
   * their locks and the others are planned around them (`keep`).
   */
  readonly lockConflicts?: 'refuse' | 'keep' | undefined;
  /** Meetings, training and the like, placed inside the shifts once these are found. */
  readonly activities?: readonly ActivityToPlace[] | undefined;
  /** Divide shifts over the skills of their people once they are found, in stretches of at least so much work each. */
  readonly splitSkills?: { readonly leastMinutes: number } | undefined;
  /** Agreements on record: a rule of severity agreement that they lift on all the days is not kept. */
  readonly agreements?: readonly Lifting[] | undefined;
};
