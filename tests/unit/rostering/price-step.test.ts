import { describe, expect, test } from 'vitest';
import { compileInstance } from '../../../src/rostering/instance.ts';
import { liftedBound, priceStep } from '../../../src/rostering/price-step.ts';
import { PRICES, tinyProblem } from '../../fixtures/small-problems.ts';

const ZERO = Object.fromEntries(Object.keys(PRICES).map((name) => [name, 0])) as typeof PRICES;

function stepOf(prices: Partial<typeof PRICES>): number {
  const problem = tinyProblem(1);
  const { employees } = problem.team;
  const team = { ...problem.team, employees: employees.map((one) => ({ ...one, requests: [] })) };
  const [date] = [problem.from];
  const templateDemands = [{ date, template: 'early', floor: 0, target: 2 }];
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

  test('lifts a bound to the next multiple and leaves one that is there, or whose step is unknown', () => {
    expect(liftedBound(12.3, 5)).toBe(15);
    expect(liftedBound(15.0000000001, 5)).toBeCloseTo(15, 6);
    expect(liftedBound(12.3, 0)).toBe(12.3);
    expect(liftedBound(Number.NEGATIVE_INFINITY, 5)).toBe(Number.NEGATIVE_INFINITY);
  });
});
