import { describe, expect, it } from 'vitest';
import { randomProblem } from '../../oracle/rostering/random-problems/random-problem.ts';
import { emptyAssignment } from '../../../src/rostering/assignment.ts';
import { linePricer } from '../../../src/rostering/best-line.ts';
import { findConflicts, findOpen } from '../../../src/rostering/conflict.ts';
import { bendsOf, rowCost, valueOfOneMore } from '../../../src/rostering/demand.ts';
import { compileInstance, type Instance } from '../../../src/rostering/instance.ts';
import type { EmployeeKind } from '../../../src/rostering/kinds.ts';
import { isLegalLine } from '../../../src/rostering/legal-line.ts';
import { randomFrom } from '../../../src/rostering/random.ts';
import { rowMultipliers } from '../../../src/rostering/row-multipliers.ts';
import { fillGreedily, rebuilder } from '../../../src/rostering/search.ts';
import { sweeper } from '../../../src/rostering/sweeps.ts';
import { trials } from '../../fixtures/effort.ts';

const PROBLEMS = trials(40);
const ROWS = 60;
const COUNTS = [0, 1, 2, 3, 4, 6];

const instances: readonly Instance[] = Array.from({ length: PROBLEMS }, (_, index) =>
  compileInstance(randomProblem(21, index)),
).filter((instance) => findConflicts(instance, linePricer()).length === 0 && findOpen(instance).length === 0);

describe('rowMultipliers', () => {
  it('asks a given value of soft rows, what the cover costs of stiff ones, and never more of a fuller row', () => {
    let between = 0;
    for (const { table } of instances) {
      const random = randomFrom(table.rows);
      const values = Float64Array.from({ length: table.rows }, () => 30 * (random.next() - 0.3));
      const multipliers = rowMultipliers(table);
      for (let row = 0; row < Math.min(ROWS, table.demandRows); row++) {
        const bends = bendsOf(table, row);
        if (!bends.every(Number.isInteger)) continue;
        const most = valueOfOneMore(table, row, Math.min(...bends));
        const least = valueOfOneMore(table, row, Math.max(...bends));
        const kept = Math.min(most, Math.max(least, values[row] as number));
        const worths = (stiffness: number): readonly number[] => {
          multipliers.begin(values);
          multipliers.stiffen(stiffness);
          return COUNTS.map((count) => multipliers.worth(row, count, 1));
        };
        for (const worth of worths(0)) expect(worth).toBeCloseTo(kept, 9);
        const half = worths(0.05);
        half.forEach((worth, at) => {
          const truly = valueOfOneMore(table, row, COUNTS[at] as number);
          expect(worth).toBeGreaterThanOrEqual(Math.min(kept, truly) - 1e-9);
          expect(worth).toBeLessThanOrEqual(Math.max(kept, truly) + 1e-9);
          expect(worth).toBeLessThanOrEqual((half[at - 1] ?? Number.POSITIVE_INFINITY) + 1e-9);
          if (Math.abs(worth - kept) > 1e-6 && Math.abs(worth - truly) > 1e-6) between++;
        });
        worths(1e9).forEach((worth, at) => {
          expect(worth).toBeCloseTo(valueOfOneMore(table, row, COUNTS[at] as number), 6);
        });
      }
    }
    expect(between).toBeGreaterThan(trials(100));
  });

  it('takes newer values in as if it had begun with them, keeps what it learnt beside known ones, and leaves rows that were never asked for alone', () => {
    let kept = 0;
    for (const { table } of instances) {
      const random = randomFrom(table.rows);
      const draw = () => Float64Array.from({ length: table.rows }, () => 4 * random.next());
      const [first, second] = [draw(), draw()];
      const rows = Array.from({ length: Math.min(ROWS, table.demandRows) }, (_, row) => row);
      const counts = new Float64Array(table.rows);
      const worthsOf = (values: Float64Array | undefined, newer: readonly Float64Array[], moved: number) => {
        const multipliers = rowMultipliers(table);
        const worths = () => {
          multipliers.stiffen(0);
          return rows.map((row) => multipliers.worth(row, 0, 1));
        };
        multipliers.begin(values);
        worths();
        multipliers.stiffen(moved);
        multipliers.move(counts, 0.01);
        for (const later of newer) multipliers.follow(later);
        return worths();
      };
      const begun = worthsOf(second, [], 0);
      expect(worthsOf(undefined, [second], 1)).toEqual(begun);
      worthsOf(first, [second], 0).forEach((worth, at) => expect(worth).toBeCloseTo(begun[at] as number, 9));
      const learnt = worthsOf(second, [], 1);
      expect(worthsOf(second, [second], 1)).toEqual(learnt);
      kept += learnt.filter((worth, at) => worth !== begun[at]).length;
    }
    expect(kept).toBeGreaterThan(trials(50));
  });

  it('moves the value of a row that is short up, of a crowded one down, and of one at its best count not at all', () => {
    const moved = { up: 0, down: 0, still: 0 };
    for (const { table } of instances) {
      const multipliers = rowMultipliers(table);
      multipliers.begin(undefined);
      multipliers.stiffen(0);
      for (let row = 0; row < Math.min(ROWS, table.demandRows); row++) {
        const before = multipliers.worth(row, 0, 1);
        const cost = (count: number): number => rowCost(table, row, count) + before * count;
        const least = Math.min(...bendsOf(table, row).map(cost));
        const best = COUNTS.filter((count) => cost(count) <= least + 1e-9);
        if (best.length === 0) continue;
        for (const count of COUNTS) {
          multipliers.begin(undefined);
          multipliers.worth(row, 0, 1);
          multipliers.stiffen(1);
          multipliers.move(new Float64Array(table.rows).fill(count), 0.01);
          multipliers.stiffen(0);
          const after = multipliers.worth(row, 0, 1);
          const isBendPriced = valueOfOneMore(table, row, 0) !== valueOfOneMore(table, row, 1e6);
          const isStill = best.includes(count) || !isBendPriced;
          const wanted = isStill ? 0 : Math.sign(Math.min(...best) - count);
          expect([0, wanted]).toContain(Math.sign(after - before));
          if (after > before) moved.up++;
          else if (after < before) moved.down++;
          else moved.still++;
        }
      }
    }
    expect(Math.min(moved.up, moved.down, moved.still)).toBeGreaterThan(trials(50));
  });
});

describe('sweeper', () => {
  it('leaves legal lines that cost what it says, never more than before, the same for a seed and as they were outside the window', () => {
    let [gained, windows] = [0, 0];
    for (const [index, instance] of instances.entries()) {
      const days = instance.set.dates.length;
      const window = index % 3 === 0 ? { firstDay: 1, endDay: days } : { firstDay: 0, endDay: days };
      const run = () => {
        const random = randomFrom(index);
        const builder = rebuilder(instance, linePricer(), random);
        const assignment = emptyAssignment(instance);
        fillGreedily(assignment, builder, random, () => false);
        const before = assignment.points();
        const old = [...assignment.lines];
        const employees = old.map((_, employee) => employee);
        const task = {
          window,
          employees,
          values: () => undefined,
          softest: 0.03,
          isChoosy: index % 2 === 0,
          elapsed: (passes: number) => passes / 12,
        };
        const gain = sweeper(instance, builder, random).sweep(assignment, task);
        return { assignment, before, gain, old };
      };
      const { assignment, before, gain, old } = run();
      expect(gain).toBeGreaterThanOrEqual(0);
      const fresh = emptyAssignment(instance);
      assignment.lines.forEach((line, employee) => {
        if (line === undefined) throw new Error('everybody has a line');
        const kind = instance.kinds[instance.kindOf[employee] as number] as EmployeeKind;
        expect(isLegalLine(kind.model, line.shapes)).toBe(true);
        expect(window.firstDay === 0 || line.shapes[0] === old[employee]?.shapes[0]).toBe(true);
        fresh.put(employee, line);
      });
      const scale = Math.max(1, Math.abs(before));
      expect(Math.abs(fresh.points() - (before - gain)) / scale).toBeLessThan(1e-9);
      expect(run().assignment.lines).toEqual(assignment.lines);
      if (gain > 0) gained++;
      if (window.firstDay === 1) windows++;
    }
    expect(gained).toBeGreaterThan(trials(2));
    expect(windows).toBeGreaterThan(trials(5));
  });
});
