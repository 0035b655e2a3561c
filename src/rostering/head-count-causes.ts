import { addDays, startOfDate } from '../domain/calendar.ts';
import { onlyHard } from '../domain/hard-price.ts';
import type { HeadCountCause, HeadCountGroup, HeadCountTask } from '../domain/head-count.ts';
import type { Interval } from '../domain/units.ts';
import type { HighsModule } from '../lp/highs-engine.ts';
import { linePricer } from './best-line.ts';
import type { HeadCountKind } from './head-count-master.ts';
import { headCountMaster } from './head-count-master.ts';
import type { Instance } from './instance.ts';
import { classOf, compileInstance } from './instance.ts';
import { emptyValuation, valueShapes } from './valuation.ts';

/** A moment at which less is there than must be, in a skill or in none, or a template's date. */
export type MissingRow = Interval & { readonly skill?: string | undefined; readonly template?: string | undefined };

/** The stretch and skill that a row stands for. */
export function placeOfRow({ problem, set, table }: Instance, row: number): MissingRow {
  const at = table.intervalRow.indexOf(row);
  if (at >= 0) {
    const skill = set.skills[Math.floor(at / table.slots) - 1];
    const start = set.horizonStart + (at % table.slots) * table.slotSeconds;
    return { start, end: start + table.slotSeconds, ...(skill === undefined ? {} : { skill }) };
  }
  const place = table.templateRow.indexOf(row);
  const skill = set.skills[Math.floor(place / (table.templates * table.days)) - 1];
  const date = set.dates[Math.floor(place / table.templates) % table.days] as string;
  const template = problem.team.shiftTemplates[place % table.templates]?.id;
  const { zone } = problem.team;
  const span = { start: startOfDate(zone, date), end: startOfDate(zone, addDays(date, 1)) };
  return { ...span, template, ...(skill === undefined ? {} : { skill }) };
}

/** Rows of another instance of the same demand that a place stands for. */
function rowsAt(instance: Instance, missing: MissingRow): readonly number[] {
  const { table, set, problem } = instance;
  const key = missing.skill === undefined ? 0 : set.skills.indexOf(missing.skill) + 1;
  if (missing.template !== undefined) {
    const template = problem.team.shiftTemplates.findIndex(({ id }) => id === missing.template);
    const day = set.dates.findIndex((date) => startOfDate(problem.team.zone, date) === missing.start);
    return [table.templateRow[(key * table.days + day) * table.templates + template] as number];
  }
  const rows: number[] = [];
  for (let slot = 0; slot < table.slots; slot++) {
    const start = set.horizonStart + slot * table.slotSeconds;
    const row = table.intervalRow[key * table.slots + slot] as number;
    if (row >= 0 && start < missing.end && start + table.slotSeconds > missing.start) rows.push(row);
  }
  return rows;
}

/** Whether some shift of each kind counts in a row, and whether some legal line does. */
function reachOf(
  instance: Instance,
  kinds: readonly HeadCountKind[],
  row: number,
): readonly { readonly shift: boolean; readonly line: boolean }[] {
  const { table, set } = instance;
  const pricer = linePricer();
  const values = new Float64Array(table.rows);
  values[row] = 1;
  const valuation = emptyValuation(table, set);
  return kinds.map(({ kind }) => {
    valueShapes(table, set, values, valuation, classOf(instance, kind));
    const shift = valuation.value.some((day, at) =>
      day.some((value, shape) => value > 0 && kind.boundModel.allowed[at]?.[shape] === 1),
    );
    if (!shift) return { shift, line: false };
    const costs = valuation.value.map((day) => day.map((value) => -value));
    const off = new Float64Array(set.dates.length);
    const best = pricer.best({ ...kind.boundModel, shapePoints: undefined }, costs, off, 1, true)[0];
    return { shift, line: best !== undefined && best.cost < 0 };
  });
}

const room = ({ present, groups }: HeadCountKind): number => groups.reduce((sum, { to }) => sum + to, present);

/** Why one row alone cannot be met; undefined where it could. */
function causeOfRow(
  task: HeadCountTask,
  instance: Instance,
  kinds: readonly HeadCountKind[],
  row: number,
): HeadCountCause | undefined {
  const { table, problem } = instance;
  const reach = reachOf(instance, kinds, row);
  const needed = (table.floor[row] as number) - (table.base[row] as number);
  const able = kinds.filter((_, index) => reach[index]?.line === true);
  const most = able.reduce((sum, kind) => sum + room(kind), 0);
  if (most >= needed) return undefined;
  const { template: _template, ...place } = placeOfRow(instance, row);
  const { skill } = place;
  if (skill !== undefined && !problem.team.employees.some(({ skills }) => skills.includes(skill))) {
    return { code: 'no-one-with-skill', skill };
  }
  if (reach.every(({ shift }) => !shift)) return { code: 'no-shift-then', ...place };
  const groups = able.flatMap((kind) => kind.groups);
  if (groups.length === 0) return { code: 'rules-forbid', ...place };
  const [only] = groups;
  if (groups.length > 1 || only === undefined)
    return { code: 'limits-too-low', missingHours: ((needed - most) * table.slotSeconds) / 3600 };
  const { contract, skills } = task.groups[only.index] as HeadCountGroup;
  return { code: 'limit-too-low', contract, skills, to: only.to, needed: only.to + needed - most };
}

/** Rows whose reach is looked at one by one. */
const MOST_ROWS = 200;
/** Rounds of column generation for a question about limits. */
const ROUNDS = 200;
/** Missing of a linear program from which it is no rounding. */
const SURELY = 1e-3;

/**
 * Why what must be met is not: a single moment that nobody, or too few, could cover; a limit of one group that alone stands in the way; or all limits
 * together. `isProven`: no choice of people within the limits meets it.
 */
export function findCauses(
  task: HeadCountTask,
  highs: HighsModule,
  stopRequested: () => boolean,
  instance: Instance,
  kinds: readonly HeadCountKind[],
  missing: readonly MissingRow[],
): { readonly causes: readonly HeadCountCause[]; readonly isProven: boolean } {
  const rows = missing.flatMap((one) => rowsAt(instance, one)).slice(0, MOST_ROWS);
  const found: HeadCountCause[] = [];
  for (const row of rows) {
    const cause = causeOfRow(task, instance, kinds, row);
    if (cause !== undefined) put(found, cause);
  }
  if (found.length > 0) return { causes: found, isProven: true };
  const missingHours = leastMissing(highs, stopRequested, instance, kinds);
  if (missingHours <= SURELY) return { causes: [], isProven: false };
  const single = kinds
    .flatMap((kind) => kind.groups)
    .flatMap(({ index, to }): readonly HeadCountCause[] => {
      if (!Number.isFinite(to) || stopRequested()) return [];
      const needed = neededOf(highs, stopRequested, instance, kinds, index);
      const { contract, skills } = task.groups[index] as HeadCountGroup;
      return needed === undefined ? [] : [{ code: 'limit-too-low', contract, skills, to, needed }];
    });
  return { causes: single.length > 0 ? single : [{ code: 'limits-too-low', missingHours }], isProven: true };
}

/** Of the same cause at one moment after the other one stretch is told, and of one limit the most that it takes. */
function put(found: HeadCountCause[], cause: HeadCountCause): void {
  const nameOf = (one: HeadCountCause): string =>
    JSON.stringify({ ...one, start: 0, end: 0, needed: 0, missingHours: 0 });
  const at = found.findIndex(
    (one) => nameOf(one) === nameOf(cause) && (!('end' in one) || !('end' in cause) || one.end === cause.start),
  );
  const known = found[at];
  if (known === undefined) found.push(cause);
  else if ('end' in known && 'end' in cause) found[at] = { ...known, end: cause.end };
  else if ('needed' in known && 'needed' in cause) found[at] = cause.needed > known.needed ? cause : known;
  else if ('missingHours' in known && 'missingHours' in cause) {
    found[at] = { ...known, missingHours: known.missingHours + cause.missingHours };
  }
}

/** Agent-hours, and people of templates, that no choice within the limits meets, at least. Without a limit as many are allowed as could all be of use. */
function leastMissing(
  highs: HighsModule,
  stopRequested: () => boolean,
  instance: Instance,
  kinds: readonly HeadCountKind[],
): number {
  const bare = compileInstance({ ...onlyHard(instance.problem), hardPrice: 1 }, undefined, instance.set);
  const useful = bare.table.floor.reduce((sum, floor) => sum + floor, 0);
  const asKinds = kinds.flatMap((kind): HeadCountKind[] => {
    const own = bare.kinds.find(({ employees }) => employees.includes(kind.kind.employees[0] as number));
    const groups = kind.groups.map((group) => ({ ...group, cost: 0, to: Math.min(group.to, useful) }));
    return own === undefined ? [] : [{ ...kind, kind: own, groups }];
  });
  const master = headCountMaster(highs, bare, asKinds, linePricer(), stopRequested);
  try {
    master.converge(
      (rounds) => rounds >= ROUNDS || stopRequested(),
      () => undefined,
    );
    return master.bound();
  } finally {
    master.dispose();
  }
}

/** How many of one group it takes at least, by the linear program, where the others keep their limits; undefined where it does not help. */
function neededOf(
  highs: HighsModule,
  stopRequested: () => boolean,
  instance: Instance,
  kinds: readonly HeadCountKind[],
  lifted: number,
): number | undefined {
  const freed = kinds.map((kind) => ({
    ...kind,
    groups: kind.groups.map((group) => (group.index === lifted ? { ...group, to: Number.POSITIVE_INFINITY } : group)),
  }));
  const master = headCountMaster(highs, instance, freed, linePricer(), stopRequested);
  try {
    master.converge(
      (rounds) => rounds >= ROUNDS || stopRequested(),
      () => undefined,
    );
    if (master.missing() > SURELY) return undefined;
    return Math.ceil((master.relaxed().get(lifted) ?? 0) - 1e-6);
  } finally {
    master.dispose();
  }
}
