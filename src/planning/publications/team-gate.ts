import { shortagesOf } from '../../audit/cover.ts';
import { teamBreachesOf } from '../../audit/team-rules.ts';
import type { TeamBreach } from '../../domain/breach.ts';
import { addDays, dateOf, datesFrom, daysBetween, isoOf, startOfDate } from '../../domain/calendar.ts';
import type { DraftDays, DraftFrame } from '../../domain/draft.ts';
import type { Issue } from '../../domain/issue.ts';
import type { IntervalDemand } from '../../domain/problem.ts';
import type { Shortage } from '../../domain/roster.ts';
import {
  type GatedShortage,
  type GatedTeamBreach,
  HARD_COVER,
  type ScheduledShift,
  type Waiver,
} from '../../domain/schedule.ts';
import type { Shift } from '../../domain/shift.ts';
import type { Team } from '../../domain/team.ts';
import type { Interval, LocalDate, Zone } from '../../domain/units.ts';
import type { Dates } from '../schedules/known-days.ts';

export type TeamGateInput = {
  readonly team: Team;
  readonly dates: Dates;
  /** Days of the draft: over them budgets run. */
  readonly draft: DraftDays;
  readonly frame: Pick<DraftFrame, 'intervalDemands' | 'templateDemands'>;
  /** The team's shifts on the dates as they are to be published, and what else it has published on the draft's days and beside them. */
  readonly planned: readonly Shift[];
  readonly around: readonly Shift[];
};

/** What a publication leaves undone of what the team as a whole must keep, or has a price for. */
export type TeamJudgement = {
  readonly breaches: readonly TeamBreach[];
  readonly shortages: readonly Shortage[];
};

/** Whether anything is asked of the team as a whole, so that what it has published beside the dates must be read. */
export function asksOfTeam({ team, frame }: Pick<TeamGateInput, 'team' | 'frame'>): boolean {
  return (
    (team.teamRules ?? []).length > 0 ||
    [...frame.intervalDemands, ...frame.templateDemands].some(({ hard }) => hard === true)
  );
}

/** The shifts that a team has published beside those it is to publish: of the draft's days and of the days next to them. */
export function publishedBeside(shifts: readonly ScheduledShift[], planned: readonly Shift[]): readonly Shift[] {
  const names = new Set(planned.map(({ id }) => id));
  return shifts.filter(({ id, status }) => status === 'published' && !names.has(id));
}

function overlaps(one: Interval, other: Interval): boolean {
  return one.start < other.end && one.end > other.start;
}

/** Interval demands, cut to a span. */
function cutTo(span: Interval, demands: readonly IntervalDemand[]): readonly IntervalDemand[] {
  return demands
    .filter((demand) => overlaps(demand, span))
    .map((demand) => ({
      ...demand,
      start: Math.max(demand.start, span.start),
      end: Math.min(demand.end, span.end),
    }));
}

/**
 * What the schedule would be, judged by the rules of the team as a whole over all days of the draft, so that a budget of them is not read as one of the
 * dates alone; told is what touches the dates. Floors that must be met are looked at on the dates.
 */
export function judgeTeam({ team, dates, draft, frame, planned, around }: TeamGateInput): TeamJudgement {
  const { zone } = team;
  const span = { start: startOfDate(zone, dates.from), end: startOfDate(zone, addDays(dates.to, 1)) };
  const days = { start: startOfDate(zone, draft.from), end: startOfDate(zone, addDays(draft.from, draft.days)) };
  const shifts = [...planned, ...around.filter(({ start }) => start >= days.start && start < days.end)];
  const beside = {
    past: around.filter(({ start }) => start < days.start),
    future: around.filter(({ start }) => start >= days.end),
  };
  const input = { team, from: draft.from, days: draft.days, ...beside };
  const demands = {
    intervalDemands: cutTo(span, frame.intervalDemands),
    templateDemands: frame.templateDemands.filter(({ date }) => date >= dates.from && date <= dates.to),
  };
  return {
    breaches: teamBreachesOf(input, shifts).filter((breach) => overlaps(breach.span, span)),
    shortages: shortagesOf({ team, ...demands, ...beside }, shifts),
  };
}

function datesOf(zone: Zone, dates: Dates, { start, end }: Interval): readonly LocalDate[] {
  const [first, last] = [dateOf(zone, start), dateOf(zone, end - 1)];
  const from = first > dates.from ? first : dates.from;
  const to = last < dates.to ? last : dates.to;
  return datesFrom(from, Math.max(0, daysBetween(from, to) + 1));
}

/** What keeps a publication from being made, with the finding where the contract has a sentence for it. */
export type TeamGateIssue = Issue & { readonly teamBreach?: TeamBreach | undefined };

type Gated = {
  readonly teamBreaches: readonly GatedTeamBreach[];
  readonly shortages: readonly GatedShortage[];
  readonly issues: readonly TeamGateIssue[];
  /** Those of the waivers that let something through. */
  readonly used: ReadonlySet<Waiver>;
};

const HINT = 'Mend the draft, or publish with a waiver of';

/** What waivers let through. A waiver that names an employee is not about the team. */
export function gateTeam(
  { team: { zone }, dates }: Pick<TeamGateInput, 'team' | 'dates'>,
  waivers: readonly Waiver[],
  { breaches, shortages }: TeamJudgement,
): Gated {
  const used = new Set<Waiver>();
  const issues: TeamGateIssue[] = [];
  const waiverOf = (ruleId: string, span: Interval): Waiver | undefined => {
    const own = datesOf(zone, dates, span);
    const fits = waivers.filter(
      ({ rule, employee, date }) =>
        rule === ruleId && employee === undefined && (date === undefined || own.includes(date)),
    );
    for (const waiver of fits) used.add(waiver);
    return fits[0];
  };
  const factsOf = ({ start, end }: Interval) => ({
    date: datesOf(zone, dates, { start, end })[0] ?? dates.from,
    start: isoOf(zone, start),
    end: isoOf(zone, end),
  });
  const gatedBreaches = breaches.map((breach): GatedTeamBreach => {
    if (breach.severity !== 'block') return { breach, passes: 'listed' };
    const waiver = waiverOf(breach.ruleId, breach.span);
    if (waiver !== undefined) return { breach, passes: 'waived', waiver };
    const { ruleId: rule, setting, who, measured, limit, template } = breach;
    const span = factsOf(breach.span);
    const facts = { rule, setting, who, measured, limit, ...span, ...(template === undefined ? {} : { template }) };
    const message = `${rule} of the team is not kept from ${span.start} to ${span.end}: ${measured} against ${limit}. That is forbidden.`;
    const hint = `${HINT} ${rule}, with a reason and the name of who answers for it.`;
    issues.push({ code: 'team-breach-not-waived', path: '/waivers', message, facts, hint, teamBreach: breach });
    return { breach, passes: 'refused' };
  });
  const gatedShortages = shortages.map((shortage): GatedShortage => {
    const waiver = waiverOf(HARD_COVER, shortage);
    if (waiver !== undefined) return { shortage, passes: 'waived', waiver };
    const { floor, fewest, template, skill } = shortage;
    const span = factsOf(shortage);
    const where = { ...(template === undefined ? {} : { template }), ...(skill === undefined ? {} : { skill }) };
    const names = Object.values(where).map((name) => ` in ${name}`);
    const message = `From ${span.start} to ${span.end} there are ${fewest}${names.join('')}, where ${floor} must be. That is forbidden.`;
    const hint = `${HINT} ${HARD_COVER}, with a reason and the name of who answers for it.`;
    issues.push({
      code: 'hard-cover-not-waived',
      path: '/waivers',
      message,
      facts: { ...span, floor, fewest, ...where },
      hint,
    });
    return { shortage, passes: 'refused' };
  });
  return { teamBreaches: gatedBreaches, shortages: gatedShortages, issues, used };
}
