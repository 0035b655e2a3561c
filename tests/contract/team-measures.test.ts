import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { exampleOf, expectPublished, testService } from './service.ts';

const service = testService();
const path = '/v1/team-measures';

type Json = Record<string, unknown>;

async function post(to: string, body: Json, status: number): Promise<Json> {
  const answer = await service.post(to).send(body);
  expectPublished(answer, 'POST', to);
  expect(answer.status).toBe(status);
  return answer.body as Json;
}

async function places(body: Json): Promise<readonly string[]> {
  const told = (await post(path, body, 422)) as { readonly issues?: readonly { code: string; path: string }[] };
  return (told.issues ?? []).map((one) => `${one.code} ${one.path}`);
}

const example = (file: string): string =>
  readFileSync(new URL(`../../examples/measures/${file}`, import.meta.url), 'utf8');

describe('POST /v1/team-measures', () => {
  it('tells seasons of a table, and a crew that a requirement takes', async () => {
    const seasons = JSON.parse(example('seasons.json')) as unknown;
    const body = await post(path, { csv: example('results.csv'), seasons }, 200);
    expect(body['seasons']).toMatchObject([{ season: 'all' }, { season: 'peak' }, { season: 'slack' }]);
    const { crew } = body['proficiency'] as { readonly crew: readonly Json[] };
    expect(crew.map(({ employee }) => employee)).toEqual(['anna', 'bo', 'chen', 'dora']);
    const { forecast, parameters } = exampleOf('/v1/requirements') as Record<string, Json>;
    const made = await post('/v1/requirements', { forecast, parameters: { ...parameters, crew } }, 200);
    const values = crew.map(({ proficiency }) => Number(proficiency));
    const [first] = made['intervals'] as readonly Json[];
    expect(first?.['proficiency']).toBeCloseTo(values.reduce((sum, value) => sum + value, 0) / values.length, 6);
  });

  it('refuses rows and seasons with mistakes, all at once', async () => {
    const [row] = exampleOf(path)['rows'] as readonly [Json];
    const season = { season: 'peak', from: '2026-06-01', to: '2026-06-20' };
    const seasons = [
      season,
      { ...season, from: '2026-06-20', to: '2026-06-30' },
      { ...season, from: '2026-08-02', to: '2026-08-01' },
    ];
    const rows = [
      row,
      row,
      { ...row, date: '2026-06-02', converted: 121, hours: 25 },
      { ...row, employee: '', replied: -1 },
    ];
    expect(await places({ rows, seasons })).toEqual([
      'too-big /rows/2/hours',
      'text-empty /rows/3/employee',
      'too-small /rows/3/replied',
      'result-twice /rows/1',
      'result-above-whole /rows/2/converted',
      'seasons-overlap /seasons/1',
      'window-empty /seasons/2/to',
    ]);
    expect(await places({})).toEqual(['one-needed ']);
    expect(await places({ rows: [row], csv: 'employee,date' })).toEqual(['both-given ']);
  });
});
