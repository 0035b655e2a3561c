import { completeAttendance, isPause } from './worked-shifts.ts';
import type {
  AdherenceDay,
  AdherenceInterval,
  AdherenceRatios,
  AdherenceReport,
  AdherenceSums,
  AdherenceTotal,
  Attendance,
  UnrecordedBreaks,
} from '../domain/attendance.ts';
import { addDays, datesFrom, daysBetween, spanOfDate, startOfDate } from '../domain/calendar.ts';
import { isOnCall, type Line, linesByEmployee, type Shift } from '../domain/shift.ts';
import type { Instant, Interval, LocalDate, Seconds, Zone } from '../domain/units.ts';

export type AdherenceRequest = {
  readonly zone: Zone;
  /** First and last local date, both included. */
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly intervalSeconds: Seconds;
  /** In the order in which they are told. */
  readonly employees: readonly string[];
  readonly scheduled: readonly Shift[];
  readonly attendances: readonly Attendance[];
  readonly unrecordedBreaks: UnrecordedBreaks;
};

/** A stretch in one state: an activity, or a pause. */
type State = Interval & { readonly state: string };

const PAUSE = 'pause';

/** The states of a line, in order: gaps of split shifts and duties on call are none. */
function scheduledStates(line: Line): readonly State[] {
  return line
    .filter((shift) => !isOnCall(shift))
    .flatMap((shift) => {
      const cuts = [
        ...shift.breaks.map(({ start, end, kind }) => ({ start, end, state: kind === 'gap' ? undefined : PAUSE })),
        ...(shift.pieces ?? []).map((piece) => ({
          start: piece.start,
          end: piece.end,
          state: 'activity' in piece ? piece.activity : shift.activity,
        })),
      ].toSorted((a, b) => a.start - b.start);
      const states: State[] = [];
      let at = shift.start;
      for (const { start, end, state } of cuts) {
        if (start > at) states.push({ start: at, end: start, state: shift.activity });
        if (state !== undefined) states.push({ start, end, state });
        at = Math.max(at, end);
      }
      if (at < shift.end) states.push({ start: at, end: shift.end, state: shift.activity });
      return states;
    });
}

function actualStates(attendances: readonly Attendance[]): readonly State[] {
  return attendances
    .filter((row) => !isOnCall(row) && row.activity !== 'gap')
    .map((row) => ({ start: row.start, end: row.end, state: isPause(row) ? PAUSE : row.activity }));
}

/** Both states of every moment in which there is one, in order: of lists in order without overlap. */
type Moment = Interval & { readonly scheduled: string | undefined; readonly actual: string | undefined };

function momentsOf(scheduled: readonly State[], actual: readonly State[]): readonly Moment[] {
  const edges = [...new Set([...scheduled, ...actual].flatMap(({ start, end }) => [start, end]))].toSorted(
    (a, b) => a - b,
  );
  const moments: Moment[] = [];
  let [s, a] = [0, 0];
  edges.forEach((start, index) => {
    const end = edges[index + 1];
    if (end === undefined) return;
    while ((scheduled[s]?.end ?? Infinity) <= start) s += 1;
    while ((actual[a]?.end ?? Infinity) <= start) a += 1;
    const at = (states: readonly State[], place: number): string | undefined => {
      const state = states[place];
      return state !== undefined && state.start <= start ? state.state : undefined;
    };
    const moment = { start, end, scheduled: at(scheduled, s), actual: at(actual, a) };
    if (moment.scheduled !== undefined || moment.actual !== undefined) moments.push(moment);
  });
  return moments;
}

const NOTHING: AdherenceSums = {
  scheduledSeconds: 0,
  adherentSeconds: 0,
  scheduledWorkSeconds: 0,
  workedSeconds: 0,
  outsideSeconds: 0,
};

function added(one: AdherenceSums, other: AdherenceSums): AdherenceSums {
  return {
    scheduledSeconds: one.scheduledSeconds + other.scheduledSeconds,
    adherentSeconds: one.adherentSeconds + other.adherentSeconds,
    scheduledWorkSeconds: one.scheduledWorkSeconds + other.scheduledWorkSeconds,
    workedSeconds: one.workedSeconds + other.workedSeconds,
    outsideSeconds: one.outsideSeconds + other.outsideSeconds,
  };
}

function sumsOf({ start, end, scheduled, actual }: Moment): AdherenceSums {
  const seconds = end - start;
  const isWorked = actual !== undefined && actual !== PAUSE;
  return {
    scheduledSeconds: scheduled === undefined ? 0 : seconds,
    adherentSeconds: scheduled !== undefined && scheduled === actual ? seconds : 0,
    scheduledWorkSeconds: scheduled === undefined || scheduled === PAUSE ? 0 : seconds,
    workedSeconds: isWorked ? seconds : 0,
    outsideSeconds: isWorked && scheduled === undefined ? seconds : 0,
  };
}

function withRatios(sums: AdherenceSums): AdherenceSums & AdherenceRatios {
  const { scheduledSeconds, adherentSeconds, scheduledWorkSeconds, workedSeconds } = sums;
  return {
    ...sums,
    adherence: scheduledSeconds === 0 ? null : adherentSeconds / scheduledSeconds,
    conformance: scheduledWorkSeconds === 0 ? null : workedSeconds / scheduledWorkSeconds,
  };
}

/** The starts of the intervals of a date: of elapsed time from its beginning, so that a day of a clock change has more or fewer. */
function intervalsOf(zone: Zone, date: LocalDate, seconds: Seconds): readonly Interval[] {
  const { start, end } = spanOfDate(zone, date);
  const intervals: Interval[] = [];
  for (let at: Instant = start; at < end; at += seconds)
    intervals.push({ start: at, end: Math.min(end, at + seconds) });
  return intervals;
}

/**
 * Adherence and conformance per employee and interval, day and span. A day is that of the clock: of a night shift each date has its own hours. Adherence is the share
 * of scheduled time, breaks included, spent in the scheduled state; conformance the time worked over the time scheduled for work, whenever that was, and may be above 1.
 */
export function adherenceReport(request: AdherenceRequest): AdherenceReport {
  const { zone, from, to, intervalSeconds, unrecordedBreaks } = request;
  const lines = linesByEmployee(request.scheduled);
  const byEmployee = Map.groupBy(request.attendances, ({ employeeId }) => employeeId);
  const span: Interval = { start: startOfDate(zone, from), end: startOfDate(zone, addDays(to, 1)) };
  const grid = datesFrom(from, daysBetween(from, to) + 1).map((date) => ({
    date,
    intervals: intervalsOf(zone, date, intervalSeconds),
  }));
  const intervals: AdherenceInterval[] = [];
  const days: AdherenceDay[] = [];
  const employees: AdherenceTotal[] = [];
  let team = NOTHING;
  for (const employeeId of request.employees) {
    const line = lines.get(employeeId) ?? [];
    const attended = completeAttendance(byEmployee.get(employeeId) ?? [], line, unrecordedBreaks);
    const moments = momentsOf(scheduledStates(line), actualStates(attended)).filter(
      ({ start, end }) => start < span.end && end > span.start,
    );
    let first = 0;
    let whole = NOTHING;
    for (const { date, intervals: own } of grid) {
      let day = NOTHING;
      for (const interval of own) {
        while ((moments[first]?.end ?? Infinity) <= interval.start) first += 1;
        let sums = NOTHING;
        for (let index = first; (moments[index]?.start ?? Infinity) < interval.end; index++) {
          const moment = moments[index];
          if (moment === undefined) break;
          const start = Math.max(moment.start, interval.start);
          const end = Math.min(moment.end, interval.end);
          sums = added(sums, sumsOf({ ...moment, start, end }));
        }
        if (sums.scheduledSeconds + sums.workedSeconds === 0) continue;
        intervals.push({ employeeId, ...interval, ...withRatios(sums) });
        day = added(day, sums);
      }
      if (day.scheduledSeconds + day.workedSeconds > 0) days.push({ employeeId, date, ...withRatios(day) });
      whole = added(whole, day);
    }
    employees.push({ employeeId, ...withRatios(whole) });
    team = added(team, whole);
  }
  return { from, to, intervals, days, employees, team: withRatios(team) };
}
