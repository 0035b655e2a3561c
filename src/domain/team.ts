import type { FairnessSetting } from './fairness.ts';
import type { ProtectedKind, ProtectedRecord } from './protected.ts';
import type { Pack } from './pack.ts';
import type { PayPlan } from './pay.ts';
import type { RuleValue, Severity } from './rule-value.ts';
import type { BreakKind } from './shift.ts';
import type { LocalDate, LocalTime, Weekday, Zone } from './units.ts';

export type { RuleValue, Severity };

export type Skill = { readonly id: string; readonly name?: string | undefined };

/** How a day of leave or a public holiday counts towards contract hours. */
export type LeaveCredit = 'average-day' | 'fixed' | 'none';

/** Working time agreed with a group of employees. The hour fields are short for the weekly and daily rules of the same name. */
export type Contract = {
  readonly id: string;
  readonly name?: string | undefined;
  readonly minHoursPerWeek?: number | undefined;
  readonly maxHoursPerWeek?: number | undefined;
  readonly maxHoursPerDay?: number | undefined;
  readonly maxDaysPerWeek?: number | undefined;
  /** Money per paid hour, in the team's currency. */
  readonly costPerHour?: number | undefined;
  /** Credit of a leave day or holiday on one of the contract's working days; default `average-day`. */
  readonly leaveCredit?: LeaveCredit | undefined;
  /** Hours credited a day when `leaveCredit` is `fixed`. */
  readonly leaveCreditHours?: number | undefined;
  /** Days that leave and holidays are credited on, default Monday to Friday. An average day = contract hours / their number. */
  readonly workdays?: readonly Weekday[] | undefined;
  /** Ids of the packs that hold for its employees in place of the team's, such as one for part-time work; none: no pack holds. */
  readonly packs?: readonly string[] | undefined;
  /**
   * Whether its employees may work split shifts. Where a template has a gap, or this is false, employees of a contract that does not allow them have
   * the rule `maximum-splits` with a maximum of 0.
   */
  readonly splitShifts?: boolean | undefined;
  /** How hours are paid; in place of the packs'. */
  readonly pay?: PayPlan | undefined;
};

/** Weekly pattern: on these weekdays from `from` to `to`; `to` at or before `from` ends on the next day. */
export type WeeklyWindow = {
  readonly days?: readonly Weekday[] | undefined;
  readonly from: LocalTime;
  readonly to: LocalTime;
};

/** Local wall-clock span, `YYYY-MM-DDTHH:MM`. */
export type LocalSpan = { readonly from: string; readonly to: string };

export type Leave = {
  /** First and last day, both included. */
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly kind?: string | undefined;
  readonly creditHoursPerDay?: number | undefined;
};

/** Days worked in another department, a newcomer's round for one: shifts, hours and rules are as ever, and no demand of this team is covered. */
export type Away = {
  /** First and last date, both included: of the shifts that start on them. */
  readonly from: LocalDate;
  readonly to: LocalDate;
  /** What her shifts of these days say instead of work. */
  readonly activity: string;
};

/** What an employee does elsewhere on a date; of two entries the first. */
export function awayOn({ away = [] }: Pick<Employee, 'away'>, date: LocalDate): string | undefined {
  return away.find(({ from, to }) => from <= date && date <= to)?.activity;
}

/** A wish of one employee for one date; `weight` is its price in points when it is not met. */
export type ShiftRequest =
  | { readonly kind: 'day-off'; readonly date: LocalDate; readonly weight: number }
  | { readonly kind: 'work'; readonly date: LocalDate; readonly weight: number }
  | { readonly kind: 'shift'; readonly date: LocalDate; readonly template: string; readonly weight: number }
  | { readonly kind: 'avoid-shift'; readonly date: LocalDate; readonly template: string; readonly weight: number };

/** A contract that an employee had, up to its last date. */
export type EarlierContract = { readonly contract: string; readonly to: LocalDate };

export type Employee = {
  readonly id: string;
  readonly name?: string | undefined;
  readonly contract: string;
  /** Contracts that held before it, each to its last date; the hours ledger counts by them, and no rule of a roster looks at them. */
  readonly earlierContracts?: readonly EarlierContract[] | undefined;
  /** Ids of the same person in other systems, by the system's name, such as payroll. */
  readonly externalIds?: Readonly<Record<string, string>> | undefined;
  readonly skills: readonly string[];
  readonly costPerHour?: number | undefined;
  /** A shift must lie within these windows; absent: always available. */
  readonly availability?: readonly WeeklyWindow[] | undefined;
  readonly unavailable?: readonly LocalSpan[] | undefined;
  /** Dates on which no shift of this employee may start. */
  readonly daysOff?: readonly LocalDate[] | undefined;
  /** Days that no work may touch; credited towards minimum hours. */
  readonly leave?: readonly Leave[] | undefined;
  readonly requests?: readonly ShiftRequest[] | undefined;
  /** Why and when rules for protected employees hold. Only human resources see them. */
  readonly protected?: readonly ProtectedRecord[] | undefined;
  /** Work for another employer, in order of start: time worked that rules count. */
  readonly otherWork?: readonly LocalSpan[] | undefined;
  readonly away?: readonly Away[] | undefined;
  /** Labels by which team rules choose people, such as `senior` or `trainee`. */
  readonly groups?: readonly string[] | undefined;
};

/** The meal of a shift: it leaves the cover, and the pay unless `paid`. */
export type MealSetting = {
  readonly lengthMinutes: number;
  readonly paid: boolean;
  /** Only shifts at least this long (from start to end) have the meal; default 0. */
  readonly fromShiftMinutes?: number | undefined;
  /** The meal starts at least this long after the shift's start; default a third of the shift, rounded down to `stepMinutes` or else to 15. */
  readonly notBeforeMinutes?: number | undefined;
  /** The meal ends at least this long before the shift's end; default as `notBeforeMinutes`. */
  readonly notInLastMinutes?: number | undefined;
  /** Grid of meal starts, counted from the shift's start; default 30 minutes, or the meal's length where that is shorter. */
  readonly stepMinutes?: number | undefined;
};

/** Equal breaks of a shift: they leave the cover, and the pay unless `paid`. */
export type BreakSetting = {
  readonly kind: BreakKind;
  readonly lengthMinutes: number;
  readonly paid: boolean;
  /** How many; default 1. */
  readonly count?: number | undefined;
  /** In place of `count`: one for each so many minutes of the shift, from start to end. */
  readonly everyMinutes?: number | undefined;
  /** With `everyMinutes`: more than half of them count as whole. */
  readonly majorFraction?: boolean | undefined;
  /** Only shifts at least this long (from start to end) have the breaks; default 0. */
  readonly fromShiftMinutes?: number | undefined;
  /** A break starts at least this long after the shift's start; default 60, or a quarter of the shift where that is less, rounded down to the step. */
  readonly notBeforeMinutes?: number | undefined;
  /** A break ends at least this long before the shift's end; default as of `notBeforeMinutes`. */
  readonly notInLastMinutes?: number | undefined;
  /** A break starts at most this long after the shift's start. */
  readonly notAfterMinutes?: number | undefined;
  /** Grid of starts, counted from the shift's start; default 15 minutes, or the break's length where that is shorter. */
  readonly stepMinutes?: number | undefined;
};

export type StartWindow = { readonly earliest: LocalTime; readonly latest: LocalTime; readonly stepMinutes: number };
export type LengthRange = { readonly minMinutes: number; readonly maxMinutes: number; readonly stepMinutes: number };

/** The gap of a split shift: unpaid, no work and no break, on a grid inside the shift. */
export type SplitSetting = {
  /** Length of the gap. */
  readonly gapMinutes: number | LengthRange;
  /** Least time from the start to the gap, and from the gap to the end; default 120. */
  readonly leastPartMinutes?: number | undefined;
  /** Grid of the gap's start, from the shift's start; default 30. */
  readonly stepMinutes?: number | undefined;
};

/**
 * A kind of shift: fixed, or with a start window and a range of lengths. Start and length are wall-clock: a shift from 23:00 of
 * 510 minutes ends at 07:30 on the wall also when the clocks change, and is then an hour shorter or longer in elapsed time.
 */
export type ShiftTemplate = {
  readonly id: string;
  readonly name?: string | undefined;
  readonly start: LocalTime | StartWindow;
  readonly length: number | LengthRange;
  /** Latest end counted from the start day's midnight, for example `23:00`; `24:00` at most unless absent. */
  readonly latestEnd?: LocalTime | undefined;
  readonly days?: readonly Weekday[] | undefined;
  readonly meal?: MealSetting | undefined;
  /** Breaks besides the meal. */
  readonly breaks?: readonly BreakSetting[] | undefined;
  /** Longest time between the shift's start, its breaks and its end. */
  readonly longestStretchMinutes?: number | undefined;
  /** Least time from the end of a break to the start of the next; default 0. */
  readonly leastBetweenBreaksMinutes?: number | undefined;
  /** Its shifts are duties on call: one start, one length, no breaks. */
  readonly onCall?: boolean | undefined;
  /** Every shift of the template is split by a gap; its length is from the first start to the last end. */
  readonly split?: SplitSetting | undefined;
  /** Skills that may be worked in this shift; absent: any. */
  readonly skills?: readonly string[] | undefined;
};

/** A rule with its values, for everybody or for the contracts or employees named. */
export type RuleSetting = {
  readonly rule: string;
  readonly values?: Readonly<Record<string, RuleValue>> | undefined;
  readonly severity?: Severity | undefined;
  /**
   * Points of each unit of excess of a breach: of an hour where the rule measures time, else of a day, a shift or the breach itself. A setting with a
   * weight may be broken at its price: its severity is `warn` unless it says `pay` or `info`.
   */
  readonly weight?: number | undefined;
  /** First and last day on which it applies, both included; absent: from ever, for ever. */
  readonly from?: LocalDate | undefined;
  readonly to?: LocalDate | undefined;
  readonly contracts?: readonly string[] | undefined;
  readonly employees?: readonly string[] | undefined;
  /** Only for employees with a protected record of one of these kinds, on its dates. */
  readonly protected?: readonly ProtectedKind[] | undefined;
  readonly source?: string | undefined;
};

/** A rule of the team as a whole: it must be kept (`hard`), or each unit past its limit costs `weight` points. */
export type TeamRuleSetting = {
  readonly id?: string | undefined;
  readonly rule: string;
  readonly values?: Readonly<Record<string, RuleValue>> | undefined;
  readonly hard?: true | undefined;
  readonly weight?: number | undefined;
  /** Weekdays on which it holds; absent: all. */
  readonly days?: readonly Weekday[] | undefined;
  /** Single dates on which it holds, in place of days. */
  readonly dates?: readonly LocalDate[] | undefined;
  /** Times of the day between which a rule about moments holds; `to` at or before `from` lies on the next day. */
  readonly window?: { readonly from: LocalTime; readonly to: LocalTime } | undefined;
  /** First and last date on which it holds, both included. */
  readonly from?: LocalDate | undefined;
  readonly to?: LocalDate | undefined;
  readonly source?: string | undefined;
};

/**
 * A day that the calendar sets apart. `statutory` (default): a public holiday. `adjustment`: a day off that is no holiday by law, given for work on
 * another day. `make-up`: an ordinary day of work, whatever its weekday, in place of an adjustment day.
 */
export type HolidayKind = 'statutory' | 'adjustment' | 'make-up';

export type Holiday = { readonly date: LocalDate; readonly name: string; readonly kind?: HolidayKind | undefined };

/** Everything about the people and their rules that does not change from week to week. */
export type Team = {
  readonly id: string;
  readonly name?: string | undefined;
  /** Where the team works, as other tools call it. */
  readonly site?: string | undefined;
  readonly zone: Zone;
  /** First day of the calendar week for weekly rules. */
  readonly weekStart: Weekday;
  readonly skills: readonly Skill[];
  readonly contracts: readonly Contract[];
  readonly employees: readonly Employee[];
  readonly shiftTemplates: readonly ShiftTemplate[];
  readonly rules: readonly RuleSetting[];
  /** Rules of the team as a whole: who must, or must not, be there together, and budgets. */
  readonly teamRules?: readonly TeamRuleSetting[] | undefined;
  /** What employees are to have equal shares of. */
  readonly fairness?: readonly FairnessSetting[] | undefined;
  /** Ids of legal packs that apply besides `rules`. */
  readonly packs: readonly string[];
  /** Set where records of protected employees were left out of this document: what is judged by it may be wrong of them. */
  readonly protectedWithheld?: true | undefined;
  /** Packs of the team's own, which `packs` name like those of the product. */
  readonly ownPacks?: readonly Pack[] | undefined;
  readonly holidays: readonly Holiday[];
};
