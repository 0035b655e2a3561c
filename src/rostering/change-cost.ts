import { daysBetween, startOfDate } from '../domain/calendar.ts';
import type { Problem } from '../domain/problem.ts';
import type { Shift } from '../domain/shift.ts';
import { SECONDS_PER_HOUR } from '../domain/units.ts';
import type { Shape, ShapeSet } from './shapes.ts';

/** Points of differing from what was published: of each shape of each day, and of a day off. */
export type ChangeCosts = { readonly shape: readonly Float64Array[]; readonly off: Float64Array };

/** The published shifts of each employee by day of the horizon; those of other days, and of people who are gone, are left out. */
export type PublishedDays = ReadonlyMap<string, readonly (readonly Shift[])[]>;

/** Files the published shifts of a problem; undefined where it has no baseline. */
export function publishedDays(problem: Problem, set: ShapeSet): PublishedDays | undefined {
  const { baseline, team } = problem;
  if (baseline === undefined) return undefined;
  const starts = set.dates.map((date) => startOfDate(team.zone, date));
  const found = new Map(team.employees.map(({ id }) => [id, set.dates.map((): Shift[] => [])]));
  for (const shift of baseline.shifts) {
    if (shift.start >= set.horizonEnd) continue;
    const day = starts.findLastIndex((start) => start <= shift.start);
    found.get(shift.employeeId)?.[day]?.push(shift);
  }
  return found;
}

/** What of an employee's published days tells her costs from another's. */
export function traceOfPublished(days: readonly (readonly Shift[])[] | undefined): unknown {
  return days?.map((shifts) => shifts.map(({ start, end, template, skill }) => [start, end, template, skill]));
}

/** A shape as the words of a shift that a change is told in. */
type Worked = Pick<Shift, 'start' | 'end' | 'template' | 'skill'>;

function workedIn(problem: Problem, set: ShapeSet, shape: Shape): Worked {
  if (shape.locked !== undefined) return shape.locked;
  const template = problem.team.shiftTemplates[shape.template]?.id;
  return { start: shape.start, end: shape.end, template, skill: set.skills[shape.skill] };
}

/**
 * The costs of one employee's differences from her published days. A day has one shape or none, so of several published shifts one at most
 * is kept or moved and the others are removed: the cost is a sum over days, which prices, bounds and the compact model all take exactly.
 */
export function changeCosts(problem: Problem, set: ShapeSet, published: readonly (readonly Shift[])[]): ChangeCosts {
  const { baseline } = problem;
  if (baseline === undefined) throw new Error('a problem without a baseline has no changes to price');
  const { prices, asOf } = baseline;
  const steps = prices.notice.toSorted((a, b) => a.withinDays - b.withinDays);
  const off = new Float64Array(set.dates.length);
  const shape = set.byDay.map((shapes, day) => {
    const date = set.dates[day] as string;
    const ahead = daysBetween(asOf, date);
    const step = steps.find(({ withinDays }) => withinDays >= ahead);
    const factor = step?.factor ?? 1;
    const owed = (step?.premium ?? 0) * problem.prices.labourCost;
    const told = published[day] ?? [];
    off[day] = told.length * (prices.removed * factor + owed);
    return Float64Array.from(shapes, (one) => {
      if (told.length === 0) return prices.added * factor + owed;
      const rest = (told.length - 1) * (prices.removed * factor + owed);
      return rest + pairCost(told, workedIn(problem, set, one), prices, factor, owed);
    });
  });
  return { shape, off };
}

/** Points of the published shift that a worked one is known as: one of the same times first, otherwise the earliest. */
function pairCost(
  told: readonly Shift[],
  worked: Worked,
  prices: NonNullable<Problem['baseline']>['prices'],
  factor: number,
  owed: number,
): number {
  const isOther = (from: Worked): boolean =>
    (from.template !== undefined && worked.template !== undefined && from.template !== worked.template) ||
    (from.skill !== undefined && worked.skill !== undefined && from.skill !== worked.skill);
  const sameTimes = told.filter(({ start, end }) => start === worked.start && end === worked.end);
  if (sameTimes.some((from) => !isOther(from))) return 0;
  if (sameTimes.length > 0) return prices.otherWork * factor + owed;
  const earliest = told.reduce((first, one) =>
    one.start < first.start || (one.start === first.start && one.end < first.end) ? one : first,
  );
  const seconds = Math.abs(worked.start - earliest.start) + Math.abs(worked.end - earliest.end);
  return (prices.moved + (prices.perHourMoved * seconds) / SECONDS_PER_HOUR) * factor + owed;
}
