import { isoOf } from '../domain/calendar.ts';
import type { Surroundings } from '../domain/problem.ts';
import type { Piece, Shift } from '../domain/shift.ts';
import { workSeconds } from '../domain/shift.ts';
import type { LocalDate, Zone } from '../domain/units.ts';
import { SECONDS_PER_HOUR } from '../domain/units.ts';
import type { ShiftRead, SurroundingShiftRead } from './shift.ts';
import { instantIn } from './timestamps.ts';

/** The pieces of a checked document, in order of start. */
function toPieces(zone: Zone, read: NonNullable<ShiftRead['pieces']>): readonly Piece[] {
  return read
    .map(({ start, end, activity, skill }): Piece => {
      const span = { start: instantIn(zone, start), end: instantIn(zone, end) };
      if (skill !== undefined) return { ...span, skill };
      if (activity === undefined) throw new Error('a piece of nothing was accepted');
      return { ...span, activity };
    })
    .sort((a, b) => a.start - b.start);
}

/** The pieces as they go out. */
export function fromPieces(zone: Zone, pieces: readonly Piece[]): NonNullable<ShiftRead['pieces']> {
  return pieces.map(({ start, end, ...what }) => ({ start: isoOf(zone, start), end: isoOf(zone, end), ...what }));
}

function toShift(zone: Zone, read: SurroundingShiftRead, id: string): Shift {
  return {
    id,
    employeeId: read.employee,
    start: instantIn(zone, read.start),
    end: instantIn(zone, read.end),
    template: read.template,
    skill: read.skill,
    activity: read.activity,
    breaks: read.breaks
      .map(({ start, end, ...pause }) => ({ start: instantIn(zone, start), end: instantIn(zone, end), ...pause }))
      .sort((a, b) => a.start - b.start),
    ...(read.pieces === undefined || read.pieces.length === 0 ? {} : { pieces: toPieces(zone, read.pieces) }),
    locked: read.locked,
    ...(read.otherTeam === undefined ? {} : { otherTeam: read.otherTeam }),
  };
}

/**
 * The shifts of a checked document. One without an id of its own is called by employee and start; where a faulty roster has two of
 * these, the later ones are numbered, so that an audit can tell of both.
 */
export function toShifts(zone: Zone, read: readonly SurroundingShiftRead[]): readonly Shift[] {
  const taken = new Set(read.flatMap(({ id }) => id ?? []));
  /** The next number of each name; beginning at 2 each time would take hours for a list of one shift many times. */
  const next = new Map<string, number>();
  return read.map((shift) => {
    if (shift.id !== undefined) return toShift(zone, shift, shift.id);
    const plain = `${shift.employee}@${isoOf(zone, instantIn(zone, shift.start))}`;
    let id = plain;
    let number = next.get(plain) ?? 2;
    for (; taken.has(id); number += 1) id = `${plain}#${number}`;
    next.set(plain, number);
    taken.add(id);
    return toShift(zone, shift, id);
  });
}

/** Shifts inside a horizon that stay as they are. */
export function toLocks(zone: Zone, read: readonly ShiftRead[]): readonly Shift[] {
  return toShifts(zone, read).map((shift) => ({ ...shift, locked: true }));
}

/** Shifts around a horizon; null and absent mean not known. */
export function toSurrounding(
  zone: Zone,
  read: readonly SurroundingShiftRead[] | null | undefined,
): readonly Shift[] | undefined {
  return read === null || read === undefined ? undefined : toShifts(zone, read);
}

/** Hours of a number of seconds, to the millionth: sums of them show no binary dust. */
export function hoursOf(seconds: number): number {
  return Math.round((seconds / SECONDS_PER_HOUR) * 1e6) / 1e6;
}

/** The shift as it goes out; `paidHours` is elapsed time less unpaid breaks. */
export function fromShift(zone: Zone, shift: Shift): ShiftRead & Pick<SurroundingShiftRead, 'otherTeam'> {
  return {
    id: shift.id,
    employee: shift.employeeId,
    start: isoOf(zone, shift.start),
    end: isoOf(zone, shift.end),
    ...(shift.template === undefined ? {} : { template: shift.template }),
    ...(shift.skill === undefined ? {} : { skill: shift.skill }),
    activity: shift.activity,
    breaks: shift.breaks.map((pause) => ({
      start: isoOf(zone, pause.start),
      end: isoOf(zone, pause.end),
      paid: pause.paid,
      ...(pause.kind === undefined ? {} : { kind: pause.kind }),
      ...(pause.locked === undefined ? {} : { locked: pause.locked }),
    })),
    ...(shift.pieces === undefined || shift.pieces.length === 0 ? {} : { pieces: fromPieces(zone, shift.pieces) }),
    paidHours: hoursOf(workSeconds(shift)),
    ...(shift.locked === undefined ? {} : { locked: shift.locked }),
    ...(shift.otherTeam === undefined ? {} : { otherTeam: shift.otherTeam }),
  };
}

type KnownRead = {
  readonly pastFrom?: LocalDate | undefined;
  readonly futureTo?: LocalDate | undefined;
  readonly elsewhere?: readonly SurroundingShiftRead[] | undefined;
};

/** What a checked document says of how much is known around it, and of what lies beside. */
export function toKnown(
  zone: Zone,
  { pastFrom, futureTo, elsewhere }: KnownRead,
): Pick<Surroundings, 'pastFrom' | 'futureTo' | 'elsewhere'> {
  return {
    ...(pastFrom === undefined ? {} : { pastFrom }),
    ...(futureTo === undefined ? {} : { futureTo }),
    ...(elsewhere === undefined ? {} : { elsewhere: toShifts(zone, elsewhere) }),
  };
}

/** What lies around and beside planned shifts, as it goes out. */
export function fromSurroundings(zone: Zone, { past, future, pastFrom, futureTo, elsewhere }: Surroundings) {
  const documents = (list: readonly Shift[]) => list.map((shift) => fromShift(zone, shift));
  return {
    past: past === undefined ? null : documents(past),
    future: future === undefined ? null : documents(future),
    ...(pastFrom === undefined ? {} : { pastFrom }),
    ...(futureTo === undefined ? {} : { futureTo }),
    ...(elsewhere === undefined || elsewhere.length === 0 ? {} : { elsewhere: documents(elsewhere) }),
  };
}
