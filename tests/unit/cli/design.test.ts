import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseDesignProblem } from '../../../src/contract/shift-design-mapping.ts';
import { shiftDesignSchema } from '../../../src/contract/shift-design.ts';
import { rosterEngines } from '../../../src/main/engines.ts';
import { makeShiftDesign } from '../../../src/planning/shift-design.ts';
import { codesOf, testFolder } from './folder.ts';
import { runInProcess } from './in-process.ts';

const { inFolder, write } = testFolder();
const EXAMPLE = 'examples/shift-design/problem.json';

type Json = Record<string, unknown>;
const example = JSON.parse(readFileSync(EXAMPLE, 'utf8')) as Json;

/** Two people from 8:00 to 16:00 on three days, and shifts of eight hours. */
const small: Json = {
  kind: 'shift-design-problem',
  zone: 'Europe/Berlin',
  horizon: { from: '2026-03-02', days: 3 },
  demands: [{ from: '08:00', to: '16:00', people: 2 }],
  kinds: [
    {
      id: 'day',
      start: { earliest: '07:00', latest: '09:00', stepMinutes: 60 },
      length: { minMinutes: 480, maxMinutes: 480, stepMinutes: 60 },
    },
  ],
};

describe('design', () => {
  it('tells types and head-counts in both languages, and writes them as CSV', async () => {
    const file = write('small.json', small);
    const told = await runInProcess(['design', file, '--iterations', '20', '--out', inFolder('design.csv')]);
    expect(told.code).toBe(0);
    expect(told.out).toMatch(/^day-1 +08:00-16:00 +2 +2 +2$/m);
    const rows = readFileSync(inFolder('design.csv'), 'utf8').trim().split('\n');
    expect(rows[0]).toBe('id,kind,start,end,breakStart,breakEnd,date,skill,people');
    expect(rows[1]).toBe('day-1,day,08:00,16:00,,,2026-03-02,,2');
    expect(rows).toHaveLength(4);
    expect((await runInProcess(['design', file, '--iterations', '20', '--lang', 'zh'])).out).toContain('1 种班次');
  });

  it('says the same again with a limit in iterations', async () => {
    const told = await Promise.all([1, 2].map(() => runInProcess(['design', EXAMPLE, '--iterations', '2', '--json'])));
    const [one, two] = told.map(({ out }) => ({ ...shiftDesignSchema.parse(JSON.parse(out)), seconds: 0 }));
    expect(one).toEqual(two);
    expect(one).toMatchObject({ endedBy: 'iterations', status: 'feasible' });
  });

  it('leaves with 2 where the file is another, nobody is needed, or an option is wrong', async () => {
    expect((await runInProcess(['design', 'examples/three-agents/problem.json'])).error).toContain('wrong-kind');
    const nobody = write('nobody.json', { ...small, demands: [{ from: '08:00', to: '16:00', people: 0 }] });
    const told = await runInProcess(['design', nobody, '--json']);
    expect(told.code).toBe(2);
    expect(codesOf(told.out)).toEqual(['design-nothing-needed']);
    const wrong = await runInProcess(['design', write('small.json', small), '--iterations', '0', '--json']);
    expect([wrong.code, ...codesOf(wrong.out)]).toEqual([2, 'option-wrong']);
  });

  it('keeps what it has found where it is stopped', async () => {
    const problem = parseDesignProblem(example);
    if (!problem.ok) throw new Error('the example is wrong');
    let isStopped = false;
    const control = {
      clock: () => performance.now() / 1000,
      stopRequested: () => isStopped,
      report: () => {
        isStopped = true;
      },
    };
    const design = makeShiftDesign(
      { problem: problem.value, limits: { seed: 1, seconds: 600 } },
      control,
      await rosterEngines(),
    );
    expect(design).toMatchObject({ status: 'feasible', endedBy: 'cancel' });
    expect(design.shifts.length).toBeGreaterThan(0);
    expect(design.bound).toBeLessThan(design.objective);
  });
});
