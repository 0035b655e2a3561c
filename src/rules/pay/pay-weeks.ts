import { payWeekOf } from './day-kinds.ts';
import { addTo, paidDays, partsOf } from './paid-days.ts';
import { addDays } from '../../domain/calendar.ts';
import type { Pack } from '../../domain/pack.ts';
import type { PaidDay, PaidPart, PayPlan, PayWeek } from '../../domain/pay.ts';
import type { Line } from '../../domain/shift.ts';
import type { Contract } from '../../domain/team.ts';
import { type LocalDate, SECONDS_PER_HOUR, type Seconds } from '../../domain/units.ts';
import { horizonEnd } from '../period.ts';
import type { RuleContext } from '../rule.ts';

/**
 * How a contract's hours are paid: by its own plan, or else by that of the first pack in force with one; undefined where neither has any. Where another
 * version comes into force within the horizon, the earlier one's plan holds to the end of it.
 */
export function payPlanOf(packs: readonly Pack[], contract: Contract): PayPlan | undefined {
  return contract.pay ?? packs.flatMap(({ pay }) => pay ?? [])[0];
}

function sumById(
  days: readonly PaidDay[],
  key: 'tiers' | 'windows',
  known: readonly { readonly id: string }[],
): readonly PaidPart[] {
  const sums = new Map<string, Seconds>();
  for (const day of days) for (const { id, seconds } of day[key]) addTo(sums, id, seconds);
  return partsOf(known, sums);
}

function payWeek(context: RuleContext, plan: PayPlan, weekStart: LocalDate, days: readonly PaidDay[]): PayWeek {
  const { employee, contract } = context;
  const sum = (key: 'workSeconds' | 'ordinarySeconds' | 'premiumHours' | 'lieuSeconds' | 'allowances'): number =>
    days.reduce((total, day) => total + day[key], 0);
  const cost = employee.costPerHour ?? contract.costPerHour;
  const premiumMoney = sum('premiumHours') * (cost ?? 0) + sum('allowances');
  return {
    employeeId: employee.id,
    weekStart,
    workSeconds: sum('workSeconds'),
    ordinarySeconds: sum('ordinarySeconds'),
    tiers: sumById(days, 'tiers', plan.tiers),
    windows: sumById(days, 'windows', plan.windows ?? []),
    premiumHours: sum('premiumHours'),
    lieuSeconds: sum('lieuSeconds'),
    allowances: sum('allowances'),
    ...(cost === undefined
      ? {}
      : { premiumMoney, totalMoney: (sum('workSeconds') / SECONDS_PER_HOUR) * cost + premiumMoney }),
  };
}

/**
 * Pay of each of the plan's workweeks that has a day in the horizon, worked or not, from all known shifts in order of start: a week over the
 * horizon's edge has the hours of its known days outside too.
 */
export function payWeeks(context: RuleContext, plan: PayPlan, shifts: Line): readonly PayWeek[] {
  const days = Map.groupBy(paidDays(context, plan, shifts), ({ date }) => payWeekOf(context, plan, date));
  const weeks: PayWeek[] = [];
  const end = horizonEnd(context);
  for (let week = payWeekOf(context, plan, context.from); week < end; week = addDays(week, 7)) {
    weeks.push(payWeek(context, plan, week, days.get(week) ?? []));
  }
  return weeks;
}
