import { describe, expect, it } from 'vitest';
import type { HiringContract, HiringPlan, HiringTask } from '../../../src/domain/hiring-plan.ts';
import { rosterEngines } from '../../../src/main/engines.ts';
import { solveHiringPlan } from '../../../src/staffing/hiring-plan.ts';

const control = { clock: () => performance.now() / 1000, stopRequested: () => false, report: () => undefined };

const each = <T>(value: T, count: number): readonly T[] => new Array<T>(count).fill(value);

function contractOf(months: number, more: Partial<HiringContract> = {}): HiringContract {
  return {
    id: 'full',
    skills: [],
    paidHours: each(100, months),
    shrinkage: each(0.2, months),
    wage: each(1000, months),
    present: [
      { tenureMonths: 12, count: 3 },
      { tenureMonths: 1, count: 2 },
    ],
    attrition: [
      { fromMonth: 0, value: 0.2 },
      { fromMonth: 3, value: 0.1 },
    ],
    proficiency: [
      { fromMonth: 0, value: 0.5 },
      { fromMonth: 2, value: 1 },
    ],
    leadMonths: 1,
    trainingMonths: 1,
    costPerHire: 700,
    costPerClass: 0,
    overtime: { costPerHour: 25, mostShare: 0.1 },
    ...more,
  };
}

function taskOf(hours: readonly number[], contract: HiringContract, more: Partial<HiringTask> = {}): HiringTask {
  return {
    months: hours.map((_, index) => `2026-${String(index + 1).padStart(2, '0')}`),
    demands: [{ hours }],
    contracts: [contract],
    agency: [],
    shortHour: 40,
    limits: { seed: 1, iterations: 10_000 },
    ...more,
  };
}

const solve = async (task: HiringTask): Promise<HiringPlan> =>
  solveHiringPlan(task, (await rosterEngines()).highs, control);

/** The value of the steps, read anew here. */
const stepAt = (steps: HiringContract['attrition'], tenure: number): number =>
  [...steps].reverse().find(({ fromMonth }) => fromMonth <= tenure)?.value ?? 0;

/** What hires of each month cost, month by month: people age and leave, overtime before shortage where it is cheaper. */
function costOf({ demands, contracts: [contract], shortHour = 0 }: HiringTask, hires: readonly number[]): number {
  if (contract === undefined) throw new Error('no contract');
  let groups = contract.present.map(({ tenureMonths, count }) => ({ tenure: tenureMonths, people: count }));
  let cost = 0;
  hires.forEach((count, month) => {
    groups.push({ tenure: 0, people: count });
    cost += count * contract.costPerHire;
    let [hours, paid] = [0, 0];
    for (const { tenure, people } of groups) {
      cost += people * (contract.wage[month] ?? 0);
      if (tenure < contract.trainingMonths) continue;
      const own = people * (contract.paidHours[month] ?? 0);
      paid += own;
      hours += own * (1 - (contract.shrinkage[month] ?? 0)) * stepAt(contract.proficiency, tenure);
    }
    let open = Math.max(0, (demands[0]?.hours[month] ?? 0) - hours);
    const { costPerHour = Infinity, mostShare = 0 } = contract.overtime ?? {};
    const overtime = costPerHour < shortHour ? Math.min(open, mostShare * paid) : 0;
    open -= overtime;
    cost += (overtime > 0 ? overtime * costPerHour : 0) + open * shortHour;
    groups = groups.map(({ tenure, people }) => ({
      tenure: tenure + 1,
      people: people * (1 - stepAt(contract.attrition, tenure)),
    }));
  });
  return cost;
}

function bestOf(task: HiringTask, most: number): number {
  const lead = task.contracts[0]?.leadMonths ?? 0;
  let best = Number.POSITIVE_INFINITY;
  const visit = (hires: readonly number[]): void => {
    if (hires.length === task.months.length) {
      best = Math.min(best, costOf(task, hires));
      return;
    }
    const top = hires.length < lead ? 0 : most;
    for (let count = 0; count <= top; count++) visit([...hires, count]);
  };
  visit([]);
  return best;
}

describe('a hiring plan against every choice of hires', () => {
  it.each([[[300, 350, 500, 550]], [[420, 300, 600, 100]], [[500, 500, 700, 700]], [[0, 0, 0, 900]]])(
    'costs the least: %j',
    async (hours) => {
      for (const more of [
        {},
        { trainingMonths: 0, leadMonths: 0 },
        { attrition: [{ fromMonth: 0, value: 0 }], overtime: undefined },
      ]) {
        const task = taskOf(hours, contractOf(hours.length, { mostHires: 6, ...more }));
        const plan = await solve(task);
        const least = bestOf(task, 6);
        expect(plan.status).toBe('optimal');
        expect(plan.objective).toBeCloseTo(least, 3);
        expect(plan.relaxedObjective ?? 0).toBeLessThanOrEqual(least + 1e-6);
        expect(Object.values(plan.costs).reduce((sum, cost) => sum + cost, 0)).toBeCloseTo(least, 3);
      }
    },
  );
});

describe('the price of an hour', () => {
  it('is what one more hour adds to the linear program', async () => {
    const hours = [300, 350, 500, 550];
    const at = await solve(taskOf(hours, contractOf(4)));
    for (let month = 0; month < hours.length; month++) {
      const step = 1e-3;
      const [less, more] = [-step, step].map((by) =>
        hours.map((value, index) => (index === month ? value + by : value)),
      );
      const below = await solve(taskOf(less ?? [], contractOf(4)));
      const above = await solve(taskOf(more ?? [], contractOf(4)));
      const price = at.demands[0]?.months[month]?.hourPrice ?? Number.NaN;
      const relaxed = at.relaxedObjective ?? 0;
      // At a bend the price lies between both slopes.
      expect(price).toBeGreaterThanOrEqual((relaxed - (below.relaxedObjective ?? 0)) / step - 0.01);
      expect(price).toBeLessThanOrEqual(((above.relaxedObjective ?? 0) - relaxed) / step + 0.01);
    }
  });

  it('with what the rest costs makes up the whole of the linear program where nobody is there and nothing is limited', async () => {
    const hours = [0, 100, 220, 310];
    const plan = await solve(taskOf(hours, contractOf(4, { present: [], overtime: undefined, leadMonths: 0 })));
    const paid = plan.demands[0]?.months.reduce(
      (sum, { hourPrice, wantedHours }) => sum + (hourPrice ?? 0) * wantedHours,
      0,
    );
    expect(paid).toBeCloseTo(plan.relaxedObjective ?? 0, 4);
  });
});

describe('a hiring plan', () => {
  it('hires in classes, within the places for training', async () => {
    const contract = contractOf(5, { classSize: 4, mostClasses: 1, costPerClass: 500, trainingMonths: 2 });
    const plan = await solve(taskOf([400, 400, 800, 900, 900], contract, { mostTrainees: 3 }));
    for (const { hires, classes, inTraining } of plan.contracts[0]?.months ?? []) {
      expect(hires).toBeLessThanOrEqual(4 * classes);
      expect(inTraining).toBeLessThanOrEqual(3 + 1e-6);
    }
    expect(plan.contracts[0]?.months.some(({ hires }) => hires > 0)).toBe(true);
  });

  it('dismisses nobody by itself, and whole people where that is allowed and cheaper', async () => {
    const idle = taskOf([0, 0, 0, 0], contractOf(4));
    expect((await solve(idle)).contracts[0]?.months.map(({ dismissals }) => dismissals)).toEqual([0, 0, 0, 0]);
    const plan = await solve(
      taskOf(
        [0, 0, 0, 0],
        contractOf(4, { attrition: [{ fromMonth: 0, value: 0 }], dismissals: { cost: 100, most: 2 } }),
      ),
    );
    expect(plan.contracts[0]?.months.map(({ dismissals, staff }) => [dismissals, staff])).toEqual([
      [2, 3],
      [2, 1],
      [1, 0],
      [0, 0],
    ]);
    expect(plan.costs).toMatchObject({ dismissals: 500, wages: 4000 });
  });

  it('gives hours of a skill to those who have it, and takes an agency where it is cheaper', async () => {
    const months = 2;
    const contracts = [
      contractOf(months, {
        id: 'one',
        skills: ['sales'],
        present: [{ tenureMonths: 9, count: 1 }],
        overtime: undefined,
      }),
      contractOf(months, {
        id: 'two',
        skills: ['sales', 'help'],
        present: [{ tenureMonths: 9, count: 1 }],
        overtime: undefined,
      }),
    ];
    const demands = [
      { skill: 'sales', hours: [80, 60] },
      { skill: 'help', hours: [100, 60] },
    ];
    const task = {
      ...taskOf([0, 0], contractOf(months)),
      demands,
      contracts,
      agency: [{ skill: 'help', costPerHour: 30, mostHours: 15 }],
    };
    const plan = await solve(task);
    expect(plan.demands[1]?.months[0]).toMatchObject({ ownHours: 80, agencyHours: 15, shortHours: 5 });
    expect(plan.demands[0]?.months[0]).toMatchObject({ ownHours: 80, agencyHours: 0, shortHours: 0 });
    expect(plan.costs).toMatchObject({ agency: 450, shortage: 200 });
  });

  it('is impossible where all must be covered and the lead time is too long, and says so', async () => {
    const task = taskOf([400, 900], contractOf(2, { leadMonths: 2, trainingMonths: 0 }), { shortHour: undefined });
    const plan = await solve(task);
    expect(plan).toMatchObject({ status: 'infeasible', objective: null, endedBy: 'proof' });
    expect(plan.causes).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ code: 'month-short', month: '2026-02' }),
        { code: 'limit-in-the-way', limit: 'lead-time' },
      ]),
    );
    const sales = await solve({ ...task, demands: [{ skill: 'sales', hours: [1, 1] }] });
    expect(sales.causes).toEqual([{ code: 'no-contract-with-skill', skill: 'sales' }]);
  });
});
