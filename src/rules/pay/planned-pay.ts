import { payWeekOf } from './day-kinds.ts';
import { paidDays } from './paid-days.ts';
import { type DatedPlan, payPlansOf, planOn } from './pay-weeks.ts';
import { addDays, monthStartOf, nextMonthStartOf, startOfDate } from '../../domain/calendar.ts';
import type { Line } from '../../domain/shift.ts';
import type { Contract, Team } from '../../domain/team.ts';
import { type KnownLine, wholeLine, withoutDuties } from '../fold.ts';
import { packsFor, packVersions } from '../packs/packs.ts';
import { horizonEnd } from '../period.ts';
import type { RuleContext } from '../rule.ts';

/** What hours are paid beyond one hourly cost for each: paid hours, and their money with that of allowances. */
export type Premium = { readonly hours: number; readonly money: number };

const NO_PREMIUM: Premium = { hours: 0, money: 0 };

/** Days by which a rest before or behind a week or month can reach over its edge: no longer rest is asked for. */
const REST_DAYS = 3;

/** How the hours of a contract of the team are paid; none where neither it nor one of its packs says so. */
export function payPlansOfTeam(team: Team, contract: Contract): readonly DatedPlan[] {
  const versions = packsFor(team, contract).flatMap((id) => packVersions(id, team.ownPacks));
  return payPlansOf(versions, contract);
}

/** The hourly cost of an employee: her own, or else that of the contract; 0 where neither is known. */
export function hourlyCostOf({ employee, contract }: RuleContext): number {
  return employee.costPerHour ?? contract.costPerHour ?? 0;
}

/** The premium of all shifts of a line, in order of start, each day by the plan of its date. */
function premiumOfLine(context: RuleContext, plans: readonly DatedPlan[], shifts: Line): Premium {
  if (shifts.length === 0) return NO_PREMIUM;
  const cost = hourlyCostOf(context);
  let hours = 0;
  let money = 0;
  for (const plan of new Set(plans.map((dated) => dated.plan))) {
    for (const { date, premiumHours, allowances } of paidDays(context, plan, shifts)) {
      if (planOn(plans, date) !== plan) continue;
      hours += premiumHours;
      money += premiumHours * cost + allowances;
    }
  }
  return { hours, money };
}

/** The known shifts around the horizon that can share a week or month of pay, or a rest, with one of its days. */
function nearby(
  context: RuleContext,
  plans: readonly DatedPlan[],
  { past, future, elsewhere }: Omit<KnownLine, 'line'>,
): Omit<KnownLine, 'line'> {
  const last = addDays(horizonEnd(context), -1);
  let first = monthStartOf(context.from);
  let end = nextMonthStartOf(last);
  for (const { plan } of plans) {
    const week = payWeekOf(context, plan, context.from);
    const behind = addDays(payWeekOf(context, plan, last), 7);
    if (week < first) first = week;
    if (behind > end) end = behind;
  }
  const start = startOfDate(context.zone, addDays(first, -REST_DAYS));
  const until = startOfDate(context.zone, addDays(end, REST_DAYS));
  return {
    past: past.filter((shift) => shift.end > start),
    future: future.filter((shift) => shift.start < until),
    elsewhere,
  };
}

/** What a planned line adds in premiums to what is known around it. */
export type PlannedPremium = {
  readonly of: (line: Line) => Premium;
  /** What the shifts behind the horizon, and other teams', are paid beyond their hours without the line: the least that it can add is less that. */
  readonly later: Premium;
  /** The surroundings that matter. */
  readonly around: Omit<KnownLine, 'line'>;
};

/**
 * The premium that the horizon's shifts add: that of all known shifts less that of the same without them. So a week or month over the edge
 * counts with the hours that it has outside, and what these are paid more because of the horizon's is the horizon's.
 */
export function plannedPremium(
  context: RuleContext,
  plans: readonly DatedPlan[],
  known: Omit<KnownLine, 'line'>,
): PlannedPremium {
  const around = nearby(context, plans, known);
  const whole = (line: Line): Premium => premiumOfLine(context, plans, withoutDuties(wholeLine({ ...around, line })));
  const without = whole([]);
  const before = premiumOfLine(context, plans, withoutDuties(around.past));
  return {
    of: (line) => {
      if (line.length === 0) return NO_PREMIUM;
      const { hours, money } = whole(line);
      return { hours: hours - without.hours, money: money - without.money };
    },
    later: { hours: without.hours - before.hours, money: without.money - before.money },
    around,
  };
}
