import { describe, expect, it } from 'vitest';
import { numbersFrom, tinyProblem } from '../../fixtures/small-problems.ts';
import type { Problem } from '../../../src/domain/problem.ts';
import type { Roster, SolveLimits } from '../../../src/domain/roster.ts';
import { rosterEngines } from '../../../src/main/engines.ts';
import { makeRoster } from '../../../src/planning/roster.ts';
import { bestOfEveryRoster, rosterCount } from './every-roster.ts';

const control = { clock: () => performance.now() / 1000, stopRequested: () => false, report: () => undefined };

/** A tiny problem of which some floors must be met. */
function hardProblem(seed: number): Problem {
  const below = numbersFrom(seed * 31);
  const problem = tinyProblem(seed);
  return {
    ...problem,
    intervalDemands: problem.intervalDemands.map((demand) =>
      below(3) === 0 ? { ...demand, floor: Math.min(1, demand.target), hard: true } : demand,
    ),
    templateDemands: problem.templateDemands.map((demand) =>
      below(2) === 0 ? { ...demand, floor: 1, hard: true } : demand,
    ),
  };
}

/** The same with nothing priced but people below the floors that must be met, at one point each. */
function shortagesAlone(problem: Problem): Problem {
  const prices = Object.fromEntries(Object.keys(problem.prices).map((name) => [name, 0])) as Problem['prices'];
  return {
    ...problem,
    team: { ...problem.team, employees: problem.team.employees.map((one) => ({ ...one, requests: [] })) },
    intervalDemands: problem.intervalDemands.map(({ hard, floor, ...rest }) => ({
      ...rest,
      floor: hard === true ? floor : 0,
    })),
    templateDemands: problem.templateDemands.map(({ hard, floor, ...rest }) => ({
      ...rest,
      floor: hard === true ? floor : 0,
    })),
    prices: { ...prices, belowFloorHour: 1, belowFloorPerson: 1 },
  };
}

async function solve(problem: Problem, limits: Partial<SolveLimits>): Promise<Roster> {
  const made = await makeRoster(problem, { seed: 1, ...limits }, control, await rosterEngines());
  if (!made.ok) throw new Error(made.issues.map((issue) => issue.message).join(' '));
  return made.value;
}

const SEEDS = Array.from({ length: 100 }, (_, index) => index + 1).filter((seed) => {
  const { intervalDemands, templateDemands } = hardProblem(seed);
  const isHard = [...intervalDemands, ...templateDemands].some(({ hard, floor }) => hard === true && floor > 0);
  return isHard && rosterCount(hardProblem(seed)) <= 600;
});

describe('floors that must be met, on problems small enough to try every roster', () => {
  const cases = SEEDS.flatMap((seed) => {
    const problem = hardProblem(seed);
    const least = bestOfEveryRoster(shortagesAlone(problem));
    const best = bestOfEveryRoster(problem);
    return least === undefined || best === undefined ? [] : [{ seed, problem, least, best }];
  });

  const possible = cases.filter(({ least }) => least === 0);
  const impossible = cases.filter(({ least }) => least > 0);
  const told = ({ notes }: Roster): readonly string[] =>
    notes.map(({ code }) => code).filter((code) => code.startsWith('hard-'));

  it('are met where some roster meets them, at the least points of all that do', async () => {
    expect(possible.length).toBeGreaterThan(4);
    for (const { seed, problem, best } of possible) {
      const roster = await solve(problem, { engine: 'highs', seconds: 20 });
      expect(roster, `seed ${seed}`).toMatchObject({ status: 'optimal', shortages: [] });
      expect(roster.objective, `seed ${seed}`).toBeCloseTo(best, 3);
      expect(told(roster)).toEqual([]);
    }
  });

  it('are proven impossible where no roster meets them, with the least missing', async () => {
    expect(impossible.length).toBeGreaterThan(5);
    for (const { seed, problem, best } of impossible) {
      const roster = await solve(problem, { engine: 'highs', seconds: 20 });
      expect(roster.status, `seed ${seed}`).toBe('infeasible');
      expect(roster.objective, `seed ${seed}`).toBeCloseTo(best, 3);
      expect(roster.shortages?.length, `seed ${seed}`).toBeGreaterThan(0);
      expect(told(roster)).toEqual(['hard-cover-impossible']);
    }
  });

  it('are never called impossible by the lines engine where some roster meets them', async () => {
    const proven: number[] = [];
    for (const { seed, problem, best } of cases) {
      const roster = await solve(problem, { engine: 'lines', iterations: 60 });
      const short = (roster.shortages ?? []).length > 0;
      expect(roster.bound, `seed ${seed}`).toBeLessThanOrEqual(best + 1e-3);
      if (roster.status === 'infeasible') proven.push(seed);
      expect(short, `seed ${seed}`).toBe(roster.status === 'infeasible' || roster.status === 'unknown');
    }
    expect(proven.length).toBeGreaterThan(5);
    expect(impossible.map(({ seed }) => seed)).toEqual(expect.arrayContaining(proven));
  });

  it('that are missed without a proof leave the status open', async () => {
    const missed = impossible[0];
    if (missed === undefined) throw new Error('no case');
    const stopped = { ...control, stopRequested: () => true };
    const made = await makeRoster(
      missed.problem,
      { seed: 1, engine: 'highs', seconds: 5 },
      stopped,
      await rosterEngines(),
    );
    expect(made).toMatchObject({ ok: true, value: { status: 'unknown' } });
  });
});
