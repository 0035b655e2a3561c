import { addDays, datesFrom, daysBetween } from '../../domain/calendar.ts';
import type { Breach, Unknown } from '../../domain/breach.ts';
import type { ScheduledShift } from '../../domain/schedule.ts';
import { compareShifts, type Shift } from '../../domain/shift.ts';
import type { Employee, Team } from '../../domain/team.ts';
import type { LocalDate } from '../../domain/units.ts';
import { bindRules, ruleContext } from '../../rules/binding.ts';
import { judgeShifts } from '../../rules/fold.ts';
import type { BoundRule, Reach, RuleContext } from '../../rules/rule.ts';

/** Local dates of the team's zone, both included. */
export type Dates = { readonly from: LocalDate; readonly to: LocalDate };

export type JudgedSchedule = {
  readonly team: Team;
  readonly dates: Dates;
  /** The team's shifts on the dates, as they are to be published. */
  readonly planned: readonly ScheduledShift[];
  /** What else is published for the team's employees, by any team. */
  readonly others: readonly ScheduledShift[];
  /** Dates outside `dates` for which the team has published something. */
  readonly knownDates: ReadonlySet<LocalDate>;
};

export type JudgedBreach = { readonly breach: Breach; readonly otherTeam: string | undefined };

function daysOf({ from, to }: Dates): number {
  return daysBetween(from, to) + 1;
}

function contextOf(team: Team, employee: Employee, dates: Dates): RuleContext {
  return ruleContext(team, employee, { from: dates.from, days: daysOf(dates), pastKnown: false, futureKnown: false });
}

/** The days before and behind the dates that the rules of a team look at. Employees of one contract share rules, but for those named in one. */
export function reachOfRules(team: Team, dates: Dates): Reach {
  const named = new Set(team.rules.flatMap(({ employees }) => employees ?? []));
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
 * A shift of another team, as this team's rules see it: an attendance with its working time. Its template, skill and activity are words of the other
 * team and mean nothing here, even where they sound alike; a rule that asks for a template leaves the question open.
 */
function asForeign(shift: ScheduledShift): Shift {
  const { id, employeeId, start, end, breaks } = shift;
  return { id, employeeId, start, end, activity: 'other-team', breaks };
}

function contextFor(
  context: RuleContext,
  { rule, values }: BoundRule,
  { dates, knownDates }: JudgedSchedule,
): RuleContext {
  const { daysBefore, daysAfter } = rule.reach(values, context);
  const isKnown = (date: LocalDate): boolean => knownDates.has(date);
  return {
    ...context,
    pastKnown: datesFrom(addDays(dates.from, -daysBefore), daysBefore).every(isKnown),
    futureKnown: datesFrom(addDays(dates.to, 1), daysAfter).every(isKnown),
  };
}

/**
 * What the schedule would be, judged by the team's rules for each of its employees: her line is what this publication gives her and what any team has
 * published for her besides, read on this team's clocks. What touches none of the planned shifts and dates was judged with its own publication. Two
 * shifts at once, or on one date, are always a breach of `one-shift-a-day`, which every team has. A side of the dates counts as known to a
 * rule where the team has published all the days that the rule looks at there.
 */
export function judgePublication(judged: JudgedSchedule): {
  readonly breaches: readonly JudgedBreach[];
  readonly unknowns: readonly Unknown[];
} {
  const { team, dates, planned, others } = judged;
  const plannedIds = new Set(planned.map(({ id }) => id));
  const around = others.filter(({ id, status }) => status === 'published' && !plannedIds.has(id));
  const teams = new Map(around.map(({ id, teamId }) => [id, teamId]));
  const lines = Map.groupBy<string, Shift>(
    [...planned, ...around.map((shift) => (shift.teamId === team.id ? shift : asForeign(shift)))].sort(compareShifts),
    ({ employeeId }) => employeeId,
  );
  const breaches: JudgedBreach[] = [];
  const unknowns: Unknown[] = [];
  for (const employee of team.employees) {
    const context = contextOf(team, employee, dates);
    for (const bound of bindRules(team, employee)) {
      const found = judgeShifts([bound], contextFor(context, bound, judged), lines.get(employee.id) ?? [], plannedIds);
      unknowns.push(...found.unknowns);
      for (const breach of found.breaches) {
        const otherTeam = breach.shiftIds.map((id) => teams.get(id)).find((id) => id !== undefined && id !== team.id);
        breaches.push({ breach, otherTeam });
      }
    }
  }
  return { breaches, unknowns };
}
