import { describe, expect, it } from 'vitest';
import { randomProblem } from '../../oracle/rostering/random-problems/random-problem.ts';
import { type Assignment, emptyAssignment } from '../../../src/rostering/assignment.ts';
import { linePricer } from '../../../src/rostering/best-line.ts';
import { findConflicts, findOpen } from '../../../src/rostering/conflict.ts';
import { compileInstance, type Instance } from '../../../src/rostering/instance.ts';
import { isLegalLine } from '../../../src/rostering/legal-line.ts';
import type { EmployeeKind } from '../../../src/rostering/kinds.ts';
import { randomFrom } from '../../../src/rostering/random.ts';
import { fillGreedily, guidedWorth, rebuilder, searchRoster } from '../../../src/rostering/search.ts';
import { trials } from '../../fixtures/effort.ts';

const PROBLEMS = trials(60);
const MOVES = 60;

/** Counts and points of the same lines put into an empty roster. */
function anew(instance: Instance, assignment: Assignment): Assignment {
  const fresh = emptyAssignment(instance);
  assignment.lines.forEach((line, employee) => {
    if (line !== undefined) fresh.put(employee, line);
  });
  return fresh;
}

function expectSame(instance: Instance, assignment: Assignment): void {
  const fresh = anew(instance, assignment);
  const scale = Math.max(1, Math.abs(fresh.points()));
  expect(Math.abs(assignment.points() - fresh.points()) / scale).toBeLessThan(1e-9);
  expect([...assignment.counts].map((count) => Math.round(count * 1e6))).toEqual(
    [...fresh.counts].map((count) => Math.round(count * 1e6)),
  );
}

describe('points kept while employees are rebuilt', () => {
  it('are those of the roster counted anew, over windows, breaks, weights and team rules', () => {
    const seen = { windows: 0, moves: 0, breaks: 0, team: 0, weighted: 0 };
    for (let index = 0; index < PROBLEMS; index++) {
      const problem = randomProblem(5, index);
      const instance = compileInstance(problem);
      if (findConflicts(instance, linePricer()).length > 0 || findOpen(instance).length > 0) continue;
      const random = randomFrom(index);
      const builder = rebuilder(instance, linePricer(), random);
      const assignment = emptyAssignment(instance);
      expect(fillGreedily(assignment, builder, random, () => false)).toBe(true);
      const days = instance.set.dates.length;
      for (let move = 0; move < MOVES; move++) {
        const employee = random.below(assignment.lines.length);
        const firstDay = random.below(days);
        const window = { firstDay, endDay: firstDay + 1 + random.below(days - firstDay) };
        const frame = assignment.lines[employee];
        if (frame === undefined) throw new Error('everybody has a line');
        const before = assignment.points();
        assignment.open(employee, window.firstDay, window.endDay);
        const values = Float64Array.from({ length: instance.table.rows }, () => random.below(9));
        const guide = guidedWorth(instance.table, values);
        guide.follow(random.below(3) / 2);
        const worth = move % 3 === 0 ? guide.worth : undefined;
        const line = builder.bestIn(assignment, employee, frame, window, random.below(2) * 5, worth) ?? frame;
        const kind = instance.kinds[instance.kindOf[employee] as number] as EmployeeKind;
        expect(isLegalLine(kind.model, line.shapes)).toBe(true);
        for (let day = 0; day < days; day++) {
          if (day >= window.firstDay && day < window.endDay) continue;
          expect([line.shapes[day], line.meals[day]]).toEqual([frame.shapes[day], frame.meals[day]]);
        }
        assignment.close(employee, line, window.firstDay, window.endDay);
        expectSame(instance, assignment);
        seen.moves++;
        if (window.endDay - window.firstDay < days) seen.windows++;
        // And back: at once for every other move, so that later ones begin from both.
        const after = assignment.points();
        assignment.open(employee, window.firstDay, window.endDay);
        assignment.close(employee, frame, window.firstDay, window.endDay);
        expect(assignment.points()).toBeCloseTo(before, 6);
        if (move % 2 === 0) continue;
        assignment.open(employee, window.firstDay, window.endDay);
        assignment.close(employee, line, window.firstDay, window.endDay);
        expect(assignment.points()).toBeCloseTo(after, 6);
      }
      if (instance.set.byDay.flat().some(({ mealOffsets, plan }) => mealOffsets.length > 1 || plan !== undefined))
        seen.breaks++;
      if (instance.table.team !== undefined) seen.team++;
      if (instance.kinds.some(({ rulePoints }) => rulePoints !== undefined)) seen.weighted++;
    }
    expect(seen.moves).toBeGreaterThan(trials(1000));
    expect(Math.min(seen.windows, seen.breaks, seen.team, seen.weighted)).toBeGreaterThan(trials(5));
  });

  it('are told by the search as they are, and never rise', () => {
    let searched = 0;
    for (let index = 0; index < PROBLEMS; index += 3) {
      const instance = compileInstance(randomProblem(7, index));
      if (findConflicts(instance, linePricer()).length > 0 || findOpen(instance).length > 0) continue;
      const random = randomFrom(index);
      const builder = rebuilder(instance, linePricer(), random);
      const assignment = emptyAssignment(instance);
      fillGreedily(assignment, builder, random, () => false);
      const told = [assignment.points()];
      searchRoster(instance, assignment, builder, random, {
        elapsed: (moves) => moves / 200,
        done: () => false,
        onBetter: (points) => told.push(points),
      });
      expect(told.every((points, at) => at === 0 || points < (told[at - 1] ?? 0))).toBe(true);
      expect(assignment.points()).toBeCloseTo(told.at(-1) as number, 6);
      expectSame(instance, assignment);
      searched++;
    }
    expect(searched).toBeGreaterThan(trials(5));
  });

  it('are worth what a guide says where all of the price is its, whoever else is there', () => {
    let [changed, drawn] = [0, 0];
    for (let index = 0; index < PROBLEMS; index += 2) {
      const instance = compileInstance(randomProblem(11, index));
      if (instance.table.team !== undefined) continue;
      if (findConflicts(instance, linePricer()).length > 0 || findOpen(instance).length > 0) continue;
      const random = randomFrom(index);
      const builder = rebuilder(instance, linePricer(), random);
      const [empty, full] = [emptyAssignment(instance), emptyAssignment(instance)];
      fillGreedily(full, builder, random, () => false);
      const frame = full.take(0);
      if (frame === undefined) throw new Error('everybody has a line');
      const window = { firstDay: 0, endDay: instance.set.dates.length };
      const values = Float64Array.from({ length: instance.table.rows }, () => random.below(9));
      const { worth, follow } = guidedWorth(instance.table, values);
      const lineAt = (assignment: Assignment, part: number) => {
        follow(part);
        return builder.bestIn(assignment, 0, frame, window, 0, worth);
      };
      expect(lineAt(full, 1)).toEqual(lineAt(empty, 1));
      changed++;
      if (lineAt(full, 0)?.shapes.join() !== lineAt(full, 1)?.shapes.join()) drawn++;
    }
    expect(changed).toBeGreaterThan(trials(5));
    expect(drawn).toBeGreaterThan(0);
  });
});
