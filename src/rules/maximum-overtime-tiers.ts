import { compileOvertime } from './maximum-overtime-month-compiled.ts';
import { NORMAL_HOURS, normalHours } from './maximum-overtime-month.ts';
import {
  dependsOnSide,
  mayBeOfHorizon,
  mayGrow,
  monthAfter,
  monthsOf,
  overtimeLine,
  type OvertimeLine,
  overtimeWithin,
  raisedMonths,
  reachOfPeriods,
} from './overtime-months.ts';
import { type OvertimeTier, overtimeTierOf } from './overtime-tiers.ts';
import { holdsDate, isInHorizon, type Period, spanOfPeriod } from './period.ts';
import type { Finding, LineRule, RuleContext, Values } from './rule.ts';
import { listOf, textOf } from './values.ts';
import { collectShifts, type ShiftsState } from './windows.ts';
import { addDays } from '../domain/calendar.ts';
import { type Line, shiftDate } from '../domain/shift.ts';
import type { LocalDate } from '../domain/units.ts';

const MONTH_NAMES = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

function tiersOf(values: Values): readonly OvertimeTier[] {
  return listOf(values, 'tiers').map((text) => {
    const tier = overtimeTierOf(text);
    if (tier === undefined) throw new Error(`${text} is no tier of overtime`);
    return tier;
  });
}

/** The twelve months, from the one in which years begin, that a date lies in. */
function yearOf(values: Values, date: LocalDate): Period {
  const first = MONTH_NAMES.indexOf(textOf(values, 'yearStart')) + 1;
  const month = Number(date.slice(5, 7));
  const from = monthAfter(date, -((month - first + 12) % 12));
  return { from, end: monthAfter(from, 12) };
}

/** Years in which planned work may raise overtime. */
function years(values: Values, context: RuleContext): readonly Period[] {
  const found = new Map(raisedMonths(context).map(({ from }) => [yearOf(values, from).from, yearOf(values, from)]));
  return [...found.values()];
}

function beyond(line: OvertimeLine, year: Period, { most }: OvertimeTier): readonly Period[] {
  return monthsOf(year).filter((month) => overtimeWithin(line, month).seconds > most);
}

function judge(values: Values, context: RuleContext, shifts: Line): readonly Finding[] {
  const line = overtimeLine(values, context, shifts);
  return years(values, context).flatMap((year) =>
    tiersOf(values).flatMap((tier): readonly Finding[] => {
      const months = beyond(line, year, tier);
      if (months.length <= tier.count) return [];
      return [
        {
          shiftIds: months.flatMap((month) => overtimeWithin(line, month).shifts.map(({ id }) => id)),
          span: spanOfPeriod(context, year),
          unit: 'none',
          measured: months.length,
          limit: tier.count,
          excess: months.length - tier.count,
          facts: {
            tier: tier.text,
            from: year.from,
            to: addDays(year.end, -1),
            months: months.map(({ from }) => from.slice(0, 7)).join(', '),
          },
        },
      ];
    }),
  );
}

/**
 * Which months of a year must stay within a tier beside the published overtime, for every legal line and for some that are surely legal: months
 * that are beyond it already count; as many others as are left may go beyond it, and where fewer are left than the horizon has, the last of these.
 */
function capsOf(
  values: Values,
  context: RuleContext,
  published: OvertimeLine,
  year: Period,
  tier: OvertimeTier,
): { readonly necessary: readonly Period[]; readonly sufficient: readonly Period[] } {
  const full = beyond(published, year, tier);
  const isFull = (month: Period): boolean => full.some(({ from }) => from === month.from);
  const own = raisedMonths(context).filter((month) => holdsDate(year, month.from));
  // What is past the limit already must not get more.
  if (full.length > tier.count) return { necessary: own.filter(isFull), sufficient: own };
  const free = own.filter((month) => !isFull(month));
  const left = tier.count - full.length;
  if (left >= free.length) return { necessary: [], sufficient: [] };
  return { necessary: left === 0 ? free : [], sufficient: free.slice(0, free.length - left) };
}

/**
 * Overtime of a month beyond certain hours in at most so many months of a year, by tiers: `6x>45h` allows six months with more than 45 hours, `0x>=100h` none
 * that reaches 100. A year is twelve calendar months from `yearStart` on, as an agreement on overtime may have its own. Overtime is what `maximum-overtime-month`
 * counts, on the local date on which a shift starts. A year is only known where all its months are: without those before the horizon the rule is
 * unknown as soon as they could decide.
 */
export const maximumOvertimeTiers: LineRule<ShiftsState> = {
  id: 'maximum-overtime-tiers',
  title: 'Months of a year with much overtime',
  parameters: [
    { name: 'tiers', title: 'How many months may go beyond so many hours', unit: 'list', entries: 'tiers' },
    { name: 'yearStart', title: 'Month in which a year begins', unit: 'choice', choices: MONTH_NAMES, default: 'jan' },
    ...NORMAL_HOURS,
  ],
  defaultSeverity: 'block',
  judges: 'shifts',
  ...collectShifts,
  finish: (values, context, { shifts }) => judge(values, context, shifts),
  reach: (values, context) => reachOfPeriods(context, years(values, context)),
  dependsOnMissing: (values, context, shifts, missing) => {
    const line = overtimeLine(values, context, shifts);
    return years(values, context).some((year) => {
      if (!dependsOnSide(context, year, missing)) return false;
      const months = monthsOf(year);
      const ofHorizon = months.filter((month) => mayBeOfHorizon(context, line, month));
      return tiersOf(values).some((tier) => {
        const full = beyond(line, year, tier);
        const mayBeFull = months.filter((month) => full.includes(month) || mayGrow(context, month));
        const isTold = full.length > tier.count && full.some((month) => isOfHorizon(line, month));
        return !isTold && mayBeFull.length > tier.count && ofHorizon.length > 0;
      });
    });
  },
  compile: (values, context, past, future) => {
    const outside = [...past, ...future].filter((shift) => !isInHorizon(context, shiftDate(context.zone, shift)));
    const published = overtimeLine(values, context, outside);
    const caps = years(values, context).flatMap((year) =>
      tiersOf(values).map((tier) => ({ tier, ...capsOf(values, context, published, year, tier) })),
    );
    const compiled = (side: 'necessary' | 'sufficient') =>
      compileOvertime(
        context,
        normalHours(values),
        caps.flatMap(({ tier, [side]: months }) => months.map((period) => ({ period, maximum: tier.most }))),
        outside,
      )[side];
    return { necessary: compiled('necessary'), sufficient: compiled('sufficient') };
  },
};

function isOfHorizon(line: OvertimeLine, month: Period): boolean {
  return overtimeWithin(line, month).shifts.some((shift) => line.planned.has(shift));
}
