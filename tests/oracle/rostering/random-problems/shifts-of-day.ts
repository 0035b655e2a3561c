import { minutesOfDay, plannedInstant, weekdayOf } from '../../../../src/domain/calendar.ts';
import type { Problem } from '../../../../src/domain/problem.ts';
import type { Break, BreakKind, Shift } from '../../../../src/domain/shift.ts';
import { awayOn, type Employee, type ShiftTemplate } from '../../../../src/domain/team.ts';
import type { LocalDate, Seconds } from '../../../../src/domain/units.ts';

type Item = {
  readonly kind: BreakKind | undefined;
  readonly seconds: Seconds;
  readonly paid: boolean;
  readonly starts: readonly Seconds[];
};

type Window = {
  readonly lengthMinutes: number;
  readonly notBeforeMinutes?: number | undefined;
  readonly notInLastMinutes?: number | undefined;
  readonly notAfterMinutes?: number | undefined;
  readonly stepMinutes?: number | undefined;
};

/** A window of a problem made for trying everything says all of itself: what is left to defaults is tested elsewhere. */
function startsIn(window: Window, spanSeconds: Seconds): readonly Seconds[] {
  const { lengthMinutes, notBeforeMinutes, notInLastMinutes, stepMinutes } = window;
  const { notAfterMinutes = Number.POSITIVE_INFINITY } = window;
  if (notBeforeMinutes === undefined || notInLastMinutes === undefined || stepMinutes === undefined) {
    throw new Error('a break of a random problem must say where it may lie');
  }
  const latest = Math.min(notAfterMinutes, spanSeconds / 60 - notInLastMinutes - lengthMinutes);
  const starts: Seconds[] = [];
  for (let minute = 0; minute <= latest; minute += stepMinutes)
    if (minute >= notBeforeMinutes) starts.push(minute * 60);
  return starts;
}

function itemsOf({ meal, breaks = [] }: ShiftTemplate, minutes: number, spanSeconds: Seconds): readonly Item[] {
  const items: Item[] = [];
  if (meal !== undefined && minutes >= (meal.fromShiftMinutes ?? 0)) {
    const { lengthMinutes, paid } = meal;
    items.push({ kind: undefined, seconds: lengthMinutes * 60, paid, starts: startsIn(meal, spanSeconds) });
  }
  for (const setting of breaks) {
    if (minutes < (setting.fromShiftMinutes ?? 0)) continue;
    const { kind, lengthMinutes, paid, count = 1 } = setting;
    const item: Item = { kind, seconds: lengthMinutes * 60, paid, starts: startsIn(setting, spanSeconds) };
    for (let index = 0; index < count; index++) items.push(item);
  }
  return items;
}

/** Every gap of a split shift without breaks, as the only thing that is no work. */
function gapsOf(
  { gapMinutes, leastPartMinutes, stepMinutes }: NonNullable<ShiftTemplate['split']>,
  from: number,
  to: number,
): readonly (readonly Break[])[] {
  if (typeof gapMinutes !== 'number' || leastPartMinutes === undefined || stepMinutes === undefined) {
    throw new Error('the gap of a random problem must say where it may lie');
  }
  const gaps: (readonly Break[])[] = [];
  for (let start = from; start + (gapMinutes + leastPartMinutes) * 60 <= to; start += stepMinutes * 60) {
    if (start < from + leastPartMinutes * 60) continue;
    gaps.push([{ start, end: start + gapMinutes * 60, paid: false, kind: 'gap' }]);
  }
  return gaps;
}

/** All ways to place a shift's breaks one after the other that keep the template's own limits. */
function placementsOf(
  template: ShiftTemplate,
  minutes: number,
  from: number,
  to: number,
): readonly (readonly Break[])[] {
  if (template.split !== undefined) return gapsOf(template.split, from, to);
  const items = itemsOf(template, minutes, to - from);
  const longest = (template.longestStretchMinutes ?? Number.POSITIVE_INFINITY) * 60;
  const between = (template.leastBetweenBreaksMinutes ?? 0) * 60;
  const found = new Map<string, readonly Break[]>();
  const place = (left: readonly Item[], placed: readonly Break[]): void => {
    const [item, ...rest] = left;
    if (item !== undefined) {
      for (const offset of item.starts) {
        const start = from + offset;
        const pause = { start, end: start + item.seconds, paid: item.paid };
        place(rest, [...placed, item.kind === undefined ? pause : { ...pause, kind: item.kind }]);
      }
      return;
    }
    const inOrder = placed.toSorted((a, b) => a.start - b.start);
    for (const [index, pause] of inOrder.entries()) {
      const before = inOrder[index - 1];
      if (before !== undefined && pause.start < before.end + between) return;
      if (pause.start - (before?.end ?? from) > longest) return;
    }
    if (to - (inOrder.at(-1)?.end ?? from) > longest) return;
    found.set(JSON.stringify(inOrder), inOrder);
  };
  place(items, []);
  return [...found.values()];
}

function startMinutesOf({ start }: ShiftTemplate): readonly number[] {
  if (typeof start === 'string') return [minutesOfDay(start)];
  const minutes: number[] = [];
  for (let at = minutesOfDay(start.earliest); at <= minutesOfDay(start.latest); at += start.stepMinutes)
    minutes.push(at);
  return minutes;
}

function lengthMinutesOf({ length }: ShiftTemplate): readonly number[] {
  if (typeof length === 'number') return [length];
  const lengths: number[] = [];
  for (let at = length.minMinutes; at <= length.maxMinutes; at += length.stepMinutes) lengths.push(at);
  return lengths;
}

/** Skills that some demand names. */
function demandedSkills({ intervalDemands, templateDemands }: Problem): readonly string[] {
  return [
    ...new Set([...intervalDemands, ...templateDemands].flatMap(({ skill }) => (skill === undefined ? [] : [skill]))),
  ];
}

/**
 * Every shift that the templates let somebody start on a date: each start, length, place of the breaks and skill that is asked for, also those that she
 * does not have; without a skill where she has none that is asked for. Throws where breaks have no place at all.
 */
export function shiftsOfDay(problem: Problem, employee: Employee, date: LocalDate): readonly Shift[] {
  const { zone } = problem.team;
  const asked = demandedSkills(problem);
  const elsewhere = awayOn(employee, date);
  const isAsked = employee.skills.some((skill) => asked.includes(skill));
  const shifts: Shift[] = [];
  for (const template of problem.team.shiftTemplates) {
    if (template.days !== undefined && !template.days.includes(weekdayOf(date))) continue;
    const named = asked.filter((skill) => template.skills?.includes(skill) ?? true);
    const skills = elsewhere !== undefined || !isAsked ? [undefined] : named;
    const latestEnd = template.latestEnd === undefined ? Number.POSITIVE_INFINITY : minutesOfDay(template.latestEnd);
    for (const minutes of startMinutesOf(template)) {
      for (const length of lengthMinutesOf(template)) {
        if (minutes + length > latestEnd) continue;
        const start = plannedInstant(zone, date, minutes);
        const end = plannedInstant(zone, date, minutes + length);
        const placements = placementsOf(template, length, start, end);
        if (placements.length === 0) throw new Error(`the breaks of ${template.id} have no place on ${date}`);
        for (const breaks of placements) {
          for (const skill of skills) {
            const shift = { id: `${employee.id}/${date}`, employeeId: employee.id, start, end, template: template.id };
            const activity = elsewhere ?? 'work';
            shifts.push({ ...shift, activity, breaks, ...(skill === undefined ? {} : { skill }) });
          }
        }
      }
    }
  }
  return shifts;
}
