import { auditRoster } from '../../../src/audit/audit-roster.ts';
import { scoreRoster } from '../../../src/audit/score.ts';
import { addDays, minutesOfDay, plannedInstant } from '../../../src/domain/calendar.ts';
import type { Problem } from '../../../src/domain/problem.ts';
import type { Shift } from '../../../src/domain/shift.ts';

/**
 * The optimum of a tiny problem by trying every roster: every shift of every template with every place of its meal, every skill of the
 * employee, every combination of days and employees. It shares the audit with the product (who judges and scores), and nothing with the solver.
 */
export function bestOfEveryRoster(problem: Problem): number | undefined {
  const lines = problem.team.employees.map((employee) => legalLines(problem, employee.id));
  let best: number | undefined;
  const combine = (index: number, shifts: readonly Shift[]): void => {
    if (index === lines.length) {
      const points = scoreRoster(problem, shifts).reduce((sum, part) => sum + part.points, 0);
      if (best === undefined || points < best) best = points;
      return;
    }
    for (const line of lines[index] as readonly (readonly Shift[])[]) combine(index + 1, [...shifts, ...line]);
  };
  combine(0, []);
  return best;
}

/** How many rosters brute force would have to score: the product of the employees' legal lines. */
export function rosterCount(problem: Problem): number {
  return problem.team.employees.reduce((product, employee) => product * legalLines(problem, employee.id).length, 1);
}

/** All shifts that an employee could start on a date, by the words of the template. */
function candidates(problem: Problem, employeeId: string, date: string): readonly Shift[] {
  const lock = problem.locks.find(
    (one) =>
      one.employeeId === employeeId &&
      one.start >= plannedInstant(problem.team.zone, date, 0) &&
      one.start < plannedInstant(problem.team.zone, date, 1440),
  );
  if (lock !== undefined) return [lock];
  const employee = problem.team.employees.find((one) => one.id === employeeId);
  const demanded = new Set([...problem.intervalDemands, ...problem.templateDemands].map((demand) => demand.skill));
  // In another department nobody asks for her skills.
  const elsewhere = employee?.away?.find(({ from, to }) => from <= date && date <= to)?.activity;
  const own = elsewhere === undefined ? (employee?.skills ?? []).filter((skill) => demanded.has(skill)) : [];
  const found: Shift[] = [];
  for (const template of problem.team.shiftTemplates) {
    const starts =
      typeof template.start === 'string' ? [template.start] : [template.start.earliest, template.start.latest];
    for (const start of starts) {
      const minutes = minutesOfDay(start);
      const from = plannedInstant(problem.team.zone, date, minutes);
      const to = plannedInstant(problem.team.zone, date, minutes + (template.length as number));
      const meals = template.meal === undefined ? [undefined] : [180, 240];
      for (const offset of meals) {
        const breaks =
          offset === undefined ? [] : [{ start: from + offset * 60, end: from + offset * 60 + 3600, paid: false }];
        if (breaks.some((pause) => to - pause.end < 180 * 60)) continue;
        for (const skill of own.length === 0 ? [undefined] : own) {
          found.push({
            id: `${employeeId}/${date}`,
            employeeId,
            start: from,
            end: to,
            template: template.id,
            ...(skill === undefined ? {} : { skill }),
            activity: elsewhere ?? 'work',
            breaks,
          });
        }
      }
    }
  }
  return found;
}

function legalLines(problem: Problem, employeeId: string): readonly (readonly Shift[])[] {
  const alone = {
    ...problem.team,
    teamRules: [],
    employees: problem.team.employees.filter((one) => one.id === employeeId),
  };
  const mine = (shifts: readonly Shift[] | undefined): readonly Shift[] | undefined =>
    shifts?.filter((one) => one.employeeId === employeeId);
  const legal: (readonly Shift[])[] = [];
  const grow = (day: number, line: readonly Shift[]): void => {
    if (day === problem.days) {
      const audit = auditRoster({
        team: alone,
        from: problem.from,
        days: problem.days,
        shifts: line,
        past: mine(problem.past),
        future: mine(problem.future),
      });
      if (!audit.ok) throw new Error(audit.issues.map((issue) => issue.message).join(' '));
      if (audit.value.clean) legal.push(line);
      return;
    }
    const options = candidates(problem, employeeId, addDays(problem.from, day));
    const locked = options.length === 1 && options[0]?.locked === true;
    if (!locked) grow(day + 1, line);
    for (const shift of options) grow(day + 1, [...line, shift]);
  };
  grow(0, []);
  return legal;
}
