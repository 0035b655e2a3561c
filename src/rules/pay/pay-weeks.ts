import { payWeekOf } from './day-kinds.ts';
import { addPart, paidDays, type PartSums, partsOf } from './paid-days.ts';
import { addDays, datesFrom } from '../../domain/calendar.ts';
import type { PaidDay, PaidPart, PayPlan, PayWeek } from '../../domain/pay.ts';
import type { Line } from '../../domain/shift.ts';
import type { Contract } from '../../domain/team.ts';
import { type LocalDate, SECONDS_PER_HOUR } from '../../domain/units.ts';
import { horizonEnd } from '../period.ts';
import type { DatedPack } from '../packs/packs.ts';
import type { RuleContext } from '../rule.ts';

/** How hours are paid on the dates from `from` to `to`; absent ends are open. */
export type DatedPlan = {
  readonly plan: PayPlan;
  readonly from?: LocalDate | undefined;
  readonly to?: LocalDate | undefined;
};

/**
 * How a contract's hours are paid: by its own plan, or else on each date by that of the first of its packs with one in force; none where neither has any. Of
 * several that hold for a date the first counts.
 */
export function payPlansOf(versions: readonly DatedPack[], contract: Contract): readonly DatedPlan[] {
  if (contract.pay !== undefined) return [{ plan: contract.pay }];
  return versions.flatMap(({ pack, from, to }) => (pack.pay === undefined ? [] : [{ plan: pack.pay, from, to }]));
}

/** The plan that pays a date; undefined where none holds. */
export function planOn(plans: readonly DatedPlan[], date: LocalDate): PayPlan | undefined {
  return plans.find(({ from = date, to = date }) => from <= date && date <= to)?.plan;
}

function sumById(
  days: readonly PaidDay[],
  key: 'tiers' | 'windows',
  known: readonly { readonly id: string }[],
): readonly PaidPart[] {
  const sums: PartSums = new Map();
  for (const day of days) for (const part of day[key]) addPart(sums, part);
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

/** The parts of two weeks, those of one id and multiplier together. */
function joinedParts(one: readonly PaidPart[], other: readonly PaidPart[]): readonly PaidPart[] {
  const sums: PartSums = new Map();
  for (const part of [...one, ...other]) addPart(sums, part);
  return [...sums.values()];
}

/** A week of which some days are paid by one plan and some by another. */
function joinedWeek(one: PayWeek, other: PayWeek): PayWeek {
  const sum = (key: 'workSeconds' | 'ordinarySeconds' | 'premiumHours' | 'lieuSeconds' | 'allowances'): number =>
    one[key] + other[key];
  const { employeeId, weekStart, premiumMoney, totalMoney } = one;
  return {
    employeeId,
    weekStart,
    workSeconds: sum('workSeconds'),
    ordinarySeconds: sum('ordinarySeconds'),
    tiers: joinedParts(one.tiers, other.tiers),
    windows: joinedParts(one.windows, other.windows),
    premiumHours: sum('premiumHours'),
    lieuSeconds: sum('lieuSeconds'),
    allowances: sum('allowances'),
    ...(premiumMoney === undefined || totalMoney === undefined
      ? {}
      : {
          premiumMoney: premiumMoney + (other.premiumMoney ?? 0),
          totalMoney: totalMoney + (other.totalMoney ?? 0),
        }),
  };
}

/**
 * Pay of each of the plans' workweeks that has a day in the horizon, worked or not, from all known shifts in order of start: a week over the
 * horizon's edge has the hours of its known days outside too. Each day is paid by the plan of its date, which counts the week's and the month's
 * hours as if it had held for all of them: a week in which plans change is told once, with the days of both.
 */
export function payWeeks(context: RuleContext, plans: readonly DatedPlan[], shifts: Line): readonly PayWeek[] {
  const weeks = new Map<LocalDate, PayWeek>();
  const end = horizonEnd(context);
  for (const plan of new Set(plans.map((dated) => dated.plan))) {
    const holds = (date: LocalDate): boolean => planOn(plans, date) === plan;
    const days = Map.groupBy(
      paidDays(context, plan, shifts).filter(({ date }) => holds(date)),
      ({ date }) => payWeekOf(context, plan, date),
    );
    for (let week = payWeekOf(context, plan, context.from); week < end; week = addDays(week, 7)) {
      if (!datesFrom(week, 7).some(holds)) continue;
      const known = weeks.get(week);
      const told = payWeek(context, plan, week, days.get(week) ?? []);
      weeks.set(week, known === undefined ? told : joinedWeek(known, told));
    }
  }
  return [...weeks.values()].sort((a, b) => (a.weekStart < b.weekStart ? -1 : 1));
}
