import { describe, expect, test } from 'vitest';
import { DEFAULT_CHANGE_PRICES } from '../../../src/contract/baseline.ts';
import { plannedInstant } from '../../../src/domain/calendar.ts';
import type { Problem } from '../../../src/domain/problem.ts';
import { rosterEngines } from '../../../src/main/engines.ts';
import { makeRoster } from '../../../src/planning/roster.ts';
import { checkProof } from '../../../src/planning/verify.ts';
import { compileInstance } from '../../../src/rostering/instance.ts';
import { liftedBound, priceStep } from '../../../src/rostering/price-step.ts';
import { PRICES, tinyProblem } from '../../fixtures/small-problems.ts';

const ZERO = Object.fromEntries(Object.keys(PRICES).map((name) => [name, 0])) as typeof PRICES;

function stepOf(prices: Partial<typeof PRICES>, target = 2): number {
  const problem = tinyProblem(1);
  const { employees } = problem.team;
  const team = { ...problem.team, employees: employees.map((one) => ({ ...one, requests: [] })) };
  const [date] = [problem.from];
  const templateDemands = [{ date, template: 'early', floor: 0, target }];
  return priceStep(
    compileInstance({ ...problem, team, intervalDemands: [], templateDemands, prices: { ...ZERO, ...prices } }),
  );
}

describe('the step of all prices', () => {
  test('is their greatest common divisor, where all are whole numbers', () => {
    expect(stepOf({ belowTargetPerson: 100, aboveTargetPerson: 30 })).toBe(10);
    expect(stepOf({ belowTargetPerson: 100, aboveTargetPerson: 1 })).toBe(1);
  });

  test('is unknown where one price is none, also behind a price of 1, and where hours are compared between employees', () => {
    expect(stepOf({ belowTargetPerson: 1, aboveTargetPerson: 0.5 })).toBe(0);
    expect(stepOf({ belowTargetPerson: 100, hoursSpread: 1 })).toBe(0);
  });

  test('is unknown where parts of people are wanted', () => {
    expect(stepOf({ belowTargetPerson: 100 }, 2.5)).toBe(0);
    expect(stepOf({ belowTargetPerson: 100 }, 3)).toBe(100);
  });

  test('lifts a bound to the next multiple and leaves one that is there, or whose step is unknown', () => {
    expect(liftedBound(12.3, 5)).toBe(15);
    expect(liftedBound(15.0000000001, 5)).toBeCloseTo(15, 6);
    expect(liftedBound(12.3, 0)).toBe(12.3);
    expect(liftedBound(Number.NEGATIVE_INFINITY, 5)).toBe(Number.NEGATIVE_INFINITY);
  });
});

/** One early shift a day for two people, where one was published, and what a change of it costs. */
function published(prices: Partial<typeof DEFAULT_CHANGE_PRICES> = {}): Problem {
  const problem = tinyProblem(1);
  const { zone } = problem.team;
  const start = plannedInstant(zone, problem.from, 13 * 60);
  const shift = {
    id: 'p',
    employeeId: 'e0',
    start,
    end: start + 28_800,
    template: 'late',
    activity: 'work',
    breaks: [],
  };
  return {
    ...problem,
    team: { ...problem.team, rules: [], employees: [{ id: 'e0', contract: 'c', skills: [] }] },
    intervalDemands: [],
    templateDemands: [{ date: problem.from, template: 'early', floor: 0, target: 1 }],
    prices: { ...ZERO, belowTargetPerson: 100, aboveTargetPerson: 30 },
    locks: [],
    baseline: { asOf: problem.from, shifts: [shift], prices: { ...DEFAULT_CHANGE_PRICES, ...prices } },
  };
}

test('prices of changes have a step too, which the check goes through', async () => {
  const problem = published();
  const control = { clock: () => performance.now() / 1000, stopRequested: () => false, report: () => undefined };
  const limits = { seed: 1, iterations: 50, engine: 'lines', proof: true } as const;
  const made = await makeRoster(problem, limits, control, await rosterEngines());
  if (!made.ok || made.value.proof === undefined) throw new Error('no certificate');
  const { proof } = made.value;
  expect(proof).toMatchObject({ rests: 'values' });
  const held = checkProof(
    problem,
    { ...made.value, proof: { ...proof, step: 10 } },
    { seconds: 60, clock: control.clock },
  );
  expect(held).toMatchObject({ holds: true, differences: [] });
  // With a price that is no multiple the step is none.
  const odd = published({ moved: 20.5, perHourMoved: 0.3, removed: 30.5 });
  const step = 10;
  const checked = checkProof(odd, { ...made.value, proof: { ...proof, step } }, { seconds: 60, clock: control.clock });
  expect(checked.differences.map(({ what }) => what)).toContain('step');
});
