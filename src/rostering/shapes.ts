import type { PlacedBreak } from '../domain/break-plan.ts';
import { datesFrom, plannedInstant, startOfDate, weekdayOf, minutesOfDay } from '../domain/calendar.ts';
import type { Problem } from '../domain/problem.ts';
import { type Break, type Shift, WORK } from '../domain/shift.ts';
import { awayOn, type ShiftTemplate } from '../domain/team.ts';
import type { Instant, LocalDate } from '../domain/units.ts';

import { looksAtMeals } from '../rules/team/binding.ts';
import { breakProfiles, type ShapeBreaks, shapeBreaks } from './shape-breaks.ts';

/**
 * A shape is one shift that somebody could work on one day: template, start, end and skill, with all places its breaks could
 * take. The optimiser chooses shapes; which places are best it decides from the cover each time. One break is a list of places, in which
 * the best is found by looking at each; several are a plan, in which it is found as a shortest path.
 */
export type Shape = ShapeBreaks & {
  readonly day: number;
  /** Index into the team's templates; -1 for a locked shift that follows no template. */
  readonly template: number;
  /** Index into the demanded skills; -1 for none. */
  readonly skill: number;
  readonly start: Instant;
  readonly end: Instant;
  /** What is done elsewhere by employees who are away on the day: it covers nothing. Absent: work. */
  readonly activity?: string | undefined;
  /** Set for a shift that was given: it is kept as it is, for its employee alone. */
  readonly locked?: Shift | undefined;
  /** Another team's shift: time worked, which the rules count, and nothing that this roster is worth or pays. */
  readonly elsewhere?: true | undefined;
};

export type ShapeSet = {
  readonly dates: readonly LocalDate[];
  readonly horizonStart: Instant;
  readonly horizonEnd: Instant;
  /** Ids of the skills that some demand names, in order of first mention. */
  readonly skills: readonly string[];
  /** Shapes by day. */
  readonly byDay: readonly (readonly Shape[])[];
  /** What each employee's rules ask of breaks, as a number that employees with the same rules share. */
  readonly profileOf: ReadonlyMap<string, number>;
};

/** Skills that demands name, in order of first mention. */
function demandedSkills(problem: Problem): readonly string[] {
  const skills = new Set<string>();
  for (const demand of problem.intervalDemands) if (demand.skill !== undefined) skills.add(demand.skill);
  for (const demand of problem.templateDemands) if (demand.skill !== undefined) skills.add(demand.skill);
  return [...skills];
}

/** All starts of a template, minutes from midnight. */
function startsOf(template: ShiftTemplate): readonly number[] {
  if (typeof template.start === 'string') return [minutesOfDay(template.start)];
  const starts: number[] = [];
  const latest = minutesOfDay(template.start.latest);
  for (let start = minutesOfDay(template.start.earliest); start <= latest; start += template.start.stepMinutes)
    starts.push(start);
  return starts;
}

/** All lengths of a template, wall-clock minutes. */
function lengthsOf(template: ShiftTemplate): readonly number[] {
  if (typeof template.length === 'number') return [template.length];
  const lengths: number[] = [];
  for (
    let length = template.length.minMinutes;
    length <= template.length.maxMinutes;
    length += template.length.stepMinutes
  ) {
    lengths.push(length);
  }
  return lengths;
}

function lockedShape(shift: Shift, day: number, template: number, skill: number): Shape {
  let work = shift.end - shift.start;
  for (const pause of shift.breaks) if (!pause.paid) work -= pause.end - pause.start;
  return {
    day,
    template,
    skill,
    start: shift.start,
    end: shift.end,
    workSeconds: work,
    mealSeconds: 0,
    mealPaid: false,
    mealOffsets: [],
    locked: shift,
  };
}

/** Every shape of the horizon, by day: those of the templates, once per skill that may be worked in them and set of places of breaks, then the locks'. */
export function enumerateShapes(problem: Problem): ShapeSet {
  const { team } = problem;
  const dates = datesFrom(problem.from, problem.days);
  const skills = demandedSkills(problem);
  const hasUnskilled =
    skills.length === 0 || team.employees.some((employee) => !employee.skills.some((skill) => skills.includes(skill)));
  // Where only attendance counts every place of a break is as good: one place keeps the model small.
  const profiles = breakProfiles(problem);
  const planner = shapeBreaks(profiles.demands, problem.intervalDemands.length === 0 && !looksAtMeals(team));
  const byDay = dates.map((date, day) => {
    const shapes: Shape[] = [];
    const elsewhere = new Set(team.employees.flatMap((employee) => awayOn(employee, date) ?? []));
    team.shiftTemplates.forEach((template, index) => {
      if (template.days !== undefined && !template.days.includes(weekdayOf(date))) return;
      const allowed = skills
        .map((_, skill) => skill)
        .filter((skill) => template.skills?.includes(skills[skill] as string) ?? true);
      if (hasUnskilled) allowed.push(-1);
      const latestEnd = template.latestEnd === undefined ? Number.POSITIVE_INFINITY : minutesOfDay(template.latestEnd);
      for (const startMinutes of startsOf(template)) {
        for (const length of lengthsOf(template)) {
          if (startMinutes + length > latestEnd) continue;
          const start = plannedInstant(team.zone, date, startMinutes);
          const end = plannedInstant(team.zone, date, startMinutes + length);
          if (end <= start) continue;
          for (const { workSeconds, ...breaks } of planner(template, length, end - start)) {
            for (const skill of allowed) {
              shapes.push({ day, template: index, skill, start, end, workSeconds, ...breaks });
            }
            for (const activity of elsewhere) {
              shapes.push({ day, template: index, skill: -1, start, end, workSeconds, activity, ...breaks });
            }
          }
        }
      }
    });
    return shapes;
  });
  const templateIndex = new Map(team.shiftTemplates.map((template, index) => [template.id, index]));
  const dayStarts = dates.map((date) => startOfDate(team.zone, date));
  for (const lock of problem.locks) {
    let day = dayStarts.length - 1;
    while (day > 0 && (dayStarts[day] as number) > lock.start) day--;
    const template = lock.template === undefined ? -1 : (templateIndex.get(lock.template) ?? -1);
    const skill = lock.skill === undefined ? -1 : skills.indexOf(lock.skill);
    (byDay[day] as Shape[]).push(lockedShape(lock, day, template, skill));
  }
  for (const shift of problem.elsewhere ?? []) {
    const day = dayStarts.findLastIndex((start) => start <= shift.start);
    byDay[day]?.push({ ...lockedShape(shift, day, -1, -1), workSeconds: 0, elsewhere: true });
  }
  const horizonStart = dayStarts[0] as number;
  const horizonEnd = plannedInstant(team.zone, dates[dates.length - 1] as string, 1440);
  return { dates, horizonStart, horizonEnd, skills, byDay, profileOf: profiles.profileOf };
}

/** The breaks of a shape at a place: an index into `mealOffsets`, or a number of its plan. */
export function breaksAt(shape: Shape, place: number): readonly PlacedBreak[] {
  if (shape.plan !== undefined) return shape.plan.placement(place);
  const offset = shape.mealOffsets[place] ?? shape.mealOffsets[0];
  if (offset === undefined) return [];
  return [{ kind: shape.mealKind, lengthSeconds: shape.mealSeconds, paid: shape.mealPaid, offset }];
}

/** A place of the shape's breaks that stands for all: its rules say the same of each. */
export function middlePlace(shape: Shape): number {
  return shape.mealOffsets.length >> 1;
}

/** The locked shift of a shape as the employee's own: those who are locked alike are of one kind, and share the shapes of one of them. */
function ownLock({ locks }: Problem, locked: Shift, employeeId: string): Shift {
  if (locked.employeeId === employeeId || employeeId === '') return locked;
  return locks.find((lock) => lock.employeeId === employeeId && lock.start === locked.start) ?? locked;
}

/** The shift of a shape for an employee with its breaks at `place`; ignored without any. */
export function shiftOf(problem: Problem, set: ShapeSet, shape: Shape, employeeId: string, place: number): Shift {
  if (shape.locked !== undefined) return ownLock(problem, shape.locked, employeeId);
  const breaks = breaksAt(shape, place).map(({ offset, lengthSeconds, paid, kind }): Break => {
    const start = shape.start + offset;
    return { start, end: start + lengthSeconds, paid, ...(kind === undefined ? {} : { kind }) };
  });
  const template = problem.team.shiftTemplates[shape.template];
  return {
    id: `${employeeId}/${set.dates[shape.day] as string}`,
    employeeId,
    start: shape.start,
    end: shape.end,
    ...(template === undefined ? {} : { template: template.id }),
    ...(shape.skill < 0 ? {} : { skill: set.skills[shape.skill] }),
    activity: shape.activity ?? WORK,
    breaks,
  };
}
