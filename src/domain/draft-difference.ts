import type { Breach, LedgerWeek, TeamBreach, Unknown } from './breach.ts';
import type { CoverLevels } from './problem.ts';
import type { ObjectivePart, Shortage, Uncovered } from './roster.ts';
import type { Shift } from './shift.ts';
import type { Interval, LocalDate, Seconds } from './units.ts';

/** What became of one shift between two states. A shift is known again by its id, or as its employee's shift of that date. */
export type ShiftChange =
  | { readonly kind: 'added'; readonly after: Shift }
  | { readonly kind: 'removed'; readonly before: Shift }
  /**
   * `reassigned`: another employee has it; `moved`: another start, as long as before; `resized`: another length; `changed`: template, skill,
   * activity, breaks, pieces or lock alone. What comes first in this order gives the name.
   */
  | {
      readonly kind: 'reassigned' | 'moved' | 'resized' | 'changed';
      readonly before: Shift;
      readonly after: Shift;
    };

/** One employee's changes; a reassigned shift stands at both. Seconds are paid ones. */
export type EmployeeChanges = {
  readonly employeeId: string;
  readonly changes: readonly ShiftChange[];
  readonly workSecondsBefore: Seconds;
  readonly workSecondsAfter: Seconds;
};

/** Breaches that went, came, or stayed with another measure. A breach is the same where rule, limit, employee and its shifts or period are. */
export type BreachDifference = {
  readonly gone: readonly Breach[];
  readonly added: readonly Breach[];
  readonly changed: readonly { readonly before: Breach; readonly after: Breach }[];
};

export type AuditDifference = {
  readonly breaches: BreachDifference;
  readonly unknowns: { readonly gone: readonly Unknown[]; readonly added: readonly Unknown[] };
  /** Every week of the employees concerned. */
  readonly ledger: readonly { readonly before: LedgerWeek; readonly after: LedgerWeek }[];
};

/** A stretch of one demand in which other people are there than before; of a template demand the whole local date. */
export type CoverChange = Interval &
  CoverLevels & {
    readonly skill?: string | undefined;
    readonly template?: string | undefined;
    /** The date of a template demand. */
    readonly date?: LocalDate | undefined;
    /** People on the work (of a template demand: attending) before and after. */
    readonly before: number;
    readonly after: number;
  };

/** The objective and its parts before and after, in points; parts by name and unit. */
export type ObjectiveDifference = {
  readonly before: number;
  readonly after: number;
  readonly parts: readonly {
    readonly part: ObjectivePart['part'];
    readonly unit: ObjectivePart['unit'];
    readonly rule?: string | undefined;
    readonly before: Pick<ObjectivePart, 'count' | 'points'>;
    readonly after: Pick<ObjectivePart, 'count' | 'points'>;
  }[];
};

/** What an edit answers: the employees whose lines it touched, and what that changed for them, for the cover and for the objective. */
export type EditDifference = {
  readonly employees: readonly string[];
  readonly shifts: readonly ShiftChange[];
  readonly audit: AuditDifference;
  readonly cover: readonly CoverChange[];
  readonly objective: ObjectiveDifference;
};

/** What a draft's shifts are worth: counted as of a solved roster. */
export type DraftScore = {
  readonly objective: number;
  readonly objectiveParts: readonly ObjectivePart[];
  readonly uncovered: readonly Uncovered[];
  readonly breaches: readonly Breach[];
  readonly unknowns: readonly Unknown[];
  readonly ledger: readonly LedgerWeek[];
  /** Rules of the team as a whole that are not kept; only where it has some. */
  readonly teamBreaches?: readonly TeamBreach[] | undefined;
  /** Floors that must be met and are not; only where there are such floors. */
  readonly shortages?: readonly Shortage[] | undefined;
  /** Employees of shifts whom the team no longer has: they count for the cover and are not judged. */
  readonly strangers: readonly string[];
};

/** Two drafts side by side: what one must change to become the other, and what each is worth. */
export type DraftComparison = {
  readonly employees: readonly EmployeeChanges[];
  readonly before: DraftScore;
  readonly after: DraftScore;
  readonly breaches: BreachDifference;
  /** Of the demands that both have. */
  readonly cover: readonly CoverChange[];
};
