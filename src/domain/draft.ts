import type { IntervalDemand, Prices, Problem, TemplateDemand } from './problem.ts';
import type { Roster } from './roster.ts';
import type { Break, Piece, Shift } from './shift.ts';
import type { Instant, LocalDate, Zone } from './units.ts';

/** One change of a draft. Instants are seconds; a shift is named by its id in the draft. */
export type Edit =
  /** A new shift; its id is made where it has none. */
  | { readonly op: 'add'; readonly shift: Omit<Shift, 'id'> & { readonly id?: string | undefined } }
  /** The same length and breaks from another start. */
  | { readonly op: 'move'; readonly shiftId: string; readonly start: Instant }
  /** Another start or end; breaks and pieces outside the new span are refused, not dropped, unless another edit of the request mends them. */
  | {
      readonly op: 'resize';
      readonly shiftId: string;
      readonly start?: Instant | undefined;
      readonly end?: Instant | undefined;
    }
  /** Other breaks in place of all that the shift has. */
  | { readonly op: 'breaks'; readonly shiftId: string; readonly breaks: readonly Break[] }
  /** Other pieces in place of all that the shift has. */
  | { readonly op: 'pieces'; readonly shiftId: string; readonly pieces: readonly Piece[] }
  | { readonly op: 'reassign'; readonly shiftId: string; readonly employeeId: string }
  | { readonly op: 'remove'; readonly shiftId: string }
  | { readonly op: 'lock'; readonly shiftId: string; readonly locked: boolean };

/** Edits of shifts that are there: other people, times and locks, and removals. */
export type ChangeEdit = Extract<Edit, { readonly op: 'resize' | 'reassign' | 'remove' | 'lock' }>;

/**
 * What a draft is judged by besides its team, fixed when the draft is made. `past` and `future`: the shifts given with the draft, or
 * 'published': whatever the schedule holds when it is judged. The interval demands are complete (`completeDemands`).
 */
export type DraftFrame = {
  readonly intervalDemands: readonly IntervalDemand[];
  readonly templateDemands: readonly TemplateDemand[];
  readonly prices: Prices;
  readonly past: readonly Shift[] | 'published' | undefined;
  readonly future: readonly Shift[] | 'published' | undefined;
  /** Ids of stored requirements that the demands come from. */
  readonly requirements: readonly string[];
  /** What its shifts are to hold, and whether people change between skills inside them: a solve places both. */
  readonly activities?: Problem['activities'];
  readonly splitSkills?: Problem['splitSkills'];
};

/** What a solve said of the roster that became a version of the draft. */
export type DraftSolve = Pick<
  Roster,
  'status' | 'endedBy' | 'objective' | 'bound' | 'boundKind' | 'gap' | 'seconds' | 'iterations' | 'engine' | 'seed'
>;

/** How a version came to be. */
export type DraftCause =
  | { readonly kind: 'created' }
  | { readonly kind: 'copied'; readonly from: string }
  | { readonly kind: 'edited'; readonly edits: readonly Edit['op'][]; readonly employees: readonly string[] }
  | { readonly kind: 'undone'; readonly to: number }
  | { readonly kind: 'solved'; readonly job: string | null; readonly solve: DraftSolve };

/** Difference between two sets of shifts: by id, and in its new state. */
export type ShiftChanges = { readonly put: readonly Shift[]; readonly removed: readonly string[] };

/** The days of a draft: from `from`, `days` local dates of its team's zone. */
export type DraftDays = { readonly from: LocalDate; readonly days: number };

/** What a solve made, as far as a draft wants to know it. */
export type SolvedRoster = {
  readonly zone: Zone;
  readonly days: DraftDays;
  readonly solve: DraftSolve;
  /** Empty also where there is no roster: then the objective is null. */
  readonly shifts: readonly Shift[];
};
