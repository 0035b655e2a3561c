import type { Note } from './forecast.ts';
import type { BoundKind, EndedBy } from './roster.ts';
import type { Instant, LocalDate, Weekday, Zone } from './units.ts';

/** A kind of shift that may be used: windows of its start, length and break. Minutes of the wall clock for starts, elapsed ones for breaks. */
export type ShiftKind = {
  readonly id: string;
  readonly name?: string | undefined;
  /** Minutes from midnight; 1440 and more lie on the next day and count for the day before. */
  readonly earliestStart: number;
  readonly latestStart: number;
  readonly startStep: number;
  readonly leastLength: number;
  readonly mostLength: number;
  readonly lengthStep: number;
  readonly break?: KindBreak | undefined;
  /** Days on which it may start; absent: all. */
  readonly days?: readonly Weekday[] | undefined;
};

/** The break of a kind of shift: not worked. It starts no earlier after the shift's start, and ends no later before its end. */
export type KindBreak = {
  readonly length: number;
  readonly notBefore: number;
  readonly notInLast: number;
  readonly step: number;
};

/** People needed throughout a span; rows of one skill add up. */
export type DesignDemand = {
  readonly start: Instant;
  readonly end: Instant;
  readonly skill?: string | undefined;
  readonly people: number;
};

/** Hours that the shifts of a skill last on average, breaks not counted: all hours by which they miss it together have a price each. */
export type AverageHours = {
  readonly skill?: string | undefined;
  readonly least: number;
  readonly most: number;
  readonly price: number;
};

export type DesignPrices = {
  readonly shortHour: number;
  readonly overHour: number;
  readonly workHour: number;
  readonly shiftType: number;
};

export type DesignProblem = {
  readonly zone: Zone;
  readonly from: LocalDate;
  readonly days: number;
  /** Whether the horizon repeats: what the last night works beyond it, it works on the first morning. */
  readonly cyclic: boolean;
  readonly demands: readonly DesignDemand[];
  readonly kinds: readonly ShiftKind[];
  readonly prices: DesignPrices;
  readonly averageHours: readonly AverageHours[];
  readonly mostTypes?: number | undefined;
  /** Groups of days of the week that have equal head-counts. */
  readonly sameCounts: readonly (readonly Weekday[])[];
};

/** A type of shift in use. Minutes from midnight of the day on which it starts; the break too. */
export type DesignedShift = {
  readonly id: string;
  readonly kind: string;
  readonly start: number;
  readonly length: number;
  readonly break?: { readonly start: number; readonly length: number } | undefined;
  /** People above 0, by date and skill. */
  readonly counts: readonly {
    readonly date: LocalDate;
    readonly skill?: string | undefined;
    readonly people: number;
  }[];
};

/** A stretch of equal need and cover in one skill. */
export type DesignCover = {
  readonly start: Instant;
  readonly end: Instant;
  readonly skill?: string | undefined;
  readonly needed: number;
  readonly cover: number;
};

export type DesignPart = {
  readonly part: 'short' | 'over' | 'work' | 'shift-types' | 'average-hours';
  readonly unit: 'agent-hours' | 'hours' | 'shift types';
  readonly count: number;
  readonly points: number;
};

export type ShiftDesign = {
  readonly problem: DesignProblem;
  readonly status: 'optimal' | 'feasible';
  readonly endedBy: EndedBy;
  readonly objective: number;
  readonly parts: readonly DesignPart[];
  readonly bound: number;
  readonly boundKind: BoundKind;
  readonly gap: number;
  readonly seconds: number;
  readonly iterations: number;
  readonly seed: number;
  readonly shifts: readonly DesignedShift[];
  readonly cover: readonly DesignCover[];
  readonly notes: readonly Note[];
};

/** Starts of a kind, minutes from midnight. */
export function startsOf({ earliestStart, latestStart, startStep }: ShiftKind): readonly number[] {
  return range(earliestStart, latestStart, startStep);
}

/** Lengths of a kind in minutes, its break included. */
export function lengthsOf({ leastLength, mostLength, lengthStep }: ShiftKind): readonly number[] {
  return range(leastLength, mostLength, lengthStep);
}

/** Where the break of a shift of a length may start, minutes from its start; none where the kind has a break that does not fit. */
export function breakStartsOf({ break: rest }: ShiftKind, length: number): readonly (number | undefined)[] {
  return rest === undefined ? [undefined] : range(rest.notBefore, length - rest.length - rest.notInLast, rest.step);
}

function range(from: number, to: number, step: number): readonly number[] {
  const values: number[] = [];
  for (let value = from; value <= to; value += step) values.push(value);
  return values;
}

/** Number of shifts that the kinds allow, counted without making them. */
export function shapesOf(kinds: readonly ShiftKind[]): number {
  return kinds.reduce(
    (sum, kind) =>
      sum +
      startsOf(kind).length * lengthsOf(kind).reduce((all, length) => all + breakStartsOf(kind, length).length, 0),
    0,
  );
}
