import { contractDates } from './contract-dates.ts';
import { contextOn } from './limits.ts';
import { addDays, datesFrom, daysBetween, spanOfDate, weekdayOf } from '../domain/calendar.ts';
import { type HoursRequest, isWithin } from '../domain/hours.ts';
import type { PaidDay, PaidPart } from '../domain/pay.ts';
import { type Line, shiftDate, workSeconds } from '../domain/shift.ts';
import type { Employee, Team } from '../domain/team.ts';
import { type Interval, type LocalDate, SECONDS_PER_HOUR, type Seconds } from '../domain/units.ts';
import { bindRules } from '../rules/binding.ts';
import { isHard } from '../rules/compile.ts';
import { withoutDuties } from '../rules/fold.ts';
import { creditSeconds } from '../rules/leave-credit.ts';
import { type NightWindow, nightSeconds } from '../rules/night.ts';
import { packsFor, packsInForce } from '../rules/packs/packs.ts';
import { addPart, paidDays, type PartSums } from '../rules/pay/paid-days.ts';
import { planOn } from '../rules/pay/pay-weeks.ts';
import { payPlansOfTeam } from '../rules/pay/planned-pay.ts';
import { periodsBetween } from '../rules/period.ts';
import { isLeave } from '../rules/reference-period.ts';
import type { RuleContext } from '../rules/rule.ts';
import { hoursValueSeconds } from '../rules/values.ts';
import { holidayKindOf, isWorkday, workdaysOf } from '../rules/workdays.ts';
import { secondsWithin, workOf } from '../rules/work-pieces.ts';

/** Night where no pack says otherwise. */
const DEFAULT_NIGHT: NightWindow = { from: '22:00', to: '06:00' };

/** Leave that is taken for overtime owed as time off. */
const LIEU = 'lieu';

/** A calendar period as far as it lies in the span, both dates included. */
export type SpanPeriod = { readonly from: LocalDate; readonly to: LocalDate; readonly isWhole: boolean };

/** The calendar periods of a span, cut at its ends. */
export function periodsOfSpan(
  team: Team,
  { by, from, to }: Pick<HoursRequest, 'by' | 'from' | 'to'>,
): readonly SpanPeriod[] {
  const [first] = team.employees;
  if (first === undefined) return [];
  const context = contextOn(team, { employee: first, from, to }, {});
  return periodsBetween(by, context, from, to).map((period) => {
    const last = addDays(period.end, -1);
    return {
      from: period.from > from ? period.from : from,
      to: last < to ? last : to,
      isWhole: period.from >= from && last <= to,
    };
  });
}

/** One local date of an employee's ledger. */
export type CountedDay = {
  readonly date: LocalDate;
  readonly contract: string;
  readonly shifts: number;
  readonly scheduledSeconds: Seconds;
  readonly workedSeconds: Seconds | undefined;
  readonly countedSeconds: Seconds;
  readonly nightSeconds: Seconds;
  readonly sundaySeconds: Seconds;
  readonly holidaySeconds: Seconds;
  readonly restSeconds: Seconds | undefined;
  readonly isLeave: boolean;
  readonly creditSeconds: Seconds;
  readonly lieuTakenSeconds: Seconds;
  readonly contractSeconds: Seconds | undefined;
};

function work(shifts: Line): Seconds {
  return shifts.reduce((sum, shift) => sum + workSeconds(shift), 0);
}

/** Seconds of the pieces on local dates of a kind; the dates that a shift of one date can reach are that one and the two behind it. */
function secondsOnDates(
  context: RuleContext,
  date: LocalDate,
  pieces: readonly Interval[],
  counts: (date: LocalDate) => boolean,
): Seconds {
  return datesFrom(date, 3)
    .filter(counts)
    .reduce((sum, each) => sum + secondsWithin(pieces, spanOfDate(context.zone, each)), 0);
}

/** Weekly hours of the contract: its own, or the strictest that a rule which forbids asks for at least. */
function weeklySeconds(team: Team, context: RuleContext): Seconds | undefined {
  const { minHoursPerWeek } = context.contract;
  if (minHoursPerWeek !== undefined) return Math.round(minHoursPerWeek * SECONDS_PER_HOUR);
  const minima = bindRules(team, context.employee)
    .filter(({ rule, severity }) => rule.id === 'minimum-hours-week' && isHard(severity))
    .map(({ values }) => hoursValueSeconds(values, 'minimumHours'));
  return minima.length === 0 ? undefined : Math.max(...minima);
}

/** Time without a shift before each date's first one, by date. */
function restsBefore(context: RuleContext, line: Line): ReadonlyMap<LocalDate, Seconds> {
  const rests = new Map<LocalDate, Seconds>();
  let end: number | undefined;
  for (const shift of line) {
    const date = shiftDate(context.zone, shift);
    if (end !== undefined) rests.set(date, Math.min(rests.get(date) ?? Infinity, Math.max(0, shift.start - end)));
    end = Math.max(end ?? shift.end, shift.end);
  }
  return rests;
}

/** Each date of the span with what an employee has on it. */
export function countedDays(
  request: HoursRequest,
  employee: Employee,
  lines: { readonly scheduled: Line; readonly worked: Line; readonly counted: Line },
): readonly CountedDay[] {
  const { team, from, to, worked } = request;
  const dateOfShift = (shift: Interval): LocalDate => shiftDate(team.zone, shift);
  const counted = withoutDuties(lines.counted);
  const [byCounted, byScheduled, byWorked] = [counted, withoutDuties(lines.scheduled), withoutDuties(lines.worked)].map(
    (line) => Map.groupBy(line, dateOfShift),
  );
  return contractDates(employee, from, to).flatMap((part) => {
    const context = contextOn(team, part, request);
    const weekly = weeklySeconds(team, context);
    const perDay = weekly === undefined ? undefined : Math.round(weekly / workdaysOf(context).length);
    const rests = restsBefore(context, counted);
    const packs = packsInForce(packsFor(team, context.contract), team.ownPacks, context);
    const night = packs[0]?.pack.night ?? DEFAULT_NIGHT;
    return datesFrom(part.from, daysBetween(part.from, part.to) + 1).map((date) => {
      const shifts = byCounted?.get(date) ?? [];
      const pieces = shifts.flatMap(workOf);
      const isKnown = worked !== undefined && isWithin(worked.spans, date);
      const countedSeconds = work(shifts);
      const credit = Math.max(0, creditSeconds(context, date, weekly ?? 0) - countedSeconds);
      const isLieu = (part.employee.leave ?? []).some(
        (leave) => leave.kind === LIEU && leave.from <= date && date <= leave.to,
      );
      return {
        date,
        contract: part.employee.contract,
        shifts: shifts.length,
        scheduledSeconds: work(byScheduled?.get(date) ?? []),
        workedSeconds: isKnown ? work(byWorked?.get(date) ?? []) : undefined,
        countedSeconds,
        nightSeconds: pieces.reduce((sum, piece) => sum + nightSeconds(context.zone, night, piece), 0),
        sundaySeconds: secondsOnDates(context, date, pieces, (each) => weekdayOf(each) === 'sun'),
        holidaySeconds: secondsOnDates(context, date, pieces, (each) => holidayKindOf(context, each) === 'statutory'),
        restSeconds: rests.get(date),
        isLeave: isLeave(context, date) && isWorkday(context, date),
        creditSeconds: credit,
        lieuTakenSeconds: isLieu ? credit : 0,
        contractSeconds: perDay === undefined ? undefined : isWorkday(context, date) ? perDay : 0,
      };
    });
  });
}

/**
 * How each workday of the span is paid, by the plan of its contract and date. Hours of the week and month before it count, whatever contract they were worked
 * under. Undefined where nothing says how hours are paid.
 */
export function paidDates(request: HoursRequest, employee: Employee, line: Line): readonly PaidDay[] | undefined {
  const { team, from, to } = request;
  const working = withoutDuties(line);
  let isPlanned = false;
  const days = contractDates(employee, from, to).flatMap((part) => {
    const context = contextOn(team, part, request);
    const plans = payPlansOfTeam(team, context.contract);
    if (plans.length > 0) isPlanned = true;
    return [...new Set(plans.map(({ plan }) => plan))].flatMap((plan) => {
      const holds = ({ date }: PaidDay): boolean =>
        part.from <= date && date <= part.to && planOn(plans, date) === plan;
      return paidDays(context, plan, working).filter(holds);
    });
  });
  return isPlanned ? days : undefined;
}

/** Parts of several days, those of one id and multiplier together. */
export function sumParts(lists: readonly (readonly PaidPart[])[]): readonly PaidPart[] {
  const sums: PartSums = new Map();
  for (const part of lists.flat()) addPart(sums, part);
  return [...sums.values()];
}
