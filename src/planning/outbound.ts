import { addDays, datesFrom, weekdayOf } from '../domain/calendar.ts';
import type { Note } from '../domain/forecast.ts';
import type { Issue, Outcome } from '../domain/issue.ts';
import type { OutboundCase, OutboundPlan, OutboundTask } from '../domain/outbound.ts';
import type { LocalDate } from '../domain/units.ts';
import type { RosterEngines } from '../rostering/run-engine.ts';
import { outboundHours, solveOutbound } from '../staffing/outbound.ts';
import type { WorkingCalendar } from './hiring-plan.ts';
import type { HolidayCalendar, SolveControl } from './ports.ts';

export type OutboundRequest = Omit<OutboundTask, 'dates'> & {
  readonly calendar: WorkingCalendar;
  readonly from: LocalDate;
  readonly days: number;
  readonly cases: readonly OutboundCase[];
};

/** Dials by list, attempt and hour that one plan decides. */
const MOST_DIALS = 60_000;

function workingDates(
  { calendar, from, days }: OutboundRequest,
  holidays: HolidayCalendar,
): Outcome<readonly LocalDate[]> {
  const { country, region, workdays, holidays: named } = calendar;
  const found = country === undefined ? undefined : holidays(country, region, from, addDays(from, days));
  if (found?.ok === false) {
    return { ok: false, issues: found.issues.map((one) => ({ ...one, path: `/calendar${one.path}` })) };
  }
  const free = new Set([...named, ...(found?.value ?? []).map(({ date }) => date)]);
  return {
    ok: true,
    value: datesFrom(from, days).filter((date) => workdays.includes(weekdayOf(date)) && !free.has(date)),
  };
}

function withFactors(
  task: OutboundTask,
  { contactFactor, conversionFactor, timeFactor, recordsFactor }: OutboundCase,
): OutboundTask {
  const share = (value: number, factor: number): number => Math.min(1, value * factor);
  return {
    ...task,
    talkSeconds: task.talkSeconds * timeFactor,
    wrapSeconds: task.wrapSeconds * timeFactor,
    lists: task.lists.map((list) => ({
      ...list,
      records: list.records * recordsFactor,
      contactRate: share(list.contactRate, contactFactor),
      contactRates: list.contactRates.map((window) => ({ ...window, rate: share(window.rate, contactFactor) })),
      // A factor on conversion is one on the last stage; what it would make above all contacts stays at all of them.
      stages: list.stages.map((stage, index) =>
        index === list.stages.length - 1 ? { ...stage, share: share(stage.share, conversionFactor) } : stage,
      ),
    })),
  };
}

/** Records, or successes wanted, to dials by hour and head-count by day; with the same in other cases. */
export function makeOutboundPlan(
  { calendar, from, days, cases, ...rest }: OutboundRequest,
  holidays: HolidayCalendar,
  control: SolveControl,
  { highs }: Pick<RosterEngines, 'highs'>,
): Outcome<OutboundPlan> {
  const dates = workingDates({ calendar, from, days, cases, ...rest }, holidays);
  if (!dates.ok) return dates;
  const task: OutboundTask = { ...rest, dates: dates.value };
  const issues = sizeIssues(task);
  if (issues.length > 0) return { ok: false, issues };
  const solved = solveOutbound(task, highs, control.stopRequested);
  const plan: OutboundPlan = {
    zone: task.zone,
    status: solved === undefined ? 'unknown' : 'optimal',
    totals: solved?.totals ?? null,
    days: solved?.days ?? [],
    slots: solved?.slots ?? [],
    lists: solved?.lists ?? [],
    predictiveOccupancy: solved?.occupancy ?? null,
    cases: cases.map((one) => ({
      id: one.id,
      totals: solveOutbound(withFactors(task, one), highs, control.stopRequested)?.totals ?? null,
    })),
    notes: solved === undefined ? [] : notesOf(task, solved.totals),
  };
  return { ok: true, value: plan };
}

function sizeIssues(task: OutboundTask): readonly Issue[] {
  const hours = outboundHours(task).length;
  if (hours === 0) {
    const message = 'No working date has an hour in which agents work.';
    const hint = 'Check dates, workdays, holidays and hours.';
    return [{ code: 'no-calling-hours', path: '/hours', message, facts: {}, hint }];
  }
  const count = task.lists.reduce((sum, { mostAttempts }) => sum + mostAttempts * hours, 0);
  if (count <= MOST_DIALS) return [];
  const message = `Lists x attempts x hours are ${count}; one plan decides ${MOST_DIALS}.`;
  const hint = 'Plan fewer days at once, or put lists together that answer alike.';
  return [{ code: 'outbound-too-large', path: '/lists', message, facts: { count, most: MOST_DIALS }, hint }];
}

/** What is not reached: of a goal successes, of records and a deadline records. A goal may well leave records over. */
function notesOf(
  { method, lists }: OutboundTask,
  { missing, unfinished }: NonNullable<OutboundPlan['totals']>,
): readonly Note[] {
  if (method.kind === 'goal') return missing > 1e-6 ? [{ code: 'goal-missed', facts: { missing } }] : [];
  const records = lists.reduce((sum, list) => sum + list.records, 0);
  return unfinished > 1e-6 * Math.max(1, records) ? [{ code: 'records-left', facts: { unfinished, records } }] : [];
}
