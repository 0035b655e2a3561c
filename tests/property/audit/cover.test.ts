import fc from 'fast-check';
import { expect, test } from 'vitest';
import { coverOf } from '../../../src/audit/cover.ts';
import type { IntervalDemand } from '../../../src/domain/problem.ts';
import type { Shift } from '../../../src/domain/shift.ts';
import { problemWith } from '../../unit/audit/problem.ts';
import { trials } from '../../fixtures/effort.ts';

/** Time in the tests runs in slots of five minutes; demands and shifts lie anywhere on that grid. */
const SLOT = 300;
const BEGIN = 1_780_000_200;

const skill = fc.constantFrom('voice', 'chat', undefined);
const slots = fc.integer({ min: 0, max: 200 });

const shifts: fc.Arbitrary<readonly Shift[]> = fc
  .array(
    fc.record({
      first: slots,
      length: fc.integer({ min: 1, max: 100 }),
      skill,
      breaks: fc.array(fc.tuple(fc.integer({ min: 0, max: 90 }), fc.integer({ min: 1, max: 8 })), { maxLength: 3 }),
      activity: fc.constantFrom('work', 'work', 'work', 'training'),
    }),
    { maxLength: 12 },
  )
  .map((drawn) =>
    drawn.map((one, index) => {
      const start = BEGIN + one.first * SLOT;
      const end = start + one.length * SLOT;
      const breaks = one.breaks
        .map(([from, length]) => ({
          start: start + from * SLOT,
          end: start + (from + length) * SLOT,
          paid: index % 2 === 0,
        }))
        .filter((pause) => pause.end <= end);
      return { id: `s${index}`, employeeId: 'ana', activity: one.activity, start, end, breaks, skill: one.skill };
    }),
  );

const demands: fc.Arbitrary<readonly IntervalDemand[]> = fc.array(
  fc
    .record({
      first: slots,
      length: fc.integer({ min: 1, max: 60 }),
      skill,
      levels: fc.tuple(
        fc.integer({ min: 0, max: 3 }),
        fc.integer({ min: 0, max: 3 }),
        fc.option(fc.integer({ min: 0, max: 3 })),
      ),
    })
    .map(({ first, length, skill: wanted, levels: [floor, more, over] }) => ({
      start: BEGIN + first * SLOT,
      end: BEGIN + (first + length) * SLOT,
      skill: wanted,
      floor,
      target: floor + more,
      ceiling: over === null ? undefined : floor + more + over,
    })),
  { minLength: 1, maxLength: 6 },
);

/** Counts heads in every slot. */
function slotBySlot(roster: readonly Shift[], demand: IntervalDemand) {
  const sum = { belowFloor: 0, belowTarget: 0, aboveTarget: 0, aboveCeiling: 0 };
  const heads: number[] = [];
  for (let at = demand.start; at < demand.end; at += SLOT) {
    const there = roster.filter(
      (one) =>
        one.activity === 'work' &&
        one.start <= at &&
        at < one.end &&
        !one.breaks.some((pause) => pause.start <= at && at < pause.end) &&
        (demand.skill === undefined || one.skill === demand.skill),
    ).length;
    heads.push(there);
    for (let person = 1; person <= 40; person++) {
      const isThere = person <= there;
      if (!isThere && person <= demand.floor) sum.belowFloor += 1;
      else if (!isThere && person <= demand.target) sum.belowTarget += 1;
      if (isThere && person > demand.target) sum.aboveTarget += 1;
      if (isThere && person > (demand.ceiling ?? 40)) sum.aboveCeiling += 1;
    }
  }
  return { ...sum, least: Math.min(...heads), most: Math.max(...heads) };
}

test('cover of random shifts equals a count of heads slot by slot', () => {
  fc.assert(
    fc.property(shifts, demands, (roster, intervalDemands) => {
      const found = coverOf(problemWith({}, { intervalDemands }), roster);
      expect(found).toHaveLength(intervalDemands.length);
      for (const [index, demand] of intervalDemands.entries()) {
        const oracle = slotBySlot(roster, demand);
        const cover = found[index];
        expect(cover).toMatchObject({ least: oracle.least, most: oracle.most, demand });
        for (const part of ['belowFloor', 'belowTarget', 'aboveTarget', 'aboveCeiling'] as const) {
          expect(cover?.[part]).toBeCloseTo(oracle[part] / 12, 9);
        }
      }
    }),
    { numRuns: trials(150) },
  );
});
