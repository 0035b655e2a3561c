import load from 'highs';
import { beforeAll, describe, expect, it } from 'vitest';
import { parseProblem } from '../../../src/contract/problem-mapping.ts';
import { bruteForce } from '../../oracle/rostering/random-problems/brute-force.ts';
import { randomProblem } from '../../oracle/rostering/random-problems/random-problem.ts';
import type { Problem } from '../../../src/domain/problem.ts';
import type { HighsModule } from '../../../src/lp/highs-engine.ts';
import { emptyAssignment } from '../../../src/rostering/assignment.ts';
import { linePricer } from '../../../src/rostering/best-line.ts';
import { findConflicts, findOpen } from '../../../src/rostering/conflict.ts';
import { type CodedLine, compileInstance, type Instance } from '../../../src/rostering/instance.ts';
import type { EmployeeKind } from '../../../src/rostering/kinds.ts';
import { isLegalLine } from '../../../src/rostering/legal-line.ts';
import { solvePart } from '../../../src/rostering/part-solve.ts';
import { priceStep } from '../../../src/rostering/price-step.ts';
import { randomFrom } from '../../../src/rostering/random.ts';
import { rebuilder, restore } from '../../../src/rostering/search.ts';
import { trials } from '../../fixtures/effort.ts';

const clockOf = (quarter: number): string =>
  `${String(quarter >> 2).padStart(2, '0')}:${String((quarter % 4) * 15).padStart(2, '0')}`;

/** A day on which so many people each work one of two shifts with a meal and two rests, of which more are wanted in some quarters of an hour than there are. */
function breaksOfADay(people: number, seed: number): Problem {
  const random = randomFrom(seed);
  const day = (id: string, start: string) => ({
    id,
    start,
    length: 480,
    meal: { lengthMinutes: 30, notBeforeMinutes: 120, notInLastMinutes: 120, stepMinutes: 15 },
    breaks: [{ kind: 'rest', lengthMinutes: 15, paid: true, count: 2, notBeforeMinutes: 60, stepMinutes: 15 }],
    leastBetweenBreaksMinutes: 45,
  });
  const read = parseProblem({
    team: {
      zone: 'Europe/Berlin',
      contracts: [{ id: 'c' }],
      employees: Array.from({ length: people }, (_, index) => ({ id: `e${index}`, contract: 'c' })),
      shiftTemplates: [day('early', '08:00'), day('late', '10:00')],
    },
    horizon: { from: '2026-03-02', days: 1 },
    cover: {
      intervals: Array.from({ length: 40 }, (_, at) => ({
        from: clockOf(32 + at),
        to: clockOf(33 + at),
        target: random.below(people + 1),
      })),
    },
    past: [],
    future: [],
  });
  if (!read.ok) throw new Error(JSON.stringify(read.issues));
  return read.value;
}

const PROBLEMS = trials(36);
let highs: HighsModule;

beforeAll(async () => {
  highs = await (load as unknown as typeof load.default)();
});

const LIMITS = {
  stopRequested: () => false,
  expired: () => false,
  masterSeconds: () => undefined,
  front: 2,
  rounds: 60,
};

/** Points of noise on the rows that a roster to begin with is made at, so that it is a poor one. */
const NOISE = 1000;

/** Solves some days of everybody in a poor roster of an instance anew. */
function solved(instance: Instance, firstDay: number, seed: number) {
  const random = randomFrom(seed);
  const pricer = linePricer();
  const assignment = emptyAssignment(instance);
  const builder = rebuilder(instance, pricer, random);
  for (const employee of assignment.lines.keys()) {
    assignment.put(employee, builder.bestFor(assignment, employee, NOISE) as CodedLine);
  }
  const before = assignment.points();
  const old = assignment.lines.filter((line) => line !== undefined);
  const part = { firstDay, endDay: instance.set.dates.length, employees: old.map((_, employee) => employee) };
  const step = priceStep(instance);
  const answer = solvePart(highs, instance, pricer, part, assignment, { ...LIMITS, step });
  const lines: readonly CodedLine[] = answer.lines ?? old;
  restore(assignment, lines);
  return { ...answer, before, after: assignment.points(), old, lines };
}

describe('solvePart', () => {
  it('gains what it says with legal lines that are as before outside its days, and what it calls best no roster beats', () => {
    let [gained, best, compared] = [0, 0, 0];
    for (let index = 0; index < PROBLEMS; index++) {
      const problem = randomProblem(8, index);
      const instance = compileInstance(problem);
      if (problem.prices.hoursSpread !== 0) continue;
      if (findConflicts(instance, linePricer()).length > 0 || findOpen(instance).length > 0) continue;
      const firstDay = index % 3 === 0 ? 1 : 0;
      const { before, after, gain, isBest, old, lines } = solved(instance, firstDay, index);
      const scale = Math.max(1, Math.abs(before));
      expect(Math.abs(before - gain - after) / scale).toBeLessThan(1e-9);
      expect(gain).toBeGreaterThanOrEqual(0);
      lines.forEach((line, employee) => {
        const kind = instance.kinds[instance.kindOf[employee] as number] as EmployeeKind;
        expect(isLegalLine(kind.model, line.shapes)).toBe(true);
        expect(firstDay === 0 || line.shapes[0] === old[employee]?.shapes[0]).toBe(true);
      });
      if (gain > 0) gained++;
      if (isBest) best++;
      const truth = firstDay === 0 && isBest ? bruteForce(problem) : undefined;
      if (truth?.points === undefined) continue;
      expect(after / scale).toBeCloseTo(truth.points / scale, 6);
      compared++;
    }
    expect(gained).toBeGreaterThan(trials(5));
    expect(compared).toBeGreaterThan(trials(5));
  });

  it('gains what it says where its dive ends with breaks in parts', () => {
    // Of a hundred such days this is one whose program leaves breaks half at one place and half at another.
    const { before, after, gain } = solved(compileInstance(breaksOfADay(8, 65)), 0, 65);
    expect(gain).toBeGreaterThan(0);
    expect(before - gain).toBeCloseTo(after, 6);
  });
});
