import type { Breach, MeasureUnit, Unknown } from './breach.ts';
import type { Lifting } from './agreement.ts';
import type { PaidPart } from './pay.ts';
import type { Waiver } from './schedule.ts';
import type { Shift } from './shift.ts';
import type { Severity, Team } from './team.ts';
import type { LocalDate, Seconds } from './units.ts';

/** Calendar periods that an hours ledger may be told by. */
export const HOURS_PERIODS = ['week', 'month', 'quarter', 'year'] as const;
export type HoursPeriod = (typeof HOURS_PERIODS)[number];

/** A waiver, and the dates that it was given for where it names none itself. */
export type RecordedWaiver = Waiver & {
  readonly from?: LocalDate | undefined;
  readonly to?: LocalDate | undefined;
  /** The publication that it let through. */
  readonly publication?: string | undefined;
};

/** Dates, both included. */
export type DateSpan = { readonly from: LocalDate; readonly to: LocalDate };

/** What was worked on the dates of the spans by everybody: a date without any of it was not worked. */
export type WorkedDates = { readonly spans: readonly DateSpan[]; readonly shifts: readonly Shift[] };

/** Whether a date lies in one of some spans. */
export function isWithin(spans: readonly DateSpan[], date: LocalDate): boolean {
  return spans.some(({ from, to }) => from <= date && date <= to);
}

/** What an hours ledger is made from: all that is known of people's shifts, the days around the span too. */
export type HoursRequest = {
  readonly team: Team;
  /** First and last local date, both included. */
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly by: HoursPeriod;
  /** In any order, other teams' too. */
  readonly scheduled: readonly Shift[];
  /** First and last date of which all shifts are known; undefined: from ever, and for ever. */
  readonly knownFrom?: LocalDate | undefined;
  readonly knownTo?: LocalDate | undefined;
  readonly worked?: WorkedDates | undefined;
  readonly agreements?: readonly Lifting[] | undefined;
  readonly waivers?: readonly RecordedWaiver[] | undefined;
  /** Of these employees alone; default everybody. */
  readonly employees?: readonly string[] | undefined;
};

/**
 * Hours of one employee on the dates from `from` to `to`, both included. A shift belongs to the local date on which it starts, with all its hours; what is paid, to the
 * workday of its plan of pay. What counts is what was worked on dates of which that is known, and what is scheduled on the others.
 */
export type HoursRow = {
  readonly employeeId: string;
  readonly from: LocalDate;
  readonly to: LocalDate;
  /** False where the span cuts the calendar period. */
  readonly isWhole: boolean;
  /** Ids of the contracts that hold on the dates, in order. */
  readonly contracts: readonly string[];
  /** Shifts that count, and dates on which one starts. */
  readonly shifts: number;
  readonly days: number;
  readonly scheduledSeconds: Seconds;
  /** Undefined where nothing of the dates is known. */
  readonly workedSeconds: Seconds | undefined;
  readonly countedSeconds: Seconds;
  /** Undefined where nothing says how hours are paid. */
  readonly pay: HoursPay | undefined;
  /** Of what counts, without unpaid breaks: within the night, on Sundays and on statutory holidays of the calendar. */
  readonly nightSeconds: Seconds;
  readonly sundaySeconds: Seconds;
  readonly holidaySeconds: Seconds;
  /** Dates on which no shift starts. */
  readonly freeDays: number;
  /** Least time between two shifts of which the second starts on one of the dates. */
  readonly shortestRestSeconds: Seconds | undefined;
  /** Workdays of the contract on leave. */
  readonly leaveDays: number;
  /** What leave and holidays add to the hours, beyond what was worked on their days. */
  readonly creditSeconds: Seconds;
  /** Of the credit, that of leave of kind `lieu`. */
  readonly lieuTakenSeconds: Seconds;
  /** Hours of the contract on the dates: on each of its workdays an even part of its weekly hours. Undefined where a contract names none. */
  readonly contractSeconds: Seconds | undefined;
  /** Counted and credited less those of the contract. */
  readonly balanceSeconds: Seconds | undefined;
};

export type HoursPay = {
  readonly ordinarySeconds: Seconds;
  readonly tiers: readonly PaidPart[];
  readonly windows: readonly PaidPart[];
  readonly premiumHours: number;
  /** Owed as time off. */
  readonly lieuSeconds: Seconds;
  readonly allowances: number;
};

/** What somebody has of what a rule counts over some dates, and what is left of it. */
export type LimitUse = {
  readonly employeeId: string;
  readonly ruleId: string;
  readonly severity: Severity;
  readonly source: string | undefined;
  readonly isProtected: boolean;
  /** Dates of the window, both included. */
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly kind: 'most' | 'least';
  readonly unit: MeasureUnit;
  readonly measured: number;
  readonly limit: number;
  /** Below 0: past the limit. Of a least: what is still missing, 0 where it is reached. */
  readonly left: number;
  /** Of an average of working hours: those of a week. */
  readonly weeklySeconds: Seconds | undefined;
  /** Dates of the window of which nobody said what is worked. */
  readonly daysUnknown: number;
};

export type HoursBreach = Breach & { readonly waiver?: RecordedWaiver | undefined };

export type HoursLedger = {
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly by: HoursPeriod;
  /** Dates of which it is known what was worked. */
  readonly worked: readonly DateSpan[];
  /** By employee in the team's order, then by period. */
  readonly rows: readonly HoursRow[];
  /** A row per employee, of the whole span. */
  readonly totals: readonly HoursRow[];
  /** Of windows of one rule that overlap, the one with the least left. */
  readonly limits: readonly LimitUse[];
  readonly breaches: readonly HoursBreach[];
  readonly unknowns: readonly Unknown[];
};

/** What is left to somebody on one date. */
export type Allowances = {
  readonly employeeId: string;
  readonly date: LocalDate;
  readonly contract: string;
  readonly limits: readonly LimitUse[];
  /** Working time that can still be added on the date before a limit of a rule that forbids is reached; undefined where none counts working time. */
  readonly leftSeconds: Seconds | undefined;
  /** The rule of that limit. */
  readonly leftBy: string | undefined;
};
