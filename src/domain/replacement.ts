import type { Breach, TeamBreach, Unknown } from './breach.ts';
import type { AuditDifference, EditDifference } from './draft-difference.ts';
import type { Note } from './forecast.ts';
import type { ObjectivePart } from './roster.ts';
import type { ChangeEdit, ShiftChanges } from './draft.ts';
import type { Shift } from './shift.ts';
import type { LocalDate, Seconds } from './units.ts';

/** Somebody who cannot work on some days: first and last one, both included. */
export type Absence = { readonly employeeId: string; readonly from: LocalDate; readonly to: LocalDate };

/** How somebody could work a vacated shift: besides what she has, in place of an own shift of that day, or by a longer own shift. */
export type ReplacementWay = 'take' | 'move' | 'lengthen';

/** More or less short than with the shift left open: agent-hours of interval demands and people of template demands, each demand by itself. */
export type ShortChange = { readonly hours: number; readonly people: number };

/** What cover a change gives within the times of the vacated shift, and what it takes where somebody comes from. Above 0 is more short. */
export type ShortChanges = { readonly here: ShortChange; readonly elsewhere: ShortChange };

/** Parts of the objective that a change moves, by how much: 0 to both is left out. */
export type PartChange = Pick<ObjectivePart, 'part' | 'rule' | 'unit' | 'count' | 'points'>;

/** Somebody who could work a vacated shift, judged by all rules of hers and counted by the whole objective. */
export type Candidate = {
  readonly employeeId: string;
  readonly way: ReplacementWay;
  /** The shift that she would have. */
  readonly shift: Shift;
  /** The own shift that it takes the place of. */
  readonly instead?: Shift | undefined;
  /** The same as a change of a roster in which the vacated shift is still there. */
  readonly changes: ShiftChanges;
  /** The same as edits of a draft that holds that roster. */
  readonly edits: readonly ChangeEdit[];
  /** Points against leaving the shift open: below 0 is better. */
  readonly points: number;
  readonly parts: readonly PartChange[];
  readonly paidSeconds: Seconds;
  readonly short: ShortChanges;
  /** Breaches that come or grow; of a candidate none is of a hard rule, of one who is stopped at least one is. */
  readonly breaches: readonly Breach[];
  /** Findings of rules of the team as a whole that come or grow, none of which must be kept. */
  readonly teamBreaches: readonly TeamBreach[];
};

/** Somebody whom hard rules stop, by the way that they stop least; a rule of the team stops who could otherwise. */
export type Stopped = Pick<Candidate, 'employeeId' | 'way' | 'breaches'> & {
  readonly teamBreaches?: readonly TeamBreach[] | undefined;
};

export type Vacancy = {
  readonly shift: Shift;
  /** What the vacancy itself does while nobody takes it, against the roster before. */
  readonly open: { readonly points: number; readonly parts: readonly PartChange[]; readonly short: ShortChanges };
  /** The best first, at most as many as were asked for. */
  readonly candidates: readonly Candidate[];
  /** Candidates in all, as far as their own rules tell: rules of the team are asked about the best ones alone. */
  readonly possible: number;
  readonly stopped: readonly Stopped[];
  /** Those who are stopped in all. */
  readonly stoppedPeople: number;
  /** Employees whom each rule stops, in falling order; one whom several stop counts at each. */
  readonly stoppedBy: readonly { readonly ruleId: string; readonly employees: number }[];
};

export type Replacements = { readonly vacancies: readonly Vacancy[] };

/** An exchange: `give` goes to the employee of `take`, whose shift comes back; without `take`, to the employee `to`, and nothing comes back. */
export type Swap = {
  readonly give: string;
  readonly take?: string | undefined;
  readonly to?: string | undefined;
};

/** What an exchange means for one of the two. */
export type SwapSide = {
  readonly employeeId: string;
  readonly paidSecondsBefore: Seconds;
  readonly paidSecondsAfter: Seconds;
  readonly breaches: AuditDifference['breaches'];
  readonly unknowns: readonly Unknown[];
};

export type SwapVerdict = {
  /** `refused` where a hard rule is newly broken, or a shift may not be touched; `findings` where something lesser is. */
  readonly verdict: 'allowed' | 'findings' | 'refused';
  /** What speaks against it besides breaches. */
  readonly reasons: readonly Note[];
  readonly sides: readonly SwapSide[];
  /** Findings of rules of the team as a whole that come or grow. */
  readonly teamBreaches: readonly TeamBreach[];
  readonly changes: ShiftChanges;
  /** The same as edits of a draft that holds the roster. */
  readonly edits: readonly ChangeEdit[];
  readonly difference: EditDifference;
};
