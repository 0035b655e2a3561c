import type { BoundProof, CoverValue, LeastLine, TeamRuleValue, TemplateValue } from '../domain/bound-proof.ts';
import { hardPrice, hasHard } from '../domain/hard-price.ts';
import type { HighsModule } from '../lp/highs-engine.ts';
import type { LinePricer } from './best-line.ts';
import { bendsOf, rowCost } from './demand.ts';
import { classOf, type Instance, pricedShapes } from './instance.ts';
import { liftedBound, priceStep } from './price-step.ts';
import { priceKind, RELAXED_CELLS } from './price-kind.ts';
import { bestRowValues } from './row-values.ts';
import { type EngineAnswer, type EngineControl, POINT_TOLERANCE } from './solution.ts';
import { emptyValuation, valueShapes } from './valuation.ts';

/** Values of rows are whole multiples of 1 / 1024, so that sums of them are exact. */
const GRID = 1024;

/** Rounds of column generation for a certificate alone, where no clock ends it. */
const ROUNDS = 400;

type RowValues = ReturnType<typeof bestRowValues>;

/** Values that column generation finds in a share of the time, for an engine that has none of its own. */
export function valuesBefore(
  instance: Instance,
  highs: HighsModule,
  { first, pricer, seconds, elapsed, stopRequested }: EngineControl,
  share: number,
): RowValues {
  const from = elapsed();
  const end = seconds === undefined ? undefined : from + share * (seconds - from);
  const isOver = (rounds: number): boolean =>
    stopRequested() || (end === undefined ? rounds >= ROUNDS : elapsed() >= end);
  return bestRowValues(instance, highs, pricer, { first, isOver, stopRequested });
}

/** An answer with values that were found apart from it, and with their bound where that is the better one. */
export function withValues(instance: Instance, answer: EngineAnswer, valued: RowValues): EngineAnswer {
  if (valued === undefined) return answer;
  const { bound, values: rowValues } = valued;
  if (bound <= (answer.bound ?? 0)) return { ...answer, rowValues };
  const isRelaxed = instance.kinds.some((kind) => !kind.isExact);
  return { ...answer, rowValues, bound, boundKind: isRelaxed ? 'relaxed-pricing' : 'lagrangian' };
}

/**
 * An engine's answer with the certificate of its bound: of the row values that it was counted with, or for a bound by branch and bound of those that column
 * generation finds in what is left of the time. What the values do not prove of it rests on the search tree. As it was where there is no bound, or no values were found.
 */
export function provenByValues(
  instance: Instance,
  answer: EngineAnswer,
  highs: HighsModule,
  control: EngineControl,
): EngineAnswer {
  const { bound } = answer;
  if (bound === undefined) return answer;
  const { first, pricer, seconds, stopRequested } = control;
  const isOver = (rounds: number): boolean =>
    stopRequested() || (seconds === undefined ? rounds >= ROUNDS : control.elapsed() >= seconds);
  const isCoarse = answer.isCoarse === true;
  const values = answer.rowValues ?? found(isCoarse);
  if (values === undefined) return answer;
  const proof = boundProof(instance, values, { pricer, isCoarse, stopRequested });
  if (proof === undefined) return answer;
  const proves = (points: number): boolean => bound - Math.max(0, points) <= POINT_TOLERANCE * Math.max(1, bound);
  if (proves(proof.certified)) return { ...answer, proof };
  const step = priceStep(instance);
  const lifted = step > 0 ? liftedBound(proof.certified, step) : proof.certified;
  if (proves(lifted)) return { ...answer, proof: { ...proof, step } };
  // Counters that were taken up before may be others now: what the values prove is what is told.
  if (isCoarse) return { ...answer, bound: Math.max(0, proof.certified), proof };
  return { ...answer, proof: { ...proof, rests: 'search-tree' } };

  /** Values for a bound that was counted with none. */
  function found(isTrivial: boolean): Float64Array | undefined {
    if (isTrivial) return new Float64Array(instance.table.rows);
    return bestRowValues(instance, highs, pricer, { first, isOver, stopRequested })?.values;
  }
}

/** How lines are priced at values of the rows. */
type Pricing = {
  readonly pricer: LinePricer;
  /** Without the counters that need large tables. */
  readonly isCoarse: boolean;
  readonly stopRequested: () => boolean;
};

/** The certificate of the Lagrangian bound of some values of the rows, told in terms of the problem; prices every kind once. Undefined where a stop comes before. */
function boundProof(instance: Instance, values: Float64Array, pricing: Pricing): BoundProof | undefined {
  const { problem, table, fixed } = instance;
  const constant = leastOfRows(instance, values);
  const lines = leastLines(instance, values, pricing);
  if (lines === undefined) return undefined;
  const isRelaxed = pricing.isCoarse || instance.kinds.some((kind) => !kind.isExact);
  return {
    certified: lines.reduce((sum, { employees, least }) => sum + employees.length * least, constant),
    rests: 'values',
    kind: isRelaxed ? 'relaxed-pricing' : 'lagrangian',
    grid: GRID,
    slotSeconds: table.slotSeconds,
    ...(hasHard(problem) ? { hardPrice: hardPrice(problem) } : {}),
    constant,
    cover: coverValues(instance, values),
    templates: templateValues(instance, values),
    teamRules: teamRuleValues(instance, values),
    lines,
    asLocked: [...fixed],
  };
}

/** Least over counts of each row's cost plus the value of those counted: the bends are enough, it is convex. */
function leastOfRows({ table }: Instance, values: Float64Array): number {
  let sum = 0;
  for (let row = 0; row < table.rows; row++) {
    const base = table.base[row] as number;
    let least = Number.POSITIVE_INFINITY;
    for (const count of bendsOf(table, row)) {
      least = Math.min(least, rowCost(table, row, count) + (values[row] as number) * (count - base));
    }
    sum += least;
  }
  return sum;
}

/** The Lagrangian bound of some values of the rows; undefined where a stop came first. */
export function boundOfValues(instance: Instance, values: Float64Array, pricing: Pricing): number | undefined {
  const lines = leastLines(instance, values, pricing);
  if (lines === undefined) return undefined;
  return lines.reduce((sum, { employees, least }) => sum + employees.length * least, leastOfRows(instance, values));
}

/** By kind; undefined where a stop came first. */
function leastLines(
  instance: Instance,
  values: Float64Array,
  { pricer, isCoarse, stopRequested }: Pricing,
): readonly LeastLine[] | undefined {
  const { table, set, problem } = instance;
  const costs = set.byDay.map((shapes) => new Float64Array(shapes.length));
  const valuation = emptyValuation(table, set);
  let valued = -1;
  const found: LeastLine[] = [];
  for (const kind of instance.kinds) {
    if (stopRequested()) return undefined;
    const employeeClass = classOf(instance, kind);
    if (employeeClass !== valued) valueShapes(table, set, values, valuation, employeeClass);
    valued = employeeClass;
    pricedShapes(instance, kind, valuation, costs);
    const { least } = priceKind(pricer, kind, costs, 1, { mostCells: isCoarse ? RELAXED_CELLS : undefined });
    if (least === Number.POSITIVE_INFINITY) throw new Error('somebody without a line has no least one');
    const employees = kind.employees.map((employee) => problem.team.employees[employee]?.id as string);
    found.push({ employees, least });
  }
  return found;
}

type Stretch = { readonly start: number; readonly end: number; readonly value: number };

/** Slots with one value after another as stretches, told from row to row; `isSame` says whether two rows may stand in one. */
function stretchesOf(
  { set, table }: Instance,
  rowOf: (slot: number) => number,
  values: Float64Array,
  isSame: (one: number, next: number) => boolean,
): readonly (Stretch & { readonly row: number })[] {
  const stretches: (Stretch & { row: number })[] = [];
  for (let slot = 0; slot < table.slots; slot++) {
    const row = rowOf(slot);
    const value = row < 0 ? 0 : (values[row] as number);
    if (value === 0) continue;
    const start = set.horizonStart + slot * table.slotSeconds;
    const end = start + table.slotSeconds;
    const last = stretches.at(-1);
    if (last?.end === start && last.value === value && isSame(last.row, row)) {
      stretches[stretches.length - 1] = { ...last, end };
    } else stretches.push({ start, end, value, row });
  }
  return stretches;
}

function coverValues(instance: Instance, values: Float64Array): readonly CoverValue[] {
  const { set, table } = instance;
  return Array.from({ length: table.keys }, (_, key) => key).flatMap((key) => {
    const skill = set.skills[key - 1];
    const rowOf = (slot: number): number => table.intervalRow[key * table.slots + slot] as number;
    return stretchesOf(instance, rowOf, values, () => true).map(({ start, end, value }) => ({
      start,
      end,
      ...(skill === undefined ? {} : { skill }),
      value,
    }));
  });
}

function templateValues({ set, table, problem }: Instance, values: Float64Array): readonly TemplateValue[] {
  const found: TemplateValue[] = [];
  table.templateRow.forEach((row, at) => {
    const value = row < 0 ? 0 : (values[row] as number);
    if (value === 0) return;
    const skill = set.skills[Math.floor(at / (table.templates * table.days)) - 1];
    found.push({
      date: set.dates[Math.floor(at / table.templates) % table.days] as string,
      template: problem.team.shiftTemplates[at % table.templates]?.id as string,
      ...(skill === undefined ? {} : { skill }),
      value,
    });
  });
  return found;
}

function teamRuleValues(instance: Instance, values: Float64Array): readonly TeamRuleValue[] {
  const { team, demandRows } = instance.table;
  if (team === undefined) return [];
  const levelOf = (row: number) => team.levels[row - demandRows]?.of;
  return team.blocks.flatMap(({ kind, row }): readonly TeamRuleValue[] => {
    if (kind === 'working' || kind === 'present') {
      const isSame = (one: number, next: number): boolean => {
        const [a, b] = [levelOf(one), levelOf(next)];
        return a?.setting === b?.setting && a?.count === b?.count;
      };
      return stretchesOf(instance, (slot) => row[slot] as number, values, isSame).flatMap(
        ({ start, end, value, row: at }) => {
          const of = levelOf(at);
          return of === undefined ? [] : [{ ...of, span: { start, end }, value }];
        },
      );
    }
    return [...new Set(row)].flatMap((at) => {
      const of = at < 0 ? undefined : levelOf(at);
      const value = at < 0 ? 0 : (values[at] as number);
      return of === undefined || value === 0 ? [] : [{ ...of, value }];
    });
  });
}
