import { describe, expect, it } from 'vitest';
import { controlOf, divided, siteProblem } from '../../fixtures/site-problems.ts';
import { auditRoster } from '../../../src/audit/audit-roster.ts';
import { scoreRoster } from '../../../src/audit/score.ts';
import { completeDemands } from '../../../src/domain/demand.ts';
import type { Problem } from '../../../src/domain/problem.ts';
import { addDays, startOfDate } from '../../../src/domain/calendar.ts';
import { rosterEngines } from '../../../src/main/engines.ts';
import { checkProof } from '../../../src/planning/verify.ts';
import { provenByValues } from '../../../src/rostering/bound-proof.ts';
import { buildCompact } from '../../../src/rostering/compact.ts';
import { solveByHighs } from '../../../src/rostering/compact-engine.ts';
import { compileInstance, type Instance } from '../../../src/rostering/instance.ts';
import { quickLines, solveByLines } from '../../../src/rostering/lines-engine.ts';
import { circlesOf } from '../../../src/rostering/site-cuts.ts';
import { divide } from '../../../src/rostering/sites.ts';
import { shiftsOf, type StartSites } from '../../../src/rostering/site-task.ts';
import { solveSites } from '../../../src/rostering/solve-sites.ts';
import type { EngineAnswer, EngineControl } from '../../../src/rostering/solution.ts';
import { trials } from '../../fixtures/effort.ts';

const PROBLEMS = trials(12);
const SHARING = 8;

const { highs } = await rosterEngines();
const exactly = (instance: Instance, control: EngineControl): EngineAnswer =>
  solveByHighs(highs, buildCompact(instance), quickLines(instance, control), { ...control, iterations: 100_000 });
const byLines = (instance: Instance, control: EngineControl): EngineAnswer => solveByLines(highs, instance, control);

/** Points of an answer as the audit counts them, which finds no breach in it. */
function auditedPoints(problem: Problem, instance: Instance, { lines }: EngineAnswer): number {
  const shifts = shiftsOf(instance, lines ?? []);
  expect(auditRoster({ ...problem, shifts })).toMatchObject({ ok: true, value: { clean: true } });
  return scoreRoster(problem, shifts).reduce((sum, { points }) => sum + points, 0);
}

describe('sites', () => {
  it('that share nobody have together the optimum of the whole, and their bounds add up to it', async () => {
    for (let seed = 1; seed <= PROBLEMS; seed++) {
      const problem = siteProblem(seed, 0);
      const instance = compileInstance(problem);
      const division = divided(problem);
      expect([division.sites.length, division.shared]).toEqual([2, []]);
      const whole = exactly(instance, controlOf(instance));
      expect(whole.endedBy).toBe('proof');
      const optimum = auditedPoints(problem, instance, whole);
      const { answer } = await solveSites(instance, division, { solve: exactly }, controlOf(instance));
      expect(auditedPoints(problem, instance, answer), `seed ${seed}`).toBeCloseTo(optimum, 5);
      expect(answer.bound, `seed ${seed}`).toBeCloseTo(optimum, 4);
      expect(answer.endedBy).toBe('proof');
    }
  });

  it('that close at the same hours are sites all the same, unless they share people', async () => {
    const closed = (problem: Problem): Problem => {
      const { from, days, team } = problem;
      const horizon = { start: startOfDate(team.zone, from), end: startOfDate(team.zone, addDays(from, days)) };
      return { ...problem, intervalDemands: completeDemands(problem.intervalDemands, horizon) };
    };
    let open = 0;
    for (let seed = 1; seed <= 4; seed++) {
      const problem = closed(siteProblem(seed, 0));
      if (problem.intervalDemands.every(({ skill }) => skill !== undefined)) continue;
      open++;
      const instance = compileInstance(problem);
      const optimum = auditedPoints(problem, instance, exactly(instance, controlOf(instance)));
      const { answer } = await solveSites(instance, divided(problem), { solve: exactly }, controlOf(instance));
      expect(auditedPoints(problem, instance, answer), `seed ${seed}`).toBeCloseTo(optimum, 5);
      expect(answer.bound, `seed ${seed}`).toBeCloseTo(optimum, 4);
      expect(divide(closed(siteProblem(100 + seed, 2)), { loose: 0.5, shared: 0.5 })).toBeUndefined();
    }
    expect(open).toBeGreaterThan(0);
  });

  it('that share people have the optimum of the whole where they are small, and its bound', async () => {
    let mixed = 0;
    for (let seed = 1; seed <= SHARING; seed++) {
      const sites = seed % 4 === 0 ? ['north', 'south', 'east'] : ['north', 'south'];
      const problem = siteProblem(100 + seed, 1 + (seed % 2), { sites });
      const instance = compileInstance(problem);
      const division = divided(problem);
      expect([division.sites.length, division.shared.length]).toEqual([sites.length, 1 + (seed % 2)]);
      const optimum = auditedPoints(problem, instance, exactly(instance, controlOf(instance)));
      const { answer } = await solveSites(instance, division, { solve: byLines }, controlOf(instance));
      const points = auditedPoints(problem, instance, answer);
      expect(points, `seed ${seed}`).toBeCloseTo(optimum, 5);
      expect(answer.bound ?? 0, `seed ${seed}`).toBeLessThanOrEqual(optimum + 1e-6);
      expect(answer.bound ?? 0, `seed ${seed}`).toBeGreaterThanOrEqual(0.99 * optimum);
      const shifts = shiftsOf(instance, answer.lines ?? []).filter(({ employeeId }) => employeeId.startsWith('both'));
      if (new Set(shifts.map(({ skill }) => skill?.split('@')[1])).size > 1) mixed++;
      const again = await solveSites(instance, division, { solve: byLines }, controlOf(instance));
      expect(again.answer).toEqual(answer);
    }
    expect(mixed).toBeGreaterThan(0);
  });

  it('of many people solve the shared anew with colleagues of every site, and end no worse than before that', async () => {
    const problem = siteProblem(301, 12, { more: 52 });
    const instance = compileInstance(problem);
    const division = divided(problem);
    const circles = circlesOf(instance, division, false);
    expect(circles.map((members) => members.length)).toEqual([70, 70]);
    expect(circles.flat().filter((employee) => division.shared.includes(employee))).toEqual(division.shared);
    for (const members of circles) {
      for (const { own } of division.sites) {
        expect(own.filter((employee) => members.includes(employee)).length).toBeGreaterThan(20);
      }
    }
    const sizes: number[] = [];
    let [before, told] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
    const solve = (one: Instance, control: EngineControl): EngineAnswer => {
      sizes.push(one.kindOf.length);
      if (sizes.length === 5) before = told;
      return byLines(one, control);
    };
    const report: EngineControl['report'] = (_, points) => void (told = points ?? told);
    const control = { ...controlOf(instance), report };
    const { answer } = await solveSites(instance, division, { solve }, control);
    expect(sizes.slice(4)).toEqual([70, 70]);
    const points = auditedPoints(problem, instance, answer);
    expect(points).toBeLessThanOrEqual(before);
    expect(answer.bound ?? 0).toBeLessThanOrEqual(points);
  });

  it('have one certificate, which holds for the whole problem and for no other', async () => {
    for (const shared of [0, 2]) {
      const problem = siteProblem(200, shared);
      const instance = compileInstance(problem);
      const control = controlOf(instance);
      const { answer } = await solveSites(instance, divided(problem), { solve: byLines }, control);
      const { proof, bound = 0, boundKind } = provenByValues(instance, answer, highs, control);
      if (proof === undefined) throw new Error('no certificate');
      expect(proof.rests).toBe('values');
      const shifts = shiftsOf(instance, answer.lines ?? []);
      const objective = auditedPoints(problem, instance, answer);
      const claimed = { shifts, objective, bound: Math.min(bound, objective), boundKind, proof };
      const limits = { seconds: 60, clock: () => 0 };
      expect(checkProof(problem, claimed, limits)).toMatchObject({ holds: true, differences: [] });
      const [demand, ...others] = problem.intervalDemands;
      if (demand === undefined) throw new Error('no demand');
      const less = { ...problem, intervalDemands: [{ ...demand, target: demand.target + 1 }, ...others] };
      expect(checkProof(less, claimed, limits).holds).toBe(false);
    }
  });

  it('that are stopped answer with a whole roster, that of the beginning before each has one of its own', async () => {
    const problem = siteProblem(201, 1, { days: 5, more: 2 });
    const instance = compileInstance(problem);
    const division = divided(problem);
    const control = controlOf(instance);
    let asked = 0;
    const stoppedAfter = async (most: number): Promise<EngineAnswer> => {
      asked = 0;
      const stopRequested = (): boolean => ++asked > most;
      return (await solveSites(instance, division, { solve: byLines }, { ...control, stopRequested })).answer;
    };
    const whole = await stoppedAfter(Number.POSITIVE_INFINITY);
    expect(whole.endedBy).not.toBe('cancel');
    const [questions, least] = [asked, auditedPoints(problem, instance, whole)];
    const atOnce = await stoppedAfter(0);
    expect([atOnce.endedBy, atOnce.lines]).toEqual(['cancel', control.first]);
    const seen = new Set<number>();
    for (const share of [0.05, 0.2, 0.4, 0.6, 0.8, 0.95]) {
      const answer = await stoppedAfter(Math.floor(share * questions));
      expect(answer.endedBy, `after ${share}`).toBe('cancel');
      const points = auditedPoints(problem, instance, answer);
      expect(answer.bound ?? 0).toBeLessThanOrEqual(least + 1e-6);
      seen.add(points);
    }
    expect(seen.size).toBeGreaterThan(1);
  });

  it('are all solved where the thread beside fails, and that thread is stopped where this one does', async () => {
    const problem = siteProblem(202, 0);
    const instance = compileInstance(problem);
    const control = { ...controlOf(instance), iterations: undefined, seconds: 600 };
    let stops = 0;
    const beside: StartSites = () => ({ answers: Promise.resolve(undefined), stop: () => void stops++ });
    const alone = await solveSites(instance, divided(problem), { solve: exactly }, control);
    expect((await solveSites(instance, divided(problem), { solve: exactly, beside }, control)).answer).toEqual(
      alone.answer,
    );
    expect([alone.answer.endedBy, stops]).toEqual(['proof', 0]);
    const failing = (): never => {
      throw new Error('defect');
    };
    await expect(solveSites(instance, divided(problem), { solve: failing, beside }, control)).rejects.toThrow('defect');
    expect(stops).toBe(1);
  });

  it('are one where a demand, a rule of the team or many people join them', () => {
    const problem = siteProblem(1, 0);
    const [demand] = problem.intervalDemands;
    if (demand === undefined) throw new Error('no demand');
    expect(divide({ ...problem, intervalDemands: [{ ...demand, skill: undefined }] })).toBeUndefined();
    expect(divide({ ...problem, prices: { ...problem.prices, hoursSpread: 1 } })).toBeUndefined();
    expect(divide(siteProblem(1, 4), { loose: 0.9, shared: 0.1 })).toBeUndefined();
    expect(divide(siteProblem(1, 1))).toBeUndefined();
  });
});
