import { addDays, dateOf, startOfDate, weekStartOf } from '../domain/calendar.ts';
import { crewProficiency, employeeProficiency } from '../domain/crew.ts';
import { linesByEmployee, type Shift, shiftDate, workStretches } from '../domain/shift.ts';
import type { RequestedQueue, RosteredStaff, SimulationRequest } from '../domain/simulation-request.ts';
import type { Scope, SimulatedEmployee, SimulatedStretch, SimulationModel } from '../domain/simulation.ts';
import { type Interval, type LocalDate, SECONDS_PER_HOUR } from '../domain/units.ts';

/** The intervals that results are told for: those of all queues, cut where any of them begins or ends. */
function reportedIntervals(queues: readonly RequestedQueue[]): readonly Interval[] {
  const changes = new Map<number, number>();
  for (const { intervals } of queues) {
    for (const { start, end } of intervals) {
      changes.set(start, (changes.get(start) ?? 0) + 1);
      changes.set(end, (changes.get(end) ?? 0) - 1);
    }
  }
  const times = [...changes.keys()].sort((a, b) => a - b);
  let open = 0;
  return times.flatMap((start, index) => {
    open += changes.get(start) ?? 0;
    const end = times[index + 1];
    return open > 0 && end !== undefined ? [{ start, end }] : [];
  });
}

/** Numbers for keys in the order in which they first come. */
function numbered(keys: readonly (string | number)[]): readonly number[] {
  const numbers = new Map<string | number, number>();
  return keys.map((key) => {
    const number = numbers.get(key) ?? numbers.size;
    numbers.set(key, number);
    return number;
  });
}

/** Dates of the intervals' starts. */
function datesOf({ zone }: SimulationRequest, intervals: readonly Interval[]): readonly LocalDate[] {
  return intervals.map(({ start }) => dateOf(zone, start));
}

function cellsOf(
  request: SimulationRequest,
  intervals: readonly Interval[],
): Readonly<Record<Scope, readonly number[]>> {
  const dates = datesOf(request, intervals);
  const hours = intervals.map(({ start }, index) => {
    const date = dates[index] ?? '';
    return `${date} ${Math.floor((start - startOfDate(request.zone, date)) / SECONDS_PER_HOUR)}`;
  });
  return {
    interval: intervals.map((_, index) => index),
    hour: numbered(hours),
    day: numbered(dates),
    week: numbered(dates.map((date) => weekStartOf(date, request.weekStart))),
    horizon: intervals.map(() => 0),
  };
}

/** Stretches with the queues that each takes, those that take nothing left out, and what goes straight on in one piece. */
function joined(stretches: readonly SimulatedStretch[]): readonly SimulatedStretch[] {
  const found: SimulatedStretch[] = [];
  for (const stretch of stretches) {
    const last = found.at(-1);
    if (stretch.queues.length === 0) continue;
    if (last?.end === stretch.start && last.queues.join('\n') === stretch.queues.join('\n')) {
      found[found.length - 1] = { ...last, end: stretch.end };
    } else found.push(stretch);
  }
  return found;
}

/** Work of an employee in a time, of that of those whose handle times the queues have; undefined where no queue knows of a crew. */
function pacesOf(
  queues: readonly RequestedQueue[],
  employee: string,
  date: LocalDate,
): Readonly<Record<string, number>> | undefined {
  if (queues.every(({ crew }) => crew === undefined)) return undefined;
  return Object.fromEntries(
    queues.map(({ id, crew, timesOf = [] }) => {
      const own = crew === undefined ? 1 : employeeProficiency(crew, employee, date);
      return [id, crew === undefined ? 1 : own / (crewProficiency(timesOf, date) ?? 1)];
    }),
  );
}

function rosteredEmployees(
  { zone, queues }: SimulationRequest,
  { team, skills: skillsOf, absence, groupBy }: RosteredStaff,
  shifts: readonly Shift[],
): readonly SimulatedEmployee[] {
  const lines = linesByEmployee(shifts);
  return team.employees.flatMap(({ id, skills, contract }): readonly SimulatedEmployee[] => {
    const takes = (skill: string | undefined): readonly string[] => {
      const own = skillsOf === 'shift' && skill !== undefined ? [skill] : skills;
      return queues.filter((queue) => queue.skill === undefined || own.includes(queue.skill)).map((queue) => queue.id);
    };
    const attendances = (lines.get(id) ?? [])
      .filter(({ otherTeam }) => otherTeam === undefined)
      .map((shift) => {
        const date = shiftDate(zone, shift);
        const paces = pacesOf(queues, id, date);
        const able = (skill: string | undefined) => takes(skill).filter((queue) => paces?.[queue] !== 0);
        return {
          name: `${id}@${date}`,
          ...(paces === undefined ? {} : { paces }),
          stretches: joined(workStretches(shift).map(({ start, end, skill }) => ({ start, end, queues: able(skill) }))),
        };
      })
      .filter(({ stretches }) => stretches.length > 0);
    if (attendances.length === 0) return [];
    const group = groupBy === 'contract' || skills.length === 0 ? contract : [...skills].sort().join(' + ');
    return [{ id, group, proficiency: 1, absence, attendances }];
  });
}

/** As many people as each interval's positions; when there are fewer, those with the highest numbers go. */
function positionEmployees(queues: readonly RequestedQueue[]): readonly SimulatedEmployee[] {
  return queues.flatMap(({ id, intervals }) => {
    const most = intervals.reduce((peak, { positions }) => Math.max(peak, positions), 0);
    return Array.from({ length: most }, (_, index) => {
      const stretches = joined(
        intervals.filter(({ positions }) => positions > index).map(({ start, end }) => ({ start, end, queues: [id] })),
      );
      return {
        id: `${id} ${index + 1}`,
        group: id,
        proficiency: 1,
        absence: 0,
        attendances: [{ name: `${id} ${index + 1}`, stretches }],
      };
    });
  });
}

/** The model of a request, of its roster or of the positions required; with `shifts` of another roster of the same team. */
export function buildModel(request: SimulationRequest, shifts = request.staff?.shifts): SimulationModel {
  const { zone, queues, staff, routing, promises } = request;
  const intervals = reportedIntervals(queues);
  const arrivals = queues.map(({ intervals: own, actuals }) => actuals ?? own);
  const all = arrivals.flat();
  const starts = all.reduce((least, { start }) => Math.min(least, start), intervals[0]?.start ?? 0);
  const ends = all.reduce((most, { end }) => Math.max(most, end), intervals.at(-1)?.end ?? 0);
  const dayStarts: number[] = [];
  for (let date = dateOf(zone, starts); startOfDate(zone, date) < ends; date = addDays(date, 1)) {
    dayStarts.push(startOfDate(zone, date));
  }
  return {
    intervals,
    cells: cellsOf(request, intervals),
    dayStarts,
    queues: queues.map(
      ({ skill: _skill, intervals: _own, actuals: _actuals, crew: _crew, timesOf: _times, ...queue }, index) => ({
        ...queue,
        arrivals: arrivals[index] ?? [],
      }),
    ),
    employees:
      staff === undefined || shifts === undefined
        ? positionEmployees(queues)
        : rosteredEmployees(request, staff, shifts),
    routing,
    promises,
  };
}

/** Local date of each cell of the scope `day`. */
export function reportedDates(request: SimulationRequest): readonly LocalDate[] {
  return [...new Set(datesOf(request, reportedIntervals(request.queues)))];
}
