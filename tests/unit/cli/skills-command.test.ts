import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { codesOf, testFolder } from './folder.ts';
import { runInProcess } from './in-process.ts';

const { inFolder, write } = testFolder();
const REQUEST = 'examples/skills/request.json';
const request = JSON.parse(readFileSync(REQUEST, 'utf8')) as Record<string, unknown>;

/** The request of the example in its first hour alone. */
function oneHour(): object {
  const queues = request['queues'] as readonly { readonly requirement: { readonly intervals: readonly object[] } }[];
  const first = queues.map((queue) => ({
    ...queue,
    requirement: { ...queue.requirement, intervals: queue.requirement.intervals.slice(0, 1) },
  }));
  return { ...request, queues: first };
}

describe('skills', () => {
  it('tells people, groups and queues beside single queues, and writes the people as CSV', async () => {
    const file = write('hour.json', oneHour());
    const told = await runInProcess(['skills', file, '--replications', '20', '--out', inFolder('people.csv')]);
    expect(told.code).toBeLessThanOrEqual(1);
    expect(told.out).toMatch(/each queue by itself would take [\d.]+ at [\d.]+: [\d.]+ % less/);
    const [head = '', ...rows] = readFileSync(inFolder('people.csv'), 'utf8').trim().split('\n');
    expect([head, rows.length]).toEqual(['start,end,sales,service,sales + service,all-round', 1]);
  });

  it('leaves with 1 where groups are too small, in Chinese too, and with 2 where the request is wrong', async () => {
    const groups = [{ id: 'all', queues: ['sales', 'service', 'technical'], most: 2 }];
    const file = write('small.json', { ...request, groups });
    const told = await runInProcess(['skills', file, '--replications', '2', '--lang', 'zh']);
    expect(told.code).toBe(1);
    expect(told.out).toContain('各组人数太少');
    const wrong = await runInProcess(['skills', write('bad.json', { ...request, groups: [] }), '--json']);
    expect([wrong.code, ...codesOf(wrong.out)][0]).toBe(2);
  });
});
