import { describe, expect, it } from 'vitest';
import { exampleOf, expectPublished, testService } from './service.ts';

const service = testService();
const path = '/v1/skill-staffings';

type Json = Record<string, unknown>;
type Told = { readonly issues: readonly { readonly code: string; readonly path: string }[] };

async function post(body: Json, status: number): Promise<Json> {
  const answer = await service.post(path).send(body);
  expectPublished(answer, 'POST', path);
  expect(answer.status).toBe(status);
  return answer.body as Json;
}

const places = (body: Json): readonly string[] => (body as Told).issues.map(({ code, path: at }) => `${code} ${at}`);

describe('POST /v1/skill-staffings', () => {
  it('says what is wrong with queues that are no list, also where groups name queues', async () => {
    const wrong = await post({ ...exampleOf(path), queues: 'sales' }, 422);
    expect(places(wrong)).toContain('unknown-queue /groups/0/queues/0');
  });

  it('gives the people of each group in each interval at the cost that it tells, under that of single queues', async () => {
    const body = await post({ ...exampleOf(path), replications: 20 }, 200);
    const intervals = body['intervals'] as readonly { readonly people: readonly number[] }[];
    const cost = intervals.reduce((sum, { people: [a = 0, b = 0, both = 0] }) => sum + 20 * (a + b) + 23 * both, 0);
    expect(body['cost']).toBeCloseTo(cost, 9);
    expect(cost).toBeLessThan((body['single'] as { readonly cost: number }).cost);
  });

  it('refuses queues that nobody takes or that name no share, and groups that repeat or take queues there are not', async () => {
    const { queues } = exampleOf(path) as { readonly queues: readonly Json[] };
    const { share: _share, ...bare } = queues[1] ?? {};
    const groups = [
      { id: 'x', queues: ['sales', 'chat'] },
      { id: 'x', queues: ['sales'], costPerHour: 0 },
    ];
    const wrong = await post({ queues: [queues[0], bare], groups }, 422);
    expect([...places(wrong)].sort()).toEqual([
      'duplicate-id /groups/1/id',
      'not-above /groups/1/costPerHour',
      'one-needed /queues/1',
      'queue-without-group /queues/1',
      'unknown-queue /groups/0/queues/1',
    ]);
  });
});
