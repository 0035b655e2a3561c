import type { Assignment } from './assignment.ts';
import type { Exchange } from './exchange.ts';
import type { CodedLine, Instance } from './instance.ts';
import type { EmployeeKind } from './kinds.ts';
import { isLegalLine } from './legal-line.ts';
import { type Rebuilder, restore } from './search.ts';
import type { DayWindow } from './search-moves.ts';
import { POINT_TOLERANCE } from './solution.ts';

/** What a thread tells the others of its roster, and takes over of theirs. */
export type RosterJoiner = {
  /** Leaves the assignment's roster for the others; not where they have left another one since the last `join`: that brings both together. */
  readonly offer: () => void;
  /**
   * Brings the assignment and the roster that others have left together: the better one of both, with the changes of the other one, since both were last the same, that still gain. Where that
   * is better than what they have, it is left for them. Returns its points where the assignment is better than before, else undefined.
   */
  readonly join: () => number | undefined;
};

/** Days of one employee, in order, on which a roster differs from another. */
type Change = { readonly employee: number; readonly days: readonly number[] };

/** Where more than this share of the employees would have no legal line with their changes, these are left. */
const MOST_ILLEGAL = 0.5;

/** Begins with the assignment's roster as the one that all have. */
export function rosterJoiner(
  instance: Instance,
  assignment: Assignment,
  builder: Pick<Rebuilder, 'bestIn'>,
  exchange: Exchange | undefined,
): RosterJoiner {
  /** The roster that the others had when they were last asked. */
  let base = exchange === undefined ? [] : wholeLines(assignment);
  /** Its points; NaN where it is not known whether it is theirs. */
  let known = Number.NaN;
  if (exchange !== undefined && Math.abs(exchange.points() - assignment.points()) <= POINT_TOLERANCE) {
    known = exchange.points();
  }
  const offer = (): void => {
    if (exchange === undefined) return;
    const theirs = exchange.points();
    if (theirs !== known && theirs !== Number.POSITIVE_INFINITY) return;
    const points = assignment.points();
    if (points >= theirs - POINT_TOLERANCE) return;
    exchange.offer(wholeLines(assignment), points);
    if (exchange.points() === points) known = points;
  };
  return {
    offer,
    join() {
      const before = assignment.points();
      const points = exchange?.points() ?? Number.POSITIVE_INFINITY;
      const theirs = points === known ? undefined : exchange?.better(Number.POSITIVE_INFINITY);
      if (theirs !== undefined) {
        const own = wholeLines(assignment);
        const isBetter = theirs.points < before - POINT_TOLERANCE;
        if (isBetter) restore(assignment, theirs.lines);
        takeOver(instance, assignment, builder, isBetter ? own : theirs.lines, base);
        known = theirs.points;
        base = theirs.lines;
      }
      offer();
      return assignment.points() < before - POINT_TOLERANCE ? assignment.points() : undefined;
    },
  };
}

/** The lines of an assignment in which everybody has one. */
export function wholeLines({ lines }: Pick<Assignment, 'lines'>): readonly CodedLine[] {
  const all = lines.filter((line) => line !== undefined);
  if (all.length !== lines.length) throw new Error('the search lost a line');
  return all;
}

/**
 * Takes those changes that another roster has made of `base` over into the assignment that gain there: all together, or else those that lie on the same days, or else each employee's by
 * themselves. Who has no legal line with hers, as where both rosters have used up her hours, gets the best line on these days.
 */
function takeOver(
  instance: Instance,
  assignment: Assignment,
  builder: Pick<Rebuilder, 'bestIn'>,
  other: readonly CodedLine[],
  base: readonly CodedLine[],
): void {
  const all = other.flatMap((line, employee) => {
    const days = daysOf(line, base[employee] as CodedLine, assignment.lines[employee] as CodedLine);
    return days.length === 0 ? [] : [{ employee, days }];
  });
  const gains = (changes: readonly Change[]): boolean => tries(instance, assignment, builder, other, changes);
  if (all.length === 0 || gains(all)) return;
  const groups = byDays(all);
  for (const together of groups) {
    if (groups.length > 1 && gains(together)) continue;
    if (together.length > 1) for (const change of together) gains([change]);
  }
}

/** Puts what another roster has in the place of some changes where that saves points; whether it did. */
function tries(
  instance: Instance,
  assignment: Assignment,
  builder: Pick<Rebuilder, 'bestIn'>,
  other: readonly CodedLine[],
  changes: readonly Change[],
): boolean {
  const before = assignment.points();
  const undone: (() => void)[] = [];
  const put = (change: Change, lineOf: (frame: CodedLine, window: DayWindow) => CodedLine): void => {
    const window = windowOf(change);
    const { firstDay, endDay } = window;
    const frame = assignment.lines[change.employee] as CodedLine;
    assignment.open(change.employee, firstDay, endDay);
    assignment.close(change.employee, lineOf(frame, window), firstDay, endDay);
    undone.push(() => {
      assignment.open(change.employee, firstDay, endDay);
      assignment.close(change.employee, frame, firstDay, endDay);
    });
  };
  const illegal: Change[] = [];
  for (const change of changes) {
    const { employee } = change;
    const line = spliced(assignment.lines[employee] as CodedLine, other[employee] as CodedLine, change);
    const { model } = instance.kinds[instance.kindOf[employee] as number] as EmployeeKind;
    if (isLegalLine(model, line.shapes)) put(change, () => line);
    else illegal.push(change);
  }
  if (illegal.length <= MOST_ILLEGAL * changes.length) {
    for (const change of illegal) {
      put(change, (frame, window) => builder.bestIn(assignment, change.employee, frame, window, 0) ?? frame);
    }
    if (assignment.points() < before - POINT_TOLERANCE) return true;
  }
  for (const undo of undone.reverse()) undo();
  return false;
}

function windowOf({ days }: Change): DayWindow {
  return { firstDay: days[0] as number, endDay: (days.at(-1) as number) + 1 };
}

/** Days on which a line differs from that of `base` and from that of the assignment. */
function daysOf(line: CodedLine, base: CodedLine, own: CodedLine): readonly number[] {
  const days: number[] = [];
  for (let day = 0; day < line.shapes.length; day++) {
    if (!isSame(line, base, day) && !isSame(line, own, day)) days.push(day);
  }
  return days;
}

function isSame(line: CodedLine, other: CodedLine, day: number): boolean {
  return line.shapes[day] === other.shapes[day] && line.meals[day] === other.meals[day];
}

/** Changes on days that follow each other, cut where a day lies between on which nobody's is. */
function byDays(changes: readonly Change[]): readonly (readonly Change[])[] {
  const days = [...new Set(changes.flatMap((change) => change.days))].toSorted((a, b) => a - b);
  const firsts = days.filter((day, index) => day - 1 !== days[index - 1]);
  return firsts.map((first, index) => {
    const next = firsts[index + 1] ?? Number.POSITIVE_INFINITY;
    return changes.flatMap((change) => {
      const own = change.days.filter((day) => day >= first && day < next);
      return own.length === 0 ? [] : [{ ...change, days: own }];
    });
  });
}

/** A line with the days of a change from another one. */
function spliced({ shapes, meals }: CodedLine, other: CodedLine, { days }: Change): CodedLine {
  const line = { shapes: shapes.slice(), meals: meals.slice() };
  for (const day of days) {
    line.shapes[day] = other.shapes[day] as number;
    line.meals[day] = other.meals[day] as number;
  }
  return line;
}
