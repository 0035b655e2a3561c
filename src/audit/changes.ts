import { addDays, daysBetween } from '../domain/calendar.ts';
import type { Baseline, BaselineChange, NoticeStep } from '../domain/changes.ts';
import type { Problem } from '../domain/problem.ts';
import { compareShifts, type Shift, shiftDate } from '../domain/shift.ts';
import { type LocalDate, SECONDS_PER_HOUR } from '../domain/units.ts';

/** Whether two names differ; one that is not said may be any. */
function differs(one: string | undefined, other: string | undefined): boolean {
  return one !== undefined && other !== undefined && one !== other;
}

type Pair = { readonly from?: Shift | undefined; readonly to?: Shift | undefined };

/**
 * One employee's published shifts of a day with those of the roster: first those with the same times and work, then those with the same times, then
 * the others in order of start; what is left over was removed or added.
 */
function pairsOf(published: readonly Shift[], planned: readonly Shift[]): readonly Pair[] {
  const pairs: Pair[] = [];
  let before = published.toSorted(compareShifts);
  let after = planned.toSorted(compareShifts);
  const take = (fits: (from: Shift, to: Shift) => boolean): void => {
    for (const from of before) {
      const to = after.find((one) => fits(from, one));
      if (to === undefined) continue;
      pairs.push({ from, to });
      before = before.filter((one) => one !== from);
      after = after.filter((one) => one !== to);
    }
  };
  const isSameTime = (from: Shift, to: Shift): boolean => from.start === to.start && from.end === to.end;
  const isSameWork = (from: Shift, to: Shift): boolean =>
    !differs(from.template, to.template) && !differs(from.skill, to.skill);
  take((from, to) => isSameTime(from, to) && isSameWork(from, to));
  take(isSameTime);
  take(() => true);
  return [...pairs, ...before.map((from) => ({ from })), ...after.map((to) => ({ to }))];
}

/** The step of notice that holds for a day: the nearest of those that reach it. */
function stepOf({ asOf, prices }: Baseline, date: LocalDate): NoticeStep {
  const ahead = daysBetween(asOf, date);
  const reaching = prices.notice.filter(({ withinDays }) => ahead <= withinDays);
  return reaching.reduce((nearest, step) => (step.withinDays < nearest.withinDays ? step : nearest), {
    withinDays: Number.POSITIVE_INFINITY,
    factor: 1,
  });
}

/** Published breaks that are not where they were; a shift that was published without any leaves their places open. */
function movedBreaks(from: Shift, to: Shift): number {
  const placesOf = ({ breaks }: Shift): readonly string[] => breaks.map(({ start, end }) => `${start} ${end}`);
  const there = new Set(placesOf(to));
  return placesOf(from).filter((place) => !there.has(place)).length;
}

function changeOf(baseline: Baseline, employeeId: string, date: LocalDate, { from, to }: Pair): BaselineChange {
  const { prices } = baseline;
  const { factor, premium = 0 } = stepOf(baseline, date);
  const counted = (kind: BaselineChange['kind'], points: number): BaselineChange => ({
    kind,
    employeeId,
    date,
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    points: points * factor,
    premium,
  });
  if (from === undefined) return counted('added', prices.added);
  if (to === undefined) return counted('removed', prices.removed);
  const seconds = Math.abs(to.start - from.start) + Math.abs(to.end - from.end);
  if (seconds > 0) return counted('moved', prices.moved + (prices.perHourMoved * seconds) / SECONDS_PER_HOUR);
  const isOther = differs(from.template, to.template) || differs(from.skill, to.skill);
  if (isOther) return counted('other-work', prices.otherWork);
  const breaks = movedBreaks(from, to);
  // No premium: what is owed by law is owed for other times of work.
  return { ...counted(breaks > 0 ? 'breaks' : 'kept', breaks * (prices.movedBreak ?? 0)), premium: 0 };
}

/**
 * What became of each published shift of the horizon, by employee in the team's order, then by date: an empty list where the problem has no
 * baseline. A shift that goes to another date is removed there and added here; one whose breaks alone move is `breaks`. Published shifts of people
 * who are not in the team any more do not count.
 */
export function changesOf(problem: Problem, shifts: readonly Shift[]): readonly BaselineChange[] {
  const { baseline, team, from, days } = problem;
  if (baseline === undefined) return [];
  const end = addDays(from, days);
  const keyOf = (shift: Shift): string => `${shiftDate(team.zone, shift)} ${shift.employeeId}`;
  const published = Map.groupBy(baseline.shifts, keyOf);
  const planned = Map.groupBy(shifts, keyOf);
  const keys = [...new Set([...published.keys(), ...planned.keys()])].sort();
  const byEmployee = Map.groupBy(keys, (key) => key.slice(11));
  return team.employees.flatMap(({ id }) =>
    (byEmployee.get(id) ?? []).flatMap((key) => {
      const date = key.slice(0, 10);
      if (date < from || date >= end) return [];
      const pairs = pairsOf(published.get(key) ?? [], planned.get(key) ?? []);
      return pairs.map((pair) => changeOf(baseline, id, date, pair));
    }),
  );
}
