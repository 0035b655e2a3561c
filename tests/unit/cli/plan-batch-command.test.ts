import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { planSchema } from '../../../src/contract/plan.ts';
import { exampleOf } from '../../../src/contract/example.ts';
import { codesOf, pathsOf, testFolder } from './folder.ts';
import { runInProcess } from './in-process.ts';

const { inFolder, write } = testFolder();
const plan = exampleOf(planSchema) as Record<string, unknown> & { readonly queues: readonly object[] };
const history = { zone: 'Europe/Berlin', csv: 'timestamp,count\n2026-03-01T09:00,1\n2026-03-01T10:00,1\n' };

it('plans several teams, joins them, and keeps the others where one fails', async () => {
  const short = { ...plan, queues: [{ ...plan.queues[0], history }] };
  const file = write('batch.json', { plans: [{ id: 'north', plan }, { id: 'east', plan: short }, { plan }] });
  const told = await runInProcess(['plan-batch', file, '--out', inFolder('batch'), '--threads', '2']);
  expect(told.code).toBe(1);
  expect(told.out).toMatch(/^north +succeeded +\w+ +\d.*\neast +failed +-.*\n3 +succeeded .*\nall +2\/3 /m);
  expect(told.out).toMatch(/^east: \d+ issue/m);
  expect(readdirSync(inFolder('batch')).toSorted()).toEqual(['3', 'north']);
  const joined = await runInProcess(['plan-batch', write('one.json', { plans: [{ id: 'north', plan }] }), '--json']);
  const alone = JSON.parse(readFileSync(inFolder('batch/north/roster.json'), 'utf8')) as {
    readonly shifts: readonly object[];
  };
  expect(JSON.parse(joined.out)).toMatchObject({
    kind: 'plan-batch',
    plans: [{ id: 'north', state: 'succeeded', summary: { shifts: alone.shifts.length } }],
    totals: { plans: 1, succeeded: 1 },
  });
});

it('tells what is wrong with any plan before one is begun', async () => {
  const file = write('bad.json', { plans: [{ plan: { ...plan, horizon: { days: 0 } } }, { team: 'stored', plan }] });
  const told = await runInProcess(['plan-batch', file, '--threads', '0', '--json']);
  expect(told.code).toBe(2);
  expect(codesOf(told.out)).toEqual(['option-wrong', 'too-small', 'both-given', 'unknown-team']);
  expect(pathsOf(told.out)[2]).toBe(`${file} /plans/1`);
});
