/**
 * Outbound calls: when to dial which records, and how many people that takes, by a linear program over lists, attempts and hours.
 *
 * Records flow: of those dialled in an hour with contact rate p the share 1 - p comes back for the next attempt after the spacing, until a contact or the last
 * attempt. So the list exhausts itself, hours with a high contact rate are used first, and spacing and a deadline can be at odds; all of that is linear in the
 * dials. Counts are expectations.
 */
import { addDays, dateOf, localOf, minutesOfDay, plannedInstant, weekdayOf } from '../domain/calendar.ts';
import type { CallList, OutboundDay, OutboundList, OutboundTask, OutboundTotals, Pacing } from '../domain/outbound.ts';
import type { Instant, LocalDate, Zone } from '../domain/units.ts';
import { SECONDS_PER_HOUR } from '../domain/units.ts';
import type { WorkWindow } from '../domain/workload.ts';
import type { HighsModule } from '../lp/highs-engine.ts';
import { solveWithHighs } from '../lp/highs-engine.ts';
import { type LinearModel, modelBuilder } from '../lp/model.ts';
import { crewProficiency } from '../domain/crew.ts';
import { erlangBLoad } from './erlang-b.ts';

/** Hours that a record left over, or a success that is missing, weighs: more than any way to have it. */
const MISSING_HOURS = 10_000;
/** A rounded-up head-count forgives this much of a person: the tolerance of the linear program. */
const ROUNDING = 1e-6;

/** An hour of a working date in which some list may be dialled. */
export type OutboundHour = { readonly start: Instant; readonly day: number };

type Dials = {
  readonly list: number;
  readonly attempt: number;
  readonly hour: number;
  readonly column: number;
  readonly rate: number;
};

const inWindow = ({ days, from, to }: WorkWindow, date: LocalDate, minutes: number): boolean =>
  (days === undefined || days.includes(weekdayOf(date))) && minutes >= minutesOfDay(from) && minutes < minutesOfDay(to);

/** Whether an hour from its start to its end lies in windows of a zone. */
function holdsHour(windows: readonly WorkWindow[], zone: Zone, start: Instant): boolean {
  const begin = localOf(zone, start);
  const last = localOf(zone, start + SECONDS_PER_HOUR - 1);
  return windows.some((one) => inWindow(one, begin.date, begin.minutes) && inWindow(one, last.date, last.minutes));
}

/** Hours of the working dates in which agents may work. */
export function outboundHours({
  zone,
  dates,
  hours,
}: Pick<OutboundTask, 'zone' | 'dates' | 'hours'>): readonly OutboundHour[] {
  return dates.flatMap((date, day) =>
    Array.from({ length: 24 }, (_, hour) => plannedInstant(zone, date, hour * 60))
      .filter(
        (start, hour, all) =>
          all.indexOf(start) === hour && dateOf(zone, start) === date && holdsHour(hours, zone, start),
      )
      .map((start) => ({ start, day })),
  );
}

/** Share of dials of an attempt, from 0 on, that reach the person in an hour. */
function contactRate(list: CallList, start: Instant, attempt: number): number {
  const { date, minutes } = localOf(list.zone, start);
  const rate = list.contactRates.find((window) => inWindow(window, date, minutes))?.rate ?? list.contactRate;
  return Math.min(1, rate * list.attemptDecay ** attempt);
}

/**
 * Busy share of agents whom a predictive dialler feeds as fast as the limit allows: connected calls for whom nobody is free are lost, so that the most
 * calls are those of which Erlang B loses the limit.
 */
export function predictiveOccupancy(agents: number, abandonmentLimit: number): number {
  return (erlangBLoad(agents, abandonmentLimit) * (1 - abandonmentLimit)) / agents;
}

/** Contacts that reach an agent, and the agent's seconds, of one dial. */
function dialOutcome(
  task: OutboundTask,
  rate: number,
  occupancy: number,
): { readonly contacts: number; readonly seconds: number } {
  const { pacing, ringSeconds, talkSeconds, wrapSeconds, noContactSeconds } = task;
  const handled = talkSeconds + wrapSeconds;
  if (pacing.kind === 'predictive') {
    const contacts = rate * (1 - pacing.abandonmentLimit);
    return { contacts, seconds: (contacts * handled) / occupancy };
  }
  const before = pacing.kind === 'preview' ? pacing.previewSeconds : 0;
  return { contacts: rate, seconds: before + ringSeconds + rate * handled + (1 - rate) * noContactSeconds };
}

const conversionOf = ({ stages }: CallList): number => stages.reduce((share, stage) => share * stage.share, 1);

export type OutboundSolution = {
  readonly totals: OutboundTotals;
  readonly days: readonly OutboundDay[];
  readonly slots: readonly {
    readonly start: Instant;
    readonly agents: number;
    readonly dials: number;
    readonly contacts: number;
  }[];
  readonly lists: readonly OutboundList[];
  readonly occupancy: number | null;
};

/** The program of a task at an occupancy, with where its columns are. */
function programOf(task: OutboundTask, hours: readonly OutboundHour[], occupancy: number) {
  const { dates, lists, method, agents, peakPrice } = task;
  const build = modelBuilder();
  const dials: Dials[] = [];
  const left: { readonly list: number; readonly day: number; readonly column: number }[] = [];
  const beyond: { readonly list: number; readonly entries: readonly Dials[] }[] = [];
  const missingPrice = method.kind === 'direct' ? MISSING_HOURS : 0;
  lists.forEach((list, at) => {
    const open = hours.map(({ start }) => holdsHour(list.callingHours, list.zone, start));
    /** First working day on which records dialled on a day are due again; dates.length where that lies behind the last. */
    const nextDay = dates.map((date) => {
      const again = addDays(date, list.spacingDays);
      const index = dates.findIndex((one) => one >= again);
      return index < 0 ? dates.length : index;
    });
    let before: readonly Dials[] = [];
    for (let attempt = 0; attempt < list.mostAttempts; attempt += 1) {
      const own: Dials[] = [];
      hours.forEach(({ start }, hour) => {
        if (open[hour] !== true) return;
        const rate = contactRate(list, start, attempt);
        own.push({ list: at, attempt, hour, column: build.column(0, 0, Infinity, false), rate });
      });
      const due = before;
      let last = -1;
      dates.forEach((_, day) => {
        const column = build.column(day === dates.length - 1 ? missingPrice : 0, 0, Infinity, false);
        const now = own.filter(({ hour }) => hours[hour]?.day === day);
        const back = due.filter(({ hour }) => nextDay[hours[hour]?.day ?? 0] === day);
        const fresh = attempt === 0 && day === 0 ? list.records : 0;
        build.row(
          fresh,
          fresh,
          [column, ...now.map((one) => one.column), ...back.map((one) => one.column), ...(last < 0 ? [] : [last])],
          [1, ...now.map(() => 1), ...back.map(({ rate }) => rate - 1), ...(last < 0 ? [] : [-1])],
        );
        left.push({ list: at, day, column });
        last = column;
      });
      if (attempt > 0)
        beyond.push({ list: at, entries: due.filter(({ hour }) => nextDay[hours[hour]?.day ?? 0] === dates.length) });
      dials.push(...own);
      before = own;
    }
  });
  // Records whose next attempt would lie behind the last date are left over as well.
  for (const { entries } of beyond) {
    if (entries.length === 0 || missingPrice === 0) continue;
    const column = build.column(missingPrice, 0, Infinity, false);
    build.row(0, 0, [column, ...entries.map((one) => one.column)], [1, ...entries.map(({ rate }) => rate - 1)]);
  }
  const outcomes = dials.map(({ rate }) => dialOutcome(task, rate, occupancy));
  let missing = -1;
  if (method.kind === 'goal') {
    missing = build.column(MISSING_HOURS, 0, Infinity, false);
    const value = (index: number): number =>
      (outcomes[index]?.contacts ?? 0) * conversionOf(lists[dials[index]?.list ?? 0] as CallList);
    build.row(
      method.successes,
      Infinity,
      [missing, ...dials.map(({ column }) => column)],
      [1, ...dials.map((_, index) => value(index))],
    );
  }
  const peak = build.column(peakPrice, 0, Infinity, false);
  const heads = dates.map((date, day) => {
    const head = build.column(agents.hoursPerDay, 0, agents.most ?? Infinity, false);
    build.row(0, Infinity, [peak, head], [1, -1]);
    const proficiency = agents.crew === undefined ? 1 : (crewProficiency(agents.crew, date) ?? 0);
    const atWork = (1 - agents.shrinkage) * proficiency;
    const ofDay = dials.flatMap((one, index) =>
      hours[one.hour]?.day === day ? [{ one, seconds: outcomes[index]?.seconds ?? 0 }] : [],
    );
    const row = (entries: typeof ofDay, perHead: number): void => {
      if (entries.length === 0) return;
      const columns = entries.map(({ one }) => one.column);
      build.row(
        -Infinity,
        0,
        [...columns, head],
        [...entries.map(({ seconds }) => seconds / SECONDS_PER_HOUR), -perHead],
      );
    };
    row(ofDay, atWork * agents.hoursPerDay);
    // Nobody is at two telephones at once.
    for (const entries of Map.groupBy(ofDay, ({ one }) => one.hour).values()) row(entries, atWork);
    return head;
  });
  return { model: build.build(), dials, outcomes, left, beyond, heads, missing };
}

type Program = ReturnType<typeof programOf>;

/**
 * The plan with the least paid hours and peak. Undefined where the engine was stopped or found none: there is one for every task, since records may be left over
 * and successes missing at a price beyond all others.
 */
export function solveOutbound(
  task: OutboundTask,
  highs: HighsModule,
  stopRequested: () => boolean,
): OutboundSolution | undefined {
  const hours = outboundHours(task);
  const { pacing } = task;
  let agents = pacing.kind === 'predictive' ? 20 : 0;
  let occupancy = occupancyOf(pacing, agents);
  let solution: OutboundSolution | undefined;
  // The occupancy that the limit allows depends on how many share the dialler: two rounds settle it to a fraction of a person.
  for (let round = 0; round < (pacing.kind === 'predictive' ? 3 : 1); round += 1) {
    const program = programOf(task, hours, occupancy);
    const values = solveLinear(highs, program.model, stopRequested);
    if (values === undefined) return undefined;
    solution = readSolution(task, hours, program, values, pacing.kind === 'predictive' ? occupancy : null);
    const used = solution.slots.filter((slot) => slot.agents > ROUNDING);
    const mean = used.reduce((sum, slot) => sum + slot.agents, 0) / Math.max(1, used.length);
    const next = Math.max(1, Math.round(mean));
    if (next === agents) break;
    agents = next;
    occupancy = occupancyOf(pacing, agents);
  }
  return solution;
}

function occupancyOf(pacing: Pacing, agents: number): number {
  return pacing.kind === 'predictive' ? predictiveOccupancy(agents, pacing.abandonmentLimit) : 1;
}

function solveLinear(highs: HighsModule, model: LinearModel, stopRequested: () => boolean): Float64Array | undefined {
  return solveWithHighs(highs, model, { seed: 1, relativeGap: 0, stopRequested }).values;
}

function readSolution(
  task: OutboundTask,
  hours: readonly OutboundHour[],
  program: Program,
  values: Float64Array,
  occupancy: number | null,
): OutboundSolution {
  const { dates, lists } = task;
  const value = (column: number): number => Math.max(0, values[column] ?? 0);
  const dialled = program.dials.map((one, index) => {
    const count = value(one.column);
    const { contacts, seconds } = program.outcomes[index] ?? { contacts: 0, seconds: 0 };
    const converted = count * contacts * conversionOf(lists[one.list] as CallList);
    return {
      ...one,
      count,
      reached: count * one.rate,
      contacts: count * contacts,
      hours: (count * seconds) / SECONDS_PER_HOUR,
      successes: converted,
    };
  });
  type Dialled = (typeof dialled)[number];
  const sum = (rows: readonly Dialled[], of: (row: Dialled) => number): number =>
    rows.reduce((all, row) => all + of(row), 0);
  const leftAt = (list: number | undefined, day: number): number =>
    program.left.reduce(
      (all, one) => (one.day === day && (list === undefined || one.list === list) ? all + value(one.column) : all),
      0,
    );
  const comingBack = (list: number): number =>
    program.beyond.reduce(
      (all, one) =>
        one.list === list
          ? all + one.entries.reduce((own, { column, rate }) => own + value(column) * (1 - rate), 0)
          : all,
      0,
    );
  const days = dates.map((date, day): OutboundDay => {
    const rows = dialled.filter(({ hour }) => hours[hour]?.day === day);
    const exact = value(program.heads[day] ?? -1);
    return {
      date,
      headCount: Math.ceil(exact - ROUNDING),
      headCountExact: exact,
      agentHours: sum(rows, (row) => row.hours),
      dials: sum(rows, ({ count }) => count),
      contacts: sum(rows, ({ contacts }) => contacts),
      successes: sum(rows, ({ successes }) => successes),
      waiting: leftAt(undefined, day),
    };
  });
  const ofLists = lists.map((list, at): OutboundList => {
    const rows = dialled.filter((row) => row.list === at);
    const unfinished = leftAt(at, dates.length - 1) + comingBack(at);
    const contacts = sum(rows, (row) => row.contacts);
    let share = contacts;
    const stages = list.stages.map((stage) => {
      share *= stage.share;
      return { id: stage.id, count: share };
    });
    const lastDial = rows.findLast(({ count }) => count > ROUNDING);
    const isDone = unfinished <= ROUNDING * Math.max(1, list.records);
    return {
      id: list.id,
      records: list.records,
      dials: sum(rows, ({ count }) => count),
      contacts,
      successes: sum(rows, ({ successes }) => successes),
      unfinished,
      exhausted: Math.max(0, list.records - sum(rows, ({ reached }) => reached) - unfinished),
      stages,
      doneOn:
        isDone && lastDial !== undefined
          ? (dates[Math.max(...rows.map(({ count, hour }) => (count > ROUNDING ? (hours[hour]?.day ?? 0) : 0)))] ??
            null)
          : null,
    };
  });
  const slots = hours.map(({ start }, hour) => {
    const rows = dialled.filter((row) => row.hour === hour);
    const count = sum(rows, (row) => row.count);
    return { start, agents: sum(rows, (row) => row.hours), dials: count, contacts: sum(rows, (row) => row.contacts) };
  });
  return {
    totals: {
      peakHeadCount: Math.max(0, ...days.map(({ headCount }) => headCount)),
      agentHours: sum(dialled, (row) => row.hours),
      dials: sum(dialled, ({ count }) => count),
      contacts: sum(dialled, ({ contacts }) => contacts),
      successes: sum(dialled, ({ successes }) => successes),
      unfinished: ofLists.reduce((all, { unfinished }) => all + unfinished, 0),
      missing: program.missing < 0 ? 0 : value(program.missing),
    },
    days,
    slots,
    lists: ofLists,
    occupancy,
  };
}
