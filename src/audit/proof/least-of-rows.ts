import type { ProofDifference } from '../../domain/bound-proof.ts';
import { hardPrice } from '../../domain/hard-price.ts';
import type { CoverLevels, IntervalDemand, Problem } from '../../domain/problem.ts';
import { type Shift, WORK, workStretches } from '../../domain/shift.ts';
import { type Interval, SECONDS_PER_HOUR } from '../../domain/units.ts';
import { UNITS_PER_POINT } from './exact.ts';
import { rateAt, type Rates } from './rates.ts';
import type { RowValues, ValuedRow } from './values.ts';

/** Least of all rows together, in units; undefined where the value of some row proves nothing, since it is worth more there than any number of people cost. */
export type LeastOfRows = { readonly units: bigint | undefined; readonly differences: readonly ProofDifference[] };

/** Points of a count of people, and the counts at which they bend. */
type Cost = { readonly points: (count: number) => number; readonly bends: readonly number[]; readonly slope: number };

/** The points of a demand by its people: of each hour, or for each person of a template. */
function costOf(levels: CoverLevels, prices: readonly [number, number, number, number], hard: number): Cost {
  const [belowFloor, belowTarget, aboveTarget, aboveCeiling] = prices;
  const { floor, steps = [] } = levels;
  const target = Math.max(floor, levels.target);
  const ceiling = levels.ceiling === undefined ? undefined : Math.max(target, levels.ceiling);
  const ofFloor = belowFloor + (levels.hard === true ? hard : 0);
  return {
    points: (count) =>
      ofFloor * Math.max(0, floor - count) +
      belowTarget * Math.max(0, target - Math.max(count, floor)) +
      aboveTarget * Math.max(0, count - target) +
      (ceiling === undefined ? 0 : aboveCeiling * Math.max(0, count - ceiling)) +
      steps.reduce((sum, { below, above = 0, price }) => {
        const past = below === undefined ? count - above : below - count;
        return sum + price * Math.max(0, past);
      }, 0),
    bends: [floor, target, ...(ceiling === undefined ? [] : [ceiling]), ...steps.map((one) => one.below ?? one.above)],
    slope:
      aboveTarget +
      (ceiling === undefined ? 0 : aboveCeiling) +
      steps.reduce((sum, { above, price }) => (above === undefined ? sum : sum + price), 0),
  };
}

/**
 * The least over counts from `lowest` on of a cost and the value of those counted beyond `base`, in units: `times` are the hours of the cost, and `slots` those of the
 * value. Undefined where there is no least.
 */
function leastOf(
  { points, bends, slope }: Cost,
  base: number,
  lowest: number,
  value: bigint,
  times: number,
  slots: number,
): bigint | undefined {
  const each = Number(value) * slots;
  if (slope * times * UNITS_PER_POINT + each < -1) return undefined;
  const at = (count: number): number => points(count) * times * UNITS_PER_POINT + each * (count - base);
  let least = at(lowest);
  for (const count of bends) if (count > lowest) least = Math.min(least, at(count));
  return BigInt(Math.floor(least));
}

/** The moments of a span at which any of some changes happens. */
function cuts(span: Interval, times: Iterable<number>): readonly number[] {
  const inside = [...times].filter((time) => time > span.start && time < span.end);
  return [...new Set([span.start, ...inside, span.end])].sort((a, b) => a - b);
}

/** Published shifts around the horizon that are there whatever is decided. */
function around({ past = [], future = [] }: Problem, { start, end }: Interval): readonly Shift[] {
  return [...past, ...future].filter((shift) => shift.activity === WORK && shift.start < end && shift.end > start);
}

function covering({ skill }: IntervalDemand, shifts: readonly Shift[]): readonly Interval[] {
  return shifts.flatMap((shift) =>
    workStretches(shift).filter((stretch) => skill === undefined || stretch.skill === skill),
  );
}

/** Sums up the least of every row of the problem. */
export function leastOfRows(problem: Problem, values: RowValues): LeastOfRows {
  const { prices, team } = problem;
  const hard = hardPrice(problem);
  const differences: ProofDifference[] = [];
  let units = 0n;
  const add = (least: bigint | undefined, of: string): void => {
    if (least === undefined) differences.push({ what: 'value', of, said: null, found: null });
    else units += least;
  };
  const perHour = [
    prices.belowFloorHour,
    prices.belowTargetHour,
    prices.aboveTargetHour,
    prices.aboveCeilingHour,
  ] as const;
  const noRates: Rates = { times: [], rates: [], sums: [] };
  const last = problem.intervalDemands.reduce((most, { end }) => Math.max(most, end), values.horizon.end);
  const beside = around(problem, { start: values.horizon.start, end: last });
  for (const demand of problem.intervalDemands) {
    const span = { start: Math.max(demand.start, values.horizon.start), end: demand.end };
    if (span.end <= span.start) continue;
    const rates = values.cover.get(demand.skill) ?? noRates;
    const there = covering(demand, beside).filter(({ start, end }) => start < span.end && end > span.start);
    const cost = costOf(demand, perHour, hard);
    const times = cuts(span, [...rates.times, ...there.flatMap(({ start, end }) => [start, end])]);
    times.slice(1).forEach((end, index) => {
      const start = times[index] as number;
      const base = there.filter((one) => one.start <= start && one.end >= end).length;
      const hours = (end - start) / SECONDS_PER_HOUR;
      add(
        leastOf(cost, base, base, rateAt(rates, start), hours, (end - start) / values.slotSeconds),
        demand.skill ?? '',
      );
    });
  }
  const perPerson = [
    prices.belowFloorPerson,
    prices.belowTargetPerson,
    prices.aboveTargetPerson,
    prices.aboveCeilingPerson,
  ] as const;
  for (const { demand, value } of values.templates) {
    add(leastOf(costOf(demand, perPerson, hard), 0, 0, value, 1, 1), `${demand.template} ${demand.date}`);
  }
  const known = [...(problem.past ?? []), ...(problem.future ?? [])];
  const ids = new Set(team.employees.map(({ id }) => id));
  for (const one of values.rows) addTeamRow(one, values, known, ids, add);
  return { units: differences.length > 0 ? undefined : units, differences };
}

/** What a unit of a count past its limits costs, at `price` each. */
function limitCost({ row: { least, most }, price }: ValuedRow): Cost {
  return {
    points: (count) => price * Math.max(0, (least ?? count) - count, count - (most ?? count)),
    bends: [least, most].filter((bend) => bend !== undefined),
    slope: most === undefined ? 0 : price,
  };
}

function addTeamRow(
  valued: ValuedRow,
  { slotSeconds, horizon }: RowValues,
  known: readonly Shift[],
  ids: ReadonlySet<string>,
  add: (least: bigint | undefined, of: string) => void,
): void {
  const { row, name, rates, value } = valued;
  const { measure, coefficients } = row;
  const cost = limitCost(valued);
  const below = [...coefficients].reduce((sum, [id, by]) => sum + (ids.has(id) ? Math.min(0, by) : 0), 0);
  if (measure.kind !== 'working' && measure.kind !== 'present') {
    add(leastOf(cost, 0, below, value, 1, 1), name);
    return;
  }
  const span = { start: Math.max(measure.span.start, horizon.start), end: measure.span.end };
  if (span.end <= span.start) return;
  const there = known.flatMap((shift) => {
    const by = coefficients.get(shift.employeeId) ?? 0;
    if (by === 0 || shift.activity !== WORK) return [];
    return (measure.kind === 'working' ? workStretches(shift) : [shift]).map(({ start, end }) => ({ start, end, by }));
  });
  const times = cuts(span, [...rates.times, ...there.flatMap(({ start, end }) => [start, end])]);
  times.slice(1).forEach((end, index) => {
    const start = times[index] as number;
    const base = there.reduce((sum, one) => (one.start <= start && one.end >= end ? sum + one.by : sum), 0);
    const seconds = end - start;
    add(
      leastOf(cost, base, base + below, rateAt(rates, start), seconds / SECONDS_PER_HOUR, seconds / slotSeconds),
      name,
    );
  });
}
