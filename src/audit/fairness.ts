import type { FairnessSpread, ShareSpread } from '../domain/fairness.ts';
import type { Problem } from '../domain/problem.ts';
import type { ObjectivePart } from '../domain/roster.ts';
import { linesByEmployee, type Shift } from '../domain/shift.ts';
import { plannedUnits, type Share, sharePoints, sharesBefore } from '../rules/fairness.ts';

type EmployeeShare = { readonly employeeId: string; readonly share: Share; readonly units: number };

/** What each employee's shifts add to her shares; empty where the team shares nothing out. */
function sharesOf(problem: Problem, shifts: readonly Shift[]): readonly EmployeeShare[] {
  const { team } = problem;
  const shares = sharesBefore(team, problem, problem.past);
  const [past, planned] = [linesByEmployee(problem.past ?? []), linesByEmployee(shifts)];
  return team.employees.flatMap((employee) =>
    (shares.get(employee.id) ?? []).map((share) => {
      const [known, line] = [past.get(employee.id) ?? [], planned.get(employee.id) ?? []];
      return {
        employeeId: employee.id,
        share,
        units: plannedUnits(share, team.zone, employee, problem, known, line),
      };
    }),
  );
}

/** The objective's part of fairness, where the team shares something out. */
export function fairnessPart(problem: Problem, shifts: readonly Shift[]): readonly ObjectivePart[] {
  if ((problem.team.fairness ?? []).length === 0) return [];
  const shares = sharesOf(problem, shifts);
  const count = shares.reduce((sum, { units }) => sum + units, 0);
  const points = shares.reduce((sum, { share, units }) => sum + sharePoints(share, units), 0);
  return [{ part: 'fairness', unit: 'units', count, points }];
}

function spreadOf(counts: readonly number[]): ShareSpread {
  const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  const variance = counts.reduce((sum, count) => sum + (count - mean) ** 2, 0) / counts.length;
  return { most: Math.max(...counts), least: Math.min(...counts), deviation: Math.sqrt(variance) };
}

/** How a roster shares out what the team's settings name: most, least and standard deviation over all employees, before it and with it. */
export function fairnessOf(problem: Problem, shifts: readonly Shift[]): readonly FairnessSpread[] {
  const shares = sharesOf(problem, shifts);
  return (problem.team.fairness ?? []).flatMap((setting) => {
    const employees = shares
      .filter(({ share }) => share.setting === setting)
      .map(({ employeeId, share: { before }, units }) => ({ employeeId, before, after: before + units }));
    if (employees.length === 0) return [];
    return [
      {
        id: setting.id,
        measure: setting.measure,
        before: spreadOf(employees.map(({ before }) => before)),
        after: spreadOf(employees.map(({ after }) => after)),
        employees,
      },
    ];
  });
}
