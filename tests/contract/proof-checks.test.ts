import { describe, expect, it } from 'vitest';
import { exampleOf, expectPublished, testService } from './service.ts';

const service = testService();
const path = '/v1/proof-checks';

type Json = Record<string, unknown>;
type Body = { readonly problem: Json; readonly roster: Json & { readonly proof: Json } };
type Told = { readonly issues: readonly { readonly code: string; readonly path: string }[] };

/** Posts, holds the answer to openapi.yaml, and gives it. */
async function post(body: unknown, status: number): Promise<Json> {
  const answer = await service.post(path).send(body as object);
  expectPublished(answer, 'POST', path);
  expect(answer.status, answer.text).toBe(status);
  return answer.body as Json;
}

const issues = (told: Json): readonly string[] =>
  (told as unknown as Told).issues.map(({ code, path: place }) => `${code} ${place}`);

describe('POST /v1/proof-checks', () => {
  const example = exampleOf(path) as Body;

  it('certifies the roster of the example', async () => {
    expect(await post(example, 200)).toMatchObject({ verdict: 'holds', certified: 0, objective: 0, differences: [] });
  });

  it('tells what does not hold', async () => {
    const { problem, roster } = example;
    const lines = [{ employees: ['anna'], least: -899 }];
    const proof = { ...roster.proof, lines, certified: 1 };
    expect(await post({ problem, roster: { ...roster, proof } }, 200)).toMatchObject({
      verdict: 'fails',
      differences: [{ what: 'line', of: 'anna', said: -899, found: -900 }],
    });
  });

  it('counts a roster again that was solved with its certificate', async () => {
    const { problem } = example;
    const solved = await service.post('/v1/rosters').send({ problem, solve: { seconds: 5, proof: true } });
    expectPublished(solved, 'POST', '/v1/rosters');
    expect(await post({ problem, roster: solved.body as Json }, 200)).toMatchObject({ verdict: 'holds' });
  });

  it('refuses a roster without a certificate, and times that there are not', async () => {
    const { problem, roster } = example;
    const { proof, ...without } = roster;
    expect(issues(await post({ problem, roster: without }, 422))).toEqual(['required /roster/proof']);
    const night = { start: '2026-03-29T02:30', end: '2026-03-29T04:00', value: 1 };
    const team = { ...(problem['team'] as Json), zone: 'Europe/Berlin' };
    const skipped = { ...roster, shifts: [], proof: { ...proof, cover: [night] } };
    expect(issues(await post({ problem: { ...problem, team }, roster: skipped }, 422))).toEqual([
      'local-time-skipped /roster/proof/cover/0/start',
    ]);
  });
});
