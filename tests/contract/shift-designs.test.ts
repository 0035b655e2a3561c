import { describe, expect, it } from 'vitest';
import { designProblemSchema } from '../../src/contract/shift-design.ts';
import { exampleOf, expectPublished, testService } from './service.ts';

const service = testService();
const path = '/v1/shift-designs';

type Json = Record<string, unknown>;

async function post(body: Json, status: number): Promise<Json> {
  const answer = await service.post(path).send(body);
  expectPublished(answer, 'POST', path);
  expect(answer.status).toBe(status);
  return answer.body as Json;
}

const problem = (change: Json): Json => ({ ...(exampleOf(path)['problem'] as Json), ...change });
const codes = (body: Json): readonly string[] =>
  (body['issues'] as readonly { code: string; path: string }[]).map((one) => `${one.code} ${one.path}`);

describe('POST /v1/shift-designs', () => {
  it('proves the types of shifts of its example, and gives them as templates and cover of a problem', async () => {
    const body = await post(exampleOf(path), 200);
    expect(body).toMatchObject({ status: 'optimal', endedBy: 'proof', objective: 100, bound: 100, gap: 0 });
    expect((body['shifts'] as readonly Json[]).map(({ start, end }) => `${String(start)}-${String(end)}`)).toEqual([
      '08:00-16:00',
      '16:00-20:00',
    ]);
    const roster = await service.post('/v1/rosters').send({
      problem: {
        team: {
          zone: body['zone'],
          contracts: [{ id: 'c' }],
          employees: ['a', 'b', 'c', 'd'].map((id) => ({ id, contract: 'c' })),
          shiftTemplates: body['shiftTemplates'],
          rules: [],
        },
        horizon: body['horizon'],
        cover: body['cover'],
        past: [],
      },
      solve: { seconds: 5 },
    });
    expect(roster.status).toBe(200);
    expect(roster.body).toMatchObject({ uncovered: [] });
  });

  it('keeps its times on the wall and counts elapsed ones where the clocks change', async () => {
    // In the night to 2026-03-29 Berlin loses an hour: from 22:00 to 06:00 there are seven.
    const body = await post(
      {
        problem: {
          zone: 'Europe/Berlin',
          horizon: { from: '2026-03-28', days: 2 },
          demands: [{ dates: ['2026-03-28'], from: '22:00', to: '06:00', people: 1 }],
          kinds: [
            {
              id: 'night',
              start: { earliest: '22:00', latest: '22:00' },
              length: { minMinutes: 480, maxMinutes: 480 },
            },
          ],
        },
      },
      200,
    );
    const parts = body['objectiveParts'] as readonly Json[];
    expect(parts.find(({ part }) => part === 'work')).toMatchObject({ count: 7 });
    expect(parts.find(({ part }) => part === 'short')).toMatchObject({ count: 0 });
  });

  it('names what is wrong', async () => {
    const kind = {
      id: 'k',
      start: { earliest: '10:00', latest: '09:00' },
      length: { minMinutes: 500, maxMinutes: 400 },
      break: { lengthMinutes: 60, notBeforeMinutes: 300, notInLastMinutes: 300 },
    };
    expect(codes(await post({ problem: problem({ kinds: [kind] }) }, 422))).toEqual([
      'window-empty /problem/kinds/0/start/latest',
      'min-above-max /problem/kinds/0/length/minMinutes',
      'design-break-does-not-fit /problem/kinds/0/break',
    ]);
    expect(codes(await post({ problem: problem({ demands: [] }) }, 422))).toEqual(['one-needed /problem']);
    expect(codes(await post({ problem: problem({ sameCounts: [['mon', 'tue'], ['mon']] }) }, 422))).toEqual([
      'design-day-twice /problem/sameCounts/1/0',
    ]);
    const none = { demands: [{ from: '08:00', to: '09:00', people: 0 }] };
    expect(codes(await post({ problem: problem(none) }, 422))).toEqual(['design-nothing-needed /problem/demands']);
    const many = {
      kinds: [
        {
          id: 'any',
          start: { earliest: '00:00', latest: '23:59', stepMinutes: 1 },
          length: { minMinutes: 60, maxMinutes: 1440, stepMinutes: 5 },
        },
      ],
    };
    expect(codes(await post({ problem: problem(many) }, 422))).toEqual(['design-too-many-shifts /problem/kinds']);
  });

  it('publishes a document that its own schema reads', () => {
    expect(designProblemSchema.safeParse(problem({})).success).toBe(true);
  });
});
