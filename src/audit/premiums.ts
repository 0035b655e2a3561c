import type { Problem } from '../domain/problem.ts';
import { compareShifts, type Line, linesByEmployee, type Shift } from '../domain/shift.ts';
import { ruleContext } from '../rules/binding.ts';
import { horizonOf } from '../rules/known-days.ts';
import { payPlansOfTeam, plannedPremium, type Premium } from '../rules/pay/planned-pay.ts';

type CountPremium = (line: Line) => Premium;

/** By employee with a plan of pay; of many rosters of one problem most lines are those of the roster before, which are not counted again. */
const known = new WeakMap<Problem, ReadonlyMap<string, CountPremium>>();

function isSame(a: Line, b: Line): boolean {
  return a.length === b.length && a.every((shift, index) => shift === b[index]);
}

function premiumCounters(problem: Problem): ReadonlyMap<string, CountPremium> {
  const { team } = problem;
  const plans = new Map(team.contracts.map((contract) => [contract.id, payPlansOfTeam(team, contract)]));
  const [past, future] = [linesByEmployee(problem.past ?? []), linesByEmployee(problem.future ?? [])];
  const elsewhere = linesByEmployee(problem.elsewhere ?? []);
  const judged = horizonOf(problem);
  const counters = new Map<string, CountPremium>();
  for (const employee of team.employees) {
    const own = plans.get(employee.contract) ?? [];
    if (own.length === 0) continue;
    const planned = plannedPremium(ruleContext(team, employee, judged), own, {
      past: past.get(employee.id) ?? [],
      future: future.get(employee.id) ?? [],
      elsewhere: elsewhere.get(employee.id),
    });
    let last: { readonly line: Line; readonly premium: Premium } | undefined;
    counters.set(employee.id, (line) => {
      if (last === undefined || !isSame(last.line, line)) {
        last = { line: [...line], premium: planned.of(line.toSorted(compareShifts)) };
      }
      return last.premium;
    });
  }
  return counters;
}

/** What the roster's shifts add in premiums; undefined where nothing says how anybody's hours are paid. */
export function premiumOfRoster(
  problem: Problem,
  byEmployee: ReadonlyMap<string, readonly Shift[]>,
): Premium | undefined {
  const counters = known.get(problem) ?? premiumCounters(problem);
  known.set(problem, counters);
  if (counters.size === 0) return undefined;
  let hours = 0;
  let money = 0;
  for (const [employeeId, premiumOf] of counters) {
    const premium = premiumOf(byEmployee.get(employeeId) ?? []);
    hours += premium.hours;
    money += premium.money;
  }
  return { hours, money };
}
