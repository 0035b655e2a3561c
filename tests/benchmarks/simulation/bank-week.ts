import { readFileSync } from 'node:fs';
import { readHistoryCsv } from '../../../src/contract/history-csv.ts';
import { addDays, dateOf, startOfDate } from '../../../src/domain/calendar.ts';
import type { History } from '../../../src/domain/history.ts';
import type { StaffingTarget } from '../../../src/domain/requirement.ts';
import type { SimulatedEmployee, SimulatedQueue, SimulationModel } from '../../../src/domain/simulation.ts';
import { forecast } from '../../../src/forecasting/forecast.ts';
import { dayFactors } from '../../../src/planning/plan-trials/expected.ts';
import { blockRunner, simulate } from '../../../src/simulation/simulate.ts';
import { expectService } from '../../../src/staffing/service-expectation.ts';
import type { StagedSpread } from '../../../src/staffing/service-phases.ts';
import { agentsForTarget } from '../../../src/staffing/staffing-score.ts';
import { transientService } from '../../../src/staffing/transient-service.ts';
import type { ArrivingInterval } from '../../../src/staffing/varying-load.ts';

/**
 * The last week of a bank's calls, rostered by a simple rule, and its service computed by formula and by simulation. The two share the counts of
 * the 5-minute file and the shifts, and nothing else: nothing of the simulation goes into the formula.
 */

const ZONE = 'America/New_York';
const WEEK = '2003-08-18';
const AHT_SECONDS = 180;
const PATIENCE_SECONDS = 120;
const HALF_HOUR = 1800;
/** Half the width of a normal 80 % range in standard deviations. */
const NORMAL_80 = 1.2816;
const TARGET: StaffingTarget = { kind: 'service-level', share: 0.8, thresholdSeconds: 20, base: 'offered' };

export type DayService = {
  readonly date: string;
  readonly contacts: number;
  readonly stationary: number;
  readonly followed: number;
  readonly simulated: number;
  readonly halfWidth: number;
};

function historyOf(file: string): History {
  const read = readHistoryCsv(readFileSync(file, 'utf8'), { zone: ZONE });
  if (!read.ok) throw new Error(read.issues.map(({ message }) => message).join('\n'));
  return read.history;
}

/** Contacts in 5-minute intervals, open hours alone. */
function contactsOf(file: string): readonly ArrivingInterval[] {
  const from = startOfDate(ZONE, WEEK);
  const to = startOfDate(ZONE, addDays(WEEK, 7));
  return historyOf(file).intervals.flatMap(({ start, end, count }) =>
    start >= from && end <= to && count !== null && count > 0
      ? [{ start, end, contacts: count, ahtSeconds: AHT_SECONDS }]
      : [],
  );
}

/** The week as it was forecast from the days before it, and the coefficient of variation of a day's contacts around that, by its 80 % ranges. */
function forecastOf(file: string): { readonly contacts: readonly ArrivingInterval[]; readonly variation: number } {
  const made = forecast(historyOf(file), { from: WEEK, days: 7 });
  if (!made.ok) throw new Error(made.issues.map(({ message }) => message).join('\n'));
  const { points, dayRanges = [] } = made.forecast;
  const contacts = points
    .filter(({ open, expected }) => open && expected > 0)
    .map(({ start, end, expected }) => ({ start, end, contacts: expected, ahtSeconds: AHT_SECONDS }));
  const widths = dayRanges.flatMap(({ expected, lower80, upper80 }) =>
    expected > 0 ? [(upper80 - lower80) / (2 * NORMAL_80 * expected)] : [],
  );
  return { contacts, variation: widths.reduce((sum, width) => sum + width, 0) / widths.length };
}

type Worked = { readonly start: number; readonly end: number };

/** Shifts of 5 hours, or of 8.5 with half an hour off, one after the other where they fill the most that is missing, as long as that is half of their work. */
function shiftsFor(needed: ReadonlyMap<number, number>): readonly (readonly Worked[])[] {
  const missing = new Map(needed);
  const shifts: (readonly Worked[])[] = [];
  const starts = [...needed.keys()];
  const opening = Math.min(...starts);
  const closing = Math.max(...starts) + HALF_HOUR;
  const candidates = starts.flatMap((start) => {
    const short = [[{ start, end: start + 10 * HALF_HOUR }]];
    const long = [6, 7, 8, 9, 10].map((before) => [
      { start, end: start + before * HALF_HOUR },
      { start: start + (before + 1) * HALF_HOUR, end: start + 17 * HALF_HOUR },
    ]);
    return [...short, ...long].filter((pieces) => start >= opening && (pieces.at(-1)?.end ?? 0) <= closing);
  });
  const cells = (pieces: readonly Worked[]): readonly number[] =>
    pieces.flatMap(({ start, end }) =>
      Array.from({ length: (end - start) / HALF_HOUR }, (_, index) => start + index * HALF_HOUR),
    );
  for (;;) {
    let best: readonly Worked[] = [];
    let most = 0.5;
    for (const pieces of candidates) {
      const times = cells(pieces);
      const useful = times.filter((time) => (missing.get(time) ?? 0) > 0).length / times.length;
      if (useful > most) {
        most = useful;
        best = pieces;
      }
    }
    if (best.length === 0) return shifts;
    for (const time of cells(best)) missing.set(time, (missing.get(time) ?? 0) - 1);
    shifts.push(best);
  }
}

function rosterOf(contacts: readonly ArrivingInterval[]): readonly SimulatedEmployee[] {
  const byDay = Map.groupBy(contacts, ({ start }) => dateOf(ZONE, start));
  return [...byDay].flatMap(([date, day]) => {
    const opening = day[0]?.start ?? 0;
    const halves = Map.groupBy(day, ({ start }) => opening + Math.floor((start - opening) / HALF_HOUR) * HALF_HOUR);
    const needed = new Map(
      [...halves].map(([start, parts]) => {
        const load = (parts.reduce((sum, one) => sum + one.contacts, 0) * AHT_SECONDS) / HALF_HOUR;
        const queue = { loadErlang: load, ahtSeconds: AHT_SECONDS, patienceSeconds: PATIENCE_SECONDS };
        return [start, agentsForTarget(queue, TARGET)] as const;
      }),
    );
    return shiftsFor(needed).map((pieces, index): SimulatedEmployee => {
      const id = `${date} ${index}`;
      const stretches = pieces.map((piece) => ({ ...piece, queues: ['voice'] }));
      return { id, group: 'all', proficiency: 1, absence: 0, attendances: [{ name: id, stretches }] };
    });
  });
}

function modelOf(
  contacts: readonly ArrivingInterval[],
  employees: readonly SimulatedEmployee[],
  handling: SimulatedQueue['handling'],
  variation = 0,
): SimulationModel {
  const dates = contacts.map(({ start }) => dateOf(ZONE, start));
  const days = [...new Set(dates)];
  const queue: SimulatedQueue = {
    id: 'voice',
    arrivals: contacts,
    process: 'poisson',
    rate: 'level',
    variation: { day: variation, interval: 0 },
    handling,
    patience: { kind: 'exponential', meanSeconds: PATIENCE_SECONDS },
    priority: 1,
    concurrency: 1,
    stretch: 0,
    level: { thresholdSeconds: 20, base: 'offered' },
  };
  const zero = contacts.map(() => 0);
  const day = dates.map((date) => days.indexOf(date));
  return {
    intervals: contacts,
    cells: { interval: contacts.map((_, index) => index), hour: zero, day, week: zero, horizon: zero },
    dayStarts: days.map((date) => startOfDate(ZONE, date)),
    queues: [queue],
    employees,
    routing: 'longest-idle',
    promises: [],
  };
}

/** Share of the contacts of each interval answered in time with the people who are rostered for all of it: by Erlang A, and by the chain followed in time. */
function levelsOf(
  contacts: readonly ArrivingInterval[],
  employees: readonly SimulatedEmployee[],
  handling: StagedSpread,
): { readonly stationary: readonly number[]; readonly followed: readonly number[] } {
  const stretches = employees.flatMap(({ attendances }) => attendances.flatMap((one) => one.stretches));
  const staffed = contacts.map(({ start, end, ...interval }) => ({
    start,
    end,
    ...interval,
    positions: stretches.filter((one) => one.start <= start && one.end >= end).length,
    leaving: stretches.filter((one) => one.end === start).length,
  }));
  return {
    stationary: staffed.map(({ start, end, contacts: count, positions }) => {
      const loadErlang = (count * AHT_SECONDS) / (end - start);
      const queue = { loadErlang, ahtSeconds: AHT_SECONDS, patienceSeconds: PATIENCE_SECONDS };
      return expectService(queue, positions, TARGET).serviceLevelOffered ?? 0;
    }),
    followed: transientService(staffed, PATIENCE_SECONDS, 20, handling).map(
      ({ serviceLevelOffered }) => serviceLevelOffered,
    ),
  };
}

/** Service of the week that came, by day and, last, in all. */
export function bankWeek(file: string, replications: number, handling: StagedSpread): Promise<readonly DayService[]> {
  return weekOf(contactsOf(file), 0, replications, handling);
}

/** The same of the week as it was forecast and rostered before it began, where each day has more or fewer contacts than its forecast by a gamma factor. */
export async function uncertainWeek(
  file: string,
  replications: number,
  handling: StagedSpread,
): Promise<{ readonly variation: number; readonly rows: readonly DayService[] }> {
  const { contacts, variation } = forecastOf(file);
  return { variation, rows: await weekOf(contacts, variation, replications, handling) };
}

async function weekOf(
  contacts: readonly ArrivingInterval[],
  variation: number,
  replications: number,
  handling: StagedSpread,
): Promise<readonly DayService[]> {
  const employees = rosterOf(contacts);
  const model = modelOf(contacts, employees, handling, variation);
  const run = blockRunner(model);
  const made = await simulate(model, { seed: 1, replications }, (blocks) => Promise.resolve(blocks.map(run)));
  const formulas = dayFactors(variation).map(([factor, weight]) => {
    const scaled = contacts.map((one) => ({ ...one, contacts: one.contacts * factor }));
    return { weight: factor * weight, ...levelsOf(scaled, employees, handling) };
  });
  const weighted = (of: 'stationary' | 'followed', isIn: (index: number) => boolean): number => {
    let [sum, all] = [0, 0];
    for (const { weight, ...levels } of formulas) {
      for (const [index, { contacts: count }] of contacts.entries()) {
        if (!isIn(index)) continue;
        sum += weight * count * (levels[of][index] ?? 0);
        all += weight * count;
      }
    }
    return sum / all;
  };
  const days = [...new Set(contacts.map(({ start }) => dateOf(ZONE, start)))];
  const rowOf = (date: string, isIn: (index: number) => boolean, seen: (typeof made.all.day)[number] | undefined) => ({
    date,
    contacts: contacts.reduce((sum, one, index) => sum + (isIn(index) ? one.contacts : 0), 0),
    stationary: weighted('stationary', isIn),
    followed: weighted('followed', isIn),
    simulated: seen?.serviceLevelOffered.value ?? 0,
    halfWidth: seen?.serviceLevelOffered.halfWidth ?? 0,
  });
  return [
    ...days.map((date, day) => rowOf(date, (index) => model.cells.day[index] === day, made.all.day[day])),
    rowOf('week', () => true, made.all.horizon),
  ];
}
