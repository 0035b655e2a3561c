import { localOf, timeOfMinutes } from './calendar.ts';
import type { Problem } from './problem.ts';
import { isOnCall, type Shift } from './shift.ts';
import type { Employee, LocalSpan, ShiftTemplate } from './team.ts';
import type { Instant, Zone } from './units.ts';

/** Whether shifts of the template are duties on call. */
export function isOnCallTemplate({ onCall }: ShiftTemplate): boolean {
  return onCall === true;
}

function spanOf(zone: Zone, shift: Shift): LocalSpan {
  const text = (instant: Instant): string => {
    const { date, minutes } = localOf(zone, instant);
    return `${date}T${timeOfMinutes(minutes)}`;
  };
  return { from: text(shift.start), to: text(shift.end) };
}

/** The problem of who works when: without duties on call and what asks for them. Whoever has one already is not available at that time. */
export function withoutOnCall(problem: Problem): Problem {
  const { team, past, future, elsewhere, start, baseline, locks } = problem;
  const duties = [past, future, elsewhere, locks].flatMap((list) => (list ?? []).filter(isOnCall));
  const templates = new Set(team.shiftTemplates.filter(isOnCallTemplate).map(({ id }) => id));
  if (duties.length === 0 && templates.size === 0) return problem;
  const working = <L extends readonly Shift[] | undefined>(list: L): L | readonly Shift[] =>
    list?.filter((shift) => !isOnCall(shift)) ?? list;
  const byEmployee = Map.groupBy(duties, ({ employeeId }) => employeeId);
  const employees = team.employees.map((employee): Employee => {
    const own = byEmployee.get(employee.id);
    if (own === undefined) return employee;
    const spans = own.map((shift) => spanOf(team.zone, shift));
    return { ...employee, unavailable: [...(employee.unavailable ?? []), ...spans] };
  });
  return {
    ...problem,
    team: { ...team, employees, shiftTemplates: team.shiftTemplates.filter((one) => !isOnCallTemplate(one)) },
    templateDemands: problem.templateDemands.filter(({ template }) => !templates.has(template)),
    past: working(past),
    future: working(future),
    locks: working(locks),
    ...(elsewhere === undefined ? {} : { elsewhere: working(elsewhere) }),
    ...(start === undefined ? {} : { start: working(start) }),
    ...(baseline === undefined ? {} : { baseline: { ...baseline, shifts: working(baseline.shifts) } }),
  };
}
