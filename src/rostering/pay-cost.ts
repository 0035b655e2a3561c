import type { Problem } from '../domain/problem.ts';
import type { Shift } from '../domain/shift.ts';
import type { Employee } from '../domain/team.ts';
import type { DatedPlan } from '../rules/pay/pay-weeks.ts';
import { payPlansOfTeam, plannedPremium, type PlannedPremium } from '../rules/pay/planned-pay.ts';
import { flatPay, localPlanOf, pricedPay, type PricedPay, type ShiftPay, shiftPay } from '../rules/pay/priced-pay.ts';
import type { KnownLine } from '../rules/fold.ts';
import type { RuleContext } from '../rules/rule.ts';
import { type Shape, type ShapeSet, shiftOf } from './shapes.ts';

/** Placements of a plan that are looked at one by one. */
const MOST_PLACEMENTS = 24;

/** What hours are paid beyond their hourly cost, for the employees of a problem whose labour cost has a price. */
export type PayCosts = {
  /** What an employee's lines add; undefined where nothing says how her hours are paid. */
  readonly of: (employee: Employee, context: RuleContext, known: Omit<KnownLine, 'line'>) => EmployeePay | undefined;
};

export type EmployeePay = {
  /** Points of a line beyond one hourly cost for each hour, exactly. */
  readonly points: (line: readonly Shift[]) => number;
  /** What the pricer knows of them; `isAlone`: no other team's shifts among the horizon's. */
  readonly priced: (isAlone: boolean) => PricedPay;
};

/** Every shift that a shape can be, by the places of its breaks; only the one given where they do not matter. Undefined where they are too many. */
function placements(problem: Problem, set: ShapeSet, shape: Shape, shift: Shift): readonly Shift[] | undefined {
  if (shape.locked !== undefined || shift.breaks.every(({ paid }) => paid)) return [shift];
  const count = shape.plan?.size ?? shape.mealOffsets.length;
  if (count > MOST_PLACEMENTS) return undefined;
  const numbers = shape.plan?.all() ?? Array.from({ length: Math.max(1, count) }, (_, place) => place);
  return numbers.map((place) => shiftOf(problem, set, shape, '', place));
}

/** `shifts`: the shapes as shifts, by day. */
export function payCosts(problem: Problem, set: ShapeSet, shifts: readonly (readonly Shift[])[]): PayCosts {
  const points = problem.prices.labourCost;
  const plansOf = new Map<string, readonly DatedPlan[]>();
  const paid = new Map<string, ReadonlyMap<Shift, ShiftPay>>();

  const payOfShapes = (context: RuleContext, local: NonNullable<ReturnType<typeof localPlanOf>>) => {
    // Of the employee nothing else decides what a shift is paid by itself.
    const key = JSON.stringify([local.plan, context.contract.workdays]);
    const known = paid.get(key);
    if (known !== undefined) return known;
    const made = new Map<Shift, ShiftPay>();
    const alike = new Map<string, ShiftPay>();
    const depends = local.plan.days === 'clock' || (local.plan.windows ?? []).length > 0;
    set.byDay.forEach((shapes, day) => {
      shapes.forEach((shape, index) => {
        const shift = shifts[day]?.[index];
        if (shift === undefined) return;
        const places = depends ? placements(problem, set, shape, shift) : [shift];
        const name = JSON.stringify([shift.start, shift.end, places?.map(({ breaks }) => breaks) ?? null]);
        const pay = alike.get(name) ?? shiftPay(context, local, places ?? [], shift);
        alike.set(name, pay);
        made.set(shift, pay);
      });
    });
    paid.set(key, made);
    return made;
  };

  const priced = (context: RuleContext, plans: readonly DatedPlan[], premium: PlannedPremium): PricedPay => {
    const local = localPlanOf(context, plans);
    if (local === undefined) return flatPay(premium, points);
    const pays = payOfShapes(context, local);
    const payOf = (shift: Shift): ShiftPay => {
      const pay = pays.get(shift);
      if (pay === undefined) throw new Error(`no pay is known of the shift ${shift.id}`);
      return pay;
    };
    return pricedPay(context, local, premium, shifts, payOf, points);
  };

  return {
    of: (employee, context, known) => {
      if (points === 0) return undefined;
      const plans = plansOf.get(employee.contract) ?? payPlansOfTeam(problem.team, context.contract);
      plansOf.set(employee.contract, plans);
      if (plans.length === 0) return undefined;
      const premium = plannedPremium(context, plans, known);
      return {
        points: (line) => points * premium.of(line).money,
        priced: (isAlone) => (isAlone ? priced(context, plans, premium) : flatPay(premium, points)),
      };
    },
  };
}
