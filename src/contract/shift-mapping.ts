import { isoOf } from '../domain/calendar.ts';
import type { Shift } from '../domain/shift.ts';
import { workSeconds } from '../domain/shift.ts';
import type { Zone } from '../domain/units.ts';
import { SECONDS_PER_HOUR } from '../domain/units.ts';
import type { ShiftRead } from './shift.ts';
import { instantIn } from './timestamps.ts';

/** The shift of a checked document. Without an id of its own it is called by employee and start, which no other shift shares. */
export function toShift(zone: Zone, read: ShiftRead): Shift {
  const start = instantIn(zone, read.start);
  return {
    id: read.id ?? `${read.employee}@${isoOf(zone, start)}`,
    employeeId: read.employee,
    start,
    end: instantIn(zone, read.end),
    template: read.template,
    skill: read.skill,
    activity: read.activity,
    breaks: read.breaks
      .map((pause) => ({ start: instantIn(zone, pause.start), end: instantIn(zone, pause.end), paid: pause.paid }))
      .sort((a, b) => a.start - b.start),
    locked: read.locked,
  };
}

/** Shifts around a horizon; null and absent mean not known. */
export function toSurrounding(zone: Zone, read: readonly ShiftRead[] | null | undefined): readonly Shift[] | undefined {
  return read?.map((shift) => toShift(zone, shift));
}

/** Hours of a number of seconds, to the millionth: sums of them show no binary dust. */
export function hoursOf(seconds: number): number {
  return Math.round((seconds / SECONDS_PER_HOUR) * 1e6) / 1e6;
}

/** The shift as it goes out; `paidHours` is elapsed time less unpaid breaks. */
export function fromShift(zone: Zone, shift: Shift): ShiftRead {
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
    })),
    paidHours: hoursOf(workSeconds(shift)),
    ...(shift.locked === undefined ? {} : { locked: shift.locked }),
  };
}
