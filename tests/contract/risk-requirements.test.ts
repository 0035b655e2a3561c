import { describe, expect, it } from 'vitest';
import { exampleOf, expectPublished, testService } from './service.ts';

const service = testService();
const path = '/v1/risk-requirements';

type Json = Record<string, unknown>;
type Told = { readonly issues: readonly { readonly code: string; readonly path: string }[] };

async function post(body: Json, status: number): Promise<Json> {
  const answer = await service.post(path).send(body);
  expectPublished(answer, 'POST', path);
  expect(answer.status).toBe(status);
  return answer.body as Json;
}

const places = (body: Json): readonly string[] => (body as Told).issues.map(({ code, path: at }) => `${code} ${at}`);

describe('POST /v1/risk-requirements', () => {
  it('keeps the promise on as many paths as asked for, and says what that costs', async () => {
    const body = await post({ ...exampleOf(path), check: { replications: 20, rounds: 0 } }, 200);
    const [period] = body['periods'] as readonly {
      readonly kept: { readonly value: number };
      readonly simulated: { readonly replications: number };
    }[];
    expect(period?.kept.value).toBeGreaterThanOrEqual(0.9);
    expect(period?.simulated.replications).toBe(20);
    const { intervals } = body['requirement'] as {
      readonly intervals: readonly { readonly toScheduleExact: number }[];
    };
    const hours = intervals.reduce((sum, { toScheduleExact }) => sum + toScheduleExact, 0);
    expect(body['paidHours']).toBeCloseTo(hours, 9);
    const [mean] = body['comparisons'] as readonly { readonly method: string; readonly paidHours: number }[];
    expect(mean?.method).toBe('mean');
    expect(body['costOfRiskHours']).toBeCloseTo(hours - (mean?.paidHours ?? 0), 9);
  });

  it('gives the same bytes for the same request', async () => {
    const body = { ...exampleOf(path), check: { replications: 10 } };
    expect(await post(body, 200)).toEqual(await post(body, 200));
  });

  it('says why a promise is out of reach', async () => {
    const parameters = { ...(exampleOf(path)['parameters'] as Json), ceiling: 4 };
    const body = await post({ ...exampleOf(path), parameters, check: { replications: 4 } }, 200);
    expect(body['periods']).toMatchObject([{ missed: { reason: 'ceiling', reachable: 0 } }]);
    expect(body['notes']).toMatchObject([{ code: 'promise-out-of-reach', facts: { periods: 1 } }]);
  });

  it('refuses other targets, forecasts without paths, and floors that repeat or lie above the level, all at once', async () => {
    const { forecast, parameters } = exampleOf(path) as { readonly forecast: Json; readonly parameters: Json };
    const { samplePaths: _paths, ...bare } = forecast;
    const floors = [
      { scope: 'hour', share: 0.9 },
      { scope: 'hour', share: 0.5 },
    ];
    const wrong = await post({ forecast: bare, parameters, promise: { floors, chance: 2 } }, 422);
    expect([...places(wrong)].sort()).toEqual([
      'floor-above-level /promise/floors/0/share',
      'floor-repeated /promise/floors/1/scope',
      'paths-needed /forecast/samplePaths',
      'too-big /promise/chance',
    ]);
    const target = { kind: 'asa', asaSeconds: 30 };
    expect(places(await post({ forecast, parameters: { ...parameters, target } }, 422))).toEqual([
      'level-needed /parameters/target',
    ]);
  });
});
