import type { Note } from './forecast.ts';
import type { BoundKind, EndedBy, RosterStatus, SolveLimits } from './roster.ts';

/** A value by months of tenure: each holds from its month on. The first is from month 0, and months rise. */
export type ByTenure = readonly { readonly fromMonth: number; readonly value: number }[];

/** People of one contract, who they are now, and what can be done about their number. All lists by month have one entry for each month of the plan. */
export type HiringContract = {
  readonly id: string;
  /** What its people can be asked for, besides demand that names no skill. */
  readonly skills: readonly string[];
  /** Paid hours of one person. */
  readonly paidHours: readonly number[];
  /** Share of paid hours that is not worked, 0 to below 1. */
  readonly shrinkage: readonly number[];
  /** Money for one person, also in training. */
  readonly wage: readonly number[];
  /** People at the start, with whole months of tenure. */
  readonly present: readonly { readonly tenureMonths: number; readonly count: number }[];
  /** Share of people who leave at the end of a month of tenure, 0-1. */
  readonly attrition: ByTenure;
  /** Work that a person does for each hour, of a full one. */
  readonly proficiency: ByTenure;
  /** Whole months before the first hire can start. */
  readonly leadMonths: number;
  /** First months of tenure in which nothing is worked. */
  readonly trainingMonths: number;
  readonly mostHires?: number | undefined;
  /** People of one class; hires of a month are in classes. */
  readonly classSize?: number | undefined;
  readonly mostClasses?: number | undefined;
  readonly costPerHire: number;
  readonly costPerClass: number;
  /** Absent: no overtime. `mostShare` of the paid hours of whoever is not in training. */
  readonly overtime?: { readonly costPerHour: number; readonly mostShare: number } | undefined;
  /** Absent: nobody is dismissed. Only people of the start are, at the start of a month. */
  readonly dismissals?: { readonly cost: number; readonly most?: number | undefined } | undefined;
};

export type HiringDemand = { readonly skill?: string | undefined; readonly hours: readonly number[] };

/** Hours from outside, for demand of a skill or, without one, for any. */
export type AgencyOffer = {
  readonly skill?: string | undefined;
  readonly costPerHour: number;
  readonly mostHours?: number | undefined;
};

export type HiringTask = {
  /** `YYYY-MM`, one after the other. */
  readonly months: readonly string[];
  /** By month, where they were counted. */
  readonly workingDays?: readonly number[] | undefined;
  readonly demands: readonly HiringDemand[];
  readonly contracts: readonly HiringContract[];
  readonly agency: readonly AgencyOffer[];
  /** Most people in training at once. */
  readonly mostTrainees?: number | undefined;
  /** Money for each hour that is not covered; absent: all must be. */
  readonly shortHour?: number | undefined;
  readonly limits: SolveLimits;
};

/** One contract in one month; people are expectations, since who leaves is a share. */
export type HiredMonth = {
  readonly hires: number;
  readonly classes: number;
  readonly dismissals: number;
  /** Expected people in the month, newcomers and those in training among them. */
  readonly staff: number;
  readonly inTraining: number;
  /** Expected people who leave at its end. */
  readonly leavers: number;
  /** Hours of work in normal time, by what each is able to. */
  readonly effectiveHours: number;
  readonly overtimeHours: number;
  /** Money. */
  readonly wages: number;
};

export type HiringDemandMonth = {
  readonly wantedHours: number;
  /** By own people, overtime among it. */
  readonly ownHours: number;
  readonly agencyHours: number;
  readonly shortHours: number;
  /** Money for one more hour wanted in this month, by the linear program. */
  readonly hourPrice: number | null;
};

export const HIRING_COSTS = ['hiring', 'classes', 'wages', 'overtime', 'agency', 'shortage', 'dismissals'] as const;
export type HiringCost = (typeof HIRING_COSTS)[number];

/** Limits of which one alone may keep the demand from being covered. */
export const HIRING_LIMITS = ['lead-time', 'hires', 'classes', 'trainees', 'overtime', 'agency'] as const;
export type HiringLimit = (typeof HIRING_LIMITS)[number];

/** Why not all hours can be covered. */
export type HiringCause =
  /** Nobody and no agency has the skill. */
  | { readonly code: 'no-contract-with-skill'; readonly skill: string }
  /** These months fall short by so much at least, however many are hired. */
  | {
      readonly code: 'month-short';
      readonly month: string;
      readonly skill?: string | undefined;
      readonly hours: number;
    }
  /** Without this limit alone everything can be covered. */
  | { readonly code: 'limit-in-the-way'; readonly limit: HiringLimit }
  /** No single limit explains it. */
  | { readonly code: 'several-limits' };

export type HiringPlan = {
  readonly task: HiringTask;
  readonly status: RosterStatus;
  readonly endedBy: EndedBy;
  /** Money over all months; null where there is no plan. */
  readonly objective: number | null;
  readonly bound: number | null;
  readonly boundKind: BoundKind;
  readonly gap: number | null;
  /** What the same costs with parts of people; null where that has no solution either. */
  readonly relaxedObjective: number | null;
  readonly seconds: number;
  readonly iterations: number;
  readonly costs: Readonly<Record<HiringCost, number>>;
  readonly contracts: readonly { readonly id: string; readonly months: readonly HiredMonth[] }[];
  readonly demands: readonly { readonly skill?: string | undefined; readonly months: readonly HiringDemandMonth[] }[];
  readonly causes: readonly HiringCause[];
  readonly notes: readonly Note[];
};

/** The value at a month of tenure. */
export function atTenure(steps: ByTenure, month: number, otherwise: number): number {
  let value = otherwise;
  for (const step of steps) if (step.fromMonth <= month) value = step.value;
  return value;
}
