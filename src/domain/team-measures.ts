import type { CrewMember } from './requirement.ts';
import type { LocalDate } from './units.ts';

/** What can be counted of somebody's results. */
export const RESULT_COUNTS = [
  'planned',
  'completed',
  'enquiries',
  'converted',
  'convertedIn7Days',
  'orders',
  'successfulOrders',
  'orderValue',
  'received',
  'replied',
  'responseSeconds',
  'handled',
  'handleSeconds',
  'hours',
] as const;

export type ResultCount = (typeof RESULT_COUNTS)[number];

/** The results of an employee on a date; what is absent is not known. */
export type EmployeeResult = {
  readonly employeeId: string;
  readonly date: LocalDate;
} & Readonly<Partial<Record<ResultCount, number | undefined>>>;

/** The measures of a team, in the order in which they are told. */
export const TEAM_MEASURES = [
  'plan-completion',
  'enquiry-conversion',
  'order-success',
  'average-order-value',
  'reply-rate',
  'average-response-time',
  'seven-day-conversion',
] as const;

export type TeamMeasure = (typeof TEAM_MEASURES)[number];

/** What a measure is: one count over another, summed over the dates on which both are known. */
export type MeasureFormula = {
  readonly numerator: ResultCount;
  readonly denominator: ResultCount;
  /** Share of a whole, ratio that may pass 1, money, or seconds. */
  readonly unit: 'share' | 'ratio' | 'money' | 'seconds';
  readonly better: 'higher' | 'lower';
};

export const MEASURE_FORMULAS: Readonly<Record<TeamMeasure, MeasureFormula>> = {
  'plan-completion': { numerator: 'completed', denominator: 'planned', unit: 'ratio', better: 'higher' },
  'enquiry-conversion': { numerator: 'converted', denominator: 'enquiries', unit: 'share', better: 'higher' },
  'order-success': { numerator: 'successfulOrders', denominator: 'orders', unit: 'share', better: 'higher' },
  'average-order-value': {
    numerator: 'orderValue',
    denominator: 'successfulOrders',
    unit: 'money',
    better: 'higher',
  },
  'reply-rate': { numerator: 'replied', denominator: 'received', unit: 'share', better: 'higher' },
  'average-response-time': { numerator: 'responseSeconds', denominator: 'replied', unit: 'seconds', better: 'lower' },
  'seven-day-conversion': { numerator: 'convertedIn7Days', denominator: 'enquiries', unit: 'share', better: 'higher' },
};

export type SeasonKind = 'peak' | 'slack';

/** Dates of one season; those of no such span are `other`. */
export type SeasonSpan = { readonly season: SeasonKind; readonly from: LocalDate; readonly to: LocalDate };

/** How results are made measures. */
export type MeasureSettings = {
  readonly seasons: readonly SeasonSpan[];
  /** How much better than the best the next target is, as a share. */
  readonly uplift: number;
  /** Denominator that an employee needs to be the best of the team. */
  readonly leastCases: number;
  /** Cases with which half of what was measured of somebody's proficiency is believed. */
  readonly priorCases: number;
  readonly leastProficiency: number;
  readonly mostProficiency: number;
};

/** A question for the measures of a team. */
export type MeasuresRequest = MeasureSettings & { readonly rows: readonly EmployeeResult[] };

/** Settings of a team that has none of its own. */
export const USUAL_MEASURES: MeasureSettings = {
  seasons: [],
  uplift: 0.05,
  leastCases: 20,
  priorCases: 50,
  leastProficiency: 0.5,
  mostProficiency: 1.5,
};

export type MeasureValue = {
  readonly measure: TeamMeasure;
  readonly numerator: number;
  readonly denominator: number;
  /** Null where the denominator is 0. */
  readonly value: number | null;
};

export type MeasureTarget = {
  readonly measure: TeamMeasure;
  /** Who is best; null where nobody has enough cases. */
  readonly best: string | null;
  readonly bestValue: number | null;
  readonly target: number | null;
};

/** What measures and targets are told for: all dates, or those of a season. */
export const TARGET_SEASONS = ['all', 'peak', 'slack', 'other'] as const;

export type TargetSeason = (typeof TARGET_SEASONS)[number];

/** The measures of one season, or of all dates. */
export type SeasonMeasures = {
  readonly season: TargetSeason;
  /** Dates that have a row. */
  readonly days: number;
  readonly team: readonly MeasureValue[];
  readonly employees: readonly { readonly employeeId: string; readonly values: readonly MeasureValue[] }[];
  readonly targets: readonly MeasureTarget[];
};

export type EmployeeProficiency = {
  readonly employeeId: string;
  /** Contacts that it rests on. */
  readonly cases: number;
  /** Against the mean of the team; null where nothing is known. */
  readonly measured: number | null;
  /** How much of what was measured is believed: cases / (cases + priorCases). */
  readonly weight: number;
  /** 1 + weight x (measured - 1), within the bounds. */
  readonly proficiency: number;
  readonly bounded: boolean;
};

export type ProficiencyReport = {
  readonly basis: 'handle-time' | 'handled-per-hour';
  readonly employees: readonly EmployeeProficiency[];
  readonly crew: readonly CrewMember[];
};

export type TeamMeasuresReport = {
  readonly from: LocalDate;
  readonly to: LocalDate;
  /** All dates first, then each season that has rows, where seasons are named. */
  readonly seasons: readonly SeasonMeasures[];
  /** Undefined where no row tells contacts with their handle time or hours. */
  readonly proficiency: ProficiencyReport | undefined;
};
