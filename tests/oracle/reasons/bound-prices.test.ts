import { describe, expect, it } from 'vitest';
import { parseProblem } from '../../../src/contract/problem-mapping.ts';
import type { BoundPrices } from '../../../src/domain/bound-prices.ts';
import { dateOf } from '../../../src/domain/calendar.ts';
import type { Problem } from '../../../src/domain/problem.ts';
import { rosterEngines } from '../../../src/main/engines.ts';
import { priceByBound } from '../../../src/planning/bound-prices.ts';
import { makeRoster } from '../../../src/planning/roster.ts';
import { tinyProblem } from '../../fixtures/small-problems.ts';
import { bestOfEveryRoster, rosterCount } from '../rostering/every-roster.ts';

const control = { clock: () => performance.now() / 1000, stopRequested: () => false, report: () => undefined };
const limits = { iterations: 10_000, seed: 1 };

async function pricesOf(problem: Problem): Promise<BoundPrices | undefined> {
  return priceByBound(problem, limits, control, await rosterEngines());
}

async function objectiveOf(problem: Problem): Promise<number> {
  const made = await makeRoster(problem, limits, control, await rosterEngines());
  if (!made.ok || made.value.status !== 'optimal') throw new Error('no optimum');
  return made.value.objective ?? Number.NaN;
}

/** The problem with some people fewer wanted in a priced stretch, or in the demand of a template. */
function withFewer(
  problem: Problem,
  { start, end, skill, template }: BoundPrices['cover'][number],
  people: number,
): Problem {
  const lowered = <T extends { readonly target: number; readonly floor: number }>(demand: T): T => {
    const target = Math.max(0, demand.target - people);
    return { ...demand, target, floor: Math.min(demand.floor, target) };
  };
  const intervalDemands = problem.intervalDemands.flatMap((demand) => {
    if (template !== undefined || demand.skill !== skill) return [demand];
    const [from, to] = [Math.max(demand.start, start), Math.min(demand.end, end)];
    if (to <= from) return [demand];
    const pieces = [{ ...demand, end: from }, lowered({ ...demand, start: from, end: to }), { ...demand, start: to }];
    return pieces.filter((piece) => piece.end > piece.start);
  });
  const date = dateOf(problem.team.zone, start);
  const templateDemands = problem.templateDemands.map((demand) =>
    demand.template === template && demand.skill === skill && demand.date === date ? lowered(demand) : demand,
  );
  return { ...problem, intervalDemands, templateDemands };
}

/** A desk of two people with a budget of paid hours, each hour above it at 30 points. */
function budgetDesk(maximumHours: number): Problem {
  const problem = parseProblem({
    kind: 'problem',
    team: {
      zone: 'Europe/Berlin',
      contracts: [{ id: 'full' }],
      employees: [
        { id: 'anna', contract: 'full' },
        { id: 'bo', contract: 'full' },
      ],
      shiftTemplates: [{ id: 'day', start: '09:00', length: 480 }],
      teamRules: [{ rule: 'budget-hours', values: { maximumHours }, weight: 30 }],
    },
    horizon: { from: '2026-03-02', days: 3 },
    cover: { intervals: [{ from: '09:00', to: '17:00', target: 2 }] },
    past: [],
    future: [],
  });
  if (!problem.ok) throw new Error(problem.issues.map(({ message }) => message).join(' '));
  return problem.value;
}

describe('prices of a bound', () => {
  it('limit what brute force saves with one person or two fewer wanted', async () => {
    let compared = 0;
    let tight = 0;
    for (let seed = 1; seed <= 200 && compared < 30; seed++) {
      const problem = tinyProblem(seed);
      if (rosterCount(problem) > 300) continue;
      const best = bestOfEveryRoster(problem);
      const prices = await pricesOf(problem);
      expect(prices === undefined, `seed ${seed}`).toBe(best === undefined);
      if (prices === undefined || best === undefined) continue;
      expect(prices.bound, `seed ${seed}`).toBeLessThanOrEqual(best + 1e-6);
      for (const price of prices.cover.slice(0, 3)) {
        for (const people of [1, 2]) {
          const after = bestOfEveryRoster(withFewer(problem, price, people)) ?? Number.NaN;
          expect(after, `seed ${seed}`).toBeGreaterThanOrEqual(prices.bound - people * price.points - 1e-6);
          compared++;
          if (people === 1 && Math.abs(best - after - price.points) < 1e-6) tight++;
        }
      }
    }
    expect(compared).toBeGreaterThanOrEqual(30);
    // They are no idle limits: some are what one person saves.
    expect(tight).toBeGreaterThan(2);
  });

  it('limit what one more hour of a budget saves', async () => {
    for (const hours of [20, 32, 47]) {
      const prices = await pricesOf(budgetDesk(hours));
      const [price] = prices?.limits ?? [];
      expect(price).toMatchObject({ rule: 'budget-hours', unit: 'hours' });
      const [before, after] = [await objectiveOf(budgetDesk(hours)), await objectiveOf(budgetDesk(hours + 1))];
      expect(after).toBeGreaterThanOrEqual((prices?.bound ?? Number.NaN) - (price?.points ?? Number.NaN) - 1e-6);
      expect(before - after).toBeGreaterThanOrEqual(0);
      expect(price?.points).toBeLessThanOrEqual(30);
    }
    // With hours enough for everything nothing is paid for more.
    expect((await pricesOf(budgetDesk(60)))?.limits).toEqual([]);
  });
});
