import type { Note } from './forecast.ts';
import type { CrewMember } from './requirement.ts';
import type { Shift } from './shift.ts';
import type {
  ArrivalInterval,
  Routing,
  ServicePromise,
  SimulatedQueue,
  Simulation,
  SimulationLimits,
} from './simulation.ts';
import type { Team } from './team.ts';
import type { Interval, Weekday, Zone } from './units.ts';

/** An interval that results are told for, with what is expected in it and the people that a requirement asks for. */
export type PlannedInterval = ArrivalInterval & { readonly positions: number };

/** A queue to simulate: what is planned, and how its contacts come and are handled. */
export type RequestedQueue = Omit<SimulatedQueue, 'arrivals'> & {
  /** Skill that its contacts need; absent: anybody takes them. */
  readonly skill?: string | undefined;
  /** In order and apart. */
  readonly intervals: readonly PlannedInterval[];
  /** What came, or is expected, in other and mostly finer intervals; in place of the contacts of `intervals`. */
  readonly actuals?: readonly ArrivalInterval[] | undefined;
  /** What employees of a roster do in an hour, of that of a full hand; absent: all the same. */
  readonly crew?: readonly CrewMember[] | undefined;
  /** The crew that the handle times are of; absent: full hands. */
  readonly timesOf?: readonly CrewMember[] | undefined;
};

/** People of a real roster. */
export type RosteredStaff = {
  readonly team: Team;
  readonly shifts: readonly Shift[];
  /** Another roster of the same days, to be seen with the same contacts. */
  readonly against?: readonly Shift[] | undefined;
  /** `shift`: whoever is rostered in a skill takes contacts of that skill alone; `employee`: of all her skills. */
  readonly skills: 'shift' | 'employee';
  /** Chance that somebody does not come to a shift. */
  readonly absence: number;
  /** By what employees make the groups that results are told for. */
  readonly groupBy: 'skills' | 'contract';
};

/** What to simulate. Without `staff` each queue has the positions of its intervals to itself. */
export type SimulationRequest = {
  readonly zone: Zone;
  readonly weekStart: Weekday;
  readonly queues: readonly RequestedQueue[];
  readonly staff?: RosteredStaff | undefined;
  readonly routing: Routing;
  readonly promises: readonly ServicePromise[];
  readonly limits: SimulationLimits;
};

/** One number of two rosters under the same contacts, and the first less the second with the half-width of its 95 % interval. */
export type ComparedMeasure = {
  readonly first: number | null;
  readonly second: number | null;
  readonly difference: number | null;
  readonly halfWidth: number | null;
};

/** Two rosters over the horizon, by queue; the last one is all queues together, without an id. */
export type ComparedQueue = {
  readonly id?: string | undefined;
  readonly serviceLevel: ComparedMeasure;
  readonly abandonment: ComparedMeasure;
  readonly asaSeconds: ComparedMeasure;
};

/** What a request's simulation found. */
export type SimulationFound = {
  readonly zone: Zone;
  /** Local date of each cell of the scope `day`. */
  readonly dates: readonly string[];
  /** Intervals of the model, as the results tell them. */
  readonly intervals: readonly Interval[];
  readonly simulation: Simulation;
  readonly against?: { readonly simulation: Simulation; readonly compared: readonly ComparedQueue[] } | undefined;
  readonly notes: readonly Note[];
};
