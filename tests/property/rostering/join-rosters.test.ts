import { describe, expect, it } from 'vitest';
import { emptyAssignment } from '../../../src/rostering/assignment.ts';
import { linePricer } from '../../../src/rostering/best-line.ts';
import { findConflicts, findOpen } from '../../../src/rostering/conflict.ts';
import { exchangeForm, exchangeMemory, exchangeOver } from '../../../src/rostering/exchange.ts';
import { type CodedLine, compileInstance, type Instance } from '../../../src/rostering/instance.ts';
import { rosterJoiner, wholeLines } from '../../../src/rostering/join-rosters.ts';
import type { EmployeeKind } from '../../../src/rostering/kinds.ts';
import { isLegalLine } from '../../../src/rostering/legal-line.ts';
import { randomFrom } from '../../../src/rostering/random.ts';
import { pointsOf } from '../../../src/rostering/run-engine.ts';
import { fillGreedily, rebuilder, restore } from '../../../src/rostering/search.ts';
import type { DayWindow } from '../../../src/rostering/search-moves.ts';
import { trials } from '../../fixtures/effort.ts';
import { siteProblem } from '../../fixtures/site-problems.ts';
import { randomProblem } from '../../oracle/rostering/random-problems/random-problem.ts';

/** Points of noise on the rows that a roster to begin with is made at, so that it is a poor one. */
const NOISE = 1000;

/** Two searches in one memory that begin with the same poor roster, or with one in which nobody works. */
function twoSearches(instance: Instance, seed: number, isIdle = false) {
  const memory = exchangeMemory(exchangeForm(instance));
  const poor = emptyAssignment(instance);
  const random = randomFrom(seed);
  const builder = rebuilder(instance, linePricer(), random);
  const days = instance.set.dates.length;
  const idle = { shapes: new Int32Array(days).fill(-1), meals: new Int32Array(days) };
  for (const employee of poor.lines.keys()) {
    const line = isIdle ? idle : builder.bestFor(poor, employee, NOISE);
    if (line !== undefined) poor.put(employee, line);
  }
  if (!fillGreedily(poor, builder, random, () => false)) throw new Error('somebody has no line');
  const begun = wholeLines(poor);
  exchangeOver(memory, exchangeForm(instance)).offer(begun, poor.points());
  const search = () => {
    const exchange = exchangeOver(memory, exchangeForm(instance));
    const assignment = emptyAssignment(instance);
    restore(assignment, begun);
    const joiner = rosterJoiner(instance, assignment, builder, exchange);
    /** Rebuilds some employees on some days; the points gained. */
    const improve = (window: DayWindow, only: (employee: number) => boolean = () => true): number => {
      const before = assignment.points();
      for (const employee of [...assignment.lines.keys()].filter((one) => only(one))) {
        const frame = assignment.lines[employee] as CodedLine;
        assignment.open(employee, window.firstDay, window.endDay);
        assignment.close(
          employee,
          builder.bestIn(assignment, employee, frame, window, 0) ?? frame,
          window.firstDay,
          window.endDay,
        );
      }
      return before - assignment.points();
    };
    return { exchange, assignment, joiner, improve };
  };
  return { begun: poor.points(), one: search(), other: search() };
}

function expectLegal(instance: Instance, lines: readonly CodedLine[]): void {
  for (const [employee, { shapes }] of lines.entries()) {
    const { model } = instance.kinds[instance.kindOf[employee] as number] as EmployeeKind;
    expect(isLegalLine(model, shapes)).toBe(true);
  }
}

describe('rosterJoiner', () => {
  it('adds up what two searches gained on days of different weeks', () => {
    const instance = compileInstance(siteProblem(4, 6, { days: 10, more: 2 }));
    const { begun, one, other } = twoSearches(instance, 3);
    const gains = [one.improve({ firstDay: 0, endDay: 2 }), other.improve({ firstDay: 4, endDay: 10 })];
    expect(Math.min(...gains)).toBeGreaterThan(1);
    const both = begun - (gains[0] as number) - (gains[1] as number);
    one.joiner.offer();
    expect(one.exchange.points()).toBeCloseTo(begun - (gains[0] as number), 6);
    // The other has not seen that roster yet: it is left where it is, whichever is the better.
    other.joiner.offer();
    expect(one.exchange.points()).toBeCloseTo(begun - (gains[0] as number), 6);
    other.joiner.join();
    expect(other.assignment.points()).toBeCloseTo(both, 6);
    expect(one.joiner.join()).toBeCloseTo(both, 6);
    expect(wholeLines(one.assignment)).toEqual(wholeLines(other.assignment));
    expectLegal(instance, wholeLines(one.assignment));
    expect(one.joiner.join()).toBeUndefined();
  });

  it('keeps lines legal where both searches have used up the same days of a week', () => {
    const instance = compileInstance(siteProblem(4, 0, { days: 10, more: 2 }));
    const { one, other } = twoSearches(instance, 5, true);
    expect(one.improve({ firstDay: 3, endDay: 6 })).toBeGreaterThan(1);
    expect(other.improve({ firstDay: 6, endDay: 10 })).toBeGreaterThan(1);
    const least = Math.min(one.assignment.points(), other.assignment.points());
    one.joiner.offer();
    other.joiner.join();
    expectLegal(instance, wholeLines(other.assignment));
    expect(other.assignment.points()).toBeLessThanOrEqual(least + 1e-6);
  });

  it('never makes a roster worse than either, and counts what it leaves, whatever both have changed', () => {
    let [better, joined] = [0, 0];
    for (let index = 0; index < trials(40); index++) {
      const instance = compileInstance(randomProblem(21, index));
      if (findConflicts(instance, linePricer()).length > 0 || findOpen(instance).length > 0) continue;
      const days = instance.set.dates.length;
      const { one, other } = twoSearches(instance, index);
      const half = Math.ceil(days / 2);
      if (index % 2 === 0) {
        one.improve({ firstDay: 0, endDay: half });
        other.improve({ firstDay: half - 1, endDay: days });
      } else {
        one.improve({ firstDay: 0, endDay: days }, (employee) => employee % 2 === 0);
        other.improve({ firstDay: 0, endDay: days }, (employee) => employee % 2 === 1);
      }
      const least = Math.min(one.assignment.points(), other.assignment.points());
      one.joiner.offer();
      other.joiner.join();
      const points = other.assignment.points();
      const scale = Math.max(1, Math.abs(points));
      expect((points - least) / scale).toBeLessThan(1e-9);
      expect(Math.abs(pointsOf(instance, wholeLines(other.assignment)) - points) / scale).toBeLessThan(1e-9);
      expectLegal(instance, wholeLines(other.assignment));
      joined++;
      if (points < least - 1e-6) better++;
    }
    expect(joined).toBeGreaterThan(trials(8));
    expect(better).toBeGreaterThan(trials(2));
  });
});
