import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { planResultSchema } from '../../src/contract/plan.ts';
import { expectPublished, testService } from './service.ts';

type Json = Record<string, unknown>;
type Result = ReturnType<typeof planResultSchema.parse>;

const service = testService();
const PATH = '/v1/plans';
const example = JSON.parse(readFileSync('examples/trial/plan.json', 'utf8')) as Json & {
  readonly team: Json & { readonly employees: readonly Json[] };
  readonly trial: Json;
};

async function post(body: Json, status: number): Promise<Json> {
  const answer = await service.post(PATH).send(body);
  expectPublished(answer, 'POST', PATH);
  expect(answer.status).toBe(status);
  return answer.body as Json;
}

const withTrial = (trial: Json, employees = example.team.employees.length): Json => ({
  ...example,
  team: { ...example.team, employees: example.team.employees.slice(0, employees) },
  trial: { ...example.trial, formula: false, replications: 40, ...trial },
});

describe('POST /v1/plans with a trial', () => {
  it('misses the promise with the first roster and keeps it with one for more people', async () => {
    const { trial, requirements, audit } = (await post(withTrial({}), 200)) as unknown as Result;
    const [first, ...others] = trial?.rounds ?? [];
    expect(first?.raisedHours).toBe(0);
    expect(first?.kept[0]).toBeLessThan(0.95);
    expect(others.length).toBeGreaterThan(0);
    expect(trial?.chosen).toBe(others.length);
    expect(trial?.promises[0]).toMatchObject({ isKept: true });
    expect(trial).not.toHaveProperty('missed');
    expect(trial).not.toHaveProperty('wayOut');
    const chosen = others.at(-1);
    expect(chosen?.raisedHours).toBeGreaterThan(0);
    expect(chosen?.staffedHours).toBeGreaterThan(first?.staffedHours ?? Infinity);
    expect(chosen?.queues[0]?.days).toHaveLength(5);
    // What is told of the requirement is that of the raised one.
    const [requirement] = requirements;
    const hours = (requirement?.intervals ?? [])
      .filter(({ open }) => open)
      .reduce((sum, { positions }) => sum + positions, 0);
    expect(requirement?.summary?.positionHours).toBe(hours);
    expect(audit.clean).toBe(true);
  });

  it('says that the team is too small, what its roster keeps, and which people more would do', async () => {
    const { trial } = (await post(withTrial({}, 7), 200)) as unknown as Result;
    expect(trial?.missed).toBe('people');
    expect(trial?.rounds.at(-1)?.uncoveredHours).toBeGreaterThan(0);
    expect(trial?.wayOut?.reachable[0]).toBeLessThan(0.85);
    expect(trial?.wayOut?.extra?.hours).toBeGreaterThan(0);
    expect(trial?.wayOut?.extra?.spans[0]).toMatchObject({ queue: 'contacts' });
  });

  it('takes the sample paths of the forecast, and asks for them', async () => {
    const [queue] = example['queues'] as readonly (Json & { readonly forecast: Json })[];
    const { dayVariation: _spread, ...trial } = withTrial({ contacts: 'paths' })['trial'] as Json;
    const issues = ((await post(withTrial({ contacts: 'paths' }), 422))['issues'] as readonly Json[]).map(
      ({ code, path }) => [code, path],
    );
    expect(issues).toEqual([
      ['paths-needed', '/queues/0/forecast/samplePaths'],
      ['paths-with-spread', '/trial/dayVariation'],
    ]);
    const queues = [{ ...queue, forecast: { ...queue?.forecast, samplePaths: { paths: 30 } } }];
    const made = (await post({ ...example, queues, trial }, 200)) as unknown as Result;
    expect(made.trial?.rounds[0]?.replications).toBe(40);
  });

  it('refuses promises of queues that the plan has not', async () => {
    const promises = [{ queue: 'sales', scope: 'day', bound: 0.8 }];
    expect(await post(withTrial({ promises }), 422)).toMatchObject({
      issues: [{ code: 'unknown-queue', path: '/trial/promises/0/queue' }],
    });
  });
});
