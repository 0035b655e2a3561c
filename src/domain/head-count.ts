import type { Note } from './forecast.ts';
import type { Problem } from './problem.ts';
import type { BoundKind, EndedBy, RosterStatus, SolveLimits } from './roster.ts';
import type { Shift } from './shift.ts';
import type { Instant } from './units.ts';

/** People of one contract and one set of skills who could be employed, and what one of them costs over the horizon. */
export type HeadCountGroup = {
  readonly contract: string;
  readonly skills: readonly string[];
  /** Least of them. */
  readonly from: number;
  /** Most of them; absent: as many as it takes. */
  readonly to?: number | undefined;
  /** Money for each of them over the whole horizon. */
  readonly costEach: number;
  /** Money for each paid hour, besides. */
  readonly costPerHour: number;
};

/** The demand and how much of it must be met; the problem's employees are there whatever is decided, and cost nothing more. */
export type HeadCountTask = {
  readonly problem: Problem;
  readonly groups: readonly HeadCountGroup[];
  /** Share of the people wanted, 0-1, that must be there at every moment, rounded up to whole people. */
  readonly share: number;
  /** Money for each agent-hour below what is wanted; of demand by template, 8 hours for a person. */
  readonly shortHour: number;
  /** Money for each agent-hour above it. */
  readonly surplusHour: number;
  readonly limits: SolveLimits;
};

/** How many of a group, with the line of each of them. */
export type HeadCount = HeadCountGroup & {
  readonly count: number;
  /** Their number in the linear program. */
  readonly relaxed: number;
  readonly paidHours: number;
  readonly cost: number;
  /** One line for each of them: her shifts over the horizon; equal lines stand together. */
  readonly lines: readonly (readonly Shift[])[];
};

/** Wanted and met in one skill: `skill` absent is demand for anybody. Hours of people, of demand by template too. */
export type HeadCountCover = {
  readonly skill?: string | undefined;
  readonly wantedHours: number;
  readonly shortHours: number;
  readonly surplusHours: number;
};

/** What one more agent-hour wanted in a stretch would cost by the linear program. */
export type NextHour = {
  readonly start: Instant;
  readonly end: Instant;
  readonly skill?: string | undefined;
  readonly template?: string | undefined;
  readonly perHour: number;
};

/** Why the share cannot be met, the smallest cause that was found. */
export type HeadCountCause =
  /** A skill is wanted that neither a group nor an employee has. */
  | { readonly code: 'no-one-with-skill'; readonly skill: string }
  /** People are wanted where no template of anybody who could come has a shift. */
  | {
      readonly code: 'no-shift-then';
      readonly start: Instant;
      readonly end: Instant;
      readonly skill?: string | undefined;
    }
  /** The rules leave nobody of the group a line. */
  | { readonly code: 'group-without-line'; readonly contract: string; readonly skills: readonly string[] }
  /** The rules leave an employee no line. */
  | { readonly code: 'employee-without-line'; readonly employee: string }
  /** With `needed` or more of this group alone it can be met, the others' limits as they are. */
  | {
      readonly code: 'limit-too-low';
      readonly contract: string;
      readonly skills: readonly string[];
      readonly to: number;
      readonly needed: number;
    }
  /** It takes more of several groups than their limits allow. */
  | { readonly code: 'limits-too-low'; readonly missingHours: number }
  /** The rules keep people from all that is wanted, however many there are. */
  | {
      readonly code: 'rules-forbid';
      readonly start: Instant;
      readonly end: Instant;
      readonly skill?: string | undefined;
    };

export type HeadCounts = {
  readonly task: HeadCountTask;
  readonly status: RosterStatus;
  readonly endedBy: EndedBy;
  /** Money over the horizon; null where there is no answer. */
  readonly objective: number | null;
  readonly bound: number | null;
  readonly boundKind: BoundKind;
  readonly gap: number | null;
  readonly seconds: number;
  readonly iterations: number;
  readonly groups: readonly HeadCount[];
  /** Money for shortage and for surplus. */
  readonly shortCost: number;
  /** Premiums of pay besides, such as for overtime. */
  readonly premiumCost: number;
  readonly surplusCost: number;
  readonly cover: readonly HeadCountCover[];
  readonly nextHours: readonly NextHour[];
  /** Money for one more agent-hour spread as the demand is; null where no program was solved. */
  readonly evenHour: number | null;
  readonly causes: readonly HeadCountCause[];
  readonly notes: readonly Note[];
};
