import { addDays, daysBetween } from '../../domain/calendar.ts';
import { compareShifts, type Shift, shiftDate } from '../../domain/shift.ts';
import type { Team } from '../../domain/team.ts';
import type { LocalDate } from '../../domain/units.ts';
import { newShiftId } from './apply-edits.ts';
import { laidOnDate } from './wall-clock.ts';

/** Local dates to be copied: `days` of them from `from`, laid on as many from `to`. */
export type CopiedDays = { readonly from: LocalDate; readonly to: LocalDate; readonly days: number };

export type CopiedWeek = {
  /** In order of start, unlocked, with ids of their own unless they are laid on the dates that they come from. */
  readonly shifts: readonly Shift[];
  /** People who are not in the team any more, and how many of their shifts were left out. */
  readonly leftOut: readonly { readonly employeeId: string; readonly shifts: number }[];
  /** Templates and skills that the team has no more: the shifts were copied without them. */
  readonly unnamed: { readonly templates: readonly string[]; readonly skills: readonly string[] };
};

/** The ids of a list that shifts name and the team does not have. */
function missing(names: readonly (string | undefined)[], known: readonly { readonly id: string }[]): readonly string[] {
  const ids = new Set(known.map(({ id }) => id));
  return [...new Set(names.flatMap((name) => name ?? []))].filter((name) => !ids.has(name)).sort();
}

/**
 * Shifts of a draft or of the schedule laid on other dates at the same times of day, breaks too: over a clock change that is not the same number of
 * hours later. What the shifts were locked or called before stays behind.
 */
export function copyWeek(shifts: readonly Shift[], team: Team, { from, to, days }: CopiedDays): CopiedWeek {
  const { zone } = team;
  const end = addDays(from, days);
  const within = shifts.filter((shift) => {
    const date = shiftDate(zone, shift);
    return date >= from && date < end;
  });
  const members = new Set(team.employees.map(({ id }) => id));
  const copied = within.filter(({ employeeId }) => members.has(employeeId)).sort(compareShifts);
  const unnamed = {
    templates: missing(
      copied.map(({ template }) => template),
      team.shiftTemplates,
    ),
    skills: missing(
      copied.flatMap(({ skill, pieces = [] }) => [
        skill,
        ...pieces.map((piece) => ('skill' in piece ? piece.skill : undefined)),
      ]),
      team.skills,
    ),
  };
  const taken = new Set<string>();
  const laid = copied.map((shift): Shift => {
    const { employeeId, start, end: until, template, skill, activity, breaks } = shift;
    // A piece in a skill that the team has no more is work in the skill of the shift.
    const pieces = shift.pieces?.filter((piece) => !('skill' in piece && unnamed.skills.includes(piece.skill)));
    const plain = {
      id: '',
      employeeId,
      start,
      end: until,
      activity,
      breaks,
      ...(pieces === undefined ? {} : { pieces }),
    };
    const there = laidOnDate(zone, plain, addDays(to, daysBetween(from, shiftDate(zone, shift))));
    // On its own dates a shift stays the one it is: published from there it keeps its id wherever it is moved.
    const id = to === from ? shift.id : newShiftId(zone, there, (one) => taken.has(one));
    taken.add(id);
    return {
      ...there,
      id,
      breaks: there.breaks.map(({ start: first, end: until, paid, kind }) => ({
        start: first,
        end: until,
        paid,
        ...(kind === undefined ? {} : { kind }),
      })),
      ...(template === undefined || unnamed.templates.includes(template) ? {} : { template }),
      ...(skill === undefined || unnamed.skills.includes(skill) ? {} : { skill }),
    };
  });
  const strangers = Map.groupBy(
    within.filter(({ employeeId }) => !members.has(employeeId)),
    ({ employeeId }) => employeeId,
  );
  const leftOut = [...strangers].map(([employeeId, list]) => ({ employeeId, shifts: list.length }));
  return {
    shifts: laid.sort(compareShifts),
    leftOut: leftOut.sort((a, b) => (a.employeeId < b.employeeId ? -1 : 1)),
    unnamed,
  };
}
