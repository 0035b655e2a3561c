import { activityPeriods, thoseNamed } from '../../domain/activity.ts';
import { startOfDate } from '../../domain/calendar.ts';
import { teamRulePrice } from '../../domain/hard-price.ts';
import type { CoverLevels, Problem } from '../../domain/problem.ts';
import { bindTeamRules } from '../../rules/team/binding.ts';

const MINUTES_PER_HOUR = 60;

/** Points that an agent-hour less saves at most where `people` are there, who are all there are: costs are convex. */
function steepest(
  { floor, target, ceiling, steps = [] }: CoverLevels,
  people: number,
  aboveTarget: number,
  aboveCeiling: number,
): number {
  const wanted = Math.max(floor, target);
  const past = (number: number): number => Math.min(1, Math.max(0, people - number));
  const ofSteps = steps.reduce((sum, { above, price }) => (above === undefined ? sum : sum + price * past(above)), 0);
  const ofCeiling = ceiling === undefined ? 0 : aboveCeiling * past(Math.max(wanted, ceiling));
  return aboveTarget * past(wanted) + ofCeiling + ofSteps;
}

/**
 * What activities can take off a bound of rosters without them: all of their hours, each at the most that an hour less on the work saves anywhere, in the cover of any skill, in that of one, and in
 * the counts of people on the work.
 */
export function lessOfActivities(problem: Problem): number {
  const { activities = [], team, prices, from, days } = problem;
  if (activities.length === 0) return 0;
  const minutes = activities.reduce((sum, activity) => {
    const times = thoseNamed(team, activity).length * activityPeriods(problem, activity).length * activity.count;
    return sum + times * activity.lengthMinutes * (activity.mode === 'pair' ? 2 : 1);
  }, 0);
  const rows = bindTeamRules(team, from, days).flatMap(({ rows: own, setting }) => {
    const price = teamRulePrice(problem, setting);
    return own.flatMap(({ measure, coefficients }) => {
      if (measure.kind !== 'working') return [];
      return [{ ...measure.span, saved: price * Math.max(0, ...[...coefficients.values()].map(Math.abs)) }];
    });
  });
  const around = [...(problem.past ?? []), ...(problem.future ?? [])];
  const demands = problem.intervalDemands.map((demand) => {
    const { start, end, skill } = demand;
    const beside = around.filter((shift) => shift.start < end && shift.end > start).length;
    const people = team.employees.length + beside;
    return { start, end, skill, saved: steepest(demand, people, prices.aboveTargetHour, prices.aboveCeilingHour) };
  });
  const times = [...demands, ...rows].map(({ start }) => start);
  const first = startOfDate(team.zone, from);
  const most = [...new Set([first, ...times])].reduce((dearest, time) => {
    const now = demands.filter(({ start, end }) => start <= time && time < end);
    const any = now.reduce((sum, { skill, saved }) => (skill === undefined ? Math.max(sum, saved) : sum), 0);
    const own = now.reduce((sum, { skill, saved }) => (skill === undefined ? sum : Math.max(sum, saved)), 0);
    const counts = rows.reduce((sum, { start, end, saved }) => (start <= time && time < end ? sum + saved : sum), 0);
    return Math.max(dearest, any + own + counts);
  }, 0);
  return (minutes / MINUTES_PER_HOUR) * most;
}
