import { datesFrom, addDays, plannedInstant, startOfDate, weekdayOf } from '../../domain/calendar.ts';
import { breakStartsOf, type DesignProblem, lengthsOf, type ShiftKind, startsOf } from '../../domain/shift-design.ts';
import { SECONDS_PER_HOUR } from '../../domain/units.ts';
import type { DesignGrid, DesignType } from './grid.ts';

/** A type of shift before it is placed on days. */
export type Shape = {
  readonly kind: ShiftKind;
  readonly start: number;
  readonly length: number;
  /** Minutes from the shift's start. */
  readonly breakStart: number | undefined;
};

/** A problem on a grid of slots, with the shape of each type and the skill of each row. */
export type CompiledDesign = {
  readonly grid: DesignGrid;
  readonly shapes: readonly Shape[];
  readonly skills: readonly (string | undefined)[];
  readonly dates: readonly string[];
  readonly start: number;
  readonly slotSeconds: number;
};

function divisor(a: number, b: number): number {
  let [left, right] = [a, b];
  while (right !== 0) [left, right] = [right, left % right];
  return left;
}

/** The coarsest grid of elapsed time on which all demands, starts and ends of the problem lie, seconds. */
function slotSecondsOf(problem: DesignProblem, start: number, end: number, edges: readonly number[]): number {
  let slot = divisor(end - start, SECONDS_PER_HOUR);
  for (const demand of problem.demands) {
    slot = divisor(slot, Math.abs(Math.max(start, demand.start) - start));
    slot = divisor(slot, Math.abs(Math.min(end, demand.end) - start));
  }
  for (const edge of edges) slot = divisor(slot, edge);
  return slot;
}

type Times = { readonly on: number; readonly off: number };

/** Compiles a problem. Shapes that work the same slots on all days are one type, of the kind that comes first. */
export function compileDesign(problem: DesignProblem): CompiledDesign {
  const { zone, from, days, cyclic, kinds, demands, prices } = problem;
  const dates = datesFrom(from, days);
  const start = startOfDate(zone, from);
  const end = startOfDate(zone, addDays(from, days));
  const skills = [...new Set(demands.map(({ skill }) => skill))];
  const times = new Map<string, Times | undefined>();
  const timesOf = (date: string, begin: number, length: number): Times | undefined => {
    const key = `${date} ${begin} ${length}`;
    if (times.has(key)) return times.get(key);
    const on = plannedInstant(zone, date, begin) - start;
    const off = plannedInstant(zone, date, begin + length) - start;
    const found = off > on ? { on, off } : undefined;
    times.set(key, found);
    return found;
  };
  const edges: number[] = [];
  for (const kind of kinds) {
    if (kind.break !== undefined)
      edges.push(...[kind.break.length, kind.break.notBefore, kind.break.step].map((minutes) => minutes * 60));
    for (const begin of startsOf(kind))
      for (const length of lengthsOf(kind))
        for (const date of dates) {
          const found = timesOf(date, begin, length);
          if (found !== undefined) edges.push(Math.abs(found.on), found.off);
        }
  }
  const slotSeconds = slotSecondsOf(problem, start, end, edges);
  const slots = (end - start) / slotSeconds;
  const slotHours = slotSeconds / SECONDS_PER_HOUR;
  const shapes: Shape[] = [];
  const types: DesignType[] = [];
  const seen = new Set<string>();
  for (const kind of kinds) {
    for (const begin of startsOf(kind)) {
      for (const length of lengthsOf(kind)) {
        for (const breakStart of breakStartsOf(kind, length)) {
          const shape = { kind, start: begin, length, breakStart };
          const key = `${begin} ${length} ${breakStart} ${kind.break?.length} ${kind.days?.toSorted().join(' ')}`;
          if (seen.has(key)) continue;
          seen.add(key);
          const placed = dates.map((date) => {
            if (kind.days !== undefined && !kind.days.includes(weekdayOf(date))) return undefined;
            const span = timesOf(date, begin, length);
            return span === undefined ? undefined : placedOn(shape, span, slotSeconds, slots, cyclic);
          });
          if (placed.every((one) => one === undefined)) continue;
          shapes.push(shape);
          types.push({
            pieces: placed.map((one) => one?.pieces),
            worked: placed.map((one) => one?.worked ?? 0),
          });
        }
      }
    }
  }
  const demand = skills.map(() => new Float64Array(slots));
  for (const row of demands) {
    const line = demand[skills.indexOf(row.skill)] as Float64Array;
    const last = (Math.min(end, row.end) - start) / slotSeconds;
    for (let slot = (Math.max(start, row.start) - start) / slotSeconds; slot < last; slot++)
      line[slot] = (line[slot] as number) + row.people;
  }
  const groupOf = new Map(problem.sameCounts.flatMap((group, index) => group.map((day) => [day, index] as const)));
  const group = new Map<string, number>();
  const dayGroup = dates.map((date) => {
    const same = groupOf.get(weekdayOf(date));
    const key = same === undefined ? date : String(same);
    if (!group.has(key)) group.set(key, group.size);
    return group.get(key) as number;
  });
  const grid: DesignGrid = {
    slots,
    cyclic,
    days,
    demand,
    shortPrice: skills.map(() => prices.shortHour * slotHours),
    overPrice: skills.map(() => prices.overHour * slotHours),
    workPrice: prices.workHour * slotHours,
    typePrice: prices.shiftType,
    average: skills.map((skill) => {
      const one = problem.averageHours.find((each) => each.skill === skill);
      return one === undefined
        ? undefined
        : { least: one.least / slotHours, most: one.most / slotHours, price: one.price * slotHours };
    }),
    types,
    mostTypes: problem.mostTypes,
    dayGroup,
  };
  return { grid, shapes, skills, dates, start, slotSeconds };
}

function placedOn(
  { kind, breakStart }: Shape,
  { on, off }: Times,
  slotSeconds: number,
  slots: number,
  cyclic: boolean,
): { readonly pieces: readonly number[]; readonly worked: number } | undefined {
  const rest = kind.break;
  const spans: [number, number][] = [];
  if (rest === undefined || breakStart === undefined) spans.push([on, off]);
  else {
    const begin = on + breakStart * 60;
    // Where the clocks jump within a shift, its break may not fit any more.
    if (begin + rest.length * 60 > off) return undefined;
    spans.push([on, begin], [begin + rest.length * 60, off]);
  }
  const worked = spans.reduce((sum, [from, to]) => sum + (to - from) / slotSeconds, 0);
  const pieces = spans.flatMap(([from, to]) => {
    const [first, last] = [from / slotSeconds, to / slotSeconds];
    if (cyclic) return last > first ? [first, last] : [];
    const [begin, end] = [Math.max(0, first), Math.min(slots, last)];
    return end > begin ? [begin, end] : [];
  });
  return pieces.length === 0 ? undefined : { pieces, worked };
}
