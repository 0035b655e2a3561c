import { describe, expect, it } from 'vitest';
import { fromProblem, parseProblem } from '../../../src/contract/problem-mapping.ts';
import type { CoverStep } from '../../../src/domain/problem.ts';

const steps: readonly CoverStep[] = [
  { below: 2, price: 50 },
  { below: 1, price: 400 },
  { above: 3, price: 20 },
];

const document = (more: object = {}, prices: object = {}) => ({
  kind: 'problem',
  team: {
    kind: 'team',
    id: 'desk',
    zone: 'Europe/Berlin',
    contracts: [{ id: 'full' }],
    employees: [{ id: 'ana', contract: 'full' }],
    shiftTemplates: [{ id: 'day', start: '08:00', length: 480 }],
  },
  horizon: { from: '2026-03-02', days: 1 },
  cover: {
    intervals: [{ from: '08:00', to: '16:00', floor: 1, target: 2, steps, ...more }],
    templates: [{ template: 'day', target: 2, steps, ...more }],
  },
  prices,
});

const codes = (input: unknown): readonly string[] => {
  const read = parseProblem(input);
  return read.ok ? [] : read.issues.map(({ code, path }) => `${code} ${path}`);
};

describe('steps of cover', () => {
  it('are read, and told again by the problem as it was resolved', () => {
    const read = parseProblem(document());
    if (!read.ok) throw new Error(JSON.stringify(read.issues));
    expect(read.value.intervalDemands.find(({ floor }) => floor === 1)?.steps).toEqual(steps);
    expect(read.value.templateDemands[0]?.steps).toEqual(steps);
    const told = fromProblem(read.value);
    const again = parseProblem(told);
    expect(again.ok && again.value.intervalDemands).toEqual(read.value.intervalDemands);
    expect(again.ok && again.value.templateDemands).toEqual(read.value.templateDemands);
  });

  it('lie below the target or above it, and cost at least nothing', () => {
    const places = ['intervals', 'templates'].map((key) => `min-above-max /cover/${key}/0/steps/0`);
    expect(codes(document({ steps: [{ below: 3, price: 1 }] }))).toEqual(places);
    expect(codes(document({ steps: [{ above: 1, price: 1 }] }))).toEqual(places);
    expect(codes(document({ steps: [{ above: 3, below: 1, price: 1 }] })).length).toBeGreaterThan(0);
    expect(codes(document({ steps: [{ above: 3, price: -1 }] })).length).toBeGreaterThan(0);
    expect(codes(document({ steps: [{ price: 1 }] })).length).toBeGreaterThan(0);
  });
});

describe('prices of cover', () => {
  it('are no lower below the floor than below the target', () => {
    expect(codes(document({}, { belowFloorHour: 10, belowTargetHour: 20 }))).toEqual([
      'floor-cheaper /prices/belowFloorHour',
    ]);
    expect(codes(document({ floor: 2 }, { belowTargetPerson: 9000 }))).toEqual([
      'floor-cheaper /prices/belowFloorPerson',
    ]);
    // A floor that must be met has its own price, far above all others.
    expect(codes(document({ hard: true }, { belowFloorHour: 10, belowTargetHour: 20 }))).toEqual([]);
    expect(codes(document({ floor: 0 }, { belowFloorHour: 10, belowTargetHour: 20 }))).toEqual([]);
  });
});
