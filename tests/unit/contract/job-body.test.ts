import { expect, it } from 'vitest';
import { bodyFromBest } from '../../../src/contract/job-body.ts';

const shift = (employee: string, start: string) => ({ employee, start });
const best = JSON.stringify([shift('anna', '2026-03-02T09:00'), shift('bo', '2026-03-02T09:00')]);

it('a solve with a limit in seconds begins with the best roster, but for what is locked', () => {
  const problem = { horizon: {}, locks: [shift('anna', '2026-03-02T09:00')], start: [shift('cy', '2026-03-03T09:00')] };
  const begun = JSON.parse(
    bodyFromBest('rosters', JSON.stringify({ problem, solve: { seconds: 60, seed: 4 } }), best),
  ) as unknown;
  expect(begun).toEqual({
    problem: { ...problem, start: [shift('bo', '2026-03-02T09:00')] },
    solve: { seconds: 60, seed: 4 },
  });
});

it('a plan begins with it too', () => {
  const plan = { queues: [], locks: [shift('anna', '2026-03-02T09:00')], solve: { seconds: 60 } };
  const begun = JSON.parse(bodyFromBest('plans', JSON.stringify(plan), best)) as unknown;
  expect(begun).toEqual({ ...plan, start: [shift('bo', '2026-03-02T09:00')] });
});

it('a solve with a limit in iterations begins anew, so that its seed gives the same roster', () => {
  const body = JSON.stringify({ problem: {}, solve: { iterations: 100 } });
  expect(bodyFromBest('rosters', body, best)).toBe(body);
  expect(bodyFromBest('plans', body, best)).toBe(body);
});
