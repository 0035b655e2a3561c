import { dateOf, localOf, minutesOfDay } from '../../domain/calendar.ts';
import type { Breach } from '../../domain/breach.ts';
import { PROTECTED_RULE } from '../../domain/protected.ts';
import type { Candidate, GapReasons, Question, Statement } from '../../domain/explanation.ts';
import type { Problem } from '../../domain/problem.ts';
import type { Uncovered } from '../../domain/roster.ts';
import { type Shift, shiftDate, workStretches } from '../../domain/shift.ts';
import type { Employee } from '../../domain/team.ts';
import { type Interval, SECONDS_PER_MINUTE } from '../../domain/units.ts';
import { uncoveredOf } from '../../audit/cover.ts';
import { type Choices, choicesOf, exchanged, newBreaches, shiftsOn } from './candidate-shifts.ts';
import { gapsOf } from './explain-prices.ts';
import { type AskedRoster, solvedAround } from './pinned.ts';
import type { Solver } from './solving.ts';
import { addedFindings, brokenTeamRules, settledFindings, teamRuleNames } from './team-findings.ts';

/** Shifts that are judged for one employee and stretch; those that cover the most of it come first. */
const MOST_SHIFTS = 24;

function overlap(a: Interval, b: Interval): number {
  return Math.max(0, Math.min(a.end, b.end) - Math.max(a.start, b.start));
}

/** Seconds of a stretch that a shift covers, in its skill. */
function covered(shift: Shift, { skill, template, ...gap }: Uncovered): number {
  if (template !== undefined) {
    // The stretch of a template is its date, and a shift belongs to the date of its start.
    const isThere = shift.template === template && shift.start >= gap.start && shift.start < gap.end;
    return isThere && (skill === undefined || shift.skill === skill) ? 1 : 0;
  }
  return workStretches(shift)
    .filter((stretch) => skill === undefined || stretch.skill === skill)
    .reduce((sum, stretch) => sum + overlap(stretch, gap), 0);
}

type Base = Pick<Candidate, 'employeeId' | 'breaches' | 'points' | 'parts'>;

/** For each stretch that a roster leaves short, what stops each employee: judged by the rules, and what is possible by solving. */
export async function explainCover(
  problem: Problem,
  asked: AskedRoster,
  { date, at, skill, most }: Extract<Question, { readonly ask: 'cover' }>,
  solver: Solver,
): Promise<{ readonly gaps: readonly GapReasons[]; readonly statements: readonly Statement[] }> {
  const { zone, employees } = problem.team;
  const choices = choicesOf(problem, asked.shifts);
  const uncovered = gapsOf({ uncovered: uncoveredOf(problem, asked.shifts) });
  const wanted = uncovered.filter(
    (gap) =>
      (date === undefined || dateOf(zone, gap.start) === date) &&
      (at === undefined || isAt(problem, gap, at)) &&
      (skill === undefined || gap.skill === skill),
  );
  const gaps: GapReasons[] = [];
  for (const gap of wanted.slice(0, most)) {
    const found = employees.map((employee) => candidateOf(choices, asked, employee, gap));
    const candidates = await settleCandidates(problem, asked, found, solver);
    const { start, end, short } = gap;
    gaps.push({ start, end, skill: gap.skill, template: gap.template, short, candidates });
  }
  const statements: Statement[] = gaps.map((gap) => gapStatement(problem.team, gap));
  if (wanted.length === 0) statements.push({ code: 'cover-complete', facts: {}, proven: true });
  if (wanted.length > most) {
    statements.push({ code: 'cover-more', facts: { left: wanted.length - most }, proven: true });
  }
  return { gaps, statements };
}

/** Whether a stretch holds a time of day; that of a template does while a shift of it that starts on its date lasts. */
function isAt({ team }: Problem, { start, end, template }: Uncovered, at: string): boolean {
  const { zone, shiftTemplates } = team;
  const time = minutesOfDay(at);
  const own = shiftTemplates.find(({ id }) => id === template);
  if (own === undefined) {
    const from = localOf(zone, start).minutes;
    const since = (time - from + 1440) % 1440;
    return since * SECONDS_PER_MINUTE < end - start;
  }
  const first = minutesOfDay(typeof own.start === 'string' ? own.start : own.start.earliest);
  const last = minutesOfDay(typeof own.start === 'string' ? own.start : own.start.latest);
  const longest = typeof own.length === 'number' ? own.length : own.length.maxMinutes;
  return [time, time + 1440].some((minutes) => minutes >= first && minutes < last + longest);
}

function gapStatement({ zone }: Problem['team'], { start, end, template, skill, candidates }: GapReasons): Statement {
  const count = (...verdicts: readonly Candidate['verdict'][]): number =>
    candidates.filter(({ verdict }) => verdicts.includes(verdict)).length;
  const open = count('unknown');
  const facts = {
    gapStart: start,
    gapEnd: end,
    people: candidates.length,
    working: count('works', 'locked'),
    absent: count('absent'),
    unskilled: count('lacks-skill', 'no-shift'),
    blocked: count('breaks-rules'),
    costly: count('costs'),
    saving: count('saves'),
    open,
    ...(template === undefined ? {} : { template, date: dateOf(zone, start) }),
    ...(skill === undefined ? {} : { skill }),
  };
  return { code: 'cover-gap', facts, proven: open === 0 && candidates.every(({ proven }) => proven) };
}

const ABSENCES: ReadonlySet<unknown> = new Set(['leave', 'unavailable', 'outside-availability']);

function isAbsence({ ruleId, facts }: Breach): boolean {
  return ruleId === 'availability' && (ABSENCES.has(facts?.['kind']) || facts?.['kind'] === 'day-off');
}

function candidateOf(choices: Choices, asked: AskedRoster, employee: Employee, gap: Uncovered): Candidate | ToSolve {
  const { problem, lines } = choices;
  const { zone } = problem.team;
  const base: Base = { employeeId: employee.id, breaches: [], points: null, parts: [] };
  const facts = { employee: employee.id };
  const line = lines.get(employee.id) ?? [];
  const working = line.find((shift) => covered(shift, gap) >= (gap.template === undefined ? gap.end - gap.start : 1));
  if (working !== undefined)
    return { ...base, code: 'candidate-works', facts, proven: true, verdict: 'works', shift: working };
  if (gap.skill !== undefined && !employee.skills.includes(gap.skill)) {
    return {
      ...base,
      code: 'candidate-lacks-skill',
      facts: { ...facts, skill: gap.skill },
      proven: true,
      verdict: 'lacks-skill',
    };
  }
  const first = dateOf(zone, gap.start);
  const dates = choices.set.dates.filter((date) => date === first || isDayBefore(choices, date, first));
  const possible = dates
    .flatMap((date) => shiftsOn(choices, employee, date))
    .filter((shift) => covered(shift, gap) > 0)
    .toSorted((a, b) => covered(b, gap) - covered(a, gap) || a.start - b.start || a.end - b.end)
    .slice(0, MOST_SHIFTS);
  if (possible.length === 0) return { ...base, code: 'candidate-no-shift', facts, proven: true, verdict: 'no-shift' };
  const isFree = (shift: Shift): boolean =>
    !line.some((own) => own.locked === true && shiftDate(zone, own) === shiftDate(zone, shift));
  const free = possible.filter(isFree);
  if (free.length === 0) return { ...base, code: 'candidate-locked', facts, proven: true, verdict: 'locked' };
  const judged = free
    .map((shift) => ({
      shift,
      breaches: newBreaches(choices, employee, exchanged(choices, employee.id, shiftDate(zone, shift), shift)),
    }))
    .toSorted((a, b) => a.breaches.length - b.breaches.length);
  const [best] = judged;
  if (best === undefined) return { ...base, code: 'candidate-no-shift', facts, proven: true, verdict: 'no-shift' };
  const { shift, breaches } = best;
  if (judged.every((one) => one.breaches.some(isAbsence))) {
    return {
      ...base,
      code: 'candidate-absent',
      facts,
      proven: true,
      verdict: 'absent',
      shift,
      breaches: breaches.filter(isAbsence),
    };
  }
  const date = shiftDate(zone, shift);
  const others = asked.shifts.filter(({ employeeId }) => employeeId !== employee.id);
  const exchange = [...others, ...exchanged(choices, employee.id, date, shift)];
  const added = addedFindings(brokenTeamRules(problem, exchange), brokenTeamRules(problem, asked.shifts));
  const team = teamRuleNames(settledFindings(problem, shift, date, added));
  if (team !== '') {
    const times = { ...facts, shiftStart: shift.start, shiftEnd: shift.end };
    return { ...base, shift, breaches, ...teamRuleVerdict(times, team) };
  }
  return { ...base, shift, breaches, date };
}

/** A candidate for whom only a solve says what her other days could become. */
type ToSolve = Base & { readonly shift: Shift; readonly date: string };

function isToSolve(one: Candidate | ToSolve): one is ToSolve {
  return !('verdict' in one);
}

/** Share of the time for a first look at each, and for another at those that it did not settle. */
const FIRST_SHARE = 0.04;
const SECOND_SHARE = 0.15;

/** Solves what is open: everybody for a short time, and then those left open who break the fewest rules as things stand, as long as there is time. */
async function settleCandidates(
  problem: Problem,
  asked: AskedRoster,
  found: readonly (Candidate | ToSolve)[],
  solver: Solver,
): Promise<readonly Candidate[]> {
  const settled = new Map<string, Candidate>();
  const fewest = found.filter(isToSolve).toSorted((a, b) => a.breaches.length - b.breaches.length);
  for (const share of [FIRST_SHARE, SECOND_SHARE]) {
    for (const one of fewest) {
      const known = settled.get(one.employeeId);
      if (known !== undefined && (known.verdict !== 'unknown' || !solver.hasTime())) continue;
      settled.set(one.employeeId, await solvedCandidate(problem, asked, one, solver, share));
    }
  }
  return found.flatMap((one) => (isToSolve(one) ? (settled.get(one.employeeId) ?? []) : [one]));
}

async function solvedCandidate(
  problem: Problem,
  asked: AskedRoster,
  { date, ...base }: ToSolve,
  solver: Solver,
  share: number,
): Promise<Candidate> {
  const { employeeId, shift, breaches } = base;
  const around = await solvedAround(problem, asked, employeeId, { date, shift }, false, solver, share);
  const told = { ...base, ...verdictOf(around, { employee: employeeId }, shift, breaches) };
  return around.kind === 'possible' ? { ...told, points: around.points, parts: around.parts } : told;
}

/** The rule of a breach as everybody may see it. */
function shownRule({ ruleId, isProtected }: Breach): string {
  return isProtected === true ? PROTECTED_RULE : ruleId;
}

/** What a solve around a shift says, with its sentence. */
export function verdictOf(
  around: Awaited<ReturnType<typeof solvedAround>>,
  who: Statement['facts'],
  shift: Shift | undefined,
  breaches: readonly Breach[],
): Statement & Pick<Candidate, 'verdict'> {
  const facts = shift === undefined ? who : { ...who, shiftStart: shift.start, shiftEnd: shift.end };
  const rules = [...new Set(breaches.map(shownRule))].join(', ');
  switch (around.kind) {
    case 'unknown': {
      const team = teamRuleNames(around.teamBreaches);
      const told = team === '' ? facts : { ...facts, teamRules: team };
      return { code: 'candidate-unknown', facts: told, proven: false, verdict: 'unknown' };
    }
    case 'impossible': {
      const team = teamRuleNames(around.teamBreaches);
      if (around.breaches.length === 0 && team !== '') return teamRuleVerdict(facts, team);
      const found = [...new Set(around.breaches.map(shownRule))].join(', ');
      const stops = rules === '' ? found : rules;
      return {
        code: 'candidate-breaks-rules',
        facts: { ...facts, ...(stops === '' ? {} : { rules: stops }) },
        proven: around.proven,
        verdict: 'breaks-rules',
      };
    }
    case 'possible': {
      const saves = around.points < -1e-6;
      const code = saves ? 'candidate-saves' : 'candidate-costs';
      return {
        code,
        facts: { ...facts, points: Math.abs(around.points) },
        proven: around.proven,
        verdict: saves ? 'saves' : 'costs',
      };
    }
  }
}

/** What stops an employee are rules of the team. */
function teamRuleVerdict(facts: Statement['facts'], teamRules: string): Statement & Pick<Candidate, 'verdict'> {
  return { code: 'candidate-breaks-team-rules', facts: { ...facts, teamRules }, proven: true, verdict: 'breaks-rules' };
}

function isDayBefore({ set }: Choices, date: string, of: string): boolean {
  return set.dates.indexOf(date) + 1 === set.dates.indexOf(of);
}
