import type { LocalDate, LocalTime, Seconds, Weekday } from './units.ts';

/**
 * What the hours of a tier are counted in. `day` and `week`: hours beyond so many of the workday or of the workweek. `rest-day`, `holiday`: work on a
 * rest day of the week, on a statutory holiday. `seventh-day`: work on the last day of a workweek in which every day was worked.
 * `overtime-month`: overtime of days and weeks beyond so many hours of it in a calendar month. `short-rest`: work after too short a rest.
 */
export type PayBasis = 'day' | 'week' | 'rest-day' | 'holiday' | 'seventh-day' | 'overtime-month' | 'short-rest';

/** Hours that are paid at a multiple of the hourly cost. */
export type PayTier = {
  readonly id: string;
  readonly basis: PayBasis;
  /** Hours of the basis (of the day, for the bases that are about certain days) that come before; default 0. */
  readonly fromHours?: number | undefined;
  readonly multiplier: number;
  /** Least hours of rest since the day before, for `short-rest`. */
  readonly restHours?: number | undefined;
  /** The hours are owed as time off, one for one, and carry no premium. */
  readonly timeOffInLieu?: boolean | undefined;
};

/** Hours of the clock that pay more; `to` at or before `from` ends on the next day. */
export type PayWindow = {
  readonly id: string;
  /** Weekdays on which the window begins; absent: all. */
  readonly days?: readonly Weekday[] | undefined;
  readonly from: LocalTime;
  readonly to: LocalTime;
  readonly multiplier?: number | undefined;
  /** Money per hour worked in the window, whatever its multiplier. */
  readonly allowancePerHour?: number | undefined;
  /** `add` (default): what the multiplier has above 1 comes on top of the tier's. `highest`: the higher of the two decides. */
  readonly stacking?: 'add' | 'highest' | undefined;
};

/** How the hours of a contract are paid, beyond one times the hourly cost for each. */
export type PayPlan = {
  /** Whether all hours of a shift belong to the workday of its start (default), or each hour to the workday in which it is worked. */
  readonly days?: 'start' | 'clock' | undefined;
  /** When workdays begin on the wall clock; default 00:00. */
  readonly dayStart?: LocalTime | undefined;
  /** First workday of the workweek, which lasts seven; default the team's week. */
  readonly weekStart?: Weekday | undefined;
  /**
   * Which days are rest days. `fixed` (default): those that are none of the contract's workdays, make-up days excepted. `floating`: the last worked days of a week
   * beyond as many as it has workdays. `count`: the last worked days of a week beyond 7 less `restDaysPerWeek`. Days off by adjustment are rest
   * days in the first two.
   */
  readonly restDays?: 'fixed' | 'floating' | 'count' | undefined;
  readonly restDaysPerWeek?: number | undefined;
  /** An hour is paid at the highest tier that it reaches, once. */
  readonly tiers: readonly PayTier[];
  readonly windows?: readonly PayWindow[] | undefined;
  readonly source?: string | undefined;
};

/** Seconds paid by a tier, or worked in a window, by its id, and what they are paid beyond their hours because of it. */
export type PaidPart = {
  readonly id: string;
  readonly seconds: Seconds;
  /** That of the tier or window; absent for a window with an allowance alone. */
  readonly multiplier?: number | undefined;
  /** Those of all parts together are the premium hours: of a window that is paid in place of a tier, what it pays above that. */
  readonly premiumHours: number;
  /** Money by the hour; of windows alone. */
  readonly allowances: number;
};

/** What of one workday is paid how. */
export type PaidDay = {
  readonly date: LocalDate;
  readonly workSeconds: Seconds;
  /** Work that reaches no tier. */
  readonly ordinarySeconds: Seconds;
  /** Those with a second or more, in the order of the plan. */
  readonly tiers: readonly PaidPart[];
  readonly windows: readonly PaidPart[];
  /** Paid hours beyond the hours worked: the sum over the hours of their multiplier less 1. */
  readonly premiumHours: number;
  readonly lieuSeconds: Seconds;
  /** Money of windows by the hour. */
  readonly allowances: number;
};

/** An employee's pay of one workweek, from all known shifts. Money is there where an hour's cost is. */
export type PayWeek = Omit<PaidDay, 'date'> & {
  readonly employeeId: string;
  /** First workday of the plan's week. */
  readonly weekStart: LocalDate;
  /** What the premium hours cost, allowances included. */
  readonly premiumMoney?: number | undefined;
  /** What all hours cost, premiums and allowances included. */
  readonly totalMoney?: number | undefined;
};
