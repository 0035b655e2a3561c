import type { Instant, Interval, LocalDate, Seconds, Zone } from './units.ts';
import { dateOf } from './calendar.ts';

export type BreakKind = 'meal' | 'rest';

/** A break, or the gap of a split shift: free time between its two attendances, which is no break. */
export type PauseKind = BreakKind | 'gap';

/** A part of a shift that is not work: a meal, a break, or the gap of a split shift. */
export type Break = Interval & {
  readonly paid: boolean;
  /** Undefined where nobody said: it then counts as either kind of break. A gap is never paid. */
  readonly kind?: PauseKind | undefined;
  /** Stays where it is when breaks are placed anew. */
  readonly locked?: boolean | undefined;
};

/**
 * A stretch of a shift spent on something else than the shift's own work: another activity (a meeting, training), which covers nothing, or
 * the work of another skill. Pieces lie inside the shift, touch no break and do not overlap.
 */
export type Piece = Interval & ({ readonly activity: string } | { readonly skill: string });

/** One attendance of one employee, from `start` to `end`, with its breaks inside. */
export type Shift = Interval & {
  readonly id: string;
  readonly employeeId: string;
  readonly template?: string | undefined;
  /** The skill that the shift is worked in: a person counts for one skill at a time. */
  readonly skill?: string | undefined;
  /** `work` unless named otherwise; every activity but `on-call` counts as working time. */
  readonly activity: string;
  readonly breaks: readonly Break[];
  /** In order of start; all of it is working time. */
  readonly pieces?: readonly Piece[] | undefined;
  /** A locked shift stays as it is when the roster is solved. */
  readonly locked?: boolean | undefined;
  /** The other team that published it: time worked there, which counts for rules and covers nothing here. */
  readonly otherTeam?: string | undefined;
};

/** One employee's shifts in order of start. */
export type Line = readonly Shift[];

/** The activity of a duty on call: somebody can be reached, and neither works nor is paid for it. */
export const ON_CALL = 'on-call';

export function isOnCall({ activity }: Pick<Shift, 'activity'>): boolean {
  return activity === ON_CALL;
}

/** Paid (= working) time of a shift: elapsed time less unpaid breaks; none of a duty on call. */
export function workSeconds(shift: Shift): Seconds {
  if (isOnCall(shift)) return 0;
  let seconds = shift.end - shift.start;
  for (const pause of shift.breaks) if (!pause.paid) seconds -= pause.end - pause.start;
  return seconds;
}

/** Whether the shift has a gap: its employee goes home and comes again on the same day. */
export function isSplit({ breaks }: Pick<Shift, 'breaks'>): boolean {
  return breaks.some(({ kind }) => kind === 'gap');
}

/** The attendances of a shift in order: two where it is split, else the shift. */
export function attendancesOf({ start, end, breaks }: Pick<Shift, 'start' | 'end' | 'breaks'>): readonly Interval[] {
  const gaps = breaks.filter(({ kind }) => kind === 'gap').sort((a, b) => a.start - b.start);
  const starts = [start, ...gaps.map((gap) => gap.end)];
  return starts.map((from, index) => ({ start: from, end: gaps[index]?.start ?? end }));
}

/** Elapsed time from start to end. */
export function spanSeconds(shift: Shift): Seconds {
  return shift.end - shift.start;
}

/** Local date of the shift's start: the day that the shift belongs to. */
export function shiftDate(zone: Zone, shift: Interval): LocalDate {
  return dateOf(zone, shift.start);
}

/** The activity that covers demand: somebody in training or a meeting attends, and is not on the work. */
export const WORK = 'work';

/** A stretch on the work, in one skill. */
export type WorkStretch = Interval & { readonly skill: string | undefined };

/** The stretches in which somebody on the shift is on the work, in order: neither on a break nor on another activity, each in one skill. */
export function workStretches(shift: Shift): readonly WorkStretch[] {
  if (shift.activity !== WORK) return [];
  const stretches: WorkStretch[] = [];
  const add = (start: Instant, end: Instant, skill: string | undefined): void => {
    if (end > start) stretches.push({ start, end, skill });
  };
  let start = shift.start;
  const cuts = [...shift.breaks, ...(shift.pieces ?? [])].sort((a, b) => a.start - b.start);
  for (const cut of cuts) {
    add(start, Math.min(cut.start, shift.end), shift.skill);
    if ('skill' in cut) add(Math.max(cut.start, shift.start), Math.min(cut.end, shift.end), cut.skill);
    start = Math.max(start, cut.end);
  }
  add(start, shift.end, shift.skill);
  return stretches;
}

/** Order of lines: by start, then end, then id, so that equal input gives equal output. */
export function compareShifts(a: Shift, b: Shift): number {
  return a.start - b.start || a.end - b.end || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

/** Lines by employee id, each in the order of `compareShifts`; employees come in the order of their first shifts. */
export function linesByEmployee(shifts: readonly Shift[]): ReadonlyMap<string, Line> {
  const lines = new Map<string, Shift[]>();
  for (const shift of [...shifts].sort(compareShifts)) {
    const line = lines.get(shift.employeeId);
    if (line === undefined) lines.set(shift.employeeId, [shift]);
    else line.push(shift);
  }
  return lines;
}
