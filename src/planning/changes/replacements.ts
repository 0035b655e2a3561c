import { coverDifference, coverQuestion, type ShiftStates } from '../../audit/cover-difference.ts';
import type { Breach, TeamBreach } from '../../domain/breach.ts';
import type { CoverChange } from '../../domain/draft-difference.ts';
import { withOtherWork } from '../../domain/other-work.ts';
import type { Problem } from '../../domain/problem.ts';
import { shownRule } from '../../domain/protected.ts';
import type { Absence, Candidate, PartChange, Replacements, Stopped, Vacancy } from '../../domain/replacement.ts';
import { compareShifts, type Shift, shiftDate, workSeconds } from '../../domain/shift.ts';
import { isHard } from '../../rules/compile.ts';
import { editsOf } from '../drafts/edits-of.ts';
import { withChanges } from '../drafts/shift-changes.ts';
import { objectiveAround } from './objective-around.ts';
import { type OwnLine, ownLines } from './own-lines.ts';
import { coverPoints, negated, shortChanges } from './short-cover.ts';
import { teamQuestion } from './team-question.ts';
import { type PossibleWay, waysOf } from './ways.ts';

/** A roster, and what of it nobody works any more: shifts by id, and all shifts of people on days on which they are absent. */
export type ReplacementTask = {
  readonly problem: Problem;
  readonly shifts: readonly Shift[];
  readonly vacated: readonly string[];
  readonly absences: readonly Absence[];
  /** Candidates that each vacancy lists, and people who are stopped. */
  readonly limit: number;
};

/** Candidates beyond the limit that are counted by the whole objective too: the order by parts of it may be a little off. */
const SPARE = 3;

/** How far from a vacated shift people are looked at who cover beside it, in seconds: an own shift of its date begins and ends within. */
const REACH = 2 * 86_400;

/** Whether an absence takes a shift away: it starts on one of its days. */
function isAbsent(zone: string, { employeeId, from, to }: Absence, shift: Shift): boolean {
  const date = shiftDate(zone, shift);
  return employeeId === shift.employeeId && date >= from && date <= to;
}

/** The shifts that nobody works any more, in the order of the roster. */
function vacatedShifts({ problem, shifts, vacated, absences }: Omit<ReplacementTask, 'limit'>): readonly Shift[] {
  const ids = new Set(vacated);
  const { zone } = problem.team;
  return shifts.filter((shift) => ids.has(shift.id) || absences.some((absence) => isAbsent(zone, absence, shift)));
}

function pointsOf(parts: readonly Pick<PartChange, 'points'>[]): number {
  return parts.reduce((sum, { points }) => sum + points, 0);
}

function hardOf(breaches: readonly Breach[]): readonly Breach[] {
  return breaches.filter(({ severity, liftedBy }) => isHard(severity) && liftedBy === undefined);
}

/** Everything but the times of a shift that its cover depends on, and those. */
function coverKey(shifts: readonly Shift[]): string {
  return JSON.stringify(
    shifts.map(({ start, end, template, skill, activity, breaks, pieces }) => [
      start,
      end,
      template,
      skill,
      activity,
      breaks,
      pieces,
    ]),
  );
}

function changedBy({ shift, instead }: PossibleWay): ShiftStates {
  return { before: instead === undefined ? [] : [instead], after: [shift] };
}

/** The same for ways that change the cover alike, whoever takes them. */
function wayKey(possible: PossibleWay): string {
  const { before, after } = changedBy(possible);
  return `${coverKey(before)} ${coverKey(after)}`;
}

/** A way that no hard rule stops, with what it is worth as far as one line and the cover tell. */
type Promising = {
  readonly own: OwnLine;
  readonly possible: PossibleWay;
  readonly breaches: readonly Breach[];
  readonly cover: readonly CoverChange[];
  readonly estimate: number;
};

/** One that the rules of the team as a whole do not stop either, with the roster that it leads to. */
type Asked = Promising & { readonly after: readonly Shift[]; readonly teamBreaches: readonly TeamBreach[] };

/** The best way of each employee for one vacancy, and those whom hard rules stop. */
function searchOf(task: ReplacementTask, open: readonly Shift[], own: ReturnType<typeof ownLines>, vacated: Shift) {
  const { problem, absences } = task;
  const { zone } = problem.team;
  const promising: Promising[] = [];
  const stopped: Stopped[] = [];
  // A day on each side: no way reaches farther from the vacated shift.
  const present = [...(problem.past ?? []), ...open, ...(problem.future ?? [])].filter(
    ({ start, end }) => start < vacated.end + REACH && end > vacated.start - REACH,
  );
  const askCover = coverQuestion(problem, present);
  const covers = new Map<string, readonly CoverChange[]>();
  const coverOf = (possible: PossibleWay): readonly CoverChange[] => {
    const key = wayKey(possible);
    const changed = changedBy(possible);
    const known = covers.get(key);
    if (known !== undefined) return known;
    const found = askCover(changed);
    covers.set(key, found);
    return found;
  };
  for (const employee of problem.team.employees) {
    if (employee.id === vacated.employeeId) continue;
    if (absences.some((absence) => isAbsent(zone, absence, { ...vacated, employeeId: employee.id }))) continue;
    const hers = own(employee);
    let best: Promising | undefined;
    let least: Stopped | undefined;
    const ways = waysOf(zone, vacated, employee.id, hers.line);
    // Who cannot take the work is told so once; who is at work then can do nothing but change an own shift.
    const isSkilled = vacated.skill === undefined || employee.skills.includes(vacated.skill);
    const isBusy = hers.line.some(({ start, end }) => start < vacated.end && end > vacated.start);
    const [besides = [], ...others] = ways;
    for (const variants of isSkilled ? (isBusy ? [...others, besides] : ways) : [besides]) {
      if (variants === besides && isBusy && best !== undefined) continue;
      for (const possible of variants) {
        const breaches = hers.added(possible.line);
        const hard = hardOf(breaches);
        if (hard.length > 0) {
          if (least === undefined || hard.length < least.breaches.length)
            least = { employeeId: employee.id, way: possible.way, breaches: hard };
          continue;
        }
        const cover = coverOf(possible);
        const alone = pointsOf(hers.parts(possible.line)) - pointsOf(hers.now());
        const estimate = coverPoints(cover, problem.prices) + alone;
        if (best === undefined || estimate < best.estimate) best = { own: hers, possible, breaches, cover, estimate };
        break;
      }
    }
    if (best !== undefined) promising.push(best);
    else if (least !== undefined) stopped.push(least);
  }
  return { promising, stopped };
}

function byEmployeeId(a: { readonly employeeId: string }, b: { readonly employeeId: string }): number {
  return a.employeeId < b.employeeId ? -1 : 1;
}

function obstacles({ breaches, teamBreaches = [] }: Stopped): number {
  return breaches.length + teamBreaches.length;
}

/** How many employees each rule stops, the most first. */
function stoppedBy(stopped: readonly Stopped[]): Vacancy['stoppedBy'] {
  const counts = new Map<string, number>();
  for (const { breaches, teamBreaches = [] } of stopped) {
    for (const ruleId of new Set([...breaches.map(shownRule), ...teamBreaches.map((one) => one.ruleId)]))
      counts.set(ruleId, (counts.get(ruleId) ?? 0) + 1);
  }
  return [...counts]
    .map(([ruleId, employees]) => ({ ruleId, employees }))
    .sort((a, b) => b.employees - a.employees || (a.ruleId < b.ruleId ? -1 : 1));
}

function reversed(parts: readonly PartChange[]): readonly PartChange[] {
  return parts.map(({ count, points, ...part }) => ({ ...part, count: 0 - count, points: 0 - points }));
}

function vacancyOf(
  task: ReplacementTask,
  open: readonly Shift[],
  own: ReturnType<typeof ownLines>,
  shift: Shift,
): Vacancy {
  const { problem, limit } = task;
  const { promising, stopped } = searchOf(task, open, own, shift);
  promising.sort((a, b) => a.estimate - b.estimate || byEmployeeId(a.possible.shift, b.possible.shift));
  const before = stopped.length;
  const askTeam = teamQuestion(problem, open);
  const counted: Asked[] = [];
  for (const one of promising) {
    if (counted.length >= limit + SPARE) break;
    const { way, shift: hers, changes } = one.possible;
    const after = withChanges(open, changes);
    const teamBreaches = askTeam(after);
    const hard = teamBreaches.filter(({ severity }) => isHard(severity));
    if (hard.length === 0) counted.push({ ...one, after, teamBreaches });
    else stopped.push({ employeeId: hers.employeeId, way, breaches: [], teamBreaches: hard });
  }
  const near = counted.flatMap(({ possible }) => [possible.shift, possible.instead ?? possible.shift]);
  const objective = objectiveAround(problem, own, open, [shift, ...near]);
  const candidates = counted.map(({ own: hers, possible, breaches, cover, after, teamBreaches }): Candidate => {
    const { way, shift: hersNow, instead, line, changes } = possible;
    const parts = objective.moved(after, wayKey(possible), hers.employee.id, line);
    return {
      employeeId: hers.employee.id,
      way,
      shift: hersNow,
      ...(instead === undefined ? {} : { instead }),
      changes,
      edits: editsOf([shift, ...hers.line], changes),
      points: pointsOf(parts),
      parts,
      paidSeconds: workSeconds(hersNow) - (instead === undefined ? 0 : workSeconds(instead)),
      short: shortChanges(cover, shift, shift.template),
      breaches,
      teamBreaches,
    };
  });
  candidates.sort((a, b) => a.points - b.points || byEmployeeId(a, b));
  const absent = problem.team.employees.find(({ id }) => id === shift.employeeId);
  const there = [...(absent === undefined ? [] : own(absent).line), shift].sort(compareShifts);
  const lost = reversed(objective.moved([...open, shift], 'filled', shift.employeeId, there));
  const unchanged = [...(problem.past ?? []), ...open, ...(problem.future ?? [])];
  const filled = coverDifference(problem, unchanged, { before: [], after: [shift] });
  return {
    shift,
    open: { points: pointsOf(lost), parts: lost, short: negated(shortChanges(filled, shift, shift.template)) },
    candidates: candidates.slice(0, limit),
    possible: promising.length - (stopped.length - before),
    stopped: stopped.toSorted((a, b) => obstacles(a) - obstacles(b) || byEmployeeId(a, b)).slice(0, limit),
    stoppedPeople: stopped.length,
    stoppedBy: stoppedBy(stopped),
  };
}

/**
 * Who could work what nobody works any more. Each vacancy is looked at by itself, with all the others open: for every employee the best of her ways that
 * adds no hard breach to her line, judged by the folds of her rules. The most promising ones, by their own points and the cover, are counted by the
 * whole objective, which puts them in order, unless a rule of the team that must be kept is broken further by them; ties go by id.
 */
export function findReplacements(asked: ReplacementTask): Replacements {
  const task = { ...asked, problem: withOtherWork(asked.problem) };
  const { problem, shifts } = task;
  const vacated = vacatedShifts(task);
  const gone = new Set(vacated);
  const open = shifts.filter((shift) => !gone.has(shift));
  const own = ownLines(problem, open);
  return { vacancies: vacated.map((shift) => vacancyOf(task, open, own, shift)) };
}
