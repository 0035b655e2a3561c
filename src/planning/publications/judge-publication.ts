import { daysBetween } from '../../domain/calendar.ts';
import { otherWorkOf } from '../../domain/other-work.ts';
import type { ScheduledShift } from '../../domain/schedule.ts';
import { compareShifts, linesByEmployee, type Shift } from '../../domain/shift.ts';
import type { Employee, Team } from '../../domain/team.ts';
import { bindRules, ruleContext } from '../../rules/binding.ts';
import { type Judgement, judgeShifts } from '../../rules/fold.ts';
import type { Reach, RuleContext } from '../../rules/rule.ts';
import type { Dates, KnownDays } from '../schedules/known-days.ts';

export type JudgedSchedule = {
  readonly team: Team;
  readonly dates: Dates;
  /** The team's shifts on the dates, as they are to be published. */
  readonly planned: readonly ScheduledShift[];
  /** What else is published for the team's employees, by any team. */
  readonly others: readonly ScheduledShift[];
  /** How far the team has published around the dates. */
  readonly known: KnownDays;
};

export function daysOf({ from, to }: Dates): number {
  return daysBetween(from, to) + 1;
}

function contextOf(team: Team, employee: Employee, dates: Dates): RuleContext {
  return ruleContext(team, employee, { from: dates.from, days: daysOf(dates), pastKnown: false, futureKnown: false });
}

/** The days before and behind the dates that the rules of a team look at. Employees of one contract share rules, but for those named in one or protected. */
export function reachOfRules(team: Team, dates: Dates): Reach {
  const named = new Set([
    ...team.rules.flatMap(({ employees }) => employees ?? []),
    ...team.employees.flatMap(({ id, protected: records }) => (records === undefined ? [] : [id])),
  ]);
  const contracts = new Set<string>();
  let [daysBefore, daysAfter] = [0, 0];
  for (const employee of team.employees) {
    if (contracts.has(employee.contract) && !named.has(employee.id)) continue;
    if (!named.has(employee.id)) contracts.add(employee.contract);
    const context = contextOf(team, employee, dates);
    for (const { rule, values } of bindRules(team, employee)) {
      const reach = rule.reach(values, context);
      daysBefore = Math.max(daysBefore, reach.daysBefore);
      daysAfter = Math.max(daysAfter, reach.daysAfter);
    }
  }
  return { daysBefore, daysAfter };
}

/**
 * A published shift, as a team's rules see it. One of another team is an attendance with its working time: its template, skill and activity are words of
 * that team and mean nothing here, even where they sound alike; a rule that asks for a template leaves the question open.
 */
export function asSeenBy(team: Team, shift: ScheduledShift): Shift {
  const { id, employeeId, start, end, template, skill, activity, breaks, teamId } = shift;
  if (teamId !== team.id) return { id, employeeId, start, end, activity: 'other-team', breaks, otherTeam: teamId };
  const pieces = shift.pieces === undefined ? {} : { pieces: shift.pieces };
  return { id, employeeId, start, end, template, skill, activity, breaks, ...pieces };
}

/**
 * What the schedule would be, judged by the team's rules for each of its employees: her line is what this publication gives her and what any team has
 * published for her besides, read on this team's clocks. What touches none of the planned shifts and dates was judged with its own publication. Two
 * shifts at once, or on one date, are always a breach of `one-shift-a-day`, which every team has. A side of the dates counts as known to a
 * rule where the team has published all the days that the rule looks at there.
 */
export function judgePublication(judged: JudgedSchedule): Judgement {
  const { team, dates, planned, others, known } = judged;
  const plannedIds = new Set(planned.map(({ id }) => id));
  const around = others.filter(({ id, status }) => status === 'published' && !plannedIds.has(id));
  const lines = linesByEmployee([...planned, ...around].map((shift) => asSeenBy(team, shift)));
  const horizon = { from: dates.from, days: daysOf(dates), pastKnown: true, futureKnown: true, ...known };
  const found = team.employees.map((employee) =>
    judgeShifts(
      bindRules(team, employee),
      ruleContext(team, employee, horizon),
      [...(lines.get(employee.id) ?? []), ...otherWorkOf(team.zone, employee)].sort(compareShifts),
      plannedIds,
    ),
  );
  return {
    breaches: found.flatMap(({ breaches }) => breaches),
    unknowns: found.flatMap(({ unknowns }) => unknowns),
  };
}
