import { isoOf, offsetSecondsAt } from '../domain/calendar.ts';
import type { Interval, Zone } from '../domain/units.ts';
import { SECONDS_PER_HOUR, SECONDS_PER_MINUTE } from '../domain/units.ts';
import type { Cursor } from './cursor.ts';
import { elements, list, member, text } from './cursor.ts';
import type { Add } from './documents.ts';
import { issue } from './messages/render.ts';
import type { TeamNames } from './team-checks.ts';
import { checkKnown } from './team-checks.ts';
import { readInstant } from './timestamps.ts';

/** Longest attendance that is believed, on the wall clock: what is longer has a wrong date. */
const LONGEST_SHIFT_HOURS = 24;

/** A shift whose ends are right, and where it stands. */
export type PlacedShift = Interval & { readonly employee: string; readonly path: string };

function readSpan(at: Cursor, zone: Zone, add: Add): Interval | undefined {
  const start = readInstant(zone, text(at, 'start'), `${at.path}/start`, add);
  const end = readInstant(zone, text(at, 'end'), `${at.path}/end`, add);
  if (start === undefined || end === undefined) return undefined;
  for (const [key, instant] of [
    ['start', start],
    ['end', end],
  ] as const) {
    if (instant % SECONDS_PER_MINUTE !== 0)
      add(issue('not-on-minute', `${at.path}/${key}`, { received: isoOf(zone, instant) }));
  }
  if (end > start) return { start, end };
  add(issue('span-not-positive', `${at.path}/end`, { start: isoOf(zone, start), end: isoOf(zone, end) }));
  return undefined;
}

function checkBreaks(shift: Cursor, span: Interval, zone: Zone, add: Add): void {
  const breaks = list(shift, 'breaks').flatMap((at) => {
    const pause = readSpan(at, zone, add);
    if (text(at, 'kind') === 'gap' && member(at, 'paid').value === true) add(issue('gap-paid', `${at.path}/paid`, {}));
    return pause === undefined ? [] : [{ ...pause, path: at.path }];
  });
  breaks.sort((a, b) => a.start - b.start);
  let free = span.start;
  for (const { start, end, path } of breaks) {
    if (start < span.start || end > span.end) {
      add(issue('break-outside-shift', path, { start: isoOf(zone, start), end: isoOf(zone, end) }));
    } else if (start < free) add(issue('breaks-overlap', path, { start: isoOf(zone, start) }));
    free = Math.max(free, end);
  }
}

/** The pieces of a shift lie inside it, beside its breaks and each other, and each is an activity or a skill. */
function checkPieces(shift: Cursor, span: Interval, zone: Zone, add: Add): void {
  const quiet: Add = () => undefined;
  const taken = list(shift, 'breaks').flatMap((at) => readSpan(at, zone, quiet) ?? []);
  const pieces = list(shift, 'pieces').flatMap((at) => {
    const [activity, skill] = [member(at, 'activity').value, member(at, 'skill').value];
    const facts = { first: 'activity', second: 'skill' };
    if (activity === undefined && skill === undefined) add(issue('one-needed', at.path, facts));
    if (activity !== undefined && skill !== undefined) add(issue('both-given', at.path, facts));
    const piece = readSpan(at, zone, add);
    return piece === undefined ? [] : [{ ...piece, path: at.path }];
  });
  for (const { path, ...piece } of pieces.sort((a, b) => a.start - b.start)) {
    const { start, end } = piece;
    if (start < span.start || end > span.end) {
      add(issue('piece-outside-shift', path, { start: isoOf(zone, start), end: isoOf(zone, end) }));
    } else if (taken.some((other) => other.start < end && other.end > start)) {
      add(issue('pieces-overlap', path, { start: isoOf(zone, start) }));
    }
    taken.push(piece);
  }
}

/**
 * The shifts of a list as far as their ends are right, with every reference checked. `own` says that the shifts belong to the
 * plan itself: those around it may follow templates and skills that the team no longer has.
 */
export function checkShifts(
  shifts: Cursor,
  zone: Zone,
  names: TeamNames,
  own: boolean,
  add: Add,
): readonly PlacedShift[] {
  const placed: PlacedShift[] = [];
  for (const shift of elements(shifts)) {
    const employee = text(shift, 'employee');
    checkKnown('unknown-employee', employee, `${shift.path}/employee`, names.employees, add);
    if (own) {
      checkKnown('unknown-template', text(shift, 'template'), `${shift.path}/template`, names.templates, add);
      checkKnown('unknown-skill', text(shift, 'skill'), `${shift.path}/skill`, names.skills, add);
      for (const piece of list(shift, 'pieces')) {
        checkKnown('unknown-skill', text(piece, 'skill'), `${piece.path}/skill`, names.skills, add);
      }
    }
    const span = readSpan(shift, zone, add);
    if (span === undefined || employee === undefined) continue;
    const turned = offsetSecondsAt(zone, span.end) - offsetSecondsAt(zone, span.start);
    const hours = (span.end - span.start + turned) / SECONDS_PER_HOUR;
    if (hours > LONGEST_SHIFT_HOURS) {
      add(issue('shift-too-long', shift.path, { hours: Math.round(hours * 100) / 100, maximum: LONGEST_SHIFT_HOURS }));
      continue;
    }
    checkBreaks(shift, span, zone, add);
    checkPieces(shift, span, zone, add);
    placed.push({ ...span, employee, path: shift.path });
  }
  return placed;
}

/** Reports shifts of one employee that overlap each other or shifts around them; those around may overlap among themselves. */
export function checkOverlaps(own: readonly PlacedShift[], around: readonly PlacedShift[], zone: Zone, add: Add): void {
  const ownShifts = new Set(own);
  const byEmployee = Map.groupBy([...own, ...around], ({ employee }) => employee);
  for (const [employee, shifts] of byEmployee) {
    if (!shifts.some((shift) => ownShifts.has(shift))) continue;
    shifts.sort((a, b) => a.start - b.start || a.end - b.end);
    /** Of all shifts so far, and of the own ones, the one that ends last. */
    let last: PlacedShift | undefined;
    let lastOwn: PlacedShift | undefined;
    for (const shift of shifts) {
      const isOwn = ownShifts.has(shift);
      const before = isOwn ? last : lastOwn;
      if (before !== undefined && shift.start < before.end) {
        add(issue('shifts-overlap', shift.path, { employee, start: isoOf(zone, shift.start), other: before.path }));
      }
      if (last === undefined || shift.end > last.end) last = shift;
      if (isOwn && (lastOwn === undefined || shift.end > lastOwn.end)) lastOwn = shift;
    }
  }
}

/** Reports shifts on the wrong side of the horizon. */
export function checkSides(
  lists: {
    readonly locks: readonly PlacedShift[];
    readonly past: readonly PlacedShift[];
    readonly future: readonly PlacedShift[];
  },
  zone: Zone,
  horizon: Interval,
  add: Add,
): void {
  const from = isoOf(zone, horizon.start);
  const to = isoOf(zone, horizon.end);
  for (const { start, path } of lists.locks) {
    if (start < horizon.start || start >= horizon.end)
      add(issue('outside-horizon', path, { value: isoOf(zone, start), from, to }));
  }
  for (const { start, path } of lists.past) {
    if (start >= horizon.start) add(issue('past-not-before', path, { start: isoOf(zone, start), from }));
  }
  for (const { start, path } of lists.future) {
    if (start < horizon.end) add(issue('future-not-behind', path, { start: isoOf(zone, start), to }));
  }
}
