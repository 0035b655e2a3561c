import type { Values } from '../rule.ts';
import { teamRuleOf } from './registry.ts';
import type { TeamContext, TeamRow, TeamRule } from './team-rule.ts';
import { addDays, datesFrom, minutesOfDay, plannedInstant, startOfDate, weekdayOf } from '../../domain/calendar.ts';
import type { RuleValue, Team, TeamRuleSetting } from '../../domain/team.ts';
import type { Interval, LocalDate } from '../../domain/units.ts';

/** A setting of a team rule with the counts that it means in a horizon. */
export type BoundTeamRule = {
  readonly rule: TeamRule;
  readonly setting: TeamRuleSetting;
  readonly rows: readonly TeamRow[];
};

/** The values given, with the defaults of those left out. */
export function settleTeamValues(rule: TeamRule, given: Values): Values {
  const settled: Record<string, RuleValue> = {};
  for (const parameter of rule.parameters) {
    const value = given[parameter.name] ?? parameter.default;
    if (value !== undefined) settled[parameter.name] = value;
  }
  return settled;
}

type When = Pick<TeamRuleSetting, 'days' | 'dates' | 'window' | 'from' | 'to'>;

function datesOf({ days, dates, from, to }: When, horizon: readonly LocalDate[]): readonly LocalDate[] {
  return horizon.filter(
    (date) =>
      (from === undefined || date >= from) &&
      (to === undefined || date <= to) &&
      (dates?.includes(date) ?? days?.includes(weekdayOf(date)) ?? true),
  );
}

/** The moments of the dates: the window of each, or whole days with those that follow each other in one; cut to the horizon. */
function spansOf(
  { window }: When,
  zone: string,
  dates: readonly LocalDate[],
  horizon: readonly LocalDate[],
): readonly Interval[] {
  const [first, last] = [horizon[0], horizon.at(-1)];
  if (first === undefined || last === undefined) return [];
  const all = { start: startOfDate(zone, first), end: startOfDate(zone, addDays(last, 1)) };
  const spans: { start: number; end: number }[] = [];
  for (const date of dates) {
    const from = window === undefined ? 0 : minutesOfDay(window.from);
    const to = window === undefined ? 1440 : minutesOfDay(window.to);
    const start = Math.max(
      all.start,
      window === undefined ? startOfDate(zone, date) : plannedInstant(zone, date, from),
    );
    const ends =
      window === undefined
        ? startOfDate(zone, addDays(date, 1))
        : plannedInstant(zone, date, to > from ? to : to + 1440);
    const end = Math.min(all.end, ends);
    const before = spans.at(-1);
    if (before !== undefined && before.end >= start) before.end = Math.max(before.end, end);
    else if (end > start) spans.push({ start, end });
  }
  return spans;
}

/** What a setting means for its rule: the people, and the dates and spans of the horizon on which it holds. */
function teamContext(team: Team, setting: When, from: LocalDate, days: number): TeamContext {
  const horizon = datesFrom(from, days);
  const dates = datesOf(setting, horizon);
  return { ...team, dates, spans: spansOf(setting, team.zone, dates, horizon) };
}

/** The team's rules as a whole, each with its counts in the horizon. They must have been checked. */
export function bindTeamRules(team: Team, from: LocalDate, days: number): readonly BoundTeamRule[] {
  return (team.teamRules ?? []).map((setting) => {
    const rule = teamRuleOf(setting.rule);
    if (rule === undefined) throw new Error(`no team rule ${setting.rule}: settings are checked before they are bound`);
    const values = settleTeamValues(rule, setting.values ?? {});
    return { rule, setting, rows: rule.rows(values, teamContext(team, setting, from, days)) };
  });
}

/** Whether some team rule looks at who is on the work at a moment, so that it matters when each has a meal. */
export function looksAtMeals(team: Team): boolean {
  return (team.teamRules ?? []).some((setting) => {
    const rule = teamRuleOf(setting.rule);
    return rule !== undefined && settleTeamValues(rule, setting.values ?? {})['measure'] === 'working';
  });
}
