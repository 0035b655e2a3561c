import { auditEmployee } from '../../audit/audit-employee.ts';
import type { Breach } from '../../domain/breach.ts';
import type { Problem } from '../../domain/problem.ts';
import type { Line, Shift } from '../../domain/shift.ts';
import { compareShifts, linesByEmployee, shiftDate } from '../../domain/shift.ts';
import type { Employee } from '../../domain/team.ts';
import type { LocalDate } from '../../domain/units.ts';
import type { ShapeSet } from '../../rostering/shapes.ts';
import { enumerateShapes, middlePlace, shiftOf } from '../../rostering/shapes.ts';
import { isHard } from '../../rules/compile.ts';
import { horizonOf } from '../../rules/known-days.ts';

/** What the templates of a problem allow anybody to work, and the lines of a roster. */
export type Choices = {
  readonly problem: Problem;
  readonly set: ShapeSet;
  readonly lines: ReadonlyMap<string, Line>;
  readonly around: Readonly<Record<'past' | 'future' | 'elsewhere', ReadonlyMap<string, Line>>>;
};

export function choicesOf(problem: Problem, shifts: readonly Shift[]): Choices {
  const around = {
    past: linesByEmployee(problem.past ?? []),
    future: linesByEmployee(problem.future ?? []),
    elsewhere: linesByEmployee(problem.elsewhere ?? []),
  };
  return {
    problem,
    set: enumerateShapes({ ...problem, locks: [], elsewhere: [] }),
    lines: linesByEmployee(shifts),
    around,
  };
}

/** Every shift that the templates allow an employee on a date in a skill that she has, with its breaks in the middle of their windows. */
export function shiftsOn({ problem, set }: Choices, employee: Employee, date: LocalDate): readonly Shift[] {
  const day = set.dates.indexOf(date);
  const hasSkill = set.skills.some((skill) => employee.skills.includes(skill));
  const profile = set.profileOf.get(employee.id);
  return (set.byDay[day] ?? []).flatMap((shape) => {
    if (profile !== undefined && shape.profiles?.has(profile) === false) return [];
    const skill = set.skills[shape.skill];
    const isHers = skill === undefined ? !hasSkill : employee.skills.includes(skill);
    return isHers ? [shiftOf(problem, set, shape, employee.id, middlePlace(shape))] : [];
  });
}

/** The employee's shifts with another shift on its date, or none on the date; what is locked stays. */
export function exchanged({ problem, lines }: Choices, id: string, date: LocalDate, shift: Shift | undefined): Line {
  const { zone } = problem.team;
  const others = (lines.get(id) ?? []).filter((one) => one.locked === true || shiftDate(zone, one) !== date);
  return shift === undefined ? others : [...others, shift].sort(compareShifts);
}

/** Hard breaches that a line has and the roster's line of the same employee has not. */
export function newBreaches(choices: Choices, employee: Employee, line: Line): readonly Breach[] {
  const { problem, lines, around } = choices;
  const judge = (planned: Line): readonly Breach[] =>
    auditEmployee(problem.team, employee, horizonOf(problem), {
      past: around.past.get(employee.id) ?? [],
      line: planned,
      future: around.future.get(employee.id) ?? [],
      elsewhere: around.elsewhere.get(employee.id),
    }).breaches.filter(({ severity }) => isHard(severity));
  const keyOf = ({ ruleId, span, measured }: Breach): string => `${ruleId} ${span.start} ${span.end} ${measured}`;
  const before = new Set(judge(lines.get(employee.id) ?? []).map(keyOf));
  return judge(line).filter((breach) => !before.has(keyOf(breach)));
}
