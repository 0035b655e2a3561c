import { addDays, nextMonthStartOf, weekdayOf } from '../domain/calendar.ts';
import type { HiringContract, HiringDemand, HiringPlan, HiringTask } from '../domain/hiring-plan.ts';
import type { Outcome } from '../domain/issue.ts';
import type { LocalDate, Weekday } from '../domain/units.ts';
import type { RosterEngines } from '../rostering/run-engine.ts';
import { solveHiringPlan } from '../staffing/hiring-plan.ts';
import type { HolidayCalendar, SolveControl } from './ports.ts';

/** Which days are worked: weekdays, less public holidays of a country and dates that are named. */
export type WorkingCalendar = {
  readonly country?: string | undefined;
  readonly region?: string | undefined;
  readonly workdays: readonly Weekday[];
  readonly holidays: readonly LocalDate[];
};

/** The task with hours as they were given: by month, or by working day; of demand also in full-time equivalents. */
export type HiringRequest = Omit<HiringTask, 'demands' | 'contracts' | 'workingDays'> & {
  readonly calendar: WorkingCalendar;
  readonly fullTimeHoursPerDay: number;
  readonly demands: readonly {
    readonly skill?: string | undefined;
    readonly hours?: readonly number[] | undefined;
    readonly fullTime?: readonly number[] | undefined;
  }[];
  readonly contracts: readonly (Omit<HiringContract, 'paidHours'> & {
    readonly hoursPerDay?: number | undefined;
    readonly paidHours?: readonly number[] | undefined;
  })[];
};

/** Working days of each month. Issues carry paths of the calendar: `/country`, `/region`. */
function workingDaysOf(
  months: readonly string[],
  { country, region, workdays, holidays: named }: WorkingCalendar,
  holidays: HolidayCalendar,
): Outcome<readonly number[]> {
  const from = `${months[0] ?? ''}-01`;
  const end = nextMonthStartOf(`${months.at(-1) ?? ''}-01`);
  const found = country === undefined ? undefined : holidays(country, region, from, end);
  if (found?.ok === false) return found;
  const free = new Set([...named, ...(found?.value ?? []).map(({ date }) => date)]);
  const days = months.map((month) => {
    const first = `${month}-01`;
    const next = nextMonthStartOf(first);
    let count = 0;
    for (let date = first; date < next; date = addDays(date, 1)) {
      if (workdays.includes(weekdayOf(date)) && !free.has(date)) count++;
    }
    return count;
  });
  return { ok: true, value: days };
}

/** The task with all hours by month. Issues carry paths of the request, below `/calendar`. */
function hiringTask(request: HiringRequest, holidays: HolidayCalendar): Outcome<HiringTask> {
  const { calendar, fullTimeHoursPerDay, demands, contracts, ...rest } = request;
  const days = workingDaysOf(rest.months, calendar, holidays);
  if (!days.ok) return { ok: false, issues: days.issues.map((one) => ({ ...one, path: `/calendar${one.path}` })) };
  const workingDays = days.value;
  const wanted = demands.map(
    ({ skill, hours, fullTime = [] }): HiringDemand => ({
      ...(skill === undefined ? {} : { skill }),
      hours: hours ?? fullTime.map((people, month) => people * fullTimeHoursPerDay * (workingDays[month] as number)),
    }),
  );
  const own = contracts.map(
    ({ hoursPerDay = 0, paidHours, ...contract }): HiringContract => ({
      ...contract,
      paidHours: paidHours ?? workingDays.map((count) => count * hoursPerDay),
    }),
  );
  return { ok: true, value: { ...rest, workingDays, demands: wanted, contracts: own } };
}

/** Money differing by less than this share is rounding. */
const ROUNDING = 1e-6;

/** Hires over months. Throws where the plan's costs or hours, counted from its people, are not what the solver counted: a defect. */
export function makeHiringPlan(
  request: HiringRequest,
  holidays: HolidayCalendar,
  control: SolveControl,
  { highs }: Pick<RosterEngines, 'highs'>,
): Outcome<HiringPlan> {
  const task = hiringTask(request, holidays);
  if (!task.ok) return task;
  const plan = solveHiringPlan(task.value, highs, control);
  check(plan);
  return { ok: true, value: plan };
}

function check({ objective, costs, contracts, demands, task }: HiringPlan): void {
  if (objective === null) return;
  const counted = Object.values(costs).reduce((sum, one) => sum + one, 0);
  if (Math.abs(counted - objective) > ROUNDING * Math.max(1, Math.abs(objective))) {
    throw new Error(`the solver counted ${objective}, the plan costs ${counted}`);
  }
  task.months.forEach((month, at) => {
    const there = contracts.reduce(
      (sum, { months }) => sum + (months[at]?.effectiveHours ?? 0) + (months[at]?.overtimeHours ?? 0),
      0,
    );
    const used = demands.reduce((sum, { months }) => sum + (months[at]?.ownHours ?? 0), 0);
    if (used > there + ROUNDING * Math.max(1, there)) throw new Error(`${month} uses ${used} of ${there} hours`);
    for (const { months } of demands) {
      const { wantedHours, ownHours, agencyHours, shortHours } = months[at] as (typeof months)[number];
      const met = ownHours + agencyHours + shortHours;
      if (met < wantedHours - ROUNDING * Math.max(1, wantedHours))
        throw new Error(`${month} meets ${met} of ${wantedHours} hours`);
    }
  });
}
