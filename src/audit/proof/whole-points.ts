import { datesFrom } from '../../domain/calendar.ts';
import { hardPrice } from '../../domain/hard-price.ts';
import type { CoverLevels, Problem } from '../../domain/problem.ts';
import { workSeconds } from '../../domain/shift.ts';
import { SECONDS_PER_HOUR } from '../../domain/units.ts';
import { bindRules } from '../../rules/binding.ts';
import { payPlansOfTeam } from '../../rules/pay/planned-pay.ts';
import { askedBreaks } from './shift-breaks.ts';
import { changePoints } from './shift-points.ts';
import type { RowValues } from './values.ts';
import { workedDaysOf } from './worked-days.ts';

/** What rounding of a product may add to a whole number of steps. */
const WHOLE = 1e-9;

/**
 * Whether the points of every roster of a problem are multiples of `step`: all prices of people, of paid time, of wishes and of changes are, and people come and go on the grid of the certificate's slots
 * alone. Anything with another price, such as rules with a weight, makes it untrue here.
 */
export function isInSteps(problem: Problem, { slotSeconds, horizon, rows }: RowValues, step: number): boolean {
  const { team, prices } = problem;
  if (!(step > 0) || rows.length > 0 || prices.hoursSpread !== 0) return false;
  if ((team.fairness ?? []).length > 0) return false;
  const isWhole = (points: number): boolean => Math.abs(points / step - Math.round(points / step)) <= WHOLE;
  const areWhole = (demands: readonly CoverLevels[], each: readonly number[], times: number): boolean =>
    demands.every(
      ({ floor, target, ceiling = 0, hard, steps = [] }) =>
        (hard !== true || isWhole(missing * times)) &&
        [floor, target, ceiling].every(Number.isInteger) &&
        steps.every((one) => isWhole(one.price * times) && Number.isInteger(one.below ?? one.above)),
    ) &&
    (demands.length === 0 || each.every((price) => isWhole(price * times)));
  const missing = hardPrice(problem);
  const perHour = [prices.belowFloorHour, prices.belowTargetHour, prices.aboveTargetHour, prices.aboveCeilingHour];
  const perPerson = [
    prices.belowFloorPerson,
    prices.belowTargetPerson,
    prices.aboveTargetPerson,
    prices.aboveCeilingPerson,
  ];
  if (!areWhole(problem.intervalDemands, perHour, slotSeconds / SECONDS_PER_HOUR)) return false;
  if (!areWhole(problem.templateDemands, perPerson, 1)) return false;
  const isOnGrid = (time: number): boolean =>
    problem.intervalDemands.length === 0 || (time - horizon.start) % slotSeconds === 0;
  const areOnGrid = (spans: readonly { readonly start: number; readonly end: number }[]): boolean =>
    spans.every(({ start, end }) => isOnGrid(start) && isOnGrid(end));
  const around = [...(problem.past ?? []), ...(problem.future ?? [])];
  if (!areOnGrid(problem.intervalDemands) || !around.every((one) => areOnGrid([one, ...one.breaks]))) return false;
  const workedDays = workedDaysOf(problem);
  const dates = datesFrom(problem.from, problem.days);
  return team.employees.every((employee) => {
    const rules = bindRules(team, employee);
    if (rules.some(({ weight = 0 }) => weight > 0)) return false;
    const contract = team.contracts.find(({ id }) => id === employee.contract);
    if (contract === undefined) return false;
    if (prices.labourCost !== 0 && payPlansOfTeam(team, contract).length > 0) return false;
    if (!(employee.requests ?? []).every(({ weight }) => isWhole(weight))) return false;
    const money = employee.costPerHour ?? contract.costPerHour ?? 0;
    const perSecond = (prices.paidHour + prices.labourCost * money) / SECONDS_PER_HOUR;
    const changes = changePoints(problem, employee);
    if (!dates.every((date) => isWhole(changes(date, [])))) return false;
    return workedDays(employee, askedBreaks(rules), false).days.every((own, day) =>
      own.every(({ shift, plan, given }) => {
        if (given === 'elsewhere') return true;
        const places = (plan?.options ?? []).map(({ start, end }) => ({
          start: shift.start + start,
          end: shift.start + end,
        }));
        const spans = [shift, ...shift.breaks, ...(shift.pieces ?? []), ...places];
        const points = workSeconds(shift) * perSecond;
        return isWhole(points) && isWhole(changes(dates[day] as string, [shift])) && areOnGrid(spans);
      }),
    );
  });
}
