import { addDays, startOfDate } from '../domain/calendar.ts';
import type { BoundPrices, CoverPrice, LimitPrice } from '../domain/bound-prices.ts';
import type { Problem } from '../domain/problem.ts';
import type { SolveLimits } from '../domain/roster.ts';
import { SECONDS_PER_HOUR } from '../domain/units.ts';
import type { HighsModule } from '../lp/highs-engine.ts';
import { linePricer } from './best-line.ts';
import { beginProblem } from './first-roster.ts';
import type { Instance } from './instance.ts';
import { bestRowValues } from './row-values.ts';
import type { RosterControl } from './solve.ts';

/** Rounds of column generation where no clock ends it. */
const ROUNDS = 400;
/** Less is rounding. */
const NOTHING = 1e-6;

/**
 * The prices of the best bound that column generation finds within the limits: its row values, which are what the bound is counted with, and no duals of a
 * program that stopped short. Undefined where somebody has no legal line, or no bound was found in time.
 */
export function boundPrices(
  problem: Problem,
  limits: SolveLimits,
  highs: HighsModule,
  control: RosterControl,
): BoundPrices | undefined {
  const started = control.clock();
  const elapsed = (): number => control.clock() - started;
  const seconds = limits.iterations === undefined ? (limits.seconds ?? 60) : undefined;
  const pricer = linePricer();
  const begun = beginProblem(problem, pricer, limits.seed, control.stopRequested);
  if (begun === undefined) return undefined;
  if (begun.conflicts.length + begun.open.length + begun.fixed.length > 0) return undefined;
  const { instance, first } = begun;
  const isOver = (rounds: number): boolean =>
    control.stopRequested() || (seconds === undefined ? rounds >= ROUNDS : elapsed() >= seconds);
  const { stopRequested } = control;
  const found = bestRowValues(instance, highs, pricer, { first, isOver, stopRequested });
  if (found === undefined) return undefined;
  const { bound, values } = found;
  const relaxed = instance.kinds.some((kind) => !kind.isExact);
  return {
    bound,
    boundKind: relaxed ? 'relaxed-pricing' : 'lagrangian',
    seconds: elapsed(),
    cover: coverPrices(instance, values),
    limits: limitPrices(instance, values),
  };
}

/** What one more person is worth in each stretch of demand by values of the rows, in order of time; where it is worth something. */
export function coverPrices(instance: Instance, values: Float64Array): readonly CoverPrice[] {
  return [...slotPrices(instance, values), ...templatePrices(instance, values)].toSorted(
    (a, b) => a.start - b.start || a.end - b.end,
  );
}

type Stretch = { readonly start: number; readonly end: number; readonly value: number };

/** Slots of a row of them as stretches of one value each; slots without a row, or without a value, end a stretch. */
function stretchesOf({ set, table }: Instance, rowOf: (slot: number) => number, values: Float64Array): Stretch[] {
  const stretches: Stretch[] = [];
  for (let slot = 0; slot < table.slots; slot++) {
    const row = rowOf(slot);
    const value = row < 0 ? 0 : (values[row] as number);
    if (Math.abs(value) < NOTHING) continue;
    const start = set.horizonStart + slot * table.slotSeconds;
    const end = start + table.slotSeconds;
    const last = stretches.at(-1);
    if (last?.end === start && last.value === value) stretches[stretches.length - 1] = { ...last, end };
    else stretches.push({ start, end, value });
  }
  return stretches;
}

function slotPrices(instance: Instance, values: Float64Array): readonly CoverPrice[] {
  const { set, table } = instance;
  const slotHours = table.slotSeconds / SECONDS_PER_HOUR;
  return Array.from({ length: table.keys }, (_, key) => key).flatMap((key) => {
    const skill = set.skills[key - 1];
    return stretchesOf(instance, (slot) => table.intervalRow[key * table.slots + slot] as number, values)
      .filter(({ value }) => value > 0)
      .map(({ start, end, value }) => {
        const perHour = value / slotHours;
        return { start, end, skill, points: (perHour * (end - start)) / SECONDS_PER_HOUR, perHour };
      });
  });
}

/** Start and end of a day of the horizon. */
function dayOf({ set, problem }: Instance, day: number): { readonly start: number; readonly end: number } {
  const { zone } = problem.team;
  const date = set.dates[day] as string;
  return { start: startOfDate(zone, date), end: startOfDate(zone, addDays(date, 1)) };
}

function templatePrices(instance: Instance, values: Float64Array): readonly CoverPrice[] {
  const { set, table, problem } = instance;
  const prices: CoverPrice[] = [];
  table.templateRow.forEach((row, at) => {
    const points = row < 0 ? 0 : (values[row] as number);
    if (points < NOTHING) return;
    const template = problem.team.shiftTemplates[at % table.templates]?.id;
    const day = Math.floor(at / table.templates) % table.days;
    const skill = set.skills[Math.floor(at / (table.templates * table.days)) - 1];
    prices.push({ ...dayOf(instance, day), skill, template, points, perHour: null });
  });
  return prices;
}

/** Prices of the limits of team rules, whichever side of them is short. */
function limitPrices(instance: Instance, values: Float64Array): readonly LimitPrice[] {
  const { table, set } = instance;
  if (table.team === undefined) return [];
  const { blocks, levels } = table.team;
  const hours = table.slotSeconds / SECONDS_PER_HOUR;
  return blocks.flatMap(({ kind, row }): readonly LimitPrice[] => {
    const ruleAt = (at: number): Pick<LimitPrice, 'rule' | 'unit'> | undefined => levels[at - table.demandRows]?.rule;
    const told = (at: number, points: number, span: { readonly start: number; readonly end: number }): LimitPrice[] => {
      const rule = ruleAt(at);
      return rule === undefined ? [] : [{ rule: rule.rule, unit: rule.unit, points, ...span }];
    };
    if (kind === 'working' || kind === 'present') {
      return stretchesOf(instance, (slot) => row[slot] ?? -1, values).flatMap(({ start, end, value }) =>
        told(row[(start - set.horizonStart) / table.slotSeconds] as number, Math.abs(value) / hours, { start, end }),
      );
    }
    // A row of paid time stands at each of its dates.
    return [...new Set(row)].flatMap((at) => {
      const points = at < 0 ? 0 : Math.abs(values[at] as number);
      if (points < NOTHING) return [];
      const first = row.indexOf(at);
      const last = row.lastIndexOf(at);
      const day = (place: number): number => (kind === 'template' ? Math.floor(place / table.templates) : place);
      return told(at, points, { start: dayOf(instance, day(first)).start, end: dayOf(instance, day(last)).end });
    });
  });
}
