import { isLiftedThroughout } from '../domain/agreement.ts';
import type { Problem } from '../domain/problem.ts';
import type { Shift } from '../domain/shift.ts';
import { linesByEmployee } from '../domain/shift.ts';
import { awayOn, type Employee } from '../domain/team.ts';
import { bindRules, ruleContext } from '../rules/binding.ts';
import { isHard } from '../rules/compile.ts';
import { contextOfRule, horizonOf } from '../rules/known-days.ts';
import type { BoundRule, Primitive, RuleContext } from '../rules/rule.ts';
import { type ChangeCosts, changeCosts, publishedDays, traceOfPublished } from './change-cost.ts';
import type { LineModel } from './line-model.ts';
import { buildLineModel, stateCount } from './line-model.ts';
import type { OrderTable } from './order.ts';
import { buildOrder } from './order.ts';
import type { Shape, ShapeSet } from './shapes.ts';
import { middlePlace, shiftOf } from './shapes.ts';

/** Employees who may work the same lines at the same costs: the solver plans head-counts of lines for each kind. */
export type EmployeeKind = {
  /** Indexes into the team's employees. */
  readonly employees: readonly number[];
  /** Lines that are surely legal. */
  readonly model: LineModel;
  /** Lines that are not surely illegal: the same object unless a rule is compiled from both sides, or the states are too many. */
  readonly boundModel: LineModel;
  /** Points per second of paid work. */
  readonly pointsPerSecond: number;
  /** Points of a day off by day (wishes to work not met). */
  readonly offCost: Float64Array;
  /** Points besides pay of working template t (-1 for none) on day d: workCost[d * (templates + 1) + t + 1]. */
  readonly workCost: Float64Array;
  /** Points of differing from what was published, by day and shape; those of days off are in `offCost`. */
  readonly changes?: ChangeCosts['shape'] | undefined;
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

/** Above this many states a line is priced approximately, and exactly only in a relaxation that leaves counters out. */
const MOST_STATES = 200_000;

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
  readonly kinds: () => readonly EmployeeKind[];
  /** The model of one employee under some of the rules alone; used to find which rules leave no line. */
  readonly modelUnder: (employee: Employee, rules: readonly BoundRule[], withLocks: boolean) => LineModel;
};

/** `fixed`: employees who work exactly their locks, whatever the rules say of these. */
export function kindCompiler(problem: Problem, set: ShapeSet, fixed: ReadonlySet<string> = new Set()): KindCompiler {
  const { team } = problem;
  const past = linesByEmployee(problem.past ?? []);
  const future = linesByEmployee(problem.future ?? []);
  const locks = linesByEmployee(problem.locks);
  const elsewhere = linesByEmployee(problem.elsewhere ?? []);
  const shifts = set.byDay.map((shapes) => shapes.map((shape) => shiftOf(problem, set, shape, '', middlePlace(shape))));
  const orders = new Map<string, OrderTable>();

  const orderOf = (rules: readonly BoundRule[], lists: readonly (readonly Primitive[])[]): OrderTable => {
    const found: Extract<Primitive, { kind: 'order' }>[] = [];
    const names: string[] = [];
    lists.forEach((list, index) => {
      for (const primitive of list) {
        if (primitive.kind !== 'order') continue;
        found.push(primitive);
        const bound = rules[index] as BoundRule;
        names.push(`${bound.rule.id} ${JSON.stringify(bound.values)}`);
      }
    });
    // An order primitive depends on the rule's values alone, never on the employee: that is what makes this table shared.
    const key = names.join('|');
    const known = orders.get(key);
    if (known !== undefined) return known;
    const made = buildOrder(set, shifts, found);
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
    const permitted = set.byDay.map((shapes, day) =>
      Uint8Array.from(shapes, (shape: Shape) => {
        if (shape.locked !== undefined) return own.has(shape.locked) ? 1 : 0;
        if (isFixed || mustWork[day] === true) return 0;
        if (shape.profiles?.has(set.profileOf.get(employee.id) as number) === false) return 0;
        if (shape.activity !== away[day]) return 0;
        if (shape.activity !== undefined) return 1;
        if (shape.skill < 0) return hasSkill ? 0 : 1;
        return skilled[shape.skill] === true ? 1 : 0;
      }),
    );
    return { permitted, mustWork };
  };

  const compile = (
    employee: Employee,
    rules: readonly BoundRule[],
    withLocks: boolean,
  ): { model: LineModel; boundModel: LineModel } => {
    const context = contextOf(problem, employee);
    const compiled = rules.map((bound) =>
      bound.rule.compile(
        bound.values,
        contextOfRule(context, bound),
        past.get(employee.id) ?? [],
        future.get(employee.id) ?? [],
      ),
    );
    const { permitted, mustWork } = permittedOf(employee, withLocks);
    const build = (side: 'necessary' | 'sufficient', mostStates?: number): LineModel => {
      const lists = compiled.map((one) => one[side]);
      return buildLineModel(set, orderOf(rules, lists), permitted, mustWork, shifts, lists.flat(), mostStates);
    };
    const model = build('sufficient');
    const exact = compiled.every((one) => one.necessary === one.sufficient);
    if (exact && stateCount(model) <= MOST_STATES) return { model, boundModel: model };
    return { model, boundModel: build('necessary', MOST_STATES) };
  };

  return {
    modelUnder: (employee, rules, withLocks) => compile(employee, rules, withLocks).model,
    kinds: () => {
      const published = publishedDays(problem, set);
      const models = new Map<string, { model: LineModel; boundModel: LineModel }>();
      const kinds = new Map<string, { kind: EmployeeKind; employees: number[] }>();
      team.employees.forEach((employee, index) => {
        const rules = fixed.has(employee.id) ? [] : hardRules(problem, employee);
        const { id: _id, name: _name, requests = [], costPerHour, ...terms } = employee;
        const legal = JSON.stringify([
          terms,
          rules.map((bound) => [bound.rule.id, bound.values]),
          traceOf(past.get(employee.id) ?? []),
          traceOf(future.get(employee.id) ?? []),
          traceOf(locks.get(employee.id) ?? []),
          traceOf(elsewhere.get(employee.id) ?? []),
          fixed.has(employee.id),
        ]);
        const contract = team.contracts.find((one) => one.id === employee.contract);
        const money = costPerHour ?? contract?.costPerHour ?? 0;
        const pointsPerSecond = (problem.prices.paidHour + problem.prices.labourCost * money) / 3600;
        const told = published?.get(employee.id);
        const key = `${legal} ${JSON.stringify([requests, traceOfPublished(told)])} ${pointsPerSecond}`;
        const known = kinds.get(key);
        if (known !== undefined) {
          known.employees.push(index);
          return;
        }
        const model = models.get(legal) ?? compile(employee, rules, true);
        models.set(legal, model);
        const employees = [index];
        kinds.set(key, {
          employees,
          kind: { employees, ...model, pointsPerSecond, ...ownCosts(problem, set, employee, told) },
        });
      });
      return [...kinds.values()].map((one) => one.kind);
    },
  };
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
  for (const request of employee.requests ?? []) {
    const day = set.dates.indexOf(request.date);
    if (day < 0) continue;
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
