import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { planResultSchema } from '../../../src/contract/plan.ts';
import { testFolder } from './folder.ts';
import { runInProcess } from './in-process.ts';

const { inFolder, write } = testFolder();
const example = JSON.parse(readFileSync('examples/trial/plan.json', 'utf8')) as Record<string, unknown> & {
  readonly team: { readonly employees: readonly object[] };
  readonly trial: object;
};
const small = (employees = example.team.employees.length, more: object = {}): string =>
  write('plan.json', {
    ...example,
    team: { ...example.team, employees: example.team.employees.slice(0, employees) },
    trial: { ...example.trial, formula: false, replications: 20, ...more },
  });

describe('plan with a trial', () => {
  it('tells the rounds, the days and the promise that is kept', async () => {
    const told = await runInProcess(['plan', small(), '--out', inFolder('planned')]);
    expect(told.code).toBe(0);
    expect(told.out).toMatch(/^1 +0 .*optimal/m);
    expect(told.out).toMatch(/^\d\* .*optimal/m);
    expect(told.out).toMatch(/^1 +contacts +Mon 03-02 +0 /m);
    expect(told.out).toMatch(/^Kept: service level at least 85.0 % on every day/m);
    expect(readdirSync(inFolder('planned'))).toContain('trial.json');
  });

  it('leaves with 1 where it is missed, says why and what would do, in Chinese too', async () => {
    const told = await runInProcess(['plan', small(7)]);
    expect(told.code).toBe(1);
    expect(told.out).toMatch(/^Missed: .*95 % asked for\.$/m);
    expect(told.out).toMatch(
      /^More was asked for and nobody more came: .* has proven that no better roster exists\.$/m,
    );
    expect(told.out).toMatch(/^As it is, this roster keeps service level at least \d+ % on every day/m);
    expect(told.out).toMatch(/^All promises would be kept with \d+ more hours on the work/m);
    const chinese = await runInProcess(['plan', small(7), '--lang', 'zh']);
    expect(chinese.code).toBe(1);
    expect(chinese.out).toMatch(/^据仿真，再增加 \d+ 在岗工时即可守住全部承诺/m);
  });

  it('takes promises by option, and says which are none', async () => {
    const { trial: _trial, ...plain } = example;
    const file = write('plain.json', plain);
    const told = await runInProcess(['plan', file, '--promise', '0.5/day', '--json']);
    expect(planResultSchema.parse(JSON.parse(told.out)).trial?.promises).toMatchObject([
      { promise: { measure: 'service-level', scope: 'day', bound: 0.5, chance: 0.9 }, isKept: true },
    ]);
    const wrong = await runInProcess(['plan', file, '--promise', 'often']);
    expect([wrong.code, wrong.error]).toEqual([2, expect.stringContaining('--promise')]);
  });

  it('says the round while it solves, and keeps the best roster when it is stopped in one', async () => {
    const asked = new AbortController();
    let seen = '';
    const terminal = {
      out: (text: string) => {
        seen += text;
      },
      error: (text: string) => {
        if (text.includes('round 2 of at most 5')) asked.abort();
      },
      watched: true,
    };
    await runInProcess(['plan', small(), '--json'], { terminal, interrupted: asked.signal });
    expect(asked.signal.aborted).toBe(true);
    const { trial, roster } = planResultSchema.parse(JSON.parse(seen));
    expect([trial?.missed, trial?.chosen, trial?.rounds.length]).toEqual(['stopped', 0, 1]);
    expect(roster.shifts.length).toBeGreaterThan(0);
    expect(roster.uncovered).toEqual([]);
  });
});
