import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { proofCheckSchema } from '../../../src/contract/proof-check.ts';
import { rosterSchema, type RosterDocument } from '../../../src/contract/roster.ts';
import { pathsOf, testFolder } from './folder.ts';
import { runInProcess } from './in-process.ts';

const { inFolder, write } = testFolder();
const PROBLEM = 'examples/two-shift-shop/problem.json';
let week: string;
let roster: RosterDocument;

beforeAll(async () => {
  week = inFolder('week.json');
  await runInProcess(['roster', PROBLEM, '--iterations', '200', '--proof', '--out', week]);
  roster = rosterSchema.parse(JSON.parse(readFileSync(week, 'utf8')));
});

describe('verify', () => {
  it('counts the bound of a roster again from its certificate', async () => {
    const told = await runInProcess(['verify', PROBLEM, '--roster', week]);
    expect(told.code).toBe(0);
    expect(told.out).toContain('The certificate holds: the lines of all 6 employees were looked at.');
    expect(told.out).toContain(`No roster is below ${roster.bound} points`);
    const document = await runInProcess(['verify', PROBLEM, '--roster', week, '--json']);
    expect(proofCheckSchema.parse(JSON.parse(document.out))).toMatchObject({ verdict: 'holds', verified: 6 });
  });

  it('leaves with 1 where the problem is another, and names in both languages what differs', async () => {
    const problem = JSON.parse(readFileSync(PROBLEM, 'utf8')) as { team: { contracts: object[] } };
    // With a day less to work the least of everybody's lines is less.
    const contracts = problem.team.contracts.map((contract) => ({ ...contract, minHoursPerWeek: 32 }));
    const other = write('other.json', { ...problem, team: { ...problem.team, contracts } });
    const told = await runInProcess(['verify', other, '--roster', week]);
    expect(told.code).toBe(1);
    expect(told.out).toContain('The certificate does not hold.');
    expect(told.out).toMatch(/^least line +Lin +40 +32$/m);
    expect((await runInProcess(['verify', other, '--roster', week, '--lang', 'zh'])).out).toContain('证书不成立');
  });

  it('tells what is wrong at its place in the files', async () => {
    const { proof: _proof, ...without } = roster;
    const bare = write('bare.json', without);
    const told = await runInProcess(['verify', PROBLEM, '--roster', bare, '--json']);
    expect(told.code).toBe(2);
    expect(pathsOf(told.out)).toEqual([`${bare} /proof`]);
    expect(told.out).toContain('shiftcast roster PROBLEM --proof');
    // Of the wrong document nothing else is told.
    const swapped = await runInProcess(['verify', week, '--roster', week, '--json']);
    expect(pathsOf(swapped.out)).toEqual([`${week} /kind`]);
    expect((await runInProcess(['verify', PROBLEM, '--roster', week, '--seconds', '0'])).code).toBe(2);
    expect((await runInProcess(['verify', PROBLEM])).code).toBe(2);
  });
});
