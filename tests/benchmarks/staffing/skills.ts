import { parseArgs } from 'node:util';
import type { SkillGroup, SkillStaffingRequest } from '../../../src/domain/skill-staffing.ts';
import { staffedQueue as queue } from '../../fixtures/staffed-queue.ts';
import { rosterEngines } from '../../../src/main/engines.ts';
import { makeSkillStaffing } from '../../../src/planning/skill-staffing.ts';
import { modelOf, simulatePeople } from '../../../src/planning/skills/trial.ts';

/** People by skill group: a day of three queues and four groups against the sum of single queues, and small cases against every staff tried. */

const HOUR = 3600;
const { values } = parseArgs({
  options: { replications: { type: 'string', default: '200' }, cases: { type: 'string', default: '12' } },
});

const common = { zone: 'UTC', weekStart: 'mon', routing: 'least-skilled', rounds: 30 } as const;
const engines = await rosterEngines();

function cpuSeconds(since: NodeJS.CpuUsage): string {
  return (process.cpuUsage(since).user / 1e6).toFixed(1);
}

const groups: readonly SkillGroup[] = [
  { id: 'sales', queues: ['sales'], costPerHour: 1 },
  { id: 'service', queues: ['service'], costPerHour: 1 },
  { id: 'sales + service', queues: ['sales', 'service'], costPerHour: 1.1 },
  { id: 'all', queues: ['sales', 'service', 'tech'], costPerHour: 1.25 },
];
const shape = [0.7, 1, 1.2, 1];
const queues = [
  queue(
    'sales',
    shape.map((part) => 70 * part),
    240,
    120,
  ),
  queue(
    'service',
    shape.map((part) => 100 * part),
    300,
    120,
  ),
  queue(
    'tech',
    shape.map((part) => 30 * part),
    420,
    180,
  ),
];
for (const scope of ['interval', 'day'] as const) {
  const started = process.cpuUsage();
  const replications = Number(values.replications);
  const found = await makeSkillStaffing(
    { ...common, queues, groups, scope, replications, seed: 1 },
    () => false,
    engines,
  );
  const levels = found.queues.flatMap(({ cells }) => cells.map(({ serviceLevel }) => serviceLevel.value ?? 1));
  console.log(
    `${scope}: ${found.status}, hours ${found.hours}, cost ${found.cost.toFixed(2)}, program ${found.programCost.toFixed(2)}; single queues ${found.single.hours}, ` +
      `${found.single.cost.toFixed(2)}; lowest level on fresh replications ${(100 * Math.min(...levels)).toFixed(1)} %; ${found.rounds} rounds, ${found.cuts} cuts, ` +
      `${found.lifted} lifted, ${found.simulations} simulations, ${cpuSeconds(started)} s`,
  );
}

/** The least cost of all staffs of one interval, on the replications of the search. */
async function bestCost(request: SkillStaffingRequest, upTo: number): Promise<number> {
  const model = modelOf(request);
  const prices = request.groups.map(({ costPerHour }) => costPerHour);
  let staffs: readonly (readonly number[])[] = [[]];
  for (const price of prices) {
    staffs = staffs.flatMap((one) => {
      const spent = one.reduce((sum, n, group) => sum + n * (prices[group] ?? 0), 0);
      return Array.from({ length: Math.floor((upTo - spent) / price) + 1 }, (_, n) => [...one, n]);
    });
  }
  const costOf = (one: readonly number[]): number => one.reduce((sum, n, group) => sum + n * (prices[group] ?? 0), 0);
  const load = request.queues.reduce(
    (sum, { intervals: [first] }) => sum + ((first?.contacts ?? 0) * (first?.ahtSeconds ?? 0)) / HOUR,
    0,
  );
  const order = staffs
    .filter((one) => one.reduce((sum, n) => sum + n, 0) >= 0.8 * load && costOf(one) < upTo - 1e-9)
    .sort((a, b) => costOf(a) - costOf(b));
  for (const one of order) {
    const { queues: told } = await simulatePeople(
      request,
      model,
      one.map((n) => Int32Array.of(n)),
      request.seed,
      () => false,
    );
    if (told.every(({ interval }) => (interval[0]?.serviceLevel.value ?? 1) >= 0.8)) return costOf(one);
  }
  return upTo;
}

const gaps: number[] = [];
const started = process.cpuUsage();
for (let seed = 1; seed <= Number(values.cases); seed += 1) {
  const small: SkillStaffingRequest = {
    ...common,
    queues: [
      queue('a', [8 + ((seed * 7) % 23)], 180 + ((seed * 37) % 200), 120),
      queue('b', [6 + ((seed * 11) % 19)], 240 + ((seed * 53) % 160), 90),
    ],
    groups: [
      { id: 'a', queues: ['a'], costPerHour: 1 },
      { id: 'b', queues: ['b'], costPerHour: 1 + (seed % 3) / 10 },
      { id: 'both', queues: ['a', 'b'], costPerHour: 1.05 + (seed % 5) / 12 },
    ],
    scope: 'interval',
    replications: 60,
    seed,
  };
  const found = await makeSkillStaffing(small, () => false, engines);
  gaps.push(found.cost / (await bestCost(small, found.cost)) - 1);
}
console.log(
  `small cases: ${gaps.length}, at the best of all staffs ${gaps.filter((gap) => gap < 1e-9).length}, mean gap ${((100 * gaps.reduce((sum, gap) => sum + gap, 0)) / gaps.length).toFixed(2)} %, ` +
    `worst ${(100 * Math.max(...gaps)).toFixed(2)} %, ${cpuSeconds(started)} s`,
);
