import {
  activityPeriods,
  type ActivityToPlace,
  activityWindow,
  leastTogether,
  thoseNamed,
} from '../domain/activity.ts';
import { dateOf, plannedInstant } from '../domain/calendar.ts';
import type { Problem } from '../domain/problem.ts';
import { linesByEmployee, type Piece, type Shift, shiftDate, WORK } from '../domain/shift.ts';
import type { Employee } from '../domain/team.ts';
import { type Instant, type Interval, type LocalDate, SECONDS_PER_MINUTE } from '../domain/units.ts';
import { costOfLeaving, coverCost, type CoverState, coverState, leave } from './cover-state.ts';
import { type Random, randomFrom } from './random.ts';

/** One activity that is due: of one employee, or of all named together. */
type Item = {
  readonly activity: ActivityToPlace;
  /** Who must have it; in a pair the coach comes besides. */
  readonly named: readonly Employee[];
  readonly starts: readonly Instant[];
};

/** A place of an item: from when, and in whose shifts. */
type Place = Interval & { readonly shifts: readonly Shift[]; readonly points: number };

/** A roster while activities are put into it. */
type Placing = {
  readonly state: CoverState;
  /** Of every employee the shifts that may hold activities. */
  readonly lines: ReadonlyMap<string, readonly Shift[]>;
  /** What is taken of each shift: breaks, pieces that were there, and those placed. */
  readonly taken: Map<string, Interval[]>;
  readonly places: (Place | undefined)[];
};

/** Passes of the descent; each ends with less or is the last, and a handful is the rule. */
const MOST_PASSES = 50;
/** Beginnings in different orders, the best of which is taken; for many items one. */
const BEGINNINGS = 3;
const ITEMS_OF_ONE_BEGINNING = 1500;
const TOLERANCE = 1e-9;

/** The starts that an activity may have on a date. */
function startsOn(problem: Problem, activity: ActivityToPlace, date: LocalDate): readonly Instant[] {
  const window = activityWindow(problem.team, activity, date);
  if (window === undefined) return [];
  const starts = new Set<Instant>();
  for (let minutes = 0; minutes < 1440; minutes += activity.stepMinutes) {
    const start = plannedInstant(problem.team.zone, date, minutes);
    // In a night in which clocks skip an hour the instant of the change stands for all of it.
    if (dateOf(problem.team.zone, start) !== date) continue;
    if (start >= window.start && start + activity.lengthMinutes * SECONDS_PER_MINUTE <= window.end) starts.add(start);
  }
  return [...starts];
}

/** How many of an activity are there already, from a date to another. */
function heldBetween(
  team: Problem['team'],
  activity: ActivityToPlace,
  named: readonly Employee[],
  shifts: readonly Shift[],
  dates: readonly LocalDate[],
): number {
  const isHeld = (shift: Shift, piece: Piece): boolean => {
    if (!('activity' in piece) || piece.activity !== activity.id || shift.activity !== WORK) return false;
    const window = activityWindow(team, activity, dateOf(team.zone, piece.start));
    return (
      window !== undefined &&
      piece.start >= window.start &&
      piece.end <= window.end &&
      piece.end - piece.start === activity.lengthMinutes * SECONDS_PER_MINUTE &&
      piece.start >= shift.start + activity.afterStartMinutes * SECONDS_PER_MINUTE
    );
  };
  const all = shifts.flatMap((shift) =>
    (shift.pieces ?? []).flatMap((piece) => (isHeld(shift, piece) ? [{ shift, piece }] : [])),
  );
  const isAccompanied = (start: Instant): boolean =>
    activity.mode !== 'pair' ||
    all.some(({ shift, piece }) => piece.start === start && activity.coaches?.includes(shift.employeeId) === true);
  const own = all.filter(
    ({ shift, piece }) => named.some(({ id }) => id === shift.employeeId) && isAccompanied(piece.start),
  );
  const counted =
    activity.mode === 'together'
      ? [...Map.groupBy(own, ({ piece }) => piece.start)]
          .filter(([, at]) => at.length >= leastTogether(named.length, activity))
          .map(([start]) => start)
      : own.map(({ piece }) => piece.start);
  return counted.filter((start) => dates.includes(dateOf(team.zone, start))).length;
}

/** All that is due and not there yet. */
function itemsOf(problem: Problem, shifts: readonly Shift[]): readonly Item[] {
  const { team } = problem;
  const workDates = new Set(
    shifts
      .filter(({ activity }) => activity === WORK)
      .map((shift) => `${shift.employeeId} ${shiftDate(team.zone, shift)}`),
  );
  return (problem.activities ?? []).flatMap((activity) => {
    const all = thoseNamed(team, activity);
    if (all.length === 0) return [];
    const starts = new Map<LocalDate, readonly Instant[]>();
    const periods = activityPeriods(problem, activity);
    for (const date of periods.flat()) starts.set(date, startsOn(problem, activity, date));
    const groups = activity.mode === 'together' ? [all] : all.map((one) => [one]);
    return groups.flatMap((named) =>
      periods.flatMap((dates) => {
        const [first] = dates;
        const works = (date: LocalDate): boolean => named.some(({ id }) => workDates.has(`${id} ${date}`));
        if (activity.per === 'day' && first !== undefined && !works(first)) return [];
        const missing = activity.count - heldBetween(team, activity, named, shifts, dates);
        const item: Item = { activity, named, starts: dates.flatMap((date) => starts.get(date) ?? []) };
        return Array.from({ length: Math.max(0, missing) }, () => item);
      }),
    );
  });
}

/** The shift of an employee in which the activity could be held from `start` on, beside all that is there. */
function shiftFor(
  { lines, taken }: Placing,
  { lengthMinutes, afterStartMinutes }: ActivityToPlace,
  employeeId: string,
  start: Instant,
): Shift | undefined {
  const end = start + lengthMinutes * SECONDS_PER_MINUTE;
  const shift = lines.get(employeeId)?.find((one) => one.start <= start && one.end >= end);
  if (shift === undefined || start < shift.start + afterStartMinutes * SECONDS_PER_MINUTE) return undefined;
  const isFree = (taken.get(shift.id) ?? []).every((span) => span.start >= end || span.end <= start);
  return isFree ? shift : undefined;
}

/** Who could take part from `start` on: several choices where one of several coaches is needed. */
function choicesAt(placing: Placing, { activity, named }: Item, start: Instant): readonly (readonly Shift[])[] {
  const there = named.flatMap(({ id }) => shiftFor(placing, activity, id, start) ?? []);
  if (activity.mode === 'together') return there.length >= leastTogether(named.length, activity) ? [there] : [];
  if (there.length === 0 || activity.mode === 'alone') return there.length === 0 ? [] : [there];
  return (activity.coaches ?? []).flatMap((coach) => {
    const other = shiftFor(placing, activity, coach, start);
    return other === undefined ? [] : [[...there, other]];
  });
}

/** The place that costs the cover least, of equals the earliest; undefined where there is none, or leaving it out is cheaper. */
function bestPlace(placing: Placing, item: Item): Place | undefined {
  const { activity } = item;
  let best: Place | undefined;
  for (const start of item.starts) {
    const span = { start, end: start + activity.lengthMinutes * SECONDS_PER_MINUTE };
    for (const shifts of choicesAt(placing, item, start)) {
      const skills = shifts.map(({ skill }) => skill);
      const points = costOfLeaving(placing.state, span, skills);
      if (points <= activity.weight && points < (best?.points ?? Number.POSITIVE_INFINITY) - TOLERANCE) {
        best = { ...span, shifts, points };
      }
    }
  }
  return best;
}

function put({ state, taken }: Placing, { shifts, ...place }: Place): void {
  leave(
    state,
    place,
    shifts.map(({ skill }) => skill),
    -1,
  );
  for (const { id } of shifts) taken.set(id, [...(taken.get(id) ?? []), place]);
}

function take({ state, taken }: Placing, { shifts, start, end }: Place): void {
  leave(
    state,
    { start, end },
    shifts.map(({ skill }) => skill),
    1,
  );
  for (const { id } of shifts) {
    taken.set(
      id,
      (taken.get(id) ?? []).filter((span) => span.start !== start || span.end !== end),
    );
  }
}

/** Points of an item as it stands when the others stay: what its place costs the cover, or its weight. */
function pointsNow({ state }: Placing, place: Place | undefined, { activity }: Item): number {
  if (place === undefined) return activity.weight;
  return costOfLeaving(
    state,
    place,
    place.shifts.map(({ skill }) => skill),
  );
}

/** Takes each item out in turn and puts it where it costs least among the others; true where that gained anything. */
function improve(placing: Placing, items: readonly Item[], order: readonly number[]): boolean {
  let gained = false;
  for (const index of order) {
    const item = items[index] as Item;
    const old = placing.places[index];
    if (old !== undefined) take(placing, old);
    const before = pointsNow(placing, old, item);
    const found = bestPlace(placing, item);
    const isBetter = pointsNow(placing, found, item) < before - TOLERANCE;
    const now = isBetter ? found : old;
    if (now !== undefined) put(placing, now);
    placing.places[index] = now;
    gained ||= isBetter;
  }
  return gained;
}

function shuffled(count: number, random: Random): readonly number[] {
  const order = Array.from({ length: count }, (_, index) => index);
  for (let at = count - 1; at > 0; at--) {
    const other = random.below(at + 1);
    [order[at], order[other]] = [order[other] as number, order[at] as number];
  }
  return order;
}

/** Several people at once are hardest to place, and long ones. */
function bySize(items: readonly Item[], order: readonly number[]): readonly number[] {
  const size = (index: number): number => {
    const { activity, named } = items[index] as Item;
    return activity.lengthMinutes * (activity.mode === 'pair' ? 2 : named.length);
  };
  return order.toSorted((a, b) => size(b) - size(a));
}

function pointsOf(placing: Placing, items: readonly Item[], base: number): number {
  const unplaced = items.reduce(
    (sum, { activity }, index) => sum + (placing.places[index] === undefined ? activity.weight : 0),
    0,
  );
  return base + unplaced;
}

/** The shifts with their new pieces. */
function withPlaces(shifts: readonly Shift[], items: readonly Item[], places: Placing['places']): readonly Shift[] {
  const added = new Map<string, Piece[]>();
  places.forEach((place, index) => {
    const activity = items[index]?.activity.id;
    if (place === undefined || activity === undefined) return;
    const { start, end } = place;
    for (const { id } of place.shifts) added.set(id, [...(added.get(id) ?? []), { start, end, activity }]);
  });
  return shifts.map((shift) => {
    const pieces = added.get(shift.id);
    if (pieces === undefined) return shift;
    return { ...shift, pieces: [...(shift.pieces ?? []), ...pieces].sort((a, b) => a.start - b.start) };
  });
}

/**
 * Puts the activities of a problem into given shifts where they hurt the cover least. What is there stays: shifts, breaks and pieces; locked shifts and
 * those of other teams get nothing. Each activity is placed exactly for the cover that the others leave, then taken out and placed again in turn
 * until nothing gains: no move makes it worse. One whose place would cost more than its weight is left out. The same seed gives the same places.
 */
export function placeActivities(problem: Problem, shifts: readonly Shift[], seed: number): readonly Shift[] {
  const items = itemsOf(problem, shifts);
  if (items.length === 0) return shifts;
  const steps = (problem.activities ?? []).flatMap(({ stepMinutes, lengthMinutes }) => [
    stepMinutes * SECONDS_PER_MINUTE,
    lengthMinutes * SECONDS_PER_MINUTE,
  ]);
  const state = coverState(problem, shifts, [...steps, 15 * SECONDS_PER_MINUTE]);
  const open = shifts.filter(
    ({ activity, locked, otherTeam }) => activity === WORK && locked !== true && otherTeam === undefined,
  );
  const lines = linesByEmployee(open);
  const random = randomFrom(seed);
  let best: { readonly points: number; readonly places: Placing['places'] } | undefined;
  for (let beginning = 0; beginning < (items.length > ITEMS_OF_ONE_BEGINNING ? 1 : BEGINNINGS); beginning++) {
    const placing: Placing = {
      state: { ...state, counts: Int32Array.from(state.counts) },
      lines,
      taken: new Map(open.map((shift) => [shift.id, [...shift.breaks, ...(shift.pieces ?? [])]])),
      places: items.map(() => undefined),
    };
    improve(placing, items, bySize(items, shuffled(items.length, random)));
    for (let pass = 0; pass < MOST_PASSES; pass++) {
      if (!improve(placing, items, shuffled(items.length, random))) break;
    }
    const points = pointsOf(placing, items, coverCost(placing.state));
    if (best === undefined || points < best.points - TOLERANCE) best = { points, places: placing.places };
  }
  return withPlaces(shifts, items, best?.places ?? []);
}

/** Agent-hours that the activities of a problem take from the cover at most. */
export function mostActivityHours(problem: Problem): number {
  let minutes = 0;
  for (const activity of problem.activities ?? []) {
    const named = thoseNamed(problem.team, activity).length;
    const periods = activityPeriods(problem, activity).length;
    minutes += named * periods * activity.count * activity.lengthMinutes * (activity.mode === 'pair' ? 2 : 1);
  }
  return minutes / 60;
}
