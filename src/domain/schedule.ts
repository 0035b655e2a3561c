import type { Breach, NotChecked, TeamBreach, Unknown } from './breach.ts';
import type { Shortage } from './roster.ts';
import type { Severity } from './team.ts';
import type { Shift } from './shift.ts';
import type { Instant, LocalDate, Zone } from './units.ts';

/**
 * A shift as published. Its id is bound to employee, local date and ordinal at first publication (`anna@2026-03-02#1`) and stays when
 * the time moves; given to another employee it is removed, and added under that employee's id.
 */
export type ScheduledShift = Shift & {
  readonly teamId: string;
  readonly site: string | undefined;
  readonly zone: Zone;
  /** Local date and ordinal of the first publication. */
  readonly date: LocalDate;
  readonly ordinal: number;
  readonly status: 'published' | 'cancelled';
  /** Starts at 0 and grows with every published change: SEQUENCE of iCalendar. */
  readonly sequence: number;
  /** Number of the team's publication that brought the present state. */
  readonly publication: number;
  /** When that was: instant in seconds. */
  readonly changedAt: Instant;
  /** Names for people, as the team had them when it was published. */
  readonly employeeName: string | undefined;
  readonly templateName: string | undefined;
  readonly skillName: string | undefined;
};

/**
 * Leave to publish breaches of severity block, by rule and, where given, employee and date: one on which a shift of the breach starts or, of a breach
 * for want of work or by the team as a whole, one of its days. The rule `hard-cover` stands for floors that must be met.
 */
export type Waiver = {
  readonly rule: string;
  readonly employee?: string | undefined;
  readonly date?: LocalDate | undefined;
  readonly reason: string;
  /** Who answers for it. */
  readonly name: string;
};

/** An agreement on record that lifts a rule of severity agreement, for a team, and an employee where given, on dates from `from` to `to`, both included. */
export type Agreement = {
  readonly id: string;
  readonly team: string;
  readonly employee: string | undefined;
  readonly rule: string;
  readonly from: LocalDate;
  readonly to: LocalDate;
  /** Where the paper is. */
  readonly reference: string;
  readonly signedOn: LocalDate;
};

/** An absence of an employee: whole local dates, both included, or a span of instants. */
export type Absence = {
  readonly id: string;
  readonly employee: string;
  readonly when:
    | { readonly kind: 'dates'; readonly from: LocalDate; readonly to: LocalDate }
    | { readonly kind: 'span'; readonly start: Instant; readonly end: Instant };
  /** Why, as HR keeps it; nobody else is told. */
  readonly reason: string | undefined;
  readonly creditHoursPerDay: number | undefined;
};

/** A breach in what is to be published, and what lets it pass: a waiver, an agreement on record, or nothing where its severity needs nothing. */
export type GatedBreach = {
  readonly breach: Breach;
  readonly severity: Severity;
  readonly passes: 'waived' | 'agreed' | 'listed' | 'refused';
  readonly waiver?: Waiver | undefined;
  readonly agreement?: string | undefined;
  /** All of them, where the dates take more than one. */
  readonly agreements?: readonly string[] | undefined;
  /** The other team whose published shifts are part of the breach. */
  readonly otherTeam?: string | undefined;
};

/** What a waiver names as its rule that lets floors of cover be missed which must be met. */
export const HARD_COVER = 'hard-cover';

/** A rule of the team as a whole that is not kept in what is to be published. */
export type GatedTeamBreach = {
  readonly breach: TeamBreach;
  readonly passes: 'waived' | 'listed' | 'refused';
  readonly waiver?: Waiver | undefined;
};

/** A floor that must be met and is not in what is to be published. */
export type GatedShortage = {
  readonly shortage: Shortage;
  readonly passes: 'waived' | 'refused';
  readonly waiver?: Waiver | undefined;
};

/** What a publication did to the schedule. */
export type PublicationDifference = {
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly removed: readonly string[];
  readonly unchanged: number;
};

/** What was judged before a publication was let through. */
export type PublicationGate = {
  readonly breaches: readonly GatedBreach[];
  readonly unknowns: readonly Unknown[];
  readonly notChecked: readonly NotChecked[];
  /** Only where the team has rules as a whole, and where the draft has floors that must be met. */
  readonly teamBreaches?: readonly GatedTeamBreach[] | undefined;
  readonly shortages?: readonly GatedShortage[] | undefined;
};
