import { nightSeconds } from './night.ts';
import type { Priced } from './rule.ts';
import { addDays, daysBetween, localOf, minutesOfDay, weekdayOf } from '../domain/calendar.ts';
import type { FairnessSetting } from '../domain/fairness.ts';
import { isGranted } from '../domain/request.ts';
import { type Line, linesByEmployee, type Shift, shiftDate, workSeconds } from '../domain/shift.ts';
import type { Employee, Team } from '../domain/team.ts';
import { type LocalDate, SECONDS_PER_DAY, SECONDS_PER_HOUR, type Zone } from '../domain/units.ts';

/** One employee's share of something before the horizon, in its units. */
export type Share = {
  readonly setting: FairnessSetting;
  readonly before: number;
  /** How far that is above the least of all among whom it is shared. */
  readonly above: number;
};

/** The days that are planned. */
type Days = { readonly from: LocalDate; readonly days: number };

const NIGHT = { from: '22:00', to: '06:00', minutes: 180 };

/** Whether a shift counts; only for measures that count shifts. */
function countsShift(setting: FairnessSetting, zone: Zone, shift: Shift): boolean {
  switch (setting.measure) {
    case 'nights': {
      const night = { from: setting.nightFrom ?? NIGHT.from, to: setting.nightTo ?? NIGHT.to };
      return nightSeconds(zone, night, shift) >= 60 * (setting.countsFromMinutes ?? NIGHT.minutes);
    }
    case 'shifts-of':
      return shift.template !== undefined && setting.templates.includes(shift.template);
    case 'starts': {
      const { minutes } = localOf(zone, shift.start);
      const [from, before] = [minutesOfDay(setting.startFrom), minutesOfDay(setting.startBefore)];
      return before <= from ? minutes >= from || minutes < before : minutes >= from && minutes < before;
    }
    default:
      throw new Error(`${setting.measure} counts no shifts`);
  }
}

/** The Saturday of the weekend of a date; undefined from Monday to Friday. */
function saturdayOf(date: LocalDate): LocalDate | undefined {
  const day = weekdayOf(date);
  if (day === 'sat') return date;
  return day === 'sun' ? addDays(date, -1) : undefined;
}

/** Requests of dates [from, end) that the shifts do not grant. */
function refused(zone: Zone, { requests = [] }: Employee, shifts: Line, from: LocalDate, end: LocalDate): number {
  return requests.filter(
    (request) =>
      request.date >= from &&
      request.date < end &&
      !isGranted(
        request,
        shifts.filter((shift) => shiftDate(zone, shift) === request.date),
      ),
  ).length;
}

/** The units of some shifts, requests apart. */
function countOf(setting: FairnessSetting, zone: Zone, shifts: Line): number {
  switch (setting.measure) {
    case 'hours':
      return shifts.reduce((sum, shift) => sum + workSeconds(shift), 0) / SECONDS_PER_HOUR;
    case 'weekends':
      return new Set(shifts.flatMap((shift) => saturdayOf(shiftDate(zone, shift)) ?? [])).size;
    default:
      return shifts.filter((shift) => countsShift(setting, zone, shift)).length;
  }
}

/** The past shifts that count. */
function counted({ since }: FairnessSetting, zone: Zone, past: Line): Line {
  return since === undefined ? past : past.filter((shift) => shiftDate(zone, shift) >= since);
}

/** The shares of all employees before the horizon, by employee, in the order of the team's settings. */
export function sharesBefore(
  team: Team,
  { from }: Days,
  past: Line | undefined,
): ReadonlyMap<string, readonly Share[]> {
  const { zone } = team;
  const lines = linesByEmployee(past ?? []);
  const shares = new Map<string, Share[]>();
  for (const setting of team.fairness ?? []) {
    const group = team.employees
      .filter(
        ({ id, contract, groups = [] }) =>
          (setting.contracts?.includes(contract) ?? true) &&
          (setting.groups?.some((group) => groups.includes(group)) ?? true) &&
          (setting.employees?.includes(id) ?? true),
      )
      .map((employee) => {
        const own = counted(setting, zone, lines.get(employee.id) ?? []);
        const first = setting.since ?? (own[0] === undefined ? from : shiftDate(zone, own[0]));
        const isOfRequests = setting.measure === 'requests';
        return {
          id: employee.id,
          before: isOfRequests ? refused(zone, employee, own, first, from) : countOf(setting, zone, own),
        };
      });
    const least = Math.min(...group.map(({ before }) => before));
    for (const { id, before } of group) {
      shares.set(id, [...(shares.get(id) ?? []), { setting, before, above: before - least }]);
    }
  }
  return shares;
}

/** The units that a planned line adds to a share. */
export function plannedUnits(
  { setting }: Share,
  zone: Zone,
  employee: Employee,
  { from, days }: Days,
  past: Line,
  line: Line,
): number {
  if (setting.measure === 'requests') return refused(zone, employee, line, from, addDays(from, days));
  const own = counted(setting, zone, past);
  // A weekend that was worked already is not worked anew.
  return setting.measure === 'weekends'
    ? countOf(setting, zone, [...own, ...line]) - countOf(setting, zone, own)
    : countOf(setting, zone, line);
}

/** The sum of 0 + 1 + 2 + ... over whole units, and in between a straight line. */
function triangle(units: number): number {
  const whole = Math.floor(units);
  return (whole * (whole - 1)) / 2 + (units - whole) * whole;
}

/**
 * Points of so many more units: the k-th unit above the least share before costs k - 1 times the weight. That is convex, so that of all ways to share out
 * a number of units the most equal costs least, and it is a sum over employees.
 */
export function sharePoints({ setting, above }: Share, units: number): number {
  return setting.weight * (triangle(above + units) - triangle(above));
}

/** The priced form of a share over the planned days: the same as `sharePoints` of `plannedUnits`. */
export function priceShare(share: Share, zone: Zone, employee: Employee, { from, days }: Days, past: Line): Priced {
  const { setting } = share;
  switch (setting.measure) {
    case 'hours':
      return {
        kind: 'sum-price',
        firstDay: 0,
        endDay: days,
        weigh: (_, shift) => workSeconds(shift),
        price: (seconds) => sharePoints(share, seconds / SECONDS_PER_HOUR),
        linearFrom: days * SECONDS_PER_DAY,
      };
    case 'weekends': {
      const worked = new Set(counted(setting, zone, past).flatMap((shift) => saturdayOf(shiftDate(zone, shift)) ?? []));
      const saturdays = Array.from({ length: days }, (_, day) => saturdayOf(addDays(from, day)));
      // States: twice the weekends so far, plus 1 where the one before or on this day is among them.
      const next = (state: number, day: number, isWorked: boolean): number => {
        const saturday = saturdays[day];
        if (saturday === undefined) return state & ~1;
        const known = saturdays[day - 1] === saturday ? state & 1 : worked.has(saturday) ? 1 : 0;
        return isWorked && known === 0 ? (state & ~1) + 3 : (state & ~1) | known;
      };
      return {
        kind: 'path-price',
        start: 0,
        next: (state, day, shift) => next(state, day, shift !== undefined),
        price: (state, day, shift) =>
          sharePoints(share, next(state, day, shift !== undefined) >> 1) - sharePoints(share, state >> 1),
        endPrice: () => 0,
      };
    }
    case 'requests': {
      const added = (day: number, shift: Shift | undefined): number => {
        const date = addDays(from, day);
        return refused(zone, employee, shift === undefined ? [] : [shift], date, addDays(date, 1));
      };
      return {
        kind: 'path-price',
        start: 0,
        next: (state, day, shift) => state + added(day, shift),
        price: (state, day, shift) => sharePoints(share, state + added(day, shift)) - sharePoints(share, state),
        endPrice: () => 0,
      };
    }
    default:
      return {
        kind: 'sum-price',
        firstDay: 0,
        endDay: days,
        weigh: (_, shift) => (countsShift(setting, zone, shift) ? 1 : 0),
        price: (shifts) => sharePoints(share, shifts),
        linearFrom: days,
      };
  }
}

/** What differs between the shares of two employees with the same past, as text; days are numbers from the horizon's first. */
export function traceOfShares(shares: readonly Share[], { requests }: Employee, { from }: Days): unknown {
  return shares.map(({ setting, above }) => [
    setting.id,
    above,
    setting.measure === 'requests' ? requests?.map((request) => [daysBetween(from, request.date), request]) : null,
  ]);
}
