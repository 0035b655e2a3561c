import { isLiftedThroughout } from '../../domain/agreement.ts';
import type { Problem } from '../../domain/problem.ts';
import { linesByEmployee, type Shift } from '../../domain/shift.ts';
import type { Employee } from '../../domain/team.ts';
import { bindRules, ruleContext } from '../../rules/binding.ts';
import { compilePrices, isHard } from '../../rules/compile.ts';
import { compileOnDates } from '../../rules/dated-compile.ts';
import { contextOnDates } from '../../rules/dates.ts';
import { priceShare, sharesBefore } from '../../rules/fairness.ts';
import type { KnownLine } from '../../rules/fold.ts';
import { horizonOf } from '../../rules/known-days.ts';
import { payPlansOfTeam, plannedPremium } from '../../rules/pay/planned-pay.ts';
import { flatPay, localPlanOf, pricedPay, type ShiftPay, shiftPay } from '../../rules/pay/priced-pay.ts';
import type { BoundRule, Priced, RuleContext } from '../../rules/rule.ts';
import { unitsBelow } from './exact.ts';
import { type DayCosts, type LeastLine, leastLine } from './least-line.ts';
import { machinesOf } from './machine.ts';
import { askedBreaks } from './shift-breaks.ts';
import { shiftPointsOf } from './shift-points.ts';
import { type Tables, tablesOf } from './tables.ts';
import type { RowValues } from './values.ts';
import { withBreaks, type WorkedDay, workedDaysOf } from './worked-days.ts';

/** States of one rule on a day above which a check gives up. */
const MOST_STATES = 200_000;

/** Places of breaks that pay is looked at for one by one. */
const MOST_PLACES = 24;

export type EmployeeLines = {
  /** The least of an employee's legal lines, in units, as far as it is at or below `limit`. */
  readonly least: (employee: Employee, limit: number, asLocked: boolean, expired: () => boolean) => LeastLine;
  /** All that the lines of an employee depend on, as text: employees who share it have the same least. */
  readonly traceOf: (employee: Employee, asLocked: boolean) => string;
};

/** The lines of the employees of a problem at some values of its rows: legal by what each rule says must hold of every line that keeps it. */
export function employeeLines(problem: Problem, values: RowValues): EmployeeLines {
  const { team } = problem;
  const past = linesByEmployee(problem.past ?? []);
  const future = linesByEmployee(problem.future ?? []);
  const elsewhere = linesByEmployee(problem.elsewhere ?? []);
  const locks = linesByEmployee(problem.locks);
  const shares = sharesBefore(team, problem, problem.past);
  const workedDays = workedDaysOf(problem);
  const shiftPoints = shiftPointsOf(problem, values);
  const baseline = linesByEmployee(problem.baseline?.shifts ?? []);

  const kept = (employee: Employee, rules: readonly BoundRule[]): readonly BoundRule[] =>
    rules.filter(
      ({ rule, severity }) =>
        isHard(severity) && !(severity === 'agreement' && isLiftedThroughout(problem, rule.id, employee.id)),
    );

  return {
    least(employee, limit, asLocked, expired) {
      const all = bindRules(team, employee);
      const context = ruleContext(team, employee, horizonOf(problem));
      const known = {
        past: past.get(employee.id) ?? [],
        future: future.get(employee.id) ?? [],
        elsewhere: elsewhere.get(employee.id),
      };
      const primitives = (asLocked ? [] : kept(employee, all)).flatMap(
        (bound) => compileOnDates(bound, context, known.past, known.future).necessary,
      );
      const worked = workedDays(employee, askedBreaks(all), asLocked);
      const days = worked.days.map((list, day) =>
        list.filter(
          ({ shift, given }) =>
            given === 'elsewhere' || primitives.every((one) => one.kind !== 'allow' || one.allows(day, shift)),
        ),
      );
      const shifts = days.map((list) => list.map(({ shift }) => shift));
      const isAlone = known.elsewhere === undefined && !asLocked;
      const ofRules = isAlone
        ? all
            .filter((bound) => (bound.weight ?? 0) > 0 && contextOnDates(context, bound) !== undefined)
            .flatMap((bound) => compilePrices(bound, context, known.past, known.future) ?? [])
        : [];
      const ofShares = isAlone
        ? (shares.get(employee.id) ?? []).map((share) => priceShare(share, team.zone, employee, problem, known.past))
        : [];
      const priced = [...ofRules, ...ofShares, ...payPrices(problem, context, known, days, shifts, isAlone)];
      const own = shiftPoints(employee);
      const costs = days.map((list, day): DayCosts => {
        const alone = priced.filter((one) => one.kind === 'shift-price');
        return {
          off: worked.mustWork[day] === true ? Number.POSITIVE_INFINITY : own.off(day),
          options: Float64Array.from(list, (one) =>
            alone.reduce((sum, { price }) => sum + unitsBelow(price(day, one.shift)), own.worked(day, one)),
          ),
        };
      });
      const counts = days.map((list) => list.length);
      const tables: Tables[] = [];
      for (const machine of machinesOf(primitives, priced, shifts)) {
        if (expired()) return 'time';
        const made = tablesOf(machine, counts, MOST_STATES);
        if (made === 'too-many') return { atMost: Number.POSITIVE_INFINITY };
        if (made === 'none') return made;
        tables.push(made);
      }
      return leastLine(tables, costs, limit, expired);
    },
    traceOf(employee, asLocked) {
      const { id, name: _name, externalIds: _external, ...terms } = employee;
      const told = (lines: ReadonlyMap<string, readonly Shift[]>) =>
        lines.get(id)?.map(({ id: _id, employeeId: _employee, ...shift }) => shift);
      const rules = bindRules(team, employee).map(({ rule, ...bound }) => [rule.id, bound]);
      const rows = values.rows.map(({ row }) => row.coefficients.get(id) ?? 0);
      const own = (shares.get(id) ?? []).map(({ setting, above }) => [setting.id, above]);
      const around = [past, future, elsewhere, locks, baseline].map(told);
      return JSON.stringify([terms, rules, rows, own, around, asLocked]);
    },
  };
}

/** What is known of premiums before whole lines are: never more than they come to. */
function payPrices(
  problem: Problem,
  context: RuleContext,
  known: Omit<KnownLine, 'line'>,
  days: readonly (readonly WorkedDay[])[],
  shifts: readonly (readonly Shift[])[],
  isAlone: boolean,
): readonly Priced[] {
  const points = problem.prices.labourCost;
  if (points === 0) return [];
  const plans = payPlansOfTeam(problem.team, context.contract);
  if (plans.length === 0) return [];
  const premium = plannedPremium(context, plans, known);
  const local = isAlone ? localPlanOf(context, plans) : undefined;
  if (local === undefined) return flatPay(premium, points).priced;
  const depends = local.plan.days === 'clock' || (local.plan.windows ?? []).length > 0;
  const pays = new Map<Shift, ShiftPay>();
  const placesOf = ({ shift, plan }: WorkedDay): readonly Shift[] => {
    if (!depends || plan === undefined || shift.breaks.every(({ paid }) => paid)) return [shift];
    if (plan.size > MOST_PLACES) return [];
    return plan.all().map((place) => withBreaks(shift, plan.placement(place)));
  };
  const payOf = (shift: Shift): ShiftPay => {
    const pay = pays.get(shift);
    if (pay === undefined) throw new Error(`no pay is known of the shift ${shift.id}`);
    return pay;
  };
  for (const one of days.flat()) pays.set(one.shift, shiftPay(context, local, placesOf(one), one.shift));
  return pricedPay(context, local, premium, shifts, payOf, points).priced;
}
