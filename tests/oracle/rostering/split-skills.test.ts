import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rosterIssues } from '../../../src/audit/roster-issues.ts';
import { scoreRoster } from '../../../src/audit/score.ts';
import type { IntervalDemand, Problem } from '../../../src/domain/problem.ts';
import { type Piece, type Shift, workStretches } from '../../../src/domain/shift.ts';
import { splitSkills } from '../../../src/rostering/split-skills.ts';
import { numbersFrom, PRICES } from '../../fixtures/small-problems.ts';
import { trials } from '../../fixtures/effort.ts';

const DAY = Date.UTC(2026, 2, 2) / 1000;
const HOUR = 3600;
const SKILLS = ['x', 'y', 'z'];

/** Some people of two or three skills, with a shift of seven hours each, one of them a break, and a need of every skill that changes by the hour. */
function problemOf(seed: number, people: number): { problem: Problem; shifts: readonly Shift[] } {
  const below = numbersFrom(seed);
  const employees = Array.from({ length: people }, (_, index) => ({
    id: `e${index}`,
    contract: 'full',
    skills: below(2) === 0 ? SKILLS : ['x', 'y'],
  }));
  const shifts = employees.map(({ id, skills }): Shift => {
    const start = DAY + (8 + below(3)) * HOUR;
    const pause = start + (2 + below(3)) * HOUR;
    return {
      id,
      employeeId: id,
      start,
      end: start + 7 * HOUR,
      skill: skills[below(skills.length)],
      activity: 'work',
      breaks: [{ start: pause, end: pause + HOUR, paid: true }],
    };
  });
  const intervalDemands: IntervalDemand[] = [];
  for (const skill of [undefined, ...SKILLS]) {
    for (let hour = 7; hour < 18; hour++) {
      const target = below(3);
      const start = DAY + hour * HOUR;
      intervalDemands.push({ start, end: start + HOUR, skill, floor: below(target + 1), target, ceiling: target + 1 });
    }
  }
  const problem: Problem = {
    team: {
      id: 'desk',
      zone: 'UTC',
      weekStart: 'mon',
      skills: SKILLS.map((id) => ({ id })),
      contracts: [{ id: 'full' }],
      employees,
      shiftTemplates: [],
      rules: [],
      packs: [],
      holidays: [],
    },
    from: '2026-03-02',
    days: 1,
    intervalDemands,
    templateDemands: [],
    prices: PRICES,
    locks: [],
    past: [],
    future: [],
  };
  return { problem, shifts };
}

const pointsOf = (problem: Problem, shifts: readonly Shift[]): number =>
  scoreRoster(problem, shifts).reduce((sum, { points }) => sum + points, 0);

/** Hours of each stretch in one skill, breaks passed over. */
function stretches(skills: readonly (string | undefined)[]): readonly number[] {
  const lengths: number[] = [];
  skills.forEach((skill, index) => {
    if (index > 0 && skills[index - 1] === skill) lengths[lengths.length - 1] = (lengths.at(-1) ?? 0) + 1;
    else lengths.push(1);
  });
  return lengths;
}

const hourly = (shift: Shift): readonly (string | undefined)[] =>
  workStretches(shift).flatMap(({ start, end, skill }) => Array.from({ length: (end - start) / HOUR }, () => skill));

/** Every way to work the six hours of a shift in the skills of its employee, in stretches of at least `least` hours. */
function cheapest(problem: Problem, shift: Shift, others: readonly Shift[], least: number): number {
  const skills = problem.team.employees.find(({ id }) => id === shift.employeeId)?.skills ?? [];
  const hours = workStretches(shift).flatMap(({ start, end }) =>
    Array.from({ length: (end - start) / HOUR }, (_, index) => start + index * HOUR),
  );
  let best = Number.POSITIVE_INFINITY;
  for (let code = 0; code < skills.length ** hours.length; code++) {
    const chosen = hours.map((_, index) => skills[Math.floor(code / skills.length ** index) % skills.length] as string);
    if (stretches(chosen).some((length) => length < least)) continue;
    const pieces = hours.flatMap((start, index): Piece[] => {
      const skill = chosen[index] as string;
      return skill === shift.skill ? [] : [{ start, end: start + HOUR, skill }];
    });
    best = Math.min(best, pointsOf(problem, [...others, { ...shift, pieces }]));
  }
  return best;
}

describe('shifts divided over the skills of their people', () => {
  test('one shift is divided as no other division in stretches of that length is cheaper', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e6 }), fc.integer({ min: 1, max: 3 }), (seed, least) => {
        const { problem, shifts } = problemOf(seed, 2);
        const [first, second] = shifts.map((shift, index) => (index === 0 ? shift : { ...shift, locked: true }));
        if (first === undefined || second === undefined) throw new Error('no two shifts');
        const made = splitSkills(problem, [first, second], least * 60, 1);
        expect(made[1]).toBe(second);
        expect(pointsOf(problem, made)).toBeCloseTo(cheapest(problem, first, [second], least), 6);
      }),
      { numRuns: trials(40) },
    );
  });

  test('many never cost more, each for one skill at a time and long enough, and come out the same again', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e6 }), fc.integer({ min: 1, max: 3 }), (seed, least) => {
        const { problem, shifts } = problemOf(seed, 5);
        const made = splitSkills(problem, shifts, least * 60, 3);
        expect(pointsOf(problem, made)).toBeLessThanOrEqual(pointsOf(problem, shifts) + 1e-6);
        for (const shift of made) {
          expect(Math.min(...stretches(hourly(shift)))).toBeGreaterThanOrEqual(least);
          expect(hourly(shift)).toHaveLength(6);
        }
        const { team, from, days } = problem;
        expect(rosterIssues({ team, from, days, shifts: made, past: [], future: [] })).toEqual([]);
        expect(splitSkills(problem, shifts, least * 60, 3)).toEqual(made);
      }),
      { numRuns: trials(60) },
    );
  });
});
