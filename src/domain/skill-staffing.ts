import type { Note } from './forecast.ts';
import type { RequestedQueue } from './simulation-request.ts';
import type { Measured, Routing } from './simulation.ts';
import type { Interval, Weekday, Zone } from './units.ts';

/** People who take the same queues and cost the same. */
export type SkillGroup = {
  readonly id: string;
  readonly queues: readonly string[];
  /** Of one hour on the work; positive. */
  readonly costPerHour: number;
  /** Most people at any time; absent: no limit. */
  readonly most?: number | undefined;
};

/** A queue, and the share of its contacts that is to be answered within its threshold. */
export type StaffedQueue = RequestedQueue & { readonly share: number };

export type SkillStaffingRequest = {
  readonly zone: Zone;
  readonly weekStart: Weekday;
  readonly queues: readonly StaffedQueue[];
  readonly groups: readonly SkillGroup[];
  readonly routing: Routing;
  /** Whether each queue's share holds in every interval, or over every day. */
  readonly scope: 'interval' | 'day';
  /** Of each simulation, under common random numbers. */
  readonly replications: number;
  /** The last check has another seed. */
  readonly seed: number;
  /** Programs solved at most. */
  readonly rounds: number;
};

/** Service of a queue in one cell of the scope, on fresh replications. */
export type StaffedCell = {
  readonly cell: Interval;
  readonly offered: number;
  readonly serviceLevel: Measured;
  /** Not below the share by more than its half-width. */
  readonly isMet: boolean;
};

export type SkillStaffing = {
  readonly zone: Zone;
  readonly status: 'met' | 'missed' | 'limited';
  readonly intervals: readonly Interval[];
  /** [group][interval] */
  readonly people: readonly (readonly number[])[];
  readonly groups: readonly (SkillGroup & { readonly hours: number; readonly occupancy: Measured })[];
  readonly queues: readonly { readonly id: string; readonly share: number; readonly cells: readonly StaffedCell[] }[];
  readonly cost: number;
  /** Cost of the last program before the search by simulation: no bound, for cuts from a simulation are estimates. */
  readonly programCost: number;
  readonly hours: number;
  /** Each queue staffed for itself by formula, with the cheapest group that takes it. */
  readonly single: { readonly hours: number; readonly cost: number };
  readonly rounds: number;
  readonly cuts: number;
  /** Cuts that a better staff of the archive did not keep, and that were lifted. */
  readonly lifted: number;
  readonly simulations: number;
  readonly replications: number;
  readonly notes: readonly Note[];
};
