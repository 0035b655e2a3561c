import { addDays, dateOf, startOfDate, weekdayOf } from '../domain/calendar.ts';
import type { Outcome } from '../domain/issue.ts';
import type { Instant, LocalDate, Zone } from '../domain/units.ts';
import type { DeferrableWork, WorkloadPlan, WorkloadTask, WorkLot } from '../domain/workload.ts';
import type { RosterEngines } from '../rostering/run-engine.ts';
import { solveWorkload } from '../staffing/workload.ts';
import type { WorkingCalendar } from './hiring-plan.ts';
import type { HolidayCalendar, SolveControl } from './ports.ts';

/** When work is due after it came: so many minutes, at the end of so many days later, or of so many working days later. */
export type DueRule =
  | { readonly kind: 'minutes'; readonly minutes: number }
  | { readonly kind: 'days'; readonly days: number }
  | { readonly kind: 'working-days'; readonly days: number };

/** A piece of work, or several alike. */
export type WorkItem = {
  readonly at: Instant;
  readonly count: number;
  readonly due?: Instant | undefined;
  /** Date of need: follow-ups behind it are not made any more. */
  readonly neededBy?: LocalDate | undefined;
};

export type RequestedWork = Omit<DeferrableWork, 'lots'> & {
  readonly items: readonly WorkItem[];
  /** Of the contacts of each interval so many make such work at its end. */
  readonly ofContacts?: number | undefined;
  readonly due: DueRule;
  /** Each item is done again so many days later, on working days alone. */
  readonly followUpDays: readonly number[];
};

export type WorkloadRequest = Omit<WorkloadTask, 'works'> & {
  readonly calendar: WorkingCalendar;
  readonly contacts: readonly number[];
  readonly works: readonly RequestedWork[];
};

/** Days behind the last interval whose holidays may still matter to a due date. */
const DAYS_BEYOND = 400;

/** The whole request as lots. Issues are at `/calendar`. */
function workloadTask(
  { calendar, contacts, works, ...task }: WorkloadRequest,
  holidays: HolidayCalendar,
): Outcome<WorkloadTask> {
  const { zone, intervals } = task;
  const firstAt = Math.min(
    ...intervals.map(({ start }) => start),
    ...works.flatMap(({ items }) => items.map(({ at }) => at)),
  );
  const from = dateOf(zone, firstAt);
  const end = addDays(dateOf(zone, Math.max(...intervals.map((one) => one.end))), DAYS_BEYOND);
  const found = calendar.country === undefined ? undefined : holidays(calendar.country, calendar.region, from, end);
  if (found?.ok === false) {
    return { ok: false, issues: found.issues.map((one) => ({ ...one, path: `/calendar${one.path}` })) };
  }
  const free = new Set([...calendar.holidays, ...(found?.value ?? []).map(({ date }) => date)]);
  const isWorkday = (date: LocalDate): boolean => calendar.workdays.includes(weekdayOf(date)) && !free.has(date);
  const lots = works.map((work) => {
    const { followUpDays, ofContacts = 0 } = work;
    const made = contacts.flatMap((count, index): WorkItem[] =>
      count * ofContacts === 0 ? [] : [{ at: intervals[index]?.end ?? 0, count: count * ofContacts }],
    );
    const first = [...work.items, ...made].map(
      ({ at, count, due }): WorkLot => ({
        release: at,
        due: due ?? dueOf(work.due, zone, at, isWorkday),
        count,
      }),
    );
    const again = work.items.flatMap(({ at, count, neededBy }) =>
      followUpDays.flatMap((days): WorkLot[] => {
        const date = nextWorkday(addDays(dateOf(zone, at), days), isWorkday);
        if (neededBy !== undefined && date > neededBy) return [];
        return [{ release: startOfDate(zone, date), due: startOfDate(zone, addDays(date, 1)), count }];
      }),
    );
    return [...first, ...again];
  });
  const complete = works.map(
    ({ items: _items, ofContacts: _share, due: _due, followUpDays: _days, ...work }, index): DeferrableWork => ({
      ...work,
      lots: lots[index] ?? [],
    }),
  );
  return { ok: true, value: { ...task, works: complete } };
}

/** The first working day from a date on; the date itself where a year has none. */
function nextWorkday(date: LocalDate, isWorkday: (date: LocalDate) => boolean): LocalDate {
  for (let days = 0; days < 366; days += 1) {
    const one = addDays(date, days);
    if (isWorkday(one)) return one;
  }
  return date;
}

function dueOf(rule: DueRule, zone: Zone, at: Instant, isWorkday: (date: LocalDate) => boolean): Instant {
  if (rule.kind === 'minutes') return at + rule.minutes * 60;
  let date = dateOf(zone, at);
  if (rule.kind === 'days') return startOfDate(zone, addDays(date, rule.days + 1));
  for (let left = rule.days; left > 0; left -= 1) date = nextWorkday(addDays(date, 1), isWorkday);
  return startOfDate(zone, addDays(nextWorkday(date, isWorkday), 1));
}

/** Hours that the parts of a plan may be apart from its objective by rounding. */
const ROUNDING = 1e-4;

/** Work that can wait put into quiet intervals. Throws where the plan does more than was there, or costs other than was counted: a defect. */
export function makeWorkload(
  request: WorkloadRequest,
  holidays: HolidayCalendar,
  control: SolveControl,
  { highs }: Pick<RosterEngines, 'highs'>,
): Outcome<WorkloadPlan> {
  const task = workloadTask(request, holidays);
  if (!task.ok) return task;
  const plan = solveWorkload(task.value, highs, control);
  check(plan, task.value);
  return { ok: true, value: plan };
}

function check(
  { objective, parts, intervals, works }: WorkloadPlan,
  { utilisation, idleShare, intervals: firm }: WorkloadTask,
): void {
  if (objective === null) return;
  const counted = parts.people + parts.peak + parts.step + parts.late;
  if (Math.abs(counted - objective) > ROUNDING * Math.max(1, objective)) {
    throw new Error(`the solver counted ${objective} hours, the plan has ${counted}`);
  }
  intervals.forEach(({ start, end, extraPositions, idleHoursUsed, workHours }, t) => {
    const hours = workHours.reduce((sum, own) => sum + own, 0);
    const there = (extraPositions * utilisation * (end - start)) / 3600 + idleHoursUsed;
    const idle = ((firm[t]?.idleSeconds ?? 0) / 3600) * idleShare;
    if (hours > there + ROUNDING || idleHoursUsed > idle + ROUNDING) {
      throw new Error(`${start} does ${hours} hours of work in ${there}`);
    }
  });
  for (const { id, hours, doneHours } of works) {
    if (doneHours > hours + ROUNDING * Math.max(1, hours))
      throw new Error(`${id}: ${doneHours} of ${hours} hours done`);
  }
}
