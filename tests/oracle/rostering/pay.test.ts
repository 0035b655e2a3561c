import { expect, it } from 'vitest';
import { bestOfEveryRoster, rosterCount } from './every-roster.ts';
import { numbersFrom, tinyProblem } from '../../fixtures/small-problems.ts';
import { auditRoster } from '../../../src/audit/audit-roster.ts';
import { scoreRoster } from '../../../src/audit/score.ts';
import { addDays, plannedInstant, weekdayOf } from '../../../src/domain/calendar.ts';
import type { PayPlan, PayTier } from '../../../src/domain/pay.ts';
import type { Problem } from '../../../src/domain/problem.ts';
import type { Roster, SolveLimits } from '../../../src/domain/roster.ts';
import { rosterEngines } from '../../../src/main/engines.ts';
import { makeRoster } from '../../../src/planning/roster.ts';
import { seeds, trials } from '../../fixtures/effort.ts';

const control = { clock: () => performance.now() / 1000, stopRequested: () => false, report: () => undefined };

/** Tiers whose price the solver knows, and those that it compares lines by. */
function tiersOf(below: (bound: number) => number): readonly [readonly PayTier[], readonly PayTier[]] {
  const pick = <T>(items: readonly T[]): T => items[below(items.length)] as T;
  return [
    [
      { id: 'day', basis: 'day', fromHours: pick([4, 6, 7.5]), multiplier: pick([1.5, 2]) },
      { id: 'week', basis: 'week', fromHours: pick([5, 8, 12]), multiplier: pick([1.25, 1.5]) },
      { id: 'rest', basis: 'rest-day', multiplier: pick([1.5, 2]) },
      { id: 'holiday', basis: 'holiday', multiplier: 3 },
    ],
    [
      { id: 'seventh', basis: 'seventh-day', multiplier: 2 },
      { id: 'short', basis: 'short-rest', restHours: 12, multiplier: pick([1.2, 2]) },
      { id: 'month', basis: 'overtime-month', fromHours: 3, multiplier: 2.5 },
      { id: 'lieu', basis: pick(['day', 'week'] as const), fromHours: 7, multiplier: 2, timeOffInLieu: true },
    ],
  ];
}

/** A tiny problem in which hours are paid by a drawn plan. */
function paidProblem(seed: number): Problem {
  const problem = tinyProblem(seed);
  const below = numbersFrom(seed * 7_368_787);
  const pick = <T>(items: readonly T[]): T => items[below(items.length)] as T;
  const [plain, others] = tiersOf(below);
  const tiers = [...plain.filter(() => below(2) === 0), ...(below(3) === 0 ? [pick(others)] : [])];
  const window = {
    id: 'night',
    from: pick(['20:00', '22:00']),
    to: '06:00',
    stacking: pick(['add', 'add', 'highest']),
  };
  const pay: PayPlan = {
    days: pick(['start', 'clock']),
    tiers,
    weekStart: pick(['mon', 'sun', weekdayOf(addDays(problem.from, 1))]),
    ...(below(4) === 0 ? { dayStart: '06:00' } : {}),
    ...(below(4) === 0 ? { restDays: pick(['floating', 'count'] as const), restDaysPerWeek: 6 } : {}),
    ...(below(2) === 0
      ? { windows: [{ ...window, ...pick([{ multiplier: 1.25 }, { allowancePerHour: 3 }]) } as never] }
      : {}),
  };
  const { team, prices } = problem;
  return {
    ...problem,
    prices: { ...prices, labourCost: pick([0.3, 2, 6]) },
    team: {
      ...team,
      contracts: team.contracts.map((contract) => ({ ...contract, pay })),
      employees: team.employees.map((one) => (below(3) === 0 ? { ...one, costPerHour: 17 } : one)),
      holidays: below(2) === 0 ? [{ date: addDays(problem.from, below(problem.days)), name: 'day' }] : [],
    },
  };
}

const SEEDS = seeds(60).filter((seed) => rosterCount(paidProblem(seed)) <= 400);
const optima = new Map(SEEDS.map((seed) => [seed, bestOfEveryRoster(paidProblem(seed))]));
const FEASIBLE = SEEDS.filter((seed) => optima.get(seed) !== undefined);

async function solve(problem: Problem, limits: Partial<SolveLimits>): Promise<Roster> {
  const made = await makeRoster(problem, { seed: 1, ...limits }, control, await rosterEngines());
  if (!made.ok) throw new Error(made.issues.map(({ message }) => message).join(' '));
  return made.value;
}

it('engines agree with every roster tried on what paid hours cost, and bounds hold', async () => {
  let [proven, reached, relaxed, premiums] = [0, 0, 0, 0];
  for (const seed of FEASIBLE) {
    const best = optima.get(seed) as number;
    for (const engine of ['highs', 'lines'] as const) {
      const found = await solve(paidProblem(seed), { engine, iterations: 60 });
      const name = `seed ${seed}, ${engine}`;
      expect(found.objective, name).toBeGreaterThanOrEqual(best - 1e-6);
      expect(found.bound, name).toBeLessThanOrEqual(best + 1e-6);
      expect(found.status === 'optimal' && Math.abs((found.objective as number) - best) > 1e-5, name).toBe(false);
      if (found.status === 'optimal') proven++;
      if ((found.objective as number) <= best + 1e-6) reached++;
      if (found.boundKind === 'relaxed-pricing') relaxed++;
      if ((found.objectiveParts.find(({ part }) => part === 'premium-hours')?.count ?? 0) > 0) premiums++;
    }
  }
  const runs = 2 * FEASIBLE.length;
  expect(reached / runs).toBeGreaterThan(0.9);
  expect(proven / runs).toBeGreaterThan(0.7);
  expect(relaxed).toBeGreaterThan(trials(10));
  expect(premiums).toBeGreaterThan(trials(30));
});

it('the labour cost of a roster is the pay that the audit tells, where nothing is known around it', async () => {
  let [premiums, rosters] = [0, 0];
  for (const seed of FEASIBLE.slice(0, 25)) {
    const { past: _past, future: _future, ...rest } = paidProblem(seed);
    const problem: Problem = { ...rest, past: [], future: [] };
    const found = await solve(problem, { engine: 'lines', iterations: 20 });
    const { shifts, objectiveParts } = found;
    if (shifts.length === 0) continue;
    const audit = auditRoster({ ...problem, shifts });
    if (!audit.ok) throw new Error('the roster is refused');
    const sum = (measure: 'premiumHours' | 'totalMoney'): number =>
      audit.value.pay.reduce((total, week) => total + (week[measure] ?? 0), 0);
    const count = (part: string): number => objectiveParts.find((one) => one.part === part)?.count ?? Number.NaN;
    expect(count('labour-cost'), `seed ${seed}`).toBeCloseTo(sum('totalMoney'), 6);
    expect(count('premium-hours'), `seed ${seed}`).toBeCloseTo(sum('premiumHours'), 6);
    expect(objectiveParts.find(({ part }) => part === 'labour-cost')?.points).toBeCloseTo(
      problem.prices.labourCost * sum('totalMoney'),
      6,
    );
    if (sum('premiumHours') > 0) premiums++;
    rosters++;
  }
  expect(rosters).toBeGreaterThan(trials(10));
  expect(premiums).toBeGreaterThan(trials(5));
});

it('hours over the edge of a week are paid by all of it, and the roster answers for what it adds alone', () => {
  const shift = (id: string, date: string) => ({
    id,
    employeeId: 'e0',
    start: plannedInstant('Asia/Shanghai', date, 540),
    end: plannedInstant('Asia/Shanghai', date, 1140),
    activity: 'work',
    breaks: [],
  });
  const pay: PayPlan = { tiers: [{ id: 'week', basis: 'week', fromHours: 15, multiplier: 1.5 }] };
  const base = tinyProblem(1);
  // Monday and Wednesday are known; Tuesday is planned.
  const problem: Problem = {
    ...base,
    from: '2026-03-03',
    days: 1,
    prices: { ...base.prices, labourCost: 1 },
    team: {
      ...base.team,
      zone: 'Asia/Shanghai',
      weekStart: 'mon',
      contracts: [{ id: 'c', costPerHour: 10, pay }],
      employees: [{ id: 'e0', contract: 'c', skills: [] }],
    },
    past: [shift('p', '2026-03-02')],
    future: [shift('f', '2026-03-04')],
  };
  const count = (shifts: readonly ReturnType<typeof shift>[], part: string) =>
    scoreRoster(problem, shifts).find((one) => one.part === part)?.count;
  expect(count([], 'labour-cost')).toBe(0);
  // Of 20 known hours 5 are paid at 1.5; with the planned 10 it is 15 of 30.
  expect(count([shift('t', '2026-03-03')], 'premium-hours')).toBe(5);
  expect(count([shift('t', '2026-03-03')], 'labour-cost')).toBe(10 * 10 + 5 * 10);
});
