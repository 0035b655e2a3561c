import { teamRulePrice } from '../domain/hard-price.ts';
import type { Problem } from '../domain/problem.ts';
import { type Shift, WORK, workStretches } from '../domain/shift.ts';
import type { Interval, Seconds } from '../domain/units.ts';
import { SECONDS_PER_HOUR } from '../domain/units.ts';
import type { BoundTeamRule } from '../rules/team/binding.ts';
import { bindTeamRules } from '../rules/team/binding.ts';
import type { TeamMeasure, TeamRow } from '../rules/team/team-rule.ts';
import { breaksAt, type Shape, type ShapeSet } from './shapes.ts';

/** Rows of one signed count: where they stand in the table of rows, and what each class of employees counts in them. */
export type TeamBlock = {
  readonly kind: TeamMeasure['kind'];
  /** By class of employees. In blocks of paid time: for each paid hour. */
  readonly coefficient: Float64Array;
  /** Row by slot (`working`, `present`), by day * templates + template (`template`) or by day (`day`, `paid`); -1 for none. */
  readonly row: Int32Array;
};

/** The rules of the team as a whole, as blocks of rows. */
export type TeamBlocks = {
  /** Class of each employee: those of one class count alike in all blocks. */
  readonly classOf: Int32Array;
  readonly blocks: readonly TeamBlock[];
  /** Block of each of the rows, counted from the first row of the blocks. */
  readonly blockOf: Int32Array;
  readonly levels: readonly TeamLevel[];
};

/** Limits and prices of one row of a block: what a unit below `least` or above `most` costs. */
type TeamLevel = {
  /** The rule that the row is of, and what its limit counts. */
  readonly rule: { readonly rule: string; readonly unit: BoundTeamRule['rule']['unit'] };
  /** Places of its setting among the team's rules and of its count among those of the setting, from 1, and whom it counts. */
  readonly of: { readonly setting: number; readonly count: number; readonly who: string };
  readonly least: number;
  readonly most: number;
  readonly price: number;
  /** The count whatever is decided, and the least that it can come to. */
  readonly base: number;
  readonly lowest: number;
};

/** The counts that a problem's team rules mean, with the points of a unit past their limits. */
function pricedRules(
  problem: Problem,
): readonly (BoundTeamRule & { readonly place: number; readonly price: number })[] {
  return bindTeamRules(problem.team, problem.from, problem.days)
    .map((bound, index) => ({ ...bound, place: index + 1, price: teamRulePrice(problem, bound.setting) }))
    .filter(({ price }) => price > 0);
}

/** A count with the rule that it is of. */
type PricedRow = Pick<BoundTeamRule, 'rule'> & {
  readonly row: TeamRow;
  readonly price: number;
  readonly of: TeamLevel['of'];
};

const isOverTime = (measure: TeamMeasure): measure is Extract<TeamMeasure, { readonly span: Interval }> =>
  measure.kind === 'working' || measure.kind === 'present';

/** Stretches of a shift that a count over time counts. */
function stretchesOf(kind: TeamMeasure['kind'], shift: Shift): readonly Interval[] {
  if (kind === 'working') return workStretches(shift);
  return shift.activity === WORK ? [shift] : [];
}

/** Instants at which a count over time begins, ends or changes whatever is decided: edges of the common slots. */
export function teamEdges(problem: Problem): readonly number[] {
  const spans = pricedRules(problem).flatMap(({ rows }) =>
    rows.flatMap(({ measure }) => (isOverTime(measure) ? [measure.span] : [])),
  );
  if (spans.length === 0) return [];
  const around = [...(problem.past ?? []), ...(problem.future ?? [])].filter((shift) =>
    spans.some((span) => shift.start < span.end && shift.end > span.start),
  );
  return [...spans, ...around, ...around.flatMap(workStretches)].flatMap(({ start, end }) => [start, end]);
}

/** Size of the table that the blocks' rows stand in. */
type Grid = {
  readonly slotSeconds: Seconds;
  readonly slots: number;
  readonly templates: number;
  readonly firstRow: number;
};

/** Lays out the team rules of a problem as blocks of rows; undefined where it has none. */
export function buildTeamBlocks(problem: Problem, set: ShapeSet, grid: Grid): TeamBlocks | undefined {
  const rules = pricedRules(problem);
  const { team } = problem;
  if (rules.every(({ rows }) => rows.length === 0)) return undefined;
  // Rows of one rule that count the same people in the same way share their coefficients, and so their block.
  const groups = new Map<ReadonlyMap<string, number>, PricedRow[]>();
  for (const { rule, rows, place, price } of rules) {
    rows.forEach((row, index) => {
      const of = { setting: place, count: index + 1, who: row.who };
      groups.set(row.coefficients, [...(groups.get(row.coefficients) ?? []), { rule, row, price, of }]);
    });
  }
  const counts = [...groups.keys()];
  const classes = new Map<string, number>();
  const members: number[] = [];
  const classOf = Int32Array.from(team.employees, ({ id }, employee) => {
    const key = counts.map((coefficients) => coefficients.get(id) ?? 0).join(' ');
    const known = classes.get(key);
    if (known !== undefined) return known;
    members.push(employee);
    classes.set(key, classes.size);
    return classes.size - 1;
  });
  const levels: TeamLevel[] = [];
  const blockOf: number[] = [];
  const blocks: TeamBlock[] = [];
  for (const [coefficients, rows] of groups) {
    const lowest = [...coefficients.values()].reduce((sum, by) => sum + Math.min(0, by), 0);
    const coefficient = Float64Array.from(
      members,
      (employee) => coefficients.get(team.employees[employee]?.id ?? '') ?? 0,
    );
    for (const kind of new Set(rows.map(({ row }) => row.measure.kind))) {
      const places =
        kind === 'template' ? set.dates.length * grid.templates : isSlotted(kind) ? grid.slots : set.dates.length;
      const row = new Int32Array(places).fill(-1);
      const add = (at: number, { rule, row: counted, of }: PricedRow, price: number, base: number): void => {
        row[at] = grid.firstRow + levels.length;
        blockOf.push(blocks.length);
        const { least = Number.NEGATIVE_INFINITY, most = Number.POSITIVE_INFINITY } = counted;
        levels.push({ rule: { rule: rule.id, unit: rule.unit }, of, least, most, price, base, lowest: base + lowest });
      };
      for (const priced of rows) {
        const { row: of, price } = priced;
        const { measure } = of;
        if (measure.kind !== kind) continue;
        if (isOverTime(measure)) {
          const first = Math.max(0, (measure.span.start - set.horizonStart) / grid.slotSeconds);
          const end = Math.min(grid.slots, (measure.span.end - set.horizonStart) / grid.slotSeconds);
          const base = baseBySlot(problem, set, grid, of);
          for (let slot = first; slot < end; slot++)
            add(slot, priced, (price * grid.slotSeconds) / SECONDS_PER_HOUR, base[slot] as number);
        } else if (measure.kind === 'paid') {
          const days = measure.dates.map((date) => set.dates.indexOf(date));
          add(days[0] as number, priced, price, 0);
          for (const day of days) row[day] = row[days[0] as number] as number;
        } else if (measure.kind === 'day') add(set.dates.indexOf(measure.date), priced, price, 0);
        else {
          const template = team.shiftTemplates.findIndex(({ id }) => id === measure.template);
          add(set.dates.indexOf(measure.date) * grid.templates + template, priced, price, 0);
        }
      }
      blocks.push({ kind, coefficient, row });
    }
  }
  return { classOf, blocks, blockOf: Int32Array.from(blockOf), levels };
}

function isSlotted(kind: TeamMeasure['kind']): boolean {
  return kind === 'working' || kind === 'present';
}

/** What published shifts around the horizon make of a count over time, by slot. */
function baseBySlot(
  problem: Problem,
  set: ShapeSet,
  { slots, slotSeconds }: Grid,
  { measure, coefficients }: TeamRow,
): Float64Array {
  const base = new Float64Array(slots);
  for (const shift of [...(problem.past ?? []), ...(problem.future ?? [])]) {
    const by = coefficients.get(shift.employeeId) ?? 0;
    if (by === 0 || shift.end <= set.horizonStart) continue;
    for (const { start, end } of stretchesOf(measure.kind, shift)) {
      const last = Math.min(slots, (end - set.horizonStart) / slotSeconds);
      for (let slot = Math.max(0, (start - set.horizonStart) / slotSeconds); slot < last; slot++)
        base[slot] = (base[slot] as number) + by;
    }
  }
  return base;
}

/** Slots of [start, end) of a shape that a count over time counts, its breaks at `place` left out where it counts those on the work. */
function visitSpans(
  kind: TeamMeasure['kind'],
  set: ShapeSet,
  slotSeconds: Seconds,
  shape: Shape,
  place: number,
  visit: (slot: number) => void,
): void {
  const slotOf = (instant: number): number => (instant - set.horizonStart) / slotSeconds;
  if (shape.locked !== undefined) {
    for (const { start, end } of stretchesOf(kind, shape.locked))
      for (let slot = Math.max(0, slotOf(start)); slot < slotOf(end); slot++) visit(slot);
    return;
  }
  const from = slotOf(shape.start);
  const pauses = kind === 'working' ? breaksAt(shape, place) : [];
  const isOff = (slot: number): boolean =>
    pauses.some(({ offset, lengthSeconds }) => {
      const seconds = (slot - from) * slotSeconds;
      return seconds >= offset && seconds < offset + lengthSeconds;
    });
  for (let slot = from; slot < slotOf(shape.end); slot++) if (!isOff(slot)) visit(slot);
}

/** Calls `visit` with every team row that a shape of an employee of a class counts in, and with what it counts there. */
export function visitTeamRows(
  { blocks }: TeamBlocks,
  { slotSeconds, templates }: Pick<Grid, 'slotSeconds' | 'templates'>,
  set: ShapeSet,
  employeeClass: number,
  shape: Shape,
  place: number,
  visit: (row: number, by: number) => void,
): void {
  if (shape.elsewhere === true) return;
  const isWork = (shape.locked?.activity ?? shape.activity ?? WORK) === WORK;
  for (const { kind, coefficient, row } of blocks) {
    const by = coefficient[employeeClass] as number;
    if (by === 0) continue;
    const add = (at: number, times = 1): void => {
      const found = row[at] as number;
      if (found >= 0) visit(found, by * times);
    };
    if (kind === 'paid') add(shape.day, shape.workSeconds / SECONDS_PER_HOUR);
    else if (!isWork) continue;
    else if (kind === 'day') add(shape.day);
    else if (kind === 'template') {
      if (shape.template >= 0) add(shape.day * templates + shape.template);
    } else visitSpans(kind, set, slotSeconds, shape, place, (slot) => add(slot));
  }
}
