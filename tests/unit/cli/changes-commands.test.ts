import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { replacementsSchema, scoreSchema, swapSchema } from '../../../src/contract/changed-rosters.ts';
import { rosterSchema, type RosterDocument } from '../../../src/contract/roster.ts';
import { codesOf, pathsOf, testFolder } from './folder.ts';
import { runInProcess } from './in-process.ts';

const { inFolder, write } = testFolder();
const PROBLEM = 'examples/published-week/problem.json';
let week: string;
let roster: RosterDocument;

beforeAll(async () => {
  week = inFolder('week.json');
  await runInProcess(['roster', PROBLEM, '--iterations', '200', '--out', week]);
  roster = rosterSchema.parse(JSON.parse(readFileSync(week, 'utf8')));
});

describe('score', () => {
  it('counts a solved roster as the solver did, from a document and from a CSV', async () => {
    const own = await runInProcess(['score', week, '--json']);
    expect(own.code).toBe(0);
    expect(scoreSchema.parse(JSON.parse(own.out)).objective).toBeCloseTo(roster.objective ?? Number.NaN, 6);
    expect((await runInProcess(['score', week])).out).toContain('Objective');
    const csv = write(
      'week.csv',
      'employee,start,end,activity,skill\nada,2026-03-02T07:00,2026-03-02T15:00,work,desk\n',
    );
    const told = await runInProcess(['score', csv, '--problem', PROBLEM, '--against', week]);
    expect(told.code).toBe(0);
    expect(told.out).toContain('Against the other roster');
    expect(told.out).toMatch(/^removed +ben/m);
  });

  it('leaves with 1 where a rule that forbids is broken', async () => {
    const [first] = roster.shifts;
    const twice = write('twice.json', { ...roster, shifts: [first, { ...first, id: 'again' }] });
    const told = await runInProcess(['score', twice]);
    expect(told.code).toBe(1);
    expect(told.out).toContain('where one is allowed');
  });

  it('tells what is wrong in the words of files and options', async () => {
    const bad = write('bad.json', { ...roster, shifts: [{ ...roster.shifts[0], employee: 'zoe' }] });
    const told = await runInProcess(['score', week, '--against', bad, '--json']);
    expect(told.code).toBe(2);
    expect(pathsOf(told.out)).toEqual([`${bad} /shifts/0/employee`]);
    const csv = write('alone.csv', 'employee,start,end\n');
    expect(codesOf((await runInProcess(['score', csv, '--json'])).out)).toContain('option-missing');
  });
});

describe('replace', () => {
  it('lists who could work the shifts of somebody absent, and what leaving them open costs', async () => {
    const args = ['replace', week, '--absent', 'ada=2026-03-02/2026-03-06'];
    const told = await runInProcess(args);
    expect(told.out).toContain('(leave it open)');
    expect(told.out).toMatch(/^Stopped: \d+ (?:person|people) \(/m);
    const { vacancies } = replacementsSchema.parse(JSON.parse((await runInProcess([...args, '--json'])).out));
    expect(vacancies).toHaveLength(roster.shifts.filter(({ employee }) => employee === 'ada').length);
  });

  it('wants an absence or a shift, both as they are written', async () => {
    expect(pathsOf((await runInProcess(['replace', week, '--json'])).out)).toEqual(['--absent']);
    expect(codesOf((await runInProcess(['replace', week, '--absent', 'ada', '--json'])).out)).toEqual(['option-wrong']);
    const told = await runInProcess(['replace', week, '--vacate', 'gone', '--json']);
    expect([codesOf(told.out), pathsOf(told.out)]).toEqual([['shift-not-in-roster'], ['--vacate']]);
  });
});

describe('swap', () => {
  it('judges an exchange for both, and leaves with 1 where it is refused', async () => {
    const [give] = roster.shifts;
    const take = roster.shifts.find(({ employee }) => employee !== give?.employee);
    const args = ['swap', week, '--give', give?.id ?? '', '--take', take?.id ?? ''];
    const told = await runInProcess([...args, '--json']);
    const swap = swapSchema.parse(JSON.parse(told.out));
    expect(told.code).toBe(swap.verdict === 'refused' ? 1 : 0);
    expect((await runInProcess(args)).out).toMatch(/^(?:Allowed|Refused)/);
  });

  it('wants both sides', async () => {
    expect(pathsOf((await runInProcess(['swap', week, '--give', 'x', '--json'])).out)).toEqual(['--take']);
    expect(pathsOf((await runInProcess(['swap', week, '--json'])).out)).toContain('--give');
  });
});
