import type { ShiftChanges } from '../../domain/draft.ts';
import type { ReplacementWay } from '../../domain/replacement.ts';
import { compareShifts, type Line, type Shift, shiftDate } from '../../domain/shift.ts';
import type { Zone } from '../../domain/units.ts';

/** One way in which somebody could work a vacated shift, before anybody has judged it. */
export type PossibleWay = {
  readonly way: ReplacementWay;
  readonly shift: Shift;
  readonly instead?: Shift | undefined;
  readonly line: Line;
  readonly changes: ShiftChanges;
};

/** Shares of the vacated shift that a longer shift may reach into it, the largest first. */
const SHARES = [1, 0.75, 0.5, 0.25];
/** Ends of a lengthened shift lie on this grid, counted from the vacated shift's own end. */
const GRID_SECONDS = 1800;

function inOrder(shifts: readonly Shift[]): Line {
  return [...shifts].sort(compareShifts);
}

/** The vacated shift with its times and work, as hers. */
function given(vacated: Shift, employeeId: string): Shift {
  const { locked: _locked, ...rest } = vacated;
  return { ...rest, employeeId };
}

/** Whether two shifts are the same work at the same times: to change one for the other helps nobody. */
function isAlike(own: Shift, vacated: Shift): boolean {
  const { start, end, template, skill, activity } = own;
  const isSameTime = start === vacated.start && end === vacated.end;
  return isSameTime && template === vacated.template && skill === vacated.skill && activity === vacated.activity;
}

/** Her own shift made longer into the vacated one, which it must touch or overlap and share its skill with; the longest first. */
function lengthened(own: Shift, vacated: Shift): readonly Shift[] {
  const touches = own.start <= vacated.end && own.end >= vacated.start;
  if (!touches || own.skill !== vacated.skill || own.activity !== vacated.activity) return [];
  const found: Shift[] = [];
  const length = vacated.end - vacated.start;
  for (const share of SHARES) {
    const part = Math.round((length * share) / GRID_SECONDS) * GRID_SECONDS;
    const reach = share === 1 ? length : part;
    const [start, end] =
      own.start <= vacated.start
        ? [own.start, Math.max(own.end, vacated.start + reach)]
        : [Math.min(own.start, vacated.end - reach), Math.max(own.end, share === 1 ? vacated.end : own.end)];
    const isLonger = end - start > own.end - own.start;
    const isNew = !found.some((one) => one.start === start && one.end === end);
    // What is longer than a day of the clock is no shift.
    if (isLonger && isNew && end - start <= 24 * 3600) found.push({ ...own, start, end });
  }
  return found;
}

/**
 * The ways in which an employee could work a vacated shift: besides her line; in place of each own shift of the same local date that is not locked; by
 * lengthening one. Lengthenings of one shift are in falling order of length, and the first that may be is the one to take.
 */
export function waysOf(
  zone: Zone,
  vacated: Shift,
  employeeId: string,
  line: Line,
): readonly (readonly PossibleWay[])[] {
  const shift = given(vacated, employeeId);
  const date = shiftDate(zone, vacated);
  const free = line.filter(({ locked }) => locked !== true);
  const ways: (readonly PossibleWay[])[] = [
    [{ way: 'take', shift, line: inOrder([...line, shift]), changes: { put: [shift], removed: [] } }],
  ];
  for (const own of free) {
    const others = line.filter((one) => one !== own);
    if (shiftDate(zone, own) === date && !isAlike(own, vacated)) {
      const changes = { put: [shift], removed: [own.id] };
      ways.push([{ way: 'move', shift, instead: own, line: inOrder([...others, shift]), changes }]);
    }
    const longer = lengthened(own, vacated).map(
      (one): PossibleWay => ({
        way: 'lengthen',
        shift: one,
        instead: own,
        line: inOrder([...others, one]),
        changes: { put: [one], removed: [vacated.id] },
      }),
    );
    if (longer.length > 0) ways.push(longer);
  }
  return ways;
}
