import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseProblem } from '../../../src/contract/problem-mapping.ts';
import type { Problem } from '../../../src/domain/problem.ts';
import type { SolveLimits } from '../../../src/domain/roster.ts';
import { rosterEngines } from '../../../src/main/engines.ts';
import { makeRoster } from '../../../src/planning/roster.ts';

/*
 * Two people, one day of twelve half hours, and a shift with a meal and two rests of half an hour each. Brute force tries every pair of lines in its own
 * words: a row of half hours in which somebody works, and the points of the two rows together.
 */
const SLOTS = 12;
const PRICE = { below: 50, above: 0.5 };

/** The half hours of the meal and of the two rests, in every way that the template and the law of the person allow. */
function everyLine(latestMeal: number): readonly (readonly boolean[])[] {
  const lines: boolean[][] = [];
  // The meal neither starts in the first three half hours nor ends in the last three; rests keep the first and the last hour free.
  for (let meal = 3; meal <= Math.min(latestMeal, SLOTS - 4); meal++) {
    for (let first = 2; first < SLOTS - 2; first++) {
      for (let second = first + 1; second < SLOTS - 2; second++) {
        const breaks = [meal, first, second].toSorted((a, b) => a - b) as [number, number, number];
        // Half an hour at least from one break to the next, and two and a half at most without one.
        const gaps = [breaks[1] - breaks[0] - 1, breaks[2] - breaks[1] - 1];
        if (gaps.some((gap) => gap < 1)) continue;
        if ([breaks[0], ...gaps, SLOTS - 1 - breaks[2]].some((gap) => gap > 5)) continue;
        lines.push(Array.from({ length: SLOTS }, (_, slot) => !breaks.includes(slot)));
      }
    }
  }
  return [Array.from({ length: SLOTS }, () => false), ...lines];
}

function pointsOf(targets: readonly number[], one: readonly boolean[], two: readonly boolean[]): number {
  return targets.reduce((sum, target, slot) => {
    const people = Number(one[slot]) + Number(two[slot]);
    return sum + Math.max(0, target - people) * PRICE.below + Math.max(0, people - target) * PRICE.above;
  }, 0);
}

const clock = (slot: number): string => `${String(9 + (slot >> 1)).padStart(2, '0')}:${slot % 2 === 0 ? '00' : '30'}`;

function problemOf(targets: readonly number[], latestMeal: number): Problem {
  const read = parseProblem({
    team: {
      zone: 'Europe/Berlin',
      contracts: [{ id: 'c' }],
      employees: [
        { id: 'free', contract: 'c' },
        { id: 'bound', contract: 'c' },
      ],
      shiftTemplates: [
        {
          id: 'day',
          start: '09:00',
          length: 30 * SLOTS,
          meal: { lengthMinutes: 30, notBeforeMinutes: 90, notInLastMinutes: 90, stepMinutes: 30 },
          breaks: [{ kind: 'rest', lengthMinutes: 30, paid: true, count: 2, notBeforeMinutes: 60, stepMinutes: 30 }],
          longestStretchMinutes: 150,
          leastBetweenBreaksMinutes: 30,
        },
      ],
      rules: [
        {
          rule: 'breaks',
          employees: ['bound'],
          values: { overHours: 4, eachMinutes: 30, counts: 'meal', pay: 'unpaid', latestStartHours: latestMeal / 2 },
        },
      ],
    },
    horizon: { from: '2026-03-02', days: 1 },
    cover: { intervals: targets.map((target, slot) => ({ from: clock(slot), to: clock(slot + 1), target })) },
    prices: { belowTargetHour: 2 * PRICE.below, aboveTargetHour: 2 * PRICE.above },
    past: [],
    future: [],
  });
  if (!read.ok) throw new Error(JSON.stringify(read.issues));
  return read.value;
}

const free = everyLine(SLOTS);

it.each(['highs', 'lines'] as const)('%s finds the best places of three breaks for two people', async (engine) => {
  const engines = await rosterEngines();
  const limits: SolveLimits = { engine, iterations: engine === 'lines' ? 300 : 5000, seed: 1 };
  const drawn = fc.sample(
    fc.record({
      targets: fc.array(fc.integer({ min: 0, max: 2 }), { minLength: SLOTS, maxLength: SLOTS }),
      latestMeal: fc.constantFrom(3, 4, 6),
    }),
    { numRuns: 12, seed: 5 },
  );
  for (const { targets, latestMeal } of drawn) {
    const bound = everyLine(latestMeal);
    const best = Math.min(...free.flatMap((one) => bound.map((two) => pointsOf(targets, one, two))));
    const made = await makeRoster(
      problemOf(targets, latestMeal),
      limits,
      { clock: () => 0, stopRequested: () => false, report: () => undefined },
      engines,
    );
    expect(made).toMatchObject({ ok: true, value: { objective: best, breaches: [] } });
  }
});

it('the rule of one person leaves the other her places', () => {
  expect(everyLine(3).length).toBeLessThan(free.length);
  expect(everyLine(3).length).toBeGreaterThan(5);
});
