/**
 * Work that can wait, put into quiet intervals by an integer program: people besides those whom contacts need, and the idle time of these.
 *
 * Lots of one type whose dues come in the order of their releases are done in that order, so that all that counts of them is how much is in hand at the
 * end of each interval: `backlog` = backlog before + released - done. What is late is the backlog above the work that is not due yet. Lots that would
 * overtake each other are lots of another chain. Hours are hours of work of one person throughout.
 */
import { dateOf, localOf, minutesOfDay, weekdayOf } from '../domain/calendar.ts';
import type { Note } from '../domain/forecast.ts';
import type { Instant, Zone } from '../domain/units.ts';
import { SECONDS_PER_HOUR } from '../domain/units.ts';
import type {
  DeferrableWork,
  WorkedInterval,
  WorkLot,
  WorkloadPlan,
  WorkloadTask,
  WorkResult,
} from '../domain/workload.ts';
import type { HighsModule } from '../lp/highs-engine.ts';
import { solveWithHighs } from '../lp/highs-engine.ts';
import { modelBuilder } from '../lp/model.ts';
import { grossUp } from './requirement.ts';

/** Gap at which a plan that names none ends: a hundredth of the hours is less than any forecast knows. */
const USUAL_GAP = 0.01;
/** Work left at the end is late for at least so long after it. */
const HOURS_AFTER_END = 24;
const NOTHING = 1e-7;

/** The caller's signals. */
export type WorkloadControl = { readonly stopRequested: () => boolean };

/** Lots that are done in order, with what is released by the start of each interval and due by its end, in hours. */
type Chain = {
  readonly work: number;
  readonly released: Float64Array;
  readonly due: Float64Array;
  readonly allowed: readonly boolean[];
};

/** Lots in as few chains as a first fit finds, in each of which dues rise with releases. */
export function inChains(lots: readonly WorkLot[]): readonly (readonly WorkLot[])[] {
  const chains: WorkLot[][] = [];
  for (const lot of lots.toSorted((a, b) => a.release - b.release || a.due - b.due)) {
    const chain = chains.find((one) => (one.at(-1) as WorkLot).due <= lot.due);
    if (chain === undefined) chains.push([lot]);
    else chain.push(lot);
  }
  return chains;
}

function isAllowed({ hours }: DeferrableWork, zone: Zone, start: Instant): boolean {
  if (hours === undefined) return true;
  const { date, minutes } = localOf(zone, start);
  return hours.some(
    ({ days, from, to }) =>
      (days === undefined || days.includes(weekdayOf(date))) &&
      minutes >= minutesOfDay(from) &&
      minutes < minutesOfDay(to),
  );
}

function chainsOf({ zone, works, intervals }: WorkloadTask): readonly Chain[] {
  return works.flatMap((work, index) => {
    const allowed = intervals.map(({ start, open }) => open && isAllowed(work, zone, start));
    return inChains(work.lots).map((lots) => {
      const upTo = (of: (lot: WorkLot) => Instant, time: Instant): number =>
        lots.reduce(
          (sum, lot) => (of(lot) <= time ? sum + (lot.count * work.handleSeconds) / SECONDS_PER_HOUR : sum),
          0,
        );
      return {
        work: index,
        released: Float64Array.from(intervals, ({ start }) => upTo(({ release }) => release, start)),
        due: Float64Array.from(intervals, ({ end }) => upTo(({ due, release }) => Math.max(due, release), end)),
        allowed,
      };
    });
  });
}

const hoursOf = ({ start, end }: { readonly start: Instant; readonly end: Instant }): number =>
  (end - start) / SECONDS_PER_HOUR;

/**
 * The cheapest plan found: whole people in each interval, and how much of each type is done in it.
 *
 * Work may always be late at its price, so there is a plan for every task. The limit of iterations is one of nodes of branch and bound; a gap of 1 % ends the
 * search where the limits name none.
 */
export function solveWorkload(task: WorkloadTask, highs: HighsModule, control: WorkloadControl): WorkloadPlan {
  const { zone, intervals, works, idleShare, utilisation, prices, limits } = task;
  const chains = chainsOf(task);
  const build = modelBuilder();
  const extra = intervals.map((one) => build.column(hoursOf(one), 0, one.open ? Infinity : 0, true));
  const beside: (readonly number[])[] = [];
  const ahead: (readonly number[])[] = [];
  const idle: number[][] = intervals.map(() => []);
  const atWork: number[][] = intervals.map(() => []);
  const late: (readonly number[])[] = [];
  for (const { work, released, due, allowed } of chains) {
    const { blend, priority } = works[work] as DeferrableWork;
    const besides: number[] = [];
    const aheads: number[] = [];
    const lates: number[] = [];
    let before = -1;
    intervals.forEach((one, t) => {
      const isLast = t === intervals.length - 1;
      const allHours = released[t] as number;
      const x = build.column(0, 0, allowed[t] === true ? Infinity : 0, false);
      const y = blend && one.idleSeconds > 0 ? build.column(0, 0, allowed[t] === true ? Infinity : 0, false) : -1;
      const backlog = build.column(0, 0, Infinity, false);
      const hoursLate = hoursOf(one) + (isLast ? HOURS_AFTER_END : 0);
      const overdue = build.column(prices.late * priority * hoursLate, 0, Infinity, false);
      const arrived = allHours - (t === 0 ? 0 : (released[t - 1] as number));
      const columns = [backlog, x, ...(y < 0 ? [] : [y]), ...(before < 0 ? [] : [before])];
      build.row(arrived, arrived, columns, [1, 1, ...(y < 0 ? [] : [1]), ...(before < 0 ? [] : [-1])]);
      // What is in hand above what is not due yet is late; work due before its release counts from there on.
      const notDue = Math.max(0, allHours - (due[t] as number));
      build.row(-notDue, Infinity, [overdue, backlog], [1, -1]);
      atWork[t]?.push(x);
      if (y >= 0) idle[t]?.push(y);
      besides.push(x);
      aheads.push(y);
      lates.push(overdue);
      before = backlog;
    });
    beside.push(besides);
    ahead.push(aheads);
    late.push(lates);
  }
  intervals.forEach((one, t) => {
    const capacity = -hoursOf(one) * utilisation;
    const columns = atWork[t] as number[];
    if (columns.length > 0)
      build.row(-Infinity, 0, [...columns, extra[t] as number], [...columns.map(() => 1), capacity]);
    const inIdle = idle[t] as number[];
    if (inIdle.length > 0) {
      build.row(
        -Infinity,
        (one.idleSeconds / SECONDS_PER_HOUR) * idleShare,
        inIdle,
        inIdle.map(() => 1),
      );
    }
  });
  const peaks = priceOfShape(task, extra, build);
  const model = build.build();
  const solved = solveWithHighs(highs, model, {
    seconds: limits.seconds ?? (limits.iterations === undefined ? 20 : undefined),
    nodes: limits.iterations,
    seed: limits.seed,
    relativeGap: limits.gap ?? USUAL_GAP,
    stopRequested: control.stopRequested,
  });
  const value = (column: number): number => solved.values?.[column] ?? 0;
  const done = chains.map(({ work }, index) => ({
    work,
    hours: intervals.map((_, t) => {
      const y = (ahead[index] as number[])[t] as number;
      return value((beside[index] as number[])[t] as number) + (y < 0 ? 0 : value(y));
    }),
  }));
  const priced = (columns: readonly number[]): number =>
    columns.reduce((sum, column) => sum + value(column) * (model.cost[column] as number), 0);
  const objective = solved.objective ?? null;
  const bound = solved.bound ?? null;
  const gap =
    objective === null || bound === null ? null : objective === 0 ? 0 : Math.max(0, (objective - bound) / objective);
  return {
    zone,
    // The engine calls a solution within the gap that was asked for the best one.
    status: solved.status === 'optimal' && (gap ?? 0) > 1e-6 ? 'feasible' : solved.status,
    endedBy: solved.endedBy,
    objective,
    bound,
    boundKind: bound === null ? 'none' : 'integer',
    gap,
    seed: limits.seed,
    parts: { people: priced(extra), peak: priced(peaks.peak), step: priced(peaks.step), late: priced(late.flat()) },
    intervals: intervals.map((one, t) =>
      worked(task, one, Math.round(value(extra[t] as number)), {
        idleHoursUsed: (idle[t] as number[]).reduce((sum, column) => sum + value(column), 0),
        workHours: works.map((_, work) =>
          done.reduce((sum, own) => (own.work === work ? sum + (own.hours[t] as number) : sum), 0),
        ),
      }),
    ),
    works: works.map((work, index) =>
      resultOf(
        task,
        work,
        chains.flatMap((chain, at) => (chain.work === index ? [{ chain, hours: done[at]?.hours ?? [] }] : [])),
      ),
    ),
    notes: notesOf(solved.values !== undefined, task, chains),
  };
}

/** Columns for the largest number of people of each day, and for changes from one interval to the next. */
function priceOfShape(
  { zone, intervals, prices }: WorkloadTask,
  extra: readonly number[],
  build: ReturnType<typeof modelBuilder>,
): { readonly peak: readonly number[]; readonly step: readonly number[] } {
  const peaks = new Map<string, number>();
  const steps: number[] = [];
  intervals.forEach(({ start, open, positions }, t) => {
    if (!open) return;
    const date = dateOf(zone, start);
    const peak = peaks.get(date) ?? build.column(prices.peak, 0, Infinity, false);
    peaks.set(date, peak);
    build.row(positions, Infinity, [peak, extra[t] as number], [1, -1]);
    const last = intervals[t - 1];
    if (prices.step === 0 || last === undefined || !last.open || last.end !== start) return;
    const up = build.column(prices.step, 0, Infinity, false);
    const down = build.column(prices.step, 0, Infinity, false);
    const change = positions - last.positions;
    build.row(-change, -change, [extra[t] as number, extra[t - 1] as number, up, down], [1, -1, -1, 1]);
    steps.push(up, down);
  });
  return { peak: [...peaks.values()], step: steps };
}

function worked(
  { shrinkage }: WorkloadTask,
  { start, end, open, positions, toScheduleExact }: WorkloadTask['intervals'][number],
  extraPositions: number,
  used: Pick<WorkedInterval, 'idleHoursUsed' | 'workHours'>,
): WorkedInterval {
  const exact = toScheduleExact + grossUp(extraPositions, shrinkage);
  return {
    start,
    end,
    open,
    firmPositions: positions,
    extraPositions,
    positions: positions + extraPositions,
    toScheduleExact: exact,
    toSchedule: Math.ceil(exact - NOTHING),
    ...used,
  };
}

/** What came of a type of work, from what was done alone: lots of a chain in their order. */
function resultOf(
  { intervals }: WorkloadTask,
  { id }: DeferrableWork,
  parts: readonly { readonly chain: Chain; readonly hours: readonly number[] }[],
): WorkResult {
  let hours = 0;
  let doneHours = 0;
  let dueHours = 0;
  let onTime = 0;
  let lateHourHours = 0;
  let overdueHours = 0;
  for (const { chain, hours: own } of parts) {
    let done = 0;
    let reached = 0;
    intervals.forEach((one, t) => {
      done += own[t] as number;
      const due = Math.min(chain.due[t] as number, chain.released[t] as number);
      // Of what comes due in this interval that is on time which the work done so far reaches.
      onTime += Math.max(0, Math.min(done, due) - reached);
      reached = Math.max(reached, due);
      lateHourHours += Math.max(0, due - done) * hoursOf(one);
    });
    const released = chain.released.at(-1) ?? 0;
    hours += released;
    doneHours += done;
    dueHours += Math.min(chain.due.at(-1) ?? 0, released);
    overdueHours += Math.max(0, Math.min(chain.due.at(-1) ?? 0, released) - done);
  }
  return {
    id,
    hours,
    doneHours,
    onTimeShare: dueHours < NOTHING ? null : Math.min(1, onTime / dueHours),
    lateHourHours,
    overdueHours,
    carriedHours: Math.max(0, hours - doneHours - overdueHours),
  };
}

function notesOf(isFound: boolean, { works }: WorkloadTask, chains: readonly Chain[]): readonly Note[] {
  if (!isFound) return [{ code: 'workload-not-found', facts: {} }];
  const never = works.filter((_, index) => {
    const own = chains.filter(({ work }) => work === index);
    return own.length > 0 && own.every(({ allowed }) => !allowed.includes(true));
  });
  return never.map(({ id }) => ({ code: 'work-never-allowed', facts: { work: id } }));
}
