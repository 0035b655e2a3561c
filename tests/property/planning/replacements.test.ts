import fc from 'fast-check';
import { expect, test } from 'vitest';
import { publishedProblem } from '../../fixtures/published-week.ts';
import { numbersFrom } from '../../fixtures/small-problems.ts';
import { breachDifference } from '../../../src/audit/audit-difference.ts';
import { auditRoster } from '../../../src/audit/audit-roster.ts';
import { teamBreachesOf } from '../../../src/audit/team-rules.ts';
import { scoreRoster } from '../../../src/audit/score.ts';
import { addDays, plannedInstant } from '../../../src/domain/calendar.ts';
import type { Breach, TeamBreach } from '../../../src/domain/breach.ts';
import type { Problem } from '../../../src/domain/problem.ts';
import type { Shift } from '../../../src/domain/shift.ts';
import type { TeamRuleSetting } from '../../../src/domain/team.ts';
import { findReplacements } from '../../../src/planning/changes/replacements.ts';
import { judgeSwap } from '../../../src/planning/changes/swap.ts';
import { applyEdits } from '../../../src/planning/drafts/apply-edits.ts';
import { withChanges } from '../../../src/planning/drafts/shift-changes.ts';

/** None, or one that must be kept or has a price. */
function teamRulesOf(below: (count: number) => number): readonly TeamRuleSetting[] {
  const hard = below(2) === 0 ? { hard: true as const } : { weight: 40 };
  const settings: readonly TeamRuleSetting[] = [
    { rule: 'maximum-of', values: { maximum: 2, employees: ['p0', 'p1', 'p2', 'p3'], measure: 'template' }, ...hard },
    { rule: 'apart', values: { employees: ['p1', 'p2'], measure: 'working' }, ...hard },
    { rule: 'budget-hours', values: { maximumHours: 60, period: 'horizon' }, ...hard },
  ];
  return below(2) === 0 ? [] : settings.slice(below(3)).slice(0, 1);
}

/** How far the rules of the team that must be kept are broken. */
function teamExcess(problem: Problem, shifts: readonly Shift[]): number {
  const found = teamBreachesOf(problem, shifts).filter(({ severity }) => severity === 'block');
  return found.reduce((sum, { amount }) => sum + amount, 0);
}

/** Six people with the rules of a tiny problem, and a roster that may break some of them. */
function caseOf(seed: number): { readonly problem: Problem; readonly shifts: readonly Shift[] } {
  const { baseline, ...tiny } = publishedProblem(seed);
  const below = numbersFrom(seed + 13);
  const models = tiny.team.employees;
  const employees = Array.from({ length: 6 }, (_, index) => {
    const model = models[index % models.length];
    if (model === undefined) throw new Error('nobody');
    return { ...model, id: `p${index}` };
  });
  const weighted = tiny.team.rules.map((rule) => (below(4) === 0 ? { ...rule, weight: 35 } : rule));
  const team = {
    ...tiny.team,
    employees,
    rules: below(2) === 0 ? tiny.team.rules : weighted,
    teamRules: teamRulesOf(below),
  };
  const mustBe = below(3) === 0 ? { hard: true as const } : {};
  const templateDemands = tiny.templateDemands.map((demand) => ({ ...demand, ...mustBe }));
  const problem = { ...tiny, team, templateDemands, locks: [], past: [], future: [] };
  const shifts = employees.flatMap(({ id, skills }) =>
    Array.from({ length: tiny.days }, (_, day): Shift | undefined => {
      if (below(3) === 0) return undefined;
      const start = plannedInstant(team.zone, addDays(tiny.from, day), [360, 780, 900, 1320][below(4)] as number);
      const skill = skills[below(2)];
      const locked = below(6) === 0 ? { locked: true } : {};
      const template = (['early', 'late', 'night'] as const)[below(3)];
      return {
        id: `${id}/${day}`,
        employeeId: id,
        start,
        end: start + 28_800,
        template,
        skill,
        activity: 'work',
        breaks: [],
        ...locked,
      };
    }).filter((shift) => shift !== undefined),
  );
  const priced = below(2) === 0 ? problem : { ...problem, baseline: { ...baseline, shifts } };
  return { problem: priced, shifts };
}

function breachesOf({ team, from, days, past, future }: Problem, shifts: readonly Shift[]): readonly Breach[] {
  const audit = auditRoster({ team, from, days, shifts, past, future });
  if (!audit.ok) throw new Error(JSON.stringify(audit.issues));
  return audit.value.breaches;
}

function worse(problem: Problem, before: readonly Shift[], after: readonly Shift[]): readonly Breach[] {
  const { added, changed } = breachDifference(breachesOf(problem, before), breachesOf(problem, after));
  return [...added, ...changed.flatMap((pair) => (pair.after.excess > pair.before.excess ? [pair.after] : []))];
}

const points = (problem: Problem, shifts: readonly Shift[]): number =>
  scoreRoster(problem, shifts).reduce((sum, part) => sum + part.points, 0);
const isHard = ({ severity }: Breach): boolean => severity === 'block' || severity === 'agreement';

/** A shift but for its lock: whoever takes what was locked is not locked to it. */
const unlocked = ({ locked: _locked, ...shift }: Shift): Omit<Shift, 'locked'> => shift;

test('a candidate is worth the difference of two whole rosters, and adds no hard breach; who could take a shift as it is, is one', () => {
  const seen = { candidates: 0, stopped: 0, stoppedByTeam: 0, lengthened: 0, moved: 0 };
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 100_000 }), (seed) => {
      const { problem, shifts } = caseOf(seed);
      const vacant = shifts[0];
      if (vacant === undefined) return;
      const task = { problem, shifts, vacated: [vacant.id], absences: [], limit: 100 };
      const [vacancy] = findReplacements(task).vacancies;
      if (vacancy === undefined) throw new Error('no vacancy');
      const open = shifts.filter((shift) => shift !== vacant);
      expect(vacancy.open.points).toBeCloseTo(points(problem, open) - points(problem, shifts), 6);
      for (const { points: told, changes, edits, breaches, way } of vacancy.candidates) {
        const after = withChanges(shifts, changes);
        expect(told).toBeCloseTo(points(problem, after) - points(problem, open), 6);
        expect(after.length).toBeLessThanOrEqual(shifts.length);
        const edited = applyEdits({ team: problem.team, days: problem, shifts }, edits);
        if (!edited.ok) throw new Error(JSON.stringify(edited.issues));
        expect(withChanges(shifts, edited.value).map(unlocked)).toEqual(after.map(unlocked));
        const found = worse(problem, open, after);
        expect(found.some(isHard)).toBe(false);
        expect(teamExcess(problem, after)).toBeLessThanOrEqual(teamExcess(problem, open) + 1e-9);
        expect(breaches).toEqual(found);
        seen.candidates += 1;
        if (way === 'lengthen') seen.lengthened += 1;
        if (way === 'move') seen.moved += 1;
      }
      const told = new Set(vacancy.candidates.map(({ employeeId }) => employeeId));
      for (const { id } of problem.team.employees) {
        if (id === vacant.employeeId || told.has(id)) continue;
        const { locked: _locked, ...rest } = vacant;
        const taken = [...open, { ...rest, employeeId: id }];
        const isTeams = teamExcess(problem, taken) > teamExcess(problem, open) + 1e-9;
        const isHers = worse(problem, open, taken).some(isHard);
        // A way that the team's rules stop was the best of hers: taking the shift besides may do no harm.
        const isStopped = vacancy.stopped.some((one) => one.employeeId === id && one.teamBreaches !== undefined);
        expect(isHers || isTeams || isStopped, id).toBe(true);
        if (isStopped) seen.stoppedByTeam += 1;
        expect(vacancy.stopped.map(({ employeeId }) => employeeId)).toContain(id);
        seen.stopped += 1;
      }
      const order = vacancy.candidates.map((one) => one.points);
      expect(order).toEqual(order.toSorted((a, b) => a - b));
    }),
    { numRuns: 120 },
  );
  expect(Math.min(seen.candidates, seen.stopped)).toBeGreaterThan(30);
  expect(Math.min(seen.lengthened, seen.moved, seen.stoppedByTeam)).toBeGreaterThan(0);
});

test('a swap is refused exactly where a whole audit finds a new hard breach, or where a shift is locked', () => {
  const seen = { allowed: 0, findings: 0, refused: 0 };
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 100_000 }), fc.boolean(), (seed, isGift) => {
      const { problem, shifts } = caseOf(seed);
      const give = shifts[0];
      const take = shifts.find((one) => one.employeeId !== give?.employeeId);
      if (give === undefined || take === undefined) return;
      const other = isGift ? { to: take.employeeId } : { take: take.id };
      const { verdict, changes, difference } = judgeSwap({ problem, shifts, swap: { give: give.id, ...other } });
      const after = shifts.map((shift) => {
        if (shift === give) return { ...shift, employeeId: take.employeeId };
        return shift === take && !isGift ? { ...shift, employeeId: give.employeeId } : shift;
      });
      const found = worse(problem, shifts, after);
      const [less, more] = [shifts, after].map((roster) => teamBreachesOf(problem, roster)) as [
        TeamBreach[],
        TeamBreach[],
      ];
      const amount = (list: readonly TeamBreach[]): number => list.reduce((sum, one) => sum + one.amount, 0);
      // One setting at most: what it is broken by tells whether it grows.
      const isWorse = amount(more) > amount(less) + 1e-9;
      const isTeamHard = isWorse && more.some(({ severity }) => severity === 'block');
      const isLocked = give.locked === true || (!isGift && take.locked === true);
      const refused = isLocked || isTeamHard || found.some(isHard);
      expect(verdict).toBe(refused ? 'refused' : isWorse || found.length > 0 ? 'findings' : 'allowed');
      expect(changes.put).toHaveLength(isGift ? 1 : 2);
      expect(difference.objective.after).toBeCloseTo(points(problem, after), 6);
      seen[verdict] += 1;
    }),
    { numRuns: 150 },
  );
  expect(Math.min(seen.allowed, seen.refused)).toBeGreaterThan(1);
});
