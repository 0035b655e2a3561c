import type { BreakPlan, PlacedBreak } from '../../domain/break-plan.ts';
import { datesFrom, minutesOfDay, plannedInstant, startOfDate, weekdayOf } from '../../domain/calendar.ts';
import type { Problem } from '../../domain/problem.ts';
import { type Break, type Shift, WORK } from '../../domain/shift.ts';
import { awayOn, type Employee, type ShiftTemplate } from '../../domain/team.ts';
import type { Instant, LocalDate } from '../../domain/units.ts';
import { looksAtMeals } from '../../rules/team/binding.ts';
import { type AskedBreaks, type ShiftBreaks, shiftBreaksOf } from './shift-breaks.ts';

/** One shift that an employee could work on a day, its breaks at a usual place. */
export type WorkedDay = {
  readonly shift: Shift;
  /** All places of its breaks, from the shift's start; undefined where they are given or there are none. */
  readonly plan: BreakPlan | undefined;
  /** Given: a lock of the roster's own, or another team's shift, which this roster neither pays nor counts. */
  readonly given?: 'lock' | 'elsewhere' | undefined;
};

/** What may be worked on each day of the horizon, and on which days something must be. */
export type WorkedDays = { readonly days: readonly (readonly WorkedDay[])[]; readonly mustWork: readonly boolean[] };

/** A shift of a template with one way to have its breaks, whoever works it. */
type Pattern = {
  readonly template: ShiftTemplate;
  readonly start: Instant;
  readonly end: Instant;
  readonly breaks: readonly ShiftBreaks[];
};

/** Whole minutes from `first` to `last`. */
function steps(first: number, last: number, by: number): readonly number[] {
  return Array.from({ length: Math.max(0, Math.floor((last - first) / by) + 1) }, (_, index) => first + index * by);
}

function placed(start: Instant, breaks: readonly PlacedBreak[]): readonly Break[] {
  return breaks.map(({ offset, lengthSeconds, paid, kind }) => ({
    start: start + offset,
    end: start + offset + lengthSeconds,
    paid,
    ...(kind === undefined ? {} : { kind }),
  }));
}

/** The shift with the breaks of a placement. */
export function withBreaks(shift: Shift, breaks: readonly PlacedBreak[]): Shift {
  return { ...shift, breaks: placed(shift.start, breaks) };
}

/** Lists for any employee of a problem what she may work on its days, rules apart: by her skills, locks and days in other departments. */
export function workedDaysOf(
  problem: Problem,
): (employee: Employee, asked: AskedBreaks, asLocked: boolean) => WorkedDays {
  const { team } = problem;
  const dates = datesFrom(problem.from, problem.days);
  const starts = dates.map((date) => startOfDate(team.zone, date));
  const wanted = [...problem.intervalDemands, ...problem.templateDemands].flatMap(({ skill }) => skill ?? []);
  const demanded = [...new Set(wanted)];
  const isAttendance = problem.intervalDemands.length === 0 && !looksAtMeals(team);
  const known = new Map<string, readonly Pattern[]>();

  const patternsOf = (date: LocalDate, asked: AskedBreaks): readonly Pattern[] => {
    const key = JSON.stringify([date, asked.map(({ demand, hard }) => [Object.values(demand).map(String), hard])]);
    const old = known.get(key);
    if (old !== undefined) return old;
    const made = team.shiftTemplates
      .filter(({ days }) => days === undefined || days.includes(weekdayOf(date)))
      .flatMap((template) => patternsOfTemplate(template, date, asked));
    known.set(key, made);
    return made;
  };

  const patternsOfTemplate = (template: ShiftTemplate, date: LocalDate, asked: AskedBreaks): readonly Pattern[] => {
    const { start: begin, length: long, latestEnd } = template;
    const begins =
      typeof begin === 'string'
        ? [minutesOfDay(begin)]
        : steps(minutesOfDay(begin.earliest), minutesOfDay(begin.latest), begin.stepMinutes);
    const lengths = typeof long === 'number' ? [long] : steps(long.minMinutes, long.maxMinutes, long.stepMinutes);
    const latest = latestEnd === undefined ? Number.POSITIVE_INFINITY : minutesOfDay(latestEnd);
    return begins.flatMap((minutes) =>
      lengths.flatMap((length): readonly Pattern[] => {
        const start = plannedInstant(team.zone, date, minutes);
        const end = plannedInstant(team.zone, date, minutes + length);
        if (minutes + length > latest || end <= start) return [];
        return [{ template, start, end, breaks: breaksOf(template, length, end - start, asked) }];
      }),
    );
  };

  const breaks = new Map<string, readonly ShiftBreaks[]>();
  const breaksOf = (template: ShiftTemplate, length: number, seconds: number, asked: AskedBreaks) => {
    const demands = asked.map(({ demand, hard }) => [Object.values(demand).map(String), hard]);
    const key = JSON.stringify([template.id, length, seconds, demands]);
    const made = breaks.get(key) ?? shiftBreaksOf(template, length, seconds, asked, isAttendance);
    breaks.set(key, made);
    return made;
  };

  return (employee, asked, asLocked) => {
    const own = demanded.filter((skill) => employee.skills.includes(skill));
    const ofEmployee = ({ employeeId }: Shift): boolean => employeeId === employee.id;
    const dayOf = (shift: Shift): number =>
      Math.max(
        0,
        starts.findLastIndex((start) => start <= shift.start),
      );
    const given: WorkedDay[][] = dates.map(() => []);
    for (const shift of problem.locks.filter(ofEmployee)) {
      given[dayOf(shift)]?.push({ shift, plan: undefined, given: 'lock' });
    }
    for (const shift of asLocked ? [] : (problem.elsewhere ?? []).filter(ofEmployee)) {
      given[dayOf(shift)]?.push({ shift, plan: undefined, given: 'elsewhere' });
    }
    const days = dates.map((date, day): readonly WorkedDay[] => {
      const fixed = given[day] ?? [];
      if (fixed.length > 0 || asLocked || date < (problem.closedBefore ?? '')) return fixed;
      const away = awayOn(employee, date);
      return patternsOf(date, asked).flatMap(({ template, start, end, breaks: ways }) => {
        const skills: readonly (string | undefined)[] =
          away !== undefined || own.length === 0
            ? [undefined]
            : own.filter((skill) => template.skills?.includes(skill) ?? true);
        return skills.flatMap((skill) =>
          ways.map(({ plan, usual }): WorkedDay => {
            const shift: Shift = {
              id: `${employee.id}/${date}`,
              employeeId: employee.id,
              start,
              end,
              template: template.id,
              ...(skill === undefined ? {} : { skill }),
              activity: away ?? WORK,
              breaks: placed(start, usual),
            };
            return { shift, plan };
          }),
        );
      });
    });
    return { days, mustWork: given.map((list) => list.length > 0) };
  };
}
