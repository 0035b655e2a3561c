import { addDays, startOfDate } from '../../domain/calendar.ts';
import type { ScheduledShift } from '../../domain/schedule.ts';
import type { Breach } from '../../domain/breach.ts';
import { linesByEmployee } from '../../domain/shift.ts';
import type { Team } from '../../domain/team.ts';
import { bindRules, ruleContext } from '../../rules/binding.ts';
import { judgeShifts } from '../../rules/fold.ts';
import type { Dates } from '../schedules/known-days.ts';
import { withOthers } from '../restricted-tables.ts';
import type { Tables } from '../store.ts';
import { asSeenBy, daysOf, reachOfRules } from './judge-publication.ts';

/** Rules of each team for itself: when its own shifts may be, in which skills, and how many a day. This team's own were judged already. */
const OWN_AFFAIRS: ReadonlySet<string> = new Set(['availability', 'skill', 'one-shift-a-day']);

/** Fact of a breach that says whose rules it is by, where they are not those of the team that publishes. */
export const RULES_OF = 'rulesOf';

/** Another team of people who get shifts, and what is published for them as far as its rules look. */
export type OtherTeam = { readonly team: Team; readonly shifts: readonly ScheduledShift[] };

/** Days on both sides of the dates within which another team's shifts make its rules count: no rule in use looks further than a month without having looked nearer. */
const NEAR_DAYS = 35;

/** The other teams that have shifts published around the dates for people who get shifts in this publication. */
export async function readOtherTeams(
  tables: Pick<Tables, 'teams' | 'schedules'>,
  team: Team,
  dates: Dates,
  assigned: readonly string[],
): Promise<readonly OtherTeam[]> {
  const near = {
    start: startOfDate(team.zone, addDays(dates.from, -NEAR_DAYS)),
    end: startOfDate(team.zone, addDays(dates.to, NEAR_DAYS + 1)),
  };
  const [teams, schedules] = [withOthers(tables.teams), withOthers(tables.schedules)];
  const elsewhere = (await schedules.list({ employees: assigned, notTeam: team.id, span: near })).items;
  const found: OtherTeam[] = [];
  for (const id of [...new Set(elsewhere.map(({ teamId }) => teamId))].sort()) {
    const stored = await teams.get(id);
    if (stored === undefined) continue;
    const members = new Set(stored.team.employees.map(({ id: employee }) => employee));
    const employees = [...new Set(elsewhere.map(({ employeeId }) => employeeId))].filter((one) => members.has(one));
    const { daysBefore, daysAfter } = reachOfRules(stored.team, dates);
    const span = {
      start: startOfDate(stored.team.zone, addDays(dates.from, -daysBefore - 1)),
      end: startOfDate(stored.team.zone, addDays(dates.to, daysAfter + 2)),
    };
    const shifts = employees.length === 0 ? [] : (await schedules.list({ employees, span })).items;
    found.push({ team: stored.team, shifts });
  }
  return found;
}

/**
 * What the planned shifts do to people of other teams by the rules of those teams: their rest, days and hours count what is planned here, as time worked. Told
 * are breaches that a planned shift has a part in and that the publishing team's rules have not told already; what a team asks of its own shifts alone
 * (skill, availability) is its own affair.
 */
export function judgeOtherTeams(
  planned: readonly ScheduledShift[],
  replaced: ReadonlySet<string>,
  dates: Dates,
  others: readonly OtherTeam[],
  known: readonly Breach[],
): readonly Breach[] {
  const told = new Set(
    known.map(({ ruleId, employeeId, span }) => `${ruleId} ${employeeId} ${span.start} ${span.end}`),
  );
  const plannedIds = new Set(planned.map(({ id }) => id));
  return others.flatMap(({ team, shifts }) => {
    const around = shifts.filter(
      ({ id, status }) => status === 'published' && !plannedIds.has(id) && !replaced.has(id),
    );
    const lines = linesByEmployee([...planned, ...around].map((shift) => asSeenBy(team, shift)));
    const ownPeople = new Set(around.filter(({ teamId }) => teamId === team.id).map(({ employeeId }) => employeeId));
    const horizon = { from: dates.from, days: daysOf(dates), pastKnown: true, futureKnown: true };
    return team.employees.flatMap((employee) => {
      const line = lines.get(employee.id) ?? [];
      if (!ownPeople.has(employee.id) || !line.some(({ id }) => plannedIds.has(id))) return [];
      const rules = bindRules(team, employee).filter(
        ({ rule }) => !OWN_AFFAIRS.has(rule.id) && rule.judges === 'shifts',
      );
      const { breaches } = judgeShifts(rules, ruleContext(team, employee, horizon), line, plannedIds);
      return breaches
        .filter(({ ruleId, employeeId, span }) => !told.has(`${ruleId} ${employeeId} ${span.start} ${span.end}`))
        .map((breach) => ({ ...breach, otherTeam: team.id, facts: { ...breach.facts, [RULES_OF]: team.id } }));
    });
  });
}
