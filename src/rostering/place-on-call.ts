import { plannedInstant, minutesOfDay } from '../domain/calendar.ts';
import { hardPrice } from '../domain/hard-price.ts';
import { isOnCallTemplate } from '../domain/on-call.ts';
import type { Problem, TemplateDemand } from '../domain/problem.ts';
import { isOnCall, linesByEmployee, ON_CALL, type Shift, shiftDate } from '../domain/shift.ts';
import type { Employee, ShiftTemplate } from '../domain/team.ts';
import type { Interval } from '../domain/units.ts';
import { bindRules, ruleContext } from '../rules/binding.ts';
import { isHard } from '../rules/compile.ts';
import { horizonOf } from '../rules/known-days.ts';

/** A duty that somebody is wanted for, and what it costs that nobody has it. */
type Seat = Interval & { readonly demand: TemplateDemand; readonly template: ShiftTemplate; readonly price: number };

function overlap(a: Interval, b: Interval): boolean {
  return a.start < b.end && b.start < a.end;
}

/** What is wanted and not there yet, the dearest first: demands with a skill before those without, which count everybody. */
function seatsOf(problem: Problem, shifts: readonly Shift[]): readonly Seat[] {
  const { team, prices } = problem;
  const templates = new Map(team.shiftTemplates.filter(isOnCallTemplate).map((one) => [one.id, one]));
  const hard = hardPrice(problem);
  const seats: Seat[] = [];
  const isOf = (demand: TemplateDemand, skill: string | undefined): boolean =>
    demand.skill === undefined || demand.skill === skill;
  const demands = problem.templateDemands.toSorted(
    (a, b) => Number(a.skill === undefined) - Number(b.skill === undefined),
  );
  for (const demand of demands) {
    const template = templates.get(demand.template);
    if (template === undefined || typeof template.start !== 'string' || typeof template.length !== 'number') continue;
    const minutes = minutesOfDay(template.start);
    const start = plannedInstant(team.zone, demand.date, minutes);
    const end = plannedInstant(team.zone, demand.date, minutes + template.length);
    const isThere = ({ date, template: id }: TemplateDemand): boolean => date === demand.date && id === demand.template;
    const there = shifts.filter(
      (shift) =>
        isOnCall(shift) &&
        shift.template === demand.template &&
        shiftDate(team.zone, shift) === demand.date &&
        isOf(demand, shift.skill),
    ).length;
    const coming = seats.filter((seat) => isThere(seat.demand) && isOf(demand, seat.demand.skill)).length;
    for (let count = there + coming; count < Math.max(demand.floor, demand.target); count++) {
      const floorPrice = prices.belowFloorPerson + (demand.hard === true ? hard : 0);
      const price = count < demand.floor ? floorPrice : prices.belowTargetPerson;
      if (price > 0) seats.push({ start, end, demand, template, price });
    }
  }
  return seats.sort((a, b) => b.price - a.price || a.start - b.start);
}

/**
 * Gives the duties on call that are wanted to people who may have them: at no time at which they have another shift, and where availability and skills admit
 * it. Dearest first, and a duty that is already given moves on to somebody else where that makes room for another one: of duties that all overlap, as those
 * of one night do, none dearer could be given instead. Between people who may have it the one with the fewest has it.
 */
export function placeOnCall(problem: Problem, shifts: readonly Shift[]): readonly Shift[] {
  const { team } = problem;
  const seats = seatsOf(problem, shifts);
  const around = [...(problem.past ?? []), ...(problem.future ?? []), ...(problem.elsewhere ?? [])];
  const busy = linesByEmployee([...shifts, ...around]);
  const shiftOf = ({ start, end, demand, template }: Seat, { id }: Employee): Shift => ({
    id: `${id}/${demand.date}/${template.id}`,
    employeeId: id,
    start,
    end,
    template: template.id,
    ...(demand.skill === undefined ? {} : { skill: demand.skill }),
    activity: ON_CALL,
    breaks: [],
  });
  const admits = new Map(
    team.employees.map((employee) => {
      const context = ruleContext(team, employee, horizonOf(problem));
      const limits = bindRules(team, employee)
        .filter(({ rule, severity }) => rule.seesOnCall === 'alone' && isHard(severity))
        .flatMap(({ rule, values }) => rule.compile(values, context, [], []).necessary)
        .flatMap((one) => (one.kind === 'allow' ? [one] : []));
      const line = busy.get(employee.id) ?? [];
      const may = seats.map((seat) => {
        if (line.some((shift) => overlap(shift, seat))) return false;
        const shift = shiftOf(seat, employee);
        return limits.every(({ allows }) => allows(0, shift));
      });
      return [employee, may] as const;
    }),
  );
  const given = new Map<Employee, Set<number>>(team.employees.map((employee) => [employee, new Set()]));
  const dutiesOf = (employee: Employee): Set<number> => given.get(employee) ?? new Set();

  /** Gives a duty to somebody, moving others on; false where nobody can have it. */
  const give = (index: number, seen: Set<Employee>): boolean => {
    const seat = seats[index] as Seat;
    const candidates = team.employees
      .filter((employee) => admits.get(employee)?.[index] === true)
      .toSorted((a, b) => dutiesOf(a).size - dutiesOf(b).size);
    const inTheWay = (employee: Employee): readonly number[] =>
      [...dutiesOf(employee)].filter((other) => overlap(seats[other] as Seat, seat));
    for (const employee of candidates) {
      if (inTheWay(employee).length > 0) continue;
      dutiesOf(employee).add(index);
      return true;
    }
    for (const employee of candidates) {
      const [other, ...more] = inTheWay(employee);
      if (other === undefined || more.length > 0 || seen.has(employee)) continue;
      seen.add(employee);
      dutiesOf(employee).delete(other);
      dutiesOf(employee).add(index);
      if (give(other, seen)) return true;
      dutiesOf(employee).delete(index);
      dutiesOf(employee).add(other);
    }
    return false;
  };
  seats.forEach((_, index) => give(index, new Set()));
  const added = team.employees.flatMap((employee) =>
    [...dutiesOf(employee)].map((index) => shiftOf(seats[index] as Seat, employee)),
  );
  return [...shifts, ...added].sort(
    (a, b) =>
      (a.employeeId < b.employeeId ? -1 : a.employeeId > b.employeeId ? 1 : 0) || a.start - b.start || a.end - b.end,
  );
}
