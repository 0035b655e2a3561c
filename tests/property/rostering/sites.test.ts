import { describe, expect, it } from 'vitest';
import { numbersFrom, PRICES } from '../../fixtures/small-problems.ts';
import { auditRoster } from '../../../src/audit/audit-roster.ts';
import { scoreRoster } from '../../../src/audit/score.ts';
import { addDays, plannedInstant } from '../../../src/domain/calendar.ts';
import type { Problem } from '../../../src/domain/problem.ts';
import { rosterEngines } from '../../../src/main/engines.ts';
import { linePricer } from '../../../src/rostering/best-line.ts';
import { buildCompact } from '../../../src/rostering/compact.ts';
import { solveByHighs } from '../../../src/rostering/compact-engine.ts';
import { firstLines } from '../../../src/rostering/first-roster.ts';
import { compileInstance, type Instance } from '../../../src/rostering/instance.ts';
import { quickLines, solveByLines } from '../../../src/rostering/lines-engine.ts';
import { divide, type Division } from '../../../src/rostering/sites.ts';
import { shiftsOf } from '../../../src/rostering/site-task.ts';
import { solveSites } from '../../../src/rostering/solve-sites.ts';
import type { EngineAnswer, EngineControl } from '../../../src/rostering/solution.ts';

const PROBLEMS = 12;
const ITERATIONS = 300;
/** Among so few people a shared one joins any skills. */
const LIMITS = { loose: 0.5, shared: 0.5 };

/** Two sites of two skills each, for two or three people each, and somebody who can work for both. */
function siteProblem(seed: number, shared: number): Problem {
  const below = numbersFrom(seed);
  const pick = <T>(items: readonly T[]): T => items[below(items.length)] as T;
  const [zone, from, days] = ['Europe/Berlin', '2026-03-27', 3];
  const own = ['north', 'south'].flatMap((site) =>
    Array.from({ length: 2 + below(2) }, (_, index) => ({
      id: `${site}-${index}`,
      contract: 'c',
      skills: index < 2 ? [`voice@${site}`, `sales@${site}`] : [pick([`voice@${site}`, `sales@${site}`])],
      requests: [{ kind: 'day-off', date: addDays(from, below(days)), weight: 1 + below(10) } as const],
    })),
  );
  const both = Array.from({ length: shared }, (_, index) => ({
    id: `both-${index}`,
    contract: 'c',
    skills: ['voice@north', 'voice@south'],
    requests: [],
  }));
  const skills = ['voice@north', 'sales@north', 'voice@south', 'sales@south'];
  return {
    team: {
      id: 'sites',
      zone,
      weekStart: 'mon',
      skills: skills.map((id) => ({ id })),
      contracts: [{ id: 'c', costPerHour: 10, maxDaysPerWeek: 2 }],
      employees: [...own, ...both],
      shiftTemplates: [
        {
          id: 'early',
          start: '06:00',
          length: 480,
          meal: { lengthMinutes: 60, paid: false, notBeforeMinutes: 180, notInLastMinutes: 180 },
        },
        { id: 'late', start: { earliest: '13:00', latest: '15:00', stepMinutes: 120 }, length: 480 },
      ],
      rules: [{ rule: 'minimum-rest', values: { minimumHours: 11 } }],
      packs: [],
      holidays: [],
    },
    from,
    days,
    intervalDemands: Array.from({ length: days }, (_, day) => addDays(from, day)).flatMap((date) =>
      skills.map((skill) => ({
        start: plannedInstant(zone, date, 8 * 60),
        end: plannedInstant(zone, date, pick([14, 17, 20]) * 60),
        skill,
        floor: 0,
        target: below(3),
      })),
    ),
    templateDemands: [{ date: from, template: 'early', skill: 'voice@north', floor: 0, target: 1 }],
    prices: { ...PRICES, paidHour: 2 },
    locks: [],
    past: [],
    future: [],
  };
}

function controlOf(instance: Instance): EngineControl {
  const pricer = linePricer();
  const first = firstLines(instance, pricer, 1, () => false);
  if (first === undefined) throw new Error('somebody has no line');
  return {
    pricer,
    first,
    elapsed: () => 0,
    seconds: undefined,
    iterations: ITERATIONS,
    seed: 1,
    gap: 0,
    begin: undefined,
    stopRequested: () => false,
    report: () => undefined,
  };
}

const { highs } = await rosterEngines();
const exactly = (instance: Instance, control: EngineControl): EngineAnswer =>
  solveByHighs(highs, buildCompact(instance), quickLines(instance, control), { ...control, iterations: 100_000 });
const byLines = (instance: Instance, control: EngineControl): EngineAnswer => solveByLines(highs, instance, control);

function divided(problem: Problem): Division {
  const division = divide(problem, LIMITS);
  if (division === undefined) throw new Error('no sites');
  return division;
}

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

  it('that share people never fall below the optimum, and their bound never rises above it', async () => {
    const seen = { reached: 0, near: 0, mixed: 0 };
    for (let seed = 1; seed <= PROBLEMS; seed++) {
      const problem = siteProblem(100 + seed, 1 + (seed % 2));
      const instance = compileInstance(problem);
      const division = divided(problem);
      expect([division.sites.length, division.shared.length]).toEqual([2, 1 + (seed % 2)]);
      const optimum = auditedPoints(problem, instance, exactly(instance, controlOf(instance)));
      const { answer } = await solveSites(instance, division, { solve: byLines }, controlOf(instance));
      const points = auditedPoints(problem, instance, answer);
      expect(points, `seed ${seed}`).toBeGreaterThanOrEqual(optimum - 1e-6);
      expect(answer.bound ?? 0, `seed ${seed}`).toBeLessThanOrEqual(optimum + 1e-6);
      if (points <= optimum + 1e-6) seen.reached++;
      if ((answer.bound ?? 0) >= 0.9 * optimum) seen.near++;
      const shifts = shiftsOf(instance, answer.lines ?? []).filter(({ employeeId }) => employeeId.startsWith('both'));
      if (new Set(shifts.map(({ skill }) => skill?.split('@')[1])).size > 1) seen.mixed++;
      const again = await solveSites(instance, division, { solve: byLines }, controlOf(instance));
      expect(again.answer).toEqual(answer);
    }
    expect(seen.reached).toBeGreaterThan(PROBLEMS / 2);
    expect(seen.near).toBeGreaterThan(PROBLEMS / 2);
    expect(seen.mixed).toBeGreaterThan(0);
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
