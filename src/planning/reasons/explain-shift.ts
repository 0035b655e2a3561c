import { localOf, minutesOfDay } from '../../domain/calendar.ts';
import type { Candidate, Question, Statement } from '../../domain/explanation.ts';
import type { Problem } from '../../domain/problem.ts';
import { type Shift, shiftDate } from '../../domain/shift.ts';
import { type Choices, choicesOf, exchanged, newBreaches, shiftsOn } from './candidate-shifts.ts';
import { verdictOf } from './explain-cover.ts';
import { type AskedRoster, solvedAround } from './pinned.ts';
import type { Solver } from './solving.ts';

/** Alternatives that are solved where none is named. */
const MOST_ALTERNATIVES = 60;

type ShiftQuestion = Extract<Question, { readonly ask: 'shift' }>;

/** What else one employee could do on a date, each alternative solved: her best days with it, and what the roster would gain or lose. */
export async function explainShift(
  problem: Problem,
  asked: AskedRoster,
  question: ShiftQuestion,
  solver: Solver,
): Promise<{ readonly alternatives: readonly Candidate[]; readonly statements: readonly Statement[] }> {
  const { employee: id, date, resolve } = question;
  const { zone, employees } = problem.team;
  const employee = employees.find((one) => one.id === id);
  if (employee === undefined) throw new Error(`no employee ${id}: questions are checked before they are asked`);
  const choices = choicesOf(problem, asked.shifts);
  const onDate = (choices.lines.get(id) ?? []).filter((shift) => shiftDate(zone, shift) === date);
  const locked = onDate.find((shift) => shift.locked === true);
  if (locked !== undefined) {
    const facts = { employee: id, date, shiftStart: locked.start, shiftEnd: locked.end };
    return { alternatives: [], statements: [{ code: 'shift-locked', facts, proven: true }] };
  }
  const options = alternativesOf(choices, question, onDate);
  const share = Math.min(0.25, 1 / (options.length + 1));
  const alternatives: Candidate[] = [];
  for (const shift of options.slice(0, MOST_ALTERNATIVES)) {
    const breaches = newBreaches(choices, employee, exchanged(choices, id, date, shift));
    const around = await solvedAround(problem, asked, id, { date, shift }, resolve, solver, share);
    const facts = { employee: id, date, ...(shift === undefined ? { off: 'day-off' } : {}) };
    const possible =
      around.kind === 'possible' ? { points: around.points, parts: around.parts } : { points: null, parts: [] };
    alternatives.push({ employeeId: id, shift, breaches, ...possible, ...verdictOf(around, facts, shift, breaches) });
  }
  const ranked = alternatives.toSorted(
    (a, b) => (a.points ?? Number.POSITIVE_INFINITY) - (b.points ?? Number.POSITIVE_INFINITY),
  );
  return { alternatives: ranked, statements: [summaryOf(ranked, question, onDate[0]), ...leftOut(options.length)] };
}

function leftOut(options: number): readonly Statement[] {
  const left = options - MOST_ALTERNATIVES;
  return left <= 0 ? [] : [{ code: 'explain-out-of-time', facts: { left }, proven: false }];
}

function isSame(a: Shift, b: Shift): boolean {
  return a.start === b.start && a.end === b.end && a.template === b.template && a.skill === b.skill;
}

/** What may be worked in place of what is, without it; undefined is the day off. */
function alternativesOf(
  choices: Choices,
  { employee: id, date, instead }: ShiftQuestion,
  onDate: readonly Shift[],
): readonly (Shift | undefined)[] {
  const { team } = choices.problem;
  const employee = team.employees.find((one) => one.id === id);
  if (employee === undefined || instead === 'day-off') return [undefined];
  const allowed = shiftsOn(choices, employee, date).filter((shift) => !onDate.some((own) => isSame(own, shift)));
  if (instead === undefined) return [...(onDate.length === 0 ? [] : [undefined]), ...allowed];
  return allowed.filter(
    ({ template, start }) =>
      template === instead.template &&
      (instead.start === undefined || localOf(team.zone, start).minutes === minutesOfDay(instead.start)),
  );
}

function summaryOf(
  ranked: readonly Candidate[],
  { employee, date }: ShiftQuestion,
  current: Shift | undefined,
): Statement {
  const [best] = ranked;
  const proven = ranked.length > 0 && ranked.every((one) => one.proven);
  const facts = {
    employee,
    date,
    alternatives: ranked.length,
    impossible: ranked.filter(({ verdict }) => verdict === 'breaks-rules').length,
    ...(current === undefined ? {} : { shiftStart: current.start, shiftEnd: current.end }),
  };
  if (best === undefined) return { code: 'shift-no-alternative', facts, proven: true };
  if (best.points === null) return { code: 'shift-none-possible', facts, proven };
  const code = best.points < -1e-6 ? 'shift-better' : best.points > 1e-6 ? 'shift-best' : 'shift-as-good';
  return { code, facts: { ...facts, points: Math.abs(best.points) }, proven };
}
