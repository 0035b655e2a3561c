import { isLiftedThroughout } from '../domain/agreement.ts';
import type { Problem } from '../domain/problem.ts';
import type { Line, Shift } from '../domain/shift.ts';
import { linesByEmployee } from '../domain/shift.ts';
import { awayOn, type Employee } from '../domain/team.ts';
import { bindRules, ruleContext } from '../rules/binding.ts';
import { compilePrices, isHard } from '../rules/compile.ts';
import { priceLine } from '../rules/fold.ts';
import { compileOnDates } from '../rules/dated-compile.ts';
import { contextOnDates } from '../rules/dates.ts';
import { plannedUnits, priceShare, type Share, sharePoints, sharesBefore, traceOfShares } from '../rules/fairness.ts';
import { horizonOf } from '../rules/known-days.ts';
import type { BoundRule, Compiled, Priced, Primitive, RuleContext } from '../rules/rule.ts';
import { linePricer } from './best-line.ts';
import { type ChangeCosts, changeCosts, publishedDays, traceOfPublished } from './change-cost.ts';
import { findLines, hasLine } from './find-lines.ts';
import { lineJudge } from './line-judge.ts';
import type { LineModel } from './line-model.ts';
import { isDense } from './dense-plan.ts';
import { buildLineModel, stateCount } from './line-model.ts';
import { listedModel } from './listed-lines.ts';
import type { OrderTable } from './order.ts';
import { buildOrder } from './order.ts';
import { payCosts, type EmployeePay } from './pay-cost.ts';
import type { Shape, ShapeSet } from './shapes.ts';
import { middlePlace, shiftOf } from './shapes.ts';
import { sharedTables } from './shared-tables.ts';

/** Employees who may work the same lines at the same costs: the solver plans head-counts of lines for each kind. */
export type EmployeeKind = {
  /** Indexes into the team's employees. */
  readonly employees: readonly number[];
  /** Lines that are surely legal. */
  readonly model: LineModel;
  /** Lines that are not surely illegal: the same object unless a rule is compiled from both sides, or the states are too many. */
  readonly boundModel: LineModel;
  /** Lines that also keep the rules with a weight that have no priced form; absent where every such rule has one. */
  readonly strictModel?: LineModel | undefined;
  /** Rules for which it is not known whether there is a line: they are compiled from two sides, no line is surely legal, and none was found. */
  readonly openRules?: readonly string[] | undefined;
  /** True where the pricer does not know all points of lines, so that some are compared by their own. */
  readonly isCompared: boolean;
  /** True where the models are one and their prices are those of the line: then the cheapest line of the model is the cheapest of all. */
  readonly isExact: boolean;
  /** Points of the rules with a weight, of shares and of premiums for a line, meals as places; absent where there is nothing of the kind. */
  readonly rulePoints?: RulePoints | undefined;
  /** Points per second of paid work. */
  readonly pointsPerSecond: number;
  /** Points of a day off by day (wishes to work not met). */
  readonly offCost: Float64Array;
  /** Points besides pay of working template t (-1 for none) on day d: workCost[d * (templates + 1) + t + 1]. */
  readonly workCost: Float64Array;
  /** Points of differing from what was published, by day and shape; those of days off are in `offCost`. */
  readonly changes?: ChangeCosts['shape'] | undefined;
};

/** The part of a kind that is the same for all kinds with the same rules, days and surroundings. */
type Legal = Pick<
  EmployeeKind,
  'model' | 'boundModel' | 'strictModel' | 'isCompared' | 'isExact' | 'rulePoints' | 'openRules'
>;

/** Models as the rules give them. */
type CompiledLegal = Omit<Legal, 'rulePoints' | 'openRules'> & {
  /** Rules whose sufficient and necessary forms differ. */
  readonly sidedRules: readonly string[];
};

/** What the rules see of the problem around one employee. */
function contextOf(problem: Problem, employee: Employee): RuleContext {
  return ruleContext(problem.team, employee, horizonOf(problem));
}

/** The rules that the solver must keep: those that forbid, with or without an agreement that could lift them. */
export function hardRules(problem: Problem, employee: Employee): readonly BoundRule[] {
  return bindRules(problem.team, employee).filter(
    ({ rule, severity }) =>
      isHard(severity) && !(severity === 'agreement' && isLiftedThroughout(problem, rule.id, employee.id)),
  );
}

/** The rules that have a weight and apply on a day of the horizon. */
function weightedRules(problem: Problem, employee: Employee): readonly BoundRule[] {
  const context = contextOf(problem, employee);
  return bindRules(problem.team, employee).filter(
    (bound) => (bound.weight ?? 0) > 0 && contextOnDates(context, bound) !== undefined,
  );
}

/** Above this many states a line that needs labels is priced approximately, and exactly only in a relaxation that leaves counters out. */
const MOST_STATES = 200_000;

/** Points of a line: its shapes, -1 for a day off, and the places of its meals. */
export type RulePoints = (shapes: Int32Array, meals: Int32Array) => number;

/** Lines whose points are kept; beyond that all are forgotten. */
const MOST_LINES = 20_000;

const names = new WeakMap<BoundRule, string>();

/** All that a rule says with its values, dates and price, whoever it is bound for. */
function nameOf(bound: BoundRule): string {
  const known = names.get(bound);
  if (known !== undefined) return known;
  const { rule, values, severity, weight, from, to } = bound;
  const name = JSON.stringify([rule.id, values, isHard(severity), weight, from, to]);
  names.set(bound, name);
  return name;
}

/** A list that a bound rule was compiled to. */
type Source = { readonly bound: BoundRule; readonly list: readonly (Primitive | Priced)[] };

/** Everything about a shift that a rule can see, except whose it is. */
function traceOf(shifts: readonly Shift[]): unknown {
  return shifts.map((shift) => [
    shift.start,
    shift.end,
    shift.template,
    shift.skill,
    shift.activity,
    shift.breaks,
    shift.pieces,
  ]);
}

/** Compiles employees to line models; one compiler serves a whole problem, so that equal employees share their model. */
export type KindCompiler = {
  /** Undefined where it is told to stop on the way. */
  readonly kinds: (stopRequested: () => boolean) => readonly EmployeeKind[] | undefined;
  /** Whether it is proven that one employee has no line under some of the rules alone; used to find which rules leave none. */
  readonly isImpossible: (employee: Employee, rules: readonly BoundRule[], withLocks: boolean) => boolean;
};

/** `fixed`: employees who work exactly their locks, whatever the rules say of these. `teamClass`: what tells each from others in team rules. */
export function kindCompiler(
  problem: Problem,
  set: ShapeSet,
  fixed: ReadonlySet<string> = new Set(),
  teamClass?: Int32Array,
): KindCompiler {
  const { team } = problem;
  const past = linesByEmployee(problem.past ?? []);
  const future = linesByEmployee(problem.future ?? []);
  const locks = linesByEmployee(problem.locks);
  const elsewhere = linesByEmployee(problem.elsewhere ?? []);
  const shares = sharesBefore(team, problem, problem.past);
  const shifts = set.byDay.map((shapes) => shapes.map((shape) => shiftOf(problem, set, shape, '', middlePlace(shape))));
  const orders = new Map<string, OrderTable>();
  const compiledRules = new Map<string, Compiled>();
  const tables = sharedTables(shifts);
  const pricer = linePricer();
  const costs = payCosts(problem, set, shifts);
  const aroundOf = ({ id }: Employee) => ({
    past: past.get(id) ?? [],
    future: future.get(id) ?? [],
    elsewhere: elsewhere.get(id),
  });

  const orderOf = (sources: readonly Source[]): OrderTable => {
    const found: Extract<Primitive, { kind: 'order' }>[] = [];
    const pairs: Extract<Priced, { kind: 'pair-price' }>[] = [];
    const names: string[] = [];
    for (const { bound, list } of sources) {
      for (const one of list) {
        if (one.kind !== 'order' && one.kind !== 'pair-price') continue;
        if (one.kind === 'order') found.push(one);
        else pairs.push(one);
        names.push(`${one.kind} ${nameOf(bound)}`);
      }
    }
    // An order primitive depends on the rule's values and dates alone, never on the employee: that is what makes this table shared.
    const key = names.join('|');
    const known = orders.get(key);
    if (known !== undefined) return known;
    const made = buildOrder(set, shifts, found, pairs);
    orders.set(key, made);
    return made;
  };

  const permittedOf = (employee: Employee, withLocks: boolean): { permitted: Uint8Array[]; mustWork: boolean[] } => {
    const isFixed = fixed.has(employee.id);
    const published = isFixed ? [] : (elsewhere.get(employee.id) ?? []);
    const own = new Set<Shift>(withLocks ? [...(locks.get(employee.id) ?? []), ...published] : []);
    const skilled = set.skills.map((skill) => employee.skills.includes(skill));
    const hasSkill = skilled.includes(true);
    const mustWork = set.byDay.map((shapes) =>
      shapes.some((shape) => shape.locked !== undefined && own.has(shape.locked)),
    );
    const away = set.dates.map((date) => awayOn(employee, date));
    const { closedBefore = '' } = problem;
    const permitted = set.byDay.map((shapes, day) =>
      Uint8Array.from(shapes, (shape: Shape) => {
        if (shape.locked !== undefined) return own.has(shape.locked) ? 1 : 0;
        if (isFixed || mustWork[day] === true || (set.dates[day] as string) < closedBefore) return 0;
        if (shape.profiles?.has(set.profileOf.get(employee.id) as number) === false) return 0;
        if (shape.activity !== away[day]) return 0;
        if (shape.activity !== undefined) return 1;
        if (shape.skill < 0) return hasSkill ? 0 : 1;
        return skilled[shape.skill] === true ? 1 : 0;
      }),
    );
    return { permitted, mustWork };
  };

  /** All that rules can see of an employee, but for her wishes and for what `availability` alone looks at. */
  const personOf = (employee: Employee, before: Line, behind: Line): string => {
    const { id: _, name: _name, externalIds: _ids, requests: _requests, costPerHour: _cost, ...seen } = employee;
    const { contract, availability: _times, unavailable: _spans, daysOff: _days, ...terms } = seen;
    const { id: _id, name: _title, ...agreed } = team.contracts.find((one) => one.id === contract) ?? { id: contract };
    return JSON.stringify([terms, agreed, traceOf(before), traceOf(behind)]);
  };

  /** The compiled form of a rule, once for all employees in whom it sees the same: their models then share tables. */
  const compiledOnce = (
    bound: BoundRule,
    context: RuleContext,
    before: Line,
    behind: Line,
    person: string,
  ): Compiled => {
    if (bound.rule.id === 'availability') return compileOnDates(bound, context, before, behind);
    const key = `${nameOf(bound)} ${person}`;
    const compiled = compiledRules.get(key) ?? compileOnDates(bound, context, before, behind);
    compiledRules.set(key, compiled);
    return compiled;
  };

  const compile = (
    employee: Employee,
    rules: readonly BoundRule[],
    weighted: readonly BoundRule[],
    shares: readonly Share[],
    pay: EmployeePay | undefined,
    withLocks: boolean,
  ): CompiledLegal => {
    const context = contextOf(problem, employee);
    const [before, behind] = [past.get(employee.id) ?? [], future.get(employee.id) ?? []];
    const person = personOf(employee, before, behind);
    const sidesOf = (list: readonly BoundRule[]) =>
      list.map((bound) => ({ bound, compiled: compiledOnce(bound, context, before, behind, person) }));
    const hard = sidesOf(rules);
    // The fold does not blame this roster for what another team has planned by itself, and the priced forms cannot tell it apart.
    const isAlone = !elsewhere.has(employee.id) && !fixed.has(employee.id);
    const prices = weighted.map((bound) => ({
      bound,
      list: isAlone ? compilePrices(bound, context, before, behind) : undefined,
    }));
    const priced = prices.flatMap(({ bound, list }) => (list === undefined ? [] : [{ bound, list }]));
    const unpriced = prices.filter(({ list }) => list === undefined).map(({ bound }) => bound);
    const sharePrices = isAlone ? shares.map((share) => priceShare(share, team.zone, employee, problem, before)) : [];
    const payPrices = pay?.priced(isAlone);
    const { permitted, mustWork } = permittedOf(employee, withLocks);
    const build = (side: 'necessary' | 'sufficient', kept: typeof hard, mostStates?: number): LineModel => {
      const lists = kept.map(({ bound, compiled }) => ({ bound, list: compiled[side] }));
      const order = orderOf([...lists, ...priced]);
      const primitives = lists.flatMap(({ list }) => list);
      const prices = [...priced.flatMap(({ list }) => list), ...sharePrices, ...(payPrices?.priced ?? [])];
      return buildLineModel(set, order, permitted, mustWork, shifts, primitives, prices, mostStates, tables);
    };
    const model = build('sufficient', hard);
    const strictModel =
      unpriced.length > 0 && isAlone ? build('sufficient', [...hard, ...sidesOf(unpriced)]) : undefined;
    const sided = hard.filter(({ compiled }) => compiled.necessary !== compiled.sufficient);
    const isOne = sided.length === 0 && (isDense(model) || stateCount(model) <= MOST_STATES);
    const necessary = isOne ? model : build('necessary', hard);
    const fits = isDense(necessary) || stateCount(necessary) <= MOST_STATES;
    const boundModel = fits ? necessary : build('necessary', hard, MOST_STATES);
    return {
      model,
      boundModel,
      strictModel,
      isCompared: strictModel !== undefined || payPrices?.isExact === false,
      isExact: isOne && unpriced.length === 0 && sharePrices.length === shares.length && payPrices?.isExact !== false,
      sidedRules: [...new Set(sided.map(({ bound }) => bound.rule.id))],
    };
  };

  /**
   * Models with at least one line, where one is known. Where no line is surely legal the fold is asked about lines that are not surely illegal, and those
   * that it passes are the model; where it passes none of all there are, the model of the bound has none either.
   */
  const withKnownLines = (
    employee: Employee,
    rules: readonly BoundRule[],
    { sidedRules, ...legal }: CompiledLegal,
    rulePoints: RulePoints | undefined,
  ): Legal => {
    const whole = { ...legal, rulePoints };
    if (sidedRules.length === 0 || hasLine(set, pricer, legal.model)) return whole;
    const none = { ...legal.boundModel, impossible: true };
    if (!hasLine(set, pricer, legal.boundModel)) return { ...whole, boundModel: none };
    const judge = lineJudge(problem, set, employee.id, rules, contextOf(problem, employee), {
      past: past.get(employee.id) ?? [],
      future: future.get(employee.id) ?? [],
      elsewhere: elsewhere.get(employee.id),
    });
    const { lines, isAll } = findLines(set, pricer, legal.boundModel, judge);
    if (lines.length > 0) {
      const listed = lines.map((shapes) => ({ shapes, points: rulePoints?.(shapes, middlePlaces(set, shapes)) ?? 0 }));
      return { ...whole, model: listedModel(legal.boundModel, listed), strictModel: undefined };
    }
    return isAll ? { ...whole, boundModel: none } : { ...whole, openRules: sidedRules };
  };

  /** The points of lines by the fold itself, each line folded once. */
  const rulePointsOf = (
    employee: Employee,
    weighted: readonly BoundRule[],
    own: readonly Share[],
    pay: EmployeePay | undefined,
  ): RulePoints | undefined => {
    if (weighted.length === 0 && own.length === 0 && pay === undefined) return undefined;
    const context = contextOf(problem, employee);
    const around = aroundOf(employee);
    const known = new Map<string, number>();
    return (shapes, meals) => {
      const key = `${shapes.join(',')} ${meals.join(',')}`;
      const old = known.get(key);
      if (old !== undefined) return old;
      const line: Shift[] = [];
      shapes.forEach((index, day) => {
        const shape = index < 0 ? undefined : set.byDay[day]?.[index];
        if (shape === undefined || shape.elsewhere === true) return;
        line.push(shiftOf(problem, set, shape, employee.id, meals[day] as number));
      });
      let { points } = priceLine(weighted, context, { ...around, line });
      for (const share of own) {
        points += sharePoints(share, plannedUnits(share, team.zone, employee, problem, around.past, line));
      }
      if (pay !== undefined) points += pay.points(line);
      if (known.size >= MOST_LINES) known.clear();
      known.set(key, points);
      return points;
    };
  };

  return {
    isImpossible: (employee, rules, withLocks) => {
      const compiled = compile(employee, rules, [], [], undefined, withLocks);
      const { model, openRules } = withKnownLines(employee, rules, compiled, undefined);
      return openRules === undefined && !hasLine(set, pricer, model);
    },
    kinds: (stopRequested) => {
      const published = publishedDays(problem, set);
      const models = new Map<string, Legal>();
      const kinds = new Map<string, { kind: EmployeeKind; employees: number[] }>();
      for (const [index, employee] of team.employees.entries()) {
        if (stopRequested()) return undefined;
        const rules = fixed.has(employee.id) ? [] : hardRules(problem, employee);
        const weighted = weightedRules(problem, employee);
        const own = shares.get(employee.id) ?? [];
        const pay = costs.of(employee, contextOf(problem, employee), aroundOf(employee));
        const { id: _id, name: _name, requests = [], costPerHour, ...terms } = employee;
        const legal = JSON.stringify([
          terms,
          [...rules, ...weighted].map(nameOf),
          traceOfShares(own, employee, problem),
          traceOf(past.get(employee.id) ?? []),
          traceOf(future.get(employee.id) ?? []),
          traceOf(locks.get(employee.id) ?? []),
          traceOf(elsewhere.get(employee.id) ?? []),
          fixed.has(employee.id),
          pay === undefined ? null : costPerHour,
        ]);
        const contract = team.contracts.find((one) => one.id === employee.contract);
        const money = costPerHour ?? contract?.costPerHour ?? 0;
        const pointsPerSecond = (problem.prices.paidHour + problem.prices.labourCost * money) / 3600;
        const told = published?.get(employee.id);
        const key = `${teamClass?.[index] ?? 0} ${legal} ${JSON.stringify([requests, traceOfPublished(told)])} ${pointsPerSecond}`;
        const known = kinds.get(key);
        if (known !== undefined) {
          known.employees.push(index);
          continue;
        }
        const model =
          models.get(legal) ??
          withKnownLines(
            employee,
            rules,
            compile(employee, rules, weighted, own, pay, true),
            rulePointsOf(employee, weighted, own, pay),
          );
        models.set(legal, model);
        const employees = [index];
        kinds.set(key, {
          employees,
          kind: { employees, ...model, pointsPerSecond, ...ownCosts(problem, set, employee, told) },
        });
      }
      return [...kinds.values()].map((one) => one.kind);
    },
  };
}

/** The places of a line's breaks that stand for all. */
function middlePlaces(set: ShapeSet, shapes: Int32Array): Int32Array {
  return shapes.map((index, day) => (index < 0 ? 0 : middlePlace(set.byDay[day]?.[index] as Shape)));
}

/** Prices of an employee's wishes, and of differing from what she was told. */
function ownCosts(
  problem: Problem,
  set: ShapeSet,
  employee: Employee,
  told: readonly (readonly Shift[])[] | undefined,
): Pick<EmployeeKind, 'offCost' | 'workCost' | 'changes'> {
  const wishes = requestCosts(problem, set, employee);
  if (told === undefined) return wishes;
  const changes = changeCosts(problem, set, told);
  return {
    ...wishes,
    offCost: wishes.offCost.map((cost, day) => cost + (changes.off[day] as number)),
    changes: changes.shape,
  };
}

/** Prices of an employee's wishes by day: of having it off, and of working each template. */
function requestCosts(
  problem: Problem,
  set: ShapeSet,
  employee: Employee,
): { offCost: Float64Array; workCost: Float64Array } {
  const templates = problem.team.shiftTemplates;
  const width = templates.length + 1;
  const offCost = new Float64Array(set.dates.length);
  const workCost = new Float64Array(set.dates.length * width);
  const dayOf = new Map(set.dates.map((date, day) => [date, day]));
  for (const request of employee.requests ?? []) {
    const day = dayOf.get(request.date);
    if (day === undefined) continue;
    if (request.kind === 'work' || request.kind === 'shift') offCost[day] = (offCost[day] as number) + request.weight;
    for (let column = 0; column < width; column++) {
      const id = templates[column - 1]?.id;
      const missed =
        request.kind === 'day-off' ||
        (request.kind === 'shift' && id !== request.template) ||
        (request.kind === 'avoid-shift' && id === request.template);
      if (missed) workCost[day * width + column] = (workCost[day * width + column] as number) + request.weight;
    }
  }
  return { offCost, workCost };
}
